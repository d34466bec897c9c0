//! What the texts that a language has in a file of its own are to the file of data that they stand beside: which of them
//! were made from a text that says something else now.
//!
//! A stamp is of the whole file, as that of a page is: with the file that it names, which Git may have, it is known which
//! texts have changed.

use super::history::{TOGETHER, ahead};
use super::meaning;
use super::stamp::malformed;
use super::translatable::Translatable;
use crate::config::{Config, LangId, Writing, has_texts, texts_beside};
use crate::data::{Table, Text, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, without_fact_texts};
use crate::facts::{Label, data_files, labels_of_file, labels_of_file_as};
use crate::keys::Key;
use crate::keys::table::stamp;
use crate::source::{self, Algorithm, SourceId, Sources};
use rayon::prelude::*;
use std::collections::HashMap;

/// The texts of a file of data in a language, in a file of their own.
#[derive(Debug, Clone)]
pub struct DataTexts {
    /// The file of data.
    pub main: SourceId,
    pub file: SourceId,
    pub lang: LangId,
    /// The id that the file of data had in Git.
    pub from: Option<Text>,
    /// The digest of what it said in the source language.
    pub digest: Option<Text>,
    pub state: DataState,
}

/// How such texts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataState {
    /// They are stamped, though they are in the source language.
    Original,
    /// What they were made from is not said.
    Unstamped,
    /// They were made from what is said now.
    Current,
    /// What some of them were made from has changed since.
    Stale(StaleData),
}

/// How texts of data are behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleData {
    /// Those whose originals are not what they were; `None` where what these were is not to be had.
    pub changes: Option<Vec<ChangedText>>,
    /// How many texts there are to look at.
    pub count: usize,
    /// Whether they were made from a text that is not in the history of the file of data here.
    pub ahead: bool,
}

/// A text of data whose original is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedText {
    pub keys: Vec<String>,
    /// The keys, for people.
    pub path: String,
    /// What the original said; nothing where there was none.
    pub old: Option<String>,
    /// What it says.
    pub new: Text,
    /// What is said in the language.
    pub text: Text,
}

impl DataTexts {
    /// How they are behind, if they are.
    pub fn stale(&self) -> Option<&StaleData> {
        match &self.state {
            DataState::Stale(stale) => Some(stale),
            DataState::Original | DataState::Unstamped | DataState::Current => None,
        }
    }

    /// Whether what stands under some keys was made from what is said there now, as far as anything is known of that.
    pub fn holds(&self, keys: &[String]) -> bool {
        match self.stale().map(|stale| &stale.changes) {
            None => true,
            Some(None) => false,
            Some(Some(changes)) => changes.iter().all(|change| change.keys != keys),
        }
    }
}

/// What a text of data says to a translator: facts are named in it, and not written out; in Markdown neither where links
/// lead nor what is emphasised is part of it.
fn meaning_of(label: &Label, text: &Text) -> String {
    let said = without_fact_texts(&text.text.replace("\r\n", "\n"));
    if !label.is_markdown() {
        return said;
    }
    let document = document::parse(&said, 0..said.len(), text.span.source, Writing::PLAIN);
    meaning::of(&document, &said, 0..document.ops().len())
}

/// What each text of a file of data says in a language, by the keys that lead to it.
fn meanings(labels: &[Label], lang: LangId) -> Vec<(String, String)> {
    let said = |label: &Label| Some((label.path(), meaning_of(label, label.text(lang)?)));
    let mut all: Vec<(String, String)> = labels.iter().filter_map(said).collect();
    // Rows may change places.
    all.sort_unstable();
    all
}

/// One number for all that a file of data says in a language, in hexadecimal: equal where nothing has to be translated
/// again.
pub fn data_digest(labels: &[Label], lang: LangId) -> String {
    digest_of(&meanings(labels, lang))
}

fn digest_of(meanings: &[(String, String)]) -> String {
    let all: Vec<String> = meanings.iter().map(|(path, said)| format!("{path}\0{said}")).collect();
    format!("{:016x}", source::digest(all.join("\0").as_bytes()))
}

