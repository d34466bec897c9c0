//! Values with a type, the same in every language.

use super::ends::Side;
use super::{Amount, Clock, Currency, Decimal, DurationEnd, Ends, Phone, TimeUnit, Weekdays, measure};
use crate::localized::Localized;
use jiff::civil::Date;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A value, or a range of values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Duration(Ends<DurationEnd>),
    Money {
        amount: Ends<Decimal>,
        currency: Currency,
        /// Nothing where it is not said.
        tax: Option<Tax>,
        /// For each of these.
        per: Option<TimeUnit>,
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
        /// The unit of its column, which may have another prefix.
        usual: String,
    },
    Date(Ends<Date>),
    /// Days of the week.
    Weekday(Weekdays),
    /// A time of day, or from one to another, which may be on the next day.
    Time(Ends<Clock>),
    Phone(Phone),
    Text(LangText),
    /// One of the choices of a column.
    Choice {
        id: String,
        label: LangText,
    },
}

/// Whether an amount of money has the tax in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tax {
    Included,
    Excluded,
}

impl Tax {
    /// The name in data and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Tax::Included => "included",
            Tax::Excluded => "excluded",
        }
    }
}

/// How often something happens: so many times in so many units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Frequency {
    pub times: Ends<Decimal>,
    pub every: Ends<Decimal>,
    pub unit: TimeUnit,
}

/// A text by language. Copies share the words.
pub type LangText = Arc<Localized<String>>;

