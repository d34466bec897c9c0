//! Files in memory: for tests, and for what is embedded in the program.

use super::files::Content;
use super::{FileSystem, Listed, Opened, What};
use crate::failure::Failure;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

/// A set of files in memory.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    files: BTreeMap<String, Content>,
}

impl Memory {
    /// No files.
    pub fn new() -> Memory {
        Memory::default()
    }

    /// Puts a file at `path`, replacing one that is there.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) {
        self.files.insert(path.into(), Arc::new(bytes.into()));
    }

    /// Takes a file away and returns its bytes.
    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.files.remove(path).map(|bytes| Arc::unwrap_or_clone(bytes).into_owned())
    }

    /// Every file, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref().as_ref()))
    }
}

impl FileSystem for Memory {
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        let inside = |path: &str| path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let files = self.iter().filter(|(path, _)| inside(path));
        let listed: Vec<Listed> = files
            .map(|(path, bytes)| (path.to_owned(), bytes.len() as u64))
            .map(|(path, size)| Listed { path, size, stamp: None, what: What::File })
            .collect();
        Ok(if listed.is_empty() { None } else { Some(listed) })
    }

    fn open(&self, path: &str) -> Result<Option<Opened>, Failure> {
        Ok(self.files.get(path).map(|bytes| Opened::Memory(Cursor::new(bytes.clone()))))
    }

    fn share(&self) -> Arc<dyn FileSystem> {
        Arc::new(self.clone())
    }
}
