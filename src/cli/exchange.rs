//! `shirube translate export` and `import`.

use super::named::texts;
use super::{Opened, hand_over, lang_of, say, say_errors, say_reach, screen};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Format, Screen, print, summary};
use crate::facts::{Label, labels, split_quote};
use crate::failure::Failure;
use crate::output::{Edit, create, edit};
use crate::resolve::Site;
use crate::source::{SourceId, Sources, Span, read_at_most};
use crate::translation::{Translation, Written};
use crate::visible::Shown;
use crate::xliff::{
    self, Chosen, Degree, Form, Half, Imported, MAX_FILE, Note, Outcome, Overtaken, Side, Tally, Unreadable, Wanted,
};
use std::collections::HashSet;
use std::fs;
use std::io::{stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How an export is asked for.
pub(super) struct Export<'a> {
    /// The language to translate into.
    pub(super) code: &'a str,
    pub(super) pages: &'a [String],
    pub(super) all: bool,
    /// The language to translate from, if it is not the one that each page was written in.
    pub(super) from: Option<&'a str>,
    pub(super) form: Form,
    pub(super) out: Option<&'a Path>,
    pub(super) per_page: bool,
}

/// Writes what there is to translate.
pub(super) fn export(opened: Opened, asked: &Export) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let code = asked.code;
    let lang = lang_of(code, &site.config)?;
    let source = asked.from.map(|code| lang_of(code, &site.config)).transpose()?;
    let (chosen, waiting) = pages(site, opened.root(), asked, (source, lang))?;
    let mut data = tables(site, asked, (source.unwrap_or(site.config.source), lang));
    if let Some(first) = waiting.first() {
        let more = match waiting.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let from = asked.from.unwrap_or_default();
        let told = format!("{first}{more}: left out, since there is no translation into `{from}` that is up to date");
        say(&mut stderr(), &Shown::line(&told));
    }
    let from = source.unwrap_or_else(|| chosen.first().map_or(site.config.source, |(first, _)| first.lang));
    if from == lang {
        data.clear();
    }
    if chosen.is_empty() && data.is_empty() {
        let nothing = format!("nothing is to be translated into `{code}`; `--all` exports what is up to date");
        say(&mut stderr(), &Shown::line(&nothing));
        return Ok(ExitCode::SUCCESS);
    }
    if let Some((other, _)) = chosen.iter().find(|(page, _)| page.lang != from) {
        let path = &site.sources.get(other.source).path;
        let help = "a file has one source language: name the pages of one language";
        return Err(Failure::refused("export", path, help));
    }
    say_reach(site);
    let all = asked.all || !asked.pages.is_empty();
    let offer = match xliff::export(site, &chosen, (&data, all), (from, lang)) {
        Ok(offer) => offer,
        Err(found) => return Ok(refused(found, &site.sources, "nothing was exported")),
    };
    let too_large = |text: &str| {
        let help = "the file would be larger than 100 MB; name fewer pages";
        if text.len() as u64 > MAX_FILE { Err(Failure::refused("export", code, help)) } else { Ok(()) }
    };
    if offer.count() == 0 {
        let nothing = format!("nothing is to be translated into `{code}`; `--all` exports what is up to date");
        say(&mut stderr(), &Shown::line(&nothing));
        return Ok(ExitCode::SUCCESS);
    }
    let data = offer.count() - chosen.len();
    let files = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let what = match (chosen.len(), data) {
        (0, data) => format!("{} of data", files(data, "file")),
        (pages, 0) => files(pages, "page"),
        (pages, data) => format!("{} and {} of data", files(pages, "page"), files(data, "file")),
    };
    match (asked.out, asked.per_page) {
        (Some(folder), true) => {
            let texts: Vec<(PathBuf, String)> = offer
                .by_file()
                .into_iter()
                .map(|(path, offer)| {
                    (folder.join(name(site, &path, (from, code), asked.form)), asked.form.write(&offer))
                })
                .collect();
            texts.iter().try_for_each(|(_, text)| too_large(text))?;
            if let Some((path, _)) = texts.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
                return Err(Failure::refused("make", path, "it is there already; nothing was exported"));
            }
            texts.iter().try_for_each(|(path, text)| create(path, text))?;
            let made = files(texts.len(), "file");
            let made = format!("{}: {made} with {what} to translate into `{code}`", folder.display());
            say(&mut stdout(), &Shown::line(&made));
        }
        (Some(path), false) => {
            let text = asked.form.write(&offer);
            too_large(&text)?;
            create(path, &text)?;
            let made = format!("{}: {what} to translate into `{code}`", path.display());
            say(&mut stdout(), &Shown::line(&made));
        }
        (None, _) => {
            let text = asked.form.write(&offer);
            too_large(&text)?;
            hand_over(&mut stdout(), &text);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The texts that are exported, and the files of those that cannot be, since what they are translated from is not up to date.
fn pages<'s>(
    site: &'s Site,
    root: &Path,
    asked: &Export,
    (source, lang): (Option<LangId>, LangId),
) -> Result<(Vec<Chosen<'s>>, Vec<&'s str>), Failure> {
    let named = !asked.pages.is_empty();
    let mut wanted = if named { Vec::new() } else { site.catalog.names() };
    for name in asked.pages.iter().filter(|name| data_named(site, name).is_none()) {
        wanted.extend(texts(site, root, name)?.iter().map(|text| text.name));
    }
    wanted.sort_unstable();
    wanted.dedup();
    let (mut chosen, mut waiting) = (Vec::new(), Vec::new());
    for name in wanted {
        let original = site.catalog.in_ledger(name, site.catalog.origins.of(name));
        let Some(original) = original.filter(|original| original.lang != lang) else { continue };
        let translation = site.catalog.in_ledger(name, lang);
        if !named && translation.is_none() && !site.catalog.is_meant_for(name, lang) {
            continue;
        }
        let is_done = |text: Written| match text.translation {
            Translation::Current(_) => !xliff::is_draft(&site.sources, text.source),
            Translation::Original => true,
            Translation::Absent(_) | Translation::Unstamped(_) | Translation::Stale(_) | Translation::Orphan => false,
        };
        if !(asked.all || named) && translation.is_some_and(is_done) {
            continue;
        }
        let from = match source.filter(|source| *source != original.lang) {
            None => Some(original),
            Some(source) => site.catalog.in_ledger(name, source).filter(|text| is_done(*text)),
        };
        match from {
            Some(from) => chosen.push((from, translation)),
            None => waiting.push(site.sources.get(original.source).path.as_str()),
        }
    }
    Ok((chosen, waiting))
}

