//! Changes to files of the author's, all of them or none, through the same journal that publishes a site.
//!
//! The new texts are staged in `.shirube-stage` in the folder of the site, with copies of the old ones. Once the journal
//! is there the change is made: a run that is killed after that is finished by the next. Where a file cannot take its
//! new text after all, those that have theirs get the old ones back.

use super::folder::{Folder, Kind, Tree, split};
use super::journal::{self, Ends, Step, Steps};
use super::lock::Lock;
use super::path::{STAGE, fault};
use super::place::{open_or_make, resolve};
use crate::failure::Failure;
use crate::source::MARK;
use cap_std::fs::Metadata;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a run waits for another that changes the same site.
const PATIENCE: Duration = Duration::from_secs(5);

/// No file that is rewritten is larger, in bytes: texts are far smaller.
const LIMIT: u64 = 1 << 27;

/// The folders of the stage: with new texts, each under a number; with copies of them, which stay when they are put in
/// place; with the old texts of files that have one.
const NEW: &str = "changed";
const COPY: &str = "copy";
const OLD: &str = "old";

/// A change of one file.
#[derive(Debug)]
pub enum Edit {
    /// A new file, with the folders that it lies in. Nothing may be there.
    Create { path: PathBuf, text: String },
    /// The text `new` in a file that still holds `old`. A byte order mark and permissions stay, and where the path is a
    /// link it is the file itself that changes.
    Rewrite { path: PathBuf, old: String, new: String },
    /// The text `new` in a new file `to`, and no file any more at `path`, which still holds `old`, nor the folders that it leaves
    /// empty. A byte order mark and permissions move with it. A link is refused: what it leads to is another's.
    Move { path: PathBuf, to: PathBuf, old: String, new: String },
}

/// Makes all of the `edits` beneath the folder `root`, or none: refuses before anything changes when one of them cannot
/// be made. A failure after that says that the next run finishes them.
pub fn edit(root: &Path, edits: &[Edit]) -> Result<(), Failure> {
    edit_within(root, edits, &mut Steps::all())
}

/// Makes a new file, anywhere, with the folders that it lies in; one that is there is left alone. Nothing is staged:
/// the folder may be one that others write to.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let path = absolute(path)?;
    let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
        return Err(Failure::refused("make", path, "it has no name"));
    };
    let folder = open_or_make(&resolve(above)?)?;
    let mut file = folder.create(name).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => Failure::refused("make", &path, "it is there already"),
        _ => Failure::io("make", &path, cause),
    })?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|cause| {
        // Half a file is worse than none.
        _ = folder.remove_file(name);
        Failure::io("write", &path, cause)
    })
}

/// Makes a folder, with those that it lies in; one that is there is as good.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    open_or_make(&resolve(path)?).map(|_| ())
}

/// Finishes a change of the site in `root` that was interrupted after it was made. Returns nothing if there was none, and
/// else the files that somebody has changed since, which stay as they are.
pub fn finish_edits(root: &Path) -> Result<Option<Vec<PathBuf>>, Failure> {
    let out = Tree::new(Folder::open(&resolve(root)?)?);
    let Some(stage) = out.top().stage(STAGE)? else { return Ok(None) };
    if read(Ends { out: &out, stage: &Tree::new(stage) })?.is_none() {
        return Ok(None);
    }
    let lock = lock(&out)?;
    let stage = Tree::new(lock.stage()?);
    let ends = Ends { out: &out, stage: &stage };
    let overtaken = drop_overtaken(ends)?;
    let finished = journal::finish(ends, &mut Steps::all())
        .map_err(|failure| failure.but(format!("to give the rest of the change up, remove `{STAGE}`")))?;
    journal::sweep(stage.top(), &mut Steps::all())?;
    Ok(finished.then_some(overtaken))
}

