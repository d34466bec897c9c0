//! Facts as numbers, for templates and downloads.

use crate::facts::{Cell, ColumnKind, Fact};
use crate::format::{Decimal, DurationEnd, Ends, Value};
use crate::formula::{Quantity, Wanted};
use crate::resolve::Site;

/// The ends of a fact as numbers, where they are exact, and their unit as data names it: `month`, `JPY`, `nm`.
#[derive(Debug, Default)]
pub struct Figure {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
    pub unit: Option<String>,
}

/// The numbers of a fact, in the unit of its column; where the column has none, in that of the high end.
pub fn figure(site: &Site, fact: &Fact) -> Figure {
    let (Cell::Value(value), Some(kind)) = (&fact.cell, site.catalog.tables.column_kind(&fact.id)) else {
        return Figure::default();
    };
    match (value, kind) {
        (Value::Duration(ends), ColumnKind::Duration(None)) => {
            let unit = ends.last().unit;
            let number = |end: &DurationEnd| exact(Value::Duration(Ends::One(*end)), &Wanted::Duration(unit));
            let (low, high) = (ends.low().and_then(number), ends.high().and_then(number));
            Figure { low, high, unit: Some(unit.name().to_owned()) }
        }
        (Value::Frequency(frequency), _) => {
            Figure { unit: Some(frequency.unit.name().to_owned()), ..Figure::default() }
        }
        (value, kind) => {
            let wanted = kind.wanted();
            let number = |end: Option<Value>| exact(end?, wanted.as_ref()?);
            Figure { low: number(value.low()), high: number(value.high()), unit: kind.unit() }
        }
    }
}

/// An end as templates have it, or none.
pub fn number(end: Option<Decimal>) -> tera::Value {
    match end.map(Decimal::trimmed) {
        Some(whole) if whole.is_whole() => i64::try_from(whole.mantissa()).map_or(tera::Value::none(), Into::into),
        Some(number) => number.to_string().parse::<f64>().map_or(tera::Value::none(), Into::into),
        None => tera::Value::none(),
    }
}

fn exact(end: Value, wanted: &Wanted) -> Option<Decimal> {
    let quantity = Quantity::of(&end).ok()?;
    let factor = wanted.factor(&quantity.dimension)?;
    quantity.low.checked_div(factor)?.decimal()
}
