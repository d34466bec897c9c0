//! The data that each kind of template gets, and the pages that come of it.

use super::engine::Engine;
use super::html::{self, Scene};
use super::value::{list, map, safe, text_or_none};
use super::words::{date, message_lang, moment};
use super::{common, foreign, json_ld, reference};
use crate::catalog::{Entry, PageId, routes};
use crate::config::{LangId, TopicId};
use crate::data::{Node, Text, Value as Data};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Length, Op, Tag};
use crate::resolve::{MAX_PAGE, Page, Part, Site, Target, page_too_large};
use crate::translation::Stale;
use fluent::fluent_args;
use jiff::civil::Date;
use tera::value::Key;
use tera::{Context, Map, Value};

/// How many pages a list shows before it goes on to another page.
const PER_PAGE: usize = 50;

/// The bytes of a file, or what kept them from being made.
type Rendered = Result<Vec<u8>, Diagnostics>;

/// How many pages a list of so many takes: at least one.
pub fn numbers(children: usize) -> usize {
    children.div_ceil(PER_PAGE).max(1)
}

/// A page; for a folder with many pages, the `number`th part of its list.
pub fn page(site: &Site, engine: &Engine, page: &Page, number: usize) -> Rendered {
    let entry = site.catalog.entry(page.id);
    let mut diagnostics = Diagnostics::new();
    let scene = Scene { site, engine, lang: page.lang, page: Some(page.id), parts: &page.parts };
    let content = if number == 1 { html::content(scene, &mut diagnostics) } else { Some(String::new()) };
    let too_large = || page_too_large(site, page.id);
    let Some(content) = content else {
        diagnostics.push(too_large());
        return Err(diagnostics);
    };
    let template = match &entry.front.template {
        Some(name) if engine.has(&name.text) => name.text.as_str(),
        Some(name) => {
            diagnostics.push(engine.unknown_template(&name.text, name.span));
            return Err(diagnostics);
        }
        None if entry.path.is_empty() => "home.html",
        None if entry.folder => "list.html",
        None => "page.html",
    };
    let (previous, next) = site.catalog.neighbours(page.id);
    let neighbour = |id: Option<PageId>| match id.map(|id| site.catalog.entry(id)) {
        Some(other) => link(site, (other.text_lang, &other.title), &other.route, page.lang),
        None => Value::none(),
    };
    let route = routes::numbered(&entry.route, number);
    let permanent = routes::numbered(&canonical(site, entry).route, number);
    let children = children(site, entry);
    let of_part = |part: &Part| part.document.length(&site.sources.get(part.document.source).text, part.range.clone());
    let length = page.parts.iter().map(of_part).fold(Length::default(), |sum, part| sum + part);
    let data = [
        ("title", foreign::line(site, entry.text_lang, &entry.title).into()),
        ("description", foreign::line(site, entry.text_lang, &entry.description).into()),
        ("summary", foreign::line(site, entry.text_lang, entry.summary()).into()),
        ("lang", foreign::code(site, entry.text_lang, page.lang)),
        ("locale", locale(site, entry.text_lang)),
        ("url", safe(&site.config.base.page(&route))),
        ("permalink", safe(&site.config.base.absolute_page(&permanent))),
        ("path", entry.path.as_str().into()),
        ("kind", entry.front.kind.as_ref().map(|kind| kind.text.as_str()).into()),
        ("template", template.into()),
        ("date", moment(site, page.lang, entry.front.date)),
        ("updated", moment(site, page.lang, entry.front.updated)),
        ("expired", moment(site, page.lang, entry.front.expires.filter(|_| entry.expired))),
        ("content", safe(&content)),
        ("length", map([("characters", length.characters.into()), ("words", length.words.into())])),
        ("minutes", length.minutes().into()),
        ("toc", page.parts.first().filter(|_| number == 1).map_or_else(|| list([]), |part| toc(site, page.lang, part))),
        ("translations", translations(site, entry)),
        ("alternates", if number == 1 { links(alternate_links(site, entry)) } else { list([]) }),
        ("breadcrumbs", crumbs(site, &breadcrumbs(site, entry))),
        ("previous", neighbour(previous)),
        ("next", neighbour(next)),
        ("topics", topics(site, entry)),
        ("references", if number == 1 { reference::of_page(site, page) } else { list([]) }),
        ("review", review(site, entry)),
        ("stale", stale(site, entry)),
        ("stands_in", stands_in(site, entry)),
        // A text that stands in is for search engines where it belongs; where that is not built, nowhere.
        ("noindex", (entry.front.noindex || entry.expired || !site.builds(entry.text_lang)).into()),
        ("image", page.image.as_deref().map_or(Value::none(), |image| safe(&address(image)))),
        ("extra", extra(entry)),
        ("json_ld", safe(&structured(site, page, entry, number))),
        ("pages", part_of(site, page.lang, children, number)),
        ("pager", pager(site, &entry.route, children.len(), number)),
    ];
    let mut context = Context::new();
    context.insert_value("page", map(data));
    match engine.render(site, page.lang, template, context) {
        Ok(html) if diagnostics.is_empty() => Ok(html),
        Ok(_) => Err(diagnostics),
        Err(more) if content.len() > MAX_PAGE / 2 && more.iter().any(|of| of.code == Code::PageTooLarge) => {
            diagnostics.push(too_large());
            Err(diagnostics)
        }
        Err(more) => {
            diagnostics.extend(more);
            Err(diagnostics)
        }
    }
}

