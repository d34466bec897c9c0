//! Paragraphs of a translation that are still in the language of the original: word for word, or by their script.

use super::paragraph::Paragraph;
use crate::document::{Length, is_wide};
use crate::locale::{Letters, Locale};

/// The least of running text: a name, an address or a formula may be the same in every language.
const WORDS: usize = 6;
const CHARACTERS: usize = 15;

/// Of how many words of running text one at most begins with a capital letter: names and titles of works have more.
const CAPITALS: usize = 2;

/// Of how many letters one at most is of the language's own script where a text is in another one.
const OWN_LETTERS: usize = 10;

/// What the script of names is called.
const LATIN: &str = "Latin";

/// How the texts of a language are told from those of another.
pub struct Language {
    letters: Option<Letters>,
    /// The language without its region and script.
    primary: String,
}

impl Language {
    /// What is known of a language.
    pub fn of(locale: &Locale) -> Language {
        Language { letters: Letters::of(locale), primary: locale.tag().id.language.to_string() }
    }

    /// Whether a text may say the same in both word for word, as in the languages of two regions.
    pub fn is_like(&self, other: &Language) -> bool {
        self.primary == other.primary
    }

    /// Whether a text has letters of the language's own script.
    pub fn writes(&self, text: &[char]) -> bool {
        let Some(letters) = &self.letters else { return false };
        text.iter().filter_map(|c| Letters::script(*c)).any(|script| letters.has(script))
    }

    /// Whether a text that has letters, and none of the language's own script, is in Latin ones; nothing for any other.
    pub fn is_other(&self, text: &[char]) -> Option<bool> {
        let first =
            text.iter().find_map(|c| Letters::script(*c)).filter(|_| self.letters.is_some() && !self.writes(text))?;
        Some(Letters::name(first) == Some(LATIN))
    }

    /// What stands in letters of other scripts, with what is between them.
    pub fn others(&self, text: &[char]) -> Vec<String> {
        let is_own =
            |c: char| Letters::script(c).map(|script| self.letters.as_ref().is_some_and(|own| own.has(script)));
        let goes_on = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '\'' | '’' | '・');
        let runs = text.split(|c| is_own(*c) == Some(true) || !goes_on(*c));
        let written =
            runs.map(|run| run.iter().collect::<String>().trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
        written.filter(|run| run.chars().any(|c| is_own(c) == Some(false))).collect()
    }

    /// The name of the script that a text is in, where that is none of the language's.
    pub fn other_script(&self, paragraph: &Paragraph) -> Option<&'static str> {
        let letters = self.letters.as_ref().filter(|_| !paragraph.is_foreign)?;
        let own = paragraph.own();
        let Scripts { all, known, other } = scripts(letters, &own);
        other.filter(|_| is_japanese(&own) || is_running(&own) && known * OWN_LETTERS <= all)
    }

    /// Whether it is one sentence at least: running text in any language, or Japanese in one that is not written so.
    pub fn is_sentence(&self, paragraph: &Paragraph) -> bool {
        let is_other = |letters: &Letters| {
            let own = paragraph.own();
            is_japanese(&own) && scripts(letters, &own).other.is_some()
        };
        is_prose(paragraph) || !paragraph.is_foreign && self.letters.as_ref().is_some_and(is_other)
    }
}

/// The letters of a text: how many there are, how many of them are a language's own, and the script of the first other.
struct Scripts {
    all: usize,
    known: usize,
    other: Option<&'static str>,
}

fn scripts(letters: &Letters, text: &str) -> Scripts {
    let mut found = Scripts { all: 0, known: 0, other: None };
    for script in text.chars().filter_map(Letters::script) {
        found.all += 1;
        match letters.has(script) {
            true => found.known += 1,
            false => found.other = found.other.or(Letters::name(script)),
        }
    }
    found
}

/// Whether a text is a sentence of Japanese, and nothing else: names are written in other signs than hiragana.
fn is_japanese(text: &str) -> bool {
    let is_hiragana = |c: &char| ('\u{3041}'..='\u{3096}').contains(c);
    let (mut all, mut hiragana) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        if !is_wide(c) {
            return false;
        }
        all += 1;
        hiragana += usize::from(is_hiragana(&c));
    }
    all >= SENTENCE && hiragana > 1
}

/// From this many letters on a text with hiragana is one of Japanese: 飲酒は控える.
const SENTENCE: usize = 6;

/// Whether a paragraph is running text, that no two languages have in common.
pub fn is_prose(paragraph: &Paragraph) -> bool {
    !paragraph.is_foreign && is_running(&paragraph.own())
}

fn is_running(text: &str) -> bool {
    let Length { characters, words, .. } = Length::of(text);
    if characters >= CHARACTERS {
        return true;
    }
    // Figures are no words.
    let words_of = || text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    let capital =
        words_of().filter(|word| word.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase()));
    let cased = words_of().any(|word| word.chars().any(char::is_lowercase));
    let (count, capital) = (words_of().count(), if cased { capital.count() } else { 0 });
    words >= WORDS && count >= WORDS && capital * CAPITALS <= count
}
