//! Files that are copied, large ones too: neither held in memory nor read without need, and never taken for what they were.

use super::site::{PROGRAM, Run, Site, line};
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// A file of so many bytes, most of them a hole.
fn large(path: &Path, size: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(path).unwrap();
    file.set_len(size).unwrap();
    for at in [0, size / 3, size - 4] {
        file.seek(SeekFrom::Start(at)).unwrap();
        file.write_all(b"here").unwrap();
    }
}

/// What tells whether a file was written again.
fn look(path: &Path) -> (u64, i64, i64, u64) {
    let stat = fs::metadata(path).unwrap();
    (stat.ino(), stat.mtime(), stat.mtime_nsec(), stat.size())
}

/// Changes bytes of a file, and nothing of what a listing shows.
fn change_unseen(path: &Path, bytes: &[u8]) {
    let stat = fs::metadata(path).unwrap();
    assert_eq!(stat.len(), bytes.len() as u64);
    fs::write(path, bytes).unwrap();
    File::options().write(true).open(path).unwrap().set_modified(stat.modified().unwrap()).unwrap();
}

#[test]
fn a_large_file_is_neither_held_nor_copied_twice() {
    let site = Site::new();
    let config = site.read("site.toml");
    site.write("site.toml", format!("{config}\n[check]\nlevels = {{ \"host-limit\" = \"off\" }}\n"));
    let (from, to) = (site.path("static/film.bin"), site.path("public/film.bin"));
    large(&from, 3_000_000_000);
    // As much as the program takes of the system for anything else, and a third of the file.
    let build = || {
        let mut command = Command::new("sh");
        command.args(["-c", "ulimit -v 1000000; exec \"$0\" \"$@\"", PROGRAM, "build"]).current_dir(site.root());
        let run = Run::of(command.output().unwrap());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
        line(&run.stdout)
    };
    build();
    assert!(fs::metadata(&to).unwrap().blocks() * 512 < 10_000_000, "holes stay holes where there are any");
    let mut file = File::open(&to).unwrap();
    for at in [0, 1_000_000_000, 2_999_999_996] {
        let mut found = [0; 4];
        file.seek(SeekFrom::Start(at)).unwrap();
        std::io::Read::read_exact(&mut file, &mut found).unwrap();
        assert_eq!(&found, b"here", "{at}");
    }
    let before = look(&to);
    assert_eq!(before.3, 3_000_000_000);
    for _ in 0..2 {
        assert_eq!(build().written, 0);
        // Another time, and the same bytes.
        File::options().write(true).open(&from).unwrap().set_modified(SystemTime::now()).unwrap();
    }
    assert_eq!(look(&to), before);
}

#[test]
fn a_change_that_leaves_size_and_time_alone_is_seen() {
    let site = Site::new();
    site.write("static/a.txt", "first");
    let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
    File::options().write(true).open(site.path("static/a.txt")).unwrap().set_modified(long_ago).unwrap();
    site.build(&[]);
    change_unseen(&site.path("static/a.txt"), b"again");
    assert_eq!(line(&site.build(&[])).written, 1);
    assert_eq!(site.read("public/a.txt"), "again");
    // And when all that was known was known for long.
    sleep(Duration::from_millis(2100));
    site.build(&[]);
    assert_eq!(line(&site.build(&[])).written, 0);
    change_unseen(&site.path("static/a.txt"), b"third");
    assert_eq!(line(&site.build(&[])).written, 1);
    assert_eq!(site.read("public/a.txt"), "third");
}

#[test]
fn one_file_in_the_place_of_another_is_seen() {
    let site = Site::new();
    let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
    for (path, text) in [("static/a.txt", "first"), ("away/a.txt", "other")] {
        site.write(path, text);
        File::options().write(true).open(site.path(path)).unwrap().set_modified(long_ago).unwrap();
    }
    sleep(Duration::from_millis(2100));
    site.build(&[]);
    fs::rename(site.path("away/a.txt"), site.path("static/a.txt")).unwrap();
    assert_eq!(line(&site.build(&[])).written, 1);
    assert_eq!(site.read("public/a.txt"), "other");
}

#[test]
fn what_was_changed_in_the_output_is_copied_again() {
    let site = Site::new();
    site.write("static/a.txt", "first");
    site.build(&[]);
    site.write("public/a.txt", "wrong");
    assert_eq!(line(&site.build(&[])).written, 1);
    assert_eq!(site.read("public/a.txt"), "first");
}
