//! Lengths of time, exact and inexact.

use super::{Decimal, Ends};
use crate::diagnostic::suggestion;
use std::cmp::Ordering;
use std::fmt;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl TimeUnit {
    /// Every unit, from the shortest.
    pub const ALL: [TimeUnit; 6] =
        [TimeUnit::Minute, TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month, TimeUnit::Year];

    /// The name in data and in messages.
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Week => "week",
            TimeUnit::Month => "month",
            TimeUnit::Year => "year",
        }
    }

    /// The unit of a name.
    pub fn parse(name: &str) -> Result<TimeUnit, String> {
        TimeUnit::ALL.into_iter().find(|unit| unit.name() == name).ok_or_else(|| {
            let names = TimeUnit::ALL.map(TimeUnit::name);
            let help = suggestion(name, names).unwrap_or_else(|| format!("the units are {}", names.join(", ")));
            format!("`{name}` is not a unit of time; {help}")
        })
    }

    /// In tenths of a minute; a month and a year at their average length in the Gregorian calendar, 12 months to a year.
    pub fn tenths(self) -> i128 {
        match self {
            TimeUnit::Minute => 10,
            TimeUnit::Hour => 600,
            TimeUnit::Day => 14_400,
            TimeUnit::Week => 100_800,
            TimeUnit::Month => 438_291,
            TimeUnit::Year => 5_259_492,
        }
    }
}

impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How many of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    Exact(Decimal),
    /// "A few", more than one can count.
    Few,
}

/// A length of time: one end of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DurationEnd {
    pub amount: Amount,
    pub unit: TimeUnit,
}

impl DurationEnd {
    /// The length that a text stands for: `6 month`, `few day`, or a number alone in the unit `usual`.
    pub fn parse(text: &str, usual: Option<TimeUnit>) -> Result<DurationEnd, String> {
        let (amount, unit) = match (text.trim().split_once(' '), usual) {
            (Some((amount, unit)), _) => (amount, TimeUnit::parse(unit.trim_start())?),
            (None, Some(unit)) => (text.trim(), unit),
            (None, None) => return Err(format!("`{text}` has no unit; write it as in `6 month`")),
        };
        let amount = match amount {
            "few" => Amount::Few,
            number => Amount::Exact(Decimal::parse(number)?),
        };
        match amount {
            Amount::Exact(number) if number.is_negative() => Err(format!("`{text}` is less than nothing")),
            _ => Ok(DurationEnd { amount, unit }),
        }
    }

    /// The order of two lengths, exact in one unit and good enough to see a mistake in two; none if one is inexact.
    pub fn compare(self, other: DurationEnd) -> Option<Ordering> {
        let (Amount::Exact(a), Amount::Exact(b)) = (self.amount, other.amount) else { return None };
        if self.unit == other.unit {
            return Some(a.cmp(&b));
        }
        Some(a.scaled().checked_mul(self.unit.tenths())?.cmp(&b.scaled().checked_mul(other.unit.tenths())?))
    }

    /// Whether both are the same length of time: 12 months are a year.
    pub fn is_as_long(self, other: DurationEnd) -> bool {
        match (self.amount, other.amount) {
            (Amount::Few, Amount::Few) => self.unit == other.unit,
            _ => self.compare(other).is_some_and(Ordering::is_eq),
        }
    }
}

impl Ends<DurationEnd> {
    /// The numbers, and the unit that they share; `None` if they are not exact, or of two units.
    pub(super) fn one_unit(&self) -> Option<(Ends<Decimal>, TimeUnit)> {
        let exact = |end: &DurationEnd| match end.amount {
            Amount::Exact(number) => Some(number),
            Amount::Few => None,
        };
        let numbers = match self {
            Ends::One(end) => Ends::One(exact(end)?),
            Ends::Range(low, high) if low.unit == high.unit => Ends::Range(exact(low)?, exact(high)?),
            Ends::Range(..) => return None,
            Ends::From(end) => Ends::From(exact(end)?),
            Ends::To(end) => Ends::To(exact(end)?),
        };
        Some((numbers, self.last().unit))
    }
}

/// A period that something happens in: `2 week`, or `week` for one.
pub fn parse_period(text: &str) -> Result<(Decimal, TimeUnit), String> {
    match text.trim().split_once(' ') {
        None => Ok((Decimal::whole(1)?, TimeUnit::parse(text.trim())?)),
        Some((number, unit)) => {
            let number = Decimal::parse(number)?;
            match number > Decimal::whole(0)? {
                true => Ok((number, TimeUnit::parse(unit.trim_start())?)),
                false => Err(format!("`{text}` is no period")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lengths() {
        let exact = |text, unit| Ok(DurationEnd { amount: Amount::Exact(Decimal::parse(text).unwrap()), unit });
        for (text, usual, expected) in [
            ("6 month", None, exact("6", TimeUnit::Month)),
            ("2.5", Some(TimeUnit::Year), exact("2.5", TimeUnit::Year)),
            ("1 year", Some(TimeUnit::Month), exact("1", TimeUnit::Year)),
            ("few day", None, Ok(DurationEnd { amount: Amount::Few, unit: TimeUnit::Day })),
            ("6", None, Err("`6` has no unit; write it as in `6 month`".to_owned())),
            ("6 months", None, Err("`months` is not a unit of time; did you mean `month`?".to_owned())),
            ("many day", None, Err("`many` is not a number".to_owned())),
            ("-1 day", None, Err("`-1 day` is less than nothing".to_owned())),
        ] {
            assert_eq!(DurationEnd::parse(text, usual), expected, "{text}");
        }
    }

    #[test]
    fn reads_periods() {
        for (text, expected) in [
            ("2 week", Some((2, TimeUnit::Week))),
            ("month", Some((1, TimeUnit::Month))),
            ("0 day", None),
            ("fortnight", None),
        ] {
            let expected = expected.map(|(number, unit)| (Decimal::whole(number).unwrap(), unit));
            assert_eq!(parse_period(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn compares_lengths() {
        for (a, b, order) in [
            ("6 month", "1 year", Some(Ordering::Less)),
            ("12 month", "1 year", Some(Ordering::Equal)),
            ("2 week", "1 month", Some(Ordering::Less)),
            ("90 minute", "1 hour", Some(Ordering::Greater)),
            ("7 day", "1 week", Some(Ordering::Equal)),
            ("few day", "1 week", None),
        ] {
            let end = |text| DurationEnd::parse(text, None).unwrap();
            assert_eq!(end(a).compare(end(b)), order, "{a} {b}");
        }
    }
}
