//! CommonMark events to operations.

use super::alone::{self, Paragraph};
use super::callout::{self, Callout, Titled};
use super::capture::Capture;
use super::cjk::Shielded;
use super::depth::Depth;
use super::footnote::Footnotes;
use super::heading::{self, Attributes};
use super::html::{self, HtmlBlock};
use super::image::Mark;
use super::joined::is_escaped;
use super::link::{self, Link, Started};
use super::running_text::RunningText;
use super::sheet::{Origin, Sheet};
use super::smart::{Quotations, Smart};
use super::table::Table;
use super::{Chunk, Document, Op, Tag, U24, code, definition, heading_id, raw_html, slip};
use crate::config::{Html, Writing};
use crate::data::Text;
use crate::diagnostic::Code;
use crate::source::{SourceId, stray};
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag as MdTag, TagEnd};
use std::ops::Range;

/// Parses the Markdown that stands at `range` of the text of `source`.
pub fn parse(full: &str, range: Range<usize>, source: SourceId, writing: Writing) -> Document {
    let text = full.get(range.clone()).unwrap_or_default();
    build(Sheet::new(text, full, Origin::At(source, range.start), writing))
}

/// Parses a text that stands in a file as data: a definition, a note. `full` is the text of the file.
pub fn parse_fragment(full: &str, text: &Text, writing: Writing) -> Document {
    let Some(start) = text.as_it_stands(0..text.text.len()) else {
        return build(Sheet::new(&text.text, full, Origin::Data(text), writing));
    };
    let document = parse(full, start..start + text.text.len(), text.span.source, writing);
    Document { notation: text.notation(), ..document }
}

fn build(mut sheet: Sheet<'_>) -> Document {
    let options = options(sheet.writing(), sheet.text());
    let shielded = Shielded::new(sheet.text());
    let parser = Parser::new_with_broken_link_callback(shielded.text(), options, Some(cited));
    let definitions = parser.reference_definitions().iter();
    let cited: Vec<_> = definitions
        .filter(|(label, def)| is_citation(label) && !def.dest.contains("://"))
        .map(|(_, def)| shielded.range(def.span.clone()))
        .collect();
    // The name of a person elsewhere, `[@name]: https://…`, is a link like any other.
    for range in cited {
        let message = "a citation with a colon at the start of a line defines a link";
        sheet.report(Code::Misread, range, message, "put a space before the colon");
    }
    let mut builder = Builder::new(sheet);
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

/// Whether brackets with this text cite: the name of a package, `@scope/name`, does not.
fn is_citation(label: &str) -> bool {
    label.starts_with('@') && !label.split([',', ';', ' ']).next().is_some_and(|key| key.contains('/'))
}

/// A citation in brackets is a link that leads nowhere yet.
pub(super) fn cited<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    is_citation(&link.reference).then(|| (CowStr::from("cite:"), CowStr::from("")))
}

/// The title of a callout while it is read.
enum Title {
    /// Its paragraph has not begun.
    Waits(Titled),
    /// `inside` is how much emphasis is open in it: a line break there does not end it.
    Open { from: usize, inside: usize },
}

/// The document, and what is open in it.
struct Builder<'a> {
    sheet: Sheet<'a>,
    depth: Depth,
    paragraph: Paragraph,
    running: RunningText,
    quotations: Quotations,
    footnotes: Footnotes,
    table: Table,
    /// A link whose text is data.
    capture: Option<Capture>,
    /// HTML of a block, until the block ends.
    html: Option<HtmlBlock>,
    in_code: bool,
    /// The title of the callout that has just begun.
    title: Option<Title>,
    /// The quotes that are open, and whether each is a callout with a title.
    quotes: Vec<bool>,
    /// The marks of emphasis that are open: the length of those that are a part of a bare address.
    in_address: Vec<Option<usize>>,
    /// The definitions that are open, and whether each is a term.
    terms: Vec<bool>,
    /// The end of a heading's text that was taken for its attributes.
    heading_end: Option<Range<usize>>,
    mark: Mark,
}

