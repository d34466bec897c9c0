//! The guide with one of its values changed: every text that quotes the value is reported, in both languages,
//! `check --fix` mends them all, and what is mended is published. The texts are found by a simple scan of the files.

use super::{build_site, site};
use shirube::diagnostic::{Code, Level};
use shirube::inside::data::{Node, Table, Value, parse_toml};
use shirube::inside::mend::mend;
use shirube::source::{FileSystem, Memory, Sources, embedded};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A value of a table in another state.
pub struct Change {
    path: String,
    fact: String,
    /// The file's text afterwards.
    text: String,
    what: String,
}

/// Every change of a single number, word, choice or date of the guide's tables and facts.
pub fn changes() -> Vec<Change> {
    let mut changes = Vec::new();
    for (path, text) in texts().iter().filter(|(path, _)| path.ends_with(".toml") && is_data(path)) {
        let files = Sources::read(site(), &Memory::new()).unwrap();
        let id = files.at(path).unwrap();
        let (table, found) = parse_toml(text, id, 0);
        assert!(found.is_empty(), "{path}");
        let name = path.rsplit('/').next().unwrap().trim_end_matches(".toml");
        for row in tables(&table, "row") {
            let row_id = string(row, "id");
            for (key, node) in row.entries.iter().filter(|(key, _)| !matches!(key.name.as_str(), "id" | "label")) {
                let kind = column_kind(&table, &key.name);
                let Some(kind) = kind else { continue };
                let choices = choices(&table, &key.name);
                for (range, new) in leaves(value_of(node), text, &kind, &choices) {
                    let what = format!("{name}.{row_id}.{}: {} to {new}", key.name, &text[range.clone()]);
                    let mut changed = text.clone();
                    changed.replace_range(range, &new);
                    let fact = format!("{name}.{row_id}.{}", key.name);
                    changes.push(Change { path: path.clone(), fact, text: changed, what });
                }
            }
        }
    }
    changes
}

impl Change {
    /// Checks the guide with the change, mends it and builds it; what was wrong.
    pub fn run(&self) -> Result<(), String> {
        let mut memory = site().clone();
        memory.insert(self.path.clone(), self.text.clone().into_bytes());
        let (built, _) = build_site(&memory, &embedded());
        let mut reported: BTreeSet<(String, usize, usize)> = BTreeSet::new();
        for diagnostic in built.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error) {
            let (start, _) = built.sources.positions(diagnostic.span);
            let path = &built.sources.get(diagnostic.span.source).path;
            if diagnostic.code != Code::FactMismatch {
                return Err(format!("{}: {path}:{}: {}", self.what, start.line, diagnostic.message));
            }
            reported.insert((path.clone(), start.line, start.column));
        }
        let missed: Vec<_> = self.quotations().into_iter().filter(|place| !reported.contains(place)).collect();
        if !missed.is_empty() {
            return Err(format!("{}: nothing is said of {missed:?}", self.what));
        }
        for mended in mend(&built.diagnostics, &built.sources) {
            let path = &built.sources.get(mended.source).path;
            let old = memory.read(path).unwrap().unwrap();
            let outside = |text: &str| {
                text.split('[').map(|part| part.find(']').map_or(part.len(), |at| part.len() - at)).sum::<usize>()
            };
            if outside(std::str::from_utf8(&old).unwrap()) != outside(&mended.text) {
                return Err(format!("{}: more than the texts of facts was rewritten in {path}", self.what));
            }
            memory.insert(path.clone(), mended.text.into_bytes());
        }
        let (again, files) = build_site(&memory, &embedded());
        let left: Vec<&str> = again
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.level == Level::Error)
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        if !left.is_empty() || !mend(&again.diagnostics, &again.sources).is_empty() {
            return Err(format!("{}: after mending there is still {left:?}", self.what));
        }
        if files.is_empty() {
            return Err(format!("{}: nothing is published", self.what));
        }
        Ok(())
    }

    /// The places that quote the fact in words of their own, in any form that shows the whole of it.
    fn quotations(&self) -> Vec<(String, usize, usize)> {
        let mut places = Vec::new();
        for (path, text) in texts().iter().filter(|(path, _)| path.starts_with("content/")) {
            for (at, _) in text.match_indices("](fact:") {
                let start = text[..at].rfind('[').unwrap();
                let dest = &text[at + "](fact:".len()..];
                let dest = &dest[..dest.find(')').unwrap()];
                // An end that is quoted alone may stand as it was, and so may a text that is filled in.
                if dest == self.fact && start + 1 < at {
                    let line = text[..start].matches('\n').count() + 1;
                    let column = text[text[..start].rfind('\n').map_or(0, |at| at + 1)..start].chars().count() + 1;
                    places.push((path.clone(), line, column));
                }
            }
        }
        places
    }
}

