//! Whether the repository that Git finds is the one of the folder, with objects of its own. What an archive brings may
//! lead Git to any repository of the machine, and the texts of that one would come into the site. Git is left to find
//! it, since it knows whom its folders belong to.

use super::program::{MAX_LINE, one_line};
use super::read_at_most;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Whether `git_dir`, where Git keeps the repository round `root`, is of that folder and borrows nothing. `root` is
/// absolute and without links; `work_tree` is asked for what the configuration says in `core.worktree`.
///
/// A folder `.git` round `root` is. Any other place has to name the folder itself, as Git makes it do for submodules
/// and for further work trees: who brings a folder cannot write there.
pub(super) fn is_own(root: &Path, git_dir: &Path, work_tree: impl FnOnce() -> Option<String>) -> bool {
    let Ok(git_dir) = git_dir.canonicalize() else { return false };
    let common = match fs::symlink_metadata(git_dir.join("commondir")) {
        Ok(_) => further_work_tree(root, &git_dir),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let is_round = git_dir.ends_with(".git") && git_dir.parent().is_some_and(|folder| root.starts_with(folder));
            let is_own = is_round || work_tree().is_some_and(|folder| is_top(root, &git_dir.join(folder)));
            is_own.then_some(git_dir)
        }
        Err(_) => None,
    };
    common.is_some_and(|common| has_own_objects(&common.join("objects")).unwrap_or(false))
}

/// The repository that the further work tree round `root` is of (gitrepository-layout, "worktrees").
fn further_work_tree(root: &Path, git_dir: &Path) -> Option<PathBuf> {
    let common = git_dir.join(line(&git_dir.join("commondir"))?).canonicalize().ok()?;
    let file = git_dir.join(line(&git_dir.join("gitdir"))?);
    let is_kept_there = git_dir.parent()? == common.join("worktrees");
    (is_kept_there && file.ends_with(".git") && is_top(root, file.parent()?)).then_some(common)
}

/// Whether a folder is the one round `root` in which Git finds a repository first.
fn is_top(root: &Path, folder: &Path) -> bool {
    let top = root.ancestors().find(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
    top.is_some_and(|top| folder.canonicalize().is_ok_and(|folder| folder == top))
}

/// What a file of one line says.
fn line(file: &Path) -> Option<String> {
    // A pipe would be waited for.
    fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?;
    let said = read_at_most(MAX_LINE, fs::File::open(file).ok()?).ok()?;
    String::from_utf8(said).ok().map(|said| one_line(&said).to_owned())
}

/// Whether all objects lie in the folder itself: none is borrowed, and nothing in it is a link. Objects are no deeper
/// than in its folders.
fn has_own_objects(objects: &Path) -> io::Result<bool> {
    if !fs::symlink_metadata(objects)?.is_dir() {
        return Ok(false);
    }
    for entry in fs::read_dir(objects)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_symlink() {
            return Ok(false);
        }
        if kind.is_dir() {
            for inner in fs::read_dir(entry.path())? {
                if inner?.file_type()?.is_symlink() {
                    return Ok(false);
                }
            }
        }
    }
    match fs::symlink_metadata(objects.join("info/alternates")) {
        Ok(metadata) => Ok(metadata.is_file() && metadata.len() == 0),
        Err(error) => Ok(error.kind() == io::ErrorKind::NotFound),
    }
}
