//! What becomes of each unit of a page: all that is known of it, from its element in the XLIFF file to the text that is
//! written.

use super::EXPORT_AGAIN;
use super::delivery::{Brought, Degree, Part};
use super::id::{Ids, Unknown, brought};
use super::same::{Extent, is_of};
use super::since::{Claim, Side, Since, claim_apart};
use super::target::{self, Given, Report};
use super::unit::{Role, Token, Unit, key, placed, said};
use crate::diagnostic::Code;
use crate::document::{Piece, has_text, with_part};
use std::collections::HashMap;
use std::ops::Range;

/// A unit of an original, and what becomes of it.
pub(super) struct Plan<'a> {
    pub(super) unit: &'a Unit,
    /// Its id in the XLIFF file.
    pub(super) id: String,
    /// Where it stands in that: its target, or what begins it, or the file that it is missing from.
    pub(super) range: Range<usize>,
    /// The unit in its place in the translation that there is, if that has the same units.
    pub(super) there: Option<&'a Unit>,
    pub(super) state: State,
    choice: Choice,
    /// What is written.
    pub(super) pieces: Vec<Piece>,
}

/// How far a unit is translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// There is nothing to translate.
    Silent,
    Open,
    /// By what the translation says already.
    Settled,
    /// By what has come back, and says no more than that.
    Repeated,
    New,
}

/// Where the text of a unit comes from.
enum Choice {
    Given(Vec<Token>),
    /// What the translation has said already, and is still right.
    Known(Vec<Token>),
    /// As the file of the translation has it.
    Kept,
    /// As the original has it.
    Source,
}

/// A page before its plans are made.
pub(super) struct Before<'a> {
    pub(super) path: &'a str,
    pub(super) own: &'a [Unit],
    /// The units of the translation by their slots, if they stand for those of the original.
    pub(super) theirs: Option<HashMap<&'a str, &'a Unit>>,
    /// Of each unit what the translation says already, if that is still right.
    pub(super) known: Vec<Option<Vec<Token>>>,
    /// Whether what stands in the translation is right, however it is marked up.
    pub(super) current: bool,
    /// Whether it is a draft, which begins as its original, or is yet to be made.
    pub(super) draft: bool,
    /// Whether the original has changed since it was exported, so that some of its texts are not those that came back.
    pub(super) changed: bool,
    /// What has become of the translation since it was exported.
    pub(super) since: Since<'a>,
    /// Where its units do not stand for those of the original, but it is known which says what: what it said of each then.
    pub(super) then: Option<Vec<Option<Vec<Token>>>>,
}

/// What of a delivery is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// Units below this are left out.
    pub(super) min: Option<Degree>,
    /// Whose text is taken where both have changed it.
    pub(super) side: Option<Side>,
}

/// A text that both the site and the file that came back have changed.
pub(super) struct Contested<'a> {
    /// The unit, and where its target stands.
    pub(super) id: String,
    pub(super) range: Range<usize>,
    /// What the translation has in its place, if that is one unit.
    pub(super) there: Option<&'a Unit>,
}

