//! The journal: what is left of a publication that can no longer be undone.
//!
//! Each step may be carried out again after it has been, so that an interrupted run is finished by repeating it.

use super::place::Place;
use super::{lock, path};
use crate::failure::Failure;
use rapidhash::v3::rapidhash_v3;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

const MAGIC: &str = "shirube-journal 1 ";
const NAME: &str = "journal";
const DRAFT: &str = "journal.draft";

/// One step of a publication. `from` is a path in the staging folder; the other paths are of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Removes the file or empty folder `path`, unless `from` is no longer staged: then what is there is new.
    Clear { path: String, from: String },
    /// Renames the file or folder `from` to `path`.
    Move { from: String, path: String },
    /// Removes the file `path`.
    Remove { path: String },
    /// Removes the folder `path` if it is empty.
    Prune { path: String },
    /// Puts the new record in place.
    Record,
}

/// How many more steps may be taken; tests stop a publication after each of them.
#[derive(Debug)]
pub(super) struct Steps {
    left: usize,
}

impl Steps {
    /// As many as it takes.
    pub(super) fn all() -> Steps {
        Steps { left: usize::MAX }
    }

    /// As if the process died after `left` steps.
    #[cfg(test)]
    pub(super) fn only(left: usize) -> Steps {
        Steps { left }
    }

    /// Whether the process has died, in a test.
    pub(super) fn are_spent(&self) -> bool {
        self.left == 0
    }

    /// Takes one step to `path`.
    pub(super) fn take(&mut self, path: &Path) -> Result<(), Failure> {
        match self.left.checked_sub(1) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(Failure::refused("write", path, "stopped by a test")),
        }
    }
}

/// Puts the journal of `steps` on disk. When this returns, the build is published: only [`carry_out`] is left.
pub(super) fn commit(place: &Place, steps: &[Step], allowed: &mut Steps) -> Result<(), Failure> {
    let (draft, journal) = (place.stage.join(DRAFT), place.stage.join(NAME));
    allowed.take(&draft)?;
    write_durably(&draft, &to_text(steps))?;
    allowed.take(&journal)?;
    fs::rename(&draft, &journal).map_err(|cause| Failure::io("create", &journal, cause))?;
    sync_folder(&place.stage)
}

/// Writes the file `path` and waits until it is on the disk.
pub(super) fn write_durably(path: &Path, text: &str) -> Result<(), Failure> {
    File::create(path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(|cause| Failure::io("write", path, cause))
}

/// Waits until the names in `folder` are on the disk, as far as its file system can.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> Result<(), Failure> {
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(cause) if !matches!(cause.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            Err(Failure::io("sync", folder, cause))
        }
        _ => Ok(()),
    }
}

/// Nothing: these systems have no such call.
#[cfg(not(unix))]
pub(super) fn sync_folder(_folder: &Path) -> Result<(), Failure> {
    Ok(())
}

/// The journal in the folder `stage`, or none if there is no whole one.
pub(super) fn read(stage: &Path) -> Option<Vec<Step>> {
    parse(&fs::read_to_string(stage.join(NAME)).ok()?)
}

/// Takes the `steps` that have not been taken yet.
pub(super) fn carry_out(place: &Place, steps: &[Step], allowed: &mut Steps) -> Result<(), Failure> {
    steps.iter().try_for_each(|step| {
        allowed.take(&place.out)?;
        take(place, step)
    })
}

/// Finishes or drops an interrupted publication, and removes everything else in the staging folder but the lock.
///
/// A whole journal is carried out, unless the output folder has been removed since.
pub(super) fn recover(place: &Place, allowed: &mut Steps) -> Result<(), Failure> {
    if let Some(mut steps) = read(&place.stage)
        && place.out.is_dir()
    {
        // What is no longer staged is in place, or was and somebody removed it since.
        steps.retain(|step| match step {
            Step::Move { from, .. } => exists(&place.stage.join(from)),
            Step::Record => exists(&place.stage.join(path::RECORD)),
            Step::Clear { .. } | Step::Remove { .. } | Step::Prune { .. } => true,
        });
        carry_out(place, &steps, allowed)?;
    }
    sweep(place, allowed)
}

/// Removes the journal, then everything else in the staging folder but the lock.
pub(super) fn sweep(place: &Place, allowed: &mut Steps) -> Result<(), Failure> {
    let journal = place.stage.join(NAME);
    allowed.take(&journal)?;
    remove_file(&journal)?;
    let entries = fs::read_dir(&place.stage).map_err(|cause| Failure::io("read", &place.stage, cause))?;
    for entry in entries {
        let entry = entry.map_err(|cause| Failure::io("read", &place.stage, cause))?;
        if entry.file_name() == lock::NAME {
            continue;
        }
        let path = entry.path();
        allowed.take(&path)?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let removed = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.map_err(|cause| Failure::io("remove", &path, cause))?;
    }
    Ok(())
}

