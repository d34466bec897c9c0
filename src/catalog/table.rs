//! Tables: `content/**/tables/*.toml`, and facts that no page shows as a table, `content/**/facts/*.toml`.

use super::cell;
use super::chart::{self, Chart};
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
    /// What the file says of a chart, and where.
    pub chart: Option<(Chart, Span)>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// Row, column and the sources of the cells that have some.
    cited: Vec<(usize, usize, Vec<Text>)>,
}

/// A column.
#[derive(Debug)]
pub struct Column {
    pub id: String,
    /// Of the id.
    pub span: Span,
    /// Of the unit, where one is written.
    pub unit: Option<Span>,
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
    /// Of the id.
    pub span: Span,
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

/// Units of counts that some language cannot write, each once.
pub fn check_units(tables: &Tables, config: &Config, messages: &Messages, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&str> = Vec::new();
    for column in tables.iter().flat_map(|table| &table.columns) {
        let ColumnKind::Count(unit) = &column.kind else { continue };
        if seen.contains(&unit.as_str()) {
            continue;
        }
        seen.push(unit);
        let id = format!("unit-{unit}");
        let lacking = config.codes().enumerate().filter(|(lang, _)| !messages.has(*lang, &id));
        let folders: Vec<String> = lacking.map(|(_, code)| format!("`locales/{code}/`")).collect();
        if !folders.is_empty() {
            let message = format!("there is no message `{id}`");
            let help = format!("write it into a file of {}", folders.join(" and of "));
            let span = column.unit.unwrap_or(column.span);
            diagnostics.push(Diagnostic::new(Code::UnknownMessage, span, message).help(help));
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
    for (source, file) in sources.iter() {
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
        let mut table = Table::empty(id, source);
        (table.number, table.hidden) = (tables.tables.len(), hidden);
        let data = match file.flaw {
            Some(_) => None,
            None => {
                let (data, more) = parse_toml(&file.text, source, 0);
                let readable = more.is_empty();
                diagnostics.extend(more);
                readable.then_some(data)
            }
        };
        match data {
            Some(data) => Read { table: &mut table, config, sources, facts: &mut facts, diagnostics }.read(data),
            // The table is known, and so is every fact that anybody quotes from it.
            None => facts.be_vague(id, source),
        }
        tables.by_id.insert(id.to_owned(), table.number);
        tables.tables.push(table);
    }
    (tables, facts)
}

impl Table {
    fn empty(id: &str, source: SourceId) -> Table {
        Table {
            id: id.to_owned(),
            number: 0,
            source,
            hidden: false,
            captions: Vec::new(),
            notes: Vec::new(),
            label: None,
            columns: Vec::new(),
            rows: Vec::new(),
            chart: None,
            whole: false,
            cited: Vec::new(),
        }
    }
}

struct Read<'a> {
    table: &'a mut Table,
    config: &'a Config,
    sources: &'a Sources,
    facts: &'a mut Facts,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Read<'_> {
    fn read(self, data: Data) {
        let Read { table, config, sources, facts, diagnostics } = self;
        let codes: Vec<&str> = config.codes().collect();
        let mut reader = Reader::new(data, diagnostics);
        let words = |reader: &mut Reader, name| {
            let (_, node) = reader.any(name)?;
            Words::read(node, name, &codes, reader.diagnostics())
        };
        let (caption, note) = (words(&mut reader, "caption"), words(&mut reader, "note"));
        table.label = words(&mut reader, "label");
        let chart = reader.any("chart").map(|(_, node)| node);
        let (column_data, row_data) = (reader.tables("column"), reader.tables("row"));
        reader.finish();
        let mut parse = |words: Option<Words>| {
            words.map(|words| parse_words(&words, sources, config, diagnostics)).unwrap_or_default()
        };
        (table.captions, table.notes) = (parse(caption), parse(note));
        let mut known = Columns { broken: Vec::new(), vague: false };
        for data in column_data {
            let (id, column) = read_column(data, &codes, diagnostics);
            let Some(id) = id else {
                known.vague = true;
                continue;
            };
            let mut spans = table.columns.iter().map(|column| (column.id.as_str(), column.span));
            let mut broken = known.broken.iter().map(|id| (id.text.as_str(), id.span));
            let same = |(known, _): &(&str, Span)| *known == id.text;
            match (spans.find(same).or_else(|| broken.find(same)), column) {
                (Some((_, first)), _) => diagnostics.push(named_twice("columns", &id, first)),
                (None, Some(column)) => table.columns.push(column),
                (None, None) => known.broken.push(id),
            }
        }
        if let Some(node) = chart {
            let span = node.span;
            let is_broken = |id: &str| known.vague || known.broken.iter().any(|broken| broken.text == id);
            table.chart = chart::read(node, &table.columns, is_broken, diagnostics).map(|chart| (chart, span));
        }
        let mut vague = known.vague;
        for data in row_data {
            vague |= read_row(table, data, (&codes, &known), facts, diagnostics).is_none();
        }
        if vague {
            facts.be_vague(&table.id, table.source);
        }
        let read = table.rows.iter().all(|row| row.cells.iter().all(Option::is_some));
        table.whole = read && !vague && known.broken.is_empty();
        let rows = table.rows.iter().map(|row| row.id.clone()).collect();
        let columns = table.columns.iter().map(|column| &column.id).chain(known.broken.iter().map(|id| &id.text));
        facts.declare(&table.id, rows, columns.cloned().collect());
    }
}

/// What is known of the columns that could not be read.
struct Columns {
    broken: Vec<Text>,
    /// Whether there are some without an id.
    vague: bool,
}

fn read_column(data: Data, codes: &[&str], diagnostics: &mut Vec<Diagnostic>) -> (Option<Text>, Option<Column>) {
    let mut reader = Reader::new(data, diagnostics);
    let id = read_id(&mut reader, &["id", "label"]);
    // Without a label the column is still known to its facts.
    let label = Words::of(&mut reader, "label", codes).unwrap_or_default();
    let unit = reader.peek("unit").map(|node| node.span);
    let kind = cell::read_kind(&mut reader, codes);
    reader.finish();
    let column =
        id.as_ref().zip(kind).map(|(id, kind)| Column { id: id.text.clone(), span: id.span, unit, label, kind });
    (id, column)
}

/// The id of a row, column or choice; `taken` are words that mean something else in a row.
pub(super) fn read_id(reader: &mut Reader, taken: &[&str]) -> Option<Text> {
    let id = reader.required_text("id")?;
    let is_taken = taken.contains(&id.text.as_str());
    if is_id(&id.text) && !is_taken {
        return Some(id);
    }
    let help = match is_taken {
        true => format!("every row has a `{}` of its own: choose another name", id.text),
        false => "use `a` to `z`, `0` to `9` and `-`".to_owned(),
    };
    let message = format!("`{}` cannot be an id here", id.text);
    reader.report(Diagnostic::new(Code::InvalidValue, id.span, message).help(help));
    None
}

/// That there are two `things` with one id.
pub(super) fn named_twice(things: &str, id: &Text, first: Span) -> Diagnostic {
    let message = format!("there are two {things} `{}`", id.text);
    Diagnostic::new(Code::DuplicateName, id.span, message).related(first, "the other one")
}

/// Adds a row to a table. Nothing if it has no id, so that nobody can say which facts it has.
fn read_row(
    table: &mut Table,
    data: Data,
    (codes, known): (&[&str], &Columns),
    facts: &mut Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<()> {
    let place = Span { end: data.span.start, ..data.span };
    let mut reader = Reader::new(data, diagnostics);
    let id = read_id(&mut reader, &[]);
    let label = Words::of(&mut reader, "label", codes).unwrap_or_default();
    let mut entries = reader.rest();
    let Text { text: id, span } = id?;
    if let Some(first) = table.rows.iter().find(|row| row.id == id) {
        diagnostics.push(named_twice("rows", &Text { text: id, span }, first.span));
        return Some(());
    }
    let mut cells = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let name = format!("{}.{id}.{}", table.id, column.id);
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
        let Some(read) = cell::read(node, column, codes, diagnostics) else {
            facts.insert_broken(name, span);
            cells.push(None);
            continue;
        };
        if !read.sources.is_empty() {
            table.cited.push((table.rows.len(), at, read.sources.clone()));
        }
        let cell::Read { cell, sources, evidence, note } = read;
        cells.push(Some(facts.insert(Fact { id: name, span, cell, sources, evidence, note })));
    }
    for column in &known.broken {
        entries.retain(|(key, _)| key.name != column.text);
        facts.insert_broken(format!("{}.{id}.{}", table.id, column.text), column.span);
    }
    for (key, _) in entries.iter().filter(|_| !known.vague) {
        let names = table.columns.iter().map(|column| column.id.as_str());
        let help = crate::diagnostic::suggestion(&key.name, names);
        let message = format!("there is no column `{}`", key.name);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
    }
    table.rows.push(Row { id, span, label, cells });
    Some(())
}
