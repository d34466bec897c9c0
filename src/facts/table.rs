//! Tables: `content/**/tables/*.toml`, and facts that no page shows as a table, `content/**/facts/*.toml`.

use super::chart::{self, Chart};
use super::choices::Choices;
use super::conflict::Conflicts;
use super::fact::{About, Fact, Facts};
use super::fragment::{Fragment, Fragments, parse_words};
use super::ids::FactId;
use super::{cell, choosable, derive};
use crate::address::name_fault;
use crate::config::{Codes, Config, LangId, Words, is_id};
use crate::data::{Key as Written, Node, Reader, Table as Data, Text, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names, listed_of};
use crate::document::without_ruby;
use crate::format::{Currency, Tax, TimeUnit};
use crate::formula::Wanted;
use crate::id::{IndexVec, ids};
use crate::keys::Key;
use crate::keys::table::{self as keys, column, count, named, parts};
use crate::messages::Messages;
use crate::source::{SourceId, Sources, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
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
    /// What its cells have in common, the table's included.
    about: About,
    /// The sources of its own.
    cited: Arc<[Text]>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone)]
pub enum ColumnKind {
    Duration(Option<TimeUnit>),
    /// `per`: for each of these.
    Money {
        currency: Currency,
        tax: Option<Tax>,
        per: Option<TimeUnit>,
    },
    Frequency,
    Count(String),
    Percent,
    Measure(String),
    Date,
    Text,
    /// The choices: id and label.
    Choice(Choices),
}

impl ColumnKind {
    /// The name in data.
    pub fn name(&self) -> &'static str {
        match self {
            ColumnKind::Duration(_) => "duration",
            ColumnKind::Money { .. } => "money",
            ColumnKind::Frequency => "frequency",
            ColumnKind::Count(_) => "count",
            ColumnKind::Percent => "percent",
            ColumnKind::Measure(_) => "measure",
            ColumnKind::Date => "date",
            ColumnKind::Text => "text",
            ColumnKind::Choice(_) => "choice",
        }
    }

    /// The unit of its numbers as data names it: `month`, `JPY`, `JPY/month`, `session`, `nm`, `%`.
    pub fn unit(&self) -> Option<String> {
        match self {
            ColumnKind::Duration(unit) => unit.map(|unit| unit.name().to_owned()),
            ColumnKind::Money { currency, per: None, .. } => Some(currency.code().to_owned()),
            ColumnKind::Money { currency, per: Some(per), .. } => Some(format!("{currency}/{per}")),
            ColumnKind::Count(unit) | ColumnKind::Measure(unit) => Some(unit.clone()),
            ColumnKind::Percent => Some("%".to_owned()),
            ColumnKind::Frequency | ColumnKind::Date | ColumnKind::Text | ColumnKind::Choice(_) => None,
        }
    }

    /// What a formula in this column has to give; `None` if there can be none.
    pub fn wanted(&self) -> Option<Wanted> {
        match self {
            ColumnKind::Duration(unit) => unit.map(Wanted::Duration),
            ColumnKind::Money { currency, tax, per } => {
                Some(Wanted::Money { currency: currency.clone(), tax: *tax, per: *per })
            }
            ColumnKind::Count(unit) => Some(Wanted::Count(unit.clone())),
            ColumnKind::Percent => Some(Wanted::Percent),
            ColumnKind::Measure(unit) => Some(Wanted::Measure(unit.clone())),
            ColumnKind::Frequency | ColumnKind::Date | ColumnKind::Text | ColumnKind::Choice(_) => None,
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
    /// One for each column; none if most of them are blank, which is reported.
    pub cells: Vec<Option<FactId>>,
}

/// Every table of the site.
#[derive(Debug, Default)]
pub struct Tables {
    tables: IndexVec<TableId, Table>,
    by_id: HashMap<String, TableId>,
    names: Names,
}

impl Table {
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

    fn row(&self, id: &str) -> Option<&Row> {
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

    fn cite(&mut self, place: Place, sources: &Arc<[Text]>) {
        if !sources.is_empty() {
            self.cited.push((place, Arc::clone(sources)));
        }
    }

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
        Some(self.by_id(*self.by_id.get(id)?)).filter(|table| !table.hidden)
    }

    /// What is known of a table.
    pub fn by_id(&self, id: TableId) -> &Table {
        self.tables.at(id)
    }

    /// Whether this is the id of a facts file.
    pub fn is_hidden(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|table| self.by_id(*table).hidden)
    }

    /// The id of a table that can be shown, if one is near enough to be what was meant.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        let shown = self.tables.iter().filter(|table| !table.hidden);
        self.names.nearest(id, || shown.map(|table| table.id.as_str()))
    }

    /// What the column of a fact holds.
    pub fn column_kind(&self, fact: &str) -> Option<&ColumnKind> {
        let mut parts = fact.splitn(3, '.');
        let table = self.by_id(*self.by_id.get(parts.next()?)?);
        let column = parts.nth(1)?;
        table.columns.get(table.column(column)?).map(|column| &column.kind)
    }

    /// The names of a fact's row and column.
    pub fn labels(&self, fact: &str) -> Option<(&Words, &Words)> {
        let mut parts = fact.splitn(3, '.');
        let table = self.by_id(*self.by_id.get(parts.next()?)?);
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
pub fn read(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> (Tables, Facts, Conflicts) {
    let (mut tables, mut facts) = (Tables::default(), Facts::new(config.languages.len()));
    let mut conflicts = Conflicts::default();
    let files: Vec<_> =
        sources.iter().filter_map(|(source, file)| Some((source, file, is_table(&file.path)?))).collect();
    let parsed: Vec<_> = files
        .par_iter()
        .map(|(source, file, _)| file.flaw.is_none().then(|| parse_toml(&file.text, *source, 0)))
        .collect();
    for ((source, file, hidden), parsed) in files.into_iter().zip(parsed) {
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
        if let Some(first) = tables.by_id.get(id).map(|first| tables.by_id(*first)) {
            let message = format!("there are two tables `{id}`");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, Span::file(source), message)
                    .related(Span::file(first.source), "the other one"),
            );
            continue;
        }
        let mut table = Table::empty(id, tables.tables.next_id(), source);
        table.hidden = hidden;
        let data = parsed.and_then(|(data, more)| {
            let readable = more.is_empty();
            diagnostics.extend(more);
            readable.then_some(data)
        });
        match data {
            Some(data) => {
                let (facts, conflicts) = (&mut facts, &mut conflicts);
                Read { table: &mut table, config, sources, facts, conflicts, diagnostics }.read(data);
            }
            // The table is known, and so is every fact that anybody quotes from it.
            None => {
                facts.be_vague(id, source);
                conflicts.be_vague();
            }
        }
        tables.by_id.insert(id.to_owned(), tables.tables.push(table));
    }
    derive::fill(&mut facts, diagnostics);
    choosable::check(&tables, &facts, diagnostics);
    conflicts.check(&facts, diagnostics);
    (tables, facts, conflicts)
}

