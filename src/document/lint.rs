//! Text that CommonMark reads otherwise than its author meant, and what stands where it cannot.

use super::parse::Builder;
use super::{Callout, Op, Tag};
use crate::diagnostic::Code;
use std::ops::Range;

impl Builder<'_> {
    /// A quote that was meant to be an alert: `> [!WARNING] text`, `> [!DANGER]`.
    pub(super) fn check_alert(&mut self, range: Range<usize>) {
        let text = self.text.get(range.clone()).unwrap_or_default().trim_start_matches(['>', ' ', '\t']);
        let Some((name, after)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
            return;
        }
        let at = range.end - text.len();
        let help = match Callout::ALL.iter().any(|callout| callout.name().eq_ignore_ascii_case(name)) {
            true if !after.starts_with(['\n', '\r']) => "put the text on the next line",
            _ => "use one of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]` on a line of its own",
        };
        let marked = at..at + name.len() + 3;
        self.report(Code::Misread, marked, format!("`[!{name}]` here makes no callout, only a quote"), help);
    }

    /// Ruby that a table took apart at its `|`.
    pub(super) fn check_cells(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        for pair in cells.windows(2) {
            let [left, right] = pair else { continue };
            let (before, after) = (self.text.get(left.clone()), self.text.get(right.clone()));
            let (Some(before), Some(after)) = (before, after) else { continue };
            let open = before.rfind('{').filter(|at| !before.get(*at..).is_some_and(|rest| rest.contains('}')));
            let closes = after.find('}').is_some_and(|at| !after.get(..at).is_some_and(|part| part.contains('{')));
            if let Some(open) = open.filter(|_| closes) {
                let range = left.start + open..right.end;
                self.report(
                    Code::Misread,
                    range,
                    "the `|` of this ruby ends the table's cell",
                    "write it with a backslash: `{漢字\\|かんじ}`",
                );
            }
        }
    }

    /// What stands alone may also be the whole of a tight list item; anywhere else among text it is misplaced.
    pub(super) fn check_loose(&mut self) {
        let mut in_paragraph = false;
        let mut misplaced = Vec::new();
        for (at, op) in self.doc.ops.iter().enumerate() {
            match op {
                Op::Open(Tag::Paragraph, _) => in_paragraph = true,
                Op::Close(Tag::Paragraph, _) => in_paragraph = false,
                Op::Refer(index) if !in_paragraph && self.stands_alone(*index) => {
                    let before = at.checked_sub(1).and_then(|at| self.doc.ops.get(at));
                    if !(may_precede(before) && may_follow(self.doc.ops.get(at + 1))) {
                        misplaced.push(*index);
                    }
                }
                _ => {}
            }
        }
        for index in misplaced {
            self.report_misplaced(index);
        }
    }
}

/// Whether a block may begin after this operation.
fn may_precede(op: Option<&Op>) -> bool {
    match op {
        None | Some(Op::Rule | Op::Refer(_)) => true,
        Some(Op::Open(tag, _)) => {
            matches!(tag, Tag::Item | Tag::DefinitionText | Tag::Quote | Tag::Callout | Tag::FootnoteText)
        }
        Some(Op::Close(tag, _)) => is_block(*tag),
        Some(_) => false,
    }
}

/// Whether a block may end before this operation.
fn may_follow(op: Option<&Op>) -> bool {
    match op {
        None | Some(Op::Rule | Op::Refer(_)) => true,
        Some(Op::Open(tag, _)) => is_block(*tag),
        Some(Op::Close(tag, _)) => {
            matches!(tag, Tag::Item | Tag::DefinitionText | Tag::Quote | Tag::Callout | Tag::FootnoteText)
        }
        Some(_) => false,
    }
}

fn is_block(tag: Tag) -> bool {
    match tag {
        Tag::Paragraph
        | Tag::Heading
        | Tag::Quote
        | Tag::Callout
        | Tag::List
        | Tag::OrderedList
        | Tag::Item
        | Tag::CodeBlock
        | Tag::HtmlBlock
        | Tag::DefinitionList
        | Tag::DefinitionText
        | Tag::Table
        | Tag::FootnoteText => true,
        Tag::DefinitionTerm
        | Tag::TableHead
        | Tag::TableRow
        | Tag::HeadCell
        | Tag::Cell
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Link
        | Tag::Term
        | Tag::Ruby
        | Tag::RubyText => false,
    }
}