/// Drops what is staged for files that no longer hold what the change left in them; the paths of those files.
fn drop_overtaken(ends: Ends<'_>) -> Result<Vec<PathBuf>, Failure> {
    let mut overtaken = Vec::new();
    for step in read(ends)?.unwrap_or_default() {
        let is_clear = matches!(step, Step::Clear { .. });
        let (Step::Move { from, path } | Step::Clear { path, from }) = step else { continue };
        let Some(new) = text(ends.stage, &from)? else { continue };
        if is_clear && ends.out.kind(&path)?.is_none() {
            // It is gone, as it is to be.
            continue;
        }
        let before = match is_clear {
            true => from.clone(),
            false if from.starts_with(NEW) => in_stage(OLD, &from),
            false => in_stage(COPY, &from),
        };
        let now = text(ends.out, &path)?;
        if now == text(ends.stage, &before)? && (now.is_some() || ends.out.kind(&path)?.is_none()) {
            continue;
        }
        let (above, name) = split(&from);
        if let Some(folder) = ends.stage.folder(above)? {
            folder.remove_file(name).map_err(|cause| Failure::io("remove", folder.path_of(name), cause))?;
        }
        if now.as_ref() != Some(&new) {
            overtaken.push(ends.out.path_of(&path));
        }
    }
    Ok(overtaken)
}

