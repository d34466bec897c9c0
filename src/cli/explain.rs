//! `shirube explain`.

use super::say;
use crate::diagnostic::example::{Change, Example};
use crate::diagnostic::{Baseline, Code, Level, suggestion};
use crate::failure::Failure;
use crate::visible::Shown;
use clap::Args;
use std::io::stdout;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct ExplainArgs {
    /// What stands in brackets behind `error`, `warning` or `advice`; without one, all are listed
    code: Option<String>,
}

pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let said = match &args.code {
        Some(name) => explained(code(name)?),
        None => listed(),
    };
    say(&mut stdout(), &said);
    Ok(ExitCode::SUCCESS)
}

/// The code that is typed, with or without the level before it: `error[misread]`.
fn code(typed: &str) -> Result<Code, Failure> {
    let name = typed.split_once('[').map_or(typed, |(_, name)| name.trim_end_matches([']', ':']));
    name.parse().map_err(|()| {
        let help = suggestion(name, Code::ALL.iter().map(|code| code.name()));
        let help = help.unwrap_or_else(|| "`shirube explain` lists all codes".to_owned());
        Failure::refused("explain", typed, format!("there is no such code; {help}"))
    })
}

/// A line for each code.
fn listed() -> Shown {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default();
    Code::ALL.iter().fold(Shown::new(), |mut said, code| {
        said.add(&format!("{:width$}  {:7}  {}", code.name(), code.level().name(), code.title()));
        said
    })
}

fn explained(code: Code) -> Shown {
    let mut said = Shown::line(&format!("{}[{code}]: {}", code.level().name(), code.title()));
    said.add("");
    match code.example() {
        Example::Told(how) => said.add(how),
        Example::Files(example) => {
            example.remark.lines().for_each(|line| said.add(line));
            let way = match example.import {
                Some(path) => format!("When `{path}` is imported"),
                None => "For example".to_owned(),
            };
            show(&mut said, &way, &example.mistake);
            show(&mut said, "Mended", &example.mending);
        }
    }
    said.add("");
    said.add(&standing(code));
    said
}

/// The files of an example, each with its lines.
fn show(said: &mut Shown, what: &str, changes: &[Change]) {
    said.add("");
    said.add(&format!("{what}:"));
    for Change { path, content } in changes {
        let Some(content) = content else {
            said.add(&format!("  {path} is taken away"));
            continue;
        };
        said.add(&format!("  {path}"));
        String::from_utf8_lossy(content).lines().for_each(|line| said.add(format!("    | {line}").trim_end()));
    }
}

/// Whether it can be let stand, and how.
fn standing(code: Code) -> String {
    let waived = match code.level() {
        Level::Error => "As an error, it can be neither turned down nor allowed".to_owned(),
        Level::Warning | Level::Advice => format!(
            "`allow {code}: why` in a comment beside it lets it stand, `[check] levels` of site.toml sets its level for the \
             whole site"
        ),
    };
    let held = match code.baseline() {
        Baseline::May => "`check --write-baseline` can hold it for a while",
        Baseline::Never => "no file of known mistakes holds it",
    };
    format!("{waived}; {held}.")
}
