//! Where the blocks of a text stand, and the comments in it: for those who have to know what a comment stands beside.

use super::Shielded;
use super::parse::{cited, options};
use crate::config::Writing;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// What a text is made of, as bytes of its file.
pub struct Outline {
    /// Comments, in their order.
    pub comments: Vec<Comment>,
    /// Paragraphs, headings, lists, tables and the others, in the order in which they begin; comments are none.
    blocks: Vec<Range<usize>>,
}

/// A comment that is one to the parser.
pub struct Comment {
    pub range: Range<usize>,
    /// Whether it stands among blocks, and not among the text of one.
    pub is_block: bool,
}

impl Outline {
    /// The comment that begins at a byte.
    pub fn comment(&self, at: usize) -> Option<&Comment> {
        let found = self.comments.binary_search_by_key(&at, |comment| comment.range.start);
        found.ok().and_then(|found| self.comments.get(found))
    }

    /// The first block that begins at a byte or after it.
    pub fn block_from(&self, at: usize) -> Option<Range<usize>> {
        self.blocks.get(self.blocks.partition_point(|block| block.start < at)).cloned()
    }
}

/// The outline of the Markdown at `range` of `full`.
pub fn outline(full: &str, range: Range<usize>) -> Outline {
    let (text, base) = (full.get(range.clone()).unwrap_or_default(), range.start);
    let shielded = Shielded::new(text);
    let options = options(Writing::PLAIN, text);
    let parser = Parser::new_with_broken_link_callback(shielded.text(), options, Some(cited));
    let mut outline = Outline { comments: Vec::new(), blocks: Vec::new() };
    shielded.events(parser).for_each(|(event, range)| {
        let range = range.start + base..range.end + base;
        match event {
            Event::InlineHtml(_) => outline.note(full, range, false),
            Event::Start(Tag::HtmlBlock) => {
                if !is_comment(full.get(range.clone()).unwrap_or_default()) {
                    outline.blocks.push(range.clone());
                }
                outline.note(full, range, true);
            }
            Event::Rule => outline.blocks.push(range),
            Event::Start(tag) if is_block(&tag) => outline.blocks.push(range),
            _ => {}
        }
    });
    outline.comments.sort_by_key(|comment| comment.range.start);
    outline.blocks.sort_by_key(|block| (block.start, std::cmp::Reverse(block.end)));
    outline
}

impl Outline {
    /// Notes the comments in a piece of HTML.
    fn note(&mut self, full: &str, range: Range<usize>, is_block: bool) {
        let mut at = range.start;
        while let Some(rest) = full.get(at..range.end)
            && let Some(open) = rest.find("<!--")
        {
            let end = rest.get(open..).and_then(|comment| comment.find("-->")).map_or(rest.len(), |end| open + end + 3);
            self.comments.push(Comment { range: at + open..at + end, is_block });
            at += end;
        }
    }
}

/// Whether a block of HTML is nothing but comments.
fn is_comment(html: &str) -> bool {
    let mut rest = html.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after).trim_start();
    }
    rest.is_empty()
}

/// Whether what begins is a block of its own, and no part of one.
fn is_block(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::BlockQuote(_)
        | Tag::CodeBlock(_)
        | Tag::List(_)
        | Tag::DefinitionList
        | Tag::FootnoteDefinition(_)
        | Tag::Table(_) => true,
        Tag::HtmlBlock
        | Tag::Item
        | Tag::DefinitionListTitle
        | Tag::DefinitionListDefinition
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Superscript
        | Tag::Subscript
        | Tag::Link { .. }
        | Tag::Image { .. }
        | Tag::MetadataBlock(_) => false,
    }
}
