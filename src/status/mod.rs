//! What `shirube status` says: how far the translations of a site are.

mod markdown;
mod original;
mod since;
mod terminal;

pub use markdown::markdown;
pub use original::{Originals, file_in};
pub use since::since;
pub use terminal::terminal;

use crate::config::{Config, LangId};
use crate::diagnostic::Diagnostics;
use crate::facts::labels;
use crate::resolve::Site;
use crate::source::{Reach, Sources};
use crate::translation::{Changed, DataState, Translatable, Translation, Written};
use crate::visible::Shown;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use std::collections::HashMap;

/// Every translation of a site, and what the languages lack besides.
#[derive(Debug, Serialize)]
pub struct Report {
    /// How far Git's memory goes.
    #[serde(serialize_with = "as_name")]
    pub history: Reach,
    /// The commit that it is compared with: only pages are listed that have become worse since.
    pub since: Option<String>,
    #[serde(serialize_with = "as_map")]
    pub languages: Vec<(String, Tally)>,
    /// In the order of the languages, then of the paths.
    pub pages: Vec<Page>,
}

/// What there is in one language.
#[derive(Debug, Default, Serialize)]
pub struct Tally {
    #[serde(skip)]
    pub name: String,
    pub current: usize,
    pub stale: usize,
    pub missing: usize,
    pub orphan: usize,
    pub unstamped: usize,
    pub words: Coverage,
    /// Texts that a machine has made and nobody has read yet, whatever their state is.
    pub unread: usize,
    pub messages: Words,
    /// Texts of data that other languages have and this one has not.
    pub missing_labels: usize,
    /// The files with these texts, and how many each of them lacks.
    #[serde(serialize_with = "as_map")]
    pub missing_labels_in: Vec<(String, usize)>,
    /// Texts of data in a file of the language whose originals have changed since they were translated.
    pub stale_labels: usize,
    /// The files with these texts, and how many there are in each.
    #[serde(serialize_with = "as_map")]
    pub stale_labels_in: Vec<(String, usize)>,
    /// Those of these files that were made from a text which the file of data does not have here.
    pub ahead_data: Vec<String>,
    /// Files with texts of data that do not say what they were translated from.
    pub unstamped_data: Vec<String>,
}

/// The words of the originals, as the program counts them.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub struct Coverage {
    pub total: usize,
    /// Those that nobody has translated, or looked at since they changed.
    pub open: usize,
}

/// The Fluent messages of a language.
#[derive(Debug, Default, Serialize)]
pub struct Words {
    pub missing: usize,
    pub unused: usize,
    /// Those that use a variable which the source language's do not.
    pub different: usize,
}

/// One page in one language that is not the one it was written in first.
#[derive(Debug, Serialize)]
pub struct Page {
    /// The file of the original; that of the translation where the original is gone.
    pub source: String,
    pub lang: String,
    /// The file of the translation, which may have to be made.
    pub path: String,
    pub state: State,
    /// What has changed, where the page is stale and the old text is to be had.
    pub sections: Option<Vec<Part>>,
    /// How many words there are to look at.
    pub words: usize,
    /// How many words the original has.
    pub of: usize,
    /// Since when it is stale, as far as that is known, and the commit that made it so.
    #[serde(serialize_with = "as_text")]
    pub since: Option<Date>,
    pub commit: Option<String>,
    /// Whether it was made from a text of the original that is not in the history of this one.
    pub ahead: bool,
    /// The name that it would have beside its original, where that has another one now.
    pub rename: Option<String>,
    /// Whether a draft of the translation is there, or one that is dated in the future.
    pub draft: bool,
    /// Whether a machine has made the translation, and nobody has read it yet.
    pub machine: bool,
}

/// A section of the original that is not as it was.
#[derive(Debug, Serialize)]
pub struct Part {
    pub title: String,
    pub change: &'static str,
    pub words: usize,
}

/// How a page stands in a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Current,
    Stale,
    Missing,
    Orphan,
    Unstamped,
}

impl State {
    /// The word for it in lists.
    pub fn name(self) -> &'static str {
        match self {
            State::Current => "current",
            State::Stale => "stale",
            State::Missing => "missing",
            State::Orphan => "orphan",
            State::Unstamped => "unstamped",
        }
    }
}

