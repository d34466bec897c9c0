//! The numbers of a text and those of its translation, which are the same ones.
//!
//! What is found has to be a mistake nearly always, so that a number counts against a text only where it stands in digits and
//! can be read in one way. One in words, in a name or of a month only answers for a number of the other text; and what may be
//! meant in two ways, as the 2 of "2 Millionen" where nobody says what that word means, answers for both.

use super::eras;
use super::paragraph::GAP;
use super::spelling::{Spelling, folded};
use super::units;
use std::collections::HashSet;
use std::ops::Range;

/// A number, in millionths.
pub type Value = i128;

const ONE: Value = 1_000_000;
const DIGITS: usize = 6;

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Which characters of the text it is.
    pub range: Range<usize>,
    /// What it is, and what else it may mean.
    pub values: Vec<Value>,
    /// What it may mean besides, if the other text says just that.
    pub loose: Vec<Value>,
    /// Whether the other text has to have it too.
    pub counts: bool,
    /// What multiplies its digits, a word behind them.
    times: Value,
    /// The year that it is in an era.
    year: Option<Value>,
}

impl Number {
    /// Whether it is one that nobody puts otherwise: of three digits or more that say something.
    pub fn is_telling(&self) -> bool {
        let Some(mut value) = self.values.first().copied().filter(|value| *value > 0) else { return false };
        while value % 10 == 0 {
            value /= 10;
        }
        value >= 100
    }
}

/// The most characters between the ends of a range: of "1 to 2 million" the first is a million too.
const BETWEEN: usize = 6;

/// The numbers of a text, in their order; what stands `aside` is no text of its own, and its numbers only answer.
pub fn numbers(text: &[char], aside: &[char], spelling: &Spelling) -> Vec<Number> {
    let mut numbers = read(text, spelling);
    numbers.extend(read(aside, spelling).into_iter().map(|number| Number { counts: false, range: 0..0, ..number }));
    numbers
}

fn read(text: &[char], spelling: &Spelling) -> Vec<Number> {
    let text: Vec<char> = text.iter().copied().map(folded).collect();
    let spelled = spelling.spell(&text);
    let is_digit = |at: usize| spelled.text.get(at).is_some_and(char::is_ascii_digit);
    let mut numbers: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < spelled.text.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(at) || matches!(spelled.text.get(at), Some('.' | ',')) && is_digit(at + 1) {
            at += 1;
        }
        let run = spelled.text.get(start..at).unwrap_or_default();
        let places = spelled.places.get(start..at).unwrap_or_default();
        let (Some((from, _)), Some((_, to))) = (places.first(), places.last()) else { continue };
        let point = run.iter().position(|c| matches!(c, '.' | ','));
        let is_point = |at: usize| {
            let (from, to) = places.get(at).copied().unwrap_or_default();
            to - from > 1 || text.get(from) == Some(&spelling.point())
        };
        let is_one = run.iter().filter(|c| !c.is_ascii_digit()).count() <= 1 && point.is_none_or(is_point);
        match is_one {
            true => numbers.extend(one(run, *from..*to, &text, spelled.text.get(at..).unwrap_or_default(), spelling)),
            false => numbers.extend(several(run, *from..*to, &text)),
        }
    }
    share(&mut numbers);
    dates(&mut numbers, &text);
    said_twice(&mut numbers);
    let more: Vec<Number> = digit_by_digit(&numbers, &text);
    numbers.extend(more);
    numbers.extend(
        eras::first_years(&text).into_iter().map(|(range, before)| answer(range, [1, before + 1].map(times_one))),
    );
    numbers
}

fn times_one(number: i128) -> Value {
    number * ONE
}

/// A number that only answers for one of the other text.
fn answer<const N: usize>(range: Range<usize>, values: [Value; N]) -> Number {
    Number { range, values: values.to_vec(), loose: Vec::new(), counts: false, times: 1, year: None }
}