impl<'a> Before<'a> {
    /// The plan of each unit, with what the file gives of it; and what is contested, if nobody has settled that.
    pub(super) fn plans(&self, part: &Part, terms: Terms, report: &mut Report) -> (Vec<Plan<'a>>, Vec<Contested<'a>>) {
        let ids = Ids::of_page(self.path, self.own);
        let names = ids.iter().map(String::as_str).zip(self.own.iter().map(|unit| unit.slot.as_str()));
        let unknown = if self.changed { Unknown::Changed } else { Unknown::Wrong };
        let found = brought(part, names, unknown, report);
        let known = self.known.iter().cloned().chain(std::iter::repeat(None));
        let mut contested = Vec::new();
        let units = self.own.iter().zip(&ids).zip(known).enumerate();
        let plans = units
            .map(|(at, ((unit, id), known))| {
                let brought = found.get(unit.slot.as_str()).copied();
                let id = brought.map_or(id, |brought| &brought.id);
                let there = self.theirs.as_ref().and_then(|theirs| theirs.get(unit.slot.as_str()).copied());
                let given = brought.and_then(|brought| self.given(brought, unit, terms.min, report));
                let range = match (&given, brought) {
                    (Some(given), _) => given.range.clone(),
                    (None, Some(brought)) => brought.head.clone(),
                    (None, None) => part.head.clone(),
                };
                let claim = match (&given, there, &self.then) {
                    (Some(given), Some(there), _) => self.since.claim(unit, &given.tokens, there),
                    (Some(given), None, Some(then)) => {
                        let then = then.get(at).and_then(Option::as_deref);
                        claim_apart(unit, &given.tokens, known.as_deref(), then)
                    }
                    (Some(_) | None, _, _) => Claim::Free,
                };
                let is_taken = match (claim, terms.side) {
                    (Claim::Free, _) | (Claim::Both, Some(Side::Theirs)) => true,
                    (Claim::Stays, _) | (Claim::Both, Some(Side::Ours)) => false,
                    (Claim::Both, None) => {
                        let range = range.clone();
                        contested.push(Contested { id: id.clone(), range, there });
                        false
                    }
                };
                let plan = Plan {
                    unit,
                    id: id.clone(),
                    range,
                    there,
                    state: State::Silent,
                    choice: Choice::Source,
                    pieces: Vec::new(),
                };
                plan.chosen(self, given.filter(|_| is_taken).map(|given| given.tokens), known)
            })
            .collect();
        (plans, contested)
    }

    /// What is given for a unit, if it is far enough and was made of its text.
    fn given(&self, brought: &Brought, unit: &Unit, min: Option<Degree>, report: &mut Report) -> Option<Given> {
        let name = format!("unit `{}` of `{}`", brought.id, self.path);
        let extent = if self.changed { Extent::Markup } else { Extent::Words };
        is_taken(brought, unit, (min, extent), &name, report).then(|| target::read(brought, unit, &name, report))?
    }
}

/// Whether the target of a unit is one, is far enough, and was made of the text of `unit`, which is reported if it was not.
pub(super) fn is_taken(
    brought: &Brought,
    unit: &Unit,
    (min, extent): (Option<Degree>, Extent),
    name: &str,
    report: &mut Report,
) -> bool {
    if !brought.is_translated() || min.is_some_and(|min| brought.degree() < min) {
        return false;
    }
    let is_of = is_of(brought, unit, extent);
    if !is_of {
        let source = brought.segments.iter().find_map(|segment| segment.source.as_ref());
        let range = source.map_or(&brought.head, |source| &source.range).clone();
        let (message, help) = match extent {
            Extent::Words => (
                format!(
                    "the source of {name} is not what was exported: the translation of another text may stand here"
                ),
                "merge files by their texts and not by the order or the ids of units, or export again",
            ),
            Extent::Markup => (format!("the text of {name} has changed since it was exported"), EXPORT_AGAIN),
        };
        report.refuse(Code::SourceChanged, range, message, help);
    }
    is_of
}

