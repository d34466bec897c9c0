//! A value with all that makes it this one: a program that reads it has the same value again. Numbers are texts in
//! decimals, so that no program rounds them.

use crate::format::{Amount, Decimal, DurationEnd, Ends, Frequency, Tax, TimeUnit, Value, day_name};
use serde::Serialize;

/// A value as its type has it. An end that is open is none; a single value has two equal ends. Texts have no such form.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Exact<'a> {
    Choice {
        id: &'a str,
    },
    Count {
        high: Option<String>,
        low: Option<String>,
        unit: &'a str,
    },
    Date {
        high: Option<String>,
        low: Option<String>,
    },
    Duration {
        high: Option<Length>,
        low: Option<Length>,
    },
    Frequency {
        every: Every,
        times: Numbers,
    },
    Measure {
        high: Option<String>,
        low: Option<String>,
        unit: &'a str,
    },
    Money {
        currency: &'a str,
        high: Option<String>,
        low: Option<String>,
        /// For each of these.
        per: Option<&'static str>,
        /// `included` or `excluded`; none where nothing is said.
        tax: Option<&'static str>,
    },
    /// A number that is dialled.
    Phone {
        number: String,
    },
    Percent {
        high: Option<String>,
        low: Option<String>,
    },
    Time {
        high: Option<String>,
        low: Option<String>,
    },
    /// Every one of the days, or those of a month; -1 is the last one.
    Weekday {
        days: Vec<&'static str>,
        nth: Vec<i8>,
    },
}

/// One end of a duration; its amount may be `few`.
#[derive(Serialize)]
pub(super) struct Length {
    pub(super) amount: String,
    pub(super) unit: &'static str,
}

/// A number or a range.
#[derive(Serialize)]
pub(super) struct Numbers {
    high: Option<String>,
    low: Option<String>,
}

/// How much time passes between.
#[derive(Serialize)]
pub(super) struct Every {
    high: Option<String>,
    low: Option<String>,
    unit: &'static str,
}

impl Exact<'_> {
    /// A value as its type has it; none of a text.
    pub(super) fn of(value: &Value) -> Option<Exact<'_>> {
        Some(match value {
            Value::Duration(ends) => {
                let (low, high) = both(ends, length);
                Exact::Duration { high, low }
            }
            Value::Money { amount, currency, tax, per } => {
                let (low, high) = both(amount, digits);
                let (per, tax) = (per.map(TimeUnit::name), tax.map(Tax::name));
                Exact::Money { currency: currency.code(), high, low, per, tax }
            }
            Value::Frequency(Frequency { times, every, unit }) => {
                let (low, high) = both(every, digits);
                let every = Every { high, low, unit: unit.name() };
                let (low, high) = both(times, digits);
                Exact::Frequency { every, times: Numbers { high, low } }
            }
            Value::Count { number, unit } => {
                let (low, high) = both(number, digits);
                Exact::Count { high, low, unit }
            }
            Value::Percent(number) => {
                let (low, high) = both(number, digits);
                Exact::Percent { high, low }
            }
            Value::Measure { number, unit, usual: _ } => {
                let (low, high) = both(number, digits);
                Exact::Measure { high, low, unit }
            }
            Value::Date(days) => {
                let (low, high) = both(days, |day| day.to_string());
                Exact::Date { high, low }
            }
            Value::Weekday(days) => Exact::Weekday {
                days: days.days().iter().map(|day| day_name(*day)).collect(),
                nth: days.of_month().iter().map(|nth| nth.number()).collect(),
            },
            Value::Time(times) => {
                let (low, high) = both(times, |time| time.to_string());
                Exact::Time { high, low }
            }
            Value::Phone(phone) => Exact::Phone { number: phone.to_string() },
            Value::Choice { id, label: _ } => Exact::Choice { id },
            Value::Text(_) => return None,
        })
    }
}

fn both<T, U>(ends: &Ends<T>, write: impl Fn(&T) -> U) -> (Option<U>, Option<U>) {
    (ends.low().map(&write), ends.high().map(write))
}

/// A number in digits, without zeros that say nothing.
pub(super) fn digits(number: &Decimal) -> String {
    number.trimmed().to_string()
}

/// One end of a duration.
pub(super) fn length(end: &DurationEnd) -> Length {
    let amount = match &end.amount {
        Amount::Exact(number) => digits(number),
        Amount::Few => "few".to_owned(),
    };
    Length { amount, unit: end.unit.name() }
}
