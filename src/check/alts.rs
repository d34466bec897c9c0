//! Texts of pictures that repeat what stands beside them: who listens to the page hears it twice.

use super::same::plainly;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind, Op, Reference, Tag};
use crate::resolve::Site;
use rayon::prelude::*;
use std::ops::Range;

/// The pictures of every text that say what the caption, the link round them or a sentence beside them says.
pub fn check(site: &Site) -> Diagnostics {
    let texts: Vec<(LangId, &Document)> = site.catalog.texts().collect();
    let found = texts.into_par_iter().flat_map_iter(|(_, document)| of_document(site, document));
    found.collect()
}

fn of_document(site: &Site, document: &Document) -> Diagnostics {
    if !document.references.iter().any(|reference| reference.kind == Kind::Image) {
        return Diagnostics::new();
    }
    let source = &site.sources.get(document.source).text;
    let text = Text { document, source };
    let pieces = text.pieces();
    // Of the link that was met last: there may be any number of pictures in one.
    let mut link_text: (Range<usize>, String) = Default::default();
    let mut of_link = |link: &Range<usize>, alt: &str| {
        if link_text.0 != *link {
            link_text = (link.clone(), plainly(&text.without_images(link.clone())));
        }
        link_text.1 == alt
    };
    let tell = |at: usize| {
        let (image, link) = match pieces.get(at)? {
            Piece::Image { image, link } => (document.references.get(*image as usize)?, link),
            Piece::Text(_) | Piece::End => return None,
        };
        let alt = plainly(document.text_in(source, image.text));
        let repeats = |beside: &str| plainly(beside) == alt;
        let what = if alt.is_empty() || image.decorative {
            return None;
        } else if image.figure && repeats(document.text_in(source, image.title)) {
            "its caption"
        } else if link.as_ref().is_some_and(|link| of_link(link, &alt)) {
            "the link that it stands in"
        } else {
            let beside = |at: Option<usize>| match at.and_then(|at| pieces.get(at)) {
                Some(Piece::Text(range)) => text.plain(range.clone()),
                Some(Piece::Image { .. } | Piece::End) | None => String::new(),
            };
            let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
            let is_beside = sentences(&before).next_back().is_some_and(repeats)
                || sentences(&after).next().is_some_and(repeats)
                || repeats(&before)
                || repeats(&after);
            is_beside.then_some("the sentence beside it")?
        };
        Some(diagnostic(document, image, what))
    };
    (0..pieces.len()).filter_map(tell).collect()
}

fn diagnostic(document: &Document, image: &Reference, what: &str) -> Diagnostic {
    let message = format!("the text of the picture says the same as {what}");
    let help = "say what the picture shows besides; if that is nothing, leave the text empty and write `{decorative}` \
                right behind the picture";
    Diagnostic::new(Code::RepeatedAlt, document.span(image), message).help(help)
}

/// The sentences of a text, without those that say nothing.
fn sentences(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(['。', '．', '.', '!', '?', '！', '？', '\n']).filter(|sentence| !sentence.trim().is_empty())
}

/// What stands in a document, one thing after another.
enum Piece {
    /// Operations that are text.
    Text(Range<usize>),
    /// The index of a reference, and the operations in the link that the picture stands in.
    Image { image: u32, link: Option<Range<usize>> },
    /// Where a heading, a cell or an item begins or ends, or something else stands: what is beyond is not beside.
    End,
}

struct Text<'a> {
    document: &'a Document,
    source: &'a str,
}

impl Text<'_> {
    fn pieces(&self) -> Vec<Piece> {
        let (mut pieces, mut start, mut link) = (Vec::new(), 0, None);
        let ops = self.document.ops();
        for (at, op) in ops.iter().enumerate() {
            let piece = match op {
                Op::Open(Tag::Link, _) => {
                    let inside = ops.get(at..).unwrap_or_default();
                    let len = inside.iter().position(|op| matches!(op, Op::Close(Tag::Link, _)));
                    link = len.map(|len| at + 1..at + len);
                    continue;
                }
                Op::Close(Tag::Link, _) => {
                    link = None;
                    continue;
                }
                Op::Refer(index) => match self.document.references.get(*index as usize).map(|of| of.kind) {
                    Some(Kind::Image) => Piece::Image { image: *index, link: link.clone() },
                    Some(
                        Kind::Table
                        | Kind::Block
                        | Kind::Faq
                        | Kind::Conflicts
                        | Kind::Studies
                        | Kind::Grades
                        | Kind::People,
                    ) => Piece::End,
                    Some(Kind::Fact | Kind::Citation | Kind::Link | Kind::Term) | None => continue,
                },
                // Between paragraphs, and where lines break, a picture may stand beside what it shows.
                Op::Open(Tag::Paragraph, _) | Op::Close(Tag::Paragraph, _) => Piece::Text(at..at),
                Op::Open(tag, _) | Op::Close(tag, _) if tag.class().is_block() || tag.class().holds_text() => {
                    Piece::End
                }
                Op::Rule => Piece::End,
                Op::Text { .. }
                | Op::Code { .. }
                | Op::Html { .. }
                | Op::Address(_)
                | Op::SoftBreak
                | Op::HardBreak
                | Op::Task(_)
                | Op::Open(..)
                | Op::Close(..)
                | Op::Cite { .. }
                | Op::Footnote(_) => continue,
            };
            self.push(&mut pieces, start..at);
            start = at + 1;
            // The end of a paragraph is only that of its text.
            if !matches!(piece, Piece::Text(_)) {
                pieces.push(piece);
            }
        }
        self.push(&mut pieces, start..ops.len());
        pieces
    }

    fn push(&self, pieces: &mut Vec<Piece>, range: Range<usize>) {
        let has_text = |op: &Op| match op {
            Op::Text { start, len } | Op::Code { start, len } => {
                !self.document.text_in(self.source, Op::chunk(*start, *len)).trim().is_empty()
            }
            Op::Refer(_) | Op::Html { .. } => true,
            Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Open(..)
            | Op::Close(..)
            | Op::Cite { .. }
            | Op::Footnote(_) => false,
        };
        if self.document.ops().get(range.clone()).unwrap_or_default().iter().any(has_text) {
            pieces.push(Piece::Text(range));
        }
    }

    fn plain(&self, range: Range<usize>) -> String {
        self.document.plain(self.source, range, &|_| None)
    }

    /// The text of some operations without those of the pictures in it.
    fn without_images(&self, range: Range<usize>) -> String {
        let is_image = |index: u32| {
            self.document.references.get(index as usize).is_some_and(|reference| reference.kind == Kind::Image)
        };
        self.document.plain(self.source, range, &|index| is_image(index).then(String::new))
    }
}
