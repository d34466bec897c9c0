//! What has to be known of a Fluent file before the parser may see it: entries that it would overflow the stack with,
//! or stop the program over, are made blank and reported. Knows nothing of what an entry means.

use std::ops::Range;

/// Placeables and calls nested deeper than this are refused.
const MAX_DEPTH: usize = 100;

/// More arguments than these in the calls of a placeable are refused: the parser compares the names of all with all.
const MAX_ARGUMENTS: usize = 1000;

/// Why an entry is not given to the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
    /// Calls with more than [`MAX_ARGUMENTS`] arguments.
    TooMany,
    /// `\u` without four, or `\U` without six, hexadecimal digits.
    Escape,
}

/// The text with each refused entry made blank, byte for byte, and where and why each was refused.
pub fn scan(text: &str) -> (String, Vec<(usize, Refusal)>) {
    let mut refused: Vec<(usize, Refusal)> = Vec::new();
    let mut blank: Vec<Range<usize>> = Vec::new();
    let (mut entry, mut open, mut bad) = (0, Open::default(), false);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if starts_entry(line) {
            if bad {
                blank.push(entry..at);
            }
            (entry, open, bad) = (at, Open::default(), false);
        }
        if let Some((column, refusal)) = scan_line(line, &mut open).filter(|_| !bad) {
            refused.push((at + column, refusal));
            bad = true;
        }
        at += line.len();
    }
    if bad {
        blank.push(entry..at);
    }
    (without(text, &blank), refused)
}

fn without(text: &str, blank: &[Range<usize>]) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for range in blank {
        clean.push_str(text.get(from..range.start).unwrap_or_default());
        let bytes = text.get(range.clone()).unwrap_or_default().bytes();
        clean.extend(bytes.map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        from = range.end;
    }
    clean.push_str(text.get(from..).unwrap_or_default());
    clean
}

/// Whether the parser can only read the line as the start of an entry or as a comment: neither can stand in a placeable.
fn starts_entry(line: &str) -> bool {
    let id = line.strip_prefix('-').unwrap_or(line);
    let rest = id.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let named = id.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.trim_start_matches(' ').starts_with('=');
    named || line.starts_with('#')
}

/// What is open in an entry.
#[derive(Default)]
struct Open {
    /// Placeables and calls.
    depth: usize,
    /// The arguments in the outermost one, each with a colon or a comma.
    arguments: usize,
}

/// Follows what is open through a line. It may come out too large, for text that looks like a string, but never too small.
fn scan_line(line: &str, Open { depth, arguments }: &mut Open) -> Option<(usize, Refusal)> {
    if line.starts_with('#') {
        return None;
    }
    let mut in_string = false;
    let mut bytes = line.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'{' => *depth += 1,
            b'(' if *depth > 0 => *depth += 1,
            b'}' | b')' if !in_string => {
                *depth = depth.saturating_sub(1);
                if *depth == 0 {
                    *arguments = 0;
                }
            }
            b':' | b',' if *depth > 1 => *arguments += 1,
            b'"' if *depth > 0 => in_string = !in_string,
            b'\\' if *depth > 0 => match bytes.peek().map(|(_, byte)| *byte) {
                Some(b'u') if !has_hex(line, at + 2, 4) => return Some((at, Refusal::Escape)),
                Some(b'U') if !has_hex(line, at + 2, 6) => return Some((at, Refusal::Escape)),
                Some(b'"' | b'\\') if in_string => _ = bytes.next(),
                _ => {}
            },
            _ => {}
        }
        if *depth > MAX_DEPTH {
            return Some((at, Refusal::TooDeep));
        }
        if *arguments > 2 * MAX_ARGUMENTS {
            return Some((at, Refusal::TooMany));
        }
    }
    None
}

/// Whether there are `count` hexadecimal digits, or too few that only ASCII follows: the parser says that by itself.
fn has_hex(line: &str, from: usize, count: usize) -> bool {
    let next = line.bytes().skip(from).take(count).find(|byte| !byte.is_ascii_hexdigit());
    next.is_none_or(|byte| byte.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::{Refusal, scan};

    #[test]
    fn refuses_what_the_parser_cannot_bear() {
        let deep = format!("a = ok\nb = {}\nc = 日本\n", "{".repeat(200));
        let calls = format!("a = {{ {}\n", "F(\n".repeat(200));
        let sneaky = format!("a = {{ {}\n", "F(\"}}))\", ".repeat(200));
        let many = format!("a = {{ -t({}) }}\n", "x: 1 ".repeat(3000));
        let spread = format!("a = {}\n", "{ F($n, a: 1) }, ".repeat(3000));
        for (text, expected) in [
            ("a = x\nb = { $n }\n", vec![]),
            (deep.as_str(), vec![Refusal::TooDeep]),
            (calls.as_str(), vec![Refusal::TooDeep]),
            (sneaky.as_str(), vec![Refusal::TooDeep]),
            (many.as_str(), vec![Refusal::TooMany]),
            (spread.as_str(), vec![]),
            ("a = { \"\\u12あ\" }\nb = x\n", vec![Refusal::Escape]),
            ("a = { \"\\u3042\" }\n", vec![]),
            ("a = \\uあ\n", vec![]),
        ] {
            let (clean, refused) = scan(text);
            assert_eq!(refused.iter().map(|(_, refusal)| *refusal).collect::<Vec<_>>(), expected, "{text}");
            assert_eq!(clean.len(), text.len());
            assert_eq!(clean == text, expected.is_empty());
        }
        assert!(scan(&deep).0.ends_with("c = 日本\n") && scan(&deep).0.starts_with("a = ok\n"));
    }

    #[test]
    fn unclosed_placeables_do_not_add_up() {
        let text = "a = { $x\n".repeat(500);
        assert_eq!(scan(&text), (text, vec![]));
    }
}
