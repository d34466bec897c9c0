//! The sink of a real build: takes files beside the output until they are published.

use super::folder::{Folder, Tree, split};
use super::journal::{self, Ends, Steps};
use super::lock::Lock;
use super::path;
use super::place::{self, Home, Place, Standing, foreign};
use super::publish::{self, Publication, Published, Put};
use super::record::{self, Former, Record, Stamp, Written};
use super::said;
use super::sink::Sink;
use crate::failure::Failure;
use crate::source::Blob;
use cap_std::fs::Metadata;
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;
use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

/// How long a build waits for another that writes the same output.
const PATIENCE: Duration = Duration::from_secs(5);

/// Keeps the files of a build until they are published, under a lock on the output folder.
///
/// A stage that is dropped without [`Stage::publish`] leaves the output as it was.
#[derive(Debug)]
pub struct Stage {
    place: Place,
    /// The staging folder.
    staged: Tree,
    /// In it, the files of folders that the output does not have, under their paths.
    new: Tree,
    /// In it, the files of folders that the output has, under numbers.
    changed: Folder,
    former: Former,
    /// Whether the output had no file when the stage was opened.
    is_fresh: bool,
    /// Whether the stage can become the output by one rename.
    is_whole: bool,
    /// Where the files of each folder are staged.
    locations: RwLock<HashMap<String, Location>>,
    /// The name of the next file of a folder that exists.
    next: AtomicUsize,
    puts: Mutex<Vec<Put>>,
    /// The files of the record by their folded paths, made when first asked for.
    folded: OnceLock<HashMap<String, Vec<usize>>>,
    /// Whether the process is taken for dead, in a test.
    is_dead: bool,
    /// Given back last.
    _lock: Lock,
}

/// Where the files of one folder are staged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Location {
    /// Under their paths, for a folder that the output does not have.
    New,
    /// Under numbers, for a folder that it has.
    Changed,
}

impl Sink for Stage {
    /// Keeps the file for [`Stage::publish`], or finds that the output has it already.
    ///
    /// Refuses a path that is not safe, and one at which the output holds a file that this tool did not write.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.take(path, Content::Bytes(bytes))
    }

    /// Keeps a copy of the file for [`Stage::publish`], or finds that the output has it already.
    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.take(path, Content::File(file))
    }

    /// Takes a file of the output that is still as the record says.
    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        path::check(path)?;
        let known = self.record().and_then(|record| record.find(path));
        let Some(known) = known.filter(|_| !self.is_fresh) else { return Ok(false) };
        let untouched = self.is_as_written(known)?;
        if untouched {
            let put = Put { written: known.clone(), staged: None };
            self.puts.lock().unwrap_or_else(PoisonError::into_inner).push(put);
        }
        Ok(untouched)
    }
}

impl Stage {
    /// The stage of the output folder `out`: locked, with any interrupted publication finished or dropped.
    ///
    /// Waits a few seconds for another build of the same folder, then refuses; refuses a folder with files of others,
    /// and a staging folder that is a link.
    pub fn open(out: &Path) -> Result<Stage, Failure> {
        Stage::open_within(out, PATIENCE, &mut Steps::all())
    }

    pub(super) fn open_within(out: &Path, patience: Duration, allowed: &mut Steps) -> Result<Stage, Failure> {
        let place = Place::open(out)?;
        let homes = place.homes();
        Stage::at(place, homes, patience, allowed)
    }

