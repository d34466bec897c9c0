//! The texts that files had when they were exported, as far as Git has them.

use crate::resolve::Site;
use crate::source::Algorithm;
use std::collections::HashMap;

/// Texts by the ids that Git gives them.
#[derive(Default)]
pub(super) struct Past {
    texts: HashMap<String, String>,
}

impl Past {
    /// Asks for all of them at once.
    pub(super) fn of<'a>(site: &Site, ids: impl Iterator<Item = &'a str>) -> Past {
        let mut wanted: Vec<String> = ids.filter(|id| Algorithm::of(id).is_some()).map(str::to_owned).collect();
        wanted.sort_unstable();
        wanted.dedup();
        Past { texts: if wanted.is_empty() { HashMap::new() } else { site.sources.history().texts(&wanted) } }
    }

    /// The text with this id, without a mark of its encoding.
    pub(super) fn text(&self, id: &str) -> Option<&str> {
        self.texts.get(id).map(|text| text.strip_prefix('\u{FEFF}').unwrap_or(text))
    }
}
