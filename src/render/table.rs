//! Data tables: typed cells to the data that the component `data_table` draws.

use super::chart::{self, Frame};
use super::engine::Engine;
use super::escape;
use super::html::{self, Scene};
use super::value::{list, map, safe, text_or_none};
use crate::catalog::{Cell, Table};
use crate::config::{LangId, Words};
use crate::diagnostic::Diagnostic;
use crate::resolve::{Citation, Display, Part, Site, TableTarget};
use tera::Value;

/// The HTML of a table. `caption`, if not empty, stands in for the table's own.
pub fn html(scene: Scene<'_>, target: &TableTarget<'_>, caption: &str) -> Result<String, Box<Diagnostic>> {
    let site = scene.site;
    let Some(table) = site.catalog.tables.by_number(target.id) else { return Ok(String::new()) };
    let mut found = Vec::new();
    let mut fragment = |part: &Option<Part<'_>>| match part {
        Some(part) => {
            let parts = std::slice::from_ref(part);
            safe(&html::inline(Scene { site, engine: scene.engine, lang: scene.lang, parts }, &mut found))
        }
        None => Value::none(),
    };
    let own = fragment(&target.caption);
    let note = fragment(&target.note);
    let title = match (caption, &target.caption) {
        ("", Some(part)) => html::plain(site, part),
        (caption, _) => caption.to_owned(),
    };
    let caption = if caption.is_empty() { own } else { Value::from(caption) };
    let columns = table.columns.iter().map(|column| {
        let label = words(&column.label, scene.lang, site);
        let kind = column.kind.name();
        map([("id", column.id.as_str().into()), ("label", label.into()), ("text", label.into()), ("type", kind.into())])
    });
    let rows = table.rows.iter().enumerate().map(|(row, data)| {
        let cells = data.cells.iter().enumerate().map(|(column, _)| {
            let cited = target.cited.iter().find(|(r, c, _)| (*r, *c) == (row, column));
            cell(scene, table, row, column, cited.map(|(.., citations)| citations.as_slice()).unwrap_or_default())
        });
        let label = words(&data.label, scene.lang, site);
        map([("id", data.id.as_str().into()), ("label", label.into()), ("cells", list(cells))])
    });
    let label = table.label.as_ref().map(|label| words(label, scene.lang, site)).unwrap_or_default();
    let anchor = match target.occurrence {
        0 | 1 => format!("table-{}", table.id),
        n => format!("table-{}-{n}", table.id),
    };
    let (drawn, folded) = match &target.display {
        Display::Table => (None, false),
        Display::ChartAndTable(chart) => (Some(chart), false),
        Display::Chart(chart) => (Some(chart), true),
    };
    // The chart comes first: it has the anchor, and the caption with what it cites.
    let (own_anchor, own_caption) = match drawn {
        None => (anchor.clone(), caption.clone()),
        Some(_) => (format!("data-{anchor}"), text_or_none(&title)),
    };
    let (own_note, note) = if folded { (Value::none(), note) } else { (note, Value::none()) };
    let data = map([
        ("id", table.id.as_str().into()),
        ("anchor", own_anchor.into()),
        ("caption", own_caption),
        ("note", own_note),
        ("label", label.into()),
        ("columns", list(columns)),
        ("rows", list(rows)),
        ("downloads", list([])),
    ]);
    let html = scene.engine.component(site, scene.lang, "data_table", "table", data)?;
    match drawn {
        None => Ok(html),
        Some(chart) => {
            let html = html.trim_end();
            let frame = Frame { anchor: &anchor, caption, title: &title, note, table: html, folded };
            chart::html(scene, table, chart, frame)
        }
    }
}

fn cell(scene: Scene<'_>, table: &Table, row: usize, column: usize, citations: &[Citation]) -> Value {
    let site = scene.site;
    let id = table.rows.get(row).and_then(|row| row.cells.get(column).copied().flatten());
    let fact = id.and_then(|id| site.catalog.facts.by_number(id));
    let kind = table.columns.get(column).map_or("text", |column| column.kind.name());
    let mut html = String::new();
    if let Some(id) = id {
        escape::text(&mut html, site.catalog.facts.text(id, scene.lang, &site.messages));
    }
    if !citations.is_empty() {
        html.push_str("<span class=\"citations\">");
        for citation in citations {
            html.push_str(&html::citation_html(scene, citation, ""));
        }
        html.push_str("</span>");
    }
    let state = match fact.map(|fact| &fact.cell) {
        Some(Cell::Value(_)) => "value",
        Some(Cell::Unknown) | None => "unknown",
        Some(Cell::NotApplicable) => "not-applicable",
        Some(Cell::Statement(_)) => "text",
    };
    let column = table.columns.get(column).map_or("", |column| column.id.as_str());
    map([("html", safe(&html)), ("type", kind.into()), ("state", state.into()), ("column", column.into())])
}

/// The text for a reader of `lang`; empty where there is none.
pub(super) fn words<'a>(words: &'a Words, lang: LangId, site: &'a Site) -> &'a str {
    words.text(lang, &site.config).map(|text| text.text.as_str()).unwrap_or_default()
}

/// The HTML of a table that a template asks for.
pub fn asked(site: &Site, engine: &Engine, lang: LangId, table: &Table) -> Result<String, Box<Diagnostic>> {
    // Its mistakes are reported with those of all tables.
    let target = crate::resolve::table(site, table, lang);
    html(Scene { site, engine, lang, parts: &[] }, &target, "")
}
