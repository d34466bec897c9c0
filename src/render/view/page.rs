//! A page, and what its template gets.

use super::alternate::{AlternateView, alternate_links, views};
use super::folder::{FolderView, folder};
use super::front::{ReviewView, TopicView, extra, is_unreviewed, review, topics};
use super::link::{LinkView, breadcrumbs, crumbs, link};
use super::notice::{NoticeView, notice};
use super::other::{OtherView, canonical, stale, stands_in};
use super::paging::{PagerView, SummaryView, children, pager, part_of};
use super::toc::{HeadingView, toc};
use super::translation::{TranslationView, translations};
use crate::catalog::{Entry, PageId, routes};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Length;
use crate::render::common::encoded;
use crate::render::engine::Engine;
use crate::render::html::{self, Scene};
use crate::render::reference;
use crate::render::value::{Safe, view};
use crate::render::words::{DateView, moment};
use crate::render::{foreign, json_ld};
use crate::resolve::{MAX_PAGE, Page, Part, Site, Snapshot, page_too_large};
use std::borrow::Cow;
use tera::{Context, Map, Value};

view! {
    #[derive(Default)]
    /// What the template of a page gets as `page`; of a page that has no text, what it has none of is empty.
    pub struct PageView<'a> {
        /// Its title.
        pub title: Cow<'a, str>,
        /// Its description; may be empty.
        pub description: Cow<'a, str>,
        /// Its description, or the first sentences of its text.
        pub summary: Cow<'a, str>,
        /// The code of the language of its text, where that is another than the page's.
        pub lang: Option<&'a str>,
        /// That language with its country, as the Open Graph protocol writes it.
        pub locale: Option<&'a str>,
        /// Where it is.
        pub url: Safe,
        /// The absolute address that search engines are told of.
        pub permalink: Safe,
        /// Its name without language.
        pub path: Cow<'a, str>,
        /// What kind of page it says it is.
        pub kind: Option<&'a str>,
        /// The name of its template.
        pub template: &'a str,
        /// When it was written.
        pub date: Option<DateView<'a>>,
        /// When it was changed.
        pub updated: Option<DateView<'a>>,
        /// When it expired, if that is past.
        pub expired: Option<DateView<'a>>,
        /// Its text.
        pub content: Safe,
        /// How long its text is.
        pub length: LengthView,
        /// How many minutes it takes to read that.
        pub minutes: usize,
        /// Its table of contents.
        pub toc: Vec<HeadingView<'a>>,
        /// The page in every language that has it.
        pub translations: Vec<TranslationView<'a>>,
        /// The same for search engines.
        pub alternates: Vec<AlternateView>,
        /// The way from the front page to its parent.
        pub breadcrumbs: Vec<LinkView<'a>>,
        /// The pages beside it, if it lies in a folder with several.
        pub folder: Option<FolderView<'a>>,
        /// The page before it.
        pub previous: Option<LinkView<'a>>,
        /// The page after it.
        pub next: Option<LinkView<'a>>,
        /// Its topics.
        pub topics: Vec<TopicView<'a>>,
        /// What it cites.
        pub references: Vec<Value>,
        /// Who has checked it, and when.
        pub review: Option<ReviewView<'a>>,
        /// Whether nobody has checked it, and its kind wants that to be said.
        pub unreviewed: bool,
        /// What stands above every page of its kind.
        pub notice: Option<NoticeView<'a>>,
        /// The original that has changed since it was translated.
        pub stale: Option<OtherView<'a>>,
        /// Whether a machine has made its translation, and nobody has read it yet.
        pub machine: bool,
        /// The page whose text it shows in place of its own.
        pub stands_in: Option<OtherView<'a>>,
        /// Where its file is changed.
        pub edit: Option<Safe>,
        /// Where a problem of it is reported.
        pub report: Option<Safe>,
        /// Whether search engines are to pass it by.
        pub noindex: bool,
        /// The absolute address of its picture.
        pub image: Option<Safe>,
        /// The site's own entries of its front matter.
        pub extra: Map,
        /// The structured data of its head.
        pub json_ld: Safe,
        /// What lies under it: this part of the list.
        pub pages: Vec<SummaryView<'a>>,
        /// Where that part stands in a long list.
        pub pager: Option<PagerView>,
    }
}

view! {
    #[derive(Default)]
    /// How long a text is.
    pub struct LengthView {
        /// The characters of languages that do not write spaces.
        pub characters: usize,
        /// The words of others.
        pub words: usize,
    }
}

/// A page; for a folder with many pages, the `number`th part of its list.
pub fn page(site: &Snapshot, engine: &Engine, page: &Page, number: usize) -> Result<Vec<u8>, Diagnostics> {
    let entry = site.catalog.entry(page.id);
    let mut diagnostics = Diagnostics::new();
    let scene = Scene { site, engine, lang: page.lang, page: Some(page.id), parts: &page.parts };
    let content = if number == 1 { html::content(scene, &mut diagnostics) } else { Some(String::new()) };
    let Some(content) = content else {
        diagnostics.push(page_too_large(site, page.id));
        return Err(diagnostics);
    };
    let template = match template(engine, entry) {
        Ok(template) => template,
        Err(unknown) => {
            diagnostics.push(*unknown);
            return Err(diagnostics);
        }
    };
    let is_long = content.len() > MAX_PAGE / 2;
    let mut context = Context::new();
    context.insert_value("page", view(site, engine, page, (number, template), content).into());
    match engine.render(site, page.lang, template, context) {
        Ok(html) if diagnostics.is_empty() => Ok(html),
        Ok(_) => Err(diagnostics),
        Err(more) if is_long && more.iter().any(|of| of.code == Code::PageTooLarge) => {
            diagnostics.push(page_too_large(site, page.id));
            Err(diagnostics)
        }
        Err(more) => {
            diagnostics.extend(more);
            Err(diagnostics)
        }
    }
}

