//! What holds for any input: functions that take a text or bytes and stop where a law is broken. The property tests and
//! the targets of `fuzz/` call them.

pub mod charts;
pub mod conflicts;
pub mod data;
pub mod derived;
pub mod downloads;
pub mod formula;
pub mod html;
pub mod markdown;
pub mod messages;
pub mod quotes;
pub mod site;
pub mod xliff;

use shirube::Options;
use shirube::diagnostic::{Diagnostic, Diagnostics, Format, Screen, print};
use shirube::source::{Memory, Sources, Span};

/// A site of two languages.
pub const SITE: &str = "base_url = \"https://example.com/\"\nsource = \"ja\"\n\
    [[languages]]\ncode = \"ja\"\nname = \"日本語\"\n[[languages]]\ncode = \"en\"\nname = \"English\"\n";

/// A build of everything, on a day.
pub fn options() -> Options {
    Options {
        base: None,
        drafts: true,
        strict: false,
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    }
}

/// Files in memory.
pub fn files<'a>(all: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Memory {
    let mut memory = Memory::new();
    for (path, bytes) in all {
        memory.insert(path, bytes.to_vec());
    }
    memory
}

/// A place lies in its file, and cuts no character.
pub fn is_in_its_file(sources: &Sources, span: Span) {
    let source = sources.get(span.source);
    assert!(source.text.get(span.range()).is_some(), "{span:?} is no place in {:?}", source.text);
}

/// So do all places of a diagnostic, which says something in one line.
pub fn is_said_of_a_place(sources: &Sources, diagnostic: &Diagnostic) {
    let related = diagnostic.related.iter().map(|related| related.span);
    let fix = diagnostic.fix.iter().map(|fix| fix.span);
    for span in std::iter::once(diagnostic.span).chain(related).chain(fix) {
        is_in_its_file(sources, span);
    }
    let help = diagnostic.help.as_deref().unwrap_or("-");
    for said in [diagnostic.message.as_str(), help] {
        assert!(!said.is_empty() && !said.contains(char::is_control), "{said:?}");
    }
}

/// The diagnostics as text, one a line.
pub fn said(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let screen = Screen { colour: false, all: None };
    print(diagnostics, sources, Format::Json, screen).to_string()
}
