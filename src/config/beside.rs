//! Data by language: the texts of a file of data in one language, in a file of their own beside it, so that two languages
//! can be worked on without touching the same file. `tables/fees.en.toml` stands beside `tables/fees.toml`.
//!
//! They are put into the tree of the file before anything is read of it: whoever reads data finds a text by language, each
//! with the place where it stands.

use super::merge::Merge;
use super::{Config, LangId};
use crate::data::{Key, Node, Table, Text, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::keys::reference::{PERSON_TEXTS, TERM_TEXTS, WORK_TEXTS, weight, work};
use crate::keys::site::{SITE_TEXTS, site as site_keys};
use crate::keys::table::{TABLE_TEXTS, column, named, parts, stamp};
use crate::keys::{Keys, Type};
use crate::source::{CONFIG, LANGUAGES, SourceId, Sources, Span};
use std::collections::HashMap;

/// The glossary.
pub const GLOSSARY: &str = "content/glossary.toml";
/// The works that are cited.
pub const REFERENCES: &str = "content/references.toml";
/// Who answers for the site.
pub const PEOPLE: &str = "content/people.toml";

/// A file in which every table has a name: its path, what one of them is, and its texts in a file of one language.
struct Named {
    path: &'static str,
    one: &'static str,
    texts: &'static Keys,
}

const NAMED: [Named; 3] = [
    Named { path: GLOSSARY, one: "term", texts: &TERM_TEXTS },
    Named { path: REFERENCES, one: "reference", texts: &WORK_TEXTS },
    Named { path: PEOPLE, one: "person", texts: &PERSON_TEXTS },
];

fn named_file(path: &str) -> Option<&'static Named> {
    NAMED.iter().find(|named| named.path == path)
}

/// The path of the file that a file of texts stands beside, and the code of the language that it is named after.
pub fn beside(path: &str) -> Option<(String, &str)> {
    let (stem, name) = match path.rsplit_once('/')? {
        ("content", name) => {
            let (stem, _) = name.split_once('.')?;
            named_file(&format!("content/{stem}.toml"))?;
            ("content", name)
        }
        (folder, name) => {
            let is_data = folder.starts_with("content/") && (folder.ends_with("/tables") || folder.ends_with("/facts"));
            (folder, Some(name).filter(|_| is_data)?)
        }
    };
    let (id, code) = name.strip_suffix(".toml")?.split_once('.')?;
    Some((format!("{stem}/{id}.toml"), code))
}

/// The path at which a language has the texts of a file of data.
pub fn path_beside(path: &str, code: &str) -> Option<String> {
    match path {
        CONFIG => Some(format!("{LANGUAGES}/{code}.toml")),
        path => Some(format!("{}.{code}.toml", path.strip_suffix(".toml")?)).filter(|path| beside(path).is_some()),
    }
}

/// The files with the texts of a file of data, by their languages.
pub fn texts_beside(path: &str, sources: &Sources, config: &Config) -> Vec<(LangId, SourceId)> {
    let there = |(lang, code): (LangId, &str)| Some((lang, sources.at(&path_beside(path, code)?)?));
    config.languages.entries().map(|(lang, language)| (lang, language.code.as_str())).filter_map(there).collect()
}

/// The path at which a language has what texts of a file of data are still to be written, if that is not the file itself:
/// where languages have such files, or where this one is declared in a file of its own. What is said in the source
/// language alone stands in the file.
pub fn texts_go_apart(path: &str, lang: LangId, sources: &Sources, config: &Config) -> Option<String> {
    let files = texts_beside(path, sources, config);
    let has_one = files.iter().any(|(own, _)| *own == lang);
    let has_such = config.has_own_file(lang) || path != CONFIG && !files.is_empty();
    path_beside(path, config.code(lang)).filter(|_| has_one || has_such && lang != config.source)
}

