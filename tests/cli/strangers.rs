//! What a repository or an archive of somebody else can bring along: nothing outside the output is written, emptied,
//! removed or run, and nothing of the site but what a command is for.

use super::site::{Run, Site, line};
use sha2::{Digest, Sha256};
use shirube::source::digest;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A folder of somebody's, outside of every site.
fn victim() -> TempDir {
    let victim = tempfile::tempdir().unwrap();
    for path in ["a.txt", "sub/b.txt", "ja/index.html", "journal", "new/x"] {
        let path = victim.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "precious").unwrap();
    }
    victim
}

/// Every file, folder and link below a folder, with the bytes of the files and what the links say.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).unwrap() {
            let (entry, kind) = entry.map(|entry| (entry.path(), entry.file_type().unwrap())).unwrap();
            let bytes = if kind.is_symlink() {
                fs::read_link(&entry).unwrap().into_os_string().into_encoded_bytes()
            } else if kind.is_file() {
                fs::read(&entry).unwrap()
            } else {
                Vec::new()
            };
            if kind.is_dir() {
                open.push(entry.clone());
            }
            found.insert(entry.strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), bytes);
        }
    }
    found
}

/// What of a site is nobody's business but the author's.
fn sources(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut found = everything(site.root());
    found
        .retain(|path, _| !path.starts_with("public") && !path.starts_with(".public") && !path.starts_with(".shirube"));
    found
}

/// A journal as the program writes it, or wrote it in earlier versions, with a right checksum: on this machine, which
/// strangers do not know.
fn journal(version: u32, body: &str) -> String {
    if version < 3 {
        return format!("shirube-journal {version} {:016x}\n{body}", digest(body.as_bytes()));
    }
    let machine = fs::read("/etc/machine-id").unwrap_or_default();
    let all = [&(machine.len() as u64).to_le_bytes()[..], &machine, body.as_bytes()].concat();
    let sum: String = Sha256::digest(&all).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("shirube-journal {version} {sum}\n{body}")
}

/// What a journal is about: the two folders, and when the file beside it was made, or so many nanoseconds later.
fn about(out: &Path, stage: &Path, later: i64) -> String {
    fs::write(stage.join("moment"), "").unwrap();
    let moment = fs::metadata(stage.join("moment")).unwrap();
    let (number, seconds, rest) = (moment.ino(), moment.ctime(), moment.ctime_nsec() + later);
    format!("of {} {} {number:x}.{seconds:x}.{rest:x}\n", identity(out), identity(stage))
}

/// A record with a right checksum that says what it likes.
fn record(files: &str) -> String {
    let body = format!(
        "of 1.1\ndigest -\nsaid -\nholds 2026-01-01T00:00:00Z -\nnote \"\"\nwaits \"\"\nfolders []\nunknown []\n{files}"
    );
    format!("shirube-record 4 {:016x}\n{body}", digest(body.as_bytes()))
}

/// What a folder is called by its file system, as a journal writes it.
fn identity(folder: &Path) -> String {
    let metadata = fs::metadata(folder).unwrap();
    format!("{:x}.{:x}", metadata.dev(), metadata.ino())
}

const STEPS: &str = "move\tlink/planted\tchanged/0\nremove\tlink/a.txt\nclear\tlink/sub/b.txt\tchanged/0\n\
                     remove\tlink/sub/b.txt\nprune\tlink/sub\nmove\tindex.html\tchanged/0\n";

#[test]
fn a_planted_journal_reaches_nothing_outside() {
    let (here, none) = ("of 1.1 1.1\n".to_owned(), String::new());
    let cases = [(1, &none, false), (2, &none, false), (2, &here, false), (3, &here, false), (4, &here, false)];
    for (version, of, known) in cases.into_iter().chain([(3, &here, true)]) {
        let (site, victim) = (Site::new(), victim());
        let before = everything(victim.path());
        site.write("public/index.html", "planted");
        site.write("public/.shirube-record", record(""));
        symlink(victim.path(), site.path("public/link")).unwrap();
        site.write(".public.shirube-stage/changed/0", "evil");
        let (public, stage) = (site.path("public"), site.path(".public.shirube-stage"));
        // What folders will be called on a new disk can be known, but not the moment in which a file is made there. Even
        // one who knew that too gets no farther than the output.
        let of = match version {
            3 => about(&public, &stage, i64::from(!known)),
            4 => format!("of {} {}\n", identity(&public), identity(&stage)),
            _ => of.clone(),
        };
        site.write(".public.shirube-stage/journal", journal(version.min(3), &(of + STEPS)));
        let ours = sources(&site);
        let run = site.run(&["build"]);
        assert_eq!(everything(victim.path()), before, "version {version}: {}", run.stderr);
        assert_eq!(sources(&site), ours);
        assert!(!site.read("public/index.html").contains("evil"), "version {version}: it was carried out");
        if known {
            assert!(run.stderr.contains("link`: a symbolic link is there; remove it"), "{}", run.stderr);
        } else {
            assert!(!stage.exists(), "version {version}: the stage was not dropped");
        }
    }
}

