//! Raw HTML, taken apart as a browser does (HTML Living Standard, 13.2.5, "Tokenization"), as far as tags and their attributes
//! go. What it says is where things stand; nothing is written anew.

use std::borrow::Cow;
use std::ops::Range;

/// A tag that opens an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// As it is written.
    pub(super) name: &'a str,
    /// Bytes of the HTML, from `<` on.
    pub(super) range: Range<usize>,
    pub(super) attributes: Vec<Attribute<'a>>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    pub(super) name: &'a str,
    /// Bytes of its value in the HTML, without quotation marks; where its name ends for one without a value.
    pub(super) value: Range<usize>,
}

/// Elements whose contents are no HTML.
const TEXTS: [&str; 8] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// What is looked at of a piece of HTML.
pub(super) enum Part<'a> {
    /// One that opens an element.
    Tag(Tag<'a>),
    Comment(Range<usize>),
}

/// The tags that open elements and the comments of a piece of HTML, in order. What looks like one in a tag, or in a script,
/// is none.
pub(super) fn parts(html: &str) -> Vec<Part<'_>> {
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some(open) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = html.get(open + 1..).unwrap_or_default();
        at = open + 1;
        if let Some(comment) = rest.strip_prefix("!--") {
            at = comment.find("-->").map_or(html.len(), |end| open + 4 + end + 3);
            parts.push(Part::Comment(open..at));
        } else if let Some(name) = rest.strip_prefix('/') {
            // A tag that closes has attributes too, which mean nothing.
            at = if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                tag(html, open + 1).range.end
            } else {
                open + 2
            };
        } else if rest.starts_with(['!', '?']) {
            at = rest.find('>').map_or(html.len(), |end| open + 1 + end + 1);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = tag(html, open);
            at = tag.range.end;
            if let Some(text) = TEXTS.iter().find(|text| tag.name.eq_ignore_ascii_case(text)) {
                at = end_of_text(html, at, text);
            }
            parts.push(Part::Tag(tag));
        }
    }
    parts
}

/// Where the text of an element ends.
fn end_of_text(html: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(open) = html.get(at..).and_then(|rest| rest.find("</")).map(|found| at + found) {
        let end = html.get(open + 2..open + 2 + name.len());
        if end.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return open;
        }
        at = open + 2;
    }
    html.len()
}

/// Where a byte first stands from a place on; the end where none does.
fn find(html: &str, from: usize, is: impl Fn(u8) -> bool) -> usize {
    let rest = html.as_bytes().get(from..).unwrap_or_default();
    rest.iter().position(|byte| is(*byte)).map_or(html.len(), |found| from + found)
}

fn tag(html: &str, open: usize) -> Tag<'_> {
    // Whatever ends a name or a value is of ASCII.
    let is_blank = |c: u8| c.is_ascii_whitespace();
    let mut at = find(html, open + 1, |c| is_blank(c) || matches!(c, b'/' | b'>'));
    let name = html.get(open + 1..at).unwrap_or_default();
    let mut attributes = Vec::new();
    loop {
        at = find(html, at, |c| !(is_blank(c) || c == b'/'));
        match html.as_bytes().get(at) {
            None => return Tag { name, range: open..html.len(), attributes },
            Some(b'>') => return Tag { name, range: open..at + 1, attributes },
            Some(_) => {}
        }
        // A name may begin with `=`.
        let first = html.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let end = find(html, at + first, |c| is_blank(c) || matches!(c, b'/' | b'>' | b'='));
        let own = html.get(at..end).unwrap_or_default();
        let equals = find(html, end, |c| !is_blank(c));
        if html.as_bytes().get(equals) != Some(&b'=') {
            attributes.push(Attribute { name: own, value: end..end });
            at = end;
            continue;
        }
        let start = find(html, equals + 1, |c| !is_blank(c));
        let (value, next) = match html.as_bytes().get(start) {
            Some(quote @ (b'"' | b'\'')) => {
                let close = find(html, start + 1, |c| c == *quote);
                (start + 1..close, (close + 1).min(html.len()))
            }
            _ => {
                let close = find(html, start, |c| is_blank(c) || c == b'>');
                (start..close, close)
            }
        };
        attributes.push(Attribute { name: own, value });
        at = next;
    }
}

/// What an attribute names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// A page or a file.
    Address,
    /// A file that is shown.
    Picture,
    /// Pictures with their sizes, separated by commas.
    Pictures,
    /// The element itself.
    Itself,
}

