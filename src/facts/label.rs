//! Texts of data that stand by language: `{ ja = "費用", en = "Cost" }`.

use crate::config::{Codes, Config, LangId, REFERENCES, add_texts_as, beside, names_in_list};
use crate::data::{Key, Node, Table, Text, Value, parse_toml};
use crate::diagnostic::Diagnostics;
use crate::keys::reference::term;
use crate::keys::reference::work;
use crate::keys::table::parts;
use crate::source::{SourceId, Sources, Span};
use rayon::prelude::*;

/// Keys whose texts are Markdown.
const MARKDOWN: [&str; 15] = [
    "caption",
    "note",
    "why",
    "definition",
    "comparison",
    "followed",
    "limit",
    "people",
    "result",
    "retracted",
    "unverified",
    "contact",
    "funding",
    "interests",
    "qualification",
];

/// A text of data in the languages that it is written in.
#[derive(Debug, Clone)]
pub struct Label {
    /// The keys that lead to it, with the names of what stands in lists: `row`, `drip`, `label`.
    pub keys: Vec<String>,
    /// Whether all that it stands in has a name, so that other files can speak of it.
    pub is_named: bool,
    /// In the order of the file.
    pub texts: Vec<(LangId, Text)>,
    /// What stands between two of them: `, ` in braces, else a new line and what its key begins with.
    pub between: String,
}

impl Label {
    /// The keys that lead to it, for people: `row/drip/label`, `menu/"guide/cost"/label`.
    pub fn path(&self) -> String {
        let key = |key: &String| if key.contains('/') { format!("\"{key}\"") } else { key.clone() };
        self.keys.iter().map(key).collect::<Vec<_>>().join("/")
    }

    /// Whether every language should have it: what a work itself is called may have a translation, and need not.
    pub fn is_needed(&self, path: &str) -> bool {
        let key = self.keys.get(1).map(String::as_str).unwrap_or_default();
        let called = [work::TITLE, work::AUTHORS, work::CONTAINER, work::PUBLISHER];
        path != REFERENCES || called.iter().all(|own| own.name != key)
    }

    /// Whether its texts are Markdown: of tables and conflicts, of terms, of works, of people. All others are one line of text.
    pub fn is_markdown(&self) -> bool {
        let key = self.keys.last().map(String::as_str).unwrap_or_default();
        // A column may be called so, and its cells hold text.
        let is_cell = self.keys.len() == 3 && self.keys.first().is_some_and(|first| first == parts::ROWS.name);
        MARKDOWN.contains(&key) && !is_cell
    }

    /// What it says in a language.
    pub fn text(&self, lang: LangId) -> Option<&Text> {
        self.texts.iter().find(|(own, _)| *own == lang).map(|(_, text)| text)
    }
}

/// The files of data that have texts by language, and those texts.
pub fn labels(sources: &Sources, config: &Config) -> Vec<(SourceId, Vec<Label>)> {
    let read = |id: SourceId| (id, of_file(sources, id, config));
    data_files(sources).into_par_iter().map(read).filter(|(_, labels)| !labels.is_empty()).collect()
}

/// The files that may have texts by language.
pub fn data_files(sources: &Sources) -> Vec<SourceId> {
    // The texts of one language are those of the file that they stand beside.
    let is_content = |path: &str| path.starts_with("content/") && path.ends_with(".toml") && beside(path).is_none();
    let is_data = |path: &str| path == "site.toml" || is_content(path);
    sources.iter().filter(|(_, source)| is_data(&source.path)).map(|(id, _)| id).collect()
}

/// The texts by language of one file of data.
pub fn of_file(sources: &Sources, id: SourceId, config: &Config) -> Vec<Label> {
    let text = |id: SourceId| Some(sources.get(id).text.as_str());
    // What is wrong with them is reported where the file is read.
    of_file_as(id, (sources, &text), config)
}

/// The same where files have other texts, as `text` has them, or none.
pub fn of_file_as<'t>(
    id: SourceId,
    (sources, text): (&Sources, &dyn Fn(SourceId) -> Option<&'t str>),
    config: &Config,
) -> Vec<Label> {
    let own = text(id).unwrap_or_default();
    let (mut table, _) = parse_toml(own, id, 0);
    add_texts_as(&mut table, id, (sources, text), config, &mut Diagnostics::new());
    of_table((own, id), &table, config)
}

