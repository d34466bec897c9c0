//! What a link or image shows as text without markup: the words of a fact, a caption, an alternative text.

use super::image::{Mark, check_alt};
use super::sheet::Sheet;
use super::smart::{Quotations, Smart};
use super::{Kind, Op, Reference, join, ruby};
use crate::config::Html;
use crate::diagnostic::Code;
use pulldown_cmark::{Event, Tag as MdTag, TagEnd};
use std::ops::Range;

/// The text inside a link whose visible text is data.
pub(super) struct Capture {
    reference: Reference,
    range: Range<usize>,
    text: String,
    /// How many links and images are open, this one included.
    depth: usize,
}

impl Capture {
    pub(super) fn new(reference: Reference, range: Range<usize>) -> Capture {
        Capture { reference, range, text: String::new(), depth: 1 }
    }

    /// Takes an event in, and says whether it was the last one.
    pub(super) fn event(
        &mut self,
        sheet: &mut Sheet<'_>,
        quotations: &mut Quotations,
        event: Event<'_>,
        range: Range<usize>,
    ) -> bool {
        // The text of a fact is compared with the data, without any markup.
        let is_shown = sheet.writing().html == Html::Escape && self.reference.kind != Kind::Fact;
        match event {
            Event::Text(text) => match quotations.smart(sheet, &text, &range) {
                // The text of a fact is what the data says.
                Smart::Quote(_) if self.reference.kind == Kind::Fact => self.text.push_str(sheet.written(&range)),
                Smart::Quote(sign) => self.text.push_str(&quotations.quote(sheet, sign, &range)),
                Smart::Typed => self.text.push_str(sheet.written(&range)),
                Smart::Other | Smart::No => self.text.push_str(&text),
            },
            Event::Code(text) => self.text.push_str(&text),
            Event::InlineHtml(html) if is_shown && !html.starts_with("<!--") => self.text.push_str(&html),
            // Whether it stands for anything is known when the text is whole.
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.push(' '),
            Event::Start(MdTag::Link { .. } | MdTag::Image { .. }) => {
                self.depth += 1;
                if self.reference.kind == Kind::Image {
                    let message = "a link, fact or citation cannot stand inside the text of an image";
                    sheet.report(Code::NestedLink, range, message, "put it after the image");
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.depth -= 1;
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    /// Adds the reference, with its text.
    pub(super) fn end(self, sheet: &mut Sheet<'_>, mark: &mut Mark) {
        let Capture { mut reference, range, text, .. } = self;
        if reference.kind == Kind::Citation {
            return;
        }
        let text = join::lines(&text, sheet.writing().join_lines);
        let shows_no_ruby = matches!(reference.kind, Kind::Image | Kind::Table);
        let text = if shows_no_ruby { ruby::base(&text) } else { text };
        if reference.kind == Kind::Image {
            reference.decorative = mark.find(sheet.text(), range.end).is_some();
            check_alt(sheet, &text, reference.decorative, &range);
        }
        let inside = sheet.text().get(range.start + 1..range.end).filter(|inside| inside.starts_with(&text));
        reference.text = match inside {
            Some(_) => sheet.chunk_of(range.start + 1..range.start + 1 + text.len()),
            None => sheet.arena(&text),
        };
        let index = sheet.push_reference(reference);
        sheet.push(Op::Refer(index));
    }
}
