//! Which pages have become worse since another commit: what a change of the site has to answer for.

use super::{Page, Report, State};
use crate::resolve::Site;
use crate::translation::was_current;

/// Keeps those pages of a report that were better at the commit at which the history here parts from that of a name,
/// such as `origin/main`; false if Git knows no such name.
pub fn since(site: &Site, report: &mut Report, name: &str) -> bool {
    let Some(commit) = site.sources.history().fork(name) else { return false };
    report.pages.retain(|page| has_become_worse(site, page, &commit));
    report.since = Some(commit);
    true
}

fn has_become_worse(site: &Site, page: &Page, commit: &str) -> bool {
    let history = site.sources.history();
    let then = |path: &str| history.text_at(commit, path).map(|(_, text)| text);
    match page.state {
        State::Current => false,
        // What had no translation before has none because of it.
        State::Missing => then(&page.source).is_none() || then(&page.path).is_some(),
        State::Orphan => then(&page.path).is_none() || then(&page.source).is_some() && page.source != page.path,
        State::Unstamped => then(&page.path).is_none_or(|text| is_current(site, page, &text, commit)),
        State::Stale => then(&page.path).is_none_or(|text| is_current(site, page, &text, commit)),
    }
}

/// Whether a page was up to date then, with this text.
fn is_current(site: &Site, page: &Page, translation: &str, commit: &str) -> bool {
    let file = |path: &str| site.sources.at(path);
    let Some((_, original)) = site.sources.history().text_at(commit, &page.source) else { return true };
    file(&page.path)
        .zip(file(&page.source))
        .is_some_and(|(own, of)| was_current((translation, own), (&original, of), &site.config.translate_extra))
}
