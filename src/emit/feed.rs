//! Atom feeds (RFC 4287): one for each language, and one for each topic in each language.

use super::{Claim, Format, Material, Owner, xml};
use crate::asset::Ask;
use crate::catalog::{Entry, routes};
use crate::config::LangId;
use crate::config::TopicId;
use crate::failure::Failure;
use crate::messages::args;
use crate::output::Sink;
use crate::render;
use crate::resolve::Site;
use std::collections::BTreeSet;
use std::fmt::Write;

/// How many pages a feed has: the newest.
const ENTRIES: usize = 50;

/// The feeds.
pub struct Feed;

/// One feed: where it is, what it is about.
struct Channel {
    lang: LangId,
    topic: Option<TopicId>,
    /// The address of the page that it belongs to.
    route: String,
}

impl Channel {
    fn path(&self) -> String {
        format!("{}feed.xml", self.route)
    }
}

/// The feeds that have something to tell.
fn channels(site: &Site) -> Vec<Channel> {
    let mut channels = Vec::new();
    for lang in site.languages() {
        channels.push(Channel { lang, topic: None, route: routes::language(&site.config, lang) });
        for (id, topic) in site.config.topics.entries() {
            let route = routes::topic(&site.config, lang, &topic.id);
            channels.push(Channel { lang, topic: Some(id), route });
        }
    }
    channels.retain(|channel| !site.news(channel.lang, channel.topic).is_empty());
    channels
}

impl Format for Feed {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let owner = Owner { span: site.config.span, what: "a feed".to_owned() };
        channels(site).iter().map(|channel| Claim { path: channel.path(), owner: owner.clone() }).collect()
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        let channels = channels(site).into_iter().filter(|channel| sink.wants(&channel.path()));
        { channels }.try_for_each(|channel| sink.put(&channel.path(), feed(site, &channel).as_bytes()))
    }
}

fn feed(site: &Site, channel: &Channel) -> String {
    let lang = channel.lang;
    let mut entries: Vec<&Entry> = site.news(lang, channel.topic);
    entries.truncate(ENTRIES);
    let code = site.config.code(lang);
    let (own, name) = render::site_title(site, lang);
    let of_name = render::code_of(site, own, lang);
    // Where a title is of two languages, it is in that of its first words.
    let (of_title, title) = match channel.topic.map(|topic| site.config.topics.at(topic)) {
        Some(topic) => {
            let label = topic.label.get(lang, &site.config).map(|label| label.text.as_str()).unwrap_or_default();
            let args = args!["label" => label];
            let title = site.messages.get(lang, "topic-title", Some(&args)).unwrap_or_default();
            (render::code_of_message(site, lang, "topic-title"), format!("{title} | {name}"))
        }
        None => (of_name, name.clone()),
    };
    let said = |element: &str, code: Option<&str>, text: &str| {
        let code = code.map(|code| format!(" xml:lang=\"{}\"", xml(code))).unwrap_or_default();
        format!("<{element}{code}>{}</{element}>", xml(text))
    };
    let absolute = |path: &str| xml(&site.config.base.absolute_page(path));
    let mut feed = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(feed, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">");
    _ = writeln!(feed, "{}", said("title", of_title, &title));
    _ = writeln!(feed, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", absolute(&channel.route));
    _ = writeln!(feed, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", absolute(&channel.path()));
    _ = writeln!(feed, "<id>{}</id>", absolute(&channel.path()));
    _ = writeln!(feed, "<author>{}</author>", said("name", of_name, &name));
    // A feed has to say a day; one without an entry is not made.
    if let Some(day) = entries.iter().filter_map(|entry| entry.changed()).max() {
        _ = writeln!(feed, "<updated>{}</updated>", day.rfc3339());
    }
    for entry in entries {
        let of_text = render::code_of(site, entry.text_lang, lang);
        _ = writeln!(feed, "<entry>\n{}", said("title", of_text, &entry.title));
        _ = writeln!(feed, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", absolute(&entry.route));
        _ = writeln!(feed, "<id>{}</id>", absolute(&entry.route));
        if let Some(date) = entry.front.date {
            _ = writeln!(feed, "<published>{}</published>", date.rfc3339());
        }
        if let Some(changed) = entry.changed() {
            _ = writeln!(feed, "<updated>{}</updated>", changed.rfc3339());
        }
        if !entry.summary().is_empty() {
            _ = writeln!(feed, "{}", said("summary", of_text, entry.summary()));
        }
        feed.push_str("</entry>\n");
    }
    feed.push_str("</feed>\n");
    feed
}