/// The file of data that a PAGE names, or that a file of texts stands beside which it names.
fn data_named(site: &Site, name: &str) -> Option<SourceId> {
    let path = name.strip_prefix("./").unwrap_or(name);
    let id = site.sources.at(path).filter(|_| path.ends_with(".toml") || xliff::is_messages(path))?;
    Some(site.catalog.data.iter().find(|texts| texts.file == id).map_or(id, |texts| texts.main))
}

/// The files of data that are exported.
fn tables(site: &Site, asked: &Export, (source, lang): (LangId, LangId)) -> Vec<SourceId> {
    // What the source language does not say cannot be translated.
    let holds = |id: SourceId, label: &Label| {
        label.text(lang).is_some() && site.catalog.data_in(id, lang).is_none_or(|texts| texts.holds(&label.keys))
    };
    let is_open = |id: SourceId, labels: &[Label]| {
        labels.iter().any(|label| label.text(source).is_some() && (asked.all || !holds(id, label)))
    };
    let named: HashSet<SourceId> = asked.pages.iter().filter_map(|name| data_named(site, name)).collect();
    let is_wanted = |id: SourceId, labels: &[Label]| {
        if asked.pages.is_empty() { is_open(id, labels) } else { named.contains(&id) }
    };
    let labels = labels(&site.sources, &site.config);
    let mut files: Vec<SourceId> =
        labels.iter().filter(|(id, labels)| is_wanted(*id, labels)).map(|(id, _)| *id).collect();
    files.extend(messages(site, asked, &named, (source, lang)));
    files
}

