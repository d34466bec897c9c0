//! `shirube translate`.

use super::{Opened, RootArgs, in_colour, lang_of, open, say, say_errors};
use crate::catalog::{Translation, Written, split_front};
use crate::config::LangId;
use crate::diagnostic::{Diagnostics, Format, print, suggestion, summary};
use crate::failure::Failure;
use crate::output::{create, rewrite};
use crate::resolve::Site;
use crate::source::Flaw;
use crate::translate::{self, Stamp};
use crate::xliff;
use clap::{Args, Subcommand};
use std::fs;
use std::io::{stderr, stdout};
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use unicode_normalization::UnicodeNormalization;

#[derive(Args)]
pub(super) struct TranslateArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make the file of a translation: the original's text, stamped, as a draft
    Start {
        #[command(flatten)]
        root: RootArgs,
        /// A file of the page, or its path without language and ending: `guide/cost`
        page: String,
        /// The language to translate into
        lang: String,
    },
    /// Say that translations are up to date with their originals as they are now
    Accept {
        #[command(flatten)]
        root: RootArgs,
        /// Translations, or paths of pages for all their translations
        #[arg(required = true, value_name = "PAGE")]
        pages: Vec<String>,
    },
    /// Show what has changed in the original since a page was translated
    Diff {
        #[command(flatten)]
        root: RootArgs,
        /// A translation, or the path of a page for all its translations
        page: String,
    },
    /// Write what there is to translate as XLIFF 2.1: pages that are missing, stale or without a stamp
    Export {
        #[command(flatten)]
        root: RootArgs,
        /// The language to translate into
        lang: String,
        /// These pages only
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
        /// Pages whose translation is up to date too, with their translations
        #[arg(long)]
        all: bool,
        /// The file to make [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Make translations of an XLIFF file that `export` wrote and a translator has filled in: all of them or none
    Import {
        #[command(flatten)]
        root: RootArgs,
        /// The XLIFF file
        file: PathBuf,
    },
}

pub(super) fn run(args: &TranslateArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        Command::Start { root, page, lang } => start(&open(&root.root, true)?, page, lang),
        Command::Accept { root, pages } => accept(open(&root.root, true)?, pages),
        Command::Diff { root, page } => diff(open(&root.root, true)?, page),
        Command::Export { root, lang, pages, all, out } => {
            export(open(&root.root, true)?, lang, pages, *all, out.as_deref())
        }
        Command::Import { root, file } => import(open(&root.root, true)?, file),
    }
}

fn start(opened: &Opened, page: &str, code: &str) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(ExitCode::from(1)) };
    let lang = lang_of(code, &site.config)?;
    let named = texts(site, opened.root(), page)?;
    let Some(first) = named.first() else { return Ok(ExitCode::from(1)) };
    let refused = |help: String| Err(Failure::refused("translate", page, help));
    let of = site.catalog.origins.of(first.name);
    if of == lang {
        return refused(format!("it is written in `{code}` first"));
    }
    let Some(original) = site.catalog.in_ledger(first.name, of) else {
        let code_of = |lang: LangId| site.config.languages.get(lang).map_or("", |language| language.code.as_str());
        let (own, of) = (code_of(first.lang), code_of(of));
        return refused(format!(
            "it is not there in `{of}`; if it was written in `{own}` first, give it `source = \"{own}\"`"
        ));
    };
    if let Some(own) = site.catalog.in_ledger(first.name, lang) {
        return refused(format!("it is there already: {}", site.sources.get(own.source).path));
    }
    let started = match translate::start(&site.sources, &site.config, original, lang) {
        Ok(started) => started,
        Err(why) => return Err(Failure::refused("copy", &site.sources.get(original.source).path, why)),
    };
    create(&opened.root().join(&started.path), &started.text)?;
    say(&mut stdout(), &format!("{}: translate it, then delete `draft = true`\n", started.path));
    Ok(ExitCode::SUCCESS)
}

