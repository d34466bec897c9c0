//! What has become of a translation since it was exported: what somebody has written into it meanwhile is not overwritten
//! unasked.

use super::past::Past;
use super::unit::{Token, Unit, are_alike, by_slot, counterpart, key, placed, units};
use crate::source::{Source, SourceId};
use std::collections::HashMap;

/// Whose text is taken where a translation was changed both in the site and in the file that comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// That of the file.
    Theirs,
    /// That of the site.
    Ours,
}

/// What the file of a translation was when it was exported.
#[derive(Clone, Copy)]
pub(super) enum Then<T> {
    /// As it is now.
    Same,
    /// Something else that is known.
    Other(T),
    /// Something else; what, nobody knows: it was not there, or Git has not got it.
    Unknown,
}

/// What may be done with a text that has come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    /// It is taken.
    Free,
    /// Only the site has changed it: that stays.
    Stays,
    /// Both have changed it.
    Both,
}

impl<'p> Then<&'p str> {
    /// The text of a file that had the id `noted` when it was exported.
    pub(super) fn of(file: &Source, noted: Option<&String>, past: &'p Past) -> Then<&'p str> {
        match noted {
            Some(noted) if file.is_blob(noted) => Then::Same,
            Some(noted) => past.text(noted).map_or(Then::Unknown, Then::Other),
            None => Then::Unknown,
        }
    }

    /// The units that it had, if they stand for those that it has now.
    pub(super) fn units(self, theirs: &[Unit], id: SourceId, extra: &[String]) -> Then<Vec<Unit>> {
        match self {
            Then::Same => Then::Same,
            Then::Other(text) => {
                let then = units(text, id, extra);
                if are_alike(&then, theirs) { Then::Other(then) } else { Then::Unknown }
            }
            Then::Unknown => Then::Unknown,
        }
    }
}

/// A translation as it was and as it is, unit by unit.
pub(super) struct Since<'u> {
    then: Then<HashMap<&'u str, &'u Unit>>,
    /// Whether it is a draft, which begins as its original.
    draft: bool,
}

impl<'u> Since<'u> {
    pub(super) fn new(then: &'u Then<Vec<Unit>>, draft: bool) -> Since<'u> {
        let then = match then {
            Then::Same => Then::Same,
            Then::Other(units) => Then::Other(by_slot(units)),
            Then::Unknown => Then::Unknown,
        };
        Since { then, draft }
    }

    /// Whether the file is as it was.
    pub(super) fn is_same(&self) -> bool {
        matches!(self.then, Then::Same)
    }

    /// What may be done with a text that is `given` for a unit in whose place the translation has `there`.
    pub(super) fn claim(&self, unit: &Unit, given: &[Token], there: &Unit) -> Claim {
        let place = |tokens: &[Token]| placed(tokens, &unit.pieces, unit.is_line());
        let says_given = |of: &Unit| counterpart(unit, of).is_some_and(|of| place(&of) == place(given));
        let is_begun = self.draft && key(there) == key(unit);
        if self.is_same() || is_begun || says_given(there) {
            return Claim::Free;
        }
        let Then::Other(units) = &self.then else { return Claim::Both };
        match units.get(there.slot.as_str()) {
            Some(then) if key(then) == key(there) => Claim::Free,
            Some(then) if says_given(then) => Claim::Stays,
            Some(_) | None => Claim::Both,
        }
    }
}

/// The same where the translation has other texts than its original, so that it is written anew: what a unit is given, what
/// the translation says of it, and what it said when it was exported.
pub(super) fn claim_apart(unit: &Unit, given: &[Token], known: Option<&[Token]>, then: Option<&[Token]>) -> Claim {
    let place = |tokens: &[Token]| placed(tokens, &unit.pieces, unit.is_line());
    let (given, known, then) = (place(given), known.map(place), then.map(place));
    match known {
        None => Claim::Free,
        Some(known) if known == given || then.as_ref() == Some(&known) => Claim::Free,
        Some(_) if then.as_ref() == Some(&given) => Claim::Stays,
        Some(_) => Claim::Both,
    }
}
