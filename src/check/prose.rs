//! Numbers in prose that a fact should say: those with a unit that the facts of the same text have, and wherever they
//! stand, money and what some fact of the site says.
//!
//! What a unit looks like is learnt from the facts as the language writes them, so that nothing here knows a language:
//! a fact that reads `3〜6ヶ月` makes every other number before `ヶ月` suspect.

use super::figure::{Figure, Marks, Near};
use super::spelling::{Spelling, folded};
use crate::catalog::{Entry, quotations_of_line};
use crate::config::{LangId, Numbers};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Class, Document, Kind, Op, Tag, fact_link, texts_of_line};
use crate::facts::{FactId, Quote, Quoted, asking_fact, check_quote, split_quote};
use crate::format::Form;
use crate::id::IndexVec;
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};

/// The units of each language.
type AllMarks = IndexVec<LangId, Marks>;

/// Stands for what is no prose: a fact, code, a picture.
const GAP: char = '\u{FFFC}';

/// The numbers of every text that stand outside its facts.
pub fn check(site: &Site) -> Diagnostics {
    if site.config.numbers == Numbers::Off {
        return Diagnostics::new();
    }
    let all: AllMarks = site.config.languages.map(|lang, _| Marks::of(site, lang));
    let texts: Vec<(LangId, &Document)> = site.catalog.texts().collect();
    let entries: Vec<&Entry> = site.catalog.written().map(|(_, entry)| entry).collect();
    let texts = texts.into_par_iter().flat_map_iter(|(lang, document)| {
        let scope = Scope::new(site, lang, || facts_of(site, document), &all);
        scope.map(|scope| scope.text(document)).unwrap_or_default()
    });
    let lines = entries.into_par_iter().flat_map_iter(|entry| check_lines(site, entry, &all));
    texts.chain(lines).collect()
}

/// Title and description, in which the facts of the page count too.
fn check_lines(site: &Site, entry: &Entry, all: &AllMarks) -> Diagnostics {
    let lines: Vec<&Text> = std::iter::once(&entry.front.title).chain(&entry.front.description).collect();
    let spelling = &all.at(entry.lang).spelling;
    if !lines.iter().any(|line| has_number(&line.text, spelling)) {
        return Diagnostics::new();
    }
    let facts = || {
        let mut facts = facts_of(site, &entry.document);
        for line in &lines {
            let quoted = quotations_of_line(line, entry.lang).into_iter();
            facts.extend(quoted.filter_map(|quotation| site.catalog.facts.id(split_quote(&quotation.dest).0)));
        }
        facts
    };
    let scope = Scope::new(site, entry.lang, facts, all);
    scope.map(|scope| lines.iter().flat_map(|line| scope.line(line)).collect()).unwrap_or_default()
}

/// The units that a text is searched for.
struct Scope<'a> {
    site: &'a Site,
    lang: LangId,
    marks: &'a Marks,
    near: Near,
}

impl<'a> Scope<'a> {
    /// Nothing if no fact has a unit.
    fn new(
        site: &'a Site,
        lang: LangId,
        facts: impl FnOnce() -> BTreeSet<FactId>,
        all: &'a AllMarks,
    ) -> Option<Scope<'a>> {
        let marks = all.at(lang);
        if marks.is_empty() {
            return None;
        }
        let near = marks.near(&facts());
        (site.config.numbers == Numbers::Site || !near.is_empty()).then_some(Scope { site, lang, marks, near })
    }

    /// The figures of a text whose characters are folded, by where they stand in it.
    fn figures(&self, text: &[char]) -> Vec<Figure> {
        let spelled = self.marks.spelling.spell(text);
        let mut figures = self.marks.figures(&spelled.text, &self.near, self.site.config.numbers == Numbers::Site);
        for figure in &mut figures {
            let place = |at: usize| spelled.places.get(at).copied().unwrap_or_default();
            (figure.start, figure.end) = (place(figure.start).0, place(figure.end.saturating_sub(1)).1);
        }
        figures
    }

    fn text(&self, document: &Document) -> Diagnostics {
        let source = &self.site.sources.get(document.source).text;
        let mut found = Diagnostics::new();
        for run in runs(document, source, &self.marks.spelling) {
            for figure in self.figures(&run.text) {
                let span = run.span(&figure, source, document.source);
                let tell = |span| diagnostic(self.site, self.lang, (span, self.site.sources.text(span)), &figure);
                found.extend(span.and_then(tell));
            }
        }
        found
    }

    fn line(&self, line: &Text) -> Diagnostics {
        // Each character, and where it ends in the line; what stands between texts is a gap.
        let (mut text, mut ends, mut done) = (Vec::new(), vec![0], 0);
        for range in texts_of_line(&line.text) {
            if range.start > done {
                text.push(GAP);
                ends.push(range.start);
            }
            for c in line.text.get(range.clone()).unwrap_or_default().chars() {
                text.push(folded(c));
                ends.push(ends.last().copied().unwrap_or_default() + c.len_utf8());
            }
            done = range.end;
        }
        if line.text.len() > done {
            text.push(GAP);
        }
        let end = |at: usize| ends.get(at).copied().unwrap_or_default();
        let tell = |figure: &Figure| {
            let range = end(figure.start)..end(figure.end);
            let written = line.text.get(range.clone()).unwrap_or_default();
            diagnostic(self.site, self.lang, (line.span_of(range), written), figure)
        };
        self.figures(&text).iter().filter_map(tell).collect()
    }
}

