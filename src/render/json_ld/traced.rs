//! What the claims of a page rest on, after <https://schema.org>: the works that it cites, and the figures that its texts
//! quote, each with what it rests on. The cells of a table travel in its downloads.

use crate::bibliography::{Issued, Work, WorkId, WorkKind};
use crate::config::LangId;
use crate::facts::FactId;
use crate::render::evidence::grade_label;
use crate::render::figure::{Figure, figure};
use crate::render::reference::MAX_AUTHORS;
use crate::render::words::words;
use crate::resolve::{Page, Site, Target};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// What a page rests on.
pub struct Traced {
    /// The works that it cites, by their ids, in the order of citation.
    pub citation: Vec<Value>,
    /// The figures that its texts quote and of which something is known besides, each once.
    pub mentions: Vec<Value>,
    /// The works of both.
    pub works: Vec<Value>,
}

impl Traced {
    /// Of a page that is at `permalink`.
    pub fn of(site: &Site, page: &Page, permalink: &str) -> Traced {
        let bibliography = &site.catalog.bibliography;
        let mut traced = Traced { citation: Vec::new(), mentions: Vec::new(), works: Vec::new() };
        let mut known: HashSet<WorkId> = HashSet::new();
        let mut add = |works: &mut Vec<Value>, id: WorkId| {
            let work = bibliography.get(id);
            let of = id_of(permalink, work);
            if known.insert(id) {
                works.push(of_work(work, &of));
            }
            json!({ "@id": of })
        };
        traced.citation = page.cited.iter().map(|cited| add(&mut traced.works, cited.work)).collect();
        let mut quoted: HashSet<FactId> = HashSet::new();
        for target in page.parts.iter().flat_map(|part| part.targets.iter()) {
            let Target::Fact { id, .. } = target else { continue };
            let about = &site.catalog.facts.get(*id).about;
            if about.evidence.is_none() && about.sources.is_empty() || !quoted.insert(*id) {
                continue;
            }
            let sources = about.sources.iter().filter_map(|source| bibliography.id(&source.text));
            let sources: Vec<Value> = sources.map(|work| add(&mut traced.works, work)).collect();
            traced.mentions.push(claim(site, page.lang, *id, sources));
        }
        traced
    }
}

fn id_of(permalink: &str, work: &Work) -> String {
    format!("{permalink}#ref-{}", crate::address::encode_path(&work.key))
}

/// That somebody states a value: which, how it was found out, and where that is said.
fn claim(site: &Site, lang: LangId, id: FactId, sources: Vec<Value>) -> Value {
    let fact = site.catalog.facts.get(id);
    let text = site.catalog.facts.text(id, lang, &site.messages);
    let labels = site.catalog.tables.labels(&fact.id);
    let name = labels.map(|(row, column)| format!("{} / {}", words(row, lang, site), words(column, lang, site)));
    let mut about = Map::new();
    about.insert("@type".to_owned(), "PropertyValue".into());
    if let Some(name) = name {
        about.insert("name".to_owned(), name.into());
    }
    about.insert("value".to_owned(), text.into());
    let Figure { low, high, unit } = figure(site, fact);
    for (key, end) in [("minValue", low), ("maxValue", high)] {
        let number = end.and_then(|end| serde_json::from_str::<Value>(&end.trimmed().to_string()).ok());
        about.extend(number.map(|number| (key.to_owned(), number)));
    }
    about.extend(unit.map(|unit| ("unitText".to_owned(), unit.into())));
    if let Some(grade) = fact.about.evidence {
        about.insert("measurementTechnique".to_owned(), grade_label(site, lang, grade).into());
    }
    let mut claim = Map::new();
    claim.insert("@type".to_owned(), "Claim".into());
    claim.insert("about".to_owned(), Value::Object(about));
    if !sources.is_empty() {
        claim.insert("citation".to_owned(), sources.into());
    }
    Value::Object(claim)
}

fn of_work(work: &Work, id: &str) -> Value {
    let mut thing = Map::new();
    let mut set = |key: &str, value: Value| _ = thing.insert(key.to_owned(), value);
    set("@type", type_of(work.kind).into());
    set("@id", id.into());
    set("name", work.title.original.as_str().into());
    if !work.authors.is_empty() {
        let authors = work.authors.iter().take(MAX_AUTHORS).map(|author| author.name.original.as_str());
        set("author", authors.collect::<Vec<_>>().into());
    }
    match work.issued {
        Some(Issued::Day(day)) => set("datePublished", day.to_string().into()),
        Some(Issued::Year(year)) => set("datePublished", year.to_string().into()),
        None => {}
    }
    if let Some(language) = &work.language {
        set("inLanguage", language.as_str().into());
    }
    if let Some(container) = &work.container {
        set("isPartOf", json!({ "@type": "CreativeWork", "name": container.original }));
    }
    let doi = work.identity.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    if let Some(same) = &doi {
        set("sameAs", same.as_str().into());
    }
    if let Some(url) = work.url.as_ref().or(doi.as_ref()) {
        set("url", url.as_str().into());
    }
    if let Some(isbn) = &work.identity.isbn {
        set("isbn", isbn.as_str().into());
    }
    Value::Object(thing)
}

fn type_of(kind: WorkKind) -> &'static str {
    match kind {
        WorkKind::Article => "ScholarlyArticle",
        WorkKind::Book => "Book",
        WorkKind::Chapter => "Chapter",
        WorkKind::Report => "Report",
        WorkKind::Law | WorkKind::Ordinance => "Legislation",
        WorkKind::Press => "NewsArticle",
        WorkKind::Webpage => "WebPage",
        WorkKind::Dataset => "Dataset",
        WorkKind::Video => "VideoObject",
        WorkKind::Guideline | WorkKind::Notice | WorkKind::Standard => "CreativeWork",
    }
}
