//! What a reader sees of a table: itself, a chart of it, both, or its values as an answer.

use super::{Display, Site};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::facts::{Chart, ColumnKind, Table};
use crate::source::Span;

/// The columns of a table whose values are shown as an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panel {
    pub value: usize,
    /// What is said of each value.
    pub detail: Option<usize>,
}

/// How many values make an answer that is taken in at a glance.
const MOST: usize = 4;

/// What is shown unless a reference asks for something else.
pub fn usual(site: &Site, table: &Table) -> Display {
    let chart = table.chart.as_ref().and_then(|_| Chart::of(table, &site.catalog.facts));
    chart.map_or(Display::Table, Display::ChartAndTable)
}

/// What a reference asks for with what stands after its `?`.
pub fn asked(site: &Site, table: &Table, query: Option<&str>, span: Span) -> Result<Display, Box<Diagnostic>> {
    let refuse = |message: String| Diagnostic::new(Code::TableQuery, span, message);
    match query {
        None => Ok(usual(site, table)),
        Some("as=table") => Ok(Display::Table),
        Some("as=chart") => match Chart::of(table, &site.catalog.facts) {
            Some(chart) => Ok(Display::Chart(chart)),
            // Something in it has been reported, and may be what would be drawn.
            None if !table.whole || table.chart.is_some() => Ok(Display::Table),
            None => {
                let help = "what can be drawn: lengths of time, money, counts, percentages and measures";
                Err(refuse(format!("nothing of the table `{}` can be drawn", table.id)).help(help).into())
            }
        },
        Some("as=stack") => Ok(Display::Stack),
        Some("as=panel") => match panel(table) {
            Ok(panel) => Ok(Display::Panel(panel)),
            // What is missing may be in what could not be read.
            Err(_) if !table.whole => Ok(Display::Table),
            Err(why) => {
                let help = format!(
                    "a panel shows up to {MOST} rows, one column of values, and one of `type = \"text\"` at most"
                );
                Err(refuse(format!("the table `{}` cannot be a panel: it has {why}", table.id)).help(help).into())
            }
        },
        Some(query) => {
            let help = suggestion(query, ["as=chart", "as=table", "as=stack", "as=panel"]).unwrap_or_else(|| {
                format!("write `table:{0}?as=chart`, `?as=table`, `?as=stack` or `?as=panel`", table.id)
            });
            Err(refuse(format!("`?{query}` means nothing after a table")).help(help).into())
        }
    }
}

/// The columns of a table that can be an answer, or else what stands against it.
fn panel(table: &Table) -> Result<Panel, String> {
    let (texts, values): (Vec<usize>, Vec<usize>) = (0..table.columns.len())
        .partition(|at| table.columns.get(*at).is_some_and(|column| matches!(column.kind, ColumnKind::Text)));
    match (values.as_slice(), texts.as_slice(), table.rows.len()) {
        (_, _, 0) => Err("no row".to_owned()),
        (_, _, rows) if rows > MOST => Err(format!("{rows} rows")),
        ([value], [], _) => Ok(Panel { value: *value, detail: None }),
        ([value], [detail], _) => Ok(Panel { value: *value, detail: Some(*detail) }),
        ([_], texts, _) => Err(format!("{} columns of texts", texts.len())),
        ([], _, _) => Err("no column of values".to_owned()),
        (values, _, _) => Err(format!("{} columns of values", values.len())),
    }
}

/// Charts that files ask for and that have nothing to draw.
pub fn check(site: &Site, diagnostics: &mut Diagnostics) {
    for table in site.catalog.tables.iter().filter(|table| table.whole) {
        if let Some((chart, span)) = &table.chart
            && !chart.has_number(table, &site.catalog.facts)
        {
            let message = "no cell of the chart has a number";
            let help = "leave `chart` out, or name a column with numbers";
            diagnostics.push(Diagnostic::new(Code::InvalidValue, *span, message).help(help));
        }
    }
}
