//! The line that a diagnostic is about, as a terminal shows it.

use crate::source::{Source, Span};
use crate::visible::visible_line;
use annotate_snippets::{AnnotationKind, Group, Origin, Snippet};
use std::ops::Range;

/// The line of a file that a span begins on, as far as it is worth showing.
pub(super) struct Excerpt {
    text: String,
    line: usize,
    range: Range<usize>,
    /// The column, where the text does not begin with its line.
    column: Option<usize>,
}

/// A line of more bytes is shown in part.
const LONG: usize = 4000;
/// How many bytes of such a line are shown on either side of where a span begins.
const BESIDE: usize = 240;

impl Excerpt {
    pub(super) fn of(source: &Source, span: Span) -> Excerpt {
        let text = source.text.as_str();
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.floor_char_boundary(span.end as usize).max(start);
        let whole = source.line(start);
        let line = text.get(whole.clone()).unwrap_or_default();
        // A span over many lines is shown by its first; an empty one as the character that stands there.
        let end = end.min(whole.end);
        let end = if end == start { text.ceil_char_boundary((end + 1).min(whole.end)) } else { end };
        let range = start - whole.start..end.max(start) - whole.start;
        let position = source.position(start);
        let is_long = line.len() > LONG;
        let shown = match is_long {
            false => 0..line.len(),
            true => {
                let from = line.floor_char_boundary(range.start.saturating_sub(BESIDE));
                from..line.ceil_char_boundary(range.start + BESIDE)
            }
        };
        let range = range.start.min(shown.end)..range.end.min(shown.end);
        let part = |range: Range<usize>| visible_line(line.get(range).unwrap_or_default());
        let mut text = if shown.start > 0 { "…" } else { "" }.to_owned();
        text.push_str(&part(shown.start..range.start));
        let start = text.len();
        text.push_str(&part(range.clone()));
        let end = text.len();
        text.push_str(&part(range.end..shown.end));
        if shown.end < line.len() {
            text.push('…');
        }
        Excerpt { text, line: position.line, range: start..end, column: is_long.then_some(position.column) }
    }

    /// Adds the excerpt to what is said.
    pub(super) fn show<'a>(
        self,
        group: Group<'a>,
        path: &'a str,
        kind: AnnotationKind,
        label: Option<&'a str>,
    ) -> Group<'a> {
        let snippet = Snippet::source(self.text).line_start(self.line);
        let snippet = snippet.annotation(kind.span(self.range).label(label));
        match self.column {
            None => group.element(snippet.path(path)),
            Some(column) => {
                let origin = Origin::path(path).line(self.line).char_column(column);
                group.element(origin).element(snippet)
            }
        }
    }
}
