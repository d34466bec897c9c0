//! Texts of `[extra]` as they are written into front matter.

use super::plan::Plan;
use super::quote::quoted;
use super::unit::{Role, said};
use crate::data::{Key, Node, Table, Value, split_front};
use crate::diagnostic::Diagnostics;
use crate::keys::text::more;
use crate::source::SourceId;
use crate::translate::yaml_value;
use crate::translation::extras;
use std::ops::Range;

/// What is written of a key.
pub(super) struct Given {
    key: String,
    texts: Vec<String>,
    is_list: bool,
}

/// What the plans of a page say of the keys of which any plan says something new.
pub(super) fn given<'a>(plans: &[Plan<'a>], is_new: impl Fn(&Plan<'a>) -> bool) -> Vec<Given> {
    let mut all: Vec<(Given, bool)> = Vec::new();
    for plan in plans {
        let Role::Extra { key, at } = &plan.unit.role else { continue };
        // What the translation does without is not put there.
        let text = Some(said(&plan.pieces)).filter(|text| !text.is_empty());
        match all.last_mut().filter(|(last, _)| last.key == *key) {
            Some((last, is_any_new)) => {
                last.texts.extend(text);
                *is_any_new |= is_new(plan);
            }
            None => {
                let texts = text.into_iter().collect();
                all.push((Given { key: key.clone(), texts, is_list: at.is_some() }, is_new(plan)));
            }
        }
    }
    all.into_iter().filter(|(given, is_new)| *is_new && !given.texts.is_empty()).map(|(given, _)| given).collect()
}

impl Given {
    fn written(&self) -> String {
        let texts: Vec<String> = self.texts.iter().map(|text| quoted(text)).collect();
        if self.is_list { format!("[{}]", texts.join(", ")) } else { texts.concat() }
    }

    fn line(&self, sign: &str, before: &str) -> String {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        let key = if self.key.chars().all(is_bare) { self.key.clone() } else { quoted(&self.key) };
        format!("{before}{key}{sign} {}", self.written())
    }
}

/// The edits that put texts into front matter: in the place of those that are there, else before the others of `[extra]`,
/// else under a new `[extra]`.
pub(super) fn edits(front: &str, table: &Table, given: &[Given]) -> Vec<(Range<usize>, String)> {
    let yaml = front.starts_with("---");
    let sign = if yaml { ":" } else { " =" };
    let end = if front.contains("\r\n") { "\r\n" } else { "\n" };
    let extra = table.get(more::EXTRA).map(|node| &node.value);
    let entries: &[(Key, Node)] = match extra {
        Some(Value::Table(table)) => &table.entries,
        _ => &[],
    };
    let mut edits = Vec::new();
    let mut new = Vec::new();
    for given in given {
        match entries.iter().find(|(key, _)| key.name == given.key) {
            Some((key, node)) if yaml => edits.push((yaml_value(front, key, node), format!(": {}", given.written()))),
            Some((_, node)) => edits.push((node.span.range(), given.written())),
            None => new.push(given),
        }
    }
    let lines = |before: &str| -> String { new.iter().map(|given| given.line(sign, before) + end).collect() };
    if new.is_empty() {
        return edits;
    }
    match entries.first() {
        Some((key, _)) => {
            let at = key.span.start as usize;
            let start = front.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
            let before = front.get(start..at).unwrap_or_default();
            let is_own_line =
                before.trim().is_empty() || before.trim_end().ends_with('.') && !before.contains(['[', '{']);
            match is_own_line {
                true => edits.push((start..start, lines(before))),
                false => {
                    let inside = new.iter().map(|given| given.line(sign, "") + ", ").collect();
                    edits.push((at..at, inside));
                }
            }
        }
        None => {
            let last = front.trim_end().rfind('\n').map_or(front.len(), |at| at + 1);
            let (head, before) = if yaml { ("extra:", "  ") } else { ("[extra]", "") };
            edits.push((last..last, format!("{head}{end}{}", lines(before))));
        }
    }
    edits
}

/// Whether front matter says what was meant.
pub(super) fn says(front: &str, id: SourceId, given: &[Given]) -> bool {
    let mut found = Diagnostics::new();
    let table = split_front(front, id, &mut found).front;
    let Some(table) = table.filter(|_| found.is_empty()) else { return given.is_empty() };
    let keys: Vec<String> = given.iter().map(|given| given.key.clone()).collect();
    let read = extras(&table, &keys);
    read.len() == given.len()
        && read.iter().zip(given).all(|(read, given)| read.texts == given.texts && read.is_list == given.is_list)
}