fn accept(opened: Opened, names: &[String]) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let mut wanted: Vec<(Written, Written)> = Vec::new();
    for name in names {
        for named in translations(site, opened.root(), name)? {
            if !wanted.iter().any(|(known, _)| known.source == named.0.source) {
                wanted.push(named);
            }
        }
    }
    // Nothing is written if one of them cannot be stamped.
    let mut changed = Vec::new();
    for (translation, original) in wanted {
        let (source, of) = (site.sources.get(translation.source), site.sources.get(original.source));
        let refused = |path: &str, why: &str| Failure::refused("stamp", path, why);
        // Nobody has seen a text whose front matter cannot be read.
        let mut found = Vec::new();
        split_front(&of.text, original.source, &mut found);
        if !found.is_empty() {
            return Err(refused(&source.path, &format!("the front matter of {} has mistakes", of.path)));
        }
        let stamp = Stamp::of(&site.sources, original.source);
        let text = translate::stamped(&site.sources, translation, &stamp).map_err(|why| refused(&source.path, why))?;
        changed.push((source, text, of));
    }
    for (source, text, of) in changed {
        if source.text != text {
            rewrite(&opened.disk.place(&source.path)?, &source.text, &text)?;
        }
        say(&mut stdout(), &format!("{} is up to date with {}\n", source.path, of.path));
    }
    Ok(ExitCode::SUCCESS)
}

fn diff(opened: Opened, name: &str) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    for (translation, original) in translations(site, opened.root(), name)? {
        say(&mut stdout(), &translate::diff(&site.sources, translation, original));
    }
    Ok(ExitCode::SUCCESS)
}

fn export(opened: Opened, code: &str, names: &[String], all: bool, out: Option<&Path>) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let lang = lang_of(code, &site.config)?;
    let mut wanted = site.catalog.names();
    if !names.is_empty() {
        wanted.clear();
        for name in names {
            wanted.extend(texts(site, opened.root(), name)?.iter().map(|text| text.name));
        }
        wanted.sort_unstable();
        wanted.dedup();
    }
    let mut chosen: Vec<(Written, Option<Written>)> = Vec::new();
    for name in wanted {
        let original = site.catalog.in_ledger(name, site.catalog.origins.of(name));
        let Some(original) = original.filter(|original| original.lang != lang) else { continue };
        match site.catalog.in_ledger(name, lang).map(|own| (own, own.translation)) {
            Some((own, Translation::Current(_))) if all || !names.is_empty() => chosen.push((original, Some(own))),
            Some((_, Translation::Current(_) | Translation::Original)) => {}
            Some((
                _,
                Translation::Absent(_) | Translation::Unstamped(_) | Translation::Stale(_) | Translation::Orphan,
            ))
            | None => chosen.push((original, None)),
        }
    }
    let Some((first, _)) = chosen.first() else {
        say(&mut stderr(), &format!("nothing is to be translated into `{code}`; `--all` exports what is up to date\n"));
        return Ok(ExitCode::SUCCESS);
    };
    let from = first.lang;
    if let Some((other, _)) = chosen.iter().find(|(page, _)| page.lang != from) {
        let path = &site.sources.get(other.source).path;
        let help = "a file of XLIFF has one source language: name the pages of one language";
        return Err(Failure::refused("export", path, help));
    }
    let text = xliff::export(site, &chosen, from, lang);
    match out {
        Some(path) => {
            create(path, &text)?;
            let count = chosen.len();
            let pages = if count == 1 { "page" } else { "pages" };
            say(&mut stdout(), &format!("{}: {count} {pages} to translate into `{code}`\n", path.display()));
        }
        None => say(&mut stdout(), &text),
    }
    Ok(ExitCode::SUCCESS)
}

