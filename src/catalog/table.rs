//! Tables: `content/**/tables/*.toml`, and facts that no page shows as a table, `content/**/facts/*.toml`.

use super::cell;
use super::facts::{Fact, FactId, Facts};
use super::glossary::{Fragment, parse_words};
use crate::config::{Config, Words, is_id};
use crate::data::{Reader, Table as Data, Text, parse_toml};
use crate::diagnostic::{Code, Diagnostic};
use crate::format::{Currency, LangText, TimeUnit};
use crate::messages::Messages;
use crate::source::{SourceId, Sources, Span};
use std::collections::HashMap;

/// A table: its place among all tables.
pub type TableId = usize;

/// A table of typed columns.
#[derive(Debug)]
pub struct Table {
    pub id: String,
    pub number: TableId,
    pub source: SourceId,
    /// Whether it is a facts file, which no page shows.
    pub hidden: bool,
    /// The caption and the note for each language of the site.
    pub captions: Vec<Option<Fragment>>,
    pub notes: Vec<Option<Fragment>>,
    /// The head of the column of row names.
    pub label: Option<Words>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Row, column and the sources of the cells that have some.
    cited: Vec<(usize, usize, Vec<Text>)>,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    pub id: String,
    pub span: Span,
    pub label: Words,
    pub kind: ColumnKind,
}

/// What the cells of a column hold.
#[derive(Debug, Clone)]
pub enum ColumnKind {
    Duration(Option<TimeUnit>),
    Money(Currency),
    Frequency,
    Count(String),
    Percent,
    Measure(String),
    Date,
    Text,
    /// The choices: id and label.
    Choice(Vec<(String, LangText)>),
}

impl ColumnKind {
    /// The name in data.
    pub fn name(&self) -> &'static str {
        match self {
            ColumnKind::Duration(_) => "duration",
            ColumnKind::Money(_) => "money",
            ColumnKind::Frequency => "frequency",
            ColumnKind::Count(_) => "count",
            ColumnKind::Percent => "percent",
            ColumnKind::Measure(_) => "measure",
            ColumnKind::Date => "date",
            ColumnKind::Text => "text",
            ColumnKind::Choice(_) => "choice",
        }
    }
}

/// A row: its name, and a fact for each column.
#[derive(Debug)]
pub struct Row {
    pub id: String,
    pub label: Words,
    pub cells: Vec<Option<FactId>>,
}

/// Every table of the site.
#[derive(Debug, Default)]
pub struct Tables {
    tables: Vec<Table>,
    by_id: HashMap<String, TableId>,
}

impl Table {
    /// The cells that name sources: row, column, keys of references.
    pub fn sources(&self) -> impl Iterator<Item = (usize, usize, &[Text])> {
        self.cited.iter().map(|(row, column, sources)| (*row, *column, sources.as_slice()))
    }
}

impl Table {
    /// The messages that write the units of its columns.
    pub fn units(&self) -> impl Iterator<Item = String> {
        self.columns.iter().filter_map(|column| match &column.kind {
            ColumnKind::Count(unit) => Some(format!("unit-{unit}")),
            _ => None,
        })
    }
}

impl Tables {
    /// The table with this id, unless it is a facts file.
    pub fn get(&self, id: &str) -> Option<&Table> {
        self.tables.get(*self.by_id.get(id)?).filter(|table| !table.hidden)
    }

    /// The table of a number.
    pub fn by_number(&self, id: TableId) -> Option<&Table> {
        self.tables.get(id)
    }

    /// The ids of the tables that can be shown.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().filter(|table| !table.hidden).map(|table| table.id.as_str())
    }

    /// All tables, facts files too.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }
}

/// Units of counts for which no language of a chain has a message.
pub fn check_units(tables: &Tables, config: &Config, messages: &Messages, diagnostics: &mut Vec<Diagnostic>) {
    for column in tables.iter().flat_map(|table| &table.columns) {
        let ColumnKind::Count(unit) = &column.kind else { continue };
        let id = format!("unit-{unit}");
        for (lang, language) in config.languages.iter().enumerate() {
            if !messages.has(lang, &id) {
                let message = format!("there is no message `{id}` in `{}` to write `{unit}` with", language.code);
                let help = format!("write `{id}` into a file of `locales/{}/`", language.code);
                diagnostics.push(Diagnostic::new(Code::UnknownMessage, column.span, message).help(help));
            }
        }
    }
}

/// Whether a path is that of a table (`false`) or of a facts file (`true`).
pub fn is_table(path: &str) -> Option<bool> {
    let stem = path.strip_prefix("content/")?.strip_suffix(".toml")?;
    match stem.rsplit('/').nth(1)? {
        "tables" => Some(false),
        "facts" => Some(true),
        _ => None,
    }
}

/// Reads every table and facts file.
pub fn read(sources: &Sources, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> (Tables, Facts) {
    let (mut tables, mut facts) = (Tables::default(), Facts::new(config.languages.len()));
    for (source, file) in sources.iter().filter(|(_, file)| file.flaw.is_none()) {
        let Some(hidden) = is_table(&file.path) else { continue };
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let id = name.strip_suffix(".toml").unwrap_or(name);
        if !is_id(id) {
            let message = format!("`{id}` cannot be the id of a table");
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, Span::file(source), message)
                    .help("name the file with `a` to `z`, `0` to `9` and `-`"),
            );
            continue;
        }
        if let Some(first) = tables.by_id.get(id).and_then(|first| tables.tables.get(*first)) {
            let message = format!("there are two tables `{id}`");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, Span::file(source), message)
                    .related(Span::file(first.source), "the other one"),
            );
            continue;
        }
        let (data, more) = parse_toml(&file.text, source, 0);
        let readable = more.is_empty();
        diagnostics.extend(more);
        if !readable {
            // Nothing in it is missing; it could not be read.
            facts.declare(id, Vec::new(), Vec::new());
            continue;
        }
        let number = tables.tables.len();
        let mut table = Read { id, source, config, sources, facts: &mut facts, diagnostics }.table(data);
        (table.number, table.hidden) = (number, hidden);
        tables.by_id.insert(id.to_owned(), number);
        tables.tables.push(table);
    }
    (tables, facts)
}

