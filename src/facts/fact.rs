//! Facts: every cell of every table, by its id `<table>.<row>.<column>`.

use super::claim::{Claim, Learnt, Shapes};
use super::derivation::{Choosable, Derivation};
use super::evidence::Evidence;
use super::fragment::Fragments;
use super::ids::FactId;
use super::numerals::Numerals;
use super::same::{Reading, Said, beginning, has_number};
use crate::config::LangId;
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Names, listed};
use crate::format::{Form, Formats, LangText, Phone, Value, Way};
use crate::formula::{Quantity, Wanted};
use crate::id::{Id, IndexVec};
use crate::messages::Speaker;
use crate::messages::{MessageError, Messages};
use crate::source::{SourceId, Span};
use jiff::civil::Date;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, OnceLock};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    Value(Value),
    /// Not known: different from not applicable.
    Unknown,
    NotApplicable,
    /// A statement where the column has a value.
    Statement(LangText),
}

impl Cell {
    /// Whether it says something in words, which languages have to translate.
    pub fn is_worded(&self) -> bool {
        matches!(self, Cell::Statement(_) | Cell::Value(Value::Text(_) | Value::Choice { .. }))
    }

    /// What it holds, as data and templates name it.
    pub fn state(&self) -> &'static str {
        match self {
            Cell::Value(_) => "value",
            Cell::Unknown => "unknown",
            Cell::NotApplicable => "not-applicable",
            Cell::Statement(_) => "text",
        }
    }
}

/// One fact.
#[derive(Debug, Clone)]
pub struct Fact {
    pub id: String,
    /// Of its value in the table.
    pub span: Span,
    pub cell: Cell,
    pub about: About,
    /// Said of the value, for each language of the site.
    pub note: Fragments,
    /// What the value is worked out from.
    pub formula: Option<Derivation>,
    /// The numbers between which a reader may change the value.
    pub reader: Option<Choosable>,
}

/// What is known of a fact besides its value. A table, a column or a row may say it for all of their cells, which share
/// it.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// Of what the fact is, which quality of it, and where or when it holds: facts in which the three are the same say
    /// the same thing.
    pub subject: Option<Arc<str>>,
    pub aspect: Option<Arc<str>>,
    pub scope: Option<Arc<str>>,
    /// Keys of references.
    pub sources: Arc<[Text]>,
    pub evidence: Option<Evidence>,
    /// When the value was last compared with its source.
    pub reviewed: Option<Date>,
}

impl About {
    /// The same, and what `outer` says where this says nothing.
    pub fn or(self, outer: &About) -> About {
        About {
            subject: self.subject.or_else(|| outer.subject.clone()),
            aspect: self.aspect.or_else(|| outer.aspect.clone()),
            scope: self.scope.or_else(|| outer.scope.clone()),
            sources: if self.sources.is_empty() { outer.sources.clone() } else { self.sources },
            evidence: self.evidence.or(outer.evidence),
            reviewed: self.reviewed.or(outer.reviewed),
        }
    }
}

impl Fact {
    fn write(&self, lang: LangId, messages: &Messages) -> String {
        let message = |id| messages.get(lang, id, None).map(|text| text.into_owned()).unwrap_or_default();
        match &self.cell {
            Cell::Value(value) => Formats::new(messages).text(lang, value),
            Cell::Unknown => message("value-unknown"),
            Cell::NotApplicable => message("value-not-applicable"),
            Cell::Statement(text) => text.get(lang, messages).cloned().unwrap_or_default(),
        }
    }

    /// What a reader is led to by it: a telephone number can be dialled.
    pub fn address(&self) -> Option<String> {
        match &self.cell {
            Cell::Value(Value::Phone(phone)) => Some(phone.address()),
            Cell::Value(_) | Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => None,
        }
    }

    /// The fact as a program reads it, where it is exact; for a form that shows one end, that end.
    pub fn iso(&self, form: Form) -> Option<String> {
        match (&self.cell, form) {
            (Cell::Value(value), Form::Upper) => value.high()?.iso(),
            (Cell::Value(value), Form::Lower) => value.low()?.iso(),
            (Cell::Value(value), Form::Plain | Form::About | Form::Long | Form::Era | Form::Tax | Form::Number) => {
                value.iso()
            }
            (Cell::Unknown | Cell::NotApplicable | Cell::Statement(_), _) => None,
        }
    }
}

