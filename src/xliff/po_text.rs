//! Texts in quotes, as PO has them.

/// A text in quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// What stands in quotes on a line, if nothing else does.
pub(super) fn unquoted(line: &str) -> Option<String> {
    let inside = line.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => text.push(match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                c @ ('"' | '\\') => c,
                _ => return None,
            }),
            c => text.push(c),
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{quoted, unquoted};

    #[test]
    fn a_text_comes_back_from_its_quotes() {
        for text in ["", "a", "\"", "\\", "a\n\tb\r\\n", "漢字 \"x\" {1}"] {
            assert_eq!(unquoted(&quoted(text)).as_deref(), Some(text));
        }
        for wrong in ["", "a", "\"", "\"a\"b\"", "\"\\\"", "\"\\q\""] {
            assert_eq!(unquoted(wrong), None, "{wrong}");
        }
    }
}
