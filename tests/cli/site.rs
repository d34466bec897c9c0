//! A site in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_shirube");

const CONFIG: &str = r#"base_url = "https://example.com/guide/"
source = "ja"

[[languages]]
code = "ja"
name = "日本語"

[[languages]]
code = "en"
name = "English"
"#;

/// A folder with a site; gone with the value.
pub struct Site {
    folder: TempDir,
}

/// How the program ended, and what it said.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

/// What a folder holds: the bytes of each file, by path, and what `stat` says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot(pub BTreeMap<String, (Vec<u8>, u64, i64, i64)>);

impl Site {
    /// A site with a front page in each language.
    pub fn new() -> Site {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        site.write("site.toml", CONFIG);
        site.page("content/index.ja.md", "ホーム", "こんにちは。");
        site.page("content/index.en.md", "Home", "Hello.");
        site
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn page(&self, path: &str, title: &str, text: &str) {
        self.write(path, format!("+++\ntitle = \"{title}\"\n+++\n{text}\n"));
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// The program, to be run in the site's folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(args).current_dir(self.root()).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// Builds the site, which has to succeed; the line that it prints.
    pub fn build(&self, args: &[&str]) -> String {
        let run = self.run(&[&["build"], args].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
        run.stdout
    }

    pub fn snapshot(&self, folder: &str) -> Snapshot {
        Snapshot::of(&self.path(folder))
    }
}

/// What is said of a site that is in no repository, where something of it is stale.
const NO_HISTORY: &str = "the site is in no Git repository: what has changed in the originals of stale translations, \
                          and since when, is not known\n";

impl Run {
    /// What it told besides that.
    pub fn told(&self) -> &str {
        self.stderr.strip_prefix(NO_HISTORY).unwrap_or(&self.stderr)
    }

    pub fn of(output: Output) -> Run {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl Snapshot {
    pub fn of(folder: &Path) -> Snapshot {
        let mut files = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(folder_here) = open.pop() {
            for entry in fs::read_dir(&folder_here).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                    continue;
                }
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                let stat = fs::symlink_metadata(&path).unwrap();
                let bytes = fs::read(&path).unwrap_or_default();
                files.insert(name, (bytes, stat.ino(), stat.mtime(), stat.mtime_nsec()));
            }
        }
        Snapshot(files)
    }

    /// The bytes of the files, without the record: it holds the times of the files.
    pub fn bytes(&self) -> BTreeMap<&str, &[u8]> {
        let files = self.0.iter().filter(|(path, _)| !path.ends_with(".shirube-record"));
        files.map(|(path, (bytes, ..))| (path.as_str(), bytes.as_slice())).collect()
    }
}

/// The numbers of the line that a build prints, and its text before them.
pub struct Line {
    pub pages: String,
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Reads `built 24 pages (ja 12, en 12): 61 written, 0 unchanged, 0 removed in 0.21 s`, to the letter.
pub fn line(stdout: &str) -> Line {
    let read = || -> Option<Line> {
        let (pages, rest) = stdout.strip_prefix("built ")?.strip_suffix(" s\n")?.split_once(": ")?;
        let (counts, seconds) = rest.split_once(" in ")?;
        let (whole, part) = seconds.split_once('.')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() != 2 {
            return None;
        }
        let mut numbers = counts.split(", ").zip(["written", "unchanged", "removed"]).map(|(count, word)| {
            count.strip_suffix(word)?.strip_suffix(' ').filter(|number| digits(number))?.parse().ok()
        });
        let mut next = || numbers.next()?;
        Some(Line { pages: pages.to_owned(), written: next()?, unchanged: next()?, removed: next()? })
    };
    read().unwrap_or_else(|| panic!("not a line of a build: {stdout:?}"))
}
