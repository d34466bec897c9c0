//! Minutes of edits and questions at once: memory stays what it was, and at the end every page is that of a fresh build.

use super::edits::{Dice, Folder, edit, fresh, restore};
use super::http::{ask, start};
use std::fs;
use std::process::Child;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How long it lasts where `SOAK_SECONDS` says nothing.
const SECONDS: u64 = 600;
/// So much more memory than after a fifth of the time is growth, in kilobytes: what an allocator keeps differs by some.
const GROWTH: u64 = 24_000;

/// The memory that a process holds, in kilobytes; Linux only.
fn memory(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[ignore = "runs for ten minutes"]
fn memory_is_flat_and_every_page_right_after_ten_minutes() {
    let seconds = std::env::var("SOAK_SECONDS").ok().and_then(|seconds| seconds.parse().ok()).unwrap_or(SECONDS);
    let folder = Folder::new();
    let (mut child, host) = start(&folder.root, &[], &[]);
    let (paths, is_over, asked) = (fresh(&folder).0, AtomicBool::new(false), AtomicUsize::new(0));
    let paths: Vec<String> = paths.into_keys().map(|path| format!("/sub/{path}")).collect();
    let (mut edits, mut early, begun) = (0, None, Instant::now());
    std::thread::scope(|scope| {
        for seed in 1..=3 {
            let (paths, host, is_over, asked) = (&paths, &host, &is_over, &asked);
            scope.spawn(move || {
                let mut dice = Dice::new(seed);
                while !is_over.load(Ordering::Relaxed) {
                    let path = dice.pick(paths);
                    let about = path.replace('/', "%2F");
                    for line in [format!("GET {path} HTTP/1.1"), format!("GET /_shirube/page?path={about} HTTP/1.1")] {
                        // A file that has changed while the site cannot be read is not there for so long.
                        let status = ask(host, &line, &[]).status;
                        assert!(matches!(status, 200 | 404 | 503), "{line}: {status}");
                        asked.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
        let mut dice = Dice::new(4);
        while begun.elapsed() < Duration::from_secs(seconds) {
            match dice.below(6) {
                0 => drop(restore(&folder)),
                _ => drop(edit(&folder, &mut dice)),
            }
            edits += 1;
            std::thread::sleep(Duration::from_millis(dice.below(120) as u64));
            if early.is_none() && begun.elapsed() > Duration::from_secs(seconds / 5) {
                early = memory(&child);
            }
        }
        is_over.store(true, Ordering::Relaxed);
    });
    restore(&folder);
    let late = memory(&child);
    let (files, told) = fresh(&folder);
    assert!(!files.is_empty(), "{told:?}");
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let is_same = || {
            let shown = ask(&host, &format!("GET /sub/{path} HTTP/1.1"), &[]).body;
            let shown = String::from_utf8(shown).unwrap();
            let (before, rest) = shown.split_once("<script src=\"/_shirube/client.js\"").unwrap();
            let (_, after) = rest.split_once("</script>").unwrap();
            format!("{before}{after}").into_bytes() == *bytes
        };
        super::http::wait(path, is_same);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    println!("{edits} edits, {asked:?} answers; {early:?} KB after a fifth, {late:?} KB at the end");
    if let (Some(early), Some(late)) = (early, late) {
        assert!(late < early + GROWTH, "{early} KB, then {late} KB");
    }
}
