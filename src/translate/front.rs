//! Front matter as text: keys are set and taken out, and everything else stays as it is written.

use crate::data::split_front;
use crate::data::{Key, Node, Table, Value};
use crate::diagnostic::Diagnostics;
use crate::keys::text::page;
use crate::source::SourceId;
use std::ops::Range;

/// What a key is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Given<'a> {
    /// Letters and digits alone.
    Text(&'a str),
    True,
    /// Texts without controls.
    Texts(&'a [String]),
}

impl Given<'_> {
    fn written(self) -> String {
        match self {
            Given::Text(text) => format!("\"{text}\""),
            Given::True => "true".to_owned(),
            Given::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                format!("[{}]", texts.join(", "))
            }
        }
    }

    fn is(self, value: &Value) -> bool {
        match self {
            Given::Text(text) => matches!(value, Value::Text(own) if own.text == text),
            Given::True => *value == Value::Bool(true),
            Given::Texts(texts) => {
                let is_same =
                    |(own, text): (&Node, &String)| matches!(&own.value, Value::Text(own) if own.text == *text);
                matches!(value, Value::List(own) if own.len() == texts.len() && own.iter().zip(texts).all(is_same))
            }
        }
    }
}

/// A text as TOML and YAML both have it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The edits that make a list of texts another one which it begins, or which has as many: what stays is not touched. `None`
/// where the list has to be written anew.
fn listed(text: &str, end: &str, node: &Node, texts: &[String]) -> Option<Vec<(Range<usize>, String)>> {
    let Value::List(own) = &node.value else { return None };
    let mut edits = Vec::new();
    for (own, new) in own.iter().zip(texts) {
        let Value::Text(old) = &own.value else { return None };
        if old.text != *new {
            edits.push((own.span.range(), quoted(new)));
        }
    }
    let more = texts.get(own.len()..)?;
    let Some(last) = own.last().filter(|_| !more.is_empty()) else { return Some(edits).filter(|_| more.is_empty()) };
    let (start, after) = (last.span.start as usize, last.span.end as usize);
    let before = text.get(line_start(text, start)..start)?;
    let next = line_end(text, after);
    let rest = text.get(after..next)?;
    let is_flow = text.get(node.span.range()).is_some_and(|list| list.starts_with('['));
    let new: String = if !is_flow {
        // A line each, behind a hyphen.
        let sign = before.strip_suffix(' ').map(str::trim_end).filter(|sign| sign.trim_start() == "-")?;
        let new = more.iter().map(|new| format!("{sign} {}{end}", quoted(new))).collect();
        edits.push((next..next, new));
        return Some(edits);
    } else if before.trim().is_empty() && !rest.trim_start_matches([' ', '\t']).starts_with(']') {
        // A line each, and a comma behind the last or none.
        if !rest.trim_start().starts_with(',') {
            edits.push((after..after, ",".to_owned()));
        }
        let new = more.iter().map(|new| format!("{before}{},{end}", quoted(new))).collect();
        edits.push((next..next, new));
        return Some(edits);
    } else {
        more.iter().map(|new| format!(", {}", quoted(new))).collect()
    };
    edits.push((after..after, new));
    Some(edits)
}

/// The text of a file without some keys and with others set: where they are, else under the title, else at the top. What
/// cannot be written so that all other keys stay what they are is refused, with the reason.
pub(super) fn edit(text: &str, id: SourceId, without: &[&str], set: &[(&str, Given)]) -> Result<String, &'static str> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let line =
        |sign: &str, indent: &str, (key, given): &(&str, Given)| format!("{indent}{key}{sign}{}{end}", given.written());
    let sign = match text.lines().next().unwrap_or_default().trim_end() {
        "+++" => " = ",
        "---" => ": ",
        _ => {
            let lines: String = set.iter().map(|key| line(" = ", "", key)).collect();
            return Ok(format!("+++{end}{lines}+++{end}{text}"));
        }
    };
    let mut found = Diagnostics::new();
    let front = split_front(text, id, &mut found).front.filter(|_| found.is_empty());
    let Some(front) = front else { return Err("its front matter has mistakes: `shirube check` says which") };
    let first = front.entries.iter().find(|(key, _)| key.name == page::TITLE.name).or(front.entries.first());
    let indent = match first {
        Some((key, _)) => text.get(line_start(text, key.span.start as usize)..key.span.start as usize),
        None => Some(""),
    };
    let blank = |text: &&str| text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'"' | b'\''));
    let Some(indent) = indent.filter(blank) else { return Err("its front matter does not have a line a key") };
    let indent = indent.trim_end_matches(['"', '\'']);
    let stays =
        |name: &str| front.entries.iter().find(|(key, _)| key.name == name).filter(|_| !without.contains(&name));
    let mut after = line_end(text, front.get(page::TITLE).map_or(0, |title| title.span.end as usize));
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for key in set {
        let kept = match (stays(key.0), key.1) {
            (Some((_, node)), Given::Texts(texts)) => listed(text, end, node, texts),
            _ => None,
        };
        if let Some(kept) = kept {
            edits.extend(kept);
            continue;
        }
        match stays(key.0) {
            Some((name, node)) if sign == ": " => {
                edits.push((yaml_value(text, name, node), format!(": {}", key.1.written())));
                after = line_end(text, node.span.end.max(name.span.end) as usize);
            }
            Some((_, node)) => {
                edits.push((node.span.range(), key.1.written()));
                // What is set with it stands under it.
                after = line_end(text, node.span.end as usize);
            }
            None => edits.push((after..after, line(sign, indent, key))),
        }
    }
    let mut gone = Vec::new();
    for entry in front.entries.iter().filter(|(key, _)| without.contains(&key.name.as_str())) {
        add_lines(text, end, entry, &mut gone);
    }
    edits.extend(merged(gone).into_iter().map(|range| (range, String::new())));
    let new = edited(text, edits);
    match is_meant((text, &new), id, &front, without, set) {
        true => Ok(new),
        false => Err("its front matter is written in a way that cannot be edited: put each key on a line of its own"),
    }
}

