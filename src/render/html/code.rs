//! Blocks of code.

use super::Writer;
use crate::document::{Document, Op, Tag, code_info};
use crate::render::escape;
use crate::render::frame::Construct;

/// How a line of code is marked.
#[derive(Clone, Copy)]
enum Mark {
    Line,
    New,
    Gone,
}

impl Mark {
    /// The element that it stands in.
    fn element(self) -> &'static str {
        match self {
            Mark::Line => "mark",
            Mark::New => "ins",
            Mark::Gone => "del",
        }
    }
}

impl Writer<'_> {
    /// Writes the block whose operations follow, its info string first, and goes past its end.
    pub(super) fn code_block(&mut self, document: &Document, source: &str, rest: &mut std::slice::Iter<'_, Op>) {
        let text = |op: &Op| op.text().map(|text| document.text_in(source, text));
        let info = code_info(rest.next().and_then(text).unwrap_or_default());
        let has_title = !info.title.is_empty();
        self.begin(Construct::Code { language: info.language.to_owned(), has_title });
        if has_title {
            escape::text(&mut self.out, info.title);
            self.hole(1);
        }
        let mut lines = [(Mark::Line, &info.marked), (Mark::New, &info.inserted), (Mark::Gone, &info.deleted)]
            .map(|(mark, lines)| (mark, lines.iter().peekable()));
        let is_plain = info.marked.is_empty() && info.inserted.is_empty() && info.deleted.is_empty();
        let mut line = 1;
        // Whether a part of the line has been written: the parser gives the end of a line with CR LF apart.
        let mut begun = false;
        for op in rest.by_ref() {
            match op {
                Op::Close(Tag::CodeBlock, _) => break,
                op if is_plain => escape::text(&mut self.out, text(op).unwrap_or_default()),
                op => {
                    for piece in text(op).unwrap_or_default().split_inclusive('\n') {
                        let is_end = begun && piece == "\n";
                        let mark = lines.iter_mut().find_map(|(mark, lines)| {
                            while lines.next_if(|lines| *lines.end() < line).is_some() {}
                            lines.peek().is_some_and(|lines| lines.contains(&line)).then_some(*mark)
                        });
                        self.code_line(piece, mark.filter(|_| !is_end));
                        begun = !piece.ends_with('\n');
                        line += usize::from(!begun);
                    }
                }
            }
        }
        self.end();
    }

    /// A line, or a part of one. Its end stays outside the mark, so that a copy is what was written.
    fn code_line(&mut self, piece: &str, mark: Option<Mark>) {
        let line = piece.trim_end_matches('\n');
        if let Some(mark) = mark {
            self.out.push_str(&format!("<{} class=\"line\">", mark.element()));
        }
        escape::text(&mut self.out, line);
        if let Some(mark) = mark {
            self.out.push_str(&format!("</{}>", mark.element()));
        }
        self.out.push_str(piece.get(line.len()..).unwrap_or_default());
    }
}