impl Value {
    /// The name of its type in data.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Duration(_) => "duration",
            Value::Money { .. } => "money",
            Value::Frequency(_) => "frequency",
            Value::Count { .. } => "count",
            Value::Percent(_) => "percent",
            Value::Measure { .. } => "measure",
            Value::Date(_) => "date",
            Value::Weekday(_) => "weekday",
            Value::Time(_) => "time",
            Value::Phone(_) => "phone",
            Value::Text(_) => "text",
            Value::Choice { .. } => "choice",
        }
    }

    /// What its numbers are of, where values of its type are of different things, and what is known of their tax.
    pub fn unit(&self) -> Option<String> {
        match self {
            Value::Money { currency, tax, .. } => Some(format!("{currency} {}", tax.map_or("", Tax::name))),
            Value::Count { unit, .. } => Some(unit.clone()),
            Value::Measure { unit, usual, .. } => Some(format!("{unit} {usual}")),
            Value::Duration(_)
            | Value::Frequency(_)
            | Value::Percent(_)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => None,
        }
    }

    /// The high end as a value of its own; `None` if there is none.
    pub fn high(&self) -> Option<Value> {
        self.end(Side::High)
    }

    /// The low end as a value of its own; `None` if there is none.
    pub fn low(&self) -> Option<Value> {
        self.end(Side::Low)
    }

    /// For a value that is open at one end: the message that says which, and the end that there is.
    pub(super) fn open(&self) -> Option<(&'static str, Value)> {
        match (self.low(), self.high()) {
            (Some(low), None) => Some(("format-from", low)),
            (None, Some(high)) => Some(("format-to", high)),
            (Some(_), Some(_)) | (None, None) => None,
        }
    }

    /// Its numbers, where they are no lengths of time: of a frequency, how many times.
    pub fn numbers(&self) -> Option<&Ends<Decimal>> {
        match self {
            Value::Money { amount: ends, .. }
            | Value::Frequency(Frequency { times: ends, .. })
            | Value::Count { number: ends, .. }
            | Value::Measure { number: ends, .. }
            | Value::Percent(ends) => Some(ends),
            Value::Duration(_)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => None,
        }
    }

    /// The same value with this number in place of its own, where it has one.
    pub fn with_number(&self, new: Decimal) -> Value {
        let mut value = self.clone();
        match &mut value {
            Value::Money { amount: ends, .. }
            | Value::Frequency(Frequency { times: ends, .. })
            | Value::Count { number: ends, .. }
            | Value::Measure { number: ends, .. }
            | Value::Percent(ends) => *ends = Ends::One(new),
            Value::Duration(_)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => {}
        }
        value
    }

    fn end(&self, side: Side) -> Option<Value> {
        match self {
            Value::Duration(ends) => Some(Value::Duration(Ends::One(*ends.end(side)?))),
            Value::Date(ends) => Some(Value::Date(Ends::One(*ends.end(side)?))),
            Value::Time(ends) => Some(Value::Time(Ends::One(*ends.end(side)?))),
            // Of a range of periods neither end says how often.
            Value::Frequency(Frequency { times: Ends::One(_), every: Ends::Range(..), .. }) => None,
            numbers => Some(self.with_number(*numbers.numbers()?.end(side)?)),
        }
    }

    /// Whether the low end is above the high end, as far as they can be compared.
    pub fn is_reversed(&self) -> bool {
        match self {
            Value::Duration(Ends::Range(low, high)) => low.compare(*high).is_some_and(Ordering::is_gt),
            Value::Duration(Ends::One(_) | Ends::From(_) | Ends::To(_)) => false,
            Value::Money { amount: ends, .. }
            | Value::Count { number: ends, .. }
            | Value::Measure { number: ends, .. }
            | Value::Percent(ends) => ends.is_reversed(),
            Value::Frequency(frequency) => frequency.times.is_reversed() || frequency.every.is_reversed(),
            Value::Date(ends) => ends.is_reversed(),
            // A night ends on the next day.
            Value::Time(_) => false,
            Value::Weekday(_) | Value::Phone(_) | Value::Text(_) | Value::Choice { .. } => false,
        }
    }

    /// Whether both say the same, in whatever units: 12 months are a year, and 0.1 µm are 100 nm.
    pub fn says_the_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Duration(a), Value::Duration(b)) => a.matches(b, |a, b| a.is_as_long(*b)),
            (Value::Measure { number: a, unit, .. }, Value::Measure { number: b, unit: other, .. }) => {
                a.matches(b, |a, b| measure::is_as_much((*a, unit), (*b, other)))
            }
            (Value::Frequency(a), Value::Frequency(b)) => {
                let period = |frequency: &Frequency| {
                    frequency.every.map(|every| DurationEnd { amount: Amount::Exact(*every), unit: frequency.unit })
                };
                a.times == b.times && period(a).matches(&period(b), |a, b| a.is_as_long(*b))
            }
            (Value::Choice { id: a, .. }, Value::Choice { id: b, .. }) => a == b,
            (Value::Money { .. }, Value::Money { .. })
            | (Value::Count { .. }, Value::Count { .. })
            | (Value::Percent(_), Value::Percent(_))
            | (Value::Date(_), Value::Date(_))
            | (Value::Weekday(_), Value::Weekday(_)) => self == other,
            // A range ends at midnight on either day.
            (Value::Time(Ends::Range(a, b)), Value::Time(Ends::Range(c, d))) => a == c && b.is_same_end(*d),
            (Value::Time(_), Value::Time(_)) => self == other,
            (Value::Phone(a), Value::Phone(b)) => a.is_same(b),
            (Value::Text(a), Value::Text(b)) => a.says_the_same(b),
            _ => false,
        }
    }

    /// In what two values differ that have the same numbers; none if that is seen in what they say.
    pub fn differs_beside_numbers(&self, other: &Value) -> Option<&'static str> {
        match (self, other) {
            (
                Value::Money { amount: a, currency, tax, per },
                Value::Money { amount: b, currency: other, tax: other_tax, per: other_per },
            ) if a == b => {
                if currency != other {
                    Some("the same number of other currencies")
                } else if per != other_per {
                    Some("the same amount, for each of something else")
                } else {
                    match (tax, other_tax) {
                        (None, Some(_)) | (Some(_), None) => Some("the same amount, and one says nothing of the tax"),
                        (None, None) | (Some(_), Some(_)) => Some("the same amount, with the tax and without it"),
                    }
                }
            }
            (Value::Count { number: a, .. }, Value::Count { number: b, .. }) if a == b => {
                Some("the same number of something else")
            }
            (Value::Measure { number: a, .. }, Value::Measure { number: b, .. }) if a == b => {
                Some("the same number in another unit")
            }
            _ => None,
        }
    }

    /// The value as a program reads it, in `<data value>` and in `facts --format json`; `None` for what is not exact.
    /// The two ends of a range are joined by `/`, as in an interval of ISO 8601; an open one is `..`.
    ///
    /// | type | form |
    /// |---|---|
    /// | duration | a duration of ISO 8601: `P3M/P6M`, `PT30M` |
    /// | money | the currency, then the amount: `JPY 50000/100000` |
    /// | frequency, once in an exact period | a repeating interval of ISO 8601: `R/P2W` |
    /// | count, percent, measure | the number in the unit of the column: `3/5` |
    /// | date | a date of ISO 8601: `2025-11-26` |
    /// | weekday | the days of a rule of RFC 5545: `TU,FR`, `2WE,4WE` |
    /// | time | a time of ISO 8601: `09:00/17:30` |
    /// | phone | what is dialled: `+81312345678` |
    /// | choice | its id |
    pub fn iso(&self) -> Option<String> {
        let number = |number: &Decimal| Some(number.to_string());
        match self {
            Value::Duration(ends) => ends.iso(|end| match end.amount {
                Amount::Exact(number) => Some(iso_duration(number, end.unit)),
                Amount::Few => None,
            }),
            Value::Money { amount, currency, .. } => {
                Some(format!("{currency} {}", amount.iso(|amount| Some(amount.trimmed().to_string()))?))
            }
            Value::Frequency(Frequency { times, every, unit }) => {
                let (Ends::One(times), Ends::One(every)) = (times, every) else { return None };
                (*times == Decimal::ONE).then(|| format!("R/{}", iso_duration(*every, *unit)))
            }
            Value::Count { number: ends, .. } | Value::Percent(ends) => ends.iso(number),
            Value::Measure { number: ends, unit, usual } => {
                ends.iso(|end| Some(measure::convert(*end, unit, usual)?.to_string()))
            }
            Value::Date(ends) => ends.iso(|date| Some(date.to_string())),
            Value::Weekday(days) => Some(days.to_string()),
            Value::Time(ends) => ends.iso(|time| Some(time.to_string())),
            Value::Phone(phone) => Some(phone.to_string()),
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
