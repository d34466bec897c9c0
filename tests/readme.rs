//! What the README shows builds as it stands there.

// A test may stop.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use shirube::diagnostic::{Format, Screen, print};
use shirube::source::{Memory, Sources, embedded};
use shirube::{Options, build, output};

/// The blocks of the README that are files, each with its path.
fn files() -> Vec<(String, String)> {
    let readme = include_str!("../README.md");
    let mut files = Vec::new();
    for block in readme.split("\n```").skip(1).step_by(2) {
        let (info, text) = block.split_once('\n').unwrap();
        if let Some((_, path)) = info.split_once("title=\"") {
            files.push((path.trim_end_matches('"').to_owned(), format!("{text}\n")));
        }
    }
    files
}

/// What is wrong with a site of these files, and the paths of its output.
fn built(files: &[(String, String)]) -> (String, Vec<String>) {
    let mut memory = Memory::new();
    for (path, text) in files {
        memory.insert(path, text.clone().into_bytes());
    }
    let sources = Sources::read(&memory, &embedded()).unwrap();
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    let options = Options { base: None, drafts: false, strict: false, now, languages: Vec::new() };
    let sink = output::Memory::new();
    let built = build(sources, &options, &sink, &|_, _| ()).unwrap();
    let screen = Screen { colour: false, all: None };
    let told = print(&built.diagnostics, &built.sources, Format::Short, screen).as_str().to_owned();
    (told, sink.into_files().into_keys().collect())
}

#[test]
fn the_smallest_site_builds() {
    let files = files();
    let (told, paths) = built(&files[..2]);
    assert_eq!(told, "");
    assert!(paths.contains(&"en/index.html".to_owned()), "{paths:?}");
}

#[test]
fn the_example_builds() {
    let files = files();
    assert_eq!(files.len(), 6, "{:?}", files.iter().map(|(path, _)| path).collect::<Vec<_>>());
    let (told, paths) = built(&files);
    assert_eq!(told, "");
    for path in ["en/cost/index.html", "en/tables/by-method.csv"] {
        assert!(paths.contains(&path.to_owned()), "{paths:?}");
    }
}
