//! Texts of data that stand by language: they go out with the pages, and come back into the files that they are in.

use super::DIGEST;
use super::fact::{Way, with_facts};
use super::page::{quoted, said};
use super::read::{Half, Imported, Rest, beginning};
use super::target::{self, Report};
use super::unit::{Place, Token, Unit, counterpart, placed, units};
use super::xml::{children, head};
use crate::catalog::{Label, labels_of_file};
use crate::config::LangId;
use crate::data::parse_toml;
use crate::diagnostic::Code;
use crate::document::{line_pieces, segments, write_pieces};
use crate::resolve::Site;
use crate::source::{self, SourceId};
use crate::translate::{edited, line_end};
use roxmltree::Node;
use std::collections::{HashMap, HashSet};

/// Keys whose texts are Markdown; all others are one line of text.
const MARKDOWN: [&str; 4] = ["caption", "definition", "note", "why"];

/// What is translated of a file of data.
pub(super) struct Data {
    pub(super) texts: Vec<DataText>,
    /// One number for what all of them say.
    pub(super) digest: String,
}

/// A text of data, and what is translated of it.
pub(super) struct DataText {
    label: Label,
    /// In the source language.
    said: String,
    pub(super) units: Vec<Unit>,
    /// Of each unit what it says in the other language, if it says that.
    pub(super) known: Vec<Option<Vec<Token>>>,
}

impl DataText {
    /// Where it stands in its file, for people.
    pub(super) fn path(&self) -> &str {
        &self.label.path
    }
}

/// Reads the texts of a file that are written in `from`.
pub(super) fn read(site: &Site, id: SourceId, from: LangId, to: LangId) -> Data {
    let mut texts = Vec::new();
    for (number, label) in (1..).zip(labels_of_file(&site.sources, id, &site.config)) {
        let Some(own) = label.text(from).map(|text| text.text.clone()) else { continue };
        let own_units = units_of(&label, &own, number, id);
        let theirs = label.text(to).map(|text| units_of(&label, &text.text, number, id));
        let theirs = theirs.filter(|theirs| theirs.len() == own_units.len()).unwrap_or_default();
        let known = own_units.iter().enumerate().map(|(at, unit)| counterpart(unit, theirs.get(at)?)).collect();
        texts.push(DataText { label, said: own, units: own_units, known });
    }
    let all: Vec<String> = texts.iter().map(|text| format!("{}\0{}", text.label.path, text.said)).collect();
    let digest = format!("{:016x}", source::digest(all.join("\0").as_bytes()));
    Data { texts, digest }
}

fn units_of(label: &Label, text: &str, number: usize, id: SourceId) -> Vec<Unit> {
    let key = label.path.rsplit('/').next().unwrap_or_default();
    if MARKDOWN.contains(&key) {
        let bodies = units(text, id).into_iter();
        let bodies = bodies.filter(|unit| matches!(unit.place, Place::Body(_)) && !unit.is_silent());
        return bodies.map(|unit| Unit { id: format!("l{number}-{}", unit.id), ..unit }).collect();
    }
    let pieces = line_pieces(text);
    vec![Unit { id: format!("l{number}"), place: Place::Title, pieces }]
}