#[test]
fn a_planted_change_of_the_site_is_none() {
    for (path, later) in [("content/index.ja.md", 1), (".git/config", 0), ("content/.hidden", 0)] {
        let site = Site::new();
        site.write(".git/config", "[core]\n");
        let before = everything(site.root());
        site.write(".shirube-stage/changed/0", "evil");
        let about = about(site.root(), &site.path(".shirube-stage"), later);
        for steps in [format!("move\t{path}\tchanged/0\n"), format!("remove\t{path}\n"), "record\n".to_owned()] {
            site.write(".shirube-stage/journal", journal(3, &format!("{about}{steps}")));
            for args in [["check"].as_slice(), &["status"], &["build", "--out", "out"]] {
                let run = site.run(args);
                assert!(!run.stderr.contains("finished the changes"), "{path}: {}", run.stderr);
            }
            let mut after = everything(site.root());
            after.retain(|path, _| !path.starts_with(".shirube-stage") && !path.starts_with("out"));
            assert_eq!(after, before, "{path}");
        }
    }
}

/// Links that a site can bring along, each to the folder of a victim or to the site itself.
const LINKS: [&str; 8] = [
    ".public.shirube-stage",
    "public/.shirube-stage",
    ".shirube-stage",
    "public",
    "public/ja",
    "public/.shirube-record",
    ".public.shirube-stage/new",
    ".public.shirube-stage/lock",
];

#[test]
fn a_planted_link_empties_and_fills_nothing() {
    for link in LINKS {
        for to_itself in [false, true] {
            let (site, victim) = (Site::new(), victim());
            site.page("content/page.ja.md", "頁", "[12](fact:t.r.c) です。");
            let facts = "[[column]]\nid = \"c\"\ntype = \"count\"\nlabel = { ja = \"数\" }\n[[row]]\nid = \"r\"\n\
                         label = { ja = \"行\" }\nc = 13\n";
            site.write("content/facts/t.toml", facts);
            site.write(".git/HEAD", "ref: refs/heads/main\n");
            let at = site.path(link);
            fs::create_dir_all(at.parent().unwrap()).unwrap();
            let to = if to_itself { site.root() } else { victim.path() };
            symlink(to, &at).unwrap();
            if link == "public/ja" {
                // The record says that what lies behind the link is ours, and gone.
                site.write("public/.shirube-record", record("0000000000000000 8 0 0 ja/index.html\n"));
            }
            let (ours, theirs) = (sources(&site), everything(victim.path()));
            let name = format!("{link}, to itself: {to_itself}");
            let run = site.run(&["build"]);
            assert_ne!(run.code, Some(0), "{name}: the text says 12 and the fact 13");
            assert_eq!(
                (sources(&site), everything(victim.path())),
                (ours.clone(), theirs.clone()),
                "{name}: {}",
                run.stderr
            );
            // The one command that is for changing the text changes the text and nothing else.
            site.run(&["check", "--fix"]);
            site.run(&["build"]);
            let (mut mended, mut ours) = (sources(&site), ours);
            let page = "content/page.ja.md";
            assert_eq!((mended.remove(page).is_some(), ours.remove(page).is_some()), (true, true), "{name}");
            assert_eq!((mended, everything(victim.path())), (ours, theirs), "{name}");
        }
    }
}

#[test]
fn a_link_in_the_place_of_a_stage_is_refused_with_what_to_do() {
    for (link, args) in
        [(".public.shirube-stage", ["build"].as_slice()), (".shirube-stage", &["language", "add", "ko"])]
    {
        let (site, victim) = (Site::new(), victim());
        symlink(victim.path(), site.path(link)).unwrap();
        let run = site.run(args);
        assert_eq!(run.code, Some(2));
        assert!(
            run.stderr.contains(link) && run.stderr.contains("a symbolic link is there; remove it"),
            "{}",
            run.stderr
        );
        assert!(site.path(link).is_symlink());
        site.remove(link);
        assert_eq!(site.run(args).code, Some(0));
    }
}

