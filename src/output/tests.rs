//! Publishing, as seen from outside: what is in the output folder afterwards, also after a crash.

use super::journal::Steps;
use super::path::{RECORD, STAGE};
use super::place::Place;
use super::stage::Stage;
use super::{Memory, Nothing, Output, Publication, Published, Sink, Validity};
use crate::failure::Failure;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::TempDir;
use walkdir::WalkDir;

type Files<'a> = &'a [(&'a str, &'a str)];

/// A folder in memory where there is one, because tests need no durability.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

fn put_all(stage: &Stage, files: Files) -> Result<(), Failure> {
    files.iter().try_for_each(|(path, text)| stage.put(path, text.as_bytes()))
}

fn try_build(out: &Path, files: Files) -> Result<Published, Failure> {
    let stage = Stage::open(out)?;
    put_all(&stage, files)?;
    stage.publish(&publication(Some(1), "note"))
}

fn publication(digest: Option<u64>, note: &str) -> Publication<'_> {
    Publication {
        digest,
        said: "",
        validity: Validity::default(),
        note,
        waits: "",
        folders: &["content"],
        prune: false,
    }
}

fn check_out(out: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    super::check_out(Output::Named(out), inputs)
}

/// `written unchanged removed` of a build.
fn build(out: &Path, files: Files) -> (usize, usize, usize) {
    let published = try_build(out, files).unwrap();
    (published.written, published.unchanged, published.removed)
}

fn write(path: PathBuf, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file under `out` but the record, and every folder (with a `/` at its end).
fn tree(out: &Path) -> BTreeMap<String, String> {
    let entries = WalkDir::new(out).min_depth(1).into_iter().filter_map(Result::ok);
    let listed = entries.map(|entry| {
        let path = entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned();
        match entry.file_type().is_dir() {
            true => (path + "/", String::new()),
            false => (path, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned()),
        }
    });
    listed.filter(|(path, _)| path != RECORD).collect()
}

/// The same tree, of files that were never written.
fn tree_of(files: Files) -> BTreeMap<String, String> {
    let mut tree = BTreeMap::new();
    for (path, text) in files {
        tree.extend(super::path::folders(path).map(|folder| (format!("{folder}/"), String::new())));
        tree.insert((*path).to_owned(), (*text).to_owned());
    }
    tree
}

/// Everything that could show that somebody wrote under `out`.
fn traces(out: &Path) -> Vec<(PathBuf, SystemTime, Option<Vec<u8>>)> {
    let entries = WalkDir::new(out).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries
        .map(|entry| {
            (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap(), fs::read(entry.path()).ok())
        })
        .collect()
}

/// The names beside and in `out` that belong to an unfinished build.
fn leftovers(out: &Path) -> Vec<String> {
    let beside = fs::read_dir(out.parent().unwrap()).unwrap().chain(fs::read_dir(out).into_iter().flatten());
    let names = beside.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains("shirube") && name != RECORD).collect()
}

#[track_caller]
fn assert_refused<T>(result: Result<T, Failure>, reason: &str) {
    match result {
        Ok(_) => panic!("not refused: {reason}"),
        Err(failure) => assert!(failure.to_string().contains(reason), "{failure}"),
    }
}

#[test]
fn moves_nothing_to_find_out_where_it_can() {
    let folder = folder();
    let out = folder.path().join("out");
    build(&out, &[("a", "1")]);
    let names = (std::process::id()..).take(3).map(|number| format!("{STAGE}-probe-{number}"));
    for name in names.clone() {
        write(folder.path().join(name), "mine");
    }
    build(&out, &[("a", "2")]);
    for name in names {
        assert_eq!(fs::read_to_string(folder.path().join(&name)).unwrap(), "mine", "{name}");
        assert!(!out.join(&name).exists(), "{name}");
    }
}

