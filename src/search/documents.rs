//! What can be found: sections of pages, works, terms, facts, in the order in which the index counts them.

use super::text;
use super::words::Words;
use crate::bibliography::{Identity, Wording, Work};
use crate::catalog::{PageId, Term};
use crate::config::LangId;
use crate::facts::{Cell, ConflictId, Row, Table, TableId};
use crate::render;
use crate::resolve::{ConflictTarget, Page, Site, Snapshot, Target};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// One thing that can be found, as readers get it.
#[derive(Debug, Serialize)]
pub struct Document {
    #[serde(flatten)]
    pub shown: Shown,
    /// By what it is found.
    #[serde(skip)]
    pub fields: Vec<(Field, String)>,
    /// Whether it leads to what says more: the page of a folder, a declared conflict.
    #[serde(skip)]
    pub is_aside: bool,
}

/// What the result of a search is made of.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Shown {
    /// A part of a page: its beginning, or a heading and what is below it.
    Section {
        url: String,
        page: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        title: String,
        text: String,
    },
    Work {
        url: String,
        title: String,
        text: String,
    },
    Term {
        url: String,
        title: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        reading: String,
        text: String,
        /// All that it is called.
        names: Vec<String>,
        /// What it is called in other languages.
        #[serde(skip_serializing_if = "BTreeMap::is_empty")]
        also: BTreeMap<String, String>,
    },
    Fact {
        url: String,
        page: String,
        table: String,
        row: String,
        /// All that the row is called.
        names: Vec<String>,
        column: String,
        /// Which of the ways to ask for a value it is asked by.
        #[serde(skip_serializing_if = "Option::is_none")]
        asked: Option<usize>,
        text: String,
        /// What it rests on, and the class of that, as the theme calls it.
        #[serde(skip_serializing_if = "Option::is_none")]
        basis: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        evidence: Option<&'static str>,
    },
}

/// Where words stand, as far as that says what they are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The name of the thing itself: of a page at its beginning, of a term, of the row of a fact.
    Name,
    /// A heading that is a question.
    Question,
    /// A heading; the title of a work; the column of a fact.
    Heading,
    /// The title of the page that a section is part of, the authors of a work, what a fact is asked by.
    Around,
    Text,
}

/// The most bytes of the text of a section that are shown; all of it is found.
const SHOWN: usize = 3000;

/// The pages of a language that can be found: those that readers are led to and that speak it.
pub fn pages(site: &Snapshot, lang: LangId) -> Vec<&Page> {
    let is_found = |page: &&Page| {
        let entry = site.catalog.entry(page.id);
        page.lang == lang && !entry.stands_in() && !entry.expired && !entry.front.noindex
    };
    site.resolved.pages().filter(is_found).collect()
}

/// The sections of a page.
pub fn sections(site: &Site, page: &Page) -> Vec<Document> {
    let Some(own) = page.parts.first() else { return Vec::new() };
    let entry = site.catalog.entry(page.id);
    let source = site.sources.get(own.document.source).text.as_ref();
    let url = address(site, page.id);
    let headings = &own.document.headings;
    let starts = headings.iter().map(|heading| heading.op as usize);
    let ends = starts.clone().skip(1).chain([own.document.ops().len()]);
    let beginning = text::of(site, page, own, 0..starts.clone().next().unwrap_or(own.document.ops().len()));
    let mut found = vec![Document {
        is_aside: entry.folder,
        fields: vec![
            (Field::Name, entry.title.clone()),
            (Field::Name, entry.reading.clone().unwrap_or_default()),
            (Field::Text, beginning.readings),
            (Field::Text, entry.description.clone()),
            (Field::Text, beginning.text.clone()),
        ],
        shown: Shown::Section {
            url: url.clone(),
            page: entry.title.clone(),
            title: String::new(),
            text: shortened(if entry.description.is_empty() {
                beginning.text
            } else {
                format!("{}\n{}", entry.description, beginning.text)
            }),
        },
    }];
    for (index, ((start, end), heading)) in starts.zip(ends).zip(headings).enumerate() {
        let inside = own.document.heading_ops(index);
        let title = text::of(site, page, own, inside.clone());
        let below = text::of(site, page, own, inside.end.max(start)..end);
        found.push(Document {
            is_aside: false,
            fields: vec![
                (
                    if heading.question { Field::Question } else { Field::Heading },
                    [title.text.as_str(), title.readings.as_str()].join("\n"),
                ),
                (Field::Around, entry.title.clone()),
                (Field::Text, below.readings),
                (Field::Text, below.text.clone()),
            ],
            shown: Shown::Section {
                url: format!("{url}#{}", crate::address::encode_path(own.document.text_in(source, heading.id))),
                page: entry.title.clone(),
                title: title.text,
                text: shortened(below.text),
            },
        });
    }
    found
}

