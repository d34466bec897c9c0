//! Text inside of markup: the caption in `![alt](x.png "caption")`, the free end of `[@key, p. 3]`.

use super::citation;
use super::joined::is_escaped;
use super::pieces::Piece;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// A text that stands inside of markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Bytes in the markup; of a title its quotes too.
    pub range: Range<usize>,
    /// As readers read it.
    pub text: String,
}

/// The text inside of a piece of markup. What cannot be cut out of it safely stays markup.
pub fn part(piece: &Piece) -> Option<Part> {
    match piece {
        Piece::Fixed(written) if written.starts_with("[@") => locator(written),
        Piece::Fixed(written) if written.starts_with("![](") => title(written, 2),
        Piece::Close(written) if written.starts_with("](") => title(written, 0),
        Piece::Fixed(_) | Piece::Close(_) | Piece::Open(_) | Piece::Break(_) | Piece::Text(_) => None,
    }
}

/// The same piece with another text inside; nothing if it would not be read again.
pub fn with_part(piece: &Piece, text: &str) -> Option<Piece> {
    let Part { range, .. } = part(piece)?;
    let written = piece.markup()?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let new = match written.starts_with("[@") {
        true => text.clone(),
        false => quote(&text),
    };
    let markup = format!("{}{new}{}", written.get(..range.start)?, written.get(range.end..)?);
    let new = match piece {
        Piece::Fixed(_) => Piece::Fixed(markup),
        Piece::Close(_) => Piece::Close(markup),
        Piece::Open(_) | Piece::Break(_) | Piece::Text(_) => return None,
    };
    part(&new).is_some_and(|part| part.text == text).then_some(new)
}

/// A title in quotes.
pub fn quote(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        if matches!(c, '\\' | '"' | '&' | '`' | '<' | '|') {
            written.push('\\');
        }
        written.push(c);
    }
    written + "\""
}

/// The title at the end of a definition, `[label]: destination "title"`.
pub(super) fn quoted(definition: &str) -> Option<Part> {
    let range = in_quotes(definition.trim_end())?;
    let title = definition.get(range.clone())?;
    Some(Part { text: read(&format!("[x](y {title})"))?.0, range })
}

/// The free end of a citation that stands alone in its brackets.
fn locator(written: &str) -> Option<Part> {
    let inner = written.strip_prefix('[')?.strip_suffix(']')?;
    if inner.contains(['[', ']', '|', '\\', '\n']) {
        return None;
    }
    let citations = citation::parse(inner).ok()?;
    let [cited] = citations.as_slice() else { return None };
    let text = inner.get(cited.locator.clone()).filter(|text| !text.is_empty())?;
    Some(Part { range: cited.locator.start + 1..cited.locator.end + 1, text: text.to_owned() })
}

/// The title at the end of a link, whose destination begins after `skip` bytes.
fn title(written: &str, skip: usize) -> Option<Part> {
    let end = written.get(skip..)?;
    let (text, length) = read(&format!("[x{end}"))?;
    let inside = written.get(..skip + length.checked_sub("[x)".len())?)?;
    Some(Part { range: in_quotes(inside.trim_end())?, text })
}

/// The title of the link that a text begins with, and how long the link is.
fn read(text: &str) -> Option<(String, usize)> {
    let (event, range) = Parser::new(text).into_offset_iter().nth(1)?;
    let Event::Start(Tag::Link { title, .. }) = event else { return None };
    (range.start == 0 && !title.trim().is_empty()).then(|| (title.into_string(), range.end))
}

/// The quotes at the end of a text, with what stands between them: on one line.
fn in_quotes(text: &str) -> Option<Range<usize>> {
    let close = text.chars().next_back().filter(|c| matches!(c, '"' | '\'' | ')'))?;
    let open = if close == ')' { '(' } else { close };
    let inside = text.get(..text.len() - 1)?;
    let starts = inside.rmatch_indices(open).map(|(at, _)| at);
    let start = starts.take(1000).find(|at| !is_escaped(inside, *at))?;
    (!inside.get(start..)?.contains('\n')).then_some(start..text.len())
}

#[cfg(test)]
mod tests {
    use super::{part, with_part};
    use crate::document::Piece;

    #[test]
    fn texts_are_cut_out_of_markup_and_put_back() {
        for (written, text, new) in [
            ("](x.png \"図\")", "図", "](x.png \"a \\\"b\\\" \\| \\\\\")"),
            ("](<x y.png> '図の\"題\"')", "図の\"題\"", "](<x y.png> \"a \\\"b\\\" \\| \\\\\")"),
            ("](x.png (図\\)) ){decorative}", "図)", "](x.png \"a \\\"b\\\" \\| \\\\\" ){decorative}"),
        ] {
            let piece = Piece::Close(written.to_owned());
            assert_eq!(part(&piece).map(|part| part.text).as_deref(), Some(text), "{written}");
            assert_eq!(with_part(&piece, "a  \"b\" | \\"), Some(Piece::Close(new.to_owned())), "{written}");
        }
        let fixed = |written: &str| Piece::Fixed(written.to_owned());
        assert_eq!(with_part(&fixed("![](x.png \"図\")"), "T"), Some(fixed("![](x.png \"T\")")));
        assert_eq!(with_part(&fixed("[@k, 3頁]"), "p. 3"), Some(fixed("[@k, p. 3]")));
        assert_eq!(with_part(&fixed("[@k, 3頁]"), "p. 3; @x"), None);
        assert_eq!(with_part(&fixed("[@k, 3頁]"), "3"), Some(fixed("[@k, 3]")));
        for none in ["[@k]", "[@a; @b, 3頁]", "![](x.png)", "`](x \"y\")`"] {
            assert_eq!(part(&fixed(none)), None, "{none}");
        }
        assert_eq!(part(&Piece::Close("][a]".to_owned())), None);
    }
}