#[test]
fn publishes_what_differs_and_touches_nothing_else() {
    let dir = folder();
    let out = dir.path().join("deep/public");
    let first = [("index.html", "home"), ("ja/guide/index.html", "案内"), ("ja/料金 表.html", "円"), ("empty", "")];
    assert_eq!(build(&out, &first), (4, 0, 0));
    assert_eq!(tree(&out), tree_of(&first));
    assert_eq!(leftovers(&out), [""; 0]);

    let before = traces(&out);
    assert_eq!(build(&out, &first), (0, 4, 0));
    assert_eq!(traces(&out), before);

    let second = [("index.html", "HOME"), ("ja/料金 表.html", "円"), ("empty", ""), ("en/a/b.html", "new")];
    assert_eq!(build(&out, &second), (2, 2, 1));
    assert_eq!(tree(&out), tree_of(&second));
    assert_eq!(leftovers(&out), [""; 0]);

    assert_eq!(build(&out, &[]), (0, 0, 4));
    assert_eq!(tree(&out), tree_of(&[]));
}

#[test]
fn keeps_a_record() {
    let dir = folder();
    let out = dir.path().join("public");
    let stage = Stage::open(&out).unwrap();
    assert!(stage.record().is_none());
    assert!(!stage.is_untouched().unwrap());
    put_all(&stage, &[("b", "2"), ("a", "1")]).unwrap();
    stage.publish(&publication(Some(77), "2 pages\nja")).unwrap();

    let stage = Stage::open(&out).unwrap();
    let record = stage.record().unwrap();
    assert_eq!((record.digest(), record.note(), record.len()), (Some(77), "2 pages\nja", 2));
    assert_eq!(record.paths().collect::<Vec<_>>(), ["a", "b"]);
    assert!(stage.is_untouched().unwrap());
    put_all(&stage, &[("a", "1"), ("b", "2")]).unwrap();
    stage.publish(&publication(None, "")).unwrap();
    assert_eq!(Stage::open(&out).unwrap().record().unwrap().digest(), None);

    let text = fs::read_to_string(out.join(RECORD)).unwrap();
    assert!(!text.contains(dir.path().to_str().unwrap()), "{text}");
}

#[test]
fn notices_every_touch() {
    let touches: [fn(&Path); 4] = [
        |file| fs::write(file, "y").unwrap(),
        |file| fs::File::open(file).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap(),
        |file| fs::remove_file(file).unwrap(),
        |file| {
            fs::remove_file(file).unwrap();
            fs::create_dir(file).unwrap();
        },
    ];
    for (number, touch) in touches.into_iter().enumerate() {
        let dir = folder();
        let out = dir.path().join("public");
        build(&out, &[("a/x", "x"), ("a/z", "z")]);
        touch(&out.join("a/x"));
        assert!(!Stage::open(&out).unwrap().is_untouched().unwrap(), "touch {number}");
        let written = if number == 1 { 0 } else { 1 };
        assert_eq!(build(&out, &[("a/x", "x"), ("a/z", "z")]), (written, 2 - written, 0), "touch {number}");
        assert!(Stage::open(&out).unwrap().is_untouched().unwrap(), "touch {number}");
        assert_eq!(tree(&out), tree_of(&[("a/x", "x"), ("a/z", "z")]));
    }
}

#[test]
fn leaves_the_files_of_others_alone() {
    let dir = folder();
    let out = dir.path().join("public");
    build(&out, &[("index.html", "home"), ("a/b/c.html", "c")]);
    write(out.join("CNAME"), "example.org");
    write(out.join("a/notes.txt"), "mine");
    assert_eq!(build(&out, &[("index.html", "home")]), (0, 1, 1));
    let kept = [("index.html", "home"), ("CNAME", "example.org"), ("a/notes.txt", "mine")];
    assert_eq!(tree(&out), tree_of(&kept));

    assert_refused(try_build(&out, &[("CNAME", "example.com")]), "this tool did not write it");
    assert_refused(try_build(&out, &[("a", "a file now")]), "a folder with `");
    assert_refused(try_build(&out, &[("CNAME/x", "x")]), "a file that this tool did not write is there");
    assert_eq!(tree(&out), tree_of(&kept));
    // Equal bytes are nothing to argue about.
    assert_eq!(build(&out, &[("index.html", "home"), ("CNAME", "example.org")]), (0, 2, 0));
}

