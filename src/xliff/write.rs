//! What there is to translate of pages and data, as an offer.

use super::data::{self, DataUnit};
use super::fact::{Open, Way, line_fact};
use super::gloss::Glosses;
use super::id::Ids;
use super::memory::Memory;
use super::message::{self, Message, MessageUnit, Messages, is_messages};
use super::offer::{Offer, Offered, Sheet};
use super::page::unwritable;
use super::unit::{marks, units};
use super::{BLOB, DIGEST, ORIGIN_BLOB, ORIGIN_DIGEST, TARGET, TRANSLATION};
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::document::Piece;
use crate::resolve::Site;
use crate::source::SourceId;
use crate::translate::Stamp;
use crate::translation::{DataState, DataTexts, Written};
use std::iter::repeat;

/// A text to be translated: what it is translated from, and its translation, if there is one.
pub type Chosen<'a> = (Written<'a>, Option<Written<'a>>);

/// The texts of pages that are written in `from`, to be translated into `to`; each page with its translation, if there
/// is one, of which goes along what says the same as the original; and the texts of files of data, of messages those that `to`
/// lacks unless `all` are wanted. The error names the files that cannot be translated like this.
pub fn export(
    site: &Site,
    pages: &[Chosen],
    (data, all): (&[SourceId], bool),
    (from, to): (LangId, LangId),
) -> Result<Offer, Diagnostics> {
    let texts = pages.iter().flat_map(|(page, translation)| std::iter::once(page).chain(translation));
    let mut wrong: Diagnostics = texts.filter_map(|text| unwritable(&site.sources, text.source)).collect();
    let is_toml = |id: &&SourceId| !is_messages(&site.sources.get(**id).path);
    wrong.extend(data.iter().filter(is_toml).flat_map(|id| data::mistakes(site, *id)));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let memory = Memory::of(site, pages.iter().filter_map(|(_, translation)| *translation));
    let terms = Glosses::of(site, (from, to));
    let page = |chosen: &Chosen| page(site, *chosen, (&memory, &terms), (from, to));
    let mut sheets: Vec<Sheet> = pages.iter().map(page).collect();
    for id in data {
        let sheet = match is_messages(&site.sources.get(*id).path) {
            true => messages(site, *id, (&terms, all), (from, to)),
            false => Some(table(site, *id, &terms, (from, to))),
        };
        sheets.extend(sheet);
    }
    let code = |lang: LangId| site.config.code(lang).to_owned();
    Ok(Offer { from: code(from), to: code(to), sheets })
}

fn page(
    site: &Site,
    (page, translation): Chosen,
    (memory, terms): (&Memory, &Glosses),
    (from, to): (LangId, LangId),
) -> Sheet {
    let source = site.sources.get(page.source);
    let of = |id: SourceId| Stamp::of((&site.sources, &site.config), id);
    let Stamp { blob, digest } = of(page.source);
    let mut stamps = vec![(TARGET, site.config.code(to).to_owned()), (BLOB, blob), (DIGEST, digest)];
    // What is translated from a translation is a translation of its original.
    if let Some(original) = site.catalog.source_of(page) {
        let Stamp { blob, digest } = of(original.source);
        stamps.extend([(ORIGIN_BLOB, blob), (ORIGIN_DIGEST, digest)]);
    }
    stamps.extend(translation.map(|text| (TRANSLATION, blob_of(site, text.source))));
    let own = units(&source.text, page.source, &site.config.translate_extra);
    let known = translation.map(|text| memory.known(site, &own, text)).unwrap_or_default();
    // What a fact will say, and all else as it is written.
    let shown = |piece: &Piece| {
        let written = piece.written();
        let fact = line_fact(site, written, Way { source: page.source, from, to, open: &Open::default() })
            .and_then(|fact| Some(fact.get(1..fact.find(']')?)?.to_owned()));
        fact.filter(|fact| !fact.is_empty()).unwrap_or_else(|| written.to_owned())
    };
    let stands = place(site, page);
    let ids = Ids::of_page(&source.path, &own);
    let units = own.into_iter().zip(ids).zip(known.into_iter().chain(repeat(None)));
    let units = units.filter(|((unit, _), _)| !unit.is_silent()).map(|((unit, id), target)| Offered {
        id,
        name: unit.what.to_owned(),
        place: stands.clone(),
        target,
        shown: marks(&unit.pieces).iter().map(|mark| shown(mark.piece)).collect(),
        terms: terms.in_unit(&unit),
        unit,
    });
    Sheet { path: source.path.clone(), stamps, units: units.collect() }
}

