//! The sinks that publish nothing.

use super::path;
use crate::failure::Failure;
use crate::source::Blob;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Where the pieces of a build go.
pub trait Sink: Sync {
    /// Whether it takes a file of this path at all: what nobody wants need not be made.
    fn wants(&self, _path: &str) -> bool {
        true
    }

    /// Takes the whole content of one output file; `path` is relative, with `/` between its parts.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;

    /// Takes a file as it is, which may be of any size, as the output file `path`.
    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure>;

    /// Takes the file `path` as the last build wrote it; whether it is there. For files whose names say all that they
    /// are made of.
    fn reuse(&self, _path: &str) -> Result<bool, Failure> {
        Ok(false)
    }
}

/// A sink that keeps nothing, for builds that only look for mistakes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nothing;

impl Sink for Nothing {
    fn put(&self, _path: &str, _bytes: &[u8]) -> Result<(), Failure> {
        Ok(())
    }

    /// Finds out whether the file can be read, and reads nothing.
    fn copy(&self, _path: &str, file: &Blob) -> Result<(), Failure> {
        file.open().map(drop)
    }

    fn reuse(&self, _path: &str) -> Result<bool, Failure> {
        Ok(true)
    }
}

/// A sink that keeps every file in memory, for tests.
#[derive(Debug, Default)]
pub struct Memory {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl Memory {
    /// A sink that holds no file yet.
    pub fn new() -> Self {
        Memory::default()
    }

    /// Every file that was put, by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        path::check(path)?;
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match files.insert(path.to_owned(), bytes.to_owned()) {
            Some(_) => Err(path::put_twice(path)),
            None => Ok(()),
        }
    }

    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.put(path, &file.beginning(file.size())?)
    }
}
