//! Adding a language: its lines in `site.toml`, and the files of messages that there are to translate.

use crate::config::{Config, LangId};
use crate::locale::Locale;
use crate::messages::LAST_RESORT;
use crate::resolve::Site;
use crate::source::Source;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

/// Names of languages, each in itself (CLDR).
const NAMES: [(&str, &str); 56] = [
    ("ar", "العربية"),
    ("bg", "български"),
    ("bn", "বাংলা"),
    ("ca", "català"),
    ("cs", "čeština"),
    ("da", "dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("en-GB", "British English"),
    ("en-US", "American English"),
    ("es", "español"),
    ("et", "eesti"),
    ("eu", "euskara"),
    ("fa", "فارسی"),
    ("fi", "suomi"),
    ("fil", "Filipino"),
    ("fr", "français"),
    ("ga", "Gaeilge"),
    ("gl", "galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "hrvatski"),
    ("hu", "magyar"),
    ("id", "Indonesia"),
    ("is", "íslenska"),
    ("it", "italiano"),
    ("ja", "日本語"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lo", "ລາວ"),
    ("lt", "lietuvių"),
    ("lv", "latviešu"),
    ("mn", "монгол"),
    ("ms", "Melayu"),
    ("my", "မြန်မာ"),
    ("nb", "norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("pl", "polski"),
    ("pt", "português"),
    ("pt-BR", "português (Brasil)"),
    ("ro", "română"),
    ("ru", "русский"),
    ("sk", "slovenčina"),
    ("sl", "slovenščina"),
    ("sr", "српски"),
    ("sv", "svenska"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
];

/// What a language is called in itself, if it is known here.
pub fn name(locale: &Locale) -> Option<&'static str> {
    let code = locale.canonical();
    NAMES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name)
}

/// The language of the site that is the same as `locale`, however its code is written.
pub fn same(config: &Config, locale: &Locale) -> Option<LangId> {
    config.languages.position(|language| language.locale.canonical() == locale.canonical())
}

/// The language that stands in for what a new one lacks: the one that most readers of another can read, if the site has
/// it, else the source language.
pub fn fallback(config: &Config) -> &str {
    let source = config.code(config.source);
    config.codes().find(|code| *code == LAST_RESORT).unwrap_or(source)
}

/// The text of `site.toml` with a further language after the last one; `None` where languages are not written as
/// `[[languages]]`. Nothing else changes.
pub fn declared(text: &str, code: &str, name: &str, fallback: &str) -> Option<String> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (mut at, mut after, mut inside) = (0, None, false);
    for line in text.split_inclusive('\n') {
        at += line.len();
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let header = header.split('#').next().unwrap_or_default();
            inside = header.trim_matches(['[', ']', ' ']) == "languages" && header.starts_with('[')
                || inside && header.trim_start().starts_with("languages.");
        }
        // What is said above the next table belongs to that one.
        if inside && !line.is_empty() && !line.starts_with('#') {
            after = Some(at);
        }
    }
    let after = after?;
    let (before, rest) = (text.get(..after)?, text.get(after..)?);
    let gap = if before.ends_with('\n') { "" } else { end };
    let lines = ["[[languages]]", &format!("code = {code:?}"), &format!("name = {}", quoted(name))].join(end);
    Some(format!("{before}{gap}{end}{lines}{end}fallback = [{fallback:?}]{end}{rest}"))
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => _ = write!(quoted, "\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A file of messages to translate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub path: String,
    pub text: String,
}

/// A message as it is written, with the comments above it.
struct Entry<'a> {
    comments: Vec<&'a str>,
    id: &'a str,
    lines: Vec<&'a str>,
}

/// The files of messages of a new language: every message of the source language, and of those that every site has,
/// as a comment. What comes with the program in the new language is left out.
pub fn templates(site: &Site, locale: &Locale, name: &str) -> Vec<Template> {
    let code = locale.canonical();
    let source = site.config.code(site.config.source);
    let of = |code: &str, embedded: bool| -> Vec<(&str, Vec<Entry<'_>>)> {
        let prefix = format!("locales/{code}/");
        let own = |source: &&Source| source.embedded == embedded && source.flaw.is_none();
        let files = site.sources.iter().map(|(_, source)| source).filter(own);
        files
            .filter_map(|source| {
                let name = source.path.strip_prefix(&prefix)?;
                (name.ends_with(".ftl") && !name.contains('/')).then(|| (name, entries(&source.text)))
            })
            .collect()
    };
    let there = of(&code, true);
    let there: HashSet<&str> = there.iter().flat_map(|(_, entries)| entries).map(|entry| entry.id).collect();
    // The site's own words come first; a message then stands where the program has it.
    let layers = [of(source, true), of(LAST_RESORT, true), of(source, false)];
    let [embedded, resort, own] = &layers;
    let mut texts: BTreeMap<&str, &Entry<'_>> = BTreeMap::new();
    for (_, entries) in [own, embedded, resort].into_iter().flatten() {
        for entry in entries {
            texts.entry(entry.id).or_insert(entry);
        }
    }
    let mut files: BTreeMap<&str, String> = BTreeMap::from([("site.ftl", String::new())]);
    let mut done: HashSet<&str> = HashSet::new();
    for (file, entries) in layers.iter().flatten() {
        for entry in entries.iter().filter(|entry| !there.contains(entry.id)) {
            let Some(text) = texts.get(entry.id).filter(|_| done.insert(entry.id)) else { continue };
            let lines = entry.comments.iter().copied().map(str::to_owned);
            let lines = lines.chain(text.lines.iter().map(|line| commented(line)));
            let file = files.entry(file).or_default();
            lines.for_each(|line| _ = writeln!(file, "{line}"));
        }
    }
    let head = format!(
        "# {name} ({code}). The texts are those of the source language. To translate one, delete the `# ` before it\n\
         # and write the text anew; ids, variables and the words in square brackets stay as they are.\n\n"
    );
    let template = |(file, text): (&str, String)| Template {
        path: format!("locales/{code}/{file}"),
        text: format!("{head}{}\n", text.trim_matches('\n')).trim_end().to_owned() + "\n",
    };
    files.into_iter().map(template).collect()
}

fn commented(line: &str) -> String {
    if line.is_empty() { "#".to_owned() } else { format!("# {line}") }
}

/// The messages of a file, in their order.
fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut comments = Vec::new();
    for line in text.lines() {
        let begins = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
        if let Some((id, _)) = line.split_once('=').filter(|_| begins) {
            entries.push(Entry { comments: std::mem::take(&mut comments), id: id.trim_end(), lines: vec![line] });
        } else if line.trim().is_empty() || line.starts_with('#') {
            comments.push(line);
        } else if let Some(entry) = entries.last_mut() {
            // Empty lines inside a text came to the comments.
            entry.lines.append(&mut comments);
            entry.lines.push(line);
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn a_language_stands_after_the_last_one() {
        let text = "source = \"ja\"\n\n[[languages]] # first\ncode = \"ja\"\n\n# Subjects.\n[[topics]]\nid = \"a\"\n";
        let added = "\n[[languages]]\ncode = \"ko\"\nname = \"a\\\"b\"\nfallback = [\"ja\"]\n";
        let (before, after) = text.split_at(text.find("\n# Subjects").unwrap());
        assert_eq!(declared(text, "ko", "a\"b", "ja"), Some(format!("{before}{added}{after}")));
        let windows = "[[languages]]\r\ncode = \"ja\"";
        let added = "\r\n\r\n[[languages]]\r\ncode = \"ko\"\r\nname = \"K\"\r\nfallback = [\"ja\"]\r\n";
        assert_eq!(declared(windows, "ko", "K", "ja"), Some(format!("{windows}{added}")));
        assert_eq!(declared("languages = [{ code = \"ja\" }]\n", "ko", "K", "ja"), None);
    }
}