/// Whether an edited file says what it said, but for the keys that were to change.
fn is_meant((old, new): (&str, &str), id: SourceId, front: &Table, without: &[&str], set: &[(&str, Given)]) -> bool {
    let mut found = Diagnostics::new();
    let parts = split_front(new, id, &mut found);
    let body = split_front(old, id, &mut Diagnostics::new()).body;
    let Some(edited) = parts.front.filter(|_| found.is_empty()) else { return false };
    let is_set = |name: &str| set.iter().any(|(key, _)| *key == name);
    let kept = |name: &str| !without.contains(&name) && !is_set(name);
    let before: Vec<_> = front.entries.iter().filter(|(key, _)| kept(&key.name)).collect();
    let after: Vec<_> = edited.entries.iter().filter(|(key, _)| !is_set(&key.name)).collect();
    let says =
        |key: &str, given: &Given| edited.entries.iter().any(|(own, node)| own.name == key && given.is(&node.value));
    old.get(body..) == new.get(parts.body..)
        && before.len() == after.len()
        && before.into_iter().zip(after).all(is_same_entry)
        && set.iter().all(|(key, given)| says(key, given))
}

/// Whether two values say the same, wherever they stand.
fn is_same(own: &Value, other: &Value) -> bool {
    match (own, other) {
        (Value::List(own), Value::List(other)) => {
            own.len() == other.len() && own.iter().zip(other).all(|(own, other)| is_same(&own.value, &other.value))
        }
        (Value::Table(own), Value::Table(other)) => {
            own.entries.len() == other.entries.len() && own.entries.iter().zip(&other.entries).all(is_same_entry)
        }
        (Value::Text(own), Value::Text(other)) => own.text == other.text,
        (own, other) => own == other,
    }
}

fn is_same_entry(((own, value), (other, beside)): (&(Key, Node), &(Key, Node))) -> bool {
    own.name == other.name && is_same(&value.value, &beside.value)
}

/// Adds the lines that a key and its value take up, whether they stand under a header, behind a sign, or key by key.
fn add_lines(text: &str, end: &str, (key, node): &(Key, Node), lines: &mut Vec<Range<usize>>) {
    let start = line_start(text, key.span.start as usize);
    let is_header = text.get(start..).is_some_and(|line| line.trim_start_matches([' ', '\t']).starts_with('['));
    match &node.value {
        Value::Table(_) if is_header => {
            let after = line_end(text, last_byte(node));
            // Of the empty lines round a table, one stays.
            let before = text.get(..start).and_then(|before| before.lines().next_back());
            let rest = text.get(after..).filter(|rest| before == Some("") && rest.starts_with(end));
            lines.push(start..rest.map_or(after, |_| after + end.len()));
        }
        Value::Table(table) => {
            lines.push(start..line_end(text, node.span.end as usize));
            table.entries.iter().for_each(|entry| add_lines(text, end, entry, lines));
        }
        _ => lines.push(start..line_end(text, last_byte(node))),
    }
}

/// Ranges in order, those that touch joined.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// The last byte of a value: of a table that stands under a header, that of its last entry.
fn last_byte(node: &Node) -> usize {
    let inside = match &node.value {
        Value::Table(table) => table.entries.iter().map(|(key, node)| last_byte(node).max(key.span.end as usize)).max(),
        Value::List(list) => list.iter().map(last_byte).max(),
        Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) | Value::Null => None,
    };
    inside.unwrap_or_default().max(node.span.end as usize)
}

