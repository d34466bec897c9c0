//! The index that browsers search: for each language a file with a fixed name, and the pieces that it lists.

use super::{Claim, Format, Material, Owner};
use crate::asset::Ask;
use crate::catalog::routes;
use crate::config::LangId;
use crate::failure::Failure;
use crate::output::Sink;
use crate::resolve::{Site, Snapshot};
use crate::search::{self, Shard};
use crate::source::Span;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

/// The index of every language that has a search.
pub struct Search;

impl Format for Search {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let owner = Owner { span: Span::file(site.config.span.source), what: "the index of the search".to_owned() };
        site.searched().map(|lang| Claim { path: index(site, lang), owner: owner.clone() }).collect()
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        let languages: Vec<LangId> = site.searched().filter(|lang| sink.wants(&index(site, *lang))).collect();
        languages.into_par_iter().try_for_each(|lang| {
            let piece = |piece: Shard| sink.put_hashed(&of_piece(site, lang, &piece), &piece.bytes);
            sink.put(&index(site, lang), &search::index(site, lang, piece)?)
        })
    }
}

/// Every file of a language's search, by its path.
pub fn files(site: &Snapshot, lang: LangId) -> HashMap<String, Vec<u8>> {
    let mut files = HashMap::new();
    let made = search::index(site, lang, |piece| {
        files.insert(of_piece(site, lang, &piece), piece.bytes);
        Ok::<(), Infallible>(())
    });
    let Ok(list) = made;
    files.insert(index(site, lang), list);
    files
}

/// Whether a path is that of a file of a language's search.
pub fn is_of(path: &str, site: &Site, lang: LangId) -> bool {
    let name = path.strip_prefix(&routes::search(&site.config, lang));
    name.is_some_and(|name| name.ends_with(".json") && !name.contains('/'))
}

fn index(site: &Site, lang: LangId) -> String {
    format!("{}index.json", routes::search(&site.config, lang))
}

fn of_piece(site: &Site, lang: LangId, piece: &Shard) -> String {
    format!("{}{}.json", routes::search(&site.config, lang), piece.name)
}
