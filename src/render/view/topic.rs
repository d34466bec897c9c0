//! The page of a topic: a list of what is said on it.

use super::alternate::{topic_alternate_links, views};
use super::link::crumbs;
use super::page::PageView;
use super::paging::{pager, part_of};
use super::translation::translation;
use crate::catalog::{Entry, routes};
use crate::config::{LangId, TopicId};
use crate::diagnostic::Diagnostics;
use crate::messages::args;
use crate::render::engine::Engine;
use crate::render::json_ld;
use crate::render::value::Safe;
use crate::render::words::message_lang;
use crate::resolve::Site;
use std::borrow::Cow;
use tera::Context;

/// A topic's page in a language: the `number`th part of its list.
pub fn topic(
    site: &Site,
    engine: &Engine,
    topic: TopicId,
    lang: LangId,
    number: usize,
) -> Result<Vec<u8>, Diagnostics> {
    let mut context = Context::new();
    context.insert_value("page", view(site, topic, lang, number).into());
    engine.render(site, lang, "list.html", context)
}

fn view(site: &Site, topic: TopicId, lang: LangId, number: usize) -> PageView<'_> {
    let declared = site.config.topics.at(topic);
    let label = declared.label.get(lang, &site.config).map(|label| label.text.as_str()).unwrap_or_default();
    let message = |id: &str| -> Cow<'_, str> {
        let args = args!["label" => label];
        site.messages.get(lang, id, Some(&args)).unwrap_or_default().into_owned().into()
    };
    let description = message("topic-description");
    let base = routes::topic(&site.config, lang, &declared.id);
    let route = routes::numbered(&base, number);
    let pages = site.catalog.topic(topic, lang);
    let languages = site.languages().filter_map(|other| {
        let route = routes::topic(&site.config, other, &declared.id);
        translation(site, other, &route, (other == lang, true, other))
    });
    let is_listed = site.topic_languages(topic).contains(&lang);
    let alternates = if number == 1 && is_listed { topic_alternate_links(site, topic) } else { Vec::new() };
    let home: Vec<&Entry> = site.catalog.home(lang).into_iter().collect();
    let title = message("topic-title");
    PageView {
        json_ld: Safe(json_ld::list(site, lang, (&title, &description, &base), &home)),
        title,
        description: description.clone(),
        summary: description,
        lang: message_lang(site, lang, "topic-title"),
        locale: site.config.languages.at(lang).territory.as_deref(),
        url: Safe(site.config.base.page(&route)),
        permalink: Safe(site.config.base.absolute_page(&route)),
        path: format!("topics/{}", declared.id).into(),
        template: "list.html",
        translations: languages.collect(),
        alternates: views(alternates),
        breadcrumbs: crumbs(site, &home),
        noindex: !is_listed,
        pages: part_of(site, lang, pages, number),
        pager: pager(site, &base, pages.len(), number),
        ..PageView::default()
    }
}
