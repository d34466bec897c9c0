//! The lock that keeps two runs from changing one folder.

use super::folder::{Folder, Identity, Kind};
use crate::failure::Failure;
use cap_std::fs::Metadata;
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The name of the lock file in the staging folder.
pub(super) const NAME: &str = "lock";

/// A held lock on a staging folder. The system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    /// The folder that the staging folder lies in, and its name there.
    home: Arc<Folder>,
    name: OsString,
    stage: Folder,
}

impl Lock {
    /// Makes the staging folder `name` in `home` and locks it; none when another run still holds it after `wait`.
    /// Refuses a link or a file of that name, and a folder of somebody else, who could have it carry out what they want.
    pub(super) fn take(home: &Arc<Folder>, name: &OsString, wait: Duration) -> Result<Option<Lock>, Failure> {
        let deadline = Instant::now() + wait;
        loop {
            home.open_up(name)?;
            let stage = home.folder_or_make(name)?;
            if stage.is_of_others(home)? {
                let help = "another user has made it; remove it, or choose another folder for the output";
                return Err(Failure::refused("use the folder", stage.path(), help));
            }
            match attempt(&stage)? {
                Some(file) => return Ok(Some(Lock { file, home: home.clone(), name: name.clone(), stage })),
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(10)),
                None => return Ok(None),
            }
        }
    }

    /// The staging folder, once more.
    pub(super) fn stage(&self) -> Result<Folder, Failure> {
        let gone = || Failure::refused("open the folder", self.home.path_of(&self.name), "it was removed meanwhile");
        self.home.folder(&self.name)?.ok_or_else(gone)
    }
}

impl Drop for Lock {
    /// Removes the lock, and the staging folder if it holds nothing else.
    fn drop(&mut self) {
        // Removed while still held: whoever waits for it then finds that its file is no longer this one.
        _ = self.stage.remove_file(NAME);
        _ = self.home.remove_folder(&self.name);
        _ = self.file.unlock();
    }
}

/// The locked file in `stage`, or none if another run has it or has just removed it.
fn attempt(stage: &Folder) -> Result<Option<File>, Failure> {
    if !matches!(stage.kind(NAME)?, None | Some(Kind::File)) || stage.is_closed(NAME)? {
        // No run locks a link, a pipe, a folder or a file that it may not write: this came with what somebody copied.
        stage.sweep("")?;
    }
    let file = match stage.open_or_create(NAME) {
        Ok(file) => file.into_std(),
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(Failure::io("create", stage.path_of(NAME), cause)),
    };
    match file.try_lock() {
        Ok(()) => Ok(is_in(stage, &file)?.then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // A file system without locks: better unlocked than not at all.
        Err(TryLockError::Error(cause)) if cause.kind() == ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(cause)) => Err(Failure::io("lock", stage.path_of(NAME), cause)),
    }
}

/// Whether `file` is the one that the lock's name stands for now.
fn is_in(stage: &Folder, file: &File) -> Result<bool, Failure> {
    let held = Metadata::from_file(file).map_err(|cause| Failure::io("read", stage.path_of(NAME), cause))?;
    let named = stage.metadata(NAME)?;
    Ok(named.is_some_and(|named| Identity::of(&named) == Identity::of(&held)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_lock_file_from_its_successor() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::open(&place.path().canonicalize().unwrap()).unwrap();
        let first = folder.create(NAME).unwrap().into_std();
        assert!(is_in(&folder, &first).unwrap());
        folder.remove_file(NAME).unwrap();
        assert!(!is_in(&folder, &first).unwrap());
        let second = folder.create(NAME).unwrap().into_std();
        assert_eq!((is_in(&folder, &first).unwrap(), is_in(&folder, &second).unwrap()), (false, true));
    }
}
