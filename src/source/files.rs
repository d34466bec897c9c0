//! Where files are, and what is known of one before it is read.

use super::{History, MAX_TEXT, NoHistory, Stamp};
use crate::failure::Failure;
use std::borrow::Cow;
use std::fmt::Debug;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

/// The bytes of a file, and no more than so many of them.
pub fn read_at_most(limit: u64, file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(limit).read_to_end(&mut bytes).map(|_| bytes)
}

/// An open file.
#[derive(Debug)]
pub enum Opened {
    /// With the size that it had, in bytes.
    Disk(File, u64),
    Memory(Cursor<Content>),
}

/// The bytes of a file in memory.
pub type Content = Arc<Cow<'static, [u8]>>;

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Opened::Disk(file, _) => file.read(into),
            Opened::Memory(bytes) => {
                let read = bytes.get_ref().get(bytes.position() as usize..).unwrap_or_default().read(into)?;
                bytes.set_position(bytes.position() + read as u64);
                Ok(read)
            }
        }
    }
}

impl Opened {
    /// Leaves out so many bytes.
    pub fn skip(&mut self, bytes: u64) -> io::Result<()> {
        match self {
            Opened::Disk(file, _) => file.seek(SeekFrom::Current(i64::try_from(bytes).unwrap_or(i64::MAX))).map(drop),
            Opened::Memory(at) => {
                at.set_position(at.position().saturating_add(bytes));
                Ok(())
            }
        }
    }

    /// What is left of it, and no more than so many bytes.
    pub(super) fn read_at_most(self, limit: u64) -> io::Result<Vec<u8>> {
        match self {
            Opened::Disk(file, size) => {
                // With room for one byte more than there are, the end is found without room for more.
                let mut bytes = Vec::with_capacity(usize::try_from(size.min(limit)).unwrap_or_default() + 1);
                file.take(limit).read_to_end(&mut bytes).map(|_| bytes)
            }
            Opened::Memory(_) => read_at_most(limit, self),
        }
    }
}

/// A place where files are: a disk below a root, or memory in tests.
pub trait FileSystem: Debug + Send + Sync {
    /// Lists every file below `folder` (or `folder` itself when it is a file), in no particular order; `None` when
    /// there is neither. What is hidden may be left out.
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure>;

    /// Opens the file at `path`, or nothing when there is none.
    fn open(&self, path: &str) -> Result<Option<Opened>, Failure>;

    /// The same place, for those who open files later.
    fn share(&self) -> Arc<dyn FileSystem>;

    /// Reads the file at `path`, or nothing when there is none. Of one that is larger than [`MAX_TEXT`], it reads one
    /// byte more than that.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let Some(open) = self.open(path)? else { return Ok(None) };
        open.read_at_most(MAX_TEXT + 1).map(Some).map_err(|error| Failure::io("read", path, error))
    }

    /// What is remembered of the files as they were.
    fn history(&self) -> Arc<dyn History> {
        Arc::new(NoHistory)
    }
}

/// A file that a [`FileSystem`] lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Relative to the root, `/` between the parts, as the file system spells it.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// What tells it from another, and from what it was; `None` where only its bytes do.
    pub stamp: Option<Stamp>,
    pub what: What,
}

/// What a [`FileSystem`] has at a path. Only a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    File,
    Other(FileType),
    Link(Lead),
}

/// The types of files, apart from symbolic links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    File,
    Folder,
    Pipe,
    Socket,
    Device,
}

impl FileType {
    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            FileType::File => "a file",
            FileType::Folder => "a folder",
            FileType::Pipe => "a named pipe",
            FileType::Socket => "a socket",
            FileType::Device => "a device",
        }
    }
}

/// Where a symbolic link leads that is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Out of the site's folder.
    Out,
    /// To nothing, or to itself.
    Nowhere,
    /// To a folder that the link lies in.
    Back,
}

impl Lead {
    /// What is wrong with it, as a sentence without an end.
    pub fn message(self) -> &'static str {
        match self {
            Lead::Out => "a symbolic link leads out of the site's folder",
            Lead::Nowhere => "a symbolic link leads nowhere",
            Lead::Back => "a symbolic link leads back to a folder that it lies in",
        }
    }
}
