//! What is no table as JSON does not fit its schema: a table in which one place is otherwise.

use crate::schema::fault;
use crate::{NOW, Section, come, parse};
use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use shirube::Options;
use shirube::source::{Memory, embedded};

/// The case whose table has a value of every type.
const CASE: &str = include_str!("output/download_every_type.txt");

/// What may stand in place of a value that has this name, and would be wrong.
type Otherwise = fn(&str, &Value) -> Vec<Value>;

/// One for each way of being otherwise.
pub fn trials() -> Vec<Trial> {
    let all: [(&str, Otherwise); 5] = [
        ("a key is missing", without_a_key),
        ("a key is too many", |_, value| {
            let more = |table: &Map<String, Value>| table.clone().into_iter().chain([("x-1".to_owned(), json!(1))]);
            value.as_object().map(|table| Value::Object(more(table).collect())).into_iter().collect()
        }),
        ("a number is a text", |_, value| {
            value.as_number().map(|number| json!(number.to_string())).into_iter().collect()
        }),
        ("a value is of another type", |_, value| match value {
            Value::String(_) => vec![json!(true), json!(1), json!([])],
            Value::Object(_) => vec![json!(true), json!([])],
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => vec![json!(true), json!({})],
        }),
        ("a word is none of the possible", |name, value| {
            let is_word = ["state", "type", "class", "tax", "per", "currency"].contains(&name) && value.is_string();
            if is_word { vec![json!("wrong"), json!("")] } else { Vec::new() }
        }),
    ];
    let trial = |(name, otherwise)| Trial::test(format!("downloads/{name}"), move || none_fits(otherwise));
    all.into_iter().map(trial).collect()
}

/// Each key is there, but for the cells, whose ids are the table's own.
fn without_a_key(name: &str, value: &Value) -> Vec<Value> {
    let Some(table) = value.as_object().filter(|_| name != "cells") else { return Vec::new() };
    let mut others = Vec::new();
    for key in table.keys() {
        let mut other = table.clone();
        other.remove(key);
        others.push(Value::Object(other));
    }
    others
}

fn none_fits(otherwise: Otherwise) -> Result<(), Failed> {
    let (_, sections) = parse(CASE);
    let table = table(&sections)?;
    if let Some(fault) = fault(&table) {
        return Err(fault.into());
    }
    let mut places = Vec::new();
    list(&table, "", &mut places);
    let mut tried = 0;
    for place in &places {
        let name = place.rsplit('/').next().unwrap_or_default();
        for value in otherwise(name, table.pointer(place).unwrap()) {
            let mut other = table.clone();
            *other.pointer_mut(place).unwrap() = value;
            tried += 1;
            if fault(&other).is_none() {
                return Err(format!("`{place}` may be {}", other.pointer(place).unwrap()).into());
            }
        }
    }
    // Some of each: a list of places that is empty would prove nothing.
    if tried < 10 { Err(format!("{tried} tables only").into()) } else { Ok(()) }
}

/// The table of the case, as it is published.
fn table(sections: &[Section]) -> Result<Value, Failed> {
    let mut site = Memory::new();
    site.insert("site.toml", include_bytes!("site.toml").as_slice());
    for section in sections {
        if let Some(path) = section.head.strip_prefix("in ") {
            site.insert(path, section.body.clone().into_bytes());
        }
    }
    let options = Options { base: None, drafts: false, strict: false, now: NOW.parse()?, languages: Vec::new() };
    let files = come(&site, &embedded(), &options, None)?.files;
    Ok(serde_json::from_slice(files.get("en/tables/every.json").ok_or("the table is not published")?)?)
}

/// Every place of a value, as JSON Pointer names it.
fn list(value: &Value, place: &str, places: &mut Vec<String>) {
    places.push(place.to_owned());
    match value {
        Value::Object(table) => table.iter().for_each(|(name, value)| list(value, &format!("{place}/{name}"), places)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| list(value, &format!("{place}/{at}"), places));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