/// A topic's page in a language: the `number`th part of its list.
pub fn topic(site: &Site, engine: &Engine, topic: TopicId, lang: LangId, number: usize) -> Rendered {
    let declared = site.config.topics.at(topic);
    let label = declared.label.get(lang, &site.config).map(|label| label.text.as_str()).unwrap_or_default();
    let message = |id: &str| {
        let args = fluent_args!["label" => label];
        site.messages.get(lang, id, Some(&args)).unwrap_or_default().into_owned()
    };
    let base = routes::topic(&site.config, lang, &declared.id);
    let route = routes::numbered(&base, number);
    let pages = site.catalog.topic(topic, lang);
    let languages = site.languages().map(|other| {
        let route = routes::topic(&site.config, other, &declared.id);
        translation(site, other, &route, (other == lang, true, other))
    });
    let is_listed = site.topic_languages(topic).contains(&lang);
    let alternates = if number == 1 && is_listed { topic_alternate_links(site, topic) } else { Vec::new() };
    let home: Vec<&Entry> = site.catalog.home(lang).into_iter().collect();
    let data = [
        ("title", message("topic-title").into()),
        ("description", message("topic-description").into()),
        ("summary", message("topic-description").into()),
        ("lang", message_lang(site, lang, "topic-title")),
        ("locale", locale(site, lang)),
        ("url", safe(&site.config.base.page(&route))),
        ("permalink", safe(&site.config.base.absolute_page(&route))),
        ("path", format!("topics/{}", declared.id).into()),
        ("kind", Value::none()),
        ("template", "list.html".into()),
        ("date", Value::none()),
        ("updated", Value::none()),
        ("expired", Value::none()),
        ("content", safe("")),
        ("length", map([("characters", 0.into()), ("words", 0.into())])),
        ("minutes", 0.into()),
        ("toc", list([])),
        ("translations", list(languages)),
        ("alternates", links(alternates)),
        ("breadcrumbs", crumbs(site, &home)),
        ("previous", Value::none()),
        ("next", Value::none()),
        ("topics", list([])),
        ("references", list([])),
        ("review", Value::none()),
        ("stale", Value::none()),
        ("stands_in", Value::none()),
        ("noindex", (!is_listed).into()),
        ("image", Value::none()),
        ("extra", map([])),
        ("json_ld", safe("")),
        ("pages", part_of(site, lang, pages, number)),
        ("pager", pager(site, &base, pages.len(), number)),
    ];
    let mut context = Context::new();
    context.insert_value("page", map(data));
    engine.render(site, lang, "list.html", context)
}