impl Plan<'_> {
    fn chosen(mut self, page: &Before, given: Option<Vec<Token>>, known: Option<Vec<Token>>) -> Self {
        if self.unit.is_silent() {
            return self;
        }
        let place = |tokens: &[Token]| placed(tokens, &self.unit.pieces, self.unit.is_line());
        let is_settled = || {
            let begun = |there: &Unit| key(there) == key(self.unit);
            known.is_some()
                || page.theirs.is_some()
                    && page.current
                    && (!page.draft || self.there.is_some_and(|there| !begun(there)))
        };
        self.state = match (&given, &known) {
            (Some(given), Some(known)) if place(given) == place(known) => State::Repeated,
            (Some(_), _) => State::New,
            (None, _) if is_settled() => State::Settled,
            (None, _) => State::Open,
        };
        // What is there already stays as it is written.
        let is_kept = page.theirs.is_some() && self.state != State::New;
        self.choice = match (given, known) {
            _ if is_kept => Choice::Kept,
            (Some(given), _) => Choice::Given(given),
            (None, Some(known)) => Choice::Known(known),
            (None, None) => Choice::Source,
        };
        self
    }

    /// The unit of the translation that is left as it is.
    fn kept(&self) -> Option<&Unit> {
        self.there.filter(|_| matches!(self.choice, Choice::Kept))
    }

    /// The text that is put into the unit's own placeholders.
    fn tokens(&self) -> Option<&[Token]> {
        match &self.choice {
            Choice::Given(tokens) | Choice::Known(tokens) => Some(tokens),
            Choice::Kept | Choice::Source => None,
        }
    }

    fn is_given(&self) -> bool {
        matches!(self.choice, Choice::Given(_))
    }

    /// The text of a part, if it is put into the markup of `owner`.
    fn part(&self, owner: &Plan) -> Option<Vec<Piece>> {
        if let Some(tokens) = self.tokens() {
            return Some(placed(tokens, &self.unit.pieces, true));
        }
        let is_kept = matches!(self.choice, Choice::Kept) && owner.kept().is_none();
        is_kept.then(|| self.there.unwrap_or(self.unit).pieces.clone())
    }

    /// Which markup of `owner` a part stands in: in a text that is kept, the one where the translation has it.
    fn markup(&self, owner: &Plan) -> Option<usize> {
        let there = self.there.filter(|_| owner.kept().is_some()).map(|there| &there.role);
        [there, Some(&self.unit.role)].into_iter().flatten().find_map(|role| match role {
            Role::Part(nth) => Some(*nth),
            Role::Title
            | Role::Description
            | Role::Menu
            | Role::Short
            | Role::Extra { .. }
            | Role::Body(_)
            | Role::Quoted(_) => None,
        })
    }
}

/// Gives every plan the pieces that are written. What stands inside of markup comes first, since markup is put into texts.
pub(super) fn fill(plans: &mut [Plan], path: &str, report: &mut Report) {
    let is_part = |plan: &Plan| matches!(plan.unit.role, Role::Part(_));
    for group in plans.chunk_by_mut(|_, next| is_part(next)) {
        let Some((owner, parts)) = group.split_first_mut() else { continue };
        owner.pieces = match owner.choice {
            // What the translation does without in its front matter is not put there.
            Choice::Kept => owner.there.map(|there| there.pieces.clone()).unwrap_or_default(),
            Choice::Given(_) | Choice::Known(_) | Choice::Source => owner.unit.pieces.clone(),
        };
        fill_parts(owner, parts, path, report);
        if let Some(tokens) = owner.tokens() {
            owner.pieces = placed(tokens, &owner.pieces, owner.unit.is_line());
        }
        let is_empty = !has_text(&owner.pieces) && owner.pieces.iter().all(|piece| piece.markup().is_none());
        if owner.unit.role == Role::Title && is_empty && owner.is_given() {
            let message = format!("the title of `{path}` is empty");
            report.add(Code::InvalidXliff, owner.range.clone(), message, "translate it");
        }
    }
}

fn fill_parts(owner: &mut Plan, parts: &mut [Plan], path: &str, report: &mut Report) {
    let markup = owner.pieces.iter().enumerate().filter(|(_, piece)| piece.markup().is_some());
    let markup: Vec<usize> = markup.map(|(at, _)| at).collect();
    for part in parts {
        let Some(pieces) = part.part(owner) else { continue };
        let at = part.markup(owner).and_then(|nth| markup.get(nth));
        let place = at.and_then(|at| owner.pieces.get_mut(*at));
        let new = place.as_ref().and_then(|piece| with_part(piece, &said(&pieces)));
        match place.zip(new) {
            Some((place, new)) => *place = new,
            None if part.is_given() => {
                let message = format!("the text of unit `{}` of `{path}` cannot be written into its markup", part.id);
                let help = "it needs some text, and a citation has no brackets and semicolons in it";
                report.add(Code::Placeholder, part.range.clone(), message, help);
            }
            None => {}
        }
        part.pieces = pieces;
    }
}