/// Whether the build that staged here is published, as far as the journal shows.
pub(super) fn is_committed(place: &Place) -> bool {
    exists(&place.stage.join(NAME))
}

fn take(place: &Place, step: &Step) -> Result<(), Failure> {
    match step {
        Step::Clear { path, from } => {
            let target = place.target(path);
            if !exists(&place.stage.join(from)) {
                Ok(())
            } else if fs::symlink_metadata(&target).is_ok_and(|metadata| metadata.is_dir()) {
                fs::remove_dir(&target).map_err(|cause| Failure::io("remove", &target, cause))
            } else {
                remove_file(&target)
            }
        }
        Step::Move { from, path } => rename(&place.stage.join(from), &place.target(path)),
        Step::Remove { path } => remove_file(&place.target(path)),
        Step::Prune { path } => {
            // A folder that somebody else uses stays.
            let _ = fs::remove_dir(place.target(path));
            Ok(())
        }
        Step::Record => rename(&place.stage.join(path::RECORD), &place.target(path::RECORD)),
    }
}

fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Removes a file that may be gone already, or be a folder by now.
fn remove_file(path: &Path) -> Result<(), Failure> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        Err(_) if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()) => Ok(()),
        Err(cause) => Err(Failure::io("remove", path, cause)),
    }
}

/// Renames `from` to `to`, and makes do with what happened to the folder meanwhile.
fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    let cause = match fs::rename(from, to) {
        Ok(()) => return Ok(()),
        Err(cause) => cause,
    };
    let is_folder = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir());
    if is_folder(from) && is_folder(to) {
        // Somebody made the folder since it was found absent: what belongs in it is moved by itself.
        let entries = fs::read_dir(from).map_err(|cause| Failure::io("read", from, cause))?;
        for entry in entries {
            let name = entry.map_err(|cause| Failure::io("read", from, cause))?.file_name();
            rename(&from.join(&name), &to.join(&name))?;
        }
        return fs::remove_dir(from).map_err(|cause| Failure::io("remove", from, cause));
    }
    if cause.kind() == ErrorKind::NotFound
        && exists(from)
        && let Some(folder) = to.parent()
    {
        // Somebody removed the folder since it was found.
        fs::create_dir_all(folder).map_err(|cause| Failure::io("create", folder, cause))?;
        return fs::rename(from, to).map_err(|cause| Failure::io("write", to, cause));
    }
    Err(Failure::io("write", to, cause))
}

fn to_text(steps: &[Step]) -> String {
    let mut body = String::with_capacity(steps.len() * 64);
    for step in steps {
        // Paths hold no control characters, so that a tab ends them.
        let _ = match step {
            Step::Clear { path, from } => writeln!(body, "clear\t{path}\t{from}"),
            Step::Move { from, path } => writeln!(body, "move\t{path}\t{from}"),
            Step::Remove { path } => writeln!(body, "remove\t{path}"),
            Step::Prune { path } => writeln!(body, "prune\t{path}"),
            Step::Record => writeln!(body, "record"),
        };
    }
    format!("{MAGIC}{:016x}\n{body}", rapidhash_v3(body.as_bytes()))
}

fn parse(text: &str) -> Option<Vec<Step>> {
    let (head, body) = text.split_once('\n')?;
    let checksum = u64::from_str_radix(head.strip_prefix(MAGIC)?, 16).ok()?;
    if checksum != rapidhash_v3(body.as_bytes()) {
        return None;
    }
    body.lines().map(parse_step).collect()
}

fn parse_step(line: &str) -> Option<Step> {
    let mut parts = line.split('\t');
    let verb = parts.next()?;
    let mut path = || parts.next().filter(|path| path::fault(path).is_none()).map(str::to_owned);
    Some(match verb {
        "clear" => Step::Clear { path: path()?, from: path()? },
        "move" => Step::Move { path: path()?, from: path()? },
        "remove" => Step::Remove { path: path()? },
        "prune" => Step::Prune { path: path()? },
        "record" => Step::Record,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<Step> {
        vec![
            Step::Clear { path: "a".to_owned(), from: "new/a".to_owned() },
            Step::Move { path: "a".to_owned(), from: "new/a".to_owned() },
            Step::Remove { path: "料金 表.html".to_owned() },
            Step::Prune { path: "b".to_owned() },
            Step::Record,
        ]
    }

    #[test]
    fn survives_writing_and_reading() {
        for steps in [sample(), Vec::new()] {
            assert_eq!(parse(&to_text(&steps)), Some(steps));
        }
    }

    #[test]
    fn is_whole_or_nothing() {
        let text = to_text(&sample());
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            assert_eq!(parse(&text[..end]), None, "cut at {end}");
        }
        assert_eq!(parse(&text.replace("prune", "remove")), None);
        assert_eq!(parse(&to_text(&[Step::Remove { path: "../precious".to_owned() }])), None);
    }
}
