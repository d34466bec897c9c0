//! Slips: text that was meant to be markup. An input method writes `［` and a space of its own, another tool has `:::note`,
//! a bracket is left open; to Markdown all of that is text, and would go out as such.
//!
//! The pass goes over what was read as text, with the source beside it, so that code, addresses and what stands behind a
//! backslash are never looked at. Whatever it says is of one line, and costs no more than a few hundred bytes around the sign
//! that it was found by.

mod beside;
mod brace;
mod bracket;
mod foreign;
mod html;
mod line;
mod mark;
mod own;
mod scan;
mod sign;
mod table;
mod text;

pub(super) use html::element;

use super::Kind;
use super::joined::is_escaped;
use super::line::texts_of_line;
use super::sheet::Sheet;
use crate::data::Text as Data;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use sign::next_sign;
use std::ops::Range;

/// A name of something of the site that stands in plain text: a mistake if the site has it.
#[derive(Debug, Clone, Copy)]
pub struct Suspect {
    pub kind: Kind,
    /// Bytes of the name in the source.
    pub name: (u32, u32),
    /// Bytes of all that belongs to it.
    pub whole: (u32, u32),
}

/// Something that was meant to be markup, at bytes of its line.
struct Slip {
    code: Code,
    range: Range<usize>,
    message: String,
    help: String,
    /// What only can be meant, and where it goes.
    fix: Option<(Range<usize>, String)>,
}

impl Slip {
    /// Our own construct that did not come to be.
    fn own(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { code: Code::Misread, range, message: message.into(), help: help.into(), fix: None }
    }

    /// Markdown, or what another tool has in its place.
    fn other(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { code: Code::LooksLikeMarkup, range, message: message.into(), help: help.into(), fix: None }
    }

    fn fix(mut self, range: Range<usize>, text: impl Into<String>) -> Slip {
        self.fix = Some((range, text.into()));
        self
    }
}

/// What is found in a document.
#[derive(Default)]
struct Found {
    /// Each with the byte that its range is counted from.
    slips: Vec<(usize, Slip)>,
    /// Where images end that braces follow which mean nothing, in order.
    images: Vec<usize>,
    suspects: Vec<Suspect>,
}

/// A line of running text as it stands in the source, without the line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    /// What the block is that it stands in.
    place: Place,
}

/// What kind of text a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A paragraph or an item: what begins its lines may be a marker.
    Prose,
    Heading,
    /// A cell or a term.
    Cell,
}

impl<'a> Line<'a> {
    fn before(&self, at: usize) -> &'a str {
        self.text.get(..at).unwrap_or_default()
    }

    fn after(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }
}

/// What stands beside a line in its block.
#[derive(Clone, Copy)]
struct Near<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
    /// Whether it begins an item of a list.
    is_item: bool,
    /// Whether it is the only line.
    is_alone: bool,
}

/// How many bytes around a sign are looked at.
const REACH: usize = 400;

/// The beginning of a text, no longer than anything is looked for.
fn near(text: &str) -> &str {
    text.get(..text.floor_char_boundary(REACH)).unwrap_or_default()
}

/// The end of a text, likewise.
fn near_end(text: &str) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(REACH))..).unwrap_or_default()
}

/// Whether a character is a space that Markdown does not take for one.
fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}')
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t' || is_odd_space(c)
}

/// Looks for slips in a document that has been read.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let Found { slips, images, suspects } = scan::scan(&sheet.doc, sheet.full());
    // What was meant to say that an image needs no text is the mistake, and not that it has none.
    sheet
        .doc
        .diagnostics
        .retain(|found| found.code != Code::AltText || images.binary_search(&(found.span.end as usize)).is_err());
    let source = sheet.doc.source;
    let mut told: Vec<Range<usize>> = sheet.doc.diagnostics.iter().map(|found| found.span.range()).collect();
    told.sort_unstable_by_key(|range| range.start);
    let is_told = |range: Range<usize>| {
        let next = told.partition_point(|own| own.start < range.end);
        next.checked_sub(1).and_then(|at| told.get(at)).is_some_and(|own| own.end > range.start)
    };
    let slips = slips.into_iter().filter(|(at, slip)| !is_told(at + slip.range.start..at + slip.range.end));
    for (at, slip) in slips.collect::<Vec<_>>() {
        let span = |range: &Range<usize>| Span::new(source, at + range.start..at + range.end);
        let found = Diagnostic::new(slip.code, span(&slip.range), slip.message).help(slip.help);
        sheet.doc.diagnostics.push(match slip.fix {
            Some((range, text)) => found.fix(span(&range), text),
            None => found,
        });
    }
    sheet.doc.suspects = suspects;
}

/// What stands in a title or description that was meant to be one of our own constructs, which is all that means anything
/// there: mistakes, and names that are mistakes if the site has them.
pub fn of_line(text: &Data) -> (Vec<Diagnostic>, Vec<(Kind, Span)>) {
    let (mut found, mut suspects) = (Vec::new(), Vec::new());
    let line = Line { text: &text.text, place: Place::Prose };
    for part in texts_of_line(&text.text) {
        let mut from = part.start;
        while let Some(at) = next_sign(&text.text, from..part.end) {
            from = at + 1;
            if is_escaped(&text.text, at) {
                continue;
            }
            let slip = match line.after(at).chars().next() {
                Some(']' | '］') => bracket::closing(line, at, false),
                Some('{' | '｛') => brace::look(line, at, false),
                Some(':' | '：') => {
                    suspects.extend(own::address(line, at));
                    None
                }
                Some('@' | '＠') => {
                    suspects.extend(own::citation(line, at));
                    None
                }
                _ => None,
            };
            // Ruby that is right stands in the text as it is.
            let is_right = |slip: &Slip| {
                slip.fix.as_ref().is_some_and(|(range, right)| text.text.get(range.clone()) == Some(right))
            };
            if let Some(slip) = slip.filter(|slip| slip.code == Code::Misread && !is_right(slip)) {
                from = slip.range.end;
                found.push(Diagnostic::new(slip.code, text.span_of(slip.range), slip.message).help(slip.help));
            }
        }
    }
    let suspects = suspects.into_iter().map(|of: own::Found| (of.kind, text.span_of(of.name)));
    (found, suspects.collect())
}
