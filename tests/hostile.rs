//! Texts that are made to be slow, deep or large, in each mode of HTML: all of them are read, rendered or refused in
//! little time and on a small stack. Old texts, which a repository makes of a few bytes, are not held all at once.

#![allow(clippy::unwrap_used)]

use shirube::failure::Failure;
use shirube::source::{Algorithm, FileSystem, History, Listed, Memory, Opened, Reach, Sources, Version, embedded};
use shirube::{Options, build, output};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const TIMES: usize = 100_000;

/// What is repeated, and what stands behind it, as often or once.
const NESTED: [(&str, &str); 27] = [
    ("> ", "深"),
    ("- ", "深"),
    ("1. ", "深"),
    ("> - ", "深"),
    ("*深 ", ""),
    ("**深 ", ""),
    ("*深", "*"),
    ("**深", "**"),
    ("~~深", "~~"),
    ("_a *b ", ""),
    ("[", ""),
    ("[", "]"),
    ("[", "](a)"),
    ("![", "](a)"),
    ("[深](", ")"),
    ("[^1]", ""),
    ("{漢|", "}"),
    ("`", "深"),
    ("<b>", "</b>"),
    ("<b a=\"", "深"),
    ("<div>\n\n", "</div>\n\n"),
    ("<script>", "深"),
    ("<!--", "-->"),
    ("<svg><table><td>", "深"),
    ("&#x", "深"),
    ("| ", "\n|"),
    ("[@", "]"),
];

fn site(text: &str, mode: &str) -> Memory {
    let mut site = Memory::new();
    let config = format!("{}\n[content]\nhtml = \"{mode}\"\n", include_str!("cases/site.toml"));
    site.insert("site.toml", config.into_bytes());
    site.insert("content/index.ja.md", format!("+++\ntitle = \"入口\"\n+++\n## 一\n\n{text}\n").into_bytes());
    site
}

/// How long a build takes, and whether anything was wrong with the site.
fn run(text: &str, mode: &str) -> (Duration, Vec<String>) {
    let (site, carried) = (site(text, mode), embedded());
    let options = Options {
        base: None,
        drafts: false,
        strict: false,
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    };
    let start = Instant::now();
    let sources = Sources::read(&site, &carried).unwrap();
    let sink = output::Memory::new();
    let built = build(sources, &options, &sink, &|_, _| {}).unwrap();
    let codes = built.diagnostics.iter().map(|diagnostic| diagnostic.code.name().to_owned()).collect();
    (start.elapsed(), codes)
}

#[test]
fn nothing_is_slow_or_deep() {
    // Half a megabyte: what goes down once for every level does not fit.
    let small = rayon::ThreadPoolBuilder::new().stack_size(512 * 1024).build().unwrap();
    for (open, close) in NESTED {
        for text in [format!("{}{}", open.repeat(TIMES), close.repeat(TIMES)), format!("{}{close}", open.repeat(TIMES))]
        {
            for mode in ["escape", "safe", "trusted"] {
                let (took, _) = small.install(|| run(&text, mode));
                println!("{took:?} {mode} {open:?} {close:?}");
                assert!(took < Duration::from_secs(20), "{open:?} {close:?} took {took:?} with html = {mode:?}");
            }
        }
    }
}

#[test]
fn nesting_is_refused_beyond_the_cap() {
    // Each with the levels that it is deep: an item stands in a list.
    for (open, close, levels) in [("> ", "", 1), ("- ", "", 2), ("**深 ", "**", 1), ("> - ", "", 3)] {
        for (times, refused) in [(95 / levels, false), (101, true), (TIMES, true)] {
            let (_, codes) = run(&format!("{}深{}", open.repeat(times), close.repeat(times)), "escape");
            assert_eq!(codes.iter().any(|code| code == "too-deep"), refused, "{times} × {open:?}");
        }
    }
}

/// Files in memory with a history in which every id is that of a text; it remembers how many were asked for together.
#[derive(Debug, Clone)]
struct Remembered {
    files: Memory,
    asked: Arc<Mutex<Vec<usize>>>,
}

impl FileSystem for Remembered {
    fn list(&self, folder: &str) -> Result<Option<Vec<Listed>>, Failure> {
        self.files.list(folder)
    }

    fn open(&self, path: &str) -> Result<Option<Opened>, Failure> {
        self.files.open(path)
    }

    fn share(&self) -> Arc<dyn FileSystem> {
        Arc::new(self.clone())
    }

    fn history(&self) -> Arc<dyn History> {
        Arc::new(self.clone())
    }
}

impl History for Remembered {
    fn state(&self) -> Option<String> {
        None
    }

    fn algorithm(&self) -> Algorithm {
        Algorithm::Sha1
    }

    fn is_whole(&self) -> bool {
        false
    }

    fn reach(&self) -> Reach {
        Reach::Nothing
    }

    fn fork(&self, _: &str) -> Option<String> {
        None
    }

    fn text(&self, _: &str) -> Option<String> {
        Some("old".to_owned())
    }

    fn texts(&self, ids: &[String]) -> HashMap<String, String> {
        self.asked.lock().unwrap().push(ids.len());
        ids.iter().map(|id| (id.clone(), "old".to_owned())).collect()
    }

    fn text_at(&self, _: &str, _: &str) -> Option<(String, String)> {
        None
    }

    fn added(&self, _: &str, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn removed(&self, _: &str, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn is_cut(&self) -> bool {
        false
    }

    fn versions(&self, _: &[&str], _: &mut dyn FnMut(&str, Version) -> ControlFlow<()>) {}
}

#[test]
fn old_texts_are_held_a_few_at_a_time() {
    let mut files = Memory::new();
    files.insert("site.toml", include_bytes!("cases/site.toml").as_slice());
    for number in 0..100 {
        let stamp = format!("translated_from = \"{number:040x}\"\n");
        for (language, stamp) in [("ja", ""), ("en", stamp.as_str())] {
            let text = format!("+++\ntitle = \"{number}\"\n{stamp}+++\n## x\n\nnew {number}\n");
            files.insert(format!("content/p{number}.{language}.md"), text.into_bytes());
        }
    }
    let site = Remembered { files, asked: Arc::default() };
    let sources = Sources::read(&site, &embedded()).unwrap();
    let options = Options {
        base: None,
        drafts: false,
        strict: false,
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    };
    let built = build(sources, &options, &output::Nothing, &|_, _| {}).unwrap();
    let stale = built.diagnostics.iter().filter(|found| found.message.contains("has changed since")).count();
    assert_eq!(stale, 100);
    let asked = site.asked.lock().unwrap();
    assert_eq!((asked.iter().sum::<usize>(), asked.iter().max()), (100, Some(&16)));
}
