//! Fields of CSV (RFC 4180), in which a spreadsheet finds nothing to carry out.

use crate::visible::is_hidden;
use std::borrow::Cow;

/// A field of CSV, as it is shown.
pub(super) enum Field<'a> {
    /// What an author has written.
    Words(Cow<'a, str>),
    /// What the program has written: a number, with its signs and its unit.
    Typed(Cow<'a, str>),
}

impl<'a> Field<'a> {
    pub(super) fn words(text: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::Words(text.into())
    }

    pub(super) fn typed(text: impl Into<Cow<'a, str>>) -> Field<'a> {
        Field::Typed(text.into())
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

/// Writes a line of fields.
pub(super) fn record<'a>(csv: &mut String, fields: impl Iterator<Item = Field<'a>>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            csv.push(',');
        }
        // What has a mark of its own gets one more, so that who takes one away always has what was written.
        let harmless = if field.is_formula() || field.text().starts_with('\'') { "'" } else { "" };
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
