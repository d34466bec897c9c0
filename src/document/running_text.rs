//! The text of a block between two other events: pieces are joined, ruby is found, and a construct inside the text of a
//! link, which CommonMark leaves as literal brackets, is reported.

use super::autolink::{Tail, push_plain};
use super::footnote::Footnotes;
use super::joined::Joined;
use super::ruby::{self, Piece};
use super::sheet::Sheet;
use super::{Chunk, Tag};
use crate::diagnostic::Code;
use std::ops::Range;

/// What is known of the text since the block began.
#[derive(Default)]
pub(super) struct RunningText {
    /// The texts since the last event that was none.
    joined: Joined,
    /// The bare address that it ends in, perhaps.
    address: Tail,
    /// Links and terms that are open: their tags and reference indexes.
    links: Vec<(Tag, u32)>,
    /// How many links of raw HTML are open.
    raw_links: usize,
    /// Whether a `[` stands before, as text.
    bracket: bool,
    /// A reference after such a bracket.
    suspect: Option<Range<usize>>,
    /// A brace in the text before a line break, which nothing closes on its line.
    open_ruby: Option<usize>,
}

impl RunningText {
    /// Forgets brackets: a link does not reach from one block into another.
    pub(super) fn leave_block(&mut self) {
        self.bracket = false;
        self.suspect = None;
        self.open_ruby = None;
        self.raw_links = 0;
    }