#[test]
fn an_output_that_leads_out_has_to_be_named() {
    let (site, elsewhere) = (Site::new(), tempfile::tempdir().unwrap());
    symlink(elsewhere.path(), site.path("public")).unwrap();
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("name the folder with `--out`"), "{}", run.stderr);
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    site.build(&["--out", "public"]);
    assert!(elsewhere.path().join("ja/index.html").is_file());
    // One that stays in the site is where the author wants it.
    site.remove("public");
    fs::create_dir(site.path("docs")).unwrap();
    symlink("docs", site.path("public")).unwrap();
    site.build(&[]);
    assert!(site.has("docs/ja/index.html"));
}

#[test]
fn a_stage_of_another_user_is_refused() {
    let site = Site::new();
    let stage = site.path(".public.shirube-stage");
    fs::create_dir(&stage).unwrap();
    // Only root can give a folder away.
    let user = |number: u32| std::os::unix::fs::chown(&stage, Some(number), None);
    let ours = fs::metadata(&stage).unwrap().uid();
    if user(ours + 4711).is_err() {
        return;
    }
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("another user has made it; remove it"), "{}", run.stderr);
    assert_eq!(fs::read_dir(&stage).unwrap().count(), 0);
    user(ours).unwrap();
    site.build(&[]);
    assert!(!stage.exists());
}

#[test]
fn nothing_of_a_stage_is_opened_that_could_hang() {
    let pipe = |path: &Path| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    for name in [
        ".public.shirube-stage/lock",
        ".public.shirube-stage/journal",
        ".public.shirube-stage/new/x",
        ".shirube-stage/lock",
        ".shirube-stage/journal",
        "public/.shirube-stage/journal",
    ] {
        let site = Site::new();
        pipe(&site.path(name));
        site.build(&[]);
        assert_eq!(site.run(&["language", "add", "ko"]).code, Some(0), "{name}");
        assert!(!site.path(".shirube-stage").exists() && !site.path(".public.shirube-stage").exists(), "{name}");
    }
    let site = Site::new();
    pipe(&site.path("public/.shirube-record"));
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("files that this tool did not write"), "{}", run.stderr);
}

#[test]
fn a_stage_that_is_not_ours_is_dropped_however_it_is_made() {
    let (site, victim) = (Site::new(), victim());
    let before = everything(victim.path());
    let planted = site.path(".public.shirube-stage/new");
    fs::create_dir_all(&planted).unwrap();
    // Made one by one: the whole path is longer than a call takes.
    let made = Command::new("sh")
        .arg("-c")
        .arg("i=0; while [ $i -lt 1500 ]; do mkdir d && cd -P d || exit 1; ln -s \"$1\" link; i=$((i+1)); done")
        .arg("sh")
        .arg(victim.path())
        .current_dir(&planted)
        .status();
    assert!(made.unwrap().success());
    site.build(&[]);
    assert!(!site.path(".public.shirube-stage").exists());
    assert_eq!(everything(victim.path()), before);
}

#[test]
fn what_no_record_proves_ours_is_named_and_goes_when_asked() {
    let site = Site::new();
    // The names of an index change with every page.
    site.write("site.toml", site.read("site.toml") + "\n[search]\nenabled = false\n");
    site.page("content/old.ja.md", "古い", "古い頁。");
    site.write("static/robots.txt.bak", "x");
    site.build(&[]);
    assert!(site.has("public/ja/old/index.html"));
    // A damaged record, a page that is gone, and what others put there.
    let text = site.read("public/.shirube-record").replace("digest ", "digest 0");
    site.write("public/.shirube-record", text);
    site.remove("content/old.ja.md");
    site.write("public/CNAME", "example.org\n");
    site.write("public/.git/config", "theirs");
    let said = |run: &Run| {
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let named = run.stderr.lines().skip(1).map(str::trim).collect::<Vec<_>>().join(" ");
        (run.stderr.lines().next().unwrap_or_default().to_owned(), named)
    };
    let (first, named) = said(&site.run(&["build"]));
    assert!(first.starts_with("2 files in ") && first.contains("`--prune` removes them"), "{first}");
    assert_eq!(named, "CNAME ja/old/index.html");
    // It is said again while nothing changes, as long as they are there.
    assert_eq!(said(&site.run(&["build"])).1, named);
    site.remove("public/CNAME");
    assert_eq!(said(&site.run(&["build"])).1, "ja/old/index.html");
    let run = site.run(&["build", "--prune"]);
    assert_eq!((run.code, run.stderr.as_str(), line(&run.stdout).removed), (Some(0), "", 1));
    assert!(!site.path("public/ja/old").exists() && site.has("public/.git/config") && site.has("public/ja/index.html"));
    assert_eq!(site.run(&["build"]).stderr, "");
}

