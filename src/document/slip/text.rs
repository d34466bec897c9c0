//! A block of text: the beginnings of its lines, and the signs within them.

use super::sign::next_sign;
use super::{Found, Line, Near, Place, Slip, Suspect, brace, bracket, foreign, html, line, mark, own};
use crate::document::joined::is_escaped;
use std::ops::Range;

/// A text between the beginning and the end of a block.
pub(super) struct Block {
    pub(super) place: Place,
    /// Where its lines begin that begin with text.
    pub(super) lines: Vec<usize>,
    /// What of it is text.
    pub(super) texts: Vec<Range<usize>>,
    /// Where images end that text follows.
    pub(super) images: Vec<usize>,
    /// Whether the next text begins a line.
    pub(super) starts_line: bool,
    /// Whether it is the first of an item.
    pub(super) is_item: bool,
    /// Whether a sign in it was replaced by another: a quotation mark, a dash.
    pub(super) is_smart: bool,
    /// Whether something in it names something elsewhere.
    pub(super) refers: bool,
}

impl Block {
    pub(super) fn new(place: Place) -> Block {
        let (lines, texts, images) = (Vec::new(), Vec::new(), Vec::new());
        Block { place, lines, texts, images, starts_line: true, is_item: false, is_smart: false, refers: false }
    }

    /// The end of the text that a byte belongs to, if it is text.
    fn text_end(&self, at: usize) -> Option<usize> {
        let next = self.texts.partition_point(|range| range.start <= at);
        let text = next.checked_sub(1).and_then(|place| self.texts.get(place))?;
        (at < text.end).then_some(text.end)
    }

    pub(super) fn reset(&mut self, place: Place) {
        self.lines.clear();
        self.texts.clear();
        self.images.clear();
        (self.place, self.starts_line, self.is_item) = (place, true, false);
        (self.is_smart, self.refers) = (false, false);
    }
}

/// The text of a block, with the line that is looked at.
pub(super) struct Text<'s, 'a> {
    source: &'a str,
    block: &'s Block,
    found: &'s mut Found,
    /// Where the line begins.
    start: usize,
    line: Line<'a>,
    /// Whether there is one.
    begun: bool,
    /// Up to which byte of the source everything has been said.
    done: usize,
}

impl<'s, 'a> Text<'s, 'a> {
    pub(super) fn new(source: &'a str, block: &'s Block, found: &'s mut Found) -> Text<'s, 'a> {
        let line = Line { text: "", place: block.place };
        Text { source, block, found, start: 0, line, begun: false, done: 0 }
    }

    /// Looks through the block.
    pub(super) fn look(&mut self) {
        if self.block.place != Place::Cell {
            self.beginnings();
        }
        self.signs();
    }

    /// What the lines begin with.
    fn beginnings(&mut self) {
        let (source, lines) = (self.source, &self.block.lines);
        let line_at = |index: usize| lines.get(index).map(|at| line_from(source, *at));
        for (index, at) in lines.iter().enumerate() {
            let line = Line { text: line_from(source, *at), place: self.block.place };
            if line.place != Place::Heading && !line::may_begin(line.text) {
                continue;
            }
            let near = Near {
                before: index.checked_sub(1).and_then(line_at),
                after: line_at(index + 1),
                is_item: index == 0 && self.block.is_item,
                is_alone: lines.len() == 1,
            };
            if let Some(slip) = line::look(line, near) {
                self.done = self.done.max(at + slip.range.end);
                self.found.slips.push((*at, slip));
            }
        }
    }

    /// Signs within the lines.
    fn signs(&mut self) {
        for range in &self.block.texts {
            let mut from = range.start;
            while let Some(at) = next_sign(self.source, from..range.end) {
                from = at + 1;
                if at >= self.done && !is_escaped(self.source, at) {
                    self.sign(at);
                }
            }
        }
        if self.block.is_smart
            && let (Some(first), Some(last)) = (self.block.texts.first(), self.block.texts.last())
        {
            // The signs that were replaced may stand before the first text and behind the last.
            let before = self.source.get(..first.start).unwrap_or_default();
            let start = before.trim_end_matches('\'').len();
            let after = self.source.get(last.end..).unwrap_or_default();
            let end = last.end + (after.len() - after.trim_start_matches('\'').len());
            if let Some(slip) = mark::quotes(self.source.get(start..end).unwrap_or_default()) {
                self.found.slips.push((start, slip));
            }
        }
    }

