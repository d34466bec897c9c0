//! Cited works as readers see them.
//!
//! The order is that of the Vancouver style (International Committee of Medical Journal Editors, sample references):
//! authors, title, journal, date, volume, issue, pages; a work in Japanese has its title in 「」.

use super::escape;
use super::foreign;
use super::value::{Safe, view};
use crate::catalog::{PageId, Work, WorkKind};
use crate::config::{LangId, Words};
use crate::format::Formats;
use crate::locale::Direction;
use crate::messages::args;
use crate::resolve::{Page, Site, Snapshot};
use std::borrow::Cow;
use std::fmt::Write;

view! {
    /// A work that a page cites.
    pub struct CitedView<'a> {
        /// Its number on the page.
        pub number: usize,
        /// Its key.
        pub key: &'a str,
        /// How it is cited.
        pub html: Safe,
        /// A note on it, as HTML.
        pub note: Option<Safe>,
        /// What could not be checked of it, as HTML.
        pub unverified: Option<Safe>,
        /// The ways back to where it is cited.
        pub backlinks: Vec<BacklinkView>,
    }
}

view! {
    /// The way back to where a work is cited.
    pub struct BacklinkView {
        /// The place.
        pub href: String,
        /// What says so.
        pub label: String,
    }
}

view! {
    /// A work of the site's bibliography.
    pub struct ReferenceView<'a> {
        /// Its key.
        pub key: &'a str,
        /// How it is cited.
        pub html: Safe,
        /// A note on it, as HTML.
        pub note: Option<Safe>,
        /// What could not be checked of it, as HTML.
        pub unverified: Option<Safe>,
        /// The pages that cite it.
        pub cited_in: Vec<CitingView<'a>>,
    }
}

view! {
    /// A page that cites a work.
    pub struct CitingView<'a> {
        /// Its title.
        pub title: Cow<'a, str>,
        /// Where it is.
        pub url: String,
        /// The code of the language of its text, where that is another than the reader's.
        pub lang: Option<&'a str>,
    }
}

/// The most authors that are all named.
const MAX_AUTHORS: usize = 6;

/// The HTML of a work for a reader of `lang`.
pub fn html(site: &Site, lang: LangId, work: &Work) -> String {
    let reader = site.config.code(lang);
    let own = work.language.as_deref().unwrap_or(reader);
    let japanese = own == "ja" || own.starts_with("ja-");
    let mut html = String::new();
    let foreign = own != reader;
    let (open, close) = match foreign {
        true => (format!("<span{}>", foreign::attributes_of(site, own, lang)), "</span>"),
        false => (String::new(), ""),
    };
    // The line may run the other way than the words of the reader's language.
    let apart = |html: String| match foreign::direction(site, lang) {
        Direction::Rtl if !html.is_ascii() || html.contains('<') => format!("<bdi>{html}</bdi>"),
        Direction::Rtl | Direction::Ltr => html,
    };
    html.push_str(&open);
    let Authors { names, more } = authors(site, lang, work);
    if !names.is_empty() {
        escape::text(&mut html, &names);
        if !more.is_empty() {
            // "and others" is said in the reader's language.
            html.push_str(close);
            html.push_str(", ");
            html.push_str(&apart(foreign::message(site, lang, "et-al", &more)));
            html.push_str(&open);
        }
        if !japanese {
            html.push_str(if more.ends_with('.') { " " } else { ". " });
        }
    }
    if japanese {
        title(&mut html, work, "「", "」");
    } else {
        title(&mut html, work, "", if work.title.ends_with(['.', '?', '!', ']', '］']) { "" } else { "." });
    }
    if let Some(container) = &work.container {
        html.push_str(if japanese { "<cite>" } else { " <cite>" });
        escape::text(&mut html, container);
        html.push_str(if japanese { "</cite>" } else { "</cite>." });
    }
    let publisher = work.publisher.as_ref().filter(|publisher| !work.authors.contains(publisher));
    if let Some(publisher) = publisher {
        html.push_str(if japanese { "" } else { " " });
        escape::text(&mut html, publisher);
        html.push_str(if japanese { "" } else { "." });
    }
    html.push_str(close);
    let (day, place) = (date(site, lang, work), place(work));
    let rest = format!("{day}{place}");
    if !rest.is_empty() {
        let named = work.container.is_some() || publisher.is_some();
        html.push_str(match (japanese, foreign, named) {
            (true, false, true) => "、",
            (true, false, false) => "",
            (true, true, true) => ", ",
            (true, true, false) | (false, ..) => " ",
        });
        let is_year = day.chars().all(|c| c.is_ascii_digit());
        let written = if is_year { day } else { foreign::message(site, lang, "format-date", &day) };
        html.push_str(&apart(written));
        escape::text(&mut html, &place);
    }
    if (japanese || !rest.is_empty()) && !rest.ends_with('.') {
        html.push('.');
    }
    identifiers(&mut html, work);
    if let Some(day) = work.accessed {
        let day = Formats::new(&site.messages).date(lang, day).unwrap_or_else(|_| day.to_string());
        let args = args!["date" => day];
        html.push(' ');
        let text = site.messages.get(lang, "retrieved", Some(&args)).unwrap_or_default();
        html.push_str(&apart(foreign::message(site, lang, "retrieved", &text)));
    }
    html
}

