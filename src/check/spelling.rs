//! Numbers as people write them, brought to one form: digits alone, with a point before what is no whole.
//!
//! Which words are numbers a language says in `format-figure-words`, so that nothing here knows a language.

use super::tree::{Node, Tree};
use crate::config::LangId;
use crate::facts::{JOINS, is_counter};
use crate::format::{Decimal, Formats, digit};
use crate::messages::{Messages, Speaker};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a language writes for numbers, and in place of units.
pub struct Spelling {
    words: Tree,
    meanings: HashMap<Node, Meaning>,
    /// Whether the language says which words are numbers.
    has_words: bool,
    /// What stands between groups of digits, and before what is no whole.
    group: char,
    point: char,
    /// By their first two bytes, the words that make a text worth a look, as they may be written.
    telling: HashMap<[u8; 2], Vec<String>>,
    /// Which two bytes those are, and with which characters words begin: a bit for each.
    starts: Bits,
    firsts: Bits,
}

/// A bit for each number of two bytes.
struct Bits(Vec<u64>);

impl Bits {
    fn none() -> Bits {
        Bits(vec![0; 1024])
    }

    fn set(&mut self, at: usize) {
        if let Some(bits) = self.0.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    /// Larger numbers are never set.
    fn has(&self, at: usize) -> bool {
        self.0.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

/// What a word stands for.
enum Meaning {
    Number(Number),
    /// It multiplies what stands before it.
    Times(i128),
    /// It joins what multiplies and the number after it: one hundred and nineteen.
    Plus,
    /// Another text.
    Text(Vec<char>),
}

/// The numbers of the scripts that several languages share, which need not be said for each. What multiplies in a unit
/// (千克, a kilogram) is none.
const SHARED: &str = "〇 | 零 = 0\n一 | 壱 | 일 = 1\n二 | 弐 | 两 | 兩 | 이 = 2\n三 | 参 | 參 | 삼 = 3\n四 | 사 = 4\n五 | 오 = 5\n六 | 육 = 6\n\
    七 | 칠 = 7\n八 | 팔 = 8\n九 | 구 = 9\n十 | 拾 | 십 = ×10\n百 | 백 = ×100\n千 | 천 = ×1000\n万 | 萬 | 만 = ×10000\n\
    億 | 亿 | 억 = ×100000000\n兆 | 조 = ×1000000000000\n千克 = 千克\n千米 = 千米\n千瓦 = 千瓦\n千卡 = 千卡\n千焦 = 千焦\n千帕 = 千帕";

/// What multiplies in many a language, for one that says of no word what number it is.
const USUAL: &str = "tausend | tsd | mille | mil | mila | duizend | tusen | tusind | тыс | тысяч | тысячи | тысяча = ×1000\n\
    million | millionen | millions | mio | millones | millón | milhões | milhão | milioni | milione | miljoen | miljoner | \
    millioner | млн | миллион | миллиона | миллионов = ×1000000\n\
    mrd | milliarde | milliarden | milliard | milliards | miliardi | miliardo | miljard | млрд = ×1000000000";

/// A number in millionths.
type Number = i128;

/// A millionth is the smallest part.
const SCALE: usize = 6;
const ONE: Number = 1_000_000;

/// The most characters of a number with groups.
const LONGEST: usize = 24;

/// From here on what multiplies does not stand alone: 千円, but not 万円.
const ALONE: i128 = 10_000;

/// A text in one form.
#[derive(Default)]
pub struct Spelled {
    pub text: Vec<char>,
    /// From which to which character of the text before each of these stands for.
    pub places: Vec<(usize, usize)>,
}

impl Spelling {
    /// How a language writes.
    pub fn of(messages: &Messages, lang: LangId) -> Spelling {
        let (group, point) = signs(messages, lang);
        Spelling::with(group, point, ("", &list_of(messages, lang)))
    }

    /// How a language writes, and what it need not say, as several languages write it.
    pub fn and_shared(messages: &Messages, lang: LangId) -> Spelling {
        let ((group, point), own) = (signs_of(messages, lang), list_of(messages, lang));
        let shared = if own.trim().is_empty() { format!("{SHARED}\n{USUAL}") } else { SHARED.to_owned() };
        Spelling::with(group, point, (&shared, &own))
    }

    /// With these signs and the words of these lines: shared ones, which those of the language come before.
    pub(super) fn with(group: char, point: char, (shared, own): (&str, &str)) -> Spelling {
        let mut spelling = Spelling {
            words: Tree::default(),
            meanings: HashMap::new(),
            has_words: !own.trim().is_empty(),
            group,
            point,
            telling: HashMap::new(),
            starts: Bits::none(),
            firsts: Bits::none(),
        };
        for (words, meaning) in shared.lines().chain(own.lines()).filter_map(|line| line.split_once('=')) {
            for word in words.split('|').map(str::trim) {
                spelling.learn(word, meaning.trim());
            }
        }
        spelling
    }

    fn learn(&mut self, word: &str, meaning: &str) {
        let signs: Vec<char> = word.chars().map(folded).collect();
        let chars: Vec<char> = meaning.chars().map(folded).collect();
        let whole = |text: &str| text.parse::<i128>().ok().filter(|number| (0..=10_i128.pow(12)).contains(number));
        let meant = match (meaning.strip_prefix('×').and_then(whole), whole(meaning)) {
            (Some(times), _) => Meaning::Times(times),
            (None, Some(number)) => Meaning::Number(number * ONE),
            (None, None) if meaning == JOINS => Meaning::Plus,
            // A blank keeps apart what stands round it.
            (None, None) if chars.is_empty() => Meaning::Text(vec![' ']),
            (None, None) => Meaning::Text(chars),
        };
        if signs.is_empty() {
            return;
        }
        // "one" and what does not stand alone say nothing by themselves.
        let tells = match &meant {
            Meaning::Number(number) => *number > ONE,
            Meaning::Times(times) => *times < ALONE && (signs.len() > 1 || !word.is_ascii()),
            Meaning::Plus => false,
            Meaning::Text(text) => text.iter().any(char::is_ascii_digit) && !signs.iter().any(char::is_ascii_digit),
        };
        let upper = |c: char| c.to_ascii_uppercase().to_string() + word.get(c.len_utf8()..).unwrap_or_default();
        let written = [Some(word.to_owned()), word.chars().next().filter(char::is_ascii_lowercase).map(upper)];
        for written in written.into_iter().flatten().filter(|_| tells) {
            if let [first, second, ..] = *written.as_bytes() {
                self.starts.set(usize::from(first) << 8 | usize::from(second));
                self.telling.entry([first, second]).or_default().push(written);
            }
        }
        signs.first().into_iter().for_each(|first| self.firsts.set(*first as usize));
        let node = self.words.insert(signs.iter());
        self.meanings.insert(node, meant);
    }

    /// The first byte from `from` on at which a word stands that makes the text worth a look.
    pub fn next_word(&self, text: &str, from: usize) -> Option<usize> {
        if self.telling.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let starts = |pair: &[u8]| match *pair {
            [first, second] => self.starts.has(usize::from(first) << 8 | usize::from(second)),
            _ => false,
        };
        let mut pairs = bytes.get(from..)?.windows(2).enumerate().filter(|(_, pair)| starts(pair));
        pairs.find_map(|(at, pair)| {
            let (at, key) = (from + at, <[u8; 2]>::try_from(pair).ok()?);
            let rest = bytes.get(at..)?;
            let in_word = at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
            let is = |word: &String| {
                let ends = !rest.get(word.len()).is_some_and(u8::is_ascii_alphanumeric);
                rest.starts_with(word.as_bytes()) && (!word.is_ascii() || ends && !in_word)
            };
            self.telling.get(&key)?.iter().any(is).then_some(at)
        })
    }

    /// Whether the language says which words are numbers.
    pub fn has_words(&self) -> bool {
        self.has_words
    }

    /// What stands before what is no whole.
    pub fn point(&self) -> char {
        self.point
    }

    /// A text, its characters folded, in one form.
    pub fn spell(&self, text: &[char]) -> Spelled {
        let mut spelled = Spelled::default();
        let text = &self.with_colons(text);
        let mut at = 0;
        while let Some(c) = text.get(at) {
            if !c.is_ascii_digit() && !self.firsts.has(*c as usize) {
                spelled.text.push(*c);
                spelled.places.push((at, at + 1));
                at += 1;
                continue;
            }
            let (end, written) = self.phrase(text, at).or_else(|| self.number(text, at)).unwrap_or_else(|| {
                let end = version(text, at);
                (end, text.get(at..end).unwrap_or_default().to_vec())
            });
            let whole = written.len() != end - at;
            for (offset, c) in written.into_iter().enumerate() {
                spelled.text.push(c);
                spelled.places.push(if whole { (at, end) } else { (at + offset, at + offset + 1) });
            }
            at = end;
        }
        spelled
    }

    /// A text in which 15.30 is 15:30 beside a word of clocks, in a language that has another sign before what is no whole.
    fn with_colons<'t>(&self, text: &'t [char]) -> Cow<'t, [char]> {
        let mut text = Cow::Borrowed(text);
        let mut end = 0;
        while let Some(start) = text.iter().skip(end).position(char::is_ascii_digit).filter(|_| self.point != '.') {
            let start = end + start;
            end = start + text.iter().skip(start).take_while(|c| c.is_ascii_digit() || **c == '.').count();
            let point = match text.get(start..end) {
                Some([_, '.', minutes, _]) if ('0'..='5').contains(minutes) => start + 1,
                Some(['0'..='2', _, '.', minutes, _]) if ('0'..='5').contains(minutes) => start + 2,
                Some(_) | None => continue,
            };
            let word = |chars: &mut dyn Iterator<Item = &char>| -> String {
                let rest = chars.skip_while(|c| matches!(c, ' ' | '\u{a0}' | '.'));
                rest.take_while(|c| c.is_alphabetic()).take(LONGEST).collect()
            };
            let after = word(&mut text.iter().skip(end));
            let before: String = word(&mut text.iter().take(start).rev()).chars().rev().collect();
            if after != CLOCK && !BEFORE_TIMES.contains(&before.as_str()) {
                continue;
            }
            text.to_mut().get_mut(point).into_iter().for_each(|c| *c = ':');
        }
        text
    }

    /// What stands for another text, where it ends, and that text.
    fn phrase(&self, text: &[char], at: usize) -> Option<(usize, Vec<char>)> {
        match self.longest(text, at)? {
            (Meaning::Text(written), end) => Some((end, written.clone())),
            (Meaning::Number(_) | Meaning::Times(_) | Meaning::Plus, _) => None,
        }
    }

    /// The longest word that begins at a character, and where it ends. Words of letters are whole ones.
    fn longest(&self, text: &[char], at: usize) -> Option<(&Meaning, usize)> {
        let is_letter = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(char::is_ascii_alphanumeric);
        let rest = text.get(at..)?;
        let first = *rest.first()?;
        let inside = first.is_ascii_alphabetic()
            && is_letter(at.checked_sub(1))
            && !at.checked_sub(1).and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
        if inside {
            return None;
        }
        let nodes = self.words.follow(rest.iter().enumerate());
        nodes.into_iter().rev().find_map(|(node, last)| {
            let end = at + last + 1;
            let letter = text.get(end - 1).is_some_and(char::is_ascii_alphanumeric);
            let meaning = self.meanings.get(&node)?;
            (!(letter && is_letter(Some(end)))).then_some((meaning, end))
        })
    }

    /// The number that begins at a character, and where it ends. Numerals of Korean are syllables of other words as well, as
    /// in 15일 and 이것: they are read where several stand together, and one of them multiplies.
    fn number(&self, text: &[char], at: usize) -> Option<(usize, Vec<char>)> {
        let (end, written) = self.any_number(text, at)?;
        let is_hangul = |c: &char| ('\u{AC00}'..='\u{D7A3}').contains(c);
        let run = text.get(at..end)?;
        let is_behind_digit = at.checked_sub(1).and_then(|at| text.get(at)).is_some_and(char::is_ascii_digit);
        let is_numeral = || run.len() > 1 && run.iter().any(|c| MULTIPLIERS.contains(*c)) && !is_behind_digit;
        (!run.first().is_some_and(is_hangul) || is_numeral()).then_some((end, written))
    }

    fn any_number(&self, text: &[char], at: usize) -> Option<(usize, Vec<char>)> {
        // What is added up, from the greatest on.
        let mut parts: Vec<Number> = Vec::new();
        let (mut end, mut only_digits, mut in_row) = (at, false, false);
        // Where it ends if the last word is not part of it: "one hundred and two hundred" are two.
        let mut before: Option<(usize, Vec<Number>)> = None;
        loop {
            let glued = text.get(end);
            if glued.is_some_and(char::is_ascii_digit) && !only_digits {
                let Some((value, stop)) = self.digits(text, end) else { break };
                if !fits(&parts, value) {
                    break;
                }
                parts.push(value);
                (end, only_digits) = (stop, true);
                continue;
            }
            if let Some(stop) = self.goes_on(text, end, &parts).filter(|_| !only_digits) {
                end = stop;
                continue;
            }
            // Words of letters stand apart: "1 million", "twenty-five".
            let next = match glued {
                Some(' ' | '\u{a0}' | '\u{202f}' | '-') if !parts.is_empty() => end + 1,
                _ => end,
            };
            let next = self.joined(text, next).filter(|_| next != end && has_hundreds(&parts)).unwrap_or(next);
            match self.longest(text, next) {
                Some((Meaning::Times(times), stop)) if next == end || may_stand_apart(text, end, only_digits) => {
                    let mut sum = 0;
                    while parts.last().is_some_and(|part| part / ONE < *times) {
                        sum += parts.pop().unwrap_or_default();
                    }
                    let one_letter = stop - next == 1 && text.get(next).is_some_and(char::is_ascii);
                    if sum == 0 && (*times >= ALONE || only_digits || one_letter) {
                        break;
                    }
                    // "80k", and not "80 k".
                    if one_letter && next != end {
                        parts.push(sum);
                        break;
                    }
                    let product = if sum == 0 { ONE } else { sum }.checked_mul(*times)?;
                    if let Some(last) = before.take_if(|_| !fits(&parts, product)) {
                        (end, parts) = last;
                        break;
                    }
                    parts.push(product);
                    (end, only_digits, in_row) = (stop, false, false);
                }
                Some((Meaning::Number(value), stop)) if !only_digits => {
                    let added = !in_row && fits(&parts, *value);
                    match parts.last_mut() {
                        _ if added => {
                            before = Some((end, parts.clone())).filter(|(_, parts)| !parts.is_empty());
                            parts.push(*value);
                        }
                        // 二〇二四
                        Some(last) if next == end && *value < 10 * ONE => {
                            *last = last.checked_mul(10)?.checked_add(*value)?;
                            in_row = true;
                        }
                        Some(_) | None => break,
                    }
                    end = stop;
                }
                Some(_) | None => break,
            }
        }
        (end > at).then_some(())?;
        let sum = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(*part))?;
        Some((end, written(sum)))
    }

