//! What a folded text is found by: pairs of characters where a script writes no spaces, stems of words elsewhere.
//!
//! `static/theme/search.js` cuts what readers type in the same way; `tests/search/agree.mjs` compares the two.

use super::fold::fold;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a word that count.
const LONGEST: usize = 24;

/// What a character is to the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Of a script without spaces between words, or with endings that stick to them: Chinese characters, kana, Hangul,
    /// Thai, Lao, Khmer, Burmese.
    Gram,
    /// A letter or a digit of any other.
    Word,
    Other,
}

/// Hands every token of a folded text to `each`, as often as it is there.
///
/// A run of characters without spaces gives each pair of neighbours, and its last character alone: so any single
/// character is the beginning of a token.
pub fn tokens<'t>(folded: &'t str, mut each: impl FnMut(&'t str)) {
    cut(folded, |token, _| each(token));
}

/// The tokens that have to be there for a text to be said: the last character of a run is none where it ends a pair.
pub fn phrase(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    cut(&fold(text), |token, ends_a_pair| found.extend((!ends_a_pair).then(|| token.to_owned())));
    found
}

/// Hands out every token, and whether it is the end of the one before it.
fn cut<'t>(folded: &'t str, mut each: impl FnMut(&'t str, bool)) {
    // What the last character was, and where the token that is open begins: the word, or the last character.
    let (mut open, mut start, mut run) = (Class::Other, 0, 0);
    let ends =
        folded.char_indices().map(|(at, c)| (at, class(c), c.len_utf8())).chain([(folded.len(), Class::Other, 0)]);
    for (at, class, length) in ends {
        match (open, class) {
            (Class::Word, Class::Word) => continue,
            (Class::Word, Class::Gram | Class::Other) => each(stem(folded.get(start..at).unwrap_or_default()), false),
            (Class::Gram, Class::Gram) => each(folded.get(start..at + length).unwrap_or_default(), false),
            (Class::Gram, Class::Word | Class::Other) => each(folded.get(start..at).unwrap_or_default(), start > run),
            (Class::Other, _) => {}
        }
        if open != class {
            run = at;
        }
        (open, start) = (class, at);
    }
}

/// The blocks of the Unicode Standard are named, not properties, so that a browser with other tables cuts alike.
fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Word,
        '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}' => Class::Gram,
        '\0'..='\u{7f}' | '、' | '。' => Class::Other,
        '\u{e00}'..='\u{eff}'
        | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30fc}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Class::Gram,
        c if c.is_alphanumeric() || is_combining_mark(c) => Class::Word,
        _ => Class::Other,
    }
}

/// The part of a word that its forms have in common: light, and wrong for no language, since what is typed is cut in the
/// same way. Words of other letters than `a` to `z` stay whole.
fn stem(word: &str) -> &str {
    let word = match word.len() > LONGEST {
        true => word.char_indices().nth(LONGEST).and_then(|(end, _)| word.get(..end)).unwrap_or(word),
        false => word,
    };
    let may_end = |word: &str| word.len() > 3 && word.ends_with(['s', 'g', 'd', 'y', 'e', 'i']);
    if !may_end(word) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word;
    }
    // Plural, then forms of verbs, then what is left of `e`, `y` and `ie`.
    let plural: &[&str] = if word.ends_with("ss") { &[] } else { &["s"] };
    [plural, &["ing", "ed", "ly"], &["ie", "e", "y", "i"]].into_iter().fold(word, without)
}

/// A word without the first of these endings that it has, if enough of it is left.
fn without<'w>(word: &'w str, endings: &[&str]) -> &'w str {
    let without = endings.iter().find_map(|ending| word.strip_suffix(ending));
    without.filter(|rest| rest.len() >= 3).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{phrase, tokens};

    fn of(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        tokens(text, |token| found.push(token));
        found
    }

    #[test]
    fn cuts_by_script() {
        for (text, found) in [
            ("新幹線", &["新幹", "幹線", "線"][..]),
            ("肌、aga", &["肌", "aga"]),
            ("6か月 12週", &["6", "か月", "月", "12", "週"]),
            ("えくそそーむ", &["えく", "くそ", "そそ", "そー", "ーむ", "む"]),
            ("exosome-based 1.5", &["exosom", "bas", "1", "5"]),
            ("한국어 비용", &["한국", "국어", "어", "비용", "용"]),
            ("หน", &["หน", "น"]),
            ("कीमत", &["कीमत"]),
            ("。", &[]),
            ("", &[]),
        ] {
            assert_eq!(of(text), found, "{text}");
        }
    }

    #[test]
    fn a_phrase_is_said_by_its_pairs() {
        assert_eq!(phrase("どのくらい"), ["どの", "のく", "くら", "らい"]);
        assert_eq!(phrase("費用 何"), ["費用", "何"]);
        assert_eq!(phrase("How long"), ["how", "long"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for (words, stem) in [
            ("study studies", "stud"),
            ("needle needles needling", "needl"),
            ("treat treats treated treating", "treat"),
            ("cost costs", "cost"),
            ("session sessions", "session"),
            ("one ones", "one"),
            ("skin", "skin"),
            ("loss", "loss"),
        ] {
            assert!(of(words).iter().all(|found| *found == stem), "{words}: {:?}", of(words));
        }
    }
}
