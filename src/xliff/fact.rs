//! What facts say in the language of a translation.

use crate::config::{LangId, Writing};
use crate::data::split_front;
use crate::diagnostic::Diagnostics;
use crate::document::{self, Kind, fact_link, split_fact_link};
use crate::facts::{Cell, Fact, Quote, check_quote, split_quote};
use crate::format::Value;
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use std::collections::HashSet;

/// A text that is written in another language: where it stands, its language and the other.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) source: SourceId,
    pub(super) from: LangId,
    pub(super) to: LangId,
    /// What is being translated too.
    pub(super) open: &'a Open,
}

/// What facts are written with and is being translated with them: what they will say is known to the build alone, which
/// fills it in.
#[derive(Default)]
pub(super) struct Open {
    /// Files of facts.
    pub(super) files: HashSet<SourceId>,
    pub(super) messages: HashSet<String>,
}

impl Open {
    fn has(&self, fact: &Fact) -> bool {
        let is_new = |id: &str| self.messages.contains(id);
        match &fact.cell {
            cell if cell.is_worded() => self.files.contains(&fact.span.source),
            Cell::Value(Value::Count { unit, .. }) if is_new(&format!("unit-{unit}")) => true,
            Cell::Value(_) => self.messages.iter().any(|id| id.starts_with("format-")),
            Cell::Unknown => is_new("value-unknown"),
            Cell::NotApplicable => is_new("value-not-applicable"),
            Cell::Statement(_) => false,
        }
    }
}

/// What a quotation of a fact says in another language: as it is written, if that is right there already, else in the
/// form that it has in its own. Nothing where the build has to fill it in.
fn fact(site: &Site, dest: &str, written: &str, way: Way) -> Option<String> {
    let facts = &site.catalog.facts;
    let number = facts.id(split_quote(dest).0)?;
    if way.open.has(facts.get(number)) {
        return None;
    }
    let quoted = |lang: LangId| {
        let quote = Quote { dest, written, span: Span::file(way.source), visible: None, lang };
        check_quote(facts, quote, &site.messages).ok()
    };
    if !written.is_empty() && quoted(way.to).is_some() {
        return Some(written.to_owned());
    }
    let form = quoted(way.from).map(|quoted| quoted.form).unwrap_or_default();
    facts.form(number, way.to, form, &site.messages).map(str::to_owned)
}

/// The text of a page with its facts in another language. One that would have to be escaped is left out, and filled in
/// by the build.
pub(super) fn with_facts(site: &Site, text: &str, way: Way) -> String {
    let body = split_front(text, way.source, &mut Diagnostics::new()).body;
    let document = document::parse(text, body..text.len(), way.source, Writing::PLAIN);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for reference in document.references.iter().filter(|reference| reference.kind == Kind::Fact) {
        let range = document.span(reference).range();
        let (dest, said) = (document.text_in(text, reference.dest), document.text_in(text, reference.text));
        let end = text.get(range.clone()).and_then(|whole| whole.rfind("]("));
        let (Some(end), Some(before), false) = (end, text.get(done..range.start + 1), said.is_empty()) else {
            continue;
        };
        let new = fact(site, dest, said, way);
        if new.as_deref() == Some(said) {
            continue;
        }
        written.push_str(before);
        written.push_str(&plain(new));
        done = range.start + end;
    }
    written.push_str(text.get(done..).unwrap_or_default());
    written
}

/// A quotation in a title or description, in another language.
pub(super) fn line_fact(site: &Site, written: &str, way: Way) -> Option<String> {
    let (said, dest) = split_fact_link(written)?;
    Some(fact_link(&plain(fact(site, dest, said, way)), dest))
}

fn plain(text: Option<String>) -> String {
    let special = |c: char| {
        c.is_control()
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '{' | '"' | '\'')
    };
    text.filter(|text| !text.contains(special)).unwrap_or_default()
}
