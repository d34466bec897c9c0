//! Chains of fallbacks: they have an end.

use super::{LangId, Language};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::IndexVec;
use std::collections::HashSet;

/// Reports languages that fall back to each other, each circle once.
pub(super) fn check(languages: &IndexVec<LangId, Language>, diagnostics: &mut Diagnostics) {
    let reached: IndexVec<LangId, HashSet<LangId>> = languages.map(|lang, _| reached(languages, lang));
    for (lang, language) in languages.entries() {
        let in_circle = |other: &LangId| reached.at(lang).contains(other) && reached.at(*other).contains(&lang);
        if !in_circle(&lang) || languages.ids().take_while(|other| *other < lang).any(|other| in_circle(&other)) {
            continue;
        }
        let through: Vec<String> = languages
            .ids()
            .filter(|other| *other > lang && in_circle(other))
            .map(|other| format!("`{}`", languages.at(other).code))
            .collect();
        let message = format!("`{}` falls back to itself through {}", language.code, through.join(", "));
        let help = "take one of the fallbacks out: the chain has to end somewhere";
        diagnostics.push(Diagnostic::new(Code::FallbackCycle, language.span, message).help(help));
    }
}

/// The languages that one falls back to, and those that these fall back to.
fn reached(languages: &IndexVec<LangId, Language>, from: LangId) -> HashSet<LangId> {
    let mut reached = HashSet::new();
    let mut waiting = languages.at(from).fallback.clone();
    while let Some(lang) = waiting.pop() {
        if reached.insert(lang) {
            waiting.extend(&languages.at(lang).fallback);
        }
    }
    reached
}
