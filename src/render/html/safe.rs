//! `html = "safe"`: a text with raw HTML, cleaned as a whole.
//!
//! Pieces of raw HTML cannot be judged one by one, because an element may begin in one and end in another. So `ammonia`
//! reads the finished text as a browser would and writes what is allowed of it. Two things are kept from it: what
//! templates wrote (tables, charts, callouts) is put back in place of an element that nobody can have written; and
//! attributes that only the program may give, ids above all, carry a mark. A text that stands in what a template wrote
//! is a text by itself (`framed.rs`).

use super::markup::{self, Open};
use crate::document::USUAL_SCHEMES;
use crate::document::safe::{ATTRIBUTES, ELEMENTS, EMPTIED, OF_ELEMENTS, OWN};
use crate::source::digest;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// What has to be known of a text until it is cleaned.
#[derive(Default)]
pub(super) struct Guard {
    /// Raw HTML that is not yet written.
    pending: String,
    open: Open,
    /// In the order of the text.
    marks: Vec<Mark>,
    /// The bytes of what is kept.
    size: usize,
}

struct Mark {
    start: usize,
    end: usize,
    /// What belongs here and is not cleaned; without it, what stands between start and end is raw HTML.
    kept: Option<String>,
}

impl Guard {
    /// What has to be known of a text that is cleaned by itself and stands in this one.
    pub(super) fn inner(&self) -> Guard {
        Guard { open: self.open.inner(), ..Guard::default() }
    }

    /// Learns what is known of such a text at its end.
    pub(super) fn end_inner(&mut self, inner: &Guard) {
        self.open.too_deep |= inner.open.too_deep;
    }

    /// Takes a piece of raw HTML.
    pub(super) fn take(&mut self, html: &str) {
        self.pending.push_str(html);
    }

    /// Keeps `html`, of the program or its templates, for a place in the text.
    pub(super) fn keep(&mut self, at: usize, html: &str) {
        self.size += html.len();
        self.marks.push(Mark { start: at, end: at, kept: Some(html.to_owned()) });
    }

    /// How many bytes are kept for the text.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Writes the raw HTML that was taken.
    pub(super) fn flush(&mut self, out: &mut String) {
        if !self.pending.is_empty() {
            let start = out.len();
            out.push_str(&markup::mend(&std::mem::take(&mut self.pending), &mut self.open));
            self.marks.push(Mark { start, end: out.len(), kept: None });
        }
    }

    /// Whether anything from this place on has a mark.
    pub(super) fn marks_after(&self, at: usize) -> bool {
        self.marks.last().is_some_and(|mark| mark.end >= at)
    }

    /// Whether raw HTML was nested too deeply.
    pub(super) fn too_deep(&self) -> bool {
        self.open.too_deep
    }

    /// The text, of which only what is allowed is left. `schemes` are those that links may have beside the usual ones.
    pub(super) fn clean(&self, text: &str, schemes: &[String]) -> String {
        if self.marks.iter().all(|mark| mark.kept.is_some()) {
            return self.joined(text);
        }
        // Something that does not stand in the text, nor in any that was made to hold its own digest.
        let mut key = format!("{:016x}", digest(text.as_bytes()));
        while text.contains(&key) {
            key = format!("{:016x}", digest(key.as_bytes()));
        }
        let element = format!("shirube-{key}");
        let mut dirty = String::with_capacity(text.len() * 2);
        let mut at = 0;
        for (number, mark) in self.marks.iter().enumerate() {
            mark_own(&mut dirty, text.get(at..mark.start).unwrap_or_default(), &key);
            match mark.kept {
                Some(_) => _ = write!(dirty, "<{element} n=\"{number}\"></{element}>"),
                None => dirty.push_str(text.get(mark.start..mark.end).unwrap_or_default()),
            }
            at = mark.end;
        }
        mark_own(&mut dirty, text.get(at..).unwrap_or_default(), &key);
        self.put_back(&cleaned(&dirty, &element, &key, schemes), &element, &key)
    }

    /// The text with what is kept for it, of which nothing has to be cleaned.
    fn joined(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + self.size);
        let mut at = 0;
        for mark in &self.marks {
            out.push_str(text.get(at..mark.start).unwrap_or_default());
            out.push_str(mark.kept.as_deref().unwrap_or_default());
            at = mark.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }

    fn put_back(&self, clean: &str, element: &str, key: &str) -> String {
        let (start, end) = (format!("<{element} n=\""), format!("\"></{element}>"));
        let mut out = String::with_capacity(clean.len());
        let mut rest = clean;
        while let Some((before, after)) = rest.split_once(&start) {
            out.push_str(&before.replace(key, ""));
            let (number, after) = after.split_once(&end).unwrap_or(("", after));
            let mark = number.parse::<usize>().ok().and_then(|number| self.marks.get(number));
            out.push_str(mark.and_then(|mark| mark.kept.as_deref()).unwrap_or_default());
            rest = after;
        }
        out.push_str(&rest.replace(key, ""));
        out
    }
}

/// Adds a text of the program, its own attributes marked. What looks like one in running text is marked too: marks
/// are taken out everywhere at the end.
fn mark_own(out: &mut String, text: &str, key: &str) {
    let mut text = Cow::Borrowed(text);
    for name in OWN {
        let start = format!(" {name}=\"");
        if text.contains(&start) {
            text = Cow::Owned(text.replace(&start, &format!("{start}{key}")));
        }
    }
    out.push_str(&text);
}

fn cleaned(dirty: &str, element: &str, key: &str, schemes: &[String]) -> String {
    let mut elements: HashSet<&str> = ELEMENTS.into_iter().collect();
    elements.insert(element);
    let mut attributes: HashMap<&str, HashSet<&str>> =
        OF_ELEMENTS.iter().map(|(name, attributes)| (*name, attributes.iter().copied().collect())).collect();
    attributes.insert(element, HashSet::from(["n"]));
    let key = key.to_owned();
    let mut builder = Builder::empty();
    builder
        .tags(elements)
        .tag_attributes(attributes)
        .generic_attributes(ATTRIBUTES.into_iter().collect())
        .generic_attribute_prefixes(HashSet::from(["aria-"]))
        .url_schemes(USUAL_SCHEMES.into_iter().chain(schemes.iter().map(String::as_str)).collect())
        .url_relative(UrlRelative::PassThrough)
        // As for images that are written in Markdown.
        .set_tag_attribute_values(HashMap::from([("img", HashMap::from([("referrerpolicy", "no-referrer")]))]))
        .link_rel(None)
        .clean_content_tags(HashSet::from(EMPTIED))
        .attribute_filter(move |_, name, value| match OWN.contains(&name) {
            true => value.strip_prefix(key.as_str()).map(Cow::Borrowed),
            false => Some(Cow::Borrowed(value)),
        });
    builder.clean(dirty).to_string()
}
