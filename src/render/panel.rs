//! A table as an answer: each value large, with what it rests on and what is said of it, for the component `answer_panel`.

use super::evidence::{EvidenceView, evidence};
use super::foreign;
use super::html::{self, Scene};
use super::marks::{Marks, citations, fragment};
use super::value::{safe, view};
use super::words::cell_text;
use crate::diagnostic::Diagnostic;
use crate::facts::{Cell, FactId, Place, Row};
use crate::format::Form;
use crate::resolve::{Panel, TableTarget};
use tera::Value;

/// What stands round the values.
pub struct Frame<'a> {
    pub id: &'a str,
    pub anchor: &'a str,
    pub caption: Value,
    pub note: Value,
}

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
    (frame, marks): (Frame<'_>, &Marks<'_>),
) -> Result<String, Box<Diagnostic>> {
    let table = scene.site.catalog.tables.by_id(target.id);
    let cited = [citations(scene, marks, Place::Table), citations(scene, marks, Place::Column(panel.value))];
    let note = joined([frame.note.clone()].into_iter().chain(cited), "");
    let items = table.rows.iter().enumerate().map(|(at, row)| item(scene, target, (at, row), panel, marks));
    let Frame { id, anchor, caption, .. } = frame;
    let view = PanelView { id, anchor, caption, note, items: items.collect() };
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
    let remark = target.remarks.iter().find(|(row, column, _)| (*row, *column) == (at, panel.value));
    let said = panel.detail.and_then(fact_at).map_or(Value::none(), |id| safe(&text(scene, id)));
    let remarked = fragment(scene, remark.map(|(_, _, text)| text));
    let cited = [Place::Cell(at, panel.value), Place::Row(at)].map(|place| citations(scene, marks, place));
    ItemView {
        row: &row.id,
        label: foreign::label(scene, &row.label),
        html: safe(&value.unwrap_or_default()),
        lang: own.and_then(|own| foreign::code(site, own, scene.lang)),
        state: fact.map_or(&Cell::Unknown, |fact| &fact.cell).state(),
        evidence: evidence(site, scene.lang, fact.and_then(|fact| fact.about.evidence)),
        // What is said in a column of its own, and what is remarked on the value.
        detail: joined([said, remarked], " "),
        citations: joined(cited, ""),
    }
}

/// Pieces of HTML one after the other, or none.
fn joined(pieces: impl IntoIterator<Item = Value>, between: &str) -> Value {
    let pieces: Vec<String> =
        pieces.into_iter().map(|piece| piece.to_string()).filter(|piece| !piece.is_empty()).collect();
    if pieces.is_empty() { Value::none() } else { safe(&pieces.join(between)) }
}

/// What a cell of a column of texts says; nothing where it says nothing.
fn text(scene: Scene<'_>, id: FactId) -> String {
    let site = scene.site;
    if !matches!(site.catalog.facts.get(id).cell, Cell::Value(_) | Cell::Statement(_)) {
        return String::new();
    }
    let own = site.catalog.facts.language(id, scene.lang, &site.messages);
    let mut html = String::new();
    foreign::text(&mut html, site, own, cell_text(site, scene.lang, id));
    foreign::wrapped(site, own, scene.lang, html)
}
