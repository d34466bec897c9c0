//! What Git knows of stale translations: what has changed in their originals, and when.

use super::front;
use super::original::{Originals, Text};
use super::translation::{Stamped, Translation};
use crate::data::Value;
use crate::source::{SourceId, Sources, Version};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::HashMap;

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
    let stale = texts.iter().zip(states.iter()).filter(|(_, state)| state.stale().is_some());
    let mut wanted: Vec<String> = stale.filter_map(|(text, _)| stamp(text).map(str::to_owned)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.is_empty() {
        return;
    }
    let Some(any) = texts.first().map(|text| text.source) else { return };
    let old = |(id, text): (String, String)| (id, (Text::of(&text, any), updated(&text, any)));
    let known: HashMap<String, (Text, Option<Date>)> =
        sources.history().texts(&wanted).into_par_iter().map(old).collect();
    texts.par_iter().zip(states.par_iter_mut()).for_each(|(text, state)| {
        let Translation::Stale(stale) = state else { return };
        let old = stamp(text).and_then(|stamp| known.get(stamp));
        let (Some((before, day)), Some(original)) = (old, original(text)) else { return };
        let Some(now) = originals.text(original.source) else { return };
        // A stamp without a digest knows no better than the blob.
        if before.digest == now.digest {
            *state = Translation::Current(stale.of);
        } else {
            stale.changes = Some(now.sections.changes(&before.sections));
            // What the editor says, as long as nothing better is known: the day has been written since.
            stale.since = original.updated.filter(|now| *day != Some(*now));
        }
    });
    let stale: Vec<usize> =
        (0..texts.len()).filter(|at| states.get(*at).is_some_and(|state| state.stale().is_some())).collect();
    let of = |at: &usize| texts.get(*at).and_then(original).map(|text| text.source);
    let mut stale_originals: Vec<SourceId> = stale.iter().filter_map(of).collect();
    stale_originals.sort_unstable();
    stale_originals.dedup();
    let days = days(&stale_originals, (originals, sources));
    for at in stale {
        let day = of(&at).and_then(|source| days.get(&source).copied());
        if let Some(Translation::Stale(stale)) = states.get_mut(at) {
            stale.since = day.or(stale.since);
        }
    }
}

/// The day that a text says of itself.
fn updated(text: &str, id: SourceId) -> Option<Date> {
    let front = front::split(text, id, &mut Vec::new()).front?;
    match front.get("updated").map(|node| &node.value) {
        Some(Value::Date(day) | Value::Text(day)) => day.split(['T', 't', ' ']).next()?.parse().ok(),
        _ => None,
    }
}

/// The days on which what is translated of files became what it is. A file that has changed since it was committed has
/// none, nor one of which all versions that are known say the same.
fn days(files: &[SourceId], (originals, sources): (&Originals, &Sources)) -> HashMap<SourceId, Date> {
    let path = |id: SourceId| sources.get(id).path.clone();
    let paths: Vec<String> = files.iter().map(|id| path(*id)).collect();
    let versions = sources.history().versions(&paths);
    let mut days = HashMap::new();
    let known: Vec<(SourceId, &[Version])> =
        files.iter().filter_map(|id| Some((*id, versions.get(&path(*id))?.as_slice()))).collect();
    let newest: Vec<String> =
        known.iter().filter_map(|(_, all)| all.first().map(|version| version.id.clone())).collect();
    let texts = sources.history().texts(&newest);
    let is_as_now =
        |text: &str, id: SourceId| originals.text(id).is_some_and(|now| Text::of(text, id).digest == now.digest);
    // Each file with the version that says the same as it does, as far back as that is known.
    let mut open: Vec<(SourceId, &[Version])> = known
        .into_par_iter()
        .filter_map(|(id, all)| {
            let now = sources.get(id).blob_id();
            let newest = all
                .first()
                .filter(|newest| newest.id == now || texts.get(&newest.id).is_some_and(|text| is_as_now(text, id)));
            // Versions of several branches stand in the order of their days.
            let at = newest.map(|_| 0).or_else(|| all.iter().position(|version| version.id == now))?;
            Some((id, all.get(at..)?))
        })
        .collect();
    while !open.is_empty() {
        let wanted: Vec<String> = open.iter().filter_map(|(_, rest)| rest.first()?.before.clone()).collect();
        let texts = sources.history().texts(&wanted);
        let compared: Vec<Option<(bool, SourceId, &[Version])>> = open
            .par_iter()
            .map(|(id, rest)| {
                let before = texts.get(rest.first()?.before.as_ref()?)?;
                Some((is_as_now(before, *id), *id, *rest))
            })
            .collect();
        open.clear();
        for (same, id, rest) in compared.into_iter().flatten() {
            match (same, rest.split_first()) {
                (true, Some((version, older))) => {
                    let before = older.iter().position(|older| Some(&older.id) == version.before.as_ref());
                    open.extend(before.and_then(|at| older.get(at..)).map(|rest| (id, rest)));
                }
                (false, Some((version, _))) => _ = days.insert(id, version.day),
                (_, None) => {}
            }
        }
    }
    days
}
