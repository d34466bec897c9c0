//! Publishing: what has to happen to the output folder, and making it happen whole or not at all.

use super::journal::{self, Step, Steps};
use super::path::{RECORD, fold, folders};
use super::place::{Place, foreign};
use super::record::{Former, Record, Written};
use crate::failure::Failure;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::Path;
use walkdir::WalkDir;

/// How many files a publication touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// New or with other content.
    pub written: usize,
    /// Left as they were.
    pub unchanged: usize,
    /// Of an earlier build, and no longer part of the site.
    pub removed: usize,
}

/// One file of this build.
#[derive(Debug)]
pub(super) struct Put {
    pub(super) written: Written,
    /// Its path in the staging folder; none when the output has it already.
    pub(super) staged: Option<String>,
}

/// Makes the stage the output by one rename, for an output that is absent or empty. `puts` are sorted by path.
pub(super) fn whole(
    place: &Place,
    puts: Vec<Put>,
    digest: Option<u64>,
    note: &str,
    allowed: &mut Steps,
) -> Result<Published, Failure> {
    let written = puts.len();
    let record = record_of(puts, digest, note);
    let new = place.new_files();
    allowed.take(&new)?;
    // On disk before it is published: with a record cut short, the folder would no longer count as ours.
    journal::write_durably(&new.join(RECORD), &record.to_text())?;
    allowed.take(&place.out)?;
    if let Ok(metadata) = fs::metadata(&place.out) {
        // The folder that was made for us decides who may read it.
        fs::set_permissions(&new, metadata.permissions()).map_err(|cause| Failure::io("create", &new, cause))?;
        #[cfg(not(unix))]
        fs::remove_dir(&place.out).map_err(|cause| Failure::io("write", &place.out, cause))?;
    }
    match fs::rename(&new, &place.out) {
        Ok(()) => {}
        // Filled since the stage was opened.
        Err(cause) if matches!(cause.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => {
            return Err(foreign(&place.out));
        }
        Err(cause) => return Err(Failure::io("write", &place.out, cause)),
    }
    journal::sweep(place, allowed)?;
    Ok(Published { written, unchanged: 0, removed: 0 })
}

/// Changes only what differs from the last build, through a journal. `puts` are sorted by path.
pub(super) fn piecewise(
    place: &Place,
    former: &Former,
    puts: Vec<Put>,
    digest: Option<u64>,
    note: &str,
    allowed: &mut Steps,
) -> Result<Published, Failure> {
    let known = match former {
        Former::Known(record) => Some(record),
        Former::Nothing | Former::Unknown => None,
    };
    let (mut steps, removed) = Agenda::new(place, known, &puts).into_steps()?;
    let unchanged = puts.iter().filter(|put| put.staged.is_none()).count();
    let published = Published { written: puts.len() - unchanged, unchanged, removed };

    let record = record_of(puts, digest, note);
    let draft = place.stage.join(RECORD);
    if steps.is_empty() {
        if known != Some(&record) {
            allowed.take(&draft)?;
            journal::write_durably(&draft, &record.to_text())?;
            journal::carry_out(place, &[Step::Record], allowed)?;
        }
    } else {
        allowed.take(&draft)?;
        fs::write(&draft, record.to_text()).map_err(|cause| Failure::io("write", &draft, cause))?;
        allowed.take(&place.stage)?;
        sync_all(&place.stage, published.written)?;
        steps.push(Step::Record);
        journal::commit(place, &steps, allowed)?;
        journal::carry_out(place, &steps, allowed)?;
    }
    journal::sweep(place, allowed)?;
    Ok(published)
}

fn record_of(puts: Vec<Put>, digest: Option<u64>, note: &str) -> Record {
    Record { digest, note: note.to_owned(), files: puts.into_iter().map(|put| put.written).collect() }
}

/// Up to how many files are synced one by one: 0.1 ms each on ext4, whatever else is unwritten, while
/// `syncfs` also waits for what other programs wrote (200 ms for 300 MB).
const FEW: usize = 128;

/// Waits until everything in the folder `stage`, with so many files, is on the disk.
fn sync_all(stage: &Path, files: usize) -> Result<(), Failure> {
    #[cfg(target_os = "linux")]
    if files > FEW {
        let folder = fs::File::open(stage).map_err(|cause| Failure::io("read", stage, cause))?;
        match rustix::fs::syncfs(&folder) {
            Ok(()) => return Ok(()),
            Err(rustix::io::Errno::NOSYS) => {}
            Err(cause) => return Err(Failure::io("sync", stage, cause.into())),
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (files, FEW);
    sync_each(stage)
}

/// Waits for every file and folder in `stage` by itself.
fn sync_each(stage: &Path) -> Result<(), Failure> {
    WalkDir::new(stage).into_iter().par_bridge().try_for_each(|entry| {
        let entry = entry.map_err(|cause| Failure::io("sync", stage, cause.into()))?;
        if entry.file_type().is_dir() {
            return journal::sync_folder(entry.path());
        }
        // Some systems sync only what is open for writing.
        let synced = OpenOptions::new().write(true).open(entry.path()).and_then(|file| file.sync_all());
        synced.map_err(|cause| Failure::io("sync", entry.path(), cause))
    })?;
    stage.parent().map_or(Ok(()), journal::sync_folder)
}

/// What the output has under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Absent,
    Folder,
    File,
    Link,
}

impl Kind {
    fn of(path: &Path) -> Result<Kind, Failure> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_dir() => Ok(Kind::Folder),
            Ok(metadata) if metadata.is_symlink() => Ok(Kind::Link),
            Ok(_) => Ok(Kind::File),
            Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Kind::Absent),
            Err(cause) => Err(Failure::io("read", path, cause)),
        }
    }
}

