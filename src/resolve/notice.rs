//! What stands above every page of a kind: the short form of a block, and where the whole of it is shown.

use super::{Part, Site, walk};
use crate::asset::Ask;
use crate::catalog::{Block, PageId, Short};
use crate::config::{Kind, KindId, LangId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Kind as Refers;
use crate::facts::Fragment;
use crate::id::IndexVec;
use crate::source::Span;
use std::collections::{HashMap, HashSet};
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

/// The bytes of the words: every page of the kind has them.
const MOST: usize = 1000;

/// What stands above every page of each kind, in each language.
pub(super) fn of_kinds(
    site: &Site,
    files: &mut Vec<Ask>,
    diagnostics: &mut Diagnostics,
) -> IndexVec<KindId, IndexVec<LangId, Option<Notice>>> {
    let shown = Shown::of(site);
    site.config.kinds.map(|_, kind| {
        let Some(id) = kind.notice.as_ref().map(|id| id.text.as_str()) else {
            return site.config.languages.map(|_, _| None);
        };
        for block in site.config.languages.ids().filter_map(|lang| site.catalog.blocks.own(id, lang)) {
            diagnostics.extend(mistake(kind, id, block));
        }
        site.config.languages.map(|lang, _| {
            let (_, _, block) = site.catalog.blocks.get(id, lang, kind.stale_in(lang), &site.config)?;
            if !block.is_in_time || !site.builds(lang) {
                return None;
            }
            let fragment = Fragment { lang: block.lang, document: Arc::clone(&block.short.as_ref()?.document) };
            let (parts, more) = walk::fragment(site, &fragment, lang, diagnostics);
            files.extend(more);
            Some(Notice { lang: block.lang, parts, whole: shown.whole(site, id, lang) })
        })
    })
}

/// That a block says nothing in short, or too much.
fn mistake(kind: &Kind, id: &str, block: &Block) -> Option<Diagnostic> {
    let Some(Short { size, span, .. }) = block.short else {
        let message =
            format!("the block `{id}` stands above pages of the kind `{}`, and says nothing in short", kind.id);
        let help = "write `short = \"…\"` into its front matter: a few words for one line";
        return Some(Diagnostic::new(Code::MissingKey, Span::file(block.source), message).help(help));
    };
    let message = format!(
        "`short` of the block `{id}` has {size} bytes, and every page of the kind `{}` would have them",
        kind.id
    );
    let help = format!("say it in {MOST} at most, and the rest in the block");
    (size > MOST).then(|| Diagnostic::new(Code::NotAlone, span, message).help(help))
}

/// The pages that show the blocks which are notices.
struct Shown<'a>(HashMap<(LangId, &'a str), PageId>);

impl<'a> Shown<'a> {
    /// Looks once through all pages. A page inside the site comes before the front page.
    fn of(site: &'a Site) -> Shown<'a> {
        let notices: HashSet<&str> =
            site.config.kinds.iter().filter_map(|kind| kind.notice.as_ref()).map(|id| id.text.as_str()).collect();
        let mut shown: HashMap<(LangId, &str), PageId> = HashMap::new();
        if notices.is_empty() {
            return Shown(shown);
        }
        for (page, entry) in site.pages().filter(|(_, entry)| !entry.expired) {
            let blocks = entry.document.references.iter().filter(|of| of.kind == Refers::Block);
            for id in blocks.map(|of| entry.document.text(&site.sources, of.dest)) {
                let Some(id) = notices.get(id) else { continue };
                let first = shown.entry((entry.lang, id)).or_insert(page);
                if site.catalog.entry(*first).path.is_empty() {
                    *first = page;
                }
            }
        }
        Shown(shown)
    }

    /// The page of a language that shows a block, and the id of the heading that it stands under; empty where it is under none.
    fn whole(&self, site: &Site, id: &str, lang: LangId) -> Option<(PageId, String)> {
        let page = *self.0.get(&(lang, id))?;
        let document = &site.catalog.entry(page).document;
        let is_it = |dest| document.text(&site.sources, dest) == id;
        let block = document.references.iter().find(|of| of.kind == Refers::Block && is_it(of.dest))?;
        let at = document.span(block).start;
        let above = document.headings.iter().take_while(|heading| heading.start < at).last();
        Some((page, above.map_or("", |heading| document.text(&site.sources, heading.id)).to_owned()))
    }
}
