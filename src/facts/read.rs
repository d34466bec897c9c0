//! Tables are read: `content/**/tables/*.toml`, and facts that no page shows as a table, `content/**/facts/*.toml`.

use super::column::Column;
use super::conflict::Conflicts;
use super::fact::{About, Fact, Facts};
use super::fragment::parse_words;
use super::named::{named_twice, read_id, read_label};
use super::table::{Place, Row, Table, Tables};
use super::{cell, chart, choosable, derive, label};
use crate::config::{Codes, Config, Words, beside, is_id, misplaced_texts, read_with_texts};
use crate::data::{Key as Written, Node, Reader, Table as Data, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed_of};
use crate::keys::table::{self as keys, column, count, named, parts};
use crate::source::{Source, SourceId, Sources, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

/// Whether a path is that of a table (`false`) or of a facts file (`true`), or of the texts of one in a language.
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
    misplaced_texts(sources, config, diagnostics);
    let own = sources.iter().filter(|(_, file)| beside(&file.path).is_none());
    let files: Vec<_> = own.filter_map(|(source, file)| Some((source, file, is_table(&file.path)?))).collect();
    // Where there is one language, none lacks a text.
    let has_several = config.languages.len() > 1;
    let parse = |(source, file, _): &(SourceId, &Source, bool)| {
        let mut found = Diagnostics::new();
        let data = read_with_texts(*source, sources, config, &mut found);
        let labels = data.as_ref().filter(|_| has_several);
        let labels = labels.map(|data| label::of_table((&file.text, *source), data, config));
        (data, labels, found)
    };
    let parsed: Vec<_> = files.par_iter().map(parse).collect();
    for ((source, file, hidden), (data, labels, found)) in files.into_iter().zip(parsed) {
        diagnostics.extend(found);
        labels.into_iter().for_each(|labels| tables.keep_labels(source, labels));
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
        if let Some(first) = tables.named(id) {
            let message = format!("there are two tables `{id}`");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, Span::file(source), message)
                    .related(Span::file(first.source), "the other one"),
            );
            continue;
        }
        let mut table = Table::empty(id, tables.next_id(), source);
        table.hidden = hidden;
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
        tables.push(table);
    }
    derive::fill(&mut facts, diagnostics);
    choosable::check(&tables, &facts, diagnostics);
    conflicts.check(&facts, diagnostics);
    (tables, facts, conflicts)
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
                (None, Some(column)) => table.push_column(id.text, column),
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
    table.push_row(Row { id, span, label, cells });
    Some(())
}
