//! What is read of files that are not what they were listed as.

use super::*;
use std::io;

type Opened = Result<Option<Box<dyn Read + Send>>, Failure>;

/// Files in memory, but for one path.
struct Odd {
    files: Memory,
    path: &'static str,
    odd: fn() -> Opened,
}

impl FileSystem for Odd {
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        self.files.list(folder)
    }

    fn open(&self, path: &str) -> Result<Option<Box<dyn Read + Send + '_>>, Failure> {
        if path == self.path { (self.odd)().map(|file| file.map(|file| file as _)) } else { self.files.open(path) }
    }
}

fn read(path: &'static str, odd: fn() -> Opened) -> Result<Sources, Failure> {
    let mut files = Memory::new();
    for path in ["site.toml", "content/a.ja.md", "static/b.txt"] {
        files.insert(path, b"text".as_slice());
    }
    Sources::read(&Odd { files, path, odd }, &Memory::new())
}

#[test]
fn a_text_that_grows_while_it_is_read_is_too_large() {
    let sources = read("content/a.ja.md", || Ok(Some(Box::new(io::repeat(b'a'))))).unwrap();
    let id = sources.at("content/a.ja.md").unwrap();
    let source = sources.get(id);
    assert_eq!((source.flaw, source.text.as_str()), (Some(Flaw::TooLarge { size: MAX_TEXT + 1 }), ""));
}

#[test]
fn a_file_that_is_gone_is_absent_and_one_that_cannot_be_read_a_failure() {
    for path in ["content/a.ja.md", "static/b.txt"] {
        assert_eq!(read(path, || Ok(None)).unwrap().at(path), None);
        let failure = read(path, || Err(Failure::io("read", "there", io::ErrorKind::PermissionDenied.into())));
        assert!(failure.unwrap_err().to_string().starts_with("cannot read `there`: "));
    }
}

#[test]
fn the_folders_that_a_site_has_are_known() {
    let mut files = Memory::new();
    for path in ["site.toml", "content/a.ja.md", "static/b.txt", "locales/notes", "other/file"] {
        files.insert(path, b"text".as_slice());
    }
    let mut carried = Memory::new();
    carried.insert("templates/page.html", b"text".as_slice());
    let sources = Sources::read(&files, &carried).unwrap();
    assert_eq!(sources.folders(), ["content", "locales", "static"]);
    assert!(Sources::read(&Memory::new(), &carried).unwrap().folders().is_empty());
}
