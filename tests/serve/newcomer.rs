//! The way of somebody who has read the README and nothing else: from an empty folder to a site in three languages, below a
//! path, that was looked at all the while.

use super::http::{Served, wait, write};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder.
fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_shirube")).current_dir(folder).args(args).output().unwrap()
}

/// What a command says that has to succeed.
fn said(folder: &Path, args: &[&str]) -> String {
    let run = run(folder, args);
    let (out, error) = (String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap());
    assert!(run.status.success(), "{args:?}: {out}{error}");
    out
}

#[test]
fn from_nothing_to_a_site_that_is_served_and_built() {
    let folder = tempfile::tempdir().unwrap();
    said(folder.path(), &["init", "my-site", "--yes"]);
    let served = Served::of(folder, "my-site", &[], &[]);
    let root = served.root().join("my-site");
    let page = |path: &str| served.get(path).text();
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();

    // Both languages are there.
    let home = served.get("/").header("location").unwrap_or("/").to_owned();
    let at = |path: &str| format!("{home}{path}");
    for (path, words) in [("ja/", "lang=\"ja\""), ("en/", "lang=\"en\""), ("ja/guide/collection/", "週2回")] {
        assert!(page(&at(path)).contains(words), "{path}");
    }

    // The bar has the facts of the text, and those of the table that it shows.
    let facts = served.about(&at("ja/guide/collection/"))["page"]["facts"].as_array().unwrap().len();
    assert!(facts >= 6, "{facts}");

    // A page more, which is edited.
    assert_eq!(said(&root, &["new", "guide/paper"]).trim(), "content/guide/paper.ja.md");
    wait("the new page is there", || served.get(&at("ja/guide/paper/")).status == 200);
    write(&root, "content/guide/paper.ja.md", "+++\ntitle = \"紙\"\n+++\n紙は束ねます。\n");
    wait("the edit is seen", || page(&at("ja/guide/paper/")).contains("紙は束ねます。"));

    // It breaks: a figure that is not the one in the data. The mistake is told, the page stays, and `check` says the same.
    let collection = read("content/guide/collection.ja.md");
    let wrong = collection.replacen("週2回", "週3回", 1);
    assert_ne!(wrong, collection);
    write(&root, "content/guide/collection.ja.md", &wrong);
    let about = || served.about(&at("ja/guide/collection/"));
    wait("the mistake is told", || about()["broken"] == true);
    assert_eq!(about()["diagnostics"][0]["code"], "fact-mismatch");
    assert!(page(&at("ja/guide/collection/")).contains("週2回"));
    let checked = run(&root, &["check", "--format", "short"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(String::from_utf8(checked.stdout).unwrap().contains("error[fact-mismatch]"));

    // It is mended by the program.
    said(&root, &["check", "--fix"]);
    wait("it is mended", || about()["broken"] == false);
    assert_eq!(read("content/guide/collection.ja.md"), collection);

    // The page gets another name, and a language is added.
    said(&root, &["move", "guide/paper", "guide/waste-paper"]);
    wait("it has moved", || served.get(&at("ja/guide/waste-paper/")).status == 200);
    assert!(page(&at("ja/guide/paper/")).contains("waste-paper"));
    said(&root, &["language", "add", "de", "--missing", "fallback"]);
    wait("the language is there", || served.get(&at("de/guide/collection/")).status == 200);

    // What is published stands below a path.
    said(&root, &["build", "--base-url", "https://example.org/sub/path/"]);
    let built = read("public/ja/guide/waste-paper/index.html");
    assert!(
        built.contains("href=\"/sub/path/ja/") && built.contains("https://example.org/sub/path/ja/guide/waste-paper/")
    );
}