struct Read<'a> {
    id: &'a str,
    source: SourceId,
    config: &'a Config,
    sources: &'a Sources,
    facts: &'a mut Facts,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Read<'_> {
    fn table(self, data: Data) -> Table {
        let Read { id, source, config, sources, facts, diagnostics } = self;
        let codes: Vec<&str> = config.codes().collect();
        let mut reader = Reader::new(data, diagnostics);
        let words = |reader: &mut Reader, name| {
            let (_, node) = reader.any(name)?;
            Words::read(node, name, &codes, reader.diagnostics())
        };
        let (caption, note, label) =
            (words(&mut reader, "caption"), words(&mut reader, "note"), words(&mut reader, "label"));
        let (column_data, row_data) = (reader.tables("column"), reader.tables("row"));
        reader.finish();
        let mut parse = |words: Option<Words>| {
            words.map(|words| parse_words(&words, sources, config, diagnostics)).unwrap_or_default()
        };
        let (captions, notes) = (parse(caption), parse(note));
        let mut columns: Vec<Column> = Vec::new();
        for data in column_data {
            let span = data.span;
            let Some(column) = read_column(data, &codes, diagnostics) else { continue };
            if columns.iter().any(|known| known.id == column.id) {
                let message = format!("there are two columns `{}`", column.id);
                diagnostics.push(Diagnostic::new(Code::DuplicateName, span, message));
                continue;
            }
            columns.push(column);
        }
        let mut table = Table {
            id: id.to_owned(),
            number: 0,
            source,
            hidden: false,
            captions,
            notes,
            label,
            columns,
            rows: Vec::new(),
            cited: Vec::new(),
        };
        for data in row_data {
            read_row(&mut table, data, &codes, facts, diagnostics);
        }
        let names = |rows: &[Row]| rows.iter().map(|row| row.id.clone()).collect();
        facts.declare(id, names(&table.rows), table.columns.iter().map(|column| column.id.clone()).collect());
        table
    }
}

fn read_column(data: Data, codes: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Option<Column> {
    let span = Span { end: data.span.start, ..data.span };
    let mut reader = Reader::new(data, diagnostics);
    let id = read_id(&mut reader, &["id", "label"]);
    reader.require("label");
    let label = reader.any("label").and_then(|(_, node)| Words::read(node, "label", codes, reader.diagnostics()));
    let kind = cell::read_kind(&mut reader, codes);
    reader.finish();
    Some(Column { id: id?, span, label: label?, kind: kind? })
}

/// The id of a row or column; `taken` are words that mean something else in a row.
fn read_id(reader: &mut Reader, taken: &[&str]) -> Option<String> {
    let id = reader.required_text("id")?;
    if is_id(&id.text) && !taken.contains(&id.text.as_str()) {
        return Some(id.text);
    }
    let message = format!("`{}` cannot be an id here", id.text);
    reader.report(Diagnostic::new(Code::InvalidValue, id.span, message).help("use `a` to `z`, `0` to `9` and `-`"));
    None
}

fn read_row(table: &mut Table, data: Data, codes: &[&str], facts: &mut Facts, diagnostics: &mut Vec<Diagnostic>) {
    let place = Span { end: data.span.start, ..data.span };
    let mut reader = Reader::new(data, diagnostics);
    let id = read_id(&mut reader, &[]);
    reader.require("label");
    let label = reader.any("label").and_then(|(_, node)| Words::read(node, "label", codes, reader.diagnostics()));
    let mut entries = reader.rest();
    let (Some(id), Some(label)) = (id, label) else { return };
    if table.rows.iter().any(|row| row.id == id) {
        let message = format!("there are two rows `{id}`");
        diagnostics.push(Diagnostic::new(Code::DuplicateName, place, message));
        return;
    }
    let mut cells = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let found = entries.iter().position(|(key, _)| key.name == column.id).map(|at| entries.remove(at));
        let Some((_, node)) = found else {
            let message = format!("the row `{id}` has no `{}`", column.id);
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, place, message)
                    .help("a cell is not left blank: write `\"unknown\"` or `\"n/a\"`"),
            );
            cells.push(None);
            continue;
        };
        let span = node.span;
        let read = cell::read(node, column, codes, diagnostics);
        cells.push(read.map(|read| {
            if !read.sources.is_empty() {
                table.cited.push((table.rows.len(), at, read.sources.clone()));
            }
            let id = format!("{}.{id}.{}", table.id, column.id);
            let cell::Read { cell, sources, evidence, note } = read;
            facts.insert(Fact { id, span, cell, sources, evidence, note })
        }));
    }
    for (key, _) in entries {
        let names = table.columns.iter().map(|column| column.id.as_str());
        let help = crate::diagnostic::suggestion(&key.name, names);
        let message = format!("there is no column `{}`", key.name);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
    }
    table.rows.push(Row { id, label, cells });
}
