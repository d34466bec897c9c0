//! What a table would show without a head, or not show at all.

use super::parse::Builder;
use super::{Op, Tag};
use crate::diagnostic::Code;
use std::ops::Range;

/// The head of a column.
pub(super) struct Column {
    /// The head's cell.
    range: Range<usize>,
    empty: bool,
    /// Whether a row has something in this column.
    filled: bool,
}

impl Builder<'_> {
    /// Notes, at the end of a cell, whether there was something in it.
    pub(super) fn end_cell(&mut self) {
        let empty = matches!(self.doc.ops.last(), Some(Op::Open(Tag::HeadCell | Tag::Cell, _)));
        if self.in_head {
            let range = self.cells.last().cloned().unwrap_or_default();
            self.columns.push(Column { range, empty, filled: false });
        } else if let Some(column) = self.cells.len().checked_sub(1).and_then(|at| self.columns.get_mut(at)) {
            column.filled |= !empty;
        }
    }

    /// Columns without a head that have something in them. The first may be that of the rows' names.
    pub(super) fn check_columns(&mut self) {
        let columns = std::mem::take(&mut self.columns);
        for column in columns.into_iter().skip(1).filter(|column| column.empty && column.filled) {
            let message = "a column with text in it has no head";
            self.report(Code::TableHead, column.range, message, "say in the first row what the column is");
        }
    }

    /// What stands in a row after the last column of the table, and is not shown.
    pub(super) fn check_row(&mut self, range: &Range<usize>) {
        let columns = self.aligns.len();
        let written = self.text.get(range.clone()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default().trim_end();
        let start = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let mut bars = bars(line).filter(|at| *at > start).skip(columns.saturating_sub(1));
        let Some(end) = bars.next() else { return };
        let rest = line.get(end + 1..).unwrap_or_default();
        let extra = rest.trim();
        if extra.is_empty() || extra.chars().all(|c| c == '|' || c.is_whitespace()) {
            return;
        }
        let at = range.start + end + 1 + (rest.len() - rest.trim_start().len());
        let message = format!("the table has {columns} columns: what stands in further cells is not shown");
        let help = "add the column to the first two rows; a `|` that is text is written `\\|`";
        self.report(Code::TableRow, at..range.start + line.len(), message, help);
    }
}

/// The bars of a row that end cells.
fn bars(line: &str) -> impl Iterator<Item = usize> {
    let mut escaped = false;
    line.bytes().enumerate().filter_map(move |(at, byte)| {
        let bar = byte == b'|' && !escaped;
        escaped = byte == b'\\' && !escaped;
        bar.then_some(at)
    })
}
