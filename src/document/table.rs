//! Tables as they are written in a text, and what of them would be shown without a head, or not at all.

use super::sheet::Sheet;
use super::{Op, Tag};
use crate::diagnostic::Code;
use pulldown_cmark::Alignment;
use std::ops::Range;

/// How a table's column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    None,
    Left,
    Center,
    Right,
}

impl Align {
    /// The alignment that an operation's number means.
    pub fn from_number(number: u32) -> Align {
        match number {
            1 => Align::Left,
            2 => Align::Center,
            3 => Align::Right,
            _ => Align::None,
        }
    }

    fn of(alignment: Alignment) -> Align {
        match alignment {
            Alignment::None => Align::None,
            Alignment::Left => Align::Left,
            Alignment::Center => Align::Center,
            Alignment::Right => Align::Right,
        }
    }
}

/// The table that is open: one does not stand in another.
#[derive(Default)]
pub(super) struct Table {
    aligns: Vec<Align>,
    in_head: bool,
    /// The ranges of the row's cells.
    cells: Vec<Range<usize>>,
    columns: Vec<Column>,
}

/// The head of a column.
struct Column {
    /// The head's cell.
    range: Range<usize>,
    empty: bool,
    /// Whether a row has something in this column.
    filled: bool,
}

impl Table {
    pub(super) fn start(&mut self, sheet: &mut Sheet<'_>, aligns: Vec<Alignment>) {
        self.aligns = aligns.into_iter().map(Align::of).collect();
        sheet.open(Tag::Table, 0);
    }

    pub(super) fn start_head(&mut self, sheet: &mut Sheet<'_>) {
        self.in_head = true;
        self.cells.clear();
        sheet.open(Tag::TableHead, 0);
    }

    pub(super) fn start_row(&mut self, sheet: &mut Sheet<'_>) {
        self.cells.clear();
        sheet.open(Tag::TableRow, 0);
    }

    pub(super) fn start_cell(&mut self, sheet: &mut Sheet<'_>, range: Range<usize>) {
        let align = self.aligns.get(self.cells.len()).copied().unwrap_or(Align::None);
        self.cells.push(range);
        sheet.open(self.cell(), align as u32);
    }

    fn cell(&self) -> Tag {
        // Below a first head that is empty stand the names of the rows.
        let names_row = self.cells.len() == 1 && self.columns.first().is_some_and(|column| column.empty);
        match self.in_head {
            true => Tag::HeadCell,
            false if names_row => Tag::RowHead,
            false => Tag::Cell,
        }
    }

    /// Notes whether there was something in the cell.
    pub(super) fn end_cell(&mut self, sheet: &mut Sheet<'_>) {
        let empty = matches!(sheet.doc.ops.last(), Some(Op::Open(Tag::HeadCell | Tag::RowHead | Tag::Cell, _)));
        if self.in_head {
            let range = self.cells.last().cloned().unwrap_or_default();
            self.columns.push(Column { range, empty, filled: false });
        } else if let Some(column) = self.cells.len().checked_sub(1).and_then(|at| self.columns.get_mut(at)) {
            column.filled |= !empty;
        }
        sheet.close(self.cell(), 0);
    }

    pub(super) fn end_head(&mut self, sheet: &mut Sheet<'_>) {
        self.in_head = false;
        self.check_cells(sheet);
        sheet.close(Tag::TableHead, 0);
    }

    pub(super) fn end_row(&mut self, sheet: &mut Sheet<'_>, range: &Range<usize>) {
        self.check_cells(sheet);
        self.check_row(sheet, range);
        sheet.close(Tag::TableRow, 0);
    }

    /// Columns without a head that have something in them. The first may be that of the rows' names.
    pub(super) fn end(&mut self, sheet: &mut Sheet<'_>) {
        let columns = std::mem::take(&mut self.columns);
        for column in columns.into_iter().skip(1).filter(|column| column.empty && column.filled) {
            let message = "a column with text in it has no head";
            sheet.report(Code::TableHead, column.range, message, "say in the first row what the column is");
        }
        sheet.close(Tag::Table, 0);
    }

    /// Ruby that the table took apart at its `|`.
    fn check_cells(&self, sheet: &mut Sheet<'_>) {
        for pair in self.cells.windows(2) {
            let [left, right] = pair else { continue };
            let (before, after) = (sheet.text().get(left.clone()), sheet.text().get(right.clone()));
            let (Some(before), Some(after)) = (before, after) else { continue };
            let open = before.rfind('{').filter(|at| !before.get(*at..).is_some_and(|rest| rest.contains('}')));
            let closes = after.find('}').is_some_and(|at| !after.get(..at).is_some_and(|part| part.contains('{')));
            if let Some(open) = open.filter(|_| closes) {
                let range = left.start + open..right.end;
                let message = "the `|` of this ruby ends the table's cell";
                sheet.report(Code::Misread, range, message, "write it with a backslash: `{漢字\\|かんじ}`");
            }
        }
    }

    /// What stands in a row after the last column of the table, and is not shown.
    fn check_row(&self, sheet: &mut Sheet<'_>, range: &Range<usize>) {
        let columns = self.aligns.len();
        let line = sheet.written(range).lines().next().unwrap_or_default().trim_end();
        let start = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let mut bars = bars(line).filter(|at| *at > start).skip(columns.saturating_sub(1));
        let Some(end) = bars.next() else { return };
        let rest = line.get(end + 1..).unwrap_or_default();
        let extra = rest.trim();
        if extra.is_empty() || extra.chars().all(|c| c == '|' || c.is_whitespace()) {
            return;
        }
        let at = range.start + end + 1 + (rest.len() - rest.trim_start().len());
        let columns = if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") };
        let message = format!("the table has {columns}: what stands in further cells is not shown");
        let help = "add the column to the first two rows; a `|` that is text is written `\\|`";
        sheet.report(Code::TableRow, at..range.start + line.len(), message, help);
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
