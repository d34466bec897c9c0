//! Tables to take away: CSV (RFC 4180) and JSON, one of each for every table in every language.

use super::{Claim, Format, Material, Owner, Piece};
use crate::catalog::{Cell, Derivation, Evidence, FactId, Table, routes};
use crate::config::{LangId, Words};
use crate::failure::Failure;
use crate::format::{Decimal, Form, Value};
use crate::output::Sink;
use crate::render::{self, Figure};
use crate::resolve::{self, Part, Site};
use crate::source::Span;
use crate::visible::is_hidden;
use serde_json::{Map, Number, Value as Json, json};

/// The tables of the site, as files.
pub struct Downloads;

impl Format for Downloads {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (lang, table) in tables(site) {
            let owner = Owner { span: Span::file(table.source), what: "a download of the table".to_owned() };
            for (ending, _) in routes::TABLE_FORMATS {
                let path = routes::table(&site.config, lang, &table.id, ending);
                claims.push(Claim { path, owner: owner.clone() });
            }
        }
        claims
    }

    fn finish(&self, material: Material<'_>, _: Vec<Piece>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        for (lang, table) in tables(site) {
            let path = |ending: &str| routes::table(&site.config, lang, &table.id, ending);
            sink.put(&path("csv"), csv(site, lang, table).as_bytes())?;
            sink.put(&path("json"), json(site, lang, table).as_bytes())?;
        }
        Ok(())
    }
}

/// Every table that can be shown, in every language that has a front page.
fn tables(site: &Site) -> impl Iterator<Item = (LangId, &Table)> {
    site.languages()
        .flat_map(|lang| site.catalog.tables.iter().filter(|table| !table.hidden).map(move |table| (lang, table)))
}

fn words<'a>(site: &'a Site, lang: LangId, words: &'a Words) -> &'a str {
    words.text(lang, &site.config).map(|text| text.text.as_str()).unwrap_or_default()
}

/// The table as CSV: with a byte order mark, without which Excel in Japan reads Shift_JIS, and CRLF.
fn csv(site: &Site, lang: LangId, table: &Table) -> String {
    let head = table.label.as_ref().map(|label| words(site, lang, label)).unwrap_or_default();
    let mut csv = String::from("\u{FEFF}");
    let columns = table.columns.iter().map(|column| Field::Words(words(site, lang, &column.label)));
    record(&mut csv, std::iter::once(Field::Words(head)).chain(columns));
    for row in &table.rows {
        let cells = row.cells.iter().map(|id| id.map_or(Field::Words(""), |id| field(site, lang, id)));
        let label = Field::Words(words(site, lang, &row.label));
        record(&mut csv, std::iter::once(label).chain(cells));
    }
    csv
}

/// A field of CSV, as it is shown.
#[derive(Clone, Copy)]
enum Field<'a> {
    /// What an author has written.
    Words(&'a str),
    /// What the program has written: a number, with its signs and its unit.
    Typed(&'a str),
}

fn field(site: &Site, lang: LangId, id: FactId) -> Field<'_> {
    let text = render::cell_text(site, lang, id);
    match site.catalog.facts.by_number(id).map(|fact| &fact.cell) {
        Some(Cell::Value(
            Value::Duration(_)
            | Value::Money { .. }
            | Value::Frequency(_)
            | Value::Count { .. }
            | Value::Percent(_)
            | Value::Measure { .. }
            | Value::Date(_),
        )) => Field::Typed(text),
        Some(Cell::Value(Value::Text(_) | Value::Choice { .. }))
        | Some(Cell::Statement(_) | Cell::Unknown | Cell::NotApplicable)
        | None => Field::Words(text),
    }
}