    /// `homes` are where the stage may lie, the best one first.
    pub(super) fn at(
        mut place: Place,
        mut homes: Vec<Home>,
        patience: Duration,
        allowed: &mut Steps,
    ) -> Result<Stage, Failure> {
        let out = place.path().to_owned();
        let busy = || place::refused(&out, "another build is writing it; wait for that build to end");
        let lock = take_lock(&mut homes, patience)?.ok_or_else(busy)?;
        let is_beside = homes.first().is_some_and(|(folder, _)| std::sync::Arc::ptr_eq(folder, &place.above));
        if is_beside {
            // The build that was waited for may have put another folder there.
            place = place.once_more()?;
        }
        // An earlier build had its stage elsewhere, as when something was mounted there.
        for (folder, name) in homes.iter().skip(1) {
            // In a folder that is closed to us it is not ours to finish, nor to remove.
            if folder.kind(name)?.is_some() && folder.check_writable().is_ok() {
                let lock = Lock::take(folder, name, patience)?.ok_or_else(busy)?;
                journal::recover(place.out.as_ref(), &Tree::new(lock.stage()?), allowed)?;
            }
        }
        let staged = Tree::new(lock.stage()?);
        journal::recover(place.out.as_ref(), &staged, allowed)?;
        let is_fresh = match place.standing()? {
            Standing::Absent | Standing::Empty => true,
            Standing::Ours => false,
            Standing::Foreign => return Err(foreign(&out)),
        };
        let former = match &place.out {
            Some(out) => record::read(out.top())?,
            None => Former::Nothing,
        };
        if !matches!(&former, Former::Known(record) if record.said.is_some()) {
            // Of an output that is gone, or of a build that was killed before it came to this.
            said::keep(&place, "");
        }
        Ok(Stage {
            former,
            is_fresh,
            is_whole: is_fresh && is_beside,
            place,
            new: Tree::new(staged.top().make("new")?),
            changed: staged.top().make("changed")?,
            staged,
            locations: RwLock::default(),
            next: AtomicUsize::new(0),
            puts: Mutex::default(),
            folded: OnceLock::new(),
            is_dead: false,
            _lock: lock,
        })
    }

    /// The record of the last build, if it is whole.
    pub fn record(&self) -> Option<&Record> {
        match &self.former {
            Former::Known(record) => Some(record),
            Former::Nothing | Former::Unknown => None,
        }
    }

    /// What the last build said, as it was given to its publication; none where that is not known.
    pub fn said(&self) -> Option<String> {
        match self.record()?.said {
            Some(sum) => said::kept(&self.place, sum),
            None => Some(String::new()),
        }
    }

    /// The files of the output that no build is known to have written, as the last one found them and they still are.
    pub fn unknown(&self) -> Result<Vec<String>, Failure> {
        let mut unknown = Vec::new();
        for path in self.record().map(Record::unknown).unwrap_or_default() {
            if self.at_output(path)?.is_some() {
                unknown.push(path.clone());
            }
        }
        Ok(unknown)
    }

    /// Whether every file of the record is still as it was written: size, time and, where there is one, inode.
    pub fn is_untouched(&self) -> Result<bool, Failure> {
        let Some(record) = self.record() else { return Ok(false) };
        let touched = record.files.par_iter().with_min_len(64).map(|file| Ok(!self.is_as_written(file)?));
        let touched = touched.find_any(|touched: &Result<bool, Failure>| !matches!(touched, Ok(false)));
        touched.unwrap_or(Ok(false)).map(|touched| !touched)
    }

    /// Whether the output has the file, and nobody wrote to it since.
    fn is_as_written(&self, file: &Written) -> Result<bool, Failure> {
        let found = self.at_output(&file.path)?;
        Ok(found.is_some_and(|metadata| metadata.is_file() && Stamp::of(&metadata) == file.stamp))
    }

    /// What the output has at a path, if anything.
    fn at_output(&self, path: &str) -> Result<Option<Metadata>, Failure> {
        match &self.place.out {
            Some(out) => out.metadata(path),
            None => Ok(None),
        }
    }

    /// Publishes what was put, and removes what the last build wrote and this one did not.
    ///
    /// Files that the last record does not list are never removed unless `publication` asks for it; where one is in the
    /// way of a folder, or a folder of one, the build is refused before anything changes. After a failure the output is
    /// as it was, or is finished by the next [`Stage::open`]; the failure says which.
    pub fn publish(self, publication: &Publication<'_>) -> Result<Published, Failure> {
        self.publish_within(publication, &mut Steps::all())
    }