fn is_data(path: &str) -> bool {
    path.contains("/tables/") || path.contains("/facts/")
}

/// The value of a key of a table.
fn get<'a>(table: &'a Table, name: &str) -> Option<&'a Node> {
    table.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node)
}

/// Every text file of the guide.
fn texts() -> &'static Vec<(String, String)> {
    static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
        let files = site().list("content").unwrap().unwrap().into_iter().map(|file| file.path);
        files.filter_map(|path| Some((path.clone(), String::from_utf8(site().read(&path).unwrap()?).ok()?))).collect()
    });
    &TEXTS
}

fn tables<'a>(table: &'a Table, name: &str) -> Vec<&'a Table> {
    let Some(Node { value: Value::List(items), .. }) = get(table, name) else { return Vec::new() };
    items
        .iter()
        .map(|item| match &item.value {
            Value::Table(table) => table,
            other => panic!("{other:?}"),
        })
        .collect()
}

fn string(table: &Table, name: &str) -> String {
    match get(table, name).map(|node| &node.value) {
        Some(Value::Text(text)) => text.text.clone(),
        other => panic!("{name}: {other:?}"),
    }
}

fn column_kind(table: &Table, column: &str) -> Option<String> {
    let found = tables(table, "column").into_iter().find(|data| string(data, "id") == column)?;
    Some(string(found, "type"))
}

fn choices(table: &Table, column: &str) -> Vec<String> {
    let column = tables(table, "column").into_iter().find(|data| string(data, "id") == column).unwrap();
    tables(column, "choices").into_iter().map(|choice| string(choice, "id")).collect()
}

/// What a cell says, without what is said of it; nothing that is derived.
fn value_of(node: &Node) -> Option<&Node> {
    match &node.value {
        Value::Table(table) => match (get(table, "derive"), get(table, "value").or(get(table, "text"))) {
            (Some(_), _) => None,
            (None, Some(value)) => Some(value),
            (None, None) => Some(node),
        },
        _ => Some(node),
    }
}

/// The single values of a cell, and another value for each.
fn leaves(node: Option<&Node>, text: &str, kind: &str, choices: &[String]) -> Vec<(Range<usize>, String)> {
    let Some(node) = node else { return Vec::new() };
    let range = node.span.range();
    match &node.value {
        Value::Integer(number) => vec![(range, (number + 1).to_string())],
        Value::Decimal(digits) => vec![(range, format!("1{digits}"))],
        Value::Date(day) => {
            let day: jiff::civil::Date = day.parse().unwrap();
            vec![(range, day.tomorrow().unwrap().to_string())]
        }
        Value::Text(word) if kind == "choice" => {
            let other = choices.iter().find(|choice| *choice != &word.text).unwrap();
            vec![(range, format!("\"{other}\""))]
        }
        // A high end becomes higher; a low end might come to lie above it.
        Value::Text(word) if kind == "duration" => match word.text.split_once(' ') {
            Some(("few", unit)) => vec![(range, format!("\"1 {unit}\""))],
            Some((number, unit)) => vec![(range, format!("\"{} {unit}\"", number.parse::<u32>().unwrap() + 1))],
            None => Vec::new(),
        },
        // An end that is open stays so.
        Value::Text(word) if word.text == "open" => Vec::new(),
        Value::Text(_) => vec![(range.start..range.end, text[range.clone()].replacen('"', "\"改", 1))],
        Value::List(ends) => ends.iter().flat_map(|end| leaves(Some(end), text, kind, choices)).collect(),
        Value::Table(table) => match get(table, "times") {
            Some(times) => leaves(Some(times), text, kind, choices),
            // The words of every language change together: a fact is one thing.
            None => {
                let mut changed = text[range.clone()].to_owned();
                changed = changed.replace("= \"", "= \"改");
                vec![(range, changed)]
            }
        },
        Value::Bool(_) | Value::Null => Vec::new(),
    }
}
