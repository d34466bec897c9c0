//! Slips: text that was meant to be markup. An input method writes `［` and a space of its own, another tool has `:::note`,
//! a bracket is left open; to Markdown all of that is text, and would go out as such.
//!
//! The pass goes over what was read as text, with the source beside it, so that code, addresses and what stands behind a
//! backslash are never looked at. Whatever it says is of one line, and costs no more than a few hundred bytes around the sign
//! that it was found by.

mod brace;
mod bracket;
mod foreign;
mod html;
mod line;
mod mark;
mod own;
mod table;

pub(super) use html::element;

use super::joined::is_escaped;
use super::line::texts_of_line;
use super::sheet::Sheet;
use super::{Class, Document, Kind, Op, Tag};
use crate::data::Text as Data;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::ops::Range;

/// A name of something of the site that stands in plain text: a mistake if the site has it.
#[derive(Debug, Clone, Copy)]
pub struct Suspect {
    pub kind: Kind,
    /// Bytes of the name in the source.
    pub name: (u32, u32),
    /// Bytes of all that belongs to it.
    pub whole: (u32, u32),
}

/// Something that was meant to be markup, at bytes of its line.
struct Slip {
    code: Code,
    range: Range<usize>,
    message: String,
    help: String,
    /// What only can be meant, and where it goes.
    fix: Option<(Range<usize>, String)>,
}

impl Slip {
    /// Our own construct that did not come to be.
    fn own(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { code: Code::Misread, range, message: message.into(), help: help.into(), fix: None }
    }

    /// Markdown, or what another tool has in its place.
    fn other(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip { code: Code::LooksLikeMarkup, range, message: message.into(), help: help.into(), fix: None }
    }

    fn fix(mut self, range: Range<usize>, text: impl Into<String>) -> Slip {
        self.fix = Some((range, text.into()));
        self
    }
}

/// A line of running text as it stands in the source, without the line end.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    /// What the block is that it stands in.
    place: Place,
}

/// What kind of text a line belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A paragraph or an item: what begins its lines may be a marker.
    Prose,
    Heading,
    /// A cell or a term.
    Cell,
}

impl<'a> Line<'a> {
    fn before(&self, at: usize) -> &'a str {
        self.text.get(..at).unwrap_or_default()
    }

    fn after(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }
}

/// What stands beside a line in its block.
#[derive(Clone, Copy)]
struct Near<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
    /// Whether it begins an item of a list.
    is_item: bool,
    /// Whether it is the only line.
    is_alone: bool,
}

/// How many bytes around a sign are looked at.
const REACH: usize = 400;

/// The beginning of a text, no longer than anything is looked for.
fn near(text: &str) -> &str {
    text.get(..text.floor_char_boundary(REACH)).unwrap_or_default()
}

/// The end of a text, likewise.
fn near_end(text: &str) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(REACH))..).unwrap_or_default()
}

/// Whether a character is a space that Markdown does not take for one.
fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}')
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t' || is_odd_space(c)
}

/// Looks for slips in a document that has been read.
pub(super) fn check(sheet: &mut Sheet<'_>) {
    let mut scan = Scan {
        source: sheet.full(),
        doc: &sheet.doc,
        block: Block::new(Place::Prose),
        links: 0,
        skip: false,
        code: None,
        slips: Vec::new(),
        images: Vec::new(),
        suspects: Vec::new(),
    };
    scan.run();
    let Scan { slips, suspects, images, .. } = scan;
    // What was meant to say that an image needs no text is the mistake, and not that it has none.
    sheet
        .doc
        .diagnostics
        .retain(|found| found.code != Code::AltText || images.binary_search(&(found.span.end as usize)).is_err());
    let source = sheet.doc.source;
    let mut told: Vec<Range<usize>> = sheet.doc.diagnostics.iter().map(|found| found.span.range()).collect();
    told.sort_unstable_by_key(|range| range.start);
    let is_told = |range: Range<usize>| {
        let next = told.partition_point(|own| own.start < range.end);
        next.checked_sub(1).and_then(|at| told.get(at)).is_some_and(|own| own.end > range.start)
    };
    let slips = slips.into_iter().filter(|(at, slip)| !is_told(at + slip.range.start..at + slip.range.end));
    for (at, slip) in slips.collect::<Vec<_>>() {
        let span = |range: &Range<usize>| Span::new(source, at + range.start..at + range.end);
        let found = Diagnostic::new(slip.code, span(&slip.range), slip.message).help(slip.help);
        sheet.doc.diagnostics.push(match slip.fix {
            Some((range, text)) => found.fix(span(&range), text),
            None => found,
        });
    }
    sheet.doc.suspects = suspects;
}

