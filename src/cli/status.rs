//! `shirube status`.

use super::{RootArgs, lang_of, open, say, say_errors, say_reach};
use crate::check::unused_messages;
use crate::config::LangId;
use crate::failure::Failure;
use crate::status::{self, Fault};
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
    /// End with status 1 if a page is in one of these states, or if messages or texts of data are missing, or texts of data are stale
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATES")]
    fail_on: Vec<Fault>,
    /// Only pages that have become worse since this branch parted from that one, such as `origin/main`
    #[arg(long, value_name = "REV")]
    since: Option<String>,
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
    let is_of_pages = |fault: &Fault| matches!(fault, Fault::Page(_));
    if let Some(name) = args.since.as_ref().filter(|_| !args.fail_on.iter().all(is_of_pages)) {
        let help = "messages and texts of data are not compared with it: ask for them without `--since`";
        return Err(Failure::refused("compare with", name, help));
    }
    let mut report = status::report(site, &wanted, &unused_messages(site));
    say_reach(site);
    if let Some(name) = &args.since
        && !status::since(site, &mut report, name)
    {
        return Err(Failure::refused("compare with", name, "Git knows no such commit here"));
    }
    let text = match args.format {
        ReportFormat::Terminal => status::terminal(&report, !wanted.is_empty()),
        ReportFormat::Json => status::json(&report),
        ReportFormat::Markdown => status::markdown(&report, site.config.repository.as_ref()),
    };
    say(&mut stdout(), &text);
    let met = status::has(&report, &args.fail_on);
    let code = say_errors(opened);
    Ok(if met { ExitCode::from(1) } else { code })
}
