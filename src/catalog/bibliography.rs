//! `content/references.toml`: the works that the site cites.

use crate::config::{Codes, Config, Words};
use crate::data::{Reader, Table, Text, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::id::{IndexVec, ids};
use crate::keys::reference::{WORK, work};
use crate::source::{SourceId, Sources, Span};
use jiff::civil::Date;
use std::collections::HashMap;

/// A cited work.
#[derive(Debug, Clone)]
pub struct Work {
    pub key: String,
    pub span: Span,
    pub kind: WorkKind,
    pub authors: Vec<String>,
    pub title: String,
    /// The journal, book or site that it is part of.
    pub container: Option<String>,
    pub date: Option<Date>,
    pub year: Option<i64>,
    pub volume: Option<String>,
    pub issue: Option<String>,
    pub pages: Option<String>,
    /// The number of an article that has no pages.
    pub number: Option<String>,
    pub publisher: Option<String>,
    pub doi: Option<String>,
    pub pmid: Option<String>,
    pub pmcid: Option<String>,
    pub url: Option<String>,
    pub accessed: Option<Date>,
    /// The language of the work, as a BCP 47 tag.
    pub language: Option<String>,
    pub note: Option<Words>,
    /// Why it could not be verified, if it could not.
    pub unverified: Option<Words>,
}

/// What kind of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkKind {
    Article,
    Book,
    Guideline,
    Press,
    Report,
    Webpage,
}

/// Every work, in the order of the file.
#[derive(Debug, Default)]
pub struct Bibliography {
    works: IndexVec<WorkId, Work>,
    by_key: HashMap<String, WorkId>,
    keys: Names,
    /// Of a file that could not be read, so that nobody can say which works there are: a work that stands for any.
    vague: Option<WorkId>,
}

ids! {
    /// A work of the bibliography.
    WorkId;
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

    /// The key that is nearest to another, if one is near enough to be what was meant.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        self.keys.nearest(key, || self.works.iter().map(|work| work.key.as_str()))
    }

    /// That there is no such reference, with the one that may have been meant.
    pub fn unknown(&self, key: &str, span: Span) -> Diagnostic {
        let add = || "add it to `content/references.toml`".to_owned();
        let help = self.nearest(key).map_or_else(add, |key| format!("did you mean `{key}`?"));
        Diagnostic::new(Code::UnknownReference, span, format!("there is no reference `{key}`")).help(help)
    }
}

/// Reads the file of references, if there is one.
pub fn read(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Bibliography {
    let mut bibliography = Bibliography::default();
    let Some(id) = sources.at("content/references.toml") else { return bibliography };
    let Some(entries) = entries(sources, id, diagnostics) else {
        // One stands for all.
        let span = Span::file(id);
        let work = read_work(String::new(), span, Table::empty(span), config, &mut Diagnostics::new());
        bibliography.vague = Some(bibliography.works.push(work));
        return bibliography;
    };
    for (name, span, table) in entries {
        if !is_key(&name) {
            let message = format!("`{name}` cannot be the key of a reference");
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message));
        }
        let work = bibliography.works.push(read_work(name.clone(), span, table, config, diagnostics));
        bibliography.by_key.insert(name, work);
    }
    bibliography
}

/// Whether a citation can name a key.
fn is_key(key: &str) -> bool {
    !key.is_empty()
        && !key.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '[' | ']'))
}

/// The tables of a file in which every key is a name and every value a table; `None` if it could not be read.
pub(super) fn entries(
    sources: &Sources,
    id: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(String, Span, Table)>> {
    if sources.get(id).flaw.is_some() {
        return None;
    }
    let (table, more) = parse_toml(&sources.get(id).text, id, 0);
    if !more.is_empty() {
        diagnostics.extend(more);
        return None;
    }
    let mut entries = Vec::new();
    for (key, node) in table.entries {
        match node.value {
            Value::Table(table) => entries.push((key.name, key.span, table)),
            other => {
                let message = format!("`{}` is a table, not {}", key.name, other.kind());
                let help = format!("write `[{}]` on a line of its own", key.name);
                diagnostics.push(Diagnostic::new(Code::WrongType, key.span, message).help(help));
            }
        }
    }
    Some(entries)
}

/// Reads a work. With a mistake in it, it is still known to those that cite it.
fn read_work(key: String, span: Span, table: Table, config: &Config, diagnostics: &mut Diagnostics) -> Work {
    let codes: Codes<'_> = config.codes().collect();
    // What is missing is missing from the entry, whose place is its key.
    let mut reader = Reader::new(Table { span, ..table }, &WORK, diagnostics);
    let kinds =
        [WorkKind::Article, WorkKind::Book, WorkKind::Guideline, WorkKind::Press, WorkKind::Report, WorkKind::Webpage];
    let kind = reader.choice(work::TYPE, kinds);
    let title = reader.text(work::TITLE).map(|title| title.text).unwrap_or_default();
    let authors = reader.texts(work::AUTHORS).into_iter().map(|author| author.text).collect();
    let mut text = |key| reader.text(key).map(|text| text.text);
    let (container, volume, issue) = (text(work::CONTAINER), text(work::VOLUME), text(work::ISSUE));
    let (pages, number, publisher) = (text(work::PAGES), text(work::NUMBER), text(work::PUBLISHER));
    let (doi, pmid, pmcid, language) = (text(work::DOI), text(work::PMID), text(work::PMCID), text(work::LANGUAGE));
    let url = reader.text(work::URL).filter(|url| check_url(url, &mut reader)).map(|url| url.text);
    let date = reader.date(work::DATE);
    let year = reader.integer(work::YEAR);
    let accessed = reader.date(work::ACCESSED);
    let mut words = |key| Words::of(&mut reader, key, &codes);
    let (note, unverified) = (words(work::NOTE), words(work::UNVERIFIED));
    reader.finish();
    Work {
        key,
        span,
        kind: kind.unwrap_or(WorkKind::Webpage),
        authors,
        title,
        container,
        date,
        year,
        volume,
        issue,
        pages,
        number,
        publisher,
        doi,
        pmid,
        pmcid,
        url,
        accessed,
        language,
        note,
        unverified,
    }
}

fn check_url(url: &Text, reader: &mut Reader) -> bool {
    let fits = matches!(crate::document::scheme_of(&url.text).as_deref(), Some("http" | "https"));
    if !fits {
        let message = format!("`{}` is not a web address", url.text);
        reader.report(Diagnostic::new(Code::UrlScheme, url.span, message).help("begin it with `https://`"));
    }
    fits
}