fn value(run: &[char]) -> Option<Value> {
    let text: String = run.iter().collect();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let part = format!("{part:0<DIGITS$}");
    let whole: Value = whole.parse().ok().filter(|_| whole.len() <= 18)?;
    Some(whole * ONE + part.get(..DIGITS)?.parse::<Value>().ok()?)
}

/// A number that can be read in one way as it stands at `range` of the text; `rest` is what follows it, with words read.
fn one(run: &[char], range: Range<usize>, text: &[char], rest: &[char], spelling: &Spelling) -> Option<Number> {
    let main = value(run)?;
    let written = text.get(range.clone())?;
    // 이, two, and 参, three, are words of their own or parts of some far more often.
    if matches!(written, ['\u{AC00}'..='\u{D7A3}' | '参' | '參' | '拾']) {
        return None;
    }
    let after = text.get(range.end..).unwrap_or_default();
    let before = text.get(range.start.saturating_sub(8)..range.start).unwrap_or_default();
    let (mut values, mut loose) = (vec![main], Vec::new());
    let is_of_digit = |c: &char| c.is_ascii_digit() || *c == spelling.point();
    let digits: Vec<char> = written.iter().copied().take_while(is_of_digit).collect();
    let is_mixed = !digits.is_empty() && written.iter().any(|c| c.is_alphabetic());
    let bare = value(&digits).filter(|bare| is_mixed && *bare > 0 && main % *bare == 0);
    // 2조 is two trillions, and article 2.
    values.extend(bare.filter(|_| written.last() == Some(&'조')));
    values.extend(units::amount(main, written, after));
    let year = eras::named(text, range.start).map(|first| main + first * ONE);
    values.extend(year);
    let letter = eras::lettered(text, range.start, main / ONE, range.end);
    loose.extend(letter.map(|first| main + first * ONE));
    if after.first() == Some(&'割') {
        values.push(main * 10);
    }
    let near = |text: &[char]| text.iter().take(4).any(|c| matches!(c, '半' | '½'));
    if near(after) || near(rest) {
        values.push(main + ONE / 2);
    }
    let whole = main / ONE;
    // '90s, 2024/25; 3 p.m.
    if (1800..2200).contains(&whole) {
        loose.push(whole % 100 * ONE);
    }
    if (1..=12).contains(&whole) {
        loose.push(main + 12 * ONE);
    }
    if !is_mixed && may_multiply(before, after, spelling) {
        loose.extend([3, 4, 6, 8, 9, 12].map(|zeros| main.saturating_mul(10_i128.pow(zeros))));
    }
    // Of a name, as B12 and COVID-19 are; one is a word more often than a figure; 1月 is January.
    let mut glued = before.iter().rev().skip_while(|c| **c == '-');
    let in_name = glued.next().is_some_and(char::is_ascii_alphabetic);
    let is_month = main <= 12 * ONE && matches!(after.first(), Some('月' | '월'));
    let is_fraction = matches!(after.first(), Some('½' | '¼' | '¾' | '⅓' | '⅔'));
    let in_digits = written.iter().any(char::is_ascii_digit);
    let counts = in_digits && !in_name && !is_month && !is_fraction && main != ONE;
    Some(Number { range, values, loose, counts, times: bare.map_or(1, |bare| main / bare), year })
}

/// Whether the word after a number may multiply it, and nobody says by what: units have two letters, but not beside money.
fn may_multiply(before: &[char], after: &[char], spelling: &Spelling) -> bool {
    let is_money = |c: Option<&char>| c.is_some_and(|c| matches!(c, '$' | '€' | '£' | '¥' | '₩' | '₹'));
    let mut rest = after.iter().skip_while(|c| **c == ' ');
    let word: String = rest.by_ref().take_while(|c| c.is_alphabetic()).collect();
    let is_beside_money = || {
        let sign = after.iter().skip_while(|c| **c == ' ').skip(word.chars().count()).find(|c| **c != ' ');
        is_money(sign) || is_money(before.iter().rev().find(|c| **c != ' '))
    };
    match word.as_str() {
        "k" | "m" | "b" | "mn" | "bn" | "tn" => true,
        "t" | "md" | "mm" => is_beside_money(),
        _ => !spelling.has_words() && !word.chars().any(is_read) && (!word.is_ascii() || word.len() > 2),
    }
}