/// The declared conflicts that `pages` show, each on the page that shows most of them.
pub fn conflicts(site: &Site, lang: LangId, pages: &[&Page]) -> Vec<Document> {
    let mut most: BTreeMap<ConflictId, (usize, PageId, &ConflictTarget)> = BTreeMap::new();
    for page in pages {
        let targets = page.parts.iter().flat_map(|part| part.targets.iter());
        let shown: Vec<&ConflictTarget> = targets
            .filter_map(|target| match target {
                Target::Conflicts(shown) => Some(shown),
                _ => None,
            })
            .flatten()
            .filter(|shown| shown.occurrence == 1)
            .collect();
        for target in &shown {
            let found = most.entry(target.conflict).or_insert((shown.len(), page.id, target));
            if found.0 < shown.len() {
                *found = (shown.len(), page.id, target);
            }
        }
    }
    most.into_values().map(|(_, page, target)| conflict(site, lang, page, target)).collect()
}

fn conflict(site: &Site, lang: LangId, page: PageId, target: &ConflictTarget) -> Document {
    let conflict = site.catalog.conflicts.get(target.conflict);
    let title = render::words(&conflict.title, lang, site).to_owned();
    let entry = site.catalog.entry(page);
    let text = text::of_conflict(site, lang, target);
    Document {
        is_aside: true,
        fields: vec![
            (Field::Heading, format!("{title}\n{}", conflict.id)),
            (Field::Around, entry.title.clone()),
            (Field::Text, text.clone()),
        ],
        shown: Shown::Section {
            url: format!("{}#{}", address(site, page), conflict.id),
            page: entry.title.clone(),
            title,
            text: shortened(text),
        },
    }
}

/// The works of the page that shows all references.
pub fn works(site: &Site, lang: LangId) -> Vec<Document> {
    let Some(page) = site.catalog.reference_page(lang) else { return Vec::new() };
    let url = address(site, page);
    let works = site.catalog.bibliography.iter().map(|work| {
        let called = |wording: &Wording| wording.translated(lang).unwrap_or(&wording.original).to_owned();
        let authors = work.authors.iter().map(|author| called(&author.name)).collect::<Vec<_>>().join(", ");
        let year = work.issued.map(|issued| issued.year().to_string());
        let parts = [authors, work.container.as_ref().map(called).unwrap_or_default(), year.unwrap_or_default()];
        let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ");
        Document {
            is_aside: true,
            fields: vec![
                (Field::Heading, work.title.all().collect::<Vec<_>>().join("\n")),
                (Field::Heading, text.clone()),
                (Field::Text, below(site, lang, work)),
            ],
            shown: Shown::Work { url: format!("{url}#ref-{}", work.key), title: called(&work.title), text },
        }
    });
    works.collect()
}

/// By what else a work is found: its numbers, how its authors are called and read, what is said of it.
fn below(site: &Site, lang: LangId, work: &Work) -> String {
    let Identity { doi, pmid, pmcid, isbn } = &work.identity;
    let ids = [doi, pmid, pmcid, isbn].into_iter().flatten().cloned();
    let names = work.authors.iter().flat_map(|author| author.name.all().chain(author.yomi.as_deref()));
    let said = work.fragments().filter_map(|words| words.get(lang)?.as_ref());
    let said = said.map(|words| text::fragment(site, words, lang));
    ids.chain(names.map(str::to_owned)).chain(said).collect::<Vec<_>>().join("\n")
}

/// The terms of the glossary, if there is a page that shows it.
pub fn terms(site: &Site, lang: LangId, words: &Words) -> Vec<Document> {
    let Some(page) = site.catalog.glossary_page(lang) else { return Vec::new() };
    let url = address(site, page);
    site.catalog
        .glossary
        .sorted(lang, &site.config)
        .into_iter()
        .filter_map(|found| term((site, words), lang, &url, found))
        .collect()
}

