//! Columns of tables, and what their cells hold.

use super::choices::Choices;
use super::fact::About;
use crate::config::Words;
use crate::data::Text;
use crate::format::{Currency, Tax, TimeUnit};
use crate::formula::Wanted;
use crate::source::Span;
use std::sync::Arc;

/// A column.
#[derive(Debug)]
pub struct Column {
    pub id: String,
    /// Of the id.
    pub span: Span,
    /// Of the unit, where one is written.
    pub unit: Option<Span>,
    pub label: Words,
    pub kind: ColumnKind,
    /// What its cells have in common, the table's included.
    pub(super) about: About,
    /// The sources of its own.
    pub(super) cited: Arc<[Text]>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone)]
pub enum ColumnKind {
    Duration(Option<TimeUnit>),
    /// `per`: for each of these.
    Money {
        currency: Currency,
        tax: Option<Tax>,
        per: Option<TimeUnit>,
    },
    Frequency,
    Count(String),
    Percent,
    Measure(String),
    Date,
    /// Days of the week.
    Weekday,
    /// Times of day.
    Time,
    Phone,
    Text,
    /// The choices: id and label.
    Choice(Choices),
}

impl ColumnKind {
    /// The name in data.
    pub fn name(&self) -> &'static str {
        match self {
            ColumnKind::Duration(_) => "duration",
            ColumnKind::Money { .. } => "money",
            ColumnKind::Frequency => "frequency",
            ColumnKind::Count(_) => "count",
            ColumnKind::Percent => "percent",
            ColumnKind::Measure(_) => "measure",
            ColumnKind::Date => "date",
            ColumnKind::Weekday => "weekday",
            ColumnKind::Time => "time",
            ColumnKind::Phone => "phone",
            ColumnKind::Text => "text",
            ColumnKind::Choice(_) => "choice",
        }
    }

    /// The unit of its numbers as data names it: `month`, `JPY`, `JPY/month`, `session`, `nm`, `%`.
    pub fn unit(&self) -> Option<String> {
        match self {
            ColumnKind::Duration(unit) => unit.map(|unit| unit.name().to_owned()),
            ColumnKind::Money { currency, per: None, .. } => Some(currency.code().to_owned()),
            ColumnKind::Money { currency, per: Some(per), .. } => Some(format!("{currency}/{per}")),
            ColumnKind::Count(unit) | ColumnKind::Measure(unit) => Some(unit.clone()),
            ColumnKind::Percent => Some("%".to_owned()),
            ColumnKind::Frequency
            | ColumnKind::Date
            | ColumnKind::Weekday
            | ColumnKind::Time
            | ColumnKind::Phone
            | ColumnKind::Text
            | ColumnKind::Choice(_) => None,
        }
    }

    /// Whether its cells are numbers with one unit, which a chart can draw and a program can compare.
    pub fn has_numbers(&self) -> bool {
        matches!(self, ColumnKind::Duration(_)) || self.wanted().is_some()
    }

    /// What a formula in this column has to give; nothing if there can be none.
    pub fn wanted(&self) -> Option<Wanted> {
        match self {
            ColumnKind::Duration(unit) => unit.map(Wanted::Duration),
            ColumnKind::Money { currency, tax, per } => {
                Some(Wanted::Money { currency: currency.clone(), tax: *tax, per: *per })
            }
            ColumnKind::Count(unit) => Some(Wanted::Count(unit.clone())),
            ColumnKind::Percent => Some(Wanted::Percent),
            ColumnKind::Measure(unit) => Some(Wanted::Measure(unit.clone())),
            ColumnKind::Frequency
            | ColumnKind::Date
            | ColumnKind::Weekday
            | ColumnKind::Time
            | ColumnKind::Phone
            | ColumnKind::Text
            | ColumnKind::Choice(_) => None,
        }
    }
}

#[cfg(test)]
pub mod tests {
    use super::{Choices, ColumnKind, Currency};

    /// A column of each type, in the order of the words of the key `type`.
    pub fn every_kind() -> [ColumnKind; 12] {
        let currency = Currency::parse("JPY").unwrap();
        [
            ColumnKind::Duration(None),
            ColumnKind::Money { currency, tax: None, per: None },
            ColumnKind::Frequency,
            ColumnKind::Count(String::new()),
            ColumnKind::Percent,
            ColumnKind::Measure(String::new()),
            ColumnKind::Date,
            ColumnKind::Weekday,
            ColumnKind::Time,
            ColumnKind::Phone,
            ColumnKind::Text,
            ColumnKind::Choice(Choices::new(Vec::new())),
        ]
    }
}