impl<'a> Field<'a> {
    fn text(self) -> &'a str {
        match self {
            Field::Words(text) | Field::Typed(text) => text,
        }
    }

    /// Whether a spreadsheet would take it for a formula and carry it out.
    fn is_formula(self) -> bool {
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

/// The table as JSON: what is shown, and beside it each value as a program reads it.
fn json(site: &Site, lang: LangId, table: &Table) -> String {
    let columns: Vec<Json> = table
        .columns
        .iter()
        .map(|column| {
            let label = words(site, lang, &column.label);
            json!({ "id": column.id, "label": label, "type": column.kind.name(), "unit": column.kind.unit() })
        })
        .collect();
    let rows: Vec<Json> = table
        .rows
        .iter()
        .map(|row| {
            let cells: Map<String, Json> = table
                .columns
                .iter()
                .zip(&row.cells)
                .map(|(column, id)| (column.id.clone(), id.map_or(Json::Null, |id| cell(site, lang, id))))
                .collect();
            json!({ "id": row.id, "label": words(site, lang, &row.label), "cells": cells })
        })
        .collect();
    let code = site.config.languages.get(lang).map_or("", |language| &language.code);
    let shown = resolve::table(site, table, lang);
    let plain = |part: &Option<Part<'_>>| part.as_ref().map(|part| render::plain(site, part, part.range.clone()));
    let data = json!({
        "id": table.id,
        "language": code,
        "caption": plain(&shown.caption),
        "note": plain(&shown.note),
        "reviewed": render::reviewed(site, table).map(|date| date.to_string()),
        "licence": render::licence(site, lang),
        "columns": columns,
        "rows": rows,
    });
    format!("{data:#}\n")
}

fn cell(site: &Site, lang: LangId, id: FactId) -> Json {
    let Some(fact) = site.catalog.facts.by_number(id) else { return Json::Null };
    let Figure { low, high, unit } = render::figure(site, fact);
    let sources: Vec<&str> = fact.about.sources.iter().map(|source| source.text.as_str()).collect();
    json!({
        "fact": fact.id,
        "state": fact.cell.state(),
        "text": render::cell_text(site, lang, id),
        "value": fact.iso(Form::Plain),
        "low": low.and_then(number),
        "high": high.and_then(number),
        "unit": unit,
        "sources": sources,
        "evidence": fact.about.evidence.map(Evidence::name),
        "derived": fact.formula.as_ref().map(Derivation::text),
    })
}

/// A number of JSON.
fn number(number: Decimal) -> Option<Number> {
    match i64::try_from(number.trimmed().mantissa()) {
        Ok(whole) if number.is_whole() => Some(whole.into()),
        _ => Number::from_f64(number.to_string().parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::{Field, record};

    #[test]
    fn fields_are_quoted_and_harmless() {
        let mut csv = String::new();
        record(&mut csv, ["a", "b,c", "say \"x\"", "=1+1", "-5,2", ""].into_iter().map(Field::Words));
        assert_eq!(csv, "a,\"b,c\",\"say \"\"x\"\"\",'=1+1,\"'-5,2\",\r\n");
    }

    #[test]
    fn words_never_begin_a_formula() {
        for text in
            ["=1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "﹦1", " =1", "\u{3000}=1", "\u{a0}@a", "\ta", "\ra"]
        {
            assert!(Field::Words(text).is_formula(), "{text:?}");
        }
        for hidden in
            ['\u{feff}', '\u{200b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{61c}', '\u{1}', '\u{9b}', '\u{e0061}']
        {
            assert!(Field::Words(&format!("{hidden}{hidden} =1")).is_formula(), "{hidden:?}");
            assert!(!Field::Words(&format!("{hidden}a=1")).is_formula(), "{hidden:?}");
        }
        for text in ["", "a", "1-2", "a=b", "〜5", "１＋１"] {
            assert!(!Field::Words(text).is_formula(), "{text:?}");
        }
    }

    #[test]
    fn numbers_are_left_alone() {
        for text in ["-80 °C", "-¥500", "-5", "+5", "-5–-2 °C", "¥-5,000", "－5 回（税込）", "-5 (about)"] {
            assert!(!Field::Typed(text).is_formula(), "{text:?}");
        }
        for text in ["-5+cmd|' /C calc'!A0", "-1 SUM(A1)", "=1 nm", "@1", "-5 =1", "\u{200b}=1"] {
            assert!(Field::Typed(text).is_formula(), "{text:?}");
        }
    }
}