#[cfg(unix)]
#[test]
fn writes_and_removes_nothing_through_links() {
    let dir = folder();
    let out = dir.path().join("public");
    build(&out, &[("a/b.html", "b"), ("index.html", "home")]);
    write(dir.path().join("precious/b.html"), "precious");
    fs::remove_dir_all(out.join("a")).unwrap();
    std::os::unix::fs::symlink(dir.path().join("precious"), out.join("a")).unwrap();
    assert_refused(try_build(&out, &[("a/b.html", "new")]), "a symbolic link is there");
    assert_eq!(build(&out, &[("index.html", "home")]), (0, 1, 0));
    assert_eq!(fs::read_to_string(dir.path().join("precious/b.html")).unwrap(), "precious");
}

#[cfg(unix)]
#[test]
fn follows_a_linked_output_folder() {
    let dir = folder();
    let (real, out) = (dir.path().join("elsewhere/real"), dir.path().join("public"));
    fs::create_dir_all(&real).unwrap();
    std::os::unix::fs::symlink(&real, &out).unwrap();
    assert_eq!(build(&out, &[("a", "1")]), (1, 0, 0));
    assert_eq!(build(&out, &[("a", "2")]), (1, 0, 0));
    assert_eq!(tree(&real), tree_of(&[("a", "2")]));
    assert!(out.is_symlink());

    std::os::unix::fs::symlink(dir.path().join("nothing"), dir.path().join("broken")).unwrap();
    assert_refused(Stage::open(&dir.path().join("broken")), "a symbolic link to nothing");
}

#[test]
fn a_dropped_stage_changes_nothing() {
    let dir = folder();
    let out = dir.path().join("public");
    put_all(&Stage::open(&out).unwrap(), &[("a", "1")]).unwrap();
    assert!(!out.exists());
    build(&out, &[("a", "1"), ("b/c", "2")]);
    let before = traces(dir.path());
    let before = &before[1..];
    put_all(&Stage::open(&out).unwrap(), &[("a", "2"), ("d/e", "3"), ("b/c", "2")]).unwrap();
    assert_eq!(&traces(dir.path())[1..], before);
}

#[test]
fn swaps_files_and_folders() {
    let dir = folder();
    let out = dir.path().join("public");
    let folder = [("a/index.html", "1"), ("a/b/c", "2"), ("z", "3")];
    let file = [("a", "4"), ("z", "3")];
    assert_eq!(build(&out, &folder), (3, 0, 0));
    assert_eq!(build(&out, &file), (1, 1, 2));
    assert_eq!(tree(&out), tree_of(&file));
    assert_eq!(build(&out, &folder), (2, 1, 1));
    assert_eq!(tree(&out), tree_of(&folder));
}

#[test]
fn changes_the_case_of_a_name() {
    let dir = folder();
    let out = dir.path().join("public");
    build(&out, &[("Guide.html", "1"), ("Top/A.html", "2")]);
    assert_eq!(build(&out, &[("guide.html", "1"), ("Top/a.html", "3")]), (2, 0, 2));
    assert_eq!(tree(&out), tree_of(&[("guide.html", "1"), ("Top/a.html", "3")]));
}

#[test]
fn restores_what_somebody_removed() {
    let dir = folder();
    let out = dir.path().join("public");
    let files = [("a/b/c", "1"), ("a/b/d", "2"), ("e", "3")];
    build(&out, &files);
    fs::remove_dir_all(out.join("a")).unwrap();
    assert_eq!(build(&out, &files), (2, 1, 0));
    assert_eq!(tree(&out), tree_of(&files));
}

