//! What every template of a language gets: the language, the site, the menu.

use super::foreign;
use super::value::{list, map, safe};
use crate::catalog::{PageId, routes};
use crate::config::LangId;
use crate::localized::Order;
use crate::resolve::Site;
use tera::Value;

/// What templates know of their language.
pub fn language(site: &Site, lang: LangId) -> Value {
    let language = site.config.languages.at(lang);
    map([
        ("code", language.code.as_str().into()),
        ("name", language.name.as_str().into()),
        ("dir", language.locale.direction().name().into()),
    ])
}

/// The address of a language's front page; the site's root where it has none.
pub fn home(site: &Site, lang: LangId) -> String {
    let home = site.catalog.home(lang).map(|entry| entry.route.as_str()).unwrap_or_default();
    site.config.base.page(home)
}

/// The name of the site in a language, and the language that it is in: the message `site-title` or else the title of the
/// front page, of the language itself, of the next of its chain, of the source language. A front page that shows the
/// text of another language comes after those that have their own.
pub fn title(site: &Site, lang: LangId) -> (LangId, String) {
    let own = |lang: LangId| {
        let home = || site.catalog.home(lang).filter(|home| !home.stands_in()).map(|home| home.title.clone());
        Some((lang, site.messages.own(lang, "site-title").or_else(home)?))
    };
    let any = || site.catalog.home(lang).map(|home| (home.text_lang, home.title.clone()));
    site.config.order(lang).find_map(own).or_else(any).unwrap_or_else(|| (lang, site.config.base.url()))
}

/// The languages that are built and have pages, in the order of `site.toml`.
pub fn languages(site: &Site) -> Value {
    list(site.present().map(|lang| {
        let language = site.config.languages.at(lang);
        let first = site.catalog.first(lang).map(|entry| entry.route.as_str()).unwrap_or_default();
        let (own, title) = title(site, lang);
        map([
            ("code", language.code.as_str().into()),
            ("name", language.name.as_str().into()),
            ("dir", language.locale.direction().name().into()),
            ("title", foreign::line(site, own, &title).into()),
            ("title_lang", foreign::code(site, own, lang)),
            ("home", home(site, lang).into()),
            ("first", safe(&site.config.base.page(first))),
        ])
    }))
}

/// What templates know of the site.
pub fn site(site: &Site, lang: LangId, languages: &Value) -> Value {
    let message = |id: &str| {
        let text = site.messages.get(lang, id, None).map(|text| text.into_owned()).unwrap_or_default();
        (foreign::message_lang(site, lang, id), text)
    };
    let of_home = || site.catalog.home(lang).map(|home| (home.text_lang, home.description.clone()));
    let description = Some(message("site-description")).filter(|(_, text)| !text.is_empty());
    let (title, tagline, note) = (title(site, lang), message("site-tagline"), message("footer-note"));
    let description = description.or_else(of_home).unwrap_or((lang, String::new()));
    let base = &site.config.base;
    let source = site.config.code(site.config.source);
    let feed = base.link(&format!("{}feed.xml", routes::language(&site.config, lang)));
    let langs = map([
        ("title", foreign::code(site, title.0, lang)),
        ("description", foreign::code(site, description.0, lang)),
        ("tagline", foreign::code(site, tagline.0, lang)),
        ("note", foreign::code(site, note.0, lang)),
    ]);
    map([
        ("title", foreign::line(site, title.0, &title.1).into()),
        ("description", foreign::line(site, description.0, &description.1).into()),
        ("tagline", foreign::line(site, tagline.0, &tagline.1).into()),
        ("note", foreign::line(site, note.0, &note.1).into()),
        ("langs", langs),
        ("url", safe(&base.url())),
        ("base", safe(base.path())),
        ("source", source.into()),
        ("home", safe(&home(site, lang))),
        ("feed", if site.news(lang, None).is_empty() { Value::none() } else { safe(&feed) }),
        ("languages", languages.clone()),
    ])
}

/// The menu, as far as it goes.
pub fn menu(site: &Site, lang: LangId) -> Value {
    let item = |id: PageId, children: Value| {
        let entry = site.catalog.entry(id);
        map([
            ("label", foreign::line(site, entry.text_lang, entry.label()).into()),
            ("lang", foreign::code(site, entry.text_lang, lang)),
            ("url", safe(&site.config.base.page(&entry.route))),
            ("path", entry.path.as_str().into()),
            ("children", children),
        ])
    };
    list(site.catalog.menu(lang).iter().map(|entry| {
        let children = list(entry.children.iter().map(|id| item(*id, list([]))));
        item(entry.page, children)
    }))
}
