//! The numbers of a text and those of its translation, which are the same ones.
//!
//! What is found has to be a mistake nearly always, so that a number counts against a text only where it stands in digits and
//! can be read in one way. One in words, in a name or of a month only answers for a number of the other text; and what may be
//! meant in two ways, as the 2 of "2 Millionen" where nobody says what that word means, answers for both.

use super::paragraph::GAP;
use super::spelling::{Spelling, folded};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A number, in millionths.
type Value = i128;

const ONE: Value = 1_000_000;
const DIGITS: usize = 6;

/// A number of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Which characters of the text it is.
    pub range: Range<usize>,
    /// What it is, and what else it may mean.
    values: Vec<Value>,
    /// What it may mean besides, if the other text says just that.
    loose: Vec<Value>,
    /// Whether the other text has to have it too.
    counts: bool,
}

impl Number {
    /// Whether it is one that nobody puts otherwise: of three digits or more that say something.
    fn is_telling(&self) -> bool {
        let Some(mut value) = self.values.first().copied().filter(|value| *value > 0) else { return false };
        while value % 10 == 0 {
            value /= 10;
        }
        value >= 100
    }
}

/// Years are counted anew with an emperor or a state: the first one is the year after this.
const ERAS: [(&str, Value); 14] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("reiwa", 2018),
    ("heisei", 1988),
    ("showa", 1925),
    ("shōwa", 1925),
    ("taisho", 1911),
    ("meiji", 1867),
    ("民國", 1911),
    ("民国", 1911),
    ("พ.ศ.", -543),
];

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
    if !text.iter().any(|c| c.is_ascii_digit()) && !spelling.has_words() {
        return Vec::new();
    }
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
            true => numbers.extend(one(run, *from..*to, &text, spelling)),
            false => numbers.extend(several(run, *from..*to)),
        }
    }
    share(&mut numbers);
    dates(&mut numbers, &text);
    numbers
}

fn value(run: &[char]) -> Option<Value> {
    let text: String = run.iter().collect();
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let part = format!("{part:0<DIGITS$}");
    let whole: Value = whole.parse().ok().filter(|_| whole.len() <= 18)?;
    Some(whole * ONE + part.get(..DIGITS)?.parse::<Value>().ok()?)
}

/// A number that can be read in one way as it stands at `range` of the text.
fn one(run: &[char], range: Range<usize>, text: &[char], spelling: &Spelling) -> Option<Number> {
    let main = value(run)?;
    let written = text.get(range.clone())?;
    let after = text.get(range.end..).unwrap_or_default();
    let before = text.get(range.start.saturating_sub(8)..range.start).unwrap_or_default();
    let (mut values, mut loose) = (vec![main], Vec::new());
    // "2万" is also a 2, if that is all that the other language can be read to say.
    let is_of_digit = |c: &char| c.is_ascii_digit() || *c == spelling.point();
    let digits: Vec<char> = written.iter().copied().take_while(is_of_digit).collect();
    let is_mixed = !digits.is_empty() && written.iter().any(|c| c.is_alphabetic());
    if is_mixed {
        values.extend(value(&digits).filter(|bare| *bare != main));
    }
    let before_it: String = before.iter().collect::<String>().trim_end().to_owned();
    if let Some((_, first)) = ERAS.iter().find(|(era, _)| before_it.ends_with(era)) {
        values.push(main + first * ONE);
    }
    if after.first() == Some(&'割') {
        values.push(main * 10);
    }
    let near = after.get(..after.len().min(4)).unwrap_or_default();
    if near.iter().any(|c| matches!(c, '半' | '½')) {
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
    // Nobody says what a word after it may multiply; abbreviated units have two letters.
    let word = || after.iter().skip_while(|c| **c == ' ').take_while(|c| c.is_alphabetic());
    let may_multiply = word().any(|c| !c.is_ascii()) || word().count() > 2;
    if !spelling.has_words() && may_multiply && !is_mixed {
        loose.extend([3, 4, 6, 8, 9].map(|zeros| main.saturating_mul(10_i128.pow(zeros))));
    }
    // Of a name, as B12 and COVID-19 are; one is a word more often than a figure; 1月 is January.
    let mut glued = before.iter().rev().skip_while(|c| **c == '-');
    let in_name = glued.next().is_some_and(char::is_ascii_alphabetic);
    let is_month = main <= 12 * ONE && matches!(after.first(), Some('月' | '월'));
    let is_fraction = matches!(after.first(), Some('½' | '¼' | '¾' | '⅓' | '⅔'));
    let in_digits = written.iter().any(char::is_ascii_digit);
    let counts = in_digits && !in_name && !is_month && !is_fraction && main != ONE;
    Some(Number { range, values, loose, counts })
}

/// The numbers of a date, a version, or of what another language would write as one number.
fn several(run: &[char], range: Range<usize>) -> Vec<Number> {
    let parts = run.split(|c| matches!(c, '.' | ','));
    let whole = if run.iter().filter(|c| !c.is_ascii_digit()).count() == 1 { value(run) } else { None };
    let number = |value| Number { range: range.clone(), values: vec![value], loose: Vec::new(), counts: false };
    parts.filter_map(value).chain(whole).map(number).collect()
}

/// Gives the first end of a range what multiplies the second: 1〜2万.
fn share(numbers: &mut [Number]) {
    for at in 1..numbers.len() {
        let Some([first, second]) = numbers.get_mut(at - 1..=at) else { continue };
        let near = second.range.start.saturating_sub(first.range.end) <= BETWEEN;
        if let ([main, bare, ..], [own]) = (second.values.as_slice(), first.values.as_slice())
            && near
            && *bare > 0
            && main > bare
            && main % bare == 0
        {
            let shared = own.saturating_mul(main / bare);
            first.values.push(shared);
        }
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

/// What numbers two texts do not have in common.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those of the one that have none in the other, and the other way round.
    pub lost: Vec<Number>,
    pub new: Vec<Number>,
}

/// The numbers of an original and its translation that do not answer for each other: as many as there are.
pub fn difference(original: &[Number], own: &[Number]) -> Difference {
    let mut pairs = Pairs { answered: vec![false; original.len()], used: vec![false; own.len()] };
    let main = |number: &Number| number.values.first().copied().into_iter().collect::<Vec<_>>();
    let any = |number: &Number| number.values.clone();
    let loose = |number: &Number| number.loose.clone();
    pairs.join((original, &main), (own, &main));
    pairs.join((original, &any), (own, &any));
    pairs.join((original, &loose), (own, &any));
    pairs.join((original, &any), (own, &loose));
    let rest = |numbers: &[Number], done: &[bool]| -> Vec<Number> {
        let rest = numbers.iter().zip(done).filter(|(number, done)| !**done && number.counts);
        rest.map(|(number, _)| number.clone()).collect()
    };
    Difference { lost: rest(original, &pairs.answered), new: rest(own, &pairs.used) }
}

/// Those of `numbers` that nobody could put otherwise, and that `all` have nowhere.
pub fn nowhere<'n>(numbers: &'n [Number], all: &[Number]) -> Vec<&'n Number> {
    let known: HashSet<Value> =
        all.iter().flat_map(|number| number.values.iter().chain(&number.loose)).copied().collect();
    let is_known = |number: &Number| number.values.iter().chain(&number.loose).any(|value| known.contains(value));
    numbers.iter().filter(|number| number.is_telling() && !is_known(number)).collect()
}

