//! What `shirube status` says: how far the translations of a site are.

use crate::config::{Config, LangId, Layout};
use crate::diagnostic::Diagnostics;
use crate::facts::labels;
use crate::resolve::Site;
use crate::source::Sources;
use crate::translation::{Changed, Translatable, Translation, Written};
use crate::visible::{Shown, told, visible};
use rayon::prelude::*;
use serde::{Serialize, Serializer};
use std::collections::HashMap;

/// Every translation of a site, and what the languages lack besides.
#[derive(Debug, Serialize)]
pub struct Report {
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
    pub messages: Words,
    /// Texts of data that other languages have and this one has not.
    pub missing_labels: usize,
    /// The files with these texts, and how many each of them lacks.
    #[serde(serialize_with = "as_map")]
    pub missing_labels_in: Vec<(String, usize)>,
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
    /// Whether a draft of the translation is there, or one that is dated in the future.
    pub draft: bool,
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
    let mut report = Report { languages: Vec::new(), pages: Vec::new() };
    for (lang, language) in config.languages.entries().filter(|(lang, _)| asked(lang)) {
        let before = report.pages.len();
        for (name, original) in &originals {
            report.pages.extend(page(site, name, *original, lang));
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
            messages: Words { missing: missing.len(), unused: unused.count(), different: different.len() },
            missing_labels: lacking.get(&lang).map_or(0, |files| files.iter().map(|(_, count)| count).sum()),
            missing_labels_in: lacking.get(&lang).cloned().unwrap_or_default(),
        };
        report.languages.push((code, tally));
    }
    report
}

/// How a text stands in a language; `None` in the language that it was written in first, and nothing of one that
/// nobody says to be a translation.
fn page(site: &Site, name: &str, original: Option<(Written, usize)>, lang: LangId) -> Option<Page> {
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
    Some(Page { source, lang: code, path, state, sections, words, draft })
}

/// The file of a page in another language.
pub fn file_in(file: &str, from: LangId, to: LangId, config: &Config) -> String {
    let code = |lang: LangId| config.code(lang);
    let inside = file.strip_prefix("content/").unwrap_or(file);
    match config.layout {
        Layout::Suffix => {
            let stem = inside.strip_suffix(&format!(".{}.md", code(from))).unwrap_or(inside);
            format!("content/{stem}.{}.md", code(to))
        }
        Layout::Directory => {
            let rest = inside.strip_prefix(&format!("{}/", code(from))).unwrap_or(inside);
            format!("content/{}/{rest}", code(to))
        }
    }
}

fn part(change: &Changed) -> Part {
    Part { title: change.title.clone(), change: change.change.name(), words: change.words }
}

/// The files of data with texts that a language lacks, and how many.
fn lacking_labels(sources: &Sources, config: &Config) -> HashMap<LangId, Vec<(String, usize)>> {
    let mut lacking: HashMap<LangId, Vec<(String, usize)>> = HashMap::new();
    for (id, labels) in labels(sources, config) {
        for lang in config.languages.ids() {
            let count = labels.iter().filter(|label| label.text(lang).is_none()).count();
            if count > 0 {
                lacking.entry(lang).or_default().push((sources.get(id).path.clone(), count));
            }
        }
    }
    lacking
}

fn as_map<T: Serialize, S: Serializer>(values: &[(String, T)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|(code, value)| (code, value)))
}

/// The report as JSON.
pub fn json(report: &Report) -> Shown {
    Shown::json(&serde_json::to_string_pretty(report).unwrap_or_default())
}

/// How many pages of a state a terminal lists of a language that was not asked for by its name.
const LISTED: usize = 8;
/// With more languages than these, a terminal lists the pages of none that was not asked for.
const LANGUAGES: usize = 2;
/// How many pages the table for a pull request lists: a comment there holds 65,536 characters.
const ROWS: usize = 200;

impl Tally {
    fn total(&self) -> usize {
        self.current + self.stale + self.missing + self.unstamped
    }