/// What a text says that quotes a cell.
fn reading(cell: &Cell) -> Reading {
    match cell {
        Cell::Value(Value::Duration(_)) => Reading::Length,
        Cell::Value(Value::Frequency(_)) => Reading::Often,
        Cell::Value(
            Value::Money { .. } | Value::Count { .. } | Value::Percent(_) | Value::Measure { .. } | Value::Date(_),
        ) => Reading::Number,
        Cell::Value(Value::Time(_)) => Reading::Number,
        Cell::Value(Value::Weekday(_) | Value::Phone(_) | Value::Text(_) | Value::Choice { .. }) => Reading::Words,
        Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => Reading::Words,
    }
}

/// Every fact of the site.
#[derive(Debug, Default)]
pub struct Facts {
    facts: IndexVec<FactId, Fact>,
    languages: usize,
    /// The text of each fact in each language, written when it is first asked for.
    texts: Vec<OnceLock<String>>,
    /// The other forms that it has, as few texts ask for them.
    forms: Vec<OnceLock<Vec<(Form, String)>>>,
    /// The numbers in words of each language.
    numerals: Vec<OnceLock<Numerals>>,
    /// The shapes of values of each kind in each language, made when a text is out of date.
    shapes: Learnt,
    by_id: HashMap<String, FactId>,
    /// The rows and columns of each table, for saying which part of an id is wrong.
    tables: HashMap<String, Parts>,
    table_names: Names,
    /// Facts that could not be read: they are known, and nobody is wrong about them.
    broken: HashSet<FactId>,
    /// Tables that could not be read so far that all their facts would be known, each with a fact that stands for any.
    vague: HashMap<String, FactId>,
    /// Tables of which some cells could not be read, each with a fact that stands for any of them.
    gaps: HashMap<String, FactId>,
}

/// The message that has the words of a cell, if there are words in it.
fn words_of(cell: &Cell) -> Option<Cow<'static, str>> {
    Some(match cell {
        Cell::Unknown => "value-unknown".into(),
        Cell::NotApplicable => "value-not-applicable".into(),
        Cell::Value(Value::Duration(_)) => "format-duration".into(),
        Cell::Value(Value::Frequency(_)) => "format-frequency".into(),
        Cell::Value(Value::Date(_)) => "format-date".into(),
        Cell::Value(Value::Weekday(_)) => "format-weekdays".into(),
        Cell::Value(Value::Time(_)) => "format-time".into(),
        Cell::Value(Value::Count { unit, .. }) => format!("unit-{unit}").into(),
        Cell::Value(Value::Money { .. } | Value::Percent(_) | Value::Measure { .. }) => return None,
        Cell::Value(Value::Phone(_) | Value::Text(_) | Value::Choice { .. }) | Cell::Statement(_) => return None,
    })
}

impl Facts {
    /// No facts yet, for so many languages.
    pub fn new(languages: usize) -> Facts {
        let numerals = (0..languages).map(|_| OnceLock::new()).collect();
        Facts { languages, numerals, ..Facts::default() }
    }

    /// The text of a fact in a language.
    pub fn text(&self, id: FactId, lang: LangId, messages: &Messages) -> &str {
        match self.texts.get(id.index() * self.languages + lang.index()) {
            Some(text) => text.get_or_init(|| self.get(id).write(lang, messages)),
            None => "",
        }
    }

    /// The language that the words of a fact are in, for a reader of `lang`.
    pub fn language(&self, id: FactId, lang: LangId, messages: &Messages) -> LangId {
        match &self.get(id).cell {
            Cell::Statement(text) | Cell::Value(Value::Text(text) | Value::Choice { label: text, .. }) => {
                text.find(lang, messages).map_or(lang, |(own, _)| own)
            }
            cell @ (Cell::Value(_) | Cell::Unknown | Cell::NotApplicable) => {
                match words_of(cell).and_then(|id| messages.found_in(lang, &id)) {
                    Some(Speaker::Language(own)) => own,
                    Some(Speaker::LastResort) | None => lang,
                }
            }
        }
    }

    /// The text of a fact in a language, in one of its forms; `None` if it has no such form.
    pub fn form(&self, id: FactId, lang: LangId, form: Form, messages: &Messages) -> Option<&str> {
        if form == Form::Plain {
            return Some(self.text(id, lang, messages));
        }
        let Cell::Value(value) = &self.get(id).cell else { return None };
        let forms = self.forms.get(id.index() * self.languages + lang.index())?.get_or_init(|| {
            let formats = Formats::new(messages);
            let written = |form| Some((form, formats.form(lang, value, form)?));
            Form::ALL
                .into_iter()
                .filter(|(_, form)| *form != Form::Plain)
                .filter_map(|(_, form)| written(form))
                .collect()
        });
        forms.iter().find(|(known, _)| *known == form).map(|(_, text)| text.as_str())
    }

