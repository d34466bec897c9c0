//! Chains of fallbacks: they have an end.

use super::{LangId, Language};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Reports languages that fall back to each other, each circle once; `spans` are where the languages are declared.
pub(super) fn check(languages: &[Language], spans: &[Span], diagnostics: &mut Vec<Diagnostic>) {
    let reached: Vec<Vec<bool>> = (0..languages.len()).map(|lang| reached(languages, lang)).collect();
    let leads = |from: LangId, to: LangId| reached.get(from).and_then(|reached| reached.get(to)).copied() == Some(true);
    for (lang, (language, span)) in languages.iter().zip(spans).enumerate() {
        let in_circle = |other: &LangId| leads(lang, *other) && leads(*other, lang);
        if !in_circle(&lang) || (0..lang).any(|other| in_circle(&other)) {
            continue;
        }
        let through: Vec<String> = (lang + 1..languages.len())
            .filter(in_circle)
            .filter_map(|other| languages.get(other).map(|language| format!("`{}`", language.code)))
            .collect();
        let message = format!("`{}` falls back to itself through {}", language.code, through.join(", "));
        let help = "take one of the fallbacks out: the chain has to end somewhere";
        diagnostics.push(Diagnostic::new(Code::FallbackCycle, *span, message).help(help));
    }
}

/// The languages that one falls back to, and those that these fall back to.
fn reached(languages: &[Language], from: LangId) -> Vec<bool> {
    let next = |lang: LangId| languages.get(lang).map(|language| language.fallback.as_slice()).unwrap_or_default();
    let mut reached = vec![false; languages.len()];
    let mut waiting: Vec<LangId> = next(from).to_vec();
    while let Some(lang) = waiting.pop() {
        let Some(seen) = reached.get_mut(lang).filter(|seen| !**seen) else { continue };
        *seen = true;
        waiting.extend(next(lang));
    }
    reached
}
