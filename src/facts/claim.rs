//! What a text claims that is out of date, so that the one in its place claims the same: its form, found by its shape.
//!
//! Every form of values of the same kind has shapes, texts without their numbers: `約0-0%` is about a range, `0円(税込)`
//! has the tax in it. They are learnt from what the language writes.

use super::numerals::Numerals;
use super::same::{LONGEST, Reading, inside_a_sentence, same};
use crate::config::LangId;
use crate::format::{Amount, Clock, Decimal, DurationEnd, Ends, Form, Formats, Frequency, TimeUnit, Value, Way};
use crate::messages::Messages;
use jiff::civil::{Date, date};
use std::collections::{HashMap, HashSet};
use std::mem::{Discriminant, discriminant};
use std::sync::{Arc, Mutex};

/// A form, and perhaps another way of saying it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub form: Form,
    pub way: Option<Way>,
}

/// A claim of which there is a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Known {
    claim: Claim,
    /// Whether the text has no digit in it: `twice a year`.
    in_words: bool,
}

/// The shapes of values of one kind in a language.
#[derive(Debug, Default)]
pub struct Shapes {
    claims: HashMap<String, Vec<Known>>,
    /// Those of single values, which the ends of a range look like too.
    single: HashSet<String>,
    /// What stands before, between and after the ends of a range of days, and round the one of an open one.
    joins: Vec<[String; 3]>,
    reading: Option<Reading>,
}

/// The shapes that were learnt so far, by language and by kind and unit of values.
#[derive(Debug, Default)]
pub struct Learnt(Mutex<HashMap<Kind, Arc<Shapes>>>);

type Kind = (LangId, Discriminant<Value>, Option<String>);

impl Learnt {
    /// Those of values such as this one, learnt if they were not yet.
    pub fn of(&self, value: &Value, lang: LangId, learn: impl FnOnce() -> Shapes) -> Arc<Shapes> {
        let kind = (lang, discriminant(value), value.unit());
        let known = self.0.lock().ok().and_then(|all| all.get(&kind).cloned());
        known.unwrap_or_else(|| {
            let shapes = Arc::new(learn());
            if let Ok(mut all) = self.0.lock() {
                all.insert(kind, shapes.clone());
            }
            shapes
        })
    }
}

/// What a text claims.
#[derive(Debug, Default)]
pub struct Claimed {
    /// Every form that it may be in, the likeliest first.
    pub claims: Vec<Claim>,
    /// Whether it may be one end of a range.
    pub may_be_end: bool,
    /// Whether it begins a sentence.
    pub begins: bool,
}

impl Claimed {
    /// In which way it says a form, if not as is usual. One end is written as a single value is.
    pub fn way_of(&self, form: Form) -> Option<Way> {
        let looks_like = match form {
            Form::Upper | Form::Lower => Form::Plain,
            Form::Plain | Form::About | Form::Long | Form::Era | Form::Tax | Form::Number => form,
        };
        self.claims.iter().find(|claim| claim.form == looks_like)?.way
    }
}

/// Stands for a day: a number, and a sign.
const END: &str = "9\u{E000}";

/// The forms that texts are told by, in the order in which they are kept. An end looks like a single value.
const FORMS: [Form; 6] = [Form::Plain, Form::About, Form::Tax, Form::Era, Form::Long, Form::Number];

impl Shapes {
    /// Those of values such as this one.
    pub fn of(value: &Value, lang: LangId, reading: Reading, messages: &Messages, numerals: &Numerals) -> Shapes {
        let formats = Formats::new(messages);
        let mut shapes = Shapes { reading: Some(reading), ..Shapes::default() };
        let seen = |value: &Value| {
            let text = |form| formats.form(lang, value, form).map(|text| shape(&text, reading, numerals));
            (text(Form::Plain), text(Form::Long))
        };
        let is_date = matches!(value, Value::Date(_));
        for (sample, is_single) in samples(value, &seen) {
            for form in FORMS {
                let Some(text) = formats.form(lang, &sample, form) else { continue };
                // Two days in full are the usual way of saying a range of several years, which is told by its ends.
                let others = if is_date { Vec::new() } else { formats.alike(lang, &sample, form) };
                let others = others.into_iter().map(|(way, text)| (Some(way), text));
                for (way, text) in std::iter::once((None, text)).chain(others) {
                    let shape = shape(&text, reading, numerals);
                    if is_single && form == Form::Plain {
                        shapes.single.insert(shape.clone());
                    }
                    let in_words = is_in_words(&text);
                    let claims = shapes.claims.entry(shape).or_default();
                    if !claims.iter().any(|known| known.claim.form == form && known.in_words == in_words) {
                        claims.push(Known { claim: Claim { form, way }, in_words });
                    }
                }
            }
        }
        if is_date {
            // Signs of ranges are known by the numbers before them.
            let in_one_form = |[before, between, after]: [String; 3]| {
                let second = if between.is_empty() { "" } else { END };
                let text = same(&format!("{before}{END}{between}{second}{after}"), reading, numerals);
                let mut parts = text.split(END).map(str::to_owned);
                let (before, between) = (parts.next()?, parts.next()?);
                Some(match parts.next() {
                    Some(after) => [before, between, after],
                    None => [before, String::new(), between],
                })
            };
            shapes.joins = formats.joins(lang).into_iter().filter_map(in_one_form).collect();
        }
        shapes
    }

