//! What stands round a construct of an article: a callout, a question, a block of code.
//!
//! Each is a component, so that a theme can write it. A component takes longer than a page can afford for every callout;
//! so it is rendered once for each of its few arguments, with a mark in place of each text of the article, a hole, and cut
//! at the marks. What authors write never goes through a template, and no page waits for one.

use super::asked::{self, Asked};
use crate::config::LangId;
use crate::diagnostic::Diagnostic;
use crate::document::Callout;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, RwLock};
use tera::Value;

/// A construct, with all that its frame depends on beside the language of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Construct {
    /// In a text in the language `around`.
    Callout {
        kind: Callout,
        has_title: bool,
        around: LangId,
    },
    Code {
        language: String,
        has_title: bool,
    },
    Faq,
    Figure,
    Footnotes {
        around: LangId,
    },
    IncludedBlock {
        id: Box<str>,
        lang: LangId,
        around: LangId,
    },
    MarkdownTable {
        around: LangId,
    },
    Question,
    RepeatedQuestion {
        lang: LangId,
        around: LangId,
    },
}

impl Construct {
    /// The name of the component, which its file has too, and that of its argument.
    pub fn component(&self) -> (&'static str, &'static str) {
        match self {
            Construct::Callout { .. } => ("callout", "callout"),
            Construct::Code { .. } => ("code_block", "code"),
            Construct::Faq => ("faq", "faq"),
            Construct::Figure => ("figure", "figure"),
            Construct::Footnotes { .. } => ("footnotes", "footnotes"),
            Construct::IncludedBlock { .. } => ("included_block", "block"),
            Construct::MarkdownTable { .. } => ("markdown_table", "table"),
            Construct::Question => ("question", "question"),
            Construct::RepeatedQuestion { .. } => ("repeated_question", "question"),
        }
    }

    /// The names of its holes, in the order in which they are filled.
    pub fn holes(&self) -> &'static [&'static str] {
        match self {
            Construct::Callout { has_title: true, .. } => &["title", "body"],
            Construct::Callout { has_title: false, .. } => &["body"],
            Construct::Code { has_title: true, .. } => &["title", "body"],
            Construct::Code { has_title: false, .. } => &["body"],
            Construct::Faq => &["questions"],
            Construct::Figure => &["image", "caption"],
            Construct::Footnotes { .. } => &["items"],
            Construct::IncludedBlock { .. } => &["body"],
            Construct::MarkdownTable { .. } => &["html"],
            Construct::Question => &["heading", "answer"],
            Construct::RepeatedQuestion { .. } => &["heading", "answer", "source"],
        }
    }
}

/// The HTML round a construct, cut at its holes. If anything is wrong with the component, it is empty, and the texts stand
/// alone.
#[derive(Debug)]
pub struct Frame {
    /// One more than there are holes.
    pub(super) pieces: Vec<String>,
    /// What every page needs that has it.
    pub(super) asked: Asked,
}

