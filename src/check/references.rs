//! Works that readers cannot find, that were retracted, or whose addresses nobody has opened for long.

use crate::bibliography::{People, Work};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::resolve::Snapshot;

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

/// That a page cites what was retracted, and does not say so to its readers: the list below it does.
fn retracted(site: &Snapshot) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (id, work) in site.catalog.bibliography.entries().filter(|(_, work)| work.is_retracted()) {
        let pages = site.resolved.pages().filter(|page| page.cited.iter().any(|cited| cited.work == id));
        let pages: Vec<String> =
            pages.map(|page| site.sources.get(site.catalog.entry(page.id).source).path.clone()).collect();
        if !pages.is_empty() {
            let message =
                format!("`{}` was retracted, and is cited in {}", work.key, listed(pages.iter().map(String::as_str)));
            let help = "take it out of what rests on it; if it is named as retracted, waive this";
            found.push(Diagnostic::new(Code::RetractedReference, work.span, message).help(help));
        }
    }
    found
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
