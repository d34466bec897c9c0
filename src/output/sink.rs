//! The sinks that publish nothing.

use super::path;
use crate::failure::Failure;
use crate::source::Blob;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Where the pieces of a build go.
pub trait Sink: Sync {
    /// Whether it takes a file of this path at all: what nobody wants need not be made.
    fn wants(&self, _path: &str) -> bool {
        true
    }

    /// Takes the whole content of one output file; `path` is relative, with `/` between its parts.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;

    /// The same of a file that was not planned, because its name says what is in it.
    fn put_hashed(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.put(path, bytes)
    }

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

/// Hands everything on, and counts the bytes.
pub struct Counted<'a> {
    sink: &'a dyn Sink,
    bytes: AtomicU64,
}

impl<'a> Counted<'a> {
    /// Hands on to `sink`, to which nothing has been handed yet.
    pub fn new(sink: &'a dyn Sink) -> Counted<'a> {
        Counted { sink, bytes: AtomicU64::new(0) }
    }

    /// How many bytes all files have together, but for those that were taken over from the last build.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl Sink for Counted<'_> {
    fn wants(&self, path: &str) -> bool {
        self.sink.wants(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.sink.put(path, bytes)
    }

    fn put_hashed(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.sink.put_hashed(path, bytes)
    }

    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.bytes.fetch_add(file.size(), Ordering::Relaxed);
        self.sink.copy(path, file)
    }

    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        self.sink.reuse(path)
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