#[test]
fn a_site_that_lost_what_it_had_is_refused() {
    let site = Site::new();
    site.write("static/logo.svg", "<svg/>");
    site.build(&[]);
    let before = site.snapshot("public");
    fs::remove_dir_all(site.path("static")).unwrap();
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("error[missing-folder]: the folder `static`, which the last build read, is missing"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("--allow-empty"), "{}", run.stderr);
    assert_eq!(site.snapshot("public"), before);
    assert_eq!(line(&site.build(&["--allow-empty"])).removed, 1);
    site.build(&[]);

    for page in ["content/index.ja.md", "content/index.en.md"] {
        site.remove(page);
    }
    let before = site.snapshot("public");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("error[no-page-left]: no page is left of those that the last build published"),
        "{}",
        run.stderr
    );
    assert_eq!(site.snapshot("public"), before);
    assert_eq!(site.run(&["build", "--allow-empty"]).code, Some(0));
    assert!(!site.has("public/ja/index.html"));
    fs::remove_dir_all(site.path("content")).unwrap();
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("error[missing-folder]: the folder `content`"), "{}", run.stderr);
}

#[test]
fn a_site_without_a_page_is_refused_whatever_else_it_has() {
    let site = Site::new();
    site.write("static/demo/x.html", "<p>no page</p>");
    site.build(&[]);
    site.remove("content/index.ja.md");
    site.remove("content/index.en.md");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stderr.contains("no page is left of those that the last build published"), "{}", run.stderr);
    assert!(site.has("public/ja/index.html"));
    // The same where nothing was built before.
    let run = site.run(&["build", "--out", "fresh"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(run.stderr.contains("error[no-page-left]: there is no page"), "{}", run.stderr);
    assert!(!site.has("fresh/index.html"));
    assert_eq!(site.run(&["build", "--allow-empty"]).code, Some(0));
}

#[test]
fn nothing_is_published_to_or_written_into_what_is_no_part_of_the_site() {
    let site = Site::new();
    fs::create_dir_all(site.path(".git/objects/info")).unwrap();
    site.write("static/alternates", "/etc\n");
    symlink(".git/objects/info", site.path("public")).unwrap();
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("it belongs to Git, or to this program"), "{}", run.stderr);
    site.remove("public");
    for out in [".git/x", ".shirube-stage", ".public.shirube-stage"] {
        assert_eq!(site.run(&["build", "--out", out]).code, Some(2), "{out}");
    }
    assert_eq!(fs::read_dir(site.path(".git/objects/info")).unwrap().count(), 0);

    // Folders of messages and of pages that lead into it, and to secrets beside the site.
    fs::create_dir_all(site.path(".git/refs/tags")).unwrap();
    site.write(".env", "SECRET");
    fs::create_dir(site.path("locales")).unwrap();
    symlink("../.git/refs/tags", site.path("locales/ko")).unwrap();
    symlink("../.env", site.path("static/env.txt")).unwrap();
    let run = site.run(&["language", "add", "ko"]);
    assert_ne!(run.code, Some(0), "{}", run.stdout);
    assert_eq!(fs::read_dir(site.path(".git/refs/tags")).unwrap().count(), 0);
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("static/env.txt") && run.stderr.contains("error[link-leaves-root]"), "{}", run.stderr);
}

