//! Where pages are now that links still look for under the name that they had: Git knows it where one commit took the old
//! file away and put the new one there, with the same text or the same title.

use crate::address;
use crate::config::{LangId, Layout};
use crate::data::{Value, split_front};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Document, Kind};
use crate::keys::text::page;
use crate::resolve::{Site, Snapshot, folder_of, join};
use crate::source::{SourceId, Span};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// How many files are looked for: where more are gone, something else has happened than that pages were renamed.
const MOST: usize = 50;
/// How often a page may have been renamed since.
const TIMES: usize = 5;

/// Says of links to pages that are gone where they are now, as far as nothing better is known.
pub fn explain(site: &Snapshot, diagnostics: &mut Diagnostics) {
    let is_open = |help: Option<&String>| help.is_none_or(|help| !help.starts_with("it is `"));
    let open: HashSet<Span> = diagnostics
        .iter()
        .filter(|found| found.code == Code::UnknownPage && is_open(found.help.as_ref()))
        .map(|found| found.span)
        .collect();
    if open.is_empty() {
        return;
    }
    let mut wanted: HashMap<Span, String> = HashMap::new();
    for part in site.resolved.pages().flat_map(|page| &page.parts) {
        for reference in part.document.references.iter().filter(|reference| reference.kind == Kind::Link) {
            let span = part.document.span(reference);
            if open.contains(&span) {
                let dest = part.document.text(&site.sources, reference.dest);
                wanted.extend(file_of(site, &part.document, dest, part.lang).map(|file| (span, file)));
            }
        }
    }
    let mut files: Vec<&str> = wanted.values().map(String::as_str).collect();
    files.sort_unstable();
    files.dedup();
    if files.len() > MOST {
        return;
    }
    let now = now(site, &files);
    diagnostics.change(|found| {
        let new = wanted.get(&found.span).filter(|_| found.code == Code::UnknownPage).and_then(|file| now.get(file));
        if let Some(new) = new {
            found.help = Some(format!("it was renamed to `{new}`"));
        }
    });
}

/// The file that a link names.
fn file_of(site: &Site, document: &Document, dest: &str, lang: LangId) -> Option<String> {
    let path = dest.split(['#', '?']).next()?;
    let decoded = address::decode(path).ok()?;
    let own = &site.sources.get(document.source).path;
    let inside = join(folder_of(own), decoded.strip_suffix(".md")?)?;
    let code = site.config.code(lang);
    let names_language =
        |name: &str| name.rsplit_once('.').is_some_and(|(_, code)| site.config.language(code).is_some());
    Some(match site.config.layout {
        Layout::Suffix if names_language(&inside) => format!("content/{inside}.md"),
        Layout::Suffix => format!("content/{inside}.{code}.md"),
        Layout::Directory if decoded.starts_with('/') => format!("content/{code}/{inside}.md"),
        Layout::Directory => format!("content/{inside}.md"),
    })
}

/// Where files are now, for those that were renamed.
fn now(site: &Site, files: &[&str]) -> HashMap<String, String> {
    let mut now = HashMap::new();
    let mut open: HashMap<String, String> = files.iter().map(|file| ((*file).to_owned(), (*file).to_owned())).collect();
    for _ in 0..TIMES {
        // Under which name each file is looked for at the moment.
        let paths: Vec<&str> = open.values().map(String::as_str).collect();
        let gone = gone(site, &paths);
        let mut next = HashMap::new();
        for (file, path) in &open {
            let Some(new) = gone.get(path.as_str()).and_then(|(commit, blob)| put_there(site, commit, blob)) else {
                continue;
            };
            match site.sources.at(&new) {
                Some(_) => _ = now.insert(file.clone(), new),
                None => _ = next.insert(file.clone(), new),
            }
        }
        open = next;
        if open.is_empty() {
            break;
        }
    }
    now
}

/// The commits that took files away, and what those were until then.
fn gone(site: &Site, paths: &[&str]) -> HashMap<String, (String, String)> {
    let mut gone = HashMap::new();
    let mut left: HashSet<&str> = paths.iter().copied().collect();
    site.sources.history().versions(paths, &mut |path, version| {
        // The newest version comes first, and says all.
        if left.remove(path)
            && version.id.bytes().all(|byte| byte == b'0')
            && let Some(before) = version.before
        {
            gone.insert(path.to_owned(), (version.commit, before));
        }
        if left.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    gone
}

/// The page that a commit put there in place of a text.
fn put_there(site: &Site, commit: &str, blob: &str) -> Option<String> {
    let history = site.sources.history();
    let added: Vec<(String, String)> =
        history.added(commit, "content").into_iter().filter(|(path, _)| path.ends_with(".md")).collect();
    if let Some((path, _)) = added.iter().find(|(_, id)| id == blob) {
        return Some(path.clone());
    }
    let any = site.sources.iter().next()?.0;
    let title = title(&history.text(blob)?, any)?;
    let same = |(_, id): &&(String, String)| {
        history.text(id).is_some_and(|text| self::title(&text, any).as_ref() == Some(&title))
    };
    // Among very many nobody can tell which one is meant.
    if added.len() > MOST {
        return None;
    }
    let mut same = added.iter().filter(same);
    let (path, _) = same.next()?;
    same.next().is_none().then(|| path.clone())
}

fn title(text: &str, any: SourceId) -> Option<String> {
    let front = split_front(text, any, &mut Diagnostics::new()).front?;
    match &front.get(page::TITLE)?.value {
        Value::Text(title) => Some(title.text.clone()),
        _ => None,
    }
}
