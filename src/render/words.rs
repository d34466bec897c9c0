//! Values, labels and dates in the words of a reader's language.

use super::foreign;
use super::value::view;
use crate::config::{LangId, Words};
use crate::facts::FactId;
use crate::format::{Form, Formats, Value as Typed};
use crate::moment::Moment;
use crate::resolve::Site;
use jiff::civil::Date;

view! {
    /// A day, or an instant, for a reader.
    pub struct DateView<'a> {
        /// As programs write it.
        pub iso: String,
        /// The day as readers write it.
        pub text: String,
        /// The code of the language that this is in, where that is another than the reader's.
        pub lang: Option<&'a str>,
    }
}

/// The text of a cell: the fact's, and whether the tax is in it where that is known.
pub fn cell_text(site: &Site, lang: LangId, id: FactId) -> &str {
    let facts = &site.catalog.facts;
    facts.form(id, lang, Form::Tax, &site.messages).unwrap_or_else(|| facts.text(id, lang, &site.messages))
}

/// A value as it stands in a cell.
pub fn written(site: &Site, lang: LangId, value: &Typed) -> String {
    let formats = Formats::new(&site.messages);
    formats.form(lang, value, Form::Tax).unwrap_or_else(|| formats.text(lang, value))
}

/// The words for a reader of `lang`, and the language that they are in.
pub fn spoken<'a>(words: &'a Words, lang: LangId, site: &'a Site) -> (LangId, &'a str) {
    words.find(lang, &site.config).map_or((lang, ""), |(own, text)| (own, text.text.as_str()))
}

/// The words for a reader of `lang`; empty where there are none.
pub fn words<'a>(words: &'a Words, lang: LangId, site: &'a Site) -> &'a str {
    words.get(lang, &site.config).map(|text| text.text.as_str()).unwrap_or_default()
}

/// The code of the language that a message falls back to, or none.
pub fn message_lang<'a>(site: &'a Site, reader: LangId, id: &str) -> Option<&'a str> {
    let own = site.config.code(reader);
    Some(foreign::message_code(site, reader, id)).filter(|code| *code != own)
}

/// A moment for a template: as programs write it, and its day as readers of `lang` do.
pub fn moment(site: &Site, lang: LangId, moment: Option<Moment>) -> Option<DateView<'_>> {
    moment.map(|moment| of_day(site, lang, moment.day(), moment.to_string()))
}

/// The same of a day.
pub fn date(site: &Site, lang: LangId, date: Option<Date>) -> Option<DateView<'_>> {
    date.map(|date| of_day(site, lang, date, date.to_string()))
}

fn of_day(site: &Site, lang: LangId, date: Date, iso: String) -> DateView<'_> {
    let text = Formats::new(&site.messages).date(lang, date).unwrap_or_else(|_| date.to_string());
    let text = foreign::line(site, lang, &text).into_owned();
    DateView { iso, text, lang: message_lang(site, lang, "format-date") }
}
