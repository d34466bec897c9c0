//! Files on a disk, below one root.

use super::history::Git;
use super::{FileSystem, History, Listed};
use crate::failure::Failure;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

/// The files below a folder of a disk.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    canonical: PathBuf,
}

impl Disk {
    /// The files below `root`, which must be a folder.
    pub fn new(root: impl Into<PathBuf>) -> Result<Disk, Failure> {
        let root = root.into();
        let canonical = root.canonicalize().map_err(|error| Failure::io("open the folder", &root, error))?;
        if !canonical.is_dir() {
            return Err(Failure::refused("open the folder", &root, "it is a file"));
        }
        Ok(Disk { root, canonical })
    }

    /// The absolute paths of the folders that inputs are read from.
    pub fn inputs(&self) -> Vec<PathBuf> {
        super::FOLDERS.iter().map(|folder| self.canonical.join(folder)).collect()
    }

    /// Where the file of a path is, which is in NFC while the name on the disk may not be.
    pub fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        let place = self.root.join(path);
        if place.exists() {
            return Ok(place);
        }
        let folder = path.split('/').next().unwrap_or(path);
        let listed = self.list(folder)?;
        let found = listed.into_iter().find(|file| file.path.nfc().eq(path.chars()));
        Ok(found.map_or(place, |file| self.root.join(file.path)))
    }

    fn leads_out(&self, path: &Path) -> bool {
        path.canonicalize().map_or(true, |target| !target.starts_with(&self.canonical))
    }
}

impl FileSystem for Disk {
    fn list(&self, folder: &str) -> Result<Vec<Listed>, Failure> {
        let start = self.root.join(folder);
        if !start.exists() {
            return Ok(Vec::new());
        }
        let mut listed = Vec::new();
        let mut walk = WalkDir::new(&start).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let (path, entry) = match entry {
                Ok(entry) => (entry.path().to_owned(), Some(entry)),
                // A link that leads nowhere or back to a folder above it: the author's mistake, said of the link.
                Err(error) if error.loop_ancestor().is_some() || is_dead_link(&error) => {
                    (error.path().unwrap_or(&start).to_owned(), None)
                }
                Err(error) => {
                    let path = error.path().unwrap_or(&start).to_owned();
                    return Err(Failure::io("read", path, error.into()));
                }
            };
            let Ok(relative) = path.strip_prefix(&self.root) else { continue };
            let Some(relative) = relative.to_str() else {
                return Err(Failure::refused("read", &path, "its name is not UTF-8"));
            };
            let relative = relative.replace(std::path::MAIN_SEPARATOR, "/");
            let outside = match &entry {
                None => true,
                Some(entry) => entry.path_is_symlink() && self.leads_out(&path),
            };
            let is_dir = entry.as_ref().is_some_and(|entry| entry.file_type().is_dir());
            if is_dir && !outside {
                continue;
            }
            if is_dir {
                walk.skip_current_dir();
            }
            let size = entry.and_then(|entry| entry.metadata().ok()).map_or(0, |metadata| metadata.len());
            listed.push(Listed { path: relative, size, outside });
        }
        Ok(listed)
    }

    fn history(&self) -> Arc<dyn History> {
        Arc::new(Git::new(&self.canonical))
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let path = self.root.join(path);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::io("read", path, error)),
        }
    }
}

fn is_dead_link(error: &walkdir::Error) -> bool {
    let missing = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    missing && error.path().is_some_and(Path::is_symlink)
}
