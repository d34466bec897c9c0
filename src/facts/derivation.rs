//! Formulas of facts: how a value is worked out from others, and within what a reader may change one.

use super::ids::FactId;
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::Decimal;
use crate::formula::{self, Formula, Mistake, Quantity, Wanted};
use crate::source::Span;
use std::ops::Range;

/// How a fact is worked out.
#[derive(Debug, Clone)]
pub struct Derivation {
    pub formula: Formula,
    /// The fact of each name of the formula; empty until all facts are known.
    pub inputs: Vec<FactId>,
    /// What the result is; `None` for a length of time until the facts are known in whose unit it is.
    pub wanted: Option<Wanted>,
    /// The result is rounded to multiples of this.
    pub round: Option<Decimal>,
    /// The result, not rounded; `None` until it is worked out, and where the value is not known.
    pub result: Option<Quantity>,
    pub(super) text: Text,
}

/// The numbers between which a reader may change a value, in the unit of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choosable {
    pub min: Decimal,
    pub max: Decimal,
    pub step: Decimal,
}

impl Derivation {
    /// The formula as it is written.
    pub fn text(&self) -> &str {
        &self.text.text
    }

    /// Where the formula stands.
    pub fn span(&self) -> Span {
        self.text.span
    }

    /// Where a part of the formula stands.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        self.text.span_of(part)
    }

    /// Reads a formula.
    pub fn read(text: Text, wanted: Option<Wanted>, round: Option<Decimal>) -> Result<Derivation, Box<Diagnostic>> {
        match formula::parse(&text.text) {
            Ok(formula) => Ok(Derivation { formula, inputs: Vec::new(), wanted, round, result: None, text }),
            Err(mistake) => Err(Box::new(diagnostic(&mistake, &text))),
        }
    }
}

/// What is wrong with a formula, where it is.
pub(super) fn diagnostic(mistake: &Mistake, text: &Text) -> Diagnostic {
    let span = text.span_of(mistake.range.clone());
    Diagnostic::new(Code::InvalidFormula, span, &mistake.message).maybe_help(mistake.help.clone())
}
