//! TOML to the common tree.

use super::{Key, Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The table that `text` holds, and every mistake in its syntax. `offset` is where `text` begins in its file, in bytes.
pub fn parse(text: &str, source: SourceId, offset: usize) -> (Table, Vec<Diagnostic>) {
    let at = At { source, offset };
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut diagnostics = Vec::new();
    // Where a second table of one name ends: its keys are all given twice, which is the same mistake.
    let mut repeated = 0..0;
    for (range, message) in independent(text, errors.iter().map(mistake).collect()) {
        if message.starts_with(REPETITION) {
            if repeated.contains(&range.start) {
                continue;
            }
            if text.get(..range.start).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with('[')) {
                let rest = text.get(range.end..).unwrap_or_default();
                repeated = range.end..range.end + rest.find("\n[").unwrap_or(rest.len());
            }
        }
        let span = at.span(range);
        diagnostics.push(match message.contains("recursion") {
            true => Diagnostic::new(Code::TooDeep, span, "lists and tables are nested too deep"),
            false => Diagnostic::new(Code::Syntax, span, plain(&message)),
        });
    }
    let span = at.span(0..text.len());
    let table = at.table(table.into_inner(), span);
    diagnostics.extend(super::noncharacters(text, &table));
    (table, diagnostics)
}

/// Where a mistake is, and what the parser says of it.
type Mistake = (Range<usize>, String);

fn mistake(error: &toml::de::Error) -> Mistake {
    (error.span().unwrap_or(0..0), error.message().to_owned())
}

fn is_repetition((_, message): &Mistake) -> bool {
    message.starts_with(REPETITION)
}

/// The mistakes that are none of another's making: those that are still found when the lines of the ones before them are
/// taken out.
fn independent(text: &str, all: Vec<Mistake>) -> Vec<Mistake> {
    if all.len() < 2 || all.iter().all(is_repetition) {
        return all;
    }
    let (mut kept, mut rest, mut found) = (Vec::new(), text.to_owned(), all.clone());
    found.sort_by_key(|(range, _)| range.start);
    let mut taken: Vec<String> = Vec::new();
    while kept.len() < MOST {
        let Some(first) = found.iter().find(|mistake| !is_repetition(mistake) && all.contains(mistake)) else { break };
        let (start, end) = (first.0.start, first.0.start.max(first.0.end.saturating_sub(1)));
        kept.push(first.clone());
        let start = rest.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = rest.get(end..).and_then(|after| after.find('\n')).map_or(rest.len(), |at| end + at);
        let Some(lines) = rest.get(start..end) else { break };
        taken.push(lines.trim_start().to_owned());
        // Each byte of it a blank, so that what follows keeps its place.
        let blank: String = lines.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        rest.replace_range(start..end, &blank);
        found = DeTable::parse_recoverable(&rest).1.iter().map(mistake).collect();
        found.retain(|(range, _)| range.start >= end);
        found.sort_by_key(|(range, _)| range.start);
    }
    // What is given twice may have been given first on a line that was taken out.
    let key = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let on_taken = |range: &Range<usize>| taken.iter().any(|line| line.starts_with(key(range)));
    let twice =
        all.iter().filter(|mistake| is_repetition(mistake) && (found.contains(mistake) || on_taken(&mistake.0)));
    kept.extend(twice.cloned());
    kept.sort_by_key(|(range, _)| range.start);
    kept
}

/// What the parser says of a key that is given twice.
const REPETITION: &str = "duplicate key";
/// How many mistakes of syntax are told of one file.
const MOST: usize = 50;

/// The message on one line, in the style of the others.
fn plain(message: &str) -> String {
    let line = message.lines().collect::<Vec<_>>().join(", ");
    format!("this is not TOML: {}", line.trim_end_matches('.'))
}

struct At {
    source: SourceId,
    offset: usize,
}

impl At {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }

    fn table(&self, table: DeTable<'_>, span: Span) -> Table {
        let entries = table
            .into_iter()
            .map(|(key, value)| {
                let span = self.span(key.span());
                (Key { name: key.into_inner().into_owned(), span }, self.node(value))
            })
            .collect();
        Table { span, entries }
    }

    fn node(&self, value: Spanned<DeValue<'_>>) -> Node {
        let span = self.span(value.span());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(integer) => Value::Integer(integer),
                Err(_) => Value::Decimal(integer.as_str().to_owned()),
            },
            DeValue::Float(float) => Value::Decimal(float.as_str().to_owned()),
            DeValue::Boolean(bool) => Value::Bool(bool),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span)),
        };
        Node { span, value }
    }
}
