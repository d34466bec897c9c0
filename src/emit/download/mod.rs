//! Tables to take away: CSV and JSON, one of each for every table in every language.

mod csv;
mod exact;
mod field;
mod further;
mod json;
mod schema;

pub use schema::schema;

use super::{Claim, Format, Material, Owner};
use crate::asset::Ask;
use crate::catalog::routes;
use crate::config::{LangId, Words};
use crate::facts::Table;
use crate::failure::Failure;
use crate::output::Sink;
use crate::render;
use crate::resolve::{Part, Site, TableTarget};
use crate::source::Span;
use std::collections::{BTreeSet, HashMap};

/// The tables of the site, as files.
pub struct Downloads;

impl Format for Downloads {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (lang, table) in tables(site) {
            let owner = Owner { span: Span::file(table.source), what: "a download of the table".to_owned() };
            for (ending, _) in routes::TABLE_FORMATS {
                let path = routes::table(&site.config, lang, &table.id, ending);
                claims.push(Claim { path, owner: owner.clone() });
            }
        }
        claims
    }

    fn write(&self, material: Material<'_>, _: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let site = material.site;
        for (lang, table) in tables(site) {
            let path = |ending: &str| routes::table(&site.config, lang, &table.id, ending);
            if sink.wants(&path("csv")) {
                sink.put(&path("csv"), csv::csv(site, lang, table).as_bytes())?;
            }
            if sink.wants(&path("json")) {
                sink.put(&path("json"), json::json(site, lang, table).as_bytes())?;
            }
        }
        Ok(())
    }
}

/// What is said of single cells, by row and column: a table that is taken away must not lose it.
fn remarks(site: &Site, shown: &TableTarget) -> HashMap<(usize, usize), String> {
    let plain = |part: &Part| render::plain(site, part, part.range.clone());
    shown.remarks.iter().map(|(row, column, part)| ((*row, *column), plain(part))).collect()
}

/// Every table that can be shown, in every language that has a front page.
fn tables(site: &Site) -> impl Iterator<Item = (LangId, &Table)> {
    site.languages()
        .flat_map(|lang| site.catalog.tables.iter().filter(|table| !table.hidden).map(move |table| (lang, table)))
}

fn words<'a>(site: &'a Site, lang: LangId, words: &'a Words) -> &'a str {
    words.get(lang, &site.config).map(|text| text.text.as_str()).unwrap_or_default()
}
