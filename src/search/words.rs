//! What a language says of itself, so that questions are understood: words that say little, and how readers ask for a value.

use super::tokens::phrase;
use crate::config::LangId;
use crate::facts::ColumnKind;
use crate::resolve::Site;
use serde::Serialize;

/// The words of a language.
pub struct Words {
    /// Those that say little.
    small: Vec<String>,
    pub asks: Vec<Ask>,
}

/// How readers ask for the values of a type.
#[derive(Serialize)]
pub struct Ask {
    /// The usual word for it, which pages use.
    pub word: String,
    /// The tokens of each phrase.
    phrases: Vec<Vec<String>>,
    #[serde(skip)]
    pub said: Vec<String>,
}

/// The messages that say how readers ask for a value, by its type.
const ASKS: [&str; 8] = [
    "search-asks-duration",
    "search-asks-money",
    "search-asks-frequency",
    "search-asks-count",
    "search-asks-date",
    "search-asks-weekday",
    "search-asks-time",
    "search-asks-phone",
];

impl Words {
    /// The words of a language; none where it has not said any.
    pub fn of(site: &Site, lang: LangId) -> Words {
        let message = |id| site.messages.own(lang, id).unwrap_or_default();
        let small = message("search-small-words").split_whitespace().map(str::to_lowercase).collect();
        Words { small, asks: ASKS.iter().map(|id| Ask::of(&message(id))).collect() }
    }

    /// The tokens of the words that say little.
    pub fn small_tokens(&self) -> Vec<String> {
        phrase(&self.small.join(" "))
    }

    /// Which of [`Words::asks`] is about the values of a column.
    pub fn asked(&self, kind: &ColumnKind) -> Option<usize> {
        let at = match kind {
            ColumnKind::Duration(_) => 0,
            ColumnKind::Money { .. } => 1,
            ColumnKind::Frequency => 2,
            ColumnKind::Count(_) => 3,
            ColumnKind::Date => 4,
            ColumnKind::Weekday => 5,
            ColumnKind::Time => 6,
            ColumnKind::Phone => 7,
            ColumnKind::Percent | ColumnKind::Measure(_) | ColumnKind::Text | ColumnKind::Choice(_) => return None,
        };
        self.asks.get(at).filter(|ask| !ask.said.is_empty()).map(|_| at)
    }

    /// What a thing is called that is called by several names: `AGA・薄毛`, `pain and swelling (at the site)`.
    pub fn names(&self, text: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for part in text.split(['（', '）', '(', ')', '・', '／', '/', '、', ',']) {
            let mut open: Vec<&str> = Vec::new();
            for word in part.split_whitespace() {
                if self.small.contains(&word.to_lowercase()) {
                    names.push(std::mem::take(&mut open).join(" "));
                } else {
                    open.push(word);
                }
            }
            names.push(open.join(" "));
        }
        names.retain(|name| !name.is_empty());
        names
    }
}

impl Ask {
    fn of(message: &str) -> Ask {
        let said: Vec<String> =
            message.split('|').map(str::trim).filter(|said| !said.is_empty()).map(str::to_owned).collect();
        Ask {
            word: said.first().cloned().unwrap_or_default(),
            phrases: said.iter().map(|said| phrase(said)).collect(),
            said,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn names_are_told_apart() {
        let words = Words { small: vec!["and".to_owned(), "of".to_owned()], asks: Vec::new() };
        assert_eq!(words.names("AGA・薄毛（男性）"), ["AGA", "薄毛", "男性"]);
        assert_eq!(words.names("AGA and thinning hair"), ["AGA", "thinning hair"]);
    }
}
