//! `site.toml` of a new site: what it says, and every other key as a comment, with what it is for as the table of keys
//! has it.

use super::answer::Answers;
use super::example::Tongue;
use crate::keys::site::{LANGUAGE, SITE, language as key, language_code as code, site};
use crate::keys::{Key, Keys, Need, Type};
use crate::language::{self, quoted};
use crate::locale::Locale;
use std::fmt::Write;

/// What keys could say that have no default, by the place of their table.
const SAMPLES: &[(&str, &str, &str)] = &[
    ("site.toml", "repository", "\"https://github.com/example/guide\""),
    ("[[menu]]", "url", "\"https://example.org/\""),
    ("[[topics]]", "id", "\"paper\""),
    ("[[kinds]]", "id", "\"advice\""),
    ("[[kinds]]", "blocks", "[\"example\"]"),
    ("[[kinds]]", "max_age", "\"12 month\""),
    ("[[kinds]]", "require", "[\"description\"]"),
    ("[content]", "schemes", "[\"sms\"]"),
    ("[content]", "translate_extra", "[\"lead\"]"),
    ("[check]", "levels", "{ \"unused-message\" = \"off\" }"),
    ("[check]", "external_paths", "[\"/app/**\"]"),
    ("[check]", "external_skip", "[\"https://example.com/**\"]"),
    ("[security]", "csp", "{ \"img-src\" = [\"https://example.com\"] }"),
    ("[[check.allow]]", "code", "\"unused-file\""),
    ("[[check.allow]]", "files", "[\"content/old/**\"]"),
    ("[[check.allow]]", "why", "\"kept for the archive\""),
];

/// The text of `site.toml`.
pub fn settings(answers: &Answers) -> String {
    let codes: Vec<String> = answers.languages.iter().map(Locale::canonical).collect();
    let source = codes.first().map_or("", String::as_str);
    let said = [
        (site::BASE_URL, quoted(&answers.base.url())),
        (site::SOURCE, quoted(source)),
        (site::TIME_ZONE, quoted(&answers.zone_name)),
    ];
    let mut text = format!(
        "# {}\n# A line that begins with `#` and no blank is a key that is not set: take the sign away, and it is.\n",
        SITE.about
    );
    for key in SITE.iter().filter(|key| key.takes.tables().is_empty()) {
        let value = said.iter().find(|(said, _)| said.name == key.name).map(|(_, value)| value.as_str());
        text.push('\n');
        match value {
            Some(value) => _ = write!(text, "# {}\n{} = {value}\n", key.about(), key.name),
            None => text.push_str(&shown(&SITE, key, &codes).unwrap_or_default()),
        }
    }
    _ = write!(text, "\n# {}\n", LANGUAGE.about);
    for (number, locale) in answers.languages.iter().enumerate() {
        let gap = if number == 0 { "" } else { "\n" };
        _ = write!(text, "{gap}{}", declared(locale, answers));
    }
    // They are of the language that stands last.
    let written = |key: &&Key| [code::CODE, key::NAME].iter().all(|other| other.name != key.name);
    for key in LANGUAGE.iter().filter(written) {
        let is_there = answers.languages.last().is_some_and(|last| falls_back(last, answers).is_some());
        if !(is_there && [key::FALLBACK, key::MISSING].iter().any(|other| other.name == key.name)) {
            text.push_str(&shown(&LANGUAGE, key, &codes).unwrap_or_default());
        }
    }
    for key in SITE.iter().filter(|key| key.name != site::LANGUAGES.name) {
        text.push_str(&tables("", key, &codes));
    }
    answers.languages.iter().filter(|locale| Tongue::of(locale).is_none()).for_each(|locale| {
        text.push_str(&allowed(&locale.canonical()));
    });
    // The first language has every text.
    if answers.languages.iter().skip(1).any(|locale| Tongue::of(locale).is_none()) {
        text.push_str(
            "\n# Take this away when the data of content/ has the texts of every language.\n[[check.allow]]\n\
             code = \"missing-text\"\nfiles = [\"content/**\"]\nwhy = \"what is not translated yet is in another language\"\n",
        );
    }
    text
}

/// What lets a language do without its words, which the program does not carry.
fn allowed(code: &str) -> String {
    let (files, why) = (format!("locales/{code}/*"), "what is not translated yet is in another language");
    format!(
        "\n# Take this away when locales/{code}/ has the words of the language.\n[[check.allow]]\n\
         code = \"missing-message\"\nfiles = [{}]\nwhy = \"{why}\"\n",
        quoted(&files)
    )
}

