//! Waivers in TOML and YAML: `# allow CODE: why` at the end of a line, or on the line before a key.

use super::note::{Following, Lines, Notes, begun};
use crate::data::{Table, Value};
use std::ops::Range;

/// Takes the waivers of the data at `range` of a file, which was read as `table`.
pub(super) fn read(text: &str, range: Range<usize>, table: &Table, notes: &mut Notes) {
    let Some(data) = text.get(range.clone()) else { return };
    let mut begun = begun(data, "#").peekable();
    if begun.peek().is_none() {
        return;
    }
    let places = Places::of(table);
    let (mut lines, mut following) = (Lines::new(text), Following::default());
    // Where the last comment ends: what looks like another one in it is a part of it.
    let mut done = range.start;
    for (hash, at) in begun {
        let (hash, at) = (hash + range.start, at + range.start);
        if hash < done {
            continue;
        }
        let line = lines.at(at);
        let end = line.end.min(range.end);
        if places.is_text(hash) {
            notes.misplaced(
                hash..end,
                "this is part of a value, and allows nothing",
                "put it on the line before the key",
            );
            continue;
        }
        done = end;
        let start = line.start;
        if text.get(start..hash).is_some_and(|before| !before.trim().is_empty()) {
            notes.take(text, at..end, &(start..end));
            continue;
        }
        let reach = following.of(end, || {
            let (known, line) = next_line(text, end, range.end);
            (known, line.map(|line| line.start..places.end(&line)))
        });
        match reach {
            Some(reach) => notes.take(text, at..end, &reach),
            None => {
                let help = "put it on the line before the key, or at the end of the key's line";
                notes.misplaced(hash..end, "nothing follows that this could allow", help);
            }
        }
    }
}

/// The line behind comments that follow one which ends at `end`, if something is written on it, and where it begins.
fn next_line(text: &str, end: usize, last: usize) -> (usize, Option<Range<usize>>) {
    let mut start = end + 1;
    for line in text.get(start..last).unwrap_or_default().split('\n') {
        let written = line.trim();
        if !written.starts_with('#') {
            return (start, (!written.is_empty()).then_some(start..start + line.len()));
        }
        start += line.len() + 1;
    }
    (last, None)
}

/// Where keys and values stand.
struct Places {
    /// Keys, and values that are no lists and no tables, in order.
    texts: Vec<Range<usize>>,
    /// From a key to the end of its value, in order.
    entries: Vec<Range<usize>>,
}

impl Places {
    fn of(table: &Table) -> Places {
        let mut places = Places { texts: Vec::new(), entries: Vec::new() };
        let mut tables = vec![table];
        let mut values = Vec::new();
        while let Some(table) = tables.pop() {
            for (key, node) in &table.entries {
                places.texts.push(key.span.range());
                places.entries.push(key.span.range().start..node.span.range().end);
                values.push(node);
            }
            while let Some(node) = values.pop() {
                match &node.value {
                    Value::List(items) => values.extend(items),
                    Value::Table(table) => tables.push(table),
                    Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) => {
                        places.texts.push(node.span.range());
                    }
                    Value::Null => {}
                }
            }
        }
        places.texts.sort_by_key(|range| range.start);
        places.entries.sort_by_key(|range| range.start);
        places
    }

    /// Whether a byte is part of a key or a value.
    fn is_text(&self, at: usize) -> bool {
        let next = self.texts.partition_point(|text| text.start <= at);
        next.checked_sub(1).and_then(|last| self.texts.get(last)).is_some_and(|text| at < text.end)
    }

    /// Where the last value ends whose key stands on a line.
    fn end(&self, line: &Range<usize>) -> usize {
        let first = self.entries.partition_point(|entry| entry.start < line.start);
        let on_line = self.entries.iter().skip(first).take_while(|entry| entry.start < line.end);
        on_line.map(|entry| entry.end).fold(line.end, usize::max)
    }
}
