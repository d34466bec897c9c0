//! The search of a site: an index for each language, cut into small files, so that a browser fetches little and no server
//! has to answer. `static/theme/search.js` reads it.

mod documents;
mod fold;
mod impact;
mod postings;
mod shards;
mod text;
mod tokens;
mod words;

pub use fold::fold;
pub use shards::Shard;
pub use tokens::tokens;

use crate::catalog::routes;
use crate::config::LangId;
use crate::resolve::{Page, Snapshot};
use documents::Document;
use impact::Impacts;
use postings::Postings;
use rayon::prelude::*;
use serde::Serialize;
use shards::Texts;
use words::Words;

/// What browsers fetch first.
#[derive(Serialize)]
struct Index<'a> {
    version: u32,
    lang: &'a str,
    /// How many things can be found.
    documents: u32,
    /// The number of the first work, the first term and the first fact; sections of pages come before them.
    starts: [u32; 3],
    /// The tokens of words that say little of what is looked for.
    small: Vec<String>,
    /// What readers say that want to know a value of some type.
    asks: &'a [words::Ask],
    /// The first token of each piece of tokens, and the names of those pieces, one behind the other.
    terms: Vec<String>,
    term_names: String,
    /// How many things each piece of texts has, and their names.
    texts: &'a [u32],
    text_names: &'a str,
    others: Vec<Other<'a>>,
}

/// The index of another language.
#[derive(Serialize)]
struct Other<'a> {
    lang: &'a str,
    name: &'a str,
    index: String,
}

/// The version of what the files say, which `search.js` knows.
const VERSION: u32 = 1;

/// A thing with what it is found by.
struct Weighed {
    document: Document,
    impacts: Impacts,
}

impl Weighed {
    fn new(document: Document) -> Weighed {
        let impacts = Impacts::of(&document);
        Weighed { document, impacts }
    }
}

/// How many pages are cut at once.
const AT_ONCE: usize = 128;

/// Makes the index of a language, hands every piece to `piece` as soon as it is done, and returns the file that lists
/// them.
pub fn index<E>(site: &Snapshot, lang: LangId, mut piece: impl FnMut(Shard) -> Result<(), E>) -> Result<Vec<u8>, E> {
    let words = Words::of(site, lang);
    let pages = documents::pages(site, lang);
    let mut postings = Postings::default();
    let mut texts = Texts::new(pages.len());
    let mut add = |found: Vec<Weighed>, texts: &mut Texts| {
        for Weighed { document, impacts } in found {
            let number = texts.count();
            impacts.iter().for_each(|(token, impact)| postings.add(token, number, impact));
            texts.add(&document).map_or(Ok(()), &mut piece)?;
        }
        Ok(())
    };
    for pages in pages.chunks(AT_ONCE) {
        let of = |page: &&Page| documents::sections(site, page).into_iter().map(Weighed::new).collect::<Vec<_>>();
        let found: Vec<Vec<_>> = pages.par_iter().map(of).collect();
        found.into_iter().try_for_each(|found| add(found, &mut texts))?;
    }
    add(documents::conflicts(site, lang, &pages).into_iter().map(Weighed::new).collect(), &mut texts)?;
    let mut starts = [0; 3];
    let rest = [
        documents::works(site, lang),
        documents::terms(site, lang, &words),
        documents::facts(site, lang, &pages, &words),
    ];
    for (start, found) in starts.iter_mut().zip(rest) {
        *start = texts.count();
        add(found.into_par_iter().map(Weighed::new).collect(), &mut texts)?;
    }
    texts.close().map_or(Ok(()), &mut piece)?;
    let documents = texts.count();
    let (mut terms, mut term_names) = (Vec::new(), String::new());
    shards::tokens(&postings.into_sorted(), documents, |first, shard| {
        terms.push(first.to_owned());
        term_names.push_str(&shard.name);
        piece(shard)
    })?;
    let index = Index {
        version: VERSION,
        lang: site.config.code(lang),
        documents,
        starts,
        small: words.small_tokens(),
        asks: &words.asks,
        terms,
        term_names,
        texts: &texts.counts,
        text_names: &texts.names,
        others: others(site, lang),
    };
    Ok(serde_json::to_vec(&index).unwrap_or_default())
}

fn others(site: &Snapshot, lang: LangId) -> Vec<Other<'_>> {
    let others = site.searched().filter(|other| *other != lang).map(|other| {
        let language = site.config.languages.at(other);
        let index = format!("{}index.json", routes::search(&site.config, other));
        Other { lang: &language.code, name: &language.name, index: site.config.base.link(&index) }
    });
    others.collect()
}
