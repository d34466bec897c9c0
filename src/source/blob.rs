//! Files whose bytes are copied and not read as text. They may be of any size: none is held in memory, and what stands
//! for the bytes of one on a disk is what the system says of it.

use super::{FileSystem, Listed, Opened, SourceId, Stamp};
use crate::failure::Failure;
use rapidhash::v3::rapidhash_v3_file;
use sha2::Sha256;
use sha2::digest::Digest;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::time::SystemTime;

/// One file whose bytes are copied and not read as text.
#[derive(Debug, Clone)]
pub struct Blob {
    /// For diagnostics: a file without text.
    pub id: SourceId,
    /// Relative to the root, `/` between the parts, NFC.
    pub path: String,
    pub embedded: bool,
    from: Arc<dyn FileSystem>,
    file: Listed,
    stamp: u64,
}

impl Blob {
    /// The file as it was listed; `None` if it is gone. `now` is no later than that.
    pub(super) fn new(
        from: &Arc<dyn FileSystem>,
        (path, embedded): (String, bool),
        file: Listed,
        now: SystemTime,
    ) -> Result<Option<Blob>, Failure> {
        let stamp = match file.stamp {
            Some(stamp) => stamp.number(now),
            None => match from.open(&file.path)? {
                Some(open) => rapidhash_v3_file(open).map_err(|error| Failure::io("read", &path, error))?,
                None => return Ok(None),
            },
        };
        Ok(Some(Blob { id: SourceId(0), path, embedded, from: from.clone(), file, stamp }))
    }

    /// What stands for its bytes: as long as it is the same they are.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// Whether another one is the same file with the same bytes.
    pub fn is_as(&self, other: &Blob) -> bool {
        (&self.path, self.embedded, self.stamp, self.size()) == (&other.path, other.embedded, other.stamp, other.size())
    }

    /// Its size, in bytes.
    pub fn size(&self) -> u64 {
        self.file.size
    }

    /// The file, to read it from its beginning. It is refused if it is not the one any more that was listed.
    pub fn open(&self) -> Result<Opened, Failure> {
        let Some(open) = self.from.open(&self.file.path)? else { return Err(self.has_changed()) };
        self.check(&open)?;
        Ok(open)
    }

    /// The digest of its bytes: rapidhash v3, as of a text. The file is read for it.
    pub fn digest(&self) -> Result<u64, Failure> {
        self.read("read", |open| rapidhash_v3_file(open))
    }

    /// The SHA-256 of its bytes, by which a browser knows the file. It is read for it.
    pub fn sha256(&self) -> Result<[u8; 32], Failure> {
        self.read("read", |open| {
            let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
            loop {
                match open.read(&mut piece)? {
                    0 => return Ok(hash.finalize().into()),
                    count => hash.update(piece.get(..count).unwrap_or_default()),
                }
            }
        })
    }

    /// Its bytes, but no more than the first `limit`.
    pub fn beginning(&self, limit: u64) -> Result<Vec<u8>, Failure> {
        self.read("read", |open| super::read_at_most(limit, open))
    }

    /// So many of its bytes, from `start` on; as many as there are.
    pub fn part(&self, start: u64, length: u64) -> Result<Vec<u8>, Failure> {
        self.read("read", |open| {
            open.skip(start)?;
            super::read_at_most(length, open)
        })
    }

    /// Writes its bytes to a new file.
    pub fn copy_to(&self, target: &mut File) -> Result<(), Failure> {
        self.read("copy", |open| super::copy::copy(open, self.file.size, target))
    }

    /// Whether `other`, of which nothing has been read, holds the same bytes.
    pub fn is_in(&self, other: &mut File) -> Result<bool, Failure> {
        self.read("compare", |open| super::copy::are_same(open, other, self.file.size))
    }

    fn read<T>(&self, wanted: &'static str, how: impl FnOnce(&mut Opened) -> io::Result<T>) -> Result<T, Failure> {
        let mut open = self.open()?;
        let read = how(&mut open).map_err(|error| Failure::io(wanted, &self.path, error))?;
        self.check(&open)?;
        Ok(read)
    }

    fn check(&self, open: &Opened) -> Result<(), Failure> {
        let Opened::Disk(file, _) = open else { return Ok(()) };
        let metadata = file.metadata().map_err(|error| Failure::io("read", &self.path, error))?;
        if Some(Stamp::of(&metadata)) == self.file.stamp { Ok(()) } else { Err(self.has_changed()) }
    }

    fn has_changed(&self) -> Failure {
        Failure::refused("read", &self.path, "it has changed since the build began; build again")
    }
}
