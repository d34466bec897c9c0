//! Addresses in raw HTML, which goes into the page as it is: those that a browser would find nothing at on this site.

use crate::catalog::{Anchor, Entry};
use crate::config::Html;
use crate::data::split_front;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Op};
use crate::resolve::{Site, leads_somewhere};
use crate::source::Span;
use std::ops::Range;

/// Attributes whose value is an address.
const ADDRESSES: [&str; 3] = ["href", "src", "poster"];

/// The elements that the cleaned form of HTML keeps of those that have such an attribute.
const SAFE: [&str; 2] = ["a", "img"];

/// Those of all pages and blocks.
pub fn check(site: &Site) -> Diagnostics {
    if site.config.html == Html::Escape {
        return Diagnostics::new();
    }
    let pages = site.catalog.written().map(|(_, entry)| (entry.document.as_ref(), Some(entry)));
    let blocks = site.catalog.blocks.iter().map(|block| (block.document.as_ref(), None));
    pages.chain(blocks).flat_map(|(document, entry)| of_text(site, document, entry)).collect()
}

fn of_text(site: &Site, document: &Document, entry: Option<&Entry>) -> Diagnostics {
    let mut found = Diagnostics::new();
    let pieces = pieces(site, document);
    if pieces.is_empty() {
        return found;
    }
    let is_named = |id: &str| site.config.html == Html::Trusted && pieces.iter().any(|(_, html)| has_id(html, id));
    let text = &site.sources.get(document.source).text;
    // Front matter has been judged where it was read.
    let mut at = split_front(text, document.source, &mut Diagnostics::new()).body;
    for (after, html) in &pieces {
        at = at.max(*after);
        for (element, value) in addresses(html) {
            let written = html.get(value.clone()).unwrap_or_default();
            // With the sign before it, so that a short one is not found in a word.
            let signed = html.get(value.start.saturating_sub(1)..value.end).unwrap_or(written);
            // Raw HTML is kept without its comments, so that its places are found again.
            let place = text.get(at..).and_then(|rest| rest.find(signed));
            let place = place.map(|found| at + found + signed.len() - written.len());
            at = place.map_or(at, |place| place + written.len());
            let address = written.trim().replace("&amp;", "&");
            let is_dropped = site.config.html == Html::Safe && !SAFE.contains(&element.to_ascii_lowercase().as_str());
            // What other characters are meant by their names is not worked out.
            if is_dropped || (address.contains('&') && address.contains(';')) {
                continue;
            }
            let leads = match address.strip_prefix('#') {
                Some(id) => entry.is_none_or(|entry| {
                    let anchor = site.catalog.anchor(entry, id, &site.sources, &site.config);
                    matches!(id, "" | "top") || anchor != Anchor::Unknown || is_named(id)
                }),
                None => leads_somewhere(site, entry.map(|entry| entry.route.as_str()), &address),
            };
            if !leads {
                let place = place.map(|place| Span::new(document.source, place..place + written.len()));
                let span = place.unwrap_or_else(|| Span::file(document.source));
                let message = format!("`{address}` in HTML leads to nothing on this site");
                let help = "HTML goes into the page as it is: write it in Markdown, `[text](page.md)` or `![text](picture.png)`";
                found.push(Diagnostic::new(Code::HtmlLink, span, message).help(help));
            }
        }
    }
    found
}

/// Raw HTML, what follows on each other as one, and a place in the source behind which it stands.
fn pieces(site: &Site, document: &Document) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let (mut after, mut is_open) = (0, false);
    for op in document.ops() {
        let Op::Html { start, len } = *op else {
            is_open = false;
            after = op.text().and_then(|chunk| document.place(chunk)).unwrap_or(after);
            continue;
        };
        let html = document.text(&site.sources, Op::chunk(start, len));
        match all.last_mut().filter(|_| is_open) {
            Some((_, last)) => last.push_str(html),
            None => all.push((after, html.to_owned())),
        }
        is_open = true;
    }
    all
}

/// The addresses in the tags of a piece of HTML: the name of the element, and where the value stands.
fn addresses(html: &str) -> Vec<(&str, Range<usize>)> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += open + 1;
        let name = word(html, at, |c| c.is_ascii_alphanumeric() || c == '-');
        if !html.get(name.clone()).is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())) {
            continue;
        }
        at = name.end;
        while let Some((attribute, value, end)) = attribute(html, at) {
            let is_address = html.get(attribute).is_some_and(|of| ADDRESSES.iter().any(|a| a.eq_ignore_ascii_case(of)));
            if let Some(value) = value.filter(|_| is_address) {
                all.push((html.get(name.clone()).unwrap_or_default(), value));
            }
            at = end;
        }
    }
    all
}

/// The next attribute of a tag: its name, its value, and where it ends; `None` at the end of the tag.
fn attribute(html: &str, from: usize) -> Option<(Range<usize>, Option<Range<usize>>, usize)> {
    let start = word(html, from, |c| c.is_ascii_whitespace() || c == '/').end;
    let name = word(html, start, |c| !c.is_ascii_whitespace() && !matches!(c, '>' | '/' | '=' | '<' | '"' | '\''));
    if name.is_empty() {
        return None;
    }
    let sign = word(html, name.end, |c| c.is_ascii_whitespace()).end;
    if html.get(sign..).is_none_or(|rest| !rest.starts_with('=')) {
        return Some((name.clone(), None, name.end));
    }
    let start = word(html, sign + 1, |c| c.is_ascii_whitespace()).end;
    match html.get(start..)?.chars().next()? {
        quote @ ('"' | '\'') => {
            let value = word(html, start + 1, |c| c != quote);
            Some((name, Some(value.clone()), value.end + 1))
        }
        _ => {
            let value = word(html, start, |c| !c.is_ascii_whitespace() && c != '>');
            Some((name, Some(value.clone()), value.end))
        }
    }
}

/// The characters from a place on for which something holds.
fn word(html: &str, from: usize, holds: impl Fn(char) -> bool) -> Range<usize> {
    let rest = html.get(from..).unwrap_or_default();
    from..from + rest.find(|c| !holds(c)).unwrap_or(rest.len())
}

/// Whether a piece of HTML seems to give something this id.
fn has_id(html: &str, id: &str) -> bool {
    ["id=", "name="].iter().any(|key| {
        html.match_indices(key).any(|(at, _)| {
            let value = html.get(at + key.len()..).unwrap_or_default().trim_start_matches(['"', '\'']);
            let end = |rest: &str| rest.is_empty() || rest.starts_with(['"', '\'', ' ', '>', '\n']);
            value.strip_prefix(id).is_some_and(end)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn finds_addresses_in_tags() {
        for (html, expected) in [
            ("<a href=\"x\">href=\"y\"</a>", &[("a", "x")][..]),
            ("<a title='href=\"n\"' HREF = x>", &[("a", "x")]),
            ("<img alt src='a b.png'/><IMG src=b>", &[("img", "a b.png"), ("IMG", "b")]),
            ("<a\n  href=\"x\"\n>", &[("a", "x")]),
            ("<!-- <a href=\"x\"> -->", &[("a", "x")]),
            ("< a href=x> </a href=y> <a href", &[]),
            ("<a href=\"x", &[("a", "x")]),
            ("<a href=", &[]),
        ] {
            let found: Vec<(&str, &str)> =
                addresses(html).into_iter().map(|(name, value)| (name, &html[value])).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
