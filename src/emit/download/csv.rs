//! A table as CSV (RFC 4180), which a spreadsheet opens without carrying anything out.

use super::{remarks, words};
use crate::config::LangId;
use crate::facts::{Cell, Column, Evidence, FactId, Table};
use crate::format::{Decimal, Value};
use crate::messages::args;
use crate::render::{self, Figure};
use crate::resolve::{self, Site};
use crate::visible::is_hidden;
use std::borrow::Cow;

/// The table as CSV: with a byte order mark, without which Excel in Japan reads Shift_JIS, and CRLF. What is shown comes
/// first, then what a program reads, in columns that are the same in every language, and last what readers are warned of.
pub(super) fn csv(site: &Site, lang: LangId, table: &Table) -> String {
    let (shown, _) = resolve::table(site, table, lang);
    let remarks = remarks(site, &shown);
    let head = table.label.as_ref().map(|label| words(site, lang, label)).unwrap_or_default();
    let labels = table.columns.iter().map(|column| words(site, lang, &column.label).to_owned());
    let further = table.columns.iter().flat_map(further_heads);
    let heads = std::iter::once(head.to_owned()).chain(labels).chain(further).chain(["remarks".to_owned()]);
    let mut csv = String::from("\u{FEFF}");
    record(&mut csv, heads.map(Field::words));
    for (row, line) in table.rows.iter().enumerate() {
        let label = Field::words(words(site, lang, &line.label));
        let cells = line.cells.iter().map(|id| id.map_or(Field::words(""), |id| field(site, lang, id)));
        let further = table.columns.iter().zip(&line.cells).flat_map(|(column, id)| further_fields(site, column, *id));
        let warned = table.columns.iter().enumerate().flat_map(|(at, column)| {
            let id = line.cells.get(at).copied().flatten();
            let said = remarks.get(&(row, at)).cloned().into_iter().chain(conflicts(site, lang, id));
            said.map(|said| format!("{}: {said}", column.id)).collect::<Vec<_>>()
        });
        let warned = Field::words(warned.collect::<Vec<_>>().join(" / "));
        record(&mut csv, std::iter::once(label).chain(cells).chain(further).chain([warned]));
    }
    csv
}

/// What a program reads of each cell of a column; of columns of numbers also these.
const FURTHER: [&str; 3] = ["evidence", "reviewed", "sources"];
const NUMBERS: [&str; 3] = ["low", "high", "unit"];

/// The heads of what a program reads of a column.
fn further_heads(column: &Column) -> Vec<String> {
    let numbers = NUMBERS.iter().filter(|_| column.kind.has_numbers());
    numbers.chain(&FURTHER).map(|name| format!("{}.{name}", column.id)).collect()
}

/// The same of a cell, in the order of the heads.
fn further_fields(site: &Site, column: &Column, id: Option<FactId>) -> Vec<Field<'static>> {
    let fact = id.map(|id| site.catalog.facts.get(id));
    let mut fields = Vec::new();
    if column.kind.has_numbers() {
        let Figure { low, high, unit } = fact.map(|fact| render::figure(site, fact)).unwrap_or_default();
        let number = |number: Option<Decimal>| number.map(|number| number.trimmed().to_string()).unwrap_or_default();
        fields.extend([Field::Typed(number(low).into()), Field::Typed(number(high).into())]);
        fields.push(Field::words(unit.unwrap_or_default()));
    }
    let about = fact.map(|fact| &fact.about);
    let sources = about.map(|about| about.sources.iter().map(|source| source.text.as_str()).collect::<Vec<_>>());
    let reviewed = about.and_then(|about| about.reviewed).map(|day| day.to_string());
    fields.push(Field::words(about.and_then(|about| about.evidence).map_or("", Evidence::name)));
    fields.push(Field::words(reviewed.unwrap_or_default()));
    fields.push(Field::words(sources.unwrap_or_default().join("; ")));
    fields
}

/// The conflicts that a fact is a side of, in words.
fn conflicts(site: &Site, lang: LangId, id: Option<FactId>) -> impl Iterator<Item = String> {
    let conflicts = id.into_iter().flat_map(|id| site.catalog.conflicts.with(id));
    conflicts.map(move |conflict| {
        let args = args!["title" => words(site, lang, &conflict.title)];
        site.messages.get(lang, "table-conflict", Some(&args)).unwrap_or_default().into_owned()
    })
}