/// What stands in a title or description that was meant to be one of our own constructs, which is all that means anything
/// there: mistakes, and names that are mistakes if the site has them.
pub fn of_line(text: &Data) -> (Vec<Diagnostic>, Vec<(Kind, Span)>) {
    let (mut found, mut suspects) = (Vec::new(), Vec::new());
    let line = Line { text: &text.text, place: Place::Prose };
    for part in texts_of_line(&text.text) {
        let mut from = part.start;
        while let Some(at) = next_sign(&text.text, from..part.end) {
            from = at + 1;
            if is_escaped(&text.text, at) {
                continue;
            }
            let slip = match line.after(at).chars().next() {
                Some(']' | '］') => bracket::closing(line, at, false),
                Some('{' | '｛') => brace::look(line, at, false),
                Some(':' | '：') => {
                    suspects.extend(own::address(line, at));
                    None
                }
                Some('@' | '＠') => {
                    suspects.extend(own::citation(line, at));
                    None
                }
                _ => None,
            };
            // Ruby that is right stands in the text as it is.
            let is_right = |slip: &Slip| {
                slip.fix.as_ref().is_some_and(|(range, right)| text.text.get(range.clone()) == Some(right))
            };
            if let Some(slip) = slip.filter(|slip| slip.code == Code::Misread && !is_right(slip)) {
                from = slip.range.end;
                found.push(Diagnostic::new(slip.code, text.span_of(slip.range), slip.message).help(slip.help));
            }
        }
    }
    let suspects = suspects.into_iter().map(|of: own::Found| (of.kind, text.span_of(of.name)));
    (found, suspects.collect())
}

/// A text between the beginning and the end of a block.
struct Block {
    place: Place,
    /// Where its lines begin that begin with text.
    lines: Vec<usize>,
    /// What of it is text.
    texts: Vec<Range<usize>>,
    /// Where images end that text follows.
    images: Vec<usize>,
    /// Whether the next text begins a line.
    starts_line: bool,
    /// Whether it is the first of an item.
    is_item: bool,
    /// Whether a sign in it was replaced by another: a quotation mark, a dash.
    is_smart: bool,
    /// Whether something in it names something elsewhere.
    refers: bool,
}

impl Block {
    fn new(place: Place) -> Block {
        let (lines, texts, images) = (Vec::new(), Vec::new(), Vec::new());
        Block { place, lines, texts, images, starts_line: true, is_item: false, is_smart: false, refers: false }
    }

    /// The end of the text that a byte belongs to, if it is text.
    fn text_end(&self, at: usize) -> Option<usize> {
        let next = self.texts.partition_point(|range| range.start <= at);
        let text = next.checked_sub(1).and_then(|place| self.texts.get(place))?;
        (at < text.end).then_some(text.end)
    }

    fn reset(&mut self, place: Place) {
        self.lines.clear();
        self.texts.clear();
        self.images.clear();
        (self.place, self.starts_line, self.is_item) = (place, true, false);
        (self.is_smart, self.refers) = (false, false);
    }
}

