//! Facts: every cell of every table, by its id `<table>.<row>.<column>`.

use crate::config::{LangId, Words};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::format::{Formats, LangText, Value};
use crate::messages::Messages;
use crate::source::{SourceId, Span};
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// A fact: its place among all facts.
pub type FactId = usize;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Value(Value),
    /// Not known: different from not applicable.
    Unknown,
    NotApplicable,
    /// A statement where the column has a value.
    Statement(LangText),
}

/// One fact.
#[derive(Debug, Clone)]
pub struct Fact {
    pub id: String,
    /// Of its value in the table.
    pub span: Span,
    pub cell: Cell,
    /// Keys of references.
    pub sources: Vec<Text>,
    pub evidence: Option<Evidence>,
    pub note: Option<Words>,
}

/// How strong the source of a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    Guideline,
    SystematicReview,
    Trial,
    Observational,
    CaseReport,
    ClinicReported,
    Assumption,
}

impl Evidence {
    /// Every kind with its name in data.
    pub const ALL: [(&'static str, Evidence); 7] = [
        ("guideline", Evidence::Guideline),
        ("systematic-review", Evidence::SystematicReview),
        ("trial", Evidence::Trial),
        ("observational", Evidence::Observational),
        ("case-report", Evidence::CaseReport),
        ("clinic-reported", Evidence::ClinicReported),
        ("assumption", Evidence::Assumption),
    ];
}

impl Fact {
    fn write(&self, lang: LangId, messages: &Messages) -> String {
        let message = |id| messages.get(lang, id, None).map(|text| text.into_owned()).unwrap_or_default();
        match &self.cell {
            Cell::Value(value) => Formats::new(messages).text(lang, value),
            Cell::Unknown => message("value-unknown"),
            Cell::NotApplicable => message("value-not-applicable"),
            Cell::Statement(text) => {
                let any = || text.by.first().map(|(_, text)| text.as_str());
                text.get(lang, messages.chain(lang)).or_else(any).unwrap_or_default().to_owned()
            }
        }
    }

    /// The fact as a program reads it, where it is exact.
    pub fn iso(&self) -> Option<String> {
        match &self.cell {
            Cell::Value(value) => value.iso(),
            Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => None,
        }
    }
}

/// Every fact of the site.
#[derive(Debug, Default)]
pub struct Facts {
    facts: Vec<Fact>,
    languages: usize,
    /// The text of each fact in each language, written when it is first asked for.
    texts: Vec<OnceLock<String>>,
    by_id: HashMap<String, FactId>,
    /// The names of tables, rows of a table and columns of a table, for saying which part of an id is wrong.
    tables: HashMap<String, (Vec<String>, Vec<String>)>,
    /// Facts that could not be read: they are known, and nobody is wrong about them.
    broken: HashSet<FactId>,
    /// Tables that could not be read so far that all their facts would be known, each with a fact that stands for any.
    vague: HashMap<String, FactId>,
}

impl Facts {
    /// No facts yet, for so many languages.
    pub fn new(languages: usize) -> Facts {
        Facts { languages, ..Facts::default() }
    }

    /// The text of a fact in a language.
    pub fn text(&self, id: FactId, lang: LangId, messages: &Messages) -> &str {
        let (Some(fact), Some(text)) = (self.facts.get(id), self.texts.get(id * self.languages + lang)) else {
            return "";
        };
        text.get_or_init(|| fact.write(lang, messages))
    }

    /// Adds a table's facts to be; their ids begin with the table's.
    pub fn declare(&mut self, table: &str, rows: Vec<String>, columns: Vec<String>) {
        self.tables.insert(table.to_owned(), (rows, columns));
    }

    /// Adds a fact.
    pub fn insert(&mut self, fact: Fact) -> FactId {
        let id = self.facts.len();
        self.by_id.insert(fact.id.clone(), id);
        self.facts.push(fact);
        self.texts.resize_with(self.facts.len() * self.languages, OnceLock::new);
        id
    }

    /// Adds a fact whose value could not be read, which has been reported.
    pub fn insert_broken(&mut self, id: String, span: Span) -> FactId {
        let fact = Fact { id, span, cell: Cell::Unknown, sources: Vec::new(), evidence: None, note: None };
        let number = self.insert(fact);
        self.broken.insert(number);
        number
    }

    /// Makes every fact of a table known, because nobody can say which it has.
    pub fn be_vague(&mut self, table: &str, source: SourceId) {
        let any = self.insert_broken(table.to_owned(), Span::file(source));
        self.vague.insert(table.to_owned(), any);
    }

    /// The fact of a number.
    pub fn by_number(&self, id: FactId) -> Option<&Fact> {
        self.facts.get(id)
    }

    /// The number of the fact with this id; what stands after `?` asks for a form.
    pub fn number(&self, id: &str) -> Option<FactId> {
        let id = id.split('?').next().unwrap_or_default();
        let vague = || self.vague.get(id.split('.').next().unwrap_or_default());
        self.by_id.get(id).or_else(vague).copied()
    }

    /// The fact that a text quotes. An empty text is filled in; any other must say what the data says, in `lang`.
    pub fn check(
        &self,
        id: &str,
        written: &str,
        span: Span,
        lang: LangId,
        messages: &Messages,
    ) -> Result<FactId, Box<Diagnostic>> {
        let found = self.number(id).and_then(|number| Some((number, self.facts.get(number)?)));
        let Some((number, fact)) = found else { return Err(Box::new(self.unknown(id, span))) };
        if written.is_empty() || self.broken.contains(&number) {
            return Ok(number);
        }
        let text = self.text(number, lang, messages);
        if written == text || same(written) == same(text) {
            return Ok(number);
        }
        let message = format!("the text says `{written}`, and `{}` is `{text}`", fact.id);
        Err(Box::new(
            Diagnostic::new(Code::FactMismatch, span, message)
                .help(format!("write `[{text}](fact:{})`", fact.id))
                .related(fact.span, "the value is set here"),
        ))
    }

    /// That there is no such fact: which of its three parts is wrong.
    fn unknown(&self, id: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::UnknownFact, span, format!("there is no fact `{id}`"));
        let mut parts = id.splitn(3, '.');
        let (table, row, column) = (parts.next(), parts.next(), parts.next());
        let Some(((table, row), column)) = table.zip(row).zip(column) else {
            return diagnostic.help("a fact is named by table, row and column: `fact:prices.drip.cost`");
        };
        let Some((rows, columns)) = self.tables.get(table) else {
            let help = suggestion(table, self.tables.keys().map(String::as_str));
            return diagnostic.help(help.unwrap_or_else(|| format!("there is no table `{table}`")));
        };
        let (kind, wanted, names) = match rows.iter().any(|known| known == row) {
            false => ("row", row, rows),
            true => ("column", column, columns),
        };
        let help = suggestion(wanted, names.iter().map(String::as_str))
            .unwrap_or_else(|| format!("the {kind}s of `{table}` are {}", quoted(names)));
        diagnostic.help(format!("there is no {kind} `{wanted}` in `{table}`: {help}"))
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A text with the differences taken out that do not change what it says: width, spaces, and the signs that stand for
/// each other in ranges and in the counter ヶ.
fn same(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '〜' | '~' | '–' | '—' | '-' | '−' | '‐' => '-',
            'ヶ' | 'ヵ' | 'か' | 'ケ' | 'カ' | 'ゖ' => 'ヶ',
            c => c,
        })
        .collect()
}
