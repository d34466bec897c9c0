//! Texts of data that stand by language: they go out with the pages, and come back into the files that they are in.

use super::beside::{Placed, text_at, with_texts};
use super::check::misread;
use super::delivery::{Brought, Degree, Part};
use super::fact::{Open, Way, with_facts};
use super::id::{Ids, Unknown, brought};
use super::outcome::{Half, Imported, Rest};
use super::past::Past;
use super::plan::{Terms, is_taken};
use super::quote::quoted;
use super::same::Extent;
use super::since::{Claim, Side, Then};
use super::target::{self, Given, Report};
use super::unit::{Role, Token, Unit, counterpart, placed, said, units};
use super::{BLOB, DIGEST, ORIGIN_BLOB, ORIGIN_DIGEST, TRANSLATION};
use crate::config::{LangId, path_beside, texts_beside, texts_go_apart};
use crate::data::parse_toml;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Piece, line_pieces, write_pieces};
use crate::facts::{Label, labels_of_file, labels_of_text};
use crate::resolve::Site;
use crate::source::{Algorithm, SourceId, Span};
use crate::translate::{Stamp, edited, line_end, stamped_data};
use crate::translation::{DataState, Translatable, data_digest};
use std::collections::{HashMap, HashSet};
use std::iter::repeat;
use std::ops::Range;

/// Texts by their places.
type Said = HashMap<Vec<String>, String>;

/// What is translated of a file of data.
pub(super) struct Data {
    pub(super) texts: Vec<DataText>,
    /// Texts in which there is nothing to translate, as where a fact says all, with what they say.
    silent: Vec<(Label, String)>,
    /// One number for what all of them say.
    pub(super) digest: String,
    /// Whether the language that it is read in says all that the source language does.
    is_whole: bool,
}

/// A text of data, and what is translated of it.
pub(super) struct DataText {
    label: Label,
    number: usize,
    /// In the source language.
    said: String,
    pub(super) units: Vec<DataUnit>,
    /// The translation that there is, if its units stand for those.
    theirs: Option<String>,
}

/// What is translated by itself of a text of data.
pub(super) struct DataUnit {
    /// As XLIFF calls it.
    pub(super) id: String,
    pub(super) unit: Unit,
    /// The unit of the translation that stands for it.
    there: Option<Unit>,
    /// What it says in the other language, if it says that.
    pub(super) known: Option<Vec<Token>>,
}

impl DataText {
    /// What may be done with what is given of it.
    fn claim(&self, plans: &[Plan], to: LangId, then: &HashMap<SourceId, Then<Said>>, id: SourceId) -> Claim {
        let Some(ours) = self.label.text(to).filter(|_| plans.iter().any(|plan| plan.new.is_some())) else {
            return Claim::Free;
        };
        match then.get(&ours.span.source) {
            Some(Then::Same) => Claim::Free,
            Some(Then::Unknown) | None => Claim::Both,
            Some(Then::Other(texts)) => match texts.get(&self.label.keys) {
                Some(then) if *then == ours.text => Claim::Free,
                Some(then) => {
                    let then = units_of(&self.label, then, self.number, id);
                    let says = then.len() == plans.len() && plans.iter().zip(&then).all(|(plan, then)| plan.says(then));
                    if says { Claim::Stays } else { Claim::Both }
                }
                None => Claim::Both,
            },
        }
    }

    /// Where it stands in its file, for people.
    pub(super) fn path(&self) -> String {
        self.label.path()
    }
}

/// A unit of data, and what becomes of it.
struct Plan<'a> {
    of: &'a DataUnit,
    /// Its id in the file that came back.
    id: String,
    given: Option<Given>,
    /// What is given, if that is not what is there already.
    new: Option<Vec<Piece>>,
}

