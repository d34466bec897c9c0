//! `shirube theme`.

use super::{RootArgs, disk, hand_over, say};
use crate::failure::Failure;
use crate::output::{Edit, edit};
use crate::scaffold::Theme;
use crate::visible::Shown;
use clap::{Args, Subcommand};
use std::io::stdout;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct ThemeArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List the templates, messages, styles and scripts that the program carries, with a mark at those that the site has itself
    List {
        #[command(flatten)]
        root: RootArgs,
    },
    /// Print one of them
    Show {
        /// Its path as `list` prints it, or the end of that: `page.html`, `ja/ui.ftl`
        name: String,
    },
    /// Copy one of them into the site, whose own file is used from then on
    Copy {
        #[command(flatten)]
        root: RootArgs,
        /// Its path as `list` prints it, or the end of that: `page.html`, `ja/ui.ftl`
        name: String,
    },
}

pub(super) fn run(args: &ThemeArgs) -> Result<ExitCode, Failure> {
    let theme = Theme::carried();
    let find = |name: &str| theme.find(name).map_err(|why| Failure::refused("find in the theme", name, why));
    match &args.command {
        Command::List { root } => {
            let disk = disk(&root.root)?;
            let mut said = Shown::new();
            for path in theme.paths() {
                let own = if disk.place(path)?.exists() { "  (the site has its own)" } else { "" };
                said.add(&format!("{path}{own}"));
            }
            say(&mut stdout(), &said);
        }
        Command::Show { name } => hand_over(&mut stdout(), find(name)?.1),
        Command::Copy { root, name } => {
            let (path, text) = find(name)?;
            let place = disk(&root.root)?.place(path)?;
            edit(&root.root, &[Edit::Create { path: place, text: text.to_owned() }])?;
            say(&mut stdout(), &Shown::line(&format!("made {path}")));
        }
    }
    Ok(ExitCode::SUCCESS)
}
