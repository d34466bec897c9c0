//! Charts of tables: everything that the component `chart` draws, with its place. Lengths across are in percent of the
//! width, and down in pixels, so that text keeps its size on every screen.

mod axis;
mod field;
mod sides;
mod text;

#[cfg(test)]
pub use sides::SharedView;
pub use sides::{AxisView, Sides, sides};

use super::evidence::evidence;
use super::foreign;
use super::html::Scene;
use super::value::{list, map, safe};
use super::words::{message_lang, spoken};
use crate::config::{LangId, Words};
use crate::diagnostic::Diagnostic;
use crate::facts::{Chart, ColumnKind, Evidence, Row, Sort, Table};
use crate::format::Ends;
use crate::messages::{Args, args};
use field::{Field, ROOM, drawn, number};
use std::cmp::Ordering;
use tera::Value;

/// Between two texts on one line.
const APART: f64 = 16.0;
/// The size of texts, which the theme has to give them.
const SIZE: f64 = 15.0;
/// How much wider bold text is.
const BOLD: f64 = 1.06;
/// The height of a line, and where in it the text stands.
const LINE: f64 = 22.0;
const BASELINE: f64 = 16.0;
/// The height of a bar, the space above it, and the spaces below it.
const BAR: f64 = 14.0;
const ABOVE_BAR: f64 = 5.0;
const BELOW_BAR: f64 = 8.0;
const BELOW_ROW: f64 = 14.0;

/// What stands round a chart.
pub struct Frame<'a> {
    /// Its id.
    pub anchor: &'a str,
    /// HTML, or none.
    pub caption: Value,
    /// The caption without markup; it may be empty.
    pub title: &'a str,
    /// HTML, or none: the note of a table that is folded up, so that it is seen with the chart.
    pub note: Value,
    /// The HTML of the table below it.
    pub table: &'a str,
    /// Whether the table is folded up.
    pub folded: bool,
}

/// The HTML of a chart, with the table below it.
pub fn html(scene: Scene<'_>, table: &Table, chart: &Chart, frame: Frame<'_>) -> Result<String, Box<Diagnostic>> {
    let drawn = Drawn::new(scene, table, chart);
    let message =
        |id: &str, args: Args| scene.site.messages.get(scene.lang, id, Some(&args)).unwrap_or_default().into_owned();
    let and = message("chart-and", Args::new());
    let columns = drawn.columns.iter().map(|column| column.text).collect::<Vec<_>>().join(&and);
    let and = foreign::message(scene.site, scene.lang, "chart-and", &and);
    let names = drawn.columns.iter().map(|column| column.html(scene)).collect::<Vec<_>>().join(&and);
    let alone = frame.title.is_empty() || frame.title == columns;
    let title = match frame.title {
        _ if alone => columns.clone(),
        caption => message("chart-title", args!["caption" => caption, "columns" => columns.as_str()]),
    };
    let bars = drawn.rows.iter().flat_map(|row| row.bars.iter().map(move |bar| (row, bar)));
    let rows = bars.map(|(row, bar)| {
        let row = row.label.among(scene);
        let label = match &bar.column {
            None => row,
            Some(column) => message("chart-bar", args!["row" => row, "column" => column.among(scene)]),
        };
        message("chart-row", args!["label" => label, "value" => bar.text.among(scene)])
    });
    let end = |tick: Option<&axis::Tick>| {
        tick.map(|tick| foreign::among(scene.site, scene.lang, scene.lang, &tick.label)).unwrap_or_default()
    };
    let args = args![
        "columns" => columns.as_str(),
        "low" => end(drawn.field.axis.ticks.first()),
        "high" => end(drawn.field.axis.ticks.last()),
    ];
    let description = [message("chart-description", args)].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
    let (rows, height) = drawn.lay(scene);
    let data = map([
        ("id", table.id.as_str().into()),
        ("anchor", frame.anchor.into()),
        ("caption", frame.caption),
        ("columns", if frame.title == columns || names.is_empty() { Value::none() } else { safe(&names) }),
        ("title", title.into()),
        ("description", description.into()),
        ("lang", message_lang(scene.site, scene.lang, "chart-description").map_or_else(Value::none, Value::from)),
        ("height", number(height)),
        ("ticks", drawn.field.ticks(scene, height - LINE + BASELINE)),
        ("rows", rows),
        ("note", frame.note),
        ("folded", frame.folded.into()),
        ("table", safe(frame.table)),
    ]);
    scene.engine.component(scene.site, scene.lang, "chart", "chart", data)
}