/// The files of messages that are exported: without names, those with words; how numbers are written is asked for by name.
fn messages(site: &Site, asked: &Export, named: &HashSet<SourceId>, (source, lang): (LangId, LangId)) -> Vec<SourceId> {
    let folder = format!("locales/{}/", site.config.code(source));
    let is_open = |path: &str| {
        let is_words = path.rsplit('/').next() != Some("formats.ftl");
        let lacking = site.messages.lacking(lang).0;
        asked.pages.is_empty() && is_words && (asked.all || !lacking.is_empty())
    };
    let files = site.sources.iter().filter(|(id, file)| {
        let is_first = site.sources.at(&file.path) == Some(*id);
        is_first
            && xliff::is_messages(&file.path)
            && file.path.starts_with(&folder)
            && (named.contains(id) || is_open(&file.path))
    });
    files.map(|(id, _)| id).collect()
}

/// The name of the file for one of the site: where it lies, with the language that it is translated into.
fn name(site: &Site, path: &str, (from, code): (LangId, &str), form: Form) -> String {
    let path = path.strip_prefix("content/").unwrap_or(path);
    let stem = path.strip_suffix(".md").map_or(path, |stem| {
        stem.strip_suffix(site.config.code(from)).and_then(|stem| stem.strip_suffix('.')).unwrap_or(stem)
    });
    format!("{stem}.{code}.{}", form.ending())
}

/// How an import is asked for.
pub(super) struct Import<'a> {
    pub(super) file: &'a Path,
    pub(super) pages: &'a [String],
    pub(super) min: Option<Degree>,
    pub(super) side: Option<Side>,
}

/// Makes the files of translations: all that can be imported, or none.
pub(super) fn import(mut opened: Opened, asked: &Import) -> Result<ExitCode, Failure> {
    let file = asked.file;
    let root = opened.root().to_owned();
    let Ok(site) = opened.site.as_mut() else { return Ok(say_errors(opened)) };
    let read = |error| Failure::io("read", file, error);
    let bytes = fs::File::open(file).and_then(|open| read_at_most(MAX_FILE + 1, open)).map_err(read)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Failure::refused("import", file, "it is larger than 100 MB; export fewer pages at a time"));
    }
    let id = match xliff::decode(bytes) {
        Ok(text) => site.sources.add_text(&file.display().to_string(), text),
        Err(Unreadable { text, at, message }) => {
            let id = site.sources.add_text(&file.display().to_string(), text);
            let found = Diagnostic::new(Code::NotUtf8, Span::new(id, at..at), message).help("save the file as UTF-8");
            return Ok(refused([found].into_iter().collect(), &site.sources, "nothing was imported"));
        }
    };
    let wanted = Wanted { only: only(site, &root, asked.pages)?, min: asked.min, side: asked.side };
    let outcome = xliff::import(site, id, &wanted);
    if !outcome.diagnostics.is_empty() {
        let all = outcome.diagnostics.into_iter().chain(outcome.refused).collect();
        return Ok(refused(all, &site.sources, "nothing was imported"));
    }
    let Some(site) = opened.site() else { return Ok(ExitCode::from(1)) };
    let mut edits = Vec::new();
    let mut made: Vec<&Imported> = Vec::new();
    for file in &outcome.files {
        match file.source.map(|id| &site.sources.get(id).text) {
            Some(old) if *old == file.text => continue,
            Some(old) => {
                let path = opened.disk.place(&file.path)?;
                edits.push(Edit::Rewrite { path, old: old.clone(), new: file.text.clone() });
            }
            None => edits.push(Edit::Create { path: opened.root().join(&file.path), text: file.text.clone() }),
        }
        made.push(file);
    }
    edit(opened.root(), &edits)?;
    made.iter().for_each(|file| say(&mut stdout(), &Shown::line(&line(file))));
    say_notes(&outcome.notes, site);
    let none = if made.is_empty() { ", nothing of it new" } else { "" };
    say(&mut stdout(), &Shown::line(&format!("{}: {}{none}", file.display(), tally(&outcome.tally))));
    let overtaken = overtaken(site, &outcome);
    if overtaken > 0 {
        let are = if overtaken == 1 { "text quotes" } else { "texts quote" };
        let told = format!("{overtaken} {are} what facts have said: run `shirube check --fix`");
        say(&mut stdout(), &Shown::line(&told));
    }
    if outcome.refused.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let rest = if made.is_empty() { "nothing was imported" } else { "all else was imported" };
    Ok(refused(outcome.refused, &site.sources, rest))
}

