//! The terms of the glossary that stand in a text, with what they are called in the other language.

use super::unit::Unit;
use crate::catalog::Term;
use crate::config::LangId;
use crate::document::{Piece, is_wide};
use crate::resolve::Site;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Longer terms than this, in characters, are not looked for.
const LONGEST: usize = 40;

/// A term, for translators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gloss {
    pub(super) term: String,
    pub(super) translation: Option<String>,
    pub(super) definition: Option<String>,
}

/// The terms of a site that are told of in one of its languages.
pub(super) struct Glosses<'a> {
    site: &'a Site,
    way: (LangId, LangId),
    /// By what they are called, in small letters.
    terms: HashMap<String, &'a Term>,
    /// How long they are, in characters, the longest last.
    lengths: BTreeSet<usize>,
}

impl<'a> Glosses<'a> {
    pub(super) fn of(site: &'a Site, way: (LangId, LangId)) -> Glosses<'a> {
        let mut terms = HashMap::new();
        for term in site.catalog.glossary.iter() {
            if let Some(own) = term.term.own(way.0) {
                terms.entry(own.text.to_lowercase()).or_insert(term);
            }
        }
        let lengths =
            terms.keys().map(|term: &String| term.chars().count()).filter(|length| (1..=LONGEST).contains(length));
        Glosses { site, way, lengths: lengths.collect(), terms }
    }

    /// The terms of a text, each once: those that it leads to, and those that it names.
    pub(super) fn in_unit(&self, unit: &Unit) -> Vec<Gloss> {
        let (mut found, mut seen): (Vec<&Term>, HashSet<&str>) = (Vec::new(), HashSet::new());
        let mut add = |term: &'a Term| {
            if seen.insert(&term.id) {
                found.push(term);
            }
        };
        for piece in &unit.pieces {
            match piece {
                Piece::Close(written) => {
                    let id = written.strip_prefix("](term:").and_then(|rest| rest.split([')', ' ', '#', '?']).next());
                    let id = id.and_then(|id| self.site.catalog.glossary.id(id));
                    id.into_iter().for_each(|id| add(self.site.catalog.glossary.get(id)));
                }
                Piece::Text(text) => self.named(text).into_iter().for_each(&mut add),
                Piece::Fixed(_) | Piece::Break(_) | Piece::Open(_) => {}
            }
        }
        found.into_iter().filter_map(|term| self.gloss(term)).collect()
    }

    /// The terms that a text names, the longest where several begin.
    fn named(&self, text: &str) -> Vec<&'a Term> {
        let text = text.to_lowercase();
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at + 1 < starts.len() {
            let term = self.lengths.iter().rev().find_map(|length| {
                let (start, end) = (*starts.get(at)?, *starts.get(at + length)?);
                let term = self.terms.get(text.get(start..end)?)?;
                is_whole(&text, start, end).then_some((*length, *term))
            });
            at += term.map_or(1, |(length, _)| length);
            found.extend(term.map(|(_, term)| term));
        }
        found
    }

    fn gloss(&self, term: &Term) -> Option<Gloss> {
        let (from, to) = self.way;
        let term_in = |lang: LangId| term.term.own(lang).map(|text| text.text.clone());
        let definition =
            term.definition.own(from).map(|text| text.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let gloss = Gloss { term: term_in(from)?, translation: term_in(to), definition };
        Some(gloss).filter(|gloss| gloss.translation.is_some() || gloss.definition.is_some())
    }
}

/// Whether a part of a text is no part of a longer word, in languages that have blanks between words.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    let inside = text.get(start..end).unwrap_or_default();
    let goes_on = |outside: Option<char>, inside: Option<char>| {
        outside.zip(inside).is_some_and(|(outside, inside)| {
            outside.is_alphanumeric() && !is_wide(outside) && inside.is_alphanumeric() && !is_wide(inside)
        })
    };
    !goes_on(before, inside.chars().next()) && !goes_on(after, inside.chars().next_back())
}