/// The steps of one publication, as they are found.
struct Agenda<'a> {
    place: &'a Place,
    known: Option<&'a Record>,
    puts: &'a [Put],
    /// The kinds of the folders that files lie in.
    kinds: HashMap<&'a str, Kind>,
    clears: Vec<Step>,
    cleared: HashSet<String>,
    removed: usize,
}

impl<'a> Agenda<'a> {
    fn new(place: &'a Place, known: Option<&'a Record>, puts: &'a [Put]) -> Self {
        let (kinds, clears, cleared) = Default::default();
        Agenda { place, known, puts, kinds, clears, cleared, removed: 0 }
    }

    /// All steps but the record's, in the order in which a reader of the site sees the least, and how many files they
    /// remove; refuses what would remove a file of somebody else.
    fn into_steps(mut self) -> Result<(Vec<Step>, usize), Failure> {
        let (mut new, mut assets, mut pages) = (BTreeSet::new(), Vec::new(), Vec::new());
        // From a folded path to the name under which it, or its folder, is staged.
        let mut staged = HashMap::new();
        for put in self.puts {
            let Some(name) = &put.staged else { continue };
            let path = put.written.path.as_str();
            let from = match self.first_missing(path)? {
                Some(folder) if name.starts_with("new/") => {
                    let from = format!("new/{folder}");
                    new.insert((folder, from.clone()));
                    from
                }
                _ => {
                    self.clear_folder(path, name)?;
                    let list = if path.ends_with(".html") { &mut pages } else { &mut assets };
                    list.push(Step::Move { from: name.clone(), path: path.to_owned() });
                    name.clone()
                }
            };
            staged.insert(fold(path), from);
        }
        let (removes, prunes) = self.removals(&staged)?;
        let new = new.into_iter().map(|(folder, from)| Step::Move { from, path: folder.to_owned() });
        let steps = self.clears.into_iter().chain(new).chain(assets).chain(pages).chain(removes).chain(prunes);
        Ok((steps.collect(), self.removed))
    }

