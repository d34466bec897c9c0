//! Opening one file beneath a folder. No link is followed on the way, and nothing but a regular file is ever read, also
//! where the names change while they are looked at.

use super::FileType;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use {
    rustix::fd::OwnedFd,
    std::collections::HashMap,
    std::sync::{Arc, PoisonError, RwLock},
};

/// A folder that files are opened beneath.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    #[cfg(unix)]
    handle: Arc<OwnedFd>,
    /// Folders in it that stay open, by their paths.
    #[cfg(unix)]
    kept: RwLock<HashMap<PathBuf, Arc<OwnedFd>>>,
}

/// How many folders stay open: files are opened folder by folder.
#[cfg(unix)]
const KEPT: usize = 64;

/// What stands at a path.
#[derive(Debug)]
pub(super) enum Found {
    /// With its size, in bytes.
    File(File, u64),
    Other(FileType),
    Absent,
    /// The path leads through a symbolic link, or through a file.
    NotFollowed,
}

impl FileType {
    /// What the file system says of an entry; `None` for a symbolic link.
    pub(super) fn of(kind: fs::FileType) -> Option<FileType> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt;
            if kind.is_fifo() {
                return Some(FileType::Pipe);
            }
            if kind.is_socket() {
                return Some(FileType::Socket);
            }
            if kind.is_char_device() || kind.is_block_device() {
                return Some(FileType::Device);
            }
        }
        match kind {
            kind if kind.is_dir() => Some(FileType::Folder),
            kind if kind.is_file() => Some(FileType::File),
            _ => None,
        }
    }
}

impl Folder {
    /// The folder at `path`, which has no links in it.
    pub(super) fn open(path: &Path) -> io::Result<Folder> {
        #[cfg(unix)]
        let handle = Arc::new(rustix::fs::open(path, flags::FOLDER, rustix::fs::Mode::empty())?);
        Ok(Folder {
            path: path.to_owned(),
            #[cfg(unix)]
            handle,
            #[cfg(unix)]
            kept: RwLock::default(),
        })
    }

    /// Its path.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What stands at `below`, a path whose parts are names.
    #[cfg(unix)]
    pub(super) fn find(&self, below: &Path) -> io::Result<Found> {
        use rustix::fs::{FileType as Kind, Mode, fstat, openat};
        use rustix::io::Errno;
        let (Some(name), Some(above)) = (below.file_name(), below.parent()) else {
            return Ok(Found::Other(FileType::Folder));
        };
        let opened = self.folder(above).and_then(|folder| openat(&folder, name, flags::FILE, Mode::empty()));
        let handle = match opened {
            Ok(handle) => handle,
            Err(Errno::NOENT) => return Ok(Found::Absent),
            Err(Errno::LOOP | Errno::MLINK | Errno::NOTDIR) => return Ok(Found::NotFollowed),
            // A socket; nothing else that can be opened for reading has nobody at its other end.
            Err(Errno::NXIO) => return Ok(Found::Other(FileType::Socket)),
            Err(error) => return Err(error.into()),
        };
        let stat = fstat(&handle)?;
        Ok(match Kind::from_raw_mode(stat.st_mode) {
            Kind::RegularFile => Found::File(File::from(handle), u64::try_from(stat.st_size).unwrap_or_default()),
            Kind::Directory => Found::Other(FileType::Folder),
            Kind::Fifo => Found::Other(FileType::Pipe),
            Kind::Socket => Found::Other(FileType::Socket),
            Kind::CharacterDevice | Kind::BlockDevice | Kind::Symlink | Kind::Unknown => Found::Other(FileType::Device),
        })
    }

    /// The folder at `below`, part by part.
    #[cfg(unix)]
    fn folder(&self, below: &Path) -> rustix::io::Result<Arc<OwnedFd>> {
        let (Some(name), Some(above)) = (below.file_name(), below.parent()) else { return Ok(self.handle.clone()) };
        if let Some(folder) = self.kept.read().unwrap_or_else(PoisonError::into_inner).get(below) {
            return Ok(folder.clone());
        }
        let folder =
            Arc::new(rustix::fs::openat(&self.folder(above)?, name, flags::FOLDER, rustix::fs::Mode::empty())?);
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(below.to_owned(), folder.clone());
        Ok(folder)
    }

