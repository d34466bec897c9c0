//! Short texts that are left in the words of the original: headings, heads of tables, titles, texts of pictures.
//!
//! A name is the same in every language. So only what is written in letters that are not the language's is looked at, and in
//! Latin letters only what is no name: words that the original also writes without a capital, or more of a sentence than a
//! name is. What the translation itself has in the midst of its own text is a name there.

use super::paragraph::Paragraph;
use super::untranslated::Language;
use std::collections::HashSet;

/// Which words of two texts are names, and which are none.
pub struct Names {
    /// The words without a capital in the running text of the original.
    words: HashSet<String>,
    /// What stands in other letters in the midst of the translation's own text.
    names: HashSet<String>,
}

/// The most characters of a unit.
const UNIT: usize = 4;

impl Names {
    /// Of the original's texts and of the translation's.
    pub fn of(original: &[Paragraph], translation: &[Paragraph], language: &Language) -> Names {
        let running = original.iter().filter(|text| !text.holder.is_short()).map(Paragraph::said);
        let common = |text: String| {
            let common = words(&text).filter(|word| word.starts_with(char::is_lowercase));
            common.map(str::to_owned).collect::<Vec<_>>()
        };
        let words = running.flat_map(common).collect();
        let own = translation.iter().filter(|text| language.writes(&text.chars));
        Names { words, names: own.flat_map(|text| language.others(&text.chars)).collect() }
    }

    /// Whether a short text that both have is left in the words of the original.
    pub fn is_left(&self, text: &str, language: &Language) -> bool {
        let chars: Vec<char> = text.chars().collect();
        let Some(is_latin) = language.is_other(&chars) else { return false };
        let is_name = is_latin && !self.is_plain(text);
        !is_name && !language.others(&chars).iter().all(|other| self.names.contains(other))
    }

    /// Whether a text in Latin letters has words that are no names.
    fn is_plain(&self, text: &str) -> bool {
        let all: Vec<&str> = words(text).filter(|word| word.chars().count() > 2).collect();
        let is_lower = |word: &&str| word.chars().all(|c| c.is_lowercase() || !c.is_alphabetic());
        let is_common = |word: &&str| self.words.contains(&word.to_lowercase());
        let is_sentence = words(text).count() > 2 && all.iter().filter(|word| is_lower(word)).count() * 2 >= all.len();
        // kcal, min
        let is_unit = text.chars().count() <= UNIT && text.starts_with(char::is_lowercase);
        !all.is_empty() && !is_unit && (all.iter().all(is_common) || is_sentence)
    }
}

/// The words of letters in a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'))
        .filter(|word| word.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::check::paragraph::Paragraph;
    use crate::check::untranslated::Language;
    use crate::locale::Locale;

    #[test]
    fn what_is_no_name() {
        let language = |code: &str| Language::of(&Locale::parse(code).unwrap());
        let original =
            [Paragraph::of_text("Ask what the side effects and the cost of placebos are, in kcal, before it begins.")];
        let own = [Paragraph::of_text("Panax ginsengとplaceboの違い")];
        let ja = language("ja");
        let known = Names::of(&original, &own, &ja);
        for text in ["Side effects", "Side Effects", "placebos", "Cost", "What it will cost you", "a curve that rises"]
        {
            assert!(known.is_left(text, &ja), "{text}");
        }
        for text in [
            "DOI",
            "kcal",
            "PubMed",
            "AGA",
            "Journal of Skin Care",
            "Panax ginseng",
            "placebo",
            "in vitro",
            "費用",
            "費用 cost",
            "3",
            "Escherichia coli",
        ] {
            assert!(!known.is_left(text, &ja), "{text}");
        }
        let en = language("en");
        let known = Names::of(&[], &[], &en);
        for (text, is_left) in
            [("費用", true), ("費用の図", true), ("cost", false), ("費用 (cost)", false), ("2024", false)]
        {
            assert_eq!(known.is_left(text, &en), is_left, "{text}");
        }
    }
}
