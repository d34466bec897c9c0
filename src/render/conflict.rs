//! Declared conflicts: what each side says, and why they differ, for the component `conflict_list`.
//!
//! They stand where a text says `[](conflicts:topic)`, and in no template: the editor writes the headings round them,
//! and a conflict that is declared later appears by itself.

use super::chart::{self, AxisView, Sides};
use super::evidence::{EvidenceView, evidence};
use super::figure::{Figure, figure, number};
use super::foreign;
use super::html::{self, Scene};
use super::marks::{citation_list, fragment, nth_anchor};
use super::value::{Safe, list, view};
use super::words::{spoken, words};
use crate::config::LangId;
use crate::diagnostic::Diagnostic;
use crate::facts::{Cell, Conflict, Fact, FactId, Side};
use crate::format::{self, Form};
use crate::messages::args;
use crate::resolve::{Citation, ConflictTarget, Site};
use tera::Value;

view! {
    /// A declared conflict.
    pub struct ConflictView<'a> {
        /// The anchor of its heading.
        pub anchor: String,
        /// Its title.
        pub title: &'a str,
        /// The same as HTML.
        pub heading: Value,
        /// What each side says.
        pub sides: Vec<SideView<'a>>,
        /// The axis on which the sides are drawn, or none.
        pub axis: Option<AxisView>,
        /// Why they differ, as HTML.
        pub why: Value,
    }
}

view! {
    /// What a side of a conflict says.
    pub struct SideView<'a> {
        /// Where the value is stated.
        pub label: Value,
        /// The value, as HTML.
        pub value: Safe,
        /// Whether it is in words.
        pub words: bool,
        /// Its sources, as HTML; may be empty.
        pub citations: Safe,
        /// Its low end as a number, or none.
        pub low: Value,
        /// Its high end.
        pub high: Value,
        /// The unit of both.
        pub unit: Option<String>,
        /// What it rests on.
        pub evidence: Option<EvidenceView<'a>>,
        /// What is drawn of it, or none.
        pub shape: Value,
    }
}

/// The level of a conflict's heading in the component.
const LEVEL: u8 = 3;

/// The HTML of some conflicts.
pub fn html(scene: Scene<'_>, conflicts: &[ConflictTarget]) -> Result<String, Box<Diagnostic>> {
    let conflicts = conflicts.iter().map(|target| {
        let conflict = scene.site.catalog.conflicts.get(target.conflict);
        let known: Vec<_> = conflict
            .sides
            .iter()
            .zip(&target.cited)
            .filter_map(|(side, cited)| Some((side, side.fact?, cited)))
            .collect();
        let facts: Vec<&Fact> = known.iter().map(|(_, id, _)| scene.site.catalog.facts.get(*id)).collect();
        let drawn = chart::sides(scene, &facts);
        let (axis, shapes) = drawn.map_or((None, Vec::new()), |Sides { axis, shapes }| (Some(axis), shapes));
        let shapes = shapes.into_iter().chain(std::iter::repeat(Value::none()));
        let sides =
            known.into_iter().zip(shapes).map(|((side, id, cited), shape)| side_data(scene, (side, id), cited, shape));
        let view = ConflictView {
            anchor: anchor(conflict, target),
            title: words(&conflict.title, scene.lang, scene.site),
            heading: foreign::label(scene, &conflict.title),
            sides: sides.collect(),
            axis,
            why: fragment(scene, target.why.as_ref()),
        };
        view.into()
    });
    scene.engine.component(scene.site, scene.lang, "conflict_list", "conflicts", list(conflicts))
}

/// The level, anchor, language and title of each conflict.
pub fn headings<'a>(
    site: &'a Site,
    lang: LangId,
    conflicts: &'a [ConflictTarget],
) -> impl Iterator<Item = (u8, String, LangId, String)> + 'a {
    conflicts.iter().map(move |target| {
        let conflict = site.catalog.conflicts.get(target.conflict);
        let (own, title) = spoken(&conflict.title, lang, site);
        (LEVEL, anchor(conflict, target), own, title.to_owned())
    })
}

fn anchor(conflict: &Conflict, target: &ConflictTarget) -> String {
    nth_anchor(conflict.id.clone(), target.occurrence)
}

fn side_data<'a>(scene: Scene<'a>, (side, id): (&Side, FactId), cited: &[Citation], shape: Value) -> SideView<'a> {
    let site = scene.site;
    let fact = site.catalog.facts.get(id);
    let label = match &side.label {
        Some(label) => foreign::label(scene, label),
        None => {
            let (row, column) = match site.catalog.tables.labels(&fact.id) {
                Some((row, column)) => (words(row, scene.lang, site), words(column, scene.lang, site)),
                None => ("", ""),
            };
            let args = args!["row" => row, "column" => column];
            site.messages.get(scene.lang, "conflict-side", Some(&args)).unwrap_or_default().as_ref().into()
        }
    };
    let in_words = fact.cell.is_worded() || matches!(fact.cell, Cell::Value(format::Value::Weekday(_)));
    let citations = if cited.is_empty() { String::new() } else { citation_list(scene, cited) };
    let Figure { low, high, unit } = figure(site, fact);
    SideView {
        label,
        value: Safe(html::fact_html(site, (id, Form::Plain), "", scene.lang)),
        words: in_words,
        citations: Safe(citations),
        low: number(low),
        high: number(high),
        unit,
        evidence: evidence(site, scene.lang, fact.about.evidence),
        shape,
    }
}