struct Scan<'a> {
    source: &'a str,
    doc: &'a Document,
    block: Block,
    /// Links and terms that are open: their text is theirs.
    links: usize,
    /// Whether code or raw HTML is open.
    skip: bool,
    /// The code that ends here.
    code: Option<super::Chunk>,
    /// Each with the byte at which its line begins.
    slips: Vec<(usize, Slip)>,
    /// Where images end that braces follow which mean nothing.
    images: Vec<usize>,
    suspects: Vec<Suspect>,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        for op in self.doc.ops() {
            match op {
                Op::Text { start, len } => self.text(Op::chunk(*start, *len)),
                Op::SoftBreak | Op::HardBreak => (self.block.starts_line, self.code) = (true, None),
                Op::Open(tag, index) => self.open(*tag, *index),
                Op::Close(tag, _) => self.close(*tag),
                Op::Rule => self.end(Place::Prose),
                Op::Refer(index) => self.refer(*index),
                Op::Code { start, len } => {
                    self.block.starts_line = false;
                    self.code = Some(Op::chunk(*start, *len));
                }
                Op::Task(_) | Op::Html { .. } | Op::Address(_) | Op::Cite { .. } | Op::Footnote(_) => {
                    self.block.starts_line = false;
                }
            }
        }
        self.end(Place::Prose);
    }

    fn text(&mut self, chunk: super::Chunk) {
        let starts_line = std::mem::take(&mut self.block.starts_line);
        let Some(at) = self.doc.place(chunk) else {
            self.block.is_smart |= self.links == 0;
            return;
        };
        if self.skip || self.links > 0 {
            return;
        }
        let end = at + chunk.len as usize;
        if let Some(code) = self.code.take() {
            self.role(code, at);
        }
        if starts_line && !is_escaped(self.source, at) {
            self.block.lines.push(at);
        }
        self.block.texts.push(at..end);
    }

    /// Code with `_` behind it, as reStructuredText writes links.
    fn role(&mut self, code: super::Chunk, at: usize) {
        let after = self.source.get(at..).unwrap_or_default();
        let is_link = after.starts_with('_') && !after.trim_start_matches('_').starts_with(char::is_alphanumeric);
        if let Some(start) = self.doc.place(code).filter(|_| is_link) {
            let start = start.saturating_sub(1);
            let whole = 0..at + 1 - start;
            let help = "write `[text](address)`";
            self.slips.push((start, Slip::other(whole, "a link of reStructuredText is code here", help)));
        }
    }

    fn open(&mut self, tag: Tag, index: u32) {
        match tag.class() {
            Class::Inline | Class::Reading => {
                if tag == Tag::Link && self.links == 0 {
                    self.image(index);
                }
                self.links += usize::from(matches!(tag, Tag::Link | Tag::Term | Tag::Ruby));
                self.block.starts_line = false;
            }
            Class::Line => self.end(Place::Cell),
            Class::Text | Class::Item | Class::Frame | Class::Group => {
                let is_item =
                    tag == Tag::Item || (tag == Tag::Paragraph && self.block.is_item && self.block.texts.is_empty());
                self.end(if tag == Tag::Heading { Place::Heading } else { Place::Prose });
                self.block.is_item = is_item;
                self.skip = tag == Tag::HtmlBlock;
            }
            Class::Code => {
                self.end(Place::Prose);
                self.skip = true;
            }
        }
    }

    /// `！[text](picture.png)`: with a full-width sign a picture is a link.
    fn image(&mut self, index: u32) {
        let Some(link) = self.doc.references.get(index as usize) else { return };
        let dest = self.doc.text_in(self.source, link.dest).to_ascii_lowercase();
        let is_picture =
            [".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif", ".avif"].iter().any(|end| dest.ends_with(end));
        let start = link.start as usize;
        let sign = '！'.len_utf8();
        let before = self.source.get(..start).unwrap_or_default();
        // `@[name]` with a definition of the name is a person.
        let is_inline = self.source.get(start..link.end as usize).is_some_and(|written| written.contains("]("));
        let free = |rest: &&str| is_inline && !rest.ends_with(|c: char| c.is_alphanumeric());
        if let Some(rest) = before.strip_suffix('@').filter(free) {
            let help = "delete the `@`: a link leads there, and nothing is embedded";
            let slip = Slip::other(0..1, "`@` before a link embeds nothing", help);
            self.slips.push((rest.len(), slip));
        }
        if is_picture && self.source.get(..start).is_some_and(|before| before.ends_with('！')) {
            let help = "write `!` of ASCII before the bracket";
            let slip = Slip::other(0..sign, "a full-width sign makes no image of this link", help).fix(0..sign, "!");
            self.slips.push((start - sign, slip));
        }
    }

    fn close(&mut self, tag: Tag) {
        match tag.class() {
            Class::Inline | Class::Reading => {
                self.links -= usize::from(matches!(tag, Tag::Link | Tag::Term | Tag::Ruby)).min(self.links);
                self.block.refers |= matches!(tag, Tag::Link | Tag::Term);
            }
            Class::Line | Class::Text | Class::Item | Class::Frame | Class::Group | Class::Code => {
                self.end(Place::Prose);
                self.skip = false;
            }
        }
    }

    fn refer(&mut self, index: u32) {
        self.block.starts_line = false;
        self.block.refers = true;
        let image = self.doc.references.get(index as usize).filter(|reference| reference.kind == Kind::Image);
        if let Some(image) = image {
            self.block.images.push(image.end as usize);
        }
    }

    /// Looks through the block that ends here, and begins another.
    fn end(&mut self, next: Place) {
        if !self.block.texts.is_empty() {
            self.look();
        }
        self.block.reset(next);
    }

    fn look(&mut self) {
        let block = std::mem::replace(&mut self.block, Block::new(Place::Prose));
        let mut text = Text {
            scan: self,
            block: &block,
            start: 0,
            line: Line { text: "", place: block.place },
            begun: false,
            done: 0,
        };
        if block.place != Place::Cell {
            text.beginnings();
        }
        text.signs();
        self.block = block;
    }
}