impl<'a> Builder<'a> {
    fn new(sheet: Sheet<'a>) -> Builder<'a> {
        Builder {
            sheet,
            depth: Depth::default(),
            paragraph: Paragraph::default(),
            running: RunningText::default(),
            quotations: Quotations::default(),
            footnotes: Footnotes::default(),
            table: Table::default(),
            capture: None,
            html: None,
            in_code: false,
            title: None,
            quotes: Vec::new(),
            in_address: Vec::new(),
            terms: Vec::new(),
            heading_end: None,
            mark: Mark::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Some(capture) = &mut self.capture {
            if capture.event(&mut self.sheet, &mut self.quotations, event, range)
                && let Some(capture) = self.capture.take()
            {
                self.depth.leave();
                capture.end(&mut self.sheet, &mut self.mark);
            }
            return;
        }
        if self.depth.skips(&event) || self.is_of_address(&event, &range) {
            return;
        }
        match event {
            Event::Text(text) => match &mut self.html {
                Some(html) => html.add(&text, range.start),
                None => self.text(text, range),
            },
            event => {
                if matches!(event, Event::End(TagEnd::Heading(_)))
                    && let Some(end) = self.heading_end.take()
                {
                    if is_escaped(self.sheet.text(), end.start) {
                        self.running.drop_backslash(end.start);
                    }
                    self.add_text(self.sheet.written(&end), Some(end));
                }
                self.flush();
                self.structure(event, range);
            }
        }
    }

    /// Takes signs of emphasis that stand within a bare address for a part of it (GFM 6.9).
    fn is_of_address(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let sign = match event {
            Event::Start(MdTag::Emphasis | MdTag::Strong | MdTag::Strikethrough) => {
                let written = self.sheet.written(range);
                if written.contains(char::is_whitespace) || !self.running.is_in_address(self.sheet.text()) {
                    // What is open besides is emphasis.
                    self.in_address.push(None);
                    return false;
                }
                let first = written.chars().next().unwrap_or_default();
                let run = written.len() - written.trim_start_matches(first).len();
                let length = if matches!(event, Event::Start(MdTag::Emphasis)) { 1 } else { run.min(2) };
                self.in_address.push(Some(length));
                range.start..range.start + length
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                let Some(Some(length)) = self.in_address.pop() else { return false };
                range.end - length..range.end
            }
            _ => return false,
        };
        self.add_text(self.sheet.written(&sign), Some(sign));
        true
    }

    fn text(&mut self, text: CowStr<'_>, range: Range<usize>) {
        let place = self.sheet.place_of(&text);
        let (text, place) = match self.quotations.smart(&self.sheet, &text, &range) {
            Smart::No => (text, place),
            Smart::Quote(_) | Smart::Other if self.running.is_in_address(self.sheet.text()) => {
                (text, Some(range.clone()))
            }
            Smart::Typed => (text, Some(range.clone())),
            Smart::Quote(sign) => (self.quotations.quote(&self.sheet, sign, &range), None),
            Smart::Other => (text, None),
        };
        if place.is_none()
            && let Some(stray) = stray(&text)
        {
            self.sheet.report(Code::Noncharacter, range, stray.message(), "delete it");
        }
        if self.in_code {
            self.flush();
            let chunk = self.sheet.chunk(&text);
            return self.sheet.push_text(chunk);
        }
        let Some(place) = place else { return self.add_text(&text, None) };
        // The mark of a callout stands before its title, and is no text.
        let mark = match self.title {
            Some(Title::Open { from, .. }) => from.saturating_sub(place.start).min(text.len()),
            Some(Title::Waits(_)) | None => 0,
        };
        let (text, place) = self.mark.cut(text.get(mark..).unwrap_or_default(), place.start + mark..place.end);
        if !text.is_empty() {
            self.add_text(text, Some(place));
        }
    }

    fn add_text(&mut self, text: &str, place: Option<Range<usize>>) {
        self.running.add(&mut self.sheet, &mut self.footnotes, text, place);
    }

    fn flush(&mut self) {
        self.running.flush(&mut self.sheet, &mut self.footnotes);
    }

    fn leave_block(&mut self) {
        self.running.leave_block();
        self.quotations.leave_block();
    }

    fn structure(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::SoftBreak | Event::HardBreak) {
            self.running.leave_line();
        }
        match event {
            Event::Text(_) => {}
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Code(text) => {
                let Chunk { start, len } = match code::over_lines(&self.sheet, &text, &range) {
                    Some(text) => self.sheet.arena(&text),
                    None => self.sheet.chunk(&text),
                };
                self.sheet.push(Op::Code { start, len: U24::new(len) });
            }
            Event::Html(text) => match &mut self.html {
                Some(html) => html.add(&text, range.start),
                None => raw_html::push(&mut self.sheet, &text, &|at| range.start + at),
            },
            Event::InlineHtml(text) => {
                if self.sheet.writing().html != Html::Escape {
                    self.running.raw_html(&text);
                }
                html::drop_blank_before(&mut self.sheet, &text, &range);
                html::note_comments(&mut self.sheet, range.clone());
                html::tell_of_text(&mut self.sheet, &text, range.clone());
                raw_html::push(&mut self.sheet, &text, &|at| range.start + at);
            }
            Event::SoftBreak | Event::HardBreak if matches!(self.title, Some(Title::Open { inside: 0, .. })) => {
                self.title = None;
                self.sheet.close(Tag::CalloutTitle, 0);
                self.leave_block();
                self.paragraph.start(&mut self.sheet);
            }
            Event::SoftBreak => self.sheet.push(Op::SoftBreak),
            Event::HardBreak => self.sheet.push(Op::HardBreak),
            Event::Rule => self.sheet.push(Op::Rule),
            Event::TaskListMarker(done) => self.sheet.push(Op::Task(done)),
            Event::FootnoteReference(name) => {
                self.running.mark_reference(&range);
                let index = self.footnotes.index(&mut self.sheet, &name);
                self.sheet.push(Op::Footnote(index));
            }
            // Their options are off.
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                let place = self.sheet.place_of(&text);
                self.add_text(&text, place);
            }
        }
    }

