//! What facts rest on, for templates.

use super::foreign;
use super::value::map;
use super::words::message_lang;
use crate::config::LangId;
use crate::facts::Evidence;
use crate::resolve::Site;
use tera::Value;

/// A grade in the words of a reader's language, and what it comes to; none where nothing is said.
pub fn evidence(site: &Site, lang: LangId, grade: Option<Evidence>) -> Value {
    let Some(grade) = grade else { return Value::none() };
    let id = grade.message();
    let label = foreign::line(site, foreign::message_lang(site, lang, &id), &grade_label(site, lang, grade));
    map([
        ("id", grade.name().into()),
        ("label", label.into()),
        ("lang", message_lang(site, lang, &id)),
        ("class", grade.class().name().into()),
    ])
}

/// The words of a grade.
pub fn grade_label(site: &Site, lang: LangId, grade: Evidence) -> String {
    site.messages.get(lang, &grade.message(), None).unwrap_or_default().into_owned()
}
