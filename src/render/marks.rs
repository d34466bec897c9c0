//! What stands beside the values of tables, panels and conflicts: citations and remarks; and texts of data.

use super::escape;
use super::foreign;
use super::html::{self, Scene};
use super::planner::Planner;
use super::value::safe;
use super::words::cell_text;
use crate::diagnostic::Diagnostics;
use crate::facts::{FactId, Place};
use crate::messages::args;
use crate::resolve::{Citation, Part};
use std::collections::HashMap;
use tera::Value;

/// What stands beside the values of a table.
pub struct Marks<'a> {
    /// Of the table.
    pub anchor: &'a str,
    pub planner: Option<&'a Planner>,
    pub cited: HashMap<Place, &'a [Citation]>,
    /// The number of the remark at a row and column.
    pub remarks: HashMap<(usize, usize), usize>,
}

/// The citations that stand at a place of the table.
pub fn citations(scene: Scene<'_>, marks: &Marks<'_>, place: Place) -> Value {
    match marks.cited.get(&place) {
        Some(citations) => safe(&citation_list(scene, citations)),
        None => Value::none(),
    }
}

/// Some citations beside each other.
pub fn citation_list(scene: Scene<'_>, citations: &[Citation]) -> String {
    let cited: Vec<(Citation, &str)> = citations.iter().map(|citation| (*citation, "")).collect();
    html::citations_html(scene, scene.lang, &cited)
}

/// What a fact says in a cell, as HTML.
pub fn words_of(scene: Scene<'_>, id: FactId) -> String {
    let Scene { site, lang: reader, .. } = scene;
    let lang = site.catalog.facts.language(id, reader, &site.messages);
    let mut words = String::new();
    foreign::text(&mut words, site, lang, cell_text(site, reader, id));
    if let Some(address) = site.catalog.facts.get(id).address() {
        let mut href = String::new();
        escape::attribute(&mut href, &address);
        words = format!("<a href=\"{href}\">{words}</a>");
    }
    foreign::wrapped(site, lang, reader, words)
}

/// How a remark is called.
pub fn remark_label(scene: Scene<'_>, number: usize) -> String {
    let args = args!["number" => number];
    scene.site.messages.get(scene.lang, "table-remark", Some(&args)).unwrap_or_default().into_owned()
}

/// The anchor of what a page may show several times, where it is shown for the nth time.
pub fn nth_anchor(base: String, nth: u32) -> String {
    match nth {
        0 | 1 => base,
        n => format!("{base}-{n}"),
    }
}

/// A text of data as HTML without its paragraph, or none.
pub fn fragment(scene: Scene<'_>, part: Option<&Part>) -> Value {
    let Some(part) = part else { return Value::none() };
    // Mistakes in fragments are reported when they are resolved; this finds none of its own.
    let mut found = Diagnostics::new();
    let html = html::inline(Scene { parts: std::slice::from_ref(part), ..scene }, &mut found);
    safe(&foreign::wrapped(scene.site, part.lang, scene.lang, html))
}
