//! A table as JSON: what is shown, and beside it each value as a program reads it.

use super::exact::Exact;
use super::{remarks, words};
use crate::config::LangId;
use crate::facts::{Cell, Column, Conflict, Derivation, Evidence, FactId, Row, Table};
use crate::format::{Decimal, Form};
use crate::render::{self, Figure};
use crate::resolve::{self, Part, Site};
use serde::{Serialize, Serializer};
use serde_json::Number;
use std::collections::HashMap;

/// Keys are in alphabetical order, here and in what it holds.
#[derive(Serialize)]
struct Data<'a> {
    caption: Option<String>,
    columns: Vec<Head<'a>>,
    id: &'a str,
    language: &'a str,
    licence: Option<String>,
    note: Option<String>,
    reviewed: Option<String>,
    /// Written one after the other, and not held.
    #[serde(serialize_with = "rows")]
    rows: Rows<'a>,
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    label: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    unit: Option<String>,
}

#[derive(Clone, Copy)]
struct Rows<'a> {
    site: &'a Site,
    lang: LangId,
    table: &'a Table,
    remarks: &'a HashMap<(usize, usize), String>,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(serialize_with = "cells")]
    cells: (Rows<'a>, &'a [(usize, &'a Column)], (usize, &'a Row)),
    id: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct CellData<'a> {
    /// Those that the fact is a side of.
    conflicts: Vec<ConflictData<'a>>,
    derived: Option<&'a str>,
    evidence: Option<Grade>,
    exact: Option<Exact<'a>>,
    fact: &'a str,
    high: Option<Number>,
    low: Option<Number>,
    remark: Option<&'a str>,
    reviewed: Option<String>,
    sources: Vec<&'a str>,
    state: &'static str,
    text: &'a str,
    unit: Option<String>,
    value: Option<String>,
}

/// What a fact rests on.
#[derive(Serialize)]
struct Grade {
    class: &'static str,
    id: &'static str,
    label: String,
}

#[derive(Serialize)]
struct ConflictData<'a> {
    id: &'a str,
    title: &'a str,
}

/// The table for readers of `lang`.
pub(super) fn json(site: &Site, lang: LangId, table: &Table) -> String {
    let columns = table.columns.iter().map(|column| Head {
        id: &column.id,
        label: words(site, lang, &column.label),
        kind: column.kind.name(),
        unit: column.kind.unit(),
    });
    let (shown, _) = resolve::table(site, table, lang);
    let plain = |part: &Option<Part>| part.as_ref().map(|part| render::plain(site, part, part.range.clone()));
    let remarks = remarks(site, &shown);
    let data = Data {
        caption: plain(&shown.caption),
        columns: columns.collect(),
        id: &table.id,
        language: site.config.code(lang),
        licence: render::licence(site, lang),
        note: plain(&shown.note),
        reviewed: render::reviewed(site, table).map(|date| date.to_string()),
        rows: Rows { site, lang, table, remarks: &remarks },
    };
    let mut text = serde_json::to_string_pretty(&data).unwrap_or_default();
    text.push('\n');
    text
}

fn rows<S: Serializer>(rows: &Rows<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let Rows { site, lang, table, .. } = *rows;
    let mut columns: Vec<(usize, &Column)> = table.columns.iter().enumerate().collect();
    columns.sort_by_key(|(_, column)| &column.id);
    serializer.collect_seq(table.rows.iter().enumerate().map(|(at, row)| Line {
        cells: (*rows, &columns, (at, row)),
        id: &row.id,
        label: words(site, lang, &row.label),
    }))
}

fn cells<S: Serializer>(
    (rows, columns, (number, row)): &(Rows<'_>, &[(usize, &Column)], (usize, &Row)),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let cells = columns.iter().filter_map(|(at, column)| Some((*at, &column.id, row.cells.get(*at)?)));
    let cell = |at: usize, fact: &Option<FactId>| Some(cell(rows, (*number, at), (*fact)?));
    serializer.collect_map(cells.map(|(at, id, fact)| (id, cell(at, fact))))
}

fn cell<'a>(Rows { site, lang, remarks, .. }: &Rows<'a>, at: (usize, usize), id: FactId) -> CellData<'a> {
    let fact = site.catalog.facts.get(id);
    let Figure { low, high, unit } = render::figure(site, fact);
    let grade = |grade: Evidence| Grade {
        class: grade.class().name(),
        id: grade.name(),
        label: render::grade_label(site, *lang, grade),
    };
    let conflict =
        |conflict: &'a Conflict| ConflictData { id: &conflict.id, title: words(site, *lang, &conflict.title) };
    CellData {
        conflicts: site.catalog.conflicts.with(id).map(conflict).collect(),
        derived: fact.formula.as_ref().map(Derivation::text),
        evidence: fact.about.evidence.map(grade),
        exact: match &fact.cell {
            Cell::Value(value) => Exact::of(value),
            Cell::Statement(_) | Cell::Unknown | Cell::NotApplicable => None,
        },
        fact: &fact.id,
        high: high.and_then(number),
        low: low.and_then(number),
        remark: remarks.get(&at).map(String::as_str),
        reviewed: fact.about.reviewed.map(|day| day.to_string()),
        sources: fact.about.sources.iter().map(|source| source.text.as_str()).collect(),
        state: fact.cell.state(),
        text: render::cell_text(site, *lang, id),
        unit,
        value: fact.iso(Form::Plain),
    }
}

/// A number of JSON.
fn number(number: Decimal) -> Option<Number> {
    match i64::try_from(number.trimmed().mantissa()) {
        Ok(whole) if number.is_whole() => Some(whole.into()),
        _ => Number::from_f64(number.to_string().parse().ok()?),
    }
}
