//! The table of what is equal to a fact, tried from both sides.

use super::fact::{About, Cell, Fact, Facts};
use super::fragment::Fragments;
use super::quote::{Quote, check};
use crate::format::tests::{lang, messages};
use crate::format::{
    Clock, Currency, Decimal, DurationEnd, Ends, Form, Formats, Frequency, Phone, Value, Weekdays, parse_period,
};
use crate::keys::form::{ALIKE, Alike};
use crate::source::{Memory, Sources, Span};
use std::collections::HashSet;

fn ends<T>(text: &str, one: impl Fn(&str) -> T) -> Ends<T> {
    match text.split_once("..") {
        Some((low, high)) => Ends::Range(one(low), one(high)),
        None => Ends::One(one(text)),
    }
}

/// The value of a row.
fn value(Alike { of: (kind, text), .. }: &Alike) -> Value {
    let decimal = |text: &str| Decimal::parse(text).unwrap();
    let numbers = |text: &str| ends(text, decimal);
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    match *kind {
        "duration" => Value::Duration(ends(text, |text| DurationEnd::parse(text, None).unwrap())),
        "money" => {
            Value::Money { amount: numbers(number), currency: Currency::parse(unit).unwrap(), tax: None, per: None }
        }
        "frequency" => {
            let (times, period) = text.split_once(" / ").unwrap();
            let every = ends(period, |period| parse_period(period).unwrap());
            let unit = every.last().1;
            Value::Frequency(Frequency { times: numbers(times), every: every.map(|(number, _)| *number), unit })
        }
        "count" => Value::Count { number: numbers(number), unit: unit.to_owned() },
        "percent" => Value::Percent(numbers(text)),
        "measure" => Value::Measure { number: numbers(number), unit: unit.to_owned(), usual: unit.to_owned() },
        "date" => Value::Date(ends(text, |text| text.parse().unwrap())),
        "weekday" => Value::Weekday(Weekdays::parse(text.split(' '), []).unwrap()),
        "time" => Value::Time(ends(text, |text| Clock::parse(text).unwrap())),
        "phone" => Value::Phone(Phone::parse(text).unwrap()),
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_equal_passes_and_what_is_not_does_not() {
    let messages = messages();
    let mut sources = Sources::read(&Memory::new(), &Memory::new()).unwrap();
    let (mut abouts, mut mistakes) = (HashSet::new(), Vec::new());
    for row in ALIKE {
        assert!(abouts.insert(row.about), "{} stands twice", row.about);
        assert!(!row.right.is_empty() && !row.wrong.is_empty(), "{}", row.about);
        let lang = lang(["ja", "en", "ar-EG"].iter().position(|code| *code == row.lang).unwrap());
        let value = value(row);
        let mut texts = Form::ALL.into_iter().filter_map(|(_, form)| Formats::new(&messages).form(lang, &value, form));
        assert!(texts.any(|text| text == row.says), "{} is no form of {:?}", row.says, row.of);
        let mut facts = Facts::new(3);
        let span = Span::file(sources.at_or_absent("site.toml"));
        facts.insert(Fact {
            id: "t.r.c".to_owned(),
            span,
            cell: Cell::Value(value),
            about: About::default(),
            note: Fragments::default(),
            formula: None,
            reader: None,
        });
        // An end of a range is no way of saying the range.
        let passes = |written| {
            let quote = Quote { dest: "t.r.c", written, span, visible: None, lang };
            let form = check(&facts, quote, &messages).map(|quoted| quoted.form);
            form.is_ok_and(|form| !matches!(form, Form::Upper | Form::Lower) || row.says == written)
        };
        assert!(passes(row.says), "{}", row.says);
        let refused = row.right.iter().filter(|right| !passes(right));
        let taken = row.wrong.iter().filter(|wrong| passes(wrong));
        mistakes.extend(refused.map(|right| format!("{right:?} is not {:?}", row.says)));
        mistakes.extend(taken.map(|wrong| format!("{wrong:?} is {:?}", row.says)));
    }
    assert!(mistakes.is_empty(), "{mistakes:#?}");
}
