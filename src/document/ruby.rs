//! Ruby: `{漢字|かんじ}`, or with a reading for each character `{東京|とう|きょう}`.

use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// A stretch of a text: plain, or ruby with its base and readings, as byte ranges.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Plain(Range<usize>),
    /// One pair of base and reading each.
    Ruby(Vec<(Range<usize>, Range<usize>)>),
    /// The readings do not fit the characters.
    Uneven(Range<usize>),
}

/// Whether a text that is read piece by piece has a brace that is not closed.
#[derive(Debug, Clone, Copy, Default)]
pub struct OpenBrace(bool);

impl OpenBrace {
    /// Goes on with a piece.
    pub fn add(&mut self, text: &str) {
        if let Some(last) = memchr::memrchr2(b'{', b'}', text.as_bytes()) {
            self.0 = text.as_bytes().get(last) == Some(&b'{');
        }
    }

    /// Whether it is so.
    pub fn is_open(self) -> bool {
        self.0
    }
}

/// Cuts a text at its ruby. Braces that hold no ruby are plain text, and so are those before `search`.
pub fn cut(text: &str, mut search: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = 0;
    while let Some(open) = text.get(search..).and_then(|rest| rest.find('{')).map(|at| search + at) {
        let Some(group) = group_at(text, open) else {
            search = open + 1;
            continue;
        };
        if plain < open {
            pieces.push(Piece::Plain(plain..open));
        }
        plain = group.end;
        search = group.end;
        pieces.push(pair(text, group));
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(plain..text.len()));
    }
    pieces
}

/// A text with its ruby taken down to the base.
pub fn base(text: &str) -> String {
    if !text.contains('{') {
        return text.to_owned();
    }
    taken_down(&cut(text, 0), text, |(base, _)| base)
}

/// A text with the readings in place of what they are readings of; `None` if it has no ruby.
pub fn reading(text: &str) -> Option<String> {
    let pieces = if text.contains('{') { cut(text, 0) } else { Vec::new() };
    let has_ruby = pieces.iter().any(|piece| matches!(piece, Piece::Ruby(_)));
    has_ruby.then(|| taken_down(&pieces, text, |(_, reading)| reading))
}

/// A text of which each pair of base and reading is one of the two.
fn taken_down(pieces: &[Piece], text: &str, which: impl Fn(&(Range<usize>, Range<usize>)) -> &Range<usize>) -> String {
    let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut taken = String::new();
    for piece in pieces {
        match piece {
            Piece::Plain(range) | Piece::Uneven(range) => taken.push_str(part(range)),
            Piece::Ruby(pairs) => pairs.iter().for_each(|pair| taken.push_str(part(which(pair)))),
        }
    }
    taken
}

/// The range of a ruby group that begins with the brace at `open`, braces included.
fn group_at(text: &str, open: usize) -> Option<Range<usize>> {
    let inner = text.get(open + 1..)?;
    let close = inner.find(['}', '{', '\n'])?;
    if !inner.get(close..)?.starts_with('}') {
        return None;
    }
    is_inner(inner.get(..close)?).then(|| open..open + close + 2)
}

/// Whether what stands between two braces is ruby.
pub fn is_inner(inner: &str) -> bool {
    let parts: Vec<&str> = inner.split('|').collect();
    // ASCII alone is more likely to be a notation of something else, such as `{a|b}`.
    parts.len() > 1 && parts.iter().all(|part| !part.trim().is_empty()) && !inner.is_ascii()
}

fn pair(text: &str, group: Range<usize>) -> Piece {
    let start = group.start + 1;
    let inner = text.get(start..group.end - 1).unwrap_or_default();
    let mut at = start;
    let mut parts = inner.split('|').map(|part| {
        let range = at..at + part.len();
        at += part.len() + 1;
        range
    });
    let Some(base) = parts.next() else { return Piece::Plain(group) };
    let readings: Vec<_> = parts.collect();
    if let [reading] = readings.as_slice() {
        return Piece::Ruby(vec![(base, reading.clone())]);
    }
    let mut characters: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.get(base.clone()).unwrap_or_default().char_indices() {
        let end = base.start + at + c.len_utf8();
        match characters.last_mut() {
            // A variation selector or a voicing mark belongs to the character before it.
            Some(before) if c.width() == Some(0) => before.end = end,
            _ => characters.push(base.start + at..end),
        }
    }
    if characters.len() != readings.len() {
        return Piece::Uneven(group);
    }
    Piece::Ruby(characters.into_iter().zip(readings).collect())
}

#[cfg(test)]
mod tests {
    use super::{Piece, cut};

    fn show(text: &str) -> String {
        let mut shown = String::new();
        for piece in cut(text, 0) {
            match piece {
                Piece::Plain(range) => shown.push_str(&text[range]),
                Piece::Uneven(range) => shown.push_str(&format!("!{}!", &text[range])),
                Piece::Ruby(pairs) => {
                    for (base, reading) in pairs {
                        shown.push_str(&format!("<{}:{}>", &text[base], &text[reading]));
                    }
                }
            }
        }
        shown
    }

    #[test]
    fn cuts_at_ruby_only() {
        for (text, shown) in [
            ("これは{漢字|かんじ}です", "これは<漢字:かんじ>です"),
            ("{東京|とう|きょう}", "<東:とう><京:きょう>"),
            ("{東京都|とう|きょう}", "!{東京都|とう|きょう}!"),
            ("{葛\u{e0100}飾|かつ|しか}", "<葛\u{e0100}:かつ><飾:しか>"),
            ("{a|b} と {漢|かん", "{a|b} と {漢|かん"),
            ("{NASA|ナサ}", "<NASA:ナサ>"),
            ("{}{|}{漢|}", "{}{|}{漢|}"),
            ("{{漢字|かんじ}}", "{<漢字:かんじ>}"),
        ] {
            assert_eq!(show(text), shown, "{text}");
        }
    }
}