/// What is wrong with a hole of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Missing(&'static str),
    Twice(&'static str),
    /// The first stands behind the second.
    Order(&'static str, &'static str),
    /// It stands within a tag.
    Inside(&'static str),
}

/// The frames that pages have asked for so far.
#[derive(Default)]
pub struct Frames {
    known: RwLock<HashMap<(LangId, Construct), Arc<Frame>>>,
}

/// With how many others the frame of a block of code is kept: more than any site has on purpose. Its language is what an
/// author writes; of all else there is no more than the site has languages and blocks.
const MOST: usize = 1000;

impl Frames {
    /// The frame of a construct for readers of `lang`: known, or rendered by `render`, which is given what stands in
    /// place of each hole. `blame` says what a fault means.
    pub fn get(
        &self,
        lang: LangId,
        construct: Construct,
        render: impl FnOnce(&Construct, &[Value]) -> Result<String, Box<Diagnostic>>,
        blame: impl FnOnce(&Construct, Fault) -> Diagnostic,
    ) -> Arc<Frame> {
        let key = (lang, construct);
        // What another thread left half done is only not there.
        let known = self.known.read().ok().and_then(|known| known.get(&key).cloned());
        if let Some(frame) = known {
            return frame;
        }
        let construct = &key.1;
        let holes = construct.holes();
        // Nobody can have written it, in a language of code or elsewhere.
        let mark = format!("shirube-{:016x}-", RandomState::new().hash_one(holes));
        let marks: Vec<Value> =
            (0..holes.len()).map(|number| Value::safe_string(&format!("{mark}{number}-"))).collect();
        let (pieces, asked) = asked::gather(|| {
            let html = render(construct, &marks);
            let cut = |html: String| cut(&html, &mark, holes).map_err(|fault| Box::new(blame(construct, fault)));
            html.and_then(cut).unwrap_or_else(|mistake| {
                asked::note_mistake(&mistake);
                vec![String::new(); holes.len() + 1]
            })
        });
        let frame = Arc::new(Frame { pieces, asked });
        if let Ok(mut known) = self.known.write()
            && (known.len() < MOST || !matches!(key.1, Construct::Code { .. }))
        {
            known.insert(key, Arc::clone(&frame));
        }
        frame
    }
}

/// What stands before, between and behind the holes; each has to be there once, in order.
fn cut(html: &str, mark: &str, holes: &[&'static str]) -> Result<Vec<String>, Fault> {
    let mut pieces = html.split(mark);
    let mut cut = vec![pieces.next().unwrap_or_default().to_owned()];
    let mut found: Vec<usize> = Vec::new();
    for piece in pieces {
        // A filter may have changed what follows a mark: then it is none any more.
        let (number, rest) = piece.split_once('-').unwrap_or((piece, ""));
        found.extend(number.parse::<usize>().ok());
        cut.push(rest.to_owned());
    }
    for (number, hole) in holes.iter().enumerate() {
        match found.iter().filter(|other| **other == number).count() {
            0 => return Err(Fault::Missing(hole)),
            1 => {}
            _ => return Err(Fault::Twice(hole)),
        }
    }
    let swapped = found.windows(2).find_map(|pair| match pair {
        [one, other] if one > other => Some((*holes.get(*other)?, *holes.get(*one)?)),
        _ => None,
    });
    if let Some((hole, before)) = swapped {
        return Err(Fault::Order(hole, before));
    }
    let mut places = holes.iter().zip(html.match_indices(mark));
    match places.find(|(_, (at, _))| html.get(..*at).is_some_and(is_in_tag)) {
        Some((hole, _)) => Err(Fault::Inside(hole)),
        None => Ok(cut),
    }
}

/// Whether the tag that begins last does not end.
fn is_in_tag(html: &str) -> bool {
    let after = html.rsplit_once('<').map_or("", |(_, after)| after);
    after.starts_with(|c: char| c.is_ascii_alphabetic()) && !after.contains('>')
}

#[cfg(test)]
mod tests {
    use super::{Fault, cut};

    #[test]
    fn a_component_is_cut_at_its_holes() {
        let cut = |html: &str| cut(html, "m-", &["title", "body"]);
        assert_eq!(cut("<p>m-0-</p>m-1-").unwrap(), ["<p>", "</p>", ""]);
        assert_eq!(cut("m-0-m-1-").unwrap(), ["", "", ""]);
        assert_eq!(cut("m-1-"), Err(Fault::Missing("title")));
        assert_eq!(cut("m-0- m-0m-1-"), Err(Fault::Twice("title")));
        assert_eq!(cut("m-0- m-"), Err(Fault::Missing("body")));
        assert_eq!(cut("m-0-m-1-m-1-"), Err(Fault::Twice("body")));
        assert_eq!(cut("m-1-m-0-"), Err(Fault::Order("title", "body")));
        assert_eq!(cut(""), Err(Fault::Missing("title")));
        assert_eq!(cut("m-0-<p class=\"m-1-\">"), Err(Fault::Inside("body")));
        assert_eq!(cut("a < b m-0-<br>m-1-").unwrap(), ["a < b ", "<br>", ""]);
    }
}
