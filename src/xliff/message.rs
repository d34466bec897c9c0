//! Messages of Fluent files: they go out with the texts of pages, one unit a text, of plurals one for each category of the
//! language; and they come back into the file of that language.

use super::check::misread;
use super::delivery::Part as Sheet;
use super::id::{Ids, Unknown, brought};
use super::outcome::{Half, Imported, Rest};
use super::past::Past;
use super::plan::{Terms, is_taken};
use super::same::Extent;
use super::since::{Side, Then};
use super::target::{self, Given, Report};
use super::unit::{Role, Token, Unit, counterpart, placed};
use super::{DIGEST, TRANSLATION};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Piece;
use crate::messages::{Said, Spoken, Stretch, spoken};
use crate::resolve::Site;
use crate::source::{self, Source, Span};
use crate::translate::edited;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The messages of a file of a language, the site's over those that come with the program.
pub(super) struct Messages {
    pub(super) all: Vec<Message>,
    /// One number for what all of them say.
    pub(super) digest: String,
    /// The file of the other language.
    pub(super) there: String,
}

/// A message, and what is translated of it.
pub(super) struct Message {
    spoken: Spoken,
    keys: Vec<Option<String>>,
    pub(super) units: Vec<MessageUnit>,
}

/// A text of a message.
pub(super) struct MessageUnit {
    pub(super) id: String,
    /// The message, with the key of the text.
    pub(super) name: String,
    pub(super) unit: Unit,
    /// What it says in the other language.
    pub(super) known: Option<Vec<Token>>,
}

impl Message {
    /// What is said of it to those who translate it.
    pub(super) fn comment(&self) -> &str {
        &self.spoken.comment
    }

    pub(super) fn id(&self) -> &str {
        &self.spoken.id
    }
}

/// Whether a file of the site is one of messages.
pub fn is_messages(path: &str) -> bool {
    path.starts_with("locales/") && path.ends_with(".ftl")
}

/// The messages that a file has, those of the site first.
fn own(site: &Site, path: &str) -> Vec<Spoken> {
    let mut files: Vec<&Source> = site.sources.iter().map(|(_, file)| file).filter(|file| file.path == path).collect();
    files.sort_by_key(|file| file.embedded);
    let mut seen = HashSet::new();
    let all = files.into_iter().flat_map(|file| spoken(&file.text));
    all.filter(|message| seen.insert(message.id.clone())).collect()
}

/// The messages of the file at `path`, which is one of the language `from`.
pub(super) fn read(site: &Site, path: &str, (from, to): (LangId, LangId)) -> Option<Messages> {
    let (from, to) = (site.config.code(from), site.config.code(to));
    let name = path.strip_prefix("locales/")?.strip_prefix(from)?.strip_prefix('/')?;
    let there = format!("locales/{to}/{name}");
    let theirs: HashMap<String, Said> =
        own(site, &there).into_iter().map(|message| (message.id, message.said)).collect();
    let mut ids = Ids::of(path);
    let message = |spoken: Spoken| {
        let texts = spoken.said.texts_in(to);
        let known = theirs.get(&spoken.id).map(|said| said.texts_in(to)).unwrap_or_default();
        let unit = |(key, parts): &(Option<String>, &[Stretch])| {
            let name = key.as_ref().map_or_else(|| spoken.id.clone(), |key| format!("{}[{key}]", spoken.id));
            let unit = unit(&name, parts);
            let there = known.iter().find(|(own, _)| own == key).map(|(_, parts)| self::unit(&name, parts));
            let known = there.and_then(|there| counterpart(&unit, &there));
            MessageUnit { id: ids.next("message", &name), name, unit, known }
        };
        let units: Vec<MessageUnit> = texts.iter().map(unit).collect();
        let keys = texts.into_iter().map(|(key, _)| key).collect();
        Message { keys, units, spoken }
    };
    let all: Vec<Message> = own(site, path).into_iter().map(message).collect();
    let said: Vec<String> = all.iter().map(|message| message.spoken.said.write(message.id())).collect();
    let digest = format!("{:016x}", source::digest(said.join("\0").as_bytes()));
    Some(Messages { all, digest, there })
}

fn unit(name: &str, parts: &[Stretch]) -> Unit {
    let piece = |part: &Stretch| match part {
        Stretch::Text(text) => Piece::Text(text.clone()),
        Stretch::Fixed(written) => Piece::Fixed(written.clone()),
    };
    let pieces = parts.iter().map(piece).collect();
    Unit { slot: name.to_owned(), role: Role::Title, what: "message", pieces }
}

/// What is given of a text, as a message has it: text stays as it was written, blanks included.
fn parts(tokens: &[Token], unit: &Unit) -> Vec<Stretch> {
    let mut parts: Vec<Stretch> = Vec::new();
    for token in tokens {
        let part = match token {
            Token::Text(text) => Stretch::Text(text.clone()),
            Token::Alone(_) | Token::Open(_) | Token::Close(_) => {
                let placed = placed(std::slice::from_ref(token), &unit.pieces, false);
                Stretch::Fixed(placed.iter().map(Piece::written).collect())
            }
        };
        match (parts.last_mut(), part) {
            (Some(Stretch::Text(last)), Stretch::Text(more)) => last.push_str(&more),
            (_, part) => parts.push(part),
        }
    }
    parts
}