/// What the PAGEs of the command line name: pages by their names, files of data by their paths. All without any.
fn only<'s>(site: &'s Site, root: &Path, names: &'s [String]) -> Result<Option<HashSet<&'s str>>, Failure> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut only = HashSet::new();
    for name in names {
        if let Some(id) = data_named(site, name) {
            only.insert(site.sources.get(id).path.as_str());
            continue;
        }
        only.extend(texts(site, root, name)?.iter().map(|text| text.name));
    }
    Ok(Some(only))
}

/// How many notes are shown.
const MAX_NOTES: usize = 100;

/// What translators have written beside texts.
fn say_notes(notes: &[Note], site: &Site) {
    for note in notes.iter().take(MAX_NOTES) {
        let line = site.sources.positions(note.span).0.line;
        let file = &site.sources.get(note.span.source).path;
        let text = note.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = format!("{file}:{line}: note on `{}` of {}: {text}", note.unit, note.path);
        say(&mut stdout(), &Shown::line(&told));
    }
    if notes.len() > MAX_NOTES {
        let more = notes.len() - MAX_NOTES;
        say(&mut stdout(), &Shown::line(&format!("{more} more notes stand in the file")));
    }
}

/// How many texts have come back, and how far they are.
fn tally(tally: &Tally) -> String {
    let texts = |count: usize| format!("{count} text{}", if count == 1 { "" } else { "s" });
    let by_degree = Degree::ALL.into_iter().zip(tally.by_degree).filter(|(_, count)| *count > 0);
    let mut parts: Vec<String> = by_degree.map(|(degree, count)| format!("{count} {}", degree.name())).collect();
    if tally.open > 0 {
        parts.push(format!("{} without a translation", tally.open));
    }
    let left_out = match tally.left_out {
        0 => String::new(),
        count => format!("; {count} below what was asked for and left out"),
    };
    format!("{}: {}{left_out}", texts(tally.count() + tally.open), parts.join(", "))
}

/// How many quotations in files that are not written anew show words of facts that are.
fn overtaken(site: &Site, outcome: &Outcome) -> usize {
    let files: HashSet<SourceId> = outcome.files.iter().filter_map(|file| file.source).collect();
    let written = |id: SourceId| files.contains(&id);
    let facts = &site.catalog.facts;
    let quotations = site.catalog.quotations(&site.sources);
    let overtaken = quotations.iter().filter(|quotation| {
        let fact = facts.id(split_quote(&quotation.dest).0).map(|id| facts.get(id));
        Some(quotation.lang) == outcome.lang
            && !quotation.written.is_empty()
            && !written(quotation.span.source)
            && fact.is_some_and(|fact| fact.cell.is_worded() && written(fact.span.source))
    });
    overtaken.count()
}

/// What is said of a file that was made.
fn line(file: &Imported) -> String {
    if let Some(Overtaken { first, count }) = &file.overtaken {
        let have = if *count == 1 { "text of its original has" } else { "texts of its original have" };
        return format!(
            "{}: not up to date, since {count} {have} changed after the export, first `{first}`",
            file.path
        );
    }
    let Some(rest) = &file.rest else { return file.path.clone() };
    let state = match rest.half {
        Half::Draft => "a draft, since ",
        Half::Stale => "not up to date yet, since ",
        Half::Open => "",
    };
    let are = if rest.count == 1 { "is" } else { "are" };
    format!(
        "{}: {state}{} of {} texts {are} not translated, first `{}`: {}",
        file.path, rest.count, rest.of, rest.unit, rest.text
    )
}

/// Says what is wrong; `rest` says what became of all else.
fn refused(found: Diagnostics, sources: &Sources, rest: &str) -> ExitCode {
    let mut diagnostics = found;
    diagnostics.sort(sources);
    let screen = Screen { all: None, ..screen(&stderr()) };
    say(&mut stderr(), &print(&diagnostics, sources, Format::Terminal, screen));
    let counted = summary(&diagnostics).unwrap_or_default();
    say(&mut stderr(), &Shown::line(&format!("{counted}; {rest}")));
    ExitCode::from(1)
}
