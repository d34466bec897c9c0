//! A page under another name, in all its languages and with all that lies beneath it: what changes in which file, found out
//! before anything is written.

mod address;
mod known;
mod name;
mod reference;

pub use name::{check_name, given};

use crate::config::LangId;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resolve::{Moving, Site, folder_of};
use crate::source::{SourceId, Sources, Span};
use crate::translate::{Stamp, edited, restamped, stamped_data, with_aliases};
use crate::translation::{DataState, Translation, Written};
use address::Addresses;
use name::Names;
use reference::Found;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What changes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub source: SourceId,
    /// Where the file goes, if it is moved.
    pub to: Option<String>,
    pub text: String,
    /// How many links, and other places that name a page or a file, are written anew.
    pub places: usize,
    /// The old address that forwards from now on.
    pub alias: Option<String>,
    /// Whether its stamp is renewed because its original changes.
    pub restamped: bool,
}

/// What becomes of a site when a page is moved.
#[derive(Debug, Default)]
pub struct Plan {
    /// The files that change, in their order.
    pub changes: Vec<Change>,
    /// How many pages are moved, each counted once for all its languages.
    pub pages: usize,
    /// Files beside moved pages that only these use; they stay where they are.
    pub beside: Vec<String>,
    /// Where templates name a page that is moved.
    pub templates: Vec<Span>,
    /// What nobody could write anew, and why.
    pub lost: Vec<(Span, String)>,
}

/// A piece of a file, and what stands in its place.
type Edits = BTreeMap<SourceId, BTreeMap<(usize, usize), String>>;

/// What is known of the site beside its texts.
pub struct Around<'a> {
    /// The mistakes that the site says are known.
    pub known: Vec<(SourceId, &'a Diagnostic)>,
    /// Files of data of which something could not be read.
    pub flawed: &'a BTreeSet<SourceId>,
    /// Whether the file of a path cannot be written.
    pub is_closed: &'a dyn Fn(&str) -> bool,
}

/// What changes when the page `from` is called `to`, or why it cannot be called so.
pub fn plan(site: &Site, (from, to): (&str, &str), around: &Around<'_>) -> Result<Plan, String> {
    let Around { known, flawed, is_closed } = around;
    let names = Names::new(site, from, to)?;
    let addresses = Addresses::new(site, &names)?;
    let mut needed = names.files.keys().chain(addresses.aliases.keys()).map(|id| &site.sources.get(*id).path);
    if let Some(path) = needed.find(|path| is_closed(path)) {
        return Err(format!("{path} is a link, or lies behind one, and what it leads to is not changed"));
    }
    let mut plan = Plan { pages: names.pages.len(), ..Plan::default() };
    let mut edits = Edits::new();
    let Found { changes, lost, beside } = reference::all(site, &names);
    plan.lost = lost;
    plan.beside = beside;
    let named = known::allowed(site, &names).into_iter().chain(known::in_menus(site, &names)).chain(changes);
    for (source, range, new) in named {
        edits.entry(source).or_default().insert((range.start, range.end), new);
    }
    plan.lost.extend(without_closed(site, &mut edits, *is_closed));
    for (source, range, new) in known::baseline(site, &names, known, &edits, &mut plan.lost) {
        edits.entry(source).or_default().insert((range.start, range.end), new);
    }
    plan.lost.extend(without_closed(site, &mut edits, *is_closed));
    let mut changes = texts(site, &names, &addresses, edits)?;
    restamp(site, &mut changes, is_closed, &mut plan.lost);
    restamp_data(site, &mut changes, is_closed, &mut plan.lost);
    plan.templates = reference::in_templates(site, &names);
    plan.lost
        .extend(reference::unread(site, &names, flawed, &|id| changes.get(&id).map(|change| change.text.as_str())));
    plan.changes = changes.into_values().collect();
    plan.lost.sort_by_key(|(span, _)| *span);
    Ok(plan)
}

/// Takes out the changes of files that cannot be written; the first place of each.
fn without_closed(site: &Site, edits: &mut Edits, is_closed: &dyn Fn(&str) -> bool) -> Vec<(Span, String)> {
    let closed = edits.extract_if(.., |id, _| is_closed(&site.sources.get(*id).path));
    let first = closed.map(|(id, edits)| {
        let range = edits.keys().next().map_or(0..0, |(start, end)| *start..*end);
        (Span::new(id, range), "the file is a link, or lies behind one".to_owned())
    });
    first.collect()
}

