//! Other ways in which a language says the same as a form of a value, and which a quotation may be written in: what is
//! worked out from its messages, so that nothing here knows a language.

use super::write::{Number, Written};
use super::{Amount, Decimal, DurationEnd, Ends, Form, Formats, Frequency, Value};
use crate::locale::LangId;
use crate::messages::args;
use jiff::civil::Date;

/// A way of saying a value that is none of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// The numbers of a range, joined as texts are: `3 to 6 months`, `5万〜10万円`.
    Numbers,
    /// The ends of a range, each with its unit: `3 months to 6 months`.
    Ends,
    /// Before a noun: `18-month`.
    Noun,
    /// Hours in two digits: `09:30`.
    Padded,
    /// Both ends of an amount, joined in words, whatever is known of the tax: `5万円から10万円`.
    Words,
}

impl Way {
    const ALL: [Way; 5] = [Way::Numbers, Way::Ends, Way::Noun, Way::Padded, Way::Words];
}

impl Formats<'_> {
    /// Every other way of saying a form of a value.
    pub fn alike(&self, lang: LangId, value: &Value, form: Form) -> Vec<(Way, String)> {
        let ways = |write: &dyn Fn(Way) -> Option<Written>| {
            Way::ALL.into_iter().filter_map(|way| Some((way, write(way)?.ok()?))).collect()
        };
        match (form, value) {
            (Form::Plain, _) => ways(&|way| self.other(lang, value, way)),
            (Form::Upper, _) => value.high().map(|end| self.alike(lang, &end, Form::Plain)).unwrap_or_default(),
            (Form::Lower, _) => value.low().map(|end| self.alike(lang, &end, Form::Plain)).unwrap_or_default(),
            (Form::About, _) if self.form(lang, value, form).is_some() => {
                ways(&|way| Some(self.with_kind(lang, "format-about", value, self.other(lang, value, way)?)))
            }
            (Form::Tax, Value::Money { tax: Some(tax), .. }) => {
                // In words it is the long form.
                let with_tax = |way| Some(self.other(lang, value, way)?.and_then(|text| self.tax(lang, *tax, text)));
                ways(&|way| if way == Way::Words { None } else { with_tax(way) })
            }
            (Form::Number, _) => ways(&|way| match (way, of_range(value)?) {
                (Way::Numbers, ends) => self.joined(lang, value, &ends),
                (Way::Ends | Way::Noun | Way::Padded | Way::Words, _) => None,
            }),
            (Form::Era, Value::Date(ends @ Ends::Range(..))) if self.form(lang, value, form).is_some() => {
                ways(&|way| match way {
                    Way::Ends => Some(self.days_in_full(lang, ends, true)),
                    Way::Numbers | Way::Noun | Way::Padded | Way::Words => None,
                })
            }
            (Form::About | Form::Tax | Form::Long | Form::Era, _) => Vec::new(),
        }
    }

    /// What stands before, between and after the ends of ranges of days, as languages join texts; nothing is between
    /// where a range is open.
    pub fn joins(&self, lang: LangId) -> Vec<[String; 3]> {
        const MARKS: [char; 2] = ['\u{E000}', '\u{E001}'];
        let [low, high] = MARKS.map(String::from);
        let day = Value::Date(Ends::One(Date::constant(2024, 6, 9)));
        let (short, end) = (low.clone(), low.clone());
        let in_words = args!["low" => low.clone(), "high" => high.clone()];
        let in_full = args!["low" => end, "short" => short, "high" => high];
        let open = |message| self.with_kind(lang, message, &day, Ok(low.clone()));
        let texts = [
            self.message(lang, "format-range-words", &in_words),
            self.message(lang, "format-range-long", &in_full),
            open("format-from"),
            open("format-to"),
        ];
        let cut = |text: String| {
            let mut parts = text.split(MARKS).map(str::to_owned);
            match (parts.next(), parts.next(), parts.next()) {
                (Some(before), Some(between), Some(after)) => Some([before, between, after]),
                (Some(before), Some(after), None) => Some([before, String::new(), after]),
                _ => None,
            }
        };
        texts.into_iter().flatten().filter_map(cut).collect()
    }

    fn other(&self, lang: LangId, value: &Value, way: Way) -> Option<Written> {
        if let Some((message, end)) = value.open() {
            return Some(self.with_kind(lang, message, value, self.other(lang, &end, way)?));
        }
        match way {
            Way::Numbers => {
                let ends = of_range(value)?;
                let text = self.joined(lang, value, &ends)?;
                Some(text.and_then(|text| self.with_unit(lang, value, text, *ends.last())))
            }
            Way::Ends => match value {
                Value::Frequency(_) => None,
                Value::Date(ends @ Ends::Range(..)) => Some(self.days_in_full(lang, ends, false)),
                Value::Time(ends @ Ends::Range(..)) => Some(self.words(lang, ends, |time| self.time(lang, *time))),
                _ => {
                    let (low, high) = (value.low()?, value.high()?);
                    let is_range = of_range(value).is_some();
                    is_range.then(|| self.words(lang, &Ends::Range(low, high), |end| self.plain(lang, end)))
                }
            },
            Way::Noun => self.before_a_noun(lang, value),
            Way::Padded => match value {
                Value::Time(ends) => Some(self.times_padded(lang, ends)),
                _ => None,
            },
            Way::Words => match value {
                Value::Money { amount: amount @ Ends::Range(..), currency, tax: Some(_), .. } => {
                    Some(self.in_words(lang, amount, currency))
                }
                _ => None,
            },
        }
    }

    /// The numbers of a range joined as texts are.
    fn joined(&self, lang: LangId, value: &Value, ends: &Ends<Decimal>) -> Option<Written> {
        match value {
            Value::Money { currency, .. } => {
                let one = |end: &Decimal| self.amount_of(lang, *end, currency.least_digits(ends), currency);
                let joined = self.words(lang, ends, one);
                // A low end without a unit would seem to share that of the high one: 5〜10万.
                let usual = self.amount(lang, ends, currency).ok()?;
                let whole = |text: &String| text.chars().count() >= usual.chars().count();
                joined.as_ref().is_ok_and(whole).then_some(joined)
            }
            _ => Some(self.words(lang, ends, |end| self.bare(lang, *end, 0))),
        }
    }

    /// The text of a number in place of the value's own, with its unit.
    fn with_unit(&self, lang: LangId, value: &Value, text: String, count: Decimal) -> Written {
        let number = Number { number: text.into(), count: count.written(0).into() };
        match value {
            Value::Frequency(frequency) if matches!(frequency.times, Ends::Range(..)) => {
                self.often(lang, frequency, number, self.every(lang, frequency)?, None)
            }
            Value::Frequency(frequency) => {
                let times = self.number(lang, &frequency.times.map(|times| times.trimmed()), "format-range")?;
                self.often(lang, frequency, times, number, None)
            }
            _ => self.of_number(lang, value, number),
        }
    }

    /// A number with its unit as a word before another one, in languages that write the unit of one as a word of letters.
    fn before_a_noun(&self, lang: LangId, value: &Value) -> Option<Written> {
        let (numbers, one) = match value {
            Value::Duration(ends) => {
                let (numbers, unit) = ends.one_unit()?;
                let one = DurationEnd { amount: Amount::Exact(Decimal::ONE), unit };
                (numbers, Value::Duration(Ends::One(one)))
            }
            Value::Count { number, .. } => (*number, value.with_number(Decimal::ONE)),
            _ => return None,
        };
        let one = self.plain(lang, &one).ok()?;
        let unit = one.strip_prefix(&self.bare(lang, Decimal::ONE, 0).ok()?)?.strip_prefix(' ')?;
        let is_word = unit.bytes().all(|byte| byte.is_ascii_lowercase());
        is_word.then(|| self.numbers(lang, &numbers, "format-range").map(|number| format!("{number}-{unit}")))
    }
}

/// The numbers of a range, if it has one unit.
fn of_range(value: &Value) -> Option<Ends<Decimal>> {
    let ends = match value {
        Value::Duration(ends) => ends.one_unit()?.0,
        Value::Frequency(Frequency { times: ends @ Ends::Range(..), .. } | Frequency { every: ends, .. }) => *ends,
        numbers => *numbers.numbers()?,
    };
    matches!(ends, Ends::Range(..)).then_some(ends)
}
