//! Tables of facts: their columns, rows and names.

use super::column::{Column, ColumnKind};
use super::fact::{About, Facts};
use super::fragment::{Fragment, Fragments};
use super::ids::FactId;
use super::label::Label;
use crate::config::{Config, LangId, Words};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::id::{IndexVec, ids};
use crate::messages::Messages;
use crate::source::{SourceId, Span};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

ids! {
    /// A table.
    TableId;
}

/// A table of typed columns.
#[derive(Debug)]
pub struct Table {
    pub id: String,
    pub number: TableId,
    pub source: SourceId,
    /// Whether it is a facts file, which no page shows.
    pub hidden: bool,
    /// The caption and the note for each language of the site.
    pub captions: Fragments,
    pub notes: Fragments,
    /// The head of the column of row names.
    pub label: Option<Words>,
    pub columns: Vec<Column>,
    column_by_id: HashMap<String, usize>,
    column_names: Names,
    pub rows: Vec<Row>,
    row_by_id: HashMap<String, usize>,
    /// What all its facts have in common.
    pub about: About,
    /// What the file says of a chart, and where.
    pub chart: Option<(Chart, Span)>,
    /// Whether all of it could be read.
    pub whole: bool,
    /// Where sources are named, and which.
    cited: Vec<(Place, Arc<[Text]>)>,
}

/// A place of a table that sources can be named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    Table,
    Column(usize),
    Row(usize),
    /// Row and column.
    Cell(usize, usize),
}

/// A row: its name, and a fact for each column.
#[derive(Debug)]
pub struct Row {
    pub id: String,
    /// Of the id.
    pub span: Span,
    pub label: Words,
    /// One for each column; none if most of them are blank, which is reported.
    pub cells: Vec<Option<FactId>>,
}

/// Every table of the site.
#[derive(Debug, Default)]
pub struct Tables {
    tables: IndexVec<TableId, Table>,
    by_id: HashMap<String, TableId>,
    names: Names,
    /// The texts by language of each file.
    texts: HashMap<SourceId, Vec<Label>>,
}

/// What a chart of a table draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The places of the columns in the table: at least one, all of one type and unit.
    pub columns: Vec<usize>,
    /// The order of the rows; nothing for that of the table.
    pub sort: Option<Sort>,
}

/// The end that rows are sorted by, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Low,
    High,
}

impl Table {
    pub(super) fn empty(id: &str, number: TableId, source: SourceId) -> Table {
        Table {
            id: id.to_owned(),
            number,
            source,
            hidden: false,
            captions: Fragments::default(),
            notes: Fragments::default(),
            label: None,
            columns: Vec::new(),
            column_by_id: HashMap::new(),
            column_names: Names::default(),
            rows: Vec::new(),
            row_by_id: HashMap::new(),
            about: About::default(),
            chart: None,
            whole: false,
            cited: Vec::new(),
        }
    }

    /// The places that name sources, and the keys of the references.
    pub fn sources(&self) -> impl Iterator<Item = (Place, &[Text])> {
        self.cited.iter().map(|(place, sources)| (*place, &**sources))
    }

    /// What is said of single cells for a reader of `lang`: row, column, text.
    pub fn remarks<'a>(&self, facts: &'a Facts, lang: LangId) -> impl Iterator<Item = (usize, usize, &'a Fragment)> {
        self.rows.iter().enumerate().flat_map(move |(row, data)| {
            let notes = data.cells.iter().enumerate().filter_map(move |(column, id)| {
                let note = &facts.get((*id)?).note;
                note.get(lang)?.as_ref().map(|note| (row, column, note))
            });
            notes.collect::<Vec<_>>()
        })
    }

    pub(super) fn row(&self, id: &str) -> Option<&Row> {
        self.rows.get(*self.row_by_id.get(id)?)
    }

    /// The place of the column with this id.
    pub(super) fn column(&self, id: &str) -> Option<usize> {
        self.column_by_id.get(id).copied()
    }

    /// "did you mean `x`?", if a column has an id like this one. All columns are known by then.
    pub(super) fn column_suggestion(&self, id: &str) -> Option<String> {
        self.column_names.suggestion(id, || self.columns.iter().map(|column| column.id.as_str()))
    }

    /// Adds a column, with the sources of its own.
    pub(super) fn push_column(&mut self, id: String, column: Column) {
        self.cite(Place::Column(self.columns.len()), &column.cited);
        self.column_by_id.insert(id, self.columns.len());
        self.columns.push(column);
    }

    pub(super) fn push_row(&mut self, row: Row) {
        self.row_by_id.insert(row.id.clone(), self.rows.len());
        self.rows.push(row);
    }

    pub(super) fn cite(&mut self, place: Place, sources: &Arc<[Text]>) {
        if !sources.is_empty() {
            self.cited.push((place, Arc::clone(sources)));
        }
    }

    /// The messages that write the units of its columns.
    pub fn units(&self) -> impl Iterator<Item = String> {
        self.columns.iter().filter_map(|column| {
            let ColumnKind::Count(unit) = &column.kind else { return None };
            Some(format!("unit-{unit}"))
        })
    }
}

