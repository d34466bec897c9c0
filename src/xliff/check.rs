//! Whether the file of a translation is read as it was meant: it is cut again, and compared. A text that Markdown
//! cannot hold in its place is reported, and never mended.

use super::page::File;
use super::plan::Plan;
use super::target::Report;
use super::unit::{read_front, write_front};
use crate::data::split_front;
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Piece, Segment, has_text, part, segments};
use std::collections::HashMap;
use std::ops::Range;

/// Reports every text of a page that is not read again as it was meant. `whole` is where the page stands in the XLIFF file.
pub(super) fn check(file: &File, plans: &[Plan], path: &str, whole: Range<usize>, report: &mut Report) {
    let body = split_front(&file.text, report.id, &mut Diagnostics::new()).body;
    let read = segments(&file.text, body..file.text.len());
    let mut by_start: HashMap<usize, &Segment> = read.iter().map(|segment| (segment.range.start, segment)).collect();
    let before = report.found.len();
    for plan in plans.iter().filter(|plan| plan.unit.is_front()) {
        let again = read_front(&plan.unit.role, &write_front(&plan.unit.role, &plan.pieces));
        compare(plan, Some(&again), path, report);
    }
    for (plan, range) in &file.texts {
        let again = by_start.remove(&range.start).map(|segment| segment.pieces.as_slice());
        compare(plan, again, path, report);
    }
    if report.found.len() > before {
        return;
    }
    let Some(start) = by_start.keys().min() else { return };
    let (message, range) = match file.texts.iter().find(|(_, range)| range.contains(start)) {
        Some((plan, _)) => {
            let message = format!("the text of unit `{}` of `{path}` would become several", plan.id);
            (message, plan.range.clone())
        }
        None => (format!("the texts of `{path}` cannot be put where they belong"), whole),
    };
    report.add(Code::Placeholder, range, message, "write the text without what Markdown takes for markup");
}

/// Reports a text that is read `again` as something else.
fn compare(plan: &Plan, again: Option<&[Piece]>, path: &str, report: &mut Report) {
    let right = match again {
        Some(again) => *again == plan.pieces,
        // Without text there is nothing to be read.
        None => !has_text(&plan.pieces) && !plan.pieces.iter().any(|piece| part(piece).is_some()),
    };
    if !right {
        misread(&plan.id, path, (&plan.pieces, plan.unit.is_line()), again, plan.range.clone(), report);
    }
}

/// Reports that the text of the unit `id` is read `again` otherwise than it is meant, as `pieces`, on one `line` or several.
pub(super) fn misread(
    id: &str,
    path: &str,
    (pieces, line): (&[Piece], bool),
    again: Option<&[Piece]>,
    range: Range<usize>,
    report: &mut Report,
) {
    let (why, help) = cause(pieces, line, again);
    let message =
        format!("the text of unit `{id}` of `{path}` cannot be written so that it is read as it is here: {why}");
    report.add(Code::Placeholder, range, message, help);
}

/// Why a text is read otherwise, as far as that can be seen.
fn cause(pieces: &[Piece], line: bool, again: Option<&[Piece]>) -> (&'static str, &'static str) {
    let is_emphasis = |piece: &Piece| piece.written().starts_with(['*', '_', '~']);
    let pairs = || pieces.iter().zip(pieces.iter().skip(1));
    if line {
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
    for piece in pieces {
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
