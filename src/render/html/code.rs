//! Blocks of code.

use super::Writer;
use crate::document::{CodeInfo, Document, Op, Tag, code_info};
use crate::render::escape;

impl Writer<'_, '_> {
    /// Writes the block whose operations follow, its info string first, and goes past its end.
    pub(super) fn code_block(&mut self, document: &Document, source: &str, rest: &mut std::slice::Iter<'_, Op>) {
        let text = |op: &Op| op.text().map(|text| document.text_in(source, text));
        let info = code_info(rest.next().and_then(text).unwrap_or_default());
        if !info.title.is_empty() {
            self.out.push_str("<figure class=\"code\">\n<figcaption>");
            escape::text(&mut self.out, info.title);
            self.out.push_str("</figcaption>\n");
        }
        self.open_code(&info);
        let mut marked = info.marked.iter().peekable();
        let mut line = 1;
        // Whether a part of the line has been written: the parser gives the end of a line with CR LF apart.
        let mut begun = false;
        for op in rest.by_ref() {
            match op {
                Op::Close(Tag::CodeBlock, _) => break,
                op if info.marked.is_empty() => escape::text(&mut self.out, text(op).unwrap_or_default()),
                op => {
                    for piece in text(op).unwrap_or_default().split_inclusive('\n') {
                        while marked.next_if(|lines| *lines.end() < line).is_some() {}
                        let is_end = begun && piece == "\n";
                        self.code_line(piece, !is_end && marked.peek().is_some_and(|lines| lines.contains(&line)));
                        begun = !piece.ends_with('\n');
                        line += usize::from(!begun);
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
