//! The record of the last build: which files it wrote, and how they looked.
//!
//! A text file in the output folder, sorted by path. The first line has the version and a checksum of the rest, then
//! follow what the file system calls the folder, the digest of the inputs, the sum of what the build said, the time of the build and the next at which
//! another would differ, the caller's notes, the folders that were read, the files in the output that nobody knows, and a line for each file that was written. In another folder, a copy
//! or one that came with a site, it proves nothing of how the files look.
//!
//! ```text
//! shirube-record 4 e6ad67a5b1a2c3d4
//! of 801.1c0042
//! digest 9b1c2f0a77d1e0c3
//! said -
//! holds 2026-11-22T09:00:00Z -
//! note "24 pages"
//! waits ""
//! folders ["content","static"]
//! unknown ["old.html"]
//! 60a1b6f4c2d3e5f7 20480 1763800000123456789 1835021 ja/index.html
//! ```

use super::folder::{Folder, Identity, Tree, split};
use super::path;
use crate::failure::Failure;
use cap_fs_ext::MetadataExt;
use cap_std::fs::Metadata;
use jiff::Timestamp;
use rapidhash::v3::{rapidhash_v3, rapidhash_v3_file};
use std::fmt::Write;
use std::time::UNIX_EPOCH;

const MAGIC: &str = "shirube-record ";
const VERSION: &str = "4";

/// No record is larger, in bytes: half a million files.
const LIMIT: u64 = 1 << 26;

/// No file with a digest of its bytes is taken to be larger, in bytes: no page is.
const LARGEST: u64 = 1 << 26;

/// No line that names the folders of a site is longer, in bytes.
const LONGEST_FOLDERS: usize = 200;

/// From when until when the same inputs make the same files, as pages wait for a date or have one on which they are over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// The time of the build.
    pub from: Timestamp,
    /// The first moment after which a build differs.
    pub until: Option<Timestamp>,
}

/// What the last build wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The folder that it was written for.
    pub(super) of: Identity,
    pub(super) digest: Option<u64>,
    /// The sum of what the build said, if it said anything that is kept.
    pub(super) said: Option<u64>,
    pub(super) validity: Validity,
    pub(super) note: String,
    pub(super) waits: String,
    /// The folders of the site that the last build read.
    pub(super) folders: Vec<String>,
    /// Files of the output that the last build neither wrote nor knew, sorted.
    pub(super) unknown: Vec<String>,
    /// Sorted by path.
    pub(super) files: Vec<Written>,
}

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) path: String,
    /// Of the content; of a copied file, what stands for it.
    pub(super) digest: u64,
    pub(super) stamp: Stamp,
}

/// What `stat` says of a file, as far as it shows that nobody wrote to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Bytes.
    pub(super) size: u64,
    /// Nanoseconds since 1970.
    pub(super) modified: u64,
    /// 0 where files have no numbers.
    pub(super) inode: u64,
}

/// What there is of an earlier build.
#[derive(Debug)]
pub(super) enum Former {
    Nothing,
    /// The folder is ours, but what was written is not known: a damaged record, or one of another version.
    Unknown,
    Known(Box<Record>),
}

impl Record {
    /// The digest of the inputs of the last build, if all that it said is kept.
    pub fn digest(&self) -> Option<u64> {
        self.digest
    }

