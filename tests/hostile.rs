//! Texts that are made to be slow, deep or large, in each mode of HTML: all of them are read, rendered or refused in
//! little time and on a small stack.

#![allow(clippy::unwrap_used)]

use shirube::source::{Memory, Sources, embedded};
use shirube::{Options, build, output};
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
        today: "2026-11-22".parse().unwrap(),
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