impl Table {
    fn empty(id: &str, number: TableId, source: SourceId) -> Table {
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
}

struct Read<'a> {
    table: &'a mut Table,
    config: &'a Config,
    sources: &'a Sources,
    facts: &'a mut Facts,
    conflicts: &'a mut Conflicts,
    diagnostics: &'a mut Diagnostics,
}

impl Read<'_> {
    fn read(self, data: Data) {
        let Read { table, config, sources, facts, conflicts, diagnostics } = self;
        let codes: Codes<'_> = config.codes().collect();
        let mut reader = Reader::new(data, &keys::TABLE, diagnostics);
        let caption = Words::of(&mut reader, keys::table::CAPTION, &codes);
        let note = Words::of(&mut reader, keys::table::NOTE, &codes);
        table.label = read_label(&mut reader, keys::table::LABEL, &codes);
        table.about = cell::read_about(&mut reader, |_| false);
        let chart = reader.any(parts::CHART).map(|(_, node)| node);
        let (column_data, row_data) = (reader.tables(parts::COLUMNS), reader.tables(parts::ROWS));
        let conflict_data = reader.tables(parts::CONFLICTS);
        reader.finish();
        for data in conflict_data {
            conflicts.read(data, sources, config, diagnostics);
        }
        let mut parse = |words: Option<Words>| {
            words.map(|words| parse_words(&words, sources, config, diagnostics)).unwrap_or_default()
        };
        (table.captions, table.notes) = (parse(caption), parse(note));
        let mut known = Unread::default();
        for data in column_data {
            let (id, column) = read_column(data, &codes, &table.about, diagnostics);
            let Some(id) = id else {
                known.vague = true;
                continue;
            };
            let read = table.column(&id.text).and_then(|at| table.columns.get(at)).map(|column| column.span);
            match (read.or(known.broken.get(&id.text).copied()), column) {
                (Some(first), _) => diagnostics.push(named_twice("columns", &id, first)),
                (None, Some(column)) => {
                    table.cite(Place::Column(table.columns.len()), &column.cited);
                    table.column_by_id.insert(id.text, table.columns.len());
                    table.columns.push(column);
                }
                (None, None) => _ = known.broken.insert(id.text, id.span),
            }
        }
        if let Some(node) = chart {
            let span = node.span;
            let is_broken = |id: &str| known.vague || known.broken.contains_key(id);
            table.chart = chart::read(node, table, is_broken, diagnostics).map(|chart| (chart, span));
        }
        let mut vague = known.vague;
        for data in row_data {
            vague |= read_row(table, data, (&codes, &known), (sources, config), facts, diagnostics).is_none();
        }
        if vague {
            facts.be_vague(&table.id, table.source);
        }
        let is_whole = |row: &Row| row.cells.len() == table.columns.len() && row.cells.iter().all(Option::is_some);
        let read = known.broken.is_empty() && table.rows.iter().all(is_whole);
        table.whole = read && !vague;
        if !read {
            facts.have_gaps(&table.id, table.source);
        }
        // They stand under the table, and are met last.
        table.cite(Place::Table, &table.about.sources.clone());
        let rows = table.rows.iter().map(|row| row.id.clone()).collect();
        let columns = table.columns.iter().map(|column| &column.id).chain(known.broken.keys());
        facts.declare(&table.id, rows, columns.cloned().collect());
    }
}