/// A field of CSV, as it is shown.
enum Field<'a> {
    /// What an author has written.
    Words(Cow<'a, str>),
    /// What the program has written: a number, with its signs and its unit.
    Typed(Cow<'a, str>),
}

fn field(site: &Site, lang: LangId, id: FactId) -> Field<'_> {
    let text = render::cell_text(site, lang, id);
    match &site.catalog.facts.get(id).cell {
        Cell::Value(
            Value::Duration(_)
            | Value::Money { .. }
            | Value::Frequency(_)
            | Value::Count { .. }
            | Value::Percent(_)
            | Value::Measure { .. }
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_),
        ) => Field::Typed(text.into()),
        Cell::Value(Value::Text(_) | Value::Choice { .. })
        | Cell::Statement(_)
        | Cell::Unknown
        | Cell::NotApplicable => Field::words(text),
    }
}

impl<'a> Field<'a> {
    fn words(text: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::Words(text.into())
    }

    fn text(&self) -> &str {
        match self {
            Field::Words(text) | Field::Typed(text) => text,
        }
    }

    /// Whether a spreadsheet would take it for a formula and carry it out.
    fn is_formula(&self) -> bool {
        let text = self.text();
        let seen = text.trim_start_matches(|c: char| c.is_whitespace() || is_hidden(c));
        let begins = seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫']);
        match self {
            Field::Words(_) => begins || text.starts_with(['\t', '\r', '\n']),
            // A number may have a sign. Its unit is a text, in which there may be a call, or the name of a program.
            Field::Typed(_) => begins && (!seen.starts_with(['+', '-', '＋', '－']) || asks_for_more(seen)),
        }
    }
}

/// Whether a formula in which this stands does more than arithmetic.
fn asks_for_more(text: &str) -> bool {
    let calls = text.chars().zip(text.chars().skip(1)).any(|(before, c)| c == '(' && before.is_alphanumeric());
    calls || text.contains(['=', '@', '|', '!'])
}

fn record<'a>(csv: &mut String, fields: impl Iterator<Item = Field<'a>>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            csv.push(',');
        }
        let harmless = if field.is_formula() { "'" } else { "" };
        let field = field.text();
        if field.contains([',', '"', '\n', '\r']) {
            csv.push('"');
            csv.push_str(harmless);
            csv.push_str(&field.replace('"', "\"\""));
            csv.push('"');
        } else {
            csv.push_str(harmless);
            csv.push_str(field);
        }
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Field, record};

    #[test]
    fn fields_are_quoted_and_harmless() {
        let mut csv = String::new();
        record(&mut csv, ["a", "b,c", "say \"x\"", "=1+1", "-5,2", ""].into_iter().map(Field::words));
        assert_eq!(csv, "a,\"b,c\",\"say \"\"x\"\"\",'=1+1,\"'-5,2\",\r\n");
    }

    #[test]
    fn words_never_begin_a_formula() {
        for text in
            ["=1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "﹦1", " =1", "\u{3000}=1", "\u{a0}@a", "\ta", "\ra"]
        {
            assert!(Field::words(text).is_formula(), "{text:?}");
        }
        for hidden in
            ['\u{feff}', '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{61c}', '\u{1}', '\u{9b}', '\u{e0061}']
        {
            assert!(Field::words(format!("{hidden}{hidden} =1")).is_formula(), "{hidden:?}");
            assert!(!Field::words(format!("{hidden}a=1")).is_formula(), "{hidden:?}");
        }
        for text in ["", "a", "1-2", "a=b", "〜5", "１＋１"] {
            assert!(!Field::words(text).is_formula(), "{text:?}");
        }
    }

    #[test]
    fn numbers_are_left_alone() {
        for text in ["-80 °C", "-¥500", "-5", "+5", "-5–-2 °C", "¥-5,000", "－5 回（税込）", "-5 (about)"] {
            assert!(!Field::Typed(text.into()).is_formula(), "{text:?}");
        }
        for text in ["-5+cmd|' /C calc'!A0", "-1 SUM(A1)", "=1 nm", "@1", "-5 =1", "\u{200b}=1"] {
            assert!(Field::Typed(text.into()).is_formula(), "{text:?}");
        }
    }
}