/// The journal of a change of files of a site. One with steps that no such change has is none.
fn read(ends: Ends<'_>) -> Result<Option<Vec<Step>>, Failure> {
    let is_of_site = |path: &str| !path.split('/').any(|part| part.starts_with('.'));
    let is_in = |from: &str, folders: &[&str]| {
        from.split_once('/').is_some_and(|(folder, number)| {
            folders.contains(&folder) && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let is_edit = |step: &Step| match step {
        Step::Move { from, path } => is_in(from, &[NEW, OLD]) && is_of_site(path),
        Step::Clear { path, from } => is_in(from, &[COPY, OLD]) && is_of_site(path),
        Step::Prune { path } => is_of_site(path),
        Step::Remove { .. } | Step::Record => false,
    };
    Ok(journal::read(ends)?.filter(|steps| steps.iter().all(is_edit)))
}

/// What the file at `path` holds, if there is one.
fn text(tree: &Tree, path: &str) -> Result<Option<Vec<u8>>, Failure> {
    let (above, name) = split(path);
    tree.folder(above)?.map_or(Ok(None), |folder| folder.read(name, LIMIT))
}

/// Where another folder of the stage has what belongs to `from`.
fn in_stage(folder: &str, from: &str) -> String {
    format!("{folder}/{}", split(from).1)
}

fn lock(out: &Tree) -> Result<Lock, Failure> {
    let busy = || Failure::refused("write to", out.top().path(), "another run is writing there; wait for it to end");
    Lock::take(out.top(), &OsString::from(STAGE), PATIENCE)?.ok_or_else(busy)
}

fn edit_within(root: &Path, edits: &[Edit], allowed: &mut Steps) -> Result<(), Failure> {
    if edits.is_empty() {
        return Ok(());
    }
    let real = resolve(root)?;
    let out = Tree::new(Folder::open(&real)?);
    let lock = lock(&out)?;
    let stage = Tree::new(lock.stage()?);
    let ends = Ends { out: &out, stage: &stage };
    drop_overtaken(ends)?;
    // A journal with steps of something else is dropped with the rest.
    let known = read(ends)?.map(|_| &out);
    journal::recover(known, &stage, allowed)?;
    let made = stage_all(&real, ends, edits).and_then(|steps| {
        journal::commit(ends, &steps, allowed)?;
        take_all_or_none(ends, &steps, allowed)
    });
    if !allowed.are_spent() && (made.is_ok() || !journal::is_committed(stage.top())) {
        journal::sweep(stage.top(), allowed)?;
    }
    made
}

/// Takes all `steps` of a change that is made. When one cannot be taken, or its file is no longer what it was, those
/// before it are undone.
fn take_all_or_none(ends: Ends<'_>, steps: &[Step], allowed: &mut Steps) -> Result<(), Failure> {
    let Err((taken, failure)) = take_unchanged(ends, steps, allowed) else { return Ok(()) };
    let undone = undoing(ends, steps.iter().take(taken)).and_then(|back| {
        // A change like the one before: a run that is killed now is finished by going back.
        journal::commit(ends, &back, allowed)?;
        let overtaken = drop_overtaken(ends)?;
        journal::carry_out(ends, &back, allowed)?;
        journal::sweep(ends.stage.top(), allowed)?;
        Ok(overtaken)
    });
    Err(match undone.as_deref() {
        Ok([]) => failure.but("nothing is changed".to_owned()),
        Ok(overtaken) => {
            let names: Vec<String> = overtaken.iter().map(|path| format!("`{}`", path.display())).collect();
            failure.but(format!("nothing is changed but {}, written meanwhile and left as it is", names.join(", ")))
        }
        Err(_) => journal::half_way(failure, taken, steps.len()),
    })
}

/// Takes `steps` until one fails, or comes to a file that somebody has written since it was staged; with the failure, how
/// many were taken.
fn take_unchanged(ends: Ends<'_>, steps: &[Step], allowed: &mut Steps) -> Result<(), (usize, Failure)> {
    for (taken, step) in steps.iter().enumerate() {
        let unchanged = is_unchanged(ends, step).and_then(|is_unchanged| match step {
            Step::Move { path, .. } | Step::Clear { path, .. } if !is_unchanged => {
                let help = "it has been written meanwhile; run the command again";
                Err(Failure::refused("rewrite", ends.out.path_of(path), help))
            }
            _ => Ok(()),
        });
        let one = unchanged.and_then(|()| {
            journal::take_each(ends, std::slice::from_ref(step), allowed).map_err(|(_, failure)| failure)
        });
        one.map_err(|failure| (taken, failure))?;
    }
    Ok(())
}

/// Whether the file of a step holds what it held when its new text was staged.
fn is_unchanged(ends: Ends<'_>, step: &Step) -> Result<bool, Failure> {
    let (Step::Move { from, path } | Step::Clear { path, from }) = step else { return Ok(true) };
    let now = text(ends.out, path)?;
    Ok(now == text(ends.stage, &in_stage(OLD, from))? && (now.is_some() || ends.out.kind(path)?.is_none()))
}

/// The steps that bring back what others have changed.
fn undoing<'s>(ends: Ends<'_>, taken: impl Iterator<Item = &'s Step>) -> Result<Vec<Step>, Failure> {
    let mut back = Vec::new();
    for step in taken {
        let (Step::Move { from, path } | Step::Clear { path, from }) = step else { continue };
        let (old, path) = (in_stage(OLD, from), path.clone());
        back.push(match ends.stage.kind(&old)? {
            Some(_) => Step::Move { from: old, path },
            None => Step::Clear { path, from: in_stage(COPY, from) },
        });
    }
    Ok(back)
}

/// Stages the new texts and the old ones, on disk; the steps that put the new ones in place.
fn stage_all(root: &Path, ends: Ends<'_>, edits: &[Edit]) -> Result<Vec<Step>, Failure> {
    let stage = ends.stage.top();
    let (changed, copied, kept) = (stage.make(NEW)?, stage.make(COPY)?, stage.make(OLD)?);
    let (mut steps, mut cleared, mut left) = (Vec::with_capacity(edits.len()), Vec::new(), BTreeSet::new());
    for (number, edit) in edits.iter().enumerate() {
        // A file that is moved has two: that of its new place, and that of its old one.
        let name = (2 * number).to_string();
        let path = match edit {
            Edit::Create { path, text } => {
                // A link that leads nowhere is something too: only the folder is looked for behind links.
                let relative = beneath(root, &resolve_above(path)?, path)?;
                free(ends.out, &relative)?;
                write(&changed, &name, text.as_bytes(), None)?;
                write(&copied, &name, text.as_bytes(), None)?;
                relative
            }
            Edit::Rewrite { path, old, new } => {
                let relative = beneath(root, &resolve(path)?, path)?;
                let (folder, own) = found(ends.out, &relative)?;
                let now = folder.read(own, LIMIT)?.unwrap_or_default();
                let bytes = rewritten(&folder.path_of(own), &now, old, new)?;
                let metadata = folder.metadata(own)?;
                write(&changed, &name, &bytes, metadata.as_ref())?;
                write(&copied, &name, &bytes, None)?;
                write(&kept, &name, &now, metadata.as_ref())?;
                relative
            }
            Edit::Move { path, to, old, new } => {
                let relative = beneath(root, &resolve_above(path)?, path)?;
                let (folder, own) = found(ends.out, &relative)?;
                if folder.kind(own)? != Some(Kind::File) {
                    return Err(Failure::refused("move", folder.path_of(own), "it is no file of its own"));
                }
                let now = folder.read(own, LIMIT)?.unwrap_or_default();
                let bytes = rewritten(&folder.path_of(own), &now, old, new)?;
                let target = beneath(root, &resolve_above(to)?, to)?;
                free(ends.out, &target)?;
                let metadata = folder.metadata(own)?;
                write(&changed, &name, &bytes, metadata.as_ref())?;
                write(&copied, &name, &bytes, None)?;
                let gone = (2 * number + 1).to_string();
                write(&kept, &gone, &now, metadata.as_ref())?;
                cleared.push(Step::Clear { path: relative.clone(), from: format!("{OLD}/{gone}") });
                left.extend(super::path::folders(&relative).filter(|folder| folder.contains('/')).map(str::to_owned));
                target
            }
        };
        steps.push(Step::Move { from: format!("{NEW}/{name}"), path });
    }
    steps.extend(cleared);
    // The deepest first.
    steps.extend(left.into_iter().rev().map(|path| Step::Prune { path }));
    for folder in [changed, copied, kept] {
        folder.sync()?;
    }
    Ok(steps)
}

/// Writes a new file with the permissions of the one that it stands for, and waits until it is on the disk.
fn write(folder: &Folder, name: &str, bytes: &[u8], like: Option<&Metadata>) -> Result<(), Failure> {
    let written = folder.create(name).and_then(|mut file| {
        file.write_all(bytes)?;
        like.map_or(Ok(()), |like| file.set_permissions(like.permissions()))?;
        file.sync_all()
    });
    written.map_err(|cause| Failure::io("write", folder.path_of(name), cause))
}

/// Where a file is, which may itself be a link: only the folder is looked for behind links.
fn resolve_above(path: &Path) -> Result<PathBuf, Failure> {
    let path = &absolute(path)?;
    match (path.parent(), path.file_name()) {
        (Some(above), Some(own)) => Ok(resolve(above)?.join(own)),
        _ => Err(Failure::refused("make", path, "it has no name")),
    }
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    std::path::absolute(path).map_err(|cause| Failure::io("resolve", path, cause))
}

/// The path below `root` of the file `real`, with `/` between its parts; `path` is what it was called.
fn beneath(root: &Path, real: &Path, path: &Path) -> Result<String, Failure> {
    let relative = real.strip_prefix(root).ok().and_then(Path::to_str).filter(|relative| !relative.is_empty());
    let Some(relative) = relative else {
        return Err(Failure::refused("write", path, "it is not in the folder of the site, or its name is not UTF-8"));
    };
    let relative = relative.replace(std::path::MAIN_SEPARATOR, "/");
    if relative.split('/').any(|part| part.starts_with('.')) {
        return Err(Failure::refused("write", path, "it lies in a hidden folder, which is no part of the site"));
    }
    match fault(&relative) {
        Some(fault) => Err(Failure::refused("write", path, fault.to_string())),
        None => Ok(relative),
    }
}

/// Refuses a path at which something is, or that lies in what is no folder or in a folder closed to us.
fn free(out: &Tree, path: &str) -> Result<(), Failure> {
    let mut above = out.top().clone();
    for folder in super::path::folders(path) {
        match out.kind(folder)? {
            Some(Kind::Folder) => above = out.folder(folder)?.unwrap_or(above),
            Some(Kind::File | Kind::Link | Kind::Other) => {
                let help = format!("`{}` is no folder", out.path_of(folder).display());
                return Err(Failure::refused("make", out.path_of(path), help));
            }
            None => return above.check_writable(),
        }
    }
    match above.kind(split(path).1)? {
        Some(_) => Err(Failure::refused("make", out.path_of(path), "it is there already")),
        None => above.check_writable(),
    }
}

/// The folder that the file `path` lies in, which is open to us, and the name of the file there.
fn found<'p>(out: &Tree, path: &'p str) -> Result<(Arc<Folder>, &'p str), Failure> {
    let (above, name) = split(path);
    let Some(folder) = out.folder(above)? else {
        return Err(Failure::refused("rewrite", out.path_of(path), "the folder that it lay in is gone"));
    };
    folder.check_writable()?;
    Ok((folder, name))
}

/// The bytes of the file `path`, which are `now` and hold `old`, with `new` in its place.
fn rewritten(path: &Path, now: &[u8], old: &str, new: &str) -> Result<Vec<u8>, Failure> {
    let text = now.strip_prefix(MARK).unwrap_or(now);
    if text != old.as_bytes() {
        return Err(Failure::refused("rewrite", path, "it has changed since it was read; run the command again"));
    }
    let mark = if text.len() < now.len() { MARK } else { b"" };
    Ok([mark, new.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use tempfile::TempDir;

    fn site() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        for (name, text) in [("a.md", "old a"), ("b.md", "\u{FEFF}old b")] {
            fs::write(folder.path().join("content").join(name), text).unwrap();
        }
        folder
    }

    fn edits(root: &Path) -> [Edit; 3] {
        let at = |path: &str| root.join(path);
        let rewrite = |path: &str, old: &str, new: &str| Edit::Rewrite {
            path: at(path),
            old: old.to_owned(),
            new: new.to_owned(),
        };
        [
            rewrite("content/a.md", "old a", "new a"),
            rewrite("content/b.md", "old b", "new b"),
            Edit::Create { path: at("content/deep/er/c.md"), text: "new c".to_owned() },
        ]
    }

    /// The texts of the three files, and whether anything else is left in the site.
    fn state(root: &Path) -> ([Option<String>; 3], bool) {
        let text = |path: &str| fs::read_to_string(root.join(path)).ok();
        let files = ["content/a.md", "content/b.md", "content/deep/er/c.md"].map(text);
        (files, fs::read_dir(root).unwrap().count() == 1)
    }

    /// A site and its stage, as a run has them that is about to change something.
    struct Begun {
        out: Tree,
        stage: Tree,
        _lock: Lock,
    }

    impl Begun {
        fn of(root: &Path) -> Begun {
            let out = Tree::new(Folder::open(root).unwrap());
            let lock = lock(&out).unwrap();
            let stage = Tree::new(lock.stage().unwrap());
            Begun { out, stage, _lock: lock }
        }

        fn ends(&self) -> Ends<'_> {
            Ends { out: &self.out, stage: &self.stage }
        }
    }

    fn old() -> [Option<String>; 3] {
        [Some("old a".to_owned()), Some("\u{FEFF}old b".to_owned()), None]
    }

    fn new() -> [Option<String>; 3] {
        ["new a", "\u{FEFF}new b", "new c"].map(|text| Some(text.to_owned()))
    }

    #[test]
    fn changes_all_or_nothing_after_every_crash() {
        for steps in 0..20 {
            let site = site();
            let root = site.path();
            let made = edit_within(root, &edits(root), &mut Steps::only(steps)).is_ok();
            finish_edits(root).unwrap();
            let (files, _) = state(root);
            assert!(files == old() || files == new(), "after {steps} steps: {files:?}");
            assert!(!made || files == new());
            if files == new() && made {
                assert!(state(root).1, "something is left");
                return;
            }
            if files == old() {
                edit(root, &edits(root)).unwrap();
                assert_eq!(state(root), (new(), true));
            }
        }
        panic!("no run came to its end");
    }

    /// The texts of the files that a move is about: where the one was, where it is then, and one beside.
    fn moved(root: &Path) -> [Option<String>; 3] {
        ["content/low/a.md", "content/high/a.md", "content/b.md"].map(|path| fs::read_to_string(root.join(path)).ok())
    }

    fn moves(root: &Path) -> [Edit; 2] {
        let (path, to) = (root.join("content/low/a.md"), root.join("content/high/a.md"));
        [
            Edit::Move { path, to, old: "old".to_owned(), new: "new".to_owned() },
            Edit::Rewrite { path: root.join("content/b.md"), old: "old b".to_owned(), new: "new b".to_owned() },
        ]
    }

    fn site_to_move() -> TempDir {
        let site = site();
        fs::create_dir(site.path().join("content/low")).unwrap();
        fs::write(site.path().join("content/low/a.md"), "\u{FEFF}old").unwrap();
        site
    }

    fn moved_states() -> [[Option<String>; 3]; 2] {
        let some = |text: &str| Some(text.to_owned());
        [[some("\u{FEFF}old"), None, some("\u{FEFF}old b")], [None, some("\u{FEFF}new"), some("\u{FEFF}new b")]]
    }

    #[test]
    fn moves_all_or_nothing_after_every_crash() {
        let [old, new] = moved_states();
        for steps in 0..20 {
            let site = site_to_move();
            let root = site.path();
            let made = edit_within(root, &moves(root), &mut Steps::only(steps)).is_ok();
            assert!(finish_edits(root).unwrap().is_none_or(|overtaken| overtaken.is_empty()), "after {steps} steps");
            let files = moved(root);
            assert!(files == old || files == new, "after {steps} steps: {files:?}");
            assert_eq!(root.join("content/low").exists(), files == old, "the empty folder goes with its file");
            assert!(!made || files == new);
            if made {
                assert!(state(root).1, "something is left");
                return;
            }
            if files == old {
                edit(root, &moves(root)).unwrap();
                assert_eq!(moved(root), new);
            }
        }
        panic!("no run came to its end");
    }

    #[test]
    fn a_move_that_cannot_be_made_is_undone() {
        let [old, _] = moved_states();
        let site = site_to_move();
        let root = site.path().canonicalize().unwrap();
        let begun = Begun::of(&root);
        let ends = begun.ends();
        let steps = stage_all(&root, ends, &moves(&root)).unwrap();
        journal::commit(ends, &steps, &mut Steps::all()).unwrap();
        // Written when both files have been: only the old one is left to go.
        fs::write(root.join("content/low/a.md"), "mine").unwrap();
        let refused = take_all_or_none(ends, &steps, &mut Steps::all()).unwrap_err().to_string();
        assert!(refused.contains("written meanwhile") && refused.contains("nothing is changed"), "{refused}");
        drop(begun);
        let [_, there, beside] = old;
        assert_eq!(moved(&root), [Some("mine".to_owned()), there, beside]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_a_link_is_not_moved() {
        let site = site_to_move();
        let root = site.path();
        fs::rename(root.join("content/low/a.md"), root.join("content/real.md")).unwrap();
        std::os::unix::fs::symlink("../real.md", root.join("content/low/a.md")).unwrap();
        let refused = edit(root, &moves(root)).unwrap_err().to_string();
        assert!(refused.contains("no file of its own"), "{refused}");
        assert_eq!(moved(root), moved_states()[0]);
    }

    #[test]
    fn refuses_before_anything_changes() {
        let at = |root: &Path, path: &str| root.join(path);
        let create = |path: PathBuf| Edit::Create { path, text: String::new() };
        type Wrong<'a> = &'a dyn Fn(&Path) -> Edit;
        let cases: [(Wrong<'_>, &str); 6] = [
            (&|root| create(at(root, "content/a.md")), "it is there already"),
            (&|root| create(at(root, "content/a.md/x.md")), ""),
            (&|root| create(at(root, "../x.md")), "not in the folder of the site"),
            (&|root| create(at(root, &format!("content/{}.md", "x".repeat(300)))), "too long"),
            (
                &|root| Edit::Rewrite { path: at(root, "content/a.md"), old: "other".to_owned(), new: String::new() },
                "changed since it was read",
            ),
            (
                &|root| Edit::Rewrite { path: at(root, "content/x.md"), old: "x".to_owned(), new: String::new() },
                "changed",
            ),
        ];
        for (wrong, reason) in cases {
            let site = site();
            let root = site.path();
            let mut all = Vec::from(edits(root));
            all.push(wrong(root));
            let refused = edit(root, &all).unwrap_err().to_string();
            assert!(refused.contains(reason), "{refused}");
            assert_eq!(state(root), (old(), true), "{reason}");
        }
    }

    #[test]
    fn carries_out_no_journal_of_another_folder() {
        let (one, other) = (site(), site());
        // The journal is there, and nothing was moved.
        let steps = (0..20).find(|steps| {
            edit_within(one.path(), &edits(one.path()), &mut Steps::only(*steps)).unwrap_err();
            one.path().join(STAGE).join("journal").exists()
        });
        assert!(steps.is_some());
        // A copy of the whole folder, as a clone or an archive would bring it.
        fs::create_dir_all(other.path().join(STAGE).join("changed")).unwrap();
        for name in ["journal", "changed/0", "changed/2", "changed/4"] {
            fs::copy(one.path().join(STAGE).join(name), other.path().join(STAGE).join(name)).unwrap();
        }
        assert_eq!(finish_edits(other.path()).unwrap(), None);
        assert_eq!(state(other.path()).0, old());
        let path = other.path().join("content/new.md");
        edit(other.path(), &[Edit::Create { path, text: "new".to_owned() }]).unwrap();
        assert_eq!(state(other.path()), (old(), true));
        assert_eq!(finish_edits(one.path()).unwrap(), Some(Vec::new()));
        assert_eq!(state(one.path()).0, new());
    }

    #[test]
    fn what_cannot_be_made_is_undone() {
        let last = |root: &Path| {
            // A folder that comes where the last file is to go, after it was looked at.
            let mut edits = Vec::from(edits(root));
            edits.push(Edit::Create { path: root.join("content/last"), text: "last".to_owned() });
            edits
        };
        for steps in 0..20 {
            let site = site();
            let root = site.path().canonicalize().unwrap();
            let begun = Begun::of(&root);
            let ends = begun.ends();
            let steps_of_all = stage_all(&root, ends, &last(&root)).unwrap();
            journal::commit(ends, &steps_of_all, &mut Steps::all()).unwrap();
            fs::create_dir(root.join("content/last")).unwrap();
            // Four steps are tried, and what comes after is cut short.
            let refused = take_all_or_none(ends, &steps_of_all, &mut Steps::only(4 + steps)).unwrap_err().to_string();
            let is_whole = refused.contains("nothing is changed");
            drop(begun);
            fs::remove_dir(root.join("content/last")).unwrap();
            finish_edits(&root).unwrap();
            let (files, _) = state(&root);
            assert!(files == old() || (files == new() && !is_whole), "after {steps} steps: {refused}: {files:?}");
            if is_whole {
                assert_eq!(files, old());
                return;
            }
        }
        panic!("nothing was undone");
    }

    #[test]
    fn what_somebody_writes_while_it_is_made_stays() {
        let site = site();
        let root = site.path().canonicalize().unwrap();
        let begun = Begun::of(&root);
        let ends = begun.ends();
        let steps = stage_all(&root, ends, &edits(&root)).unwrap();
        journal::commit(ends, &steps, &mut Steps::all()).unwrap();
        fs::write(root.join("content/b.md"), "mine").unwrap();
        let refused = take_all_or_none(ends, &steps, &mut Steps::all()).unwrap_err().to_string();
        assert!(refused.contains("written meanwhile") && refused.contains("nothing is changed"), "{refused}");
        drop(begun);
        assert_eq!(state(&root), ([Some("old a".to_owned()), Some("mine".to_owned()), None], true));
    }

    #[test]
    fn what_somebody_writes_while_it_is_undone_stays() {
        let site = site();
        let root = site.path().canonicalize().unwrap();
        let begun = Begun::of(&root);
        let ends = begun.ends();
        let mut edits = Vec::from(edits(&root));
        edits.rotate_right(1);
        let steps = stage_all(&root, ends, &edits).unwrap();
        journal::commit(ends, &steps, &mut Steps::all()).unwrap();
        journal::take_each(ends, &steps, &mut Steps::all()).map_err(|(_, failure)| failure).unwrap();
        let back = undoing(ends, steps.iter()).unwrap();
        // Killed before it went back.
        journal::commit(ends, &back, &mut Steps::all()).unwrap();
        drop(begun);
        fs::write(root.join("content/a.md"), "mine").unwrap();
        fs::write(root.join("content/deep/er/c.md"), "mine too").unwrap();
        let left = finish_edits(&root).unwrap().unwrap();
        assert_eq!(left, [root.join("content/deep/er/c.md"), root.join("content/a.md")]);
        let texts = ["mine", "\u{FEFF}old b", "mine too"].map(|text| Some(text.to_owned()));
        assert_eq!(state(&root), (texts, true));
    }

    #[test]
    fn what_somebody_wrote_meanwhile_stays() {
        let site = site();
        let root = site.path();
        for steps in 0.. {
            if root.join(STAGE).join("journal").exists() {
                break;
            }
            edit_within(root, &edits(root), &mut Steps::only(steps)).unwrap_err();
        }
        fs::write(root.join("content/b.md"), "mine").unwrap();
        fs::create_dir_all(root.join("content/deep/er")).unwrap();
        fs::write(root.join("content/deep/er/c.md"), "mine too").unwrap();
        let left = finish_edits(root).unwrap().unwrap();
        let root = root.canonicalize().unwrap();
        assert_eq!(left, [root.join("content/b.md"), root.join("content/deep/er/c.md")]);
        let texts = ["new a", "mine", "mine too"].map(|text| Some(text.to_owned()));
        assert_eq!(state(&root), (texts, true));
        assert_eq!(finish_edits(&root).unwrap(), None);
    }
}
