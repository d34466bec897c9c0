//! Builds that are killed, and builds that run at the same time.
//!
//! `SHIRUBE_KILLS=200 cargo test --test cli` kills so many instead of a few.

use super::site::{Run, Site, Snapshot};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use std::{env, fs, thread};

const PAGES: usize = 120;

/// Writes a site of many pages and a file to copy; `state` decides what all of them say, and which folder is there.
fn write_site(site: &Site, state: usize) {
    for number in 0..PAGES {
        let text = format!("State {state}. ").repeat(40);
        site.page(&format!("content/part-{}/page-{number}.en.md", number % 7), &format!("Page {number}"), &text);
    }
    let other = site.path(&format!("content/only-{}", 1 - state));
    _ = fs::remove_dir_all(other);
    site.page(&format!("content/only-{state}/page.en.md"), "Only", "Only in this state.");
    site.write("static/data.bin", vec![state as u8; 300_000]);
}

/// What a clean build of each state publishes.
fn references() -> [Snapshot; 2] {
    [0, 1].map(|state| {
        let site = Site::new();
        write_site(&site, state);
        site.build(&[]);
        site.snapshot("public")
    })
}

fn rounds() -> usize {
    env::var("SHIRUBE_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(12)
}

/// Every file has the bytes that one of the states gives it: none is cut short, none is foreign.
fn assert_whole_files(found: &Snapshot, references: &[Snapshot; 2], round: &str) {
    let known: Vec<BTreeMap<&str, &[u8]>> = references.iter().map(Snapshot::bytes).collect();
    for (path, bytes) in found.bytes() {
        assert!(known.iter().any(|files| files.get(path) == Some(&bytes)), "{round}: {path} is of neither state");
    }
}

#[test]
fn a_killed_build_breaks_no_file_and_the_next_one_heals() {
    let references = references();
    let site = Site::new();
    write_site(&site, 0);
    let start = Instant::now();
    site.build(&[]);
    let mut whole = start.elapsed();
    let mut cut_short = 0;
    let rounds = rounds();
    for round in 0..rounds {
        let state = (round + 1) % 2;
        write_site(&site, state);
        let mut child = site.command(&["build"]).spawn().unwrap();
        // Over the whole of a build, evenly, whatever the number of rounds: by the golden ratio.
        let wait = whole.mul_f64((round as f64 * 0.618_034).fract());
        thread::sleep(wait);
        let name = format!("round {round}, killed after {wait:?} of {whole:?}");
        match child.try_wait().unwrap() {
            None => cut_short += 1,
            // It took less time than the first build, which had a busy machine.
            Some(_) => whole = wait,
        }
        // SIGKILL: nothing of the program runs any more.
        _ = child.kill();
        child.wait().unwrap();
        assert_whole_files(&site.snapshot("public"), &references, &name);
        if round % 3 == 2 {
            // The state may have changed again before anybody builds.
            write_site(&site, 1 - state);
            site.build(&[]);
            assert_eq!(site.snapshot("public").bytes(), references[1 - state].bytes(), "{name}");
        } else {
            site.build(&[]);
            assert_eq!(site.snapshot("public").bytes(), references[state].bytes(), "{name}");
        }
        let left: Vec<_> = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        let left = left.iter().filter(|name| name.to_string_lossy().contains("shirube"));
        assert_eq!(left.count(), 0, "{name}: something of the build is left beside the output");
    }
    assert!(
        cut_short * 3 >= rounds,
        "the test shows little: only {cut_short} of {rounds} builds were killed before their end"
    );
}

#[test]
fn a_killed_first_build_leaves_no_half_site() {
    let [reference, _] = references();
    let site = Site::new();
    write_site(&site, 0);
    for wait in [0, 5, 15, 30, 60] {
        let mut child = site.command(&["build"]).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        _ = child.kill();
        child.wait().unwrap();
        // A fresh output appears by one rename: nothing, or all of it.
        if site.has("public") {
            assert_eq!(site.snapshot("public").bytes(), reference.bytes(), "killed after {wait} ms");
        }
        site.build(&[]);
        assert_eq!(site.snapshot("public").bytes(), reference.bytes());
        fs::remove_dir_all(site.path("public")).unwrap();
    }
}

#[test]
fn builds_at_the_same_time_do_not_break_the_output() {
    let references = references();
    let site = Site::new();
    for state in [0, 1] {
        write_site(&site, state);
        let children: Vec<_> = (0..5).map(|_| site.command(&["build"]).spawn().unwrap()).collect();
        let runs: Vec<Run> = children.into_iter().map(|child| Run::of(child.wait_with_output().unwrap())).collect();
        for run in &runs {
            let waited_in_vain = run.code == Some(2) && run.stderr.contains("another build is writing it");
            assert!(run.code == Some(0) || waited_in_vain, "{:?}: {}", run.code, run.stderr);
        }
        assert!(runs.iter().any(|run| run.code == Some(0)));
        assert_eq!(site.snapshot("public").bytes(), references[state].bytes());
        let line = super::site::line(&site.build(&[]));
        assert_eq!(line.written + line.removed, 0, "the record fits what is there");
    }
}
