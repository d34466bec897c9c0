//! What reading a document costs beside pulldown-cmark alone, on the pages of a folder: `cargo run --example cost --
//! content`. The three are measured in turn, and the quickest of many counts.

#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use pulldown_cmark::{Options, Parser};
use shirube::config::Writing;
use shirube::inside::document::{self, Shielded};
use shirube::source::Sources;
use std::hint::black_box;
use std::time::{Duration, Instant};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "content".to_owned());
    for ending in [".en.md", ".ja.md"] {
        let mut text = String::new();
        for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
            let path = entry.map_err(std::io::Error::other)?.into_path();
            if path.to_string_lossy().ends_with(ending) {
                text += std::fs::read_to_string(path)?.splitn(3, "+++\n").nth(2).unwrap_or_default();
            }
        }
        let text = text.repeat(4);
        let id = Sources::default().at_or_absent("page");
        let plain = || {
            let mut count = 0;
            for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
                count += black_box((&event, &range)).1.len();
            }
            count
        };
        let friendly = || {
            let shielded = Shielded::new(&text);
            let mut count = 0;
            for (event, range) in shielded.events(Parser::new_ext(shielded.text(), OPTIONS)) {
                count += black_box((&event, &range)).1.len();
            }
            count
        };
        let whole = || document::parse(&text, 0..text.len(), id, Writing::PLAIN).ops().len();
        let quickest = |works: &[&dyn Fn() -> usize]| {
            let mut best = vec![Duration::MAX; works.len()];
            for _ in 0..150 {
                for (work, best) in works.iter().zip(&mut best) {
                    let start = Instant::now();
                    black_box(work());
                    *best = (*best).min(start.elapsed());
                }
            }
            best.into_iter().map(|time| time.as_secs_f64() * 1e3).collect::<Vec<_>>()
        };
        // The whole document uses so much memory that what comes after it is slower.
        let (parsed, documents) = (quickest(&[&plain, &friendly]), quickest(&[&whole]));
        let ([plain, friendly], [whole]) = (parsed.as_slice(), documents.as_slice()) else { continue };
        let more = (friendly / plain - 1.0) * 100.0;
        let said = format!("{ending}: {} kB, pulldown-cmark {plain:.2} ms", text.len() / 1000);
        println!("{said}, with emphasis beside CJK {friendly:.2} ms ({more:+.1} %), whole document {whole:.2} ms");
    }
    Ok(())
}
