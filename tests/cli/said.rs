//! What a build says again when there is nothing to do, and the file beside the output in which it is kept: a stranger's
//! leads to a wrong warning or to another build, and to nothing else.

use super::site::{Run, Site, Snapshot};
use sha2::{Digest, Sha256};
use shirube::source::digest;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;

const FILE: &str = ".public.shirube-said";
const RECORD: &str = "public/.shirube-record";

/// A site with warnings of several kinds in two languages, one of them with another place, and a page that waits.
fn site() -> Site {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", "書く[^x]と[^y]。[先](later.md)\n\n[^z]: だれも読まない");
    site.page("content/index.en.md", "Home", "Text[^x].");
    site.write("content/later.ja.md", "+++\ntitle = \"先\"\ndate = 2999-01-01\n+++\n");
    site
}

/// Builds the site, which has to succeed with warnings.
fn build(site: &Site, args: &[&str]) -> Run {
    let run = site.run(&[&["build"], args].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("warning["), "{}", run.stderr);
    run
}

/// Whether a build finds nothing to do: each that publishes writes its time into the record.
fn does_nothing(site: &Site, args: &[&str], said: &str) -> bool {
    let before = site.snapshot("public");
    assert_eq!(build(site, args).stderr, said);
    let after = site.snapshot("public");
    assert_eq!(after.bytes(), before.bytes());
    after == before
}

