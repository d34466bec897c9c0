//! How long a text is for its readers: characters of scripts that write no spaces between words, words of all others.

use super::join::is_wide;
use super::{Document, Kind, Op, Tag};
use std::ops::{Add, AddAssign, Range};
use unicode_width::UnicodeWidthChar;

/// Characters of Japanese or Chinese read in a minute: silently, for information, 400 to 600 are usual.
const CHARACTERS_A_MINUTE: usize = 500;

/// Words read in a minute: 238 for English non-fiction (Brysbaert 2019, a mean over 190 studies), rounded down.
const WORDS_A_MINUTE: usize = 230;

/// Letters of a word: in running English 4.7, in most languages a little more.
const LETTERS_A_WORD: usize = 5;

/// The length of a text, of which each part is in the unit of its script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Length {
    pub characters: usize,
    pub words: usize,
    /// The letters and digits of those words, a syllable of Korean as two.
    pub letters: usize,
}

/// Counts a text character by character.
#[derive(Debug, Default)]
pub(super) struct Counter {
    pub(super) length: Length,
    in_word: bool,
}

impl Counter {
    /// Counts one more. Punctuation within a word is part of it: `3.5`, `don't`, `well-known`.
    #[inline]
    pub(super) fn add(&mut self, c: char) {
        match c {
            // Of most texts all, and of any text much.
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                self.length.words += usize::from(!self.in_word);
                self.length.letters += 1;
                self.in_word = true;
            }
            ' ' | '\n' => self.in_word = false,
            _ => self.add_other(c),
        }
    }

    fn add_other(&mut self, c: char) {
        if is_wide(c) {
            self.length.characters += 1;
            self.in_word = false;
        } else if c.is_alphanumeric() {
            self.length.words += usize::from(!self.in_word);
            self.length.letters += c.width().unwrap_or(1);
            self.in_word = true;
        } else if !matches!(c, '\'' | '’' | '-' | '.' | ',') && c.width() != Some(0) {
            self.in_word = false;
        }
    }
}

impl Length {
    /// Of a text.
    pub fn of(text: &str) -> Length {
        let mut counter = Counter::default();
        text.chars().for_each(|c| counter.add(c));
        counter.length
    }

    /// One number for texts of all scripts: nearly as much for a text and its translation. It is of letters, since Thai and
    /// others write no spaces between words either.
    pub const fn weight(self) -> usize {
        self.characters * WORDS_A_MINUTE + self.letters * CHARACTERS_A_MINUTE / LETTERS_A_WORD
    }

    /// How many minutes a reader takes, at least one; none for no text.
    pub fn minutes(self) -> usize {
        let time = self.characters * WORDS_A_MINUTE + self.words * CHARACTERS_A_MINUTE;
        let minute = CHARACTERS_A_MINUTE * WORDS_A_MINUTE;
        // To the nearest, as it is an estimate.
        let nearest = (time + minute / 2) / minute;
        if time == 0 { 0 } else { nearest.max(1) }
    }
}

impl Add for Length {
    type Output = Length;

    fn add(self, other: Length) -> Length {
        Length {
            characters: self.characters + other.characters,
            words: self.words + other.words,
            letters: self.letters + other.letters,
        }
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl Document {
    /// The length of some operations, without readings, figures and what stands elsewhere.
    pub fn length(&self, source: &str, range: Range<usize>) -> Length {
        let mut length = Length::default();
        let mut reading = false;
        for op in self.ops.get(range).unwrap_or_default() {
            match op {
                Op::Open(Tag::RubyText, _) | Op::Close(Tag::RubyText, _) => reading = !reading,
                Op::Text { start, len } | Op::Code { start, len } if !reading => {
                    length += Length::of(self.text_in(source, Op::chunk(*start, *len)));
                }
                Op::Refer(index) => {
                    let fact = self.references.get(*index as usize).filter(|reference| reference.kind == Kind::Fact);
                    length += fact.map_or(Length::default(), |fact| Length::of(self.text_in(source, fact.text)));
                }
                Op::Text { .. }
                | Op::Code { .. }
                | Op::Html { .. }
                | Op::Address(_)
                | Op::SoftBreak
                | Op::HardBreak
                | Op::Rule
                | Op::Task(_)
                | Op::Open(..)
                | Op::Close(..)
                | Op::Cite { .. }
                | Op::Footnote(_) => {}
            }
        }
        length
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn counts_by_script() {
        for (text, characters, words) in [
            ("日本語です。", 6, 0),
            ("It's 3.5 times well-known, e.g. here.", 0, 6),
            ("Rustで書く。", 4, 1),
            ("한국어 문장", 0, 2),
            ("café naïve", 0, 2),
            ("", 0, 0),
        ] {
            let Length { characters: wide, words: counted, .. } = Length::of(text);
            assert_eq!((wide, counted), (characters, words), "{text}");
        }
    }

    #[test]
    fn minutes_add_up() {
        for (characters, words, minutes) in
            [(0, 0, 0), (1, 0, 1), (500, 0, 1), (760, 0, 2), (0, 230, 1), (0, 600, 3), (1000, 460, 4)]
        {
            assert_eq!(Length { characters, words, ..Length::default() }.minutes(), minutes);
        }
    }

    #[test]
    fn a_text_and_its_translation_weigh_nearly_the_same() {
        let weight = |text: &str| Length::of(text).weight();
        let there = weight("一回の費用は施術の方法で変わります。");
        for text in [
            "What one session costs depends on the method.",
            "한 번의 비용은 시술 방법에 따라 다릅니다.",
            "ค่าใช้จ่ายต่อครั้งขึ้นอยู่กับวิธีการรักษา",
            "Die Kosten einer Sitzung hängen von der Methode ab.",
        ] {
            let own = weight(text);
            assert!(own * 2 > there && own < there * 2, "{text}: {own} for {there}");
        }
    }
}
