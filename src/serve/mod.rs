//! The preview: a site in memory that is served to a browser while it is edited.
//!
//! ```text
//! watch ──► preview ──► state ──► answer ──► server
//! ```
//!
//! What is served is made by the functions of a build, from a value that never changes: an edit makes another one. A page is
//! rendered when a browser asks for it. Nothing is written, and nothing that is asked for runs a program.

mod about;
mod answer;
mod browser;
mod client;
mod follow;
mod guard;
mod media;
mod part;
mod preview;
mod server;
mod shared;
mod show;
mod shown;
mod state;
mod sweep;
mod watch;

pub use about::Editor;
pub use follow::Listener;
pub use guard::is_loopback;
pub use preview::{Changes, Preview};
pub use state::State;
pub use sweep::Sweep;

use crate::Options;
use crate::failure::Failure;
use crate::source::Disk;
use answer::Desk;
use guard::Guard;
use shared::Shared;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use watch::Watch;

/// What the preview is asked for.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder of the site, as it was named.
    pub root: PathBuf,
    /// What is listened at: a name or an IP address.
    pub host: String,
    /// The first port that is tried; 0 stands for any.
    pub port: u16,
    /// Names by which others reach this machine.
    pub allowed: Vec<String>,
    /// Whether the answers are those of GitHub Pages.
    pub pages: bool,
    /// Whether the files are looked at again and again, where the system does not tell of changes.
    pub poll: bool,
    /// Whether a browser is opened.
    pub open: bool,
    pub editor: Editor,
    /// The path of a script that checks accessibility.
    pub axe: Option<PathBuf>,
}

/// Serves the site of `disk` until the process is asked to end. `ready` is told the address, and whether files are looked at
/// again and again because the system does not tell of changes.
pub fn run(
    disk: Disk,
    options: Options,
    settings: Settings,
    ready: &dyn Fn(&str, bool),
    listener: Arc<dyn Listener + Send + Sync>,
) -> Result<(), Failure> {
    let Settings { root, host, port, allowed, pages, poll, open, editor, axe } = settings;
    let bound = server::bind(&host, port)?;
    let preview = Preview::new(disk, options)?;
    let watch = Watch::new(&root, preview.baseline(), poll)?;
    let fell_back = watch.fell_back();
    let shared = Arc::new(Shared::new(preview.state()));
    let base = preview.state().site.as_ref().map_or("/", |live| live.snapshot.config.base.path());
    let url = format!("http://{}{base}", guard::named(&host, bound.address));
    let desk = Desk { shared: Arc::clone(&shared), guard: Guard::new(&host, &allowed), pages, editor, axe };
    bound.serve(desk, || {
        ready(&url, fell_back);
        thread::spawn(move || follow::follow(preview, watch, &shared, listener.as_ref()));
        if open {
            browser::open(&url);
        }
    })
}
