//! Files that are published as they are, where reading one of them goes wrong.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::panic, clippy::panic_in_result_fn, clippy::unwrap_used)]

use shirube::failure::Failure;
use shirube::output;
use shirube::source::{FileSystem, Listed, Memory, Opened, Sources, embedded};
use shirube::{Options, build};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files in memory, one of which can be opened only so often.
#[derive(Debug, Clone)]
struct Failing {
    files: Memory,
    path: &'static str,
    left: Arc<AtomicUsize>,
}

impl FileSystem for Failing {
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        self.files.list(folder)
    }

    fn open(&self, path: &str) -> Result<Option<Opened>, Failure> {
        let may = || self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        match path != self.path || may() {
            true => self.files.open(path),
            false => Err(Failure::io("read", path, io::ErrorKind::Other.into())),
        }
    }

    fn share(&self) -> Arc<dyn FileSystem> {
        Arc::new(self.clone())
    }
}

/// Builds a site with a picture, a file that a text leads to and one that nobody asks for.
fn try_build(path: &'static str, left: usize) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = Memory::new();
    files.insert("site.toml", include_bytes!("cases/site.toml").as_slice());
    files.insert("content/index.ja.md", "+++\ntitle = \"一\"\n+++\n![図](a.svg)\n\n[文](b.txt)\n".as_bytes());
    files.insert("content/a.svg", b"<svg width='4' height='3'/>".as_slice());
    files.insert("content/b.txt", b"text".as_slice());
    files.insert("content/unused.txt", b"text".as_slice());
    files.insert("static/c.txt", b"text".as_slice());
    let site = Failing { files, path, left: Arc::new(AtomicUsize::new(left)) };
    let sources = Sources::read(&site, &embedded())?;
    let options = Options {
        base: None,
        drafts: false,
        strict: false,
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    };
    let sink = output::Memory::new();
    let built = build(sources, &options, &sink, &|_, _| {})?;
    let found: Vec<&str> = built.diagnostics.iter().map(|found| found.code.name()).collect();
    assert_eq!(found, ["unused-file"]);
    Ok(sink.into_files())
}

#[test]
fn what_cannot_be_read_when_it_is_needed_fails_the_build() {
    // The digest of what is in memory is taken first; then come a name with a hash, the size of a picture, the copy.
    for (path, opened) in [("content/a.svg", 4), ("content/b.txt", 3), ("static/c.txt", 2), ("content/unused.txt", 1)] {
        for left in 0..opened {
            let failure = try_build(path, left).expect_err("it cannot be read").to_string();
            assert!(failure.starts_with(&format!("cannot read `{path}`: ")), "{failure}");
        }
        let files = try_build(path, opened).unwrap();
        assert!(files.contains_key("c.txt") && files.keys().any(|path| path.starts_with("media/a.")));
        assert!(!files.keys().any(|path| path.contains("unused")));
    }
}
