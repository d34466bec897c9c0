//! What a text shows that has an anchor.

use super::Catalog;
use super::people::Person;
use crate::bibliography::{GRADES_ANCHOR, studies_anchor, topic_of};
use crate::diagnostic::Names;
use crate::document::{Document, Kind, loose};
use crate::facts::{Conflict, TableId, split_quote};
use crate::source::Sources;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// What a text shows that has an anchor, besides its headings.
#[derive(Debug, Clone, Default)]
pub struct Anchors {
    tables: HashSet<TableId>,
    /// The topics whose conflicts are listed; an empty one stands for all.
    conflicts: HashSet<String>,
    /// The ids of elements in raw HTML.
    ids: HashSet<String>,
    headings: Names,
    /// What headings are called where nobody sees the difference, and the one that is; `None` where there are several.
    loose: OnceLock<HashMap<String, Option<usize>>>,
}

impl Anchors {
    /// The anchors of a text.
    pub(super) fn of(document: &Document, catalog: &Catalog, sources: &Sources) -> Anchors {
        let mut anchors = Anchors::default();
        for reference in &document.references {
            let name = document.text(sources, reference.dest);
            match reference.kind {
                Kind::Table => {
                    let table = catalog.tables.get(split_quote(name).0);
                    anchors.tables.extend(table.map(|table| table.number));
                }
                Kind::Conflicts => _ = anchors.conflicts.insert(name.to_owned()),
                Kind::Studies => _ = anchors.ids.insert(studies_anchor(topic_of(name).ok().flatten())),
                Kind::Grades => _ = anchors.ids.insert(GRADES_ANCHOR.to_owned()),
                Kind::People if name.is_empty() => anchors.ids.extend(catalog.people.iter().map(Person::anchor)),
                Kind::People => anchors.ids.extend(catalog.people.id(name).map(|id| catalog.people.get(id).anchor())),
                Kind::Link | Kind::Image | Kind::Fact | Kind::Citation | Kind::Term | Kind::Block | Kind::Faq => {}
            }
        }
        anchors.ids.extend(document.ids.iter().map(|id| document.text(sources, id.name).to_owned()));
        anchors
    }

    /// Whether an element in raw HTML, a table or a conflict that is shown has this anchor.
    pub(super) fn has(&self, id: &str, catalog: &Catalog) -> bool {
        let table = || id.strip_prefix("table-").and_then(|id| catalog.tables.get(id));
        let conflict = || catalog.conflicts.named(id).filter(|conflict| self.lists(conflict));
        self.ids.contains(id)
            || !self.tables.is_empty() && table().is_some_and(|table| self.tables.contains(&table.number))
            || !self.conflicts.is_empty() && conflict().is_some()
    }

    /// The id of a heading that may have been meant by another.
    pub(super) fn nearest_heading(&self, id: &str, document: &Document, sources: &Sources) -> Option<&str> {
        let ids = || document.headings.iter().map(|heading| document.text(sources, heading.id));
        self.headings.nearest(id, ids)
    }

    /// The only heading whose id looks like another, but for what has no shape and `-` at its ends.
    pub(super) fn loose_heading(&self, id: &str, document: &Document, sources: &Sources) -> Option<usize> {
        let all = || {
            let mut all: HashMap<String, Option<usize>> = HashMap::new();
            for (at, heading) in document.headings.iter().enumerate() {
                let name = loose(document.text(sources, heading.id));
                all.entry(name).and_modify(|only| *only = None).or_insert(Some(at));
            }
            all
        };
        *self.loose.get_or_init(all).get(&loose(id))?
    }

    /// Whether conflicts are listed.
    pub(super) fn list_conflicts(&self) -> bool {
        !self.conflicts.is_empty()
    }

    fn lists(&self, conflict: &Conflict) -> bool {
        let topic = conflict.topic.as_ref().is_some_and(|topic| self.conflicts.contains(&topic.text));
        topic || self.conflicts.contains("")
    }
}
