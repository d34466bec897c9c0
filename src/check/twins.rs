//! Names that are one only to those who do not tell capitals from small letters: what has been written where a file system
//! takes both for one is two things here.

use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use crate::translation::Written;
use std::collections::{BTreeMap, HashSet};

/// Texts that would be translations of each other but for the case of their names, and names that would mean a folder's
/// page or a block.
pub fn check(site: &Site) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut alike: BTreeMap<String, BTreeMap<&str, Vec<Written>>> = BTreeMap::new();
    for text in site.catalog.ledger() {
        alike.entry(text.name.to_lowercase()).or_default().entry(text.name).or_default().push(text);
        found.extend(nearly_special(text));
    }
    let mut told: HashSet<(&str, &str)> = HashSet::new();
    for names in alike.values().filter(|names| names.len() > 1) {
        let languages = || names.values().flatten().map(|text| text.lang);
        // Two pages of one language at one address are an error.
        if languages().collect::<HashSet<LangId>>().len() < languages().count() {
            continue;
        }
        // Small letters are the same everywhere; without them the original's name counts.
        let is_small = |text: &&Written| text.name == text.name.to_lowercase();
        let is_source = |text: &&Written| text.lang == site.config.source;
        let firsts = || names.values().filter_map(|texts| texts.first());
        let first = firsts().find(is_small).or_else(|| firsts().find(is_source)).or_else(|| firsts().next());
        let Some(first) = first else { continue };
        for text in names.values().filter_map(|texts| texts.first()).filter(|text| text.name != first.name) {
            let (own, other) = differing(text.name, first.name);
            if !told.insert((own, other)) {
                continue;
            }
            let (lang, of) = (site.config.code(text.lang), site.config.code(first.lang));
            let message =
                format!("`{other}` in `{of}` is called `{own}` in `{lang}`; they are not translations of each other");
            let what = if own == text.name { "file" } else { "folder" };
            let help = format!("call the {what} here `{}`, as there", last(other));
            let diagnostic = Diagnostic::new(Code::NameCase, Span::file(text.source), message).help(help);
            found.push(diagnostic.related(Span::file(first.source), "the other one"));
        }
    }
    found
}

/// Two paths as far as the first names that differ.
fn differing<'a>(own: &'a str, other: &'a str) -> (&'a str, &'a str) {
    let same = own.split('/').zip(other.split('/')).take_while(|(own, other)| own == other);
    let start: usize = same.map(|(name, _)| name.len() + 1).sum();
    let upto = |path: &'a str| {
        let end = path.get(start..).and_then(|rest| rest.find('/')).map_or(path.len(), |end| start + end);
        path.get(..end).unwrap_or(path)
    };
    (upto(own), upto(other))
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// That a text is called almost as the page of a folder, or as if it were a block.
fn nearly_special(text: Written) -> Option<Diagnostic> {
    let tell = |name: &str, right: &str, what: &str| {
        let message = format!("`{name}` is not {what}");
        Some(Diagnostic::new(Code::NameCase, Span::file(text.source), message).help(format!("call it `{right}`")))
    };
    let name = last(text.name);
    for right in ["index", "_index"] {
        if name != right && name.eq_ignore_ascii_case(right) {
            return tell(name, right, "the page of its folder");
        }
    }
    let (folder, _) = text.name.split_once('/')?;
    if folder != "blocks" && folder.eq_ignore_ascii_case("blocks") {
        return tell(folder, "blocks", "the folder of blocks");
    }
    None
}
