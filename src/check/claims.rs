//! Sentences that claim something: without a citation, or with one of works that found the contrary; and citations that
//! are typed as numbers.
//!
//! Which words claim something a language says in `claim-words` and `benefit-words`, so that nothing here knows a language.

use super::sentence::{Sentence, sentences};
use crate::bibliography::Finding;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::id::IndexVec;
use crate::resolve::Site;
use rayon::prelude::*;

/// The words of a language.
struct Words {
    claim: Vec<String>,
    benefit: Vec<String>,
}

impl Words {
    /// Whether a source may have one of the words, or a number in brackets.
    fn may_stand_in(&self, source: &str) -> bool {
        let is_number = |at: usize, bracket: &str| {
            let after = source.get(at + bracket.len()..).unwrap_or_default();
            after.trim_start_matches([' ', '\\']).chars().next().is_some_and(char::is_numeric)
        };
        if ["[", "［"].iter().any(|open| source.match_indices(open).any(|(at, open)| is_number(at, open))) {
            return true;
        }
        let source = source.to_lowercase();
        self.claim.iter().chain(&self.benefit).any(|word| source.contains(word.as_str()))
    }
}

/// What is wrong with the sentences of pages and blocks. A site without references has nothing that it could cite.
pub fn check(site: &Site) -> Diagnostics {
    if site.catalog.bibliography.is_empty() {
        return Diagnostics::new();
    }
    let words: IndexVec<LangId, Words> = site.config.languages.map(|lang, _| {
        let list = |id: &str| {
            let list = site.messages.own(lang, id).unwrap_or_default();
            list.split(['|', '\n']).map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty()).collect()
        };
        Words { claim: list("claim-words"), benefit: list("benefit-words") }
    });
    let texts: Vec<(LangId, &Document)> = site.catalog.texts().filter(|(_, text)| is_prose(site, text)).collect();
    let found = texts.into_par_iter().flat_map_iter(|(lang, text)| of_text(site, text, words.at(lang)));
    found.collect()
}

/// Whether a text is that of a page or block: what data says stands beside its sources.
fn is_prose(site: &Site, document: &Document) -> bool {
    site.sources.get(document.source).path.ends_with(".md")
}

fn of_text(site: &Site, document: &Document, words: &Words) -> Diagnostics {
    let mut found = Diagnostics::new();
    // Most texts have none of the words, and need not be cut into sentences.
    if !words.may_stand_in(&site.sources.get(document.source).text) {
        return found;
    }
    for sentence in sentences(site, document) {
        found.extend(typed(document, &sentence));
        let text = sentence.text();
        if !sentence.leads_on {
            found.extend(unsourced(document, &sentence, &text, words));
        }
        found.extend(contrary(site, document, &sentence, &text, words));
    }
    found
}

/// Where a text has one of some words, as characters.
fn word_in(text: &str, words: &[String]) -> Option<std::ops::Range<usize>> {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    words.iter().find_map(|word| {
        let (at, _) = text.match_indices(word.as_str()).find(|(at, _)| {
            // A word of letters is a whole one.
            let (before, rest) = text.split_at(*at);
            let after = rest.get(word.len()..).unwrap_or_default();
            let joins =
                |inner: Option<char>, outer: Option<char>| inner.is_some_and(is_letter) && outer.is_some_and(is_letter);
            !joins(word.chars().next(), before.chars().next_back())
                && !joins(word.chars().next_back(), after.chars().next())
        })?;
        let start = text.get(..at)?.chars().count();
        Some(start..start + word.chars().count())
    })
}

/// That a sentence claims something, and nothing in it leads to what says so.
fn unsourced(document: &Document, sentence: &Sentence, text: &str, words: &Words) -> Option<Diagnostic> {
    let range = word_in(text, &words.claim)?;
    let span = sentence.span(document, range)?;
    let message = "the sentence claims that something was found out, and cites nothing";
    Some(Diagnostic::new(Code::UnsourcedClaim, span, message).help("cite what says so: `[@key]`"))
}

/// That a sentence tells of a benefit, and all that it cites found harm or nothing.
fn contrary(site: &Site, document: &Document, sentence: &Sentence, text: &str, words: &Words) -> Option<Diagnostic> {
    let works = || sentence.cited.iter().map(|id| site.catalog.bibliography.get(*id));
    let findings: Option<Vec<Finding>> = works().map(|work| work.weight.finding).collect();
    let findings = findings.filter(|findings| {
        findings.contains(&Finding::Harm)
            && findings.iter().all(|finding| matches!(finding, Finding::Harm | Finding::Neutral))
    })?;
    let span = sentence.span(document, word_in(text, &words.benefit)?)?;
    let keys: Vec<String> = works().map(|work| format!("`{}`", work.key)).collect();
    let what = if findings.len() == 1 { "found harm" } else { "found harm, or no difference" };
    let message = format!("the sentence tells of a benefit, and {} {what}", keys.join(", "));
    let help = "cite what found the benefit, or say what this work found";
    Some(Diagnostic::new(Code::HarmAsBenefit, span, message).help(help))
}

/// Numbers in brackets that look like citations: `[1]`, `[2, 3]`, `[1–3]`, in full width too.
fn typed(document: &Document, sentence: &Sentence) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let chars = &sentence.chars;
    // Where brackets opened that are still open: what stands in others is a list of lists.
    let mut open: Vec<usize> = Vec::new();
    for (at, (c, _)) in chars.iter().enumerate() {
        match c {
            '[' | '［' => open.push(at),
            ']' | '］' => {
                let Some(start) = open.pop().filter(|_| open.is_empty()) else { continue };
                let inner = chars.get(start + 1..at).unwrap_or_default();
                if !is_typed(inner) || is_index(chars.get(..start).unwrap_or_default()) {
                    continue;
                }
                let Some(span) = sentence.span(document, start..at + 1) else { continue };
                let message = "a number in brackets is text, and leads to no reference";
                let help = "cite the work by its key: `[@key]`; its number comes by itself";
                found.push(Diagnostic::new(Code::TypedCitation, span, message).help(help));
            }
            _ => {}
        }
    }
    found
}

/// Whether what stands in brackets is a number of one to three digits, or several.
fn is_typed(inner: &[(char, usize)]) -> bool {
    let is_between = |c: char| matches!(c, ',' | '，' | '、' | '-' | '–' | '—' | '〜' | '～' | ';' | ' ');
    // Works are counted from 1.
    if matches!(inner, [('0' | '０', _)]) {
        return false;
    }
    let text: String = inner.iter().map(|(c, _)| if c.is_numeric() { '0' } else { *c }).collect();
    let mut numbers = text.split(is_between).map(str::trim).filter(|part| !part.is_empty()).peekable();
    numbers.peek().is_some() && numbers.all(|part| part.len() <= 3 && part.chars().all(|c| c == '0'))
}

/// Whether what stands before a bracket is the name of a list: a letter alone, as in `a[1]`.
fn is_index(before: &[(char, usize)]) -> bool {
    let mut last = before.iter().rev().map(|(c, _)| *c);
    last.next().is_some_and(|c| c.is_ascii_alphabetic()) && !last.next().is_some_and(char::is_alphanumeric)
}
