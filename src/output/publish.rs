//! Publishing: what has to happen to the output folder, and making it happen whole or not at all.

use super::folder::{Identity, Kind, Tree, split};
use super::journal::{self, Ends, Step, Steps};
use super::path::{self, RECORD, fold, folders};
use super::place::{Place, foreign};
use super::record::Validity;
use super::record::{Former, Record, Stamp, Written};
use super::said;
use crate::failure::Failure;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::ErrorKind;

/// What is published besides the files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Publication<'a> {
    /// The digest of the inputs, for [`Record::digest`].
    pub digest: Option<u64>,
    /// What the build said, to be kept beside the output; may be empty. Where it cannot be kept, the record has no digest.
    pub said: &'a str,
    /// From when until when the same inputs make the same files.
    pub validity: Validity,
    /// For [`Record::note`].
    pub note: &'a str,
    /// For [`Record::waits`].
    pub waits: &'a str,
    /// The folders of the site that were read, for [`Record::folders`].
    pub folders: &'a [&'a str],
    /// Whether files that nobody knows are removed.
    pub prune: bool,
}

/// What a publication did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// How many files are new or have other content.
    pub written: usize,
    /// How many were left as they were.
    pub unchanged: usize,
    /// How many of an earlier build were removed, and of nobody where that was asked for.
    pub removed: usize,
    /// The files that no build wrote, as far as is known, and that are still there, sorted.
    pub unknown: Vec<String>,
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
    staged: &Tree,
    puts: Vec<Put>,
    publication: &Publication<'_>,
    allowed: &mut Steps,
) -> Result<Published, Failure> {
    let written = puts.len();
    let files = staged_files(&puts);
    let Some(new) = staged.folder("new")? else {
        return Err(Failure::refused("write", staged.path_of("new"), "it was removed meanwhile"));
    };
    let record = record_of(new.identity()?, puts, publication, Vec::new());
    allowed.take(new.path())?;
    journal::write_durably(&new, RECORD, &record.to_text())?;
    // All of it is on disk before it has its name: after a power cut there is no empty page behind a whole record.
    sync_all(staged, &files)?;
    allowed.take(place.path())?;
    let stage = staged.top();
    if let Some(metadata) = place.above.metadata(&place.name)? {
        // The folder that was made for us decides who may read it.
        stage.set_permissions("new", &metadata).map_err(|cause| Failure::io("create", new.path(), cause))?;
        // Where a folder cannot be renamed over another.
        #[cfg(not(unix))]
        place.above.remove_folder(&place.name).map_err(|cause| Failure::io("write", place.path(), cause))?;
    }
    match stage.rename("new", &place.above, &place.name) {
        Ok(()) => {}
        // Filled since the stage was opened.
        Err(cause) if matches!(cause.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists) => {
            return Err(foreign(place.path()));
        }
        Err(cause) => return Err(Failure::io("write", place.path(), cause)),
    }
    place.above.sync()?;
    journal::sweep(stage, allowed)?;
    Ok(Published { written, ..Published::default() })
}

/// Changes only what differs from the last build, through a journal. `puts` are sorted by path.
pub(super) fn piecewise(
    ends: Ends<'_>,
    former: &Former,
    puts: Vec<Put>,
    publication: &Publication<'_>,
    allowed: &mut Steps,
) -> Result<Published, Failure> {
    let known = match former {
        Former::Known(record) => Some(record.as_ref()),
        Former::Nothing | Former::Unknown => None,
    };
    let mut strangers = strangers(ends.out, known, &puts)?;
    let Todo { mut steps, mut removed, left } = Agenda::new(ends.out, known, &puts).into_steps()?;
    strangers.extend(left);
    strangers.sort_unstable();
    let unknown = if publication.prune {
        // What has another name is left to its owner.
        let (removable, kept): (Vec<_>, Vec<_>) = strangers.into_iter().partition(|path| is_nameable(path));
        removed += prune(&removable, &mut steps);
        kept
    } else {
        strangers
    };
    let unchanged = puts.iter().filter(|put| put.staged.is_none()).count();
    let published = Published { written: puts.len() - unchanged, unchanged, removed, unknown: unknown.clone() };

    let mut files = staged_files(&puts);
    let record = record_of(ends.out.top().identity()?, puts, publication, unknown);
    let stage = ends.stage.top();
    if steps.is_empty() {
        if known != Some(&record) {
            allowed.take(&stage.path_of(RECORD))?;
            journal::write_durably(stage, RECORD, &record.to_text())?;
            journal::carry_out(ends, &[Step::Record], allowed)?;
        }
    } else {
        check_writable(ends.out, &steps)?;
        allowed.take(&stage.path_of(RECORD))?;
        journal::write_durably(stage, RECORD, &record.to_text())?;
        allowed.take(stage.path())?;
        files.push(RECORD.to_owned());
        sync_all(ends.stage, &files)?;
        steps.push(Step::Record);
        journal::commit(ends, &steps, allowed)?;
        journal::carry_out(ends, &steps, allowed)?;
    }
    journal::sweep(stage, allowed)?;
    Ok(published)
}

