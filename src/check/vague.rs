//! Texts of links that say nothing of where they lead: who goes through a page by its links hears them alone.
//!
//! Which ones these are a language says in `vague-link-texts`, so that nothing here knows a language.

use super::same::plainly;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Op, Tag};
use crate::id::IndexVec;
use crate::resolve::Site;
use rayon::prelude::*;
use std::collections::HashSet;

/// The links whose text could be that of any link.
pub fn check(site: &Site) -> Diagnostics {
    let words = |lang: LangId| -> HashSet<String> {
        let list = site.messages.own(lang, "vague-link-texts").unwrap_or_default();
        list.split(['|', '\n']).map(plainly).filter(|text| !text.is_empty()).collect()
    };
    let words: IndexVec<LangId, HashSet<String>> = site.config.languages.map(|lang, _| words(lang));
    let texts: Vec<(LangId, &Document)> = site.catalog.texts().collect();
    let found = texts.into_par_iter().flat_map_iter(|(lang, document)| of_document(site, document, words.at(lang)));
    found.collect()
}

fn of_document(site: &Site, document: &Document, words: &HashSet<String>) -> Diagnostics {
    let source = &site.sources.get(document.source).text;
    let mut found = Diagnostics::new();
    let mut open = None;
    for (at, op) in document.ops().iter().enumerate() {
        match op {
            Op::Open(Tag::Link, index) => open = Some((at + 1, *index)),
            Op::Close(Tag::Link, _) => {
                let Some((start, index)) = open.take() else { continue };
                let Some(link) = document.references.get(index as usize) else { continue };
                // What only a picture says is its text too.
                let text = document.plain(source, start..at, &|_| None);
                if words.contains(&plainly(&text)) {
                    let message = format!("`{}` does not say where the link leads", text.trim());
                    let help = "let the words that name the page or the thing be the link: `[how to apply](apply.md)`";
                    found.push(Diagnostic::new(Code::VagueLink, document.span(link), message).help(help));
                }
            }
            Op::Open(..)
            | Op::Close(..)
            | Op::Text { .. }
            | Op::Code { .. }
            | Op::Html { .. }
            | Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => {}
        }
    }
    found
}
