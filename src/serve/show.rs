//! What is shown at a path: the page as it is, or as it last was right.

use super::shared::Shared;
use super::shown::{Shown, Style};
use super::state::{Live, State};
use crate::address::encode_path;
use crate::asset::Ask;
use crate::catalog::{Entry, PageId, routes};
use crate::diagnostic::Level;
use crate::emit::File;
use crate::failure::Failure;
use crate::source::Blob;
use std::collections::HashSet;
use std::sync::Arc;

/// A page for a browser, and whether it is another than the one that its files would make now, which do not build.
pub struct Answered {
    pub shown: Arc<Shown>,
    pub is_broken: bool,
    /// The page of the newest state at this path, where it is one of the catalog.
    pub page: Option<PageId>,
}

/// What a path below the output is.
pub enum Found {
    Page(Answered),
    Made(Vec<u8>),
    Copied(Blob),
}

/// The file of a path; where there is none, the page that says so.
pub fn find(path: &str, state: &State, shared: &Shared) -> Result<Found, Failure> {
    let Some(live) = &state.site else { return Ok(Found::Page(never(path, shared))) };
    match live.file(path)? {
        Some(File::Made(bytes)) => Ok(Found::Made(bytes)),
        Some(File::Copied(blob)) => Ok(Found::Copied(blob)),
        Some(page) => Ok(Found::Page(answered(path, page, (live, state, shared)))),
        None => Ok(Found::Page(missing((live, state, shared))?)),
    }
}

/// The page of a path below the output, or the one that is shown in its place.
pub fn shown(path: &str, state: &State, shared: &Shared) -> Result<Answered, Failure> {
    match find(path, state, shared)? {
        Found::Page(page) => Ok(page),
        Found::Made(_) | Found::Copied(_) => Ok(never(path, shared)),
    }
}

const MISSING: &str = "404.html";

fn missing((live, state, shared): (&Live, &State, &Shared)) -> Result<Answered, Failure> {
    let answer = match live.file(MISSING)? {
        Some(page) => answered(MISSING, page, (live, state, shared)),
        None => never(MISSING, shared),
    };
    let Shown { html, digest, frame, styles, .. } = &*answer.shown;
    let (html, digest, frame, styles) = (html.clone(), digest.clone(), frame.clone(), styles.clone());
    let shown = Shown { html, digest, frame, styles, is_missing: true };
    Ok(Answered { shown: Arc::new(shown), ..answer })
}

/// The page as it is, if it builds; else as it last was right.
fn answered(path: &str, file: File, (live, state, shared): (&Live, &State, &Shared)) -> Answered {
    let File::Page { html, of, asked } = file else { return never(path, shared) };
    let html = html.ok().flatten();
    let is_broken = html.is_none() || !state.is_read || state.is_broken(of);
    let made = html.map(|html| Arc::new(Shown::new(html, styles(&asked, live))));
    match made {
        Some(made) if !is_broken => {
            shared.keep(path, &made);
            Answered { shown: made, is_broken, page: of }
        }
        // What was never right is shown as it is.
        made => match shared.last_good(path).or(made) {
            Some(shown) => Answered { shown, is_broken, page: of },
            None => Answered { page: of, ..never(path, shared) },
        },
    }
}

/// So many pages are kept before they are broken: an edit breaks one, and rarely some.
const BROKEN: usize = 20;

/// Keeps the pages as they are now whose files have mistakes in the next state, though nobody has asked for them yet.
pub fn keep_last_good(next: &State, shared: &Shared) {
    let now = shared.state();
    let errors = next.findings.diagnostics.iter().filter(|found| found.level == Level::Error);
    let files: HashSet<&str> = errors.map(|found| next.path_of(found)).collect();
    let (Some(live), true, false) = (&now.site, now.is_read, files.is_empty()) else { return };
    let site = &live.snapshot;
    let is_wrong = |entry: &Entry| files.contains(site.sources.get(entry.document.source).path.as_str());
    let wrong = site.catalog.pages().filter(|(_, entry)| is_wrong(entry)).take(BROKEN);
    for path in wrong.map(|(_, entry)| routes::file(&entry.route)) {
        if shared.last_good(&path).is_none()
            && let Ok(Some(page)) = live.file(&path)
        {
            // One that is right now is kept by being answered.
            answered(&path, page, (live, &now, shared));
        }
    }
}

/// A page that could never be made.
fn never(path: &str, shared: &Shared) -> Answered {
    let nothing = || Arc::new(Shown::nothing());
    Answered { shown: shared.last_good(path).unwrap_or_else(nothing), is_broken: true, page: None }
}

/// The stylesheets among the files that a page asked for.
fn styles(asked: &[Ask], live: &Live) -> Vec<Style> {
    let mut styles: Vec<Style> = Vec::new();
    for ask in asked {
        let (Ask::File(id) | Ask::Picture(id)) = ask;
        let asset = live.snapshot.assets.get(*id);
        if asset.blob.path.ends_with(".css")
            && let Some(integrity) = asset.integrity()
        {
            let address = live.snapshot.config.base.link(&live.snapshot.assets.address(*id));
            let style = Style { address, integrity: integrity.to_owned(), name: encode_path(&asset.blob.path) };
            styles.extend(Some(style).filter(|style| !styles.contains(style)));
        }
    }
    styles
}
