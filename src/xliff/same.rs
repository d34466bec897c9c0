//! Whether a unit that came back is one of the text that it is put under: tools put translations of one text under
//! another when they merge files by ids, and people edit what they were to translate.

use super::delivery::{Brought, Seen};
use super::unit::{Mark, Token, Unit, marks, tokens};
use crate::document::Piece;

/// What of a source has to be as it was exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Its words, and where its placeholders stand.
    Words,
    /// What the placeholders stand for as well.
    Markup,
}

/// Whether the source of a unit says what `unit` does, however its lines are broken.
pub(super) fn is_of(brought: &Brought, unit: &Unit, extent: Extent) -> bool {
    let sources: Option<Vec<_>> = brought.segments.iter().map(|segment| segment.source.as_ref()).collect();
    let Some(sources) = sources.filter(|sources| !sources.is_empty()) else { return false };
    let mut said = Said::default();
    for (seen, _) in sources.iter().flat_map(|source| &source.seen) {
        match seen {
            Seen::Text(text) => said.text(text),
            Seen::Alone(id) => said.mark('.', id),
            Seen::Open(id) => said.mark('<', id),
            Seen::Close(id) => said.mark('>', id),
            Seen::Wrong(..) => return false,
        }
    }
    let mut own = Said::default();
    for token in tokens(&unit.pieces) {
        match token {
            Token::Text(text) => own.text(&text),
            Token::Alone(number) => own.mark('.', &number.to_string()),
            Token::Open(number) => own.mark('<', &number.to_string()),
            Token::Close(number) => own.mark('>', &number.to_string()),
        }
    }
    said == own && (extent == Extent::Words || has_markup_of(brought, unit))
}

/// Whether the placeholders of a unit that came back stand for what those of `unit` do.
fn has_markup_of(brought: &Brought, unit: &Unit) -> bool {
    (1..).zip(marks(&unit.pieces)).all(|(number, mark): (usize, Mark)| {
        let Some((start, end)) = brought.markup.get(&number.to_string()) else { return false };
        let piece = match mark.piece {
            Piece::Fixed(_) => Piece::Fixed(start.clone()),
            Piece::Break(_) => Piece::Break(start.clone()),
            Piece::Open(_) => Piece::Open(start.clone()),
            Piece::Text(_) | Piece::Close(_) => return false,
        };
        let close = end.clone().map(Piece::Close);
        let then = Mark { piece: &piece, close: close.as_ref() };
        then.close.is_some() == mark.close.is_some() && then.sign() == mark.sign()
    })
}

/// A text without its blanks, and its placeholders.
#[derive(Default, PartialEq)]
struct Said(String);

impl Said {
    fn text(&mut self, text: &str) {
        self.0.extend(text.chars().filter(|c| !c.is_whitespace()));
    }

    fn mark(&mut self, sign: char, id: &str) {
        self.0.extend(['\0', sign]);
        self.0.push_str(id);
        self.0.push('\0');
    }
}
