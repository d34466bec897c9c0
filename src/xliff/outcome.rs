//! What comes of a file that was translated.

use super::delivery::{Degree, Part};
use super::unit::Unit;
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::document::Piece;
use crate::source::{SourceId, Span};

/// What comes of a file that was translated.
#[derive(Debug, Default)]
pub struct Outcome {
    pub files: Vec<Imported>,
    /// The language that it is all in.
    pub lang: Option<LangId>,
    /// What is wrong with the file: then there is nothing that could be written.
    pub diagnostics: Diagnostics,
    /// What was left out, beside what is imported.
    pub refused: Diagnostics,
    pub tally: Tally,
    /// What was written beside the texts.
    pub notes: Vec<Note>,
}

/// How many texts have come back, and how far they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that are translated, by what their translators say of them: one number for each of `Degree::ALL`.
    pub by_degree: [usize; 4],
    /// Those that have no translation.
    pub open: usize,
    /// Translated ones that were not far enough.
    pub left_out: usize,
}

impl Tally {
    /// Counts what came back of a file.
    pub(super) fn add(&mut self, part: &Part, min: Option<Degree>) {
        for unit in &part.units {
            if !unit.is_translated() {
                self.open += 1;
                continue;
            }
            let own = unit.degree();
            self.left_out += usize::from(min.is_some_and(|min| own < min));
            for (degree, count) in Degree::ALL.into_iter().zip(&mut self.by_degree) {
                *count += usize::from(degree == own);
            }
        }
    }

    /// How many are translated.
    pub fn count(&self) -> usize {
        self.by_degree.iter().sum()
    }
}

/// What somebody has written beside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file of the original.
    pub path: String,
    /// The id of the text that it is on, if it is not on the whole file.
    pub unit: Option<String>,
    pub text: String,
    pub span: Span,
}

/// Texts of an original that have changed since they were exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overtaken {
    /// The id of the first one.
    pub first: String,
    pub count: usize,
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
    /// What of its original has changed since, if it was made of an older one.
    pub overtaken: Option<Overtaken>,
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