/// What an attribute of an element names, if it names anything.
pub(super) fn names(element: &str, attribute: &str) -> Option<Names> {
    let (element, attribute) = (element.to_ascii_lowercase(), attribute.to_ascii_lowercase());
    match (element.as_str(), attribute.as_str()) {
        ("a" | "area" | "link", "href") => Some(Names::Address),
        ("audio" | "embed" | "iframe" | "input" | "script" | "source" | "track" | "video", "src") => {
            Some(Names::Address)
        }
        ("object", "data") => Some(Names::Address),
        ("img", "src") | ("video", "poster") => Some(Names::Picture),
        ("img" | "source", "srcset") => Some(Names::Pictures),
        (_, "id") | ("a", "name") => Some(Names::Itself),
        _ => None,
    }
}

/// The addresses of a `srcset` (HTML Living Standard, 4.8.4.2.1), as bytes of it.
pub(super) fn candidates(value: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    loop {
        let rest = value.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',').len();
        let rest = value.get(at..).unwrap_or_default();
        if rest.is_empty() {
            return found;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = rest.get(..end).unwrap_or_default().trim_end_matches(',');
        found.push(at..at + address.len());
        // Behind a comma the next one begins at once.
        at += match address.len() < end {
            true => end,
            false => rest.get(end..).and_then(|rest| rest.find(',')).map_or(rest.len(), |comma| end + comma + 1),
        };
    }
}

/// The references to characters that addresses have (HTML Living Standard, 13.5).
pub(super) fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let end = after.find(';').filter(|end| *end <= 8);
        let c = end.and_then(|end| after.get(..end)).and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            name => {
                let number = name.strip_prefix('#')?;
                let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
                char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
            }
        });
        match (c, end) {
            (Some(c), Some(end)) => {
                text.push(c);
                rest = after.get(end + 1..).unwrap_or_default();
            }
            _ => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::{Part, candidates, parts};

    fn read(html: &str) -> Vec<(String, Vec<(String, String)>)> {
        let own = |tag: super::Tag<'_>| {
            let attributes = tag.attributes.iter().map(|of| (of.name.to_owned(), html[of.value.clone()].to_owned()));
            (tag.name.to_owned(), attributes.collect())
        };
        parts(html)
            .into_iter()
            .filter_map(|part| match part {
                Part::Tag(tag) => Some(own(tag)),
                Part::Comment(_) => None,
            })
            .collect()
    }

    #[test]
    fn tags_have_their_attributes() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        for (html, name, attributes) in [
            ("<a href=\"b.md\" id='x'>", "a", vec![pair("href", "b.md"), pair("id", "x")]),
            ("<a href=b.md/>", "a", vec![pair("href", "b.md/")]),
            ("<IMG src = \"a>b\" hidden>", "IMG", vec![pair("src", "a>b"), pair("hidden", "")]),
            ("<br/>", "br", vec![]),
            ("<p/x=1/y>", "p", vec![pair("x", "1/y")]),
            ("<a href=\"not closed", "a", vec![pair("href", "not closed")]),
            ("<p =a>", "p", vec![pair("=a", "")]),
            ("<日本>", "", vec![]),
        ] {
            let found = read(html);
            match name {
                "" => assert!(found.is_empty(), "{html}"),
                name => assert_eq!(found, [(name.to_owned(), attributes)], "{html}"),
            }
        }
        let script = read("<script>\"<a href='x'>\"</script><b>");
        assert_eq!(script.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["script", "b"]);
        assert_eq!(read("</a href=x> <!DOCTYPE html> < a> a<3").len(), 0);
        let comments = |html: &str| -> Vec<String> {
            let of = |part| match part {
                Part::Tag(_) => None,
                Part::Comment(at) => Some(html[at].to_owned()),
            };
            parts(html).into_iter().filter_map(of).collect()
        };
        assert_eq!(
            comments("<a title=\"<!-- c -->\">x<!-- d --></a><script><!-- e --></script><!-- f"),
            ["<!-- d -->", "<!-- f"]
        );
    }

    #[test]
    fn a_set_of_pictures_has_an_address_for_each() {
        let read =
            |value: &str| -> Vec<String> { candidates(value).into_iter().map(|at| value[at].to_owned()).collect() };
        assert_eq!(read("a.png 1x, b.png 2x"), ["a.png", "b.png"]);
        assert_eq!(read(" a.png,b,c.png 300w"), ["a.png,b,c.png"]);
        assert_eq!(read("a.png, b.png"), ["a.png", "b.png"]);
        assert_eq!(read("a.png 1x (x, y), b.png"), ["a.png", "y)", "b.png"]);
        assert_eq!(read(", ,"), Vec::<String>::new());
    }
}
