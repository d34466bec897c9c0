//! Titles and descriptions that several pages of a language have: lists, search and feeds show them, and nobody can tell the
//! pages apart.

use super::same::plainly;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::HashMap;

/// The titles and descriptions that several pages have, each where the second page has it.
pub fn check(site: &Site) -> Diagnostics {
    let (mut titles, mut descriptions) = (Texts::new(), Texts::new());
    // What is over, and what search engines leave alone, is in no list.
    for (_, entry) in site.written().filter(|(_, entry)| !entry.expired && !entry.front.noindex) {
        let add = |texts: &mut Texts, text: &str, span: Span| {
            let text = Some(plainly(text)).filter(|text| !text.is_empty());
            text.into_iter().for_each(|text| texts.entry((entry.lang, text)).or_default().push(span));
        };
        add(&mut titles, &entry.title, entry.front.title.span);
        if let Some(description) = &entry.front.description {
            add(&mut descriptions, &entry.description, description.span);
        }
    }
    let titles = titles.values().filter_map(|places| tell(Code::RepeatedTitle, "title", places));
    titles
        .chain(descriptions.values().filter_map(|places| tell(Code::RepeatedDescription, "description", places)))
        .collect()
}

/// Where each text of a language stands.
type Texts = HashMap<(LangId, String), Vec<Span>>;

fn tell(code: Code, what: &str, places: &[Span]) -> Option<Diagnostic> {
    let (first, second) = (places.first()?, places.get(1)?);
    let message = match places.len() {
        2 => format!("another page has the same {what}"),
        count => format!("{} other pages have the same {what}", count - 1),
    };
    let help = format!("give each page a {what} that only it has: lists and search show little else of it");
    Some(Diagnostic::new(code, *second, message).help(help).related(*first, "the first of them"))
}
