//! TOML and YAML: any text is read, each key and value stands where it says, and what is valid is read as the
//! language's own reader has it.

use super::{is_in_its_file, is_said_of_a_place};
use shirube::data::split_front;
use shirube::data::{Node, Table, Value, parse_toml, parse_yaml};
use shirube::diagnostic::Diagnostics;
use shirube::source::Sources;

/// TOML is read, and valid TOML as the crate `toml` reads it.
pub fn is_toml(text: &str) {
    let (mut sources, text) = (Sources::default(), text.to_owned());
    let id = sources.add_text("a.toml", text);
    let text = sources.get(id).text.as_str();
    let (table, found) = parse_toml(text, id, 0);
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    stands(&table, &sources);
    match text.parse::<toml::Table>() {
        Ok(wanted) if found.is_empty() => agrees(&table, &wanted),
        Ok(_) => {
            let ours = ["invalid-value", "too-deep", "noncharacter", "file-too-large"];
            let others: Vec<_> = found.iter().filter(|found| !ours.contains(&found.code.name())).collect();
            assert!(others.is_empty(), "{others:?} of {text:?}");
        }
        Err(error) => assert!(!found.is_empty(), "{error} in {text:?}"),
    }
}

/// YAML is read.
pub fn is_yaml(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add_text("a.yaml", text.to_owned());
    let (table, found) = parse_yaml(text, id, 0);
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    stands(&table, &sources);
}

/// A file is cut into front matter and body.
pub fn is_cut(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add_text("a.md", text.to_owned());
    let mut found = Diagnostics::new();
    let parts = split_front(text, id, &mut found);
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    assert!(text.is_char_boundary(parts.body));
    if let Some(table) = &parts.front {
        is_in_its_file(&sources, table.span);
        stands(table, &sources);
        assert!(table.entries.iter().all(|(key, node)| key.span.end.max(node.span.end) as usize <= parts.body));
    }
}

/// Every key and value lies in the text.
fn stands(table: &Table, sources: &Sources) {
    for (key, node) in &table.entries {
        is_in_its_file(sources, key.span);
        value_stands(node, sources);
    }
}

fn value_stands(node: &Node, sources: &Sources) {
    is_in_its_file(sources, node.span);
    match &node.value {
        Value::Table(table) => stands(table, sources),
        Value::List(items) => items.iter().for_each(|item| value_stands(item, sources)),
        Value::Text(_) | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) | Value::Date(_) | Value::Null => {}
    }
}

fn agrees(table: &Table, wanted: &toml::Table) {
    assert_eq!(table.entries.len(), wanted.len());
    for (key, node) in &table.entries {
        value_agrees(&node.value, &wanted[&key.name]);
    }
}

fn value_agrees(value: &Value, wanted: &toml::Value) {
    match (value, wanted) {
        (Value::Text(text), toml::Value::String(wanted)) => assert_eq!(text, wanted),
        (Value::Integer(number), toml::Value::Integer(wanted)) => assert_eq!(number, wanted),
        (Value::Bool(value), toml::Value::Boolean(wanted)) => assert_eq!(value, wanted),
        (Value::Decimal(digits), toml::Value::Float(wanted)) => {
            let number: f64 = digits.replace('_', "").parse().unwrap();
            assert!(number == *wanted || number.is_nan() && wanted.is_nan(), "{digits} {wanted}");
        }
        (Value::Date(date), toml::Value::Datetime(wanted)) => {
            assert_eq!(date.parse::<toml::value::Datetime>().as_ref().ok(), Some(wanted), "{date}");
        }
        (Value::List(items), toml::Value::Array(wanted)) => {
            assert_eq!(items.len(), wanted.len());
            items.iter().zip(wanted).for_each(|(item, wanted)| value_agrees(&item.value, wanted));
        }
        (Value::Table(table), toml::Value::Table(wanted)) => agrees(table, wanted),
        (value, wanted) => panic!("{value:?} is not {wanted:?}"),
    }
}