#[test]
fn works_with_a_damaged_record() {
    for damage in ["shirube-record 1 0\nrubbish", "shirube-record 99 of the future\n"] {
        let dir = folder();
        let out = dir.path().join("public");
        build(&out, &[("a", "1"), ("b/c", "2"), ("old", "3")]);
        fs::write(out.join(RECORD), damage).unwrap();
        check_out(&out, &[]).unwrap();
        let stage = Stage::open(&out).unwrap();
        assert!(stage.record().is_none() && !stage.is_untouched().unwrap());
        drop(stage);
        assert_eq!(build(&out, &[("a", "1"), ("b/c", "new")]), (1, 1, 0));
        assert_eq!(tree(&out), tree_of(&[("a", "1"), ("b/c", "new"), ("old", "3")]));
        assert!(Stage::open(&out).unwrap().is_untouched().unwrap());
    }
}

#[test]
fn refuses_folders_that_cannot_be_an_output() {
    let dir = folder();
    let at = |path: &str| dir.path().join(path);
    let inputs = [at("content"), at("site.toml"), at("not-there-yet")];
    write(at("content/index.md"), "");
    write(at("site.toml"), "");
    write(at("full/thesis.tex"), "");
    write(at("fake/.shirube-record"), "something else");
    for (out, reason) in [
        ("content", "it is the source"),
        ("content/../content/", "it is the source"),
        ("nowhere/../content/x", "it lies inside the source"),
        ("content/deep/out", "it lies inside the source"),
        ("not-there-yet/out", "it lies inside the source"),
        (".", "it contains the source"),
        ("site.toml", "it is the source"),
        ("full/thesis.tex", "it is not a folder"),
        ("full", "files that this tool did not write"),
        ("fake", "files that this tool did not write"),
    ] {
        assert_refused(check_out(&at(out), &inputs), reason);
    }
    assert_refused(Stage::open(&at("full")), "files that this tool did not write");
    assert_refused(Stage::open(&at("full/thesis.tex")), "it is not a folder");
    fs::create_dir(at("empty")).unwrap();
    build(&at("ours"), &[("a", "1")]);
    for out in ["empty", "ours", "new", "contents", "full/new/deep"] {
        check_out(&at(out), &inputs).unwrap();
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("content"), at("link")).unwrap();
        assert_refused(check_out(&at("link/out"), &inputs), "it lies inside the source");
    }
}

#[test]
fn refuses_unsafe_and_repeated_paths() {
    let dir = folder();
    let out = dir.path().join("public");
    for path in ["../x", "/x", "a//b", "a\\b", "a\0", RECORD] {
        assert_refused(Stage::open(&out).unwrap().put(path, b""), "cannot write");
        assert_refused(Memory::new().put(path, b""), "cannot write");
    }
    assert_refused(try_build(&out, &[("a", "1"), ("a", "1")]), "two parts of this build write it");
    build(&out, &[("a", "1")]);
    assert_refused(try_build(&out, &[("a", "1"), ("a", "1")]), "two parts of this build write it");
    assert_refused(try_build(&out, &[("a", "2"), ("a", "3")]), "two parts of this build write it");
    assert_refused(try_build(&out, &[("a", "1"), ("a/b", "2")]), "remove it");
    assert_eq!(tree(&out), tree_of(&[("a", "1")]));
}

#[test]
fn lets_one_build_in_at_a_time() {
    let dir = folder();
    let out = dir.path().join("public");
    let first = Stage::open(&out).unwrap();
    let second = Stage::open_within(&out, Duration::from_millis(30), &mut Steps::all());
    assert_refused(second, "another build is writing it");
    drop(Stage::open(&dir.path().join("other")).unwrap());

    // The second of two builds waits, and then builds on what the first has published.
    put_all(&first, &[("a", "1")]).unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| build(&out, &[("a", "1"), ("b", "2")]));
        std::thread::sleep(Duration::from_millis(50));
        first.publish(&publication(None, "")).unwrap();
        assert_eq!(second.join().unwrap(), (1, 1, 0));
    });
    assert_eq!(leftovers(&out), [""; 0]);

    // The lock file of a process that died holds nobody up.
    write(dir.path().join(format!(".public{STAGE}/lock")), "");
    write(dir.path().join(format!(".public{STAGE}/new/x")), "");
    assert_eq!(build(&out, &[("a", "1"), ("b", "2")]), (0, 2, 0));
    assert_eq!(leftovers(&out), [""; 0]);
}

