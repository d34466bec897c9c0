//! Putting the texts of one language into the tree of the file that they stand beside.

use crate::data::{Key, Node, Reader, Table, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::keys::cell::{derived, text, value};
use crate::keys::reference::work;
use crate::keys::site::entry;
use crate::keys::table::named;
use crate::keys::{Keys, Type};
use crate::source::Span;
use std::collections::HashMap;

/// What the things in the list under a key are called: authors by their places, which are part of what the work is; all
/// others by their ids, else by what an entry of a menu leads to, if nothing else there is called so. Nothing for those
/// that have no such name.
pub fn names_in_list(key: &str, list: &[Node]) -> Vec<Option<String>> {
    if key == work::AUTHORS.name {
        return (1..=list.len()).map(|place| Some(place.to_string())).collect();
    }
    let text = |node: &Node| match &node.value {
        Value::Text(text) => Some(text.text.clone()),
        _ => None,
    };
    let name = |node: &Node| match &node.value {
        Value::Table(table) => {
            [named::ID, entry::PAGE, entry::URL].into_iter().find_map(|key| table.get(key).and_then(text))
        }
        _ => text(node),
    };
    let names: Vec<Option<String>> = list.iter().map(name).collect();
    let mut count: HashMap<&String, usize> = HashMap::new();
    names.iter().flatten().for_each(|name| *count.entry(name).or_default() += 1);
    names.iter().map(|name| name.clone().filter(|name| count.get(name) == Some(&1))).collect()
}

/// Puts the texts of one language into a tree.
pub(super) struct Merge<'a> {
    /// The code of the language.
    pub(super) code: &'a str,
    /// The path of the file that they are put into.
    pub(super) main: &'a str,
    /// What the cells of its columns hold.
    pub(super) types: HashMap<String, String>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Merge<'_> {
    /// Puts what `keys` says of `own` into a table.
    pub(super) fn table(&mut self, into: &mut Table, own: Table, keys: &'static Keys) {
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
    pub(super) fn names(&mut self, into: &mut Table, own: Table, keys: &'static Keys, what: &str) {
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
        let names = names_in_list(name, list).into_iter().enumerate();
        let places: HashMap<String, usize> = names.filter_map(|(at, name)| Some((name?, at))).collect();
        for (key, node) in own.entries {
            let Some(table) = self.own_table(&key, node) else { continue };
            match places.get(&key.name).and_then(|at| list.get_mut(*at)) {
                Some(Node { value: Value::Text(_), .. }) if name == work::AUTHORS.name => {
                    let help = "write it there as `{ name = { ja = \"…\" } }`".to_owned();
                    self.no_text(&key, "is one name for every language", help);
                }
                Some(of) => with_id(of).into_iter().for_each(|of| self.table(of, table.clone(), keys)),
                None => self.unknown(one_of(name), &key, places.keys().map(String::as_str)),
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
        let help = suggestion(&key.name, names)
            .or_else(|| (what == ENTRY).then(|| "give the entry an `id` there, and write that here".to_owned()));
        self.diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
    }

    /// Puts a text beside those of other languages.
    fn put(&mut self, into: &mut Table, key: &Key, text: Text) {
        let own = self.code.to_owned();
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

/// One of the menu.
const ENTRY: &str = "entry of the menu";

/// What one of the things under a key is called.
fn one_of(key: &str) -> &str {
    match key {
        "menu" | "children" => ENTRY,
        key => key.trim_end_matches('s'),
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
