//! The pages and the data that a new site begins with, in its languages.
//!
//! The example is written in Japanese and English. A language that is a region or a variant of one of these gets its text.
//! Any other has no page of its own: what it lacks is shown in another language, except where a site is written in it
//! first, which gets the English text to write anew.

use super::File;
use crate::locale::Locale;

/// A text of the example in both languages: the name of its file without language and ending, and what it says.
struct Text {
    name: &'static str,
    japanese: &'static str,
    english: &'static str,
}

macro_rules! texts {
    ($($name:literal),*) => {
        [$(Text {
            name: $name,
            japanese: include_str!(concat!("example/content/", $name, ".ja.md")),
            english: include_str!(concat!("example/content/", $name, ".en.md")),
        }),*]
    };
}

const TEXTS: [Text; 8] = texts![
    "index",
    "guide/index",
    "guide/collection",
    "guide/bulky",
    "faq",
    "glossary",
    "references",
    "blocks/example"
];

/// Data, with texts as `{ ja = "…", en = "…" }`.
const DATA: [(&str, &str); 3] = [
    ("content/tables/collection.toml", include_str!("example/content/tables/collection.toml")),
    ("content/references.toml", include_str!("example/content/references.toml")),
    ("content/glossary.toml", include_str!("example/content/glossary.toml")),
];

/// What the example is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    Japanese,
    English,
}

impl Tongue {
    /// That of a language, if the example is written in it.
    pub fn of(locale: &Locale) -> Option<Tongue> {
        match locale.tag().id.language.as_str() {
            "ja" => Some(Tongue::Japanese),
            "en" => Some(Tongue::English),
            _ => None,
        }
    }

    /// What the example is called.
    pub fn title(self) -> &'static str {
        match self {
            Tongue::Japanese => "みどり町のごみ案内",
            Tongue::English => "Midori waste guide",
        }
    }
}

/// What each language of a site gets of the example, the one that it is written in first at the front.
pub fn tongues(languages: &[Locale]) -> impl Iterator<Item = (&Locale, Option<Tongue>)> {
    let borrowed = |number: usize| (number == 0).then_some(Tongue::English);
    languages.iter().enumerate().map(move |(number, locale)| (locale, Tongue::of(locale).or(borrowed(number))))
}

/// The files of the example.
pub fn files(languages: &[Locale]) -> Vec<File> {
    let mut files = Vec::new();
    for (locale, tongue) in tongues(languages).filter_map(|(locale, tongue)| Some((locale, tongue?))) {
        for text in &TEXTS {
            let own = match tongue {
                Tongue::Japanese => text.japanese,
                Tongue::English => text.english,
            };
            let text_of_language = match Tongue::of(locale) {
                Some(_) => own.to_owned(),
                // The language may write numbers otherwise.
                None => filled_in(own),
            };
            let path = format!("content/{}.{}.md", text.name, locale.canonical());
            files.push(File { path, text: text_of_language });
        }
    }
    let data = |(path, text): (&str, &str)| File { path: path.to_owned(), text: data(text, languages) };
    files.extend(DATA.map(data));
    files
}

/// The text with quotations that the build fills in, in place of those that it compares.
fn filled_in(text: &str) -> String {
    let mut pieces = text.split("](fact:");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        filled.truncate(filled.rfind('[').unwrap_or(filled.len()));
        filled.push_str("[](fact:");
        filled.push_str(piece);
    }
    filled
}

/// Data with the texts that these languages have; a line in which none of them has one is left out.
fn data(text: &str, languages: &[Locale]) -> String {
    let mut data = String::new();
    for line in text.lines() {
        let parts = line.split_once("{ ja = ").and_then(|(before, rest)| {
            let (words, after) = rest.split_once(" }")?;
            Some((before, words, after))
        });
        let line = match parts {
            None => Some(line.to_owned()),
            Some((before, words, after)) => words_of(words, languages).map(|words| format!("{before}{words}{after}")),
        };
        if let Some(line) = line {
            data.push_str(&line);
            data.push('\n');
        }
    }
    data
}

/// A text by language as TOML writes it, or alone where there is one language. `words` are `"…", en = "…"`, quoted.
fn words_of(words: &str, languages: &[Locale]) -> Option<String> {
    let (japanese, english) = match words.split_once(", en = ") {
        Some((japanese, english)) => (japanese, Some(english)),
        None => (words, None),
    };
    let of = |tongue| match tongue {
        Tongue::Japanese => Some(japanese),
        Tongue::English => english,
    };
    let each: Vec<_> =
        tongues(languages).filter_map(|(locale, tongue)| Some((locale.canonical(), of(tongue?)?))).collect();
    match (each.as_slice(), languages) {
        ([], _) => None,
        ([(_, words)], [_]) => Some((*words).to_owned()),
        (each, _) => {
            let each: Vec<String> = each.iter().map(|(code, words)| format!("{code} = {words}")).collect();
            Some(format!("{{ {} }}", each.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{data, filled_in};
    use crate::locale::Locale;

    #[test]
    fn data_has_the_texts_of_the_languages() {
        let line = "a = { text = { ja = \"あ\", en = \"A\" } }\nyomi = { ja = \"い\" }\n";
        let of =
            |codes: &[&str]| data(line, &codes.iter().map(|code| Locale::parse(code).unwrap()).collect::<Vec<_>>());
        assert_eq!(of(&["ja", "en"]), line);
        assert_eq!(of(&["en"]), "a = { text = \"A\" }\n");
        assert_eq!(of(&["ja"]), "a = { text = \"あ\" }\nyomi = \"い\"\n");
        assert_eq!(of(&["de", "fr"]), "a = { text = { de = \"A\" } }\n");
        assert_eq!(
            of(&["en-GB", "de", "ja"]),
            "a = { text = { en-GB = \"A\", ja = \"あ\" } }\nyomi = { ja = \"い\" }\n"
        );
    }

    #[test]
    fn quotations_are_filled_in() {
        assert_eq!(filled_in("[a](b) [1](fact:a) [](fact:b) [c](term:d)"), "[a](b) [](fact:a) [](fact:b) [c](term:d)");
    }
}
