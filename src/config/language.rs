//! The languages of the site, as `site.toml` declares them.

use super::name::unportable;
use super::writing::Writing;
use crate::address;
use crate::data::{Reader, Table, Text, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed, suggestion};
use crate::id::IndexVec;
use crate::keys::site::{LANGUAGE, LANGUAGE_FILE, language, language_code, site_texts};
use crate::keys::table::stamp;
use crate::locale::{LangId, Locale, Meant, TagFault};
use crate::source::{LANGUAGES, Sources, Span};
use std::collections::HashMap;

/// One language of the site.
#[derive(Debug, Clone)]
pub struct Language {
    pub code: String,
    /// In the language itself.
    pub name: String,
    pub locale: Locale,
    /// The tags that it is a region or a variant of.
    pub parents: Vec<String>,
    /// The language with its country, for those to whom pages are shown elsewhere.
    pub territory: Option<String>,
    /// Where a missing text is taken from, in order.
    pub fallback: Vec<LangId>,
    pub writing: Writing,
    pub missing: Missing,
    /// Whether it lives at the root of the site.
    pub root: bool,
    /// Whether the output has it.
    pub built: bool,
    /// Its code in `site.toml`.
    pub span: Span,
}

impl Language {
    /// Whether words of a language are this one's own: of itself, or of one that it is a region or a variant of.
    pub fn takes_words_of(&self, code: &str) -> bool {
        self.code == code || self.parents.iter().any(|parent| parent.eq_ignore_ascii_case(code))
    }
}

/// What a language shows in place of a page that it has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// There is no page.
    Omit,
    /// The text of the next language of the chain, marked as such.
    Fallback,
}

/// The most languages of a site: each has all its messages, and every text of data.
const MAX_LANGUAGES: usize = 200;

/// A language, and the codes of those that it falls back to.
type Declared = (Language, Vec<Text>);

/// A language that is declared in a file of its own: the code that it is called after, and what it says.
pub(super) struct File {
    pub(super) code: Text,
    pub(super) table: Table,
}

/// Reads the files that languages have of their own.
pub(super) fn files(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<File> {
    let mut files = Vec::new();
    for (id, source) in sources.iter() {
        let name = source.path.strip_prefix(LANGUAGES).and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".toml"));
        let Some(code) = name.filter(|_| source.flaw.is_none()) else { continue };
        let (table, found) = parse_toml(&source.text, id, 0);
        // Its pages are not a mistake each.
        let table = if found.is_empty() { table } else { Table::empty(Span::file(id)) };
        diagnostics.extend(found);
        files.push(File { code: Text::made(code.to_owned(), Span::file(id)), table });
    }
    files
}

/// Reads the languages of `site.toml`, then those that have files of their own.
pub(super) fn read(tables: Vec<Table>, files: Vec<File>, diagnostics: &mut Diagnostics) -> IndexVec<LangId, Language> {
    let mut tables: Vec<_> = tables.into_iter().map(|table| (None, table)).collect();
    tables.extend(files.into_iter().map(|File { code, table }| (Some(code), table)));
    if let Some((_, further)) = tables.get(MAX_LANGUAGES) {
        let message = format!("more than {MAX_LANGUAGES} languages");
        let span = Span { end: further.span.start, ..further.span };
        diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help("make several sites"));
    }
    let mut declared: IndexVec<LangId, Declared> = IndexVec::new();
    let mut seen: HashMap<String, Span> = HashMap::new();
    for (code, table) in tables.into_iter().take(MAX_LANGUAGES) {
        let Some((language, fallback)) = read_one(code, table, diagnostics) else { continue };
        let (code, span) = (&language.code, language.span);
        if let Some(first) = seen.get(&language.locale.canonical()) {
            let message = format!("the language `{code}` is declared twice");
            diagnostics.push(Diagnostic::new(Code::DuplicateName, span, message).related(*first, "first here"));
            continue;
        }
        seen.insert(language.locale.canonical(), span);
        let other = declared.iter().find(|(other, _)| language.root && other.root);
        if let Some((other, _)) = other {
            let message = format!("`{}` lives at the root of the site already, and there is one root", other.code);
            let diagnostic = Diagnostic::new(Code::InvalidValue, span, message);
            diagnostics.push(diagnostic.related(other.span, "the other one"));
        }
        declared.push((language, fallback));
    }
    let codes: IndexVec<LangId, String> = declared.iter().map(|(language, _)| language.code.clone()).collect();
    let languages = codes.ids().zip(declared);
    languages.map(|(lang, declared)| with_fallback(lang, declared, &codes, diagnostics)).collect()
}

