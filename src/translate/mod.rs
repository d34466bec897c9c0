//! Beginning a translation, saying that one is up to date, and showing what it is behind by.

mod accept;
mod data;
mod front;

pub use accept::{Accepted, Pair, Refused, Terms, accept, short};
pub use data::{accept_data, diff_data, stamped_data};
pub use front::{edited, line_end, yaml_value};

use crate::config::{Config, LangId};
use crate::keys::text::{more, page, stamp as key};
use crate::source::{Source, SourceId, Sources};
use crate::status::file_in;
use crate::translation::{Change, Section, Translatable, Translation, Written};
use crate::visible::Shown;
use front::Given;
use similar::{ChangeTag, TextDiff};
use std::collections::HashMap;
use std::time::Duration;

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
    pub fn of((sources, config): (&Sources, &Config), id: SourceId) -> Stamp {
        Stamp::with((sources, config), id, &sources.get(id).text)
    }

    /// The stamp that a file would have with another text.
    pub fn with((sources, config): (&Sources, &Config), id: SourceId, text: &str) -> Stamp {
        Stamp {
            blob: sources.get(id).blob_id_with(text, sources.history().algorithm()),
            digest: Translatable::of(text, id, &config.translate_extra).digest(),
        }
    }
}

/// The text of a translation's file with another stamp, or with one; nothing else changes. Front matter that cannot be
/// edited is refused, with the reason.
pub fn stamped(sources: &Sources, translation: Written, stamp: &Stamp) -> Result<String, &'static str> {
    let set = [(key::FROM.name, Given::Text(&stamp.blob)), (key::DIGEST.name, Given::Text(&stamp.digest))];
    front::edit(&sources.get(translation.source).text, translation.source, &[], &set)
}

/// The text of a translation's file whose stamp says what its original will be; the digest is left out where none is given.
pub fn restamped(text: &str, id: SourceId, blob: &str, digest: Option<&str>) -> Result<String, &'static str> {
    let digest = digest.map(|digest| (key::DIGEST.name, Given::Text(digest)));
    let set: Vec<(&str, Given)> = [(key::FROM.name, Given::Text(blob))].into_iter().chain(digest).collect();
    front::edit(text, id, &[], &set)
}

/// The text of a page's file with these aliases; nothing else changes.
pub fn with_aliases(text: &str, id: SourceId, aliases: &[String]) -> Result<String, &'static str> {
    front::edit(text, id, &[], &[(page::ALIASES.name, Given::Texts(aliases))])
}

/// Keys of front matter that a translation does not take over: they say something of the one file alone.
const OWN_KEYS: [&str; 10] = [
    page::YOMI.name,
    page::SLUG.name,
    page::ALIASES.name,
    page::LANGUAGES.name,
    more::REVIEW_TABLE.name,
    page::DRAFT.name,
    key::SOURCE.name,
    key::FROM.name,
    key::DIGEST.name,
    key::MACHINE.name,
];

/// A file to begin a translation with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    pub path: String,
    pub text: String,
}

/// Begins the translation of a text: its front matter without what is the original's own, its text, the stamp, and
/// `draft = true`. Front matter that cannot be edited is refused, with the reason.
pub fn start(
    (sources, config): (&Sources, &Config),
    original: Written,
    lang: LangId,
    stamp: &Stamp,
) -> Result<Started, &'static str> {
    start_with((sources, config), original, &sources.get(original.source).text, lang, stamp)
}

/// The same from another text of the original: the one that was exported.
pub fn start_with(
    (sources, config): (&Sources, &Config),
    original: Written,
    text: &str,
    lang: LangId,
    Stamp { blob, digest }: &Stamp,
) -> Result<Started, &'static str> {
    let Source { path, .. } = sources.get(original.source);
    let path = file_in(path, original.lang, lang, config);
    let set =
        [(key::FROM.name, Given::Text(blob)), (key::DIGEST.name, Given::Text(digest)), (page::DRAFT.name, Given::True)];
    let text = front::edit(text, original.source, &OWN_KEYS, &set)?;
    Ok(Started { path, text })
}

/// What has changed in the original since a text was translated, each section beside the page's own.
pub fn diff((sources, config): (&Sources, &Config), translation: Written, original: Written) -> Shown {
    let path = |text: Written| sources.get(text.source).path.as_str();
    let (own, of) = (path(translation), path(original));
    let stale = match translation.translation {
        Translation::Original | Translation::Orphan | Translation::Absent(_) => return Shown::new(),
        Translation::Current(_) => return Shown::line(&format!("{own} is up to date with {of}")),
        Translation::Unstamped(_) => {
            return Shown::line(&format!("{own} does not say which text of {of} it was made from"));
        }
        Translation::Stale(stale) => stale,
    };
    let Some(changes) = stale.changes.as_deref() else { return Shown::line(&not_known(own, of)) };
    let mut text = Shown::line(&made_from(own, of, stale.ahead));
    let translated =
        Translatable::of(&sources.get(translation.source).text, translation.source, &config.translate_extra);
    // Of two with one id the first.
    let by_id: HashMap<&str, &Section> =
        translated.sections.iter().skip(2).rev().map(|section| (section.id.as_str(), section)).collect();
    for change in changes {
        text.add("");
        text.add(&format!("── `{}` {} ──", change.title, change.change.name()));
        if change.change == Change::Moved {
            continue;
        }
        show_lines(&mut text, &change.old, &change.new);
        // The sections of both stand in the same order as long as none was added or removed.
        let by_place = change.before.and_then(|before| translated.sections.get(before));
        let section = by_id.get(change.id.as_str()).copied().or(by_place);
        if let Some(section) = section.filter(|_| change.change != Change::Added) {
            let name = if section.title.is_empty() { change.title.as_str() } else { section.title.as_str() };
            text.add("");
            text.add(&format!("   in the translation, `{name}`:"));
            for line in section.text.lines() {
                text.add(&format!("   {line}"));
            }
        }
    }
    text
}

/// What is said where nobody knows what has changed.
fn not_known(own: &str, of: &str) -> String {
    format!(
        "{own} was made from a text of {of} that Git does not have here (it was never committed, or this is a shallow \
         clone or no repository): compare the two as they are"
    )
}

/// What is said above what has changed.
fn made_from(own: &str, of: &str, ahead: bool) -> String {
    match ahead {
        true => format!(
            "{own} was made from a text that {of} does not have here, of which it may be ahead: bring that text here \
             too, or compare"
        ),
        false => format!("{own} was made from an older {of}"),
    }
}

/// How long the texts of a section are compared.
const LONGEST: Duration = Duration::from_secs(2);

fn show_lines(text: &mut Shown, old: &str, new: &str) {
    // What has few lines in common is shown as a whole, rather than compared for hours.
    let diff = TextDiff::configure().timeout(LONGEST).diff_lines(old, new);
    for line in diff.iter_all_changes() {
        let sign = match line.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        text.add(&format!("{sign} {}", line.value().trim_end()));
    }
}