fn import(mut opened: Opened, file: &Path) -> Result<ExitCode, Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::io("read", file, error))?;
    let Ok(site) = opened.site.as_mut() else { return Ok(say_errors(opened)) };
    let id = site.sources.add(&file.display().to_string(), bytes);
    let flaw = site.sources.get(id).flaw;
    let refused = |help: &str| Err(Failure::refused("import", file, help));
    match flaw {
        Some(Flaw::TooLarge { .. }) => return refused("it is larger than 5 MB; export fewer pages at a time"),
        Some(Flaw::NotUtf8 { .. }) => return refused("it is not UTF-8"),
        Some(Flaw::Outside | Flaw::Stray(_)) => return refused("it holds a control character or a noncharacter"),
        None => {}
    }
    let (files, found) = xliff::import(site, id);
    if !found.is_empty() {
        let mut diagnostics = Diagnostics::new();
        diagnostics.extend(found);
        diagnostics.sort(&site.sources);
        let printed = print(&diagnostics, &site.sources, Format::Terminal, in_colour(&stderr()));
        let counted = summary(&diagnostics).unwrap_or_default();
        say(&mut stderr(), &format!("{printed}{counted}; nothing was imported\n"));
        return Ok(ExitCode::from(1));
    }
    let Some(site) = opened.site() else { return Ok(ExitCode::from(1)) };
    // Whatever can be known to stand in the way is known before the first file is written.
    let taken = files.iter().find(|file| file.source.is_none() && opened.root().join(&file.path).exists());
    if let Some(taken) = taken {
        return Err(Failure::refused("make", &taken.path, "it is there already"));
    }
    for file in &files {
        match file.source.map(|id| &site.sources.get(id).text) {
            Some(old) if *old == file.text => {}
            Some(old) => rewrite(&opened.disk.place(&file.path)?, old, &file.text)?,
            None => create(&opened.root().join(&file.path), &file.text)?,
        }
        let rest = if file.complete { "" } else { ": a draft, since not everything is translated" };
        say(&mut stdout(), &format!("{}{rest}\n", file.path));
    }
    Ok(ExitCode::SUCCESS)
}

/// The translations that a PAGE names, each with its original.
fn translations<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<(Written<'a>, Written<'a>)>, Failure> {
    let mut found: Vec<(Written, Written)> = Vec::new();
    for text in texts(site, root, name)? {
        // An original stands for all its translations.
        let own = (0..site.config.languages.len()).filter_map(|lang| site.catalog.in_ledger(text.name, lang));
        for other in own {
            let Some(original) = site.catalog.source_of(other) else { continue };
            let meant = other.lang == text.lang || original.lang == text.lang;
            if meant && !found.iter().any(|(known, _)| known.source == other.source) {
                found.push((other, original));
            }
        }
    }
    if found.is_empty() {
        let named = texts(site, root, name)?;
        let orphan = named.iter().any(|text| matches!(text.translation, Translation::Orphan));
        let why = if orphan {
            "it is stamped, and its original is not there"
        } else {
            "it is no translation, and none is made from it"
        };
        return Err(Failure::refused("find a translation of", name, why));
    }
    Ok(found)
}

/// The pages or blocks that a PAGE names: a file (absolute, or seen from the root or the current folder), or a path
/// without language and ending, for all languages.
fn texts<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<Written<'a>>, Failure> {
    let absolute = |path: &Path| path.canonicalize().ok();
    let candidates = [absolute(&root.join(name)), absolute(Path::new(name))];
    let base = absolute(root);
    // As it is written first: what is a link has two names.
    let written = name.strip_prefix("./").unwrap_or(name);
    let files = candidates.iter().flatten().filter_map(|path| path.strip_prefix(base.as_ref()?).ok()?.to_str());
    for file in iter::once(written).chain(files) {
        let file: String = file.replace(std::path::MAIN_SEPARATOR, "/").nfc().collect();
        if let Some(text) = site.catalog.ledger().find(|text| site.sources.get(text.source).path == file) {
            return Ok(vec![text]);
        }
    }
    let path = name.trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(if path == "index" { "" } else { path });
    let all: Vec<Written> =
        (0..site.config.languages.len()).filter_map(|lang| site.catalog.in_ledger(path, lang)).collect();
    if all.is_empty() {
        let help = suggestion(path, site.catalog.names());
        let help = help.map(|help| format!("; {help}")).unwrap_or_default();
        return Err(Failure::refused("find the page", name, format!("no file and no page has that name{help}")));
    }
    Ok(all)
}