/// Every file of texts that stands beside a file of data, and whether any of that depends on what the history of the
/// files answers.
pub fn data_texts(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> (Vec<DataTexts>, bool) {
    let read: Vec<(Beside, Diagnostics)> = data_files(sources)
        .into_par_iter()
        .map(|main| {
            let mut found = Diagnostics::new();
            (Beside::read(main, sources, config, &mut found), found)
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    for (beside, found) in read {
        diagnostics.extend(found);
        files.push(beside);
    }
    let ask_history = files.iter().flat_map(|of| &of.texts).any(|texts| texts.stale().is_some());
    if ask_history {
        tell(&mut files, sources, config);
    }
    (files.into_iter().flat_map(|of| of.texts).collect(), ask_history)
}

/// A file of data, and those that stand beside it.
struct Beside {
    main: SourceId,
    /// That of the source language, if it has one.
    source: Option<SourceId>,
    texts: Vec<DataTexts>,
    /// What it says now, where somebody has to know that.
    now: Option<Now>,
}

/// What a file of data says.
struct Now {
    labels: Vec<Label>,
    digest: String,
    /// Whether it says all that is in the source language itself.
    is_whole: bool,
}

impl Now {
    fn of(labels: Vec<Label>, main: SourceId, source: LangId) -> Now {
        let is_own = |label: &Label| label.text(source).is_none_or(|text| text.span.source == main);
        Now { digest: data_digest(&labels, source), is_whole: labels.iter().all(is_own), labels }
    }

    /// How many texts there are in a language of what is said in the source language.
    fn count(&self, lang: LangId, source: LangId) -> usize {
        let is_there = |label: &&Label| label.text(lang).is_some() && label.text(source).is_some();
        self.labels.iter().filter(is_there).count()
    }
}

impl Beside {
    /// Reads the stamps, and which of them fit.
    fn read(main: SourceId, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Beside {
        let path = &sources.get(main).path;
        let files = texts_beside(path, sources, config);
        let of_source = files.iter().find(|(lang, _)| *lang == config.source).map(|(_, file)| *file);
        let mut beside = Beside { main, source: of_source, texts: Vec::new(), now: None };
        for (lang, file) in files {
            let source = sources.get(file);
            let (table, found) = parse_toml(&source.text, file, 0);
            // What is wrong with it is reported where its texts are read.
            if source.flaw.is_some() || !found.is_empty() {
                continue;
            }
            let from = stamped(&table, stamp::FROM, (is_id, "40 or 64"), diagnostics);
            let digest = stamped(&table, stamp::DIGEST, (Translatable::is_digest, "16"), diagnostics);
            let is_stamped = from.is_some() || digest.is_some();
            let state = match (lang == config.source, is_stamped) {
                (true, false) => continue,
                (true, true) => DataState::Original,
                (false, false) if has_texts(path, &table) => DataState::Unstamped,
                (false, false) => continue,
                (false, true) => {
                    let read = || Now::of(labels_of_file(sources, main, config), main, config.source);
                    let now = beside.now.get_or_insert_with(read);
                    let is_blob = from.as_ref().is_some_and(|from| sources.get(main).is_blob(&from.text));
                    let is_same = digest.as_ref().is_some_and(|digest| digest.text == now.digest);
                    match is_same || is_blob && now.is_whole {
                        true => DataState::Current,
                        false => {
                            let count = now.count(lang, config.source);
                            DataState::Stale(StaleData { changes: None, count, ahead: false })
                        }
                    }
                }
            };
            beside.texts.push(DataTexts { main, file, lang, from, digest, state });
        }
        beside
    }
}

fn is_id(text: &str) -> bool {
    Algorithm::of(text).is_some()
}

/// A part of a stamp. What cannot be one is reported.
fn stamped(
    table: &Table,
    key: Key,
    (fits, digits): (fn(&str) -> bool, &str),
    diagnostics: &mut Diagnostics,
) -> Option<Text> {
    let node = table.get(key)?;
    match &node.value {
        Value::Text(text) if fits(&text.text) => return Some(text.clone()),
        Value::Text(text) => diagnostics.push(malformed(text, digits)),
        // Something may be called so.
        Value::Table(_) => {}
        other => {
            let message = format!("`{}` takes text, not {}", key.name, other.kind());
            diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
        }
    }
    None
}

/// Finds out which originals have changed, where what they were is to be had, which may be none of those that are
/// translated.
fn tell(files: &mut [Beside], sources: &Sources, config: &Config) {
    let mut wanted: Vec<(String, usize, usize)> = Vec::new();
    for (at, of) in files.iter().enumerate() {
        for (place, texts) in of.texts.iter().enumerate().filter(|(_, texts)| texts.stale().is_some()) {
            wanted.extend(texts.from.as_ref().map(|from| (from.text.clone(), at, place)));
        }
    }
    wanted.sort_unstable();
    for wanted in wanted.chunks(TOGETHER) {
        let mut ids: Vec<String> = wanted.iter().map(|(id, ..)| id.clone()).collect();
        ids.dedup();
        let old = sources.history().texts(&ids);
        let compared = |(id, at, place): &(String, usize, usize)| {
            let (of, old) = (files.get(*at)?, old.get(id)?);
            let state = compare(of, of.texts.get(*place)?, old, (sources, config))?;
            Some((*at, *place, state))
        };
        let told: Vec<_> = wanted.par_iter().filter_map(compared).collect();
        for (at, place, state) in told {
            files
                .get_mut(at)
                .and_then(|of| of.texts.get_mut(place))
                .into_iter()
                .for_each(|of| of.state = state.clone());
        }
    }
    let is_known = |texts: &&mut DataTexts| texts.stale().is_some_and(|stale| stale.changes.is_some());
    let mut known: Vec<&mut DataTexts> = files.iter_mut().flat_map(|of| &mut of.texts).filter(is_known).collect();
    let stamp = |texts: &&mut DataTexts| (texts.from.as_ref().map(|from| from.text.clone()), texts.main);
    let stamps: Vec<(Option<String>, SourceId)> = known.iter().map(stamp).collect();
    let stamps: Vec<(&str, SourceId)> =
        stamps.iter().map(|(from, main)| (from.as_deref().unwrap_or_default(), *main)).collect();
    for at in ahead(&stamps, sources) {
        if let Some(DataState::Stale(stale)) = known.get_mut(at).map(|texts| &mut texts.state) {
            stale.ahead = true;
        }
    }
}

/// How texts stand to what a file of data says, if `old` is what it said; nothing where that is not all that it said.
fn compare(of: &Beside, texts: &DataTexts, old: &str, (sources, config): (&Sources, &Config)) -> Option<DataState> {
    let now = of.now.as_ref()?;
    if !parse_toml(old, of.main, 0).1.is_empty() {
        return None;
    }
    // What other languages say is no matter of it.
    let text = |id: SourceId| match id {
        id if id == of.main => Some(old),
        id => Some(sources.get(id).text.as_str()).filter(|_| Some(id) == of.source),
    };
    let then = Now::of(labels_of_file_as(of.main, (sources, &text), config), of.main, config.source);
    // What stands in another file may have been something else, too.
    let is_whole = then.is_whole && now.is_whole;
    if !is_whole && texts.digest.as_ref().is_none_or(|digest| digest.text != then.digest) {
        return None;
    }
    let before: HashMap<&[String], &Label> = then.labels.iter().map(|label| (label.keys.as_slice(), label)).collect();
    let change = |label: &Label| {
        let (new, text) = (label.text(config.source)?, label.text(texts.lang)?);
        let old = before.get(label.keys.as_slice()).and_then(|before| before.text(config.source));
        let is_same = old.is_some_and(|old| meaning_of(label, old) == meaning_of(label, new));
        (!is_same).then(|| ChangedText {
            keys: label.keys.clone(),
            path: label.path(),
            old: old.map(|old| old.text.clone()),
            new: new.clone(),
            text: text.clone(),
        })
    };
    let changes: Vec<ChangedText> = now.labels.iter().filter_map(change).collect();
    Some(match changes.len() {
        0 => DataState::Current,
        count => DataState::Stale(StaleData { changes: Some(changes), count, ahead: false }),
    })
}
