//! The words of a page as its readers see them, tables and blocks included.

use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::document::{Op, Tag};
use crate::facts::{Evidence, Fragment, Table};
use crate::render;
use crate::resolve::{
    ConflictTarget, Page, Part, Site, StudiesTarget, StudyTarget, TableTarget, Target, fragment as resolve_fragment,
};
use std::collections::BTreeSet;
use std::ops::Range;

/// A text, and how words in it are read.
#[derive(Debug, Default)]
pub struct Text {
    pub text: String,
    /// The readings of its ruby, each on a line.
    pub readings: String,
}

/// How deep blocks are looked into that stand in blocks.
const DEPTH: usize = 8;

/// The text of some operations of a part of a page, with the footnotes that are written there.
pub fn of(site: &Site, page: &Page, part: &Part, range: Range<usize>) -> Text {
    let mut text = within(site, page, part, range.clone(), DEPTH);
    let ops = part.document.ops().get(range.clone()).unwrap_or_default();
    let notes = ops.iter().filter_map(|op| match op {
        Op::Open(Tag::FootnoteText, index) => part.document.footnotes.get(*index as usize),
        _ => None,
    });
    for note in notes {
        text.push('\n');
        text.push_str(&within(site, page, part, note.text(), DEPTH));
    }
    Text { text: text.trim().to_owned(), readings: readings(site, part, range) }
}

/// The text of a text of data.
pub fn fragment(site: &Site, fragment: &Fragment, lang: LangId) -> String {
    // What is wrong with it has been reported where it is resolved for readers.
    let (parts, _) = resolve_fragment(site, fragment, lang, &mut Diagnostics::new());
    parts.first().map(|part| render::plain(site, part, part.range.clone())).unwrap_or_default()
}

fn within(site: &Site, page: &Page, part: &Part, range: Range<usize>, depth: usize) -> String {
    let source = &site.sources.get(part.document.source).text;
    part.document.plain(source, range, &|index| match part.targets.get(index as usize)? {
        Target::Table(table) => Some(of_table(site, page.lang, table)),
        Target::Part(at) if depth > 0 => {
            let inner = page.parts.get(*at)?;
            let repeats = matches!(inner.origin, crate::resolve::PartOrigin::Question { .. });
            // A repeated question is found where it is asked.
            (!repeats).then(|| within(site, page, inner, inner.range.clone(), depth - 1) + "\n")
        }
        Target::Studies(studies) => Some(of_studies(site, page.lang, studies)),
        Target::None
        | Target::Link { .. }
        | Target::Image(_)
        | Target::Fact { .. }
        | Target::Citation(_)
        | Target::Term(_)
        | Target::Conflicts(_)
        | Target::Grades { .. }
        | Target::People(_)
        | Target::Part(_)
        | Target::AsWritten => render::refer(site, part, index),
    })
}

/// What a declared conflict is about: the values of its sides, and why they differ.
pub fn of_conflict(site: &Site, lang: LangId, shown: &ConflictTarget) -> String {
    let conflict = site.catalog.conflicts.get(shown.conflict);
    let why = shown.why.as_ref().map(|part| render::plain(site, part, part.range.clone()));
    let sides = conflict.sides.iter().filter_map(|side| {
        let label = side.label.as_ref().map_or("", |label| render::words(label, lang, site));
        Some(format!("{label} {}", render::cell_text(site, lang, side.fact?)))
    });
    sides.chain(why).collect::<Vec<_>>().join("\n")
}

/// What each of some studies is called, and what is said of it in words.
fn of_studies(site: &Site, lang: LangId, shown: &StudiesTarget) -> String {
    let work = |study: &StudyTarget| site.catalog.bibliography.get(study.citation.work);
    let name = |study: &StudyTarget| render::work_name(site, lang, work(study)).0;
    let words = shown.parts().map(|part| render::plain(site, part, part.range.clone()));
    shown.studies.iter().map(name).chain(words).collect::<Vec<_>>().join("\n") + "\n"
}

/// Caption, names and values of a table.
fn of_table(site: &Site, lang: LangId, shown: &TableTarget) -> String {
    let table: &Table = site.catalog.tables.by_id(shown.id);
    let plain = |part: &Option<Part>| part.as_ref().map(|part| render::plain(site, part, part.range.clone()));
    let mut lines = vec![plain(&shown.caption).unwrap_or_default()];
    lines.push(
        table.columns.iter().map(|column| render::words(&column.label, lang, site)).collect::<Vec<_>>().join(" "),
    );
    for row in &table.rows {
        let cells = row.cells.iter().flatten().map(|id| render::cell_text(site, lang, *id));
        let name = render::words(&row.label, lang, site);
        lines.push([name].into_iter().chain(cells).collect::<Vec<_>>().join(" "));
    }
    // What the values rest on stands beside them.
    let cells = table.rows.iter().flat_map(|row| &row.cells).flatten();
    let grades: BTreeSet<Evidence> = cells.filter_map(|id| site.catalog.facts.get(*id).about.evidence).collect();
    lines.extend(grades.into_iter().map(|grade| render::grade_label(site, lang, grade)));
    lines.push(plain(&shown.note).unwrap_or_default());
    lines.retain(|line| !line.is_empty());
    lines.join("\n") + "\n"
}

fn readings(site: &Site, part: &Part, range: Range<usize>) -> String {
    let source = &site.sources.get(part.document.source).text;
    let mut readings = String::new();
    let mut is_reading = false;
    for op in part.document.ops().get(range).unwrap_or_default() {
        match op {
            Op::Open(Tag::RubyText, _) => is_reading = true,
            Op::Close(Tag::RubyText, _) => {
                is_reading = false;
                readings.push('\n');
            }
            op => {
                if let Some(chunk) = op.text().filter(|_| is_reading) {
                    readings.push_str(part.document.text_in(source, chunk));
                }
            }
        }
    }
    readings
}
