//! A line of text in which only facts and citations mean something: titles and descriptions.

use super::citation::{self, Citation};
use super::fact_link::fact_after;
use super::sheet::{Origin, Sheet};
use super::{Document, Kind, Op, U24};
use crate::config::Writing;
use crate::data::Text;
use std::ops::Range;

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark<'t> {
    Text(&'t str),
    Fact {
        written: &'t str,
        label: &'t str,
        dest: &'t str,
    },
    Citations {
        written: &'t str,
        /// Without its brackets.
        label: &'t str,
        citations: Vec<Citation>,
    },
}

/// Where a sign comes next, so that no text is searched for it twice.
struct Next<'t> {
    text: &'t str,
    sign: char,
    at: Option<usize>,
}

impl<'t> Next<'t> {
    fn of(text: &'t str, sign: char) -> Next<'t> {
        Next { text, sign, at: text.find(sign) }
    }

    /// Its first place from `from` on, which never goes back.
    fn from(&mut self, from: usize) -> Option<usize> {
        if self.at? < from {
            self.at = self.text.get(from..)?.find(self.sign).map(|at| at + from);
        }
        self.at
    }
}

/// Takes a title or description apart: `[text](fact:…)` and `[@key]`; all else is text.
pub(super) fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut marks = Vec::new();
    let [mut opens, mut closes, mut parentheses] = ['[', ']', ')'].map(|sign| Next::of(text, sign));
    let (mut done, mut at) = (0, 0);
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    while let Some(open) = opens.from(at)
        && let Some(close) = closes.from(open)
    {
        at = open + 1;
        let label = part(at..close);
        let dest = fact_after(part(close..text.len())).map(|length| close + length);
        let (end, mark) = if let Some(dest) = dest
            && let Some(end) = parentheses.from(dest)
        {
            (end + 1, Mark::Fact { written: part(open..end + 1), label, dest: part(dest..end) })
        } else if label.starts_with('@')
            && opens.from(at).is_none_or(|inner| inner > close)
            && let Ok(citations) = citation::parse(label)
        {
            (close + 1, Mark::Citations { written: part(open..close + 1), label, citations })
        } else {
            continue;
        };
        if done < open {
            marks.push(Mark::Text(part(done..open)));
        }
        marks.push(mark);
        (done, at) = (end, end);
    }
    if done < text.len() {
        marks.push(Mark::Text(part(done..text.len())));
    }
    marks
}

impl Mark<'_> {
    /// All of it, as it stands in the line.
    fn written(&self) -> &str {
        match self {
            Mark::Text(written) | Mark::Fact { written, .. } | Mark::Citations { written, .. } => written,
        }
    }
}

/// The parts of a title or description that are neither facts nor citations.
pub fn texts_of_line(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut texts = Vec::new();
    for mark in marks(text) {
        let range = start..start + mark.written().len();
        start = range.end;
        if matches!(mark, Mark::Text(_)) {
            texts.push(range);
        }
    }
    texts
}

/// Parses a title or description.
pub fn line(text: &Text) -> Document {
    let mut sheet = Sheet::new(&text.text, "", Origin::Data(text), Writing::PLAIN);
    let marks = marks(&text.text);
    let mut start = 0;
    for (number, mark) in marks.iter().enumerate() {
        let range = start..start + mark.written().len();
        start = range.end;
        match mark {
            // The space before a citation goes with it.
            Mark::Text(text) if matches!(marks.get(number + 1), Some(Mark::Citations { .. })) => {
                push_text(&mut sheet, text.trim_end());
            }
            Mark::Text(text) => push_text(&mut sheet, text),
            Mark::Fact { label, dest, .. } => {
                let index = push_reference(&mut sheet, Kind::Fact, dest, label, &range);
                sheet.push(Op::Refer(index));
            }
            Mark::Citations { label, citations, .. } => {
                let first = sheet.doc.references.len() as u32;
                for Citation { key, .. } in citations {
                    // With its `@`, and with the brackets if nothing else is in them.
                    let own = match key.len() + 1 == label.len() {
                        true => range.clone(),
                        false => range.start + key.start..range.start + 1 + key.end,
                    };
                    let key = label.get(key.clone()).unwrap_or_default();
                    push_reference(&mut sheet, Kind::Citation, key, "", &own);
                }
                sheet.push(Op::Cite { first, count: U24::new(citations.len() as u32) });
            }
        }
    }
    sheet.finish()
}

fn push_text(sheet: &mut Sheet<'_>, text: &str) {
    if !text.is_empty() {
        let chunk = sheet.arena(text);
        sheet.push_text(chunk);
    }
}

fn push_reference(sheet: &mut Sheet<'_>, kind: Kind, dest: &str, text: &str, range: &Range<usize>) -> u32 {
    let (dest, text) = (sheet.arena(dest.trim()), sheet.arena(text));
    let mut reference = sheet.reference(kind, dest, range);
    reference.text = text;
    sheet.push_reference(reference)
}
