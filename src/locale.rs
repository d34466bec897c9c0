//! What a language tag says (RFC 5646): whether it is one, whether the language exists, which tags it is a part of, and which
//! way its script runs. Knows nothing of the site's languages.

use crate::id::ids;
use icu_locale::subtags::{Script, Variants};
use icu_locale::{
    LanguageIdentifier, Locale as Tag, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander, TransformResult,
};
use icu_properties::{CodePointMapData, PropertyNamesLong, PropertyParser, props};

ids! {
    /// A language of the site, in the order of `site.toml`.
    LangId;
}

/// A language as a BCP 47 tag names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    code: String,
    tag: Tag,
    direction: Direction,
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

/// What is wrong with a well-formed tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagFault {
    /// There is no such language, or no such region; with the tag that is likely meant, and why.
    Unknown(Option<(String, Meant)>),
    /// It is the code of a small language, and likely meant as that of a country.
    Doubtful { is: &'static str, meant: &'static str },
}

/// Why a tag is likely meant in place of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// The other is a country's code, and this is what is spoken there.
    Country,
    /// It is the code that the registry prefers.
    Preferred,
}

/// Codes that the registry of languages (IANA, RFC 5646) keeps and calls deprecated.
const DEPRECATED: [&str; 5] = ["in", "iw", "ji", "jw", "mo"];

/// Languages that next to no site is written in, with their names, and the language of the country with the same code.
const DOUBTFUL: [(&str, &str, &str); 4] =
    [("ee", "Ewe", "et"), ("kg", "Kongo", "ky"), ("kr", "Kanuri", "ko"), ("tw", "Twi", "zh-TW")];

impl Locale {
    /// The language of a well-formed tag (BCP 47, as Unicode locale identifiers restrict it); `None` for any other text.
    pub fn parse(code: &str) -> Option<Locale> {
        let tag = Tag::try_from_str(code).ok()?;
        // `und` says nothing of the language, and underscores are Unicode's, not BCP 47's.
        if tag.id.language.is_unknown() || code.contains('_') {
            return None;
        }
        // Every text that is written asks for it.
        let is_rtl = LocaleDirectionality::new_extended().is_right_to_left(&tag.id);
        let direction = if is_rtl { Direction::Rtl } else { Direction::Ltr };
        Some(Locale { code: code.to_owned(), tag, direction })
    }

    /// What is wrong with the tag, though it is well-formed: it names a country in place of a language, or has a code that
    /// was replaced.
    pub fn fault(&self) -> Option<TagFault> {
        let mut preferred = self.tag.clone();
        LocaleCanonicalizer::new_extended().canonicalize(&mut preferred);
        let language = self.tag.id.language;
        let code = language.as_str();
        let is_bare = self.tag.id.script.is_none() && self.tag.id.region.is_none();
        if let Some((_, is, meant)) = DOUBTFUL.iter().find(|(small, ..)| is_bare && *small == code) {
            return Some(TagFault::Doubtful { is, meant });
        }
        let mut likely =
            LanguageIdentifier { script: None, region: None, variants: Variants::new(), ..self.tag.id.clone() };
        let is_known = LocaleExpander::new_extended().maximize(&mut likely) == TransformResult::Modified;
        let is_replaced = preferred.id.language != language;
        // Codes of three letters that have no likely script are languages too: of the dead, of films, of none.
        let is_language = is_known || (code.len() > 2 && !is_replaced);
        if !is_language || DEPRECATED.contains(&code) {
            let by_country = || Some((language_of_country(code)?, Meant::Country));
            let by_registry = is_replaced.then(|| (preferred.to_string(), Meant::Preferred));
            return Some(TagFault::Unknown(by_registry.or_else(by_country)));
        }
        // Regions of three digits are parts of the world.
        if self.tag.id.region.is_some_and(|region| preferred.id.region != Some(region) && region.is_alphabetic()) {
            return Some(TagFault::Unknown(Some((preferred.to_string(), Meant::Preferred))));
        }
        None
    }

    /// The tag as it was written.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The tag with the case and the order that the standard prefers (`zh-hant` → `zh-Hant`).
    pub fn canonical(&self) -> String {
        self.tag.to_string()
    }

