//! When the files of pages were last changed, by their history.

use super::page::Parsed;
use crate::source::{SourceId, Sources};
use jiff::civil::Date;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// The days on which the files of pages became what they are. A file that has changed since it was committed has none.
/// Where the beginning of the history is missing no file has one: of any it would be too late a day.
pub fn days(pages: &[Parsed], sources: &Sources) -> HashMap<SourceId, Date> {
    let (history, mut days) = (sources.history(), HashMap::new());
    if !history.is_whole() {
        return days;
    }
    let algorithm = history.algorithm();
    let mut open: HashMap<&str, SourceId> =
        pages.iter().map(|page| (sources.get(page.source).path.as_str(), page.source)).collect();
    let paths: Vec<&str> = open.keys().copied().collect();
    history.versions(&paths, &mut |path, version| {
        // The newest version comes first, and says all.
        if let Some(id) = open.remove(path)
            && sources.get(id).blob_id(algorithm) == version.id
        {
            days.insert(id, version.day);
        }
        if open.is_empty() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    days
}
