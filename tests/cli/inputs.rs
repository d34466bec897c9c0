//! What is read of a folder in which anything may lie: links, pipes, devices, names of every kind.

use super::site::{PROGRAM, Run, Site};
use rustix::fs::{CWD, FileType, Mode, mknodat};
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

fn pipe(path: &Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).unwrap();
}

/// What `check` says, which has to be a mistake and nothing worse.
fn mistakes(site: &Site) -> Vec<String> {
    let run = site.run(&["check", "--format", "short"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{}", run.stdout);
    run.stdout.lines().map(str::to_owned).collect()
}

/// What a build says that cannot be made, and what it leaves alone.
fn failure(site: &Site) -> String {
    let before = site.snapshot("public");
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    assert_eq!(site.snapshot("public"), before);
    run.stderr
}

#[test]
fn a_top_folder_that_leads_out_or_nowhere_is_a_mistake() {
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("folder")).unwrap();
    fs::write(elsewhere.path().join("folder/index.ja.md"), "+++\ntitle = \"SECRET\"\n+++\n").unwrap();
    fs::write(elsewhere.path().join("site.toml"), "base_url = \"https://secret.example/\"\n").unwrap();
    let out = "error[link-leaves-root]: a symbolic link leads out of the site's folder";
    let nowhere = "error[link-leaves-root]: a symbolic link leads nowhere";
    let back = "error[link-leaves-root]: a symbolic link leads back to a folder that it lies in";
    for name in ["content", "locales", "templates", "static", "site.toml"] {
        let there = if name == "site.toml" { "site.toml" } else { "folder" };
        for (target, said) in [
            (elsewhere.path().join(there), out),
            (Path::new("/dev/zero").to_owned(), out),
            (elsewhere.path().join("nothing"), nowhere),
            (Path::new("content/index.ja.md/deeper").to_owned(), nowhere),
            (Path::new(name).to_owned(), nowhere),
            (Path::new(".").to_owned(), back),
        ] {
            let site = Site::new();
            site.build(&[]);
            let before = site.snapshot("public");
            let place = site.path(name);
            if place.exists() {
                fs::rename(&place, site.path("away")).unwrap();
            }
            symlink(&target, &place).unwrap();
            let said = format!("{name}:1:1: {said}");
            let found = mistakes(&site);
            assert!(found.contains(&said), "{name} -> {}: {found:#?}", target.display());
            let run = site.run(&["build"]);
            assert_eq!(run.code, Some(1), "{name} -> {}: {}", target.display(), run.stderr);
            assert_eq!(site.snapshot("public"), before);
        }
    }
}

#[test]
fn neither_pipes_nor_sockets_nor_devices_are_opened() {
    let site = Site::new();
    site.write("static/a/file.txt", "text");
    site.write("locales/ja/ui.ftl", "");
    site.write("templates/README.md", "");
    let paths = ["content/page.ja.md", "locales/ja/site.ftl", "static/a/pipe", "templates/page.html"];
    for path in paths {
        pipe(&site.path(path));
    }
    symlink("pipe", site.path("static/a/to-pipe")).unwrap();
    symlink("/dev/zero", site.path("static/a/to-zero")).unwrap();
    symlink("/dev/tty", site.path("content/to-tty.ja.md")).unwrap();
    let _listener = UnixListener::bind(site.path("static/socket")).unwrap();
    // What is hidden is no input.
    pipe(&site.path("content/.pipe"));
    let out = "1:1: error[link-leaves-root]: a symbolic link leads out of the site's folder";
    let named = "1:1: error[wrong-file-type]: this is a named pipe";
    let wanted = [
        format!("content/page.ja.md:{named}"),
        format!("content/to-tty.ja.md:{out}"),
        format!("locales/ja/site.ftl:{named}"),
        "static/socket:1:1: error[wrong-file-type]: this is a socket".to_owned(),
        format!("static/a/pipe:{named}"),
        format!("static/a/to-pipe:{named}"),
        format!("static/a/to-zero:{out}"),
        format!("templates/page.html:{named}"),
    ];
    let mut found = mistakes(&site);
    found.sort();
    let mut wanted = wanted.to_vec();
    wanted.sort();
    assert_eq!(found, wanted);
    assert_eq!(site.run(&["build"]).code, Some(1));
    assert!(!site.has("public"));
}

#[test]
fn a_file_is_no_folder_and_a_folder_no_file() {
    let site = Site::new();
    fs::remove_file(site.path("site.toml")).unwrap();
    fs::create_dir(site.path("site.toml")).unwrap();
    site.write("locales", "text");
    let said = |name: &str, what: &str| format!("{name}:1:1: error[wrong-file-type]: this is {what}");
    assert_eq!(mistakes(&site), [said("locales", "a file"), said("site.toml", "a folder")]);
    pipe(&site.path("templates"));
    assert!(mistakes(&site).contains(&said("templates", "a named pipe")));
}

#[test]
fn what_cannot_be_looked_at_is_a_failure_that_names_it() {
    // As root reads whatever it likes, the names themselves are what cannot be looked at.
    let long = "x".repeat(300);
    for name in ["content/folder", "static", "locales", "templates/page.html"] {
        let site = Site::new();
        site.build(&[]);
        fs::create_dir_all(site.path(name).parent().unwrap()).unwrap();
        symlink(&long, site.path(name)).unwrap();
        let said = failure(&site);
        assert!(said.contains("error: cannot ") && said.contains(&format!("{name}`: ")), "{said}");
        assert!(said.contains("too long"), "{said}");
    }
    // A tree that is deeper than a path may be long.
    let site = Site::new();
    site.build(&[]);
    let mut here = rustix::fs::open(site.path("content"), rustix::fs::OFlags::DIRECTORY, Mode::empty()).unwrap();
    let name = "y".repeat(250);
    for _ in 0..20 {
        rustix::fs::mkdirat(&here, &name, Mode::RWXU).unwrap();
        here = rustix::fs::openat(&here, &name, rustix::fs::OFlags::DIRECTORY, Mode::empty()).unwrap();
    }
    let said = failure(&site);
    assert!(said.contains("error: cannot read `./content/yyy") && said.contains("too long"), "{said}");
}

#[test]
fn a_name_that_is_not_utf_8_is_named() {
    let site = Site::new();
    let name = std::ffi::OsStr::from_bytes(b"caf\xE9.ja.md");
    if fs::write(site.path("content").join(name), "").is_err() {
        // Some file systems have no such names.
        return;
    }
    let run = site.run(&["check"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("content/caf") && run.stderr.contains("its name is not UTF-8"), "{}", run.stderr);
}

#[test]
fn links_that_stay_in_the_folder_are_followed() {
    let site = Site::new();
    site.page("shared/part/page.ja.md", "共有", "ほん");
    site.write("shared/part/data.txt", "data");
    symlink("../shared", site.path("content/one")).unwrap();
    symlink(fs::canonicalize(site.path("shared/part")).unwrap(), site.path("content/two")).unwrap();
    // A link to a link, and one that is met on the way through another.
    symlink("two", site.path("content/three")).unwrap();
    symlink("../../content/two/data.txt", site.path("shared/part/again.txt")).unwrap();
    symlink("shared/part", site.path("static")).unwrap();
    // Nothing leads to all of these.
    assert_eq!(site.run(&["build"]).code, Some(0));
    for path in ["one/part/page", "two/page", "three/page"] {
        assert!(site.read(&format!("public/ja/{path}/index.html")).contains("ほん"), "{path}");
    }
    assert_eq!(site.read("public/again.txt"), "data");
}

#[test]
fn links_that_lead_back_or_multiply_come_to_an_end() {
    let site = Site::new();
    site.page("content/a/page.ja.md", "一", "一");
    site.page("content/b/page.ja.md", "二", "二");
    // Two links, each in the folder that the other leads to.
    symlink("../b", site.path("content/a/to-b")).unwrap();
    symlink("../a", site.path("content/b/to-a")).unwrap();
    symlink("..", site.path("content/a/up")).unwrap();
    let back = "1:1: error[link-leaves-root]: a symbolic link leads back to a folder that it lies in";
    let found = mistakes(&site);
    for path in ["content/a/up", "content/a/to-b/to-a", "content/b/to-a/to-b", "content/b/to-a/up"] {
        assert!(found.contains(&format!("{path}:{back}")), "{path}: {found:#?}");
    }
    assert_eq!(found.len(), 4, "{found:#?}");

    let site = Site::new();
    for level in 0..30 {
        let next = format!("../d{}", level + 1);
        fs::create_dir_all(site.path(&format!("static/d{level}"))).unwrap();
        symlink(&next, site.path(&format!("static/d{level}/one"))).unwrap();
        symlink(&next, site.path(&format!("static/d{level}/two"))).unwrap();
    }
    site.write("static/d30/file", "text");
    let run = site.run(&["check"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("symbolic links lead to more than 100000 files"), "{}", run.stderr);
}

#[test]
fn what_git_keeps_is_not_published_through_a_link() {
    let site = Site::new();
    site.write(".git/config", "[remote \"origin\"]\n\turl = https://user:password@example.com/\n");
    fs::create_dir(site.path("static")).unwrap();
    symlink("../.git/config", site.path("static/config.txt")).unwrap();
    symlink("../.git", site.path("static/git")).unwrap();
    let out = "1:1: error[link-leaves-root]: a symbolic link leads out of the site's folder";
    assert_eq!(mistakes(&site), [format!("static/config.txt:{out}"), format!("static/git:{out}")]);
}

#[test]
fn a_root_that_is_a_link_is_followed_once() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    symlink(site.root(), &link).unwrap();
    let run = Run::of(Command::new(PROGRAM).args(["build", "--root"]).arg(&link).output().unwrap());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(site.has("public/ja/index.html"));
}

#[test]
fn what_a_command_names_is_read_as_far_as_it_may_be_long() {
    let site = Site::new();
    let run = site.run(&["markdown", "/dev/zero"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[file-too-large]"), "{}", run.stderr);
    let run = site.run(&["markdown", "--jsonl", "/dev/zero"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.ends_with("line 1 has more than 5 MB\n"), "{}", run.stderr);
    let run = site.run(&["translate", "import", "/dev/zero"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("it is larger than 100 MB"), "{}", run.stderr);
    // Standard input is no other.
    let endless = fs::File::open("/dev/zero").unwrap();
    let run = Run::of(site.command(&["markdown"]).stdin(Stdio::from(endless)).output().unwrap());
    assert!(run.code == Some(1) && run.stderr.contains("error[file-too-large]"), "{}", run.stderr);
    // A pipe that is named, as a shell makes one, is read to its end.
    let path = site.path("pipe");
    pipe(&path);
    let writer =
        thread::spawn(move || fs::OpenOptions::new().write(true).open(path).unwrap().write_all(b"*a*").unwrap());
    let run = site.run(&["markdown", "pipe"]);
    writer.join().unwrap();
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "<p><em>a</em></p>\n"), "{}", run.stderr);
}

#[test]
fn a_file_larger_than_any_site_has_is_a_mistake() {
    let site = Site::new();
    site.page("content/index.ja.md", "A", "![絵](huge.png)");
    // Both take no room on the disk, and would be read for minutes.
    for path in ["content/huge.png", "static/huge.bin"] {
        site.write(path, "");
        fs::File::options().write(true).open(site.path(path)).unwrap().set_len(6_000_000_000).unwrap();
    }
    let found = mistakes(&site);
    for path in ["content/huge.png", "static/huge.bin"] {
        let wanted = format!("{path}:1:1: error[file-too-large]: the file has 6000.0 MB");
        assert!(found.contains(&wanted), "{found:?}");
    }
}
