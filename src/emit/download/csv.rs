//! A table as CSV (RFC 4180), which a spreadsheet opens without carrying anything out.

use super::words;
use crate::config::LangId;
use crate::facts::{Cell, FactId, Table};
use crate::format::Value;
use crate::render;
use crate::resolve::Site;
use crate::visible::is_hidden;

/// The table as CSV: with a byte order mark, without which Excel in Japan reads Shift_JIS, and CRLF.
pub(super) fn csv(site: &Site, lang: LangId, table: &Table) -> String {
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
    match &site.catalog.facts.get(id).cell {
        Cell::Value(
            Value::Duration(_)
            | Value::Money { .. }
            | Value::Frequency(_)
            | Value::Count { .. }
            | Value::Percent(_)
            | Value::Measure { .. }
            | Value::Date(_),
        ) => Field::Typed(text),
        Cell::Value(Value::Text(_) | Value::Choice { .. })
        | Cell::Statement(_)
        | Cell::Unknown
        | Cell::NotApplicable => Field::Words(text),
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
