//! A run of text between two other events: pieces are joined, ruby is found, and a construct inside the text of a
//! link, which CommonMark leaves as literal brackets, is reported.

use super::parse::Builder;
use super::ruby::{self, Piece};
use super::{Chunk, Op, Tag};
use crate::diagnostic::Code;
use std::ops::Range;

/// What is known of the text since the block began.
#[derive(Default)]
pub(super) struct Run {
    /// Text that stands in the source, joined as long as it is contiguous.
    place: Option<Range<usize>>,
    /// Text that does not, or that was joined over a gap.
    text: String,
    /// Links and terms that are open: their tags and reference indexes.
    pub(super) links: Vec<(Tag, u32)>,
    /// Whether a `[` stands before, as text.
    bracket: bool,
    /// A reference after such a bracket.
    suspect: Option<Range<usize>>,
    /// How many single quotation marks are open.
    pub(super) single_quotes: usize,
}

impl Run {
    /// Forgets brackets: a link does not reach from one block into another.
    pub(super) fn leave_block(&mut self) {
        self.bracket = false;
        self.suspect = None;
        self.single_quotes = 0;
    }

    /// Whether the text so far ends within a bare web address.
    pub(super) fn is_in_address(&self, source: &str) -> bool {
        let place = self.place.clone().filter(|_| self.links.is_empty());
        place.and_then(|place| source.get(place)).is_some_and(super::autolink::is_open)
    }

    /// Notes that a reference stands here.
    pub(super) fn mark_reference(&mut self, range: Range<usize>) {
        if self.bracket && self.suspect.is_none() {
            self.suspect = Some(range);
        }
    }
}

impl Builder<'_> {
    /// Adds text to the run; `place` is where it stands in the source, if it does.
    pub(super) fn add_text(&mut self, text: &str, place: Option<Range<usize>>) {
        let joins = match (&self.run.place, &place) {
            (Some(before), Some(place)) => before.end == place.start,
            _ => false,
        };
        if joins {
            let end = place.map_or(0, |place| place.end);
            self.run.place.iter_mut().for_each(|before| before.end = end);
        } else if self.open_brace() {
            // A gap matters only to ruby, which may reach over it: in a table cell its `|` is written `\|`.
            let before = self.run.place.take().and_then(|range| self.text.get(range)).unwrap_or_default();
            self.run.text.push_str(before);
            self.run.text.push_str(text);
        } else {
            self.flush();
            self.run.place = place;
            if self.run.place.is_none() {
                self.run.text.push_str(text);
            }
        }
    }

    /// Whether the run so far has a brace that is not closed.
    fn open_brace(&self) -> bool {
        let text = match &self.run.place {
            Some(place) => self.text.get(place.clone()).unwrap_or_default(),
            None => &self.run.text,
        };
        text.rfind('{').is_some_and(|open| !text[open..].contains('}'))
    }

    /// Ends the run: its text becomes operations.
    pub(super) fn flush(&mut self) {
        if let Some(place) = self.run.place.take() {
            let text = self.text.get(place.clone()).unwrap_or_default();
            self.check_brackets(text);
            if text.contains("[^") {
                self.check_footnote_names(text, place.start);
            }
            if !text.contains('{') {
                self.push_plain(place);
                return;
            }
            for piece in ruby::cut(text) {
                self.push_piece(text, piece, Some(place.start));
            }
        } else if !self.run.text.is_empty() {
            let text = std::mem::take(&mut self.run.text);
            self.check_brackets(&text);
            for piece in ruby::cut(&text) {
                self.push_piece(&text, piece, None);
            }
        }
    }

    fn push_piece(&mut self, text: &str, piece: Piece, base: Option<usize>) {
        let chunk = |builder: &mut Self, range: Range<usize>| -> Chunk {
            match base {
                Some(base) => builder.chunk_of(base + range.start..base + range.end),
                None => builder.arena(text.get(range).unwrap_or_default()),
            }
        };
        match piece {
            Piece::Plain(range) if base.is_some() => {
                let base = base.unwrap_or_default();
                self.push_plain(base + range.start..base + range.end);
            }
            Piece::Plain(range) => {
                let chunk = chunk(self, range);
                self.push_text(chunk);
            }
            Piece::Ruby(pairs) => {
                self.push(Op::Open(Tag::Ruby, 0));
                for (of, reading) in pairs {
                    let of = chunk(self, of);
                    self.push_text(of);
                    self.push(Op::Open(Tag::RubyText, 0));
                    let reading = chunk(self, reading);
                    self.push_text(reading);
                    self.push(Op::Close(Tag::RubyText, 0));
                }
                self.push(Op::Close(Tag::Ruby, 0));
            }
            Piece::Uneven(range) => {
                let written = text.get(range.clone()).unwrap_or_default();
                let message = format!("`{written}` has not one reading for each character");
                let at = base.unwrap_or(0);
                let help = "give one reading for all, or one for each character: `{東京|とう|きょう}`";
                self.report(Code::Misread, at + range.start..at + range.end, message, help);
                let chunk = chunk(self, range);
                self.push_text(chunk);
            }
        }
    }

    /// `[see [3 months](fact:…)](url)`: a link's text cannot hold a link, so the outer brackets are literal.
    fn check_brackets(&mut self, text: &str) {
        if text.contains("](")
            && let Some(range) = self.run.suspect.take()
        {
            let help = "end the link before it, or begin the link after it";
            self.report(
                Code::NestedLink,
                range,
                "a link, fact or citation cannot stand inside the text of a link",
                help,
            );
        }
        if text.contains('[') {
            self.run.bracket = true;
        }
    }
}
