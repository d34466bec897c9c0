//! What is read of files that are not what they were listed as.

use super::*;
use std::fs::File;
use std::io;
use std::path::Path;

type Odd = fn() -> Result<Option<Opened>, Failure>;

/// Files in memory, but for one path.
#[derive(Debug, Clone)]
struct Strange {
    files: Memory,
    path: &'static str,
    odd: Odd,
}

impl FileSystem for Strange {
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        self.files.list(folder)
    }

    fn open(&self, path: &str) -> Result<Option<Opened>, Failure> {
        if path == self.path { (self.odd)() } else { self.files.open(path) }
    }

    fn share(&self) -> Arc<dyn FileSystem> {
        Arc::new(self.clone())
    }
}

fn read(path: &'static str, odd: Odd) -> Result<Sources, Failure> {
    let mut files = Memory::new();
    for path in ["site.toml", "content/a.ja.md", "static/b.txt"] {
        files.insert(path, b"text".as_slice());
    }
    Sources::read(&Strange { files, path, odd }, &Memory::new())
}

#[test]
#[cfg(unix)]
fn a_text_that_grows_while_it_is_read_is_too_large() {
    let endless = || Ok(Some(Opened::Disk(File::open("/dev/zero").unwrap(), 0)));
    let sources = read("content/a.ja.md", endless).unwrap();
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

/// A folder with one file to copy, whose last change is so many seconds ago.
fn copied(root: &Path, bytes: &[u8]) -> (Disk, impl Fn(SystemTime) -> Blob + use<>) {
    std::fs::create_dir_all(root.join("static")).unwrap();
    std::fs::write(root.join("static/a"), bytes).unwrap();
    let disk = Disk::new(root).unwrap();
    let shared = disk.share();
    let blob = move |now| {
        let file = shared.list("static").unwrap().unwrap().remove(0);
        Blob::new(&shared, (file.path.clone(), false), file, now).unwrap().unwrap()
    };
    (disk, blob)
}

#[test]
fn what_was_changed_a_moment_ago_is_not_known_by_its_times() {
    let folder = tempfile::tempdir().unwrap();
    let (_, blob) = copied(folder.path(), b"text");
    let now = SystemTime::now();
    let after = |seconds| now + std::time::Duration::from_secs(seconds);
    // Within the two seconds, and where the clock of the file system is ahead.
    assert_ne!(blob(now).stamp(), blob(after(1)).stamp());
    assert_ne!(blob(now).stamp(), blob(now - std::time::Duration::from_secs(60)).stamp());
    assert_ne!(blob(now).stamp(), blob(after(10)).stamp());
    assert_eq!(blob(after(10)).stamp(), blob(after(3600)).stamp());
    let before = blob(after(10)).stamp();
    std::fs::write(folder.path().join("static/a"), "other").unwrap();
    assert_ne!(blob(after(10)).stamp(), before);
}

#[test]
fn what_has_changed_since_it_was_listed_is_not_copied() {
    let folder = tempfile::tempdir().unwrap();
    let (_, blob) = copied(folder.path(), b"text");
    let listed = blob(SystemTime::now());
    let mut target = tempfile::tempfile().unwrap();
    listed.copy_to(&mut target).unwrap();
    assert_eq!(listed.digest().unwrap(), digest(b"text"));
    std::fs::write(folder.path().join("static/a"), "longer").unwrap();
    let mut target = tempfile::tempfile().unwrap();
    for failure in [listed.copy_to(&mut target).unwrap_err(), listed.digest().unwrap_err()] {
        assert!(failure.to_string().contains("has changed since the build began"), "{failure}");
    }
    std::fs::remove_file(folder.path().join("static/a")).unwrap();
    assert!(listed.beginning(10).is_err());
}

#[test]
fn a_file_is_copied_whole_with_its_holes() {
    use std::io::{Seek, SeekFrom, Write};
    let folder = tempfile::tempdir().unwrap();
    let part = vec![7; 100_000];
    for (start, end) in [(0, 0), (0, 1), (0, 3_000_000), (5_000_000, 0), (5_000_000, 3_000_000), (0, 64_000_000)] {
        let (_, blob) = copied(folder.path(), b"");
        let mut file = std::fs::OpenOptions::new().write(true).open(folder.path().join("static/a")).unwrap();
        if end != 1 {
            file.seek(SeekFrom::Start(start)).unwrap();
            file.write_all(&part).unwrap();
        }
        let size = file.stream_position().unwrap() + end;
        file.set_len(size).unwrap();
        drop(file);
        let whole = std::fs::read(folder.path().join("static/a")).unwrap();
        let place = folder.path().join("target");
        let listed = blob(SystemTime::now());
        listed.copy_to(&mut File::create(&place).unwrap()).unwrap();
        assert!(std::fs::read(&place).unwrap() == whole, "{start} {end}");
        assert_eq!(listed.digest().unwrap(), digest(&whole), "{start} {end}");
        assert_eq!(listed.beginning(10).unwrap(), whole[..whole.len().min(10)]);
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::fs::MetadataExt;
            let blocks = |path: &Path| path.metadata().unwrap().blocks();
            assert!(blocks(&place) <= blocks(&folder.path().join("static/a")) + 64, "{start} {end}");
        }
        let mut copied = File::options().read(true).write(true).open(&place).unwrap();
        assert!(listed.is_in(&mut copied).unwrap(), "{start} {end}");
        if size > 0 {
            // Another byte, in a part or in a hole, at the end or in the middle.
            for at in [size - 1, size / 2, 0] {
                copied.seek(SeekFrom::Start(at)).unwrap();
                copied.write_all(&[whole[at as usize] ^ 1]).unwrap();
                assert!(!listed.is_in(&mut copied).unwrap(), "{start} {end}: {at}");
                copied.seek(SeekFrom::Start(at)).unwrap();
                copied.write_all(&[whole[at as usize]]).unwrap();
            }
            assert!(listed.is_in(&mut copied).unwrap(), "{start} {end}");
        }
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