fn term((site, words): (&Site, &Words), lang: LangId, url: &str, term: &Term) -> Option<Document> {
    let title = &term.term.own(lang)?.text;
    let reading = term.yomi.as_ref().and_then(|yomi| yomi.own(lang)).map_or("", |yomi| yomi.text.as_str());
    let others = site.config.languages.entries().filter(|(other, _)| *other != lang);
    let also = others.filter_map(|(other, language)| {
        let name = &term.term.own(other)?.text;
        (name != title).then(|| (language.code.clone(), name.clone()))
    });
    let also: BTreeMap<String, String> = also.collect();
    let text =
        term.definitions.get(lang).and_then(Option::as_ref).map(|definition| text::fragment(site, definition, lang));
    let text = text.unwrap_or_default();
    let names = [title.as_str(), reading].into_iter().chain(also.values().map(String::as_str));
    let names: Vec<String> = names.flat_map(|name| words.names(name)).collect();
    Some(Document {
        is_aside: false,
        fields: vec![(Field::Name, names.join("\n")), (Field::Text, text.clone())],
        shown: Shown::Term {
            url: format!("{url}#term-{}", term.id),
            title: title.clone(),
            reading: reading.to_owned(),
            text: shortened(text),
            names,
            also,
        },
    })
}

/// The values of the tables that `pages` show, each where a reader finds it first.
pub fn facts(site: &Site, lang: LangId, pages: &[&Page], words: &Words) -> Vec<Document> {
    let mut first: BTreeMap<TableId, PageId> = BTreeMap::new();
    for page in pages {
        for target in page.parts.iter().flat_map(|part| part.targets.iter()) {
            if let Target::Table(table) = target {
                first.entry(table.id).or_insert(page.id);
            }
        }
    }
    let of = |(table, page): (TableId, PageId)| of_table((site, words), lang, site.catalog.tables.by_id(table), page);
    first.into_par_iter().flat_map_iter(of).collect()
}

fn of_table((site, words): (&Site, &Words), lang: LangId, table: &Table, page: PageId) -> Vec<Document> {
    let caption = table.captions.get(lang).and_then(Option::as_ref).map(|caption| text::fragment(site, caption, lang));
    let caption = caption.unwrap_or_default();
    let url = format!("{}#table-{}", address(site, page), table.id);
    let cells = table.rows.iter().flat_map(|row| table.columns.iter().zip(&row.cells).map(move |cell| (row, cell)));
    let found = cells.filter_map(|(row, (column, id))| {
        let fact = site.catalog.facts.get((*id)?);
        let Cell::Value(_) = fact.cell else { return None };
        let (row, name) = (label(site, lang, row), render::words(&column.label, lang, site).to_owned());
        let asked = words.asked(&column.kind);
        let phrases = asked.and_then(|asked| words.asks.get(asked)).map_or(String::new(), |ask| ask.said.join("\n"));
        Some(Document {
            is_aside: false,
            fields: vec![
                (Field::Name, row.clone()),
                (Field::Heading, name.clone()),
                (Field::Around, format!("{phrases}\n{caption}")),
            ],
            shown: Shown::Fact {
                url: url.clone(),
                page: site.catalog.entry(page).title.clone(),
                table: caption.clone(),
                names: words.names(&row),
                row,
                column: name,
                asked,
                text: render::cell_text(site, lang, (*id)?).to_owned(),
                basis: fact.about.evidence.map(|grade| render::grade_label(site, lang, grade)),
                evidence: fact.about.evidence.map(|grade| grade.class().name()),
            },
        })
    });
    found.collect()
}

fn label(site: &Site, lang: LangId, row: &Row) -> String {
    render::words(&row.label, lang, site).to_owned()
}

fn address(site: &Site, page: PageId) -> String {
    site.config.base.page(&site.catalog.entry(page).route)
}

/// As much of a text as results need.
fn shortened(mut text: String) -> String {
    if text.len() > SHOWN {
        text.truncate(text.floor_char_boundary(SHOWN));
        text.push('…');
    }
    text
}
