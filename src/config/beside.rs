//! Data by language: the texts of a file of data in one language, in a file of their own beside it, so that two languages
//! can be worked on without touching the same file. `tables/fees.en.toml` stands beside `tables/fees.toml`.
//!
//! They are put into the tree of the file before anything is read of it: whoever reads data finds a text by language, each
//! with the place where it stands.

use super::{Config, LangId};
use crate::data::{Key, Node, Reader, Table, Text, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::keys::cell::{derived, text, value};
use crate::keys::reference::{PERSON_TEXTS, TERM_TEXTS, WORK_TEXTS, weight, work};
use crate::keys::table::{TABLE_TEXTS, column, named, parts};
use crate::keys::{Keys, Type};
use crate::source::{SourceId, Sources, Span};
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

/// The files with the texts of a file of data, by their languages.
pub fn texts_beside(path: &str, sources: &Sources, config: &Config) -> Vec<(LangId, SourceId)> {
    let Some(stem) = path.strip_suffix(".toml") else { return Vec::new() };
    let own = |code: &str| format!("{stem}.{code}.toml");
    let is_one = |path: &String| beside(path).is_some();
    let there = |(lang, code): (LangId, &str)| Some((lang, sources.at(Some(&own(code)).filter(|path| is_one(path))?)?));
    config.languages.entries().map(|(lang, language)| (lang, language.code.as_str())).filter_map(there).collect()
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
    let source = sources.get(id);
    let files = texts_beside(&source.path, sources, config);
    if files.is_empty() {
        return;
    }
    let code = config.code(config.source);
    let named = named_file(&source.path);
    match named {
        Some(Named { texts, .. }) => tables_of_names(table).for_each(|one| settle_named(one, texts, code)),
        None => settle(table, &TABLE_TEXTS, &types(table), code),
    }
    for (lang, beside) in files {
        let own = sources.get(beside);
        if own.flaw.is_some() {
            continue;
        }
        let (own, found) = parse_toml(&own.text, beside, 0);
        if !found.is_empty() {
            diagnostics.extend(found);
            continue;
        }
        let types = types(table);
        let mut merge = Merge { config, lang, main: &source.path, types, diagnostics };
        match named {
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

/// Puts the texts of one language into a tree.
struct Merge<'a> {
    config: &'a Config,
    lang: LangId,
    /// The path of the file that they are put into.
    main: &'a str,
    /// What the cells of its columns hold.
    types: HashMap<String, String>,
    diagnostics: &'a mut Diagnostics,
}

impl Merge<'_> {
    /// Puts what `keys` says of `own` into a table.
    fn table(&mut self, into: &mut Table, own: Table, keys: &'static Keys) {
        let mut found = Diagnostics::new();
        let mut reader = Reader::new(own, keys, &mut found);
        let (mut texts, mut tables) = (Vec::new(), Vec::new());
        for key in keys.iter() {
            match key.takes {
                Type::Text => {
                    let place = reader.peek(*key).map(|node| node.span);
                    texts.extend(reader.text(*key).zip(place).map(|(text, place)| (key.name, place, text)));
                }
                Type::ById(inner) => tables.extend(reader.table(*key).map(|table| (key.name, table, inner))),
                _ => debug_assert!(false, "`{}` of {} is no text", key.name, keys.place),
            }
        }
        let cells = if keys.others.is_some() { reader.rest() } else { Vec::new() };
        reader.finish();
        self.diagnostics.extend(found);
        for (name, place, text) in texts {
            self.put(into, &Key { name: name.to_owned(), span: place }, text);
        }
        for (name, table, inner) in tables {
            self.named(into, name, table, inner);
        }
        for (key, node) in cells {
            self.cell(into, key, node, keys);
        }
    }

    /// Puts tables under names into those of a file in which every table has a name.
    fn names(&mut self, into: &mut Table, own: Table, keys: &'static Keys, what: &str) {
        let places: HashMap<String, usize> =
            into.entries.iter().enumerate().map(|(at, (key, _))| (key.name.clone(), at)).collect();
        for (key, node) in own.entries {
            let Some(table) = self.own_table(&key, node) else { continue };
            match places.get(&key.name).and_then(|at| into.entries.get_mut(*at)) {
                Some((_, Node { value: Value::Table(of), .. })) => self.table(of, table, keys),
                // Of what is no table that is said.
                Some(_) => {}
                None => self.unknown(what, &key, places.keys().map(String::as_str)),
            }
        }
    }

    /// Puts what stands under the ids of a list into its tables.
    fn named(&mut self, into: &mut Table, name: &str, own: Table, keys: &'static Keys) {
        let list = into.entries.iter_mut().find(|(key, _)| key.name == name).map(|(_, node)| &mut node.value);
        let mut none = Vec::new();
        let list = match list {
            Some(Value::List(list)) => list,
            // What is no list is reported where it is read.
            Some(_) => return,
            None => &mut none,
        };
        let id = |node: &Node| match &node.value {
            Value::Table(table) => match table.get(named::ID).map(|id| &id.value) {
                Some(Value::Text(id)) => Some(id.text.clone()),
                _ => None,
            },
            Value::Text(id) => Some(id.text.clone()),
            _ => None,
        };
        let places: HashMap<String, usize> =
            list.iter().enumerate().filter_map(|(at, node)| Some((id(node)?, at))).collect();
        for (key, node) in own.entries {
            let Some(table) = self.own_table(&key, node) else { continue };
            match places.get(&key.name).and_then(|at| list.get_mut(*at)) {
                Some(of) => with_id(of).into_iter().for_each(|of| self.table(of, table.clone(), keys)),
                None => self.unknown(name.trim_end_matches('s'), &key, places.keys().map(String::as_str)),
            }
        }
    }

    /// Puts a text of a cell, or the note of one, into a row.
    fn cell(&mut self, into: &mut Table, key: Key, node: Node, keys: &'static Keys) {
        let Some(holds) = self.types.get(&key.name).cloned() else {
            let help =
                suggestion(&key.name, self.types.keys().map(String::as_str).chain(keys.iter().map(|key| key.name)));
            let message = format!("`{}` has no column `{}`", self.main, key.name);
            self.diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
            return;
        };
        match node.value {
            Value::Text(text) if holds == "text" => self.put(into, &key, text),
            Value::Text(_) if holds == "choice" => {
                let help = format!("translate the choices: `[column.{0}.choices.ID]`, `label = \"…\"`", key.name);
                self.no_text(&key, "names a choice in every language", help);
            }
            Value::Table(own) => {
                let inner = match keys.others {
                    Some((_, Type::Either([_, Type::Table([inner])]))) => *inner,
                    _ => return,
                };
                let at = into.entries.iter().position(|(own, _)| own.name == key.name);
                let Some((_, cell)) = at.and_then(|at| into.entries.get_mut(at)) else {
                    return self.no_text(&key, "has no value in that row", self.says_values());
                };
                if let Some(of) = as_table(cell) {
                    self.table(of, own, inner);
                }
            }
            other => {
                let what = format!("holds {} here", other.kind());
                let what = if matches!(other, Value::Text(_)) { "is of another type than `text`" } else { &what };
                self.no_text(&key, what, self.says_values());
            }
        }
    }

    fn says_values(&self) -> String {
        format!("values are the same in every language, and stand in `{}`", self.main)
    }

    fn no_text(&mut self, key: &Key, what: &str, help: String) {
        let message = format!("`{}` {what}: a file of one language has texts alone", key.name);
        self.diagnostics.push(Diagnostic::new(Code::WrongType, key.span, message).help(help));
    }

    /// What stands under a name, which is a table.
    fn own_table(&mut self, key: &Key, node: Node) -> Option<Table> {
        match node.value {
            Value::Table(table) => Some(table),
            other => {
                let message = format!("`{}` takes a table, not {}", key.name, other.kind());
                self.diagnostics.push(Diagnostic::new(Code::WrongType, key.span, message));
                None
            }
        }
    }

    fn unknown<'n>(&mut self, what: &str, key: &Key, names: impl Iterator<Item = &'n str>) {
        let message = format!("`{}` has no {what} `{}`", self.main, key.name);
        let help = suggestion(&key.name, names);
        self.diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
    }

    /// Puts a text beside those of other languages.
    fn put(&mut self, into: &mut Table, key: &Key, text: Text) {
        let own = self.config.code(self.lang).to_owned();
        let span = text.span;
        let entry = (Key { name: own.clone(), span: key.span }, Node { span, value: Value::Text(text) });
        let Some((_, node)) = into.entries.iter_mut().find(|(there, _)| there.name == key.name) else {
            let by = Value::Table(Table { span, entries: vec![entry] });
            into.entries.push((key.clone(), Node { span, value: by }));
            return;
        };
        let twice = |first: Span| {
            let message = format!("`{}` is given twice in `{own}`", key.name);
            let help = "say it in one of the two places";
            Diagnostic::new(Code::DuplicateName, span, message).help(help).related(first, "the other one")
        };
        match &mut node.value {
            Value::Text(all) => self.diagnostics.push(twice(all.span)),
            Value::Table(by) => match by.entries.iter().find(|(there, _)| there.name == own) {
                Some((_, first)) => self.diagnostics.push(twice(first.span)),
                None => by.entries.push(entry),
            },
            // What is no text there is reported where it is read.
            Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) | Value::List(_) | Value::Null => {}
        }
    }
}

/// What stands in a list by its id, as a table with more than that.
fn with_id(node: &mut Node) -> Option<&mut Table> {
    if let Value::Text(id) = &node.value {
        let entry = (
            Key { name: named::ID.name.to_owned(), span: node.span },
            Node { span: node.span, value: Value::Text(id.clone()) },
        );
        node.value = Value::Table(Table { span: node.span, entries: vec![entry] });
    }
    match &mut node.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// A cell as a table with more than its value.
fn as_table(cell: &mut Node) -> Option<&mut Table> {
    let is_form =
        |table: &Table| [value::WHOLE, text::WORDS, derived::DERIVE].iter().any(|key| table.get(*key).is_some());
    if !matches!(&cell.value, Value::Table(table) if is_form(table)) {
        let span = cell.span;
        let whole = Node { span, value: std::mem::replace(&mut cell.value, Value::Null) };
        let key = Key { name: value::WHOLE.name.to_owned(), span };
        cell.value = Value::Table(Table { span, entries: vec![(key, whole)] });
    }
    match &mut cell.value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