/// The root of the site: the languages.
pub fn languages(site: &Site, engine: &Engine) -> Rendered {
    engine.render(site, site.common(), "languages.html", with_languages(site))
}

/// The page for addresses that do not exist, in every language.
pub fn not_found(site: &Site, engine: &Engine) -> Rendered {
    engine.render(site, site.common(), "404.html", with_languages(site))
}

fn with_languages(site: &Site) -> Context {
    let mut context = Context::new();
    context.insert_value("languages", common::languages(site));
    context.insert_value("alternates", links(alternates(site, "")));
    context
}

/// An alias: a page that forwards to `entry`.
pub fn alias(site: &Site, engine: &Engine, entry: &Entry) -> Rendered {
    let mut context = Context::new();
    context.insert_value("target", safe(&site.config.base.absolute_page(&entry.route)));
    engine.render(site, entry.lang, "redirect.html", context)
}

/// The page whose text a page shows: itself, or that of another language.
pub fn shown_of<'a>(site: &'a Site, entry: &'a Entry) -> &'a Entry {
    let other = || site.catalog.page(&entry.path, entry.text_lang).map(|id| site.catalog.entry(id));
    if entry.stands_in() { other().unwrap_or(entry) } else { entry }
}

/// The page that search engines are told of in place of a page: that whose text it shows, if it is built.
pub fn canonical<'a>(site: &'a Site, entry: &'a Entry) -> &'a Entry {
    Some(shown_of(site, entry)).filter(|shown| site.builds(shown.lang)).unwrap_or(entry)
}

/// The structured data of a page, whose questions are answered on its first part.
fn structured(site: &Site, page: &Page, entry: &Entry, number: usize) -> String {
    let text = page.parts.first().filter(|_| number == 1);
    json_ld::page(site, entry, canonical(site, entry), text, &breadcrumbs(site, entry))
}

/// The original of a translation that is older than it, and the day on which it changed. A page is as old as the oldest
/// text on it: the blocks that it shows count.
fn stale(site: &Site, entry: &Entry) -> Value {
    let Site { catalog, sources, config, .. } = site;
    if entry.stands_in() {
        return Value::none();
    }
    let mut behind: Vec<&Stale> = Vec::new();
    behind.extend(entry.translation.stale());
    if catalog.blocks.any_stale() {
        let shown =
            catalog.blocks.shown(&entry.document, (entry.lang, catalog.stale_policy(entry, config)), (sources, config));
        let own = shown.iter().filter(|block| block.lang == entry.lang);
        behind.extend(own.filter_map(|block| block.translation.stale()));
    }
    let Some(of) = behind.first().map(|stale| stale.of) else { return Value::none() };
    let since = behind.iter().filter_map(|stale| stale.since).max();
    let original = catalog.page(&entry.path, of).map(|id| catalog.entry(id));
    original.map_or(Value::none(), |original| other(site, original, entry.lang, since))
}

/// The page whose text is shown in place of one that is not there or not up to date.
fn stands_in(site: &Site, entry: &Entry) -> Value {
    let shown = shown_of(site, entry);
    if entry.stands_in() { other(site, shown, entry.lang, None) } else { Value::none() }
}

/// A language with its country, as the Open Graph protocol writes it, or none.
fn locale(site: &Site, lang: LangId) -> Value {
    site.config.languages.at(lang).locale.territory().into()
}

