//! Which works stand in a table of studies, as a text asks for it: `references:table?topic=hair`.

use super::work::{Issued, Work};
use super::{Bibliography, WorkId};
use crate::id::IndexVec;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// What the address of such a table begins with, behind its scheme.
pub const STUDIES: &str = "table";

/// The anchor of the explanation of grades. Ids of tables have no point.
pub const GRADES_ANCHOR: &str = "table-evidence.grades";

/// The topic that an address asks for, `None` for all works. The error says what is wrong with the address.
pub fn topic_of(address: &str) -> Result<Option<&str>, String> {
    let (name, query) = address.split_once('?').unwrap_or((address, ""));
    if name != STUDIES {
        return Err(format!("`references:{name}` is nothing that can be shown"));
    }
    match query.split_once('=') {
        None if query.is_empty() => Ok(None),
        Some(("topic", topic)) if !topic.is_empty() && !topic.contains('&') => Ok(Some(topic)),
        _ => Err(format!("`?{query}` asks for nothing that a table of studies has")),
    }
}

/// The anchor of a table of studies.
pub fn studies_anchor(topic: Option<&str>) -> String {
    format!("table-studies.{}", topic.unwrap_or("all"))
}

/// The works that tell what they found, the strongest first, of equal ones the newest.
#[derive(Debug, Default)]
pub(super) struct Studies {
    all: Vec<WorkId>,
    of_topic: HashMap<String, Vec<WorkId>>,
}

impl Studies {
    pub(super) fn of(works: &IndexVec<WorkId, Work>) -> Studies {
        let mut told: Vec<(WorkId, &Work)> = works.entries().filter(|(_, work)| work.weight.is_told()).collect();
        told.sort_by_key(|(_, work)| (work.weight.rank(), Reverse(work.issued.map(Issued::year))));
        let mut of_topic: HashMap<String, Vec<WorkId>> = HashMap::new();
        for (id, work) in &told {
            let topics: BTreeSet<&str> = work.weight.topics.iter().map(|topic| topic.text.as_str()).collect();
            for topic in topics {
                of_topic.entry(topic.to_owned()).or_default().push(*id);
            }
        }
        Studies { all: told.into_iter().map(|(id, _)| id).collect(), of_topic }
    }
}

impl Bibliography {
    /// The works of a topic, or of all, that tell what they found: the strongest first, of equal ones the newest.
    pub fn studies(&self, topic: Option<&str>) -> &[WorkId] {
        match topic {
            None => &self.studies.all,
            Some(topic) => self.studies.of_topic.get(topic).map(Vec::as_slice).unwrap_or_default(),
        }
    }
}
