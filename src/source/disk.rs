//! Files on a disk, below one root. The root is what somebody named; nothing beneath it is trusted.

use super::beneath::{Folder, Found};
use super::git::Git;
use super::{FileSystem, FileType, History, Lead, Listed, Opened, Stamp, What, is_hidden};
use crate::failure::Failure;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

/// The files below a folder of a disk.
#[derive(Debug, Clone)]
pub struct Disk {
    /// As it was named.
    root: PathBuf,
    folder: Arc<Folder>,
    /// Where the site is written, without links: what lies there is no input.
    output: PathBuf,
}

impl Disk {
    /// The files below `root`, which must be a folder.
    pub fn new(root: impl Into<PathBuf>) -> Result<Disk, Failure> {
        let root = root.into();
        let failed = |error| Failure::io("open the folder", &root, error);
        let canonical = root.canonicalize().map_err(failed)?;
        if !fs::symlink_metadata(&canonical).map_err(failed)?.is_dir() {
            return Err(Failure::refused("open the folder", &root, "it is a file"));
        }
        let folder = Arc::new(Folder::open(&canonical).map_err(failed)?);
        Ok(Disk { root, folder, output: PathBuf::new() }.writing_to(&canonical.join("public")))
    }

    /// The same files, of a site that is written to `out` and not to `public`.
    pub fn writing_to(self, out: &Path) -> Disk {
        // No link leads into an output that is not there.
        Disk { output: out.canonicalize().unwrap_or_else(|_| out.to_owned()), ..self }
    }

    /// The absolute paths of the folders that inputs are read from. A link that is not followed is none.
    pub fn inputs(&self) -> Vec<PathBuf> {
        let root = self.folder.path();
        let is_read = |place: &PathBuf| match self.target(place) {
            Ok(Ok(below)) => !place.starts_with(root.join(below)) || !place.is_symlink(),
            Ok(Err(_)) => !place.is_symlink(),
            // It is reported when it is read.
            Err(_) => true,
        };
        super::FOLDERS.iter().map(|folder| root.join(folder)).filter(is_read).collect()
    }

    /// Where the file of a path is, which is in NFC while the name on the disk may not be.
    pub fn place(&self, path: &str) -> Result<PathBuf, Failure> {
        let place = self.root.join(path);
        if place.try_exists().map_err(|error| Failure::io("find", &place, error))? {
            return Ok(place);
        }
        let folder = path.split('/').next().unwrap_or(path);
        let listed = self.list(folder)?.unwrap_or_default();
        let found = listed.into_iter().find(|file| file.path.nfc().eq(path.chars()));
        Ok(found.map_or(place, |file| self.root.join(file.path)))
    }

    /// Where the file or folder at the end of a link is, below the root.
    fn target(&self, link: &Path) -> io::Result<Result<PathBuf, Lead>> {
        let target = match link.canonicalize() {
            Ok(target) => target,
            Err(error) => return if leads_nowhere(&error) { Ok(Err(Lead::Nowhere)) } else { Err(error) },
        };
        let Ok(below) = target.strip_prefix(self.folder.path()) else { return Ok(Err(Lead::Out)) };
        // What Git keeps for itself, what the program stages, and secrets beside the site are no part of it.
        let is_git = |part: Component| part.as_os_str().eq_ignore_ascii_case(".git");
        let is_beside = below.as_os_str().as_encoded_bytes().starts_with(b".");
        let is_output = target.starts_with(&self.output);
        Ok(if is_output || is_beside || below.components().any(is_git) { Err(Lead::Out) } else { Ok(below.to_owned()) })
    }
}

/// Whether the system says that a link leads to nothing, or to itself.
fn leads_nowhere(error: &io::Error) -> bool {
    #[cfg(unix)]
    if rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP) {
        return true;
    }
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

impl FileSystem for Disk {
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        let place = self.folder.path().join(folder);
        match fs::symlink_metadata(&place) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::io("read", self.root.join(folder), error)),
        }
        let start = Start { place, path: folder.to_owned(), links: Vec::new() };
        let mut tour = Tour { disk: self, listed: Vec::new(), open: vec![start], linked: 0 };
        while let Some(start) = tour.open.pop() {
            tour.walk(&start)?;
        }
        Ok(Some(tour.listed))
    }

    fn open(&self, path: &str) -> Result<Option<Opened>, Failure> {
        let failed = |error| Failure::io("read", self.root.join(path), error);
        let refused = |why| Failure::refused("read", self.root.join(path), why);
        let mut found = self.folder.find(Path::new(path)).map_err(failed)?;
        if matches!(found, Found::NotFollowed) {
            found = match self.target(&self.folder.path().join(path)).map_err(failed)? {
                Ok(below) => self.folder.find(&below).map_err(failed)?,
                Err(Lead::Nowhere) => Found::Absent,
                Err(lead) => return Err(refused(lead.message())),
            };
        }
        match found {
            Found::File(file, size) => Ok(Some(Opened::Disk(file, size))),
            Found::Absent => Ok(None),
            Found::Other(kind) => Err(refused(&format!("it has become {}", kind.name()))),
            Found::NotFollowed => Err(refused("it changes while it is read")),
        }
    }

    fn share(&self) -> Arc<dyn FileSystem> {
        Arc::new(self.clone())
    }

    fn history(&self) -> Arc<dyn History> {
        Arc::new(Git::new(self.folder.path()))
    }
}