/// Which numbers have found their other.
struct Pairs {
    answered: Vec<bool>,
    used: Vec<bool>,
}

/// What numbers may mean.
type Meant<'m> = dyn Fn(&Number) -> Vec<Value> + 'm;

impl Pairs {
    /// Pairs those that are still alone and mean the same.
    fn join(&mut self, (original, meant): (&[Number], &Meant), (own, means): (&[Number], &Meant)) {
        let mut by_value: HashMap<Value, Vec<usize>> = HashMap::new();
        // The last ones are taken first, those that count before those that do not.
        for counts in [false, true] {
            for (at, number) in own.iter().enumerate().rev().filter(|(_, number)| number.counts == counts) {
                for value in means(number) {
                    by_value.entry(value).or_default().push(at);
                }
            }
        }
        for counts in [true, false] {
            for (answered, number) in self.answered.iter_mut().zip(original) {
                if *answered || number.counts != counts {
                    continue;
                }
                for value in meant(number) {
                    let Some(places) = by_value.get_mut(&value) else { continue };
                    while let Some(at) = places.pop().filter(|_| !*answered) {
                        if let Some(used) = self.used.get_mut(at).filter(|used| !**used) {
                            (*used, *answered) = (true, true);
                        }
                    }
                    if *answered {
                        break;
                    }
                }
            }
        }
    }
}

/// A number as it is written.
pub fn written(number: &Number, text: &[char]) -> String {
    text.get(number.range.clone()).unwrap_or_default().iter().filter(|c| **c != GAP).collect()
}

#[cfg(test)]
mod tests {
    use super::{difference, nowhere, numbers, written};
    use crate::check::spelling::Spelling;

    const JA: &str = "〇 = 0\n一 = 1\n二 = 2\n三 = 3\n五 = 5\n十 = ×10\n百 = ×100\n千 = ×1000\n万 = ×10000\n億 = ×100000000\n\
        半年 = 6ヶ月\n1週間に = 週";
    const EN: &str = "two = 2\nthree = 3\nten = 10\ntwenty = 20\nfive = 5\nthousand | k = ×1000\nmillion = ×1000000\n\
        half a year = 6 months";

    fn spelling(lang: &str) -> Spelling {
        match lang {
            "ja" => Spelling::with(',', '.', JA),
            "en" => Spelling::with(',', '.', EN),
            _ => Spelling::with('.', ',', ""),
        }
    }

    /// What only the original says, and what only the translation says.
    fn compared(original: (&str, &str), own: (&str, &str)) -> (Vec<String>, Vec<String>) {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let (there, here) = (chars(original.1), chars(own.1));
        let (first, second) = (numbers(&there, &[], &spelling(original.0)), numbers(&here, &[], &spelling(own.0)));
        let found = difference(&first, &second);
        let texts = |numbers: &[super::Number], text: &[char]| numbers.iter().map(|n| written(n, text)).collect();
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
