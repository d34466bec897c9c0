//! Numbers in prose that a fact should say: those with a unit that the facts of the same text have.
//!
//! What a unit looks like is learnt from the facts as the language writes them, so that nothing here knows a language:
//! a fact that reads `3〜6ヶ月` makes every other number before `ヶ月` suspect.

use super::figure::{Figure, Marks, Other, figures, folded};
use crate::catalog::{Entry, quotations_of_line};
use crate::config::LangId;
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

/// What each language calls otherwise.
type Others = IndexVec<LangId, Other>;

/// Stands for what is no prose: a fact, code, a picture.
const GAP: char = '\u{FFFC}';

/// The numbers of every text that stand outside its facts.
pub fn check(site: &Site) -> Diagnostics {
    let others: Others = site.config.languages.map(|lang, _| Other::of(site, lang));
    let texts: Vec<(LangId, &Document)> = site.catalog.texts().collect();
    let entries: Vec<&Entry> = site.catalog.written().map(|(_, entry)| entry).collect();
    let texts = texts.into_par_iter().flat_map_iter(|(lang, document)| {
        let scope = Scope::new(site, lang, facts_of(site, document), &others);
        scope.map(|scope| scope.text(document)).unwrap_or_default()
    });
    let lines = entries.into_par_iter().flat_map_iter(|entry| check_lines(site, entry, &others));
    texts.chain(lines).collect()
}

/// Title and description, in which the facts of the page count too.
fn check_lines(site: &Site, entry: &Entry, others: &Others) -> Diagnostics {
    let lines: Vec<&Text> = std::iter::once(&entry.front.title).chain(&entry.front.description).collect();
    if lines.iter().all(|line| next_digit(&line.text, 0).is_none()) {
        return Diagnostics::new();
    }
    let mut facts = facts_of(site, &entry.document);
    for line in &lines {
        let quoted = quotations_of_line(line, entry.lang).into_iter();
        facts.extend(quoted.filter_map(|quotation| site.catalog.facts.id(split_quote(&quotation.dest).0)));
    }
    let scope = Scope::new(site, entry.lang, facts, others);
    scope.map(|scope| lines.iter().flat_map(|line| scope.line(line)).collect()).unwrap_or_default()
}

/// The units that a text is searched for.
struct Scope<'a> {
    site: &'a Site,
    lang: LangId,
    marks: Marks,
    other: &'a Other,
}

impl<'a> Scope<'a> {
    /// Nothing if no fact has a unit.
    fn new(site: &'a Site, lang: LangId, facts: BTreeSet<FactId>, others: &'a Others) -> Option<Scope<'a>> {
        let marks = Marks::of(&site.catalog.facts, &facts, lang, &site.messages);
        if marks.is_empty() {
            return None;
        }
        let other = others.at(lang);
        Some(Scope { site, lang, marks, other })
    }

    fn text(&self, document: &Document) -> Diagnostics {
        let source = &self.site.sources.get(document.source).text;
        let mut found = Diagnostics::new();
        for run in runs(document, source) {
            for figure in figures(&run.text, &self.marks, self.other) {
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
        figures(&text, &self.marks, self.other).iter().filter_map(tell).collect()
    }
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
            Kind::Link | Kind::Image | Kind::Citation | Kind::Term | Kind::Block | Kind::Faq | Kind::Conflicts => {}
        }
    }
    facts
}

/// Text without a break in it, and where its characters stand.
struct Prose {
    text: Vec<char>,
    /// The byte of each character in the source.
    places: Vec<usize>,
}

/// The paragraphs of a document that have digits in them.
fn runs(document: &Document, source: &str) -> Vec<Prose> {
    let has_digit = |op: &Op| {
        let text = op.text().map(|text| document.text_in(source, text));
        text.is_some_and(|text| next_digit(text, 0).is_some())
    };
    let (mut runs, mut start) = (Vec::new(), 0);
    for (at, op) in document.ops().iter().enumerate().filter(|(_, op)| is_break(op)) {
        let paragraph = document.ops().get(start..at).unwrap_or_default();
        start = at + 1;
        if !matches!(op, Op::Close(Tag::CodeBlock, _)) && paragraph.iter().any(has_digit) {
            runs.push(run(paragraph, document, source));
        }
    }
    runs.retain(|run| run.text.iter().any(char::is_ascii_digit));
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

fn run(ops: &[Op], document: &Document, source: &str) -> Prose {
    let mut run = Prose { text: Vec::new(), places: Vec::new() };
    for op in ops {
        match op {
            Op::Text { start, len } => {
                let chunk = Op::chunk(*start, *len);
                let text = document.text_in(source, chunk);
                match document.place(chunk) {
                    Some(at) => run.add(text, at),
                    None => run.sign(text),
                }
            }
            // Marks within a word.
            Op::Open(..) | Op::Close(..) => {}
            Op::Code { .. }
            | Op::Html { .. }
            | Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => run.gap(),
        }
    }
    run
}

impl Prose {
    /// Adds what lies near the numbers of a text that stands at a byte of the source.
    fn add(&mut self, text: &str, at: usize) {
        let mut done = 0;
        while let Some(digit) = next_digit(text, done) {
            let start = text.floor_char_boundary(digit.saturating_sub(REACH)).max(done);
            let end = text.ceil_char_boundary((digit + REACH).min(text.len()));
            if start > done {
                self.gap();
            }
            for (offset, c) in text.get(start..end).unwrap_or_default().char_indices() {
                self.text.push(folded(c));
                self.places.push(at + start + offset);
            }
            done = end;
        }
        if done < text.len() {
            self.gap();
        }
    }

    /// Where a figure stands in the source.
    fn span(&self, figure: &Figure, source: &str, id: SourceId) -> Option<Span> {
        let start = *self.places.get(figure.start)?;
        let last = *self.places.get(figure.end.checked_sub(1)?)?;
        let end = last + source.get(last..)?.chars().next()?.len_utf8();
        Some(Span::new(id, start..end))
    }

    /// Adds a sign that stands for others in the source, such as the dash of a range; other text is a gap.
    fn sign(&mut self, text: &str) {
        match (text.chars().next(), self.places.last()) {
            (Some(sign @ ('–' | '—')), Some(place)) if text.len() == sign.len_utf8() => {
                self.places.push(*place);
                self.text.push(folded(sign));
            }
            _ => self.gap(),
        }
    }

    fn gap(&mut self) {
        let place = self.places.last().copied().unwrap_or_default();
        self.text.push(GAP);
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
