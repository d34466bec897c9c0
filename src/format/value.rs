//! Values with a type, the same in every language.

use super::{Amount, Currency, Decimal, DurationEnd, TimeUnit};
use jiff::civil::Date;
use std::fmt;

/// A value, or a range of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Duration(Ends<DurationEnd>),
    Money {
        amount: Ends<Decimal>,
        currency: Currency,
    },
    Frequency(Frequency),
    /// So many of something; how it is written is the message `unit-<unit>`.
    Count {
        number: Ends<Decimal>,
        unit: String,
    },
    Percent(Ends<Decimal>),
    /// So much, in a unit that is the same in every language: `nm`, `mg/L`.
    Measure {
        number: Ends<Decimal>,
        unit: String,
    },
    Date(Ends<Date>),
    Text(LangText),
    /// One of the choices of a column.
    Choice {
        id: String,
        label: LangText,
    },
}

/// A single value, or the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ends<T> {
    pub low: T,
    /// Nothing for a single value.
    pub high: Option<T>,
}

/// How often something happens: so many times in so many units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frequency {
    pub times: Ends<Decimal>,
    pub every: Ends<Decimal>,
    pub unit: TimeUnit,
}

/// A text for all languages, or one for each. Languages are named by their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LangText {
    pub all: Option<String>,
    pub by: Vec<(usize, String)>,
}

impl LangText {
    /// One text for every language.
    pub fn all(text: impl Into<String>) -> LangText {
        LangText { all: Some(text.into()), by: Vec::new() }
    }

    /// The text in a language, or in the first of `chain` that has one.
    pub fn get(&self, lang: usize, chain: &[usize]) -> Option<&str> {
        std::iter::once(&lang).chain(chain).find_map(|lang| self.own(*lang))
    }

    /// The text in that language itself, or the one for every language.
    pub fn own(&self, lang: usize) -> Option<&str> {
        let by = self.by.iter().find(|(number, _)| *number == lang).map(|(_, text)| text.as_str());
        by.or(self.all.as_deref())
    }
}

impl<T> Ends<T> {
    /// A single value.
    pub fn one(value: T) -> Ends<T> {
        Ends { low: value, high: None }
    }

    /// A range.
    pub fn range(low: T, high: T) -> Ends<T> {
        Ends { low, high: Some(high) }
    }

    fn iso(&self, end: impl Fn(&T) -> Option<String>) -> Option<String> {
        let low = end(&self.low)?;
        match &self.high {
            None => Some(low),
            Some(high) => Some(format!("{low}/{}", end(high)?)),
        }
    }
}

impl<T: PartialOrd> Ends<T> {
    fn is_reversed(&self) -> bool {
        self.high.as_ref().is_some_and(|high| *high < self.low)
    }
}

impl Value {
    /// Whether the low end is above the high end, as far as they can be compared.
    pub fn is_reversed(&self) -> bool {
        match self {
            Value::Duration(ends) => {
                ends.high.and_then(|high| ends.low.compare(high)).is_some_and(std::cmp::Ordering::is_gt)
            }
            Value::Money { amount: ends, .. }
            | Value::Count { number: ends, .. }
            | Value::Measure { number: ends, .. }
            | Value::Percent(ends) => ends.is_reversed(),
            Value::Frequency(frequency) => frequency.times.is_reversed() || frequency.every.is_reversed(),
            Value::Date(ends) => ends.is_reversed(),
            Value::Text(_) | Value::Choice { .. } => false,
        }
    }

    /// The value as a program reads it, in `<data value>` and in `facts --format json`; nothing for what is not exact.
    /// The two ends of a range are joined by `/`, as in an interval of ISO 8601.
    ///
    /// | type | form |
    /// |---|---|
    /// | duration | a duration of ISO 8601: `P3M/P6M`, `PT30M` |
    /// | money | the currency, then the amount: `JPY 50000/100000` |
    /// | frequency, once in an exact period | a repeating interval of ISO 8601: `R/P2W` |
    /// | count, percent, measure | the number in the unit of the column: `3/5` |
    /// | date | a date of ISO 8601: `2025-11-26` |
    /// | choice | its id |
    pub fn iso(&self) -> Option<String> {
        let number = |number: &Decimal| Some(number.to_string());
        match self {
            Value::Duration(ends) => ends.iso(|end| match end.amount {
                Amount::Exact(number) => Some(iso_duration(number, end.unit)),
                Amount::Few => None,
            }),
            Value::Money { amount, currency } => {
                Some(format!("{currency} {}", amount.iso(|amount| Some(amount.trimmed().to_string()))?))
            }
            Value::Frequency(Frequency { times, every, unit }) => {
                let once = times.high.is_none() && Decimal::whole(1).is_ok_and(|one| one == times.low);
                (once && every.high.is_none()).then(|| format!("R/{}", iso_duration(every.low, *unit)))
            }
            Value::Count { number: ends, .. } | Value::Measure { number: ends, .. } | Value::Percent(ends) => {
                ends.iso(number)
            }
            Value::Date(ends) => ends.iso(|date| Some(date.to_string())),
            Value::Text(_) => None,
            Value::Choice { id, .. } => Some(id.clone()),
        }
    }
}

fn iso_duration(number: Decimal, unit: TimeUnit) -> String {
    let number = number.trimmed();
    match unit {
        TimeUnit::Minute => format!("PT{number}M"),
        TimeUnit::Hour => format!("PT{number}H"),
        TimeUnit::Day => format!("P{number}D"),
        TimeUnit::Week => format!("P{number}W"),
        TimeUnit::Month => format!("P{number}M"),
        TimeUnit::Year => format!("P{number}Y"),
    }
}

impl fmt::Display for DurationEnd {
    /// As it is written in data: `6 month`, `few day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.amount {
            Amount::Exact(number) => write!(f, "{number} {}", self.unit),
            Amount::Few => write!(f, "few {}", self.unit),
        }
    }
}
