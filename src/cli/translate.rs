//! `shirube translate`.

use super::{Opened, RootArgs, lang_of, open, say, say_errors};
use crate::catalog::{Entry, PageId};
use crate::diagnostic::suggestion;
use crate::failure::Failure;
use crate::output::{create, rewrite};
use crate::resolve::Site;
use crate::translate::{self, Stamp};
use clap::{Args, Subcommand};
use std::io::stdout;
use std::path::Path;
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
}

pub(super) fn run(args: &TranslateArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        Command::Start { root, page, lang } => start(&open(&root.root, true)?, page, lang),
        Command::Accept { root, pages } => accept(open(&root.root, true)?, pages),
        Command::Diff { root, page } => diff(open(&root.root, true)?, page),
    }
}

fn start(opened: &Opened, page: &str, code: &str) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(ExitCode::from(1)) };
    let lang = lang_of(code, &site.config)?;
    let named = pages(site, opened.root(), page)?;
    let path =
        named.first().and_then(|id| site.catalog.entry(*id)).map(|entry| entry.path.as_str()).unwrap_or_default();
    let of = site.catalog.origins.of(path);
    let original = site.catalog.page(path, of).or(named.first().copied()).and_then(|id| site.catalog.entry(id));
    let Some(original) = original else { return Ok(ExitCode::from(1)) };
    if original.lang == lang {
        return Err(Failure::refused("translate", page, format!("it is written in `{code}` first")));
    }
    let Some(started) = translate::start(&site.sources, &site.config, original, lang) else {
        return Err(Failure::refused("translate", page, "its front matter has no title"));
    };
    create(&opened.root().join(&started.path), &started.text)?;
    say(&mut stdout(), &format!("{}: translate it, then delete `draft = true`\n", started.path));
    Ok(ExitCode::SUCCESS)
}

fn accept(opened: Opened, names: &[String]) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let mut wanted: Vec<(&Entry, &Entry)> = Vec::new();
    for name in names {
        wanted.extend(translations(site, opened.root(), name)?);
    }
    // Nothing is written if one of them cannot be stamped.
    let mut changed = Vec::new();
    for (entry, original) in wanted {
        let source = site.sources.get(entry.source);
        let stamp = Stamp::of(&site.sources, original.source);
        let Some(text) = translate::stamped(&site.sources, entry, &stamp) else {
            return Err(Failure::refused("stamp", &source.path, "its front matter has no title"));
        };
        changed.push((source, text, site.sources.get(original.source)));
    }
    for (source, text, original) in changed {
        if source.text != text {
            rewrite(&opened.disk.place(&source.path)?, &source.text, &text)?;
        }
        say(&mut stdout(), &format!("{} is up to date with {}\n", source.path, original.path));
    }
    Ok(ExitCode::SUCCESS)
}

fn diff(opened: Opened, name: &str) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    for (entry, original) in translations(site, opened.root(), name)? {
        say(&mut stdout(), &translate::diff(&site.sources, entry, original));
    }
    Ok(ExitCode::SUCCESS)
}

/// The translations that a PAGE names, each with its original.
fn translations<'a>(site: &'a Site, root: &Path, name: &str) -> Result<Vec<(&'a Entry, &'a Entry)>, Failure> {
    let mut found = Vec::new();
    let named = pages(site, root, name)?;
    for entry in named.iter().filter_map(|id| site.catalog.entry(*id)) {
        // An original stands for all its translations.
        let own = site.catalog.translations(&entry.path).iter().filter_map(|(_, id)| site.catalog.entry(*id));
        let meant = own.filter(|other| {
            other.lang == entry.lang || site.catalog.original(other).is_some_and(|of| of.lang == entry.lang)
        });
        for other in meant {
            if let Some(original) = site.catalog.original(other)
                && !found.iter().any(|(known, _): &(&Entry, &Entry)| std::ptr::eq(*known, other))
            {
                found.push((other, original));
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::refused("find a translation of", name, "it is no translation, and none is made from it"));
    }
    Ok(found)
}

/// The pages that a PAGE names: a file (absolute, or seen from the root or the current folder), or a page's path
/// without language and ending, for all its languages.
fn pages(site: &Site, root: &Path, name: &str) -> Result<Vec<PageId>, Failure> {
    let absolute = |path: &Path| path.canonicalize().ok();
    let candidates = [absolute(&root.join(name)), absolute(Path::new(name))];
    let base = absolute(root);
    let files = candidates.iter().flatten().filter_map(|path| path.strip_prefix(base.as_ref()?).ok()?.to_str());
    for file in files {
        let file = file.replace(std::path::MAIN_SEPARATOR, "/");
        let page = site.catalog.pages().find(|(_, entry)| site.sources.get(entry.source).path == file);
        if let Some((id, _)) = page {
            return Ok(vec![id]);
        }
    }
    let path = name.trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(if path == "index" { "" } else { path });
    let all: Vec<PageId> = site.catalog.translations(path).iter().map(|(_, id)| *id).collect();
    if all.is_empty() {
        let help = suggestion(path, site.catalog.paths()).map(|help| format!("; {help}")).unwrap_or_default();
        return Err(Failure::refused("find the page", name, format!("no file and no page has that name{help}")));
    }
    Ok(all)
}
