//! A run of text between two other events: pieces are joined, ruby is found, and a construct inside the text of a
//! link, which CommonMark leaves as literal brackets, is reported.

use super::autolink::Tail;
use super::parse::Builder;
use super::ruby::{self, OpenBrace, Piece};
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
    /// Whether the text of either has a brace that is not closed.
    brace: OpenBrace,
    /// The bare address that it ends in, perhaps.
    address: Tail,
    /// Links and terms that are open: their tags and reference indexes.
    pub(super) links: Vec<(Tag, u32)>,
    /// Whether a `[` stands before, as text.
    bracket: bool,
    /// A reference after such a bracket.
    suspect: Option<Range<usize>>,
    /// A brace in the text before a line break, which nothing closes on its line.
    open_ruby: Option<usize>,
    /// The signs that would close the quotations that are open, as those of English.
    pub(super) quoted: Vec<char>,
    /// How many single quotation marks are open.
    pub(super) single_quotes: usize,
}

impl Run {
    /// Forgets brackets: a link does not reach from one block into another.
    pub(super) fn leave_block(&mut self) {
        self.bracket = false;
        self.suspect = None;
        self.open_ruby = None;
        self.single_quotes = 0;
        self.quoted.clear();
    }

    /// Whether the text so far ends within a bare web address.
    pub(super) fn is_in_address(&mut self, source: &str) -> bool {
        let place = self.place.clone().filter(|_| self.links.is_empty());
        place.is_some_and(|place| self.address.is_open(source, place))
    }

    /// Forgets a brace that something else than a line break follows.
    pub(super) fn leave_line(&mut self) {
        self.open_ruby = None;
    }

    /// Takes the backslash that ends the text at `end` out of it.
    pub(super) fn drop_backslash(&mut self, end: usize) {
        if let Some(place) = self.place.as_mut().filter(|place| place.end == end) {
            place.end = end.saturating_sub(1).max(place.start);
        }
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
        let literal = text.starts_with('{') && self.is_escaped(place.as_ref());
        if joins {
            let end = place.map_or(0, |place| place.end);
            self.run.place.iter_mut().for_each(|before| before.end = end);
            self.run.brace.add(text);
        } else if self.run.brace.is_open() && !literal {
            // A gap matters only to ruby, which may reach over it: in a table cell its `|` is written `\|`.
            let before = self.run.place.take().and_then(|range| self.text.get(range)).unwrap_or_default();
            self.run.text.push_str(before);
            self.run.text.push_str(text);
            self.run.brace.add(text);
        } else {
            // What no line break ends is no end of a line.
            let same_line = self.run.place.is_some();
            self.flush();
            if same_line {
                self.run.leave_line();
            }
            self.run.place = place;
            if self.run.place.is_none() {
                self.run.text.push_str(text);
            }
            self.run.brace.add(text.get(usize::from(literal)..).unwrap_or_default());
        }
    }

    /// Whether a backslash stands before a text: its first sign is then only itself.
    fn is_escaped(&self, place: Option<&Range<usize>>) -> bool {
        place.and_then(|place| self.text.get(..place.start)).is_some_and(|before| before.ends_with('\\'))
    }

    /// Reports ruby that reaches over the end of a line into the text at `place`.
    fn check_open_ruby(&mut self, open: usize, place: &Range<usize>) {
        let text = self.text.get(place.clone()).unwrap_or_default();
        let Some(close) = text.find(['{', '}']).filter(|at| text[*at..].starts_with('}')) else { return };
        let whole = open..place.start + close + 1;
        if self.text.get(open + 1..whole.end - 1).is_some_and(ruby::is_inner) {
            let message = "ruby does not reach over the end of a line";
            self.report(Code::Misread, whole, message, "write it on one line: `{漢字|かんじ}`");
        }
    }

    /// Ends the run: its text becomes operations.
    pub(super) fn flush(&mut self) {
        self.run.brace = OpenBrace::default();
        if let Some(place) = self.run.place.take() {
            let text = self.text.get(place.clone()).unwrap_or_default();
            if let Some(open) = self.run.open_ruby.take() {
                self.check_open_ruby(open, &place);
            }
            // What is escaped opens nothing.
            let first = usize::from(text.starts_with(['{', '[', ']']) && self.is_escaped(Some(&place)));
            self.check_brackets(&text[first..]);
            if text.contains("[^") {
                self.check_footnote_names(text, place.start);
            }
            if !text.contains('{') {
                self.push_plain(place);
                return;
            }
            self.run.open_ruby = text.rfind('{').filter(|at| *at >= first && !text[*at..].contains('}'));
            self.run.open_ruby.iter_mut().for_each(|open| *open += place.start);
            for piece in ruby::cut(text, first) {
                self.push_piece(text, piece, Some(place.start));
            }
        } else if !self.run.text.is_empty() {
            let text = std::mem::take(&mut self.run.text);
            self.check_brackets(&text);
            for piece in ruby::cut(&text, 0) {
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
                "a link, fact, citation or note cannot stand inside the text of a link",
                help,
            );
        }
        if text.contains('[') {
            self.run.bracket = true;
        }
    }
}