impl<'a> Plan<'a> {
    /// The plan of a unit, with what was `brought` for it.
    fn of(
        of: &'a DataUnit,
        brought: Option<&Brought>,
        (path, min, extent): (&str, Option<Degree>, Extent),
        report: &mut Report,
    ) -> Plan<'a> {
        let DataUnit { id, unit, known, .. } = of;
        let id = brought.map_or(id, |brought| &brought.id).to_owned();
        let name = format!("unit `{id}` of `{path}`");
        let taken = brought.filter(|brought| is_taken(brought, unit, (min, extent), &name, report));
        let given = taken.and_then(|brought| target::read(brought, unit, &name, report));
        let place = |tokens: &[Token]| placed(tokens, &unit.pieces, unit.is_line());
        let known = known.as_deref().map(place);
        let new = given.as_ref().map(|given| place(&given.tokens)).filter(|new| known.as_ref() != Some(new));
        Plan { of, id, given, new }
    }

    /// Whether what is given, if anything, is what another text says in its place.
    fn says(&self, other: &Unit) -> bool {
        let unit = &self.of.unit;
        let place = |tokens: &[Token]| placed(tokens, &unit.pieces, unit.is_line());
        let other = counterpart(unit, other).map(|tokens| place(&tokens));
        self.given.as_ref().is_none_or(|given| other == Some(place(&given.tokens)))
    }
}

/// Reads the texts of a file that are written in `from` and have something to translate.
pub(super) fn read(site: &Site, id: SourceId, from: LangId, to: LangId) -> Data {
    let (mut texts, mut silent) = (Vec::new(), Vec::new());
    let path = &site.sources.get(id).path;
    let mut ids = Ids::of(path);
    let labels = labels_of_file(&site.sources, id, &site.config);
    let digest = data_digest(&labels, from);
    let is_there = |label: &Label| {
        !label.is_needed(path) || label.text(site.config.source).is_none() || label.text(from).is_some()
    };
    let is_whole = labels.iter().all(is_there);
    let apart = site.catalog.data_in(id, to);
    for label in labels {
        let Some(said) = label.text(from).map(|text| text.text.clone()) else { continue };
        let number = texts.len() + 1;
        let units = units_of(&label, &said, number, id);
        let theirs = label.text(to).map(|text| (text.text.clone(), units_of(&label, &text.text, number, id)));
        let (theirs, there) = theirs.filter(|(_, theirs)| theirs.len() == units.len()).unzip();
        let there = there.into_iter().flatten().map(Some).chain(repeat(None));
        // What was made from an older text is no translation of this one.
        let holds = apart.is_none_or(|apart| apart.holds(&label.keys));
        let unit = |(unit, there): (Unit, Option<Unit>)| {
            let known = there.as_ref().filter(|_| holds).and_then(|there| counterpart(&unit, there));
            DataUnit { id: ids.next("label", &label.path()), unit, there, known }
        };
        let units: Vec<DataUnit> = units.into_iter().zip(there).map(unit).collect();
        match units.is_empty() {
            true => silent.push((label, said)),
            false => texts.push(DataText { label, number, said, units, theirs }),
        }
    }
    Data { texts, silent, digest, is_whole }
}

/// The mistakes of syntax in a file of data, which cannot travel with them.
pub(super) fn mistakes(site: &Site, id: SourceId) -> Diagnostics {
    parse_toml(&site.sources.get(id).text, id, 0).1
}

fn units_of(label: &Label, text: &str, number: usize, id: SourceId) -> Vec<Unit> {
    if label.is_markdown() {
        let bodies = units(text, id, &[]).into_iter();
        let bodies = bodies.filter(|unit| matches!(unit.role, Role::Body(_)) && !unit.is_silent());
        return bodies.map(|unit| Unit { slot: format!("l{number}-{}", unit.slot), ..unit }).collect();
    }
    let pieces = line_pieces(text);
    vec![Unit { slot: format!("l{number}"), role: Role::Title, what: "label", pieces }]
}

