//! `shirube translate accept`.

use super::named::{data, texts, translations};
use super::{Opened, say, screen};
use crate::check::orphans;
use crate::config::LangId;
use crate::diagnostic::{Diagnostics, Format, Screen, print};
use crate::failure::Failure;
use crate::output::{Edit, edit};
use crate::resolve::Site;
use crate::source::SourceId;
use crate::translate::{self, Accepted, Pair, Refused, Stamp, Terms, short};
use crate::translation::{DataState, DataTexts, Translation, Written};
use crate::visible::Shown;
use std::collections::HashSet;
use std::io::{stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

/// The translations that are asked about.
#[derive(Default)]
pub(super) struct Wanted<'a> {
    pairs: Vec<Pair<'a>>,
    /// Files of texts of data.
    data: Vec<&'a DataTexts>,
    /// Those whose originals are gone.
    orphans: Vec<Written<'a>>,
}

impl<'a> Wanted<'a> {
    /// The translations that are named, each once.
    pub(super) fn named(site: &'a Site, root: &Path, names: &[String]) -> Result<Wanted<'a>, Failure> {
        let mut wanted = Wanted::default();
        for name in names {
            if let Some(files) = data(site, root, name)? {
                wanted.data.extend(files);
                continue;
            }
            let is_orphan = |text: &Written| matches!(text.translation, Translation::Orphan);
            let orphans: Vec<Written> = texts(site, root, name)?.into_iter().filter(is_orphan).collect();
            match translations(site, root, name) {
                Ok(pairs) => wanted.pairs.extend(pairs),
                Err(failure) if orphans.is_empty() => return Err(failure),
                Err(_) => {}
            }
            wanted.orphans.extend(orphans);
        }
        let mut seen = HashSet::new();
        wanted.pairs.retain(|(text, _)| seen.insert(text.source));
        wanted.data.retain(|texts| seen.insert(texts.file));
        wanted.orphans.retain(|text| seen.insert(text.source));
        Ok(wanted)
    }

    /// The translations into a language that nobody has accepted as they are: those without a stamp, and `stale` ones.
    pub(super) fn unaccepted(site: &'a Site, lang: LangId, stale: bool) -> Wanted<'a> {
        let is_wanted = |text: &Written| match text.translation {
            Translation::Unstamped(_) => true,
            Translation::Stale(_) => stale,
            Translation::Original | Translation::Current(_) | Translation::Absent(_) | Translation::Orphan => false,
        };
        let is_orphan = |text: &Written| text.lang == lang && matches!(text.translation, Translation::Orphan);
        let orphans = site.catalog.ledger().filter(is_orphan).collect();
        let is_open = |texts: &&DataTexts| match texts.state {
            DataState::Unstamped => texts.lang == lang,
            DataState::Stale(_) => texts.lang == lang && stale,
            DataState::Original | DataState::Current => false,
        };
        let data = site.catalog.data.iter().filter(is_open).collect();
        Wanted { pairs: pairs(site, |text| text.lang == lang && is_wanted(text)), data, orphans }
    }

    /// The translations that are up to date, and whose stamp has another digest than it would get now; with `stale` those
    /// too that are not up to date.
    pub(super) fn stamped_before(site: &'a Site, stale: bool) -> Wanted<'a> {
        let of_now = |text: &Written| {
            let original = site.catalog.source_of(*text)?;
            Some(Stamp::of((&site.sources, &site.config), original.source).digest)
        };
        let is_wanted = |text: &Written| match text.translation {
            Translation::Current(_) => text.stamps.digest.as_ref().map(|digest| digest.text.clone()) != of_now(text),
            Translation::Stale(_) => stale,
            Translation::Original | Translation::Unstamped(_) | Translation::Absent(_) | Translation::Orphan => false,
        };
        let is_old = |texts: &&DataTexts| match texts.state {
            DataState::Current => {
                let now = Stamp::of_data((&site.sources, &site.config), texts.main).digest;
                texts.digest.as_ref().map(|digest| &digest.text) != Some(&now)
            }
            DataState::Stale(_) => stale,
            DataState::Original | DataState::Unstamped => false,
        };
        let data = site.catalog.data.iter().filter(is_old).collect();
        Wanted { pairs: pairs(site, is_wanted), data, orphans: Vec::new() }
    }
}

fn pairs<'a>(site: &'a Site, is_wanted: impl Fn(&Written<'a>) -> bool) -> Vec<Pair<'a>> {
    let wanted = site.catalog.ledger().filter(is_wanted);
    wanted.filter_map(|text| Some((text, site.catalog.source_of(text)?))).collect()
}

/// Stamps those that may be stamped, all or none of them, and says of the others why not.
pub(super) fn accept(opened: &Opened, site: &Site, wanted: &Wanted, terms: Terms) -> Result<ExitCode, Failure> {
    let (mut said, mut refused, mut edits) = (Shown::new(), Shown::new(), Vec::new());
    let screen = Screen { all: None, ..screen(&stderr()) };
    let show = |found: &Diagnostics, refused: &mut Shown| {
        refused.append(&print(found, &site.sources, Format::Terminal, screen));
    };
    let current = wanted.pairs.iter().filter(|(text, _)| matches!(text.translation, Translation::Current(_)));
    let current: HashSet<SourceId> = current.map(|(text, _)| text.source).collect();
    let is_stamped = |id: SourceId| current.contains(&id);
    let of_pages = wanted.pairs.iter().map(|(translation, original)| (translation.source, original.source));
    let of_pages = of_pages.zip(translate::accept(site, &wanted.pairs, terms));
    let of_data = wanted.data.iter().map(|texts| (texts.file, texts.main));
    let of_data = of_data.zip(translate::accept_data(site, &wanted.data, terms));
    for ((own, original), outcome) in of_pages.chain(of_data) {
        let (source, of) = (site.sources.get(own), site.sources.get(original));
        match outcome {
            Ok(accepted) => {
                said.add(&line(&accepted, &source.path, &of.path));
                if source.text != accepted.text {
                    let path = opened.disk.place(&source.path)?;
                    edits.push(Edit::Rewrite { path, old: source.text.clone(), new: accepted.text });
                }
            }
            Err(Refused::Because(why)) => refused.add(&format!("{} is not accepted: {why}", source.path)),
            Err(Refused::Lacks(found)) => {
                show(&found, &mut refused);
                let is = if is_stamped(own) { "is stamped already, and would not be" } else { "is not" };
                refused.add(&format!("{} {is} accepted: see above; `--anyway` accepts it as it is", source.path));
            }
        }
    }
    show(&orphans(site, &wanted.orphans), &mut refused);
    edit(opened.root(), &edits)?;
    if said.is_empty() && refused.is_empty() {
        said.add("nothing to stamp");
    }
    say(&mut stdout(), &said);
    say(&mut stderr(), &refused);
    Ok(ExitCode::from(u8::from(!refused.is_empty())))
}

fn line(Accepted { is_current, since, .. }: &Accepted, path: &str, of: &str) -> String {
    let is = if *is_current { "is up to date with" } else { "was made from an older" };
    let since = since.as_ref().map(|version| format!(", as of {} in commit {}", version.day, short(&version.commit)));
    format!("{path} {is} {of}{}", since.unwrap_or_default())
}
