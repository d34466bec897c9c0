//! Texts of data that stand by language: `{ ja = "費用", en = "Cost" }`.

use crate::config::{Codes, Config, LangId};
use crate::data::{Key, Node, Table, Text, Value, parse_toml};
use crate::keys::reference::term;
use crate::keys::table::named;
use crate::source::{SourceId, Sources};
use rayon::prelude::*;

/// A text of data in the languages that it is written in.
#[derive(Debug, Clone)]
pub struct Label {
    /// The keys that lead to it, with the ids of what stands in lists: `row/drip/label`.
    pub path: String,
    /// In the order of the file.
    pub texts: Vec<(LangId, Text)>,
    /// What stands between two of them: `, ` in braces, else a new line and what its key begins with.
    pub between: String,
}

impl Label {
    /// What it says in a language.
    pub fn text(&self, lang: LangId) -> Option<&Text> {
        self.texts.iter().find(|(own, _)| *own == lang).map(|(_, text)| text)
    }
}

/// The files of data that have texts by language, and those texts.
pub fn labels(sources: &Sources, config: &Config) -> Vec<(SourceId, Vec<Label>)> {
    let is_data = |path: &str| path == "site.toml" || path.starts_with("content/") && path.ends_with(".toml");
    let files: Vec<SourceId> = sources.iter().filter(|(_, source)| is_data(&source.path)).map(|(id, _)| id).collect();
    let read = |id: SourceId| (id, of_file(sources, id, config));
    files.into_par_iter().map(read).filter(|(_, labels)| !labels.is_empty()).collect()
}

/// The texts by language of one file of data.
pub fn of_file(sources: &Sources, id: SourceId, config: &Config) -> Vec<Label> {
    of_text(&sources.get(id).text, id, config)
}

/// The same of any text of that file.
pub fn of_text(text: &str, id: SourceId, config: &Config) -> Vec<Label> {
    let (table, _) = parse_toml(text, id, 0);
    let codes: Codes<'_> = config.codes().collect();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut found = Vec::new();
    let mut open: Vec<(String, &Node)> = Vec::new();
    add_entries("", &table, &mut open);
    while let Some((path, node)) = open.pop() {
        match &node.value {
            Value::Table(table) => match texts(table, &codes) {
                Some(texts) => {
                    let between = between(text, table, line_end);
                    found.push(Label { path, texts, between });
                }
                None => add_entries(&path, table, &mut open),
            },
            Value::List(list) => {
                let inside = list.iter().enumerate().rev();
                open.extend(inside.map(|(at, node)| (format!("{path}/{}", name_of(node, at)), node)));
            }
            Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) | Value::Null => {}
        }
    }
    found.sort_by_key(|label| label.texts.first().map(|(_, text)| text.span.start));
    found
}

/// What a table says by language, if that is all that it says.
fn texts(table: &Table, codes: &Codes<'_>) -> Option<Vec<(LangId, Text)>> {
    let text = |(key, node): &(Key, Node)| {
        let lang = codes.position(|code| *code == key.name)?;
        let Value::Text(text) = &node.value else { return None };
        Some((lang, text.clone()))
    };
    let texts: Vec<(LangId, Text)> = table.entries.iter().map(text).collect::<Option<_>>()?;
    Some(texts).filter(|texts| !texts.is_empty())
}

/// The id of what stands in a list, or its number there.
fn name_of(node: &Node, at: usize) -> String {
    let id = match &node.value {
        Value::Table(table) => table.get(named::ID).map(|id| &id.value),
        _ => None,
    };
    match id {
        Some(Value::Text(id)) => id.text.clone(),
        _ => (at + 1).to_string(),
    }
}

/// A reading is a language's own.
fn add_entries<'a>(path: &str, table: &'a Table, open: &mut Vec<(String, &'a Node)>) {
    for (key, node) in table.entries.iter().filter(|(key, _)| key.name != term::YOMI.name).rev() {
        let name = &key.name;
        open.push((if path.is_empty() { name.clone() } else { format!("{path}/{name}") }, node));
    }
}

/// What stands between two texts of a table: in braces a comma, else the end of the line; then what their keys begin
/// with, since one may be written `label.ja = …`.
fn between(text: &str, table: &Table, line_end: &str) -> String {
    let Some((key, _)) = table.entries.last() else { return String::new() };
    let start = key.span.start as usize;
    let before = text.get(..start).unwrap_or_default();
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '"' | '\'' | ' ' | '\t');
    let outside = before.trim_end_matches(is_key);
    let begin = before.get(outside.len()..).unwrap_or_default();
    if outside.ends_with(['{', ',']) {
        return format!(", {}", begin.trim_start());
    }
    format!("{line_end}{begin}")
}