    /// Where the next part of a number begins that stands apart: 3만 5천, which is one number, but not 3만 5명.
    fn goes_on(&self, text: &[char], at: usize, parts: &[Number]) -> Option<usize> {
        let is_hangul = matches!(text.get(at.checked_sub(1)?), Some('\u{AC00}'..='\u{D7A3}'));
        if !is_hangul || text.get(at) != Some(&' ') || !text.get(at + 1).is_some_and(char::is_ascii_digit) {
            return None;
        }
        let (value, stop) = self.digits(text, at + 1)?;
        let (Meaning::Times(times), _) = self.longest(text, stop)? else { return None };
        fits(parts, value.checked_mul(*times)?).then_some(at + 1)
    }

    /// Where the number begins that a word joins to what stands before that word.
    fn joined(&self, text: &[char], at: usize) -> Option<usize> {
        let (Meaning::Plus, end) = self.longest(text, at)? else { return None };
        let next = end + usize::from(matches!(text.get(end), Some(' ' | '\u{a0}' | '-')));
        matches!(self.longest(text, next), Some((Meaning::Number(_), _))).then_some(next)
    }

    /// The number of the digits from a character on, with their groups, and where they end.
    fn digits(&self, text: &[char], at: usize) -> Option<(Number, usize)> {
        let count = |from: usize| text.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
        let is = |at: usize, sign: char| {
            let same = |c: char| c == sign || sign.is_whitespace() && c.is_whitespace();
            text.get(at).is_some_and(|c| same(*c))
        };
        let mut end = at + count(at);
        if end - at <= 3 {
            let (alone, mut last) = (end, 3);
            while is(end, self.group) && end - at < LONGEST {
                last = match count(end + 1) {
                    3 => 3,
                    2 if is(end + 3, self.group) => 2,
                    _ => break,
                };
                end += 1 + last;
            }
            // Groups of two end in one of three: 3.12.2024 is a day.
            if last == 2 {
                end = alone;
            }
        }
        let whole: String = text.get(at..end)?.iter().filter(|c| c.is_ascii_digit()).collect();
        let mut value = whole.parse::<Number>().ok().filter(|_| whole.len() <= 15)? * ONE;
        let parts = count(end + 1);
        if is(end, self.point) && parts > 0 {
            let stop = end + 1 + parts;
            // "2.10.3" is a version.
            if is(stop, self.point) && count(stop + 1) > 0 || parts > SCALE {
                return None;
            }
            let part: String = text.get(end + 1..stop)?.iter().collect();
            value += format!("{part:0<SCALE$}").parse::<Number>().ok()?;
            end = stop;
        }
        Some((value, end))
    }
}