    pub(super) fn publish_within(
        mut self,
        publication: &Publication<'_>,
        allowed: &mut Steps,
    ) -> Result<Published, Failure> {
        let mut puts = std::mem::take(self.puts.get_mut().unwrap_or_else(PoisonError::into_inner));
        puts.sort_unstable_by(|a, b| a.written.path.cmp(&b.written.path));
        if let Some(twice) = puts.array_windows().find(|[a, b]| a.written.path == b.written.path).map(|[a, _]| a) {
            return Err(path::put_twice(&twice.written.path));
        }
        let is_kept = publication.said.is_empty() || said::has_room(&self.place, publication.said);
        let publication = &match is_kept {
            true => *publication,
            false => Publication { digest: None, said: "", ..*publication },
        };
        let result = match &self.place.out {
            Some(out) if !self.is_whole => {
                let ends = Ends { out, stage: &self.staged };
                publish::piecewise(ends, &self.former, puts, publication, allowed)
            }
            Some(_) | None => publish::whole(&self.place, &self.staged, puts, publication, allowed),
        };
        self.is_dead = allowed.are_spent();
        if result.is_ok() && !self.is_dead {
            said::keep(&self.place, publication.said);
        }
        result
    }

    fn take(&self, path: &str, content: Content<'_>) -> Result<(), Failure> {
        path::check(path)?;
        let digest = content.digest();
        let (stamp, staged) = match self.unchanged(path, content, digest)? {
            Some(stamp) => (stamp, None),
            None => {
                let (name, stamp) = self.keep(path, content)?;
                (stamp, Some(name))
            }
        };
        let put = Put { written: Written { path: path.to_owned(), digest, stamp }, staged };
        self.puts.lock().unwrap_or_else(PoisonError::into_inner).push(put);
        Ok(())
    }

    /// The stamp of the output's file `path`, if `content` is what it holds.
    fn unchanged(&self, path: &str, content: Content<'_>, digest: u64) -> Result<Option<Stamp>, Failure> {
        let (Some(out), false) = (&self.place.out, self.is_fresh) else { return Ok(None) };
        let known = self.record().and_then(|record| record.find(path));
        let (above, name) = split(path);
        let Some(folder) = out.folder(above)? else { return Ok(None) };
        let Some(metadata) = folder.metadata(name)? else { return Ok(None) };
        if metadata.is_dir() {
            return Ok(None);
        }
        let stamp = Stamp::of(&metadata);
        if let Some(known) = known.filter(|known| known.stamp == stamp && metadata.is_file()) {
            match content {
                _ if known.digest == digest => return Ok(Some(stamp)),
                Content::Bytes(_) => return Ok(None),
                // What stands for its bytes may be another though they are the same.
                Content::File(_) => {}
            }
        }
        if known.is_none() && self.is_known_otherwise(path, &metadata)? {
            return Ok(None);
        }
        if metadata.is_file() && metadata.len() == content.size() && content.is_in(&folder, name)? {
            return Ok(Some(stamp));
        }
        match &self.former {
            Former::Known(_) if known.is_none() => {
                let help = "it is there already, and this tool did not write it; remove it";
                Err(Failure::refused("write", out.path_of(path), help))
            }
            // Without a list of what is ours, what a page needs is taken for ours.
            Former::Known(_) | Former::Unknown | Former::Nothing => Ok(None),
        }
    }

