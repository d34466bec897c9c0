//! Operations to HTML.

mod code;
mod construct;
mod element;
mod framed;
mod heading;
mod image;
mod markup;
mod note;
mod ops;
mod refer;
mod safe;

pub use heading::heading_title;
pub use note::citations_html;

use super::engine::Engine;
use super::{escape, foreign};
use crate::catalog::PageId;
use crate::config::{Html, LangId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{MAX_DEPTH, Op};
use crate::facts::FactId;
use crate::format::Form;
use crate::messages::Args;
use crate::resolve::{MAX_PAGE, Part, PartOrigin, Site};
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// What the HTML of a text is made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub site: &'a Site,
    pub engine: &'a Engine,
    /// The reader's language.
    pub lang: LangId,
    /// The page that the text is of, if it is one's.
    pub page: Option<PageId>,
    /// The texts, of which the first is shown; the others where it refers to them.
    pub parts: &'a [Part],
}

/// The HTML of a page's text, footnotes included; nothing if it is too large for a page. What is wrong with raw HTML
/// goes to `diagnostics`.
pub fn content(scene: Scene<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    text(scene, 0, diagnostics)
}

/// The HTML of a text that comes after `images` images of its page; nothing if it is too large.
fn text(scene: Scene<'_>, images: usize, diagnostics: &mut Diagnostics) -> Option<String> {
    let guard = needs_guard(scene).then(safe::Guard::default);
    let around = scene.parts.first().map_or(scene.lang, |part| part.lang);
    let second_ids = second_ids(scene);
    let mut writer = Writer {
        scene,
        around,
        out: String::new(),
        ids: ids(scene, &second_ids),
        second_ids,
        numbers: HashMap::new(),
        footnotes: Vec::new(),
        footnote_at: HashMap::new(),
        images,
        standing: Vec::new(),
        held: 0,
        guard,
    };
    writer.part(0);
    writer.footnotes();
    if writer.is_full() {
        return None;
    }
    let Writer { out, guard, .. } = writer;
    let Some(guard) = guard else { return Some(out) };
    if guard.too_deep()
        && let Some(part) = scene.parts.first()
    {
        let message = format!("HTML nested deeper than {MAX_DEPTH} levels");
        let span = Span::file(part.document.source);
        diagnostics.push(Diagnostic::new(Code::TooDeep, span, message).help("take some of the levels out"));
    }
    Some(guard.clean(&out, &scene.site.config.schemes)).filter(|html| html.len() <= MAX_PAGE)
}

/// Whether the text has raw HTML that is to be cleaned.
fn needs_guard(scene: Scene<'_>) -> bool {
    let has_html = |part: &Part| {
        !matches!(part.origin, PartOrigin::Fragment)
            && part.document.ops().iter().any(|op| matches!(op, Op::Html { .. }))
    };
    scene.site.config.html == Html::Safe && scene.parts.iter().any(has_html)
}

/// The HTML of a text of one paragraph, without the paragraph: a caption, a definition.
pub fn inline(scene: Scene<'_>, diagnostics: &mut Diagnostics) -> String {
    // One that is too large is reported where it stands.
    let html = text(scene, 1, diagnostics).unwrap_or_default();
    let html = html.trim_end();
    match html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html.to_owned(),
    }
}

/// The HTML of a fact in a language; `written`, if not empty, is the text that stands for it.
pub fn fact_html(site: &Site, (id, form): (FactId, Form), written: &str, lang: LangId) -> String {
    let own = site.catalog.facts.language(id, lang, &site.messages);
    let attributes = foreign::attributes(site, own, lang);
    let fact = site.catalog.facts.get(id);
    let mut html = String::new();
    let (element, key, value) = match (fact.address(), fact.iso(form)) {
        (Some(address), _) => ("a", "href", address),
        (None, Some(iso)) => ("data", "value", iso),
        (None, None) => ("span", "", String::new()),
    };
    _ = write!(html, "<{element} class=\"fact\"");
    if !key.is_empty() {
        _ = write!(html, " {key}=\"");
        escape::attribute(&mut html, &value);
        html.push('"');
    }
    _ = write!(html, " data-fact=\"{}\"{attributes}>", fact.id);
    let text = match written {
        "" => site.catalog.facts.form(id, lang, form, &site.messages).unwrap_or_default(),
        written => written,
    };
    foreign::text(&mut html, site, own, text);
    _ = write!(html, "</{element}>");
    html
}

