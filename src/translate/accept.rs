//! Which translations may be called up to date with their originals, and what they are stamped with.

use super::{Stamp, stamped};
use crate::baseline::Baseline;
use crate::check::lacking;
use crate::data::{Value, split_front};
use crate::diagnostic::Diagnostics;
use crate::keys::text::stamp as key;
use crate::resolve::Site;
use crate::source::{SourceId, Version};
use crate::translation::{Became, Translatable, Translation, Written, became};
use crate::waive::waive;
use std::collections::{HashMap, HashSet};

/// A translation and its original.
pub type Pair<'a> = (Written<'a>, Written<'a>);

/// How translations are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The original is the one that was there when the translation came to say what it says.
    pub from_git: bool,
    /// What a translation lacks, and that nobody has touched it, keeps it from nothing.
    pub anyway: bool,
    /// Stamps are renewed of which nobody says anything new: what those translations lack is not asked.
    pub renew: bool,
}

/// A translation that may be stamped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The text of its file, with the stamp.
    pub text: String,
    /// Whether it is up to date with its original as that is now.
    pub is_current: bool,
    /// The version that made it what it is, where Git was asked.
    pub since: Option<Version>,
}

/// Why a translation is not stamped.
#[derive(Debug, Clone, PartialEq)]
pub enum Refused {
    Because(String),
    /// It lacks what its original has.
    Lacks(Diagnostics),
}

/// What becomes of each of the translations, in their order.
pub fn accept(site: &Site, pairs: &[Pair], terms: Terms) -> Vec<Result<Accepted, Refused>> {
    // Nobody asks about those whose stamps fit.
    let open = || pairs.iter().filter(|(text, _)| !matches!(text.translation, Translation::Current(_)));
    let sources: Vec<SourceId> = open().map(|(text, _)| text.source).collect();
    let versions = if terms.from_git { versions(site, &sources) } else { HashMap::new() };
    let digest = |text: &str, id: SourceId| Translatable::of(text, id, &site.config.translate_extra).digest();
    let names = names_before(site, &versions, ".md", &digest);
    let untouched = if terms.from_git || terms.anyway { HashSet::new() } else { untouched(site, open()) };
    let mut lacks = match (terms.anyway, terms.renew) {
        (true, _) => HashMap::new(),
        (false, true) => all_lacking(site, open()),
        // Of one that is stamped already it is said as well.
        (false, false) => all_lacking(site, pairs.iter()),
    };
    let judge = |(translation, original): &Pair| {
        let is_open = !matches!(translation.translation, Translation::Current(_));
        let now = Stamp::of((&site.sources, &site.config), original.source);
        let (stamp, since) = match terms.from_git && is_open {
            true => {
                let version = committed(site, versions.get(&translation.source))?;
                if let Some(before) = names.get(&translation.source) {
                    return Err(Refused::Because(format!(
                        "it was called {before} before {}, and Git is not asked further back: see what it lacks, then \
                         accept it as it is",
                        version.day
                    )));
                }
                (then(site, version, *original)?, Some(version.clone()))
            }
            false => {
                is_readable(site, &site.sources.get(original.source).text, *original)?;
                (now.clone(), None)
            }
        };
        let is_current = stamp.digest == now.digest;
        if untouched.contains(&translation.source) {
            let has = match translation.translation.stale().is_some_and(|stale| stale.ahead) {
                true => "its original says something else here",
                false => "its original has changed since",
            };
            let why = format!("it says what it said when it was stamped, and {has}; `--anyway` accepts it as it is");
            return Err(Refused::Because(why));
        }
        if let Some(found) = lacks.remove(&translation.source).filter(|_| is_current) {
            return Err(Refused::Lacks(found));
        }
        let text = stamped(&site.sources, *translation, &stamp);
        let text = text.map_err(|why| Refused::Because(why.to_owned()))?;
        Ok(Accepted { text, is_current, since })
    };
    pairs.iter().map(judge).collect()
}

/// How translations came to say what they say to readers.
fn versions(site: &Site, files: &[SourceId]) -> HashMap<SourceId, Became> {
    let digest = |text: &str, id: SourceId| Translatable::of(text, id, &site.config.translate_extra).digest();
    let now: HashMap<SourceId, String> =
        files.iter().map(|id| (*id, digest(&site.sources.get(*id).text, *id))).collect();
    became(files, &site.sources, |id, text| now.get(&id) == Some(&digest(text, id)))
}

