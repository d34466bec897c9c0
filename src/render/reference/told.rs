//! What readers of a language are told of a work: its entry, and what the site says of it. It is worked out once for all
//! pages that cite the work.

use super::entry;
use crate::bibliography::{Finding, Followed, People, Work, WorkId};
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::facts::Fragments;
use crate::format::{Decimal, Ends, Form, Formats, Value as Figure};
use crate::id::IndexVec;
use crate::render::asked::{self, Asked};
use crate::render::engine::Engine;
use crate::render::evidence::{EvidenceView, evidence};
use crate::render::html::{self, Scene};
use crate::render::value::{Safe, map, safe, view};
use crate::render::{escape, foreign};
use crate::resolve::{self, Site};
use std::sync::OnceLock;
use tera::Value;

view! {
    /// What readers of a language are told of a work, as HTML or none.
    pub struct WorkView<'a> {
        /// Its key.
        pub key: &'a str,
        /// How it is cited.
        pub html: Safe,
        /// A note on it.
        pub note: Value,
        /// What could not be checked of it.
        pub unverified: Value,
        /// What is known of its retraction.
        pub retracted: Value,
        /// What it says, in its own words.
        pub quote: Value,
        /// How its findings came about.
        pub design: Option<EvidenceView<'a>>,
        /// How many people took part.
        pub people: Value,
        /// What was compared.
        pub comparison: Value,
        /// How long they were followed.
        pub followed: Value,
        /// What it found on the whole.
        pub finding: Value,
        /// What came of it.
        pub result: Value,
        /// What it cannot show.
        pub limit: Value,
    }
}

/// What readers of each language are told of each work.
#[derive(Debug, Default)]
pub struct Shelf(OnceLock<IndexVec<LangId, Works>>);

/// What is told of each work, with the files that it needs.
type Works = IndexVec<WorkId, OnceLock<(Value, Asked)>>;

impl Shelf {
    /// What readers of `lang` are told of a work, as a [`WorkView`] becomes. The files that it needs are noted.
    pub fn told(&self, site: &Site, engine: &Engine, lang: LangId, id: WorkId) -> Value {
        let works = || site.catalog.bibliography.iter().map(|_| OnceLock::new()).collect();
        let all = self.0.get_or_init(|| site.config.languages.map(|_, _| works()));
        let make = || asked::gather(|| tell(site, engine, lang, site.catalog.bibliography.get(id)).into());
        let (told, asked) = all.at(lang).at(id).get_or_init(make);
        asked.note();
        told.clone()
    }
}

fn tell<'a>(site: &'a Site, engine: &Engine, lang: LangId, work: &'a Work) -> WorkView<'a> {
    let words = |fragments: &Fragments| words(site, engine, lang, fragments);
    let weight = &work.weight;
    WorkView {
        key: &work.key,
        html: Safe(entry::html(site, lang, work)),
        note: words(&work.note),
        unverified: words(&work.unverified),
        retracted: words(&work.retracted),
        quote: quote(site, lang, work),
        design: evidence(site, lang, weight.design),
        people: match &weight.people {
            Some(People::Words(people)) => words(people),
            Some(People::Number(number)) => people(site, lang, *number),
            None => Value::none(),
        },
        followed: match &weight.followed {
            Some(Followed::Words(followed)) => words(followed),
            Some(Followed::Time(time)) => figure(site, lang, time),
            None => Value::none(),
        },
        comparison: words(&weight.comparison),
        finding: weight.finding.map_or(Value::none(), |found| finding(site, lang, found)),
        result: words(&weight.result),
        limit: words(&weight.limit),
    }
}

/// What the work says, as a quotation in its language.
fn quote(site: &Site, lang: LangId, work: &Work) -> Value {
    let Some(quote) = &work.quote else { return Value::none() };
    let tag = work.language.as_deref().unwrap_or(site.config.code(lang));
    let mut html = format!("<q{}>", foreign::attributes_of(site, tag, lang));
    escape::text(&mut html, quote);
    html.push_str("</q>");
    safe(&html)
}

/// How many people took part, as the language counts people.
pub fn people(site: &Site, lang: LangId, number: u32) -> Value {
    let Ok(number) = Decimal::whole(i64::from(number)) else { return Value::none() };
    figure(site, lang, &Figure::Count { number: Ends::One(number), unit: PEOPLE.to_owned() })
}

/// The unit that people are counted in: its message is `unit-person`.
const PEOPLE: &str = "person";

/// A value as the language writes it.
pub fn figure(site: &Site, lang: LangId, value: &Figure) -> Value {
    let Some(text) = Formats::new(&site.messages).form(lang, value, Form::Plain) else { return Value::none() };
    let mut html = String::new();
    foreign::text(&mut html, site, lang, &text);
    safe(&html)
}

/// What was found, as templates get it.
fn finding(site: &Site, lang: LangId, finding: Finding) -> Value {
    map([("id", finding.name().into()), ("label", safe(&finding_label(site, lang, finding)))])
}

/// What was found, in the words of a language, as HTML.
pub fn finding_label(site: &Site, lang: LangId, finding: Finding) -> String {
    foreign::said(site, lang, &format!("finding-{}", finding.name()))
}

/// Words about a work for a reader, as HTML; none where there are none.
fn words(site: &Site, engine: &Engine, lang: LangId, fragments: &Fragments) -> Value {
    let Some(fragment) = fragments.get(lang).and_then(Option::as_ref) else { return Value::none() };
    // What is wrong with them is reported when all of them are resolved.
    let mut found = Diagnostics::new();
    let (parts, files) = resolve::fragment(site, fragment, lang, &mut found);
    asked::note(files);
    let html = html::inline(Scene { site, engine, lang, page: None, parts: &parts }, &mut found);
    safe(&foreign::wrapped(site, fragment.lang, lang, html))
}