    /// The tags that this one is a region, a script or a variant of, nearest first, as a look-up tries them (RFC 4647,
    /// §3.4): of `de-CH-1996` `de-CH` and `de`. A region that writes another script than is usual goes by way of the
    /// script: of `zh-TW` `zh-Hant` and `zh`.
    pub fn parents(&self) -> Vec<String> {
        let mut id = self.tag.id.clone();
        let mut parents = Vec::new();
        if self.tag.to_string() != id.to_string() {
            parents.push(id.to_string());
        }
        while let Some((_, rest)) = id.variants.split_last() {
            id.variants = Variants::from_vec_unchecked(rest.to_vec());
            parents.push(id.to_string());
        }
        if id.region.is_some() {
            let script = id.script.or_else(|| unusual_script(&id));
            id = LanguageIdentifier { region: None, script, ..id };
            parents.push(id.to_string());
        }
        if id.script.take().is_some() {
            parents.push(id.to_string());
        }
        parents
    }

    /// The language with its country, as the Open Graph protocol writes it (`ja_JP`): the country that the tag names, else
    /// the one in which most people speak the language. `None` for parts of the world and where no country is known.
    pub fn territory(&self) -> Option<String> {
        let mut likely = self.tag.id.clone();
        LocaleExpander::new_extended().maximize(&mut likely);
        let region = likely.region.filter(|region| region.is_alphabetic())?;
        Some(format!("{}_{region}", likely.language))
    }

    /// The way the text runs: by the script if the tag names one, otherwise by the language's usual script.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The script that the language is written in, as far as it is known: that of the tag, or what is usual there.
    pub fn script(&self) -> Option<Script> {
        likely_script(&self.tag.id)
    }

    /// Whether another tag may mean the same language: it names no other script, no other region and no other variant.
    pub fn may_be(&self, other: &Locale) -> bool {
        let (own, other) = (&self.tag.id, &other.tag.id);
        let region = own.region.zip(other.region);
        own.language == other.language
            && own.variants == other.variants
            && region.is_none_or(|(own, other)| own == other)
            && likely_script(own) == likely_script(other)
    }

    /// Whether words are sorted by how they are read in kana.
    pub fn sorts_by_kana(&self) -> bool {
        self.tag.id.language.as_str() == "ja"
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

/// The letters that a language is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letters(Vec<props::Script>);

impl Letters {
    /// Those of the script of a language, as far as it is known.
    pub fn of(locale: &Locale) -> Option<Letters> {
        use props::Script as Of;
        let script = locale.script()?;
        // Some names are of several scripts together, or of one way to write another.
        Some(Letters(match script.as_str() {
            "Jpan" => vec![Of::Han, Of::Hiragana, Of::Katakana],
            "Hrkt" => vec![Of::Hiragana, Of::Katakana],
            "Kore" => vec![Of::Hangul, Of::Han],
            "Hans" | "Hant" | "Hanb" => vec![Of::Han, Of::Bopomofo],
            "Aran" => vec![Of::Arabic],
            "Cyrs" => vec![Of::Cyrillic],
            "Latf" | "Latg" => vec![Of::Latin],
            code => vec![PropertyParser::<Of>::new().get_strict(code)?],
        }))
    }

    /// Whether letters of a script are among them.
    pub fn has(&self, script: props::Script) -> bool {
        self.0.contains(&script)
    }

    /// The script of a letter; `None` for what is no letter, and for letters that several scripts share.
    pub fn script(c: char) -> Option<props::Script> {
        let script = CodePointMapData::<props::Script>::new().get(c);
        let is_shared = matches!(script, props::Script::Common | props::Script::Inherited | props::Script::Unknown);
        (c.is_alphabetic() && !is_shared).then_some(script)
    }

    /// What a script is called.
    pub fn name(script: props::Script) -> Option<&'static str> {
        PropertyNamesLong::<props::Script>::new().get(script)
    }
}

/// The language that most people speak in the country of this code.
fn language_of_country(code: &str) -> Option<String> {
    let mut likely = LanguageIdentifier { region: Some(code.parse().ok()?), ..LanguageIdentifier::UNKNOWN };
    LocaleExpander::new_extended().maximize(&mut likely);
    (!likely.language.is_unknown()).then(|| likely.language.to_string())
}

/// The script that a language has in the region of a tag, where it is another than the language's usual one.
fn unusual_script(id: &LanguageIdentifier) -> Option<Script> {
    let usual = likely_script(&LanguageIdentifier { region: None, ..id.clone() });
    likely_script(id).filter(|script| Some(*script) != usual)
}

fn likely_script(id: &LanguageIdentifier) -> Option<Script> {
    let mut likely = LanguageIdentifier { variants: Variants::new(), ..id.clone() };
    LocaleExpander::new_extended().maximize(&mut likely);
    likely.script
}

#[cfg(test)]
mod tests {
    use super::{Direction, Locale, Meant, TagFault};