/// What stands behind a time in German, and before one in German, Danish, Swedish, Finnish, Italian and Indonesian.
const CLOCK: &str = "uhr";
const BEFORE_TIMES: [&str; 5] = ["um", "kl", "klo", "ore", "pukul"];

/// What multiplies in Korean.
const MULTIPLIERS: &str = "십백천만억조";

/// What a language writes between groups of digits, and before what is no whole.
fn signs(messages: &Messages, lang: LangId) -> (char, char) {
    let sample = Decimal::parse("12345.5").ok().and_then(|number| Formats::new(messages).bare(lang, number, 0).ok());
    let sample = sample.unwrap_or_default();
    let signs: Vec<char> = sample.chars().map(folded).filter(|c| !c.is_ascii_digit()).collect();
    match signs.as_slice() {
        [point] => (',', *point),
        [group, .., point] => (*group, *point),
        [] => (',', '.'),
    }
}

/// The same as is usual in the language, whose own messages may be lacking.
fn signs_of(messages: &Messages, lang: LangId) -> (char, char) {
    let usual = messages.symbols(Speaker::Language(lang));
    let sign = |text: &str, other: char| text.chars().next().map_or(other, folded);
    let (group, point) = signs(messages, lang);
    (sign(&usual.comma, group), sign(&usual.point, point))
}

