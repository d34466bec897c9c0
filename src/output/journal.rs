//! The journal: what is left of a change that can no longer be undone.
//!
//! Each step may be carried out again after it has been, so that an interrupted run is finished by repeating it. The
//! journal names the two folders that it is about by what the file system calls them, and the moment in which a file
//! beside it was made, which the system alone says and nobody can set: one that came with a copy or a clone is not about
//! the folders in which it is found, was not made in that moment, and is never carried out. What stands for its text is
//! mixed with what only this machine knows, where it knows something.

use super::folder::{Folder, Identity, Kind, Tree, split};
use super::seal::{DIGITS, seal};
use super::{lock, path};
use crate::failure::Failure;
use rapidhash::v3::rapidhash_v3;
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

const MAGIC: &str = "shirube-journal 3 ";
const NAME: &str = "journal";
const DRAFT: &str = "journal.draft";
/// The file whose moment the journal names.
const MOMENT: &str = "moment";

/// No journal is larger, in bytes: half a million steps.
const LIMIT: u64 = 1 << 26;

/// One step of a change. `from` is a path in the staging folder; the other paths are of the folder that is changed.
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

/// The folder that is changed, and the one in which its new files are staged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends<'a> {
    pub(super) out: &'a Tree,
    pub(super) stage: &'a Tree,
}

/// How many more steps may be taken; tests stop a change after each of them.
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

/// Puts the journal of `steps` on disk. When this returns, the change is made: only [`carry_out`] is left.
pub(super) fn commit(ends: Ends<'_>, steps: &[Step], allowed: &mut Steps) -> Result<(), Failure> {
    let stage = ends.stage.top();
    allowed.take(&stage.path_of(DRAFT))?;
    if moment(stage)?.is_none() {
        write_durably(stage, MOMENT, "")?;
    }
    let Some(about) = about(ends)? else {
        return Err(Failure::refused("write", stage.path_of(MOMENT), "it was removed meanwhile"));
    };
    write_durably(stage, DRAFT, &to_text(&about, steps))?;
    allowed.take(&stage.path_of(NAME))?;
    let named = stage.rename(DRAFT, stage, NAME);
    named.map_err(|cause| Failure::io("create", stage.path_of(NAME), cause))?;
    stage.sync()
}

/// Writes the new file `name` of a folder and waits until it is on the disk.
pub(super) fn write_durably(folder: &Folder, name: &str, text: &str) -> Result<(), Failure> {
    folder
        .create(name)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .map_err(|cause| Failure::io("write", folder.path_of(name), cause))
}

/// The journal in the folder `stage`, if it is whole and about this stage, this output and this moment.
pub(super) fn read(ends: Ends<'_>) -> Result<Option<Vec<Step>>, Failure> {
    let stage = ends.stage.top();
    if stage.is_closed(NAME)? || !stage.begins_with(NAME, MAGIC)? {
        return Ok(None);
    }
    let Some(about) = about(ends)? else { return Ok(None) };
    // What is about something else is not read to its end.
    let head = MAGIC.len() + DIGITS + 1;
    let Some(start) = stage.beginning(NAME, head + about.len() + 1)? else { return Ok(None) };
    if start.get(head..) != Some(format!("{about}\n").as_bytes()) {
        return Ok(None);
    }
    let text = stage.read(NAME, LIMIT)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.and_then(|text| parse(&text, &about)))
}

/// Whether a change that was staged here is made, as far as the journal shows.
pub(super) fn is_committed(stage: &Folder) -> bool {
    stage.kind(NAME).is_ok_and(|kind| kind.is_some())
}

/// What a journal of these folders is about, in one line; `None` where no moment is known.
fn about(ends: Ends<'_>) -> Result<Option<String>, Failure> {
    let (out, stage) = (ends.out.top().identity()?, ends.stage.top().identity()?);
    Ok(moment(ends.stage.top())?.map(|moment| format!("of {out} {stage} {moment}")))
}

