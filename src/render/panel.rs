//! A table as an answer: each value large, with what it rests on and what is said of it, for the component `answer_panel`.

use super::evidence::{EvidenceView, evidence};
use super::foreign;
use super::html::{self, Scene};
use super::marks::{Marks, citations, fragment, words_of};
use super::value::{safe, view};
use super::words::cell_text;
use crate::diagnostic::Diagnostic;
use crate::facts::{Cell, Place, Row};
use crate::format::Form;
use crate::resolve::{Panel, TableTarget};
use tera::Value;

view! {
    /// A table as an answer.
    pub struct PanelView<'a> {
        /// The id of the table.
        pub id: &'a str,
        /// The id of the figure.
        pub anchor: &'a str,
        /// The caption, as HTML.
        pub caption: Value,
        /// The note and what the whole table cites, as HTML.
        pub note: Value,
        /// The values.
        pub items: Vec<ItemView<'a>>,
    }
}

view! {
    /// A value of the answer.
    pub struct ItemView<'a> {
        /// The id of its row.
        pub row: &'a str,
        /// What it is.
        pub label: Value,
        /// The value, as HTML.
        pub html: Value,
        /// The code of its language, where that is another than the reader's.
        pub lang: Option<&'a str>,
        /// Whether it is a value, or what stands in its place.
        pub state: &'static str,
        /// What it rests on.
        pub evidence: Option<EvidenceView<'a>>,
        /// What is said of it, as HTML.
        pub detail: Value,
        /// Its sources, as HTML.
        pub citations: Value,
    }
}

/// The HTML of a table as an answer.
pub fn html(
    scene: Scene<'_>,
    target: &TableTarget,
    panel: Panel,
    marks: &Marks<'_>,
    (caption, note): (Value, Value),
) -> Result<String, Box<Diagnostic>> {
    let table = scene.site.catalog.tables.by_id(target.id);
    let columns = [Some(panel.value), panel.detail].into_iter().flatten().map(Place::Column);
    let cited = [Place::Table].into_iter().chain(columns).map(|place| citations(scene, marks, place));
    let note = joined([note].into_iter().chain(cited), "");
    let items = table.rows.iter().enumerate().map(|(at, row)| item(scene, target, (at, row), panel, marks));
    let view = PanelView { id: &table.id, anchor: marks.anchor, caption, note, items: items.collect() };
    scene.engine.component(scene.site, scene.lang, "answer_panel", "panel", view.into())
}

fn item<'a>(
    scene: Scene<'a>,
    target: &TableTarget,
    (at, row): (usize, &'a Row),
    panel: Panel,
    marks: &Marks<'_>,
) -> ItemView<'a> {
    let site = scene.site;
    let fact_at = |column: usize| row.cells.get(column).copied().flatten();
    let id = fact_at(panel.value);
    let fact = id.map(|id| site.catalog.facts.get(id));
    let own = id.map(|id| site.catalog.facts.language(id, scene.lang, &site.messages));
    let value = id.map(|id| html::fact_html(site, (id, Form::Plain), cell_text(site, scene.lang, id), scene.lang));
    let said = panel.detail.and_then(fact_at).filter(|id| says_something(&site.catalog.facts.get(*id).cell));
    let said = said.map_or(Value::none(), |id| safe(&words_of(scene, id)));
    let cited_at = |column: usize| citations(scene, marks, Place::Cell(at, column));
    let said = joined([said, panel.detail.map_or(Value::none(), cited_at)], "");
    let remarked = target.remarks.iter().filter(|(row, _, _)| *row == at).map(|(.., text)| fragment(scene, Some(text)));
    let between = if site.config.languages.at(scene.lang).locale.is_spaceless() { "" } else { " " };
    ItemView {
        row: &row.id,
        label: foreign::label(scene, &row.label),
        html: safe(&value.unwrap_or_default()),
        lang: own.and_then(|own| foreign::code(site, own, scene.lang)),
        state: fact.map_or(&Cell::Unknown, |fact| &fact.cell).state(),
        evidence: evidence(site, scene.lang, fact.and_then(|fact| fact.about.evidence)),
        // What is said in a column of its own, and what is remarked on either.
        detail: joined([said].into_iter().chain(remarked), between),
        citations: joined([cited_at(panel.value), citations(scene, marks, Place::Row(at))], ""),
    }
}

/// Pieces of HTML one after the other, or none.
fn joined(pieces: impl IntoIterator<Item = Value>, between: &str) -> Value {
    let pieces: Vec<String> =
        pieces.into_iter().map(|piece| piece.to_string()).filter(|piece| !piece.is_empty()).collect();
    if pieces.is_empty() { Value::none() } else { safe(&pieces.join(between)) }
}

/// Whether a cell of a column of texts has one.
fn says_something(cell: &Cell) -> bool {
    match cell {
        Cell::Value(_) | Cell::Statement(_) => true,
        Cell::Unknown | Cell::NotApplicable => false,
    }
}
