//! YAML to the common tree. Dates are text in YAML, and are read as dates where a date is wanted.

use super::{Key, Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};
use std::fmt;

/// The table that `text` holds, and what is wrong with its syntax. `offset` is where `text` begins in its file, in bytes.
pub fn parse(text: &str, source: SourceId, offset: usize) -> (Table, Vec<Diagnostic>) {
    let at = At { text, source, offset };
    let whole = Span::new(source, offset..offset + text.len());
    if text.trim().is_empty() {
        return (Table::empty(whole), Vec::new());
    }
    match serde_saphyr::from_str::<Spanned<Raw>>(text) {
        Ok(Spanned { value: Raw::Map(entries), .. }) => (at.table(entries, whole), Vec::new()),
        Ok(_) => {
            let diagnostic = Diagnostic::new(Code::Syntax, whole, "front matter is a list of keys and values");
            (Table::empty(whole), vec![diagnostic])
        }
        Err(error) => {
            let span = error.location().map_or(Span::new(source, offset..offset), |location| at.span(location));
            let message = error.without_snippet().to_string();
            let message = message.lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
            (Table::empty(whole), vec![Diagnostic::new(Code::Syntax, span, format!("this is not YAML: {message}"))])
        }
    }
}

struct At<'a> {
    text: &'a str,
    source: SourceId,
    offset: usize,
}

impl At<'_> {
    fn span(&self, location: Location) -> Span {
        let span = location.span();
        let start = span.byte_offset().map_or_else(|| self.by_line(location), |at| at as usize).min(self.text.len());
        let length = span.byte_len().unwrap_or(0) as usize;
        let covered = self.text.get(start..(start + length).min(self.text.len())).unwrap_or_default();
        Span::new(self.source, self.offset + start..self.offset + start + covered.trim_end().len())
    }

    fn by_line(&self, location: Location) -> usize {
        let line = (location.line() as usize).saturating_sub(1);
        let start: usize = self.text.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = self.text.get(start..).unwrap_or_default();
        let column = (location.column() as usize).saturating_sub(1);
        start + rest.char_indices().nth(column).map_or(0, |(at, _)| at)
    }

    fn table(&self, entries: Vec<(Spanned<String>, Spanned<Raw>)>, span: Span) -> Table {
        let entries = entries
            .into_iter()
            .map(|(key, value)| (Key { name: key.value, span: self.span(key.referenced) }, self.node(value)))
            .collect();
        Table { span, entries }
    }

    fn node(&self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.referenced);
        let value = match raw.value {
            Raw::Text(text) => Value::Text(text),
            Raw::Integer(integer) => Value::Integer(integer),
            Raw::Decimal(decimal) => Value::Decimal(decimal.to_string()),
            Raw::Bool(bool) => Value::Bool(bool),
            Raw::Null => Value::Null,
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(entries) => Value::Table(self.table(entries, span)),
        };
        Node { span, value }
    }
}

enum Raw {
    Text(String),
    Integer(i64),
    Decimal(f64),
    Bool(bool),
    Null,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Raw, E> {
        i64::try_from(value).map(Raw::Integer).map_err(|_| E::custom("the number is too large"))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Decimal(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}
