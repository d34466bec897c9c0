//! Many mistakes at a glance: how many there are of each level, code and file.

use crate::diagnostic::{Code, Diagnostics, Level};
use crate::source::{SourceId, Sources};
use crate::visible::{Shown, visible};
use std::cmp::Reverse;
use std::collections::HashMap;

/// "2 errors and 1 warning", or nothing when there is nothing to say.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let mut parts = Vec::new();
    for (level, one, many) in [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Advice, "piece of advice", "pieces of advice"),
    ] {
        match diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count() {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            n => parts.push(format!("{n} {many}")),
        }
    }
    match parts.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [before @ .., last] => Some(format!("{} and {last}", before.join(", "))),
    }
}

/// A line for each code, errors first, then the most frequent.
pub fn by_code(diagnostics: &Diagnostics) -> Shown {
    let mut counts: HashMap<(Level, Code), usize> = HashMap::new();
    for found in diagnostics {
        *counts.entry((found.level, found.code)).or_default() += 1;
    }
    let mut all: Vec<((Level, Code), usize)> = counts.into_iter().collect();
    all.sort_by_key(|((level, code), count)| (*level, Reverse(*count), *code));
    all.into_iter().fold(Shown::new(), |mut lines, ((level, code), count)| {
        lines.add(&format!("{count:>7}  {}[{code}]", level.name()));
        lines
    })
}

/// A line for each file, that with the most mistakes first.
pub fn by_file(diagnostics: &Diagnostics, sources: &Sources) -> Shown {
    let mut counts: HashMap<SourceId, usize> = HashMap::new();
    for found in diagnostics {
        *counts.entry(found.span.source).or_default() += 1;
    }
    let mut all: Vec<(&str, usize)> =
        counts.into_iter().map(|(file, count)| (sources.get(file).path.as_str(), count)).collect();
    all.sort_by_key(|(path, count)| (Reverse(*count), *path));
    all.into_iter().fold(Shown::new(), |mut lines, (path, count)| {
        lines.add(&format!("{count:>7}  {}", visible(path)));
        lines
    })
}
