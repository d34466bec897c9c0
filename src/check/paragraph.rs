//! The texts of a page, one for each paragraph, heading, item and cell, as they are compared with those of another language.

use crate::document::{Class, Document, Kind, Op, Tag, scheme_of, texts_of_line};
use crate::source::Span;
use std::ops::Range;

/// Stands for what is no text: a fact, code, a picture.
pub const GAP: char = '\u{FFFC}';

/// What a text stands in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    #[default]
    Text,
    /// A line of data, such as a title.
    Line,
    Heading,
    Item,
    /// A cell that names its column or its row.
    Head,
    Cell,
    /// What a list of definitions defines, or the title of a callout.
    Term,
}

impl Holder {
    /// Whether it holds what is called or named, and no running text.
    pub fn is_short(self) -> bool {
        match self {
            Holder::Line | Holder::Heading | Holder::Head | Holder::Term => true,
            Holder::Text | Holder::Item | Holder::Cell => false,
        }
    }
}

/// A text without a break in it.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its characters.
    pub chars: Vec<char>,
    /// The byte of each in the source; empty where only `whole` is known.
    places: Vec<u32>,
    /// Where all of it stands.
    pub whole: Option<Span>,
    /// Which of its characters stand in links to other sites, which may be called what they are called there.
    names: Vec<Range<usize>>,
    /// What facts, code and addresses in it say, each between gaps.
    pub aside: Vec<char>,
    /// Which section it stands in: that of no heading is the first.
    pub section: usize,
    pub holder: Holder,
    /// Whether it may well be in another language: in a quotation, or marked as such.
    pub is_foreign: bool,
}

impl Paragraph {
    /// A text of data, such as a title.
    pub fn of_line(text: &crate::data::Text) -> Paragraph {
        let mut paragraph = Paragraph { whole: Some(text.span), holder: Holder::Line, ..Paragraph::default() };
        let mut done = 0;
        for range in texts_of_line(&text.text) {
            if range.start > done {
                paragraph.chars.push(GAP);
                paragraph.put_aside(text.text.get(done..range.start).unwrap_or_default());
            }
            paragraph.chars.extend(text.text.get(range.clone()).unwrap_or_default().chars());
            done = range.end;
        }
        paragraph.put_aside(text.text.get(done..).unwrap_or_default());
        paragraph
    }

    /// A paragraph that says this.
    #[cfg(test)]
    pub fn of_text(text: &str) -> Paragraph {
        Paragraph { chars: text.chars().collect(), ..Paragraph::default() }
    }

    /// Several as one; nothing for none.
    pub fn joined<'p>(paragraphs: impl IntoIterator<Item = &'p Paragraph>) -> Option<Paragraph> {
        let mut joined: Option<Paragraph> = None;
        for paragraph in paragraphs {
            let whole = paragraph.whole?;
            let all = joined.get_or_insert_with(|| Paragraph {
                whole: Some(whole),
                section: paragraph.section,
                ..Paragraph::default()
            });
            all.whole = all.whole.map(|first| Span { end: whole.end.max(first.end), ..first });
            all.chars.extend(&paragraph.chars);
            all.places.extend(&paragraph.places);
            all.sign("\u{FFFC}");
            all.aside.extend(&paragraph.aside);
        }
        joined
    }

    /// What it says, each blank as one, without gaps.
    pub fn said(&self) -> String {
        let text: String = self.chars.iter().filter(|c| **c != GAP).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What it says by itself: without the names of links to other sites.
    pub fn own(&self) -> String {
        let (mut own, mut names) = (String::new(), self.names.iter().peekable());
        for (at, c) in self.chars.iter().enumerate() {
            while names.next_if(|name| name.end <= at).is_some() {}
            let is_name = names.peek().is_some_and(|name| name.start <= at);
            own.push(if is_name || *c == GAP { ' ' } else { *c });
        }
        own
    }

    /// Where some of its characters stand; all of it where that is not known.
    pub fn span(&self, range: Range<usize>) -> Option<Span> {
        let whole = self.whole?;
        let place = |at: usize| self.places.get(at).copied();
        let end = |at: usize| Some(place(at)? + self.chars.get(at)?.len_utf8() as u32);
        match (place(range.start), range.end.checked_sub(1).and_then(end)) {
            (Some(start), Some(end)) => Some(Span { start, end: end.max(start), ..whole }),
            (None, _) | (_, None) => Some(whole),
        }
    }

    /// Adds characters without a place of their own.
    fn sign(&mut self, text: &str) {
        let place = self.places.last().copied();
        for c in text.chars().filter(|_| place.is_some()) {
            self.chars.push(c);
            self.places.extend(place);
        }
    }

    fn put_aside(&mut self, text: &str) {
        self.aside.extend(text.chars());
        self.aside.push(GAP);
    }
}

