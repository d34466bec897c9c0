//! What goes out to translators, in whatever format it is written.

use super::gloss::Gloss;
use super::unit::{Mark, Token, Unit, marks};
use crate::document::Piece;

/// Texts to translate, from one language into another.
pub struct Offer {
    /// The languages, by their codes.
    pub(super) from: String,
    pub(super) to: String,
    pub(super) sheets: Vec<Sheet>,
}

/// The texts of a file of the site.
pub(super) struct Sheet {
    /// The file.
    pub(super) path: String,
    /// What it says of the texts that go out, by categories: `STAMPS`.
    pub(super) stamps: Vec<(&'static str, String)>,
    pub(super) units: Vec<Offered>,
}

/// A text to translate.
pub(super) struct Offered {
    pub(super) id: String,
    pub(super) unit: Unit,
    /// What it is: a heading, a cell, a label of data by its place.
    pub(super) name: String,
    /// Where it stands, for translators.
    pub(super) place: String,
    /// What it is translated as already.
    pub(super) target: Option<Vec<Token>>,
    /// What its placeholders show, in their order: facts in the language of the translation.
    pub(super) shown: Vec<String>,
    /// The terms that stand in it.
    pub(super) terms: Vec<Gloss>,
}

impl Offered {
    /// Its placeholders, in the order of their numbers.
    pub(super) fn marks(&self) -> Vec<Mark<'_>> {
        marks(&self.unit.pieces)
    }

    /// What placeholders say that stand for something else than they show, by their numbers.
    pub(super) fn facts(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        let marks = self.marks().into_iter().map(|mark| mark.piece);
        let said = (1..).zip(marks).zip(&self.shown).filter_map(|((number, piece), shown)| match piece {
            Piece::Fixed(written) => Some((number, written.as_str(), shown.as_str())),
            Piece::Text(_) | Piece::Break(_) | Piece::Open(_) | Piece::Close(_) => None,
        });
        said.filter(|(_, written, shown)| written != shown)
    }

    /// What is said of it to translators, a line each; `name` says what placeholders are called.
    pub(super) fn notes(&self, name: fn(usize) -> String) -> Vec<String> {
        let fact =
            |(number, written, shown): (usize, &str, &str)| format!("{} is {written} and says “{shown}”", name(number));
        let facts = self.facts().map(fact);
        std::iter::once(self.place.clone()).chain(facts).filter(|note| !note.is_empty()).collect()
    }
}

impl Gloss {
    /// What it is, in a line.
    pub(super) fn told(&self) -> String {
        let translation = self.translation.as_ref().map(|own| format!(" is “{own}”")).unwrap_or_default();
        let definition = self.definition.as_ref().map(|own| format!(": {own}")).unwrap_or_default();
        format!("“{}”{translation}{definition}", self.term)
    }
}

impl Offer {
    /// How many files of the site there are texts of.
    pub fn count(&self) -> usize {
        self.sheets.len()
    }

    /// An offer for each file of the site, with the file's path.
    pub fn by_file(self) -> Vec<(String, Offer)> {
        let Offer { from, to, sheets } = self;
        let one =
            |sheet: Sheet| (sheet.path.clone(), Offer { from: from.clone(), to: to.clone(), sheets: vec![sheet] });
        sheets.into_iter().map(one).collect()
    }
}
