//! A run of text between two other events: pieces are joined, ruby is found, and a construct inside the text of a
//! link, which CommonMark leaves as literal brackets, is reported.

use super::autolink::Tail;
use super::joined::Joined;
use super::parse::Builder;
use super::ruby::{self, Piece};
use super::{Chunk, Op, Tag};
use crate::diagnostic::Code;
use std::ops::Range;

/// What is known of the text since the block began.
#[derive(Default)]
pub(super) struct Run {
    /// The texts since the last event that was none.
    pub(super) joined: Joined,
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
        let place = self.joined.place().cloned().filter(|_| self.links.is_empty());
        place.is_some_and(|place| self.address.is_open(source, place))
    }

    /// Forgets a brace that something else than a line break follows.
    pub(super) fn leave_line(&mut self) {
        self.open_ruby = None;
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
        let Some(before) = self.run.joined.add(self.text, text, place, true) else { return };
        self.push_joined(&before);
        // What no line break ends is no end of a line.
        if before.place().is_some() {
            self.run.leave_line();
        }
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
        let joined = std::mem::take(&mut self.run.joined);
        self.push_joined(&joined);
    }

    fn push_joined(&mut self, joined: &Joined) {
        let (text, first) = (joined.text(self.text), joined.literal());
        if text.is_empty() {
            return;
        }
        if let Some(place) = joined.place()
            && let Some(open) = self.run.open_ruby.take()
        {
            self.check_open_ruby(open, place);
        }
        // What is escaped opens nothing.
        self.check_brackets(text.get(first..).unwrap_or_default());
        let start = joined.place().map(|place| place.start);
        if let Some(start) = start {
            if text.contains("[^") {
                self.check_footnote_names(text, start);
            }
            if !text.contains('{') {
                return self.push_plain(start..start + text.len());
            }
            let open = text.rfind('{').filter(|at| *at >= first && !text[*at..].contains('}'));
            self.run.open_ruby = open.map(|open| start + open);
        }
        for piece in ruby::cut(text, first) {
            self.push_piece(text, piece, start);
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
