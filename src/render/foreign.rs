//! Texts in another language than what stands round them say which, so that fonts, quotation marks and voices are right.

use super::escape;
use super::html::Scene;
use super::value::safe;
use crate::config::{LangId, Words};
use crate::locale::{Direction, Locale};
use crate::messages::{LAST_RESORT, Speaker};
use crate::resolve::Site;
use std::borrow::Cow;
use std::fmt::Write;
use tera::Value;

/// The attributes of an element with a text in `lang` among text in `around`; empty where both are the same.
pub fn attributes(site: &Site, lang: LangId, around: LangId) -> String {
    if lang == around { String::new() } else { attributes_of(site, site.config.code(lang), around) }
}

/// The same for a text in a language that may be none of the site's.
pub fn attributes_of(site: &Site, code: &str, around: LangId) -> String {
    let mut written = String::new();
    let outer = site.config.languages.at(around);
    if outer.takes_words_of(code) {
        return written;
    }
    written.push_str(" lang=\"");
    escape::attribute(&mut written, code);
    written.push('"');
    let direction = Locale::parse(code).map_or(Direction::Ltr, |locale| locale.direction());
    if direction != outer.locale.direction() {
        _ = write!(written, " dir=\"{}\"", direction.name());
    }
    written
}

/// The language of an element that has a text in `code` in an attribute, among text in `around`; empty where both are the same.
/// What stands in the element runs as before.
pub fn named(site: &Site, code: &str, around: LangId) -> String {
    let mut written = String::new();
    if !site.config.languages.at(around).takes_words_of(code) {
        written.push_str(" lang=\"");
        escape::attribute(&mut written, code);
        written.push('"');
    }
    written
}

/// That of what stands in such an element, and is in `around`.
pub fn inside(site: &Site, code: &str, around: LangId) -> String {
    let own = site.config.languages.at(around);
    if own.takes_words_of(code) { String::new() } else { format!(" lang=\"{}\"", own.code) }
}

/// The code of the language that a message is shown in to a reader of `lang`.
pub fn message_code<'a>(site: &'a Site, lang: LangId, id: &str) -> &'a str {
    match site.messages.found_in(lang, id) {
        Some(Speaker::Language(own)) => site.config.code(own),
        Some(Speaker::LastResort) => LAST_RESORT,
        None => site.config.code(lang),
    }
}

/// The language that a message is shown in to a reader of `lang`; of one that the site does not have, the reader's.
pub fn message_lang(site: &Site, lang: LangId, id: &str) -> LangId {
    match site.messages.found_in(lang, id) {
        Some(Speaker::Language(own)) => own,
        Some(Speaker::LastResort) | None => lang,
    }
}

/// A message as HTML for the inside of an element in `lang`: where it falls back to another language, it says which.
pub fn message(site: &Site, lang: LangId, id: &str, shown: &str) -> String {
    wrapped_in(site, message_code(site, lang, id), lang, shown)
}

/// What a message without variables says to a reader of `lang`, as HTML.
pub fn said(site: &Site, lang: LangId, id: &str) -> String {
    message(site, lang, id, &site.messages.get(lang, id, None).unwrap_or_default())
}

/// Text in `lang` that stands alone, as in a title: its figures keep their order.
pub fn line<'a>(site: &Site, lang: LangId, text: &'a str) -> Cow<'a, str> {
    match direction(site, lang) {
        Direction::Rtl => escape::isolated_text(text).into(),
        Direction::Ltr => text.into(),
    }
}

/// The same among other text that is read in `around`: what runs the other way is kept apart as a whole.
pub fn among(site: &Site, lang: LangId, around: LangId, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    match (direction(site, lang), direction(site, around)) {
        (Direction::Ltr, Direction::Rtl) => escape::enclose(&mut out, escape::LEFT_TO_RIGHT, text),
        (Direction::Rtl, Direction::Ltr) => {
            escape::enclose(&mut out, escape::RIGHT_TO_LEFT, &escape::isolated_text(text));
        }
        (Direction::Ltr, Direction::Ltr) | (Direction::Rtl, Direction::Rtl) => {
            return line(site, lang, text).into_owned();
        }
    }
    out
}

/// Which way a language of the site runs.
pub fn direction(site: &Site, lang: LangId) -> Direction {
    site.config.languages.at(lang).locale.direction()
}

/// Adds text in `lang`, whose figures keep their order in languages that run from right to left.
pub fn text(out: &mut String, site: &Site, lang: LangId, text: &str) {
    match direction(site, lang) {
        Direction::Rtl => escape::isolated(out, text),
        Direction::Ltr => escape::text(out, text),
    }
}

/// Text in a language that may be none of the site's, as HTML for the inside of an element in `around`.
pub fn wrapped_in(site: &Site, code: &str, around: LangId, shown: &str) -> String {
    let mut html = String::new();
    match site.config.language(code) {
        Some(own) => text(&mut html, site, own, shown),
        None => escape::text(&mut html, shown),
    }
    match attributes_of(site, code, around).as_str() {
        "" => html,
        _ if html.is_empty() => html,
        attributes => format!("<span{attributes}>{html}</span>"),
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

/// The words of a label for the scene's reader as HTML; empty where there are none.
pub fn label(scene: Scene<'_>, words: &Words) -> Value {
    let Some((lang, text)) = words.find(scene.lang, &scene.site.config) else { return safe("") };
    let mut html = String::new();
    escape::text(&mut html, &text.text);
    safe(&wrapped(scene.site, lang, scene.lang, html))
}

/// The code of `lang` for a template, or none where it is that of the reader.
pub fn code(site: &Site, lang: LangId, reader: LangId) -> Option<&str> {
    let code = site.config.code(lang);
    Some(code).filter(|code| !site.config.languages.at(reader).takes_words_of(code))
}
