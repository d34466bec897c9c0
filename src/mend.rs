//! Mends what can only mean one thing: texts of facts that have changed, links, mistyped markup,
//! headings that repeat the title.

use crate::diagnostic::{Diagnostics, Fix};
use crate::source::{SourceId, Sources};
use std::collections::BTreeMap;

/// A file with some of its text replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    pub source: SourceId,
    pub text: String,
    /// How many places have changed.
    pub places: usize,
}

/// Every file that the diagnostics know how to mend, in the order of the files; nothing but the places themselves
/// changes.
pub fn mend(diagnostics: &Diagnostics, sources: &Sources) -> Vec<Mended> {
    let mut by_file: BTreeMap<SourceId, Vec<&Fix>> = BTreeMap::new();
    for fix in diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref()) {
        by_file.entry(fix.span.source).or_default().push(fix);
    }
    by_file.into_iter().filter_map(|(source, fixes)| replace(&sources.get(source).text, source, fixes)).collect()
}

fn replace(old: &str, source: SourceId, mut fixes: Vec<&Fix>) -> Option<Mended> {
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let (mut text, mut done, mut places) = (String::with_capacity(old.len()), 0, 0);
    for fix in fixes {
        // The same place may be met on many pages.
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        if start < done {
            continue;
        }
        let Some(between) = old.get(done..start).filter(|_| old.get(start..end).is_some_and(|was| was != fix.text))
        else {
            continue;
        };
        text.push_str(between);
        text.push_str(&fix.text);
        done = end;
        places += 1;
    }
    text.push_str(old.get(done..)?);
    (places > 0).then_some(Mended { source, text, places })
}
