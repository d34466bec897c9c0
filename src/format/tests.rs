//! How values are written, in Japanese, English and Arabic.

use super::*;
use crate::id::Id;
use crate::locale::LangId;
use crate::localized::Localized;
use crate::messages::{LocaleSpec, MessageError, Messages};
use crate::source::{Memory, Sources, Span};
use std::sync::Arc;

const JA: &str = include_str!("../../locales/ja/formats.ftl");
const EN: &str = include_str!("../../locales/en/formats.ftl");

/// Arabic: six plural forms, own digits, and a dual that leaves the number out.
const AR: &str = r#"
format-range = من { $low } إلى { $high }
format-duration = { $unit ->
   *[day] { $count ->
        [zero] { $number } يوم
        [one] يوم
        [two] يومان
        [few] { $number } أيام
        [many] { $number } يومًا
       *[other] { $number } يوم
    }
}
format-number = { $number }
format-percent = { $number }٪
format-date = { $day }/{ $month }/{ $year }
"#;

pub(crate) fn lang(index: usize) -> LangId {
    LangId::new(index)
}

fn by(texts: &[(usize, &str)]) -> LangText {
    Arc::new(Localized::by(texts.iter().map(|(at, text)| (lang(*at), (*text).to_owned())).collect()))
}

fn all(text: &str) -> LangText {
    Arc::new(Localized::all(text.to_owned()))
}

