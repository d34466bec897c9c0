//! What `shirube facts` lists: every fact with its value in each language, and every place that quotes it.

use crate::catalog::Catalog;
use crate::config::Config;
use crate::facts::Quotation;
use crate::facts::{ColumnKind, Evidence, Fact, FactId, Quote, check_quote, split_quote};
use crate::format::Form;
use crate::locale::LangId;
use crate::messages::Messages;
use crate::source::Sources;
use crate::visible::Shown;
use serde::{Serialize, Serializer};
use std::collections::{BTreeSet, HashMap};

/// A fact and where it is quoted.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its plain text by language, in the order of the site's languages.
    #[serde(serialize_with = "as_map")]
    pub values: Vec<(String, String)>,
    pub iso: Option<String>,
    pub sources: Vec<String>,
    pub evidence: Option<Grade>,
    /// The day on which it was last compared with its sources.
    pub reviewed: Option<String>,
    pub quotes: Vec<Place>,
}

/// What a fact rests on.
#[derive(Debug, Clone, Serialize)]
pub struct Grade {
    pub id: &'static str,
    /// What readers see, by language, in the order of the site's languages.
    #[serde(serialize_with = "as_map")]
    pub label: Vec<(String, String)>,
    pub class: &'static str,
}

/// A place that quotes a fact.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub lang: String,
    pub form: &'static str,
    /// As written; what the fact fills in where nothing is.
    pub text: String,
    /// Whether the text is the fact's.
    pub ok: bool,
}

/// Every fact whose id is `wanted` or begins with it and a dot; all of them for none.
pub fn list(
    catalog: &Catalog,
    wanted: Option<&str>,
    (sources, config, messages): (&Sources, &Config, &Messages),
) -> Vec<Listed> {
    let mut quotes: HashMap<FactId, Vec<Place>> = HashMap::new();
    for quotation in catalog.quotations(sources) {
        let (id, _) = split_quote(&quotation.dest);
        if let Some(fact) = catalog.facts.id(id) {
            quotes.entry(fact).or_default().push(place(catalog, quotation, (sources, config, messages)));
        }
    }
    let asked = |fact: &Fact| match wanted {
        None => true,
        Some(id) => fact.id.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')),
    };
    let facts = catalog.facts.iter().filter(|(_, fact)| asked(fact));
    let grade = |evidence: Evidence| {
        let message = evidence.message();
        let label = |lang: LangId| messages.get(lang, &message, None).unwrap_or_default().into_owned();
        let label = config.languages.ids().map(|lang| (config.code(lang).to_owned(), label(lang))).collect();
        Grade { id: evidence.name(), label, class: evidence.class().name() }
    };
    let listed = facts.map(|(id, fact)| {
        let value = |lang: LangId| (config.code(lang).to_owned(), catalog.facts.text(id, lang, messages).to_owned());
        Listed {
            id: fact.id.clone(),
            kind: catalog.tables.column_kind(&fact.id).map_or("", ColumnKind::name),
            values: config.languages.ids().map(value).collect(),
            iso: fact.iso(Form::Plain),
            sources: fact.about.sources.iter().map(|source| source.text.clone()).collect(),
            evidence: fact.about.evidence.map(grade),
            reviewed: fact.about.reviewed.map(|day| day.to_string()),
            quotes: quotes.remove(&id).unwrap_or_default(),
        }
    });
    listed.collect()
}

/// Everything that can be asked for: facts, rows and tables.
pub fn names(catalog: &Catalog) -> BTreeSet<&str> {
    let dots = |id: &'_ str| id.match_indices('.').map(|(at, _)| at).collect::<Vec<_>>();
    let ids = catalog.facts.iter().map(|(_, fact)| fact.id.as_str());
    ids.flat_map(|id| dots(id).into_iter().filter_map(|at| id.get(..at)).chain([id])).collect()
}

fn place(
    catalog: &Catalog,
    quotation: Quotation,
    (sources, config, messages): (&Sources, &Config, &Messages),
) -> Place {
    let Quotation { dest, written, span, lang } = quotation;
    let quote = Quote { dest: &dest, written: &written, span, visible: None, lang };
    let checked = check_quote(&catalog.facts, quote, messages);
    let quoted = checked.as_ref().ok();
    let filled = || quoted.and_then(|quoted| catalog.facts.form(quoted.fact, lang, quoted.form, messages));
    let text = if written.is_empty() { filled().unwrap_or_default().to_owned() } else { written.clone() };
    let (start, _) = sources.positions(span);
    Place {
        file: sources.get(span.source).path.clone(),
        line: start.line,
        column: start.column,
        lang: config.code(lang).to_owned(),
        form: quoted.map_or(Form::Plain, |quoted| quoted.form).name(),
        text,
        ok: checked.is_ok(),
    }
}

fn as_map<S: Serializer>(values: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|(code, value)| (code, value)))
}

/// The list as JSON.
pub fn json(listed: &[Listed]) -> Shown {
    Shown::json(&serde_json::to_string_pretty(listed).unwrap_or_default())
}

/// The list for a terminal: a line a fact, and under it a line a quotation.
pub fn terminal(listed: &[Listed]) -> Shown {
    let mut text = Shown::new();
    for fact in listed {
        let values: Vec<&str> = fact.values.iter().map(|(_, value)| value.as_str()).collect();
        let sources = match fact.sources.as_slice() {
            [] => String::new(),
            sources => format!("  [{}]", sources.join(", ")),
        };
        text.add(&format!("{}  {}{sources}", fact.id, values.join(" · ")));
        for Place { file, line, column, form, text: written, ok, .. } in &fact.quotes {
            let form = if *form == "plain" { String::new() } else { format!(" ({form})") };
            let stale = if *ok { "" } else { "  is out of date" };
            text.add(&format!("    {file}:{line}:{column}  {written}{form}{stale}"));
        }
    }
    let quotes: usize = listed.iter().map(|fact| fact.quotes.len()).sum();
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    text.add(&format!("{}, {}", plural(listed.len(), "fact"), plural(quotes, "quotation")));
    text
}