/// What is known of the columns that could not be read.
#[derive(Default)]
struct Unread {
    /// Ids, and where they stand.
    broken: BTreeMap<String, Span>,
    /// Whether there are some without an id.
    vague: bool,
}

fn read_column(
    data: Data,
    codes: &Codes<'_>,
    about: &About,
    diagnostics: &mut Diagnostics,
) -> (Option<Text>, Option<Column>) {
    let keys = match data.get(column::TYPE) {
        Some(Node { value: Value::Text(word), .. }) => keys::column_of(&word.text),
        _ => &keys::ANY_COLUMN,
    };
    let unit = data.get(count::UNIT).map(|node| node.span);
    let mut reader = Reader::new(data, keys, diagnostics);
    let id = read_id(&mut reader, named::ID, &[named::ID, named::LABEL]);
    // Without a label the column is still known to its facts.
    let label = read_label(&mut reader, named::LABEL, codes).unwrap_or_default();
    let kind = cell::read_kind(&mut reader, codes);
    let own = cell::read_about(&mut reader, |_| false);
    reader.finish();
    let cited = own.sources.clone();
    let about = own.or(about);
    let column = id.as_ref().zip(kind).map(|(id, kind)| Column {
        id: id.text.clone(),
        span: id.span,
        unit,
        label,
        kind,
        about,
        cited,
    });
    (id, column)
}

/// The id of a row, column, choice or conflict; `taken` are keys that mean something else in a row.
pub(super) fn read_id(reader: &mut Reader, key: Key, taken: &[Key]) -> Option<Text> {
    let id = reader.text(key)?;
    let is_taken = taken.iter().any(|key| key.name == id.text);
    // It is a part of the names of many things.
    let fault = name_fault(&id.text).filter(|_| is_id(&id.text));
    let (why, help) = match (fault, is_taken) {
        (None, false) if is_id(&id.text) => return Some(id),
        (Some(fault), _) => (format!(": {fault}"), fault.help().to_owned()),
        (None, true) => (String::new(), format!("every row has a `{}` of its own: choose another name", id.text)),
        (None, false) => (String::new(), "use `a` to `z`, `0` to `9` and `-`".to_owned()),
    };
    let message = format!("`{}` cannot be an id here{why}", id.text);
    reader.report(Diagnostic::new(Code::InvalidValue, id.span, message).help(help));
    None
}

/// The most characters of a label: it is said again at every cell that it is of.
const MAX_LABEL: usize = 500;

/// A label.
pub(super) fn read_label(reader: &mut Reader, key: Key, codes: &Codes<'_>) -> Option<Words> {
    let label = Words::of(reader, key, codes)?;
    Some(short(label, key.name, reader.diagnostics()))
}

