//! What a text says to a translator: its words and what they are (a heading, an item, a cell), without where its links lead,
//! what is emphasised, comments, ids and what facts say. Two texts that differ in nothing else need no other translation.
//!
//! Stamps are made of this: whatever is changed here makes every stamp old, and needs a new number before their digits.

use crate::document::{Document, Kind, Op, Tag, is_wide};
use std::fmt::Write;
use std::ops::Range;

/// What begins a part, and what ends it: characters that no text holds.
const BEGIN: char = '\u{1}';
const END: char = '\u{2}';

/// What the operations of a document say; `source` is the text of its file.
pub(super) fn of(document: &Document, source: &str, ops: Range<usize>) -> String {
    let mut said = String::new();
    for op in document.ops().get(ops).unwrap_or_default() {
        match *op {
            Op::Text { start, len } | Op::Html { start, len } => {
                let text = document.text_in(source, Op::chunk(start, len));
                // Where a comment stood, two blanks are one.
                said.push_str(if said.ends_with([' ', '\n']) { text.trim_start_matches(' ') } else { text });
            }
            Op::Code { start, len } => {
                _ = write!(said, "{BEGIN}`{}{END}", document.text_in(source, Op::chunk(start, len)));
            }
            // Lines may be broken elsewhere, in scripts without spaces too.
            Op::SoftBreak if said.ends_with(is_wide) => {}
            Op::SoftBreak => said.push(' '),
            Op::HardBreak => said.push('\n'),
            // Where a link leads is not translated.
            Op::Address(_) => {}
            Op::Rule => _ = write!(said, "{BEGIN}-{END}"),
            Op::Task(done) => _ = write!(said, "{BEGIN}[{}{END}", u8::from(done)),
            Op::Footnote(number) => _ = write!(said, "{BEGIN}^{number}{END}"),
            Op::Open(tag, number) => {
                if let Some(name) = name(tag) {
                    _ = write!(said, "{BEGIN}{name}{}", kind(document, tag, number));
                }
            }
            Op::Close(tag, _) => {
                if name(tag).is_some() {
                    said.truncate(said.trim_end_matches(' ').len());
                    said.push(END);
                }
            }
            Op::Refer(index) => refer(&mut said, document, source, index),
            Op::Cite { first, count } => {
                (first..first + count.get()).for_each(|index| refer(&mut said, document, source, index));
            }
        }
    }
    said
}

fn refer(said: &mut String, document: &Document, source: &str, index: u32) {
    let Some(reference) = document.references.get(index as usize) else { return };
    let text = |chunk| document.text_in(source, chunk);
    let (sign, first, second) = match reference.kind {
        // What it says is what the data says.
        Kind::Fact => ('=', text(reference.dest), ""),
        Kind::Image => ('!', text(reference.text), text(reference.title)),
        Kind::Citation => ('@', text(reference.dest), text(reference.text)),
        Kind::Table | Kind::Block | Kind::Faq | Kind::Conflicts | Kind::Studies | Kind::Grades | Kind::People => {
            ('+', text(reference.dest), text(reference.text))
        }
        // They open and close.
        Kind::Link | Kind::Term => return,
    };
    _ = write!(said, "{BEGIN}{sign}{first}{BEGIN}{second}{END}");
}

/// What a part is called; `None` for what changes no word: emphasis, and that something is a link.
fn name(tag: Tag) -> Option<&'static str> {
    Some(match tag {
        Tag::Paragraph => "p",
        Tag::Heading => "h",
        Tag::Quote => "q",
        Tag::Callout => "c",
        Tag::CalloutTitle => "ct",
        Tag::List => "u",
        Tag::OrderedList => "o",
        Tag::Item => "i",
        Tag::CodeBlock => "k",
        Tag::HtmlBlock => "x",
        Tag::DefinitionList => "d",
        Tag::DefinitionTerm => "dt",
        Tag::DefinitionText => "dd",
        Tag::Table => "t",
        Tag::TableHead => "th",
        Tag::TableRow => "tr",
        Tag::HeadCell => "hc",
        Tag::RowHead | Tag::Cell => "tc",
        Tag::FootnoteText => "f",
        Tag::Ruby => "r",
        Tag::RubyText => "rt",
        Tag::Strikethrough => "s",
        Tag::Emphasis | Tag::Strong | Tag::Link | Tag::Term => return None,
    })
}

/// The level of a heading, which callout it is, where a list begins.
fn kind(document: &Document, tag: Tag, number: u32) -> u32 {
    match tag {
        Tag::Heading => document.headings.get(number as usize).map_or(0, |heading| u32::from(heading.level)),
        Tag::Callout | Tag::OrderedList | Tag::FootnoteText => number,
        Tag::Paragraph
        | Tag::CalloutTitle
        | Tag::RowHead
        | Tag::Quote
        | Tag::List
        | Tag::Item
        | Tag::CodeBlock
        | Tag::HtmlBlock
        | Tag::DefinitionList
        | Tag::DefinitionTerm
        | Tag::DefinitionText
        | Tag::Table
        | Tag::TableHead
        | Tag::TableRow
        | Tag::HeadCell
        | Tag::Cell
        | Tag::Ruby
        | Tag::RubyText
        | Tag::Strikethrough
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Link
        | Tag::Term => 0,
    }
}