#[test]
fn an_output_that_came_along_is_not_taken_for_a_build() {
    let site = Site::new();
    let honest = site.build(&[]);
    let text = site.read("public/.shirube-record");
    // What the last build was made of, word for word, and nothing that it wrote: as if all were done.
    let kept: String = text.lines().skip(1).take(8).map(|line| format!("{line}\n")).collect();
    assert!(kept.contains("digest ") && kept.contains("unknown []"), "{kept}");
    let planted = format!("shirube-record 4 {:016x}\n{kept}", digest(kept.as_bytes()));
    fs::rename(site.path("public"), site.path("before")).unwrap();
    site.write("public/ja/index.html", "<script>evil()</script>");
    site.write("public/.shirube-record", planted);
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(run.stderr.contains("this tool did not write it"), "{}", run.stderr);

    // A copy of a real output is compared by its bytes, and mended.
    fs::remove_dir_all(site.path("public")).unwrap();
    assert!(Command::new("cp").args(["-a", "before", "public"]).current_dir(site.root()).status().unwrap().success());
    site.write("public/ja/index.html", "<script>evil()</script>");
    let said = line(&site.build(&[]));
    let all = line(&honest).written;
    assert_eq!((said.written, said.unchanged), (1, all - 1));
    assert_eq!(site.snapshot("public").bytes(), site.snapshot("before").bytes());
    assert_eq!(line(&site.build(&[])).unchanged, all);
}

#[test]
fn a_record_that_came_along_removes_only_what_it_can_prove() {
    let site = Site::new();
    site.build(&[]);
    let text = site.read("public/.shirube-record");
    let body = text.split_once('\n').unwrap().1;
    // As it would come with a clone: of another folder, with the author's own files in it.
    let planted = |own: &str| {
        let body = body.split_once('\n').unwrap().1;
        let mut lines: Vec<&str> = body.lines().collect();
        lines.push(own);
        let files = lines.iter().position(|line| line.starts_with("unknown ")).unwrap() + 1;
        lines[files..].sort_by_key(|line| line.splitn(5, ' ').nth(4).map(str::to_owned));
        let body = format!("of 1.1\n{}\n", lines.join("\n"));
        format!("shirube-record 4 {:016x}\n{body}", digest(body.as_bytes()))
    };
    site.write("public/dl/thesis.pdf", "mine");
    site.write("public/.shirube-record", planted("0000000000000001 4 1 1 dl/thesis.pdf"));
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(site.read("public/dl/thesis.pdf"), "mine");
    assert!(run.stderr.contains("thesis.pdf") || run.stdout.contains("thesis.pdf"), "{} {}", run.stdout, run.stderr);
    // One with a path into a repository is worth nothing.
    site.write("public/.git/HEAD", "ref");
    site.write("public/.shirube-record", planted("0000000000000001 3 1 1 .git/HEAD"));
    _ = site.run(&["build"]);
    assert_eq!(site.read("public/.git/HEAD"), "ref");
}

#[test]
fn the_output_is_not_published_into_itself() {
    let site = Site::new();
    fs::create_dir_all(site.path("static")).unwrap();
    symlink("../public/ja", site.path("static/old")).unwrap();
    site.run(&["build"]);
    site.remove("static/old");
    site.build(&[]);
    symlink("../public/ja", site.path("static/old")).unwrap();
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[link-leaves-root]") && run.stderr.contains("static/old"), "{}", run.stderr);
    site.remove("static/old");
    site.build(&["--out", "docs"]);
    symlink("../docs/ja", site.path("static/old")).unwrap();
    assert_eq!(site.run(&["build", "--out", "docs"]).code, Some(1));
}