    fn start(&mut self, tag: MdTag<'_>, range: Range<usize>) {
        if !self.depth.enter(&mut self.sheet, &range) {
            return;
        }
        if !matches!(tag, MdTag::Paragraph)
            && let Some(Title::Waits(titled)) = &self.title
        {
            let message = "a line of `-` or `=` below it makes a heading of this callout's title";
            let place = titled.title.clone();
            self.sheet.report(Code::Misread, place, message, "put an empty line between them: `>`");
            self.title = None;
        }
        if holds_text(&tag) {
            self.leave_block();
        } else if let Some(Title::Open { inside, .. }) = &mut self.title {
            *inside += 1;
        }
        let sheet = &mut self.sheet;
        match tag {
            // The text of a term has no paragraph of its own.
            MdTag::Paragraph if self.terms.last() == Some(&true) => {}
            MdTag::Paragraph => match self.title.take() {
                Some(Title::Waits(titled)) => {
                    sheet.open(Tag::CalloutTitle, 0);
                    self.title = Some(Title::Open { from: titled.title.start, inside: 0 });
                }
                Some(Title::Open { .. }) | None => self.paragraph.start(sheet),
            },
            MdTag::Heading { level, id, classes, attrs } => {
                self.heading_end = heading::start(sheet, level, Attributes { id, classes, others: attrs }, &range);
            }
            MdTag::BlockQuote(None) => {
                self.title = callout::titled(sheet.text(), &range).map(Title::Waits);
                match &self.title {
                    Some(Title::Waits(titled)) => sheet.open(Tag::Callout, titled.callout as u32),
                    Some(Title::Open { .. }) | None => {
                        callout::check_quote(sheet, &range);
                        sheet.open(Tag::Quote, 0);
                    }
                }
                self.quotes.push(self.title.is_some());
            }
            MdTag::BlockQuote(Some(kind)) => sheet.open(Tag::Callout, Callout::of(kind) as u32),
            MdTag::CodeBlock(kind) => {
                code::start(sheet, &kind);
                self.in_code = true;
            }
            MdTag::HtmlBlock => self.html = Some(HtmlBlock::default()),
            MdTag::List(None) => sheet.open(Tag::List, 0),
            MdTag::List(Some(first)) => sheet.open(Tag::OrderedList, u32::try_from(first).unwrap_or(1)),
            MdTag::Item => sheet.open(Tag::Item, 0),
            MdTag::DefinitionList => sheet.open(Tag::DefinitionList, 0),
            MdTag::DefinitionListTitle => sheet.open(Tag::DefinitionTerm, 0),
            MdTag::DefinitionListDefinition => {
                let is_term = definition::is_term(sheet, &range);
                self.terms.push(is_term);
                match is_term {
                    true => {
                        sheet.open(Tag::DefinitionTerm, 0);
                        let colon = range.start..range.start + 1;
                        let chunk = sheet.chunk_of(colon);
                        sheet.push_text(chunk);
                    }
                    false => definition::start(sheet, &range),
                }
            }
            MdTag::FootnoteDefinition(name) => self.footnotes.start(sheet, &name, range),
            MdTag::Table(aligns) => self.table.start(sheet, aligns),
            MdTag::TableHead => self.table.start_head(sheet),
            MdTag::TableRow => self.table.start_row(sheet),
            MdTag::TableCell => self.table.start_cell(sheet, range),
            MdTag::Emphasis => sheet.open(Tag::Emphasis, 0),
            MdTag::Strong => sheet.open(Tag::Strong, 0),
            MdTag::Strikethrough => sheet.open(Tag::Strikethrough, 0),
            MdTag::Link { link_type, dest_url: dest, title, .. } => {
                self.start_link(Link { link_type, dest, title, range });
            }
            MdTag::Image { link_type, dest_url: dest, title, .. } => {
                self.capture = Some(link::start_image(sheet, Link { link_type, dest, title, range }));
            }
            // Their options are off; their text is kept.
            MdTag::Superscript | MdTag::Subscript | MdTag::MetadataBlock(_) => {}
        }
    }