/// The name of a page's template: that which it asks for, else that of its place.
fn template<'a>(engine: &Engine, entry: &'a Entry) -> Result<&'a str, Box<Diagnostic>> {
    match &entry.front.template {
        Some(name) if engine.has(&name.text) => Ok(&name.text),
        Some(name) => Err(Box::new(engine.unknown_template(&name.text, name.span))),
        None if entry.path.is_empty() => Ok("home.html"),
        None if entry.folder => Ok("list.html"),
        None => Ok("page.html"),
    }
}

fn view<'a>(
    site: &'a Snapshot,
    engine: &Engine,
    page: &'a Page,
    (number, template): (usize, &'a str),
    content: String,
) -> PageView<'a> {
    let entry = site.catalog.entry(page.id);
    let is_first = number == 1;
    let text = page.parts.first().filter(|_| is_first);
    let (previous, next) = site.catalog.neighbours(page.id);
    let trail = breadcrumbs(site, entry);
    let shown = canonical(site, entry);
    let children = children(site, entry);
    let length = length(site, page);
    PageView {
        title: foreign::line(site, entry.text_lang, &entry.title),
        description: foreign::line(site, entry.text_lang, &entry.description),
        summary: foreign::line(site, entry.text_lang, entry.summary()),
        lang: foreign::code(site, entry.text_lang, page.lang),
        locale: site.config.languages.at(entry.text_lang).territory.as_deref(),
        url: Safe(site.config.base.page(&routes::numbered(&entry.route, number))),
        permalink: Safe(site.config.base.absolute_page(&routes::numbered(&shown.route, number))),
        path: entry.path.as_str().into(),
        kind: entry.kind.map(|kind| site.config.kinds.at(kind).id.as_str()),
        template,
        date: moment(site, page.lang, entry.front.date),
        updated: moment(site, page.lang, entry.updated()),
        expired: moment(site, page.lang, entry.front.expires.filter(|_| entry.expired)),
        content: Safe(content),
        minutes: length.minutes(),
        length: LengthView { characters: length.characters, words: length.words },
        toc: text.map(|part| toc(site, page.lang, part)).unwrap_or_default(),
        translations: translations(site, entry),
        alternates: if is_first { views(alternate_links(site, entry)) } else { Vec::new() },
        breadcrumbs: crumbs(site, &trail),
        folder: folder(site, entry),
        previous: neighbour(site, page, previous),
        next: neighbour(site, page, next),
        topics: topics(site, entry),
        references: if is_first { reference::of_page(site, engine, page) } else { Vec::new() },
        review: review(site, entry),
        unreviewed: is_unreviewed(site, entry),
        notice: notice(site, engine, entry),
        stale: stale(site, entry),
        machine: entry.front.stamps.machine,
        stands_in: stands_in(site, entry),
        edit: edit(site, entry),
        report: report(site, entry),
        // A text that stands in is for search engines where it belongs; where that is not built, nowhere.
        noindex: entry.front.noindex || entry.expired || !site.builds(entry.text_lang),
        image: page.image.as_deref().map(encoded),
        extra: extra(entry),
        // Questions are answered on the first part.
        json_ld: Safe(json_ld::page(site, (page, entry), shown, text, &trail)),
        pages: part_of(site, page.lang, children, number),
        pager: pager(site, &entry.route, children.len(), number),
    }
}

/// How long the texts are that a page consists of.
fn length(site: &Site, page: &Page) -> Length {
    let of_part = |part: &Part| part.document.length(&site.sources.get(part.document.source).text, part.range.clone());
    page.parts.iter().map(of_part).fold(Length::default(), |sum, part| sum + part)
}

fn neighbour<'a>(site: &'a Site, page: &Page, id: Option<PageId>) -> Option<LinkView<'a>> {
    let other = site.catalog.entry(id?);
    Some(link(site, other, &other.title, page.lang))
}

/// Where the file is changed that has the text of a page.
fn edit(site: &Site, entry: &Entry) -> Option<Safe> {
    let repository = site.config.repository.as_ref()?;
    Some(encoded(&repository.edit(&site.sources.get(entry.document.source).path)))
}

/// Where a problem of a page is reported: at a place that `site.toml` names, or as an issue that says which page.
fn report(site: &Site, entry: &Entry) -> Option<Safe> {
    if let Some(issues) = &site.config.issues {
        return Some(encoded(issues));
    }
    let repository = site.config.repository.as_ref()?;
    Some(encoded(&repository.issue(&entry.title, &site.config.base.absolute_page(&entry.route))))
}
