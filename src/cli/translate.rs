//! `shirube translate`.

use super::exchange::{export, import};
use super::named::texts;
use super::{Opened, RootArgs, lang_of, open, say, say_errors};
use crate::config::LangId;
use crate::data::split_front;
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::output::{Edit, edit};
use crate::resolve::Site;
use crate::translate::{self, Stamp};
use crate::translation::{Translation, Written};
use crate::visible::Shown;
use clap::{Args, Subcommand};
use std::io::stdout;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
        #[arg(required_unless_present_any = ["all", "restamp"], value_name = "PAGE")]
        pages: Vec<String>,
        /// Every translation into this language that has no stamp
        #[arg(long, value_name = "LANG", conflicts_with_all = ["pages", "restamp"])]
        all: Option<String>,
        /// With `--all`: those too whose original has changed
        #[arg(long, requires = "all")]
        stale: bool,
        /// Stamp those that are up to date as this version of the program does
        #[arg(long, conflicts_with = "pages")]
        restamp: bool,
    },
    /// Show what has changed in the original since a page was translated
    Diff {
        #[command(flatten)]
        root: RootArgs,
        /// A translation, or the path of a page for all its translations
        page: String,
    },
    /// Write what there is to translate as XLIFF 2.1: pages that are missing, drafts, stale or without a stamp
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
        Command::Accept { root, pages, all, stale, restamp } => {
            let opened = open(&root.root, true)?;
            let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
            let wanted = match (all, restamp) {
                (Some(code), _) => unaccepted(site, lang_of(code, &site.config)?, *stale),
                (None, true) => stamped_before(site),
                (None, false) => named(site, opened.root(), pages)?,
            };
            accept(&opened, site, wanted)
        }
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
        let code_of = |lang: LangId| site.config.code(lang);
        let (own, of) = (code_of(first.lang), code_of(of));
        return refused(format!(
            "it is not there in `{of}`; if it was written in `{own}` first, give it `source = \"{own}\"`"
        ));
    };
    if !site.catalog.is_meant_for(first.name, lang) {
        return refused(format!("it is not meant for `{code}`; if it is, name that in its `languages`"));
    }
    if let Some(own) = site.catalog.in_ledger(first.name, lang) {
        return refused(format!("it is there already: {}", site.sources.get(own.source).path));
    }
    let started = match translate::start(
        (&site.sources, &site.config),
        original,
        lang,
        &Stamp::of(&site.sources, original.source),
    ) {
        Ok(started) => started,
        Err(why) => return Err(Failure::refused("copy", &site.sources.get(original.source).path, why)),
    };
    let translate::Started { path, text } = started;
    edit(opened.root(), &[Edit::Create { path: opened.root().join(&path), text }])?;
    say(&mut stdout(), &Shown::line(&format!("{path}: translate it, then delete `draft = true`")));
    Ok(ExitCode::SUCCESS)
}

/// A translation and its original.
type Pair<'a> = (Written<'a>, Written<'a>);

/// The translations that are named, each once.
fn named<'a>(site: &'a Site, root: &Path, names: &[String]) -> Result<Vec<Pair<'a>>, Failure> {
    let mut wanted: Vec<Pair> = Vec::new();
    for name in names {
        for named in translations(site, root, name)? {
            if !wanted.iter().any(|(known, _)| known.source == named.0.source) {
                wanted.push(named);
            }
        }
    }
    Ok(wanted)
}

/// The translations into a language that nobody has accepted as they are: those without a stamp, and `stale` ones.
fn unaccepted(site: &Site, lang: LangId, stale: bool) -> Vec<Pair<'_>> {
    let is_wanted = |text: &Written| match text.translation {
        Translation::Unstamped(_) => true,
        Translation::Stale(_) => stale,
        Translation::Original | Translation::Current(_) | Translation::Absent(_) | Translation::Orphan => false,
    };
    pairs(site, |text| text.lang == lang && is_wanted(text))
}

/// The translations that are up to date by a stamp of an earlier version.
fn stamped_before(site: &Site) -> Vec<Pair<'_>> {
    pairs(site, |text| matches!(text.translation, Translation::Current(_)) && !text.stamps.is_of_today())
}

fn pairs<'a>(site: &'a Site, is_wanted: impl Fn(&Written<'a>) -> bool) -> Vec<Pair<'a>> {
    let wanted = site.catalog.ledger().filter(is_wanted);
    wanted.filter_map(|text| Some((text, site.catalog.source_of(text)?))).collect()
}

fn accept(opened: &Opened, site: &Site, wanted: Vec<Pair<'_>>) -> Result<ExitCode, Failure> {
    // Nothing is written if one of them cannot be stamped.
    let (mut said, mut edits) = (Shown::new(), Vec::new());
    for (translation, original) in wanted {
        let (source, of) = (site.sources.get(translation.source), site.sources.get(original.source));
        let refused = |path: &str, why: &str| Failure::refused("stamp", path, why);
        // Nobody has seen a text whose front matter cannot be read.
        let mut found = Diagnostics::new();
        split_front(&of.text, original.source, &mut found);
        if !found.is_empty() {
            return Err(refused(
                &source.path,
                &format!("the front matter of {} has mistakes: `shirube check` says which", of.path),
            ));
        }
        let stamp = Stamp::of(&site.sources, original.source);
        let text = translate::stamped(&site.sources, translation, &stamp).map_err(|why| refused(&source.path, why))?;
        if source.text != text {
            let path = opened.disk.place(&source.path)?;
            edits.push(Edit::Rewrite { path, old: source.text.clone(), new: text });
        }
        said.add(&format!("{} is up to date with {}", source.path, of.path));
    }
    edit(opened.root(), &edits)?;
    if said.is_empty() {
        said.add("nothing to stamp");
    }
    say(&mut stdout(), &said);
    Ok(ExitCode::SUCCESS)
}

fn diff(opened: Opened, name: &str) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    for (translation, original) in translations(site, opened.root(), name)? {
        say(&mut stdout(), &translate::diff(&site.sources, translation, original));
    }
    Ok(ExitCode::SUCCESS)
}

/// The translations that a PAGE names, each with its original.
fn translations<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<(Written<'a>, Written<'a>)>, Failure> {
    let mut found: Vec<(Written, Written)> = Vec::new();
    for text in texts(site, root, name)? {
        // An original stands for all its translations.
        let own = site.config.languages.ids().filter_map(|lang| site.catalog.in_ledger(text.name, lang));
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
