//! What Git knows of stale translations: what has changed in their originals, and when.

use super::original::{Originals, Text};
use super::state::{Stamped, Translation};
use crate::data::Value;
use crate::data::split_front;
use crate::diagnostic::Diagnostics;
use crate::keys::text::page;
use crate::source::{Algorithm, SourceId, Sources, Version};
use jiff::civil::Date;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// How many old texts are held at a time: a few bytes of a repository stand for the largest ones.
pub(super) const TOGETHER: usize = 16;

/// The original of a text.
pub(super) type Original<'a> = dyn Fn(&'a Stamped<'a>) -> Option<&'a Stamped<'a>> + Sync + 'a;

/// Finds out what has changed where the old texts are to be had, which may be nothing that matters, and when.
pub(super) fn tell<'a>(
    texts: &'a [Stamped<'a>],
    states: &mut [Translation],
    original: &Original<'a>,
    (originals, sources): (&Originals, &Sources),
) {
    let stamp = |text: &'a Stamped<'a>| text.stamps.from.as_ref().map(|stamp| stamp.text.as_str());
    let with_stamp = |(at, (text, state)): (usize, (&'a Stamped<'a>, &Translation))| {
        state.stale()?;
        Some((stamp(text)?, at))
    };
    let mut wanted: Vec<(&str, usize)> = texts.iter().zip(states.iter()).enumerate().filter_map(with_stamp).collect();
    wanted.sort_unstable();
    let Some(any) = texts.first().map(|text| text.source).filter(|_| !wanted.is_empty()) else { return };
    let old = |(id, text): (String, String)| (id, (originals.read(&text, any), updated(&text, any)));
    for wanted in wanted.chunks(TOGETHER) {
        let mut ids: Vec<String> = wanted.iter().map(|(id, _)| (*id).to_owned()).collect();
        ids.dedup();
        let known: HashMap<String, (Text, Option<Date>)> =
            sources.history().texts(&ids).into_par_iter().map(old).collect();
        let compared = |(id, at): &(&str, usize)| {
            let (before, day) = known.get(*id)?;
            let original = texts.get(*at).and_then(original)?;
            let now = originals.text(original.source)?;
            let changes = (before.digest != now.digest).then(|| now.sections.changes(&before.sections));
            // What the editor says, as long as nothing better is known: the day has been written since.
            Some((*at, changes, original.updated.filter(|now| *day != Some(*now))))
        };
        let told: Vec<_> = wanted.par_iter().filter_map(compared).collect();
        for (at, changes, since) in told {
            let Some(state) = states.get_mut(at) else { continue };
            let Translation::Stale(stale) = state else { continue };
            match changes {
                Some(changes) => (stale.changes, stale.since) = (Some(changes), since),
                // A stamp without a digest knows no better than the blob.
                None => *state = Translation::Current(stale.of),
            }
        }
    }
    let stale: Vec<usize> =
        (0..texts.len()).filter(|at| states.get(*at).is_some_and(|state| state.stale().is_some())).collect();
    let of = |at: &usize| texts.get(*at).and_then(original).map(|text| text.source);
    let mut stale_originals: Vec<SourceId> = stale.iter().filter_map(of).collect();
    stale_originals.sort_unstable();
    stale_originals.dedup();
    let days = days(&stale_originals, (originals, sources));
    // What is not to be had has not come into the repository.
    let is_there =
        |at: &&usize| states.get(**at).and_then(Translation::stale).is_some_and(|stale| stale.changes.is_some());
    let there: Vec<usize> = stale.iter().filter(is_there).copied().collect();
    let stamps = |at: &usize| Some((stamp(texts.get(*at)?)?, of(at)?));
    let (there, stamps): (Vec<usize>, Vec<(&str, SourceId)>) =
        there.iter().filter_map(|at| Some((*at, stamps(at)?))).unzip();
    for at in ahead(&stamps, sources) {
        if let Some(Translation::Stale(stale)) = there.get(at).and_then(|at| states.get_mut(*at)) {
            stale.ahead = true;
        }
    }
    for at in stale {
        let version = of(&at).and_then(|source| days.get(&source));
        if let (Some(Translation::Stale(stale)), Some(Version { day, commit, .. })) = (states.get_mut(at), version) {
            (stale.since, stale.commit) = (Some(*day), Some(commit.clone()));
        }
    }
}

/// The day that a text says of itself.
fn updated(text: &str, id: SourceId) -> Option<Date> {
    let front = split_front(text, id, &mut Diagnostics::new()).front?;
    let day = match &front.get(page::UPDATED)?.value {
        Value::Date(day) => day,
        Value::Text(day) => &day.text,
        _ => return None,
    };
    day.split(['T', 't', ' ']).next()?.parse().ok()
}

