//! `shirube translate export` and `import`.

use super::named::texts;
use super::{Opened, hand_over, lang_of, say, say_errors, screen};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Format, Screen, print, summary};
use crate::facts::{Label, labels, split_quote};
use crate::failure::Failure;
use crate::output::{Edit, create, edit};
use crate::resolve::Site;
use crate::source::{SourceId, Sources, Span, read_at_most};
use crate::translation::{Translation, Written};
use crate::visible::Shown;
use crate::xliff::{self, Degree, Half, Imported, MAX_FILE, Note, Outcome, Overtaken, Side, Tally, Unreadable, Wanted};
use std::collections::HashSet;
use std::fs;
use std::io::{stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

/// Writes what there is to translate.
pub(super) fn export(
    opened: Opened,
    code: &str,
    names: &[String],
    all: bool,
    out: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let lang = lang_of(code, &site.config)?;
    let mut wanted = site.catalog.names();
    let mut data: Vec<SourceId> = Vec::new();
    let labels = labels(&site.sources, &site.config);
    if names.is_empty() {
        // What the source language does not say cannot be translated.
        let open = |label: &Label| all || label.text(lang).is_none();
        let open =
            |labels: &[Label]| labels.iter().any(|label| label.text(site.config.source).is_some() && open(label));
        data.extend(labels.iter().filter(|(_, labels)| open(labels)).map(|(id, _)| *id));
    } else {
        wanted.clear();
        for name in names {
            let path = name.strip_prefix("./").unwrap_or(name);
            if let Some((id, _)) = labels.iter().find(|(id, _)| site.sources.get(*id).path == path) {
                data.push(*id);
                continue;
            }
            wanted.extend(texts(site, opened.root(), name)?.iter().map(|text| text.name));
        }
        wanted.sort_unstable();
        wanted.dedup();
    }
    let mut chosen: Vec<(Written, Option<Written>)> = Vec::new();
    for name in wanted {
        let original = site.catalog.in_ledger(name, site.catalog.origins.of(name));
        let Some(original) = original.filter(|original| original.lang != lang) else { continue };
        let translation = site.catalog.in_ledger(name, lang);
        if names.is_empty() && translation.is_none() && !site.catalog.is_meant_for(name, lang) {
            continue;
        }
        let done = translation.is_some_and(|own| match own.translation {
            Translation::Current(_) => !xliff::is_draft(&site.sources, own.source),
            Translation::Original => true,
            Translation::Absent(_) | Translation::Unstamped(_) | Translation::Stale(_) | Translation::Orphan => false,
        });
        if all || !names.is_empty() || !done {
            chosen.push((original, translation));
        }
    }
    let from = chosen.first().map_or(site.config.source, |(first, _)| first.lang);
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
        let help = "a file of XLIFF has one source language: name the pages of one language";
        return Err(Failure::refused("export", path, help));
    }
    let text = match xliff::export(site, &chosen, &data, (from, lang)) {
        Ok(text) => text,
        Err(found) => return Ok(refused(found, &site.sources, "nothing was exported")),
    };
    if text.len() as u64 > MAX_FILE {
        return Err(Failure::refused("export", code, "the file would be larger than 100 MB; name fewer pages"));
    }
    match out {
        Some(path) => {
            create(path, &text)?;
            let files = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
            let data = match data.len() {
                0 => String::new(),
                count => format!(" and {} of data", files(count, "file")),
            };
            let pages = files(chosen.len(), "page");
            let made = format!("{}: {pages}{data} to translate into `{code}`", path.display());
            say(&mut stdout(), &Shown::line(&made));
        }
        None => hand_over(&mut stdout(), &text),
    }
    Ok(ExitCode::SUCCESS)
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
        let path = name.strip_prefix("./").unwrap_or(name);
        if path.ends_with(".toml") && site.sources.at(path).is_some() {
            only.insert(path);
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
