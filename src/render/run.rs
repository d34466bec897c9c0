//! Texts in another language than what stands round them say which, so that fonts, quotation marks and voices are right.

use super::escape;
use super::html::Scene;
use super::value::safe;
use crate::config::{LangId, Words};
use crate::locale::Direction;
use crate::resolve::Site;
use std::fmt::Write;
use tera::Value;

/// The attributes of an element with a text in `lang` among text in `around`; empty where both are the same.
pub fn attributes(site: &Site, lang: LangId, around: LangId) -> String {
    let mut written = String::new();
    let languages = &site.config.languages;
    if let (Some(own), Some(outer)) = (languages.get(lang), languages.get(around))
        && lang != around
    {
        _ = write!(written, " lang=\"{}\"", own.code);
        let direction = own.locale.direction();
        if direction != outer.locale.direction() {
            _ = write!(written, " dir=\"{}\"", direction.name());
        }
    }
    written
}

/// Adds text in `lang`, whose figures keep their order in languages that run from right to left.
pub fn text(out: &mut String, site: &Site, lang: LangId, text: &str) {
    match site.config.languages.get(lang).map(|language| language.locale.direction()) {
        Some(Direction::Rtl) => escape::isolated(out, text),
        Some(Direction::Ltr) | None => escape::text(out, text),
    }
}

/// HTML in `lang` among text in `around`: as it is where both are the same, else in an element that says so.
pub fn wrapped(site: &Site, lang: LangId, around: LangId, html: String) -> String {
    let attributes = attributes(site, lang, around);
    let blocks = ["<p>", "<ul>", "<ol>", "<table", "<div", "<blockquote"];
    match attributes.as_str() {
        "" => html,
        attributes if blocks.iter().any(|block| html.contains(block)) => format!("<div{attributes}>{html}</div>"),
        attributes => format!("<span{attributes}>{html}</span>"),
    }
}

/// The words of a label for the scene's reader as HTML that wraps at phrases; empty where there are none.
pub fn label(scene: Scene<'_>, words: &Words) -> Value {
    let Some((lang, text)) = words.find(scene.lang, &scene.site.config) else { return safe("") };
    let html = scene.engine.wrapping().text(lang, &text.text);
    safe(&wrapped(scene.site, lang, scene.lang, html))
}

/// The code of `lang` for a template, or none where it is that of the reader.
pub fn code(site: &Site, lang: LangId, reader: LangId) -> Value {
    let language = site.config.languages.get(lang).filter(|_| lang != reader);
    language.map_or(Value::none(), |language| language.code.as_str().into())
}
