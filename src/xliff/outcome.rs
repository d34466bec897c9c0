//! What comes of an XLIFF file.

use super::unit::Unit;
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::document::Piece;
use crate::source::SourceId;

/// What comes of an XLIFF file. With a diagnostic there is nothing that could be written.
#[derive(Debug, Default)]
pub struct Outcome {
    pub files: Vec<Imported>,
    /// The originals of which the file has no translated text, or none that is new.
    pub skipped: Vec<String>,
    /// The language that it is all in.
    pub lang: Option<LangId>,
    pub diagnostics: Diagnostics,
}

/// A file to be made or rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub path: String,
    pub text: String,
    /// The file that is there.
    pub source: Option<SourceId>,
    /// What is not translated, if anything.
    pub rest: Option<Rest>,
}

/// The texts of a file that are not translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The id of the first one, and what it says.
    pub unit: String,
    pub text: String,
    pub half: Half,
}

/// What a file is that is not all translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Draft,
    /// A translation that stays as out of date as it was.
    Stale,
    /// Data in which some texts fall back.
    Open,
}

impl Rest {
    /// The rest of `of` texts, of which those that are `open` are not translated; none if there are none. Each is its id
    /// and its unit.
    pub(super) fn of<'a>(open: impl Iterator<Item = (&'a str, &'a Unit)>, of: usize, half: Half) -> Option<Rest> {
        let mut open = open.peekable();
        let (unit, text) = open.peek().map(|(id, unit)| ((*id).to_owned(), beginning(&unit.pieces)))?;
        Some(Rest { count: open.count(), of, unit, text, half })
    }
}

/// What the first line of a text says, cut short.
fn beginning(pieces: &[Piece]) -> String {
    let texts = pieces.iter().take_while(|piece| !matches!(piece, Piece::Break(_)));
    let texts: String = texts.filter(|piece| piece.markup().is_none()).map(Piece::written).collect();
    texts.chars().take(40).collect()
}