impl Tables {
    /// The table with this id, unless it is a facts file.
    pub fn get(&self, id: &str) -> Option<&Table> {
        self.named(id).filter(|table| !table.hidden)
    }

    /// What is known of a table.
    pub fn by_id(&self, id: TableId) -> &Table {
        self.tables.at(id)
    }

    /// The number of the table that is added next.
    pub(super) fn next_id(&self) -> TableId {
        self.tables.next_id()
    }

    pub(super) fn push(&mut self, table: Table) {
        self.by_id.insert(table.id.clone(), table.number);
        self.tables.push(table);
    }

    pub(super) fn keep_labels(&mut self, source: SourceId, labels: Vec<Label>) {
        self.texts.insert(source, labels);
    }

    /// The texts by language of a file, where the site has several languages.
    pub fn texts_of(&self, source: SourceId) -> Option<&[Label]> {
        self.texts.get(&source).map(Vec::as_slice)
    }

    /// The table or facts file with this id.
    pub(super) fn named(&self, id: &str) -> Option<&Table> {
        self.by_id.get(id).map(|table| self.by_id(*table))
    }

    /// Whether this is the id of a facts file.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.named(id).is_some_and(|table| table.hidden)
    }

    /// The id of a table that can be shown, if one is near enough to be what was meant.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let shown = self.tables.iter().filter(|table| !table.hidden);
        self.names.nearest(id, || shown.map(|table| table.id.as_str()))
    }

    /// What the column of a fact holds.
    pub fn column_kind(&self, fact: &str) -> Option<&ColumnKind> {
        let mut parts = fact.splitn(3, '.');
        let table = self.named(parts.next()?)?;
        let column = parts.nth(1)?;
        table.columns.get(table.column(column)?).map(|column| &column.kind)
    }

    /// The names of a fact's row and column.
    pub fn labels(&self, fact: &str) -> Option<(&Words, &Words)> {
        let mut parts = fact.splitn(3, '.');
        let table = self.named(parts.next()?)?;
        let (row, column) = (parts.next()?, parts.next()?);
        let row = table.row(row)?;
        let column = table.columns.get(table.column(column)?)?;
        Some((&row.label, &column.label))
    }

    /// All tables, facts files too.
    pub fn iter(&self) -> impl Iterator<Item = &Table> {
        self.tables.iter()
    }
}

/// Units of counts that some language cannot write, each once.
pub fn check_units(tables: &Tables, config: &Config, messages: &Messages, diagnostics: &mut Diagnostics) {
    let mut seen: HashSet<&str> = HashSet::new();
    for column in tables.iter().flat_map(|table| &table.columns) {
        let ColumnKind::Count(unit) = &column.kind else { continue };
        if !seen.insert(unit) {
            continue;
        }
        let id = format!("unit-{unit}");
        let lacking = config.languages.ids().filter(|lang| !messages.has(*lang, &id));
        let folders: Vec<String> = lacking.map(|lang| format!("`locales/{}/`", config.code(lang))).collect();
        if !folders.is_empty() {
            let message = format!("there is no message `{id}`");
            let help = format!("write it into a file of {}", folders.join(" and of "));
            let span = column.unit.unwrap_or(column.span);
            diagnostics.push(Diagnostic::new(Code::UnknownMessage, span, message).help(help));
        }
    }
}
