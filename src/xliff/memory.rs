//! What is known of a translation already: which of its texts say what the original says today.

use super::unit::{Role, Token, Unit, are_alike, by_slot, counterpart, is_draft, key, tokens, units};
use crate::data::{Value, split_front};
use crate::diagnostic::Diagnostics;
use crate::keys::text::{page, stamp};
use crate::resolve::Site;
use crate::translation::{Translation, Written};
use std::collections::{HashMap, VecDeque};

/// The texts that stale translations were made from, as far as Git has them.
pub(super) struct Memory {
    old: HashMap<String, String>,
}

impl Memory {
    /// Asks for all of them at once.
    pub(super) fn of<'a>(site: &Site, translations: impl Iterator<Item = Written<'a>>) -> Memory {
        let stale = translations.filter(|text| text.translation.stale().is_some());
        let mut wanted: Vec<String> = stale.filter_map(|text| Some(text.stamps.from.as_ref()?.text.clone())).collect();
        wanted.sort_unstable();
        wanted.dedup();
        Memory { old: if wanted.is_empty() { HashMap::new() } else { site.sources.history().texts(&wanted) } }
    }

    /// Whether what stands between the texts of an original is what it was when a translation was made of it.
    pub(super) fn is_framed(&self, text: &str, translation: Written) -> bool {
        let frame = |text: &str| {
            let mut frame = String::new();
            let mut done = split_front(text, translation.source, &mut Diagnostics::new()).body;
            for unit in units(text, translation.source, &[]) {
                let (Role::Body(range) | Role::Quoted(range)) = unit.role else { continue };
                frame.push_str(text.get(done..range.start).unwrap_or_default());
                frame.push('\0');
                done = range.end;
            }
            frame + text.get(done..).unwrap_or_default()
        };
        match translation.translation {
            Translation::Current(_) => true,
            Translation::Stale(_) => {
                let old = translation.stamps.from.as_ref().and_then(|stamp| self.old.get(&stamp.text));
                old.is_some_and(|old| frame(&old.replace("\r\n", "\n")) == frame(&text.replace("\r\n", "\n")))
            }
            Translation::Original | Translation::Absent(_) | Translation::Unstamped(_) | Translation::Orphan => false,
        }
    }

    /// Of each unit of an original the text in the translation, if it is one of that unit as it is today.
    pub(super) fn known(&self, site: &Site, own: &[Unit], translation: Written) -> Vec<Option<Vec<Token>>> {
        let extra = &site.config.translate_extra;
        let theirs = units(&site.sources.get(translation.source).text, translation.source, extra);
        let draft = is_draft(&site.sources, translation.source);
        let pairs = match translation.translation {
            Translation::Current(_) if are_alike(&theirs, own) => {
                let others = by_slot(&theirs);
                own.iter().map(|unit| others.get(unit.slot.as_str()).copied()).collect()
            }
            Translation::Stale(_) => {
                let old = translation.stamps.from.as_ref().and_then(|stamp| self.old.get(&stamp.text));
                let old = old.map(|text| units(text, translation.source, extra)).unwrap_or_default();
                paired(own, &old, &theirs)
            }
            Translation::Current(_) | Translation::Original | Translation::Absent(_) => Vec::new(),
            Translation::Unstamped(_) | Translation::Orphan => Vec::new(),
        };
        counterparts(own, pairs, draft)
    }

    /// The same of what the file of a stale translation was, if it was one of the same text of its original then.
    pub(super) fn known_then(
        &self,
        site: &Site,
        own: &[Unit],
        translation: Written,
        then: &str,
    ) -> Option<Vec<Option<Vec<Token>>>> {
        let extra = &site.config.translate_extra;
        let front = split_front(then, translation.source, &mut Diagnostics::new()).front;
        let from = match front.as_ref()?.get(stamp::FROM).map(|node| &node.value) {
            Some(Value::Text(from)) => &from.text,
            _ => return None,
        };
        let old = self.old.get(from)?;
        let (old, theirs) = (units(old, translation.source, extra), units(then, translation.source, extra));
        let is_draft = front.as_ref()?.get(page::DRAFT).is_some_and(|draft| draft.value == Value::Bool(true));
        are_alike(&old, &theirs).then(|| counterparts(own, paired(own, &old, &theirs), is_draft))
    }
}

/// Of each unit of an original the one of a translation of `old` that stands for it, by what it says.
fn paired<'u>(own: &[Unit], old: &[Unit], theirs: &'u [Unit]) -> Vec<Option<&'u Unit>> {
    let others = by_slot(theirs);
    let mut slots: HashMap<String, VecDeque<&str>> = HashMap::new();
    for unit in old.iter().filter(|_| are_alike(old, theirs)) {
        slots.entry(key(unit)).or_default().push_back(&unit.slot);
    }
    let slot = |unit: &Unit| slots.get_mut(&key(unit)).and_then(VecDeque::pop_front);
    own.iter().map(slot).map(|slot| others.get(slot?).copied()).collect()
}

fn counterparts(own: &[Unit], pairs: Vec<Option<&Unit>>, draft: bool) -> Vec<Option<Vec<Token>>> {
    let known = |(unit, other): (&Unit, Option<&Unit>)| {
        let found = counterpart(unit, other?)?;
        // A draft begins as its original.
        let begun = draft && found == tokens(&unit.pieces);
        (!unit.is_silent() && !begun).then_some(found)
    };
    own.iter().zip(pairs.into_iter().chain(std::iter::repeat(None))).map(known).collect()
}
