//! Texts of data that stand by language: they go out with the pages, and come back into the files that they are in.

use super::DIGEST;
use super::check::cause;
use super::fact::{Way, with_facts};
use super::page::{quoted, said};
use super::read::{Half, Imported, Rest, beginning};
use super::target::{self, Given, Report};
use super::unit::{Place, Token, Unit, counterpart, placed, units};
use super::xml::{children, head};
use crate::config::LangId;
use crate::data::parse_toml;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Piece, line_pieces, write_pieces};
use crate::facts::{Label, labels_of_file};
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
    number: usize,
    /// In the source language.
    said: String,
    pub(super) units: Vec<Unit>,
    /// The translation that there is, and its units, if they stand for those.
    theirs: Option<(String, Vec<Unit>)>,
    /// Of each unit what it says in the other language, if it says that.
    pub(super) known: Vec<Option<Vec<Token>>>,
}

impl DataText {
    /// Where it stands in its file, for people.
    pub(super) fn path(&self) -> &str {
        &self.label.path
    }
}

/// Reads the texts of a file that are written in `from` and have something to translate.
pub(super) fn read(site: &Site, id: SourceId, from: LangId, to: LangId) -> Data {
    let mut texts = Vec::new();
    for label in labels_of_file(&site.sources, id, &site.config) {
        let Some(said) = label.text(from).map(|text| text.text.clone()) else { continue };
        let number = texts.len() + 1;
        let units = units_of(&label, &said, number, id);
        let theirs = label.text(to).map(|text| (text.text.clone(), units_of(&label, &text.text, number, id)));
        let theirs = theirs.filter(|(_, theirs)| theirs.len() == units.len());
        let other = |at: usize| theirs.as_ref()?.1.get(at);
        let known = units.iter().enumerate().map(|(at, unit)| counterpart(unit, other(at)?)).collect();
        if !units.is_empty() {
            texts.push(DataText { label, number, said, units, theirs, known });
        }
    }
    let all: Vec<String> = texts.iter().map(|text| format!("{}\0{}", text.label.path, text.said)).collect();
    let digest = format!("{:016x}", source::digest(all.join("\0").as_bytes()));
    Data { texts, digest }
}

/// The mistakes of syntax in a file of data, which cannot travel with them.
pub(super) fn mistakes(site: &Site, id: SourceId) -> Vec<Diagnostic> {
    parse_toml(&site.sources.get(id).text, id, 0).1
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
    let found = mistakes(site, id);
    if !found.is_empty() {
        report.found.extend(found);
        return None;
    }
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
        let given: Vec<Option<Given>> = text
            .units
            .iter()
            .map(|unit| {
                let name = format!("unit `{}` of `{path}`", unit.id);
                nodes.get(unit.id.as_str()).and_then(|node| target::read(*node, unit, &name, report))
            })
            .collect();
        if let Some(new) = written(text, &given, (id, path), report) {
            let way = Way { source: id, from, to, open };
            let is_markdown = text.units.iter().any(|unit| matches!(unit.place, Place::Body(_)));
            let new = if is_markdown { with_facts(site, &new, way) } else { new };
            edits.push(edit(site, id, &text.label, to, &new));
            wanted.push((text.label.path.clone(), new));
        } else if text.label.text(to).is_none() {
            // A text is written as a whole; what is not filled in comes first.
            let (open, done): (Vec<_>, Vec<_>) = text.units.iter().zip(&given).partition(|(_, given)| given.is_none());
            missing.extend(open.into_iter().chain(done).map(|(unit, _)| unit));
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

/// A text with what is given of it, in the one that is there if it has the same units; nothing if nothing of it is new, or
/// not all that it takes.
fn written(
    text: &DataText,
    given: &[Option<Given>],
    (id, path): (SourceId, &str),
    report: &mut Report,
) -> Option<String> {
    let place = |at: usize, tokens: &[Token]| {
        let unit = text.units.get(at)?;
        Some(placed(tokens, &unit.pieces, unit.is_line()))
    };
    let pieces: Vec<Option<Vec<Piece>>> = given
        .iter()
        .enumerate()
        .map(|(at, given)| {
            let new = place(at, &given.as_ref()?.tokens)?;
            let known = text.known.get(at).and_then(Option::as_ref).and_then(|known| place(at, known));
            Some(new).filter(|new| known.as_ref() != Some(new))
        })
        .collect();
    let whole = given.iter().all(Option::is_some);
    if pieces.iter().all(Option::is_none) || text.theirs.is_none() && !whole {
        return None;
    }
    let (skeleton, units) = match &text.theirs {
        Some((said, units)) => (said, units),
        None => (&text.said, &text.units),
    };
    let (mut new, mut done) = (String::new(), 0);
    for (unit, pieces) in units.iter().zip(&pieces) {
        match (&unit.place, pieces) {
            (_, None) => {}
            (Place::Body(place), Some(pieces)) => {
                new.push_str(skeleton.get(done..place.start).unwrap_or_default());
                new.push_str(&write_pieces(pieces));
                done = place.end;
            }
            (Place::Title | Place::Description | Place::Menu | Place::Quoted(_) | Place::Part(_), Some(pieces)) => {
                new = said(pieces);
                done = skeleton.len();
            }
        }
    }
    new.push_str(skeleton.get(done..).unwrap_or_default());
    let again = units_of(&text.label, &new, text.number, id);
    let mut right = true;
    for (at, (unit, pieces)) in text.units.iter().zip(&pieces).enumerate() {
        let (Some(pieces), Some(Some(given))) = (pieces, given.get(at)) else { continue };
        let read = again.get(at).filter(|_| again.len() == text.units.len());
        if read.is_none_or(|read| read.pieces != *pieces) {
            let unit = Unit { pieces: pieces.clone(), ..unit.clone() };
            let (why, help) = cause(&unit, read.map(|read| read.pieces.as_slice()));
            let message = format!(
                "the text of unit `{}` of `{path}` cannot be written so that it is read as it is here: {why}",
                unit.id
            );
            report.add(Code::Placeholder, given.range.clone(), message, help);
            right = false;
        }
    }
    right.then_some(new)
}

/// The text in a language in place of the one that is there, or behind the last one.
fn edit(site: &Site, id: SourceId, label: &Label, to: LangId, new: &str) -> (std::ops::Range<usize>, String) {
    let text = &site.sources.get(id).text;
    if let Some(old) = label.text(to) {
        return (old.span.range(), quoted(new));
    }
    let code = site.config.code(to);
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
    let labels = crate::facts::labels_of_text(new, id, &site.config);
    let said: HashSet<(&str, &str)> =
        labels.iter().filter_map(|label| Some((label.path.as_str(), label.text(to)?.text.as_str()))).collect();
    found.is_empty() && wanted.iter().all(|(path, text)| said.contains(&(path, text)))
}
