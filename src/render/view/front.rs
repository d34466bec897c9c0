//! What a page's front matter says of it: topics, review, and the site's own entries.

use crate::catalog::{Entry, routes};
use crate::config::ReviewPolicy;
use crate::data::{Node, Text, Value as Data};
use crate::render::foreign;
use crate::render::value::{Safe, list, view};
use crate::render::words::{DateView, date, moment};
use crate::resolve::Site;
use std::borrow::Cow;
use tera::value::Key;
use tera::{Map, Value};

view! {
    /// A topic of a page.
    pub struct TopicView<'a> {
        /// Its id in `site.toml`.
        pub id: &'a str,
        /// Its label.
        pub label: Cow<'a, str>,
        /// The code of the language that the label falls back to.
        pub lang: Option<&'a str>,
        /// Its page.
        pub url: Safe,
    }
}

view! {
    /// Who has checked a page, and when.
    pub struct ReviewView<'a> {
        /// The names.
        pub by: Option<String>,
        /// The day.
        pub date: Option<DateView<'a>>,
        /// The day by which the page is to be checked again, if that is not past.
        pub next: Option<DateView<'a>>,
        /// The day since when it is too old, if it is.
        pub overdue: Option<DateView<'a>>,
    }
}

/// The topics of a page.
pub fn topics<'a>(site: &'a Site, entry: &Entry) -> Vec<TopicView<'a>> {
    let topics = entry.front.topics.iter().filter_map(|topic| {
        let declared = site.config.topics.get(site.config.topic(&topic.text)?)?;
        let (lang, label) = declared.label.find(entry.lang, &site.config)?;
        // A language without a front page has no pages of topics.
        site.catalog.home(entry.lang)?;
        let route = routes::topic(&site.config, entry.lang, &declared.id);
        Some(TopicView {
            id: &declared.id,
            label: foreign::line(site, lang, &label.text),
            lang: foreign::code(site, lang, entry.lang),
            url: Safe(site.config.base.page(&route)),
        })
    });
    topics.collect()
}

/// Who has checked a page, and when.
pub fn review<'a>(site: &'a Site, entry: &Entry) -> Option<ReviewView<'a>> {
    let review = entry.front.review.as_ref()?;
    let names: Vec<&str> =
        review.by.iter().map(|by| site.catalog.people.called(&by.text, entry.lang, &site.config)).collect();
    let by = Some(names.join(", ")).filter(|names| !names.is_empty());
    let overdue = moment(site, entry.lang, entry.overdue);
    let next = moment(site, entry.lang, entry.due.filter(|_| overdue.is_none()));
    Some(ReviewView { by, date: date(site, entry.lang, review.date), next, overdue })
}

/// Whether nobody has checked a page, and its kind wants that to be said.
pub fn is_unreviewed(site: &Site, entry: &Entry) -> bool {
    let asks = entry.kind.is_some_and(|kind| site.config.kinds.at(kind).review == ReviewPolicy::Shown);
    asks && entry.front.review.is_none() && !entry.stands_in()
}

/// The site's own entries, `[extra]`.
pub fn extra(entry: &Entry) -> Map {
    fields(&entry.front.extra)
}

fn fields(entries: &[(crate::data::Key, Node)]) -> Map {
    entries.iter().map(|(key, node)| (Key::from(key.name.clone()), convert(node))).collect()
}

fn convert(node: &Node) -> Value {
    match &node.value {
        Data::Text(Text { text, .. }) | Data::Date(text) => text.as_str().into(),
        Data::Integer(number) => (*number).into(),
        Data::Decimal(digits) => digits.parse::<f64>().map_or(Value::none(), Value::from),
        Data::Bool(value) => (*value).into(),
        Data::List(items) => list(items.iter().map(convert)),
        Data::Table(table) => fields(&table.entries).into(),
        Data::Null => Value::none(),
    }
}