/// Whether a letter is of a script whose numbers are read in every language.
fn is_read(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// The numbers of a date, a version, or of what another language would write as one number.
fn several(run: &[char], range: Range<usize>, text: &[char]) -> Vec<Number> {
    let parts: Vec<Value> = run.split(|c| matches!(c, '.' | ',')).filter_map(value).collect();
    let whole = if run.iter().filter(|c| !c.is_ascii_digit()).count() == 1 { value(run) } else { None };
    let year = parts.first().and_then(|year| {
        let first = eras::named(text, range.start);
        let end = range.start + run.iter().take_while(|c| c.is_ascii_digit()).count();
        Some(year + first.or_else(|| eras::lettered(text, range.start, year / ONE, end))? * ONE)
    });
    parts.into_iter().chain(whole).chain(year).map(|value| answer(range.clone(), [value])).collect()
}

/// The numbers that are written digit by digit, in words: "one one nine".
fn digit_by_digit(numbers: &[Number], text: &[char]) -> Vec<Number> {
    let digit = |number: &Number| {
        let in_words = text.get(number.range.clone())?.iter().all(|c| c.is_alphabetic());
        number.values.first().copied().filter(|value| in_words && *value < 10 * ONE)
    };
    let follows = |one: &Number, next: &Number| {
        let between = text.get(one.range.end..next.range.start);
        matches!(between, Some([' ' | '-' | '・'])) && digit(one).is_some() && digit(next).is_some()
    };
    let rows = numbers.chunk_by(follows).filter(|row| row.len() > 2);
    let joined = |row: &[Number]| {
        let value =
            row.iter().filter_map(digit).try_fold(0_i128, |all, digit| all.checked_mul(10)?.checked_add(digit))?;
        let (first, last) = (row.first()?, row.last()?);
        Some(answer(first.range.start..last.range.end, [value]))
    };
    rows.filter_map(joined).collect()
}

/// Gives the first end of a range what multiplies the second: 1〜2万.
fn share(numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let Some([first, second]) = numbers.get_mut(at - 1..=at) else { continue };
        let near = second.range.start.saturating_sub(first.range.end) <= BETWEEN;
        if let ([own, ..], true) = (first.values.as_slice(), near && first.times == 1 && second.times > 1) {
            let shared = own.saturating_mul(second.times);
            first.values.push(shared);
        }
    }
}

/// A year that stands beside the same one of an era is said once: 平成31年（2019年）.
fn said_twice(numbers: &mut [Number]) {
    let years: HashSet<Value> = numbers.iter().filter_map(|number| number.year).collect();
    if years.is_empty() {
        return;
    }
    let said: HashSet<Value> = numbers
        .iter()
        .filter_map(|number| number.values.first())
        .filter(|value| years.contains(value))
        .copied()
        .collect();
    for number in numbers.iter_mut().filter(|number| number.year.is_some_and(|year| said.contains(&year))) {
        number.counts = false;
    }
}

/// The day and the month of a date in digits may stand in words in another language.
fn dates(numbers: &mut [Number], text: &[char]) {
    for at in 2..numbers.len() {
        let Some([first, second, third]) = numbers.get_mut(at - 2..=at) else { continue };
        let sign = |own: &Number, next: &Number| {
            let sign = text.get(own.range.end).copied().filter(|c| matches!(c, '-' | '/'));
            sign.filter(|_| next.range.start == own.range.end + 1)
        };
        let between = (sign(first, second), sign(second, third));
        if between.0.is_some() && between.0 == between.1 {
            let is_small = |number: &&mut Number| number.values.first().is_some_and(|value| *value <= 31 * ONE);
            [first, second, third].into_iter().filter(is_small).for_each(|number| number.counts = false);
        }
    }
}