/// The state of every translation into `wanted`; into every language for none.
/// `unused` are the messages that nothing asks for.
pub fn report(site: &Site, wanted: &[LangId], unused: &Diagnostics) -> Report {
    let Site { sources, config, messages, catalog, .. } = site;
    let lacking = lacking_labels(sources, config);
    let mut stale: HashMap<LangId, Vec<(String, usize)>> = HashMap::new();
    let (mut unstamped, mut ahead): (HashMap<LangId, Vec<String>>, HashMap<LangId, Vec<String>>) = Default::default();
    for texts in &catalog.data {
        let path = || sources.get(texts.file).path.clone();
        match &texts.state {
            DataState::Stale(behind) => {
                stale.entry(texts.lang).or_default().push((path(), behind.count));
                ahead.entry(texts.lang).or_default().extend(behind.ahead.then(path));
            }
            DataState::Unstamped => unstamped.entry(texts.lang).or_default().push(path()),
            DataState::Current | DataState::Original => {}
        }
    }
    let asked = |lang: &LangId| wanted.is_empty() || wanted.contains(lang);
    let names = catalog.names();
    let originals: Vec<(&str, Option<(Written, usize)>)> = names
        .par_iter()
        .map(|name| {
            let counted = catalog.in_ledger(name, catalog.origins.of(name)).map(|original| {
                let text = &sources.get(original.source).text;
                (original, Translatable::of(text, original.source, &config.translate_extra).words())
            });
            (*name, counted)
        })
        .collect();
    let mut report =
        Report { history: sources.history().reach(), since: None, languages: Vec::new(), pages: Vec::new() };
    let renamed = Originals::of(site);
    for (lang, language) in config.languages.entries().filter(|(lang, _)| asked(lang)) {
        let before = report.pages.len();
        for (name, original) in &originals {
            report.pages.extend(page(site, name, *original, (lang, &renamed)));
        }
        let own = report.pages.get(before..).unwrap_or_default();
        let count = |state: State| own.iter().filter(|page| page.state == state).count();
        let (code, name) = (language.code.clone(), language.name.clone());
        let (missing, different) = messages.lacking(lang);
        let prefix = format!("locales/{code}/");
        let unused = unused.iter().filter(|found| sources.get(found.span.source).path.starts_with(&prefix));
        let tally = Tally {
            name,
            current: count(State::Current),
            stale: count(State::Stale),
            missing: count(State::Missing),
            orphan: count(State::Orphan),
            unstamped: count(State::Unstamped),
            words: Coverage {
                total: own.iter().map(|page| page.of).sum(),
                open: own.iter().map(|page| page.words).sum(),
            },
            unread: own.iter().filter(|page| page.machine).count(),
            messages: Words { missing: missing.len(), unused: unused.count(), different: different.len() },
            missing_labels: lacking.get(&lang).map_or(0, |files| files.iter().map(|(_, count)| count).sum()),
            missing_labels_in: lacking.get(&lang).cloned().unwrap_or_default(),
            stale_labels: stale.get(&lang).map_or(0, |files| files.iter().map(|(_, count)| count).sum()),
            stale_labels_in: stale.remove(&lang).unwrap_or_default(),
            ahead_data: ahead.remove(&lang).unwrap_or_default(),
            unstamped_data: unstamped.remove(&lang).unwrap_or_default(),
        };
        report.languages.push((code, tally));
    }
    report
}