    /// Whether the same inputs still make the same files.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        self.validity.from <= now && self.validity.until.is_none_or(|until| now < until)
    }

    /// What the last build said of what waits, pages and known mistakes; may be empty.
    pub fn waits(&self) -> &str {
        &self.waits
    }

    /// The note that was given to the last publication.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The folders of the site that the last build read.
    pub fn folders(&self) -> &[String] {
        &self.folders
    }

    /// The files of the output that the last build neither wrote nor knew.
    pub(super) fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// How many files the last build wrote.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether the last build wrote no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The paths of the files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// What was written under `path`.
    pub(super) fn find(&self, path: &str) -> Option<&Written> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(at)
    }

    /// The record as text.
    pub(super) fn to_text(&self) -> String {
        let mut body = String::with_capacity(self.files.len() * 96);
        _ = writeln!(body, "of {}", self.of);
        for (key, number) in [("digest", self.digest), ("said", self.said)] {
            _ = match number {
                Some(number) => writeln!(body, "{key} {number:016x}"),
                None => writeln!(body, "{key} -"),
            };
        }
        let Validity { from, until } = self.validity;
        _ = match until {
            Some(until) => writeln!(body, "holds {from} {until}"),
            None => writeln!(body, "holds {from} -"),
        };
        _ = writeln!(body, "note {}", serde_json::Value::from(self.note.as_str()));
        _ = writeln!(body, "waits {}", serde_json::Value::from(self.waits.as_str()));
        _ = writeln!(body, "folders {}", serde_json::Value::from(self.folders.clone()));
        _ = writeln!(body, "unknown {}", serde_json::Value::from(self.unknown.clone()));
        for Written { path, digest, stamp: Stamp { size, modified, inode } } in &self.files {
            _ = writeln!(body, "{digest:016x} {size} {modified} {inode} {path}");
        }
        format!("{MAGIC}{VERSION} {:016x}\n{body}", rapidhash_v3(body.as_bytes()))
    }

    /// The record that `text` is, or none if it is damaged or of another version.
    pub(super) fn parse(text: &str) -> Option<Record> {
        let (head, body) = text.split_once('\n')?;
        let checksum = head.strip_prefix(MAGIC)?.strip_prefix(VERSION)?.strip_prefix(' ')?;
        if hex(checksum)? != rapidhash_v3(body.as_bytes()) {
            return None;
        }
        let mut lines = body.lines();
        let of = Identity::parse(lines.next()?.strip_prefix("of ")?)?;
        let mut number = |key| match lines.next()?.strip_prefix(key)? {
            "-" => Some(None),
            digits => hex(digits).map(Some),
        };
        let (digest, said) = (number("digest ")?, number("said ")?);
        let (from, until) = lines.next()?.strip_prefix("holds ")?.split_once(' ')?;
        let until = match until {
            "-" => None,
            until => Some(until.parse().ok()?),
        };
        let validity = Validity { from: from.parse().ok()?, until };
        let note = serde_json::from_str(lines.next()?.strip_prefix("note ")?).ok()?;
        let waits = serde_json::from_str(lines.next()?.strip_prefix("waits ")?).ok()?;
        let folders = lines.next()?.strip_prefix("folders ")?;
        // There are no more than four, and what somebody else writes here may have any number.
        let folders: Vec<String> = (folders.len() <= LONGEST_FOLDERS).then(|| serde_json::from_str(folders).ok())??;
        let unknown = serde_json::from_str(lines.next()?.strip_prefix("unknown ")?).ok()?;
        let files: Vec<Written> = lines.map(parse_file).collect::<Option<_>>()?;
        files.is_sorted_by(|a, b| a.path < b.path).then_some(Record {
            of,
            digest,
            said,
            validity,
            note,
            waits,
            folders,
            unknown,
            files,
        })
    }
}

impl Written {
    /// Whether the output has the file with the bytes that were written; of a copied file that cannot be told.
    pub(super) fn is_in(&self, out: &Tree) -> Result<bool, Failure> {
        let (above, name) = split(&self.path);
        let Some(folder) = out.folder(above)? else { return Ok(false) };
        // A file that is no more than a hole is read as if it were full: who made it may take any size.
        if folder.metadata(name)?.is_none_or(|metadata| metadata.len() > LARGEST) {
            return Ok(false);
        }
        let Some(mut file) = folder.file(name)? else { return Ok(false) };
        let digest = rapidhash_v3_file(&mut file);
        digest.map(|digest| digest == self.digest).map_err(|cause| Failure::io("read", folder.path_of(name), cause))
    }
}

fn parse_file(line: &str) -> Option<Written> {
    let mut parts = line.splitn(5, ' ');
    let digest = hex(parts.next()?)?;
    let mut number = || parts.next()?.parse().ok();
    let stamp = Stamp { size: number()?, modified: number()?, inode: number()? };
    let path = parts.next()?;
    path::fault(path).is_none().then(|| Written { path: path.to_owned(), digest, stamp })
}