/// The file with what a translator has filled in, and that of the language beside it; nothing if that is nothing new.
pub(super) fn import(
    site: &Site,
    part: &Part,
    id: SourceId,
    (from, to, open): (LangId, LangId, &Open),
    (terms, past): (Terms, &Past),
    report: &mut Report,
) -> Vec<Imported> {
    let path = site.sources.get(id).path.as_str();
    let found = mistakes(site, id);
    if !found.is_empty() {
        report.found.extend(found);
        return Vec::new();
    }
    let data = read(site, id, from, to);
    let changed = part.notes.get(DIGEST) != Some(&data.digest);
    let (unknown, extent) = if changed { (Unknown::Changed, Extent::Markup) } else { (Unknown::Wrong, Extent::Words) };
    let all = data.texts.iter().flat_map(|text| &text.units);
    let names = all.map(|unit| (unit.id.as_str(), unit.unit.slot.as_str()));
    let found = brought(part, names, unknown, report);
    let then = then(site, part, (id, &data.texts), to, past);
    let mut changes = Changes::of(site, id, Way { source: id, from, to, open });
    let apart = site.catalog.data_in(id, to);
    let is_stamped = apart.is_some_and(|apart| matches!(apart.state, DataState::Current | DataState::Stale(_)));
    let holds = |label: &Label| label.text(to).is_some() && apart.is_none_or(|apart| apart.holds(&label.keys));
    let mut missing: Vec<(String, &Unit)> = Vec::new();
    let mut stale: Vec<(String, &Unit)> = Vec::new();
    // What a fact says is not delivered.
    let mut is_complete =
        data.is_whole && data.silent.iter().all(|(label, _)| label.text(to).is_none() || holds(label));
    let before = report.found.len();
    let mut contested: Vec<(Range<usize>, &DataText)> = Vec::new();
    for text in &data.texts {
        let units = text.units.iter().map(|of| (of, found.get(of.unit.slot.as_str()).copied()));
        let refused = report.refused.len();
        let plans: Vec<Plan> =
            units.map(|(of, brought)| Plan::of(of, brought, (path, terms.min, extent), report)).collect();
        // A text is taken as a whole: of one that has changed in part nothing is.
        let is_whole = report.refused.len() == refused;
        let is_taken = match (text.claim(&plans, to, &then, id), terms.side) {
            (Claim::Free, _) | (Claim::Both, Some(Side::Theirs)) => true,
            (Claim::Stays, _) | (Claim::Both, Some(Side::Ours)) => false,
            (Claim::Both, None) => {
                let given = plans.iter().filter(|plan| plan.new.is_some()).find_map(|plan| plan.given.as_ref());
                contested.push((given.map(|given| given.range.clone()).unwrap_or_default(), text));
                false
            }
        };
        let new = if is_whole && is_taken { written(text, &plans, (id, path), report) } else { None };
        let is_given = is_whole && is_taken && plans.iter().all(|plan| plan.given.is_some());
        let is_done = is_given || is_stamped && holds(&text.label);
        is_complete &= is_done || !text.label.is_needed(path);
        if let Some(new) = &new {
            changes.put(&text.label, new);
        }
        let rest = match text.label.text(to) {
            None if new.is_none() => &mut missing,
            Some(_) if is_stamped && !is_done => &mut stale,
            None | Some(_) => continue,
        };
        // A text is written as a whole; what is not filled in comes first.
        let (open, done): (Vec<Plan>, Vec<Plan>) = plans.into_iter().partition(|plan| plan.given.is_none());
        rest.extend(open.into_iter().chain(done).map(|plan| (plan.id, &plan.of.unit)));
    }
    if let Some((range, text)) = contested.first() {
        let more = match contested.len() - 1 {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let name = text.path();
        let file = text.label.text(to).map_or(path, |text| site.sources.get(text.span.source).path.as_str());
        let message =
            format!("`{file}` has been changed since it was exported, and this would overwrite `{name}`{more}");
        let help = "`--theirs` imports the texts of this file, `--ours` keeps those of the site";
        let span = Span::new(report.id, range.clone());
        let found = Diagnostic::new(Code::TranslationChanged, span, message).help(help);
        let there = text.label.text(to).map(|text| text.span);
        report.refused.push(match there {
            Some(span) => found.related(span, "what it says now"),
            None => found,
        });
        return Vec::new();
    }
    if changes.is_empty() || report.found.len() > before {
        return Vec::new();
    }
    data.silent.iter().filter(|(label, _)| label.text(to).is_none()).for_each(|(label, said)| changes.put(label, said));
    let of = data.texts.iter().map(|text| text.units.len()).sum();
    let (rest, half) = if missing.is_empty() { (stale, Half::Stale) } else { (missing, Half::Open) };
    let rest = Rest::of(rest.iter().map(|(id, unit)| (id.as_str(), *unit)), of, half);
    // What is only half translated says nothing new of its original.
    let source = site.config.source;
    let origin = match from == source {
        true => Some(Origin::Now(data.digest)),
        false => origin(part).filter(|_| !changed && to != source).map(Origin::Noted),
    };
    changes.made(rest, origin.filter(|_| is_complete)).unwrap_or_else(|| {
        let message = format!("the texts of `{path}` cannot be written where they belong");
        report.add(
            Code::InvalidXliff,
            part.head.clone(),
            message,
            "write the languages of a text in braces: `{ ja = \"…\", en = \"…\" }`",
        );
        Vec::new()
    })
}

/// What the texts of a file were made from.
enum Origin {
    /// What the file of data says, with its digest.
    Now(String),
    /// What it said when it was exported by way of another language.
    Noted(Stamp),
}

/// What the texts of another language were made from that were exported, if that was said of them.
fn origin(part: &Part) -> Option<Stamp> {
    let blob = part.notes.get(ORIGIN_BLOB).filter(|blob| Algorithm::of(blob).is_some());
    let digest = part.notes.get(ORIGIN_DIGEST).filter(|digest| Translatable::is_digest(digest));
    Some(Stamp { blob: blob?.clone(), digest: digest?.clone() })
}

/// What becomes of a file of data, and of the file that the language has beside it.
struct Changes<'a> {
    site: &'a Site,
    id: SourceId,
    way: Way<'a>,
    /// Where texts go that stand nowhere yet, if that is not the file itself.
    apart_at: Option<String>,
    apart: Vec<Placed>,
    edits: Vec<(Range<usize>, String)>,
    wanted: Vec<Placed>,
}