/// The texts of a document, without code, readings and raw HTML, in their order.
pub fn paragraphs(document: &Document, source: &str) -> Vec<Paragraph> {
    let mut read = Reading {
        document,
        source,
        done: Vec::new(),
        open: Paragraph::default(),
        section: 0,
        foreign: 0,
        within: Vec::new(),
    };
    let (mut code, mut reading, mut links) = (0_usize, 0_usize, Vec::new());
    for op in document.ops() {
        match op {
            Op::Open(Tag::CodeBlock, _) => {
                read.end();
                code += 1;
            }
            Op::Close(Tag::CodeBlock, _) => code = code.saturating_sub(1),
            _ if code > 0 => {}
            Op::Open(Tag::RubyText, _) => reading += 1,
            Op::Close(Tag::RubyText, _) => reading = reading.saturating_sub(1),
            _ if reading > 0 => {}
            Op::Open(Tag::Quote, _) => {
                read.open(Tag::Quote);
                read.foreign += 1;
            }
            Op::Close(Tag::Quote, _) => {
                read.close();
                read.foreign = read.foreign.saturating_sub(1);
            }
            Op::Open(Tag::Heading, index) => {
                read.open(Tag::Heading);
                read.section += 1;
                let heading = document.headings.get(*index as usize);
                read.open.is_foreign = heading.is_some_and(|heading| !heading.lang.is_empty());
            }
            Op::Open(Tag::Link, index) => links.push((read.is_outside(*index), read.open.chars.len())),
            Op::Close(Tag::Link, _) => {
                if let Some((true, start)) = links.pop() {
                    read.open.names.push(start..read.open.chars.len());
                }
            }
            Op::Open(tag, _) | Op::Close(tag, _) if tag.class() == Class::Inline => {}
            Op::Open(tag, _) => read.open(*tag),
            Op::Close(..) => read.close(),
            Op::Rule => read.end(),
            Op::Text { start, len } => {
                let chunk = Op::chunk(*start, *len);
                let text = document.text_in(source, chunk);
                match document.place(chunk) {
                    // The text of an address is one too.
                    Some(_) if matches!(links.last(), Some((true, _))) && is_address(text) => read.aside(text),
                    Some(at) => read.text(text, at),
                    None => read.open.sign(text),
                }
            }
            Op::Code { start, len } => read.aside(document.text_in(source, Op::chunk(*start, *len))),
            Op::Html { start, len } => {
                let html = document.text_in(source, Op::chunk(*start, *len));
                read.open.is_foreign |= html.contains("lang=");
                read.aside("");
            }
            Op::SoftBreak | Op::HardBreak => read.open.sign(" "),
            Op::Refer(index) => {
                let fact = document.references.get(*index as usize).filter(|reference| reference.kind == Kind::Fact);
                read.aside(fact.map(|fact| document.text_in(source, fact.text)).unwrap_or_default());
            }
            Op::Address(_) | Op::Task(_) | Op::Cite { .. } | Op::Footnote(_) => read.open.sign("\u{FFFC}"),
        }
    }
    read.end();
    read.done
}

/// Whether a text is that of a bare address.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || text.contains('@')
}

struct Reading<'a> {
    document: &'a Document,
    source: &'a str,
    done: Vec<Paragraph>,
    open: Paragraph,
    section: usize,
    /// How many quotations are open.
    foreign: usize,
    /// What the text stands in, from the outermost on.
    within: Vec<Tag>,
}

impl Reading<'_> {
    /// Whether a link leads to another site.
    fn is_outside(&self, index: u32) -> bool {
        let link = self.document.references.get(index as usize);
        link.is_some_and(|link| scheme_of(self.document.text_in(self.source, link.dest)).is_some())
    }

    fn text(&mut self, text: &str, at: usize) {
        for (offset, c) in text.char_indices() {
            self.open.chars.push(c);
            self.open.places.push((at + offset) as u32);
        }
    }

    fn aside(&mut self, text: &str) {
        self.open.put_aside(text);
        self.open.sign("\u{FFFC}");
    }

    fn open(&mut self, tag: Tag) {
        self.end();
        self.within.push(tag);
    }

    fn close(&mut self) {
        self.end();
        self.within.pop();
    }

    /// What the text stands in.
    fn holder(&self) -> Holder {
        match self.within.iter().rfind(|tag| !matches!(tag, Tag::Paragraph)) {
            Some(Tag::Heading) => Holder::Heading,
            Some(Tag::Item) => Holder::Item,
            Some(Tag::HeadCell | Tag::RowHead) => Holder::Head,
            Some(Tag::Cell) => Holder::Cell,
            Some(Tag::DefinitionTerm | Tag::CalloutTitle) => Holder::Term,
            Some(_) | None => Holder::Text,
        }
    }

    /// Ends the text, and keeps it if it says something.
    fn end(&mut self) {
        let mut paragraph = std::mem::take(&mut self.open);
        if !paragraph.chars.iter().any(|c| c.is_alphanumeric()) {
            return;
        }
        paragraph.section = self.section;
        paragraph.holder = self.holder();
        paragraph.is_foreign |= self.foreign > 0;
        let last = paragraph.places.last().zip(paragraph.chars.last());
        if let (Some(start), Some((at, c))) = (paragraph.places.first(), last) {
            let range = *start as usize..*at as usize + c.len_utf8();
            paragraph.whole = Some(Span::new(self.document.source, range));
        }
        self.done.push(paragraph);
    }
}