/// The words for numbers that a language says.
fn list_of(messages: &Messages, lang: LangId) -> String {
    messages.own(lang, "format-figure-words").unwrap_or_default()
}

/// Where a character ends, or the digits and points of a version.
fn version(text: &[char], at: usize) -> usize {
    let is_digit = |c: &char| c.is_ascii_digit();
    match text.get(at).is_some_and(is_digit) {
        true => at + text.iter().skip(at).take_while(|c| is_digit(c) || **c == '.').count(),
        false => at + 1,
    }
}

/// Whether a number can follow others, as five follows twenty.
fn fits(parts: &[Number], value: Number) -> bool {
    let Some(last) = parts.last() else { return true };
    let mut room = ONE;
    while room <= value {
        room *= 10;
    }
    value > 0 && last % room == 0
}

/// Whether what multiplies may stand behind the sign at `end`: one-hundred, but not 2-thousand.
fn may_stand_apart(text: &[char], end: usize, only_digits: bool) -> bool {
    text.get(end) != Some(&'-') || !only_digits && text.get(end + 1).is_some_and(char::is_ascii_alphabetic)
}

/// Whether what was read ends in what multiplies, so that a smaller number can be joined to it.
fn has_hundreds(parts: &[Number]) -> bool {
    parts.last().is_some_and(|last| *last >= 100 * ONE && last % (100 * ONE) == 0)
}