    /// What a text claims; nothing if it has no shape of these.
    pub fn claimed(&self, text: &str, numerals: &Numerals) -> Claimed {
        let Some(reading) = self.reading.filter(|_| text.len() <= LONGEST) else { return Claimed::default() };
        let in_words = is_in_words(text);
        let as_it_is = self.of_shape(&shape(text, reading, numerals), in_words, false);
        if !as_it_is.claims.is_empty() {
            return as_it_is;
        }
        match inside_a_sentence(text) {
            Some(text) => self.of_shape(&shape(&text, reading, numerals), in_words, true),
            None => as_it_is,
        }
    }

    /// What a text of a shape claims: `six months` what is written in words, if anything is.
    fn of_shape(&self, shape: &str, in_words: bool, begins: bool) -> Claimed {
        let known = |shape: &str| self.claims.get(shape).cloned().unwrap_or_default();
        let mut claims = known(shape);
        if claims.is_empty() {
            claims = self
                .joins
                .iter()
                .map(|join| parted(shape, join, &known))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        let place = |known: &Known| FORMS.iter().position(|form| *form == known.claim.form);
        claims.sort_by_key(|known| (known.in_words != in_words, place(known)));
        let claims = claims.into_iter().map(|known| known.claim).collect();
        Claimed { may_be_end: self.single.contains(shape), claims, begins }
    }
}

/// What both ends of a range of days claim.
fn parted(shape: &str, [before, between, after]: &[String; 3], known: &dyn Fn(&str) -> Vec<Known>) -> Vec<Known> {
    let Some(inside) = shape.strip_prefix(before.as_str()).and_then(|rest| rest.strip_suffix(after.as_str())) else {
        return Vec::new();
    };
    if between.is_empty() {
        return known(inside.trim());
    }
    // "to" stands in October too.
    let mut both = inside.match_indices(between.as_str()).map(|(at, _)| {
        let (low, high) = (inside.get(..at), inside.get(at + between.len()..));
        let high = known(high.unwrap_or_default().trim());
        known(low.unwrap_or_default().trim()).into_iter().filter(|claim| high.contains(claim)).collect::<Vec<_>>()
    });
    both.find(|found| !found.is_empty()).unwrap_or_default()
}

/// Whether no number in a text is in digits.
fn is_in_words(text: &str) -> bool {
    !text.contains(char::is_numeric)
}

/// A text without its numbers.
fn shape(text: &str, reading: Reading, numerals: &Numerals) -> String {
    let chars: Vec<char> = same(text, reading, numerals).chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let (mut shape, mut at) = (String::new(), 0);
    while let Some(c) = chars.get(at) {
        if !c.is_ascii_digit() {
            shape.push(*c);
            at += 1;
            continue;
        }
        shape.push('0');
        at += 1;
        // Groups, a fraction, and what multiplies.
        while let Some(c) = chars.get(at) {
            let within = matches!(c, ',' | '.' | ' ' | '\'' | '’') && is_digit(at + 1);
            if !(c.is_ascii_digit() || within || numerals.multiplies(*c)) {
                break;
            }
            at += 1;
        }
    }
    shape
}

/// How a single value looks.
type Seen<'a> = &'a dyn Fn(&Value) -> (Option<String>, Option<String>);

/// Values of the kind of another one, in every shape that values have, and whether each is a single one.
fn samples(value: &Value, seen: Seen<'_>) -> Vec<(Value, bool)> {
    match value {
        Value::Duration(_) => lengths(seen),
        Value::Date(_) => {
            let days = days().into_iter().map(|day| (Value::Date(Ends::One(day)), true));
            days.chain(ranges_of_days().map(|range| (Value::Date(range), false))).collect()
        }
        Value::Time(_) => times(),
        Value::Frequency(_) => frequencies(seen),
        Value::Money { currency, tax, per, .. } => {
            let money = |amount| Value::Money { amount, currency: currency.clone(), tax: *tax, per: *per };
            with_ends(&numbers(), &money, seen)
        }
        Value::Count { unit, .. } => with_ends(&numbers(), &|number| Value::Count { number, unit: unit.clone() }, seen),
        Value::Percent(_) => with_ends(&numbers(), &Value::Percent, seen),
        Value::Measure { unit, usual, .. } => {
            let mut units = vec![unit];
            units.extend((unit != usual).then_some(usual));
            let of = |of: &String| {
                let value = |number| Value::Measure { number, unit: of.clone(), usual: usual.clone() };
                with_ends(&numbers(), &value, seen)
            };
            units.into_iter().flat_map(of).collect()
        }
        Value::Weekday(_) | Value::Phone(_) | Value::Text(_) | Value::Choice { .. } => Vec::new(),
    }
}

/// Numbers of every plural category that there is, those that languages have words for, and one below zero.
fn numbers() -> Vec<Decimal> {
    ["5", "1", "2", "0", "3", "7", "11", "21", "100", "0.5", "-5"]
        .into_iter()
        .filter_map(|text| Decimal::parse(text).ok())
        .collect()
}

/// The ends of which single values do not look the same.
fn distinct<T: Copy>(ends: &[T], value: &dyn Fn(Ends<T>) -> Value, seen: Seen<'_>) -> Vec<T> {
    let mut known = HashSet::new();
    ends.iter().copied().filter(|end| known.insert(seen(&value(Ends::One(*end))))).collect()
}

/// Single values, ranges up to each and open ones.
fn with_ends<T: Copy>(ends: &[T], value: &dyn Fn(Ends<T>) -> Value, seen: Seen<'_>) -> Vec<(Value, bool)> {
    let mut all = Vec::new();
    let ends = distinct(ends, value, seen);
    for end in &ends {
        all.push((value(Ends::One(*end)), true));
        all.extend([Ends::From(*end), Ends::To(*end)].map(|ends| (value(ends), false)));
        // Low ends that are written in full, above zero and below it.
        let lows = [ends.first(), ends.last()];
        all.extend(lows.into_iter().flatten().map(|low| (value(Ends::Range(*low, *end)), false)));
    }
    all
}

fn lengths(seen: Seen<'_>) -> Vec<(Value, bool)> {
    let mut all: Vec<(Value, bool)> = Vec::new();
    let of_unit = |unit: TimeUnit| {
        let amounts = numbers().into_iter().filter(|number| !number.is_negative()).map(Amount::Exact);
        let ends: Vec<DurationEnd> = amounts.map(|amount| DurationEnd { amount, unit }).collect();
        let mut ends = distinct(&ends, &Value::Duration, seen);
        ends.push(DurationEnd { amount: Amount::Few, unit });
        ends
    };
    for unit in TimeUnit::ALL {
        let ends = of_unit(unit);
        all.extend(with_ends(&ends, &Value::Duration, seen));
        for longer in TimeUnit::ALL.into_iter().filter(|longer| *longer > unit) {
            for high in of_unit(longer) {
                all.extend(ends.iter().map(|low| (Value::Duration(Ends::Range(*low, high)), false)));
            }
        }
    }
    all
}

fn frequencies(seen: Seen<'_>) -> Vec<(Value, bool)> {
    let mut all = Vec::new();
    let times: Vec<Decimal> = numbers().into_iter().filter(|number| !number.is_negative()).collect();
    let number = |text| Decimal::parse(text).unwrap_or(Decimal::ONE);
    let (two, five) = (number("2"), number("5"));
    for unit in TimeUnit::ALL {
        for every in [Ends::One(Decimal::ONE), Ends::One(two), Ends::One(five), Ends::Range(two, five)] {
            all.extend(with_ends(&times, &|times| Value::Frequency(Frequency { times, every, unit }), seen));
        }
    }
    all
}

/// Days of every month on every day of the week, and of every era in its first year and later.
fn days() -> Vec<Date> {
    let week = (1..=12).flat_map(|month| (1..=7).map(move |day| date(2024, month, day)));
    let eras = YEARS.into_iter().flat_map(|year| (1..=12).map(move |month| date(year, month, 28)));
    week.chain(eras).collect()
}

/// The first year of every era of Japan, and the next one.
const YEARS: [i16; 9] = [1873, 1912, 1913, 1926, 1927, 1989, 1990, 2019, 2020];

/// Ranges within a month and within a year, which leave out what both days have in common.
fn ranges_of_days() -> impl Iterator<Item = Ends<Date>> {
    let months = || (1..=12).flat_map(|low| (low..=12).map(move |high| (low, high)));
    let range = |year, (low, high)| Ends::Range(date(year, low, 27), date(year, high, 28));
    YEARS.into_iter().flat_map(move |year| months().map(move |months| range(year, months)))
}

/// Times of every shape: on the hour and not, in both halves of a day, at noon and at its end.
fn times() -> Vec<(Value, bool)> {
    let times = ["9:00", "9:30", "13:00", "13:30", "12:00", "12:30", "0:00", "0:30", "24:00"];
    let times: Vec<Clock> = times.into_iter().filter_map(|text| Clock::parse(text).ok()).collect();
    let mut all = Vec::new();
    for low in &times {
        all.push((Ends::One(*low), true));
        all.extend([Ends::From(*low), Ends::To(*low)].map(|ends| (ends, false)));
        all.extend(times.iter().map(|high| (Ends::Range(*low, *high), false)));
    }
    all.into_iter().map(|(ends, is_single)| (Value::Time(ends), is_single)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Currency;
    use crate::format::Tax;
    use crate::format::tests::{lang, messages};

    #[test]
    fn a_number_is_one_place_of_a_shape() {
        let messages = messages();
        let numerals = Numerals::of(&messages, lang(0));
        for (text, wanted) in [
            ("12ヶ月", "0ヶ月"),
            ("5万〜12万3,000円（税込）", "0-0円(税込)"),
            ("2.5 mg/L", "0mg/L"),
            ("三ヶ月", "0ヶ月"),
            ("months", "months"),
            ("", ""),
        ] {
            assert_eq!(shape(text, Reading::Number, &numerals), wanted, "{text}");
        }
    }

    #[test]
    fn knows_what_an_old_text_claims() {
        let messages = messages();
        let end = |text| DurationEnd::parse(text, None).unwrap();
        let number = |text| Decimal::parse(text).unwrap();
        let length = Value::Duration(Ends::One(end("6 month")));
        let yen = |tax| Value::Money {
            amount: Ends::One(number("46000")),
            currency: Currency::parse("JPY").unwrap(),
            tax,
            per: None,
        };
        let taxed = yen(Some(Tax::Included));
        let often = Value::Frequency(Frequency {
            times: Ends::One(number("2")),
            every: Ends::One(number("1")),
            unit: TimeUnit::Month,
        });
        let day = Value::Date(Ends::One(date(2020, 8, 9)));
        let percent = Value::Percent(Ends::One(number("32")));
        for (at, value, text, wanted) in [
            (0, &percent, "約6〜26%", Some(Form::About)),
            (0, &taxed, "4万6,000円以上（税込）", Some(Form::Tax)),
            (0, &taxed, "5万円から10万円（税込）", Some(Form::Long)),
            (0, &yen(None), "4万6,000円（税込）", None),
            (0, &day, "平成30年6月21日", Some(Form::Era)),
            (0, &day, "令和元年6月21日", Some(Form::Era)),
            (0, &day, "2018年6月21日（木）", Some(Form::Long)),
            (0, &day, "2018年6月21日〜2018年7月1日", Some(Form::Plain)),
            (0, &day, "平成30年6月21日〜令和2年7月1日", Some(Form::Era)),
            (0, &day, "2018年6月21日から", Some(Form::Plain)),
            (0, &length, "約3〜6か月間", Some(Form::About)),
            (0, &length, "3ヶ月から1年", Some(Form::Long)),
            (0, &length, "数日〜1週間", Some(Form::Plain)),
            (0, &length, "半年くらい", None),
            (0, &often, "月2〜3回程度", Some(Form::About)),
            (1, &often, "about 2 to 3 times a month", Some(Form::About)),
            (1, &often, "About once every 2 weeks", Some(Form::About)),
            (1, &often, "3 times weekly", Some(Form::Plain)),
            (1, &often, "Twice a week", Some(Form::Plain)),
            (1, &length, "Three to six months", Some(Form::Long)),
            (1, &length, "18-month", Some(Form::Plain)),
            (1, &length, "a few days to 2 weeks", Some(Form::Plain)),
            (1, &day, "Monday, 1 May 2023", Some(Form::Long)),
            (1, &day, "18 October 1881 to 9 October 1900", Some(Form::Plain)),
            (1, &day, "26 November Reiwa 7 to 3 December Reiwa 7", Some(Form::Era)),
            (1, &length, "TODO", None),
        ] {
            let numerals = Numerals::of(&messages, lang(at));
            let reading = match value {
                Value::Duration(_) => Reading::Length,
                Value::Frequency(_) => Reading::Often,
                _ => Reading::Number,
            };
            let shapes = Shapes::of(value, lang(at), reading, &messages, &numerals);
            let claimed = shapes.claimed(text, &numerals);
            assert_eq!(claimed.claims.first().map(|claim| claim.form), wanted, "{text}");
        }
    }
}