/// A number as it is written.
pub fn written(number: &Number, text: &[char]) -> String {
    text.get(number.range.clone()).unwrap_or_default().iter().filter(|c| **c != GAP).collect()
}

#[cfg(test)]
mod tests {
    use super::{Number, numbers, written};
    use crate::check::pairs::{difference, nowhere};
    use crate::check::spelling::Spelling;

    const JA: &str = "〇 = 0\n一 = 1\n二 = 2\n三 = 3\n五 = 5\n九 = 9\n十 = ×10\n百 = ×100\n千 = ×1000\n万 = ×10000\n億 = ×100000000\n\
        半年 = 6ヶ月\n1週間に = 週";
    const EN: &str = "two = 2\nthree = 3\nten = 10\ntwenty = 20\nfive = 5\nthousand | k = ×1000\nmillion = ×1000000\n\
        one = 1\ntwelve = 12\nnine = 9\nnineteen = 19\nfour = 4\nhundred = ×100\nand = +\nand a half = ½\n\
        half a year = 6 months";

    const SHARED: &str = "三 | 삼 = 3\n구 = 9\n이 = 2\n十 | 십 = ×10\n百 | 백 = ×100\n千 | 천 = ×1000\n万 | 만 = ×10000\n조 = ×1000000000000";
    const USUAL: &str = "millionen = ×1000000";

    fn spelling(lang: &str) -> Spelling {
        match lang {
            "ko" => Spelling::with(',', '.', (SHARED, "")),
            "ja" => Spelling::with(',', '.', ("", JA)),
            "en" => Spelling::with(',', '.', ("", EN)),
            _ => Spelling::with('.', ',', (USUAL, "")),
        }
    }

    /// What only the original says, and what only the translation says.
    fn compared(original: (&str, &str), own: (&str, &str)) -> (Vec<String>, Vec<String>) {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let (there, here) = (chars(original.1), chars(own.1));
        let (first, second) = (numbers(&there, &[], &spelling(original.0)), numbers(&here, &[], &spelling(own.0)));
        let found = difference(&first, &second);
        let texts = |numbers: &[Number], text: &[char]| numbers.iter().map(|n| written(n, text)).collect();
        (texts(&found.lost, &there), texts(&found.new, &here))
    }

    #[test]
    fn numbers_that_say_the_same_are_no_difference() {
        for (original, own) in [
            (("en", "Call 119 within 30 minutes."), ("de", "Rufen Sie 119 binnen 30 Minuten an.")),
            (("ja", "3回、1万円"), ("en", "three times, JPY 10,000")),
            (("ja", "1〜2万円"), ("en", "10,000 to 20,000 yen")),
            (("en", "1 to 2 million people"), ("ja", "100〜200万人")),
            (("ja", "令和6年4月1日"), ("en", "April 1, 2024")),
            (("en", "on 3 December 2024"), ("de", "am 3.12.2024")),
            (("en", "on 2024-12-03"), ("ja", "2024年12月3日")),
            (("en", "2.5 mg, version 2.5"), ("de", "2,5 mg, Version 2.5")),
            (("en", "12,345.5"), ("de", "12.345,5")),
            (("en", "9:30 to 10:00"), ("de", "9.30 bis 10.00 Uhr")),
            (("en", "2 million doses"), ("de", "2 Millionen Dosen")),
            (("de", "2 Millionen Dosen, 3 Orte"), ("en", "2,000,000 doses, three places")),
            (("ja", "3割が3年半"), ("en", "30% in 3.5 years")),
            (("en", "3 p.m. in the 1990s"), ("ja", "90年代の15時")),
            (("ja", "半年で2回"), ("en", "2 times in 6 months")),
            (("en", "vitamin B12 and COVID-19"), ("ja", "ビタミン")),
            (("ja", "１０％"), ("en", "10%")),
            (("en", "80k"), ("ja", "8万")),
            (("ja", "119、12、205"), ("en", "one hundred and nineteen, twelve, two hundred five")),
            (("en", "119 and 110"), ("ja", "百十九、一一〇")),
            (("ja", "119"), ("en", "one one nine")),
            (("en", "119, 35,000"), ("ko", "백삼십구 119, 3만 5천")),
            (("ja", "2.5時間、3回"), ("en", "two and a half hours, three times")),
            (("en", "30,000 and 3,000"), ("ko", "3만, 3천")),
            (("de", "3 Millionen, 4 Milliarden"), ("ja", "300万、40億")),
            (("ja", "300万ドル、120万人"), ("en", "$3m, 1.2M people")),
            (("de", "80k"), ("ja", "8万")),
            (("ko", "제2조, 이 3만"), ("en", "article 2, 30,000")),
            (("en", "a 5k run, 5 kg, 500 mg"), ("ja", "5キロ走、5,000g、0.5グラム")),
            (("en", "2019 and 1989"), ("ja", "令和元年と平成元年")),
            (("ja", "令和1年、令和元年"), ("en", "2019, 2019")),
            (("ja", "2019年"), ("de", "im ersten Jahr von Reiwa")),
            (("en", "April 1, 2024; in 2018"), ("ja", "令和6.4.1、H30年")),
            (("ja", "平成31年（2019年）"), ("en", "2019")),
        ] {
            assert_eq!(compared(original, own), (vec![], vec![]), "{original:?} {own:?}");
        }
    }