    /// What a language lacks besides pages, in words; empty if nothing.
    fn lacks(&self) -> String {
        let message = |count: usize| if count == 1 { "message" } else { "messages" };
        let Words { missing, unused, different } = self.messages;
        let parts = [
            (missing, format!("{missing} {} missing", message(missing))),
            (different, format!("{different} {} with other variables", message(different))),
            (unused, format!("{unused} {} unused", message(unused))),
            (
                self.missing_labels,
                format!("{} missing", plural(self.missing_labels, "label of data", "labels of data")),
            ),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
        parts.join(", ")
    }
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The report for a terminal: a line a language, then what is to be done; all of it with `whole`.
pub fn terminal(report: &Report, whole: bool) -> Shown {
    let mut text = Shown::new();
    let shown: Vec<&(String, Tally)> = report.languages.iter().filter(|(_, tally)| tally.concerns()).collect();
    if shown.is_empty() {
        return Shown::line("nothing is translated, and nothing has to be");
    }
    let width = shown.iter().map(|(code, _)| code.len()).max().unwrap_or_default().max(8);
    text.add(&format!("{:width$}  current  stale  missing  unstamped  orphan", "language"));
    for (code, tally) in &shown {
        write_tally(&mut text, code, width, tally);
    }
    if shown.len() > 1 {
        write_tally(&mut text, "total", width, &total(&shown));
    }
    let listed = whole || shown.len() <= LANGUAGES;
    for (at, (code, tally)) in shown.iter().enumerate() {
        let lacks = tally.lacks();
        if !lacks.is_empty() {
            if listed || at == 0 {
                text.add("");
            }
            text.add(&format!("{code}: {lacks}"));
        }
        for (file, count) in tally.missing_labels_in.iter().filter(|_| whole) {
            text.add(&format!("  {file}  {}", plural(*count, "text", "texts")));
        }
        for state in [State::Stale, State::Missing, State::Unstamped, State::Orphan].into_iter().filter(|_| listed) {
            write_pages(&mut text, report, code, state, whole);
        }
    }
    let words: usize = report.pages.iter().filter(|page| page.state != State::Unstamped).map(|page| page.words).sum();
    if words > 0 {
        text.add("");
        text.add(&format!("{} to translate or to look at", plural(words, "word", "words")));
    }
    if !listed && let Some((code, _)) = shown.first() {
        text.add(&format!("`shirube status {code}` lists the pages of a language"));
    }
    text
}

fn write_tally(text: &mut Shown, code: &str, width: usize, tally: &Tally) {
    let Tally { current, stale, missing, unstamped, orphan, .. } = tally;
    let bar = (current * 100).checked_div(tally.total()).map(|percent| {
        let full = (current * 20) / tally.total();
        format!("  {}{} {percent} %", "█".repeat(full), "░".repeat(20 - full))
    });
    let bar = bar.unwrap_or_default();
    text.add(&format!("{code:width$}  {current:7}  {stale:5}  {missing:7}  {unstamped:9}  {orphan:6}{bar}"));
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
        ..Tally::default()
    }
}

fn write_pages(text: &mut Shown, report: &Report, code: &str, state: State, whole: bool) {
    let pages: Vec<&Page> = report.pages.iter().filter(|page| page.lang == *code && page.state == state).collect();
    if pages.is_empty() {
        return;
    }
    text.add("");
    text.add(&format!("{} in {code}", state.name()));
    let listed = if whole { pages.len() } else { LISTED };
    for page in pages.iter().take(listed) {
        text.add(&format!("  {}{}", page.path, told(&todo(page))));
    }
    if let Some(more) = pages.len().checked_sub(listed).filter(|more| *more > 0) {
        text.add(&format!("  and {more} more: `shirube status {code}` lists all"));
    }
}

impl Tally {
    fn concerns(&self) -> bool {
        self.total() + self.orphan > 0
    }
}

/// What there is to do on a page: "  120 words: `費用` changed, `保険` added"
fn todo(page: &Page) -> String {
    let words = plural(page.words, "word", "words");
    match (page.state, &page.sections) {
        (State::Current | State::Orphan | State::Unstamped, _) => String::new(),
        (State::Missing, _) if page.draft => format!("  {words}: not published yet"),
        (State::Missing, _) => format!("  {words}"),
        (State::Stale, None) => format!("  {words}: what has changed is not known"),
        (State::Stale, Some(sections)) => {
            let sections: Vec<String> =
                sections.iter().map(|section| format!("`{}` {}", section.title, section.change)).collect();
            format!("  {words}: {}", sections.join(", "))
        }
    }
}

/// The report as a table for a pull request.
pub fn markdown(report: &Report) -> Shown {
    let mut text = Shown::line("| language | current | stale | missing | unstamped | orphan | besides |");
    text.add("|---|--:|--:|--:|--:|--:|---|");
    let shown: Vec<&(String, Tally)> = report.languages.iter().filter(|(_, tally)| tally.concerns()).collect();
    let mut row = |code: &str, tally: &Tally| {
        let Tally { current, stale, missing, unstamped, orphan, .. } = tally;
        let lacks = tally.lacks();
        text.add(&format!("| {code} | {current} | {stale} | {missing} | {unstamped} | {orphan} | {lacks} |"));
    };
    shown.iter().for_each(|(code, tally)| row(code, tally));
    if shown.len() > 1 {
        row("**total**", &total(&shown));
    }
    let open: Vec<&Page> = report.pages.iter().filter(|page| page.state != State::Current).collect();
    if !open.is_empty() {
        text.add("");
        text.add("| page | state | words | sections |");
        text.add("|---|---|--:|---|");
        for page in open.iter().take(ROWS) {
            let state = page.state.name();
            let sections = page.sections.iter().flatten();
            let sections: Vec<String> =
                sections.map(|section| format!("{} ({})", escaped(&section.title), section.change)).collect();
            let path = code_span(&page.path);
            text.add(&format!("| {path} | {state} | {} | {} |", page.words, sections.join(", ")));
        }
    }
    if let Some(more) = open.len().checked_sub(ROWS).filter(|more| *more > 0) {
        text.add("");
        text.add(&format!("And {more} more: `shirube status` lists them."));
    }
    text
}

/// A text in a cell of a Markdown table that shows it as it is.
fn escaped(text: &str) -> String {
    let text = told(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A name in a cell of a Markdown table, as code: between more backticks than it has in a row.
fn code_span(name: &str) -> String {
    // Of a table's cell a bar is the end even inside of code.
    let name = visible(name).replace('|', "\\|");
    let most = name.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(most + 1);
    let edge = if name.starts_with(['`', ' ']) || name.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{edge}{name}{edge}{fence}")
}

/// Whether the report has a page in one of these states.
pub fn has(report: &Report, states: &[State]) -> bool {
    report.pages.iter().any(|page| states.contains(&page.state))
}

#[cfg(test)]
mod tests {
    use super::{code_span, escaped};

    #[test]
    fn names_stay_in_their_cells() {
        for (name, cell) in [
            ("content/a.en.md", "`content/a.en.md`"),
            ("content/a|b.en.md", "`content/a\\|b.en.md`"),
            ("a``b`.md", "```a``b`.md```"),
            ("`a", "`` `a ``"),
            ("a\n| b |\n", "`a\\n\\| b \\|\\n`"),
        ] {
            assert_eq!(code_span(name), cell);
        }
        assert_eq!(escaped("a | <b>\n[c](d)"), "a \\| \\<b\\>\\\\n\\[c\\]\\(d\\)");
    }
}