fn other(site: &Site, page: &Entry, reader: LangId, day: Option<Date>) -> Value {
    let Some(language) = site.config.languages.get(page.lang) else { return Value::none() };
    map([
        ("code", language.code.as_str().into()),
        ("name", language.name.as_str().into()),
        ("dir", language.locale.direction().name().into()),
        ("url", if site.builds(page.lang) { address_of(site, page) } else { Value::none() }),
        ("original", page.translation.of().is_none().into()),
        ("date", date(site, reader, day)),
    ])
}

/// What lists and cards say of a page.
pub fn summary(site: &Site, lang: LangId, id: PageId) -> Value {
    let entry = site.catalog.entry(id);
    map([
        ("title", foreign::line(site, entry.text_lang, &entry.title).into()),
        ("description", foreign::line(site, entry.text_lang, entry.summary()).into()),
        ("url", safe(&site.config.base.page(&entry.route))),
        ("path", entry.path.as_str().into()),
        ("lang", foreign::code(site, entry.text_lang, lang)),
        ("date", moment(site, lang, entry.front.date)),
        ("updated", moment(site, lang, entry.front.updated)),
    ])
}

fn address_of(site: &Site, entry: &Entry) -> Value {
    safe(&site.config.base.page(&entry.route))
}

/// A URL with everything encoded that has to be.
fn address(url: &str) -> String {
    let mut encoded = String::new();
    super::escape::address(&mut encoded, url);
    encoded
}

/// A link for a reader: its text, and the language of it.
fn link(site: &Site, (lang, title): (LangId, &str), route: &str, reader: LangId) -> Value {
    map([
        ("title", foreign::line(site, lang, title).into()),
        ("url", safe(&site.config.base.page(route))),
        ("lang", foreign::code(site, lang, reader)),
    ])
}

/// What lies under a folder's page.
pub fn children<'a>(site: &'a Site, entry: &Entry) -> &'a [PageId] {
    let folder = site.catalog.folder(&entry.path, entry.lang).filter(|_| entry.folder);
    folder.map(|folder| folder.children.as_slice()).unwrap_or_default()
}

fn part_of(site: &Site, lang: LangId, pages: &[PageId], number: usize) -> Value {
    let part = pages.chunks(PER_PAGE).nth(number.saturating_sub(1)).unwrap_or_default();
    list(part.iter().map(|id| summary(site, lang, *id)))
}

fn pager(site: &Site, route: &str, pages: usize, number: usize) -> Value {
    let total = numbers(pages);
    if total < 2 {
        return Value::none();
    }
    let url = |number: usize| match (1..=total).contains(&number) {
        true => safe(&site.config.base.page(&routes::numbered(route, number))),
        false => Value::none(),
    };
    map([("number", number.into()), ("total", total.into()), ("previous", url(number - 1)), ("next", url(number + 1))])
}

/// From the front page to the page's parent.
pub fn breadcrumbs<'a>(site: &'a Site, entry: &Entry) -> Vec<&'a Entry> {
    let mut crumbs = Vec::new();
    let mut path = entry.path.as_str();
    while !path.is_empty() {
        path = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        crumbs.extend(site.catalog.page(path, entry.lang).map(|id| site.catalog.entry(id)));
    }
    crumbs.reverse();
    crumbs
}

/// The links to these pages; the front page is called by a word, not by its title.
fn crumbs(site: &Site, entries: &[&Entry]) -> Value {
    list(entries.iter().map(|entry| {
        if !entry.path.is_empty() {
            return link(site, (entry.text_lang, entry.label()), &entry.route, entry.lang);
        }
        let home = site.messages.get(entry.lang, "home", None).unwrap_or_default();
        map([
            ("title", home.as_ref().into()),
            ("url", address_of(site, entry)),
            ("lang", message_lang(site, entry.lang, "home")),
        ])
    }))
}

