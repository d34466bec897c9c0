//! Everything that names a page or a file: links, pictures and questions in texts, in raw HTML and in data.

use super::name::Names;
use super::{Placed, moving};
use crate::config::Layout;
use crate::document::{Document, Kind, Reference};
use crate::resolve::{Moving, Site, folder_of, join, moved_link, moved_question};
use crate::source::{SourceId, Span};
use std::collections::BTreeSet;

/// What is found in all texts of a site.
#[derive(Default)]
pub(super) struct Found {
    pub(super) changes: Vec<Placed>,
    /// What cannot be written anew, and why.
    pub(super) lost: Vec<(Span, String)>,
    /// Files beside moved pages that nothing else uses.
    pub(super) beside: Vec<String>,
}

/// Goes through every text of the site.
pub(super) fn all(site: &Site, names: &Names) -> Found {
    let mut found = Found::default();
    let (mut used, mut by_others) = (BTreeSet::new(), BTreeSet::new());
    let renamed = |name: &str| names.of(name);
    // A translation that its original is shown in place of has links too.
    let withheld = || site.catalog.withheld.iter();
    let texts = site.catalog.texts().chain(withheld().map(|text| (text.lang, text.document.as_ref())));
    for (lang, document) in texts {
        let path = site.sources.get(document.source).path.as_str();
        let to = names.files.get(&document.source).map(String::as_str);
        for reference in &document.references {
            found.reference(site, document, reference, moving((path, lang), to, &renamed));
            let files = if to.is_some() { &mut used } else { &mut by_others };
            let is_file = matches!(reference.kind, Kind::Link | Kind::Image);
            files.extend(
                is_file.then(|| file_beside(site, path, document.text(&site.sources, reference.dest))).flatten(),
            );
        }
    }
    let shown = site.catalog.written().map(|(_, entry)| (entry.source, entry.lang, &entry.front.image));
    let images = shown.chain(withheld().map(|text| (text.document.source, text.lang, &text.image)));
    for (source, lang, image) in images {
        let Some(image) = image else { continue };
        let path = site.sources.get(source).path.as_str();
        let to = names.files.get(&source).map(String::as_str);
        let files = if to.is_some() { &mut used } else { &mut by_others };
        files.extend(file_beside(site, path, &image.text));
        let Some((len, new)) = moved_link(site, &image.text, moving((path, lang), to, &renamed)) else {
            continue;
        };
        match image.as_it_stands(0..len) {
            Some(at) => found.changes.push((source, at..at + len, new)),
            None => found.lost.push((image.span, format!("`{}` is written with escapes: write `{new}`", image.text))),
        }
    }
    found.beside = used.difference(&by_others).cloned().collect();
    found
}

impl Found {
    fn reference(&mut self, site: &Site, document: &Document, reference: &Reference, moving: Moving<'_>) {
        let dest = document.text(&site.sources, reference.dest);
        let moved = match reference.kind {
            Kind::Link | Kind::Image => moved_link(site, dest, moving),
            Kind::Faq => match moved_question(dest, moving) {
                Some(Ok(moved)) => Some(moved),
                Some(Err(new)) => {
                    self.lost.push((document.span(reference), format!("no link can name the question of `{new}`")));
                    None
                }
                None => None,
            },
            Kind::Fact
            | Kind::Citation
            | Kind::Term
            | Kind::Table
            | Kind::Block
            | Kind::Conflicts
            | Kind::Studies
            | Kind::Grades
            | Kind::People => None,
        };
        let Some((len, new)) = moved else { return };
        let text = &site.sources.get(document.source).text;
        let own = document.span(reference);
        // An address in raw HTML is all that its reference spans.
        let at = document.place(reference.dest).unwrap_or(own.start as usize);
        if text.get(at..at + len).is_some_and(|written| dest.get(..len) == Some(written)) {
            self.changes.push((document.source, at..at + len, new));
        } else {
            self.lost.push((own, format!("`{dest}` is written with escapes: write `{new}` in place of its path")));
        }
    }
}

/// The file below `content/` that a link or an image names by where it lies beside the text.
fn file_beside(site: &Site, path: &str, dest: &str) -> Option<String> {
    let (dest, ..) = dest.split_once(['#', '?']).unwrap_or((dest, ""));
    let dest = crate::address::decode(dest).ok().filter(|dest| !dest.starts_with('/') && !dest.ends_with(".md"))?;
    let file = format!("content/{}", join(folder_of(path), &dest)?);
    site.assets.id(&file).map(|_| file)
}

/// Where templates of the site ask for a page that is moved.
pub(super) fn in_templates(site: &Site, names: &Names) -> Vec<Span> {
    let own = site.sources.iter().filter(|(_, source)| source.path.starts_with("templates/") && !source.embedded);
    let mut found = Vec::new();
    for (id, source) in own {
        let mut at = 0;
        for line in source.text.split_inclusive('\n') {
            let asks = line.contains("page(") || line.contains("section(");
            let names_one = |quoted: &str| names.pages.contains_key(quoted.trim_matches('/'));
            if asks && line.split(['"', '\'']).skip(1).step_by(2).any(names_one) {
                found.push(Span::new(id, at..at + line.trim_end().len()));
            }
            at += line.len();
        }
    }
    found
}

/// Files whose texts are not known, and that seem to name a page that is moved.
/// `flawed` are those of data; `then` is the text that a file will have, if it changes.
pub(super) fn unread<'c>(
    site: &Site,
    names: &Names,
    flawed: &BTreeSet<SourceId>,
    then: &dyn Fn(SourceId) -> Option<&'c str>,
) -> Vec<(Span, String)> {
    let mentions = |text: &str| {
        names.pages.keys().any(|page| {
            let last = page.rsplit('/').next().unwrap_or(page);
            let ending = match site.config.layout {
                Layout::Suffix => text.contains(&format!("{last}.")),
                Layout::Directory => text.contains(&format!("{last}.md")),
            };
            ending || text.contains(&format!("{last}/index.")) || text.contains(&format!("faq:{page}"))
        })
    };
    let texts: BTreeSet<SourceId> = site.catalog.ledger().map(|text| text.source).collect();
    let is_unread = |id: SourceId, path: &str| match path.ends_with(".toml") {
        true => flawed.contains(&id),
        false => !texts.contains(&id),
    };
    let files = site.sources.iter().filter(|(_, source)| source.path.starts_with("content/") && !source.embedded);
    let unread =
        files.filter(|(id, source)| is_unread(*id, &source.path) && mentions(then(*id).unwrap_or(&source.text)));
    unread.map(|(id, _)| (Span::file(id), "it has mistakes, and may name a page that is moved".to_owned())).collect()
}
