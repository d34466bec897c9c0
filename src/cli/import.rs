//! `shirube translate import`.

use super::export::{data_named, refused};
use super::named::texts;
use super::{Opened, say, say_errors};
use crate::catalog::name_of_page;
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::split_quote;
use crate::failure::Failure;
use crate::output::{Edit, edit};
use crate::resolve::Site;
use crate::source::{SourceId, Span, read_at_most};
use crate::visible::Shown;
use crate::xliff::{self, Degree, Half, Imported, MAX_FILE, Note, Outcome, Overtaken, Side, Tally, Unreadable, Wanted};
use std::collections::HashSet;
use std::fs;
use std::io::stdout;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use walkdir::WalkDir;

/// How an import is asked for.
pub(super) struct Import<'a> {
    /// A file that came back, or a folder of them.
    pub(super) file: &'a Path,
    /// Pages, and further files.
    pub(super) pages: &'a [String],
    pub(super) min: Option<Degree>,
    pub(super) side: Option<Side>,
}

/// Makes the files of translations: all that can be imported, or none.
pub(super) fn import(mut opened: Opened, asked: &Import) -> Result<ExitCode, Failure> {
    let root = opened.root().to_owned();
    let Ok(site) = opened.site.as_mut() else { return Ok(say_errors(opened)) };
    let is_file = |name: &&String| is_exchanged(Path::new(name)) && Path::new(name).is_file();
    let (further, pages): (Vec<&String>, Vec<&String>) = asked.pages.iter().partition(is_file);
    let named = iter::once(asked.file).chain(further.into_iter().map(Path::new));
    let ids = match add(site, &files(named)?)? {
        Ok(ids) => ids,
        Err(found) => return Ok(refused([*found].into_iter().collect(), &site.sources, "nothing was imported")),
    };
    let wanted = Wanted { only: only(site, &root, &pages)?, min: asked.min, side: asked.side };
    let outcome = xliff::import(site, &ids, &wanted);
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
    say(
        &mut stdout(),
        &Shown::line(&format!("{}: {}{none}", asked.file.display(), tally(&outcome.tally, asked.min.is_some()))),
    );
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

/// Whether a file is one of those that come back, by its name.
fn is_exchanged(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["xlf", "xliff", "po"].iter().any(|own| ending.eq_ignore_ascii_case(own)))
}

/// The files that are named, with those of folders.
fn files<'a>(named: impl Iterator<Item = &'a Path>) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.to_owned());
            continue;
        }
        let before = files.len();
        for entry in WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(|error| Failure::io("read", path, error.into()))?;
            if entry.file_type().is_file() && is_exchanged(entry.path()) {
                files.push(entry.into_path());
            }
        }
        if files.len() == before {
            return Err(Failure::refused("import", path, "no file in it ends with `.xlf`, `.xliff` or `.po`"));
        }
    }
    Ok(files)
}

/// Reads the files; the first that is no text is the mistake.
fn add(site: &mut Site, files: &[PathBuf]) -> Result<Result<Vec<SourceId>, Box<Diagnostic>>, Failure> {
    let mut ids = Vec::new();
    let mut left = MAX_FILE;
    for file in files {
        let read = |error| Failure::io("read", file, error);
        let bytes = fs::File::open(file).and_then(|open| read_at_most(left + 1, open)).map_err(read)?;
        left = match left.checked_sub(bytes.len() as u64) {
            Some(left) => left,
            None => {
                let help = "it is larger than 100 MB, or all of them are; export fewer pages at a time";
                return Err(Failure::refused("import", file, help));
            }
        };
        let path = file.display().to_string();
        match xliff::decode(bytes) {
            Ok(text) => ids.push(site.sources.add_text(&path, text)),
            Err(Unreadable { text, at, message }) => {
                let span = Span::new(site.sources.add_text(&path, text), at..at);
                let found = Diagnostic::new(Code::NotUtf8, span, message).help("save the file as UTF-8");
                return Ok(Err(Box::new(found)));
            }
        }
    }
    Ok(Ok(ids))
}

/// What the PAGEs of the command line name: pages by their names, files of data by their paths. All without any.
fn only<'s>(site: &'s Site, root: &Path, names: &[&'s String]) -> Result<Option<HashSet<&'s str>>, Failure> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut only = HashSet::new();
    for name in names {
        if let Some(id) = data_named(site, name) {
            only.insert(site.sources.get(id).path.as_str());
            continue;
        }
        match (texts(site, root, name), to_be(site, name)) {
            (Ok(texts), _) => only.extend(texts.iter().map(|text| text.name)),
            (Err(_), Some(page)) => _ = only.insert(page),
            (Err(failure), None) => return Err(failure),
        }
    }
    Ok(Some(only))
}

/// The page of which a file is to be the translation that is not there yet.
fn to_be<'s>(site: &'s Site, path: &str) -> Option<&'s str> {
    let page = name_of_page(path.strip_prefix("./").unwrap_or(path), site.config.span.source, &site.config)?;
    site.catalog.names().into_iter().find(|name| *name == page)
}

/// How many notes are shown.
const MAX_NOTES: usize = 100;

/// What translators have written beside texts.
fn say_notes(notes: &[Note], site: &Site) {
    for note in notes.iter().take(MAX_NOTES) {
        let line = site.sources.positions(note.span).0.line;
        let file = &site.sources.get(note.span.source).path;
        let text = note.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let on = note.unit.as_ref().map(|unit| format!("`{unit}` of ")).unwrap_or_default();
        let told = format!("{file}:{line}: note on {on}{}: {text}", note.path);
        say(&mut stdout(), &Shown::line(&told));
    }
    if notes.len() > MAX_NOTES {
        let more = notes.len() - MAX_NOTES;
        say(&mut stdout(), &Shown::line(&format!("{more} more notes stand in the file")));
    }
}

/// How many texts have come back, and how far they are. What is fuzzy in PO is left out where nothing `is_asked`.
fn tally(tally: &Tally, is_asked: bool) -> String {
    let texts = |count: usize| format!("{count} text{}", if count == 1 { "" } else { "s" });
    let by_degree = Degree::ALL.into_iter().zip(tally.by_degree).filter(|(_, count)| *count > 0);
    let mut parts: Vec<String> = by_degree.map(|(degree, count)| format!("{count} {}", degree.name())).collect();
    if tally.open > 0 {
        parts.push(format!("{} without a translation", tally.open));
    }
    let left_out = match tally.left_out {
        0 => String::new(),
        count if is_asked => format!("; {count} below what was asked for and left out"),
        count => format!("; {count} fuzzy and left out, which `--min-state initial` takes"),
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
