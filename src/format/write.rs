//! Values as texts, by the messages of a language.

use super::{Amount, Currency, Decimal, DurationEnd, Ends, Frequency, TimeUnit, Value};
use crate::locale::LangId;
use crate::messages::{self, Args, MessageError, Messages, Range, args};
use std::borrow::Cow;

/// Writes values in the languages of the site.
#[derive(Clone, Copy)]
pub struct Formats<'a> {
    pub(super) messages: &'a Messages,
}

/// A number, or a range of them, as messages get it.
pub(super) struct Number {
    /// How it is shown.
    pub(super) number: messages::Value,
    /// What it is counted by.
    pub(super) count: messages::Value,
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

    pub(super) fn plain(&self, lang: LangId, value: &Value) -> Written {
        if let Some((message, end)) = value.open() {
            return self.with_kind(lang, message, value, self.plain(lang, &end));
        }
        if let Value::Money { amount: Ends::One(amount), .. } = value
            && let Some(less) = amount.below_nothing()
        {
            // The sign stands before all of it: -¥5,000.
            let text = self.plain(lang, &value.with_number(less))?;
            return Ok(format!("{}{text}", self.sign_of_less(lang)?));
        }
        match value {
            Value::Duration(ends) => match ends.one_unit() {
                Some((numbers, _)) => self.of_number(lang, value, self.number(lang, &numbers, range_of(value))?),
                None => self.words(lang, ends, |end| match end.amount {
                    Amount::Exact(_) => self.plain(lang, &Value::Duration(Ends::One(*end))),
                    Amount::Few => self.few(lang, end.unit),
                }),
            },
            Value::Money { amount, currency, .. } => {
                let text = self.amount(lang, amount, currency)?;
                let exact = amount.map(|amount| amount.trimmed());
                let count = counted(&exact, currency.least_digits(amount), || Ok(text.clone()))?;
                self.of_number(lang, value, Number { number: text.into(), count })
            }
            Value::Frequency(frequency) => {
                let times = self.number(lang, &frequency.times.map(|times| times.trimmed()), "format-range")?;
                self.often(lang, frequency, times, self.every(lang, frequency)?, None)
            }
            Value::Count { number, .. } | Value::Percent(number) | Value::Measure { number, .. } => {
                self.of_number(lang, value, self.number(lang, number, range_of(value))?)
            }
            Value::Date(ends) => self.days(lang, ends),
            Value::Weekday(days) => self.weekdays(lang, days),
            Value::Time(ends) => self.times(lang, ends),
            Value::Phone(phone) => Ok(phone.written().to_owned()),
            Value::Text(text) | Value::Choice { label: text, .. } => {
                Ok(text.get(lang, self.messages).cloned().unwrap_or_default())
            }
        }
    }

    /// What a language writes before numbers below nothing.
    pub(super) fn sign_of_less(&self, lang: LangId) -> Written {
        let below = Decimal::whole(-1).unwrap_or(Decimal::ZERO);
        let (one, below) = (self.bare(lang, Decimal::ONE, 0)?, self.bare(lang, below, 0)?);
        Ok(below.strip_suffix(&one).unwrap_or("-").to_owned())
    }

    /// A number with the unit of a value.
    pub(super) fn of_number(&self, lang: LangId, value: &Value, Number { number, count }: Number) -> Written {
        let Some(Unit { message, word }) = unit_of(value) else { return self.plain(lang, value) };
        let mut args = args!["number" => number, "count" => count];
        if let Some((name, word)) = word {
            args.set(name, word);
        }
        self.message(lang, &message, &args)
    }

    pub(super) fn few(&self, lang: LangId, unit: TimeUnit) -> Written {
        self.message(lang, "format-duration-few", &args!["unit" => unit.name()])
    }

    pub(super) fn money(&self, lang: LangId, amount: Decimal, currency: &Currency) -> Written {
        let amount = Ends::One(amount);
        self.plain(lang, &Value::Money { amount, currency: currency.clone(), tax: None, per: None })
    }

    /// An amount, or a range of them, before its currency is added.
    pub(super) fn amount(&self, lang: LangId, amount: &Ends<Decimal>, currency: &Currency) -> Written {
        let digits = currency.least_digits(amount);
        let Ends::Range(low, high) = amount.map(|amount| amount.trimmed()) else {
            return self.amount_of(lang, *amount.last(), digits, currency);
        };
        let (low, high) = (low.written(digits), high.written(digits));
        let args = args!["currency" => currency.code(), "low" => low, "high" => high];
        self.message(lang, "format-amount-range", &args)
    }

    /// An amount with at least so many digits after the point.
    pub(super) fn amount_of(&self, lang: LangId, amount: Decimal, digits: u8, currency: &Currency) -> Written {
        let args = args!["currency" => currency.code(), "amount" => amount.trimmed().written(digits)];
        self.message(lang, "format-amount", &args)
    }

    /// In how many units of time something happens, as a number.
    pub(super) fn every(&self, lang: LangId, frequency: &Frequency) -> Result<Number, MessageError> {
        self.number(lang, &frequency.every.map(|every| every.trimmed()), "format-range")
    }

    /// How often something happens, its numbers being written; and the period, if it is not written as is usual.
    pub(super) fn often(
        &self,
        lang: LangId,
        frequency: &Frequency,
        Number { number: times, count }: Number,
        every: Number,
        period: Option<String>,
    ) -> Written {
        let end = DurationEnd { amount: Amount::Exact(*frequency.every.last()), unit: frequency.unit };
        let number = every.number.clone();
        let period = match period {
            Some(period) => period,
            None => self.of_number(lang, &Value::Duration(Ends::One(end)), every)?,
        };
        let unit = frequency.unit.name();
        let args = args!["times" => times, "count" => count, "every" => number, "unit" => unit, "period" => period];
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
    pub(super) fn number(&self, lang: LangId, ends: &Ends<Decimal>, range: &str) -> Result<Number, MessageError> {
        let count = counted(ends, 0, || self.numbers(lang, ends, range))?;
        Ok(Number { number: count.clone(), count })
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

/// The message that joins the numbers of a value, before its unit is added.
pub(super) fn range_of(value: &Value) -> &'static str {
    match value {
        Value::Measure { .. } => "format-range-measure",
        Value::Money { .. } => "format-amount-range",
        Value::Duration(_) | Value::Count { .. } | Value::Percent(_) | Value::Frequency(_) => "format-range",
        Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Phone(_)
        | Value::Text(_)
        | Value::Choice { .. } => "format-range-words",
    }
}

/// What writes the unit of a value.
pub(super) struct Unit<'a> {
    pub message: Cow<'static, str>,
    /// What the message gets besides the number: a name and a word.
    pub word: Option<(&'static str, &'a str)>,
}

/// What writes the unit of a value; `None` of a value without one.
pub(super) fn unit_of(value: &Value) -> Option<Unit<'_>> {
    let (message, word) = match value {
        Value::Duration(ends) => ("format-duration", Some(("unit", ends.last().unit.name()))),
        Value::Money { currency, .. } => ("format-money", Some(("currency", currency.code()))),
        Value::Count { unit, .. } => return Some(Unit { message: format!("unit-{unit}").into(), word: None }),
        Value::Percent(_) => ("format-percent", None),
        Value::Measure { unit, .. } => ("format-measure", Some(("unit", unit.as_str()))),
        Value::Frequency(_)
        | Value::Date(_)
        | Value::Weekday(_)
        | Value::Time(_)
        | Value::Phone(_)
        | Value::Text(_)
        | Value::Choice { .. } => return None,
    };
    Some(Unit { message: message.into(), word })
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