/// Reads one, as yet without its fallbacks, whose code is given where a file is called after it; `None` if its code cannot
/// be that of a language here.
fn read_one(code: Option<Text>, table: Table, diagnostics: &mut Diagnostics) -> Option<Declared> {
    let is_file = code.is_some();
    let mut reader = Reader::new(table, if is_file { &LANGUAGE_FILE } else { &LANGUAGE }, diagnostics);
    let code = code.or_else(|| reader.text(language_code::CODE));
    let name = reader.text(language::NAME);
    let fallback = reader.texts(language::FALLBACK);
    let writing = Writing::read(&mut reader);
    let root = reader.is(language::ROOT);
    let missing = reader.choice(language::MISSING, [Missing::Omit, Missing::Fallback]).unwrap_or(Missing::Omit);
    // What it says of the site has been read with that.
    if is_file {
        reader.pass(site_texts::KEYS);
        reader.pass(stamp::KEYS);
    }
    reader.finish();
    let code = code?;
    let Some(locale) = Locale::parse(&code.text) else {
        let message = format!("`{}` is not a language code", code.text);
        let diagnostic = Diagnostic::new(Code::InvalidValue, code.span, message);
        diagnostics.push(diagnostic.help("write a BCP 47 tag: `ja`, `en`, `zh-Hant`"));
        return None;
    };
    if let Some(fault) = address::name_fault(&code.text) {
        let message = format!("the language `{}` cannot be part of an address: {fault}", code.text);
        diagnostics.push(Diagnostic::new(Code::InvalidValue, code.span, message).help(fault.help()));
        return None;
    }
    diagnostics.extend(unportable(&code.text, code.span));
    // The language stays: its pages are not a mistake each.
    diagnostics.extend(locale.fault().map(|fault| wrong_tag(&code, &fault)));
    let language = Language {
        name: name.map_or_else(|| code.text.clone(), |name| name.text),
        parents: locale.parents(),
        territory: locale.territory(),
        fallback: Vec::new(),
        writing: writing(Writing::of(&locale)),
        missing,
        root,
        built: true,
        span: code.span,
        code: code.text,
        locale,
    };
    Some((language, fallback))
}

/// A language with its fallbacks: first those that it is a region or a variant of.
fn with_fallback(
    lang: LangId,
    (language, fallback): Declared,
    codes: &IndexVec<LangId, String>,
    diagnostics: &mut Diagnostics,
) -> Language {
    let own = |parent: &String| codes.position(|code| code.eq_ignore_ascii_case(parent));
    let mut chain: Vec<LangId> = language.parents.iter().filter_map(own).collect();
    for wanted in fallback {
        match codes.position(|code| *code == wanted.text) {
            Some(found) if found == lang => {
                let message = format!("`{}` falls back to itself", language.code);
                diagnostics.push(Diagnostic::new(Code::InvalidValue, wanted.span, message));
            }
            Some(found) if chain.contains(&found) => {}
            Some(found) => chain.push(found),
            None => {
                let message = format!("the fallback `{}` is not one of `languages`", wanted.text);
                let help = suggestion(&wanted.text, codes.iter().map(String::as_str));
                diagnostics.push(Diagnostic::new(Code::UnknownLanguage, wanted.span, message).maybe_help(help));
            }
        }
    }
    Language { fallback: chain, ..language }
}

/// What is wrong with the tag of a language.
fn wrong_tag(code: &Text, fault: &TagFault) -> Diagnostic {
    let wrong = &code.text;
    match fault {
        TagFault::Unknown(meant) => {
            let (message, help) = match meant {
                Some((meant, Meant::Country)) => (
                    format!("`{wrong}` is the code of a country, and of no language"),
                    format!("most people there speak `{meant}`: write `code = \"{meant}\"`"),
                ),
                Some((meant, Meant::Preferred)) => (
                    format!("`{wrong}` is not the code by which browsers know this language"),
                    format!("write `code = \"{meant}\"`"),
                ),
                None => {
                    (format!("there is no language `{wrong}`"), "write a BCP 47 tag: `ja`, `en`, `zh-Hant`".to_owned())
                }
            };
            Diagnostic::new(Code::InvalidValue, code.span, message).help(help)
        }
        TagFault::Doubtful { is, meant } => {
            let message = format!("`{wrong}` is {is}, in which next to no site is written");
            let help =
                format!("the country with this code speaks `{meant}`: if that is meant, write `code = \"{meant}\"`");
            Diagnostic::new(Code::LanguageCode, code.span, message).help(help)
        }
    }
}

/// That a site with the languages `codes` does not have one.
pub(super) fn unknown<'a>(code: &Text, codes: impl Iterator<Item = &'a str> + Clone) -> Diagnostic {
    let help = suggestion(&code.text, codes.clone())
        .unwrap_or_else(|| format!("the languages in `site.toml` are {}", listed(codes)));
    Diagnostic::new(Code::UnknownLanguage, code.span, format!("`{}` is not a language of the site", code.text))
        .help(help)
}