impl<'a> Changes<'a> {
    fn of(site: &'a Site, id: SourceId, way: Way<'a>) -> Changes<'a> {
        let apart_at = texts_go_apart(&site.sources.get(id).path, way.to, &site.sources, &site.config);
        Changes { site, id, way, apart_at, apart: Vec::new(), edits: Vec::new(), wanted: Vec::new() }
    }

    fn is_empty(&self) -> bool {
        self.edits.is_empty() && self.apart.is_empty()
    }

    /// Puts a text where the language has it, or is to have it.
    fn put(&mut self, label: &Label, new: &str) {
        let new = with_facts(self.site, new, self.way);
        let to = self.way.to;
        let goes_apart = self.apart_at.is_some() && label.is_named;
        if label.text(to).map_or(goes_apart, |old| old.span.source != self.id) {
            self.apart.push((label.keys.clone(), new));
        } else {
            self.edits.push(edit(self.site, self.id, label, to, &new));
            self.wanted.push((label.keys.clone(), new));
        }
    }

    /// The files, of the first of which something is left; nothing where they would not say what is meant.
    fn made(self, mut rest: Option<Rest>, origin: Option<Origin>) -> Option<Vec<Imported>> {
        let Changes { site, id, way, apart, edits, wanted, .. } = self;
        let path = &site.sources.get(id).path;
        let new = edited(&site.sources.get(id).text, edits);
        if !says(site, &new, id, way.to, &wanted) {
            return None;
        }
        let mut made = Vec::new();
        let is_there = site.catalog.data_in(id, way.to).is_some();
        if !apart.is_empty() || is_there && origin.is_some() {
            let path = path_beside(path, site.config.code(way.to))?;
            let beside = site.sources.at(&path);
            let old = beside.map_or("", |beside| &site.sources.get(beside).text);
            let mut text = with_texts(old, id, &apart)?;
            let stamp = origin.map(|origin| match origin {
                Origin::Now(digest) => {
                    let blob = site.sources.get(id).blob_id_with(&new, site.sources.history().algorithm());
                    Stamp { blob, digest }
                }
                Origin::Noted(stamp) => stamp,
            });
            if let Some(stamped) = stamp.and_then(|stamp| stamped_data(&text, id, &stamp)) {
                text = stamped;
            }
            made.push(Imported { path, text, source: beside, rest: rest.take(), overtaken: None });
        }
        if !wanted.is_empty() {
            let path = path.clone();
            made.push(Imported { path, text: new, source: Some(id), rest: rest.take(), overtaken: None });
        }
        Some(made)
    }
}

