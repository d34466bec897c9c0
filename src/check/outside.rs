//! The links of a translation to other sites and to files: it has one for each of its original's.
//!
//! An address need not be the same: sites have other ones in another language, as Wikipedia has, and a form is another file.
//! So a link that only one of the texts has answers for one of its section that only the other has, and what is told is that a
//! section has more of them in one text than in the other. Telephone numbers answer for nothing but themselves: whoever calls
//! another one is not helped.

use crate::document::{Document, Kind, Reference, scheme_of};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// A link that leads to no page of the site.
#[derive(Debug)]
pub struct Outside<'a> {
    /// As it is written.
    pub address: &'a str,
    pub span: Span,
    section: usize,
    place: Place,
}

/// Where a link leads, in whichever language.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Place {
    /// The last digits of a telephone number, as countries put others before them.
    Phone(String),
    /// A host, and the rest.
    Web(String, String),
    /// An address of another kind, or a file.
    Other(String),
}

/// How many digits a telephone number has at least once those of country and town are left out.
const DIGITS: usize = 8;

/// A text, and whether its sections are those of the other one.
pub struct Text<'a> {
    pub document: &'a Document,
    pub is_whole: bool,
}

/// The links that only the first and only the second text has, and that none of the section answers for.
pub fn apart<'a>(site: &'a Site, one: &Text<'a>, other: &Text<'a>) -> (Vec<Outside<'a>>, Vec<Outside<'a>>) {
    let (mut here, mut there) = (links(site, one), links(site, other));
    let places = |links: &[Outside]| links.iter().map(|link| link.key()).collect::<HashSet<String>>();
    let (known_here, known_there) = (places(&here), places(&there));
    let mut told = HashSet::new();
    here.retain(|link| !known_there.contains(&link.key()) && told.insert(link.key()));
    told.clear();
    there.retain(|link| !known_here.contains(&link.key()) && told.insert(link.key()));
    // Those of one host first, so that what is left is what the other text lacks.
    answer(&mut here, &mut there, |link| match &link.place {
        Place::Web(host, _) => Some((link.section, host.clone())),
        Place::Phone(_) | Place::Other(_) => None,
    });
    answer(&mut here, &mut there, |link| match link.place {
        Place::Web(..) | Place::Other(_) => Some((link.section, String::new())),
        Place::Phone(_) => None,
    });
    (here, there)
}

/// Takes out of both what stands for each other: as many of the same kind as both have.
fn answer<'a>(
    here: &mut Vec<Outside<'a>>,
    there: &mut Vec<Outside<'a>>,
    of: impl Fn(&Outside) -> Option<(usize, String)>,
) {
    let count = |links: &[Outside]| {
        let mut counts: HashMap<(usize, String), usize> = HashMap::new();
        links.iter().filter_map(&of).for_each(|kind| *counts.entry(kind).or_default() += 1);
        counts
    };
    let (own, other) = (count(here), count(there));
    let both: HashMap<_, _> = own
        .into_iter()
        .map(|(kind, count)| {
            let least = count.min(other.get(&kind).copied().unwrap_or_default());
            (kind, least)
        })
        .collect();
    for links in [here, there] {
        let mut left = both.clone();
        links.retain(|link| {
            let Some(count) = of(link).and_then(|kind| left.get_mut(&kind)).filter(|count| **count > 0) else {
                return true;
            };
            *count -= 1;
            false
        });
    }
}

fn links<'a>(site: &'a Site, text: &Text<'a>) -> Vec<Outside<'a>> {
    let codes: Vec<String> = site.config.codes().map(str::to_lowercase).collect();
    let document = text.document;
    let of = |reference: &Reference| {
        let address = document.text(&site.sources, reference.dest);
        let span = document.span(reference);
        let before = |start: u32| document.headings.partition_point(|heading| heading.start <= start);
        let section = if text.is_whole { 0 } else { before(span.start) };
        Some(Outside { address, span, section, place: place(address, &codes)? })
    };
    document.references.iter().filter(|reference| reference.kind == Kind::Link).filter_map(of).collect()
}

/// Where a link leads; nothing for one to a page of the site or to a heading.
fn place(address: &str, codes: &[String]) -> Option<Place> {
    let address = address.trim();
    let (scheme, rest) = match scheme_of(address) {
        Some(scheme) => (scheme, address.split_once(':').map_or(address, |(_, rest)| rest)),
        None if address.starts_with("//") => ("https".to_owned(), address),
        None => {
            let path = address.split(['#', '?']).next().unwrap_or_default();
            return (!path.is_empty() && !path.ends_with(".md") && !path.ends_with('/'))
                .then(|| Place::Other(path.rsplit('/').next().unwrap_or(path).to_owned()));
        }
    };
    if scheme == "tel" {
        let digits: Vec<char> = rest.chars().filter(|c| c.is_ascii_digit() || matches!(c, '#' | '*')).collect();
        return Some(Place::Phone(digits.iter().skip(digits.len().saturating_sub(DIGITS)).collect()));
    }
    if !matches!(scheme.as_str(), "http" | "https") {
        let whole = rest.split('?').next().unwrap_or(rest);
        return Some(Place::Other(format!("{scheme}:{}", whole.to_lowercase())));
    }
    // A language is named before the host or in the path: ja.wikipedia.org, /ja/, /en-us/.
    let is_language = |part: &str| {
        let part = part.to_ascii_lowercase().replace('_', "-");
        codes.iter().any(|code| *code == part || part.split('-').next() == code.split('-').next() && part.len() <= 7)
    };
    let rest = rest.trim_start_matches('/').split('#').next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_lowercase();
    let host: Vec<&str> = host.split('.').collect();
    let skipped = host.iter().take(host.len().saturating_sub(2)).filter(|part| **part == "www" || is_language(part));
    let host = host.get(skipped.count()..).unwrap_or_default().join(".");
    let path: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && !is_language(part)).collect();
    Some(Place::Web(host, path.join("/")))
}

impl Outside<'_> {
    /// The place, whatever the language.
    fn key(&self) -> String {
        match &self.place {
            Place::Phone(digits) => format!("tel:{digits}"),
            Place::Web(host, path) => format!("//{host}/{path}"),
            Place::Other(address) => address.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn where_links_lead() {
        let codes = ["ja".to_owned(), "en".to_owned()];
        for (one, other) in [
            ("https://www.example.org/ja/a/", "http://example.org/en/a#top"),
            ("https://ja.example.org/a", "https://en.example.org/a"),
            ("https://example.org/ja-JP/a", "https://example.org/en_us/a"),
            ("//example.org/a", "HTTPS://Example.org/a"),
            ("tel:+81-3-1234-5678", "tel:0312345678"),
            ("mailto:A@example.org?subject=x", "mailto:a@example.org"),
            ("../forms/a.pdf", "/static/forms/a.pdf"),
        ] {
            assert_eq!(place(one, &codes), place(other, &codes), "{one} {other}");
        }
        for (one, other) in [
            ("tel:119", "tel:110"),
            ("https://example.org/a", "https://example.org/b"),
            ("https://a.example.org/", "https://b.example.org/"),
        ] {
            assert_ne!(place(one, &codes), place(other, &codes), "{one} {other}");
        }
        for own in ["#cost", "cost.md#a", "/cost.ja.md", "", "../"] {
            assert_eq!(place(own, &codes), None, "{own}");
        }
    }
}