/// Whether a text may have a number in it.
fn has_number(text: &str, spelling: &Spelling) -> bool {
    next_digit(text, 0).is_some() || spelling.next_word(text, 0).is_some()
}

/// The facts that a text quotes, and those of the tables that it shows.
fn facts_of(site: &Site, document: &Document) -> BTreeSet<FactId> {
    let mut facts = BTreeSet::new();
    let mut tables = HashSet::new();
    for reference in &document.references {
        let dest = document.text(&site.sources, reference.dest);
        let (id, _) = split_quote(dest);
        match reference.kind {
            Kind::Fact => facts.extend(site.catalog.facts.id(id)),
            Kind::Table => {
                // It may be shown many times.
                let table = site.catalog.tables.get(id).filter(|table| tables.insert(table.number));
                let rows = table.map(|table| table.rows.as_slice()).unwrap_or_default();
                facts.extend(rows.iter().flat_map(|row| row.cells.iter().copied().flatten()));
            }
            Kind::Link
            | Kind::Image
            | Kind::Citation
            | Kind::Term
            | Kind::Block
            | Kind::Faq
            | Kind::Conflicts
            | Kind::Studies
            | Kind::Grades
            | Kind::People => {}
        }
    }
    facts
}

/// Text without a break in it, and where its characters stand.
#[derive(Default)]
struct Prose {
    text: Vec<char>,
    /// The byte of each character in the source.
    places: Vec<usize>,
    /// Where all of it stands, if it is not known where its characters do.
    whole: Option<Span>,
}

/// The paragraphs of a document, and the texts of its images, that have numbers in them.
fn runs(document: &Document, source: &str, spelling: &Spelling) -> Vec<Prose> {
    let number_in = |op: &Op| {
        let text = op.text().map(|text| document.text_in(source, text));
        text.is_some_and(|text| has_number(text, spelling))
    };
    let (mut runs, mut start) = (Vec::new(), 0);
    for (at, op) in document.ops().iter().enumerate().filter(|(_, op)| is_break(op)) {
        let paragraph = document.ops().get(start..at).unwrap_or_default();
        start = at + 1;
        if !matches!(op, Op::Close(Tag::CodeBlock, _)) && paragraph.iter().any(number_in) {
            runs.push(run(paragraph, document, source, spelling));
        }
    }
    for image in document.references.iter().filter(|reference| reference.kind == Kind::Image) {
        let span = document.span(image);
        let written = source.get(span.start as usize..span.end as usize).unwrap_or_default();
        for chunk in [image.text, image.title] {
            let text = document.text_in(source, chunk);
            if has_number(text, spelling) {
                let place = document.place(chunk).or_else(|| Some(span.start as usize + written.find(text)?));
                let mut run = Prose { whole: place.is_none().then_some(span), ..Prose::default() };
                run.add(text, place.unwrap_or_default(), spelling);
                runs.push(run);
            }
        }
    }
    runs
}

/// How many bytes on either side of a number can decide what it is.
const REACH: usize = 60;

/// The first byte from `from` on that may be of a digit: of ASCII, or of a character that is not Latin and not of the
/// CJK ideographs and kana, which begin with E3 to E9.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let is =
        |byte: u8| (byte.wrapping_sub(b'0') < 10) | (byte == 0xD9) | (byte == 0xDB) | (byte == 0xE0) | (byte == 0xEF);
    let mut at = from;
    // By stretches, which are looked at as a whole.
    for stretch in text.as_bytes().get(from..)?.chunks(64) {
        if stretch.iter().fold(0, |found, byte| found | u8::from(is(*byte))) != 0 {
            return stretch.iter().position(|byte| is(*byte)).map(|inside| at + inside);
        }
        at += stretch.len();
    }
    None
}