    /// Every code of two letters that the registry of languages (IANA) has, but for the deprecated ones and `bh` and `sh`, which are several languages.
    const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
        da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii \
        ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr \
        ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk \
        sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za \
        zh zu";

    fn fault(code: &str) -> Option<TagFault> {
        Locale::parse(code).and_then(|locale| locale.fault())
    }

    #[test]
    fn a_tag_may_mean_what_says_no_other_script_and_region() {
        for (own, other, may) in [
            ("de", "de-DE", true),
            ("de", "de-Latn-AT", true),
            ("de-AT", "de-DE", false),
            ("pt-BR", "pt", true),
            ("pt-PT", "pt", true),
            ("zh-CN", "zh-Hans", true),
            ("zh-TW", "zh-Hans", false),
            ("zh-TW", "zh-Hant", true),
            ("zh", "zh-Hant", false),
            ("sr", "sr-Latn", false),
            ("ja-simple", "ja-JP", false),
            ("de", "nl", false),
        ] {
            let [a, b] = [own, other].map(|code| Locale::parse(code).unwrap());
            assert_eq!(a.may_be(&b), may, "{own} {other}");
        }
    }

    #[test]
    fn tells_languages_from_countries_and_old_codes() {
        let doubtful = ["ee", "kg", "kr", "tw"];
        for code in TWO_LETTERS.split_whitespace() {
            let fault = fault(code);
            let is_doubtful = matches!(fault, Some(TagFault::Doubtful { .. }));
            assert_eq!((fault.is_some(), is_doubtful), (doubtful.contains(&code), doubtful.contains(&code)), "{code}");
        }
        for code in [
            "ja-JP",
            "en-GB",
            "es-419",
            "en-001",
            "ja-simple",
            "zh-Hant-TW",
            "gsw",
            "tlh",
            "qaa",
            "kr-Latn",
            "de-CH-1996",
        ] {
            assert_eq!(fault(code), None, "{code}");
        }
        for (code, meant, why) in [
            ("jp", "ja", Meant::Country),
            ("cn", "zh", Meant::Country),
            ("cz", "cs", Meant::Country),
            ("ua", "uk", Meant::Country),
            ("gr", "el", Meant::Country),
            ("dk", "da", Meant::Country),
            ("vn", "vi", Meant::Country),
            ("JP", "ja", Meant::Country),
            ("en-UK", "en-GB", Meant::Preferred),
            ("eng", "en", Meant::Preferred),
            ("jpn", "ja", Meant::Preferred),
            ("ger", "de", Meant::Preferred),
            ("iw", "he", Meant::Preferred),
            ("in-ID", "id-ID", Meant::Preferred),
            ("ji", "yi", Meant::Preferred),
        ] {
            assert_eq!(fault(code), Some(TagFault::Unknown(Some((meant.to_owned(), why)))), "{code}");
        }
        assert_eq!(fault("xx"), Some(TagFault::Unknown(None)));
    }

    #[test]
    fn knows_of_what_a_tag_is_a_part() {
        for (code, parents) in [
            ("ja", ""),
            ("ja-JP", "ja"),
            ("en-gb", "en"),
            ("ja-Hira", "ja"),
            ("ja-simple", "ja"),
            ("de-CH-1996", "de-CH de"),
            ("zh-TW", "zh-Hant zh"),
            ("zh-HK", "zh-Hant zh"),
            ("zh-CN", "zh"),
            ("zh-Hant", "zh"),
            ("zh-Hant-TW", "zh-Hant zh"),
            ("ar-u-nu-latn", "ar"),
            ("ar-EG-u-nu-latn", "ar-EG ar"),
        ] {
            let found = Locale::parse(code).map(|locale| locale.parents().join(" "));
            assert_eq!(found.as_deref(), Some(parents), "{code}");
        }
    }

    #[test]
    fn knows_the_country() {
        for (code, territory) in [
            ("ja", Some("ja_JP")),
            ("en", Some("en_US")),
            ("en-GB", Some("en_GB")),
            ("zh-Hant", Some("zh_TW")),
            ("zh-Hant-HK", Some("zh_HK")),
            ("ja-simple", Some("ja_JP")),
            ("es-419", None),
            ("tlh", None),
        ] {
            assert_eq!(Locale::parse(code).and_then(|locale| locale.territory()).as_deref(), territory, "{code}");
        }
    }

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
