//! What a reader sees of a table: itself, a chart of it, or both.

use super::{Display, Site};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::facts::{Chart, Table};
use crate::source::Span;

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
        Some(query) => {
            let help = suggestion(query, ["as=chart", "as=table"])
                .unwrap_or_else(|| format!("write `table:{0}?as=chart` or `table:{0}?as=table`", table.id));
            Err(refuse(format!("`?{query}` means nothing after a table")).help(help).into())
        }
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