/// How many links may lie on the way to a file; Linux itself follows no more.
const MAX_LINKS: usize = 40;

/// How many files and folders are reached through links at most: a few links to folders of links make any number.
const MAX_LINKED: usize = 100_000;

/// A folder whose files are to be listed.
struct Start {
    /// Without links.
    place: PathBuf,
    /// How it was reached, from the root.
    path: String,
    /// Where the links on the way are.
    links: Vec<PathBuf>,
}

/// The listing of a folder, and of those that links in it lead to.
struct Tour<'a> {
    disk: &'a Disk,
    listed: Vec<Listed>,
    open: Vec<Start>,
    linked: usize,
}

impl Tour<'_> {
    /// Lists what lies in a folder, and keeps what links lead to for later.
    fn walk(&mut self, start: &Start) -> Result<(), Failure> {
        let walk = WalkDir::new(&start.place).follow_links(false).follow_root_links(false).into_iter();
        // What is hidden is no input, and need not be readable.
        let is_input = |entry: &DirEntry| shown(start, entry.path()).is_none_or(|path| !is_hidden(&path));
        for entry in walk.filter_entry(is_input) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let place = error.path().unwrap_or(&start.place).to_owned();
                    let place = place
                        .strip_prefix(&start.place)
                        .map_or(place.clone(), |below| self.disk.root.join(&start.path).join(below));
                    match error.into_io_error() {
                        // Gone since the folder above it was read.
                        Some(error) if error.kind() == ErrorKind::NotFound => continue,
                        Some(error) => return Err(Failure::io("read", place, error)),
                        None => return Err(Failure::refused("read", place, "links lead in a circle")),
                    }
                }
            };
            let Some(path) = shown(start, entry.path()) else {
                let place = self
                    .disk
                    .root
                    .join(&start.path)
                    .join(entry.path().strip_prefix(&start.place).unwrap_or(entry.path()));
                return Err(Failure::refused("read", place, "its name is not UTF-8"));
            };
            if !start.links.is_empty() {
                self.linked += 1;
            }
            if self.linked > MAX_LINKED {
                let why = format!("symbolic links lead to more than {MAX_LINKED} files; put the files themselves here");
                return Err(Failure::refused("read", self.disk.root.join(path), why));
            }
            match FileType::of(entry.file_type()) {
                Some(FileType::Folder) => {}
                Some(kind) => self.list(path, entry.path(), kind)?,
                None => self.follow(path, entry.path(), start)?,
            }
        }
        Ok(())
    }

    fn list(&mut self, path: String, place: &Path, kind: FileType) -> Result<(), Failure> {
        match fs::symlink_metadata(place) {
            Ok(metadata) => {
                let what = if kind == FileType::File { What::File } else { What::Other(kind) };
                let stamp = Stamp::of(&metadata);
                self.listed.push(Listed { path, size: stamp.size, stamp: Some(stamp), what });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(Failure::io("read", self.disk.root.join(path), error)),
        }
        Ok(())
    }

    /// Lists the file that a link leads to, or keeps the folder for later.
    fn follow(&mut self, path: String, link: &Path, start: &Start) -> Result<(), Failure> {
        let failed = |error| Failure::io("follow", self.disk.root.join(&path), error);
        let below = match self.disk.target(link).map_err(failed)? {
            Ok(below) => below,
            Err(lead) => {
                self.listed.push(Listed { path, size: 0, stamp: None, what: What::Link(lead) });
                return Ok(());
            }
        };
        let place = self.disk.folder.path().join(below);
        let kind = match fs::symlink_metadata(&place) {
            Ok(metadata) => FileType::of(metadata.file_type()),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        match kind {
            Some(FileType::Folder) => {
                let mut links = start.links.clone();
                links.push(link.to_owned());
                if links.iter().any(|link| link.starts_with(&place)) || links.len() > MAX_LINKS {
                    self.listed.push(Listed { path, size: 0, stamp: None, what: What::Link(Lead::Back) });
                } else {
                    self.open.push(Start { place, path, links });
                }
                Ok(())
            }
            Some(kind) => self.list(path, &place, kind),
            // It was there a moment ago.
            None => Ok(()),
        }
    }
}

/// The path of a place in the folder `start`, from the root; `None` if it is not UTF-8.
fn shown(start: &Start, place: &Path) -> Option<String> {
    let mut path = start.path.clone();
    for part in place.strip_prefix(&start.place).ok()?.components() {
        path.push('/');
        path.push_str(part.as_os_str().to_str()?);
    }
    Some(path)
}