    /// What stands at `below`, a path whose parts are names.
    #[cfg(not(unix))]
    pub(super) fn find(&self, below: &Path) -> io::Result<Found> {
        let path = self.path.join(below);
        let kind = match fs::symlink_metadata(&path) {
            Ok(metadata) => FileType::of(metadata.file_type()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Absent),
            Err(error) => return Err(error),
        };
        match kind {
            Some(FileType::File) if path.canonicalize()? == path => {
                let file = File::open(&path)?;
                let size = file.metadata()?.len();
                Ok(Found::File(file, size))
            }
            None | Some(FileType::File) => Ok(Found::NotFollowed),
            Some(other) => Ok(Found::Other(other)),
        }
    }
}

#[cfg(unix)]
mod flags {
    use rustix::fs::OFlags;

    const ALWAYS: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
    pub(super) const FOLDER: OFlags = ALWAYS.union(OFlags::DIRECTORY);
    /// Opening a pipe waits for nobody, and a terminal does not become ours.
    pub(super) const FILE: OFlags = ALWAYS.union(OFlags::NONBLOCK).union(OFlags::NOCTTY);
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    fn pipe(path: &Path) {
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, rustix::fs::Mode::RWXU, 0).unwrap();
    }

    #[test]
    fn opens_regular_files_and_follows_nothing() {
        let root = tempfile::tempdir().unwrap();
        let root = root.path().canonicalize().unwrap();
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/file"), "text").unwrap();
        symlink("file", root.join("a/b/link")).unwrap();
        symlink("b", root.join("a/folder")).unwrap();
        symlink("nothing", root.join("a/dangling")).unwrap();
        symlink("circle", root.join("a/circle")).unwrap();
        symlink("/dev/zero", root.join("a/zero")).unwrap();
        pipe(&root.join("a/pipe"));
        let _listener = UnixListener::bind(root.join("a/socket")).unwrap();
        let folder = Folder::open(&root).unwrap();
        let found = |path: &str| match folder.find(Path::new(path)).unwrap() {
            Found::File(mut file, _) => {
                let mut text = String::new();
                file.read_to_string(&mut text).unwrap();
                text
            }
            Found::Other(kind) => format!("{kind:?}"),
            Found::Absent => "absent".to_owned(),
            Found::NotFollowed => "not followed".to_owned(),
        };
        for (path, wanted) in [
            ("a/b/file", "text"),
            ("a/b", "Folder"),
            ("", "Folder"),
            ("a/b/none", "absent"),
            ("a/none/file", "absent"),
            ("a/b/link", "not followed"),
            ("a/folder/file", "not followed"),
            ("a/dangling", "not followed"),
            ("a/circle", "not followed"),
            ("a/zero", "not followed"),
            ("a/b/file/deeper", "not followed"),
            ("a/pipe", "Pipe"),
            ("a/socket", "Socket"),
        ] {
            assert_eq!(found(path), wanted, "{path}");
        }
        assert!(folder.find(Path::new(&"x".repeat(300))).is_err());
    }

    #[test]
    fn stays_in_the_folder_that_was_opened() {
        let above = tempfile::tempdir().unwrap();
        let root = above.path().canonicalize().unwrap().join("root");
        fs::create_dir(&root).unwrap();
        fs::write(root.join("file"), "old").unwrap();
        let folder = Folder::open(&root).unwrap();
        fs::rename(&root, above.path().join("moved")).unwrap();
        fs::create_dir(&root).unwrap();
        fs::write(root.join("file"), "another").unwrap();
        let Found::File(file, _) = folder.find(Path::new("file")).unwrap() else { panic!() };
        assert_eq!(io::read_to_string(file).unwrap(), "old");
    }
}