/// How a text stands in a language; `None` in the language that it was written in first, and nothing of one that
/// nobody says to be a translation.
fn page(
    site: &Site,
    name: &str,
    original: Option<(Written, usize)>,
    (lang, renamed): (LangId, &Originals<'_>),
) -> Option<Page> {
    let Site { sources, config, catalog, .. } = site;
    let own = catalog.in_ledger(name, lang);
    let file = |text: Written| sources.get(text.source).path.clone();
    let code = config.code(lang).to_owned();
    let whole = original.map_or(0, |(_, words)| words);
    let (state, words, sections) = match (own, original) {
        (None, None) => return None,
        // Stamped, though it was written first.
        (Some(own), _) if matches!(own.translation, Translation::Orphan) => (State::Orphan, 0, None),
        (_, Some((original, _))) if original.lang == lang => return None,
        (None, Some(_)) if !catalog.is_meant_for(name, lang) => return None,
        (None, Some((_, words))) => (State::Missing, words, None),
        (Some(own), _) => match own.translation {
            Translation::Original | Translation::Absent(_) => return None,
            Translation::Orphan => (State::Orphan, 0, None),
            Translation::Current(_) => (State::Current, 0, None),
            Translation::Unstamped(_) => (State::Unstamped, whole, None),
            Translation::Stale(stale) => match &stale.changes {
                Some(changes) => {
                    let words = changes.iter().map(|change| change.words).sum();
                    (State::Stale, words, Some(changes.iter().map(part).collect()))
                }
                None => (State::Stale, whole, None),
            },
        },
    };
    let path = match (own, original) {
        (Some(own), _) => file(own),
        (None, Some((original, _))) => file_in(&file(original), original.lang, lang, config),
        (None, None) => return None,
    };
    let source = original.map_or_else(|| path.clone(), |(original, _)| file(original));
    let draft = catalog.is_draft(name, lang);
    let stale = own.and_then(|own| own.translation.stale());
    let (since, commit) = stale.map_or((None, None), |stale| (stale.since, stale.commit.clone()));
    let rename =
        own.filter(|_| state == State::Orphan).and_then(|own| renamed.name_of(site, own)).map(|(_, name)| name);
    let of = if state == State::Orphan { 0 } else { whole };
    let machine = own.is_some_and(|own| own.stamps.machine);
    let ahead = stale.is_some_and(|stale| stale.ahead);
    Some(Page { source, lang: code, path, state, sections, words, of, since, commit, ahead, rename, draft, machine })
}

fn part(change: &Changed) -> Part {
    Part { title: change.title.clone(), change: change.change.name(), words: change.words }
}

/// The files of data with texts that a language lacks, and how many.
fn lacking_labels(sources: &Sources, config: &Config) -> HashMap<LangId, Vec<(String, usize)>> {
    let mut lacking: HashMap<LangId, Vec<(String, usize)>> = HashMap::new();
    for (id, labels) in labels(sources, config) {
        let path = &sources.get(id).path;
        for lang in config.languages.ids() {
            let count = labels.iter().filter(|label| label.is_needed(path) && label.text(lang).is_none()).count();
            if count > 0 {
                lacking.entry(lang).or_default().push((path.clone(), count));
            }
        }
    }
    lacking
}

fn as_map<T: Serialize, S: Serializer>(values: &[(String, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|(code, value)| (code, value)))
}

fn as_name<S: Serializer>(reach: &Reach, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(reach.name())
}

fn as_text<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// The report as JSON.
pub fn json(report: &Report) -> Shown {
    Shown::json(&serde_json::to_string_pretty(report).unwrap_or_default())
}

impl Tally {
    /// How many pages the language has or lacks.
    fn total(&self) -> usize {
        self.current + self.stale + self.missing + self.unstamped
    }

    /// What a language lacks besides pages, in words; empty if nothing.
    fn lacks(&self) -> String {
        let message = |count: usize| if count == 1 { "message" } else { "messages" };
        let Words { missing, unused, different } = self.messages;
        let parts = [
            (self.unread, format!("{} of a machine not yet read", plural(self.unread, "text", "texts"))),
            (missing, format!("{missing} {} missing", message(missing))),
            (different, format!("{different} {} with other variables", message(different))),
            (unused, format!("{unused} {} unused", message(unused))),
            (
                self.missing_labels,
                format!("{} missing", plural(self.missing_labels, "label of data", "labels of data")),
            ),
            (self.stale_labels, format!("{} stale", plural(self.stale_labels, "label of data", "labels of data"))),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
        parts.join(", ")
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// All languages together.
fn total(languages: &[&(String, Tally)]) -> Tally {
    let sum = |count: fn(&Tally) -> usize| languages.iter().map(|(_, tally)| count(tally)).sum();
    Tally {
        current: sum(|tally| tally.current),
        stale: sum(|tally| tally.stale),
        missing: sum(|tally| tally.missing),
        orphan: sum(|tally| tally.orphan),
        unstamped: sum(|tally| tally.unstamped),
        words: Coverage { total: sum(|tally| tally.words.total), open: sum(|tally| tally.words.open) },
        ..Tally::default()
    }
}

impl Tally {
    fn concerns(&self) -> bool {
        self.total() + self.orphan > 0
    }
}

/// What ends `status` with 1: pages of a state, messages that a language lacks, texts of data that it lacks or that are
/// stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Page(State),
    Messages,
    Data,
}

/// Whether the report has one of these faults.
pub fn has(report: &Report, faults: &[Fault]) -> bool {
    let any = |lacks: fn(&Tally) -> usize| report.languages.iter().any(|(_, tally)| lacks(tally) > 0);
    faults.iter().any(|fault| match fault {
        Fault::Page(state) => report.pages.iter().any(|page| page.state == *state),
        Fault::Messages => any(|tally| tally.messages.missing),
        Fault::Data => any(|tally| tally.missing_labels + tally.stale_labels),
    })
}