/// A text of the table, and its language.
#[derive(Clone, Copy)]
struct Said<'a> {
    lang: LangId,
    text: &'a str,
}

impl<'a> Said<'a> {
    fn of(label: &'a Words, scene: Scene<'a>) -> Said<'a> {
        let (lang, text) = spoken(label, scene.lang, scene.site);
        Said { lang, text }
    }

    /// Among other text.
    fn among(&self, scene: Scene<'_>) -> String {
        foreign::among(scene.site, self.lang, scene.lang, self.text)
    }

    fn html(&self, scene: Scene<'_>) -> String {
        let mut html = String::new();
        foreign::text(&mut html, scene.site, self.lang, self.text);
        foreign::wrapped(scene.site, self.lang, scene.lang, html)
    }
}

/// What is drawn, before it has a place.
struct Drawn<'a> {
    columns: Vec<Said<'a>>,
    rows: Vec<DrawnRow<'a>>,
    field: Field,
}

struct DrawnRow<'a> {
    id: &'a str,
    label: Said<'a>,
    bars: Vec<Bar<'a>>,
}

struct Bar<'a> {
    fact: &'a str,
    /// The label of its column, where there are several.
    column: Option<Said<'a>>,
    text: Said<'a>,
    /// Nothing where no end is exact.
    ends: Option<Ends<Option<f64>>>,
    /// The class of its text where nothing is drawn: how a table names what the cell holds.
    state: &'static str,
    evidence: Option<Evidence>,
}