    /// Notes a piece of raw HTML: in a link an address is none of its own.
    pub(super) fn raw_html(&mut self, html: &str) {
        let is_link = |start: &str| {
            let name = html.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
            name && html
                .get(start.len()..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '>'))
        };
        if is_link("<a") {
            self.raw_links += 1;
        } else if is_link("</a") {
            self.raw_links = self.raw_links.saturating_sub(1);
        }
    }

    fn is_in_link(&self) -> bool {
        !self.links.is_empty() || self.raw_links > 0
    }

    /// Forgets a brace that something else than a line break follows.
    pub(super) fn leave_line(&mut self) {
        self.open_ruby = None;
    }

    /// Whether the text so far ends within a bare web address.
    pub(super) fn is_in_address(&mut self, source: &str) -> bool {
        let place = self.joined.place().cloned().filter(|_| self.links.is_empty());
        place.is_some_and(|place| self.address.is_open(source, place))
    }

    /// Notes that a reference stands here.
    pub(super) fn mark_reference(&mut self, range: &Range<usize>) {
        if self.bracket && self.suspect.is_none() {
            self.suspect = Some(range.clone());
        }
    }

    pub(super) fn open_link(&mut self, tag: Tag, index: u32) {
        self.links.push((tag, index));
    }

    /// The link or term that ends here.
    pub(super) fn close_link(&mut self) -> Option<(Tag, u32)> {
        self.links.pop()
    }

    /// Takes the backslash that ends the text at `end` out of it.
    pub(super) fn drop_backslash(&mut self, end: usize) {
        self.joined.drop_backslash(end);
    }

    /// Adds text; `place` is where it stands in the source, if it does.
    pub(super) fn add(
        &mut self,
        sheet: &mut Sheet<'_>,
        footnotes: &mut Footnotes,
        text: &str,
        place: Option<Range<usize>>,
    ) {
        let Some(before) = self.joined.add(sheet.text(), text, place, true) else { return };
        self.push(sheet, footnotes, &before);
        // What no line break ends is no end of a line.
        if before.place().is_some() {
            self.leave_line();
        }
    }

    /// The texts so far become operations.
    pub(super) fn flush(&mut self, sheet: &mut Sheet<'_>, footnotes: &mut Footnotes) {
        let joined = std::mem::take(&mut self.joined);
        self.push(sheet, footnotes, &joined);
    }

    fn push(&mut self, sheet: &mut Sheet<'_>, footnotes: &mut Footnotes, joined: &Joined) {
        let (text, first) = (joined.text(sheet.text()), joined.literal());
        if text.is_empty() {
            return;
        }
        if let Some(place) = joined.place()
            && let Some(open) = self.open_ruby.take()
        {
            check_open_ruby(sheet, open, place);
        }
        // What is escaped opens nothing.
        self.check_brackets(sheet, text.get(first..).unwrap_or_default());
        let start = joined.place().map(|place| place.start);
        if let Some(start) = start {
            if text.contains("[^") {
                footnotes.note_names(sheet, text, start);
            }
            if !text.contains('{') {
                return push_plain(sheet, start..start + text.len(), self.is_in_link());
            }
            let open = text.rfind('{').filter(|at| *at >= first && !text.get(*at..).unwrap_or_default().contains('}'));
            self.open_ruby = open.map(|open| start + open);
        }
        for piece in ruby::cut(text, first) {
            self.push_piece(sheet, joined, piece);
        }
    }

    fn push_piece(&self, sheet: &mut Sheet<'_>, joined: &Joined, piece: Piece) {
        let (text, base) = (joined.text(sheet.text()), joined.place().map(|place| place.start));
        let chunk = |sheet: &mut Sheet<'_>, range: Range<usize>| -> Chunk {
            match base {
                Some(base) => sheet.chunk_of(base + range.start..base + range.end),
                None => sheet.arena(text.get(range).unwrap_or_default()),
            }
        };
        match (piece, base) {
            (Piece::Plain(range), Some(base)) => {
                push_plain(sheet, base + range.start..base + range.end, self.is_in_link());
            }
            (Piece::Plain(range), None) => {
                for (part, place) in joined.cut(range) {
                    match place {
                        Some(place) => push_plain(sheet, place..place + part.len(), self.is_in_link()),
                        None => {
                            let chunk = chunk(sheet, part);
                            sheet.push_text(chunk);
                        }
                    }
                }
            }
            (Piece::Ruby(pairs), _) => {
                sheet.open(Tag::Ruby, 0);
                for (of, reading) in pairs {
                    let of = chunk(sheet, of);
                    sheet.push_text(of);
                    sheet.open(Tag::RubyText, 0);
                    let reading = chunk(sheet, reading);
                    sheet.push_text(reading);
                    sheet.close(Tag::RubyText, 0);
                }
                sheet.close(Tag::Ruby, 0);
            }
            (Piece::Uneven(range), base) => {
                let written = text.get(range.clone()).unwrap_or_default();
                let message = format!("`{written}` has not one reading for each character");
                let at = base.unwrap_or(0);
                let help = "give one reading for all, or one for each character: `{東京|とう|きょう}`";
                sheet.report(Code::Misread, at + range.start..at + range.end, message, help);
                let chunk = chunk(sheet, range);
                sheet.push_text(chunk);
            }
        }
    }

    /// `[see [3 months](fact:…)](url)`: a link's text cannot hold a link, so the outer brackets are literal.
    fn check_brackets(&mut self, sheet: &mut Sheet<'_>, text: &str) {
        if text.contains("](")
            && let Some(range) = self.suspect.take()
        {
            let message = "a link, fact, citation or note cannot stand inside the text of a link";
            sheet.report(Code::NestedLink, range, message, "end the link before it, or begin the link after it");
        }
        if text.contains('[') {
            self.bracket = true;
        }
    }
}

/// Reports ruby that reaches over the end of a line into the text at `place`.
fn check_open_ruby(sheet: &mut Sheet<'_>, open: usize, place: &Range<usize>) {
    let text = sheet.written(place);
    let Some(close) = text.find(['{', '}']).filter(|at| text.as_bytes().get(*at) == Some(&b'}')) else { return };
    let whole = open..place.start + close + 1;
    if sheet.text().get(open + 1..whole.end - 1).is_some_and(ruby::is_inner) {
        let message = "ruby does not reach over the end of a line";
        sheet.report(Code::Misread, whole, message, "write it on one line: `{漢字|かんじ}`");
    }
}
