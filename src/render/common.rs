//! What every template of a language gets: the language and the site.

use super::value::{Safe, view};
use super::{escape, foreign};
use crate::catalog::routes;
use crate::config::LangId;
use crate::localized::Order;
use crate::resolve::{ImageTarget, Site, Snapshot};
use tera::Value;

view! {
    /// A language.
    pub struct LanguageView<'a> {
        /// Its code.
        pub code: &'a str,
        /// Its name for itself.
        pub name: &'a str,
        /// Which way it runs.
        pub dir: &'static str,
    }
}

view! {
    /// A language that has pages.
    pub struct PresentView<'a> {
        /// Its code.
        pub code: &'a str,
        /// Its name for itself.
        pub name: &'a str,
        /// Which way it runs.
        pub dir: &'static str,
        /// The name of the site in it.
        pub title: String,
        /// The code of the language of that name, where it is another.
        pub title_lang: Option<&'a str>,
        /// Its front page; the root where it has none.
        pub home: String,
        /// Its front page; its first page where it has none.
        pub first: Safe,
    }
}

view! {
    /// The site, for readers of a language.
    pub struct SiteView<'a> {
        /// Its name.
        pub title: String,
        /// What it is; may be empty.
        pub description: String,
        /// The words below its name; may be empty.
        pub tagline: String,
        /// The words at the foot of every page; may be empty.
        pub note: String,
        /// The languages of these texts.
        pub langs: TextLangsView<'a>,
        /// Its absolute address.
        pub url: Safe,
        /// The path of that.
        pub base: Safe,
        /// The code of the source language.
        pub source: &'a str,
        /// The front page of the language; the root where it has none.
        pub home: Safe,
        /// The feed of the language, where it has entries.
        pub feed: Option<Safe>,
        /// The picture in place of its name.
        pub logo: Option<LogoView>,
        /// The absolute address of the picture that stands for pages which have none of their own.
        pub image: Option<Safe>,
        /// Where readers of the language search; none where they cannot.
        pub search: Option<SearchView>,
        /// What browsers may load and run on its pages.
        pub csp: Option<Safe>,
        /// The languages that have pages: a list of `PresentView`, which those of every language share.
        pub languages: Value,
    }
}

view! {
    /// Where readers of a language search.
    pub struct SearchView {
        /// The page on which they do.
        pub url: Safe,
        /// The index of its texts, for a script.
        pub index: Safe,
    }
}

view! {
    /// A picture that stands for the name of the site.
    pub struct LogoView {
        /// Its address.
        pub url: Safe,
        /// In pixels; none where its file does not say.
        pub width: Option<u32>,
        /// The same.
        pub height: Option<u32>,
    }
}

view! {
    /// The codes of the languages of the site's texts, where they are another than the reader's.
    pub struct TextLangsView<'a> {
        /// That of its name.
        pub title: Option<&'a str>,
        /// That of its description.
        pub description: Option<&'a str>,
        /// That of the words below its name.
        pub tagline: Option<&'a str>,
        /// That of the words at the foot.
        pub note: Option<&'a str>,
    }
}

/// What templates know of their language.
pub fn language(site: &Site, lang: LangId) -> LanguageView<'_> {
    let language = site.config.languages.at(lang);
    LanguageView { code: &language.code, name: &language.name, dir: language.locale.direction().name() }
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
pub fn languages(site: &Site) -> Vec<PresentView<'_>> {
    let views = site.present().map(|lang| {
        let LanguageView { code, name, dir } = language(site, lang);
        let first = site.catalog.first(lang).map(|entry| entry.route.as_str()).unwrap_or_default();
        let (own, title) = title(site, lang);
        PresentView {
            code,
            name,
            dir,
            title: foreign::line(site, own, &title).into_owned(),
            title_lang: foreign::code(site, own, lang),
            home: home(site, lang),
            first: Safe(site.config.base.page(first)),
        }
    });
    views.collect()
}

/// What templates know of the site.
pub fn site<'a>(site: &'a Snapshot, lang: LangId, languages: &Value) -> SiteView<'a> {
    let frame = site.resolved.frame();
    let message = |id: &str| {
        let text = site.messages.get(lang, id, None).map(|text| text.into_owned()).unwrap_or_default();
        (foreign::message_lang(site, lang, id), text)
    };
    let of_home = || site.catalog.home(lang).map(|home| (home.text_lang, home.description.clone()));
    let description = Some(message("site-description")).filter(|(_, text)| !text.is_empty());
    let (title, tagline, note) = (title(site, lang), message("site-tagline"), message("footer-note"));
    let description = description.or_else(of_home).unwrap_or((lang, String::new()));
    let base = &site.config.base;
    let feed = || base.link(&format!("{}feed.xml", routes::language(&site.config, lang)));
    let line = |(own, text): &(LangId, String)| foreign::line(site, *own, text).into_owned();
    SiteView {
        title: line(&title),
        description: line(&description),
        tagline: line(&tagline),
        note: line(&note),
        langs: TextLangsView {
            title: foreign::code(site, title.0, lang),
            description: foreign::code(site, description.0, lang),
            tagline: foreign::code(site, tagline.0, lang),
            note: foreign::code(site, note.0, lang),
        },
        url: Safe(base.url()),
        base: Safe(base.path().to_owned()),
        source: site.config.code(site.config.source),
        home: Safe(home(site, lang)),
        feed: (!site.news(lang, None).is_empty()).then(|| Safe(feed())),
        logo: frame.logo.as_ref().map(logo),
        image: frame.image.as_deref().map(encoded),
        search: site.searched().find(|searched| *searched == lang).map(|lang| search(site, lang)),
        csp: site.config.policy.as_ref().map(|policy| Safe(policy.text())),
        languages: languages.clone(),
    }
}

fn search(site: &Site, lang: LangId) -> SearchView {
    let index = format!("{}index.json", routes::search(&site.config, lang));
    SearchView { url: Safe(site.config.base.page(&site.search_page(lang))), index: Safe(site.config.base.link(&index)) }
}

fn logo(target: &ImageTarget) -> LogoView {
    let (width, height) = target.size.unzip();
    LogoView { url: encoded(&target.src), width, height }
}

/// An address with everything encoded that has to be.
pub fn encoded(url: &str) -> Safe {
    let mut encoded = String::new();
    escape::address(&mut encoded, url);
    Safe(encoded)
}
