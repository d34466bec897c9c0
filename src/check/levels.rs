//! The levels of headings: whoever goes through a page by its headings takes a level that is left out for something missed.

use crate::catalog::Entry;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Class, Document, Kind, Op, Tag};
use crate::resolve::Site;

/// The headings that are more than one level below the one before them.
pub fn check(site: &Site) -> Diagnostics {
    let title = |entry: &Entry| of_document(&entry.document, Some(1));
    let pages = site.catalog.written().flat_map(|(_, entry)| title(entry));
    // Nobody knows where a block will stand.
    let blocks = site.catalog.blocks.iter().flat_map(|block| of_document(&block.document, None));
    pages.chain(blocks).collect()
}

/// `level` is that of the heading before the text, if one is known.
fn of_document(document: &Document, mut level: Option<u8>) -> Diagnostics {
    let mut found = Diagnostics::new();
    if document.headings.is_empty() {
        return found;
    }
    // In a quote headings are another text's.
    let mut frames = 0_usize;
    for op in document.ops() {
        match op {
            Op::Open(Tag::Heading, index) if frames == 0 => {
                let Some(heading) = document.headings.get(*index as usize) else { continue };
                if let Some(before) = level.filter(|level| heading.level > level + 1) {
                    let message = format!("a heading of level {} follows one of level {before}", heading.level);
                    let help = match before {
                        1 => "the title is the heading of level 1: begin with `##`".to_owned(),
                        _ => {
                            format!("write `{}`, or a heading of that level before it", "#".repeat(before as usize + 1))
                        }
                    };
                    let span = document.heading_span(heading);
                    found.push(Diagnostic::new(Code::SkippedLevel, span, message).help(help));
                }
                level = Some(heading.level);
            }
            Op::Open(tag, _) if tag.class() == Class::Frame => frames += 1,
            Op::Close(tag, _) if tag.class() == Class::Frame => frames = frames.saturating_sub(1),
            // What is shown here may have headings of its own.
            Op::Html { .. } => level = None,
            Op::Refer(index) => {
                let kind = document.references.get(*index as usize).map(|reference| reference.kind);
                if matches!(kind, Some(Kind::Block | Kind::Faq | Kind::Conflicts)) {
                    level = None;
                }
            }
            Op::Text { .. }
            | Op::Code { .. }
            | Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Open(..)
            | Op::Close(..)
            | Op::Cite { .. }
            | Op::Footnote(_) => {}
        }
    }
    found
}
