//! Whether two texts say the same of a fact: what may differ between them, and what may not. `docs/keys.md` has the table,
//! from `keys/form.rs`.

use super::numerals::Numerals;
use crate::format::digit;
use unicode_normalization::UnicodeNormalization;

/// What a text says: some of what makes no difference in one makes one in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Words, in which every one counts.
    Words,
    /// A number with a unit.
    Number,
    /// A length of time, which may be told from a point in time: 1年間.
    Length,
    /// How often something happens, for which there are words that say nothing else: `weekly`.
    Often,
}

/// A text that is compared with others.
pub struct Said<'a> {
    text: &'a str,
    same: String,
    /// The same, if its capital may be that of a sentence.
    inside: Option<String>,
    reading: Reading,
    numerals: &'a Numerals,
}

/// The most bytes of a text that says nothing but a value.
pub const LONGEST: usize = 400;

impl<'a> Said<'a> {
    /// A text, to be compared with what a fact says.
    pub fn new(text: &'a str, reading: Reading, numerals: &'a Numerals) -> Said<'a> {
        let same = |text: &str| same(text, reading, numerals);
        Said { text, same: same(text), inside: inside_a_sentence(text).map(|text| same(&text)), reading, numerals }
    }

    /// Whether it says the same.
    pub fn is(&self, text: &str) -> bool {
        self.text == text || {
            let other = same(text, self.reading, self.numerals);
            self.same == other || self.inside.as_ref() == Some(&other)
        }
    }
}

/// A text without the capital of its first word, if that may be there because a sentence begins with it.
pub fn inside_a_sentence(text: &str) -> Option<String> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| c.is_uppercase())?;
    let is_word = chars.clone().next().is_some_and(|c| c.is_lowercase() || c.is_whitespace());
    is_word.then(|| first.to_lowercase().chain(chars).collect())
}

/// A text at the beginning of a sentence.
pub fn beginning(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A text with what makes no difference taken out.
pub fn same(text: &str, reading: Reading, numerals: &Numerals) -> String {
    let mut chars = one_width(text);
    if reading != Reading::Words && text.len() <= LONGEST {
        chars = numerals.digits(&chars, reading == Reading::Often);
    }
    let mut same: Vec<char> = Vec::with_capacity(chars.len());
    // Whether there was a number, behind which a wave is the sign of a range.
    let (mut numbered, mut space) = (false, false);
    for c in chars {
        if c == ' ' {
            space = true;
            continue;
        }
        let last = same.last().copied();
        if std::mem::take(&mut space) && last.is_some_and(|last| divides(last, c)) {
            same.push(' ');
        }
        let counts = last.is_some_and(is_amount);
        let c = match c {
            // At the beginning it is no range: a sign, or the end of one that is open.
            '〜' | '~' if numbered => '-',
            '~' => '〜',
            '–' | '—' | '−' | '‐' => '-',
            c if counts && is_counter(c) => 'ヶ',
            // A time of six months is as long as six months.
            '間' if reading == Reading::Length && ends_in_unit(&same) => continue,
            c => c,
        };
        numbered |= is_amount(c);
        same.push(c);
    }
    same.into_iter().collect()
}

/// Whether there is a number in a text, in digits or in words.
pub fn has_number(text: &str, numerals: &Numerals) -> bool {
    same(text, Reading::Number, numerals).contains(char::is_numeric)
}

/// The characters of a text in one width, digits as those of ASCII, spaces as one.
fn one_width(text: &str) -> Vec<char> {
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    let narrow = text.chars().flat_map(|c| match c {
        '\u{FF01}'..='\u{FF5E}' => Narrow::One(char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)),
        // Katakana and signs of other widths; signs such as ℃, and units in one character.
        '\u{FF5F}'..='\u{FFEF}' | '℃' | '℉' | '\u{3380}'..='\u{33DF}' => Narrow::Several(c),
        '\u{2011}' => Narrow::One('‐'),
        'µ' => Narrow::One('μ'),
        '٪' => Narrow::One('%'),
        '٫' => Narrow::One('.'),
        '٬' => Narrow::One(','),
        c => Narrow::One(digit(c).unwrap_or(c)),
    });
    let mut break_at = None;
    for c in narrow.nfc() {
        if !c.is_whitespace() {
            // A line ends between wide characters without a space.
            if break_at.take().is_some_and(|at| at + 1 == chars.len() && is_wide(c)) {
                chars.pop();
            }
            chars.push(c);
            continue;
        }
        if c == '\n' && chars.last().is_some_and(|last| is_wide(*last)) {
            break_at = Some(chars.len());
        }
        if chars.last() != Some(&' ') {
            chars.push(' ');
        }
    }
    chars
}

/// A character as others of ASCII or of one width.
enum Narrow {
    One(char),
    Several(char),
}

impl IntoIterator for Narrow {
    type Item = char;
    type IntoIter = std::vec::IntoIter<char>;

    fn into_iter(self) -> Self::IntoIter {
        match self {
            Narrow::One(c) => vec![c].into_iter(),
            Narrow::Several(c) => {
                // ㎡ is m², and not m2.
                let raised = |c: char| match c {
                    '2' => '²',
                    '3' => '³',
                    c => c,
                };
                let is_unit = ('\u{3380}'..='\u{33DF}').contains(&c);
                let chars = [c].into_iter().nfkc().map(|c| if is_unit { raised(c) } else { c });
                chars.collect::<Vec<char>>().into_iter()
            }
        }
    }
}

/// What a character is, as far as a space beside it matters.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Digit,
    /// Of a script in which a space ends a word.
    Letter,
    Wide,
    /// What stands within a number.
    Point,
    Sign,
}

fn class(c: char) -> Class {
    match c {
        c if c.is_ascii_digit() => Class::Digit,
        '.' | ',' | '\'' | '’' | ':' => Class::Point,
        c if is_wide(c) => Class::Wide,
        // Marks of scripts such as Thai are no letters of their own.
        c if c.is_alphanumeric() || !c.is_ascii() && ('\u{300}'..'\u{2000}').contains(&c) => Class::Letter,
        _ => Class::Sign,
    }
}

/// Whether a space between two characters says something: within numbers and words, and not beside a sign, nor between
/// a number and its unit.
fn divides(before: char, after: char) -> bool {
    match (class(before), class(after)) {
        (Class::Sign, _) | (_, Class::Sign) => false,
        (Class::Digit, Class::Letter | Class::Wide) | (Class::Letter | Class::Wide, Class::Digit) => false,
        (Class::Wide, Class::Letter) | (Class::Letter, Class::Wide) => false,
        (Class::Digit | Class::Point, Class::Digit | Class::Point) => true,
        (Class::Letter, Class::Letter) | (Class::Wide, Class::Wide) => true,
        (Class::Point, Class::Letter | Class::Wide) | (Class::Letter | Class::Wide, Class::Point) => true,
    }
}

/// Whether a character is of Chinese or Japanese, which have no spaces.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether something is counted by what follows.
fn is_amount(c: char) -> bool {
    c.is_numeric() || matches!(c, '数' | '何')
}

/// Whether a text ends in an amount and a unit of time that may be a point in time.
fn ends_in_unit(text: &[char]) -> bool {
    match text {
        [.., amount, 'ヶ', '月'] => is_amount(*amount),
        [.., amount, '分' | '日' | '年'] => is_amount(*amount),
        _ => false,
    }
}

/// Whether a sign after a number stands for the counter ヶ.
pub fn is_counter(c: char) -> bool {
    matches!(c, 'ヶ' | 'ヵ' | 'か' | 'ケ' | 'カ' | 'ゖ' | '箇')
}