fn hex(digits: &str) -> Option<u64> {
    u64::from_str_radix(digits, 16).ok()
}

impl Stamp {
    /// The stamp of the file that has this `metadata`.
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().ok().map(|time| time.into_std());
        let since = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let (size, inode) = (metadata.len(), MetadataExt::ino(metadata));
        Stamp { size, modified: u64::try_from(since.as_nanos()).unwrap_or(u64::MAX), inode }
    }
}

/// Whether the folder `out` has a record of this tool, of any version and in any state.
pub(super) fn is_ours(out: &Folder) -> Result<bool, Failure> {
    out.begins_with(path::RECORD, MAGIC)
}

/// Whether the folder `out` has a record that was not made for this very folder, or is damaged.
pub(super) fn is_from_elsewhere(out: &Folder) -> Result<bool, Failure> {
    let identity = out.identity()?;
    Ok(is_ours(out)? && !parsed(out)?.is_some_and(|record| record.of == identity))
}

fn parsed(out: &Folder) -> Result<Option<Record>, Failure> {
    let text = out.read(path::RECORD, LIMIT)?.and_then(|bytes| String::from_utf8(bytes).ok());
    Ok(text.as_deref().and_then(Record::parse))
}

/// The record in the folder `out`.
pub(super) fn read(out: &Folder) -> Result<Former, Failure> {
    if !is_ours(out)? {
        return Ok(Former::Nothing);
    }
    let Some(mut record) = parsed(out)? else { return Ok(Former::Unknown) };
    if record.of != out.identity()? {
        // The names are those of a build all the same; whether the files are its own, their bytes will tell.
        record.digest = None;
        record.files.iter_mut().for_each(|file| file.stamp = Stamp::default());
    }
    Ok(Former::Known(Box::new(record)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Record {
        let file = |path: &str, size| Written {
            path: path.to_owned(),
            digest: rapidhash_v3(path.as_bytes()),
            stamp: Stamp { size, modified: 1_763_800_000_123_456_789, inode: 7 },
        };
        let files = vec![file("a b/c  d.html", 0), file("ja/料金.html", 20_480)];
        let (folders, unknown) = (vec!["content".to_owned()], vec!["a b\n.html".to_owned()]);
        let of = Identity { device: 0x801, number: 77 };
        let validity = Validity { from: Timestamp::UNIX_EPOCH, until: Timestamp::from_second(1_764_547_200).ok() };
        let (note, waits) = ("24 pages\n\"ja\" 12".to_owned(), "1 page waits".to_owned());
        Record { of, digest: Some(5), said: Some(u64::MAX), validity, note, waits, folders, unknown, files }
    }

    #[test]
    fn holds_from_the_build_to_the_next_moment() {
        let record = sample();
        let Validity { from, until } = record.validity;
        let (from, until) = (from.as_second(), until.unwrap().as_second());
        let holds = |second: i64| record.holds_at(Timestamp::from_second(second).unwrap());
        assert_eq!([from - 1, from, until - 1, until].map(holds), [false, true, true, false]);
    }

    #[test]
    fn survives_writing_and_reading() {
        for record in [sample(), Record::default()] {
            assert_eq!(Record::parse(&record.to_text()), Some(record));
        }
    }

    #[test]
    fn notices_damage() {
        let text = sample().to_text();
        for end in (0..text.len()).filter(|&end| text.is_char_boundary(end)) {
            assert_eq!(Record::parse(&text[..end]), None, "cut at {end}");
        }
        assert_eq!(Record::parse(&text.replace("20480", "20481")), None);
        assert_eq!(Record::parse(&text.replace("shirube-record 4", "shirube-record 3")), None);
    }

    #[test]
    fn trusts_no_path_of_a_record() {
        let mut record = sample();
        record.files.iter_mut().for_each(|file| file.path.insert_str(0, "../"));
        assert_eq!(Record::parse(&record.to_text()), None);
    }
}