/// The file with what a translator has filled in; nothing if that is nothing new.
pub(super) fn import(
    site: &Site,
    file: Node,
    id: SourceId,
    (from, to): (LangId, LangId),
    open: &HashSet<SourceId>,
    report: &mut Report,
) -> Option<Imported> {
    let path = site.sources.get(id).path.as_str();
    let data = read(site, id, from, to);
    let notes = children(file, "notes").flat_map(|notes| children(notes, "note"));
    let mut digests = notes.filter(|note| note.attribute("category") == Some(DIGEST));
    if digests.next().and_then(|note| note.text()).map(str::trim) != Some(data.digest.as_str()) {
        let message = format!("the texts of `{path}` are not those any more that were exported");
        let help = "export again: tools for translators fill in what has not changed from their memory";
        report.add(Code::SourceChanged, head(file), message, help);
        return None;
    }
    let nodes: HashMap<&str, Node> =
        children(file, "unit").filter_map(|unit| Some((unit.attribute("id")?, unit))).collect();
    let mut edits = Vec::new();
    let mut wanted: Vec<(String, String)> = Vec::new();
    let mut missing: Vec<&Unit> = Vec::new();
    let before = report.found.len();
    for text in &data.texts {
        let mut filled = Vec::with_capacity(text.units.len());
        for (unit, known) in text.units.iter().zip(&text.known) {
            let name = format!("unit `{}` of `{path}`", unit.id);
            let given = nodes.get(unit.id.as_str()).and_then(|node| target::read(*node, unit, &name, report));
            let range = given.as_ref().map(|given| given.range.clone());
            match given.map(|given| given.tokens).or_else(|| known.clone()) {
                Some(tokens) => filled.push((unit, placed(&tokens, &unit.pieces, unit.is_line()), range)),
                None => missing.push(unit),
            }
        }
        if filled.len() < text.units.len() {
            continue;
        }
        let mut new = String::new();
        let mut done = 0;
        for (unit, pieces, range) in &filled {
            let again = match &unit.place {
                Place::Body(place) => {
                    new.push_str(text.said.get(done..place.start).unwrap_or_default());
                    let written = write_pieces(pieces);
                    new.push_str(&written);
                    done = place.end;
                    segments(&written, 0..written.len()).into_iter().next().map(|segment| segment.pieces)
                }
                Place::Title | Place::Description | Place::Menu | Place::Quoted(_) | Place::Part(_) => {
                    new = said(pieces);
                    done = text.said.len();
                    Some(line_pieces(&new))
                }
            };
            if let Some(range) = range.clone().filter(|_| again.as_ref() != Some(pieces)) {
                let message = format!(
                    "the text of unit `{}` of `{path}` cannot be written so that it is read as it is here",
                    unit.id
                );
                report.add(Code::Placeholder, range, message, "write the text without what Markdown takes for markup");
            }
        }
        new.push_str(text.said.get(done..).unwrap_or_default());
        if text.units.iter().any(|unit| matches!(unit.place, Place::Body(_))) {
            new = with_facts(site, &new, Way { source: id, from, to, open });
        }
        if text.label.text(to).is_none_or(|old| old.text != new) {
            edits.push(edit(site, id, &text.label, to, &new));
            wanted.push((text.label.path.clone(), new));
        }
    }
    if edits.is_empty() || report.found.len() > before {
        return None;
    }
    let new = edited(&site.sources.get(id).text, edits);
    if !says(site, &new, id, to, &wanted) {
        let message = format!("the texts of `{path}` cannot be written where they belong");
        report.add(
            Code::InvalidXliff,
            head(file),
            message,
            "write the languages of a text in braces: `{ ja = \"…\", en = \"…\" }`",
        );
        return None;
    }
    let of = data.texts.iter().map(|text| text.units.len()).sum();
    let rest = missing.first().map(|first| Rest {
        count: missing.len(),
        of,
        unit: first.id.clone(),
        text: beginning(&first.pieces),
        half: Half::Open,
    });
    Some(Imported { path: path.to_owned(), text: new, source: Some(id), rest })
}

/// The text in a language in place of the one that is there, or behind the last one.
fn edit(site: &Site, id: SourceId, label: &Label, to: LangId, new: &str) -> (std::ops::Range<usize>, String) {
    let text = &site.sources.get(id).text;
    if let Some(old) = label.text(to) {
        return (old.span.range(), quoted(new));
    }
    let code = site.config.languages.get(to).map_or("", |language| language.code.as_str());
    let written = format!("{}{code} = {}", label.between, quoted(new));
    let end = label.texts.iter().map(|(_, text)| text.span.end as usize).max().unwrap_or_default();
    // On a line of its own it stands behind what else is on that of the last one.
    let at = match label.between.starts_with(['\r', '\n']) {
        true => {
            let next = line_end(text, end);
            text.get(end..next).map_or(next, |rest| end + rest.trim_end_matches(['\r', '\n']).len())
        }
        false => end,
    };
    (at..at, written)
}

/// Whether an edited file says what was meant.
fn says(site: &Site, new: &str, id: SourceId, to: LangId, wanted: &[(String, String)]) -> bool {
    let (_, found) = parse_toml(new, id, 0);
    let labels = crate::catalog::labels_of_text(new, id, &site.config);
    found.is_empty()
        && wanted.iter().all(|(path, text)| {
            labels.iter().any(|label| label.path == *path && label.text(to).is_some_and(|own| own.text == *text))
        })
}