#[test]
fn many_builds_at_once_end_well() {
    let dir = folder();
    let out = dir.path().join("public");
    std::thread::scope(|scope| {
        for number in 0..8 {
            let out = &out;
            scope.spawn(move || {
                for round in 0..5 {
                    build(out, &[("a/b", "same"), ("c", &format!("{number} {round}"))]);
                }
            });
        }
    });
    assert!(Stage::open(&out).unwrap().is_untouched().unwrap());
    assert_eq!(leftovers(&out), [""; 0]);
}

/// Sites before and after a build that is interrupted; no files before: the output is absent.
const CHANGES: [(Files, Files); 6] = [
    (&[], &[("index.html", "1"), ("a/b/c.html", "2"), ("a/d.css", "3")]),
    (
        &[("index.html", "1"), ("a/b.html", "2"), ("gone/x/y.html", "3"), ("same", "4"), ("style.css", "5")],
        &[
            ("index.html", "10"),
            ("a/b.html", "20"),
            ("same", "4"),
            ("style.css", "50"),
            ("new/x/y", "6"),
            ("new/z", "7"),
        ],
    ),
    (&[("a/index.html", "1"), ("a/b/c", "2"), ("z", "3")], &[("a", "4"), ("z", "3")]),
    (&[("a", "4"), ("z", "3")], &[("a/index.html", "1"), ("a/b/c", "2"), ("z", "5")]),
    (&[("Guide.html", "1"), ("b", "2")], &[("guide.html", "1"), ("b", "3")]),
    (&[("料金/表.html", "1"), ("b", "2")], &[("b", "2")]),
];

fn open_place(out: &Path, inside: bool, allowed: &mut Steps) -> Result<Stage, Failure> {
    let place = Place::open(out)?;
    let mut homes = place.homes();
    if inside {
        homes.reverse();
    }
    Stage::at(place, homes, Duration::ZERO, allowed)
}

/// What came of a build that was interrupted.
struct Crash {
    is_new: bool,
    /// Whether the stop came too late for the build.
    is_finished: bool,
    /// Whether the stop came too late for the recovery.
    is_recovered: bool,
}

/// Stops the build from `old` to `new` after `step` steps, and its recovery after `recovery` steps; then recovers.
fn crash(old: Files, new: Files, inside: bool, step: usize, recovery: usize) -> Crash {
    let dir = folder();
    let out = dir.path().join("public");
    if inside {
        fs::create_dir(&out).unwrap();
    }
    let publish = |files, allowed: &mut Steps| {
        let stage = open_place(&out, inside, &mut Steps::all()).unwrap();
        put_all(&stage, files).unwrap();
        stage.publish_within(&publication(Some(1), ""), allowed)
    };
    if !old.is_empty() {
        publish(old, &mut Steps::all()).unwrap();
        write(out.join("CNAME"), "foreign");
    }
    let before = tree(&out);
    let finished = publish(new, &mut Steps::only(step)).is_ok();
    let is_committed =
        [out.join(STAGE), dir.path().join(format!(".public{STAGE}"))].iter().any(|s| s.join("journal").exists());
    check_out(&out, &[]).unwrap();
    let after = tree(&out).into_iter().filter(|(path, _)| !path.starts_with(STAGE)).collect::<BTreeMap<_, _>>();
    let recovered = open_place(&out, inside, &mut Steps::only(recovery)).is_ok();
    drop(open_place(&out, inside, &mut Steps::all()).unwrap());

    let mut wanted = tree_of(new);
    if !old.is_empty() {
        wanted.insert("CNAME".to_owned(), "foreign".to_owned());
    }
    let is_new = tree(&out) == wanted;
    let label = format!("{new:?} inside {inside}: step {step}, recovery {recovery}");
    assert!(is_new || tree(&out) == before, "{label}: {:?}", tree(&out));
    assert!(is_committed || after == before || after == wanted, "{label}: not committed, but half published");
    assert!(is_new || !is_committed, "{label}: committed, but not published");
    assert!(is_new || !finished, "{label}");
    assert_eq!(leftovers(&out), [""; 0], "{label}");
    if is_new {
        assert!(Stage::open(&out).unwrap().is_untouched().unwrap(), "{label}");
    }
    assert_eq!(
        publish(new, &mut Steps::all()).unwrap().unchanged,
        if is_new { new.len() } else { count_kept(old, new) }
    );
    assert_eq!(tree(&out), wanted, "{label}");
    Crash { is_new, is_finished: finished, is_recovered: recovered }
}

