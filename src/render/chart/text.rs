//! How wide a text is, as far as that can be known without a font, and where it can be broken.

use unicode_width::UnicodeWidthChar;

/// The width of a narrow character, in ems: what Latin letters take on average.
const NARROW: f64 = 0.55;

/// The width of a text at a size.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| char_width(c) * size).sum()
}

fn char_width(c: char) -> f64 {
    match c.width() {
        None | Some(0) => 0.0,
        Some(1) => NARROW,
        Some(_) => 1.0,
    }
}

/// The text in lines no wider than `limit`.
pub fn lines(text: &str, size: f64, limit: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if width(&line, size) + width(piece.trim_end(), size) > limit && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if width(piece, size) <= limit {
            line.push_str(piece);
            continue;
        }
        // A word longer than a line is broken anywhere.
        for c in piece.chars() {
            if width(&line, size) + char_width(c) * size > limit && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// What is not broken inside.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices().peekable();
        while let Some((_, c)) = chars.next() {
            let Some((at, next)) = chars.peek().copied() else { break };
            if can_break(c, next) {
                let (piece, after) = rest.split_at(at);
                rest = after;
                return Some(piece);
            }
        }
        let last = std::mem::take(&mut rest);
        (!last.is_empty()).then_some(last)
    })
}

/// What no line of Japanese begins with (JIS X 4051), as far as it is met in labels.
const NOT_FIRST: &str =
    "、。，．・：；？！）」』】〉》〕］｝〜～ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％";

/// What no line of Japanese ends with.
const NOT_LAST: &str = "（「『【〈《〔［｛";

fn can_break(before: char, after: char) -> bool {
    if before.is_whitespace() {
        return !after.is_whitespace();
    }
    let wide = |c: char| char_width(c) > NARROW;
    // A number stays with its unit.
    (wide(before) || wide(after) && !before.is_ascii_digit())
        && !after.is_whitespace()
        && !NOT_FIRST.contains(after)
        && !NOT_LAST.contains(before)
}

#[cfg(test)]
mod tests {
    use super::{lines, width};

    #[test]
    fn breaks_where_it_may() {
        for (text, limit, expected) in [
            ("Skin and anti-ageing", 10.0, vec!["Skin and", "anti-ageing"]),
            ("Skin", 10.0, vec!["Skin"]),
            ("施術時に効果が出る（数値なし）", 5.0, vec!["施術時に効", "果が出る", "（数値な", "し）"]),
            ("約6ヶ月、長い", 3.0, vec!["約6ヶ", "月、長", "い"]),
            ("abcdefghij", 2.2, vec!["abcd", "efgh", "ij"]),
            ("", 5.0, vec![]),
        ] {
            assert_eq!(lines(text, 1.0, limit), expected, "{text}");
        }
    }

    #[test]
    fn measures_by_width() {
        assert!((width("3–6ヶ月", 10.0) - (3.0 * 5.5 + 20.0)).abs() < 0.01);
    }
}