#[test]
fn what_was_said_is_said_again_without_a_build() {
    let site = site();
    let first = build(&site, &[]);
    let kinds = ["undefined-footnote", "unused-footnote", "waiting-page"];
    assert!(kinds.iter().all(|code| first.stderr.contains(&format!("warning[{code}]"))), "{}", first.stderr);
    assert!(does_nothing(&site, &[], &first.stderr));
    let again = build(&site, &[]);
    let end = "; 1 page waits for its date (2999-01-01)\n";
    assert!(again.stdout.contains(": 0 written, ") && again.stdout.ends_with(end), "{}", again.stdout);
    let quiet = build(&site, &["--quiet"]);
    assert_eq!((quiet.stderr, quiet.stdout), (first.stderr.clone(), String::new()));
    // From elsewhere the same, and nobody else may read what the author is told.
    let root = site.root().to_str().unwrap();
    assert!(does_nothing(&site, &["--root", root], &first.stderr));
    assert_eq!(fs::metadata(site.path(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!site.snapshot("public").bytes().keys().any(|path| path.contains("shirube-said")));

    // What has changed is built, and said anew.
    site.page("content/index.en.md", "Home", "Text[^x] and more.");
    let changed = build(&site, &[]);
    assert_ne!(changed.stderr, first.stderr);
    assert!(does_nothing(&site, &[], &changed.stderr));
    // Where nothing is said, nothing is kept.
    for page in ["content/index.ja.md", "content/index.en.md"] {
        site.page(page, "A", "A.");
    }
    assert!(site.run(&["build"]).stderr.is_empty() && !site.has(FILE));
}

#[test]
fn what_is_known_is_counted_again() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", "書く[^x]。");
    assert_eq!(site.run(&["check", "--write-baseline"]).code, Some(0));
    site.page("content/index.ja.md", "ホーム", "書く[^x]と[^y]。");
    let first = build(&site, &[]);
    assert!(does_nothing(&site, &[], &first.stderr));
    assert!(build(&site, &[]).stdout.ends_with("; 1 known\n"));
}

#[test]
fn other_choices_find_other_mistakes() {
    let site = site();
    let plain = build(&site, &[]);
    // Nothing is published, and what was published is still as it was.
    let strict = site.run(&["build", "--strict"]);
    assert_eq!(strict.code, Some(1), "{}", strict.stderr);
    assert!(strict.stderr.contains("error[undefined-footnote]"), "{}", strict.stderr);
    assert!(strict.stderr.contains("; nothing was published\n"), "{}", strict.stderr);
    assert!(does_nothing(&site, &[], &plain.stderr));
    assert_eq!(site.run(&["build", "--strict"]).code, Some(1));

    for args in [["--lang", "en"].as_slice(), &["--drafts"], &["--base-url", "https://other.example"]] {
        let before = site.snapshot("public");
        let chosen = build(&site, args);
        assert_ne!(site.snapshot("public"), before, "{args:?}");
        assert!(does_nothing(&site, args, &chosen.stderr), "{args:?}");
        let is_other = !matches!(args, ["--base-url", _]);
        assert_eq!(chosen.stderr != plain.stderr, is_other, "{args:?}");
    }
    assert_eq!(build(&site, &[]).stderr, plain.stderr);

    let levels = "[check.levels]\nundefined-footnote = \"advice\"\n";
    site.write("site.toml", site.read("site.toml") + levels);
    let lower = build(&site, &[]);
    assert!(lower.stderr.contains("advice[undefined-footnote]"), "{}", lower.stderr);
    assert!(does_nothing(&site, &[], &lower.stderr));
}

#[test]
fn it_lies_beside_the_output_wherever_that_is() {
    let (site, elsewhere) = (site(), tempfile::tempdir().unwrap());
    let out = elsewhere.path().join("deep/out");
    let args = ["--out", out.to_str().unwrap()];
    let first = build(&site, &args);
    let before = Snapshot::of(&out);
    assert_eq!(build(&site, &args).stderr, first.stderr);
    assert_eq!(Snapshot::of(&out), before);
    assert!(elsewhere.path().join("deep/.out.shirube-said").is_file() && !site.has(FILE));

    // In what is published itself there is no place for it.
    build(&site, &[]);
    for (out, file) in [("public/part", "public/.part.shirube-said"), ("public/a/b", "public/a/.b.shirube-said")] {
        let nested = build(&site, &["--out", out]);
        assert!(!site.has(file));
        let before = site.read(&format!("{out}/.shirube-record"));
        assert_eq!(build(&site, &["--out", out]).stderr, nested.stderr);
        assert_ne!(site.read(&format!("{out}/.shirube-record")), before, "it was built again");
    }
    // Nor is there an output of such a name.
    assert_eq!(site.run(&["build", "--out", ".x.shirube-said"]).code, Some(2));
}

#[test]
fn an_output_that_is_gone_or_changed_is_built() {
    let site = site();
    let first = build(&site, &[]);
    let before = site.snapshot("public");
    site.write("public/ja/index.html", "changed by hand");
    assert_eq!(build(&site, &[]).stderr, first.stderr);
    assert_eq!(site.snapshot("public").bytes(), before.bytes());
    fs::remove_dir_all(site.path("public")).unwrap();
    assert_eq!(build(&site, &[]).stderr, first.stderr);
    assert_eq!(site.snapshot("public").bytes(), before.bytes());
    assert!(does_nothing(&site, &[], &first.stderr));
    // What is left of an output that is gone goes with the next build.
    fs::remove_dir_all(site.path("public")).unwrap();
    site.page("content/index.ja.md", "A", "[x](nowhere.md)");
    assert_eq!(site.run(&["build"]).code, Some(1));
    assert!(!site.has(FILE));
}

#[test]
fn a_build_that_was_killed_before_it_kept_what_it_said_is_made_again() {
    let site = site();
    build(&site, &[]);
    let former = fs::read(site.path(FILE)).unwrap();
    site.page("content/index.en.md", "Home", "More text[^x].");
    let second = build(&site, &[]);
    for left in [Some(&former), None] {
        match left {
            Some(former) => site.write(FILE, former),
            None => site.remove(FILE),
        }
        assert!(!does_nothing(&site, &[], &second.stderr));
        assert!(does_nothing(&site, &[], &second.stderr));
    }
    // One that had nothing to say, and left what the build before it said.
    for page in ["content/index.ja.md", "content/index.en.md"] {
        site.page(page, "A", "A.");
    }
    site.run(&["build"]);
    site.write(FILE, &former);
    assert_eq!((site.run(&["build"]).stderr.as_str(), site.has(FILE)), ("", false));
}

/// The text as the program seals it on this machine.
fn sealed(text: &str) -> String {
    let machine = fs::read("/etc/machine-id").unwrap_or_default();
    let all = [&(machine.len() as u64).to_le_bytes()[..], &machine, text.as_bytes()].concat();
    let seal: String = Sha256::digest(&all).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("shirube-said 1 {seal}\n{text}")
}

#[test]
fn what_was_said_and_is_somebody_elses_is_said_by_nobody() {
    let site = site();
    let said = build(&site, &[]).stderr;
    let kept = site.read(FILE);
    let text = kept.split_once('\n').unwrap().1.to_owned();
    assert_eq!(kept, sealed(&text));
    let place = site.path(FILE);
    let victim = tempfile::tempdir().unwrap();
    let theirs = victim.path().join("precious");
    fs::write(&theirs, &kept).unwrap();
    let plant: [(&str, &dyn Fn()); 11] = [
        ("empty", &|| fs::write(&place, "").unwrap()),
        ("rubbish", &|| fs::write(&place, b"\xff\x1b[31m").unwrap()),
        ("cut", &|| fs::write(&place, &kept[..kept.len() / 2]).unwrap()),
        ("longer", &|| fs::write(&place, kept.clone() + "\n").unwrap()),
        ("of another version", &|| fs::write(&place, kept.replacen(" 1 ", " 2 ", 1)).unwrap()),
        ("sealed elsewhere", &|| {
            fs::write(&place, format!("shirube-said 1 {}\n{text}", "0".repeat(64))).unwrap();
        }),
        ("another text", &|| fs::write(&place, sealed(&text.replace("footnote", "note"))).unwrap()),
        ("no more than a hole", &|| {
            fs::OpenOptions::new().write(true).open(&place).unwrap().set_len(1 << 40).unwrap();
        }),
        ("link", &|| {
            fs::remove_file(&place).unwrap();
            symlink(&theirs, &place).unwrap();
        }),
        ("link to nowhere", &|| {
            fs::remove_file(&place).unwrap();
            symlink(victim.path().join("new"), &place).unwrap();
        }),
        ("pipe", &|| {
            fs::remove_file(&place).unwrap();
            assert!(Command::new("mkfifo").arg(&place).status().unwrap().success());
        }),
    ];
    for (name, plant) in plant {
        plant();
        assert!(!does_nothing(&site, &[], &said), "{name}");
        assert!(place.symlink_metadata().unwrap().is_file(), "{name}");
        assert_eq!(site.read(FILE), kept, "{name}");
        assert!(does_nothing(&site, &[], &said), "{name}");
    }
    assert_eq!(fs::read_to_string(&theirs).unwrap(), kept);
    assert_eq!(fs::read_dir(victim.path()).unwrap().count(), 1);
    // A folder is left to whoever made it.
    site.remove(FILE);
    site.write(&format!("{FILE}/mine"), "mine");
    for _ in 0..2 {
        assert!(!does_nothing(&site, &[], &said));
    }
    assert_eq!(site.read(&format!("{FILE}/mine")), "mine");
    // What came with a site says nothing of a build that was never made here.
    let other = self::site();
    other.write(FILE, &kept);
    other.write(RECORD, site.read(RECORD));
    assert_eq!(build(&other, &[]).stderr, said);
    assert_eq!(other.read("public/ja/index.html"), site.read("public/ja/index.html"));
}

#[test]
fn a_sealed_lie_is_a_wrong_warning_and_nothing_else() {
    let site = site();
    let said = build(&site, &[]).stderr;
    let text = site.read(FILE).split_once('\n').unwrap().1.to_owned();
    // As one who knows the machine, and the very folder, could write it.
    let lie = |text: &str| {
        site.write(FILE, sealed(text));
        let record = site.read(RECORD);
        let body = record.split_once('\n').unwrap().1;
        let line = body.lines().find(|line| line.starts_with("said ")).unwrap();
        let body = body.replace(line, &format!("said {:016x}", digest(text.as_bytes())));
        site.write(RECORD, format!("shirube-record 4 {:016x}\n{body}", digest(body.as_bytes())));
    };
    let before = site.snapshot("public");
    lie("[\"unused-footnote\",\"advice\",[\"content/index.ja.md\",0,3],\"all is well\",null,[]]\n");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.starts_with("advice[unused-footnote]: all is well\n"), "{}", run.stderr);
    assert_eq!(site.snapshot("public").bytes(), before.bytes());
    for wrong in [
        text.replace("warning", "error"),
        text.replace("content/index.ja.md", "../../etc/passwd"),
        text.replace("content/index.ja.md", "site.toml.ja"),
        text.replacen("undefined-footnote", "no-such-code", 1),
        text.replacen("there is no footnote", "there is no \\u001b[31mfootnote", 1),
        text.clone() + "[]\n",
        text.replacen(']', "", 1),
    ] {
        assert_ne!(wrong, text);
        lie(&wrong);
        assert!(!does_nothing(&site, &[], &said), "{wrong}");
        assert!(does_nothing(&site, &[], &said));
    }
}

#[test]
fn many_warnings_are_kept_too() {
    let site = Site::new();
    for page in 0..5 {
        let text: String = (0..500).map(|number| format!("書く[^x{number}]。\n\n")).collect();
        site.page(&format!("content/p{page}.ja.md"), "頁", &text);
    }
    let said = build(&site, &[]).stderr;
    assert!(said.contains("and 2400 more of `undefined-footnote`"), "{}", &said[said.len() - 200..]);
    assert!(does_nothing(&site, &[], &said));
    let size = fs::metadata(site.path(FILE)).unwrap().size();
    assert!(size < 1_000_000, "{size}");
}

/// No more than the output and the file is left by builds with warnings.
#[test]
fn nothing_else_is_left_beside_the_output() {
    let site = site();
    for args in [[].as_slice(), &[], &["--quiet"]] {
        build(&site, args);
        let mut names: Vec<_> = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [FILE, "content", "public", "site.toml"]);
    }
}
