//! `shirube language`.

use super::asking::Asking;
use super::{RootArgs, open, say, say_errors};
use crate::config::{Layout, Missing};
use crate::diagnostic::{Diagnostics, listed};
use crate::failure::Failure;
use crate::language;
use crate::output::{Edit, edit};
use crate::source::LANGUAGES;
use crate::status;
use crate::visible::Shown;
use clap::{Args, Subcommand, ValueEnum};
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct LanguageArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Add a language: its own file in `languages/`, and files with every message to translate
    ///
    /// Files that are there are left as they are.
    Add {
        #[command(flatten)]
        root: RootArgs,
        /// A BCP 47 tag: `ko`, `pt-BR`, `zh-Hant`
        code: String,
        /// What the language is called in itself
        #[arg(long)]
        name: Option<String>,
        /// The language whose texts are there to translate; its formats without words hold as they are [default: the
        /// source language, with the formats of the nearest one]
        #[arg(long, value_name = "CODE")]
        from: Option<String>,
        /// What readers see of a page that is not translated [default: what is answered on a terminal, else omit]
        #[arg(long)]
        missing: Option<Missing>,
    },
}

pub(super) fn run(args: &LanguageArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        Command::Add { root, code, name, from, missing } => {
            add(root, (code, name.as_deref()), from.as_deref(), *missing)
        }
    }
}

fn add(
    root: &RootArgs,
    (code, name): (&str, Option<&str>),
    from: Option<&str>,
    missing: Option<Missing>,
) -> Result<ExitCode, Failure> {
    let refused = |help: String| Failure::refused("add the language", code, help);
    let locale = language::of_code(code).map_err(refused)?;
    let code = locale.canonical();
    let opened = open(&root.root, true)?;
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    if let Some(known) = language::same(&site.config, &locale) {
        return Err(refused(format!("the site has it already, as `{}`", site.config.code(known))));
    }
    let known = language::name(&locale);
    let name = name.map(str::trim).filter(|name| !name.is_empty()).or(known).unwrap_or(&code);
    let fallback = language::fallback(&site.config);
    let from = match from.map(|from| (from, language::spoken(site, from))) {
        None => None,
        Some((_, Ok(from))) => Some(from),
        Some((from, Err(known))) => {
            return Err(Failure::refused("take the texts of", from, format!("there are those of {}", listed(known))));
        }
    };
    let missing = match missing {
        Some(missing) => missing,
        None => asked_for_missing(fallback)?,
    };
    // A file of its own: nobody else writes in it.
    let own = format!("{LANGUAGES}/{code}.toml");
    let text = language::declared(name, fallback, missing);
    let (mut said, mut edits) = (Shown::new(), Vec::new());
    for template in language::templates(site, &locale, name, from) {
        let path = opened.disk.place(&template.path)?;
        let word = if path.exists() { "kept" } else { "made" };
        said.add(&format!("{word} {}", template.path));
        if word == "made" {
            edits.push(Edit::Create { path, text: template.text });
        }
    }
    edits.push(Edit::Create { path: opened.disk.place(&own)?, text });
    edit(opened.root(), &edits)?;
    said.add(&format!("added {name} (`{code}`) to {own}; what it lacks is taken from `{fallback}`"));
    if name == code {
        said.add(&format!("its name is not known here: write it as `name` in {own}"));
    }
    if site.config.layout == Layout::Directory {
        said.add(&format!("its pages go into content/{code}/"));
    }
    say(&mut stdout(), &said);
    left(root, &code)
}

/// What readers are to see of a page that is not translated, if there is a terminal to ask on.
fn asked_for_missing(fallback: &str) -> Result<Missing, Failure> {
    let is_asked = stdin().is_terminal();
    let question =
        format!("Of a page that is not translated readers see nothing (omit), or the text in `{fallback}` (fallback)");
    let read =
        |text: &str| <Missing as ValueEnum>::from_str(text, false).map_err(|_| "write `omit` or `fallback`".to_owned());
    Asking { input: &mut stdin().lock(), output: &mut stderr(), is_asked }.ask(None, &question, "omit", read)
}

/// Says what there is to translate, reading the site as it is now.
fn left(root: &RootArgs, code: &str) -> Result<ExitCode, Failure> {
    let opened = open(&root.root, false)?;
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let Some(lang) = site.config.language(code) else { return Ok(say_errors(opened)) };
    let report = status::report(site, &[lang], &Diagnostics::new());
    let count = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    for (_, tally) in &report.languages {
        let messages = count(tally.messages.missing, "message");
        let (pages, labels) = (count(tally.missing, "page"), count(tally.missing_labels, "text"));
        let mut said = Shown::line("");
        said.add(&format!("to translate: {messages} in locales/{code}/, {pages}, {labels} of data"));
        said.add(&format!(
            "`shirube translate start PAGE {code}` begins a page, `shirube status {code}` says what is left"
        ));
        say(&mut stdout(), &said);
    }
    Ok(say_errors(opened))
}
