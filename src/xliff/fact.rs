//! What facts say in the language of a translation.

use crate::catalog::{Quote, Written, check_quote, split_front, split_quote};
use crate::config::{LangId, Writing};
use crate::document::{self, Kind};
use crate::resolve::Site;
use crate::source::Span;

/// What a quotation of a fact says in another language, in the form that it has in its own.
pub(super) fn fact(site: &Site, dest: &str, written: &str, (original, to): (Written, LangId)) -> Option<String> {
    let quote = Quote { dest, written, span: Span::file(original.source), visible: None, lang: original.lang };
    let quoted = check_quote(&site.catalog.facts, quote, &site.messages).ok();
    let number = site.catalog.facts.number(split_quote(dest).0)?;
    let form = quoted.map(|quoted| quoted.form).unwrap_or_default();
    site.catalog.facts.form(number, to, form, &site.messages).map(str::to_owned)
}

/// The text of a page with its facts in another language. One that would have to be escaped is left out, and filled in
/// by the build.
pub(super) fn with_facts(site: &Site, text: &str, original: Written, to: LangId) -> String {
    let body = split_front(text, original.source, &mut Vec::new()).body;
    let document = document::parse(text, body..text.len(), original.source, Writing::PLAIN);
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    for reference in document.references.iter().filter(|reference| reference.kind == Kind::Fact) {
        let range = document.span(reference).range();
        let (dest, said) = (document.text_in(text, reference.dest), document.text_in(text, reference.text));
        let end = text.get(range.clone()).and_then(|whole| whole.rfind("]("));
        let (Some(end), Some(before), false) = (end, text.get(done..range.start + 1), said.is_empty()) else {
            continue;
        };
        written.push_str(before);
        written.push_str(&plain(fact(site, dest, said, (original, to))));
        done = range.start + end;
    }
    written.push_str(text.get(done..).unwrap_or_default());
    written
}

/// A quotation in a title or description, in another language.
pub(super) fn line_fact(site: &Site, written: &str, original: Written, to: LangId) -> Option<String> {
    let (said, dest) = written.strip_prefix('[')?.strip_suffix(')')?.split_once("](fact:")?;
    Some(format!("[{}](fact:{dest})", plain(fact(site, dest, said, (original, to)))))
}

fn plain(text: Option<String>) -> String {
    let special = |c: char| {
        c.is_control()
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '{' | '"' | '\'')
    };
    text.filter(|text| !text.contains(special)).unwrap_or_default()
}