pub(crate) fn messages() -> Messages {
    let mut files = Memory::new();
    files.insert("locales/ja/formats.ftl", JA.as_bytes());
    files.insert("locales/en/formats.ftl", EN.as_bytes());
    files.insert("locales/ar-EG/formats.ftl", AR.as_bytes());
    let mut sources = Sources::read(&Memory::new(), &files).unwrap();
    let span = Span::file(sources.at_or_absent("site.toml"));
    let locales = ["ja", "en", "ar-EG"].into_iter();
    let locales = locales.map(|code| LocaleSpec { code: code.to_owned(), fallback: Vec::new(), span }).collect();
    let (messages, found) = Messages::load(&sources, &locales, lang(0));
    let errors: Vec<_> = found.iter().filter(|found| found.level == crate::diagnostic::Level::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    messages
}

fn ends<T>(text: &str, one: impl Fn(&str) -> T) -> Ends<T> {
    match text.split_once("..") {
        Some((low, high)) => Ends::Range(one(low), one(high)),
        None => Ends::One(one(text)),
    }
}

fn numbers(text: &str) -> Ends<Decimal> {
    ends(text, |text| Decimal::parse(text).unwrap())
}

fn shown(values: impl IntoIterator<Item = (Value, &'static str, &'static str)>) {
    let messages = messages();
    for (value, ja, en) in values {
        let formats = Formats::new(&messages);
        assert_eq!(formats.form(lang(0), &value, Form::Plain).as_deref(), Some(ja), "{value:?}");
        assert_eq!(formats.form(lang(1), &value, Form::Plain).as_deref(), Some(en), "{value:?}");
    }
}

fn duration(text: &str) -> Value {
    Value::Duration(ends(text, |text| DurationEnd::parse(text, None).unwrap()))
}

fn money(text: &str, code: &str) -> Value {
    Value::Money { amount: numbers(text), currency: Currency::parse(code).unwrap(), tax: None, per: None }
}

#[test]
fn writes_durations() {
    shown(
        [
            ("3 month..6 month", "3〜6ヶ月", "3–6 months"),
            ("1 month", "1ヶ月", "1 month"),
            ("2.5 month", "2.5ヶ月", "2.5 months"),
            ("0.5 month..1 month", "0.5〜1ヶ月", "0.5–1 months"),
            ("6 month..1 year", "6ヶ月〜1年", "6 months to 1 year"),
            ("few day..1 week", "数日〜1週間", "a few days to 1 week"),
            ("few week..1 month", "数週間〜1ヶ月", "a few weeks to 1 month"),
            ("2 week..1 month", "2週間〜1ヶ月", "2 weeks to 1 month"),
            ("few day..2 week", "数日〜2週間", "a few days to 2 weeks"),
            ("few month", "数ヶ月", "a few months"),
            ("few hour", "数時間", "a few hours"),
            ("few year", "数年", "a few years"),
            ("30 minute..60 minute", "30〜60分", "30–60 minutes"),
            ("2 day..7 day", "2〜7日", "2–7 days"),
            ("2 week..4 week", "2〜4週間", "2–4 weeks"),
            ("21 month", "21ヶ月", "21 months"),
            ("12 week", "12週間", "12 weeks"),
            ("1 year", "1年", "1 year"),
            ("2 hour", "2時間", "2 hours"),
        ]
        .map(|(text, ja, en)| (duration(text), ja, en)),
    );
}

#[test]
fn writes_money() {
    shown(
        [
            ("50000", "JPY", "5万円", "¥50,000"),
            ("12345", "JPY", "1万2,345円", "¥12,345"),
            ("50000..100000", "JPY", "5〜10万円", "¥50,000–100,000"),
            ("960000", "JPY", "96万円", "¥960,000"),
            ("800", "JPY", "800円", "¥800"),
            ("9500..12000", "JPY", "9,500〜1万2,000円", "¥9,500–12,000"),
            ("5..100000", "JPY", "5円〜10万円", "¥5–100,000"),
            ("5000..100000", "JPY", "5,000円〜10万円", "¥5,000–100,000"),
            ("50000..100000000", "JPY", "5万〜1億円", "¥50,000–100,000,000"),
            ("123456789", "JPY", "1億2,345万6,789円", "¥123,456,789"),
            ("100000000", "JPY", "1億円", "¥100,000,000"),
            ("12.5", "USD", "12.50ドル", "US$12.50"),
            ("12", "USD", "12ドル", "US$12"),
            ("12..12.5", "USD", "12.00〜12.50ドル", "US$12.00–12.50"),
            ("1.5", "KWD", "KWD 1.500", "KWD 1.500"),
        ]
        .map(|(text, code, ja, en)| (money(text, code), ja, en)),
    );
}

#[test]
fn writes_frequencies() {
    shown(
        [
            ("1", "2", TimeUnit::Week, "2週間に1回", "once every 2 weeks"),
            ("1", "1", TimeUnit::Month, "月1回", "once a month"),
            ("2", "1", TimeUnit::Month, "月2回", "twice a month"),
            ("1", "2", TimeUnit::Month, "2ヶ月に1回", "once every 2 months"),
            ("3", "1", TimeUnit::Week, "週3回", "3 times a week"),
            ("1", "1", TimeUnit::Day, "1日1回", "once a day"),
            ("1", "1", TimeUnit::Year, "年1回", "once a year"),
            ("1", "1.0", TimeUnit::Hour, "1時間に1回", "once an hour"),
            ("1..2", "1", TimeUnit::Month, "月1〜2回", "1–2 times a month"),
            ("1", "3..6", TimeUnit::Month, "3〜6ヶ月に1回", "once every 3–6 months"),
        ]
        .map(|(times, every, unit, ja, en)| {
            (Value::Frequency(Frequency { times: numbers(times), every: numbers(every), unit }), ja, en)
        }),
    );
}

#[test]
fn writes_counts_and_measures() {
    let count = |text, unit: &str| Value::Count { number: numbers(text), unit: unit.to_owned() };
    let measure =
        |text, unit: &str| Value::Measure { number: numbers(text), unit: unit.to_owned(), usual: unit.to_owned() };
    let date = |text: &str| Value::Date(ends(text, |text| text.parse().unwrap()));
    shown([
        (count("3..5", "session"), "3〜5回", "3–5 sessions"),
        (count("5", "session"), "5回", "5 sessions"),
        (count("1", "session"), "1回", "1 session"),
        (count("39", "person"), "39人", "39 people"),
        (count("16", "study"), "16件", "16 studies"),
        (count("12345", "person"), "12,345人", "12,345 people"),
        (Value::Percent(numbers("5..10")), "5〜10%", "5–10%"),
        (measure("30..150", "nm"), "30–150 nm", "30–150 nm"),
        (measure("0.50", "mg/L"), "0.50 mg/L", "0.50 mg/L"),
        (measure("-20", "°C"), "-20 °C", "-20 °C"),
        (date("2025-11-26"), "2025年11月26日", "26 November 2025"),
        (date("2025-11-26..2025-12-01"), "2025年11月26日〜12月1日", "26 November to 1 December 2025"),
        (Value::Text(all("AGA")), "AGA", "AGA"),
        (Value::Text(by(&[(0, "点滴"), (1, "drip")])), "点滴", "drip"),
        (Value::Text(by(&[(0, "点滴")])), "点滴", "点滴"),
    ]);
}

#[test]
fn says_which_unit_has_no_message() {
    let value = Value::Count { number: numbers("3"), unit: "sesion".to_owned() };
    let messages = messages();
    let formats = Formats::new(&messages);
    let unknown = MessageError::Unknown { nearest: Some("unit-session".to_owned()) };
    assert_eq!(formats.try_form(lang(0), &value, Form::Plain), Some(Err(unknown)));
    assert_eq!(formats.text(lang(0), &value), "3");
}

#[test]
fn is_not_tied_to_two_languages() {
    let messages = messages();
    let formats = Formats::new(&messages);
    for (value, text) in [
        (duration("0 day"), "٠ يوم"),
        (duration("1 day"), "يوم"),
        (duration("2 day"), "يومان"),
        (duration("3 day"), "٣ أيام"),
        (duration("11 day"), "١١ يومًا"),
        (duration("100 day"), "١٠٠ يوم"),
        (duration("2 day..7 day"), "من ٢ إلى ٧ أيام"),
        (Value::Percent(numbers("1234.5")), "١٬٢٣٤٫٥٪"),
        (Value::Date(Ends::One(jiff::civil::date(2025, 11, 26))), "٢٦/١١/٢٠٢٥"),
        // What it does not say comes from the last resort, in that language's numbers.
        (money("50000", "JPY"), "¥50,000"),
    ] {
        assert_eq!(formats.form(lang(2), &value, Form::Plain).as_deref(), Some(text), "{value:?}");
    }
}

#[test]
fn has_a_form_for_programs() {
    let frequency =
        |times, every, unit| Value::Frequency(Frequency { times: numbers(times), every: numbers(every), unit });
    for (value, iso) in [
        (duration("3 month"), Some("P3M")),
        (duration("3 month..6 month"), Some("P3M/P6M")),
        (duration("30 minute"), Some("PT30M")),
        (duration("2 week..1 month"), Some("P2W/P1M")),
        (duration("2.50 month"), Some("P2.5M")),
        (duration("few day..1 week"), None),
        (money("50000..100000", "JPY"), Some("JPY 50000/100000")),
        (money("12.50", "USD"), Some("USD 12.5")),
        (frequency("1", "2", TimeUnit::Week), Some("R/P2W")),
        (frequency("2", "1", TimeUnit::Week), None),
        (Value::Percent(numbers("5..10")), Some("5/10")),
        (Value::Count { number: numbers("12345"), unit: "person".into() }, Some("12345")),
        (Value::Date(Ends::One(jiff::civil::date(2025, 11, 26))), Some("2025-11-26")),
        (Value::Text(all("x")), None),
        (Value::Choice { id: "low".into(), label: all("Low") }, Some("low")),
    ] {
        assert_eq!(value.iso().as_deref(), iso, "{value:?}");
    }
}

#[test]
fn sees_reversed_ranges() {
    for (value, reversed) in [
        (duration("6 month..3 month"), true),
        (duration("1 year..6 month"), true),
        (duration("few day..1 week"), false),
        (Value::Percent(numbers("5..10")), false),
        (Value::Percent(numbers("10..5")), true),
    ] {
        assert_eq!(value.is_reversed(), reversed, "{value:?}");
    }
}

#[test]
fn writes_open_ends() {
    let end = |text| DurationEnd::parse(text, None).unwrap();
    let number = |text| Decimal::parse(text).unwrap();
    let yen = Currency::parse("JPY").unwrap();
    let money = |amount| Value::Money { amount, currency: yen.clone(), tax: None, per: None };
    shown([
        (Value::Duration(Ends::From(end("6 month"))), "6ヶ月以上", "6 months or more"),
        (Value::Duration(Ends::To(end("1 month"))), "1ヶ月まで", "up to 1 month"),
        (money(Ends::From(number("50000"))), "5万円以上", "¥50,000 or more"),
        (money(Ends::To(number("50000"))), "5万円まで", "up to ¥50,000"),
        (Value::Date(Ends::From(jiff::civil::date(2024, 4, 30))), "2024年4月30日から", "from 30 April 2024"),
    ]);
    assert_eq!(Value::Duration(Ends::From(end("6 month"))).iso().as_deref(), Some("P6M/.."));
    assert_eq!(Value::Percent(Ends::To(number("5"))).iso().as_deref(), Some("../5"));
}

#[test]
fn writes_other_forms() {
    let messages = messages();
    let formats = Formats::new(&messages);
    let taxed = Value::Money {
        amount: numbers("50000..100000"),
        currency: Currency::parse("JPY").unwrap(),
        tax: Some(Tax::Included),
        per: None,
    };
    let twice =
        |every| Value::Frequency(Frequency { times: numbers("2"), every: numbers(every), unit: TimeUnit::Week });
    let count = Value::Count { number: numbers("3..5"), unit: "session".to_owned() };
    let date = Value::Date(Ends::One(jiff::civil::date(2025, 11, 26)));
    let end = |text| DurationEnd::parse(text, None).unwrap();
    let measure =
        |text, unit: &str| Value::Measure { number: numbers(text), unit: unit.to_owned(), usual: unit.to_owned() };
    let person = |text| Value::Count { number: numbers(text), unit: "person".to_owned() };
    for (value, form, ja, en) in [
        (duration("3 month..6 month"), Form::About, Some("約3〜6ヶ月"), Some("about 3–6 months")),
        (duration("3 month..6 month"), Form::Upper, Some("6ヶ月"), Some("6 months")),
        (duration("3 month..6 month"), Form::Lower, Some("3ヶ月"), Some("3 months")),
        (duration("3 month..6 month"), Form::Long, Some("3ヶ月から6ヶ月"), Some("three to six months")),
        (duration("6 month..1 year"), Form::Long, Some("6ヶ月から1年"), Some("six months to a year")),
        (duration("0.5 month..1 month"), Form::Long, Some("0.5ヶ月から1ヶ月"), Some("0.5 months to a month")),
        (duration("few day..1 week"), Form::Long, Some("数日から1週間"), Some("a few days to a week")),
        (duration("few day..1 week"), Form::Lower, Some("数日"), Some("a few days")),
        (duration("few day..1 week"), Form::About, None, None),
        (duration("1 month"), Form::Upper, Some("1ヶ月"), Some("1 month")),
        (duration("1 month"), Form::Era, None, None),
        (duration("3 month..6 month"), Form::Number, Some("3〜6"), Some("3–6")),
        (duration("2.5 month"), Form::Number, Some("2.5"), Some("2.5")),
        (duration("6 month..1 year"), Form::Number, None, None),
        (duration("few day"), Form::Number, None, None),
        (Value::Duration(Ends::From(end("6 month"))), Form::Number, Some("6以上"), Some("6 or more")),
        (money("50000..100000", "JPY"), Form::Number, Some("5〜10万"), Some("50,000–100,000")),
        (money("12..12.5", "USD"), Form::Number, Some("12.00〜12.50"), Some("12.00–12.50")),
        (Value::Percent(numbers("5..10")), Form::Number, Some("5〜10"), Some("5–10")),
        (measure("0.50", "mg/L"), Form::Number, Some("0.50"), Some("0.50")),
        (measure("30..150", "nm"), Form::Number, Some("30–150"), Some("30–150")),
        (person("12345"), Form::Number, Some("12,345"), Some("12,345")),
        (twice("1"), Form::Number, Some("2"), Some("2")),
        (twice("3"), Form::Number, None, None),
        (date.clone(), Form::Number, None, None),
        (Value::Text(all("3")), Form::Number, None, None),
        (money("50000..100000", "JPY"), Form::Long, Some("5万円から10万円"), Some("¥50,000 to ¥100,000")),
        (taxed.clone(), Form::Long, Some("5万円から10万円（税込）"), Some("¥50,000 to ¥100,000 (tax included)")),
        (taxed, Form::Plain, Some("5〜10万円"), Some("¥50,000–100,000")),
        (money("50000..100000", "JPY"), Form::Upper, Some("10万円"), Some("¥100,000")),
        (twice("1"), Form::About, Some("週2回程度"), Some("about twice a week")),
        (twice("3"), Form::Long, Some("3週間に2回"), Some("twice every three weeks")),
        (count.clone(), Form::Long, Some("3回から5回"), Some("3 to 5 sessions")),
        (count, Form::Upper, Some("5回"), Some("5 sessions")),
        (date.clone(), Form::Long, Some("2025年11月26日（水）"), Some("Wednesday, 26 November 2025")),
        (date.clone(), Form::Era, Some("令和7年11月26日"), Some("26 November Reiwa 7")),
        (date, Form::About, None, None),
        (Value::Text(all("x")), Form::About, None, None),
    ] {
        assert_eq!(formats.form(lang(0), &value, form).as_deref(), ja, "{value:?} {form:?}");
        assert_eq!(formats.form(lang(1), &value, form).as_deref(), en, "{value:?} {form:?}");
    }
    // A language that does not say how a value is written in words writes it plainly.
    assert_eq!(formats.form(lang(2), &duration("2 day..7 day"), Form::Long).as_deref(), Some("من ٢ إلى ٧ أيام"));
    // The number is there also where the text leaves it out.
    assert_eq!(formats.form(lang(2), &duration("2 day"), Form::Number).as_deref(), Some("٢"));
}

#[test]
fn forms_are_those_of_the_keys() {
    assert_eq!(Form::ALL.map(|(name, _)| name), crate::keys::form::FORMS.map(|(name, _)| name));
    assert_eq!(Form::ALL.map(|(name, _)| name), Form::ALL.map(|(_, form)| form.name()));
}

#[test]
fn knows_what_says_the_same() {
    let measure =
        |text, unit: &str| Value::Measure { number: numbers(text), unit: unit.to_owned(), usual: unit.to_owned() };
    let every = |every, unit| Value::Frequency(Frequency { times: numbers("1"), every: numbers(every), unit });
    for (a, b, same) in [
        (duration("12 month"), duration("1 year"), true),
        (duration("6 month..1 year"), duration("6 month..12 month"), true),
        (duration("1 week"), duration("7 day"), true),
        (duration("1 month"), duration("4 week"), false),
        (duration("few day..1 week"), duration("few day..7 day"), true),
        (duration("few day..1 week"), duration("few week..1 month"), false),
        (measure("0.1", "µm"), measure("100", "nm"), true),
        (every("2", TimeUnit::Week), every("14", TimeUnit::Day), true),
        (every("2", TimeUnit::Week), every("1", TimeUnit::Month), false),
        (money("5", "JPY"), money("5", "USD"), false),
        (money("5", "JPY"), money("5.0", "JPY"), true),
        (duration("1 month"), money("1", "JPY"), false),
    ] {
        assert_eq!(a.says_the_same(&b), same, "{a:?} {b:?}");
    }
}