    fn start_link(&mut self, link: Link<'_>) {
        self.running.mark_reference(&link.range);
        match link::start(&mut self.sheet, &mut self.footnotes, link) {
            Started::Capture(capture) => self.capture = Some(capture),
            Started::Open(tag, reference) => {
                let index = self.sheet.push_reference(reference);
                self.running.open_link(tag, index);
                self.sheet.open(tag, index);
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        self.depth.leave();
        if let (Some(Title::Open { inside, .. }), false) = (&mut self.title, tag == TagEnd::Paragraph) {
            *inside = inside.saturating_sub(1);
        }
        let sheet = &mut self.sheet;
        match tag {
            TagEnd::Paragraph if self.terms.last() == Some(&true) => {}
            TagEnd::Paragraph => match self.title.take() {
                Some(_) => sheet.close(Tag::CalloutTitle, 0),
                None => self.paragraph.end(sheet),
            },
            TagEnd::Heading(_) => heading::end(sheet),
            TagEnd::BlockQuote(None) => {
                let is_callout = self.quotes.pop() == Some(true);
                sheet.close(if is_callout { Tag::Callout } else { Tag::Quote }, 0);
            }
            TagEnd::BlockQuote(Some(kind)) => sheet.close(Tag::Callout, Callout::of(kind) as u32),
            TagEnd::CodeBlock => {
                self.in_code = false;
                code::end(sheet, &range);
            }
            TagEnd::HtmlBlock => self.html.take().unwrap_or_default().end(sheet, range),
            TagEnd::List(false) => sheet.close(Tag::List, 0),
            TagEnd::List(true) => sheet.close(Tag::OrderedList, 0),
            TagEnd::Item => sheet.close(Tag::Item, 0),
            TagEnd::FootnoteDefinition => self.footnotes.end(sheet),
            TagEnd::Table => self.table.end(sheet),
            TagEnd::TableHead => self.table.end_head(sheet),
            TagEnd::TableRow => self.table.end_row(sheet, &range),
            TagEnd::TableCell => self.table.end_cell(sheet),
            TagEnd::Emphasis => sheet.close(Tag::Emphasis, 0),
            TagEnd::Strong => sheet.close(Tag::Strong, 0),
            TagEnd::Strikethrough => sheet.close(Tag::Strikethrough, 0),
            TagEnd::Link => {
                if let Some((tag, index)) = self.running.close_link() {
                    link::end(sheet, tag, index, &range);
                }
            }
            TagEnd::DefinitionList => sheet.close(Tag::DefinitionList, 0),
            TagEnd::DefinitionListTitle => sheet.close(Tag::DefinitionTerm, 0),
            TagEnd::DefinitionListDefinition => {
                let is_term = self.terms.pop() == Some(true);
                sheet.close(if is_term { Tag::DefinitionTerm } else { Tag::DefinitionText }, 0);
            }
            TagEnd::Image | TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn finish(mut self) -> Document {
        self.flush();
        let mut sheet = self.sheet;
        alone::check_loose(&mut sheet.doc);
        self.footnotes.check(&mut sheet);
        heading_id::name(&mut sheet);
        heading::note_questions(&mut sheet.doc);
        slip::check(&mut sheet);
        sheet.finish()
    }
}

/// Whether text may stand in an element itself, so that what was open in the text before is not open in it.
fn holds_text(tag: &MdTag<'_>) -> bool {
    matches!(
        tag,
        MdTag::Paragraph
            | MdTag::Heading { .. }
            | MdTag::Item
            | MdTag::DefinitionListTitle
            | MdTag::DefinitionListDefinition
            | MdTag::TableCell
    )
}