    #[test]
    fn other_numbers_are() {
        for (original, own, lost, new) in [
            (("en", "Call 119."), ("de", "Rufen Sie 110."), &["119"][..], &["110"][..]),
            (("en", "0.5 mg, 4 tablets"), ("de", "5 mg, 40 Tabletten"), &["0.5", "4"], &["5", "40"]),
            (("en", "1,500 mg"), ("de", "1,500 mg"), &["1,500"], &["1,500"]),
            (("ja", "三回、30分"), ("en", "three times, 13 minutes"), &["30"], &["13"]),
            (("ja", "2回、2回"), ("en", "2 times, 3 times"), &["2"], &["3"]),
            (("ja", "5万円"), ("en", "JPY 5,000"), &["5万"], &["5,000"]),
            (("ja", "2024年"), ("en", "2025"), &["2024"], &["2025"]),
            (("ja", "令和元年"), ("en", "2018"), &[], &["2018"]),
            (("ja", "3万円"), ("en", "JPY 3"), &["3万"], &["3"]),
            (("en", "3 million, 80k"), ("ja", "3人、80人"), &["3 million", "80k"], &["3", "80"]),
            (("en", "3 million"), ("ja", "3億"), &["3 million"], &["3億"]),
            (("ko", "3만, 5천"), ("ja", "3円、5円"), &["3만", "5천"], &["3", "5"]),
            (("ja", "3〜5万円"), ("en", "3 to 5 yen"), &["5万"], &["5"]),
            (("de", "2 Millionen Dosen"), ("en", "2 doses"), &["2 Millionen"], &["2"]),
            (("en", "5 kg"), ("ja", "5,000kg"), &["5"], &["5,000"]),
            (("en", "119"), ("ja", "百十八"), &["119"], &[]),
        ] {
            let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            assert_eq!(compared(original, own), (texts(lost), texts(new)), "{original:?} {own:?}");
        }
    }

    #[test]
    fn what_nobody_puts_otherwise() {
        let chars: Vec<char> = "119, 2024, 100, 30, 12.5, 1,200".chars().collect();
        let all = numbers(&chars, &[], &spelling("en"));
        let there = numbers(&"2024".chars().collect::<Vec<_>>(), &[], &spelling("en"));
        let found: Vec<String> = nowhere(&all, &there).iter().map(|number| written(number, &chars)).collect();
        assert_eq!(found, ["119", "12.5"]);
    }
}