/// Where a page stands, for translators: its title and its address. Blocks stand on several.
fn place(site: &Site, page: Written) -> String {
    let Some(id) = site.catalog.page(page.name, page.lang) else {
        return format!("text for several pages, {}", page.name);
    };
    let entry = site.catalog.entry(id);
    format!("“{}”, {}", entry.title, site.config.base.absolute_page(&entry.route))
}

fn table(site: &Site, id: SourceId, terms: &Glosses, (from, to): (LangId, LangId)) -> Sheet {
    let data = data::read(site, id, from, to);
    let mut stamps = vec![(TARGET, site.config.code(to).to_owned()), (BLOB, blob_of(site, id)), (DIGEST, data.digest)];
    // What is translated from a translation is a translation of its original.
    let is_current = |texts: &DataTexts| matches!(texts.state, DataState::Current);
    if site.catalog.data_in(id, from).is_some_and(is_current) {
        let Stamp { blob, digest } = Stamp::of_data((&site.sources, &site.config), id);
        stamps.extend([(ORIGIN_BLOB, blob), (ORIGIN_DIGEST, digest)]);
    }
    stamps.push((TRANSLATION, blob_of(site, data::file_of(site, id, to))));
    let is_glossary = site.sources.get(id).path.starts_with("content/glossary");
    let units = data.texts.into_iter().flat_map(|text| {
        let path = text.path();
        text.units.into_iter().map(move |DataUnit { id, unit, known, .. }| Offered {
            id,
            name: path.clone(),
            place: String::new(),
            target: known,
            shown: marks(&unit.pieces).iter().map(|mark| mark.piece.written().to_owned()).collect(),
            // What a term is called is no matter of the glossary.
            terms: if is_glossary { Vec::new() } else { terms.in_unit(&unit) },
            unit,
        })
    });
    Sheet { path: site.sources.get(id).path.clone(), stamps, units: units.collect() }
}

/// The messages of a file; nothing if there are none to translate.
fn messages(site: &Site, id: SourceId, (terms, all): (&Glosses, bool), (from, to): (LangId, LangId)) -> Option<Sheet> {
    let path = &site.sources.get(id).path;
    let Messages { all: own, digest, there } = message::read(site, path, (from, to))?;
    let mut stamps = vec![(TARGET, site.config.code(to).to_owned()), (DIGEST, digest)];
    let file = site.sources.at(&there).filter(|id| !site.sources.get(*id).embedded);
    stamps.extend(file.map(|id| (TRANSLATION, blob_of(site, id))));
    let is_wanted = |message: &Message| all || !site.messages.has_own(to, message.id());
    let units = own.into_iter().filter(is_wanted).flat_map(|message| {
        let place = message.comment().to_owned();
        message.units.into_iter().map(move |MessageUnit { id, name, unit, known }| Offered {
            id,
            name,
            place: place.clone(),
            target: known,
            shown: marks(&unit.pieces).iter().map(|mark| mark.piece.written().to_owned()).collect(),
            terms: terms.in_unit(&unit),
            unit,
        })
    });
    let units: Vec<Offered> = units.collect();
    (!units.is_empty()).then(|| Sheet { path: path.clone(), stamps, units })
}

/// The id that a file has in Git as it is.
fn blob_of(site: &Site, id: SourceId) -> String {
    site.sources.get(id).blob_id(site.sources.history().algorithm())
}