/// The text of a block, with the line that is looked at.
struct Text<'s, 'a> {
    scan: &'s mut Scan<'a>,
    block: &'s Block,
    /// Where the line begins.
    start: usize,
    line: Line<'a>,
    /// Whether there is one.
    begun: bool,
    /// Up to which byte of the source everything has been said.
    done: usize,
}

impl<'a> Text<'_, 'a> {
    /// What the lines begin with.
    fn beginnings(&mut self) {
        let (source, lines) = (self.scan.source, &self.block.lines);
        let line_at = |index: usize| lines.get(index).map(|at| line_from(source, *at));
        for (index, at) in lines.iter().enumerate() {
            let line = Line { text: line_from(source, *at), place: self.block.place };
            if line.place != Place::Heading && !line::may_begin(line.text) {
                continue;
            }
            let near = Near {
                before: index.checked_sub(1).and_then(line_at),
                after: line_at(index + 1),
                is_item: index == 0 && self.block.is_item,
                is_alone: lines.len() == 1,
            };
            if let Some(slip) = line::look(line, near) {
                self.done = self.done.max(at + slip.range.end);
                self.scan.slips.push((*at, slip));
            }
        }
    }

    /// Signs within the lines.
    fn signs(&mut self) {
        for range in &self.block.texts {
            let mut from = range.start;
            while let Some(at) = next_sign(self.scan.source, from..range.end) {
                from = at + 1;
                if at >= self.done && !is_escaped(self.scan.source, at) {
                    self.sign(at);
                }
            }
        }
        if self.block.is_smart
            && let (Some(first), Some(last)) = (self.block.texts.first(), self.block.texts.last())
        {
            // The signs that were replaced may stand before the first text and behind the last.
            let before = self.scan.source.get(..first.start).unwrap_or_default();
            let start = before.trim_end_matches('\'').len();
            let after = self.scan.source.get(last.end..).unwrap_or_default();
            let end = last.end + (after.len() - after.trim_start_matches('\'').len());
            if let Some(slip) = mark::quotes(self.scan.source.get(start..end).unwrap_or_default()) {
                self.scan.slips.push((start, slip));
            }
        }
    }

    fn sign(&mut self, at: usize) {
        self.go_to(at);
        let (line, inside) = (self.line, at - self.start);
        let Some(sign) = line.after(inside).chars().next() else { return };
        let slip = match sign {
            ']' | '］' => bracket::closing(line, inside, self.block.refers),
            '[' => bracket::opened(line, inside).or_else(|| foreign::brackets(line, inside)),
            '｜' => foreign::aozora(line, inside),
            '`' | '´' => mark::code(line, inside),
            '{' | '｛' => {
                let after_image = self.block.images.binary_search(&at).is_ok();
                let slip = brace::look(line, inside, after_image);
                self.scan.images.extend(slip.as_ref().filter(|_| after_image).map(|_| at));
                slip
            }
            ':' | '：' => return self.colon(inside),
            '@' | '＠' => return self.suspect(own::citation(line, inside)),
            '*' | '~' => {
                let is_text = |at: usize| self.block.text_end(self.start + at).is_some();
                mark::spaced(line, inside, is_text).or_else(|| mark::unclosed(line, inside))
            }
            '＊' | '｀' => mark::wide(line, inside),
            '=' => mark::highlight(line, inside),
            '\'' => mark::quotes(line.after(inside)).map(|slip| shifted(slip, inside)),
            '<' => html::component(line, inside),
            _ => None,
        };
        self.tell(slip);
    }

    fn colon(&mut self, inside: usize) {
        match own::address(self.line, inside) {
            Some(found) => self.suspect(Some(found)),
            None => {
                let slip = foreign::shortcode(self.line, inside);
                self.tell(slip);
            }
        }
    }

    fn tell(&mut self, slip: Option<Slip>) {
        let Some(mut slip) = slip else { return };
        // The bar of ruby would end the cell.
        let in_cell = |text: String| if self.block.place == Place::Cell { text.replace('|', "\\|") } else { text };
        slip.help = in_cell(slip.help);
        slip.fix = slip.fix.filter(|(range, _)| self.is_plain(range)).map(|(range, text)| (range, in_cell(text)));
        self.done = self.start + slip.range.end;
        self.scan.slips.push((self.start, slip));
    }

    /// Whether all of a range of the line is text, with no sign in it that the change could make something else of.
    fn is_plain(&self, range: &Range<usize>) -> bool {
        let (mut at, end) = (self.start + range.start, self.start + range.end);
        while at < end {
            let Some(next) = self.block.text_end(at) else { return false };
            at = next;
        }
        !self.line.text.get(range.clone()).is_some_and(|text| text.contains(['`', '\\', '<']))
    }

    fn suspect(&mut self, found: Option<own::Found>) {
        let Some(found) = found else { return };
        let place = |range: Range<usize>| ((self.start + range.start) as u32, (self.start + range.end) as u32);
        let (name, whole) = (place(found.name), place(found.whole));
        self.done = whole.1 as usize;
        self.scan.suspects.push(Suspect { kind: found.kind, name, whole });
    }

    /// Makes the line that `at` is on the one that is looked at.
    fn go_to(&mut self, at: usize) {
        let source = self.scan.source;
        if self.begun && at < self.start + self.line.text.len() {
            return;
        }
        self.begun = true;
        let first = self.block.texts.first().map_or(at, |first| first.start);
        let before = source.get(first.min(at)..at).unwrap_or_default();
        self.start = before.rfind('\n').map_or(first.min(at), |end| first + end + 1);
        let mut text = line_from(source, self.start);
        if self.block.place == Place::Cell {
            let last = self.block.texts.last().map_or(at, |last| last.end);
            text = text.get(..last.saturating_sub(self.start)).unwrap_or(text);
        }
        self.line = Line { text, place: self.block.place };
    }
}