/// From the colon after a key of YAML to the end of its value, whose style may be said in between: `title: >-`.
pub fn yaml_value(text: &str, key: &Key, node: &Node) -> Range<usize> {
    let from = key.span.end as usize;
    let colon = text.get(from..).and_then(|rest| rest.find(':')).map_or(from, |at| from + at);
    colon..(node.span.end as usize).max(colon + 1)
}

/// A text with pieces of it replaced.
pub fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let (mut new, mut done) = (String::with_capacity(text.len() + 128), 0);
    for (range, written) in edits {
        new.push_str(text.get(done..range.start).unwrap_or_default());
        new.push_str(&written);
        done = range.end;
    }
    new.push_str(text.get(done..).unwrap_or_default());
    new
}

/// The byte after the end of the line that `at` is on.
pub fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find('\n').map_or(rest.len(), |end| end + 1)
}

/// The first byte of the line that `at` is on.
fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::{Given, edit};
    use crate::source::Sources;

    fn edited(text: &str) -> Result<String, &'static str> {
        let mut sources = Sources::default();
        let id = sources.add("content/page.ja.md", text.as_bytes().to_vec());
        let without = ["slug", "aliases", "review", "draft"];
        edit(text, id, &without, &[("from", Given::Text("1f")), ("digest", Given::Text("2e")), ("draft", Given::True)])
    }

    #[test]
    fn sets_and_takes_out_keys_and_leaves_all_else() {
        for (text, wanted) in [
            ("Text.\n", "+++\nfrom = \"1f\"\ndigest = \"2e\"\ndraft = true\n+++\nText.\n"),
            ("+++\n+++\nText.", "+++\nfrom = \"1f\"\ndigest = \"2e\"\ndraft = true\n+++\nText."),
            (
                "+++\r\ntitle = \"A\" # why\r\nfrom = 12\r\nslug = \"a\"\r\n# kept\r\nweight = 3\r\n+++\r\n",
                "+++\r\ntitle = \"A\" # why\r\nfrom = \"1f\"\r\ndigest = \"2e\"\r\ndraft = true\r\n# kept\r\nweight = 3\r\n+++\r\n",
            ),
            (
                "+++\n  title = \"A\"\n  draft = false\n  [review]\n  by = [\"X\"]\n  [extra]\n  slug = \"kept\"\n+++\n",
                "+++\n  title = \"A\"\n  from = \"1f\"\n  digest = \"2e\"\n  draft = true\n  [extra]\n  slug = \"kept\"\n+++\n",
            ),
            (
                "+++\ntitle = \"A\"\nreview.by = [\n\"X\",\n]\nweight = 1\nreview.date = 2024-01-01\n+++\n",
                "+++\ntitle = \"A\"\nfrom = \"1f\"\ndigest = \"2e\"\ndraft = true\nweight = 1\n+++\n",
            ),
            (
                "+++\ntitle = \"A\"\nreview = { by = [\"X\"] }\ndescription = \"\"\"one\nslug = is kept\nfour\"\"\"\n+++\n",
                "+++\ntitle = \"A\"\nfrom = \"1f\"\ndigest = \"2e\"\ndraft = true\ndescription = \"\"\"one\nslug = is kept\nfour\"\"\"\n+++\n",
            ),
            (
                "+++\nslug = \"a\"\naliases = [\n\"/b=c/\",\n]\ntitle = \"A\"\n+++\n",
                "+++\ntitle = \"A\"\nfrom = \"1f\"\ndigest = \"2e\"\ndraft = true\n+++\n",
            ),
            (
                "---\ntitle: >-\n  A\n  b\naliases:\n  - /a/\n  - /b/\nslug: aa\n# kept\nweight: 1\n---\nText.",
                "---\ntitle: >-\n  A\n  b\nfrom: \"1f\"\ndigest: \"2e\"\ndraft: true\n# kept\nweight: 1\n---\nText.",
            ),
            (
                "---\n  title: A\n  from: 123456789012e123\n  slug: aa\n---\n",
                "---\n  title: A\n  from: \"1f\"\n  digest: \"2e\"\n  draft: true\n---\n",
            ),
            (
                "---\ntitle: A\nfrom:\ndigest: >-\n  x\nweight: 1\n---\n",
                "---\ntitle: A\nfrom: \"1f\"\ndigest: \"2e\"\ndraft: true\nweight: 1\n---\n",
            ),
            (
                "---\n\"title\": A\nreview:\n  by: [X]\n  date: 2024-01-01\n---\n",
                "---\n\"title\": A\nfrom: \"1f\"\ndigest: \"2e\"\ndraft: true\n---\n",
            ),
        ] {
            assert_eq!(edited(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn refuses_what_it_cannot_edit() {
        for text in ["---\n{title: A, weight: 3}\n---\n", "+++\ntitle = \n+++\n", "+++\ntitle = \"A\"\n"] {
            assert!(edited(text).is_err(), "{text}");
        }
    }
}
