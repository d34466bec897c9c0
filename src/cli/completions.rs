//! `shirube completions`.

use super::{Cli, hand_over};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::stdout;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct CompletionsArgs {
    /// The shell that is to complete the command line
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "shirube", &mut script);
    hand_over(&mut stdout(), &String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
