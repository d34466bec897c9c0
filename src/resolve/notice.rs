//! What stands above every page of a kind: the short form of a block, and where the whole of it is shown.

use super::{Part, Site, walk};
use crate::asset::Ask;
use crate::catalog::{Entry, PageId};
use crate::config::{Kind, LangId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Kind as Refers;
use crate::facts::Fragment;
use crate::id::IndexVec;
use crate::source::Span;
use std::sync::Arc;

/// A few words above every page of a kind.
#[derive(Debug, PartialEq)]
pub struct Notice {
    /// The language of the text.
    pub lang: LangId,
    /// The text, and what it shows of elsewhere.
    pub parts: Vec<Part>,
    /// The page that shows the whole, and the heading that it stands under; empty where there is none.
    pub whole: Option<(PageId, String)>,
}

/// What stands above every page of a kind, in each language.
pub(super) fn of_kind(
    site: &Site,
    kind: &Kind,
    files: &mut Vec<Ask>,
    diagnostics: &mut Diagnostics,
) -> IndexVec<LangId, Option<Notice>> {
    let blocks = &site.catalog.blocks;
    let Some(id) = kind.notice.as_ref().map(|id| id.text.as_str()) else {
        return site.config.languages.map(|_, _| None);
    };
    for block in site.config.languages.ids().filter_map(|lang| blocks.own(id, lang)) {
        if block.short.is_none() {
            let message =
                format!("the block `{id}` stands above pages of the kind `{}`, and says nothing in short", kind.id);
            let help = "write `short = \"…\"` into its front matter: a few words for one line";
            diagnostics.push(Diagnostic::new(Code::MissingKey, Span::file(block.source), message).help(help));
        }
    }
    site.config.languages.map(|lang, _| {
        let (_, _, block) = blocks.get(id, lang, kind.stale_in(lang), &site.config)?;
        if !block.is_in_time || !site.builds(lang) {
            return None;
        }
        let fragment = Fragment { lang: block.lang, document: Arc::clone(block.short.as_ref()?) };
        let (parts, more) = walk::fragment(site, &fragment, lang, diagnostics);
        files.extend(more);
        Some(Notice { lang: block.lang, parts, whole: whole(site, id, lang) })
    })
}

/// The page of a language that shows a block, a page inside the site before the front page.
fn whole(site: &Site, id: &str, lang: LangId) -> Option<(PageId, String)> {
    let shown = site.pages().filter(|(_, entry)| entry.lang == lang && !entry.expired);
    let shown = shown.filter_map(|(page, entry)| Some((page, entry, heading(site, entry, id)?)));
    shown.min_by_key(|(_, entry, _)| entry.path.is_empty()).map(|(page, _, heading)| (page, heading))
}

/// The id of the heading under which a page shows a block, empty where it is under none; nothing where it does not show it.
fn heading(site: &Site, entry: &Entry, id: &str) -> Option<String> {
    let document = &entry.document;
    let is_it = |dest| document.text(&site.sources, dest) == id;
    let block = document.references.iter().find(|of| of.kind == Refers::Block && is_it(of.dest))?;
    let at = document.span(block).start;
    let above = document.headings.iter().take_while(|heading| heading.start < at).last();
    Some(above.map_or("", |heading| document.text(&site.sources, heading.id)).to_owned())
}