    /// Whether the output's file `path` is one that the record lists with other letter case or composition.
    fn is_known_otherwise(&self, path: &str, metadata: &Metadata) -> Result<bool, Failure> {
        let Some(record) = self.record() else { return Ok(false) };
        let all = self.folded.get_or_init(|| {
            let mut all: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, path) in record.paths().enumerate() {
                all.entry(path::fold(path)).or_default().push(at);
            }
            all
        });
        for at in all.get(&path::fold(path)).into_iter().flatten() {
            let Some(file) = record.files.get(*at) else { continue };
            if self.at_output(&file.path)?.is_some_and(|other| Stamp::of(&other) == Stamp::of(metadata)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Stages `content`; returns the path in the staging folder, and the stamp of what was written.
    fn keep(&self, path: &str, content: Content<'_>) -> Result<(String, Stamp), Failure> {
        let (name, at, created) = match self.location(path)? {
            Location::New => {
                let (above, name) = split(path);
                let folder = self.new.make(above)?;
                (format!("new/{path}"), folder.path_of(name), folder.create(name))
            }
            Location::Changed => {
                let number = self.next.fetch_add(1, Ordering::Relaxed).to_string();
                (format!("changed/{number}"), self.changed.path_of(&number), self.changed.create(&number))
            }
        };
        let mut file = match created {
            Ok(file) => file.into_std(),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => return Err(path::put_twice(path)),
            Err(cause) => return Err(Failure::io("write", at, cause)),
        };
        let failed = |cause| Failure::io("write", &at, cause);
        match content {
            Content::Bytes(bytes) => file.write_all(bytes).map_err(failed)?,
            Content::File(blob) => blob.copy_to(&mut file)?,
        }
        let metadata = Metadata::from_file(&file).map_err(failed)?;
        Ok((name, Stamp::of(&metadata)))
    }

    /// Where the file `path` is staged.
    fn location(&self, path: &str) -> Result<Location, Failure> {
        let Some((folder, _)) = path.rsplit_once('/') else {
            return Ok(if self.is_whole { Location::New } else { Location::Changed });
        };
        if self.is_fresh {
            return Ok(Location::New);
        }
        if let Some(location) = self.locations.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(*location);
        }
        let is_there = self.at_output(folder)?.is_some_and(|metadata| metadata.is_dir());
        let location = if is_there { Location::Changed } else { Location::New };
        self.locations.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), location);
        Ok(location)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_dead && !journal::is_committed(self.staged.top()) {
            // What stays is dropped by the next build.
            _ = journal::sweep(self.staged.top(), &mut Steps::all());
        }
    }
}

/// The lock of the first of `homes` that lets itself be used, which then stands first; none while another run has it.
fn take_lock(homes: &mut [Home], patience: Duration) -> Result<Option<Lock>, Failure> {
    let mut refused = None;
    for at in 0..homes.len() {
        let Some((folder, name)) = homes.get(at) else { continue };
        match Lock::take(folder, name, patience) {
            Ok(lock) => {
                homes.swap(0, at);
                return Ok(lock);
            }
            // The folder round the output may be closed to us while the output is not.
            Err(failure)
                if matches!(failure.kind(), Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)) =>
            {
                refused = refused.or(Some(failure));
            }
            Err(failure) => return Err(failure),
        }
    }
    Err(refused.unwrap_or_else(|| Failure::refused("lock", "the output", "it has no place for a staging folder")))
}

/// What an output file is to hold.
#[derive(Debug, Clone, Copy)]
enum Content<'a> {
    Bytes(&'a [u8]),
    File(&'a Blob),
}

impl Content<'_> {
    /// What stands for it in the record.
    fn digest(self) -> u64 {
        match self {
            Content::Bytes(bytes) => rapidhash_v3(bytes),
            Content::File(blob) => blob.stamp(),
        }
    }

    fn size(self) -> u64 {
        match self {
            Content::Bytes(bytes) => bytes.len() as u64,
            Content::File(blob) => blob.size(),
        }
    }

    /// Whether the file `name` of a folder holds exactly this.
    fn is_in(self, folder: &Folder, name: &str) -> Result<bool, Failure> {
        let Some(mut file) = folder.file(name)? else { return Ok(false) };
        match self {
            Content::Bytes(bytes) => {
                let mut found = Vec::with_capacity(bytes.len());
                let read = file.read_to_end(&mut found);
                read.map(|_| found == bytes).map_err(|cause| Failure::io("read", folder.path_of(name), cause))
            }
            Content::File(blob) => blob.is_in(&mut file.into_std()),
        }
    }
}
