//! `content/glossary.toml`: the terms that the site explains, with the texts of languages beside it.

use super::collate;
use crate::config::{Codes, Config, GLOSSARY, LangId, Words, read_with_texts};
use crate::data::{Reader, Table, Text, tables_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::facts::{Fragments, Label, labels_of_named, parse_words};
use crate::id::{IndexVec, ids};
use crate::keys::reference::{TERM, term};
use crate::source::{SourceId, Sources, Span};
use std::collections::HashMap;

ids! {
    /// A term of the glossary.
    TermId;
}

/// An explained term.
#[derive(Debug, Clone)]
pub struct Term {
    pub id: String,
    pub span: Span,
    pub term: Words,
    pub definition: Words,
    /// The reading, for sorting and for readers.
    pub yomi: Option<Words>,
    /// The parsed definition for each language of the site that has a text of its own or falls back to one.
    pub definitions: Fragments,
}

/// Every term, in the order of the file.
#[derive(Debug, Default)]
pub struct Glossary {
    terms: IndexVec<TermId, Term>,
    by_id: HashMap<String, TermId>,
    ids: Names,
    /// Of a file that could not be read, so that nobody can say which terms there are: a term that stands for any.
    vague: Option<TermId>,
    /// The texts by language of its file, where the site has several languages.
    pub texts: Option<(SourceId, Vec<Label>)>,
}

impl Glossary {
    /// The term of this name.
    pub fn id(&self, id: &str) -> Option<TermId> {
        self.by_id.get(id).copied().or(self.vague)
    }

    /// What is known of a term.
    pub fn get(&self, id: TermId) -> &Term {
        self.terms.at(id)
    }

    /// All terms.
    pub fn iter(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// All terms in the order of a language: by reading, then by the term.
    pub fn sorted(&self, lang: LangId, config: &Config) -> Vec<&Term> {
        let key = |term: &&Term| {
            let (own, word) = term.term.find(lang, config).unzip();
            let reading = term.yomi.as_ref().and_then(|yomi| yomi.own(own.unwrap_or(lang)));
            let of = |text: Option<&Text>| collate::key(text.map(|text| text.text.as_str()).unwrap_or_default());
            (of(reading.or(word)), of(word))
        };
        let mut terms: Vec<_> = self.terms.iter().collect();
        terms.sort_by_cached_key(key);
        terms
    }

    /// The id that is nearest to another, if one is near enough to be what was meant.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        self.ids.nearest(id, || self.terms.iter().map(|term| term.id.as_str()))
    }

    /// That there is no such term, with the one that may have been meant.
    pub fn unknown(&self, id: &str, span: Span) -> Diagnostic {
        let add = || "add it to `content/glossary.toml`".to_owned();
        let help = self.nearest(id).map_or_else(add, |id| format!("did you mean `{id}`?"));
        Diagnostic::new(Code::UnknownTerm, span, format!("there is no term `{id}`")).help(help)
    }
}

/// Reads the glossary, if there is one.
pub fn read(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Glossary {
    let mut glossary = Glossary::default();
    let Some(id) = sources.at(GLOSSARY) else { return glossary };
    let Some(table) = read_with_texts(id, sources, config, diagnostics) else {
        // One stands for all.
        let span = Span::file(id);
        let any = read_term(String::new(), span, Table::empty(span), (sources, config), &mut Diagnostics::new());
        glossary.vague = Some(glossary.terms.push(any));
        return glossary;
    };
    let entries = tables_of(table, diagnostics);
    glossary.texts =
        (config.languages.len() > 1).then(|| (id, labels_of_named((&sources.get(id).text, id), &entries, config)));
    for (name, span, table) in entries {
        let term = glossary.terms.push(read_term(name.clone(), span, table, (sources, config), diagnostics));
        glossary.by_id.insert(name, term);
    }
    glossary
}

/// Reads a term. With a mistake in it, it is still known to those that name it.
fn read_term(
    id: String,
    span: Span,
    table: Table,
    (sources, config): (&Sources, &Config),
    diagnostics: &mut Diagnostics,
) -> Term {
    let codes: Codes<'_> = config.codes().collect();
    let mut reader = Reader::new(Table { span, ..table }, &TERM, diagnostics);
    let mut words = |key| Words::of(&mut reader, key, &codes);
    let (term, definition, yomi) = (words(term::WORDS), words(term::DEFINITION), words(term::YOMI));
    reader.finish();
    let (term, definition) = (term.unwrap_or_default(), definition.unwrap_or_default());
    let definitions = parse_words(&definition, sources, config, diagnostics);
    Term { id, span, term, definition, yomi, definitions }
}
