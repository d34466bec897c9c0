//! `shirube status`.

use super::{RootArgs, lang_of, open, say, say_errors};
use crate::check::unused_messages;
use crate::config::LangId;
use crate::failure::Failure;
use crate::status::{self, State};
use clap::Args;
use std::io::stdout;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    root: RootArgs,
    /// Only these languages, with every page
    #[arg(value_name = "LANG")]
    languages: Vec<String>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// End with status 1 if a page is in one of these states
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATES")]
    fail_on: Vec<State>,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum ReportFormat {
    #[default]
    Terminal,
    Json,
    /// A table for a pull request
    Markdown,
}

pub(super) fn run(args: &StatusArgs) -> Result<ExitCode, Failure> {
    let opened = open(&args.root.root, false)?;
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let wanted: Vec<LangId> =
        args.languages.iter().map(|code| lang_of(code, &site.config)).collect::<Result<_, _>>()?;
    let report = status::report(site, &wanted, &unused_messages(site));
    let text = match args.format {
        ReportFormat::Terminal => status::terminal(&report, !wanted.is_empty()),
        ReportFormat::Json => status::json(&report),
        ReportFormat::Markdown => status::markdown(&report),
    };
    say(&mut stdout(), &text);
    let met = status::has(&report, &args.fail_on);
    let code = say_errors(opened);
    Ok(if met { ExitCode::from(1) } else { code })
}
