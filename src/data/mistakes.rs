//! Mistakes of syntax in TOML, each once: what a parser finds after one is often that one's making.

use std::collections::HashSet;
use std::ops::Range;
use toml::de::DeTable;

/// Where a mistake is, and what is said of it.
pub(super) type Mistake = (Range<usize>, String);

/// How many mistakes of syntax are told of one file.
const MOST: usize = 50;
/// What the parser says of a key that is given twice.
const REPETITION: &str = "duplicate key";

/// Whether a mistake is a key or table that is given twice.
pub(super) fn is_repetition((_, message): &Mistake) -> bool {
    message.starts_with(REPETITION)
}

/// The mistakes in a text that are none of another's making, in order, and the text without the lines that they are on:
/// all other lines stay in their places.
pub(super) fn find(text: &str) -> (Vec<Mistake>, String) {
    let mut rest = text.to_owned();
    let first = errors(text);
    let mut known: HashSet<Mistake> = first.iter().cloned().collect();
    let mut kept: Vec<Mistake> = Vec::new();
    let mut taken: Vec<&str> = Vec::new();
    let mut after = 0;
    let mut found = first.clone();
    while kept.len() < MOST {
        let next =
            found.iter().find(|mistake| mistake.0.start >= after && !is_repetition(mistake) && known.contains(mistake));
        let Some(mistake) = next else { break };
        let own = lines(&rest, mistake.0.clone());
        let without = blanked(&rest, own.clone());
        let left = errors(&without);
        // A bracket that is not closed makes the lines after it wrong, one after another.
        let open = bracket(&rest, own.start).map(|at| (at, lines(&rest, at..at + 1)));
        let closed = open.map(|(at, line)| (at, line.clone(), blanked(&rest, line))).map(|(at, line, without)| {
            let left = errors(&without);
            (at, line, without, left)
        });
        match closed.filter(|(.., fewer)| fewer.len() < left.len()) {
            Some((at, line, without, left)) => {
                let sign = rest.get(at..at + 1).unwrap_or_default();
                kept.push((at..at + 1, format!("the `{sign}` is not closed")));
                taken.extend(text.get(line.clone()));
                (after, rest) = (line.end, without);
                known = left.iter().cloned().collect();
                found = left;
            }
            None => {
                kept.push(mistake.clone());
                taken.extend(text.get(own.clone()));
                (after, rest, found) = (own.end, without, left);
            }
        }
    }
    // What is given twice may have been given first on a line that was taken out.
    let on_taken = |mistake: &&Mistake| {
        let key = text.get(mistake.0.clone()).unwrap_or_default();
        taken.iter().any(|line| line.trim_start().starts_with(key))
    };
    let twice = first.iter().filter(|mistake| is_repetition(mistake)).filter(on_taken).cloned();
    kept.extend(twice);
    kept.extend(found.into_iter().filter(is_repetition));
    kept.sort_by_key(|(range, _)| range.start);
    kept.dedup();
    (kept, rest)
}

fn errors(text: &str) -> Vec<Mistake> {
    let (_, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<Mistake> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned())).collect();
    errors.sort_by_key(|(range, _)| range.start);
    errors
}

/// The lines that a range touches, without the last one's end.
fn lines(text: &str, range: Range<usize>) -> Range<usize> {
    let last = range.start.max(range.end.saturating_sub(1));
    let start = text.get(..range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(last..).and_then(|after| after.find('\n')).map_or(text.len(), |at| last + at);
    start..end
}

/// A text with each byte of some lines a blank, so that what follows keeps its place.
fn blanked(text: &str, range: Range<usize>) -> String {
    let inside = text.get(range.clone()).unwrap_or_default();
    let blank: String = inside.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    let mut text = text.to_owned();
    if inside.len() == range.len() {
        text.replace_range(range, &blank);
    }
    text
}

/// The innermost bracket that is open where a line begins, strings and comments left aside.
fn bracket(text: &str, line: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut string: Option<u8> = None;
    let mut bytes = text.get(..line)?.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (string, byte) {
            // Strings of several lines begin and end with three signs: one empty string, and another.
            (Some(sign), _) if byte == sign || byte == b'\n' => string = None,
            (Some(b'"'), b'\\') => _ = bytes.next(),
            (Some(_), _) => {}
            (None, b'"' | b'\'') => string = Some(byte),
            (None, b'#') => _ = bytes.find(|(_, byte)| *byte == b'\n'),
            (None, b'[' | b'{') => open.push(at),
            (None, b']' | b'}') => _ = open.pop(),
            (None, _) => {}
        }
    }
    open.pop()
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn each_mistake_is_found_once_and_none_is_hidden() {
        for (text, wanted) in [
            ("a = 1\nb = 2\n", &[][..]),
            ("a = [1, 2\nb = 3\n[c]\nd = 4\n", &[4]),
            ("a = { b = \"x\" \n[[c]]\nd = 1\n[[c]]\ne = { f = 1 }\n", &[4]),
            ("a = [\n\"x\",\n\"y\" \"z\",\n]\nb = = 1\n", &[15, 26]),
            ("t = 1\nt = 2\n[e]\na = 1\n[e]\nb = = 2\n", &[6, 23, 30]),
            ("a = \"x\nb = { c = \"[\" }\nd = yes # [\n", &[6, 27]),
            ("a = [1, 2\nb = \"\"\"\n[ {\n\"\"\"\nc = = 1\n", &[4, 30]),
        ] {
            let starts: Vec<usize> = find(text).0.iter().map(|(range, _)| range.start).collect();
            assert_eq!(starts, wanted, "{text}");
        }
    }
}
