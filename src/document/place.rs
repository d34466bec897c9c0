//! Where the visible text of a reference stands in its file, so that it can be mended there.

use super::{ARENA, Document, Reference};
use crate::data::Notation;
use crate::source::{Sources, Span};

impl Document {
    /// Where the visible text of a reference stands, without marks of emphasis round it, if it stands in the source.
    pub fn visible_span(&self, sources: &Sources, reference: &Reference) -> Option<Span> {
        if self.notation == Notation::Nowhere {
            return None;
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
    /// Where what a reference leads to stands, without its scheme, if it stands in the source as it is.
    pub fn dest_span(&self, sources: &Sources, reference: &Reference) -> Option<Span> {
        if self.notation == Notation::Nowhere {
            return None;
        }
        let written = sources.text(self.span(reference));
        let dest = self.text(sources, reference.dest);
        let place = written.rfind("](").filter(|_| written.ends_with(')') && !dest.is_empty())?;
        let at = place + written.get(place..)?.find(dest)?;
        let start = reference.start + at as u32;
        Some(self.span_of(start, start + dest.len() as u32))
    }
}