/// The lines of a language.
fn declared(locale: &Locale, answers: &Answers) -> String {
    let code = locale.canonical();
    let name = language::name(locale).unwrap_or(&code);
    let mut text = format!("[[languages]]\ncode = {}\nname = {}\n", quoted(&code), quoted(name));
    if let Some(other) = falls_back(locale, answers) {
        _ = write!(text, "# {}\nfallback = [{}]\n", key::FALLBACK.about(), quoted(&other));
        _ = write!(text, "# {}\nmissing = \"fallback\"\n", key::MISSING.about());
    }
    text
}

/// The language in which a language shows what it lacks, which is every page: English if the site has it, else the one that
/// pages are written in first. `None` for one that has the pages.
fn falls_back(locale: &Locale, answers: &Answers) -> Option<String> {
    let source = answers.languages.first()?;
    if Tongue::of(locale).is_some() || locale == source {
        return None;
    }
    let english = answers.languages.iter().find(|other| Tongue::of(other) == Some(Tongue::English));
    Some(english.unwrap_or(source).canonical())
}

/// A key as a comment, with what it is for; `None` if nobody has said what it could say.
fn shown(keys: &Keys, key: &Key, codes: &[String]) -> Option<String> {
    let sample = SAMPLES.iter().find(|(place, name, _)| *place == keys.place && *name == key.name);
    let value = match (sample, key.takes, key.need) {
        (Some((.., value)), ..) => (*value).to_owned(),
        (None, Type::Words, _) => {
            let each: Vec<String> = codes.iter().map(|code| format!("{code} = \"…\"")).collect();
            format!("{{ {} }}", each.join(", "))
        }
        (None, Type::Bool, Need::Default(word)) => word.to_owned(),
        (None, _, Need::Default(word)) => quoted(word),
        (None, Type::Texts, _) if ["languages", "fallback"].contains(&key.name) => {
            format!("[{}]", codes.first().map(|code| quoted(code)).unwrap_or_default())
        }
        (None, ..) => return None,
    };
    Some(format!("# {}\n#{} = {value}\n", key.about(), key.name))
}

/// The tables that a key takes, with their keys, all as comments; empty if none of the keys is shown. Of tables of which
/// there may be any number one is shown where somebody has said what it could say.
fn tables(above: &str, key: &Key, codes: &[String]) -> String {
    let name = if above.is_empty() { key.name.to_owned() } else { format!("{above}.{}", key.name) };
    let (keys, head) = match key.takes {
        Type::Table([keys]) => (*keys, format!("[{name}]")),
        Type::Tables([keys]) if SAMPLES.iter().any(|(place, ..)| *place == keys.place) => {
            (*keys, format!("[[{name}]]"))
        }
        _ => return String::new(),
    };
    let lines: String = keys.iter().filter_map(|key| shown(keys, key, codes)).collect();
    let inside: String = keys.iter().map(|key| tables(&name, key, codes)).collect();
    match lines.is_empty() {
        true => inside,
        false => format!("\n# {}\n#{head}\n{lines}{inside}", keys.about),
    }
}

#[cfg(test)]
mod tests {
    use super::{SAMPLES, settings};
    use crate::config;
    use crate::keys::{OUTERMOST, is_later};
    use crate::scaffold::answer::Answers;
    use crate::source::{Memory, Sources};

    fn read(text: &str) -> Vec<String> {
        let mut files = Memory::new();
        files.insert("site.toml", text.as_bytes().to_vec());
        let mut sources = Sources::read(&files, &Memory::new()).unwrap();
        let (_, found) = config::read(&mut sources);
        found.iter().map(|found| found.message.clone()).collect()
    }

    #[test]
    fn what_is_a_comment_could_be_said() {
        let answers = Answers::example(&["ja", "en"]);
        let text = settings(&answers);
        assert_eq!(read(&text), [""; 0]);
        let mut said = 0;
        let all: String = text
            .lines()
            .map(|line| match line.strip_prefix('#').filter(|line| !line.starts_with(' ')) {
                Some(key) => {
                    said += 1;
                    format!("{key}\n")
                }
                None => format!("{line}\n"),
            })
            .collect();
        assert!(said > 25, "{all}");
        assert_eq!(read(&all), [""; 0], "{all}");
    }

    #[test]
    fn samples_are_of_keys() {
        let mut open = OUTERMOST.to_vec();
        let mut found = Vec::new();
        while let Some(keys) = open.pop() {
            found.extend(keys.iter().map(|key| (keys.place, key.name)));
            if keys.place.starts_with('[') || keys.place == "site.toml" {
                open.extend(keys.iter().flat_map(|key| key.takes.tables()));
            }
        }
        for (place, name, _) in SAMPLES {
            let comes = is_later(place, name) || is_later("site.toml", place.trim_matches(['[', ']']));
            assert!(found.contains(&(place, name)) || comes, "{place} {name}");
        }
    }
}
