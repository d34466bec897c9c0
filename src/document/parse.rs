//! CommonMark events to operations.

use super::block::HtmlBlock;
use super::cjk::Shielded;
use super::columns::Column;
use super::definition;
use super::footnote::Notes;
use super::heading::{braces, line_of, text_braces};
use super::image::without_mark;
use super::joined::is_escaped;
use super::run::Run;
use super::smart::Smart;
use super::{ARENA, Align, Callout, Chunk, Document, Heading, MAX_DEPTH, Op, Reference, Tag, U24};
use crate::config::{Quotes, Writing};
use crate::data::{Notation, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span, stray};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag as MdTag,
    TagEnd,
};
use std::ops::Range;

/// Parses the Markdown that stands at `range` of the text of `source`.
pub fn parse(full: &str, range: Range<usize>, source: SourceId, writing: Writing) -> Document {
    let text = full.get(range.clone()).unwrap_or_default();
    run(Builder::new(text, full, Origin::At(range.start), Document::empty(source, Notation::AsIs)), writing)
}

/// Parses a text that stands in a file as data: a definition, a note. `full` is the text of the file.
pub fn parse_fragment(full: &str, text: &Text, writing: Writing) -> Document {
    let document = Document::empty(text.span.source, text.notation());
    let (part, origin) = match text.as_it_stands(0..text.text.len()) {
        Some(start) => (full.get(start..start + text.text.len()).unwrap_or_default(), Origin::At(start)),
        None => (text.text.as_str(), Origin::Data(text)),
    };
    run(Builder::new(part, full, origin, document), writing)
}

fn run(mut builder: Builder<'_>, writing: Writing) -> Document {
    builder.doc.join_lines = writing.join_lines;
    builder.writing = writing;
    let options = options(writing, builder.text);
    let shielded = Shielded::new(builder.text);
    let parser = Parser::new_with_broken_link_callback(shielded.text(), options, Some(cited));
    let definitions = parser.reference_definitions().iter();
    let cited: Vec<_> = definitions
        .filter(|(label, _)| label.starts_with('@'))
        .map(|(_, def)| shielded.range(def.span.clone()))
        .collect();
    for range in cited {
        let message = "a citation with a colon at the start of a line defines a link";
        builder.report(Code::Misread, range, message, "put a space before the colon");
    }
    shielded.events(parser).for_each(|(event, range)| builder.event(event, range));
    builder.finish()
}

/// What of Markdown there is in a text.
pub(super) fn options(writing: Writing, text: &str) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_DEFINITION_LIST, definition::are_in(text));
    options.set(Options::ENABLE_SMART_PUNCTUATION, writing.smart_punctuation);
    options
}

/// A citation in brackets is a link that leads nowhere yet.
pub(super) fn cited<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    link.reference.starts_with('@').then(|| (CowStr::from("cite:"), CowStr::from("")))
}

/// Where the text that is parsed stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin<'a> {
    /// In the source, from this byte on.
    At(usize),
    /// In the source with escapes, if it does.
    Data(&'a Text),
}

/// The text inside a link whose visible text is data: a fact, a caption, an alternative text.
pub(super) struct Capture {
    pub(super) reference: Reference,
    pub(super) range: Range<usize>,
    pub(super) text: String,
    /// How many links and images are open, this one included.
    pub(super) depth: usize,
}

