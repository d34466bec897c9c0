//! Texts of a language that stand in a file of their own beside data: translated texts are written there, so that nobody
//! else's file changes.

use super::quote::quoted;
use crate::data::{Node, Table, Value, parse_toml};
use crate::source::SourceId;
use crate::translate::edited;
use std::collections::BTreeMap;
use std::ops::Range;

/// A text and the keys that lead to it.
pub(super) type Placed = (Vec<String>, String);

/// The file with these texts in it: each in place of the one that is there, else under the header of what it belongs to.
/// Nothing if that would not be read as it is meant.
pub(super) fn with_texts(text: &str, id: SourceId, texts: &[Placed]) -> Option<String> {
    let (table, found) = parse_toml(text, id, 0);
    if !found.is_empty() {
        return None;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let sections = sections(text, id, &table);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut new: BTreeMap<Vec<&str>, String> = BTreeMap::new();
    let mut into: BTreeMap<usize, String> = BTreeMap::new();
    for (keys, said) in texts {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        if let Some(node) = at(&table, &keys) {
            edits.push((node.span.range(), quoted(said)));
            continue;
        }
        let depth = keys.len().saturating_sub(1).min(2);
        let (header, rest) = keys.split_at(depth);
        let line = format!("{} = {}{end}", dotted(rest), quoted(said));
        match sections.iter().find(|section| section.header == header) {
            Some(section) => into.entry(section.end).or_default().push_str(&line),
            None => new.entry(header.to_vec()).or_default().push_str(&line),
        }
    }
    let gap = |at: usize| {
        if text.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n')) { "" } else { end }
    };
    edits.extend(into.into_iter().map(|(at, lines)| (at..at, format!("{}{lines}", gap(at)))));
    let mut written = edited(text, edits);
    for (header, lines) in new {
        if !written.is_empty() && !written.ends_with('\n') {
            written.push_str(end);
        }
        let gap = if written.is_empty() { "" } else { end };
        written.push_str(&format!("{gap}[{}]{end}{lines}", dotted(&header)));
    }
    let (table, found) = parse_toml(&written, id, 0);
    let says = |(keys, said): &Placed| {
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        matches!(at(&table, &keys).map(|node| &node.value), Some(Value::Text(text)) if text.text == *said)
    };
    (found.is_empty() && texts.iter().all(says)).then_some(written)
}

/// The text at a place of a file of texts.
pub(super) fn text_at(table: &Table, keys: &[String]) -> Option<String> {
    let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    match &at(table, &keys)?.value {
        Value::Text(text) => Some(text.text.clone()),
        _ => None,
    }
}

/// What stands under some keys.
fn at<'t>(table: &'t Table, keys: &[&str]) -> Option<&'t Node> {
    let (first, rest) = keys.split_first()?;
    let (_, node) = table.entries.iter().find(|(key, _)| key.name == *first)?;
    match (&node.value, rest) {
        (_, []) => Some(node),
        (Value::Table(table), rest) => at(table, rest),
        _ => None,
    }
}

/// Keys as TOML writes them in a row.
fn dotted(keys: &[&str]) -> String {
    let is_bare =
        |key: &str| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let key = |key: &&str| if is_bare(key) { (*key).to_owned() } else { quoted(key) };
    keys.iter().map(key).collect::<Vec<_>>().join(".")
}

/// A part of a file under one header; what stands before the first has none.
struct Section {
    header: Vec<String>,
    /// Behind its last line that says something.
    end: usize,
}

fn sections(text: &str, id: SourceId, table: &Table) -> Vec<Section> {
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut tables = vec![table];
    while let Some(table) = tables.pop() {
        for (_, node) in &table.entries {
            match &node.value {
                Value::Table(table) => tables.push(table),
                _ => texts.push(node.span.range()),
            }
        }
    }
    texts.sort_by_key(|range| range.start);
    let is_text = |at: usize| {
        let before = texts.partition_point(|range| range.start < at);
        before.checked_sub(1).and_then(|last| texts.get(last)).is_some_and(|range| at < range.end)
    };
    let mut sections = vec![Section { header: Vec::new(), end: 0 }];
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (at, said) = (start, line.trim());
        start += line.len();
        if said.starts_with('[') && !is_text(at) {
            sections.push(Section { header: keys(said, id), end: start });
        } else if !said.is_empty() && (!said.starts_with('#') || is_text(at)) {
            sections.last_mut().into_iter().for_each(|section| section.end = start);
        }
    }
    sections
}

/// The keys of a header.
fn keys(header: &str, id: SourceId) -> Vec<String> {
    let (mut table, _) = parse_toml(header, id, 0);
    let mut keys = Vec::new();
    while let Some((key, node)) = table.entries.pop() {
        keys.push(key.name);
        match node.value {
            Value::Table(inner) => table = inner,
            _ => break,
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::with_texts;
    use crate::source::Sources;

    fn written(text: &str, texts: &[(&str, &str)]) -> Option<String> {
        let texts: Vec<_> = texts
            .iter()
            .map(|(path, said)| (path.split('/').map(str::to_owned).collect(), (*said).to_owned()))
            .collect();
        with_texts(text, Sources::default().any(), &texts)
    }

    #[test]
    fn texts_stand_where_they_belong() {
        for (text, texts, wanted) in [
            ("", &[("caption", "A"), ("row/a/label", "B")][..], "caption = \"A\"\n\n[row.a]\nlabel = \"B\"\n"),
            (
                "# Texts.\ncaption = \"A\" # old\n\n# The row.\n[row.a]\nlabel = \"\"\"\n[row.b]\n\"\"\"\n\n[row.c]\nlabel = \"C\"",
                &[("caption", "N"), ("note", "M"), ("row/a/cost/note", "T"), ("row/c/text", "\"X\"")],
                "# Texts.\ncaption = \"N\" # old\nnote = \"M\"\n\n# The row.\n[row.a]\nlabel = \"\"\"\n[row.b]\n\"\"\"\ncost.note = \"T\"\n\n[row.c]\nlabel = \"C\"\ntext = \"\\\"X\\\"\"\n",
            ),
            (
                "[exosome]\r\nterm = \"E\"\r\n",
                &[("exosome/definition", "D"), ("msc/term", "M")],
                "[exosome]\r\nterm = \"E\"\r\ndefinition = \"D\"\r\n\r\n[msc]\r\nterm = \"M\"\r\n",
            ),
            ("", &[("conflict/x/facts/a.b.c/label", "L")], "[conflict.x]\nfacts.\"a.b.c\".label = \"L\"\n"),
        ] {
            assert_eq!(written(text, texts).as_deref(), Some(wanted), "{text}");
        }
        // What is written in another way is left to people.
        assert_eq!(written("row.a.label = \"A\"\n", &[("row/a/note", "B")]), None);
        assert_eq!(written("[row.a]\ncost = { note = \"A\" }\n", &[("row/a/cost/text", "B")]), None);
    }
}