/// Whether an operation ends the prose before it.
fn is_break(op: &Op) -> bool {
    match op {
        Op::Open(tag, _) | Op::Close(tag, _) => tag.class() != Class::Inline,
        Op::Rule | Op::HardBreak => true,
        Op::Text { .. }
        | Op::Code { .. }
        | Op::Html { .. }
        | Op::Address(_)
        | Op::SoftBreak
        | Op::Task(_)
        | Op::Refer(_)
        | Op::Cite { .. }
        | Op::Footnote(_) => false,
    }
}

fn run(ops: &[Op], document: &Document, source: &str, spelling: &Spelling) -> Prose {
    let mut run = Prose::default();
    for op in ops {
        match op {
            Op::Text { start, len } => {
                let chunk = Op::chunk(*start, *len);
                let text = document.text_in(source, chunk);
                match document.place(chunk) {
                    Some(at) => run.add(text, at, spelling),
                    None => run.sign(text),
                }
            }
            // Marks within a word.
            Op::Open(..) | Op::Close(..) => {}
            Op::SoftBreak => run.push(' '),
            Op::Code { .. }
            | Op::Html { .. }
            | Op::Address(_)
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => run.push(GAP),
        }
    }
    run
}

impl Prose {
    /// Adds what lies near the numbers of a text that stands at a byte of the source, and near its ends, beside which
    /// there may be a number.
    fn add(&mut self, text: &str, at: usize, spelling: &Spelling) {
        // The next ones from some byte on; nothing where there are no more.
        let (mut digit, mut word) = (Some(0), Some(0));
        let mut next_number = |from: usize| {
            if digit.is_some_and(|at| at < from) {
                digit = next_digit(text, from);
            }
            if word.is_some_and(|at| at < from) {
                word = spelling.next_word(text, from);
            }
            [digit, word].into_iter().flatten().min().unwrap_or(text.len())
        };
        let (mut done, mut number) = (0_usize, 0_usize);
        loop {
            let start = text.floor_char_boundary(number.saturating_sub(REACH)).max(done);
            let end = text.ceil_char_boundary((number + REACH).min(text.len()));
            if start > done {
                self.push(GAP);
            }
            for (offset, c) in text.get(start..end).unwrap_or_default().char_indices() {
                self.text.push(folded(c));
                self.places.push(at + start + offset);
            }
            if end >= text.len() {
                break;
            }
            (done, number) = (end, next_number(end));
        }
    }

    /// Where a figure stands in the source.
    fn span(&self, figure: &Figure, source: &str, id: SourceId) -> Option<Span> {
        if self.whole.is_some() {
            return self.whole;
        }
        let start = *self.places.get(figure.start)?;
        let last = *self.places.get(figure.end.checked_sub(1)?)?;
        let end = last + source.get(last..)?.chars().next()?.len_utf8();
        Some(Span::new(id, start..end))
    }

    /// Adds a sign that stands for others in the source, such as the dash of a range; other text is a gap.
    fn sign(&mut self, text: &str) {
        let mut signs = text.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) => self.push(folded(sign)),
            _ => self.push(GAP),
        }
    }

    /// Adds a character that has no place of its own.
    fn push(&mut self, c: char) {
        let place = self.places.last().copied().unwrap_or_default();
        self.text.push(c);
        self.places.push(place);
    }
}

/// What is said of a figure that stands at a place and is `written` like this.
fn diagnostic(site: &Site, lang: LangId, (span, written): (Span, &str), figure: &Figure) -> Option<Diagnostic> {
    let fact = site.catalog.facts.get(figure.fact);
    let text = site.catalog.facts.text(figure.fact, lang, &site.messages);
    let quote = Quote { dest: &fact.id, written, span, visible: None, lang };
    let right = match check_quote(&site.catalog.facts, quote, &site.messages) {
        Ok(Quoted { form: Form::Plain, .. }) | Err(_) => fact_link(text, &fact.id),
        Ok(Quoted { form, .. }) => fact_link(written, &asking_fact(&fact.id, form.name())),
    };
    let help = format!("if it means `{}` ({text}), write `{right}`", fact.id);
    let message = format!("`{written}` stands in the text, and in no fact");
    Some(Diagnostic::new(Code::UnquotedNumber, span, message).help(help).related(fact.span, "a fact with this unit"))
}
