//! Two entries for one work.

use super::identity::Scheme;
use super::work::{Work, WorkKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use std::collections::HashMap;

/// Reports every work that has the number of an earlier one.
pub fn check(works: &[Work], diagnostics: &mut Diagnostics) {
    let mut first: HashMap<(Scheme, String), (&str, Span)> = HashMap::new();
    for work in works {
        let twice = work.identity.compared().filter_map(|(scheme, number)| {
            // The chapters of a book have its ISBN.
            if scheme == Scheme::Isbn && work.kind == WorkKind::Chapter {
                return None;
            }
            let (key, span) = *first.entry((scheme, number)).or_insert((&work.key, work.span));
            (key != work.key).then_some((scheme, key, span))
        });
        // One number is enough to know.
        if let Some((scheme, key, span)) = twice.collect::<Vec<_>>().into_iter().next() {
            let message = format!("`{}` has the {} of `{key}`: both are one work", work.key, scheme.name());
            let help = format!("cite it as `{key}` everywhere, or mend the number");
            let found = Diagnostic::new(Code::DuplicateReference, work.span, message).help(help);
            diagnostics.push(found.related(span, "the other one"));
        }
    }
}
