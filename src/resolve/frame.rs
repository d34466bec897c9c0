//! What stands on every page beside its own text: the logo, the picture for sharing, the announcement. It is resolved once
//! for a site, an announcement once for a language, however many pages there are.

use super::notice::{self, Notice};
use super::place::LinkContext;
use super::{ImageTarget, Lead, Part, Site, link, walk};
use crate::asset::Ask;
use crate::catalog::Block;
use crate::config::{KindId, LangId, Stale};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Reference;
use crate::id::IndexVec;
use crate::source::Span;

/// What stands on every page.
#[derive(Debug, PartialEq)]
pub struct Frame {
    pub logo: Option<ImageTarget>,
    /// The absolute address of the picture that stands for pages which have none of their own.
    pub image: Option<String>,
    /// What readers of each language are told at the top, if there is something to tell them now.
    pub announcements: IndexVec<LangId, Option<Announcement>>,
    /// What stands above every page of a kind, in each language.
    pub notices: IndexVec<KindId, IndexVec<LangId, Option<Notice>>>,
    /// The files that these need.
    pub files: Vec<Ask>,
    pub diagnostics: Diagnostics,
}

/// A text at the top of every page.
#[derive(Debug, PartialEq)]
pub struct Announcement {
    /// The language of the text.
    pub lang: LangId,
    /// The text, and what it shows of elsewhere.
    pub parts: Vec<Part>,
}

/// The bytes of an announcement: every page has it.
const MOST: usize = 4000;

impl Frame {
    /// Resolves what stands on every page of a site.
    pub fn of(site: &Site) -> Frame {
        let (mut files, mut diagnostics) = (Vec::new(), Diagnostics::new());
        let shown = &site.config.shown;
        let logo = shown.logo.as_ref().and_then(|logo| match self::logo(site, logo) {
            Ok(target) => {
                diagnostics.extend(link::without_size(&logo.text, &target, logo.span));
                if let Lead::File(file) = target.lead {
                    files.push(Ask::File(file));
                }
                Some(target)
            }
            Err(mistake) => {
                diagnostics.push(*mistake);
                None
            }
        });
        let image = shown.image.as_ref().and_then(|image| {
            let from_root = Text::made(from_root(&image.text), image.span);
            match link::sharing_image(site, &from_root, place(site, image)) {
                Ok((address, file)) => {
                    files.extend(file.map(Ask::File));
                    Some(address)
                }
                Err(mistake) => {
                    diagnostics.push(*mistake);
                    None
                }
            }
        });
        let announcements = match &shown.announcement {
            Some(id) => announcements(site, id, &mut files, &mut diagnostics),
            None => site.config.languages.map(|_, _| None),
        };
        let notices = notice::of_kinds(site, &mut files, &mut diagnostics);
        files.sort_unstable();
        files.dedup();
        Frame { logo, image, announcements, notices, files, diagnostics }
    }
}

/// Where what `site.toml` names stands.
fn place<'p>(site: &Site, text: &Text) -> LinkContext<'p> {
    let source = site.config.source;
    LinkContext { span: text.span, lang: source, written: source, shown: None, own: None, folder: "" }
}

/// The name of a file as links have it from the root: that of `static/` or of `content/`. Addresses stay.
fn from_root(path: &str) -> String {
    let is_address = path.starts_with('/') || path.contains(':');
    if is_address { path.to_owned() } else { format!("/{path}") }
}

fn logo(site: &Site, logo: &Text) -> Result<ImageTarget, Box<Diagnostic>> {
    let target = link::image(site, &from_root(&logo.text), place(site, logo), false)?;
    match target.lead {
        Lead::File(_) => Ok(target),
        Lead::Page(_) | Lead::Anchor(_) | Lead::Away | Lead::Other => {
            let message = format!("the logo is a file of the site, and `{}` is none", logo.text);
            let help = "put it into `static/`, and write its name: `logo = \"logo.svg\"`";
            Err(Box::new(Diagnostic::new(Code::InvalidValue, logo.span, message).help(help)))
        }
    }
}

fn announcements(
    site: &Site,
    id: &Text,
    files: &mut Vec<Ask>,
    diagnostics: &mut Diagnostics,
) -> IndexVec<LangId, Option<Announcement>> {
    let blocks = &site.catalog.blocks;
    if !blocks.has(&id.text) {
        let source = site.config.source;
        diagnostics.push(blocks.unknown(&id.text, id.span, source, &site.config));
    }
    for lang in site.config.languages.ids() {
        if let Some(block) = blocks.own(&id.text, lang) {
            diagnostics.extend(out_of_place(site, block));
        }
    }
    site.config.languages.map(|lang, _| {
        let (_, _, block) = blocks.get(&id.text, lang, Stale::Notice, &site.config)?;
        if !block.is_in_time || !site.builds(lang) {
            return None;
        }
        let (parts, more) = walk::block(site, block, &id.text, lang, diagnostics);
        files.extend(more);
        Some(Announcement { lang: block.lang, parts })
    })
}

/// What cannot stand in a text beside those of pages, whose ids it would take, or that is for all of them.
fn out_of_place(site: &Site, block: &Block) -> Diagnostics {
    let mut found = Diagnostics::new();
    let document = &block.document;
    let mut tell = |span, what: &str| {
        let message = format!("{what} cannot stand in an announcement");
        let help = "say it on a page, and link to that";
        found.push(Diagnostic::new(Code::NotAlone, span, message).help(help));
    };
    for heading in &document.headings {
        tell(document.heading_span(heading), "a heading");
    }
    let is_other = |of: &&Reference| of.kind.alone().is_some();
    for reference in document.references.iter().filter(is_other) {
        tell(document.span(reference), "what stands alone, as a table or a block,");
    }
    if !document.footnotes.is_empty() {
        tell(Span::file(block.source), "a footnote");
    }
    let size = site.sources.get(block.source).text.len();
    if size > MOST {
        let message = format!("the announcement has {size} bytes, and every page would have them");
        let help = format!("say it in {MOST} at most, and the rest on a page");
        found.push(Diagnostic::new(Code::NotAlone, Span::file(block.source), message).help(help));
    }
    found
}
