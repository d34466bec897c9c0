//! Numbers in words, as a text that quotes a fact may write them: `六` is 6, `twenty-five` is 25, `半年` is 6ヶ月.
//!
//! Which words there are a language says in `format-figure-words`. What compares a text with a fact is stricter than what
//! looks for numbers outside facts: no word stands for nothing, and a number that may share its end with another one stays
//! as it is, since 三〜五千人 are 3,000 to 5,000 to some readers and 3 to 5,000 to none.

use crate::config::LangId;
use crate::format::{Decimal, Ends, Formats, Frequency, TimeUnit, Value};
use crate::messages::Messages;
use std::collections::HashMap;

/// What a language writes for numbers.
#[derive(Debug, Default)]
pub struct Numerals {
    words: HashMap<String, Meaning>,
    /// How many characters the longest word has.
    longest: usize,
    /// What stands between groups of digits.
    group: Option<char>,
}

/// What a word stands for.
#[derive(Debug, Clone)]
enum Meaning {
    Number(u64),
    /// It multiplies what stands before it.
    Times(u64),
    /// Another text.
    Text(String),
    /// A period, said of what happens so often.
    Period(String),
}

/// A number that was read.
struct Read {
    end: usize,
    value: u64,
    /// The multiplier at its end, if it is the only one: what a number before it may share.
    shared: Option<u64>,
    /// Whether it was put together from multipliers.
    grouped: bool,
}

/// The most characters of a word.
const MAX_WORD: usize = 24;

/// What a word stands for that joins the parts of a number.
pub const JOINS: &str = "+";

/// From here on what multiplies is a unit of its own, 万, and stays.
const MYRIAD: u64 = 10_000;

impl Numerals {
    /// Those of a language.
    pub fn of(messages: &Messages, lang: LangId) -> Numerals {
        let formats = Formats::new(messages);
        let sample = Decimal::whole(12_345).ok().and_then(|number| formats.bare(lang, number, 0).ok());
        let group = sample.and_then(|sample| sample.chars().find(|c| !c.is_numeric()));
        let one = Ends::One(Decimal::ONE);
        let often = |unit| formats.text(lang, &Value::Frequency(Frequency { times: one, every: one, unit }));
        Numerals::with(group, &messages.own(lang, "format-figure-words").unwrap_or_default(), &TimeUnit::ALL.map(often))
    }

    /// Those of a list of words. What a word stands for is a period if it tells one of `often` from others, which say the
    /// same of several.
    fn with(group: Option<char>, list: &str, often: &[String]) -> Numerals {
        let mut numerals = Numerals { words: HashMap::new(), longest: 0, group };
        let is_period = |meaning: &str| {
            let with_it = often.iter().filter(|often| often.contains(meaning)).count();
            (1..often.len()).contains(&with_it)
        };
        for (words, meaning) in list.lines().filter_map(|line| line.split_once('=')) {
            let meaning = meaning.trim();
            let whole = |text: &str| text.parse::<u64>().ok();
            let meaning = match (meaning.strip_prefix('×').and_then(whole), whole(meaning)) {
                (Some(times), _) => Meaning::Times(times),
                (None, Some(number)) => Meaning::Number(number),
                // What may be left out of a search says something in a quotation: "6 months or more".
                (None, None) if meaning.is_empty() => continue,
                // No number of letters has parts that are joined.
                (None, None) if meaning == JOINS => continue,
                (None, None) if is_period(meaning) => Meaning::Period(meaning.to_owned()),
                (None, None) => Meaning::Text(meaning.to_owned()),
            };
            for word in words.split('|').map(str::trim) {
                let length = word.chars().count();
                // "5k" and "five hundred" may share what multiplies with a number before them.
                let usable = !matches!(meaning, Meaning::Times(_)) || !word.is_ascii();
                if (1..=MAX_WORD).contains(&length) && usable {
                    numerals.longest = numerals.longest.max(length);
                    numerals.words.insert(word.to_owned(), meaning.clone());
                }
            }
        }
        numerals
    }