    fn sign(&mut self, at: usize) {
        self.go_to(at);
        let (line, inside) = (self.line, at - self.start);
        let Some(sign) = line.after(inside).chars().next() else { return };
        let slip = match sign {
            ']' | '］' => bracket::closing(line, inside, self.block.refers),
            '[' => bracket::opened(line, inside).or_else(|| foreign::brackets(line, inside)),
            '｜' => foreign::aozora(line, inside),
            '`' | '´' => mark::code(line, inside),
            '{' | '｛' => {
                let after_image = self.block.images.binary_search(&at).is_ok();
                let slip = brace::look(line, inside, after_image);
                self.found.images.extend(slip.as_ref().filter(|_| after_image).map(|_| at));
                slip
            }
            ':' | '：' => return self.colon(inside),
            '@' | '＠' => return self.suspect(own::citation(line, inside)),
            '*' | '~' => {
                let is_text = |at: usize| self.block.text_end(self.start + at).is_some();
                mark::spaced(line, inside, is_text).or_else(|| mark::unclosed(line, inside))
            }
            '＊' | '｀' => mark::wide(line, inside),
            '=' => mark::highlight(line, inside),
            '\'' => mark::quotes(line.after(inside)).map(|slip| shifted(slip, inside)),
            '<' => html::component(line, inside),
            _ => None,
        };
        self.tell(slip);
    }

    fn colon(&mut self, inside: usize) {
        match own::address(self.line, inside) {
            Some(found) => self.suspect(Some(found)),
            None => {
                let slip = foreign::shortcode(self.line, inside);
                self.tell(slip);
            }
        }
    }

    fn tell(&mut self, slip: Option<Slip>) {
        let Some(mut slip) = slip else { return };
        // The bar of ruby would end the cell.
        let in_cell = |text: String| if self.block.place == Place::Cell { text.replace('|', "\\|") } else { text };
        slip.help = in_cell(slip.help);
        slip.fix = slip.fix.filter(|(range, _)| self.is_plain(range)).map(|(range, text)| (range, in_cell(text)));
        self.done = self.start + slip.range.end;
        self.found.slips.push((self.start, slip));
    }

    /// Whether all of a range of the line is text, with no sign in it that the change could make something else of.
    fn is_plain(&self, range: &Range<usize>) -> bool {
        let (mut at, end) = (self.start + range.start, self.start + range.end);
        while at < end {
            let Some(next) = self.block.text_end(at) else { return false };
            at = next;
        }
        !self.line.text.get(range.clone()).is_some_and(|text| text.contains(['`', '\\', '<']))
    }

    fn suspect(&mut self, found: Option<own::Found>) {
        let Some(found) = found else { return };
        let place = |range: Range<usize>| ((self.start + range.start) as u32, (self.start + range.end) as u32);
        let (name, whole) = (place(found.name), place(found.whole));
        self.done = whole.1 as usize;
        self.found.suspects.push(Suspect { kind: found.kind, name, whole });
    }

    /// Makes the line that `at` is on the one that is looked at.
    fn go_to(&mut self, at: usize) {
        let source = self.source;
        if self.begun && at < self.start + self.line.text.len() {
            return;
        }
        self.begun = true;
        let first = self.block.texts.first().map_or(at, |first| first.start);
        let before = source.get(first.min(at)..at).unwrap_or_default();
        self.start = before.rfind('\n').map_or(first.min(at), |end| first + end + 1);
        let mut text = line_from(source, self.start);
        if self.block.place == Place::Cell {
            let last = self.block.texts.last().map_or(at, |last| last.end);
            text = text.get(..last.saturating_sub(self.start)).unwrap_or(text);
        }
        self.line = Line { text, place: self.block.place };
    }
}

fn shifted(slip: Slip, by: usize) -> Slip {
    Slip { range: slip.range.start + by..slip.range.end + by, ..slip }
}

/// The rest of the line from a byte on.
fn line_from(source: &str, at: usize) -> &str {
    let rest = source.get(at..).unwrap_or_default();
    let end = rest.find('\n').unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest).trim_end_matches('\r')
}
