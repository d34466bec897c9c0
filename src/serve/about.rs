//! What the editors' bar says of a page, as JSON.

use super::show::Answered;
use super::state::{Live, State};
use crate::address::encode_path;
use crate::catalog::{Entry, PageId};
use crate::diagnostic::{Diagnostic, Diagnostics, Format, Level, Screen, print};
use crate::facts::{Fact, FactId};
use crate::resolve::{Snapshot, Target};
use crate::source::{Sources, Span};
use crate::translation::Translation;
use crate::visible::visible;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::PathBuf;

/// How the editor of whoever started the preview is called.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    /// The folder of the site.
    pub root: PathBuf,
    /// An address with `{file}`, `{line}` and `{column}`.
    pub url: Option<String>,
}

impl Editor {
    /// The address that opens a place of a file.
    fn link(&self, path: &str, (line, column): (usize, usize)) -> Option<String> {
        let file = self.root.join(path);
        let file = encode_path(&file.to_string_lossy().replace('\\', "/"));
        let url = self.url.as_ref()?.replace("{file}", &file);
        Some(url.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()))
    }

    fn to(&self, span: Span, sources: &Sources) -> Option<String> {
        let (start, _) = sources.positions(span);
        self.link(&sources.get(span.source).path, (start.line, start.column))
    }
}

/// So many diagnostics and facts are told; nobody reads more of them in a bar.
const MANY: usize = 200;

/// What is told whenever there is another state.
pub fn state(state: &State) -> Value {
    let [errors, warnings] = counts(&state.findings.diagnostics);
    json!({ "generation": state.number, "errors": errors, "warnings": warnings, "swept": state.is_swept })
}

fn counts(diagnostics: &Diagnostics) -> [usize; 2] {
    [Level::Error, Level::Warning].map(|level| diagnostics.iter().filter(|found| found.level == level).count())
}

/// What there is to say of a page.
pub fn page(answered: &Answered, state: &State, editor: &Editor) -> String {
    let Answered { shown, is_broken, page } = answered;
    let concerns = state.concerns(*page);
    let found = &state.findings.diagnostics;
    let (here, elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found.iter().partition(|found| concerns(found));
    let told = here.iter().map(|found| (found, true)).chain(elsewhere.iter().map(|found| (found, false)));
    let told: Vec<Value> = told.take(MANY).map(|(found, here)| diagnostic(found, here, state, editor)).collect();
    let [errors, warnings] = counts(found);
    let page = state.site.as_ref().zip(*page).map(|(live, page)| of_page(live, page, editor));
    let value = json!({
        "generation": state.number,
        "digest": shown.digest,
        "frame": shown.frame,
        "styles": shown.styles,
        "broken": is_broken,
        "diagnostics": told,
        "site": { "errors": errors, "warnings": warnings, "swept": state.is_swept, "refused": errors > 0 },
        "page": page,
    });
    value.to_string()
}

fn diagnostic(found: &Diagnostic, here: bool, state: &State, editor: &Editor) -> Value {
    let sources = state.of.sources();
    let path = &sources.get(found.span.source).path;
    let (start, _) = sources.positions(found.span);
    let one: Diagnostics = [found.clone()].into_iter().collect();
    let snippet = print(&one, sources, Format::Terminal, Screen { colour: false, all: None });
    json!({
        "code": found.code.name(),
        "level": found.level.name(),
        "file": visible(path),
        "line": start.line,
        "column": start.column,
        "message": visible(&found.message),
        "help": found.help.as_deref().map(visible),
        "here": here,
        "edit": editor.link(path, (start.line, start.column)),
        "snippet": snippet.as_str(),
    })
}

fn of_page(live: &Live, id: PageId, editor: &Editor) -> Value {
    let site = &*live.snapshot;
    let entry = site.catalog.entry(id);
    let file = &site.sources.get(entry.source).path;
    let held = (entry.front.draft, entry.front.date.filter(|date| date.instant() > jiff::Timestamp::now()));
    json!({
        "name": entry.path,
        "file": file,
        "edit": editor.link(file, (1, 1)),
        "lang": site.config.code(entry.lang),
        "draft": held.0,
        "waits": held.1.map(|date| date.to_string()),
        "expired": entry.front.expires.filter(|_| entry.expired).map(|day| day.to_string()),
        "translation": translation(site, entry),
        "facts": facts(site, id).into_iter().map(|fact| of_fact(site, fact, entry, editor)).collect::<Vec<_>>(),
    })
}

/// What the page is to its original, and what the pages of other languages are to it.
fn translation(site: &Snapshot, entry: &Entry) -> Value {
    let name = |translation: &Translation| match translation {
        Translation::Original => "original",
        Translation::Current(_) => "current",
        Translation::Stale(_) => "stale",
        Translation::Unstamped(_) => "unstamped",
        Translation::Orphan => "orphan",
        Translation::Absent(_) => "stands-in",
    };
    let others = site.config.languages.entries().filter(|(lang, _)| *lang != entry.lang).map(|(lang, language)| {
        let page = site.catalog.page(&entry.path, lang).map(|id| site.catalog.entry(id));
        let state = match page {
            Some(page) => name(&page.translation),
            None if site.catalog.is_draft(&entry.path, lang) => "draft",
            None => "missing",
        };
        let url = page.map(|page| site.config.base.page(&page.route));
        json!({ "lang": language.code, "name": language.name, "state": state, "url": url })
    });
    let shown = entry.stands_in().then_some(entry.text_lang);
    let of = entry.translation.of().or(shown).map(|lang| site.config.code(lang));
    json!({ "state": name(&entry.translation), "of": of, "others": others.collect::<Vec<_>>() })
}

/// The facts that a page quotes, then those of the tables that it shows, each once.
fn facts(site: &Snapshot, id: PageId) -> Vec<FactId> {
    let parts = site.resolved.page(id).map(|page| page.parts.as_slice()).unwrap_or_default();
    let targets = || parts.iter().flat_map(|part| part.targets.iter());
    let quoted = targets().filter_map(|target| match target {
        Target::Fact { id, .. } => Some(*id),
        _ => None,
    });
    let tables = targets().filter_map(|target| match target {
        Target::Table(table) => Some(site.catalog.tables.by_id(table.id)),
        _ => None,
    });
    let shown = tables.flat_map(|table| table.rows.iter().flat_map(|row| row.cells.iter().copied().flatten()));
    let mut known = HashSet::new();
    quoted.chain(shown).filter(|fact| known.insert(*fact)).take(MANY).collect()
}

fn of_fact(site: &Snapshot, id: FactId, entry: &Entry, editor: &Editor) -> Value {
    let fact: &Fact = site.catalog.facts.get(id);
    let (start, _) = site.sources.positions(fact.span);
    json!({
        "id": fact.id,
        "text": site.catalog.facts.text(id, entry.lang, &site.messages),
        "file": site.sources.get(fact.span.source).path,
        "line": start.line,
        "edit": editor.to(fact.span, &site.sources),
        "sources": fact.about.sources.iter().map(|source| source.text.as_str()).collect::<Vec<_>>(),
        "evidence": fact.about.evidence.map(|evidence| evidence.name()),
    })
}
