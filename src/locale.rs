//! What a language tag says: whether it is one, and which way its script runs. Knows nothing of the site's languages.

use crate::id::ids;
use icu_locale_core::Locale as Tag;

ids! {
    /// A language of the site, in the order of `site.toml`.
    LangId;
}

/// A language as a BCP 47 tag names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    code: String,
    tag: Tag,
}

/// Which way a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// Scripts (ISO 15924) that run from right to left.
const RTL_SCRIPTS: [&str; 11] =
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"];

/// Languages whose usual script (CLDR, likely subtags) runs from right to left.
const RTL_LANGUAGES: [&str; 21] = [
    "ar", "arc", "arz", "azb", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd",
    "syr", "ug", "ur", "yi",
];

impl Locale {
    /// The language of a well-formed tag (BCP 47, as Unicode locale identifiers restrict it), or nothing.
    pub fn parse(code: &str) -> Option<Locale> {
        let tag = Tag::try_from_str(code).ok()?;
        // `und` says nothing of the language, and underscores are Unicode's, not BCP 47's.
        (!tag.id.language.is_unknown() && !code.contains('_')).then(|| Locale { code: code.to_owned(), tag })
    }

    /// The tag as it was written.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The tag with the case and the order that the standard prefers (`zh-hant` → `zh-Hant`).
    pub fn canonical(&self) -> String {
        self.tag.to_string()
    }

    /// The way the text runs: by the script if the tag names one, otherwise by the language's usual script.
    pub fn direction(&self) -> Direction {
        let rtl = match self.tag.id.script {
            Some(script) => RTL_SCRIPTS.contains(&script.as_str()),
            None => RTL_LANGUAGES.contains(&self.tag.id.language.as_str()),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// Whether words stand beside each other without spaces, and punctuation is as wide as letters: Japanese, Chinese and
    /// its relatives.
    pub fn is_spaceless(&self) -> bool {
        matches!(self.tag.id.language.as_str(), "ja" | "zh" | "yue" | "wuu" | "nan" | "hak" | "lzh" | "cmn")
    }

    /// The tag for ICU, extensions included (`ar-u-nu-latn` chooses the digits).
    pub fn tag(&self) -> &Tag {
        &self.tag
    }
}

#[cfg(test)]
mod tests {
    use super::{Direction, Locale};

    #[test]
    fn reads_tags() {
        for (code, canonical) in [
            ("ja", Some("ja")),
            ("en-gb", Some("en-GB")),
            ("ZH-hant", Some("zh-Hant")),
            ("ar-u-nu-latn", Some("ar-u-nu-latn")),
            ("en_GB", None),
            ("日本語", None),
            ("japanese language", None),
            ("und", None),
            ("", None),
        ] {
            let locale = Locale::parse(code);
            assert_eq!(locale.as_ref().map(Locale::canonical).as_deref(), canonical, "{code}");
            assert!(locale.is_none_or(|locale| locale.code() == code));
        }
    }

    #[test]
    fn knows_the_direction() {
        for (code, direction) in [
            ("ja", Direction::Ltr),
            ("ar", Direction::Rtl),
            ("ar-EG", Direction::Rtl),
            ("he", Direction::Rtl),
            ("ckb", Direction::Rtl),
            ("ku", Direction::Ltr),
            ("ku-Arab", Direction::Rtl),
            ("yi-Latn", Direction::Ltr),
        ] {
            assert_eq!(Locale::parse(code).map(|locale| locale.direction()), Some(direction), "{code}");
        }
    }
}
