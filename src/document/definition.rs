//! Definition lists: a term on its line, then a line that begins with a colon and a space.
//!
//! The parser takes any line that begins with a colon after a paragraph. It is asked for definition lists only where a
//! text has them as they are meant, and a line that then only looks like one is reported.

use super::Tag;
use super::sheet::Sheet;
use crate::diagnostic::Code;
use std::ops::Range;

/// Whether a text has a line that begins with `: `, perhaps within a quote or a list.
pub(super) fn are_in(text: &str) -> bool {
    // Most texts have none of these, and each is looked for quickly.
    if !["\n: ", " : ", "\t: ", ">: "].iter().any(|line| text.contains(line)) {
        return false;
    }
    text.match_indices(": ").any(|(at, _)| {
        // On the first line of all there is no term before it.
        text.get(..at).is_some_and(|before| before.trim_end_matches([' ', '\t', '>']).ends_with('\n'))
    })
}

/// Whether what the parser takes for a definition is a term that begins with a colon, `:id`: it stands alone on its line,
/// with an empty line before it and a definition below.
pub(super) fn is_term(sheet: &Sheet<'_>, range: &Range<usize>) -> bool {
    let text = sheet.text();
    let rest = text.get(range.start..).unwrap_or_default();
    let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
    let is_word =
        line.strip_prefix(':').is_some_and(|word| word.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    let before = text.get(..range.start).unwrap_or_default().trim_end_matches([' ', '\t', '>']);
    let before = before.strip_suffix('\n').unwrap_or_default().trim_end_matches([' ', '\t', '>', '\r']);
    is_word && before.ends_with('\n') && below.trim_start_matches([' ', '\t', '>']).starts_with(": ")
}

pub(super) fn start(sheet: &mut Sheet<'_>, range: &Range<usize>) {
    let line = sheet.written(range).lines().next().unwrap_or_default().trim_end();
    if line.strip_prefix(':').is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', '\t'])) {
        let help = "put a space after the colon, or a backslash before it: `\\:`";
        let marked = range.start..range.start + line.len();
        sheet.report(Code::Misread, marked, "a line that begins with a colon is read as a definition", help);
    }
    sheet.open(Tag::DefinitionText, 0);
}

#[cfg(test)]
mod tests {
    use super::are_in;

    #[test]
    fn only_where_they_are_meant() {
        for (text, found) in [
            ("用語\n: 説明", true),
            ("> 用語\n> : 説明", true),
            ("- Term\n\n  : text", true),
            (": 説明", false),
            ("Note: text\nkey: value", false),
            ("用語\n：説明", false),
            (":::note\ntext\n:::", false),
        ] {
            assert_eq!(are_in(text), found, "{text}");
        }
    }
}
