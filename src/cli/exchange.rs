//! `shirube translate export` and `import`.

use super::named::texts;
use super::{Opened, hand_over, lang_of, say, say_errors, say_reach, screen};
use crate::diagnostic::{Diagnostics, Format, Screen, print, summary};
use crate::facts::{Label, labels, split_quote};
use crate::failure::Failure;
use crate::output::{Edit, create, edit};
use crate::resolve::Site;
use crate::source::{SourceId, Sources, read_at_most};
use crate::translation::{Translation, Written};
use crate::visible::Shown;
use crate::xliff::{self, Half, Imported, MAX_FILE, Outcome};
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
    say_reach(site);
    let text = match xliff::export(site, &chosen, &data, (from, lang)) {
        Ok(text) => text,
        Err(found) => return Ok(refused(found, &site.sources, "exported")),
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

/// Makes the files of translations: all or none.
pub(super) fn import(mut opened: Opened, file: &Path) -> Result<ExitCode, Failure> {
    let Ok(site) = opened.site.as_mut() else { return Ok(say_errors(opened)) };
    let read = |error| Failure::io("read", file, error);
    let bytes = fs::File::open(file).and_then(|open| read_at_most(MAX_FILE + 1, open)).map_err(read)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Failure::refused("import", file, "it is larger than 100 MB; export fewer pages at a time"));
    }
    let text = xliff::decode(bytes);
    let text = text.map_err(|help| Failure::refused("import", file, help))?;
    let id = site.sources.add_text(&file.display().to_string(), text);
    let outcome = xliff::import(site, id);
    if !outcome.diagnostics.is_empty() {
        return Ok(refused(outcome.diagnostics, &site.sources, "imported"));
    }
    let Some(site) = opened.site() else { return Ok(ExitCode::from(1)) };
    let mut edits = Vec::new();
    for file in &outcome.files {
        match file.source.map(|id| &site.sources.get(id).text) {
            Some(old) if *old == file.text => {}
            Some(old) => {
                let path = opened.disk.place(&file.path)?;
                edits.push(Edit::Rewrite { path, old: old.clone(), new: file.text.clone() });
            }
            None => edits.push(Edit::Create { path: opened.root().join(&file.path), text: file.text.clone() }),
        }
    }
    edit(opened.root(), &edits)?;
    outcome.files.iter().for_each(|file| say(&mut stdout(), &Shown::line(&line(file))));
    match outcome.skipped.as_slice() {
        [] => {}
        [path] => say(&mut stdout(), &Shown::line(&format!("{path}: nothing new is translated, left as it is"))),
        [path, rest @ ..] => {
            let more = rest.len();
            let kept = format!("{path} and {more} more: nothing new is translated, left as they are");
            say(&mut stdout(), &Shown::line(&kept));
        }
    }
    let overtaken = overtaken(site, &outcome);
    if overtaken > 0 {
        let are = if overtaken == 1 { "text quotes" } else { "texts quote" };
        let told = format!("{overtaken} {are} what facts have said: run `shirube check --fix`");
        say(&mut stdout(), &Shown::line(&told));
    }
    Ok(ExitCode::SUCCESS)
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

fn refused(found: Diagnostics, sources: &Sources, what: &str) -> ExitCode {
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found);
    diagnostics.sort(sources);
    let screen = Screen { all: None, ..screen(&stderr()) };
    say(&mut stderr(), &print(&diagnostics, sources, Format::Terminal, screen));
    let counted = summary(&diagnostics).unwrap_or_default();
    say(&mut stderr(), &Shown::line(&format!("{counted}; nothing was {what}")));
    ExitCode::from(1)
}
