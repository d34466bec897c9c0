//! Beginning a translation, saying that one is up to date, and showing what it is behind by.

use crate::catalog::{Change, Changed, Entry, Translatable, Translation};
use crate::config::{Config, LangId};
use crate::source::{SourceId, Sources};
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

    fn line(self, key: &str, value: &str) -> String {
        match self {
            Syntax::Toml => format!("{key} = {value}"),
            Syntax::Yaml => format!("{key}: {value}"),
        }
    }

    /// The key that a line begins to say something of, if it does.
    fn key(self, line: &str) -> Option<&str> {
        let sign = match self {
            Syntax::Toml => '=',
            Syntax::Yaml => ':',
        };
        let (key, _) = line.split_once(sign)?;
        let key = key.trim_end().trim_matches(['"', '\'']);
        (!key.is_empty() && !line.starts_with([' ', '\t', '#', '-', '['])).then_some(key)
    }
}

/// The text of a page's file with another stamp, or with one; nothing else changes. Nothing without a title to put it
/// after.
pub fn stamped(sources: &Sources, entry: &Entry, stamp: &Stamp) -> Option<String> {
    let text = &sources.get(entry.source).text;
    let syntax = Syntax::of(text)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let title = entry.front.title.span;
    let after = line_end(text, title.end as usize);
    let mut edits: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    for (key, written, value) in [
        ("translated_from", &entry.front.translated_from, &stamp.blob),
        ("translated_digest", &entry.front.translated_digest, &stamp.digest),
    ] {
        match written {
            Some(written) => edits.push((written.span.range(), format!("\"{value}\""))),
            None => {
                let line = syntax.line(key, &format!("\"{value}\""));
                // The second of the two stands under the first.
                let at = entry.front.translated_from.as_ref().map(|from| line_end(text, from.span.end as usize));
                let at = at.unwrap_or(after);
                edits.push((at..at, format!("{line}{end}")));
            }
        }
    }
    // A title that is not there has no place.
    (title.start < title.end).then(|| edited(text, edits))
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

/// Begins the translation of a page: its front matter without what is the original's own, its text, the stamp, and
/// `draft = true`.
pub fn start(sources: &Sources, config: &Config, original: &Entry, lang: LangId) -> Option<Started> {
    let source = sources.get(original.source);
    let syntax = Syntax::of(&source.text)?;
    let stamp = Stamp::of(sources, original.source);
    let end = if source.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut text = String::with_capacity(source.text.len() + 160);
    let mut lines = source.text.split_inclusive('\n');
    let fence = lines.next()?;
    text.push_str(fence);
    let title = original.front.title.span;
    let title_end = line_end(&source.text, title.end as usize);
    let mut at = fence.len();
    let (mut skipping, mut inside_table, mut closed) = (false, false, false);
    for line in lines {
        let start = at;
        at += line.len();
        if closed {
            text.push_str(line);
            continue;
        }
        if line.trim_end() == fence.trim_end() {
            closed = true;
            text.push_str(line);
            continue;
        }
        // Inside the title's value nothing is a key.
        if start > title.start as usize && at <= title.end as usize {
            text.push_str(line);
            continue;
        }
        let table = (syntax == Syntax::Toml).then(|| line.trim_end().strip_prefix('[')).flatten();
        if let Some(table) = table {
            inside_table = true;
            let name = table.trim_start_matches('[').split([']', '.']).next().unwrap_or_default().trim();
            skipping = OWN_KEYS.contains(&name);
        } else if !inside_table && let Some(key) = syntax.key(line) {
            skipping = OWN_KEYS.contains(&key);
        }
        if !skipping {
            text.push_str(line);
        }
        if at == title_end {
            let stamps = [("translated_from", &stamp.blob), ("translated_digest", &stamp.digest)];
            for (key, value) in stamps {
                text.push_str(&syntax.line(key, &format!("\"{value}\"")));
                text.push_str(end);
            }
            text.push_str(&syntax.line("draft", "true"));
            text.push_str(end);
        }
    }
    let path = file_in(&source.path, original.lang, lang, config);
    (title.start < title.end).then_some(Started { path, text })
}

/// What has changed in the original since a page was translated, each section beside the page's own.
pub fn diff(sources: &Sources, entry: &Entry, original: &Entry) -> String {
    let path = |entry: &Entry| sources.get(entry.source).path.as_str();
    let (own, of) = (path(entry), path(original));
    let changes = match &entry.translation {
        Translation::Original | Translation::Orphan | Translation::Absent(_) => return String::new(),
        Translation::Current(_) => return format!("{own} is up to date with {of}\n"),
        Translation::Unstamped(_) => {
            return format!("{own} does not say which text of {of} it was made from\n");
        }
        Translation::Stale(stale) => stale.changes.as_deref(),
    };
    let Some(changes) = changes else {
        return format!(
            "{own} was made from a text of {of} that is not in the history here (a shallow clone has none): compare \
             the two as they are\n"
        );
    };
    let mut text = format!("{own} was made from an older {of}\n");
    let translated = Translatable::of(&sources.get(entry.source).text, entry.source);
    for change in changes {
        _ = writeln!(text, "\n── `{}` {} ──", change.title, change.change.name());
        show_lines(&mut text, change);
        // The sections of both stand in the same order as long as none was added or removed.
        let same = |section: &&crate::catalog::Section| section.id == change.id;
        let by_place = translated.sections.get(change.place_before(changes));
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