/// Refuses a publication that has to change a folder which is closed to us, before it has changed another.
fn check_writable(out: &Tree, steps: &[Step]) -> Result<(), Failure> {
    let changed = steps.iter().filter_map(|step| match step {
        Step::Clear { path, .. } | Step::Move { path, .. } | Step::Remove { path } => Some(split(path).0),
        // A folder that cannot be removed stays.
        Step::Prune { .. } => None,
        Step::Record => Some(""),
    });
    let changed: BTreeSet<&str> = changed.chain([""]).collect();
    for folder in changed {
        if let Some(folder) = out.folder(folder)? {
            folder.check_writable()?;
        }
    }
    Ok(())
}

/// Whether a path that was listed is one that an output could have, and names just what was listed: of what is not UTF-8
/// only a likeness is.
fn is_nameable(path: &str) -> bool {
    path::fault(path).is_none() && !path.contains(char::REPLACEMENT_CHARACTER)
}

fn record_of(of: Identity, puts: Vec<Put>, publication: &Publication<'_>, unknown: Vec<String>) -> Record {
    let Publication { digest, said, validity, note, waits, folders, prune: _ } = *publication;
    let files = puts.into_iter().map(|put| put.written).collect();
    let folders = folders.iter().map(|folder| (*folder).to_owned()).collect();
    let said = (!said.is_empty()).then(|| said::sum(said));
    let (note, waits) = (note.to_owned(), waits.to_owned());
    Record { of, digest, said, validity, note, waits, folders, unknown, files }
}

fn staged_files(puts: &[Put]) -> Vec<String> {
    puts.iter().filter_map(|put| put.staged.clone()).collect()
}

/// The files of the output that the last build did not write, as far as is known, and this one does not either, sorted.
fn strangers(out: &Tree, known: Option<&Record>, puts: &[Put]) -> Result<Vec<String>, Failure> {
    let is_put = |path: &str| puts.binary_search_by(|put| put.written.path.as_str().cmp(path)).is_ok();
    let is_known = |path: &str| known.is_some_and(|known| known.find(path).is_some());
    let mut strangers = list_files(out)?;
    strangers.retain(|path| path != RECORD && !is_put(path) && !is_known(path));
    strangers.sort_unstable();
    Ok(strangers)
}

/// Every file of the output but those in folders whose name begins with a dot, which hold a repository or the like, and
/// those that systems make by themselves.
pub(super) fn list_files(out: &Tree) -> Result<Vec<String>, Failure> {
    let listed = out.list("", &|path, kind| {
        let name = split(path).1;
        match kind {
            Kind::Folder => !name.starts_with('.'),
            Kind::File | Kind::Link | Kind::Other => !matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini"),
        }
    })?;
    Ok(listed.into_iter().filter(|(_, kind)| *kind != Kind::Folder).map(|(path, _)| path).collect())
}

/// Adds the removal of files that nobody knows, and of the folders that this may leave empty; how many files there are.
fn prune(strangers: &[String], steps: &mut Vec<Step>) -> usize {
    let mut emptied = BTreeSet::new();
    for path in strangers {
        steps.push(Step::Remove { path: path.clone() });
        emptied.extend(folders(path));
    }
    // A folder sorts before what lies in it.
    steps.extend(emptied.into_iter().rev().map(|folder| Step::Prune { path: folder.to_owned() }));
    strangers.len()
}

/// Up to how many files are synced one by one: 0.1 ms each on ext4, whatever else is unwritten, while
/// `syncfs` also waits for what other programs wrote (200 ms for 300 MB).
const FEW: usize = 128;

/// Waits until the `files` of the folder `stage`, and the folders that they lie in, are on the disk.
fn sync_all(stage: &Tree, files: &[String]) -> Result<(), Failure> {
    if files.len() > FEW && stage.top().sync_file_system()? {
        return Ok(());
    }
    sync_each(stage, files)
}

/// Waits for every file by itself, then for the folders.
fn sync_each(stage: &Tree, files: &[String]) -> Result<(), Failure> {
    files.par_iter().try_for_each(|path| {
        let (above, name) = split(path);
        let failed = |cause| Failure::io("sync", stage.path_of(path), cause);
        let Some(folder) = stage.folder(above)? else { return Err(failed(ErrorKind::NotFound.into())) };
        folder.sync_file(name).map_err(failed)
    })?;
    let lying_in: BTreeSet<&str> = files.iter().flat_map(|path| folders(path)).collect();
    for folder in lying_in {
        if let Some(folder) = stage.folder(folder)? {
            folder.sync()?;
        }
    }
    stage.top().sync()
}

