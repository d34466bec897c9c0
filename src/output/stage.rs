//! The sink of a real build: takes files beside the output until they are published.

use super::journal::{self, Steps};
use super::lock::Lock;
use super::path;
use super::place::{Place, Standing, foreign};
use super::publish::{self, Published, Put};
use super::record::{self, Former, Record, Stamp, Written};
use super::sink::Sink;
use crate::failure::Failure;
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::fs::{self, Metadata, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
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
    former: Former,
    /// Whether the output had no file when the stage was opened.
    is_fresh: bool,
    /// Whether the stage can become the output by one rename.
    is_whole: bool,
    /// Where the files of each folder are staged.
    homes: RwLock<HashMap<String, Home>>,
    /// The name of the next file of a folder that exists.
    next: AtomicUsize,
    puts: Mutex<Vec<Put>>,
    /// The folded paths of the record, made when first asked for.
    folded: OnceLock<HashSet<String>>,
    /// Whether the process is taken for dead, in a test.
    is_dead: bool,
    /// Given back last.
    _lock: Lock,
}

/// Where the files of one folder are staged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Home {
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
        path::check(path)?;
        let digest = rapidhash_v3(bytes);
        let (stamp, staged) = match self.unchanged(path, bytes, digest)? {
            Some(stamp) => (stamp, None),
            None => {
                let (name, stamp) = self.keep(path, bytes)?;
                (stamp, Some(name))
            }
        };
        let put = Put { written: Written { path: path.to_owned(), digest, stamp }, staged };
        self.puts.lock().unwrap_or_else(PoisonError::into_inner).push(put);
        Ok(())
    }

    /// Takes a file of the output that is still as the record says.
    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        path::check(path)?;
        let known = self.record().and_then(|record| record.find(path));
        let Some(known) = known.filter(|_| !self.is_fresh) else { return Ok(false) };
        let untouched = fs::symlink_metadata(self.place.target(path))
            .is_ok_and(|metadata| metadata.is_file() && Stamp::of(&metadata) == known.stamp);
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
    /// Waits a few seconds for another build of the same folder, then refuses; refuses a folder with files of others.
    pub fn open(out: &Path) -> Result<Stage, Failure> {
        Stage::open_within(out, PATIENCE, &mut Steps::all())
    }

    pub(super) fn open_within(out: &Path, patience: Duration, allowed: &mut Steps) -> Result<Stage, Failure> {
        Stage::at(Place::of(out)?, patience, allowed)
    }

    pub(super) fn at(mut place: Place, patience: Duration, allowed: &mut Steps) -> Result<Stage, Failure> {
        place.prepare()?;
        let lock = Lock::take(&place, patience)?;
        journal::recover(&place, allowed)?;
        let is_fresh = match place.standing()? {
            Standing::Absent | Standing::Empty => true,
            Standing::Ours => false,
            Standing::Foreign => return Err(foreign(&place.out)),
        };
        for folder in [place.new_files(), place.changed_files()] {
            fs::create_dir(&folder).map_err(|cause| Failure::io("create", &folder, cause))?;
        }
        Ok(Stage {
            former: record::read(&place.out),
            is_fresh,
            is_whole: is_fresh && !place.target(path::STAGE).exists(),
            place,
            homes: RwLock::default(),
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

    /// Whether every file of the record is still as it was written: size, time and, where there is one, inode.
    pub fn is_untouched(&self) -> bool {
        self.record().is_some_and(|record| {
            record.files.par_iter().with_min_len(64).all(|file| {
                fs::symlink_metadata(self.place.target(&file.path))
                    .is_ok_and(|metadata| metadata.is_file() && Stamp::of(&metadata) == file.stamp)
            })
        })
    }

    /// Publishes what was put, and removes what the last build wrote and this one did not.
    ///
    /// `digest` is that of the inputs, for [`Record::digest`]; `note` is for [`Record::note`]. Files that the last
    /// record does not list are never removed; where one is in the way of a folder, or a folder of one, the build is
    /// refused before anything changes. After a failure the output is as it was, or is finished by the next
    /// [`Stage::open`].
    pub fn publish(self, digest: Option<u64>, note: &str) -> Result<Published, Failure> {
        self.publish_within(digest, note, &mut Steps::all())
    }

    pub(super) fn publish_within(
        mut self,
        digest: Option<u64>,
        note: &str,
        allowed: &mut Steps,
    ) -> Result<Published, Failure> {
        let mut puts = std::mem::take(self.puts.get_mut().unwrap_or_else(PoisonError::into_inner));
        puts.sort_unstable_by(|a, b| a.written.path.cmp(&b.written.path));
        if let Some(twice) = puts.array_windows().find(|[a, b]| a.written.path == b.written.path).map(|[a, _]| a) {
            return Err(path::put_twice(&twice.written.path));
        }
        let result = if self.is_whole {
            publish::whole(&self.place, puts, digest, note, allowed)
        } else {
            publish::piecewise(&self.place, &self.former, puts, digest, note, allowed)
        };
        self.is_dead = allowed.are_spent();
        result
    }

    /// The stamp of the output's file `path`, if `bytes` are what it holds.
    fn unchanged(&self, path: &str, bytes: &[u8], digest: u64) -> Result<Option<Stamp>, Failure> {
        if self.is_fresh {
            return Ok(None);
        }
        let known = self.record().and_then(|record| record.find(path));
        let target = self.place.target(path);
        let metadata = match fs::symlink_metadata(&target) {
            Ok(metadata) if metadata.is_dir() => return Ok(None),
            Ok(metadata) => metadata,
            Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(cause) => return Err(Failure::io("read", target, cause)),
        };
        let stamp = Stamp::of(&metadata);
        if let Some(known) = known
            && known.stamp == stamp
            && metadata.is_file()
        {
            return Ok((known.digest == digest).then_some(stamp));
        }
        if known.is_none() && self.is_known_otherwise(path, &metadata) {
            return Ok(None);
        }
        if metadata.is_file() && holds(&target, &metadata, bytes)? {
            return Ok(Some(stamp));
        }
        match &self.former {
            Former::Known(_) if known.is_none() => {
                Err(Failure::refused("write", target, "it is there already, and this tool did not write it; remove it"))
            }
            // Without a list of what is ours, what a page needs is taken for ours.
            Former::Known(_) | Former::Unknown | Former::Nothing => Ok(None),
        }
    }

    /// Whether the output's file `path` is one that the record lists with other letter case or composition.
    fn is_known_otherwise(&self, path: &str, metadata: &Metadata) -> bool {
        let Some(record) = self.record() else { return false };
        let folded = path::fold(path);
        let all = self.folded.get_or_init(|| record.paths().map(path::fold).collect());
        all.contains(&folded)
            && record.files.iter().filter(|file| path::fold(&file.path) == folded).any(|file| {
                fs::symlink_metadata(self.place.target(&file.path))
                    .is_ok_and(|other| Stamp::of(&other) == Stamp::of(metadata))
            })
    }

    /// Stages `bytes`; returns the path in the staging folder, and the stamp of what was written.
    fn keep(&self, path: &str, bytes: &[u8]) -> Result<(String, Stamp), Failure> {
        let name = match self.home(path)? {
            Home::New => format!("new/{path}"),
            Home::Changed => format!("changed/{}", self.next.fetch_add(1, Ordering::Relaxed)),
        };
        let file = self.place.stage.join(&name);
        let written = OpenOptions::new().write(true).create_new(true).open(&file).and_then(|mut file| {
            file.write_all(bytes)?;
            file.metadata()
        });
        match written {
            Ok(metadata) => Ok((name, Stamp::of(&metadata))),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Err(path::put_twice(path)),
            Err(cause) => Err(Failure::io("write", file, cause)),
        }
    }

    /// Where the file `path` is staged; the folder is there when this returns.
    fn home(&self, path: &str) -> Result<Home, Failure> {
        let Some((folder, _)) = path.rsplit_once('/') else {
            return Ok(if self.is_whole { Home::New } else { Home::Changed });
        };
        if let Some(home) = self.homes.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return Ok(*home);
        }
        let is_there = || fs::symlink_metadata(self.place.target(folder)).is_ok_and(|metadata| metadata.is_dir());
        let home = if !self.is_fresh && is_there() { Home::Changed } else { Home::New };
        if home == Home::New {
            let staged: PathBuf = self.place.new_files().join(folder);
            fs::create_dir_all(&staged).map_err(|cause| Failure::io("create", staged, cause))?;
        }
        self.homes.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), home);
        Ok(home)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_dead && !journal::is_committed(&self.place) {
            // What stays is dropped by the next build.
            let _ = journal::sweep(&self.place, &mut Steps::all());
        }
    }
}

/// Whether the file `path` holds exactly `bytes`.
fn holds(path: &Path, metadata: &Metadata, bytes: &[u8]) -> Result<bool, Failure> {
    if metadata.len() != bytes.len() as u64 {
        return Ok(false);
    }
    fs::read(path).map(|found| found == bytes).map_err(|cause| Failure::io("read", path, cause))
}
