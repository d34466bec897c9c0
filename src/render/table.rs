//! Data tables: typed cells to the data that the component `data_table` draws.

use super::chart::{self, Frame};
use super::engine::Engine;
use super::escape;
use super::evidence::evidence;
use super::html::Scene;
use super::marks::{Marks, citation_list, citations, fragment, nth_anchor, remark_label, words_of};
use super::panel;
use super::plain::plain;
use super::planner::planner;
use super::value::{list, map, safe, text_or_none};
use super::words::{date, spoken};
use super::{asked, foreign};
use crate::catalog::routes;
use crate::config::{LangId, Words};
use crate::diagnostic::Diagnostic;
use crate::facts::{Cell, Evidence, Fact, Place, Table};
use crate::resolve::{self, Display, Site, TableTarget};
use std::fmt::Write;
use tera::Value;

/// The HTML of a table. `caption`, a text and its language, stands in for the table's own if it is not empty.
pub fn html(scene: Scene<'_>, target: &TableTarget, caption: (LangId, &str)) -> Result<String, Box<Diagnostic>> {
    let site = scene.site;
    let table = site.catalog.tables.by_id(target.id);
    let own = fragment(scene, target.caption.as_ref());
    let note = fragment(scene, target.note.as_ref());
    let (lang, title) = match (caption, &target.caption) {
        ((_, ""), Some(part)) => (part.lang, plain(site, part, part.range.clone())),
        ((lang, caption), _) => (lang, caption.to_owned()),
    };
    let mut words_of_title = String::new();
    foreign::text(&mut words_of_title, site, lang, &title);
    let words_of_title = text_or_none(&foreign::wrapped(site, lang, scene.lang, words_of_title));
    let words_of_title = words_of_title.as_str().map_or(Value::none(), safe);
    let caption = if caption.1.is_empty() { own } else { words_of_title.clone() };
    let anchor = nth_anchor(format!("table-{}", table.id), target.occurrence);
    // Why there is none was said when the site was checked.
    let planner = planner(site, scene.lang, table).ok().flatten();
    let marks = Marks {
        anchor: &anchor,
        planner: planner.as_ref(),
        cited: target.cited.iter().map(|(place, citations)| (*place, citations.as_slice())).collect(),
        remarks: target.remarks.iter().zip(1..).map(|((row, column, _), number)| ((*row, *column), number)).collect(),
    };
    let among = |words: &Words| {
        let (own, text) = spoken(words, scene.lang, site);
        foreign::among(site, own, scene.lang, text)
    };
    let columns = table.columns.iter().enumerate().map(|(at, column)| {
        map([
            ("id", column.id.as_str().into()),
            ("label", foreign::label(scene, &column.label)),
            ("text", among(&column.label).into()),
            (
                "lang",
                foreign::code(site, spoken(&column.label, scene.lang, site).0, scene.lang)
                    .map_or_else(Value::none, Value::from),
            ),
            ("type", column.kind.name().into()),
            ("citations", citations(scene, &marks, Place::Column(at))),
        ])
    });
    let rows = table.rows.iter().enumerate().map(|(row, data)| {
        let cells = (0..data.cells.len()).map(|column| cell(scene, table, (row, column), &marks));
        map([
            ("id", data.id.as_str().into()),
            ("label", foreign::label(scene, &data.label)),
            ("citations", citations(scene, &marks, Place::Row(row))),
            ("cells", list(cells)),
        ])
    });
    let remarks = target.remarks.iter().enumerate().map(|(at, (_, _, text))| {
        let number = at + 1;
        map([
            ("anchor", format!("{anchor}-remark-{number}").into()),
            ("label", remark_label(scene, number).into()),
            ("html", fragment(scene, Some(text))),
        ])
    });
    let label = table.label.as_ref().map_or_else(|| safe(""), |label| foreign::label(scene, label));
    let (drawn, folded) = match &target.display {
        Display::Panel(panel) => {
            return panel::html(scene, target, *panel, &marks, (caption, note));
        }
        Display::Table | Display::Stack => (None, false),
        Display::ChartAndTable(chart) => (Some(chart), false),
        Display::Chart(chart) => (Some(chart), true),
    };
    // The chart comes first: it has the anchor, and the caption with what it cites.
    let (own_anchor, own_caption) = match drawn {
        None => (anchor.clone(), caption.clone()),
        Some(_) => (format!("data-{anchor}"), words_of_title),
    };
    let (own_note, note) = if folded { (Value::none(), note) } else { (note, Value::none()) };
    let data = map([
        ("id", table.id.as_str().into()),
        ("anchor", own_anchor.into()),
        ("caption", own_caption),
        ("note", own_note),
        ("stack", matches!(target.display, Display::Stack).into()),
        ("label", label),
        ("columns", list(columns)),
        ("rows", list(rows)),
        ("remarks", list(remarks)),
        ("citations", citations(scene, &marks, Place::Table)),
        ("evidence", grades(scene, table)),
        ("reviewed", date(site, scene.lang, reviewed(site, table)).into()),
        ("downloads", downloads(site, scene.lang, table)),
        (
            "licence",
            licence(site, scene.lang)
                .map_or(Value::none(), |text| safe(&foreign::message(site, scene.lang, "data-licence", &text))),
        ),
        ("planner", planner.as_ref().map_or(Value::none(), |planner| safe(planner.json()))),
    ]);
    let html = scene.engine.component(site, scene.lang, "data_table", "table", data)?;
    match drawn {
        None => Ok(html),
        Some(chart) => {
            let html = html.trim_end();
            let title = foreign::among(site, lang, scene.lang, &title);
            let frame = Frame { anchor: &anchor, caption, title: &title, note, table: html, folded };
            chart::html(scene, table, chart, frame)
        }
    }
}

