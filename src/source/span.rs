//! Where something stands in an input.

use super::{Source, Sources};
use std::ops::Range;

/// A text file of the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(super) u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of a byte range.
    pub fn new(source: SourceId, range: Range<usize>) -> Span {
        Span { source, start: range.start as u32, end: range.end as u32 }
    }

    /// The very start of a file: for what is said of the file as a whole.
    pub fn file(source: SourceId) -> Span {
        Span { source, start: 0, end: 0 }
    }

    /// The bytes of the span as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count it: lines and columns from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Where the lines of a text begin, and how many characters stand before each block of it: a place is found without
/// going through the text, however long its lines are.
#[derive(Debug)]
pub(super) struct Lines {
    /// The first line left out.
    starts: Vec<u32>,
    /// Characters before each block of [`BLOCK`] bytes.
    characters: Vec<u32>,
}

/// How many bytes at most are counted through for one place.
const BLOCK: usize = 1024;

impl Lines {
    fn of(text: &str) -> Lines {
        let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline as u32 + 1).collect();
        let before = |count: &mut u32, block: &[u8]| {
            let before = *count;
            *count += characters(block) as u32;
            Some(before)
        };
        let characters = text.as_bytes().chunks(BLOCK).scan(0, before).collect();
        Lines { starts, characters }
    }

    /// How many characters stand before a byte of the text.
    fn before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let known = self.characters.get(block).map_or(0, |count| *count as usize);
        match text.as_bytes().get(block * BLOCK..at) {
            Some(rest) => known + characters(rest),
            None => known,
        }
    }

    /// The number of the line that a byte is on, from 0, and the byte that it begins with.
    fn line(&self, at: usize) -> (usize, usize) {
        let number = self.starts.partition_point(|start| *start as usize <= at);
        let start = number.checked_sub(1).and_then(|last| self.starts.get(last));
        (number, start.map_or(0, |start| *start as usize))
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

impl Source {
    /// The position of byte `at`; a byte inside a character, or after the end, counts as the character's start.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        let lines = self.lines();
        let (line, start) = lines.line(at);
        Position { line: line + 1, column: lines.before(&self.text, at) - lines.before(&self.text, start) + 1 }
    }

    /// The line that byte `at` is on, without its end.
    pub fn line(&self, at: usize) -> Range<usize> {
        let lines = self.lines();
        let (number, start) = lines.line(self.text.floor_char_boundary(at));
        let end = lines.starts.get(number).map_or(self.text.len(), |next| *next as usize - 1);
        let line = self.text.get(start..end).unwrap_or_default();
        start..start + line.trim_end_matches('\r').len()
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::of(&self.text))
    }
}

impl Position {
    /// The byte at this position of `text`; the end of the text if it is shorter.
    pub fn offset(self, text: &str) -> usize {
        let start: usize = text.split_inclusive('\n').take(self.line.saturating_sub(1)).map(str::len).sum();
        let rest = text.get(start..).unwrap_or_default();
        start + rest.char_indices().nth(self.column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
    }
}

impl Sources {
    /// Where a span begins and ends.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let source = self.get(span.source);
        (source.position(span.start as usize), source.position(span.end as usize))
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Position, Sources};

    #[test]
    fn places_are_those_that_counting_finds() {
        let text = format!("a\n{}\r\n{}b\n\nc", "費用 x".repeat(700), "é".repeat(3000));
        let mut sources = Sources::default();
        let id = sources.add("a", text.clone().into_bytes());
        let source = sources.get(id);
        for at in 0..=text.len() + 1 {
            let before = text.get(..text.floor_char_boundary(at)).unwrap();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!(source.position(at), Position { line, column }, "{at}");
            let whole = text.split('\n').nth(line - 1).unwrap().trim_end_matches('\r');
            assert_eq!(&text[source.line(at)], whole, "{at}");
        }
    }
}
