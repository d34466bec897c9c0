//! Values as texts, by the messages of a language.

use super::{Amount, Currency, Decimal, DurationEnd, Ends, Form, Frequency, Tax, TimeUnit, Value, era};
use crate::locale::LangId;
use crate::messages::{self, Args, MessageError, Messages, Range, args};
use jiff::civil::Date;

/// Writes values in the languages of the site.
#[derive(Clone, Copy)]
pub struct Formats<'a> {
    messages: &'a Messages,
}

type Written = Result<String, MessageError>;

impl<'a> Formats<'a> {
    /// Writes with these messages.
    pub fn new(messages: &'a Messages) -> Formats<'a> {
        Formats { messages }
    }

    /// The value in a language; where a message is missing or has a mistake, the value as a program reads it.
    pub fn text(&self, lang: LangId, value: &Value) -> String {
        self.plain(lang, value).unwrap_or_else(|_| value.iso().unwrap_or_default())
    }

    /// The value in a language in some form; `None` if values of its kind have no such form.
    pub fn form(&self, lang: LangId, value: &Value, form: Form) -> Option<String> {
        self.try_form(lang, value, form)?.ok()
    }

    /// The same, or why it cannot be written: a count's unit may have no message, `unit-<unit>`.
    pub fn try_form(&self, lang: LangId, value: &Value, form: Form) -> Option<Written> {
        match (form, value) {
            (Form::Plain, _) => Some(self.plain(lang, value)),
            (_, Value::Text(_) | Value::Choice { .. }) => None,
            (Form::Upper, _) => Some(self.plain(lang, &value.high()?)),
            (Form::Lower, _) => Some(self.plain(lang, &value.low()?)),
            (Form::About, Value::Date(_)) => None,
            (Form::About, Value::Duration(ends)) if ends.each().any(|end| end.amount == Amount::Few) => None,
            (Form::About, _) => Some(self.with_kind(lang, "format-about", value, self.plain(lang, value))),
            (Form::Long, _) => Some(match self.messages.has_own(lang, "format-range-long") {
                true => self.long(lang, value),
                false => self.plain(lang, value),
            }),
            (Form::Tax, Value::Money { tax: Some(tax), .. }) => {
                Some(self.plain(lang, value).and_then(|text| self.tax(lang, *tax, text)))
            }
            (Form::Tax, _) => None,
            (Form::Era, Value::Date(ends)) => ends
                .each()
                .all(|day| era::era(*day).is_some())
                .then(|| self.words(lang, ends, |day| self.era(lang, *day))),
            (Form::Era, _) => None,
        }
    }

    /// A date in a language.
    pub fn date(&self, lang: LangId, date: Date) -> Written {
        self.message(lang, "format-date", &date_args(date))
    }

    fn era(&self, lang: LangId, date: Date) -> Written {
        let Some((era, year)) = era::era(date) else { return self.date(lang, date) };
        let mut args = date_args(date);
        args.set("era", era);
        args.set("era-year", year);
        self.message(lang, "format-date-era", &args)
    }

    fn plain(&self, lang: LangId, value: &Value) -> Written {
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

    /// A value in words, in a language that says how they are joined.
    fn long(&self, lang: LangId, value: &Value) -> Written {
        if let Some((message, end)) = value.open() {
            return self.with_kind(lang, message, value, self.long(lang, &end));
        }
        match value {
            Value::Duration(ends) => self.join(
                lang,
                ends,
                |end| match end.amount {
                    Amount::Exact(number) => self.length_long(lang, number, end.unit),
                    Amount::Few => self.few(lang, end.unit),
                },
                |low, high| match (low.amount, high.amount) {
                    // A single unit may be written without its number: "a month".
                    (_, Amount::Exact(number)) if number == Decimal::ONE => None,
                    (Amount::Exact(number), _) if low.unit == high.unit => Some(self.spelt(lang, number)),
                    (Amount::Exact(_) | Amount::Few, _) => None,
                },
            ),
            Value::Money { amount, currency, tax, .. } => {
                let text = self.join(lang, amount, |end| self.money(lang, &Ends::One(*end), currency), |_, _| None)?;
                match tax {
                    Some(tax) => self.tax(lang, *tax, text),
                    None => Ok(text),
                }
            }
            Value::Frequency(frequency) => {
                let every = frequency.every.map(|every| every.trimmed());
                let spelt = |low: &Decimal, _: &Decimal| Some(self.spelt(lang, *low));
                let period = self.join(lang, &every, |end| self.length_long(lang, *end, frequency.unit), spelt)?;
                self.frequency(lang, frequency, period)
            }
            Value::Count { number: ends, .. } | Value::Percent(ends) | Value::Measure { number: ends, .. } => self
                .join(
                    lang,
                    ends,
                    |end| self.plain(lang, &value.with_number(*end)),
                    |low, _| Some(self.message(lang, "format-number", &args!["number" => low.written(0)])),
                ),
            Value::Date(ends) => {
                let day = |day: &Date| {
                    let mut args = date_args(*day);
                    args.set("weekday", day.weekday().to_monday_one_offset());
                    self.message(lang, "format-date-long", &args)
                };
                self.join(lang, ends, day, |_, _| None)
            }
            Value::Text(_) | Value::Choice { .. } => self.plain(lang, value),
        }
    }

    /// That an amount has the tax in it, or not.
    fn tax(&self, lang: LangId, tax: Tax, text: String) -> Written {
        self.message(lang, "format-tax", &args!["value" => text, "tax" => tax.name()])
    }

    fn duration(&self, lang: LangId, ends: &Ends<DurationEnd>) -> Written {
        if let Ends::Range(
            DurationEnd { amount: Amount::Exact(low), unit },
            DurationEnd { amount: Amount::Exact(high), unit: same },
        ) = ends
            && unit == same
        {
            return self.length(lang, &Ends::Range(*low, *high), *unit);
        }
        self.words(lang, ends, |end| match end.amount {
            Amount::Exact(number) => self.length(lang, &Ends::One(number), end.unit),
            Amount::Few => self.few(lang, end.unit),
        })
    }

    fn few(&self, lang: LangId, unit: TimeUnit) -> Written {
        self.message(lang, "format-duration-few", &args!["unit" => unit.name()])
    }

    fn length(&self, lang: LangId, numbers: &Ends<Decimal>, unit: TimeUnit) -> Written {
        let number = self.number(lang, numbers, "format-range")?;
        let args = args!["number" => number.clone(), "count" => number, "unit" => unit.name()];
        self.message(lang, "format-duration", &args)
    }

    fn length_long(&self, lang: LangId, number: Decimal, unit: TimeUnit) -> Written {
        let (word, number) = (self.spelt(lang, number)?, number.trimmed().written(0));
        let args = args!["number" => number.clone(), "count" => number, "unit" => unit.name(), "word" => word];
        self.message(lang, "format-duration-long", &args)
    }

    fn spelt(&self, lang: LangId, number: Decimal) -> Written {
        self.message(lang, "format-number-long", &args!["number" => number.trimmed().written(0)])
    }

    fn money(&self, lang: LangId, amount: &Ends<Decimal>, currency: &Currency) -> Written {
        let amount = amount.map(|amount| amount.trimmed());
        // Whole amounts are written without the minor unit, others with all its digits.
        let digits = if amount.each().all(|amount| amount.is_whole()) { 0 } else { currency.digits() };
        let (text, count) = match amount {
            Ends::One(amount) | Ends::From(amount) | Ends::To(amount) => {
                let number = amount.written(digits);
                let args = args!["currency" => currency.code(), "amount" => number.clone()];
                (self.message(lang, "format-amount", &args)?, messages::Value::from(number))
            }
            Ends::Range(low, high) => {
                let (low, high) = (low.written(digits), high.written(digits));
                let args = args!["currency" => currency.code(), "low" => low.clone(), "high" => high.clone()];
                let text = self.message(lang, "format-amount-range", &args)?;
                (text.clone(), messages::Value::Range(Box::new(Range { low, high, text })))
            }
        };
        let args = args!["currency" => currency.code(), "number" => text, "count" => count];
        self.message(lang, "format-money", &args)
    }

    fn frequency(&self, lang: LangId, frequency: &Frequency, period: String) -> Written {
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

    /// A number, or a range of them joined by the message `range`.
    fn number(&self, lang: LangId, ends: &Ends<Decimal>, range: &str) -> Result<messages::Value, MessageError> {
        let Ends::Range(low, high) = ends else { return Ok(ends.last().written(0).into()) };
        let (low, high) = (low.written(0), high.written(0));
        let text = self.message(lang, range, &args!["low" => low.clone(), "high" => high.clone()])?;
        Ok(messages::Value::Range(Box::new(Range { low, high, text })))
    }

    /// A value, or two written in full and joined.
    fn words<T>(&self, lang: LangId, ends: &Ends<T>, write: impl Fn(&T) -> Written) -> Written {
        let Ends::Range(low, high) = ends else { return write(ends.last()) };
        self.message(lang, "format-range-words", &args!["low" => write(low)?, "high" => write(high)?])
    }

    /// A value, or two joined in words; `short` is the low end without the unit that it shares with the high one.
    fn join<T>(
        &self,
        lang: LangId,
        ends: &Ends<T>,
        full: impl Fn(&T) -> Written,
        short: impl Fn(&T, &T) -> Option<Written>,
    ) -> Written {
        let Ends::Range(low, high) = ends else { return full(ends.last()) };
        let whole = full(low)?;
        let short = short(low, high).unwrap_or_else(|| Ok(whole.clone()))?;
        self.message(lang, "format-range-long", &args!["low" => whole, "short" => short, "high" => full(high)?])
    }

    /// A message that puts something round the text of a value.
    fn with_kind(&self, lang: LangId, message: &str, value: &Value, text: Written) -> Written {
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

    fn message(&self, lang: LangId, id: &str, args: &Args) -> Written {
        self.messages.get(lang, id, Some(args)).map(|text| text.into_owned())
    }
}

fn date_args(date: Date) -> Args {
    args!["year" => messages::Number::from(i64::from(date.year())).ungrouped(), "month" => date.month(), "day" => date.day()]
}