/// What translations were called before that came to be under their names by being renamed: by a commit that took away a
/// text which said the same.
pub(super) fn names_before(
    site: &Site,
    versions: &HashMap<SourceId, Became>,
    ending: &str,
    digest: &dyn Fn(&str, SourceId) -> String,
) -> HashMap<SourceId, String> {
    let history = site.sources.history();
    let mut commits: HashMap<&str, Vec<SourceId>> = HashMap::new();
    for (id, found) in versions {
        let Became::Added(version) = found else { continue };
        if !version.is_first {
            commits.entry(&version.commit).or_default().push(*id);
        }
    }
    let mut names = HashMap::new();
    for (commit, files) in commits {
        let Some(any) = files.first() else { continue };
        let removed = history.removed(commit, "content").into_iter().filter(|(path, _)| path.ends_with(ending));
        let said = |(path, blob): (String, String)| Some((digest(&history.text(&blob)?, *any), path));
        let removed: HashMap<String, String> = removed.filter_map(said).collect();
        let named = |id: &SourceId| Some((*id, removed.get(&digest(&site.sources.get(*id).text, *id))?.clone()));
        names.extend(files.iter().filter_map(named));
    }
    names
}

/// The version since which a translation says what it says.
pub(super) fn committed<'v>(site: &Site, found: Option<&'v Became>) -> Result<&'v Version, Refused> {
    let why = match found {
        Some(Became::Changed(version) | Became::Added(version)) => return Ok(version),
        Some(Became::Unknown(Version { day, .. })) => format!(
            "what it said before {day} is not in this repository, which has no more of its history: fetch the rest \
             (`git fetch --unshallow`)"
        ),
        None if site.sources.history().state().is_none() => {
            "Git knows nothing of it: there is no repository with a commit here, or no program `git`".to_owned()
        }
        None => "it was not committed as it is: commit it, then ask again".to_owned(),
    };
    Err(Refused::Because(why))
}

/// The stamp of an original as it was when a version was committed.
fn then(site: &Site, version: &Version, original: Written) -> Result<Stamp, Refused> {
    let path = &site.sources.get(original.source).path;
    let Some((blob, text)) = site.sources.history().text_at(&version.commit, path) else {
        return Err(Refused::Because(format!(
            "it was last changed on {} in commit {}, and {path} was not there then, or had another name",
            version.day,
            short(&version.commit)
        )));
    };
    is_readable(site, &text, original)?;
    Ok(Stamp { blob, digest: Translatable::of(&text, original.source, &site.config.translate_extra).digest() })
}

/// The beginning of a commit's id, for people.
pub fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}

/// Nobody has seen a text whose front matter cannot be read.
fn is_readable(site: &Site, text: &str, original: Written) -> Result<(), Refused> {
    let mut found = Diagnostics::new();
    split_front(text, original.source, &mut found);
    if found.is_empty() {
        return Ok(());
    }
    let path = &site.sources.get(original.source).path;
    Err(Refused::Because(format!("the front matter of {path} has mistakes: `shirube check` says which")))
}

/// The stale translations that say what they said when they were stamped, as far as Git tells.
fn untouched<'a>(site: &Site, pairs: impl Iterator<Item = &'a Pair<'a>>) -> HashSet<SourceId> {
    let stamp = |text: Written<'a>| Some((text.source, text.stamps.from.as_ref()?.text.as_str()));
    let stamps: HashMap<SourceId, &str> =
        pairs.filter(|(text, _)| text.translation.stale().is_some()).filter_map(|(text, _)| stamp(*text)).collect();
    let files: Vec<SourceId> = stamps.keys().copied().collect();
    let found = became(&files, &site.sources, |id, text| {
        let front = split_front(text, id, &mut Diagnostics::new()).front;
        let from = front.as_ref().and_then(|front| front.get(key::FROM)).map(|node| &node.value);
        matches!(from, Some(Value::Text(from)) if stamps.get(&id) == Some(&from.text.as_str()))
    });
    let is_same = |(id, found): &(SourceId, Became)| {
        let (Became::Changed(version) | Became::Added(version)) = found else { return false };
        let digest = |text: &str| Translatable::of(text, *id, &site.config.translate_extra).digest();
        let then = site.sources.history().text(&version.id);
        then.is_some_and(|then| digest(&then) == digest(&site.sources.get(*id).text))
    };
    found.into_iter().filter(is_same).map(|(id, _)| id).collect()
}

/// What translations lack of their originals and nobody has said that it may be so, by their files.
fn all_lacking<'a>(site: &Site, pairs: impl Iterator<Item = &'a Pair<'a>>) -> HashMap<SourceId, Diagnostics> {
    let mut all = lacking(site, pairs);
    all.retain(|found| site.config.levels.get(&found.code) != Some(&None));
    let codes: HashSet<_> = all.iter().map(|found| found.code).collect();
    if codes.is_empty() {
        return HashMap::new();
    }
    // What is wrong with waivers is no matter of theirs.
    waive(site, &mut all, false);
    all.retain(|found| codes.contains(&found.code));
    Baseline::read(&site.config, &site.sources, &mut Diagnostics::new()).take(&mut all, &site.sources, false);
    let mut lacks: HashMap<SourceId, Diagnostics> = HashMap::new();
    for found in all {
        lacks.entry(found.span.source).or_default().push(found);
    }
    lacks
}