fn shifted(slip: Slip, by: usize) -> Slip {
    Slip { range: slip.range.start + by..slip.range.end + by, ..slip }
}

/// The rest of the line from a byte on.
fn line_from(source: &str, at: usize) -> &str {
    let rest = source.get(at..).unwrap_or_default();
    let end = rest.find('\n').unwrap_or(rest.len());
    rest.get(..end).unwrap_or(rest).trim_end_matches('\r')
}

/// The first byte of a sign that may be one of a slip.
fn next_sign(source: &str, range: Range<usize>) -> Option<usize> {
    let bytes = source.as_bytes().get(range.clone())?;
    let mut at = 0;
    // By stretches, which are looked at as a whole.
    for stretch in bytes.chunks(64) {
        if stretch.iter().fold(0, |found, byte| found | u8::from(may_be_sign(*byte))) != 0 {
            let is = |(inside, byte): &(usize, &u8)| may_be_sign(**byte) && is_sign(bytes, at + inside, **byte);
            if let Some((inside, _)) = stretch.iter().enumerate().find(is) {
                return Some(range.start + at + inside);
            }
        }
        at += stretch.len();
    }
    None
}

/// Whether a byte is the first of a sign, perhaps: without branches, so that many are looked at together.
#[inline]
fn may_be_sign(byte: u8) -> bool {
    (byte == b']')
        | (byte == b'[')
        | (byte == b'{')
        | (byte == b':')
        | (byte == b'@')
        | (byte == b'*')
        | (byte == b'~')
        | (byte == b'=')
        | (byte == b'\'')
        | (byte == b'<')
        | (byte == b'`')
        | (byte == 0xC2)
        | (byte == 0xEF)
}

/// Whether the byte is that of a sign: `］｛：＠＊｀｜` are of three bytes of which the first is EF, `´` is of two.
fn is_sign(bytes: &[u8], at: usize, byte: u8) -> bool {
    match byte {
        0xC2 => bytes.get(at + 1) == Some(&0xB4),
        0xEF => matches!(
            (bytes.get(at + 1), bytes.get(at + 2)),
            (Some(0xBC), Some(0xBD | 0x9A | 0xA0 | 0x8A)) | (Some(0xBD), Some(0x9B | 0x9C | 0x80))
        ),
        _ => true,
    }
}
