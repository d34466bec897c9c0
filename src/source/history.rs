//! What the files were before: texts that Git keeps, asked for by the ids of their blobs.

use jiff::civil::Date;
use sha1::{Digest, Sha1};
use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use unicode_normalization::UnicodeNormalization;

/// The memory of a place where files are. Nothing depends on there being any.
pub trait History: Debug + Send + Sync {
    /// The texts of blobs by their ids; those that are not known are left out.
    fn texts(&self, ids: &[String]) -> HashMap<String, String>;

    /// What files have been, the newest version first; paths as [`Source::path`](super::Source::path) has them.
    fn versions(&self, paths: &[String]) -> HashMap<String, Vec<Version>>;
}

/// A file as it became on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub day: Date,
    /// The id of its blob.
    pub id: String,
    /// The id of the blob that it was before; nothing where the file was new, or what came before is not to be had.
    pub before: Option<String>,
}

/// A place that remembers nothing.
#[derive(Debug, Default)]
pub struct NoHistory;

impl History for NoHistory {
    fn texts(&self, _: &[String]) -> HashMap<String, String> {
        HashMap::new()
    }

    fn versions(&self, _: &[String]) -> HashMap<String, Vec<Version>> {
        HashMap::new()
    }
}

/// The id that Git gives to a text whose lines end in LF (gitformat-loose: SHA-1 over `blob`, the length and the bytes).
pub fn blob_id(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", text.len()));
    hash.update(text.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The Git repository round a folder. Where there is no Git, no repository or no such blob, it knows nothing.
#[derive(Debug)]
pub struct Git {
    root: PathBuf,
}

impl Git {
    /// The repository that `root` is in.
    pub fn new(root: &Path) -> Git {
        Git { root: root.to_owned() }
    }

    fn start(&self, args: &[&str]) -> Option<Child> {
        Command::new("git")
            .arg("-C")
            .arg(&self.root)
            .args(args)
            // Nothing is fetched, and nobody is asked.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()
    }
}

impl History for Git {
    fn texts(&self, ids: &[String]) -> HashMap<String, String> {
        let mut texts = HashMap::new();
        if ids.is_empty() {
            return texts;
        }
        let Some(mut child) = self.start(&["cat-file", "--batch"]) else { return texts };
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return texts };
        thread::scope(|scope| {
            // Written beside the reading: both pipes are small.
            scope.spawn(move || _ = ids.iter().try_for_each(|id| writeln!(input, "{id}")));
            let mut output = BufReader::new(output);
            while let Some((id, text)) = next_object(&mut output) {
                texts.extend(text.map(|text| (id, text)));
            }
        });
        _ = child.wait();
        texts
    }

    fn versions(&self, paths: &[String]) -> HashMap<String, Vec<Version>> {
        let mut found: HashMap<String, Vec<Version>> = HashMap::new();
        if paths.is_empty() {
            return found;
        }
        // `--relative` names files as seen from the folder, and `-z` leaves their names as they are.
        let log = ["log", "--relative", "--raw", "-z", "--no-abbrev", "--no-renames", "--format=%x01%cs", "--", "."];
        let Some(mut child) = self.start(&log) else { return found };
        let Some(output) = child.stdout.take() else { return found };
        let wanted: HashSet<&str> = paths.iter().map(String::as_str).collect();
        let (mut day, mut version) = (None, None);
        for part in BufReader::new(output).split(0) {
            let Ok(part) = part else { break };
            let part = String::from_utf8_lossy(&part);
            let part = part.trim_start_matches('\n');
            if let Some(date) = part.strip_prefix('\u{1}') {
                day = date.trim().parse::<Date>().ok();
            } else if let Some(change) = part.strip_prefix(':') {
                version = day.and_then(|day| read_change(change, day));
            } else if let Some(version) = version.take() {
                // Names are what people see: a file system may write them with other characters.
                let name: String = part.nfc().collect();
                if wanted.contains(name.as_str()) {
                    found.entry(name).or_default().push(version);
                }
            }
        }
        _ = child.wait();
        found
    }
}

/// What `git log --raw` says of a file: modes, then blobs, before and after (git-diff-index, "raw output format").
fn read_change(change: &str, day: Date) -> Option<Version> {
    let mut words = change.split(' ').skip(2);
    let (before, id) = (words.next()?, words.next()?);
    let before = Some(before.to_owned()).filter(|id| id.bytes().any(|byte| byte != b'0'));
    Some(Version { day, id: id.to_owned(), before })
}

/// The next answer of `git cat-file --batch`: the id, and the text if the repository has it.
fn next_object(output: &mut impl BufRead) -> Option<(String, Option<String>)> {
    let mut head = String::new();
    output.read_line(&mut head).ok().filter(|read| *read > 0)?;
    let mut words = head.split_whitespace();
    let id = words.next()?.to_owned();
    let (Some(kind), Some(size)) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok())) else {
        return Some((id, None));
    };
    // The contents end in a line end of their own.
    let mut bytes = Vec::new();
    output.by_ref().take(size + 1).read_to_end(&mut bytes).ok()?;
    bytes.pop();
    let text = String::from_utf8(bytes).ok().filter(|_| kind == "blob");
    Some((id, text))
}

#[cfg(test)]
mod tests {
    use super::{blob_id, next_object};

    #[test]
    fn ids_are_those_of_git() {
        // As `git hash-object` gives them.
        assert_eq!(blob_id(""), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(blob_id("hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
        assert_eq!(blob_id("hello\r\n"), blob_id("hello\n"));
    }

    #[test]
    fn reads_answers_one_by_one() {
        let mut output = &b"aa blob 3\na\nb\nbb missing\ncc tree 2\nxy\ndd blob 0\n\n"[..];
        let mut next = || next_object(&mut output);
        assert_eq!(next(), Some(("aa".to_owned(), Some("a\nb".to_owned()))));
        assert_eq!(next(), Some(("bb".to_owned(), None)));
        assert_eq!(next(), Some(("cc".to_owned(), None)));
        assert_eq!(next(), Some(("dd".to_owned(), Some(String::new()))));
        assert_eq!(next(), None);
    }
}
