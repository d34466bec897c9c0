//! What stands behind the fence of a code block: its language, the lines to mark, a title.

use super::sheet::Sheet;
use super::{Chunk, MAX_DEPTH, Op, Tag};
use crate::diagnostic::Code;
use pulldown_cmark::CodeBlockKind;
use std::ops::{Range, RangeInclusive};

/// An info string, taken apart: ```` ```rust {2,4-6} title="main.rs" ````.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info<'a> {
    pub language: &'a str,
    /// The lines that are marked, from 1, in order.
    pub marked: Vec<RangeInclusive<usize>>,
    pub title: &'a str,
    /// What cannot be lines: bytes of the info string.
    wrong: Vec<Range<usize>>,
}

/// Takes an info string apart.
pub fn info(text: &str) -> Info<'_> {
    let language = text.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let mut info = Info { language, ..Info::default() };
    let rest = match text.split_once("title=\"").and_then(|(before, title)| Some((before, title.split_once('"')?))) {
        Some((before, (title, _))) => {
            info.title = title;
            before
        }
        None => text,
    };
    // Lines may stand after the title.
    let lines = group(rest, 0).or_else(|| {
        let after = text.len() - text.rsplit_once('"').map_or("", |(_, after)| after).len();
        group(text.get(after..).unwrap_or_default(), after)
    });
    let Some((inner, start)) = lines else { return info };
    let mut at = start;
    for part in inner.split(',') {
        let range = at..at + part.len();
        at += part.len() + 1;
        match lines_of(part) {
            Some(lines) => info.marked.push(lines),
            None => info.wrong.push(range),
        }
    }
    info.marked.sort_by_key(|lines| (*lines.start(), *lines.end()));
    info
}

/// Braces that begin with a digit, and where what is in them begins; others mean something else elsewhere.
fn group(text: &str, base: usize) -> Option<(&str, usize)> {
    let open = text.find('{')?;
    let inner = text.get(open + 1..)?;
    let inner = inner.get(..inner.find('}')?)?;
    inner.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-').then_some((inner, base + open + 1))
}

/// `4` or `4-6`.
fn lines_of(part: &str) -> Option<RangeInclusive<usize>> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let (first, last): (usize, usize) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && first <= last).then_some(first..=last)
}

/// What of a line is code that `text` begins with, and what follows it: the marks of quotes that the line begins with
/// are none.
fn lines_code<'t>(line: &str, text: &'t str) -> Option<(&'t str, &'t str)> {
    let is_blank = |c: char| c == ' ' || c == '\t';
    let blank = text.len() - text.trim_start_matches(is_blank).len();
    let mut line = line;
    for _ in 0..=MAX_DEPTH {
        let inside = line.trim_start_matches(is_blank);
        if inside.is_empty() {
            return Some(("", text));
        }
        if text.get(blank..)?.starts_with(inside) {
            return text.split_at_checked(blank + inside.len());
        }
        line = inside.strip_prefix('>')?;
    }
    None
}

/// Code within a line that is written over several lines with CR LF, of which the parser makes two spaces each.
pub(super) fn over_lines(sheet: &Sheet<'_>, text: &str, range: &Range<usize>) -> Option<String> {
    let written = sheet.text().get(range.clone()).filter(|written| written.contains("\r\n"))?;
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut lines = written.trim_matches('`').split("\r\n").peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_none() {
            break;
        }
        let (line, after) = lines_code(line, rest)?;
        code.push_str(line);
        code.push(' ');
        rest = after.strip_prefix("  ")?;
    }
    code.push_str(rest);
    Some(code)
}

/// Begins a block; its info string stands first in it.
pub(super) fn start(sheet: &mut Sheet<'_>, kind: &CodeBlockKind<'_>) {
    sheet.open(Tag::CodeBlock, 0);
    let info = match kind {
        CodeBlockKind::Fenced(info) => sheet.chunk(info),
        CodeBlockKind::Indented => Chunk::default(),
    };
    sheet.push_text(info);
}

/// Ends the block at `range`.
pub(super) fn end(sheet: &mut Sheet<'_>, range: &Range<usize>) {
    check_marked_lines(sheet, range);
    sheet.close(Tag::CodeBlock, 0);
}

/// Lines to mark that are none, at the end of a block.
fn check_marked_lines(sheet: &mut Sheet<'_>, block: &Range<usize>) {
    let Some(open) = sheet.doc.ops.iter().rposition(|op| matches!(op, Op::Open(Tag::CodeBlock, _))) else { return };
    let texts = sheet.doc.ops.get(open + 1..).unwrap_or_default().iter().filter_map(Op::text);
    let mut texts = texts.map(|text| sheet.doc.text_in(sheet.full(), text));
    let written = texts.next().unwrap_or_default().to_owned();
    if !written.contains('{') {
        return;
    }
    let count = texts.map(|text| text.matches('\n').count()).sum::<usize>();
    let fence = sheet.written(block);
    let fence = fence.lines().next().unwrap_or_default();
    let base = fence.find(&written).map(|at| block.start + at);
    let place = |range: Range<usize>| match base {
        Some(base) => base + range.start..base + range.end,
        None => block.start..block.start + fence.len(),
    };
    let info = info(&written);
    let help = "write numbers from 1 on, or ranges of them: `{2,4-6}`";
    for wrong in &info.wrong {
        let message = format!("`{}` is no line", written.get(wrong.clone()).unwrap_or_default().trim());
        sheet.report(Code::CodeLines, place(wrong.clone()), message, help);
    }
    if let Some(beyond) = info.marked.iter().find(|lines| *lines.end() > count) {
        let open = written.find('{').unwrap_or_default();
        let close = written.get(open..).and_then(|rest| rest.find('}')).map_or(written.len(), |at| open + at + 1);
        let message = format!("there is no line {}: the code has {count}", beyond.end());
        sheet.report(Code::CodeLines, place(open..close), message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::info;

    #[test]
    fn takes_the_parts() {
        let all = info("rust {2,4-6} title=\"a {1}.rs\"");
        assert_eq!((all.language, all.title, all.marked.as_slice()), ("rust", "a {1}.rs", [2..=2, 4..=6].as_slice()));
        let after = info("rust title=\"a.rs\" {3}");
        assert_eq!((after.title, after.marked.as_slice()), ("a.rs", [3..=3].as_slice()));
        assert_eq!(info("rust,ignore").language, "rust");
        assert_eq!(info("{r}").marked, []);
        assert_eq!(info("js {9-3,x,0}").wrong.len(), 3);
    }
}
