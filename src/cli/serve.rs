//! `shirube serve`: what is typed, and what is seen of the preview.

use super::{RootArgs, disk, options_to_read, say, screen};
use crate::diagnostic::{Diagnostic, Diagnostics, Format, Screen, print, summary};
use crate::failure::Failure;
use crate::serve::{Editor, Listener, Settings, State, is_loopback, run as serve};
use crate::visible::Shown;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::HashSet;
use std::io::{IsTerminal, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

/// What is typed after `serve`.
#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    root: RootArgs,
    /// Where it listens: an IP address, or a name of this machine
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port; if it is taken, the next one that is free
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// Another name by which browsers may ask, as that of a proxy before it
    #[arg(long = "allow-host", value_name = "HOST")]
    allowed: Vec<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Show drafts and pages dated in the future too
    #[arg(long)]
    drafts: bool,
    /// Answer as GitHub Pages does: addresses without a slash or without `.html`, and caching
    #[arg(long)]
    pages: bool,
    /// Look at the files again and again, where the system does not tell of changes
    #[arg(long)]
    poll: bool,
}

/// Serves the site until the process is asked to end.
pub fn run(args: &ServeArgs) -> Result<ExitCode, Failure> {
    let root = &args.root.root;
    let disk = disk(root)?;
    let absolute = root.canonicalize().map_err(|error| Failure::io("open the folder", root, error))?;
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let settings = Settings {
        root: root.clone(),
        host: args.host.clone(),
        port: args.port,
        allowed: args.allowed.clone(),
        pages: args.pages,
        poll: args.poll,
        open: args.open,
        editor: Editor { root: absolute, url: variable("SHIRUBE_EDIT_URL") },
        axe: variable("SHIRUBE_AXE").map(PathBuf::from),
    };
    let ready = |url: &str, fell_back: bool| {
        say(&mut stdout(), &Shown::line(url));
        if !is_loopback(&args.host) {
            let warning = "WARNING: everybody who reaches this machine can read the site, and what does not show on it: \
                           the texts of mistakes and the paths of files";
            say(&mut stderr(), &Shown::line(warning));
        }
        if fell_back {
            let told = "the system does not tell of all changes: the files are looked at again and again";
            say(&mut stderr(), &Shown::line(told));
        }
    };
    serve(disk, options_to_read(args.drafts), settings, &ready, Arc::new(Console::new()))?;
    Ok(ExitCode::SUCCESS)
}

/// What people see while they edit: each mistake once, and below it one line that says how things are.
struct Console {
    line: ProgressBar,
    screen: Screen,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    mistakes: HashSet<Key>,
    /// How things were when it was last said.
    summary: String,
}

/// What makes two mistakes the same: file, code, message, and the text that it is about.
type Key = (String, &'static str, String, String);

impl Console {
    fn new() -> Console {
        let screen = Screen { all: None, ..screen(&stderr()) };
        let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let line = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg}") {
            line.set_style(style);
        }
        Console { line, screen, told: Mutex::default() }
    }

    fn say(&self, text: &Shown) {
        self.line.suspend(|| say(&mut stderr(), text));
    }
}

fn key(found: &Diagnostic, state: &State) -> Key {
    let sources = state.of.sources();
    let path = sources.get(found.span.source).path.clone();
    (path, found.code.name(), found.message.clone(), sources.text(found.span).to_owned())
}

impl Listener for Console {
    fn state(&self, state: &State) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let found = &state.findings.diagnostics;
        let keys: Vec<Key> = found.iter().map(|found| key(found, state)).collect();
        let mut new = Diagnostics::new();
        for (found, key) in found.iter().zip(&keys) {
            if told.mistakes.insert(key.clone()) {
                new.push(found.clone());
            }
        }
        if !new.is_empty() {
            self.say(&print(&new, state.of.sources(), Format::Terminal, self.screen));
        }
        // Before every page has been looked at, what is not found need not be gone.
        if !state.is_swept {
            return;
        }
        told.mistakes = keys.into_iter().collect();
        let summary = summary(found).unwrap_or_else(|| "nothing to mend".to_owned());
        if told.summary != summary {
            match self.line.is_hidden() {
                true => self.say(&Shown::line(&summary)),
                false => self.line.set_message(summary.clone()),
            }
            told.summary = summary;
        }
    }

    fn failed(&self, failure: &Failure) {
        self.say(&Shown::line(&format!("error: {failure}")));
    }
}
