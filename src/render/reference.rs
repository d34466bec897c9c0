//! Cited works as readers see them.
//!
//! The order is that of the Vancouver style (International Committee of Medical Journal Editors, sample references):
//! authors, title, journal, date, volume, issue, pages; a work in Japanese has its title in 「」.

use super::escape;
use super::foreign;
use super::value::{list, map, safe};
use crate::catalog::{Work, WorkKind};
use crate::config::{LangId, Words};
use crate::format::Formats;
use crate::locale::Direction;
use crate::resolve::{Site, Snapshot};
use fluent::fluent_args;
use std::fmt::Write;
use tera::Value;

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
        let args = fluent_args!["date" => day];
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

/// What every list of references says of a work.
fn entry(site: &Site, lang: LangId, work: &Work) -> [(&'static str, Value); 4] {
    let words = |words: &Option<Words>| {
        let found = words.as_ref().and_then(|words| words.find(lang, &site.config));
        let Some((own, text)) = found.filter(|(_, text)| !text.text.is_empty()) else { return Value::none() };
        let mut html = String::new();
        escape::text(&mut html, &text.text);
        safe(&foreign::wrapped(site, own, lang, html))
    };
    [
        ("key", work.key.as_str().into()),
        ("html", safe(&html(site, lang, work))),
        ("note", words(&work.note)),
        ("unverified", words(&work.unverified)),
    ]
}

/// What a page cites, numbered.
pub fn of_page(site: &Site, page: &crate::resolve::Page) -> Value {
    let entries = page.cited.iter().enumerate().map(|(at, cited)| {
        let work = site.catalog.bibliography.get(cited.work);
        let backlinks = (1..=cited.times).map(|time| {
            let args = fluent_args!["number" => time];
            let label = site.messages.get(page.lang, "reference-back", Some(&args)).unwrap_or_default().into_owned();
            let href = format!("#cite-{}-{time}", crate::address::encode_path(&work.key));
            map([("href", href.into()), ("label", label.into())])
        });
        let [key, html, note, unverified] = entry(site, page.lang, work);
        map([("number", (at + 1).into()), key, html, note, unverified, ("backlinks", list(backlinks))])
    });
    list(entries)
}

/// Every reference of the site, and the pages of this language that cite it.
pub fn all(site: &Snapshot, lang: LangId) -> Value {
    let cited = site.resolved.cited_in(site, lang);
    let entries = site.catalog.bibliography.iter().zip(cited).map(|(work, pages)| {
        let pages = pages.into_iter().map(|id| {
            let entry = site.catalog.entry(id);
            let url = site.config.base.page(&entry.route);
            let title = foreign::line(site, entry.text_lang, &entry.title);
            map([("title", title.into()), ("url", url.into()), ("lang", foreign::code(site, entry.text_lang, lang))])
        });
        let [key, html, note, unverified] = entry(site, lang, work);
        map([key, html, note, unverified, ("cited_in", list(pages))])
    });
    list(entries)
}