/// What a publication changes in the output.
struct Todo {
    /// All steps but the record's.
    steps: Vec<Step>,
    /// How many files they remove.
    removed: usize,
    /// The files that the last build is said to have written, and of which that cannot be told.
    left: Vec<String>,
}

/// The steps of one publication, as they are found.
struct Agenda<'a> {
    out: &'a Tree,
    known: Option<&'a Record>,
    puts: &'a [Put],
    /// The kinds of the folders that files lie in; none where there is nothing.
    kinds: HashMap<&'a str, Option<Kind>>,
    clears: Vec<Step>,
    cleared: HashSet<String>,
    removed: usize,
    left: Vec<String>,
}

impl<'a> Agenda<'a> {
    fn new(out: &'a Tree, known: Option<&'a Record>, puts: &'a [Put]) -> Self {
        let (kinds, clears, cleared) = Default::default();
        Agenda { out, known, puts, kinds, clears, cleared, removed: 0, left: Vec::new() }
    }

    /// What is to be done, in the order in which a reader of the site sees the least; refuses what would remove a file of
    /// somebody else.
    fn into_steps(mut self) -> Result<Todo, Failure> {
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
        Ok(Todo { steps: steps.collect(), removed: self.removed, left: self.left })
    }

    /// The outermost folder of `path` that the output does not have, or that takes the place of a file of ours.
    fn first_missing(&mut self, path: &'a str) -> Result<Option<&'a str>, Failure> {
        for folder in folders(path) {
            match self.kind(folder)? {
                Some(Kind::Folder) => {}
                None => return Ok(Some(folder)),
                Some(Kind::File) if self.is_leftover(folder) => {
                    if !self.cleared.contains(folder) {
                        self.clear(folder.to_owned(), format!("new/{folder}"));
                    }
                    return Ok(Some(folder));
                }
                Some(Kind::File | Kind::Other) => {
                    return Err(self.in_the_way(folder, "a file that this tool did not write"));
                }
                Some(Kind::Link) => return Err(self.in_the_way(folder, "a symbolic link")),
            }
        }
        Ok(None)
    }

    /// Clears a folder of ours out of the way of the file `path`, which is staged as `from`.
    fn clear_folder(&mut self, path: &str, from: &str) -> Result<(), Failure> {
        if self.out.kind(path)? != Some(Kind::Folder) {
            return Ok(());
        }
        let below = self.out.list(path, &|_, _| true)?;
        for (below, kind) in below.into_iter().chain([(path.to_owned(), Kind::Folder)]) {
            // A folder that the journal cannot name, or that was not looked into, is not ours.
            let is_empty = kind == Kind::Folder && is_nameable(&below) && !Tree::is_deepest(&below);
            if is_empty || self.is_leftover(&below) {
                self.clear(below, from.to_owned());
            } else {
                let below = self.out.path_of(&below);
                let found = format!("a folder with `{}`, which this tool did not write", below.display());
                return Err(self.in_the_way(path, &found));
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
                if !self.may_go(file)? {
                    self.left.push(path.to_owned());
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

    /// Whether a file that only the last build is said to have written may be removed. On the word of a record that was
    /// made elsewhere only what it wrote goes: a file with those very bytes.
    fn may_go(&self, file: &Written) -> Result<bool, Failure> {
        Ok(file.stamp != Stamp::default() || file.is_in(self.out)?)
    }

    /// Whether the output has the file `path`, and not only through a link to somewhere else.
    fn is_there(&mut self, path: &'a str) -> Result<bool, Failure> {
        for folder in folders(path) {
            if self.kind(folder)? != Some(Kind::Folder) {
                return Ok(false);
            }
        }
        Ok(matches!(self.out.kind(path)?, Some(Kind::File | Kind::Link)))
    }

    fn kind(&mut self, folder: &'a str) -> Result<Option<Kind>, Failure> {
        if let Some(kind) = self.kinds.get(folder) {
            return Ok(*kind);
        }
        let kind = self.out.kind(folder)?;
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
        Failure::refused("write", self.out.path_of(path), format!("{found} is there; remove it"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::folder::Folder;
    use super::*;
    use std::fs;

    #[test]
    fn syncs_one_by_one_where_it_must() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/b/c"), "c").unwrap();
        let stage = Tree::new(Folder::open(&folder.path().canonicalize().unwrap()).unwrap());
        sync_each(&stage, &["a/b/c".to_owned()]).unwrap();
        assert!(sync_each(&stage, &["a/nothing/c".to_owned()]).is_err());
    }
}