fn count_kept(old: Files, new: Files) -> usize {
    new.iter().filter(|file| old.contains(file)).count()
}

#[test]
fn is_wholly_old_or_wholly_new_after_every_crash() {
    for (old, new) in CHANGES {
        for inside in [false, true] {
            let mut was_new = false;
            let last = (0..60).find(|&step| {
                let crashes = (0..60).map(|recovery| crash(old, new, inside, step, recovery));
                let mut is_finished = false;
                // Once a recovery was not stopped, later stops are the same.
                let enough = crashes.into_iter().find(|crash| {
                    assert!(crash.is_new || !was_new, "published at an earlier step than {step}");
                    was_new = crash.is_new;
                    is_finished = crash.is_finished;
                    crash.is_recovered
                });
                assert!(enough.is_some(), "no end of the recovery from step {step}");
                is_finished
            });
            assert!(last.is_some() && was_new);
        }
    }
}

#[test]
fn drops_a_damaged_journal() {
    let (old, new): (Files, Files) = (&[("a", "1"), ("b/c", "2")], &[("a", "3"), ("d/e", "4")]);
    let dir = folder();
    let out = dir.path().join("public");
    build(&out, old);
    let journal = dir.path().join(format!(".public{STAGE}/journal"));
    let stage = Stage::open(&out).unwrap();
    put_all(&stage, new).unwrap();
    // The record, the sync, the journal and its name: committed, and nothing moved.
    stage.publish_within(&publication(None, ""), &mut Steps::only(4)).unwrap_err();
    let text = fs::read_to_string(&journal).unwrap();
    let damaged = text.replace("remove\tb/c", "remove\ta");
    assert_ne!(text, damaged);
    fs::write(&journal, damaged).unwrap();
    drop(Stage::open(&out).unwrap());
    assert_eq!(tree(&out), tree_of(old));
    assert!(Stage::open(&out).unwrap().is_untouched().unwrap());
}

#[test]
fn keeps_the_journal_until_it_is_carried_out() {
    let (old, new): (Files, Files) = (&[("a", "1"), ("b", "2")], &[("a", "3"), ("b", "4")]);
    let dir = folder();
    let out = dir.path().join("public");
    build(&out, old);
    let stage = Stage::open(&out).unwrap();
    put_all(&stage, new).unwrap();
    stage.publish_within(&publication(None, ""), &mut Steps::only(4)).unwrap_err();
    fs::remove_file(out.join("b")).unwrap();
    write(out.join("b/foreign"), "mine");
    for _ in 0..2 {
        assert_refused(Stage::open(&out), "public/b`: ");
        // The first step was taken, and somebody reads what is half new.
        assert_refused(Stage::open(&out), "old and new are mixed; the next run finishes them");
    }
    fs::remove_dir_all(out.join("b")).unwrap();
    drop(Stage::open(&out).unwrap());
    assert_eq!(tree(&out), tree_of(new));

    // As after a step that failed: the stage goes, the journal stays.
    let stage = Stage::open(&out).unwrap();
    let journal = dir.path().join(format!(".public{STAGE}/journal"));
    fs::write(&journal, "").unwrap();
    drop(stage);
    assert!(journal.exists());
}

