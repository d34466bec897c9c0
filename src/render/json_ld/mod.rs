//! Structured data in the head of a page, after <https://schema.org>.

mod traced;

use super::{common, plain};
use crate::catalog::Entry;
use crate::catalog::people::{Person, PersonKind, Role};
use crate::config::LangId;
use crate::resolve::{Page, Part, Site};
use serde_json::{Map, Value, json};
use traced::Traced;

/// The text of a script element for a page that search engines are told of at `canonical`: where it stands, what it is, who
/// answers for it, what it rests on, and the questions that its `text` answers.
pub fn page(
    site: &Site,
    (page, entry): (&Page, &Entry),
    canonical: &Entry,
    text: Option<&Part>,
    breadcrumbs: &[&Entry],
) -> String {
    let url = |route: &str| site.config.base.absolute_page(route);
    let code = site.config.code(entry.text_lang);
    let permalink = url(&canonical.route);
    let mut thing = Map::new();
    let mut set = |key: &str, value: Value| _ = thing.insert(key.to_owned(), value);
    if entry.path.is_empty() {
        set("@type", "WebSite".into());
        set("name", common::title(site, entry.lang).1.into());
        set("url", permalink.clone().into());
    } else {
        set("@type", "Article".into());
        set("headline", entry.title.as_str().into());
        set("mainEntityOfPage", main_page(site, entry, &permalink));
        people(site, entry.lang, "author", Role::Author).into_iter().for_each(|(key, people)| set(key, people));
    }
    people(site, entry.lang, "publisher", Role::Operator).into_iter().for_each(|(key, people)| set(key, people));
    set("inLanguage", code.into());
    if !entry.summary().is_empty() {
        set("description", entry.summary().into());
    }
    if let Some(date) = entry.front.date {
        set("datePublished", date.to_string().into());
    }
    if let Some(date) = entry.changed() {
        set("dateModified", date.to_string().into());
    }
    let Traced { citation, mentions, works } = Traced::of(site, page, &permalink);
    for (key, values) in [("citation", citation), ("mentions", mentions)] {
        if !values.is_empty() {
            set(key, values.into());
        }
    }
    let mut graph = vec![Value::Object(thing)];
    graph.extend(trail(site, breadcrumbs, (&entry.title, &entry.route)));
    graph.extend(works);
    graph.extend(text.and_then(|text| questions(site, text)));
    written(graph)
}

/// The same for a list that has no text of its own, at `route`: that of a topic, that of all pages.
pub fn list(
    site: &Site,
    lang: LangId,
    (title, description, route): (&str, &str, &str),
    breadcrumbs: &[&Entry],
) -> String {
    let mut list = Map::new();
    list.insert("@type".to_owned(), "CollectionPage".into());
    list.insert("name".to_owned(), title.into());
    if !description.is_empty() {
        list.insert("description".to_owned(), description.into());
    }
    list.insert("mainEntityOfPage".to_owned(), site.config.base.absolute_page(route).into());
    list.insert("inLanguage".to_owned(), site.config.code(lang).into());
    let mut graph = vec![Value::Object(list)];
    graph.extend(trail(site, breadcrumbs, (title, route)));
    written(graph)
}

/// The page of an article: its address, and who has checked it.
fn main_page(site: &Site, entry: &Entry, permalink: &str) -> Value {
    let Some((review, day)) = entry.front.review.as_ref().and_then(|review| Some((review, review.date?))) else {
        return permalink.into();
    };
    let mut page = Map::new();
    let mut set = |key: &str, value: Value| _ = page.insert(key.to_owned(), value);
    set("@type", "WebPage".into());
    set("@id", permalink.into());
    set("lastReviewed", day.to_string().into());
    let by = review.by.iter().map(|by| match site.catalog.people.id(&by.text).map(|id| site.catalog.people.get(id)) {
        Some(person) => named(site, entry.lang, person).unwrap_or_else(|| by.text.as_str().into()),
        None => by.text.as_str().into(),
    });
    let by: Vec<Value> = by.collect();
    if !by.is_empty() {
        set("reviewedBy", by.into());
    }
    Value::Object(page)
}

/// The most people that a page names for one role: it tells them again on every page.
const MOST: usize = 10;

/// Those who do something for the site and whose names are known, if there are any.
fn people<'a>(site: &Site, lang: LangId, key: &'a str, role: Role) -> Option<(&'a str, Value)> {
    let named: Vec<Value> =
        site.catalog.people.with(role).filter_map(|person| named(site, lang, person)).take(MOST).collect();
    (!named.is_empty()).then(|| (key, named.into()))
}

fn named(site: &Site, lang: LangId, person: &Person) -> Option<Value> {
    let name = &person.name.as_ref()?.get(lang, &site.config)?.text;
    let kind = match person.kind {
        PersonKind::Person => "Person",
        PersonKind::Organisation => "Organization",
    };
    Some(match &person.url {
        Some(url) => json!({ "@type": kind, "name": name, "url": url }),
        None => json!({ "@type": kind, "name": name }),
    })
}

/// The way from the front page to a page; nothing for the front page itself.
fn trail(site: &Site, above: &[&Entry], here: (&str, &str)) -> Option<Value> {
    if above.is_empty() {
        return None;
    }
    let all = above.iter().map(|entry| (entry.title.as_str(), entry.route.as_str())).chain([here]).enumerate();
    let item = |(at, (name, route)): (usize, (&str, &str))| {
        let address = site.config.base.absolute_page(route);
        json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": address })
    };
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": all.map(item).collect::<Vec<_>>() }))
}

fn written(graph: Vec<Value>) -> String {
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    // `</script>` and `<!--` would end or change the element.
    text.replace('<', "\\u003c")
}

/// The questions of a text, each with its answer.
fn questions(site: &Site, text: &Part) -> Option<Value> {
    let questions: Vec<Value> = text
        .document
        .questions()
        .map(|heading| {
            let name = text.document.heading_ops(heading);
            let answer = name.end + 1..text.document.section(heading).end;
            let (name, answer) = (plain(site, text, name), plain(site, text, answer));
            json!({ "@type": "Question", "name": name, "acceptedAnswer": { "@type": "Answer", "text": answer } })
        })
        .collect();
    (!questions.is_empty()).then(|| json!({ "@type": "FAQPage", "mainEntity": questions }))
}