/// Puts the texts of the site that the file of a language has beside the language into the tree of `site.toml`, and takes
/// them out of that of the language.
pub(super) fn add_site_texts(site: &mut Table, language: &mut Table, code: &str, diagnostics: &mut Diagnostics) {
    let is_text = |(key, _): &(Key, Node)| SITE_TEXTS.has(&key.name);
    let (texts, own) = std::mem::take(&mut language.entries).into_iter().partition(is_text);
    language.entries = own;
    let mut own = Table { span: language.span, entries: texts };
    drop_stamp(&mut own);
    let source = match site.get(site_keys::SOURCE).map(|node| &node.value) {
        Some(Value::Text(source)) if !own.entries.is_empty() => Some(source.text.clone()),
        _ => None,
    };
    if let Some(source) = source {
        settle(site, &SITE_TEXTS, &HashMap::new(), &source);
    }
    Merge { code, main: CONFIG, types: HashMap::new(), diagnostics }.table(site, own, &SITE_TEXTS);
}

/// Takes out what a file of texts says of the file that it stands beside, which is no text of it.
fn drop_stamp(own: &mut Table) {
    let is_stamp = |(key, node): &(Key, Node)| {
        stamp::KEYS.iter().any(|stamp| stamp.name == key.name) && !matches!(node.value, Value::Table(_))
    };
    own.entries.retain(|entry| !is_stamp(entry));
}

/// Whether the file of a language has texts of the file with this path.
pub fn has_texts(path: &str, own: &Table) -> bool {
    let is_stamp = |key: &Key| stamp::KEYS.iter().any(|stamp| stamp.name == key.name);
    own.entries.iter().any(|(key, _)| !is_stamp(key) && (path != CONFIG || SITE_TEXTS.has(&key.name)))
}

/// Files of texts that stand beside nothing, and those of a language that the site has not.
pub fn misplaced_texts(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) {
    for (id, source) in sources.iter() {
        let Some((path, code)) = beside(&source.path) else { continue };
        if config.language(code).is_none() {
            diagnostics.push(config.unknown_language(&Text::made(code.to_owned(), Span::file(id))));
        } else if sources.at(&path).is_none() {
            let message = format!("there is no `{path}` of which this has the texts");
            let help = "give it the name of the file that it belongs to, or delete it";
            diagnostics.push(Diagnostic::new(Code::OrphanTranslation, Span::file(id), message).help(help));
        }
    }
}