#[test]
fn recovers_round_what_somebody_did_meanwhile() {
    let (old, new): (Files, Files) =
        (&[("a", "1"), ("b/c", "2"), ("f/g", "0")], &[("a", "3"), ("b/c", "4"), ("d/e", "5")]);
    let meddle: [fn(&Path); 4] = [
        |out| fs::remove_dir_all(out.join("b")).unwrap(),
        |out| write(out.join("d/other"), "mine"),
        |out| fs::remove_file(out.join("a")).unwrap(),
        |out| fs::remove_dir_all(out).unwrap(),
    ];
    for (number, meddle) in meddle.into_iter().enumerate() {
        for step in 4..8 {
            let dir = folder();
            let out = dir.path().join("public");
            build(&out, old);
            let stage = Stage::open(&out).unwrap();
            put_all(&stage, new).unwrap();
            stage.publish_within(&publication(None, ""), &mut Steps::only(step)).unwrap_err();
            meddle(&out);
            build(&out, new);
            let mut wanted = tree_of(new);
            if number == 1 {
                wanted.insert("d/other".to_owned(), "mine".to_owned());
            }
            assert_eq!(tree(&out), wanted, "{number} at {step}");
        }
    }
}

#[test]
fn the_other_sinks_publish_nothing() {
    let memory = Memory::new();
    memory.put("a/ü.html", b"1").unwrap();
    assert_refused(memory.put("a/ü.html", b"1"), "two parts of this build write it");
    assert_eq!(memory.into_files(), BTreeMap::from([("a/ü.html".to_owned(), b"1".to_vec())]));
    Nothing.put("a", b"1").unwrap();
}

/// What a publication is given that says something.
fn saying<'a>(said: &'a str, note: &'a str) -> Publication<'a> {
    Publication { said, ..publication(Some(7), note) }
}

#[test]
fn keeps_what_was_said_beside_the_output() {
    let dir = folder();
    let (out, file) = (dir.path().join("public"), dir.path().join(".public.shirube-said"));
    let publish = |said: &str| Stage::open(&out).unwrap().publish(&saying(said, "")).unwrap();
    let found = || {
        let stage = Stage::open(&out).unwrap();
        (stage.record().unwrap().digest(), stage.said())
    };
    for said in ["one\ntwo\n", "three", "", "標\n"] {
        publish(said);
        assert_eq!(found(), (Some(7), Some(said.to_owned())));
        assert_eq!(file.exists(), !said.is_empty());
    }
    // A build that is refused has said nothing of what is published.
    write(out.join("x"), "mine");
    let stage = Stage::open(&out).unwrap();
    put_all(&stage, &[("x/a", "1")]).unwrap();
    assert_refused(stage.publish(&saying("refused", "")), "public/x`: ");
    assert_eq!(found(), (Some(7), Some("標\n".to_owned())));
    // More than anybody reads is kept nowhere, and found again.
    let most = "x".repeat(1 << 24);
    publish(&most);
    assert_eq!(found(), (Some(7), Some(most.clone())));
    publish(&(most + "x"));
    assert_eq!(found(), (None, Some(String::new())));
    assert!(!file.exists());
    assert_eq!(leftovers(&out), [""; 0]);
}

#[test]
fn says_nothing_of_another_build_after_every_crash() {
    let dir = folder();
    let out = dir.path().join("public");
    for is_fresh in [true, false] {
        for steps in 0..20 {
            _ = fs::remove_dir_all(&out);
            if !is_fresh {
                let stage = Stage::open(&out).unwrap();
                put_all(&stage, &[("a", "1")]).unwrap();
                stage.publish(&saying("former", "former")).unwrap();
            }
            let stage = Stage::open(&out).unwrap();
            put_all(&stage, &[("a", "2"), ("b", "3")]).unwrap();
            _ = stage.publish_within(&saying("new", "new"), &mut Steps::only(steps));
            let stage = Stage::open(&out).unwrap();
            let note = stage.record().map(|record| record.note().to_owned());
            let said = stage.said();
            assert!(said.is_none() || said == note, "{steps}: {said:?} of {note:?}");
            if steps == 19 {
                assert_eq!(said.as_deref(), Some("new"));
            }
        }
    }
}
