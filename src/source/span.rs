//! Where something stands in an input.

use super::{Source, Sources};

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
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Span {
        Span { source, start: range.start as u32, end: range.end as u32 }
    }

    /// The very start of a file: for what is said of the file as a whole.
    pub fn file(source: SourceId) -> Span {
        Span { source, start: 0, end: 0 }
    }

    /// The bytes of the span as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count it: lines and columns from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl Source {
    /// The position of byte `at`; a byte inside a character, or after the end, counts as the character's start.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at);
        let starts = self.lines.get_or_init(|| {
            memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|newline| newline as u32 + 1).collect()
        });
        let before = starts.partition_point(|start| *start as usize <= at);
        let start = before.checked_sub(1).and_then(|last| starts.get(last)).map_or(0, |start| *start as usize);
        Position { line: before + 1, column: self.text.get(start..at).unwrap_or_default().chars().count() + 1 }
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
