//! Names of the site's own things in plain text. Whether they are meant is known once the site is: a site that has no
//! such fact may well write `fact:` in a sentence.

use super::{Line, is_blank, near, near_end};
use crate::document::Kind;
use std::ops::Range;

/// A name that may be one of the site's.
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) name: Range<usize>,
    pub(super) whole: Range<usize>,
}

/// What the addresses of references begin with.
pub(super) const SCHEMES: [(&str, Kind); 9] = [
    ("fact", Kind::Fact),
    ("term", Kind::Term),
    ("table", Kind::Table),
    ("block", Kind::Block),
    ("faq", Kind::Faq),
    ("conflicts", Kind::Conflicts),
    ("references", Kind::Studies),
    ("evidence", Kind::Grades),
    ("people", Kind::People),
];

/// The kind of reference that an address begins with the scheme of, and the rest of the address; with spaces and
/// full-width signs where none belong.
pub(super) fn scheme(address: &str) -> Option<(&'static str, &str)> {
    SCHEMES.iter().find_map(|(scheme, _)| {
        let rest = address.strip_prefix(scheme)?.trim_start_matches(is_blank);
        Some((*scheme, rest.strip_prefix([':', '：'])?))
    })
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// `fact:by-method.drip.cost` at the colon.
pub(super) fn address(line: Line<'_>, colon: usize) -> Option<Found> {
    let before = near_end(line.before(colon)).trim_end_matches(is_blank);
    let (scheme, kind) = SCHEMES.iter().find(|(scheme, _)| before.ends_with(scheme))?;
    let start = line.before(colon).trim_end_matches(is_blank).len() - scheme.len();
    if line.before(start).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        return None;
    }
    let sign = line.after(colon).chars().next()?.len_utf8();
    let after = near(line.after(colon + sign));
    let rest = after.trim_start_matches(is_blank);
    let from = colon + sign + after.len() - rest.len();
    let name = rest.split(|c| !is_key(c)).next()?.trim_end_matches(['.', '-']);
    (!name.is_empty()).then(|| Found { kind: *kind, name: from..from + name.len(), whole: start..from + name.len() })
}

/// `@park2023`, with the brackets that stand round it.
pub(super) fn citation(line: Line<'_>, at: usize) -> Option<Found> {
    let before = line.before(at);
    if before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_' | '@')) {
        return None;
    }
    let sign = line.after(at).chars().next()?.len_utf8();
    let rest = near(line.after(at + sign));
    let key = rest.split(|c: char| !(is_key(c) || c == ':')).next()?.trim_end_matches(['.', ':', '-']);
    if key.is_empty() {
        return None;
    }
    let end = at + sign + key.len();
    let open = before.trim_end_matches(is_blank);
    let bracket = open.chars().next_back().filter(|c| matches!(c, '[' | '［'));
    let start = bracket.map_or(at, |bracket| open.len() - bracket.len_utf8());
    let close = near(line.after(end)).find([']', '］']).filter(|_| bracket.is_some());
    let end = close.map_or(end, |close| end + close + line.after(end + close).chars().next().map_or(0, char::len_utf8));
    Some(Found { kind: Kind::Citation, name: at + sign..at + sign + key.len(), whole: start..end })
}
