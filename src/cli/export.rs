//! `shirube translate export`.

use super::named::texts;
use super::{Opened, hand_over, lang_of, say, say_errors, say_reach, screen};
use crate::config::LangId;
use crate::diagnostic::{Diagnostics, Format, Screen, print, summary};
use crate::facts::{Label, labels};
use crate::failure::Failure;
use crate::output::create;
use crate::resolve::Site;
use crate::source::{SourceId, Sources};
use crate::translation::{Translation, Written};
use crate::visible::Shown;
use crate::xliff::{self, Chosen, Form, MAX_FILE};
use std::collections::HashSet;
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
        return Ok(nothing(code, !waiting.is_empty()));
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
        return Ok(nothing(code, !waiting.is_empty()));
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

/// Says that there is nothing to export, but for what is left out.
fn nothing(code: &str, is_left_out: bool) -> ExitCode {
    let told = match is_left_out {
        true => format!("nothing else is to be translated into `{code}`"),
        false => format!("nothing is to be translated into `{code}`; `--all` exports what is up to date"),
    };
    say(&mut stderr(), &Shown::line(&told));
    ExitCode::SUCCESS
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
pub(super) fn data_named(site: &Site, name: &str) -> Option<SourceId> {
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

/// Says what is wrong; `rest` says what became of all else.
pub(super) fn refused(found: Diagnostics, sources: &Sources, rest: &str) -> ExitCode {
    let mut diagnostics = found;
    diagnostics.sort(sources);
    let screen = Screen { all: None, ..screen(&stderr()) };
    say(&mut stderr(), &print(&diagnostics, sources, Format::Terminal, screen));
    let counted = summary(&diagnostics).unwrap_or_default();
    say(&mut stderr(), &Shown::line(&format!("{counted}; {rest}")));
    ExitCode::from(1)
}