/// What the headings of a page's own text are called in the original too.
fn second_ids(scene: Scene<'_>) -> Vec<Option<&str>> {
    let Site { catalog, sources, .. } = scene.site;
    let page = scene.page.filter(|_| scene.parts.first().is_some_and(|part| part.origin == PartOrigin::Page));
    page.map(|page| catalog.second_ids(catalog.entry(page), sources)).unwrap_or_default()
}

/// The ids of the first text, if others with headings may stand beside it.
fn ids(scene: Scene<'_>, second_ids: &[Option<&str>]) -> HashSet<String> {
    let blocks = scene.parts.iter().skip(1).any(|part| !part.document.headings.is_empty());
    let first = scene.parts.first().filter(|_| blocks);
    let text = |part: &Part, id| part.document.text(&scene.site.sources, id).to_owned();
    let Some(part) = first else { return HashSet::new() };
    let second = second_ids.iter().flatten().map(|id| (*id).to_owned());
    part.document.headings.iter().map(|heading| text(part, heading.id)).chain(second).collect()
}

struct Writer<'a> {
    scene: Scene<'a>,
    /// The language of the element that is being written.
    around: LangId,
    out: String,
    /// The ids that are taken, where texts with headings stand beside each other.
    ids: HashSet<String>,
    /// The second ids of the headings of the page's own text.
    second_ids: Vec<Option<&'a str>>,
    /// How far the numbers of an id are taken.
    numbers: HashMap<String, usize>,
    /// What was referred to, in order: part, footnote, how often.
    footnotes: Vec<(usize, usize, u32)>,
    /// The place of each part and footnote among them.
    footnote_at: HashMap<(usize, usize), usize>,
    /// How many images there were so far.
    images: usize,
    /// The frames that are being written, the innermost last.
    standing: Vec<framed::Standing>,
    /// The bytes that wait for the ends of frames.
    held: usize,
    /// What raw HTML needs, where there is some and it is to be cleaned.
    guard: Option<safe::Guard>,
}

impl Writer<'_> {
    /// Whether the text is larger than a page can be.
    fn is_full(&self) -> bool {
        self.out.len() + self.held + self.guard.as_ref().map_or(0, safe::Guard::size) > MAX_PAGE
    }

    /// The language of an element that a message names, where it is another than that of the text round it.
    fn named(&self, id: &str) -> String {
        let Scene { site, lang, .. } = self.scene;
        foreign::named(site, foreign::message_code(site, lang, id), self.around)
    }

    fn message(&self, id: &str) -> String {
        self.scene.site.messages.get(self.scene.lang, id, None).map(|text| text.into_owned()).unwrap_or_default()
    }

    fn message_with(&self, id: &str, args: &Args) -> String {
        self.scene.site.messages.get(self.scene.lang, id, Some(args)).map(|text| text.into_owned()).unwrap_or_default()
    }

    fn html(&mut self, html: &str) {
        match self.scene.site.config.html {
            Html::Escape => escape::text(&mut self.out, html),
            Html::Safe => self.guard.iter_mut().for_each(|guard| guard.take(html)),
            Html::Trusted => self.out.push_str(html),
        }
    }

    fn flush_html(&mut self) {
        if let Some(guard) = &mut self.guard {
            guard.flush(&mut self.out);
        }
    }

    /// Adds HTML that is not cleaned: of templates, or of elements that authors do not have.
    fn keep(&mut self, html: &str) {
        match &mut self.guard {
            Some(guard) => guard.keep(self.out.len(), html),
            None => self.out.push_str(html),
        }
    }

    /// Adds the attributes of an element in `lang`, where it stands in another language.
    fn lang(&mut self, lang: LangId) {
        self.out.push_str(&foreign::attributes(self.scene.site, lang, self.around));
    }
}
