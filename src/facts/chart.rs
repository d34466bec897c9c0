//! What of a table is drawn as a chart: the key `chart` of its file, or what suits the table where the file says
//! nothing. Knows nothing of how it is drawn.

use super::column::{Column, ColumnKind};
use super::fact::{Cell, Facts};
use super::table::{Chart, Sort, Table};
use crate::data::{Node, Reader, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::keys::table::{CHART, chart as keys};
use crate::source::Span;
use std::collections::HashSet;

impl Chart {
    /// What a chart of a table draws: what its file says, or else its first column of lengths of time or of money that
    /// has a number, or else of numbers of another type. Nothing if no column has a number.
    pub fn of(table: &Table, facts: &Facts) -> Option<Chart> {
        if let Some((chart, _)) = &table.chart {
            return chart.has_number(table, facts).then(|| chart.clone());
        }
        let first = |wanted: fn(&ColumnKind) -> bool| {
            let columns = table.columns.iter().enumerate().filter(move |(_, column)| wanted(&column.kind));
            let mut charts = columns.map(|(at, _)| Chart { columns: vec![at], sort: None });
            charts.find(|chart| chart.has_number(table, facts))
        };
        first(|kind| matches!(kind, ColumnKind::Duration(_) | ColumnKind::Money { .. }))
            .or_else(|| first(ColumnKind::has_numbers))
    }

    /// Whether some cell of its columns has an end that can be drawn.
    pub fn has_number(&self, table: &Table, facts: &Facts) -> bool {
        let cells = table.rows.iter().flat_map(|row| self.columns.iter().filter_map(|at| *row.cells.get(*at)?));
        let mut facts = cells.map(|id| facts.get(id));
        facts.any(|fact| match &fact.cell {
            Cell::Value(value) => value.on_axis().is_some_and(|ends| ends.each().any(Option::is_some)),
            Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => false,
        })
    }
}

impl ColumnKind {
    /// Whether both can stand on one axis.
    pub fn shares_axis(&self, other: &ColumnKind) -> bool {
        match (self, other) {
            (ColumnKind::Duration(_), ColumnKind::Duration(_)) | (ColumnKind::Percent, ColumnKind::Percent) => true,
            (ColumnKind::Money { currency: a, .. }, ColumnKind::Money { currency: b, .. }) => a == b,
            (ColumnKind::Count(a), ColumnKind::Count(b)) | (ColumnKind::Measure(a), ColumnKind::Measure(b)) => a == b,
            _ => false,
        }
    }
}

/// Reads `chart`: the id of a column, or `columns` and `sort`. `is_broken` tells of columns that could not be read.
pub fn read(
    node: Node,
    table: &Table,
    is_broken: impl Fn(&str) -> bool,
    diagnostics: &mut Diagnostics,
) -> Option<Chart> {
    let (ids, sort) = match node.value {
        Value::Text(text) => (vec![text], None),
        Value::Table(table) => {
            let mut reader = Reader::new(table, &CHART, diagnostics);
            let empty =
                matches!(reader.peek(keys::DRAWN), Some(Node { value: Value::List(items), .. }) if items.is_empty());
            if let Some(node) = reader.peek(keys::DRAWN).filter(|_| empty) {
                let diagnostic = Diagnostic::new(Code::InvalidValue, node.span, "`columns` is empty");
                reader.report(diagnostic);
            }
            let ids = reader.texts(keys::DRAWN);
            let sort = reader.choice(keys::SORT, [Sort::Low, Sort::High]);
            reader.finish();
            (ids, sort)
        }
        other => {
            let message = format!("`chart` takes the id of a column, or a table, not {}", other.kind());
            diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
            return None;
        }
    };
    let mut chosen: Vec<usize> = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    for id in &ids {
        match column(id, table, (chosen.first(), &taken)) {
            Ok(at) => {
                chosen.push(at);
                taken.insert(at);
            }
            Err(_) if is_broken(&id.text) => {}
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    // A chart of which something is wrong is none, so that nobody sees half of it.
    (!ids.is_empty() && chosen.len() == ids.len()).then_some(Chart { columns: chosen, sort })
}

/// The place of a column that can be drawn beside those that were chosen before.
fn column(
    id: &Text,
    table: &Table,
    (first, taken): (Option<&usize>, &HashSet<usize>),
) -> Result<usize, Box<Diagnostic>> {
    let columns = &table.columns;
    let wrong = |message: String| Diagnostic::new(Code::InvalidValue, id.span, message);
    let Some((at, column)) = table.column(&id.text).and_then(|at| Some((at, columns.get(at)?))) else {
        let help = table.column_suggestion(&id.text);
        let help = help.or_else(|| drawable(columns));
        return Err(Box::new(wrong(format!("there is no column `{}`", id.text)).maybe_help(help)));
    };
    if !column.kind.has_numbers() {
        let message = format!("`{}` is of the type `{}`, which cannot be drawn", id.text, column.kind.name());
        return Err(Box::new(wrong(message).maybe_help(drawable(columns))));
    }
    if taken.contains(&at) {
        return Err(Box::new(wrong(format!("`{}` stands twice", id.text)).help("name each column once")));
    }
    match first.and_then(|first| columns.get(*first)) {
        Some(first) if !first.kind.shares_axis(&column.kind) => {
            let message = format!("`{}` and `{}` cannot stand on one axis", first.id, id.text);
            let help = "columns that are drawn together have one type, and one unit or currency";
            Err(Box::new(wrong(message).help(help).related(span_of(first), "the other one")))
        }
        _ => Ok(at),
    }
}

fn span_of(column: &Column) -> Span {
    column.unit.unwrap_or(column.span)
}

/// The columns that can be drawn, as a help.
fn drawable(columns: &[Column]) -> Option<String> {
    let drawn = columns.iter().filter(|column| column.kind.has_numbers());
    let names = listed(drawn.map(|column| column.id.as_str()));
    (!names.is_empty()).then(|| format!("what can be drawn: {names}"))
}