/// The authors that are named, and what says that there are more.
struct Authors {
    names: String,
    more: String,
}

fn authors(site: &Site, lang: LangId, work: &Work) -> Authors {
    let named: Vec<&str> = work.authors.iter().map(String::as_str).filter(|author| *author != "et al.").collect();
    let shown = if named.len() > MAX_AUTHORS { named.get(..3).unwrap_or_default() } else { &named };
    let more = match shown.len() < work.authors.len() {
        true => site.messages.get(lang, "et-al", None).unwrap_or_default().into_owned(),
        false => String::new(),
    };
    Authors { names: shown.join(", "), more }
}

fn title(html: &mut String, work: &Work, open: &str, close: &str) {
    html.push_str(open);
    match &work.url {
        Some(url) => {
            html.push_str("<a href=\"");
            escape::address(html, url);
            html.push_str("\" rel=\"noopener noreferrer external\">");
            escape::text(html, &work.title);
            html.push_str("</a>");
        }
        None => escape::text(html, &work.title),
    }
    html.push_str(close);
}

/// The year of an article in a journal; of everything else the day, where it is known.
fn date(site: &Site, lang: LangId, work: &Work) -> String {
    let year = work.year.or(work.date.map(|date| i64::from(date.year())));
    match (work.kind, work.date, year) {
        (WorkKind::Article | WorkKind::Book, _, Some(year)) | (_, None, Some(year)) => year.to_string(),
        (_, Some(day), _) => Formats::new(&site.messages).date(lang, day).unwrap_or_else(|_| day.to_string()),
        (_, None, None) => String::new(),
    }
}

/// Volume, issue and pages: `;25(1):22`.
fn place(work: &Work) -> String {
    let mut place = String::new();
    if work.volume.is_some() || work.issue.is_some() {
        place.push(';');
    }
    place.push_str(work.volume.as_deref().unwrap_or_default());
    if let Some(issue) = &work.issue {
        _ = write!(place, "({issue})");
    }
    if let Some(pages) = work.pages.as_ref().or(work.number.as_ref()) {
        _ = write!(place, ":{pages}");
    }
    place
}

fn identifiers(html: &mut String, work: &Work) {
    let links = [
        (&work.doi, "https://doi.org/", "", "doi:"),
        (&work.pmid, "https://pubmed.ncbi.nlm.nih.gov/", "/", "PMID "),
        (&work.pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/", "/", ""),
    ];
    for (id, before, after, label) in links {
        let Some(id) = id else { continue };
        html.push_str(" <a class=\"identifier\" href=\"");
        escape::address(html, &format!("{before}{id}{after}"));
        html.push_str("\" rel=\"noopener noreferrer external\">");
        escape::text(html, &format!("{label}{id}"));
        html.push_str("</a>");
    }
}

/// Words about a work for a reader, as HTML; none where there are none.
fn about(site: &Site, lang: LangId, words: Option<&Words>) -> Option<Safe> {
    let (own, text) = words?.find(lang, &site.config).filter(|(_, text)| !text.text.is_empty())?;
    let mut html = String::new();
    escape::text(&mut html, &text.text);
    Some(Safe(foreign::wrapped(site, own, lang, html)))
}

/// What a page cites, numbered.
pub fn of_page<'a>(site: &'a Site, page: &Page) -> Vec<CitedView<'a>> {
    let entries = page.cited.iter().enumerate().map(|(at, cited)| {
        let work = site.catalog.bibliography.get(cited.work);
        CitedView {
            number: at + 1,
            key: &work.key,
            html: Safe(html(site, page.lang, work)),
            note: about(site, page.lang, work.note.as_ref()),
            unverified: about(site, page.lang, work.unverified.as_ref()),
            backlinks: (1..=cited.times).map(|time| backlink(site, page.lang, work, time)).collect(),
        }
    });
    entries.collect()
}

/// The way back to where a page cites a work for the `time`th time.
fn backlink(site: &Site, lang: LangId, work: &Work, time: u32) -> BacklinkView {
    let args = args!["number" => time];
    let label = site.messages.get(lang, "reference-back", Some(&args)).unwrap_or_default().into_owned();
    BacklinkView { href: format!("#cite-{}-{time}", crate::address::encode_path(&work.key)), label }
}

/// Every reference of the site, and the pages of this language that cite it.
pub fn all(site: &Snapshot, lang: LangId) -> Vec<ReferenceView<'_>> {
    let cited = site.resolved.cited_in(site, lang);
    let entries = site.catalog.bibliography.iter().zip(cited).map(|(work, pages)| ReferenceView {
        key: &work.key,
        html: Safe(html(site, lang, work)),
        note: about(site, lang, work.note.as_ref()),
        unverified: about(site, lang, work.unverified.as_ref()),
        cited_in: pages.into_iter().map(|id| citing(site, lang, id)).collect(),
    });
    entries.collect()
}

fn citing(site: &Site, lang: LangId, id: PageId) -> CitingView<'_> {
    let entry = site.catalog.entry(id);
    CitingView {
        title: foreign::line(site, entry.text_lang, &entry.title),
        url: site.config.base.page(&entry.route),
        lang: foreign::code(site, entry.text_lang, lang),
    }
}