/// A page in a language, for the language switch: whether it is this one, whether it has a text of its own, and the
/// language that its text is in.
fn translation(site: &Site, lang: LangId, route: &str, (current, available, text): (bool, bool, LangId)) -> Value {
    let Some(language) = site.config.languages.get(lang) else { return Value::none() };
    let shown = site.config.languages.get(text).filter(|_| text != lang);
    map([
        ("code", language.code.as_str().into()),
        ("name", language.name.as_str().into()),
        ("dir", language.locale.direction().name().into()),
        ("url", safe(&site.config.base.page(route))),
        ("current", current.into()),
        ("available", available.into()),
        (
            "shown_in",
            shown.map_or(Value::none(), |shown| {
                map([("code", shown.code.as_str().into()), ("name", shown.name.as_str().into())])
            }),
        ),
    ])
}

/// The page in every language that has it; a language that has only a front page leads there.
fn translations(site: &Site, entry: &Entry) -> Value {
    let all = site.config.languages.ids().filter(|lang| site.builds(*lang)).filter_map(|lang| {
        if let Some(other) = site.catalog.page(&entry.path, lang).map(|id| site.catalog.entry(id)) {
            let state = (lang == entry.lang, !other.stands_in(), other.text_lang);
            return Some(translation(site, lang, &other.route, state));
        }
        let home = site.catalog.home(lang)?;
        Some(translation(site, lang, &home.route, (false, false, lang)))
    });
    list(all)
}

/// The translations of a path for search engines: language, absolute address. Every place that names them has them from
/// here. Empty where there are not two.
fn alternates(site: &Site, path: &str) -> Vec<(String, String)> {
    let pages: Vec<(LangId, &str)> = site
        .catalog
        .translations(path)
        .iter()
        .map(|(_, id)| site.catalog.entry(*id))
        .filter(|entry| site.builds(entry.lang) && !entry.front.noindex && !entry.expired && !entry.stands_in())
        .map(|entry| (entry.lang, entry.route.as_str()))
        .collect();
    // The root lists the languages, and serves readers of any; other pages serve them in the source language. A language that
    // lives there serves them everywhere.
    let root = Some("").filter(|_| path.is_empty() && site.config.root().is_none());
    alternate(site, &pages, site.catalog.origins.of(path), root)
}

/// Languages and routes as absolute addresses, and that for readers of any other language: `default`, else that of the
/// language `origin`, else the first.
fn alternate(site: &Site, pages: &[(LangId, &str)], origin: LangId, default: Option<&str>) -> Vec<(String, String)> {
    let Some((_, first)) = pages.first().filter(|_| pages.len() > 1) else { return Vec::new() };
    let absolute = |route: &str| site.config.base.absolute_page(route);
    let code = |lang: LangId| site.config.code(lang).to_owned();
    let of_origin = || pages.iter().find(|(lang, _)| *lang == origin).map(|(_, route)| *route);
    let at_root = || pages.iter().find(|(lang, _)| site.config.root() == Some(*lang)).map(|(_, route)| *route);
    let default = default.or_else(at_root).or_else(of_origin).unwrap_or(first);
    let mut links: Vec<_> = pages.iter().map(|(lang, route)| (code(*lang), absolute(route))).collect();
    links.push(("x-default".to_owned(), absolute(default)));
    links
}

/// The translations of a page for search engines; none of one that they are not to find.
pub fn alternate_links(site: &Site, entry: &Entry) -> Vec<(String, String)> {
    if entry.front.noindex || entry.stands_in() { Vec::new() } else { alternates(site, &entry.path) }
}

/// The page of a topic in every language that has pages of it, by the rule of pages.
pub fn topic_alternate_links(site: &Site, topic: TopicId) -> Vec<(String, String)> {
    let id = &site.config.topics.at(topic).id;
    let of = |lang: LangId| (lang, routes::topic(&site.config, lang, id));
    let routes: Vec<(LangId, String)> = site.topic_languages(topic).into_iter().map(of).collect();
    let pages: Vec<(LangId, &str)> = routes.iter().map(|(lang, route)| (*lang, route.as_str())).collect();
    alternate(site, &pages, site.config.source, None)
}