fn cell(scene: Scene<'_>, table: &Table, (row, column): (usize, usize), marks: &Marks<'_>) -> Value {
    let site = scene.site;
    let id = table.rows.get(row).and_then(|row| row.cells.get(column).copied().flatten());
    let fact = id.map(|id| site.catalog.facts.get(id));
    let kind = table.columns.get(column).map_or("text", |column| column.kind.name());
    let mut html = String::new();
    if let Some(id) = id {
        let place = marks.planner.and_then(|planner| planner.place(id));
        if let Some(place) = place {
            _ = write!(html, "<span class=\"planned\" data-planned=\"{place}\">");
        }
        html.push_str(&words_of(scene, id));
        html.push_str(if place.is_some() { "</span>" } else { "" });
    }
    if let Some(citations) = marks.cited.get(&Place::Cell(row, column)) {
        html.push_str(&citation_list(scene, citations));
    }
    if let Some(number) = marks.remarks.get(&(row, column)) {
        _ = write!(html, "<sup class=\"remark-ref\"><a href=\"#{}-remark-{number}\">", marks.anchor);
        escape::text(&mut html, &remark_label(scene, *number));
        html.push_str("</a></sup>");
    }
    let state = fact.map_or(&Cell::Unknown, |fact| &fact.cell).state();
    let column = table.columns.get(column).map_or("", |column| column.id.as_str());
    map([
        ("html", safe(&html)),
        ("type", kind.into()),
        ("state", state.into()),
        ("column", column.into()),
        ("evidence", evidence(site, scene.lang, fact.and_then(|fact| fact.about.evidence)).into()),
    ])
}

/// The files that the table can be taken away as; none where the language has no front page.
fn downloads(site: &Site, lang: LangId, table: &Table) -> Value {
    let formats = routes::TABLE_FORMATS.into_iter().filter(|_| site.catalog.home(lang).is_some());
    list(formats.map(|(ending, name)| {
        let url = site.config.base.link(&routes::table(&site.config, lang, &table.id, ending));
        map([("format", name.into()), ("url", safe(&url))])
    }))
}

/// On what terms data may be reused: a message of the site, if it has one.
pub fn licence(site: &Site, lang: LangId) -> Option<String> {
    site.messages.get(lang, "data-licence", None).ok().map(|text| text.into_owned()).filter(|text| !text.is_empty())
}

/// The grades of evidence that the table's facts rest on, in the order of strength.
fn grades(scene: Scene<'_>, table: &Table) -> Value {
    let mut grades: Vec<Evidence> = facts(scene.site, table).filter_map(|fact| fact.about.evidence).collect();
    grades.sort_unstable();
    grades.dedup();
    list(grades.into_iter().map(|grade| evidence(scene.site, scene.lang, Some(grade)).into()))
}

/// The day since when every value of the table stands as it was last compared with its source.
pub fn reviewed(site: &Site, table: &Table) -> Option<jiff::civil::Date> {
    facts(site, table).filter_map(|fact| fact.about.reviewed).min()
}

fn facts<'a>(site: &'a Site, table: &'a Table) -> impl Iterator<Item = &'a Fact> {
    let ids = table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    ids.map(|id| site.catalog.facts.get(*id))
}

/// The HTML of a table that a template asks for.
pub fn by_template(site: &Site, engine: &Engine, lang: LangId, table: &Table) -> Result<String, Box<Diagnostic>> {
    if let Some(found) = resolve::table_too_large(site, table, lang) {
        return Err(Box::new(found));
    }
    // Its mistakes are reported with those of all tables.
    let (target, files) = resolve::table(site, table, lang);
    asked::note(files);
    html(Scene { site, engine, lang, page: None, parts: &[] }, &target, (lang, ""))
}
