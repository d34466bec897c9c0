//! Mistakes that come of another one, and are not told besides it.

use super::{Code, Diagnostics};
use crate::source::{SourceId, Span};
use std::collections::HashSet;

impl Diagnostics {
    /// Leaves out what only comes of another mistake: what else is wrong with a file in which Git left a conflict, and that
    /// a number in what was meant to be a fact stands in none.
    pub fn settle(&mut self) {
        let of = |code: Code| self.iter().filter(move |found| found.code == code).map(|found| found.span);
        let torn: HashSet<SourceId> = of(Code::ConflictMarker).map(|span| span.source).collect();
        let mut misread: Vec<Span> = of(Code::Misread).collect();
        misread.sort_unstable_by_key(|span| (span.source, span.start));
        let is_misread = |span: Span| {
            let next = misread.partition_point(|own| (own.source, own.start) <= (span.source, span.start));
            let own = next.checked_sub(1).and_then(|at| misread.get(at));
            own.is_some_and(|own| own.source == span.source && own.end >= span.end)
        };
        self.retain(|found| match found.code {
            Code::ConflictMarker => true,
            Code::UnquotedNumber if is_misread(found.span) => false,
            _ => !torn.contains(&found.span.source),
        });
    }
}