    /// The outermost folder of `path` that the output does not have, or that takes the place of a file of ours.
    fn first_missing(&mut self, path: &'a str) -> Result<Option<&'a str>, Failure> {
        for folder in folders(path) {
            match self.kind(folder)? {
                Kind::Folder => {}
                Kind::Absent => return Ok(Some(folder)),
                Kind::File if self.is_leftover(folder) => {
                    if !self.cleared.contains(folder) {
                        self.clear(folder.to_owned(), format!("new/{folder}"));
                    }
                    return Ok(Some(folder));
                }
                Kind::File => return Err(self.in_the_way(folder, "a file that this tool did not write")),
                Kind::Link => return Err(self.in_the_way(folder, "a symbolic link")),
            }
        }
        Ok(None)
    }

    /// Clears a folder of ours out of the way of the file `path`, which is staged as `from`.
    fn clear_folder(&mut self, path: &str, from: &str) -> Result<(), Failure> {
        let target = self.place.target(path);
        if Kind::of(&target)? != Kind::Folder {
            return Ok(());
        }
        for entry in WalkDir::new(&target).contents_first(true) {
            let entry = entry.map_err(|cause| Failure::io("read", &target, cause.into()))?;
            let below = entry.path().strip_prefix(&self.place.out).ok().and_then(Path::to_str);
            let below = below.map(|below| below.replace(std::path::MAIN_SEPARATOR, "/"));
            match below {
                Some(below) if entry.file_type().is_dir() || self.is_leftover(&below) => {
                    self.clear(below, from.to_owned());
                }
                _ => {
                    let found = format!("a folder with `{}`, which this tool did not write", entry.path().display());
                    return Err(self.in_the_way(path, &found));
                }
            }
        }
        Ok(())
    }

    fn clear(&mut self, path: String, from: String) {
        self.cleared.insert(path.clone());
        self.clears.push(Step::Clear { path, from });
    }

    /// The removal of each file that only the last build wrote, and of the folders that this may leave empty.
    fn removals(&mut self, staged: &HashMap<String, String>) -> Result<(Vec<Step>, Vec<Step>), Failure> {
        let (mut removes, mut emptied) = (Vec::new(), BTreeSet::new());
        let Some(known) = self.known else { return Ok(Default::default()) };
        for file in &known.files {
            let path = file.path.as_str();
            if self.is_put(path) {
                continue;
            }
            if !self.cleared.contains(path) {
                if !self.is_there(path)? {
                    continue;
                }
                match staged.get(&fold(path)) {
                    // On some systems both names are one file, which must not be removed when it is the new one.
                    Some(from) => self.clear(path.to_owned(), from.clone()),
                    None => removes.push(Step::Remove { path: path.to_owned() }),
                }
            }
            self.removed += 1;
            emptied.extend(folders(path));
        }
        // A folder sorts before what lies in it.
        let prunes = emptied.into_iter().rev().filter(|folder| !self.cleared.contains(*folder));
        let prunes = prunes.map(|folder| Step::Prune { path: folder.to_owned() }).collect();
        Ok((removes, prunes))
    }

    /// Whether the output has the file `path`, and not only through a link to somewhere else.
    fn is_there(&mut self, path: &'a str) -> Result<bool, Failure> {
        for folder in folders(path) {
            if self.kind(folder)? != Kind::Folder {
                return Ok(false);
            }
        }
        Ok(matches!(Kind::of(&self.place.target(path))?, Kind::File | Kind::Link))
    }

    fn kind(&mut self, folder: &'a str) -> Result<Kind, Failure> {
        if let Some(kind) = self.kinds.get(folder) {
            return Ok(*kind);
        }
        let kind = Kind::of(&self.place.target(folder))?;
        self.kinds.insert(folder, kind);
        Ok(kind)
    }

    /// Whether the last build wrote `path` and this one does not.
    fn is_leftover(&self, path: &str) -> bool {
        self.known.is_some_and(|known| known.find(path).is_some()) && !self.is_put(path)
    }

    fn is_put(&self, path: &str) -> bool {
        self.puts.binary_search_by(|put| put.written.path.as_str().cmp(path)).is_ok()
    }

    fn in_the_way(&self, path: &str, found: &str) -> Failure {
        Failure::refused("write", self.place.target(path), format!("{found} is there; remove it"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syncs_one_by_one_where_it_must() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/b/c"), "c").unwrap();
        sync_each(folder.path()).unwrap();
        assert!(sync_each(&folder.path().join("nothing")).is_err());
    }
}
