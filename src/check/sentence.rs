//! The sentences of a text: what they say, where that stands, and what they lead to.

use crate::bibliography::WorkId;
use crate::document::{Document, Kind, Op, Tag};
use crate::facts::split_quote;
use crate::resolve::Site;
use crate::source::Span;

/// A sentence of running text.
#[derive(Debug, Default)]
pub struct Sentence {
    /// Its characters, and the byte of each in the source; what stands in place of data has the place before it.
    pub chars: Vec<(char, usize)>,
    /// The works that it cites.
    pub cited: Vec<WorkId>,
    /// Whether it leads to anything that may say why: a work, a figure with a source, a note, another page.
    pub leads_on: bool,
}

impl Sentence {
    /// What it says, in small letters.
    pub fn text(&self) -> String {
        self.chars.iter().flat_map(|(c, _)| c.to_lowercase()).collect()
    }

    /// Where a range of its characters stands.
    pub fn span(&self, document: &Document, range: std::ops::Range<usize>) -> Option<Span> {
        let (_, start) = self.chars.get(range.start)?;
        let (last, at) = self.chars.get(range.end.checked_sub(1)?)?;
        Some(Span::new(document.source, *start..(at + last.len_utf8()).max(*start)))
    }

    fn is_blank(&self) -> bool {
        self.chars.iter().all(|(c, _)| c.is_whitespace())
    }
}

/// The sentences of a text, without headings and code.
pub fn sentences(site: &Site, document: &Document) -> Vec<Sentence> {
    let source = site.sources.get(document.source).text.as_str();
    let mut read = Reading { site, document, done: Vec::new(), open: Sentence::default() };
    let mut left_out = 0_usize;
    for op in document.ops() {
        match op {
            Op::Open(Tag::Heading | Tag::CodeBlock, _) => {
                read.end();
                left_out += 1;
            }
            Op::Close(Tag::Heading | Tag::CodeBlock, _) => left_out = left_out.saturating_sub(1),
            _ if left_out > 0 => {}
            Op::Text { start, len } => {
                let chunk = Op::chunk(*start, *len);
                let text = document.text_in(source, chunk);
                match document.place(chunk) {
                    Some(at) => read.text(text, at),
                    None => read.sign(text),
                }
            }
            Op::Open(Tag::Link, _) => read.open.leads_on = true,
            Op::Open(tag, _) | Op::Close(tag, _) if tag.class() != crate::document::Class::Inline => read.end(),
            Op::Open(..) | Op::Close(..) => {}
            Op::SoftBreak => read.sign(" "),
            Op::HardBreak | Op::Rule => read.end(),
            Op::Refer(index) | Op::Address(index) => read.refer(*index as usize),
            Op::Cite { first, count } => read.cite(*first as usize, count.get() as usize),
            Op::Footnote(_) => read.last().leads_on = true,
            Op::Code { .. } | Op::Html { .. } | Op::Task(_) => read.sign(" "),
        }
    }
    read.end();
    read.done
}

struct Reading<'a> {
    site: &'a Site,
    document: &'a Document,
    done: Vec<Sentence>,
    open: Sentence,
}

impl Reading<'_> {
    /// Adds text that stands at a byte of the source.
    fn text(&mut self, text: &str, at: usize) {
        for (offset, c) in text.char_indices() {
            self.open.chars.push((c, at + offset));
            let is_end = match c {
                '。' | '！' | '？' | '｡' => true,
                // "3.5" and "et al. found" go on.
                '.' | '!' | '?' => {
                    let rest = text.get(offset + c.len_utf8()..).unwrap_or_default();
                    let next = rest.trim_start().chars().next();
                    rest.starts_with(char::is_whitespace) && next.is_none_or(|next| !next.is_lowercase())
                }
                _ => false,
            };
            if is_end {
                self.end();
            }
        }
    }

    /// Adds characters that have no place of their own.
    fn sign(&mut self, text: &str) {
        let at = self.open.chars.last().map_or(0, |(_, at)| *at);
        if at > 0 {
            self.open.chars.extend(text.chars().map(|c| (c, at)));
        }
    }

    fn end(&mut self) {
        let sentence = std::mem::take(&mut self.open);
        if !sentence.is_blank() {
            self.done.push(sentence);
        }
    }

    /// The sentence that a mark belongs to: the one before, where none has begun.
    fn last(&mut self) -> &mut Sentence {
        match self.open.is_blank() {
            true if !self.done.is_empty() => self.done.last_mut().unwrap_or(&mut self.open),
            _ => &mut self.open,
        }
    }

    fn cite(&mut self, first: usize, count: usize) {
        let (site, document) = (self.site, self.document);
        let references = document.references.iter().skip(first).take(count);
        let works: Vec<WorkId> = references
            .filter_map(|reference| site.catalog.bibliography.id(document.text(&site.sources, reference.dest)))
            .collect();
        let sentence = self.last();
        sentence.leads_on = true;
        sentence.cited.extend(works);
    }

    fn refer(&mut self, index: usize) {
        let Some(reference) = self.document.references.get(index) else { return };
        if reference.kind != Kind::Fact {
            return self.sign(" ");
        }
        let catalog = &self.site.catalog;
        let dest = self.document.text(&self.site.sources, reference.dest);
        let fact = catalog.facts.id(split_quote(dest).0).map(|id| catalog.facts.get(id));
        let text = self.document.text(&self.site.sources, reference.text).to_owned();
        match self.document.place(reference.text) {
            Some(at) => self.open.chars.extend(text.char_indices().map(|(offset, c)| (c, at + offset))),
            None => self.sign(&text),
        }
        self.open.leads_on |= fact.is_some_and(|fact| !fact.about.sources.is_empty());
    }
}
