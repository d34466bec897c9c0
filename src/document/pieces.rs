//! Pieces of running text: what of them is text, and how they are written as Markdown so that they are read as they
//! were meant.

use super::line::{Mark, marks};
use super::{autolink, ruby};

/// A piece of running text; all markup as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// Code, a fact, a citation, an address: nothing to translate.
    Fixed(String),
    /// A line break.
    Break(String),
    /// The beginning of emphasis, a link, an image.
    Open(String),
    Close(String),
}

impl Piece {
    /// The markup as it is written; nothing for text.
    pub fn markup(&self) -> Option<&str> {
        match self {
            Piece::Text(_) => None,
            Piece::Fixed(written) | Piece::Break(written) | Piece::Open(written) | Piece::Close(written) => {
                Some(written)
            }
        }
    }

    /// The text, or the markup as it is written.
    pub fn written(&self) -> &str {
        match self {
            Piece::Text(text) => text,
            Piece::Fixed(written) | Piece::Break(written) | Piece::Open(written) | Piece::Close(written) => written,
        }
    }
}

/// Whether there is anything to translate among pieces.
pub fn has_text(pieces: &[Piece]) -> bool {
    pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if !text.trim().is_empty()))
}

/// The pieces of a text with ruby; what stands before `literal` is none. `bar` is how the bar in it is written.
pub(super) fn push_ruby(
    run: &str,
    literal: usize,
    bar: &str,
    pieces: &mut Vec<Piece>,
    plain: impl Fn(&str, &mut Vec<Piece>),
) {
    let written = |range: std::ops::Range<usize>| run.get(range).unwrap_or_default().replace('|', bar);
    for piece in ruby::cut(run, literal) {
        match piece {
            ruby::Piece::Plain(range) => plain(run.get(range).unwrap_or_default(), pieces),
            ruby::Piece::Ruby(pairs) => {
                let (Some((first, _)), Some((last, reading))) = (pairs.first(), pairs.last()) else { continue };
                pieces.push(Piece::Open("{".to_owned()));
                pieces.push(Piece::Text(run.get(first.start..last.end).unwrap_or_default().to_owned()));
                pieces.push(Piece::Close(written(last.end..reading.end + 1)));
            }
            ruby::Piece::Uneven(range) => pieces.push(Piece::Fixed(written(range))),
        }
    }
}

/// Adds text to what stands before it.
pub(super) fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// The pieces of a title or description: facts, citations and ruby mean something there, all else is text.
pub fn line_pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for mark in marks(line) {
        match mark {
            Mark::Text(text) => line_text(text, &mut pieces),
            Mark::Fact { written, .. } | Mark::Citations { written, .. } => {
                pieces.push(Piece::Fixed(written.to_owned()));
            }
        }
    }
    pieces
}

fn line_text(text: &str, pieces: &mut Vec<Piece>) {
    push_ruby(text, 0, "|", pieces, |text, pieces| push_text(pieces, text));
}

/// Pieces as they can be written: without spaces at the ends and beside breaks, and none just inside of emphasis, where
/// it would not be read as such.
pub fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let emphasis = |piece: &Piece| match piece {
        Piece::Open(written) | Piece::Close(written) => written.starts_with(['*', '_', '~']),
        Piece::Text(_) | Piece::Fixed(_) | Piece::Break(_) => false,
    };
    let mut tidied: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let text = text.replace(['\n', '\t', '\r'], " ");
                let rest = text.trim_start_matches(' ');
                let blank = text.len() > rest.len();
                match tidied.last() {
                    None | Some(Piece::Break(_)) => push_text(&mut tidied, rest),
                    Some(last @ Piece::Open(_)) if blank && emphasis(last) => {
                        let open = tidied.pop();
                        let spaced = matches!(tidied.last(), Some(Piece::Text(text)) if text.ends_with(' '));
                        let blank = if spaced || tidied.is_empty() { "" } else { " " };
                        push_text(&mut tidied, blank);
                        tidied.extend(open);
                        push_text(&mut tidied, rest);
                    }
                    Some(_) => push_text(&mut tidied, &text),
                }
            }
            Piece::Close(_) if emphasis(&piece) => {
                let blank = trim_last(&mut tidied);
                tidied.push(piece);
                push_text(&mut tidied, if blank { " " } else { "" });
            }
            // A line does not break before its first word, nor after its last.
            Piece::Break(_) if tidied.is_empty() => {}
            Piece::Break(_) => {
                trim_last(&mut tidied);
                tidied.push(piece);
            }
            Piece::Fixed(_) | Piece::Open(_) | Piece::Close(_) => tidied.push(piece),
        }
    }
    while trim_last(&mut tidied) || tidied.pop_if(|last| matches!(last, Piece::Break(_))).is_some() {}
    settle(&mut tidied);
    tidied
}

