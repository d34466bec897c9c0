//! How far Git's memory goes: what is said where it does not go to the beginning, and what is known all the same.

use super::git::{git_in, has_git};
use super::site::{Run, Site};
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

/// A site in a repository in which a translation is behind.
fn behind() -> Site {
    let site = Site::new();
    git_in(site.root(), &["init", "--quiet", "--initial-branch=main"], "");
    site.page("content/cost.ja.md", "費用", "## 保険\n\n使えません。");
    site.page("content/cost.en.md", "Cost", "## Insurance\n\nNone.");
    assert_eq!(site.run(&["translate", "accept", "cost", "index"]).code, Some(0));
    commit(&site);
    site.page("content/cost.ja.md", "費用", "## 保険\n\n原則として使えません。");
    commit(&site);
    site
}

fn commit(site: &Site) {
    git_in(site.root(), &["add", "."], "");
    git_in(site.root(), &["commit", "--quiet", "-m", "x"], "");
}

/// What `status` says of a folder: what it is called in JSON, and what people are told.
fn status(site: &Site, folder: &Path) -> (String, String) {
    let run = |args: &[&str]| Run::of(site.command(args).arg("--root").arg(folder).output().unwrap());
    let json: serde_json::Value = serde_json::from_str(&run(&["status", "--format", "json"]).stdout).unwrap();
    let told = run(&["status"]);
    for args in [["translate", "diff", "cost"].as_slice(), &["translate", "export", "en"]] {
        assert_eq!(run(args).stderr, told.stderr, "{args:?}");
    }
    (json["history"].as_str().unwrap().to_owned(), told.stderr)
}

#[test]
fn how_far_the_memory_goes_is_said_with_what_it_costs() {
    if !has_git() {
        return;
    }
    let site = behind();
    assert_eq!(status(&site, site.root()), ("whole".to_owned(), String::new()));

    let place = tempfile::tempdir().unwrap();
    let from = format!("file://{}", site.root().display());
    git_in(site.root(), &["config", "uploadpack.allowFilter", "true"], "");
    let clone = |name: &str, how: &[&str]| {
        let folder = place.path().join(name);
        git_in(place.path(), &[&["clone", "--quiet"], how, &[&from, name]].concat(), "");
        folder
    };
    let said = |folder: &Path| status(&site, folder);
    let shallow = said(&clone("shallow", &["--depth=1"]));
    assert_eq!(shallow.0, "shallow");
    assert!(shallow.1.contains("shallow clone: what has changed") && shallow.1.contains("git fetch --unshallow"));
    let partial = said(&clone("partial", &["--filter=blob:none"]));
    assert_eq!(partial.0, "partial");
    assert!(partial.1.contains("without all texts") && partial.1.contains("--no-filter"), "{}", partial.1);
    let shared = clone("shared", &["--shared"]);
    assert_eq!(said(&shared).0, "whole", "a file:// clone borrows nothing");
    std::fs::write(shared.join(".git/objects/info/alternates"), format!("{}/.git/objects\n", site.root().display()))
        .unwrap();
    assert_eq!(said(&shared).0, "borrowed");

    let broken = clone("broken", &[]);
    std::fs::write(broken.join(".git/HEAD"), "nothing\n").unwrap();
    assert_eq!(said(&broken).0, "unreadable");
    let none = clone("none", &[]);
    std::fs::remove_dir_all(none.join(".git")).unwrap();
    let none = said(&none);
    assert_eq!(none.0, "none");
    assert!(none.1.starts_with("the site is in no Git repository: what has changed"), "{}", none.1);
    let foreign = clone("foreign", &[]);
    // Only root can give files away.
    let given: Vec<_> =
        [foreign.clone(), foreign.join(".git")].iter().map(|path| chown(path, Some(12345), None)).collect();
    if given.iter().all(Result::is_ok) {
        let foreign = said(&foreign);
        assert_eq!(foreign.0, "foreign");
        assert!(foreign.1.contains("another user") && foreign.1.contains("safe.directory"), "{}", foreign.1);
    }
}

#[test]
fn a_repository_of_sha_256_and_one_without_commits_are_called_that() {
    if !has_git() {
        return;
    }
    let site = Site::new();
    git_in(site.root(), &["init", "--quiet", "--object-format=sha256"], "");
    let name = || {
        let run = site.run(&["status", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        (json["history"].as_str().unwrap().to_owned(), run.stderr)
    };
    assert_eq!(name().0, "empty");
    commit(&site);
    // Where nothing is behind it costs nothing.
    assert_eq!(name(), ("sha256".to_owned(), String::new()));
    // Where there is no program to ask.
    let site = behind();
    let mut command: Command = site.command(&["status"]);
    let run = Run::of(command.env("PATH", "").output().unwrap());
    assert!(run.stderr.starts_with("there is no program `git`: what has changed"), "{}", run.stderr);
}
