//! Blocks of code.

use super::Writer;
use crate::document::{CodeInfo, Document, Op, Tag, code_info};
use crate::render::escape;

impl Writer<'_, '_> {
    /// Writes the block whose operations follow, its info string first, and goes past its end.
    pub(super) fn code_block(&mut self, document: &Document, source: &str, rest: &mut std::slice::Iter<'_, Op>) {
        let text = |op: &Op| match op {
            Op::Text { start, len } => Some(document.text_in(source, Op::chunk(*start, *len))),
            _ => None,
        };
        let info = code_info(rest.next().and_then(text).unwrap_or_default());
        if !info.title.is_empty() {
            self.out.push_str("<figure class=\"code\">\n<figcaption>");
            escape::text(&mut self.out, info.title);
            self.out.push_str("</figcaption>\n");
        }
        self.open_code(&info);
        let mut marked = info.marked.iter().peekable();
        let mut line = 1;
        for op in rest.by_ref() {
            match op {
                Op::Close(Tag::CodeBlock, _) => break,
                op if info.marked.is_empty() => escape::text(&mut self.out, text(op).unwrap_or_default()),
                op => {
                    for piece in text(op).unwrap_or_default().split_inclusive('\n') {
                        while marked.next_if(|lines| *lines.end() < line).is_some() {}
                        self.code_line(piece, marked.peek().is_some_and(|lines| lines.contains(&line)));
                        line += usize::from(piece.ends_with('\n'));
                    }
                }
            }
        }
        self.out.push_str("</code></pre>\n");
        if !info.title.is_empty() {
            self.out.push_str("</figure>\n");
        }
    }

    fn open_code(&mut self, info: &CodeInfo<'_>) {
        self.out.push_str("<pre");
        if !info.language.is_empty() {
            self.out.push_str(" data-lang=\"");
            escape::attribute(&mut self.out, info.language);
            self.out.push('"');
        }
        self.out.push_str("><code");
        if !info.language.is_empty() {
            self.out.push_str(" class=\"language-");
            escape::attribute(&mut self.out, info.language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// A line, or a part of one. Its end stays outside the mark, so that a copy is what was written.
    fn code_line(&mut self, piece: &str, marked: bool) {
        let line = piece.trim_end_matches('\n');
        if marked {
            self.out.push_str("<mark class=\"line\">");
        }
        escape::text(&mut self.out, line);
        if marked {
            self.out.push_str("</mark>");
        }
        self.out.push_str(piece.get(line.len()..).unwrap_or_default());
    }
}
