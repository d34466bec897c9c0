//! Where the visible text of a reference stands in its file, so that it can be mended there.

use super::fact_link::fact_link;
use super::{ARENA, Document, Kind, Reference};
use crate::source::{Sources, Span};
use std::ops::Range;

/// How many texts are looked for in vain before no more are: each costs as much as the value is long.
const MISSED: usize = 16;

/// Where texts begin in a value, one after another; nothing for one that is written with escapes there.
pub fn in_order<'t>(value: &str, texts: impl IntoIterator<Item = &'t str>) -> Vec<Option<Range<usize>>> {
    let (mut from, mut missed) = (0, 0);
    let mut place = |text: &str| {
        let rest = value.get(from..).filter(|_| missed < MISSED)?;
        let Some(at) = rest.find(text) else {
            missed += 1;
            return None;
        };
        let start = from + at;
        // They may overlap.
        from = start + text.chars().next().map_or(0, char::len_utf8);
        Some(start..start + text.len())
    };
    texts.into_iter().map(&mut place).collect()
}

impl Document {
    /// Notes where the visible texts of facts stand in the value that the document is: `full` is the text of its file.
    pub(super) fn place_facts(&mut self, full: &str, whole: Span) {
        let Some(value) = full.get(whole.range()) else { return };
        let spell = |reference: &Reference| {
            let text = |chunk| self.text_in(full, chunk);
            let is_fact = reference.kind == Kind::Fact;
            is_fact.then(|| fact_link(text(reference.text), text(reference.dest)))
        };
        let spellings: Vec<Option<String>> = self.references.iter().map(spell).collect();
        let places = in_order(value, spellings.iter().flatten().map(String::as_str));
        let facts = self.references.iter_mut().filter(|reference| reference.kind == Kind::Fact);
        for (reference, place) in facts.zip(places) {
            if let Some(place) = place {
                reference.start = whole.start + place.start as u32 + 1;
                reference.end = reference.start + reference.text.len;
            }
        }
    }

    /// Where the visible text of a reference stands, without marks of emphasis round it, if it stands in the source.
    pub fn visible_span(&self, sources: &Sources, reference: &Reference) -> Option<Span> {
        if let Some(whole) = self.whole {
            return (reference.end > 0).then_some(Span { start: reference.start, end: reference.end, ..whole });
        }
        let written = sources.text(self.span(reference));
        // Of a link whose destination stands elsewhere, the text may be what it is found by.
        if !written.ends_with(')') {
            return None;
        }
        if reference.text.start & ARENA == 0 {
            let start = reference.text.start;
            return Some(self.span_of(start, start + reference.text.len));
        }
        let inside = written.get(1..written.rfind("](")?)?;
        let text = self.text(sources, reference.text);
        let at = inside.find(text).filter(|_| !text.is_empty() && inside.matches(text).count() == 1);
        let (at, length) = at.map_or((0, inside.len()), |at| (at, text.len()));
        let start = reference.start + 1 + at as u32;
        Some(self.span_of(start, start + length as u32))
    }
}
