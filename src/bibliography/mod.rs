//! The works that the site cites: `content/references.toml`, and `content/references.bib`, which other programs write.

mod bib;
mod identity;
mod own;
mod studies;
mod tongue;
mod twice;
mod wording;
mod work;

pub use identity::Identity;
pub use own::web_address;
pub use studies::{GRADES_ANCHOR, STUDIES, studies_anchor, topic_of};
pub use wording::Wording;
pub use work::{Author, Finding, Followed, Issued, People, Weight, Work, WorkKind};

use crate::config::{Codes, Config, REFERENCES, read_with_texts};
use crate::data::tables_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::facts::{Label, labels_of_named};
use crate::id::{IndexVec, ids};
use crate::keys::reference;
use crate::source::{SourceId, Sources, Span};
use std::collections::HashMap;
use studies::Studies;

ids! {
    /// A work of the bibliography.
    WorkId;
}

/// The file of works that people write.
pub const TOML: &str = REFERENCES;
/// The file of works that other programs write.
pub const BIB: &str = "content/references.bib";

/// Every work: those of `references.bib`, then those of `references.toml`, in the order of the files.
#[derive(Debug, Default)]
pub struct Bibliography {
    works: IndexVec<WorkId, Work>,
    by_key: HashMap<String, WorkId>,
    keys: Names,
    studies: Studies,
    /// Of a file that could not be read, so that nobody can say which works there are: a work that stands for any.
    vague: Option<WorkId>,
    /// The texts by language of [`TOML`], where the site has several languages.
    pub texts: Option<(SourceId, Vec<Label>)>,
}

impl Bibliography {
    /// The work with this key.
    pub fn id(&self, key: &str) -> Option<WorkId> {
        self.by_key.get(key).copied().or(self.vague)
    }

    /// The work of an id.
    pub fn get(&self, id: WorkId) -> &Work {
        self.works.at(id)
    }

    /// All works.
    pub fn iter(&self) -> impl Iterator<Item = &Work> {
        self.works.iter()
    }

    /// All works with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (WorkId, &Work)> {
        self.works.entries()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.works.len() == 0
    }

    /// Whether a file could not be read, so that nobody can say which works there are.
    pub fn is_vague(&self) -> bool {
        self.vague.is_some()
    }

    /// The key that is nearest to another, if one is near enough to be what was meant.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        self.keys.nearest(key, || self.works.iter().map(|work| work.key.as_str()))
    }

    /// That there is no such reference, with the one that may have been meant.
    pub fn unknown(&self, key: &str, span: Span) -> Diagnostic {
        let add = || format!("add it to `{TOML}`");
        let help = self.nearest(key).map_or_else(add, |key| format!("did you mean `{key}`?"));
        Diagnostic::new(Code::UnknownReference, span, format!("there is no reference `{key}`")).help(help)
    }

    /// Adds all works.
    fn of(works: Vec<Work>) -> Bibliography {
        let mut bibliography = Bibliography::default();
        for work in works {
            let key = work.key.clone();
            let id = bibliography.works.push(work);
            bibliography.by_key.insert(key, id);
        }
        bibliography.studies = Studies::of(&bibliography.works);
        bibliography
    }
}

/// Reads the files of references, if there are any.
pub fn read(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Bibliography {
    let exported = sources.at(BIB).map(|id| (id, bib::read(sources, id, diagnostics)));
    let written = sources.at(TOML).map(|id| {
        let table = read_with_texts(id, sources, config, diagnostics);
        (id, table.map(|table| tables_of(table, diagnostics)))
    });
    let unread = [
        exported.as_ref().map(|(id, works)| (*id, works.is_none())),
        written.as_ref().map(|(id, tables)| (*id, tables.is_none())),
    ];
    let unread = unread.into_iter().flatten().find_map(|(id, is_unread)| is_unread.then_some(id));
    let is_bib_unread = matches!(exported, Some((_, None)));
    let texts = written.as_ref().and_then(|(id, tables)| Some((*id, tables.as_ref()?)));
    let texts = texts.filter(|_| config.languages.len() > 1);
    let texts = texts.map(|(id, tables)| (id, labels_of_named((&sources.get(id).text, id), tables, config)));
    let mut works: Vec<Work> = exported.and_then(|(_, works)| works).unwrap_or_default();
    let places: HashMap<String, usize> = works.iter().zip(0..).map(|(work, at)| (work.key.clone(), at)).collect();
    let codes: Codes<'_> = config.codes().collect();
    let reading = own::Reading { sources, config, codes: &codes };
    for (name, span, table) in written.and_then(|(_, tables)| tables).unwrap_or_default() {
        if !is_key(&name) {
            let message = format!("`{name}` cannot be the key of a reference");
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message));
        }
        match places.get(&name).and_then(|at| works.get_mut(*at)) {
            Some(work) => own::add(reading, work, table, diagnostics),
            // It may be one of those that could not be read.
            None if is_bib_unread && table.get(reference::work::TYPE).is_none() => {
                let mut work = Work { key: name, is_placed: true, ..Work::vague(span) };
                own::add(reading, &mut work, table, diagnostics);
                works.push(work);
            }
            None => works.push(own::read(reading, name, span, table, diagnostics)),
        }
    }
    twice::check(&works, diagnostics);
    let mut bibliography = Bibliography { texts, ..Bibliography::of(works) };
    if let Some(id) = unread {
        // One stands for all.
        bibliography.vague = Some(bibliography.works.push(Work::vague(Span::file(id))));
    }
    bibliography
}

/// Whether a citation can name a key.
fn is_key(key: &str) -> bool {
    !key.is_empty()
        && !key.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '[' | ']'))
}