/// The tree of a file of data, with the texts that stand beside it; `None` for one that cannot be read.
pub fn read_with_texts(
    id: SourceId,
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Table> {
    let source = sources.get(id);
    if source.flaw.is_some() {
        return None;
    }
    let (mut table, found) = parse_toml(&source.text, id, 0);
    if !found.is_empty() {
        diagnostics.extend(found);
        return None;
    }
    add_texts(&mut table, id, sources, config, diagnostics);
    Some(table)
}

/// Puts the texts that stand beside a file into its tree.
pub fn add_texts(table: &mut Table, id: SourceId, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) {
    let text = |id: SourceId| Some(sources.get(id).text.as_str());
    add_texts_as(table, id, (sources, &text), config, diagnostics);
}

/// The same with other texts of the files beside it; those of which there is none are left out.
pub fn add_texts_as<'t>(
    table: &mut Table,
    id: SourceId,
    (sources, text): (&Sources, &dyn Fn(SourceId) -> Option<&'t str>),
    config: &Config,
    diagnostics: &mut Diagnostics,
) {
    let source = sources.get(id);
    let files = texts_beside(&source.path, sources, config);
    let is_site = source.path == CONFIG;
    let named = named_file(&source.path);
    match named {
        _ if files.is_empty() || is_site => {}
        Some(Named { texts, .. }) => {
            tables_of_names(table).for_each(|one| settle_named(one, texts, config.code(config.source)));
        }
        None => settle(table, &TABLE_TEXTS, &types(table), config.code(config.source)),
    }
    for (lang, beside) in files {
        let Some(text) = text(beside).filter(|_| sources.get(beside).flaw.is_none()) else { continue };
        let (mut own, found) = parse_toml(text, beside, 0);
        if !found.is_empty() {
            diagnostics.extend(found);
            continue;
        }
        let code = config.code(lang);
        let types = types(table);
        drop_stamp(&mut own);
        let mut merge = Merge { code, main: &source.path, types, diagnostics };
        match named {
            _ if is_site => add_site_texts(table, &mut own, code, diagnostics),
            Some(Named { texts, one, .. }) => merge.names(table, own, texts, one),
            None => merge.table(table, own, &TABLE_TEXTS),
        }
    }
}

/// What the cells of each column of a table hold, as the file says it.
fn types(table: &Table) -> HashMap<String, String> {
    let Some(Value::List(columns)) = table.get(parts::COLUMNS).map(|node| &node.value) else { return HashMap::new() };
    let word = |of: &Table, key| match of.get(key).map(|node| &node.value) {
        Some(Value::Text(text)) => Some(text.text.clone()),
        _ => None,
    };
    let of = |node: &Node| match &node.value {
        Value::Table(column) => Some((word(column, named::ID)?, word(column, column::TYPE)?)),
        _ => None,
    };
    columns.iter().filter_map(of).collect()
}

fn tables_of_names(table: &mut Table) -> impl Iterator<Item = &mut Table> {
    table.entries.iter_mut().filter_map(|(_, node)| match &mut node.value {
        Value::Table(table) => Some(table),
        _ => None,
    })
}

/// The same of a table with a name. What a work is called is in its own language; for how long people were followed is a
/// length, if it is no table.
fn settle_named(table: &mut Table, keys: &'static Keys, code: &str) {
    let own = match table.get(work::LANGUAGE).map(|node| &node.value) {
        Some(Value::Text(language)) => language.text.clone(),
        _ => code.to_owned(),
    };
    let called = [work::TITLE, work::CONTAINER, work::PUBLISHER].map(|key| key.name);
    for (key, node) in &mut table.entries {
        let is_length = key.name == weight::FOLLOWED.name;
        if keys.has(&key.name) && !is_length && matches!(node.value, Value::Text(_)) {
            settle_text(node, if called.contains(&key.name.as_str()) { &own } else { code });
        }
    }
}

/// Makes texts that are there for every language those of the source language: what others say stands beside them, or is
/// missing.
fn settle(table: &mut Table, keys: &'static Keys, types: &HashMap<String, String>, code: &str) {
    for (key, node) in &mut table.entries {
        let takes = keys.iter().find(|known| known.name == key.name).map(|known| known.takes);
        match (takes, &mut node.value) {
            (Some(Type::Text), Value::Text(_)) => settle_text(node, code),
            (Some(Type::ById(inner)), Value::List(list)) => {
                let tables = list.iter_mut().filter_map(|node| match &mut node.value {
                    Value::Table(table) => Some(table),
                    _ => None,
                });
                tables.for_each(|table| settle(table, inner, types, code));
            }
            (None, value) if types.contains_key(&key.name) && keys.others.is_some() => {
                let is_text = types.get(&key.name).is_some_and(|holds| holds == "text");
                let is_word = matches!(value, Value::Text(text) if matches!(text.text.as_str(), "unknown" | "n/a"));
                match (value, keys.others) {
                    (Value::Text(_), _) if is_text && !is_word => settle_text(node, code),
                    (Value::Table(cell), Some((_, Type::Either([_, Type::Table([inner])])))) => {
                        settle(cell, inner, types, code);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn settle_text(node: &mut Node, code: &str) {
    let span = node.span;
    let own = Node { span, value: std::mem::replace(&mut node.value, Value::Null) };
    let entries = vec![(Key { name: code.to_owned(), span }, own)];
    node.value = Value::Table(Table { span, entries });
}
