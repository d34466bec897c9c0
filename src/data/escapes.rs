//! How the strings of TOML and YAML become texts: gone through again beside what their parsers have made of them, so
//! that each character is known by its place.

use super::text::{Places, Walk};

/// Where the text of a string of TOML stands: `written` is the value with its quotes, from the byte `file` on.
pub(super) fn toml(written: &str, file: usize, text: &str) -> Places {
    let quote = written.chars().next().unwrap_or_default();
    let is_long = ["\"\"\"", "'''"].iter().any(|quotes| written.starts_with(quotes)) && written.len() >= 6;
    let quotes = if is_long { 3 } else { 1 };
    let Some(inside) = written.len().checked_sub(quotes).and_then(|end| written.get(quotes..end)) else {
        return Places::Nowhere;
    };
    // The end of a line right after the quotes is none of the text.
    let first = if is_long { line_end(inside, false) } else { 0 };
    let (inside, file) = (inside.get(first..).unwrap_or_default(), file + quotes + first);
    if inside == text {
        return Places::From(file as u32);
    }
    let mut walk = Walk::new(inside, file, text);
    let mut go = || {
        while !walk.written.is_empty() {
            match walk.written.strip_prefix('\\').filter(|_| quote == '"') {
                Some(escape) => match escape.trim_start_matches([' ', '\t', '\r', '\n']) {
                    rest if rest.len() < escape.len() => walk.skip(walk.written.len() - rest.len())?,
                    _ => walk.character(escape_length(walk.written))?,
                },
                None => walk.copy()?,
            }
        }
        Some(())
    };
    go().map_or(Places::Nowhere, |()| walk.finish())
}

/// Where the text of a quoted or plain scalar of YAML stands: `written` is what stands between the quotes, from the byte
/// `file` on.
pub(super) fn flow(written: &str, file: usize, text: &str, quote: Option<char>) -> Places {
    if written == text {
        return Places::From(file as u32);
    }
    let mut walk = Walk::new(written, file, text);
    let mut go = || {
        while !walk.written.is_empty() {
            let blanks = blanks(walk.written);
            if line_end(walk.written.get(blanks..)?, true) > 0 {
                fold(&mut walk)?;
            } else if quote == Some('"') && walk.written.starts_with('\\') {
                match line_end(walk.written.get(1..)?, true) {
                    0 => walk.character(escape_length(walk.written))?,
                    end => {
                        walk.skip(1 + end + self::blanks(walk.written.get(1 + end..)?))?;
                        empty_lines(&mut walk)?;
                    }
                }
            } else if quote == Some('\'') && walk.written.starts_with("''") {
                walk.character(2)?;
            } else {
                walk.copy()?;
            }
        }
        Some(())
    };
    go().map_or(Places::Nowhere, |()| walk.finish())
}

/// The end of a line in quotes, or without them: a space, or the empty lines that follow.
fn fold(walk: &mut Walk<'_>) -> Option<()> {
    let line = |text: &str| {
        let end = blanks(text) + line_end(text.get(blanks(text)..)?, true);
        Some(end + blanks(text.get(end..)?))
    };
    let first = line(walk.written)?;
    match line_end(walk.written.get(first..)?, true) {
        0 => walk.character(first),
        _ => {
            walk.skip(first)?;
            empty_lines(walk)
        }
    }
}

/// Empty lines, each of which is the end of a line in the text.
fn empty_lines(walk: &mut Walk<'_>) -> Option<()> {
    loop {
        match line_end(walk.written, true) {
            0 => return Some(()),
            end => walk.character(end + blanks(walk.written.get(end..)?))?,
        }
    }
}

/// Where the text of a block of YAML stands: `full` is the text of the file up to the block's end, in which its first
/// character is the byte `start`; `base` is the byte at which the text begins in the file.
pub(super) fn block(full: &str, start: usize, base: usize, text: &str) -> Places {
    let before = full.get(..start).unwrap_or_default();
    // From the line after the sign, with empty lines and with white space at the beginning.
    let sign = before.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let after = full.get(sign..).unwrap_or_default();
    let line = blanks(after) + line_end(after.get(blanks(after)..).unwrap_or_default(), true);
    let (written, file) = (after.get(line..).unwrap_or_default(), base + sign + line);
    let Some(indent) = first_indent(written).checked_sub(first_indent(text)) else { return Places::Nowhere };
    let mut walk = Walk::new(written, file, text);
    let mut go = || {
        while !walk.text.is_empty() && !walk.written.is_empty() {
            let margin = walk.written.len() - walk.written.trim_start_matches(' ').len();
            if margin > 0 {
                walk.skip(margin.min(indent))?;
            }
            while !walk.written.is_empty() && line_end(walk.written, true) == 0 {
                walk.copy()?;
            }
            ends(&mut walk, indent)?;
        }
        Some(())
    };
    go().map_or(Places::Nowhere, |()| walk.finish())
}

/// The ends of lines between two lines of a block, or at its end.
fn ends(walk: &mut Walk<'_>, indent: usize) -> Option<()> {
    let mut lengths = Vec::new();
    let mut rest = walk.written;
    loop {
        let margin = rest.len() - rest.trim_start_matches(' ').len();
        // The margin of the next line is that line's.
        let margin = if lengths.is_empty() { 0 } else { margin.min(indent) };
        match line_end(rest.get(margin..)?, true) {
            0 => break,
            end => {
                lengths.push(margin + end);
                rest = rest.get(margin + end..)?;
            }
        }
    }
    let own = walk.text.bytes().take(lengths.len()).take_while(|byte| *byte == b'\n').count();
    let is_end = walk.text.len() == own;
    match (lengths.as_slice(), own) {
        ([], _) => {}
        // A line that is joined to the next by a space.
        ([only], 0) if walk.text.starts_with(' ') => walk.character(*only)?,
        (_, own) if is_end || own == lengths.len() => {
            lengths.iter().take(own).try_for_each(|length| walk.character(*length))?;
        }
        // The first of several is what the others stand for.
        ([first, others @ ..], own) if own == others.len() => {
            walk.skip(*first)?;
            others.iter().try_for_each(|length| walk.character(*length))?;
        }
        _ => return None,
    }
    Some(())
}

/// How long the white space is that the first line with something else on it begins with.
fn first_indent(text: &str) -> usize {
    let line = text.split(['\n', '\r']).find(|line| !line.trim_matches([' ', '\t']).is_empty()).unwrap_or_default();
    blanks(line)
}

/// The length of the white space that a text begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// The length of the end of a line that a text begins with; in YAML a carriage return may be one.
fn line_end(text: &str, yaml: bool) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n', ..] => 1,
        [b'\r', ..] if yaml => 1,
        _ => 0,
    }
}

/// The length of an escape that begins with a backslash; in YAML one character beyond the first 65,536 may take two.
fn escape_length(text: &str) -> usize {
    let is_high = |text: &str| {
        let digits = text.get(2..6).map(|digits| u32::from_str_radix(digits, 16));
        digits.is_some_and(|digits| digits.is_ok_and(|code| (0xD800..0xDC00).contains(&code)))
    };
    match text.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') if is_high(text) => 12,
        Some(b'u') => 6,
        Some(b'U') => 10,
        _ => 1 + text.chars().nth(1).map_or(0, char::len_utf8),
    }
}
