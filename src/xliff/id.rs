//! What units are called in XLIFF: no two of an export alike, and the same as before as long as their own text is. Tools
//! keep translations by these ids, so that a text which is put in before others must not move theirs on to its neighbours.

use super::EXPORT_AGAIN;
use super::delivery::{Brought, Part};
use super::target::Report;
use super::unit::{Role, Unit, kind};
use crate::diagnostic::Code;
use crate::document::Piece;
use crate::source::digest;
use std::collections::HashMap;

/// The ids that are given in a file of the site.
pub(super) struct Ids<'a> {
    path: &'a str,
    /// How often each has been asked for.
    given: HashMap<String, usize>,
}

impl<'a> Ids<'a> {
    /// Those of the file with this path.
    pub(super) fn of(path: &'a str) -> Ids<'a> {
        Ids { path, given: HashMap::new() }
    }

    /// The ids of the units of a page: those of its front matter by their keys, all others by their words.
    pub(super) fn of_page(path: &'a str, units: &[Unit]) -> Vec<String> {
        let mut ids = Ids::of(path);
        units
            .iter()
            .map(|unit| {
                let name = match unit.role {
                    Role::Title | Role::Description | Role::Menu | Role::Short => String::new(),
                    Role::Extra { .. } => unit.slot.clone(),
                    Role::Body(_) | Role::Quoted(_) | Role::Part(_) => words(unit),
                };
                ids.next(kind(unit), &name)
            })
            .collect()
    }

    /// The id of the next unit of a kind that is known by `name`; of several with one name each has a number.
    pub(super) fn next(&mut self, kind: &str, name: &str) -> String {
        let id = format!("{kind}-{:016x}", digest(format!("{}\0{name}", self.path).as_bytes()));
        let count = self.given.entry(id.clone()).or_default();
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    }
}

/// The letters of a unit, wherever its lines break and whatever its markup leads to.
fn words(unit: &Unit) -> String {
    let texts = unit.pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::Fixed(_) | Piece::Break(_) | Piece::Open(_) | Piece::Close(_) => None,
    });
    texts.flat_map(|text| text.chars()).filter(|c| !c.is_whitespace()).collect()
}

/// What it means that a unit has the id of no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    /// Its text is not there any more as it was exported.
    Changed,
    /// Somebody has changed the id.
    Wrong,
}

/// What came back of a file, by the slots of its units, which they were called by in older files. Each of `names` is an
/// id and a slot.
pub(super) fn brought<'b, 'n>(
    part: &'b Part,
    names: impl Iterator<Item = (&'n str, &'n str)>,
    unknown: Unknown,
    report: &mut Report,
) -> HashMap<&'n str, &'b Brought> {
    let path = &part.path;
    let slots: HashMap<&str, &str> = names.flat_map(|(id, slot)| [(id, slot), (slot, slot)]).collect();
    let mut found = HashMap::new();
    for unit in &part.units {
        let Brought { id, head, .. } = unit;
        match (slots.get(id.as_str()), unknown) {
            (Some(slot), _) => {
                if found.insert(*slot, unit).is_some() {
                    report.add(Code::InvalidXliff, head.clone(), format!("two units `{id}` in `{path}`"), "delete one");
                }
            }
            (None, Unknown::Wrong) => {
                let message = format!("`{path}` has no unit `{id}`");
                report.add(Code::InvalidXliff, head.clone(), message, "export again");
            }
            (None, Unknown::Changed) if unit.is_translated() => {
                let message = format!("the text of unit `{id}` of `{path}` is not there any more as it was exported");
                report.refuse(Code::SourceChanged, head.clone(), message, EXPORT_AGAIN);
            }
            (None, Unknown::Changed) => {}
        }
    }
    found
}