/// Writes markup that depends on what stands beside it in the way that does not: `_` between letters opens and closes
/// nothing, and a bare address takes the letters after it along.
fn settle(pieces: &mut [Piece]) {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (mut open, mut links) = (Vec::new(), 0_usize);
    let mut edits: Vec<(usize, String)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at)).map_or("", Piece::written);
        let after = pieces.get(at + 1).map_or("", Piece::written);
        match piece {
            Piece::Open(written) => {
                links += usize::from(written.ends_with('['));
                open.push((at, is_word(before.chars().next_back())));
            }
            Piece::Close(written) => {
                let Some((start, glued)) = open.pop() else { continue };
                links -= usize::from(written.starts_with(']')).min(links);
                if written.starts_with('_') && (glued || is_word(after.chars().next())) {
                    let stars = written.replace('_', "*");
                    edits.extend([(start, stars.clone()), (at, stars)]);
                }
            }
            Piece::Fixed(address) if links == 0 && ["http://", "https://"].iter().any(|s| address.starts_with(s)) => {
                let before: String = before.chars().next_back().into_iter().collect();
                let place = before.len()..before.len() + address.len();
                if !autolink::addresses(&format!("{before}{address}{after}")).any(|found| found == place) {
                    edits.push((at, format!("<{address}>")));
                }
            }
            Piece::Fixed(_) | Piece::Text(_) | Piece::Break(_) => {}
        }
    }
    for (at, new) in edits {
        match pieces.get_mut(at) {
            Some(Piece::Open(written) | Piece::Close(written) | Piece::Fixed(written)) => *written = new,
            Some(Piece::Text(_) | Piece::Break(_)) | None => {}
        }
    }
}

/// Takes spaces from the end, and says whether there were any.
fn trim_last(pieces: &mut Vec<Piece>) -> bool {
    let Some(Piece::Text(text)) = pieces.last_mut() else { return false };
    let length = text.trim_end_matches(' ').len();
    let blank = length < text.len();
    text.truncate(length);
    if text.is_empty() {
        pieces.pop();
    }
    blank
}

/// Pieces as Markdown: text is written so that it is read as text.
pub fn write_pieces(pieces: &[Piece]) -> String {
    let mut written = String::new();
    let mut starts_line = true;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                let last = matches!(pieces.get(at + 1), Some(Piece::Open(_) | Piece::Fixed(_)));
                write_text(text, starts_line, last, &mut written);
            }
            Piece::Fixed(markup) | Piece::Break(markup) | Piece::Open(markup) | Piece::Close(markup) => {
                written.push_str(markup);
            }
        }
        starts_line = matches!(piece, Piece::Break(_));
    }
    written
}

fn write_text(text: &str, starts_line: bool, before_markup: bool, written: &mut String) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let before = written.chars().next_back();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '{' | '|' => true,
            '_' => !(is_word(before) && is_word(rest.chars().next())),
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#'),
            '!' => rest.is_empty() && before_markup,
            '#' => at == 0 && starts_line || before == Some(' '),
            '-' | '+' | '=' | '>' => at == 0 && starts_line,
            ':' => at == 0 && (starts_line || before == Some(']')) || rest.starts_with("//"),
            '(' => at == 0 && before == Some(']'),
            '^' | '@' => at == 0 && before == Some('['),
            '.' => {
                starts_line && digits > 0 && at == digits || text.get(..at).is_some_and(|text| text.ends_with("www"))
            }
            ')' => starts_line && digits > 0 && at == digits,
            _ => false,
        };
        if special {
            written.push('\\');
        }
        written.push(c);
    }
}