impl<'a> Drawn<'a> {
    fn new(scene: Scene<'a>, table: &'a Table, chart: &Chart) -> Drawn<'a> {
        let (site, lang) = (scene.site, scene.lang);
        let columns: Vec<_> = chart.columns.iter().filter_map(|at| Some((*at, table.columns.get(*at)?))).collect();
        let labels: Vec<Said<'a>> = columns.iter().map(|(_, column)| Said::of(&column.label, scene)).collect();
        let bar = |row: &'a Row, (at, label): (&usize, &Said<'a>)| {
            let id = row.cells.get(*at).copied().flatten()?;
            let fact = site.catalog.facts.get(id);
            let (ends, state) = drawn(fact);
            let facts = &site.catalog.facts;
            let own = facts.language(id, lang, &site.messages);
            let text = Said { lang: own, text: facts.text(id, lang, &site.messages) };
            let column = Some(*label).filter(|_| labels.len() > 1);
            Some(Bar { fact: &fact.id, column, text, ends, state, evidence: fact.about.evidence })
        };
        let mut rows: Vec<DrawnRow<'a>> = table
            .rows
            .iter()
            .map(|row| {
                let bars = chart.columns.iter().zip(&labels).filter_map(|column| bar(row, column)).collect();
                DrawnRow { id: &row.id, label: Said::of(&row.label, scene), bars }
            })
            .collect();
        if let Some(sort) = chart.sort {
            rows.sort_by(|a, b| compare(a.place(sort), b.place(sort)));
        }
        let ends: Vec<_> = rows.iter().flat_map(|row| row.bars.iter().filter_map(|bar| bar.ends)).collect();
        // All columns are of one type, but the first may name no unit of time where another does.
        let units = |kind: &&ColumnKind| matches!(kind, ColumnKind::Duration(Some(_)));
        let kind = columns.iter().map(|(_, column)| &column.kind).find(units);
        let kind = kind.or(columns.first().map(|(_, column)| &column.kind));
        let field = Field::new(scene, kind.unwrap_or(&ColumnKind::Percent), &ends);
        Drawn { columns: labels, rows, field }
    }

    fn text(&self, scene: Scene<'_>, (class, at_end): (&str, bool), y: f64, said: Said<'_>) -> Value {
        let (x, anchor) = if at_end { (100.0, "end") } else { (0.0, "start") };
        let (x, y) = (number(self.field.across(x)), number(y));
        map([
            ("class", class.into()),
            ("x", x),
            ("y", y),
            ("anchor", anchor.into()),
            ("text", said.among(scene).into()),
            ("lang", foreign::code(scene.site, said.lang, scene.lang).into()),
        ])
    }

    /// The rows with their places, from the top down, and the height of all.
    fn lay(&self, scene: Scene<'_>) -> (Value, f64) {
        let said = |class: &str, at_end: bool, y: f64, said: Said<'_>| self.text(scene, (class, at_end), y, said);
        let shared = self.rows.iter().all(|row| {
            row.bars.iter().filter(|bar| bar.ends.is_some()).all(|bar| {
                let label = bar.column.unwrap_or(row.label);
                text::width(label.text, SIZE) * BOLD + APART + text::width(bar.text.text, SIZE) <= ROOM
            })
        });
        let mut y = 0.0;
        let mut rows = Vec::new();
        for row in &self.rows {
            let mut texts = Vec::new();
            for line in text::lines(row.label.text, SIZE * BOLD, ROOM) {
                texts.push(said("label", false, y + BASELINE, Said { text: &line, ..row.label }));
                y += LINE;
            }
            let mut bars = Vec::new();
            for (series, bar) in row.bars.iter().enumerate() {
                let mut texts = Vec::new();
                if let Some(column) = bar.column {
                    for line in text::lines(column.text, SIZE, ROOM) {
                        texts.push(said("column", false, y + BASELINE, Said { text: &line, ..column }));
                        y += LINE;
                    }
                }
                let segment = bar.ends.map(|ends| self.field.segment(&ends));
                match &segment {
                    Some(_) if shared => texts.push(said("value", true, y - LINE + BASELINE, bar.text)),
                    segment => {
                        let class = if segment.is_some() { "value" } else { bar.state };
                        for line in text::lines(bar.text.text, SIZE, ROOM) {
                            texts.push(said(class, false, y + BASELINE, Said { text: &line, ..bar.text }));
                            y += LINE;
                        }
                    }
                }
                let top = y + ABOVE_BAR;
                if segment.is_some() {
                    y = top + BAR;
                }
                y += BELOW_BAR;
                bars.push(map([
                    ("fact", bar.fact.into()),
                    ("series", (series + 1).into()),
                    ("texts", list(texts)),
                    ("y", number(top)),
                    ("height", number(BAR)),
                    ("middle", number(top + BAR / 2.0)),
                    ("bottom", number(top + BAR)),
                    ("evidence", evidence(scene.site, scene.lang, bar.evidence).into()),
                    ("shape", segment.map_or(Value::none(), |segment| segment.data(&self.field))),
                ]));
            }
            y += BELOW_ROW;
            rows.push(map([("id", row.id.into()), ("texts", list(texts)), ("bars", list(bars))]));
        }
        (list(rows), y - BELOW_ROW + LINE)
    }
}

impl DrawnRow<'_> {
    /// Where the row stands when rows are sorted; nothing behind all others.
    fn place(&self, sort: Sort) -> Option<f64> {
        let ends = self.bars.iter().find_map(|bar| bar.ends)?;
        let (low, high) = (ends.low().copied().flatten(), ends.high().copied().flatten());
        match (sort, ends) {
            // Open upwards: higher than any.
            (Sort::High, Ends::From(_)) => Some(f64::INFINITY),
            (Sort::High, _) => high.or(low),
            (Sort::Low, Ends::To(_)) => Some(f64::NEG_INFINITY),
            (Sort::Low, _) => low.or(high),
        }
    }
}

/// The smallest first, and what has no place last.
fn compare(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
