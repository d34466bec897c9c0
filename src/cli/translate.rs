//! `shirube translate`.

use super::accept::{Wanted, accept};
use super::export::{Export, export};
use super::import::{Import, import};
use super::named::{data, texts, translations};
use super::{Opened, RootArgs, lang_of, open, say, say_errors, say_reach};
use crate::config::LangId;
use crate::failure::Failure;
use crate::output::{Edit, edit};
use crate::translate::{self, Stamp, Terms};
use crate::visible::Shown;
use crate::xliff::{Degree, Form, Side};
use clap::{Args, Subcommand};
use std::io::stdout;
use std::path::PathBuf;
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
        /// Translations, or paths of pages for all their translations; files of texts of data, or the files that they
        /// stand beside
        #[arg(required_unless_present_any = ["all", "restamp"], value_name = "PAGE")]
        pages: Vec<String>,
        /// Every translation into this language that has no stamp
        #[arg(long, value_name = "LANG", conflicts_with_all = ["pages", "restamp"])]
        all: Option<String>,
        /// With `--all`: those too whose original has changed
        #[arg(long, requires = "all")]
        stale: bool,
        /// Renew the stamps of those that are up to date, where the program or `site.toml` counts otherwise now; with
        /// `--from-git` those too whose original has changed
        #[arg(long, conflicts_with = "pages")]
        restamp: bool,
        /// Say that they are up to date with their originals as these were in the commit that last changed what the
        /// translations say
        #[arg(long)]
        from_git: bool,
        /// Those too that lack what their originals have, or that nobody has touched since they were stamped
        #[arg(long)]
        anyway: bool,
    },
    /// Show what has changed in the original since a page, or texts of data, were translated
    Diff {
        #[command(flatten)]
        root: RootArgs,
        /// A translation, or the path of a page for all its translations; a file of texts of data, or the one that it
        /// stands beside
        page: String,
    },
    /// Write what there is to translate for the tools of translators: pages that are missing, drafts, stale or without a
    /// stamp, and texts of data
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
        /// Translate from this language where pages are up to date in it, and not from the one they were written in
        #[arg(long, value_name = "CODE")]
        from: Option<String>,
        /// The format: xliff2, xliff1 or po
        #[arg(long, value_name = "FORMAT", value_parser = form, default_value = "xliff2")]
        format: Form,
        /// A file for each page, in the folder that `--out` names
        #[arg(long, requires = "out")]
        per_page: bool,
        /// The file to make [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Make translations of what `export` wrote and a translator has filled in
    Import {
        #[command(flatten)]
        root: RootArgs,
        /// The file, or a folder of files
        file: PathBuf,
        /// Further files, and pages, if only some are wanted
        #[arg(value_name = "PAGE")]
        pages: Vec<String>,
        /// Where a translation was changed since it was exported: take the texts of the file
        #[arg(long, conflicts_with = "ours")]
        theirs: bool,
        /// Where a translation was changed since it was exported: keep its own texts
        #[arg(long)]
        ours: bool,
        /// Leave out texts that are not as far as this
        #[arg(long, value_name = "STATE", value_parser = degree)]
        min_state: Option<Degree>,
    },
}

pub(super) fn run(args: &TranslateArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        Command::Start { root, page, lang } => start(&open(&root.root, true)?, page, lang),
        Command::Accept { root, pages, all, stale, restamp, from_git, anyway } => {
            let opened = open(&root.root, true)?;
            let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
            let wanted = match (all, restamp) {
                (Some(code), _) => Wanted::unaccepted(site, lang_of(code, &site.config)?, *stale),
                (None, true) => Wanted::stamped_before(site, *from_git),
                (None, false) => Wanted::named(site, opened.root(), pages)?,
            };
            accept(&opened, site, &wanted, Terms { from_git: *from_git, anyway: *anyway, renew: *restamp })
        }
        Command::Diff { root, page } => diff(open(&root.root, true)?, page),
        Command::Export { root, lang, pages, all, from, format, per_page, out } => {
            let (from, out) = (from.as_deref(), out.as_deref());
            let (all, form, per_page) = (*all, *format, *per_page);
            export(open(&root.root, true)?, &Export { code: lang, pages, all, from, form, out, per_page })
        }
        Command::Import { root, file, pages, theirs, ours, min_state } => {
            let side = match (theirs, ours) {
                (true, _) => Some(Side::Theirs),
                (false, true) => Some(Side::Ours),
                (false, false) => None,
            };
            import(open(&root.root, true)?, &Import { file, pages, min: *min_state, side })
        }
    }
}

/// The format that was typed.
fn form(name: &str) -> Result<Form, String> {
    let names = Form::ALL.map(Form::name).join(", ");
    Form::ALL.into_iter().find(|form| form.name() == name).ok_or_else(|| format!("the formats are {names}"))
}

/// The state of a text that was typed.
fn degree(name: &str) -> Result<Degree, String> {
    let names = Degree::ALL.map(Degree::name).join(", ");
    Degree::named(name).ok_or_else(|| format!("the states are {names}"))
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
        &Stamp::of((&site.sources, &site.config), original.source),
    ) {
        Ok(started) => started,
        Err(why) => return Err(Failure::refused("copy", &site.sources.get(original.source).path, why)),
    };
    let translate::Started { path, text } = started;
    edit(opened.root(), &[Edit::Create { path: opened.root().join(&path), text }])?;
    say(&mut stdout(), &Shown::line(&format!("{path}: translate it, then delete `draft = true`")));
    Ok(ExitCode::SUCCESS)
}

fn diff(opened: Opened, name: &str) -> Result<ExitCode, Failure> {
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    say_reach(site);
    if let Some(files) = data(site, opened.root(), name)? {
        for texts in files {
            say(&mut stdout(), &translate::diff_data(&site.sources, texts));
        }
        return Ok(ExitCode::SUCCESS);
    }
    for (translation, original) in translations(site, opened.root(), name)? {
        say(&mut stdout(), &translate::diff((&site.sources, &site.config), translation, original));
    }
    Ok(ExitCode::SUCCESS)
}