    /// A text with its numbers in digits; with words such as `weekly` read, if it says how often something happens.
    pub fn digits(&self, text: &[char], often: bool) -> Vec<char> {
        let mut written = Vec::with_capacity(text.len());
        // The last number, unless it has a unit such as 万.
        let mut before: Option<f64> = None;
        let mut at = 0;
        while let Some(c) = text.get(at) {
            let phrase = match self.longest(text, at) {
                Some((Meaning::Text(meaning), end)) => Some((meaning, end)),
                Some((Meaning::Period(meaning), end)) if often => Some((meaning, end)),
                Some((Meaning::Number(_) | Meaning::Times(_) | Meaning::Period(_), _)) | None => None,
            };
            if let Some((meaning, end)) = phrase {
                written.extend(meaning.chars());
                at = end;
                continue;
            }
            // 1五 is no 15.
            let is_digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
            let alone = |read: &Read| !is_digit(at.checked_sub(1)) && !is_digit(Some(read.end));
            if let Some(read) = self.number(text, at).filter(alone) {
                let shares =
                    before.zip(read.shared).is_some_and(|(low, times)| low * (times as f64) < read.value as f64);
                match read.shared.filter(|_| shares) {
                    Some(times) => {
                        written.extend((read.value / times).to_string().chars());
                        written.extend(text.get(read.end - 1));
                    }
                    None => written.extend(self.write(&read)),
                }
                before = Some(read.value as f64).filter(|_| !self.is_myriad(text, read.end));
                at = read.end;
                continue;
            }
            let digits = literal(text, at);
            if digits > at {
                let number: String = text.get(at..digits).unwrap_or_default().iter().filter(|c| **c != ',').collect();
                before = number.parse().ok().filter(|_| !self.is_myriad(text, digits));
                written.extend(text.get(at..digits).unwrap_or_default());
                at = digits;
                continue;
            }
            written.push(*c);
            at += 1;
        }
        written
    }

    /// Whether a character multiplies the number before it.
    pub fn multiplies(&self, c: char) -> bool {
        matches!(self.words.get(c.encode_utf8(&mut [0; 4]) as &str), Some(Meaning::Times(_)))
    }

    fn write(&self, read: &Read) -> Vec<char> {
        let digits: Vec<char> = read.value.to_string().chars().collect();
        let mut written = Vec::new();
        for (at, digit) in digits.iter().enumerate() {
            let left = digits.len() - at;
            if at > 0 && left.is_multiple_of(3) && read.grouped {
                written.extend(self.group);
            }
            written.push(*digit);
        }
        written
    }

    /// The longest word that begins at a character, and where it ends. Letters and digits of ASCII are whole words and
    /// whole numbers.
    fn longest(&self, text: &[char], at: usize) -> Option<(&Meaning, usize)> {
        let goes_on = |a: Option<&char>, b: Option<&char>| {
            a.zip(b).is_some_and(|(a, b)| {
                a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
                    || (a.is_ascii_digit() || *a == '.') && b.is_ascii_digit()
            })
        };
        if goes_on(at.checked_sub(1).and_then(|at| text.get(at)), text.get(at)) {
            return None;
        }
        (1..=self.longest.min(text.len() - at)).rev().find_map(|length| {
            let end = at + length;
            if goes_on(text.get(end - 1), text.get(end)) {
                return None;
            }
            let word: String = text.get(at..end)?.iter().collect();
            Some((self.words.get(&word)?, end))
        })
    }

    /// Whether a unit of its own, such as 万, stands at a character.
    fn is_myriad(&self, text: &[char], at: usize) -> bool {
        matches!(self.longest(text, at), Some((Meaning::Times(times), _)) if *times >= MYRIAD)
    }

