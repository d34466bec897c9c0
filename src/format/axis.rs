//! Values as places on an axis.

use super::{Amount, Decimal, Ends, Value, measure};

impl Value {
    /// The ends as places on an axis, lengths of time in tenths of a minute; an end that is vague has none.
    /// Nothing for values that no axis has.
    pub fn on_axis(&self) -> Option<Ends<Option<f64>>> {
        match self {
            Value::Duration(ends) => Some(ends.map(|end| match end.amount {
                Amount::Exact(number) => number.float().map(|number| number * end.unit.tenths() as f64),
                Amount::Few => None,
            })),
            Value::Money { amount: ends, .. } | Value::Count { number: ends, .. } | Value::Percent(ends) => {
                Some(ends.map(|number| number.float()))
            }
            Value::Measure { number: ends, unit, usual } => {
                Some(ends.map(|number| measure::convert(*number, unit, usual)?.float()))
            }
            Value::Frequency(_)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => None,
        }
    }
}

impl Decimal {
    /// The float nearest to it.
    fn float(self) -> Option<f64> {
        self.to_string().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Decimal, DurationEnd, Ends, Value};

    #[test]
    fn has_places_for_what_is_exact() {
        let end = |text| DurationEnd::parse(text, None).unwrap();
        let percent = Value::Percent(Ends::From(Decimal::parse("2.5").unwrap()));
        for (value, places) in [
            (
                Value::Duration(Ends::Range(end("1 day"), end("1 week"))),
                Some(Ends::Range(Some(14400.0), Some(100_800.0))),
            ),
            (Value::Duration(Ends::Range(end("few day"), end("1 hour"))), Some(Ends::Range(None, Some(600.0)))),
            (percent, Some(Ends::From(Some(2.5)))),
            (Value::Text(Default::default()), None),
        ] {
            assert_eq!(value.on_axis(), places, "{value:?}");
        }
    }
}
