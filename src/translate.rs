//! Beginning a translation, saying that one is up to date, and showing what it is behind by.

use crate::catalog::{Change, Changed, Translatable, Translation, Written, split_front};
use crate::config::{Config, LangId};
use crate::data::{Node, Value};
use crate::source::{Source, SourceId, Sources};
use crate::status::file_in;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write;

/// What a translation says of the text that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The id of the file in Git.
    pub blob: String,
    /// The digest of what a translator translates.
    pub digest: String,
}

impl Stamp {
    /// The stamp of a file as it is.
    pub fn of(sources: &Sources, id: SourceId) -> Stamp {
        let source = sources.get(id);
        Stamp { blob: source.blob_id(), digest: Translatable::of(&source.text, id).digest() }
    }
}

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Toml,
    Yaml,
}

impl Syntax {
    fn of(text: &str) -> Option<Syntax> {
        match text.lines().next()?.trim_end() {
            "+++" => Some(Syntax::Toml),
            "---" => Some(Syntax::Yaml),
            _ => None,
        }
    }

    fn line(self, key: &str, stamp: &str) -> String {
        match self {
            Syntax::Toml => format!("{key} = \"{stamp}\""),
            Syntax::Yaml => format!("{key}: \"{stamp}\""),
        }
    }

    fn draft(self) -> &'static str {
        match self {
            Syntax::Toml => "draft = true",
            Syntax::Yaml => "draft: true",
        }
    }
}

/// The text of a translation's file with another stamp, or with one; nothing else changes.
pub fn stamped(sources: &Sources, translation: Written, stamp: &Stamp) -> String {
    let text = &sources.get(translation.source).text;
    let end = line_break(text);
    let keys = [
        ("translated_from", &translation.stamps.from, &stamp.blob),
        ("translated_digest", &translation.stamps.digest, &stamp.digest),
    ];
    let Some(syntax) = Syntax::of(text) else {
        let lines: String = keys.iter().map(|(key, _, value)| Syntax::Toml.line(key, value) + end).collect();
        return format!("+++{end}{lines}+++{end}{text}");
    };
    let after = stamp_place(text, translation.source);
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (key, written, value) in keys {
        match written {
            Some(written) => edits.push((written.span.range(), format!("\"{value}\""))),
            None => {
                // The second of the two stands under the first.
                let from = translation.stamps.from.as_ref();
                let at = from.map_or(after, |from| line_end(text, from.span.end as usize));
                edits.push((at..at, format!("{}{end}", syntax.line(key, value))));
            }
        }
    }
    edited(text, edits)
}

/// The byte in a file at which a stamp is written that it has not: under its title, or at the top of its front matter.
fn stamp_place(text: &str, id: SourceId) -> usize {
    let front = split_front(text, id, &mut Vec::new()).front;
    let title = front.and_then(|front| front.get("title").map(|title| title.span.end as usize));
    line_end(text, title.unwrap_or(0))
}

fn line_break(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// A text with pieces of it replaced.
pub fn edited(text: &str, mut edits: Vec<(std::ops::Range<usize>, String)>) -> String {
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

/// Keys of front matter that a translation does not take over: they say something of the one file alone.
const OWN_KEYS: [&str; 7] = ["slug", "aliases", "review", "draft", "source", "translated_from", "translated_digest"];

/// A file to begin a translation with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    pub path: String,
    pub text: String,
}

/// Begins the translation of a text: its front matter without what is the original's own, its text, the stamp, and
/// `draft = true`.
pub fn start(sources: &Sources, config: &Config, original: Written, lang: LangId) -> Started {
    let Source { path, text, .. } = sources.get(original.source);
    let path = file_in(path, original.lang, lang, config);
    let end = line_break(text);
    let Stamp { blob, digest } = Stamp::of(sources, original.source);
    let stamp = |syntax: Syntax| {
        let (from, digest) = (syntax.line("translated_from", &blob), syntax.line("translated_digest", &digest));
        format!("{from}{end}{digest}{end}{}{end}", syntax.draft())
    };
    let Some(syntax) = Syntax::of(text) else {
        return Started { path, text: format!("+++{end}{}+++{end}{text}", stamp(Syntax::Toml)) };
    };
    let place = stamp_place(text, original.source);
    let mut edits = vec![(place..place, stamp(syntax))];
    let front = split_front(text, original.source, &mut Vec::new()).front;
    let entries = front.into_iter().flat_map(|front| front.entries);
    for (key, node) in entries.filter(|(key, _)| OWN_KEYS.contains(&key.name.as_str())) {
        let before = text.get(..key.span.start as usize).unwrap_or_default();
        let before = before.rfind('\n').and_then(|at| before.get(..=at)).unwrap_or_default();
        let after = line_end(text, last_byte(&node));
        // Of the empty lines round a table, one stays.
        let rest = text.get(after..).filter(|_| before.lines().next_back().is_some_and(|line| line.is_empty()));
        let after = rest.filter(|rest| rest.starts_with(end)).map_or(after, |_| after + end.len());
        edits.push((before.len()..after, String::new()));
    }
    Started { path, text: edited(text, edits) }
}

/// The last byte of a value: of a table that stands under a header, that of its last entry.
fn last_byte(node: &Node) -> usize {
    let inside = match &node.value {
        Value::Table(table) => table.entries.iter().map(|(key, node)| last_byte(node).max(key.span.end as usize)).max(),
        Value::List(list) => list.iter().map(last_byte).max(),
        _ => None,
    };
    inside.unwrap_or_default().max(node.span.end as usize)
}

/// What has changed in the original since a text was translated, each section beside the page's own.
pub fn diff(sources: &Sources, translation: Written, original: Written) -> String {
    let path = |text: Written| sources.get(text.source).path.as_str();
    let (own, of) = (path(translation), path(original));
    let changes = match translation.translation {
        Translation::Original | Translation::Orphan | Translation::Absent(_) => return String::new(),
        Translation::Current(_) => return format!("{own} is up to date with {of}\n"),
        Translation::Unstamped(_) => {
            return format!("{own} does not say which text of {of} it was made from\n");
        }
        Translation::Stale(stale) => stale.changes.as_deref(),
    };
    let Some(changes) = changes else {
        return format!(
            "{own} was made from a text of {of} that Git does not have here (it was never committed, or this is a \
             shallow clone or no repository): compare the two as they are\n"
        );
    };
    let mut text = format!("{own} was made from an older {of}\n");
    let translated = Translatable::of(&sources.get(translation.source).text, translation.source);
    for change in changes {
        _ = writeln!(text, "\n── `{}` {} ──", change.title, change.change.name());
        if change.change == Change::Moved {
            continue;
        }
        show_lines(&mut text, change);
        // The sections of both stand in the same order as long as none was added or removed.
        let same = |section: &&crate::catalog::Section| section.id == change.id;
        let by_place = change.before.and_then(|before| translated.sections.get(before));
        let section = translated.sections.iter().skip(2).find(same).or(by_place);
        if let Some(section) = section.filter(|_| change.change != Change::Added) {
            let name = if section.title.is_empty() { change.title.as_str() } else { section.title.as_str() };
            _ = writeln!(text, "\n   in the translation, `{name}`:");
            for line in section.text.lines() {
                _ = writeln!(text, "   {line}");
            }
        }
    }
    text
}

fn show_lines(text: &mut String, change: &Changed) {
    let diff = TextDiff::from_lines(change.old.as_str(), change.new.as_str());
    for line in diff.iter_all_changes() {
        let sign = match line.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        _ = writeln!(text, "{sign} {}", line.value().trim_end());
    }
}
