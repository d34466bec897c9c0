//! The lock that keeps two builds from publishing to one output folder.

use super::place::{Place, refused};
use crate::failure::Failure;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The name of the lock file in the staging folder.
pub(super) const NAME: &str = "lock";

/// A held lock. The system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Makes the staging folder of `place` and locks it; refuses when another build still holds it after `wait`.
    pub(super) fn take(place: &Place, wait: Duration) -> Result<Lock, Failure> {
        let path = place.stage.join(NAME);
        let deadline = Instant::now() + wait;
        loop {
            match attempt(&place.stage, &path)? {
                Some(file) => return Ok(Lock { file, path }),
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(10)),
                None => {
                    return Err(refused(&place.out, "another build is writing it; wait for that build to end"));
                }
            }
        }
    }
}

impl Drop for Lock {
    /// Removes the lock, and the staging folder if it holds nothing else.
    fn drop(&mut self) {
        // Removed while still held: whoever waits for it then finds that its file is no longer this one.
        let _ = fs::remove_file(&self.path);
        if let Some(stage) = self.path.parent() {
            let _ = fs::remove_dir(stage);
        }
        let _ = self.file.unlock();
    }
}

/// The locked file at `path`, or none if another build has it or has just removed it.
fn attempt(stage: &Path, path: &Path) -> Result<Option<File>, Failure> {
    fs::create_dir_all(stage).map_err(|cause| Failure::io("create", stage, cause))?;
    let file = match OpenOptions::new().write(true).create(true).truncate(false).open(path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(Failure::io("create", path, cause)),
    };
    match file.try_lock() {
        Ok(()) => Ok(is_at(&file, path).then_some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        // A file system without locks: better unlocked than not at all.
        Err(TryLockError::Error(cause)) if cause.kind() == ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(cause)) => Err(Failure::io("lock", path, cause)),
    }
}

/// Whether `file` is the one that `path` names now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(named)) => held.ino() == named.ino() && held.dev() == named.dev(),
        _ => false,
    }
}

/// Whether `path` names a file, which is then `file`: an open file keeps its name on these systems.
#[cfg(not(unix))]
fn is_at(_file: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_a_lock_file_from_its_successor() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let first = File::create(&path).unwrap();
        assert!(is_at(&first, &path));
        fs::remove_file(&path).unwrap();
        assert!(!is_at(&first, &path));
        let second = File::create(&path).unwrap();
        assert_eq!((is_at(&first, &path), is_at(&second, &path)), (cfg!(not(unix)), true));
    }
}