/// Every file that changes because of what it names, where it goes or what forwards to it.
fn texts(
    site: &Site,
    names: &Names,
    addresses: &Addresses,
    mut edits: Edits,
) -> Result<BTreeMap<SourceId, Change>, String> {
    let touched: BTreeSet<SourceId> =
        edits.keys().chain(names.files.keys()).chain(addresses.aliases.keys()).copied().collect();
    let mut changes = BTreeMap::new();
    for source in touched {
        let old = site.sources.get(source);
        let own = edits.remove(&source).unwrap_or_default();
        let places = own.len();
        let mut text = edited(&old.text, own.into_iter().map(|((start, end), new)| (start..end, new)).collect());
        let mut alias = None;
        if let Some(aliases) = addresses.aliases.get(&source) {
            text = with_aliases(&text, source, &aliases.all).map_err(|why| format!("{}: {why}", old.path))?;
            alias.clone_from(&aliases.new);
        }
        let to = names.files.get(&source).cloned();
        if to.is_some() || text != old.text {
            changes.insert(source, Change { source, to, text, places, alias, restamped: false });
        }
    }
    Ok(changes)
}

/// Renews the stamps of translations that are up to date with originals that change.
fn restamp(
    site: &Site,
    changes: &mut BTreeMap<SourceId, Change>,
    is_closed: &dyn Fn(&str) -> bool,
    lost: &mut Vec<(Span, String)>,
) {
    let context = (&site.sources, &site.config);
    let is_current = |text: &Written| matches!(text.translation, Translation::Current(_));
    let mut stamps: BTreeMap<SourceId, (Stamp, Stamp)> = BTreeMap::new();
    for text in site.catalog.ledger().filter(is_current) {
        let Some(original) = site.catalog.source_of(text) else { continue };
        let before = &site.sources.get(original.source).text;
        let Some(change) = changes.get(&original.source).filter(|change| change.text != *before) else { continue };
        let of_both = || (Stamp::of(context, original.source), Stamp::with(context, original.source, &change.text));
        let (old, new) = stamps.entry(original.source).or_insert_with(of_both);
        let own = text.stamps.digest.as_ref().map(|digest| digest.text.as_str());
        let digest = (own == Some(&old.digest) && old.digest != new.digest).then_some(new.digest.as_str());
        let source = site.sources.get(text.source);
        let base = changes.get(&text.source).map_or(&source.text, |change| &change.text);
        let made = match is_closed(&source.path) {
            true => Err("the file is a link, or lies behind one"),
            false => restamped(base, text.source, &new.blob, digest),
        };
        match made {
            Ok(made) => set_restamped(changes, text.source, made),
            Err(why) => lost.push((Span::file(text.source), format!("its stamp cannot be renewed: {why}"))),
        }
    }
}

fn set_restamped(changes: &mut BTreeMap<SourceId, Change>, source: SourceId, text: String) {
    let untouched = Change { source, to: None, text: String::new(), places: 0, alias: None, restamped: false };
    let change = changes.entry(source).or_insert(untouched);
    change.text = text;
    change.restamped = true;
}

/// The same of texts of data, whose files stay where they are.
fn restamp_data(
    site: &Site,
    changes: &mut BTreeMap<SourceId, Change>,
    is_closed: &dyn Fn(&str) -> bool,
    lost: &mut Vec<(Span, String)>,
) {
    let mut made = Vec::new();
    let now = |id: SourceId| match changes.get(&id) {
        Some(change) => change.text.as_str(),
        None => &site.sources.get(id).text,
    };
    let mut stamps: BTreeMap<SourceId, Stamp> = BTreeMap::new();
    for texts in site.catalog.data.iter().filter(|texts| matches!(texts.state, DataState::Current)) {
        if !changes.contains_key(&texts.main) {
            continue;
        }
        let of_now = || Stamp::of_data_as((&site.sources, &site.config), texts.main, &|id| Some(now(id)));
        let stamp = stamps.entry(texts.main).or_insert_with(of_now);
        let is_closed = is_closed(&site.sources.get(texts.file).path);
        made.push((texts.file, if is_closed { None } else { stamped_data(now(texts.file), texts.file, stamp) }));
    }
    for (file, made) in made {
        match made {
            Some(text) => set_restamped(changes, file, text),
            None => lost.push((Span::file(file), "its stamp cannot be renewed".to_owned())),
        }
    }
}

/// What changes for the links of a file in a language.
fn moving<'m>(
    (path, written): (&'m str, LangId),
    to: Option<&'m str>,
    renamed: &'m dyn Fn(&str) -> Option<String>,
) -> Moving<'m> {
    Moving { folders: (folder_of(path), folder_of(to.unwrap_or(path))), written, renamed }
}

/// A change of a file: where, and what stands there then.
type Placed = (SourceId, Range<usize>, String);

/// The known mistakes of a build, by the files as another reading of the same site has them.
pub fn known_here<'d>(site: &Site, known: &'d Diagnostics, of: &Sources) -> Vec<(SourceId, &'d Diagnostic)> {
    known.iter().filter_map(|found| Some((site.sources.at(&of.get(found.span.source).path)?, found))).collect()
}
