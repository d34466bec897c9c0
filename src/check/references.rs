//! Works that readers cannot find, that were retracted, or whose addresses nobody has opened for long.

use crate::bibliography::{People, Work, WorkId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::resolve::Snapshot;
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with the works of the site.
pub fn check(site: &Snapshot) -> Diagnostics {
    let bibliography = &site.catalog.bibliography;
    let mut found: Diagnostics = bibliography.iter().filter_map(unidentified).collect();
    found.extend(uncounted(site));
    if bibliography.iter().any(Work::is_retracted) {
        found.extend(retracted(site));
    }
    found
}

/// That nothing leads readers to a work, and nobody says why.
fn unidentified(work: &Work) -> Option<Diagnostic> {
    if work.key.is_empty() || work.is_identified() || work.is_unverified() {
        return None;
    }
    let message = format!("nothing says where `{}` can be found", work.key);
    let help = "add `doi`, `pmid`, `pmcid`, `isbn` or `url`, or say in `unverified` why there is none";
    Some(Diagnostic::new(Code::UnidentifiedReference, work.span, message).help(help))
}

/// That pages cite what was retracted.
fn retracted(site: &Snapshot) -> Diagnostics {
    let bibliography = &site.catalog.bibliography;
    let mut pages: BTreeMap<WorkId, BTreeSet<&str>> = BTreeMap::new();
    for page in site.resolved.pages() {
        let path = site.sources.get(site.catalog.entry(page.id).source).path.as_str();
        for cited in page.cited.iter().filter(|cited| bibliography.get(cited.work).is_retracted()) {
            pages.entry(cited.work).or_default().insert(path);
        }
    }
    let tell = |(id, pages): (WorkId, BTreeSet<&str>)| {
        let work = bibliography.get(id);
        let message = format!("`{}` was retracted, and is cited in {}", work.key, listed(pages.iter().copied()));
        let help = "take it out of what rests on it; if it is named as retracted, waive this";
        Diagnostic::new(Code::RetractedReference, work.span, message).help(help)
    };
    pages.into_iter().map(tell).collect()
}

/// That a language has no words for people, which works count.
fn uncounted(site: &Snapshot) -> Option<Diagnostic> {
    let counts = |work: &&Work| matches!(work.weight.people, Some(People::Number(_)));
    let work = site.catalog.bibliography.iter().find(counts)?;
    let lacking = site.config.languages.ids().filter(|lang| !site.messages.has(*lang, "unit-person"));
    let folders: Vec<String> = lacking.map(|lang| format!("`locales/{}/`", site.config.code(lang))).collect();
    (!folders.is_empty()).then(|| {
        let help = format!("write it into a file of {}", folders.join(" and of "));
        Diagnostic::new(Code::UnknownMessage, work.span, "there is no message `unit-person`").help(help)
    })
}