/// The moment in which the file beside the journal was made: it is as good as a number that was drawn.
fn moment(stage: &Folder) -> Result<Option<String>, Failure> {
    let Some(metadata) = stage.metadata(MOMENT)?.filter(|metadata| Kind::of(metadata) == Kind::File) else {
        return Ok(None);
    };
    let number = Identity::of(&metadata).number;
    #[cfg(unix)]
    let (seconds, rest) = {
        use cap_std::fs::MetadataExt;
        (metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let (seconds, rest) = {
        let since = metadata.created().ok().and_then(|at| at.into_std().duration_since(std::time::UNIX_EPOCH).ok());
        since.map_or((0, 0), |since| (since.as_secs(), since.subsec_nanos()))
    };
    Ok(Some(format!("{number:x}.{seconds:x}.{rest:x}")))
}

/// Takes all `steps`. A failure says how far it came.
pub(super) fn carry_out(ends: Ends<'_>, steps: &[Step], allowed: &mut Steps) -> Result<(), Failure> {
    take_each(ends, steps, allowed).map_err(|(taken, failure)| half_way(failure, taken, steps.len()))
}

/// Takes `steps` until one fails; with the failure, how many were taken.
pub(super) fn take_each(ends: Ends<'_>, steps: &[Step], allowed: &mut Steps) -> Result<(), (usize, Failure)> {
    for (taken, step) in steps.iter().enumerate() {
        allowed.take(ends.out.top().path()).and_then(|()| take(ends, step)).map_err(|failure| (taken, failure))?;
    }
    Ok(())
}

/// The failure of a change of which `taken` steps of `all` are made.
pub(super) fn half_way(failure: Failure, taken: usize, all: usize) -> Failure {
    failure.but(match taken {
        0 => "nothing has changed yet; the next run begins with this change".to_owned(),
        _ => format!("{taken} of {all} changes are made, old and new are mixed; the next run finishes them"),
    })
}

/// Finishes an interrupted change, and removes everything in the staging folder but the lock.
pub(super) fn recover(out: Option<&Tree>, stage: &Tree, allowed: &mut Steps) -> Result<(), Failure> {
    if let Some(out) = out {
        finish(Ends { out, stage }, allowed)?;
        out.forget();
    }
    sweep(stage.top(), allowed)?;
    // What was open for the steps is gone.
    stage.forget();
    Ok(())
}

/// Carries out what is left of a change that was made; whether there was one.
pub(super) fn finish(ends: Ends<'_>, allowed: &mut Steps) -> Result<bool, Failure> {
    let Some(steps) = read(ends)? else { return Ok(false) };
    // What is no longer staged is in place, or was and somebody removed it since.
    let is_staged = |from: &str| Ok::<bool, Failure>(ends.stage.kind(from)?.is_some());
    let (all, mut left) = (steps.len(), Vec::with_capacity(steps.len()));
    for step in steps {
        let is_left = match &step {
            Step::Move { from, .. } => is_staged(from)?,
            Step::Record => is_staged(path::RECORD)?,
            Step::Clear { .. } | Step::Remove { .. } | Step::Prune { .. } => true,
        };
        if is_left {
            left.push(step);
        }
    }
    let before = all - left.len();
    take_each(ends, &left, allowed).map_err(|(taken, failure)| half_way(failure, before + taken, all))?;
    Ok(true)
}

/// Removes the journal, then everything else in the staging folder but the lock.
pub(super) fn sweep(stage: &Folder, allowed: &mut Steps) -> Result<(), Failure> {
    allowed.take(&stage.path_of(NAME))?;
    // What stands there and is no file is dropped with the rest.
    remove_file(stage, NAME)?;
    allowed.take(stage.path())?;
    stage.sweep(lock::NAME)
}

fn take(ends: Ends<'_>, step: &Step) -> Result<(), Failure> {
    match step {
        Step::Clear { path, from } => {
            if ends.stage.kind(from)?.is_none() {
                return Ok(());
            }
            // Another folder will stand where this one is, or stood.
            ends.out.forget();
            let Some((folder, name)) = above(ends.out, path)? else { return Ok(()) };
            match folder.kind(name)? {
                Some(Kind::Folder) => {
                    folder.remove_folder(name).map_err(|cause| Failure::io("remove", folder.path_of(name), cause))
                }
                Some(Kind::File | Kind::Link | Kind::Other) | None => remove_file(&folder, name),
            }
        }
        Step::Move { from, path } => {
            let (staged_in, staged) = split(from);
            match ends.stage.folder(staged_in)? {
                Some(staged_in) => rename((&staged_in, staged), ends.out, path),
                None => Err(Failure::refused("write", ends.out.path_of(path), "what was staged for it is gone")),
            }
        }
        Step::Remove { path } => match above(ends.out, path)? {
            Some((folder, name)) => remove_file(&folder, name),
            None => Ok(()),
        },
        Step::Prune { path } => {
            if let Some((folder, name)) = above(ends.out, path)? {
                // A folder that somebody else uses stays.
                _ = folder.remove_folder(name);
            }
            Ok(())
        }
        Step::Record => rename((ends.stage.top(), path::RECORD), ends.out, path::RECORD),
    }
}

/// The folder that `path` lies in and its name there, if the folder is there.
fn above<'p>(out: &Tree, path: &'p str) -> Result<Option<(std::sync::Arc<Folder>, &'p str)>, Failure> {
    let (folder, name) = split(path);
    Ok(out.folder(folder)?.map(|folder| (folder, name)))
}

/// Removes a file that may be gone already, or be a folder by now.
fn remove_file(folder: &Folder, name: &str) -> Result<(), Failure> {
    match folder.remove_file(name) {
        Ok(()) => Ok(()),
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        Err(_) if folder.kind(name)? == Some(Kind::Folder) => Ok(()),
        Err(cause) => Err(Failure::io("remove", folder.path_of(name), cause)),
    }
}

/// Renames what is staged to `path`, and makes do with what happened to its folder meanwhile.
fn rename((from, staged): (&Folder, &str), out: &Tree, path: &str) -> Result<(), Failure> {
    let (above, name) = split(path);
    // Somebody may have removed the folder since it was found.
    let folder = out.make(above)?;
    let cause = match from.rename(staged, &folder, name) {
        Ok(()) => return Ok(()),
        Err(cause) => cause,
    };
    let is_elsewhere = cause.kind() == ErrorKind::CrossesDevices;
    if from.kind(staged)? == Some(Kind::Folder) && (is_elsewhere || folder.kind(name)? == Some(Kind::Folder)) {
        // Somebody made the folder since it was found absent, or mounted another disk above it: what belongs in it is
        // moved by itself.
        if let Some(staged_folder) = from.folder(staged)? {
            for inner in staged_folder.names()? {
                let inner = inner.to_string_lossy();
                rename((&staged_folder, &inner), out, &format!("{path}/{inner}"))?;
            }
        }
        return from.remove_folder(staged).map_err(|cause| Failure::io("remove", from.path_of(staged), cause));
    }
    if is_elsewhere && from.kind(staged)? == Some(Kind::File) {
        return carry_across((from, staged), &folder, name);
    }
    Err(Failure::io("write", folder.path_of(name), cause))
}

/// Moves a file to a folder on another file system: a copy beside its place, which then takes it.
fn carry_across((from, staged): (&Folder, &str), folder: &Folder, name: &str) -> Result<(), Failure> {
    // No longer than any name may be.
    let draft = format!(".{:016x}.shirube-new", rapidhash_v3(name.as_bytes()));
    let failed = |cause| Failure::io("write", folder.path_of(name), cause);
    // Of a run that was killed while it wrote it.
    remove_file(folder, &draft)?;
    let Some(mut file) = from.file(staged)? else { return Ok(()) };
    let copied = folder.create(&draft).and_then(|mut copy| {
        std::io::copy(&mut file, &mut copy)?;
        copy.set_permissions(file.metadata()?.permissions())?;
        copy.sync_all()
    });
    copied.and_then(|()| folder.rename(&draft, folder, name)).map_err(|cause| {
        // What is half of a file takes room, and is published with the rest.
        _ = folder.remove_file(&draft);
        failed(cause)
    })?;
    remove_file(from, staged)
}

fn to_text(about: &str, steps: &[Step]) -> String {
    let mut body = String::with_capacity(steps.len() * 64);
    _ = writeln!(body, "{about}");
    for step in steps {
        // Paths hold no control characters, so that a tab ends them.
        _ = match step {
            Step::Clear { path, from } => writeln!(body, "clear\t{path}\t{from}"),
            Step::Move { from, path } => writeln!(body, "move\t{path}\t{from}"),
            Step::Remove { path } => writeln!(body, "remove\t{path}"),
            Step::Prune { path } => writeln!(body, "prune\t{path}"),
            Step::Record => writeln!(body, "record"),
        };
    }
    format!("{MAGIC}{}\n{body}", seal(&body))
}

fn parse(text: &str, about: &str) -> Option<Vec<Step>> {
    let (head, body) = text.split_once('\n')?;
    if head.strip_prefix(MAGIC)? != seal(body) {
        return None;
    }
    let mut lines = body.lines();
    (lines.next()? == about).then_some(())?;
    lines.map(parse_step).collect()
}

fn parse_step(line: &str) -> Option<Step> {
    let mut parts = line.split('\t');
    let verb = parts.next()?;
    let mut path = || parts.next().filter(|path| path::fault(path).is_none()).map(str::to_owned);
    let step = match verb {
        "clear" => Step::Clear { path: path()?, from: path()? },
        "move" => Step::Move { path: path()?, from: path()? },
        "remove" => Step::Remove { path: path()? },
        "prune" => Step::Prune { path: path()? },
        "record" => Step::Record,
        _ => return None,
    };
    parts.next().is_none().then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF: &str = "of 801.4d 801.ffffffffffffffff 4e.66f.1";

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
            assert_eq!(parse(&to_text(OF, &steps), OF), Some(steps));
        }
    }

    #[test]
    fn is_whole_or_nothing() {
        let text = to_text(OF, &sample());
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            assert_eq!(parse(&text[..end], OF), None, "cut at {end}");
        }
        assert_eq!(parse(&text.replace("prune", "remove"), OF), None);
        assert_eq!(parse(&to_text(OF, &[Step::Remove { path: "../precious".to_owned() }]), OF), None);
        assert_eq!(
            parse(&to_text(OF, &[Step::Move { path: "a".to_owned(), from: "/etc/passwd".to_owned() }]), OF),
            None
        );
    }
}