    /// Every other way of saying a form of a fact.
    pub(super) fn alike(&self, (id, lang): (FactId, LangId), form: Form, messages: &Messages) -> Vec<(Way, String)> {
        match &self.get(id).cell {
            Cell::Value(value) => Formats::new(messages).alike(lang, value, form),
            Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => Vec::new(),
        }
    }

    /// A text, to be compared with what a fact says.
    pub(super) fn said<'a>(&'a self, (id, lang): (FactId, LangId), text: &'a str, messages: &Messages) -> Said<'a> {
        Said::new(text, reading(&self.get(id).cell), self.numerals(lang, messages))
    }

    fn numerals(&self, lang: LangId, messages: &Messages) -> &Numerals {
        static NONE: LazyLock<Numerals> = LazyLock::new(Numerals::default);
        match self.numerals.get(lang.index()) {
            Some(numerals) => numerals.get_or_init(|| Numerals::of(messages, lang)),
            None => &NONE,
        }
    }

    /// What a fact says in place of a text that is out of date, in the form that it asks for or else has; `None` if
    /// nobody can tell which that is.
    pub(super) fn claimed(
        &self,
        (id, lang): (FactId, LangId),
        text: &str,
        asked: Option<Form>,
        messages: &Messages,
    ) -> Option<String> {
        let (plain, numerals) = (self.text(id, lang, messages), self.numerals(lang, messages));
        let value = match &self.get(id).cell {
            Cell::Value(Value::Weekday(_)) => {
                let own = Formats::new(messages).form_of_weekdays(lang, text)?;
                return self.form(id, lang, asked.unwrap_or(own), messages).map(str::to_owned);
            }
            Cell::Value(Value::Phone(_)) => return Phone::parse(text).ok().map(|_| plain.to_owned()),
            Cell::Value(Value::Text(_) | Value::Choice { .. }) => return Some(plain.to_owned()),
            Cell::Value(value) => value,
            // A sentence round a number is no sentence round words.
            Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => {
                return (!has_number(text, numerals)).then(|| plain.to_owned());
            }
        };
        let shapes =
            self.shapes.of(value, lang, || Shapes::of(value, lang, reading(&self.get(id).cell), messages, numerals));
        let claimed = shapes.claimed(text, numerals);
        let form = |form| self.form(id, lang, form, messages);
        let is_end = |end| form(end).is_some_and(|end| end != plain);
        let claim = match asked {
            // Words round a value may turn its sense round.
            Some(_) if claimed.claims.is_empty() => return None,
            Some(form) => Claim { form, way: claimed.way_of(form) },
            None if claimed.may_be_end && (is_end(Form::Upper) || is_end(Form::Lower)) => return None,
            // A number alone may be one whose unit was forgotten.
            None => *claimed.claims.iter().find(|claim| claim.form != Form::Number)?,
        };
        let usual = form(claim.form)?;
        let others = claim.way.map(|_| self.alike((id, lang), claim.form, messages)).unwrap_or_default();
        let text = others
            .into_iter()
            .find(|(way, _)| Some(*way) == claim.way)
            .map_or_else(|| usual.to_owned(), |(_, text)| text);
        Some(if claimed.begins { beginning(&text) } else { text })
    }

    /// Whether a message with a mistake keeps one of the forms of a fact from being written.
    pub fn is_unsaid(&self, id: FactId, lang: LangId, messages: &Messages) -> bool {
        let Cell::Value(value) = &self.get(id).cell else { return false };
        let formats = Formats::new(messages);
        let mut all = Form::ALL.into_iter().filter_map(|(_, form)| formats.try_form(lang, value, form));
        all.any(|written| matches!(written, Err(MessageError::Broken { .. })))
    }

    /// Adds a table's facts to be; their ids begin with the table's.
    pub fn declare(&mut self, table: &str, rows: Vec<String>, columns: Vec<String>) {
        self.tables.insert(table.to_owned(), Parts { rows: Part::of(rows), columns: Part::of(columns) });
    }

    /// Adds a fact.
    pub fn insert(&mut self, fact: Fact) -> FactId {
        let name = fact.id.clone();
        let id = self.facts.push(fact);
        self.by_id.insert(name, id);
        self.texts.resize_with(self.facts.len() * self.languages, OnceLock::new);
        self.forms.resize_with(self.facts.len() * self.languages, OnceLock::new);
        id
    }