/// Lets the owner do with a file or folder only what `mode` says.
fn close(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_stage_that_is_closed_to_its_owner_is_dropped_too() {
    // Root is stopped by none of it; an ordinary user is, by what an archive can bring.
    let closed = [("", 0o555), ("", 0o000), ("new/a", 0o555), ("new/a/b", 0o000), ("lock", 0o444), ("journal", 0o000)];
    for stage in [".public.shirube-stage", "public/.shirube-stage", ".shirube-stage"] {
        for (name, mode) in closed {
            let site = Site::new();
            site.write(&format!("{stage}/new/a/b/c"), "x");
            for file in ["lock", "journal"].into_iter().filter(|file| *file == name) {
                site.write(&format!("{stage}/{file}"), "x");
            }
            close(&site.path(&format!("{stage}/{name}")), mode);
            site.build(&[]);
            let run = site.run(&["language", "add", "ko"]);
            assert_eq!(run.code, Some(0), "{stage} {name} {mode:o}: {}", run.stderr);
            assert!(!site.path(stage).exists(), "{stage} {name} {mode:o}");
        }
    }
}

#[test]
fn an_output_with_a_closed_folder_is_left_whole() {
    let site = Site::new();
    site.build(&[]);
    let before = site.snapshot("public");
    close(&site.path("public/ja"), 0o555);
    for (language, text) in [("ja", "こんばんは。"), ("en", "Good evening.")] {
        site.page(&format!("content/index.{language}.md"), "x", text);
    }
    let run = site.run(&["build"]);
    // Root may write there.
    if run.code != Some(0) {
        assert!(run.stderr.contains("public/ja`: Permission denied"), "{}", run.stderr);
        assert_eq!(site.snapshot("public"), before);
        close(&site.path("public/ja"), 0o755);
        site.build(&[]);
    }
    assert!(site.read("public/ja/index.html").contains("こんばんは"));
    assert!(site.read("public/en/index.html").contains("Good evening"));
}

#[test]
fn a_link_to_an_output_that_was_made_elsewhere_has_to_be_named() {
    for planted in [record("0000000000000001 4 1 1 activate\n"), "shirube-record x\n".to_owned()] {
        let site = Site::new();
        // Tools of the owner's, in a folder that they made, which came with a record.
        site.write(".tools/bin/.shirube-record", planted);
        site.write(".tools/bin/activate", "mine");
        site.write("static/activate", "evil");
        symlink(".tools/bin", site.path("public")).unwrap();
        let before = everything(site.root());
        let run = site.run(&["build"]);
        assert_eq!(run.code, Some(2), "{}", run.stdout);
        assert!(
            run.stderr.contains("was made elsewhere; remove it, or name the folder with `--out`"),
            "{}",
            run.stderr
        );
        assert_eq!(everything(site.root()), before);
    }
    // One that was built here needs no name.
    let site = Site::new();
    fs::create_dir(site.path("docs")).unwrap();
    symlink("docs", site.path("public")).unwrap();
    site.build(&[]);
    site.build(&[]);
}

#[test]
fn folders_that_no_journal_can_name_are_in_the_way() {
    let deep = "d/".repeat(200);
    let names =
        [OsStr::new("a\nremove\tCNAME"), OsStr::new("a\tb"), OsStr::from_bytes(b"\xff"), OsStr::new(".git/refs")];
    for name in names.into_iter().chain([OsStr::new(&deep)]) {
        let site = Site::new();
        site.build(&[]);
        site.write("static/x", "x");
        site.write("public/CNAME", "mine");
        fs::create_dir_all(site.path("public/x").join(name)).unwrap();
        let before = everything_but_names(site.root());
        for _ in 0..2 {
            let run = site.run(&["build"]);
            assert_eq!(run.code, Some(2), "{name:?}: {}", run.stdout);
            assert!(run.stderr.contains("which this tool did not write is there; remove it"), "{}", run.stderr);
            assert_eq!(everything_but_names(site.root()), before, "{name:?}");
        }
        fs::remove_dir_all(site.path("public/x")).unwrap();
        assert_eq!(site.run(&["build"]).code, Some(0), "{name:?}");
    }
}

/// How many files and folders there are: some of their names are no text.
fn everything_but_names(folder: &Path) -> usize {
    walkdir::WalkDir::new(folder).into_iter().filter(|entry| entry.is_ok()).count()
}

#[test]
fn what_is_larger_than_any_record_or_journal_is_not_read() {
    // No more than a hole: no memory and no patience holds it.
    let grow = |path: &Path| fs::OpenOptions::new().write(true).open(path).unwrap().set_len(1 << 40).unwrap();
    let site = Site::new();
    site.build(&[]);
    let (public, stage) = (site.path("public"), site.path(".public.shirube-stage"));
    fs::create_dir(&stage).unwrap();
    let about = about(&public, &stage, 0);
    site.write(".public.shirube-stage/journal", journal(3, &format!("{about}remove\tja/index.html\n")));
    grow(&stage.join("journal"));
    site.build(&[]);
    assert!(!stage.exists() && site.has("public/ja/index.html"));
    grow(&site.path("public/.shirube-record"));
    assert_eq!(site.run(&["build"]).code, Some(0));
    assert!(fs::metadata(site.path("public/.shirube-record")).unwrap().len() < 10_000);
    // Nor is a file of that size compared with what a record says that it was.
    site.write("public/huge", "");
    grow(&site.path("public/huge"));
    site.write("public/.shirube-record", record(&format!("0000000000000001 {} 1 1 huge\n", 1_u64 << 40)));
    fs::remove_dir_all(site.path("public/ja")).unwrap();
    fs::remove_dir_all(site.path("public/en")).unwrap();
    let run = site.run(&["build"]);
    assert!(site.has("public/huge"), "{}", run.stderr);
}
