//! A table as CSV (RFC 4180), which a spreadsheet opens without carrying anything out, and from which a program reads
//! again what the data states.

use super::field::{Field, record};
use super::further::{self, OF_ROWS, Said};
use super::{remarks, words};
use crate::config::LangId;
use crate::facts::{Cell, FactId, Table};
use crate::format::Value;
use crate::messages::args;
use crate::render;
use crate::resolve::{self, Site};
use std::collections::HashSet;

/// The table as CSV: with a byte order mark, without which Excel in Japan reads Shift_JIS, and CRLF. What is shown comes
/// first, then what a program reads, in columns that are the same in every language, and last what readers are warned of.
pub(super) fn csv(site: &Site, lang: LangId, table: &Table) -> String {
    let (shown, _) = resolve::table(site, table, lang);
    let remarks = remarks(site, &shown);
    let mut note = shown.note.as_ref().map(|part| render::plain(site, part, part.range.clone()));
    let mut csv = String::from("\u{FEFF}");
    record(&mut csv, heads(site, lang, table).into_iter().map(Field::words));
    for (row, line) in table.rows.iter().enumerate() {
        let label = Field::words(words(site, lang, &line.label));
        let cells = line.cells.iter().map(|id| id.map_or(Field::words(""), |id| field(site, lang, id)));
        let said: Vec<Said<'_>> = line.cells.iter().map(|id| said(site, *id)).collect();
        let further = table.columns.iter().zip(&said);
        let further = further.flat_map(|(column, said)| further::of(&column.kind).map(|further| said.field(further)));
        let warned = table.columns.iter().enumerate().flat_map(|(at, column)| {
            let id = line.cells.get(at).copied().flatten();
            let said = remarks.get(&(row, at)).cloned().into_iter().chain(conflicts(site, lang, id));
            said.map(|said| format!("{}: {said}", column.id)).collect::<Vec<_>>()
        });
        let note = Field::words(note.take().unwrap_or_default());
        let warned = Field::words(warned.collect::<Vec<_>>().join(" / "));
        let texts = std::iter::once(label).chain(cells);
        record(&mut csv, texts.chain([Field::words(line.id.as_str())]).chain(further).chain([note, warned]));
    }
    csv
}

/// The heads: those of the texts are an author's words, and none of them is the name of what stands behind them.
fn heads(site: &Site, lang: LangId, table: &Table) -> Vec<String> {
    let further = table.columns.iter().flat_map(|column| further::of(&column.kind).map(|further| further.head(column)));
    let [row, note, remarks] = OF_ROWS.map(str::to_owned);
    let named: Vec<String> = std::iter::once(row).chain(further).chain([note, remarks]).collect();
    let taken: HashSet<&str> = named.iter().map(String::as_str).collect();
    let told = |text: &str| if taken.contains(text) { format!("{text} (text)") } else { text.to_owned() };
    let head = table.label.as_ref().map(|label| words(site, lang, label)).unwrap_or_default();
    let texts = std::iter::once(head).chain(table.columns.iter().map(|column| words(site, lang, &column.label)));
    let texts: Vec<String> = texts.map(told).collect();
    texts.into_iter().chain(named).collect()
}

fn said(site: &Site, id: Option<FactId>) -> Said<'_> {
    id.map_or_else(Said::default, |id| Said::of(site, site.catalog.facts.get(id)))
}

/// The conflicts that a fact is a side of, in words.
fn conflicts(site: &Site, lang: LangId, id: Option<FactId>) -> impl Iterator<Item = String> {
    let conflicts = id.into_iter().flat_map(|id| site.catalog.conflicts.with(id));
    conflicts.map(move |conflict| {
        let args = args!["title" => words(site, lang, &conflict.title)];
        site.messages.get(lang, "table-conflict", Some(&args)).unwrap_or_default().into_owned()
    })
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
            | Value::Time(_),
        ) => Field::typed(text),
        // A spreadsheet would take a telephone number for a sum.
        Cell::Value(Value::Phone(_)) => Field::words(text),
        Cell::Value(Value::Text(_) | Value::Choice { .. })
        | Cell::Statement(_)
        | Cell::Unknown
        | Cell::NotApplicable => Field::words(text),
    }
}