/// What is looked for in the history of a file: the version that made it what it is.
#[derive(Debug)]
enum Search {
    /// Whether the newest version says what the file says.
    Newest,
    /// The version with this id.
    Version(String),
}

/// How a file became what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    /// By this version, before which it was something else.
    Changed(Version),
    /// By this version, before which it was not there.
    Added(Version),
    /// By this version or an earlier one: what came before is not to be had.
    Unknown(Version),
}

/// How files became what they are, as `is_as_now` judges a text of one. A file that has changed since it was committed
/// is left out.
pub fn became(
    files: &[SourceId],
    sources: &Sources,
    is_as_now: impl Fn(SourceId, &str) -> bool,
) -> HashMap<SourceId, Became> {
    let (history, mut became) = (sources.history(), HashMap::new());
    let mut open: HashMap<&str, (SourceId, Search)> =
        files.iter().map(|id| (sources.get(*id).path.as_str(), (*id, Search::Newest))).collect();
    if open.is_empty() {
        return became;
    }
    let paths: Vec<&str> = open.keys().copied().collect();
    let is_cut = LazyCell::new(|| history.is_cut());
    history.versions(&paths, &mut |path, version| {
        let Some((id, search)) = open.get_mut(path) else { return ControlFlow::Continue(()) };
        let id = *id;
        let is_as_now = |blob: &str| history.text(blob).map(|text| is_as_now(id, &text));
        let is_found = match search {
            Search::Newest => sources.get(id).is_blob(&version.id) || is_as_now(&version.id) == Some(true),
            Search::Version(wanted) => *wanted == version.id,
        };
        if !is_found {
            // Versions of several branches stand in the order of their days.
            if let (Search::Newest, Some(algorithm)) = (&search, Algorithm::of(&version.id)) {
                *search = Search::Version(sources.get(id).blob_id(algorithm));
            }
            return ControlFlow::Continue(());
        }
        let found = match version.before.as_deref().map(is_as_now) {
            Some(Some(true)) => {
                *search = Search::Version(version.before.unwrap_or_default());
                return ControlFlow::Continue(());
            }
            Some(Some(false)) => Became::Changed(version),
            None if !(version.is_first && *is_cut) => Became::Added(version),
            Some(None) | None => Became::Unknown(version),
        };
        became.insert(id, found);
        open.remove(path);
        if open.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    became
}

/// The versions by which what is translated of files became what it is. One of which all versions that are known say
/// the same has none.
fn days(files: &[SourceId], (originals, sources): (&Originals, &Sources)) -> HashMap<SourceId, Version> {
    let as_now =
        |id: SourceId, text: &str| originals.text(id).is_some_and(|now| originals.read(text, id).digest == now.digest);
    let day = |(id, became)| match became {
        Became::Changed(version) => Some((id, version)),
        Became::Added(_) | Became::Unknown(_) => None,
    };
    became(files, sources, as_now).into_iter().filter_map(day).collect()
}

/// Which of some texts that are in the repository, each by the id of its blob and the file that it was a version of, have
/// not come into the history of that file: they are of another branch. One that may have been under another name is none,
/// and a file that has no history, as one that was just renamed, says nothing.
pub(super) fn ahead(texts: &[(&str, SourceId)], sources: &Sources) -> HashSet<usize> {
    let history = sources.history();
    let mut open: HashSet<usize> = (0..texts.len()).collect();
    if open.is_empty() || history.is_cut() {
        return HashSet::new();
    }
    let mut by_path: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in &open {
        let file = texts.get(*at).map(|(_, file)| sources.get(*file).path.as_str());
        by_path.entry(file.unwrap_or_default()).or_default().push(*at);
    }
    let paths: Vec<&str> = by_path.keys().copied().collect();
    let mut began: Vec<(&str, String)> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    history.versions(&paths, &mut |path, version| {
        let Some((path, of)) = by_path.get_key_value(path) else { return ControlFlow::Continue(()) };
        known.insert(*path);
        for at in of {
            let is_it =
                texts.get(*at).is_some_and(|(id, _)| version.id == *id || version.before.as_deref() == Some(*id));
            if is_it {
                open.remove(at);
            }
        }
        if version.before.is_none() {
            began.push((path, version.commit));
        }
        if open.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    for (path, commit) in began {
        let of = by_path.get(path).into_iter().flatten();
        let of: Vec<usize> = of.copied().filter(|at| open.contains(at)).collect();
        if !of.is_empty() && !history.removed(&commit, "content").is_empty() {
            of.iter().for_each(|at| _ = open.remove(at));
        }
    }
    let unknown = by_path.iter().filter(|(path, _)| !known.contains(**path)).flat_map(|(_, of)| of);
    unknown.for_each(|at| _ = open.remove(at));
    open
}
