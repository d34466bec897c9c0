//! Whether the file of a translation is read as it was meant: it is cut again, and compared.

use super::page::{File, said};
use super::target::Report;
use super::unit::{Place, Unit};
use crate::data::split_front;
use crate::diagnostic::Code;
use crate::document::{Piece, Segment, has_text, line_pieces, part, segments};
use std::collections::HashMap;
use std::ops::Range;

/// Reports every text that is not read again as it was meant. `place` is where a unit stands in the XLIFF file, `whole`
/// where all of them do.
pub(super) fn check(
    units: &[Unit],
    file: &File,
    path: &str,
    (place, whole): (&dyn Fn(usize) -> Range<usize>, Range<usize>),
    report: &mut Report,
) {
    let body = split_front(&file.text, report.id, &mut Vec::new()).body;
    let read = segments(&file.text, body..file.text.len());
    let mut by_start: HashMap<usize, &Segment> = read.iter().map(|segment| (segment.range.start, segment)).collect();
    let before = report.found.len();
    for (at, (unit, written)) in units.iter().zip(&file.places).enumerate() {
        let again: Option<Vec<Piece>> = match (&unit.place, written) {
            (Place::Part(_), _) => continue,
            (Place::Title | Place::Description | Place::Menu, _) | (_, None) => Some(line_pieces(&said(&unit.pieces))),
            (Place::Body(_) | Place::Quoted(_), Some(range)) => {
                by_start.remove(&range.start).map(|segment| segment.pieces.clone())
            }
        };
        let gone = !has_text(&unit.pieces) && !unit.pieces.iter().any(|piece| part(piece).is_some());
        let right = match &again {
            Some(again) => *again == unit.pieces,
            // Without text there is nothing to be read.
            None => gone,
        };
        if !right {
            let (message, help) = cause(unit, again.as_deref());
            let message = format!(
                "the text of unit `{}` of `{path}` cannot be written so that it is read as it is here: {message}",
                unit.id
            );
            report.add(Code::Placeholder, place(at), message, help);
        }
    }
    if report.found.len() > before {
        return;
    }
    let Some(start) = by_start.keys().min() else { return };
    let inside = |range: &Option<Range<usize>>| range.as_ref().is_some_and(|range| range.contains(start));
    let (message, range) = match file.places.iter().position(inside) {
        Some(at) => {
            let id = units.get(at).map_or("", |unit| unit.id.as_str());
            (format!("the text of unit `{id}` of `{path}` would become several"), place(at))
        }
        None => (format!("the texts of `{path}` cannot be put where they belong"), whole),
    };
    report.add(Code::Placeholder, range, message, "write the text without what Markdown takes for markup");
}

/// Why a text is read otherwise, as far as that can be seen.
pub(super) fn cause(unit: &Unit, again: Option<&[Piece]>) -> (&'static str, &'static str) {
    let is_emphasis = |piece: &Piece| piece.written().starts_with(['*', '_', '~']);
    let pairs = || unit.pieces.iter().zip(unit.pieces.iter().skip(1));
    if unit.is_line() {
        return (
            "in titles, descriptions and labels, citations, facts and ruby are markup",
            "leave out `[@…]`, `[…](fact:…)` and `{…|…}`, or write them with other brackets",
        );
    }
    let empty = |(a, b): (&Piece, &Piece)| match (a, b) {
        (Piece::Open(_), Piece::Close(_)) => true,
        (Piece::Open(_), Piece::Text(text)) => text.trim().is_empty(),
        _ => false,
    };
    if pairs().any(empty) {
        return ("a link or emphasis holds no text", "put the words that it belongs to between its two ends");
    }
    let blank = |(a, b): (&Piece, &Piece)| match (a, b) {
        (Piece::Open(_), Piece::Text(text)) => is_emphasis(a) && text.starts_with(char::is_whitespace),
        (Piece::Text(text), Piece::Close(_)) => is_emphasis(b) && text.ends_with(char::is_whitespace),
        _ => false,
    };
    if pairs().any(blank) {
        return ("there is a blank at the edge of emphasis", "put the blank outside");
    }
    let (mut links, mut images, mut nested, mut ruby) = (0_usize, 0_usize, false, false);
    for piece in &unit.pieces {
        match piece {
            Piece::Open(written) if written == "[" => {
                nested |= links > 0;
                links += 1;
            }
            Piece::Open(written) if written == "![" => images += 1,
            Piece::Close(written) if written.starts_with(']') => match images {
                0 => links = links.saturating_sub(1),
                _ => images -= 1,
            },
            Piece::Text(text) => ruby |= images > 0 && text.contains('{') && text.contains('|'),
            Piece::Fixed(written) => nested |= links + images > 0 && written.contains("](") | written.contains("://"),
            Piece::Open(_) | Piece::Close(_) | Piece::Break(_) => {}
        }
    }
    if nested {
        return ("a link, fact or address stands inside of a link", "put one after the other");
    }
    if ruby {
        return ("in an alternative text, braces with a bar are ruby", "write it without the braces");
    }
    let under = |(a, b): (&Piece, &Piece)| match (a, b) {
        (Piece::Open(open), Piece::Text(text)) => open == "{" && text.contains(['{', '}', '|']),
        _ => false,
    };
    if pairs().any(under) {
        return ("there are braces or a bar in a text with ruby", "leave out the placeholder of the ruby");
    }
    match again {
        None => ("nothing of it would be read as text", "write it without what Markdown takes for markup"),
        Some(_) => (
            "emphasis or another mark would not open and close",
            "emphasis has to begin and end at the edge of a word, not at punctuation beside a letter",
        ),
    }
}
