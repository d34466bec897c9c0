//! The other forms of values: what a quotation asks for with `?form=`.

use super::write::Written;
use super::{Amount, Currency, Decimal, Ends, Form, Formats, Frequency, Tax, TimeUnit, Value, era};
use crate::locale::LangId;
use crate::messages::args;

impl Formats<'_> {
    /// The value in a language in some form; `None` if values of its kind have no such form.
    pub fn form(&self, lang: LangId, value: &Value, form: Form) -> Option<String> {
        self.try_form(lang, value, form)?.ok()
    }

    /// The same, or why it cannot be written: a count's unit may have no message, `unit-<unit>`.
    pub fn try_form(&self, lang: LangId, value: &Value, form: Form) -> Option<Written> {
        match (form, value) {
            (Form::Plain, _) => Some(self.plain(lang, value)),
            (_, Value::Phone(_) | Value::Text(_) | Value::Choice { .. }) => None,
            (Form::Upper, _) => Some(self.plain(lang, &value.high()?)),
            (Form::Lower, _) => Some(self.plain(lang, &value.low()?)),
            (Form::About, Value::Date(_) | Value::Weekday(_) | Value::Time(Ends::From(_) | Ends::To(_))) => None,
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
            (Form::Era, Value::Date(ends)) if ends.each().all(|day| era::era(*day).is_some()) => {
                let text = self.days_by_era(lang, ends);
                Some(match value.open() {
                    Some((message, _)) => self.with_kind(lang, message, value, text),
                    None => text,
                })
            }
            (Form::Era, _) => None,
            (Form::Number, _) => self.number_alone(lang, value),
        }
    }

    /// The number of a value without its unit; `None` for what has none, or has several.
    fn number_alone(&self, lang: LangId, value: &Value) -> Option<Written> {
        if let Some((message, end)) = value.open() {
            return Some(self.with_kind(lang, message, value, self.number_alone(lang, &end)?));
        }
        Some(match value {
            Value::Duration(ends) => self.numbers(lang, &ends.one_unit()?.0, "format-range"),
            Value::Money { amount, currency, .. } => self.amount(lang, amount, currency),
            Value::Frequency(Frequency { times, every: Ends::One(every), .. }) if *every == Decimal::ONE => {
                self.numbers(lang, &times.map(|times| times.trimmed()), "format-range")
            }
            Value::Count { number: ends, .. } | Value::Percent(ends) => self.numbers(lang, ends, "format-range"),
            Value::Measure { number: ends, .. } => self.numbers(lang, ends, "format-range-measure"),
            Value::Frequency(_)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => return None,
        })
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
                let text = self.in_words(lang, amount, currency)?;
                match tax {
                    Some(tax) => self.tax(lang, *tax, text),
                    None => Ok(text),
                }
            }
            Value::Frequency(frequency) => {
                let every = frequency.every.map(|every| every.trimmed());
                let spelt = |low: &Decimal, _: &Decimal| Some(self.spelt(lang, *low));
                let period = self.join(lang, &every, |end| self.length_long(lang, *end, frequency.unit), spelt)?;
                let times = self.number(lang, &frequency.times.map(|times| times.trimmed()), "format-range")?;
                self.often(lang, frequency, times, self.every(lang, frequency)?, Some(period))
            }
            Value::Count { number: ends, .. } | Value::Percent(ends) | Value::Measure { number: ends, .. } => self
                .join(
                    lang,
                    ends,
                    |end| self.plain(lang, &value.with_number(*end)),
                    |low, _| Some(self.message(lang, "format-number", &args!["number" => low.written(0)])),
                ),
            Value::Date(ends) => self.join(lang, ends, |day| self.date_long(lang, *day), |_, _| None),
            Value::Weekday(days) => self.weekdays_long(lang, days),
            Value::Time(ends) => self.join(lang, ends, |time| self.time_long(lang, *time), |_, _| None),
            Value::Phone(_) | Value::Text(_) | Value::Choice { .. } => self.plain(lang, value),
        }
    }

    /// An amount, or two joined in words.
    pub(super) fn in_words(&self, lang: LangId, amount: &Ends<Decimal>, currency: &Currency) -> Written {
        self.join(lang, amount, |end| self.money(lang, *end, currency), |_, _| None)
    }

    /// That an amount has the tax in it, or not.
    pub(super) fn tax(&self, lang: LangId, tax: Tax, text: String) -> Written {
        self.message(lang, "format-tax", &args!["value" => text, "tax" => tax.name()])
    }

    fn length_long(&self, lang: LangId, number: Decimal, unit: TimeUnit) -> Written {
        let (word, number) = (self.spelt(lang, number)?, number.trimmed().written(0));
        let args = args!["number" => number.clone(), "count" => number, "unit" => unit.name(), "word" => word];
        self.message(lang, "format-duration-long", &args)
    }

    fn spelt(&self, lang: LangId, number: Decimal) -> Written {
        self.message(lang, "format-number-long", &args!["number" => number.trimmed().written(0)])
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
}
