//! Which works stand in a table of studies, as a text asks for it: `references:table?topic=hair`.

use super::work::Work;
use super::{Bibliography, WorkId};
use std::cmp::Reverse;

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

impl Bibliography {
    /// The works of a topic, or of all, that tell what they found: the strongest first, of equal ones the newest.
    pub fn studies(&self, topic: Option<&str>) -> Vec<(WorkId, &Work)> {
        let is_of = |work: &Work| topic.is_none_or(|topic| work.weight.topics.iter().any(|own| own.text == topic));
        let mut studies: Vec<_> = self.entries().filter(|(_, work)| work.weight.is_told() && is_of(work)).collect();
        studies.sort_by_key(|(_, work)| order(work));
        studies
    }
}

/// The strongest works first, those without a grade last; of equal ones the newest.
pub fn order(work: &Work) -> impl Ord + use<> {
    let year = work.issued.map(|issued| issued.year());
    (work.weight.design.is_none(), work.weight.design, Reverse(year))
}
