//! Values with a type, and how each language writes them: through the messages of `locales/<lang>/formats.ftl`, so that
//! a translator can change anything. Knows nothing of tables, facts or pages.

mod decimal;
mod money;
mod time;
mod value;

pub use decimal::Decimal;
pub use money::Currency;
pub use time::{Amount, DurationEnd, TimeUnit, parse_period};
pub use value::{Ends, Frequency, LangText, Value};

use crate::messages::{MessageError, Messages};
use fluent::types::{FluentNumber, FluentValue};
use fluent::{FluentArgs, fluent_args};
use jiff::civil::Date;

/// The ways of writing a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// As it stands in a table: `3–6 months`.
    #[default]
    Plain,
}

/// Writes values in the languages of the site.
#[derive(Clone, Copy)]
pub struct Formats<'a> {
    messages: &'a Messages,
}

/// A number, or a range of them, as messages get it.
struct Number {
    /// A Fluent number, or the text of a range.
    number: FluentValue<'static>,
    /// The number that a range is counted by in most languages: its high end.
    count: FluentNumber,
}

type Written = Result<String, MessageError>;

impl<'a> Formats<'a> {
    /// Writes with these messages.
    pub fn new(messages: &'a Messages) -> Formats<'a> {
        Formats { messages }
    }

    /// The value in a language; where a message is missing or has a mistake, the value as a program reads it.
    pub fn text(&self, lang: usize, value: &Value, form: Form) -> String {
        self.try_text(lang, value, form).unwrap_or_else(|_| value.iso().unwrap_or_default())
    }

    /// The value in a language, or why it cannot be written: a count's unit may have no message, `unit-<unit>`.
    pub fn try_text(&self, lang: usize, value: &Value, form: Form) -> Written {
        match form {
            Form::Plain => self.plain(lang, value),
        }
    }

    /// A date in a language.
    pub fn date(&self, lang: usize, date: Date) -> Written {
        let mut year = FluentNumber::from(date.year());
        year.options.use_grouping = false;
        let args = fluent_args!["year" => year, "month" => date.month(), "day" => date.day()];
        self.message(lang, "format-date", &args)
    }

    fn plain(&self, lang: usize, value: &Value) -> Written {
        match value {
            Value::Duration(ends) => self.duration(lang, ends),
            Value::Money { amount, currency } => self.money(lang, amount, currency),
            Value::Frequency(frequency) => self.frequency(lang, frequency),
            Value::Count { number, unit } => {
                let Number { number, count } = self.number(lang, number, "format-range")?;
                let args = fluent_args!["number" => number, "count" => count];
                self.message(lang, &format!("unit-{unit}"), &args)
            }
            Value::Percent(ends) => {
                let Number { number, count } = self.number(lang, ends, "format-range")?;
                self.message(lang, "format-percent", &fluent_args!["number" => number, "count" => count])
            }
            Value::Measure { number, unit } => {
                let Number { number, count } = self.number(lang, number, "format-range-measure")?;
                let args = fluent_args!["number" => number, "count" => count, "unit" => unit.as_str()];
                self.message(lang, "format-measure", &args)
            }
            Value::Date(ends) => self.words(lang, ends, |date| self.date(lang, *date)),
            Value::Text(text) | Value::Choice { label: text, .. } => {
                let chosen = text.get(lang, self.messages.chain(lang));
                let any = || text.by.first().map(|(_, text)| text.as_str());
                Ok(chosen.or_else(any).unwrap_or_default().to_owned())
            }
        }
    }

    fn duration(&self, lang: usize, ends: &Ends<DurationEnd>) -> Written {
        if let (Amount::Exact(low), Some(DurationEnd { amount: Amount::Exact(high), unit })) =
            (ends.low.amount, ends.high)
            && unit == ends.low.unit
        {
            return self.length(lang, &Ends::range(low, high), unit);
        }
        self.words(lang, ends, |end| match end.amount {
            Amount::Exact(number) => self.length(lang, &Ends::one(number), end.unit),
            Amount::Few => self.message(lang, "format-duration-few", &fluent_args!["unit" => end.unit.name()]),
        })
    }

    fn length(&self, lang: usize, numbers: &Ends<Decimal>, unit: TimeUnit) -> Written {
        let Number { number, count } = self.number(lang, numbers, "format-range")?;
        let args = fluent_args!["number" => number, "count" => count, "unit" => unit.name()];
        self.message(lang, "format-duration", &args)
    }

    fn money(&self, lang: usize, amount: &Ends<Decimal>, currency: &Currency) -> Written {
        let (low, high) = (amount.low.trimmed(), amount.high.map(Decimal::trimmed));
        // Whole amounts are written without the minor unit, others with all its digits.
        let digits = if low.is_whole() && high.is_none_or(Decimal::is_whole) { 0 } else { currency.digits() };
        let written = match high {
            None => {
                let args = fluent_args!["currency" => currency.code(), "amount" => low.fluent(digits)];
                self.message(lang, "format-amount", &args)?
            }
            Some(high) => {
                let args = fluent_args![
                    "currency" => currency.code(),
                    "low" => low.fluent(digits),
                    "high" => high.fluent(digits),
                ];
                self.message(lang, "format-amount-range", &args)?
            }
        };
        let count = high.unwrap_or(low).fluent(digits);
        let args = fluent_args!["currency" => currency.code(), "number" => written, "count" => count];
        self.message(lang, "format-money", &args)
    }

    fn frequency(&self, lang: usize, frequency: &Frequency) -> Written {
        let exact = |ends: &Ends<Decimal>| Ends { low: ends.low.trimmed(), high: ends.high.map(Decimal::trimmed) };
        let (times, every) = (exact(&frequency.times), exact(&frequency.every));
        let period = self.length(lang, &every, frequency.unit)?;
        let Number { number: times, count } = self.number(lang, &times, "format-range")?;
        let Number { number: every, .. } = self.number(lang, &every, "format-range")?;
        let args = fluent_args![
            "times" => times,
            "count" => count,
            "every" => every,
            "unit" => frequency.unit.name(),
            "period" => period,
        ];
        self.message(lang, "format-frequency", &args)
    }

    /// A number, or a range of them joined by the message `range`.
    fn number(&self, lang: usize, ends: &Ends<Decimal>, range: &str) -> Result<Number, MessageError> {
        let low = ends.low.fluent(0);
        let Some(high) = ends.high else { return Ok(Number { number: low.clone().into(), count: low }) };
        let args = fluent_args!["low" => low, "high" => high.fluent(0)];
        Ok(Number { number: self.message(lang, range, &args)?.into(), count: high.fluent(0) })
    }

    /// A value, or two written in full and joined.
    fn words<T>(&self, lang: usize, ends: &Ends<T>, write: impl Fn(&T) -> Written) -> Written {
        let low = write(&ends.low)?;
        let Some(high) = &ends.high else { return Ok(low) };
        self.message(lang, "format-range-words", &fluent_args!["low" => low, "high" => write(high)?])
    }

    fn message(&self, lang: usize, id: &str, args: &FluentArgs) -> Written {
        self.messages.get(lang, id, Some(args)).map(|text| text.into_owned())
    }
}

#[cfg(test)]
mod tests;