/// The file of the other language with what a translator has filled in, and the ids of what is new in it; nothing if
/// nothing is.
pub(super) fn import(
    site: &Site,
    sheet: &Sheet,
    (from, to): (LangId, LangId),
    (terms, past): (Terms, &Past),
    report: &mut Report,
) -> Option<(Imported, Vec<String>)> {
    let path = sheet.path.as_str();
    let Some(messages) = read(site, path, (from, to)) else {
        let message = format!("`{path}` has no messages in `{}`", site.config.code(from));
        report.add(Code::InvalidXliff, sheet.head.clone(), message, "export again");
        return None;
    };
    let changed = sheet.notes.get(DIGEST) != Some(&messages.digest);
    let (unknown, extent) = if changed { (Unknown::Changed, Extent::Markup) } else { (Unknown::Wrong, Extent::Words) };
    let units = messages.all.iter().flat_map(|message| &message.units);
    let found = brought(sheet, units.map(|unit| (unit.id.as_str(), unit.unit.slot.as_str())), unknown, report);
    let file = site.sources.at(&messages.there).map(|id| (id, site.sources.get(id))).filter(|(_, file)| !file.embedded);
    let text = file.map(|(_, file)| file.text.as_str()).unwrap_or_default();
    let theirs: HashMap<String, Spoken> = spoken(text).into_iter().map(|own| (own.id.clone(), own)).collect();
    let then = file.map(|(_, file)| Then::of(file, sheet.notes.get(TRANSLATION), past));
    let (before, of) = (report.found.len(), messages.all.len());
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut missing: Vec<(&str, &Unit)> = Vec::new();
    let mut new = String::new();
    let mut ids = Vec::new();
    for message in &messages.all {
        let refused = report.refused.len();
        let given = |unit: &MessageUnit, report: &mut Report| -> Option<Given> {
            let brought = found.get(unit.unit.slot.as_str()).copied()?;
            let name = format!("unit `{}` of `{path}`", brought.id);
            let is_taken = is_taken(brought, &unit.unit, (terms.min, extent), &name, report);
            is_taken.then(|| target::read(brought, &unit.unit, &name, report))?
        };
        let all: Vec<Option<Given>> = message.units.iter().map(|unit| given(unit, report)).collect();
        let text = |(unit, given): (&MessageUnit, &Option<Given>)| {
            let tokens = given.as_ref().map(|given| &given.tokens).or(unit.known.as_ref())?;
            Some(parts(tokens, &unit.unit))
        };
        let texts: Option<Vec<Vec<Stretch>>> = message.units.iter().zip(&all).map(text).collect();
        let first = all.iter().flatten().next();
        let (Some(texts), Some(first), true) = (texts, first, report.refused.len() == refused) else {
            let is_open = |(unit, given): &(&MessageUnit, &Option<Given>)| given.is_none() && unit.known.is_none();
            let open = message.units.iter().zip(&all).find(is_open);
            missing.extend(open.map(|(unit, _)| (unit.id.as_str(), &unit.unit)));
            continue;
        };
        let said = message.spoken.said.with_texts(&message.keys, texts);
        let there = theirs.get(message.id());
        let is_known = message.units.iter().zip(&all).all(|(unit, given)| {
            given.as_ref().is_none_or(|given| {
                unit.known.as_ref().is_some_and(|known| parts(known, &unit.unit) == parts(&given.tokens, &unit.unit))
            })
        });
        if is_known || there.is_some_and(|there| there.said == said) {
            continue;
        }
        let written = said.write(message.id());
        if spoken(&written).first().is_none_or(|again| again.said != said) {
            misread(first_id(message), path, (&[], true), None, first.range.clone(), report);
            continue;
        }
        match there {
            Some(there) if is_theirs(there, then.as_ref(), terms.side) => {
                edits.push((there.range.clone(), written));
                ids.push(message.id().to_owned());
            }
            Some(there) => {
                if terms.side.is_none() && !stays(there, &said, then.as_ref()) {
                    let message = format!(
                        "`{}` has been changed since it was exported, and this would overwrite `{}`",
                        messages.there, there.id
                    );
                    let help = "`--theirs` imports the texts of this file, `--ours` keeps those of the site";
                    let found =
                        Diagnostic::new(Code::TranslationChanged, Span::new(report.id, first.range.clone()), message)
                            .help(help);
                    report.refused.push(match file {
                        Some((id, _)) => found.related(Span::new(id, there.range.clone()), "what it says now"),
                        None => found,
                    });
                    return None;
                }
            }
            None => {
                new.push_str(&written);
                new.push('\n');
                ids.push(message.id().to_owned());
            }
        }
    }
    if report.found.len() > before || edits.is_empty() && new.is_empty() {
        return None;
    }
    let mut text = edited(text, edits);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&new);
    let rest = Rest::of(missing.into_iter(), of, Half::Open);
    let made = Imported { path: messages.there, text, source: file.map(|(id, _)| id), rest, overtaken: None };
    Some((made, ids))
}

fn first_id(message: &Message) -> &str {
    message.units.first().map_or("", |unit| unit.id.as_str())
}

/// What a message said when it was exported, if that is known.
fn said_then(id: &str, then: Option<&Then<&str>>) -> Option<Said> {
    match then {
        Some(Then::Other(text)) => {
            spoken(text).into_iter().find(|message| message.id == id).map(|message| message.said)
        }
        Some(Then::Same | Then::Unknown) | None => None,
    }
}

/// Whether a message of the site may be overwritten: it is as it was, or that is wanted.
fn is_theirs(there: &Spoken, then: Option<&Then<&str>>, side: Option<Side>) -> bool {
    let is_same = matches!(then, Some(Then::Same)) || said_then(&there.id, then).is_some_and(|then| then == there.said);
    is_same || side == Some(Side::Theirs)
}

/// Whether only the site has changed a message.
fn stays(there: &Spoken, said: &Said, then: Option<&Then<&str>>) -> bool {
    said_then(&there.id, then).is_some_and(|then| then == *said)
}
