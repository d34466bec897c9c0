//! Values as texts, by the messages of a language.

use super::{Amount, Currency, Decimal, DurationEnd, Ends, Frequency, TimeUnit, Value};
use crate::locale::LangId;
use crate::messages::{self, Args, MessageError, Messages, Range, args};
use jiff::civil::Date;

/// Writes values in the languages of the site.
#[derive(Clone, Copy)]
pub struct Formats<'a> {
    pub(super) messages: &'a Messages,
}

pub(super) type Written = Result<String, MessageError>;

impl<'a> Formats<'a> {
    /// Writes with these messages.
    pub fn new(messages: &'a Messages) -> Formats<'a> {
        Formats { messages }
    }

    /// The value in a language; where a message is missing or has a mistake, the value as a program reads it.
    pub fn text(&self, lang: LangId, value: &Value) -> String {
        self.plain(lang, value).unwrap_or_else(|_| value.iso().unwrap_or_default())
    }

    /// A date in a language.
    pub fn date(&self, lang: LangId, date: Date) -> Written {
        self.message(lang, "format-date", &date_args(date))
    }

    pub(super) fn plain(&self, lang: LangId, value: &Value) -> Written {
        if let Some((message, end)) = value.open() {
            return self.with_kind(lang, message, value, self.plain(lang, &end));
        }
        match value {
            Value::Duration(ends) => self.duration(lang, ends),
            Value::Money { amount, currency, .. } => self.money(lang, amount, currency),
            Value::Frequency(frequency) => {
                let period = self.length(lang, &frequency.every.map(|every| every.trimmed()), frequency.unit)?;
                self.frequency(lang, frequency, period)
            }
            Value::Count { number, unit } => {
                let number = self.number(lang, number, "format-range")?;
                let args = args!["number" => number.clone(), "count" => number];
                self.message(lang, &format!("unit-{unit}"), &args)
            }
            Value::Percent(ends) => {
                let number = self.number(lang, ends, "format-range")?;
                self.message(lang, "format-percent", &args!["number" => number.clone(), "count" => number])
            }
            Value::Measure { number, unit, .. } => {
                let number = self.number(lang, number, "format-range-measure")?;
                let args = args!["number" => number.clone(), "count" => number, "unit" => unit.as_str()];
                self.message(lang, "format-measure", &args)
            }
            Value::Date(ends) => self.words(lang, ends, |date| self.date(lang, *date)),
            Value::Text(text) | Value::Choice { label: text, .. } => {
                Ok(text.get(lang, self.messages).cloned().unwrap_or_default())
            }
        }
    }

    fn duration(&self, lang: LangId, ends: &Ends<DurationEnd>) -> Written {
        if let Some((numbers, unit)) = ends.one_unit() {
            return self.length(lang, &numbers, unit);
        }
        self.words(lang, ends, |end| match end.amount {
            Amount::Exact(number) => self.length(lang, &Ends::One(number), end.unit),
            Amount::Few => self.few(lang, end.unit),
        })
    }

    pub(super) fn few(&self, lang: LangId, unit: TimeUnit) -> Written {
        self.message(lang, "format-duration-few", &args!["unit" => unit.name()])
    }

    pub(super) fn length(&self, lang: LangId, numbers: &Ends<Decimal>, unit: TimeUnit) -> Written {
        let number = self.number(lang, numbers, "format-range")?;
        let args = args!["number" => number.clone(), "count" => number, "unit" => unit.name()];
        self.message(lang, "format-duration", &args)
    }

    pub(super) fn money(&self, lang: LangId, amount: &Ends<Decimal>, currency: &Currency) -> Written {
        let text = self.amount(lang, amount, currency)?;
        let digits = currency.least_digits(amount);
        let count = counted(&amount.map(|amount| amount.trimmed()), digits, || Ok(text.clone()))?;
        let args = args!["currency" => currency.code(), "number" => text, "count" => count];
        self.message(lang, "format-money", &args)
    }

    /// An amount before its currency is added.
    pub(super) fn amount(&self, lang: LangId, amount: &Ends<Decimal>, currency: &Currency) -> Written {
        let digits = currency.least_digits(amount);
        match amount.map(|amount| amount.trimmed()) {
            Ends::One(amount) | Ends::From(amount) | Ends::To(amount) => {
                let args = args!["currency" => currency.code(), "amount" => amount.written(digits)];
                self.message(lang, "format-amount", &args)
            }
            Ends::Range(low, high) => {
                let args = args![
                    "currency" => currency.code(),
                    "low" => low.written(digits),
                    "high" => high.written(digits),
                ];
                self.message(lang, "format-amount-range", &args)
            }
        }
    }

    pub(super) fn frequency(&self, lang: LangId, frequency: &Frequency, period: String) -> Written {
        let exact = |ends: &Ends<Decimal>| ends.map(|end| end.trimmed());
        let times = self.number(lang, &exact(&frequency.times), "format-range")?;
        let every = self.number(lang, &exact(&frequency.every), "format-range")?;
        let args = args![
            "times" => times.clone(),
            "count" => times,
            "every" => every,
            "unit" => frequency.unit.name(),
            "period" => period,
        ];
        self.message(lang, "format-frequency", &args)
    }

    /// A number without a unit, or a range of them.
    pub(super) fn numbers(&self, lang: LangId, ends: &Ends<Decimal>, range: &str) -> Written {
        match ends {
            Ends::Range(low, high) => {
                self.message(lang, range, &args!["low" => low.written(0), "high" => high.written(0)])
            }
            Ends::One(number) | Ends::From(number) | Ends::To(number) => self.bare(lang, *number, 0),
        }
    }

    /// A number, or a range of them joined by the message `range`.
    fn number(&self, lang: LangId, ends: &Ends<Decimal>, range: &str) -> Result<messages::Value, MessageError> {
        counted(ends, 0, || self.numbers(lang, ends, range))
    }

    /// A value, or two written in full and joined.
    pub(super) fn words<T>(&self, lang: LangId, ends: &Ends<T>, write: impl Fn(&T) -> Written) -> Written {
        let Ends::Range(low, high) = ends else { return write(ends.last()) };
        self.message(lang, "format-range-words", &args!["low" => write(low)?, "high" => write(high)?])
    }

    /// A message that puts something round the text of a value.
    pub(super) fn with_kind(&self, lang: LangId, message: &str, value: &Value, text: Written) -> Written {
        self.message(lang, message, &args!["value" => text?, "type" => value.kind()])
    }

    /// The words for a currency that the language itself has, one beside another.
    pub fn currency_words(&self, lang: LangId, currency: &Currency) -> Option<String> {
        let id = "format-figure-money";
        let own = self.messages.has_own(lang, id);
        own.then(|| self.message(lang, id, &args!["currency" => currency.code()]).ok())?
    }

    /// A number without a unit, with at least so many digits after the point.
    pub fn bare(&self, lang: LangId, number: Decimal, digits: u8) -> Written {
        self.message(lang, "format-number", &args!["number" => number.written(digits)])
    }

    pub(super) fn message(&self, lang: LangId, id: &str, args: &Args) -> Written {
        self.messages.get(lang, id, Some(args)).map(|text| text.into_owned())
    }
}

/// What messages of dates get. A year is written without grouping.
pub(super) fn date_args(date: Date) -> Args {
    let year = messages::Number::from(i64::from(date.year())).ungrouped();
    args!["year" => year, "month" => date.month(), "day" => date.day()]
}

/// A number with at least so many digits after the point, or a range of two with its text.
fn counted(ends: &Ends<Decimal>, digits: u8, text: impl FnOnce() -> Written) -> Result<messages::Value, MessageError> {
    Ok(match ends {
        Ends::Range(low, high) => {
            let (low, high) = (low.written(digits), high.written(digits));
            messages::Value::Range(Box::new(Range { low, high, text: text()? }))
        }
        Ends::One(number) | Ends::From(number) | Ends::To(number) => number.written(digits).into(),
    })
}