/// The same of any text of that file.
pub fn of_text(text: &str, id: SourceId, config: &Config) -> Vec<Label> {
    let (table, _) = parse_toml(text, id, 0);
    of_table((text, id), &table, config)
}

/// The same of what was read of a text.
pub fn of_table((text, id): (&str, SourceId), table: &Table, config: &Config) -> Vec<Label> {
    let mut finding = Finding::new(text, id, config);
    add_entries(&Way::start(), table, &mut finding.open);
    finding.labels()
}

/// The same of a file whose tables have names that its author chose.
pub fn of_named((text, id): (&str, SourceId), tables: &[(String, Span, Table)], config: &Config) -> Vec<Label> {
    let mut finding = Finding::new(text, id, config);
    tables.iter().for_each(|(name, _, table)| finding.table(Way::start().below(name), table));
    finding.labels()
}

/// What leads to a place of a file.
#[derive(Clone)]
struct Way {
    keys: Vec<String>,
    is_named: bool,
}

impl Way {
    fn start() -> Way {
        Way { keys: Vec::new(), is_named: true }
    }

    fn below(&self, name: &str) -> Way {
        let mut below = self.clone();
        below.keys.push(name.to_owned());
        below
    }

    /// To each of a list, by its name, else by its number.
    fn of_list<'n>(&self, list: &'n [Node]) -> Vec<(Way, &'n Node)> {
        let names = names_in_list(self.keys.last().map_or("", String::as_str), list);
        let way = |(at, (node, name)): (usize, (&'n Node, Option<String>))| match name {
            Some(name) => (self.below(&name), node),
            None => (Way { is_named: false, ..self.below(&(at + 1).to_string()) }, node),
        };
        list.iter().zip(names).enumerate().map(way).collect()
    }
}

/// Goes through what was read of a file.
struct Finding<'a> {
    text: &'a str,
    id: SourceId,
    codes: Codes<'a>,
    line_end: &'static str,
    found: Vec<Label>,
    /// What is still to be looked at.
    open: Vec<(Way, &'a Node)>,
}

impl<'a> Finding<'a> {
    fn new(text: &'a str, id: SourceId, config: &'a Config) -> Finding<'a> {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Finding { text, id, codes: config.codes().collect(), line_end, found: Vec::new(), open: Vec::new() }
    }

    fn table(&mut self, way: Way, table: &'a Table) {
        match texts(table, &self.codes) {
            Some(texts) => {
                let between = between((self.text, self.id), table, self.line_end);
                let Way { keys, is_named } = way;
                self.found.push(Label { keys, is_named, texts, between });
            }
            None => add_entries(&way, table, &mut self.open),
        }
    }

    /// The texts, in the order of the file.
    fn labels(mut self) -> Vec<Label> {
        while let Some((way, node)) = self.open.pop() {
            match &node.value {
                Value::Table(table) => self.table(way, table),
                Value::List(list) => self.open.extend(way.of_list(list).into_iter().rev()),
                Value::Text(_)
                | Value::Integer(_)
                | Value::Decimal(_)
                | Value::Bool(_)
                | Value::Date(_)
                | Value::Null => {}
            }
        }
        // Those that stand in other files alone come last.
        let place = |label: &Label| label.texts.iter().map(|(_, text)| text.span).find(|span| span.source == self.id);
        self.found.sort_by_key(|label| place(label).map_or((true, 0), |span| (false, span.start)));
        self.found
    }
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

/// A reading is a language's own.
fn add_entries<'a>(way: &Way, table: &'a Table, open: &mut Vec<(Way, &'a Node)>) {
    for (key, node) in table.entries.iter().filter(|(key, _)| key.name != term::YOMI.name).rev() {
        open.push((way.below(&key.name), node));
    }
}

/// What stands between two texts of a table: in braces a comma, else the end of the line; then what their keys begin
/// with, since one may be written `label.ja = …`.
fn between((text, id): (&str, SourceId), table: &Table, line_end: &str) -> String {
    let Some((key, _)) = table.entries.iter().rfind(|(key, _)| key.span.source == id) else { return String::new() };
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
