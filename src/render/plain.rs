//! Resolved texts without their markup.

use crate::config::LangId;
use crate::resolve::{Lead, Part, Site, Target};
use std::ops::Range;

/// The plain text of some operations of a part, facts and names filled in, citations left out.
pub fn plain(site: &Site, part: &Part, range: Range<usize>) -> String {
    part.document.plain(&site.sources.get(part.document.source).text, range, &|index| refer(site, part, index))
}

/// The text of a reference that stands for text: a fact, the name of what a link without a text leads to.
pub fn refer(site: &Site, part: &Part, index: u32) -> Option<String> {
    match part.targets.get(index as usize)? {
        Target::Fact { id, form } => site.catalog.facts.form(*id, part.lang, *form, &site.messages).map(str::to_owned),
        target @ (Target::None
        | Target::Link { .. }
        | Target::Image(_)
        | Target::Citation(_)
        | Target::Term(_)
        | Target::Table(_)
        | Target::Conflicts(_)
        | Target::Studies(_)
        | Target::Grades { .. }
        | Target::People(_)
        | Target::Part(_)
        | Target::AsWritten) => own_name(site, target, part.lang).map(str::to_owned),
    }
}

/// What a link without a text of its own shows: the title of its page, its term.
pub fn own_name<'a>(site: &'a Site, target: &Target, lang: LangId) -> Option<&'a str> {
    match target {
        Target::Link { lead: Lead::Page(page), .. } => Some(&site.catalog.entry(*page).title),
        Target::Term(id) => {
            let word = site.catalog.glossary.get(*id).term.get(lang, &site.config)?;
            Some(word.text.as_str())
        }
        Target::None
        | Target::Link { .. }
        | Target::Image(_)
        | Target::Fact { .. }
        | Target::Citation(_)
        | Target::Table(_)
        | Target::Conflicts(_)
        | Target::Studies(_)
        | Target::Grades { .. }
        | Target::People(_)
        | Target::Part(_)
        | Target::AsWritten => None,
    }
}
