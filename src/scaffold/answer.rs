//! What is asked before a site is made, and whether an answer can be one.

use super::example::{Tongue, tongues};
use crate::config::BaseUrl;
use crate::diagnostic::suggestion;
use crate::language;
use crate::locale::Locale;
use crate::moment;
use jiff::tz::TimeZone;

/// The longest title, in characters.
const MAX_TITLE: usize = 200;

/// The most languages that a site begins with.
const MAX_LANGUAGES: usize = 200;

/// What a new site is to be.
pub struct Answers {
    /// The languages, the one that it is written in first at the front.
    pub languages: Vec<Locale>,
    /// What it is called in each language that it has pages in, in the order of [`titled`].
    pub titles: Vec<String>,
    pub base: BaseUrl,
    pub zone_name: String,
    pub zone: TimeZone,
}

impl Answers {
    /// The languages whose pages are in another one, because the example is not written in them.
    pub fn borrowed(&self) -> impl Iterator<Item = &Locale> {
        titled(&self.languages).map(|(locale, _)| locale).filter(|locale| Tongue::of(locale).is_none())
    }
}

/// The languages that a site has pages in from the start, with the title that the example has there.
pub fn titled(languages: &[Locale]) -> impl Iterator<Item = (&Locale, &'static str)> {
    tongues(languages).filter_map(|(locale, tongue)| Some((locale, tongue?.title())))
}

/// The languages of a list: `ja, en`.
pub fn languages(text: &str) -> Result<Vec<Locale>, String> {
    let mut languages: Vec<Locale> = Vec::new();
    for code in text.split([',', ' ', '、', '，']).filter(|code| !code.is_empty()) {
        let locale = language::of_code(code).map_err(|why| format!("`{code}`: {why}"))?;
        if languages.contains(&locale) {
            return Err(format!("`{}` stands there twice", locale.canonical()));
        }
        languages.push(locale);
    }
    match languages.len() {
        0 => Err("write at least one language: `ja, en`".to_owned()),
        1..=MAX_LANGUAGES => Ok(languages),
        more => Err(format!("{more} languages are too many to begin with")),
    }
}

/// A title.
pub fn title(text: &str) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err("a title has at least one character".to_owned()),
        more if more > MAX_TITLE => Err(format!("a title has at most {MAX_TITLE} characters")),
        _ if text.contains(char::is_control) => Err("a title has no control characters".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

/// The address at which a site is published.
pub fn base(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text.trim())
}

/// The name of a time zone, and the zone.
pub fn zone(text: &str) -> Result<(String, TimeZone), String> {
    let name = text.trim();
    moment::zone(name).map(|zone| (name.to_owned(), zone)).ok_or_else(|| {
        let names = moment::zone_names();
        let help = suggestion(name, names.iter().map(String::as_str));
        let help = help
            .unwrap_or_else(|| "write a name of the IANA's tables: `Asia/Tokyo`, `Europe/Berlin`, `UTC`".to_owned());
        format!("there is no time zone `{name}`; {help}")
    })
}

/// The time zone that is likely meant where a site is written in these languages.
pub fn likely_zone(languages: &[Locale]) -> &'static str {
    match languages.first().and_then(Tongue::of) {
        Some(Tongue::Japanese) => "Asia/Tokyo",
        Some(Tongue::English) | None => "UTC",
    }
}

#[cfg(test)]
impl Answers {
    /// What nobody has changed, for these languages.
    pub fn example(codes: &[&str]) -> Answers {
        let languages = languages(&codes.join(",")).unwrap();
        let titles = titled(&languages).map(|(_, title)| title.to_owned()).collect();
        let (zone_name, zone) = zone(likely_zone(&languages)).unwrap();
        Answers { titles, base: base("https://example.org/guide/").unwrap(), zone_name, zone, languages }
    }
}

#[cfg(test)]
mod tests {
    use super::{languages, title, zone};

    #[test]
    fn answers_are_judged() {
        let codes = |text| languages(text).map(|all| all.iter().map(|one| one.canonical()).collect::<Vec<_>>());
        assert_eq!(codes(" ja,en  zh-hant、de"), Ok(vec!["ja".into(), "en".into(), "zh-Hant".into(), "de".into()]));
        for (text, why) in
            [("", "at least one"), ("jp", "`ja` is likely meant"), ("ja,JA", "twice"), ("x_y", "not a language code")]
        {
            assert!(codes(text).unwrap_err().contains(why), "{text}");
        }
        assert_eq!(title("  標 "), Ok("標".to_owned()));
        assert!(title(" ").is_err() && title("a\u{1b}b").is_err() && title(&"あ".repeat(201)).is_err());
        assert!(zone("Asia/Tokio").unwrap_err().contains("did you mean `Asia/Tokyo`?"));
        assert_eq!(zone("UTC").unwrap().0, "UTC");
    }
}