    /// The number that begins at a character, if there is a word in it.
    fn number(&self, text: &[char], at: usize) -> Option<Read> {
        if text.get(at)?.is_ascii_alphabetic() {
            return self.in_letters(text, at);
        }
        let (mut end, mut sum, mut pending, mut last, mut worded) = (at, 0_u64, None::<u64>, u64::MAX, false);
        let (mut times_seen, mut shared) = (0, None);
        loop {
            let digits = literal(text, end);
            if digits > end {
                // Digits follow no digits, and no number that is not put together.
                let whole: String = text.get(end..digits)?.iter().collect();
                match whole.parse::<u64>() {
                    Ok(value) if pending.is_none() && whole.len() <= 3 && (end == at || value < last) => {
                        (pending, end, shared) = (Some(value), digits, None);
                        continue;
                    }
                    _ if end == at => return None,
                    _ => break,
                }
            }
            match self.longest(text, end) {
                Some((Meaning::Number(digit), stop)) if *digit < 10 && stop == end + 1 => {
                    pending = match pending {
                        None => Some(*digit),
                        // 二〇二四
                        Some(value) if worded && times_seen == 0 => Some(value.checked_mul(10)?.checked_add(*digit)?),
                        Some(_) => break,
                    };
                    (end, worded, shared) = (stop, true, None);
                }
                Some((Meaning::Times(times), stop)) if *times < MYRIAD.min(last) && stop == end + 1 => {
                    let factor = pending.take();
                    if factor.is_some_and(|factor| factor >= 1000) {
                        return None;
                    }
                    sum += factor.unwrap_or(1) * times;
                    times_seen += 1;
                    shared = factor.filter(|_| times_seen == 1).map(|_| *times);
                    (end, last, worded) = (stop, *times, true);
                }
                _ => break,
            }
        }
        let value = sum + pending.unwrap_or(0);
        worded.then_some(Read { end, value, shared, grouped: times_seen > 0 })
    }

    /// A number of letters: `six`, `twenty-five`.
    fn in_letters(&self, text: &[char], at: usize) -> Option<Read> {
        let (Meaning::Number(value), end) = self.longest(text, at)? else { return None };
        let read = |value, end| Read { end, value, shared: None, grouped: false };
        let unit = || match (text.get(end)?, self.longest(text, end + 1)?) {
            ('-' | ' ', (Meaning::Number(unit), stop)) if (1..10).contains(unit) => Some((*unit, stop)),
            _ => None,
        };
        let is_tens = (20..100).contains(value) && value.is_multiple_of(10);
        match is_tens.then(unit).flatten() {
            Some((unit, stop)) => Some(read(value + unit, stop)),
            None => Some(read(*value, end)),
        }
    }
}

/// Where a number in digits ends, its groups and its fraction included.
fn literal(text: &[char], at: usize) -> usize {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let mut end = at;
    while is_digit(end) || end > at && matches!(text.get(end), Some(',' | '.')) && is_digit(end + 1) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    const WORDS: &str = "〇 = 0\n一 = 1\n二 = 2\n三 = 3\n五 = 5\n六 = 6\n八 = 8\n十 = ×10\n百 = ×100\n千 = ×1000\n万 = ×10000\n億 = ×100000000\n\
        半年 = 6ヶ月\n十分 = 十分\n1週間に = 週\ntwo = 2\nfive = 5\ntwenty = 20\nhundred = ×100\nk = ×1000\nonce = 1 times\nand = +\nfull | + =";

    #[test]
    fn writes_numbers_in_digits() {
        let numerals = Numerals::with(Some(','), WORDS, &["週1回", "月1回"].map(str::to_owned));
        for (text, wanted) in [
            ("六ヶ月", "6ヶ月"),
            ("半年", "6ヶ月"),
            ("十分", "十分"),
            ("三〜六ヶ月", "3〜6ヶ月"),
            ("二十五回", "25回"),
            ("二〇二五年十一月二十六日", "2025年11月26日"),
            ("三千五百人", "3,500人"),
            ("8千円", "8,000円"),
            ("8万5千円", "8万5,000円"),
            ("一億二千万円", "1億2,000万円"),
            ("五万〜十万円", "5万〜10万円"),
            ("三〜五千人", "3〜5千人"),
            ("3〜5千人", "3〜5千人"),
            ("3から五千人", "3から5千人"),
            ("五千〜八千人", "5,000〜8,000人"),
            ("三〜二十五人", "3〜25人"),
            ("三〜五十人", "3〜5十人"),
            ("11週間に", "11週間に"),
            ("1週間に3回", "週3回"),
            ("twenty-five, two five", "25, 2 5"),
            ("twenty and five", "20 and 5"),
            ("once, often, 5k, two hundred, 8 full", "1 times, often, 5k, 2 hundred, 8 full"),
            ("5,000円、2.5", "5,000円、2.5"),
            ("1〇2人、三5人、1五人", "1〇2人、三5人、1五人"),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(numerals.digits(&chars, true).iter().collect::<String>(), wanted, "{text}");
        }
        let chars: Vec<char> = "1週間に3回".chars().collect();
        assert_eq!(numerals.digits(&chars, false), chars);
    }
}
