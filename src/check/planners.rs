//! Tables that are made for readers to calculate with, and cannot be: on pages they stand as all others do.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::render::{Cause, planner};
use crate::resolve::Site;
use std::collections::HashSet;

/// Why there is nothing to calculate with; what is the same in all languages once.
pub fn check(site: &Site) -> Diagnostics {
    let mut found = Diagnostics::new();
    let mut told = HashSet::new();
    for table in site.catalog.tables.iter() {
        for lang in site.config.languages.ids() {
            let cause: Diagnostic = match planner(site, lang, table) {
                // A reader can change nothing in it, in whatever language.
                Ok(None) => break,
                Ok(Some(_)) | Err(Cause::ToldElsewhere) => continue,
                Err(Cause::Told(cause)) => *cause,
            };
            if told.insert((cause.span, cause.message.clone())) {
                found.push(cause);
            }
        }
    }
    found
}