/// A label without ruby; one that is too long is reported, and cut.
fn short(label: Words, name: &str, diagnostics: &mut Diagnostics) -> Words {
    for (_, text) in label.iter().filter(|(_, text)| text.text.chars().nth(MAX_LABEL).is_some()) {
        let message = format!("a `{name}` of more than {MAX_LABEL} characters");
        let help = "make it short, and put the rest into a note";
        diagnostics.push(Diagnostic::new(Code::InvalidValue, text.span, message).help(help));
    }
    label.edited(|text| without_ruby(text).chars().take(MAX_LABEL).collect())
}

/// That there are two `things` with one id.
pub(super) fn named_twice(things: &str, id: &Text, first: Span) -> Diagnostic {
    let message = format!("there are two {things} `{}`", id.text);
    Diagnostic::new(Code::DuplicateName, id.span, message).related(first, "the other one")
}

/// Of so many columns every row is gone through, however many of its cells are blank.
const FEW: usize = 16;

/// Adds a row to a table. Nothing if it has no id, so that nobody can say which facts it has.
fn read_row(
    table: &mut Table,
    data: Data,
    (codes, known): (&Codes<'_>, &Unread),
    (sources, config): (&Sources, &Config),
    facts: &mut Facts,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let place = Span { end: data.span.start, ..data.span };
    let mut reader = Reader::new(data, &keys::ROW, diagnostics);
    let id = read_id(&mut reader, named::ID, &[]);
    let label = read_label(&mut reader, named::LABEL, codes).unwrap_or_default();
    // A column of such a name means its cells.
    let about = cell::read_about(&mut reader, |key| table.column(key.name).is_some());
    let mut left: BTreeMap<usize, (Written, Node)> = reader.rest().into_iter().enumerate().collect();
    let places: HashMap<String, usize> = left.iter().map(|(at, (key, _))| (key.name.clone(), *at)).collect();
    let id = id?;
    if let Some(first) = table.row(&id.text) {
        diagnostics.push(named_twice("rows", &id, first.span));
        return Some(());
    }
    let Text { text: id, span, .. } = id;
    let filled = places.keys().filter(|name| table.column(name).is_some()).count();
    if let Some(blank) = table.columns.len().checked_sub(filled).filter(|blank| *blank > 0) {
        let names = table.columns.iter().map(|column| column.id.as_str()).filter(|id| !places.contains_key(*id));
        let message = format!("the row `{id}` has no {}", listed_of(blank, names));
        let help = "a cell is not left blank: write `\"unknown\"` or `\"n/a\"`";
        diagnostics.push(Diagnostic::new(Code::MissingKey, place, message).help(help));
    }
    // Of rows without cells there may be as many as there are columns: they are not gone through.
    let is_blank = table.columns.len() > 2 * filled + FEW;
    let mut cells = Vec::new();
    let mut cited = vec![(Place::Row(table.rows.len()), about.sources.clone())];
    for (at, column) in table.columns.iter().enumerate().filter(|_| !is_blank) {
        let Some((_, node)) = places.get(&column.id).and_then(|at| left.remove(at)) else {
            cells.push(None);
            continue;
        };
        let context = cell::Context { column, codes, sources, config };
        let Some(read) = cell::read(node, context, diagnostics) else {
            cells.push(None);
            continue;
        };
        let cell::Read { cell, span, about: own, note, formula, reader } = read;
        cited.push((Place::Cell(table.rows.len(), at), own.sources.clone()));
        let about = own.or(&about).or(&column.about);
        let name = format!("{}.{id}.{}", table.id, column.id);
        cells.push(Some(facts.insert(Fact { id: name, span, cell, about, note, formula, reader })));
    }
    let is_unknown = |name: &str| !known.vague && !known.broken.contains_key(name) && table.column(name).is_none();
    let unknown = left.values().filter(|(key, _)| is_unknown(&key.name));
    for (key, _) in unknown {
        let help = table.column_suggestion(&key.name);
        let message = format!("there is no column `{}`", key.name);
        diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
    }
    for (place, sources) in cited {
        table.cite(place, &sources);
    }
    table.row_by_id.insert(id.clone(), table.rows.len());
    table.rows.push(Row { id, span, label, cells });
    Some(())
}
