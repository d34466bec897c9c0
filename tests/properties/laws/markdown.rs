//! Markdown: any text is read, what is read points into it, and its HTML is whole and harmless.

use super::{files, html, is_in_its_file, is_said_of_a_place, options};
use shirube::config::{Html, LangId, Writing};
use shirube::diagnostic::Diagnostics;
use shirube::inside::data::Text;
use shirube::inside::document::{self, Chunk, Document, Op, Tag};
use shirube::inside::render::{Engine, Scene, content, load};
use shirube::inside::resolve::{Site, Snapshot, alone};
use shirube::inside::{Read, read};
use shirube::source::{Memory, SourceId, Sources, Span, embedded};
use std::cell::OnceCell;
use std::sync::Arc;

/// A text can be read in every way of writing.
pub fn is_read(text: &str) {
    let (sources, id) = alone_in(text);
    let text = sources.get(id).text.as_str();
    for (join_lines, smart_punctuation, html) in [
        (true, false, Html::Escape),
        (false, true, Html::Escape),
        (true, true, Html::Safe),
        (false, false, Html::Trusted),
    ] {
        let writing = Writing { join_lines, smart_punctuation, html, ..Writing::PLAIN };
        let document = document::parse(text, 0..text.len(), id, writing);
        points_into(&document, text, &sources);
        is_nested(&document);
        let refer = |_: u32| None;
        document.plain(text, 0..document.ops().len(), &refer);
        assert!(document.excerpt(text, &refer).len() <= text.len() * 3 + 16);
        document.length(text, 0..document.ops().len()).minutes();
        assert_eq!(document.ops(), document::parse(text, 0..text.len(), id, writing).ops());
    }
    // The same text inside of a file is read as it is alone.
    let framed = format!("枠\n{text}\n枠");
    let inside = document::parse(&framed, 4..4 + text.len(), id, Writing::PLAIN);
    assert_eq!(inside.ops().len(), document::parse(text, 0..text.len(), id, Writing::PLAIN).ops().len());
    let mut last = 0;
    for segment in document::segments(text, 0..text.len()) {
        assert!(last <= segment.range.start && text.get(segment.range.clone()).is_some(), "{:?}", segment.range);
        last = segment.range.end;
    }
}

fn alone_in(text: &str) -> (Sources, SourceId) {
    let mut sources = Sources::default();
    // What a file may not hold is refused with the file.
    let text = text.replace(['\u{FDD0}', '\u{FDD1}'], "\u{FFFD}");
    let id = sources.add_text("page.md", text);
    (sources, id)
}

/// All that a document points to is there.
fn points_into(document: &Document, text: &str, sources: &Sources) {
    let there = |chunk: Chunk| {
        assert_eq!(document.text_in(text, chunk).is_empty(), chunk.is_empty(), "{chunk:?} of {text:?}");
        if let Some(at) = document.place(chunk).filter(|_| !chunk.is_empty()) {
            assert!(text[at..].starts_with(document.text_in(text, chunk)));
        }
    };
    for op in document.ops() {
        match *op {
            Op::Text { start, len } | Op::Code { start, len } | Op::Html { start, len } => there(Op::chunk(start, len)),
            Op::Refer(index) | Op::Address(index) => assert!((index as usize) < document.references.len()),
            Op::Cite { first, count } => assert!((first + count.get()) as usize <= document.references.len()),
            Op::Footnote(index) => assert!((index as usize) < document.footnotes.len()),
            Op::SoftBreak | Op::HardBreak | Op::Rule | Op::Task(_) | Op::Open(..) | Op::Close(..) => {}
        }
    }
    let mut ids: Vec<&str> = Vec::new();
    for heading in &document.headings {
        there(heading.id);
        there(heading.classes);
        is_in_its_file(sources, document.heading_span(heading));
        assert!(matches!(document.ops()[heading.op as usize], Op::Open(Tag::Heading, _)));
        ids.push(document.text_in(text, heading.id));
    }
    let doubled = document.diagnostics.iter().any(|found| found.code.name() == "duplicate-id");
    ids.sort_unstable();
    assert!(doubled || ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?} in {text:?}");
    assert!(ids.iter().all(|id| !id.is_empty()), "{text:?}");
    for reference in &document.references {
        [reference.dest, reference.text, reference.title].into_iter().for_each(there);
        is_in_its_file(sources, document.span(reference));
        if let Some(visible) = document.visible_span(sources, reference) {
            is_in_its_file(sources, visible);
        }
    }
    for note in &document.footnotes {
        there(note.name);
        assert!(note.start <= note.end && note.end as usize <= document.ops().len());
    }
    assert!(document.comments.iter().all(|range| text.get(range.clone()).is_some()));
    document.diagnostics.iter().for_each(|found| is_said_of_a_place(sources, found));
}

/// What is opened is closed, in order.
fn is_nested(document: &Document) {
    let mut open = Vec::new();
    for op in document.ops() {
        match op {
            Op::Open(tag, _) => open.push(*tag),
            Op::Close(tag, _) => assert_eq!(open.pop(), Some(*tag)),
            _ => {}
        }
    }
    assert_eq!(open, []);
}

/// The HTML of a text is whole where HTML in it is text, and where it is cleaned.
pub fn is_written_whole(text: &str) {
    thread_local! {
        static DESKS: OnceCell<[Desk; 2]> = const { OnceCell::new() };
    }
    let text = text.replace(['\u{FDD0}', '\u{FDD1}'], "\u{FFFD}");
    DESKS.with(|desks| {
        for desk in desks.get_or_init(|| [Html::Escape, Html::Safe].map(Desk::new)) {
            for lang in desk.site.config.languages.ids() {
                html::is_whole(&desk.html(&text, lang));
            }
        }
    });
}

/// What texts are written with that belong to no site.
struct Desk {
    site: Arc<Snapshot>,
    engine: Arc<Engine>,
}

impl Desk {
    fn new(html: Html) -> Desk {
        let site: Memory = files([("site.toml", super::SITE.as_bytes())]);
        let mut sources = Sources::read(&site, &embedded()).unwrap();
        let Read { mut config, messages, catalog } = read(&mut sources, &options(), &mut Diagnostics::new()).unwrap();
        config.html = html;
        let site = Arc::new(Snapshot::new(Site::new(sources, config, messages, catalog)));
        let engine = load(&site).0.unwrap();
        Desk { site, engine }
    }

    fn html(&self, text: &str, lang: LangId) -> String {
        let text = Text::made(text.to_owned(), Span::file(self.site.sources.any()));
        let document = Arc::new(document::parse_fragment("", &text, self.site.config.writing(lang)));
        let parts = [alone(&document, &self.site.sources, lang)];
        content(
            Scene { site: &self.site, engine: &self.engine, lang, page: None, parts: &parts },
            &mut Diagnostics::new(),
        )
        .unwrap_or_default()
    }
}
