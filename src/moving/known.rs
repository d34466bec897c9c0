//! What is named outside of texts: files in the list of known mistakes and where a check may stand, pages in menus.

use super::name::Names;
use super::{Edits, Placed};
use crate::config::{MenuEntry, texts_beside};
use crate::data::{Table, Text, Value, parse_toml};
use crate::diagnostic::{Diagnostic, fingerprint_of};
use crate::keys::Key;
use crate::keys::site::{known_file, menu as menu_keys, site as site_keys};
use crate::resolve::{Site, named_in_menus};
use crate::source::{CONFIG, SourceId, Span};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// The new paths by the old ones.
fn paths<'n>(site: &'n Site, names: &'n Names) -> BTreeMap<&'n str, &'n str> {
    names.files.iter().map(|(id, to)| (site.sources.get(*id).path.as_str(), to.as_str())).collect()
}

/// What `[[check.allow]]` names exactly.
pub(super) fn allowed(site: &Site, names: &Names) -> Vec<Placed> {
    let paths = paths(site, names);
    let files = site.config.allowed.iter().flat_map(|allowed| &allowed.files);
    files
        .filter_map(|file| Some((file.span.source, file.span.range(), quoted(paths.get(file.text.as_str())?))))
        .collect()
}

/// The pages that menus name, and where the files of languages have what their entries are called.
pub(super) fn in_menus(site: &Site, names: &Names) -> Vec<Placed> {
    let renamed = named_in_menus(site).filter_map(|(entry, page, name)| Some((entry, page, names.of(name)?)));
    let renamed: Vec<(&MenuEntry, &Text, String)> = renamed.collect();
    let mut placed: Vec<Placed> =
        renamed.iter().map(|(_, page, new)| (page.span.source, page.span.range(), quoted(new))).collect();
    let files: Vec<SourceId> =
        texts_beside(CONFIG, &site.sources, &site.config).into_iter().map(|(_, file)| file).collect();
    let mut seen = BTreeSet::new();
    for (_, page, new) in renamed.iter().filter(|(entry, page, _)| !entry.has_id && seen.insert(page.text.as_str())) {
        for file in &files {
            let keys = entries_called(&site.sources.get(*file).text, *file, &page.text);
            placed.extend(keys.into_iter().map(|range| (*file, range, quoted(new))));
        }
    }
    placed
}

/// How often a key is looked for in a file.
const MOST_KEYS: usize = 100;

/// Where the texts of a language call an entry of the menu so, which may be in several headers.
fn entries_called(text: &str, id: SourceId, name: &str) -> Vec<Range<usize>> {
    let mut scratch = text.to_owned();
    let mut found = Vec::new();
    while let Some(range) = entry_called(&scratch, id, name).filter(|_| found.len() < MOST_KEYS) {
        // The next one is found where this one is called otherwise, in as many bytes.
        let inner = match scratch.get(range.clone()).is_some_and(|key| key.starts_with(['"', '\''])) {
            true => range.start + 1..range.end.saturating_sub(1),
            false => range.clone(),
        };
        let other = format!("{:0>1$}", found.len(), inner.len());
        if other.len() != inner.len() {
            break;
        }
        scratch.replace_range(inner, &other);
        found.push(range);
    }
    found
}

fn entry_called(text: &str, id: SourceId, name: &str) -> Option<Range<usize>> {
    let (table, found) = parse_toml(text, id, 0);
    let inside = |table: &Table, key: Key| match table.get(key).map(|node| &node.value) {
        Some(Value::Table(table)) => Some(table.clone()),
        _ => None,
    };
    let called =
        |table: &Table| table.entries.iter().find(|(key, _)| key.name == name).map(|(key, _)| key.span.range());
    let menu = inside(&table, site_keys::MENU_TABLES).filter(|_| found.is_empty())?;
    let below = menu.entries.iter().filter_map(|(_, node)| match &node.value {
        Value::Table(entry) => inside(entry, menu_keys::CHILDREN),
        _ => None,
    });
    called(&menu).or_else(|| below.into_iter().find_map(|children| called(&children)))
}

fn quoted(text: &str) -> String {
    json!(text).to_string()
}

/// The lines of the file of known mistakes that are about files which move or change: where these are, and what is known of
/// their texts.
pub(super) fn baseline(
    site: &Site,
    names: &Names,
    known: &[(SourceId, &Diagnostic)],
    edits: &Edits,
    lost: &mut Vec<(Span, String)>,
) -> Vec<Placed> {
    let Some(id) = site.sources.at(&site.config.baseline) else { return Vec::new() };
    let (table, found) = parse_toml(&site.sources.get(id).text, id, 0);
    let Some(Value::List(lines)) = table.get(known_file::KNOWN).map(|node| &node.value).filter(|_| found.is_empty())
    else {
        return Vec::new();
    };
    let paths = paths(site, names);
    let numbers = numbers(site, known, edits);
    let mut placed = Vec::new();
    for line in lines {
        let Value::List(parts) = &line.value else { continue };
        let mut texts = parts.iter().filter_map(|part| match &part.value {
            Value::Text(text) => Some(text),
            _ => None,
        });
        let (Some(file), Some(code), Some(digits)) = (texts.next(), texts.next(), texts.next()) else { continue };
        let change = |text: &Text, new: &str| (id, text.span.range(), quoted(new));
        placed.extend(paths.get(file.text.as_str()).map(|to| change(file, to)));
        let Some(then) = numbers.get(&(file.text.clone(), code.text.clone(), digits.text.clone())) else { continue };
        match then.iter().collect::<Vec<_>>().as_slice() {
            [one] if **one != digits.text => placed.push(change(digits, one)),
            [] | [_] => {}
            _ => lost
                .push((line.span, "some of these mistakes are about links that change, and some are not".to_owned())),
        }
    }
    placed
}

/// By file, code and number of known mistakes: the numbers that they have then.
fn numbers(
    site: &Site,
    known: &[(SourceId, &Diagnostic)],
    edits: &Edits,
) -> HashMap<(String, String, String), BTreeSet<String>> {
    let mut numbers: HashMap<_, BTreeSet<String>> = HashMap::new();
    for (id, found) in known {
        let source = site.sources.get(*id);
        let span = found.span.range();
        let old = source.text.get(span.clone()).unwrap_or_default();
        let mut new = old.to_owned();
        let inside = edits.get(id).into_iter().flatten().rev();
        for ((start, end), text) in inside.filter(|((start, end), _)| span.start <= *start && *end <= span.end) {
            new.replace_range(start - span.start..end - span.start, text);
        }
        let number = |text: &str| format!("{:016x}", fingerprint_of(found.code, text));
        numbers
            .entry((source.path.clone(), found.code.name().to_owned(), number(old)))
            .or_default()
            .insert(number(&new));
    }
    numbers
}
