//! Changes to files of the author's, all of them or none, through the same journal that publishes a site.
//!
//! The new texts are staged in `.shirube-stage` in the folder of the site; once the journal is there the change is made,
//! and a run that is killed after that is finished by the next.

use super::folder::{Folder, Kind, Tree, split};
use super::journal::{self, Ends, Step, Steps};
use super::lock::Lock;
use super::path::{STAGE, fault};
use super::place::{open_or_make, resolve};
use crate::failure::Failure;
use crate::source::MARK;
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a run waits for another that changes the same site.
const PATIENCE: Duration = Duration::from_secs(5);

/// No file that is rewritten is larger, in bytes: texts are far smaller.
const LIMIT: u64 = 1 << 27;

/// A change of one file.
#[derive(Debug)]
pub enum Edit {
    /// A new file, with the folders that it lies in. Nothing may be there.
    Create { path: PathBuf, text: String },
    /// The text `new` in a file that still holds `old`. A byte order mark and permissions stay, and where the path is a
    /// link it is the file itself that changes.
    Rewrite { path: PathBuf, old: String, new: String },
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

/// Finishes a change of the site in `root` that was interrupted after it was made; whether there was one.
pub fn finish_edits(root: &Path) -> Result<bool, Failure> {
    let out = Tree::new(Folder::open(&resolve(root)?)?);
    let Some(stage) = out.top().folder(STAGE)? else { return Ok(false) };
    if journal::read(Ends { out: &out, stage: &Tree::new(stage) })?.is_none() {
        return Ok(false);
    }
    let lock = lock(&out)?;
    let stage = Tree::new(lock.stage()?);
    let finished = journal::finish(Ends { out: &out, stage: &stage }, &mut Steps::all())?;
    journal::sweep(stage.top(), &mut Steps::all())?;
    Ok(finished)
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
    journal::recover(Some(&out), &stage, allowed)?;
    let ends = Ends { out: &out, stage: &stage };
    let made = stage_all(&real, ends, edits).and_then(|steps| {
        journal::commit(ends, &steps, allowed)?;
        journal::carry_out(ends, &steps, allowed)
    });
    if !allowed.are_spent() && (made.is_ok() || !journal::is_committed(stage.top())) {
        journal::sweep(stage.top(), allowed)?;
    }
    made
}

/// Stages the new texts, on disk; the steps that put them in place.
fn stage_all(root: &Path, ends: Ends<'_>, edits: &[Edit]) -> Result<Vec<Step>, Failure> {
    let staged = ends.stage.top().make("changed")?;
    let mut steps = Vec::with_capacity(edits.len());
    for (number, edit) in edits.iter().enumerate() {
        let name = number.to_string();
        let (path, bytes, permissions) = match edit {
            Edit::Create { path, text } => {
                // A link that leads nowhere is something too: only the folder is looked for behind links.
                let path = &absolute(path)?;
                let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
                    return Err(Failure::refused("make", path, "it has no name"));
                };
                let relative = beneath(root, &resolve(above)?.join(name), path)?;
                free(ends.out, &relative)?;
                (relative, text.as_bytes().to_owned(), None)
            }
            Edit::Rewrite { path, old, new } => {
                let relative = beneath(root, &resolve(path)?, path)?;
                let (folder, name) = found(ends.out, &relative)?;
                let bytes = rewritten(&folder, name, old, new)?;
                let permissions = folder.metadata(name)?.map(|metadata| metadata.permissions());
                (relative, bytes, permissions)
            }
        };
        let written = staged.create(&name).and_then(|mut file| {
            file.write_all(&bytes)?;
            permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
            file.sync_all()
        });
        written.map_err(|cause| Failure::io("write", staged.path_of(&name), cause))?;
        steps.push(Step::Move { from: format!("changed/{name}"), path });
    }
    staged.sync()?;
    Ok(steps)
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

/// The bytes of a file that holds `old`, with `new` in its place.
fn rewritten(folder: &Folder, name: &str, old: &str, new: &str) -> Result<Vec<u8>, Failure> {
    let now = folder.read(name, LIMIT)?.unwrap_or_default();
    let text = now.strip_prefix(MARK).unwrap_or(&now);
    if text != old.as_bytes() {
        let help = "it has changed since it was read; run the command again";
        return Err(Failure::refused("rewrite", folder.path_of(name), help));
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
        for name in ["journal", "changed/0", "changed/1", "changed/2"] {
            fs::copy(one.path().join(STAGE).join(name), other.path().join(STAGE).join(name)).unwrap();
        }
        assert!(!finish_edits(other.path()).unwrap());
        assert_eq!(state(other.path()).0, old());
        let path = other.path().join("content/new.md");
        edit(other.path(), &[Edit::Create { path, text: "new".to_owned() }]).unwrap();
        assert_eq!(state(other.path()), (old(), true));
        assert!(finish_edits(one.path()).unwrap());
        assert_eq!(state(one.path()).0, new());
    }
}
