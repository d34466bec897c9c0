//! The index that browsers search: for each language a file with a fixed name, and the pieces that it lists.

use super::{Claim, Format, Material, Owner};
use crate::asset::Ask;
use crate::catalog::routes;
use crate::config::LangId;
use crate::failure::Failure;
use crate::output::Sink;
use crate::resolve::Site;
use crate::search;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The index of every language that has a search.
pub struct Search;

impl Format for Search {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let owner = Owner { span: Span::file(site.config.span.source), what: "the index of the search".to_owned() };
        site.searched().map(|lang| Claim { path: index(site, lang), owner: owner.clone() }).collect()
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let languages: Vec<LangId> = material.site.searched().collect();
        languages.into_par_iter().try_for_each(|lang| {
            let path = index(material.site, lang);
            let folder = folder(material.site, lang);
            // Whoever wants a piece cannot know its name without the file that lists it.
            if !sink.wants(&path) && !sink.wants(&folder) {
                return Ok(());
            }
            let piece = |piece: search::Shard| sink.put_hashed(&format!("{folder}{}.json", piece.name), &piece.bytes);
            sink.put(&path, &search::index(material.site, lang, piece)?)
        })
    }
}

/// The folder of a language's search, as its files have it.
fn folder(site: &Site, lang: LangId) -> String {
    routes::search(&site.config, lang)
}

fn index(site: &Site, lang: LangId) -> String {
    format!("{}index.json", folder(site, lang))
}