/// A number in digits.
fn written(number: Number) -> Vec<char> {
    let (whole, part) = (number / ONE, number % ONE);
    let text = format!("{whole}.{part:0SCALE$}");
    text.trim_end_matches('0').trim_end_matches('.').chars().collect()
}

/// A character as it is compared: full width as half width, letters without case, digits of other scripts and the signs in
/// their numbers as those of ASCII, and the signs that stand for ヶ as one.
pub fn folded(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c).to_ascii_lowercase(),
        c if is_counter(c) || c == 'ｹ' => 'ヶ',
        '￥' => '¥',
        '٬' => ',',
        '٫' => '.',
        '\u{2010}' | '\u{2011}' => '-',
        c => match c.to_digit(10).is_none().then(|| digit(c)).flatten() {
            Some(digit) => digit,
            None => c.to_ascii_lowercase(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "〇 = 0\n二 = 2\n三 = 3\n四 = 4\n五 = 5\n十 = ×10\n百 = ×100\n千 = ×1000\n万 = ×10000\n億 = ×100000000\n\
        半年 = 6ヶ月\n十分 = 十分\ntwo = 2\nfive = 5\ntwenty = 20\nhundred = ×100\nthousand | k = ×1000\nmillion = ×1000000\n\
        twice = 2 times\nfull | + =\none = 1\nnine = 9\nnineteen = 19\nfifty = 50\nand = +";

    #[test]
    fn writes_numbers_in_one_form() {
        let spelling = Spelling::with(',', '.', ("", WORDS));
        for (text, wanted) in [
            ("8万5,000円", "85000円"),
            ("8万5千円", "85000円"),
            ("5億3,000万円", "530000000円"),
            ("８．５万円", "85000円"),
            ("0.50%", "0.5%"),
            ("三千五百人", "3500人"),
            ("二十五回", "25回"),
            ("二〇二四年", "2024年"),
            ("千円、万円", "1000円、万円"),
            ("半年、十分", "6ヶ月、十分"),
            ("twenty-five, two five", "25, 2 5"),
            ("2 hundred thousand", "200000"),
            ("one hundred and nineteen, two-hundred-and-five, one hundred nine", "119, 205, 109"),
            ("two thousand, two hundred and fifty thousand and one", "2000, 250001"),
            ("nineteen hundred and five, one thousand and two hundred", "1905, 1200"),
            ("one hundred and two hundred, one thousand and two thousand", "100 and 200, 1000 and 2000"),
            (
                "two and five, twenty and two, 100 and five, one hundred and 5",
                "2 and 5, 20 and 2, 100 and 5, 100 and 5",
            ),
            ("one hundred and often, one hundred two hundred", "100 and often, 100 200"),
            ("80k, 80 k, 1.5 million", "80000, 80 k, 1500000"),
            ("twice, often", "2 times, often"),
            ("8 full months, 5+3", "8   months, 5 3"),
            ("1,234,567 and 8,9", "1234567 and 8,9"),
            ("١٬٢٣٤٫٥", "1234.5"),
            ("2.10.3, 5.", "2.10.3, 5."),
            ("2-month", "2-month"),
        ] {
            let chars: Vec<char> = text.chars().map(folded).collect();
            let spelled = spelling.spell(&chars);
            assert_eq!(spelled.text.iter().collect::<String>(), wanted, "{text}");
            assert_eq!(spelled.text.len(), spelled.places.len());
            assert!(spelled.places.iter().all(|(from, to)| from < to && *to <= chars.len()), "{text}");
        }
    }

    #[test]
    fn finds_the_words_that_are_worth_a_look() {
        let spelling = Spelling::with(',', '.', ("", WORDS));
        for (text, at) in [
            ("It is twice that", Some(6)),
            ("Twice", Some(0)),
            ("often, fivefold", None),
            ("約半年", Some(3)),
            ("万円", None),
        ] {
            assert_eq!(spelling.next_word(text, 0), at, "{text}");
        }
    }
}
