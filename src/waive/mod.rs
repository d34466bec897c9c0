//! What authors let stand: a comment beside a warning, or `[[check.allow]]` for what has no line of its own. One pass over
//! the diagnostics of a build, in the order of file and place.

mod data;
mod markdown;
mod messages;
mod note;

pub use note::Waiver;

use crate::config::{Allowed, is_path};
use crate::data::{parse_toml, split_front};
use crate::diagnostic::{Baseline, Code, Diagnostic, Diagnostics, Level};
use crate::resolve::Site;
use crate::source::{Source, SourceId};
use note::Notes;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Takes what is waived out of `diagnostics`, which are in order, and adds what is wrong with the waivers. All of them are
/// handed back, in the order of their files. Of a part of a site, or of one with more than others show, nobody can say
/// that a waiver is for nothing: `is_whole` says that it is neither.
pub fn waive(site: &Site, diagnostics: &mut Diagnostics, is_whole: bool) -> Vec<Waiver> {
    let read: Vec<Notes> = site.sources.iter().collect::<Vec<_>>().into_par_iter().filter_map(read).collect();
    let mut files: HashMap<SourceId, Waivers> = HashMap::new();
    for notes in read {
        let Notes { waivers, diagnostics: found, source } = notes;
        diagnostics.extend(found);
        files.insert(source, Waivers::new(waivers));
    }
    diagnostics.sort(&site.sources);
    let mut allowed = AllowedFiles::new(&site.config.allowed);
    // What is read of a file that has an error, what it says of the rest: a mistake may hide what a waiver is for.
    let hides = |found: &Diagnostic| found.level == Level::Error && found.code.baseline() == Baseline::Never;
    let is_hidden = diagnostics.iter().any(hides);
    diagnostics.retain(|found| {
        let is_waived = files.get_mut(&found.span.source).is_some_and(|waivers| waivers.waive(found));
        !is_waived && !allowed.waive(found, &site.sources.get(found.span.source).path)
    });
    let shown: HashSet<SourceId> = site.catalog.texts().map(|(_, document)| document.source).collect();
    let is_read = |source: SourceId| !site.sources.get(source).path.ends_with(".md") || shown.contains(&source);
    let mut all: Vec<Waiver> = files.into_values().flat_map(|waivers| waivers.all).map(|(_, waiver)| waiver).collect();
    all.extend(allowed.waivers);
    all.sort_by_key(|waiver| waiver.span);
    if is_whole && !is_hidden {
        let is_unused =
            |waiver: &&Waiver| waiver.count == 0 && !waiver.code.is_of_others() && is_read(waiver.span.source);
        let unused = all.iter().filter(is_unused);
        diagnostics.extend(unused.map(|waiver| {
            let message = format!("nothing here is reported as `{}`", waiver.code);
            Diagnostic::new(Code::UnusedWaiver, waiver.span, message).help("delete what allows it")
        }));
    }
    all
}

/// The waivers of a file.
fn read((id, source): (SourceId, &Source)) -> Option<Notes> {
    let Source { path, text, .. } = source;
    if source.embedded || !text.contains("allow") {
        return None;
    }
    let mut notes = Notes::new(id);
    // What cannot be read is reported, and what stands in it is not known.
    let mut unread = Diagnostics::new();
    match path.rsplit_once('.')?.1 {
        "toml" => {
            let (table, found) = parse_toml(text, id, 0);
            unread.extend(found);
            data::read(text, 0..text.len(), &table, &mut notes);
        }
        "ftl" => messages::read(text, &mut notes),
        "md" if path.starts_with("content/") => {
            let parts = split_front(text, id, &mut unread);
            if let Some(front) = &parts.front {
                data::read(text, 0..parts.body, front, &mut notes);
            }
            markdown::read(text, parts.body..text.len(), &mut notes);
        }
        _ => return None,
    }
    (unread.is_empty() && !notes.is_empty()).then_some(notes)
}

/// The waivers of a file, as its diagnostics are gone through in their order.
struct Waivers {
    /// In the order in which they begin to reach.
    all: Vec<(Range<usize>, Waiver)>,
    /// How many have begun.
    begun: usize,
    /// Those of each code that have begun and, as far as is known, not ended: lines within blocks last.
    open: HashMap<Code, Vec<usize>>,
}

impl Waivers {
    fn new(mut all: Vec<(Range<usize>, Waiver)>) -> Waivers {
        all.sort_by_key(|(reach, waiver)| (reach.start, std::cmp::Reverse(reach.end), waiver.span));
        Waivers { all, begun: 0, open: HashMap::new() }
    }

    /// Whether a diagnostic is let stand; the narrowest waiver counts it.
    fn waive(&mut self, found: &Diagnostic) -> bool {
        if found.code.level() == Level::Error {
            return false;
        }
        let at = found.span.start as usize;
        while let Some((_, waiver)) = self.all.get(self.begun).filter(|(reach, _)| reach.start <= at) {
            self.open.entry(waiver.code).or_default().push(self.begun);
            self.begun += 1;
        }
        let Some(open) = self.open.get_mut(&found.code) else { return false };
        while let Some((reach, waiver)) = open.last().and_then(|last| self.all.get_mut(*last)) {
            if at <= reach.end {
                waiver.count += 1;
                return true;
            }
            open.pop();
        }
        false
    }
}

/// What `[[check.allow]]` lets stand.
struct AllowedFiles<'s> {
    tables: &'s [Allowed],
    /// One for each of them.
    waivers: Vec<Waiver>,
    /// The tables of each code.
    by_code: HashMap<Code, Vec<usize>>,
    /// Which of them, if any, is for a code in the file that was asked for last.
    known: HashMap<Code, Option<usize>>,
    file: Option<SourceId>,
}

impl<'s> AllowedFiles<'s> {
    fn new(tables: &'s [Allowed]) -> AllowedFiles<'s> {
        let waiver = |table: &Allowed| Waiver { code: table.code, span: table.span, why: table.why.clone(), count: 0 };
        let mut by_code: HashMap<Code, Vec<usize>> = HashMap::new();
        for (at, table) in tables.iter().enumerate() {
            by_code.entry(table.code).or_default().push(at);
        }
        let waivers = tables.iter().map(waiver).collect();
        AllowedFiles { tables, waivers, by_code, known: HashMap::new(), file: None }
    }

    fn waive(&mut self, found: &Diagnostic, path: &str) -> bool {
        let Some(tables) = self.by_code.get(&found.code) else { return false };
        if self.file.replace(found.span.source) != Some(found.span.source) {
            self.known.clear();
        }
        let is_for = |at: &usize| {
            let files = self.tables.get(*at).map(|table| table.files.as_slice()).unwrap_or_default();
            files.iter().any(|pattern| is_path(&pattern.text, path))
        };
        let of_file = *self.known.entry(found.code).or_insert_with(|| tables.iter().copied().find(|at| is_for(at)));
        let waiver = of_file.and_then(|at| self.waivers.get_mut(at));
        waiver.map(|waiver| waiver.count += 1).is_some()
    }
}