/// The file in which a language has the texts of a file of data: the one beside it, if there is one.
pub(super) fn file_of(site: &Site, id: SourceId, to: LangId) -> SourceId {
    let files = texts_beside(&site.sources.get(id).path, &site.sources, &site.config);
    files.into_iter().find(|(lang, _)| *lang == to).map_or(id, |(_, beside)| beside)
}

/// What a language said when a file of data was exported, in that file and in the one beside it, by the places of its texts.
fn then(
    site: &Site,
    part: &Part,
    (id, texts): (SourceId, &[DataText]),
    to: LangId,
    past: &Past,
) -> HashMap<SourceId, Then<Said>> {
    let beside = file_of(site, id, to);
    let note = |file: SourceId| part.notes.get(if file == beside { TRANSLATION } else { BLOB });
    let of = |file: SourceId| match Then::of(site.sources.get(file), note(file), past) {
        Then::Same => Then::Same,
        Then::Unknown => Then::Unknown,
        Then::Other(text) if file == id => {
            let labels = labels_of_text(text, id, &site.config).into_iter();
            let said = |label: Label| Some((label.keys.clone(), label.text(to)?.text.clone()));
            Then::Other(labels.filter_map(said).collect())
        }
        Then::Other(text) => {
            let (table, _) = parse_toml(text, file, 0);
            let said = |of: &DataText| Some((of.label.keys.clone(), text_at(&table, &of.label.keys)?));
            Then::Other(texts.iter().filter_map(said).collect())
        }
    };
    [id, beside].into_iter().map(|file| (file, of(file))).collect()
}

/// A text with what is given of it, in the one that is there if it has the same units; nothing if nothing of it is new, or
/// not all that it takes.
fn written(text: &DataText, plans: &[Plan], (id, path): (SourceId, &str), report: &mut Report) -> Option<String> {
    let whole = plans.iter().all(|of| of.given.is_some());
    if plans.iter().all(|of| of.new.is_none()) || text.theirs.is_none() && !whole {
        return None;
    }
    let skeleton = text.theirs.as_ref().unwrap_or(&text.said);
    let (mut new, mut done) = (String::new(), 0);
    for Plan { of, new: pieces, .. } in plans {
        let Some(pieces) = pieces else { continue };
        match &of.there.as_ref().unwrap_or(&of.unit).role {
            Role::Body(place) => {
                new.push_str(skeleton.get(done..place.start).unwrap_or_default());
                new.push_str(&write_pieces(pieces));
                done = place.end;
            }
            Role::Title
            | Role::Description
            | Role::Menu
            | Role::Short
            | Role::Extra { .. }
            | Role::Quoted(_)
            | Role::Part(_) => {
                new = said(pieces);
                done = skeleton.len();
            }
        }
    }
    new.push_str(skeleton.get(done..).unwrap_or_default());
    let again = units_of(&text.label, &new, text.number, id);
    let before = report.found.len();
    for (at, plan) in plans.iter().enumerate() {
        let (Some(pieces), Some(given)) = (&plan.new, &plan.given) else { continue };
        let read = again.get(at).filter(|_| again.len() == plans.len()).map(|read| read.pieces.as_slice());
        if read != Some(pieces) {
            misread(&plan.id, path, (pieces, plan.of.unit.is_line()), read, given.range.clone(), report);
        }
    }
    (report.found.len() == before).then_some(new)
}

/// The text in a language in place of the one that is there, or behind the last one.
fn edit(site: &Site, id: SourceId, label: &Label, to: LangId, new: &str) -> (Range<usize>, String) {
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
fn says(site: &Site, new: &str, id: SourceId, to: LangId, wanted: &[Placed]) -> bool {
    let (_, found) = parse_toml(new, id, 0);
    let labels = labels_of_text(new, id, &site.config);
    let said: HashSet<(&[String], &str)> =
        labels.iter().filter_map(|label| Some((label.keys.as_slice(), label.text(to)?.text.as_str()))).collect();
    found.is_empty() && wanted.iter().all(|(path, text)| said.contains(&(path, text)))
}
