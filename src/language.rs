//! Adding a language: its lines in `site.toml`, and the files of messages that there are to translate.

use crate::config::{Config, LangId, Missing};
use crate::locale::{Locale, TagFault};
use crate::messages::{LAST_RESORT, Recount};
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

/// The language of a code that was typed, or why it is none.
pub fn of_code(code: &str) -> Result<Locale, String> {
    let Some(locale) = Locale::parse(code) else {
        return Err("it is not a language code; write a BCP 47 tag: `ko`, `pt-BR`, `zh-Hant`".to_owned());
    };
    match locale.fault() {
        Some(TagFault::Unknown(Some((meant, _)))) => {
            Err(format!("there is no such language; `{meant}` is likely meant"))
        }
        Some(TagFault::Unknown(None)) => Err("there is no such language".to_owned()),
        Some(TagFault::Doubtful { .. }) | None => {
            let canonical = locale.canonical();
            Ok(Locale::parse(&canonical).unwrap_or(locale))
        }
    }
}

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

/// What the file of a language says that is called after its code.
pub fn declared(name: &str, fallback: &str, missing: Missing) -> String {
    let missing = match missing {
        Missing::Omit => "",
        Missing::Fallback => "missing = \"fallback\"\n",
    };
    format!("name = {}\nfallback = [{fallback:?}]\n{missing}", quoted(name))
}

/// A text as TOML writes it.
pub fn quoted(text: &str) -> String {
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

/// The files of messages of a language, by their names.
type Files<'a> = Vec<(&'a str, Vec<Entry<'a>>)>;

/// The file of messages that say how numbers, money and dates are written.
const FORMATS: &str = "formats.ftl";

/// The languages that have messages of their own, in the site or in the program; those of formats alone with `formats`.
fn speaking(site: &Site, formats: bool) -> Vec<&str> {
    // One that nobody has written yet has comments alone.
    let paths = site.sources.iter().filter_map(|(_, source)| {
        let (code, file) = source.path.strip_prefix("locales/")?.split_once('/')?;
        let is_meant = if formats { file == FORMATS } else { file.ends_with(".ftl") && !file.contains('/') };
        (is_meant && source.flaw.is_none() && !entries(&source.text).is_empty()).then_some(code)
    });
    let mut codes: Vec<&str> = paths.collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The language that a new one takes its texts from, or those that it could.
pub fn spoken<'s>(site: &'s Site, code: &str) -> Result<&'s str, Vec<&'s str>> {
    let codes = speaking(site, false);
    let wanted = Locale::parse(code).map(|locale| locale.canonical());
    let is_wanted = |known: &&&str| Locale::parse(known).map(|locale| locale.canonical()) == wanted;
    codes.iter().find(is_wanted).copied().filter(|_| wanted.is_some()).ok_or(codes)
}

/// The language whose formats are nearest to those of `locale`: the same in another region, one of the same script, or the
/// one that most readers of another can read.
fn nearest<'s>(site: &'s Site, locale: &Locale) -> &'s str {
    let codes = speaking(site, true);
    let known = || codes.iter().filter_map(|code| Some((*code, Locale::parse(code)?)));
    let is_same = |other: &Locale| other.tag().id.language == locale.tag().id.language;
    let is_like = |other: &Locale| script(other).is_some() && script(other) == script(locale);
    let found = known().find(|(_, other)| is_same(other)).or_else(|| known().find(|(_, other)| is_like(other)));
    found.map_or(LAST_RESORT, |(code, _)| code)
}

/// The script of a language. Those of Chinese, Japanese and Korean are one: they write numbers and money alike.
fn script(locale: &Locale) -> Option<String> {
    let script = locale.script()?.as_str().to_owned();
    match script.as_str() {
        "Hang" | "Hans" | "Hant" | "Jpan" | "Kore" => Some("Hani".to_owned()),
        _ => Some(script),
    }
}

/// The files of messages of a new language: every message of the source language, and of those that every site has,
/// as a comment, with the plurals of the new language; formats are those of the nearest one. With `from` all texts are those
/// of that language, as far as it has them, and formats without words hold as they stand. What comes with the program in the
/// new language is left out.
pub fn templates(site: &Site, locale: &Locale, name: &str, from: Option<&str>) -> Vec<Template> {
    let code = locale.canonical();
    let near = nearest(site, locale);
    let source = site.config.code(site.config.source);
    let of = |code: &str, embedded: bool| -> Files<'_> {
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
    // A region has few words of its own, and takes the others from its language.
    let with_parents = |code: &str| {
        let parents = Locale::parse(code).map(|locale| locale.parents()).unwrap_or_default();
        std::iter::once(code.to_owned()).chain(parents).collect::<Vec<_>>()
    };
    let formats = |embedded: bool| of(near, embedded).into_iter().filter(|(name, _)| *name == FORMATS).collect();
    let texts = |code: &String| [of(code, false), of(code, true)];
    // Each with the site's own words first.
    let mut spoken: Vec<[Files<'_>; 2]> = Vec::new();
    match from {
        Some(from) => spoken.extend(with_parents(from).iter().map(texts)),
        None => spoken.push([formats(false), formats(true)]),
    }
    spoken.extend(with_parents(source).iter().map(texts));
    spoken.push([Vec::new(), of(LAST_RESORT, true)]);
    let mut texts: BTreeMap<&str, &Entry<'_>> = BTreeMap::new();
    for (_, entries) in spoken.iter().flatten().flatten() {
        for entry in entries {
            texts.entry(entry.id).or_insert(entry);
        }
    }
    // A message stands where the program has it.
    let embedded = spoken.iter().flat_map(|[_, embedded]| embedded);
    let layers = embedded.chain(spoken.iter().flat_map(|[own, _]| own));
    let recount = Recount::new(locale);
    let mut files: BTreeMap<&str, String> = BTreeMap::from([("site.ftl", String::new())]);
    let mut done: HashSet<&str> = HashSet::new();
    for (file, entries) in layers {
        for entry in entries.iter().filter(|entry| !there.contains(entry.id)) {
            let Some(text) = texts.get(entry.id).filter(|_| done.insert(entry.id)) else { continue };
            let text = text.lines.join("\n");
            let holds = from.is_some() && *file == FORMATS && Recount::is_without_words(&text);
            let text = recount.message(&text).unwrap_or(text);
            let file = files.entry(file).or_default();
            entry.comments.iter().for_each(|line| _ = writeln!(file, "{line}"));
            text.lines()
                .for_each(|line| _ = writeln!(file, "{}", if holds { line.to_owned() } else { commented(line) }));
        }
    }
    let how = "To translate one, delete the `# ` before it\n# and write the text anew; ";
    let how = |file: &str| match (file, from) {
        (FORMATS, Some(from)) => format!("The formats are those of `{from}`; those without words hold.\n# {how}"),
        (_, Some(from)) => format!("The texts are those of `{from}`. {how}"),
        (FORMATS, None) => format!("The formats are those of `{near}`. {how}"),
        (_, None) => format!("The texts are those of the source language. {how}"),
    };
    let head = |file: &str| {
        format!("# {name} ({code}). {}ids, variables and the words in square brackets stay as they are.\n\n", how(file))
    };
    let template = |(file, text): (&str, String)| Template {
        path: format!("locales/{code}/{file}"),
        text: format!("{}{}\n", head(file), text.trim_matches('\n')).trim_end().to_owned() + "\n",
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