pub(super) struct Builder<'a> {
    /// What is parsed.
    pub(super) text: &'a str,
    /// The text of the whole source, which chunks outside the arena point into.
    pub(super) full: &'a str,
    origin: Origin<'a>,
    pub(super) writing: Writing,
    pub(super) doc: Document,
    pub(super) run: Run,
    pub(super) capture: Option<Capture>,
    /// HTML of a block, until the block ends.
    pub(super) html: Option<HtmlBlock>,
    pub(super) depth: usize,
    /// How many opening events were left out for being too deep.
    skipped: usize,
    /// Whether that has been reported.
    too_deep: bool,
    pub(super) in_head: bool,
    in_code: bool,
    /// A mark that says something of the image before it, and is no text.
    pub(super) hidden: Range<usize>,
    pub(super) aligns: Vec<Align>,
    column: usize,
    /// The ranges of the row's cells.
    pub(super) cells: Vec<Range<usize>>,
    /// The columns of the table.
    pub(super) columns: Vec<Column>,
    /// Ruby that was taken for the attributes of a heading.
    heading_ruby: Option<Range<usize>>,
    /// The operation that opened the paragraph.
    pub(super) paragraph: Option<usize>,
    /// Footnotes whose text is open: one may stand in another.
    pub(super) open_footnotes: Vec<u32>,
    pub(super) notes: Notes,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, full: &'a str, origin: Origin<'a>, mut doc: Document) -> Builder<'a> {
        doc.ops.reserve(text.len() / 16);
        Builder {
            text,
            full,
            origin,
            writing: Writing::PLAIN,
            doc,
            run: Run::default(),
            capture: None,
            html: None,
            depth: 0,
            skipped: 0,
            too_deep: false,
            in_head: false,
            in_code: false,
            hidden: 0..0,
            aligns: Vec::new(),
            column: 0,
            cells: Vec::new(),
            columns: Vec::new(),
            heading_ruby: None,
            paragraph: None,
            open_footnotes: Vec::new(),
            notes: Notes::default(),
        }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match self.origin {
            Origin::At(base) => Span::new(self.doc.source, range.start + base..range.end + base),
            Origin::Data(text) => text.span_of(range),
        }
    }

    pub(super) fn report(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let diagnostic = Diagnostic::new(code, self.span(range), message).help(help);
        self.doc.diagnostics.push(diagnostic);
    }

    /// A chunk for bytes of the text that is being parsed.
    pub(super) fn chunk_of(&mut self, range: Range<usize>) -> Chunk {
        let start = match self.origin {
            Origin::At(base) => Some(range.start + base),
            Origin::Data(text) => text.as_it_stands(range.clone()),
        };
        match start {
            Some(start) => Chunk { start: start as u32, len: range.len() as u32 },
            None => self.arena(self.text.get(range).unwrap_or_default()),
        }
    }

    /// A chunk for text that does not stand in the source.
    pub(super) fn arena(&mut self, text: &str) -> Chunk {
        let start = self.doc.arena.len() as u32 | ARENA;
        self.doc.arena.push_str(text);
        Chunk { start, len: text.len() as u32 }
    }

    /// A chunk for a text of the parser: of the source where it is a part of it.
    pub(super) fn chunk(&mut self, text: &CowStr<'_>) -> Chunk {
        match self.place_of(text) {
            Some(range) => self.chunk_of(range),
            None => self.arena(text),
        }
    }

    /// Where a text of the parser stands in the source, if it is a part of it.
    fn place_of(&self, text: &CowStr<'_>) -> Option<Range<usize>> {
        let CowStr::Borrowed(part) = text else { return None };
        let start = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        (start + part.len() <= self.text.len()).then(|| start..start + part.len())
    }

    pub(super) fn push(&mut self, op: Op) {
        self.doc.ops.push(op);
    }

    pub(super) fn push_text(&mut self, chunk: Chunk) {
        self.push(Op::Text { start: chunk.start, len: U24::new(chunk.len) });
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.capture.is_some() {
            self.captured(event, range);
            return;
        }
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) if self.html.is_some() => {
                self.html.iter_mut().for_each(|html| html.add(&text, range.start));
            }
            Event::Text(text) => {
                let place = self.place_of(&text);
                let (text, place) = match self.smart(&text, &range) {
                    Smart::No => (text, place),
                    Smart::Quote(_) | Smart::Other if self.run.is_in_address(self.text) => (text, Some(range.clone())),
                    Smart::Quote(sign) if self.writing.quotes == Quotes::ENGLISH => (CowStr::from(sign), None),
                    Smart::Quote(sign) => (CowStr::from(self.quote(sign, &range)), None),
                    Smart::Other => (text, None),
                };
                if place.is_none()
                    && let Some(stray) = stray(&text)
                {
                    self.report(Code::Noncharacter, range, stray.message(), "delete it");
                }
                if self.in_code {
                    self.flush();
                    let chunk = self.chunk(&text);
                    self.push_text(chunk);
                } else if let Some(place) = place {
                    let (text, place) = without_mark(&text, place, &self.hidden);
                    if !text.is_empty() {
                        self.add_text(text, Some(place));
                    }
                } else {
                    self.add_text(&text, None);
                }
            }
            event => {
                if matches!(event, Event::End(TagEnd::Heading(_)))
                    && let Some(ruby) = self.heading_ruby.take()
                {
                    let text = self.text.get(ruby.clone()).unwrap_or_default();
                    if is_escaped(self.text, ruby.start) {
                        self.run.joined.drop_backslash(ruby.start);
                    }
                    self.add_text(text, Some(ruby));
                }
                self.flush();
                self.structure(event, range);
            }
        }
    }

    fn structure(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::SoftBreak | Event::HardBreak) {
            self.run.leave_line();
        }
        match event {
            Event::Text(_) => {}
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(text) => {
                let Chunk { start, len } = match self.code_over_lines(&text, &range) {
                    Some(text) => self.arena(&text),
                    None => self.chunk(&text),
                };
                self.push(Op::Code { start, len: U24::new(len) });
            }
            Event::Html(text) => match &mut self.html {
                Some(html) => html.add(&text, range.start),
                None => self.html(&text),
            },
            Event::InlineHtml(text) => {
                self.note_comments(range);
                self.html(&text);
            }
            Event::SoftBreak => self.push(Op::SoftBreak),
            Event::HardBreak => self.push(Op::HardBreak),
            Event::Rule => self.push(Op::Rule),
            Event::TaskListMarker(done) => self.push(Op::Task(done)),
            Event::FootnoteReference(name) => {
                self.run.mark_reference(range);
                let index = self.footnote_index(&name);
                self.push(Op::Footnote(index));
            }
            // Their options are off.
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                let place = self.place_of(&text);
                self.add_text(&text, place);
            }
        }
    }

    pub(super) fn open(&mut self, tag: Tag, number: u32) {
        self.push(Op::Open(tag, number));
    }

    fn start(&mut self, tag: MdTag<'_>, range: Range<usize>) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.depth -= 1;
            self.skipped = 1;
            if !std::mem::replace(&mut self.too_deep, true) {
                let message = format!("nested deeper than {MAX_DEPTH} levels");
                self.report(Code::TooDeep, range.start..range.start, message, "take some of the levels out");
            }
            return;
        }
        match tag {
            MdTag::Paragraph => {
                self.run.leave_block();
                self.paragraph = Some(self.doc.ops.len());
                self.open(Tag::Paragraph, 0);
            }
            MdTag::Heading { level, id, classes, attrs } => self.start_heading(level, id, &classes, &attrs, range),
            MdTag::BlockQuote(None) => {
                self.check_alert(range);
                self.open(Tag::Quote, 0);
            }
            MdTag::BlockQuote(Some(kind)) => self.open(Tag::Callout, callout(kind) as u32),
            MdTag::CodeBlock(kind) => {
                self.open(Tag::CodeBlock, 0);
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => self.chunk(info),
                    CodeBlockKind::Indented => Chunk::default(),
                };
                self.push_text(info);
                self.in_code = true;
            }
            MdTag::HtmlBlock => self.html = Some(HtmlBlock::default()),
            MdTag::List(None) => self.open(Tag::List, 0),
            MdTag::List(Some(first)) => self.open(Tag::OrderedList, u32::try_from(first).unwrap_or(1)),
            MdTag::Item => {
                self.run.leave_block();
                self.open(Tag::Item, 0);
            }
            MdTag::DefinitionList => self.open(Tag::DefinitionList, 0),
            MdTag::DefinitionListTitle => {
                self.run.leave_block();
                self.open(Tag::DefinitionTerm, 0);
            }
            MdTag::DefinitionListDefinition => self.start_definition(range),
            MdTag::FootnoteDefinition(name) => {
                self.start_footnote(&name, range);
            }
            MdTag::Table(aligns) => {
                self.aligns = aligns.into_iter().map(align).collect();
                self.open(Tag::Table, 0);
            }
            MdTag::TableHead => {
                self.in_head = true;
                self.start_row(Tag::TableHead);
            }
            MdTag::TableRow => self.start_row(Tag::TableRow),
            MdTag::TableCell => {
                self.run.leave_block();
                let align = self.aligns.get(self.column).copied().unwrap_or(Align::None);
                self.column += 1;
                self.cells.push(range);
                self.open(if self.in_head { Tag::HeadCell } else { Tag::Cell }, align as u32);
            }
            MdTag::Emphasis => self.open(Tag::Emphasis, 0),
            MdTag::Strong => self.open(Tag::Strong, 0),
            MdTag::Strikethrough => self.open(Tag::Strikethrough, 0),
            MdTag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, range),
            MdTag::Image { link_type, dest_url, title, .. } => self.start_image(link_type, &dest_url, &title, range),
            // Their options are off; their text is kept.
            MdTag::Superscript | MdTag::Subscript | MdTag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        let close = match tag {
            TagEnd::Paragraph => return self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.check_heading();
                (Tag::Heading, self.doc.headings.len().saturating_sub(1) as u32)
            }
            TagEnd::BlockQuote(None) => (Tag::Quote, 0),
            TagEnd::BlockQuote(Some(kind)) => (Tag::Callout, callout(kind) as u32),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.check_marked_lines(range);
                (Tag::CodeBlock, 0)
            }
            TagEnd::HtmlBlock => return self.end_html(range),
            TagEnd::List(false) => (Tag::List, 0),
            TagEnd::List(true) => (Tag::OrderedList, 0),
            TagEnd::Item => (Tag::Item, 0),
            TagEnd::FootnoteDefinition => return self.end_footnote(),
            TagEnd::Table => {
                self.check_columns();
                (Tag::Table, 0)
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.check_cells();
                (Tag::TableHead, 0)
            }
            TagEnd::TableRow => {
                self.check_cells();
                self.check_row(&range);
                (Tag::TableRow, 0)
            }
            TagEnd::TableCell => {
                self.end_cell();
                (if self.in_head { Tag::HeadCell } else { Tag::Cell }, 0)
            }
            TagEnd::Emphasis => (Tag::Emphasis, 0),
            TagEnd::Strong => (Tag::Strong, 0),
            TagEnd::Strikethrough => (Tag::Strikethrough, 0),
            TagEnd::Link => match self.run.links.pop() {
                Some((tag, index)) => {
                    self.check_link(tag, index, &range);
                    (tag, index)
                }
                None => return,
            },
            TagEnd::DefinitionList => (Tag::DefinitionList, 0),
            TagEnd::DefinitionListTitle => (Tag::DefinitionTerm, 0),
            TagEnd::DefinitionListDefinition => (Tag::DefinitionText, 0),
            TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => return,
        };
        self.push(Op::Close(close.0, close.1));
    }

    fn start_row(&mut self, tag: Tag) {
        self.column = 0;
        self.cells.clear();
        self.open(tag, 0);
    }

    fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'_>>,
        classes: &[CowStr<'_>],
        attrs: &[(CowStr<'_>, Option<CowStr<'_>>)],
        range: Range<usize>,
    ) {
        self.run.leave_block();
        let written = self.text.get(range.clone()).unwrap_or_default().trim_end();
        let whole = range.start..range.start + written.len();
        let line = line_of(written);
        let (open, is_text) = braces(written).unwrap_or((line.len(), false));
        let inside = line.get(open..).unwrap_or_default().trim_matches(['{', '}']);
        let braces = range.start + open..range.start + line.len();
        self.heading_ruby = text_braces(self.text, &range);
        let (id, classes, attrs) = if is_text { (None, [].as_slice(), [].as_slice()) } else { (id, classes, attrs) };
        if level == HeadingLevel::H1 {
            let help = "the title in the front matter is the page's level-1 heading: begin with `##`";
            self.report(Code::HeadingLevelOne, whole.clone(), "a level-1 heading in the text", help);
        }
        // The parser passes over single characters.
        let short = inside.split_ascii_whitespace().filter(|name| !is_text && name.len() == 1);
        for name in attrs.iter().map(|(name, _)| name.as_ref()).chain(short) {
            let message = format!("a heading takes an id and classes, not `{name}`");
            self.report(Code::HeadingAttribute, braces.clone(), message, "write `{#id .class}`");
        }
        let id = id.map_or(Chunk::default(), |id| self.chunk(&id));
        let names: Vec<&str> = classes.iter().map(|class| class.as_ref()).collect();
        let faq = names.contains(&"faq");
        let classes = if names.is_empty() { Chunk::default() } else { self.arena(&names.join(" ")) };
        let span = self.span(whole);
        let heading = Heading {
            level: level as u8,
            explicit: !id.is_empty(),
            faq,
            question: false,
            id,
            classes,
            op: self.doc.ops.len() as u32,
            start: span.start,
            end: span.end,
        };
        self.open(Tag::Heading, self.doc.headings.len() as u32);
        self.doc.headings.push(heading);
    }

    fn finish(mut self) -> Document {
        self.flush();
        self.check_loose();
        let meant = self.check_undefined_footnotes();
        self.check_unused_footnotes(meant);
        self.name_headings();
        self.note_questions();
        self.doc.ops.shrink_to_fit();
        self.doc.arena.shrink_to_fit();
        self.doc.references.shrink_to_fit();
        self.doc.headings.shrink_to_fit();
        self.doc
    }
}

fn callout(kind: BlockQuoteKind) -> Callout {
    match kind {
        BlockQuoteKind::Note => Callout::Note,
        BlockQuoteKind::Tip => Callout::Tip,
        BlockQuoteKind::Important => Callout::Important,
        BlockQuoteKind::Warning => Callout::Warning,
        BlockQuoteKind::Caution => Callout::Caution,
    }
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
