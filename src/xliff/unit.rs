//! What is translated of a page, piece by piece, and its placeholders by number.

use crate::catalog::{Quote, Written, check_quote, split_front, split_quote};
use crate::config::LangId;
use crate::config::Writing;
use crate::data::Value;
use crate::document::{self, Kind, Piece, line_pieces, segments};
use crate::resolve::Site;
use crate::source::{SourceId, Sources, Span};
use std::ops::Range;

/// A text that is translated by itself.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) place: Place,
    pub(super) pieces: Vec<Piece>,
}

/// Where the text of a unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Title,
    Description,
    /// Bytes in the file.
    Body(Range<usize>),
}

/// The units of a page or block, in the order of the file.
pub(super) fn units(sources: &Sources, id: SourceId) -> Vec<Unit> {
    let text = &sources.get(id).text;
    let parts = split_front(text, id, &mut Vec::new());
    let line = |key: &str, place| {
        let Value::Text(text) = &parts.front.as_ref()?.get(key)?.value else { return None };
        let pieces = Some(line_pieces(text)).filter(|_| !text.trim().is_empty())?;
        Some(Unit { id: key.to_owned(), place, pieces })
    };
    let mut units: Vec<Unit> = line("title", Place::Title).into_iter().collect();
    units.extend(line("description", Place::Description));
    for (number, segment) in segments(text, parts.body..text.len()).into_iter().enumerate() {
        let place = Place::Body(segment.range);
        units.push(Unit { id: format!("t{}", number + 1), place, pieces: segment.pieces });
    }
    units
}

/// The number of each piece that is a placeholder or opens one: counted from 1, nothing for text and for what closes.
pub(super) fn numbers(pieces: &[Piece]) -> impl Iterator<Item = (Option<usize>, &Piece)> {
    let mut count = 0;
    pieces.iter().map(move |piece| match piece {
        Piece::Text(_) | Piece::Close(_) => (None, piece),
        Piece::Fixed(_) | Piece::Break(_) | Piece::Open(_) => {
            count += 1;
            (Some(count), piece)
        }
    })
}

/// What closes each opened placeholder, by its number.
pub(super) fn closing(pieces: &[Piece]) -> Vec<(usize, String)> {
    let (mut open, mut closed) = (Vec::new(), Vec::new());
    for (number, piece) in numbers(pieces) {
        match (piece, number) {
            (Piece::Open(_), Some(number)) => open.push(number),
            (Piece::Close(written), _) => closed.extend(open.pop().map(|number| (number, written.clone()))),
            _ => {}
        }
    }
    closed
}

/// What a quotation of a fact says in another language, in the form that it has in its own.
pub(super) fn fact(site: &Site, dest: &str, written: &str, (original, to): (Written, LangId)) -> Option<String> {
    let quote = Quote { dest, written, span: Span::file(original.source), visible: None, lang: original.lang };
    let quoted = check_quote(&site.catalog.facts, quote, &site.messages).ok();
    let number = site.catalog.facts.number(split_quote(dest).0)?;
    let form = quoted.map(|quoted| quoted.form).unwrap_or_default();
    site.catalog.facts.form(number, to, form, &site.messages).map(str::to_owned)
}

/// The text of a page with its facts in another language. One that would have to be escaped is left out, and filled in
/// by the build.
pub(super) fn with_facts(site: &Site, text: &str, original: Written, to: LangId) -> String {
    let body = split_front(text, original.source, &mut Vec::new()).body;
    let document = document::parse(text, body..text.len(), original.source, Writing::PLAIN);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for reference in document.references.iter().filter(|reference| reference.kind == Kind::Fact) {
        let range = document.span(reference).range();
        let (dest, said) = (document.text_in(text, reference.dest), document.text_in(text, reference.text));
        let end = text.get(range.clone()).and_then(|whole| whole.rfind("]("));
        let (Some(end), Some(before), false) = (end, text.get(done..range.start + 1), said.is_empty()) else {
            continue;
        };
        written.push_str(before);
        written.push_str(&plain(fact(site, dest, said, (original, to))));
        done = range.start + end;
    }
    written.push_str(text.get(done..).unwrap_or_default());
    written
}

/// A quotation in a title or description, in another language.
pub(super) fn line_fact(site: &Site, written: &str, original: Written, to: LangId) -> Option<String> {
    let (said, dest) = written.strip_prefix('[')?.strip_suffix(')')?.split_once("](fact:")?;
    Some(format!("[{}](fact:{dest})", plain(fact(site, dest, said, (original, to)))))
}

fn plain(text: Option<String>) -> String {
    let special = |c: char| {
        c.is_control()
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '{' | '"' | '\'')
    };
    text.filter(|text| !text.contains(special)).unwrap_or_default()
}

/// Whether a piece is a line break that means nothing: another language breaks its lines elsewhere.
pub(super) fn is_soft(piece: &Piece) -> bool {
    matches!(piece, Piece::Break(written) if !written.starts_with('\\') && !written.starts_with("  "))
}
