//! TOML to the common tree.

use super::{Key, Node, Notation, Table, Text, Value, escapes, mistakes};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The table that `text` holds, and every mistake in its syntax. `offset` is where `text` begins in its file, in bytes.
pub fn parse(text: &str, source: SourceId, offset: usize) -> (Table, Diagnostics) {
    let mut at = At { text, source, offset, digits: Vec::new() };
    let (mut table, errors) = DeTable::parse_recoverable(text);
    let (found, rest) = if errors.is_empty() { Default::default() } else { mistakes::find(text) };
    // Nothing is read from lines that are wrong.
    if !found.is_empty() {
        table = DeTable::parse_recoverable(&rest).0;
    }
    let mut diagnostics = Diagnostics::new();
    // Where a second table of one name ends: its keys are all given twice, which is the same mistake.
    let mut repeated = 0..0;
    for mistake in found {
        let is_repetition = mistakes::is_repetition(&mistake);
        let (range, message) = mistake;
        if is_repetition {
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
    let wrong = at.digits.into_iter().map(|span| Diagnostic::new(Code::Syntax, span, "this is not TOML: not a number"));
    diagnostics.extend(wrong);
    diagnostics.extend(super::noncharacters(text, &table));
    (table, diagnostics)
}

/// The message on one line, in the style of the others.
fn plain(message: &str) -> String {
    let line = message.lines().collect::<Vec<_>>().join(", ");
    format!("this is not TOML: {}", line.trim_end_matches('.'))
}

struct At<'t> {
    text: &'t str,
    source: SourceId,
    offset: usize,
    /// Numbers with something else among their digits, which the parser leaves to those that read them.
    digits: Vec<Span>,
}

impl At<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start + self.offset..range.end + self.offset)
    }

    fn table(&mut self, table: DeTable<'_>, span: Span) -> Table {
        let entries = table
            .into_iter()
            .map(|(key, value)| {
                let span = self.span(key.span());
                (Key { name: key.into_inner().into_owned(), span }, self.node(value))
            })
            .collect();
        Table { span, entries }
    }

    fn node(&mut self, value: Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        let span = self.span(range.clone());
        let value = match value.into_inner() {
            DeValue::String(text) => Value::Text(self.string(text.into_owned(), range)),
            DeValue::Integer(integer) => match i64::from_str_radix(integer.as_str(), integer.radix()) {
                Ok(integer) => Value::Integer(integer),
                Err(_) => self.number(integer.as_str(), integer.radix(), span),
            },
            DeValue::Float(float) => Value::Decimal(float.as_str().to_owned()),
            DeValue::Boolean(bool) => Value::Bool(bool),
            DeValue::Datetime(date) => Value::Date(date.to_string()),
            DeValue::Array(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, span)),
        };
        Node { span, value }
    }

    fn string(&self, text: String, range: Range<usize>) -> Text {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let notation = if written.starts_with('"') { Notation::Basic } else { Notation::Literal };
        let places = escapes::toml(written, range.start + self.offset, &text);
        Text::read(text, self.span(range), notation, places)
    }

    /// A whole number that is too large for one.
    fn number(&mut self, digits: &str, radix: u32, span: Span) -> Value {
        let own = digits.trim_start_matches(['-', '+']);
        if own.is_empty() || !own.chars().all(|c| c.is_digit(radix)) {
            self.digits.push(span);
        }
        Value::Decimal(digits.to_owned())
    }
}
