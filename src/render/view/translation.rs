//! The language switch: a page in every language that has it.

use crate::catalog::Entry;
use crate::config::LangId;
use crate::render::value::{Safe, view};
use crate::resolve::Site;

view! {
    /// A page in a language of the site, for the language switch.
    pub struct TranslationView<'a> {
        /// The code of the language.
        pub code: &'a str,
        /// The language's name for itself.
        pub name: &'a str,
        /// Which way the language runs.
        pub dir: &'static str,
        /// Where the page is; the front page of a language that does not have it.
        pub url: Safe,
        /// Whether this is the page that is read.
        pub current: bool,
        /// Whether the page has a text of its own in this language.
        pub available: bool,
        /// The language whose text it shows in place of its own.
        pub shown_in: Option<ShownView<'a>>,
    }
}

view! {
    /// The language whose text a page shows in place of its own.
    pub struct ShownView<'a> {
        /// Its code.
        pub code: &'a str,
        /// Its name for itself.
        pub name: &'a str,
    }
}

/// A page in a language: whether it is the one that is read, whether it has a text of its own, and the language that
/// its text is in.
pub fn translation<'a>(
    site: &'a Site,
    lang: LangId,
    route: &str,
    (current, available, text): (bool, bool, LangId),
) -> Option<TranslationView<'a>> {
    let language = site.config.languages.get(lang)?;
    let shown = site.config.languages.get(text).filter(|_| text != lang);
    Some(TranslationView {
        code: &language.code,
        name: &language.name,
        dir: language.locale.direction().name(),
        url: Safe(site.config.base.page(route)),
        current,
        available,
        shown_in: shown.map(|shown| ShownView { code: &shown.code, name: &shown.name }),
    })
}

/// The page in every language that has it; a language that has only a front page leads there.
pub fn translations<'a>(site: &'a Site, entry: &Entry) -> Vec<TranslationView<'a>> {
    let of = |lang: LangId| {
        if let Some(other) = site.catalog.page(&entry.path, lang).map(|id| site.catalog.entry(id)) {
            let state = (lang == entry.lang, !other.stands_in(), other.text_lang);
            return translation(site, lang, &other.route, state);
        }
        translation(site, lang, &site.catalog.home(lang)?.route, (false, false, lang))
    };
    site.config.languages.ids().filter(|lang| site.builds(*lang)).filter_map(of).collect()
}
