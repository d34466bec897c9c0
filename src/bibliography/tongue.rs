//! The languages of works, as other programs name them.

use crate::locale::Locale;

/// The BCP 47 tag of a language that is named as Babel names it, or by a tag.
pub fn of(name: &str) -> Option<String> {
    let name = name.trim();
    let tag = match name.to_ascii_lowercase().as_str() {
        "english" | "american" | "usenglish" | "british" | "ukenglish" | "australian" | "canadian" | "newzealand" => {
            "en"
        }
        "arabic" => "ar",
        "bulgarian" => "bg",
        "catalan" => "ca",
        "chinese" => "zh",
        "czech" => "cs",
        "danish" => "da",
        "dutch" => "nl",
        "estonian" => "et",
        "finnish" => "fi",
        "french" | "francais" | "acadian" | "canadien" => "fr",
        "german" | "ngerman" | "austrian" | "naustrian" | "swissgerman" | "nswissgerman" => "de",
        "greek" => "el",
        "hebrew" => "he",
        "hungarian" | "magyar" => "hu",
        "indonesian" => "id",
        "italian" => "it",
        "japanese" => "ja",
        "korean" => "ko",
        "latvian" => "lv",
        "lithuanian" => "lt",
        "norwegian" | "norsk" => "nb",
        "nynorsk" => "nn",
        "polish" => "pl",
        "portuguese" | "portuges" => "pt",
        "brazilian" | "brazil" => "pt-BR",
        "romanian" => "ro",
        "russian" => "ru",
        "slovak" => "sk",
        "slovene" | "slovenian" => "sl",
        "spanish" => "es",
        "swedish" => "sv",
        "thai" => "th",
        "turkish" => "tr",
        "ukrainian" => "uk",
        "vietnamese" => "vi",
        _ => return Locale::parse(name).map(|locale| locale.canonical()),
    };
    Some(tag.to_owned())
}

/// Whether names of persons begin with that of the family in a language.
pub fn writes_family_first(tag: &str) -> bool {
    matches!(tag.split('-').next(), Some("ja" | "zh" | "ko" | "hu" | "vi"))
}