    /// Adds a fact that stands for others whose values could not be read, which has been reported.
    fn insert_broken(&mut self, id: String, span: Span) -> FactId {
        let (cell, about) = (Cell::Unknown, About::default());
        let fact = Fact { id, span, cell, about, note: Fragments::default(), formula: None, reader: None };
        let number = self.insert(fact);
        self.broken.insert(number);
        number
    }

    /// Makes every cell of a table's rows and columns known, though some could not be read.
    pub fn have_gaps(&mut self, table: &str, source: SourceId) {
        let any = self.insert_broken(table.to_owned(), Span::file(source));
        self.gaps.insert(table.to_owned(), any);
    }

    /// Makes every fact of a table known, because nobody can say which it has.
    pub fn be_vague(&mut self, table: &str, source: SourceId) {
        let any = self.insert_broken(table.to_owned(), Span::file(source));
        self.vague.insert(table.to_owned(), any);
    }

    /// What is known of a fact.
    pub fn get(&self, id: FactId) -> &Fact {
        self.facts.at(id)
    }

    /// The fact of this name.
    pub fn id(&self, id: &str) -> Option<FactId> {
        let other = || {
            let mut parts = id.splitn(3, '.');
            let table = parts.next().unwrap_or_default();
            let is_cell = |Parts { rows, columns }: &Parts| {
                parts.next().is_some_and(|row| rows.known.contains(row))
                    && parts.next().is_some_and(|column| columns.known.contains(column))
            };
            let gap = || self.gaps.get(table).filter(|_| self.tables.get(table).is_some_and(is_cell));
            self.vague.get(table).or_else(gap)
        };
        self.by_id.get(id).or_else(other).copied()
    }

    /// Every fact that could be read, in the order of tables, rows and columns.
    pub fn iter(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.facts.entries().filter(|(id, _)| !self.broken.contains(id))
    }

    /// Whether the fact's value is wrong, which has been reported.
    pub fn is_broken(&self, id: FactId) -> bool {
        self.broken.contains(&id)
    }

    /// Names the facts that a formula is about.
    pub(super) fn set_inputs(&mut self, id: FactId, inputs: Vec<FactId>) {
        if let Some(formula) = &mut self.facts.at_mut(id).formula {
            formula.inputs = inputs;
        }
    }

    /// Says what the result of a derived fact is.
    pub(super) fn set_wanted(&mut self, id: FactId, wanted: Wanted) {
        if let Some(formula) = &mut self.facts.at_mut(id).formula {
            formula.wanted = Some(wanted);
        }
    }

    /// Gives a derived fact its value, and the same not rounded; without one it is broken.
    pub(super) fn set(&mut self, id: FactId, value: Option<(Cell, Option<Quantity>)>) {
        match (value, self.facts.at_mut(id)) {
            (Some((cell, result)), Fact { cell: own, formula: Some(derivation), .. }) => {
                (*own, derivation.result) = (cell, result);
            }
            _ => _ = self.broken.insert(id),
        }
    }

    /// That there is no such fact: which of its three parts is wrong.
    pub(super) fn unknown(&self, id: &str, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::UnknownFact, span, format!("there is no fact `{id}`"));
        let mut parts = id.splitn(3, '.');
        let (table, row, column) = (parts.next(), parts.next(), parts.next());
        let Some(((table, row), column)) = table.zip(row).zip(column) else {
            return diagnostic.help("a fact is named by table, row and column: `fact:prices.drip.cost`");
        };
        let Some(Parts { rows, columns }) = self.tables.get(table) else {
            let help = self.table_names.suggestion(table, || self.tables.keys().map(String::as_str));
            return diagnostic.help(help.unwrap_or_else(|| format!("there is no table `{table}`")));
        };
        let (kind, wanted, names) = match rows.known.contains(row) {
            false => ("row", row, rows),
            true => ("column", column, columns),
        };
        let all = || names.all.iter().map(String::as_str);
        let help = names.near.suggestion(wanted, all);
        let help = help.unwrap_or_else(|| format!("the {kind}s of `{table}` are {}", listed(all())));
        diagnostic.help(format!("there is no {kind} `{wanted}` in `{table}`: {help}"))
    }
}

/// The rows and columns of a table.
#[derive(Debug)]
struct Parts {
    rows: Part,
    columns: Part,
}

/// The names of rows, or of columns.
#[derive(Debug)]
struct Part {
    /// In their order.
    all: Vec<String>,
    known: HashSet<String>,
    near: Names,
}

impl Part {
    fn of(all: Vec<String>) -> Part {
        let known = all.iter().cloned().collect();
        Part { all, known, near: Names::default() }
    }
}