fn links(links: Vec<(String, String)>) -> Value {
    list(links.into_iter().map(|(code, url)| map([("hreflang", code.into()), ("href", safe(&url))])))
}

fn topics(site: &Site, entry: &Entry) -> Value {
    list(entry.front.topics.iter().filter_map(|topic| {
        let declared = site.config.topics.get(site.config.topic(&topic.text)?)?;
        let (lang, label) = declared.label.find(entry.lang, &site.config)?;
        // A language without a front page has no pages of topics.
        site.catalog.home(entry.lang)?;
        let route = routes::topic(&site.config, entry.lang, &declared.id);
        Some(map([
            ("id", declared.id.as_str().into()),
            ("label", foreign::line(site, lang, &label.text).into()),
            ("lang", foreign::code(site, lang, entry.lang)),
            ("url", safe(&site.config.base.page(&route))),
        ]))
    }))
}

fn review(site: &Site, entry: &Entry) -> Value {
    let Some(review) = &entry.front.review else { return Value::none() };
    let by: Vec<&str> = review.by.iter().map(|name| name.text.as_str()).collect();
    map([("by", text_or_none(&by.join(", "))), ("date", date(site, entry.lang, review.date))])
}

/// The headings of the page's own text and of the conflicts that it lists, nested by their levels.
fn toc(site: &Site, reader: LangId, part: &Part) -> Value {
    let source = site.sources.get(part.document.source).text.as_str();
    let mut headings: Vec<Listed> = Vec::new();
    for op in part.document.ops() {
        match op {
            Op::Open(Tag::Heading, index) => {
                let index = *index as usize;
                let Some(heading) = part.document.headings.get(index) else { continue };
                let id = part.document.text_in(source, heading.id).to_owned();
                headings.push((heading.level, id, part.lang, html::heading_title(site, part, index)));
            }
            Op::Refer(index) => {
                if let Some(Target::Conflicts(conflicts)) = part.targets.get(*index as usize) {
                    headings.extend(super::conflict::headings(site, reader, conflicts));
                }
            }
            Op::Open(..)
            | Op::Close(..)
            | Op::Text { .. }
            | Op::Code { .. }
            | Op::Html { .. }
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => {}
        }
    }
    nest(site, reader, &headings)
}

/// A heading: its level, its anchor, the language of its title, the title.
type Listed = (u8, String, LangId, String);

fn nest(site: &Site, reader: LangId, headings: &[Listed]) -> Value {
    let mut items = Vec::new();
    let mut rest = headings;
    while let [(level, id, lang, title), after @ ..] = rest {
        let inner = after.iter().take_while(|(inner, ..)| inner > level).count();
        let (children, next) = after.split_at(inner);
        items.push(map([
            ("level", u64::from(*level).into()),
            ("id", id.as_str().into()),
            ("title", foreign::line(site, *lang, title).into()),
            ("lang", foreign::code(site, *lang, reader)),
            ("children", nest(site, reader, children)),
        ]));
        rest = next;
    }
    list(items)
}

fn extra(entry: &Entry) -> Value {
    fn convert(node: &Node) -> Value {
        match &node.value {
            Data::Text(Text { text, .. }) | Data::Date(text) => text.as_str().into(),
            Data::Integer(number) => (*number).into(),
            Data::Decimal(digits) => digits.parse::<f64>().map_or(Value::none(), Value::from),
            Data::Bool(value) => (*value).into(),
            Data::List(items) => list(items.iter().map(convert)),
            Data::Table(table) => fields(&table.entries),
            Data::Null => Value::none(),
        }
    }
    fn fields(entries: &[(crate::data::Key, Node)]) -> Value {
        entries.iter().map(|(key, node)| (Key::from(key.name.clone()), convert(node))).collect::<Map>().into()
    }
    fields(&entry.front.extra)
}
