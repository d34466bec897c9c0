//! What stands behind the fence of a code block: its language, the lines to mark, a title.

use super::sheet::Sheet;
use super::{Chunk, MAX_DEPTH, Op, Tag};
use crate::diagnostic::{Code, suggestion};
use pulldown_cmark::CodeBlockKind;
use std::ops::{Range, RangeInclusive};

/// An info string, taken apart: ```` ```rust {2,4-6} title="main.rs" ins={3} del={5} ````.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info<'a> {
    pub language: &'a str,
    /// The lines that are marked, from 1, in order.
    pub marked: Vec<RangeInclusive<usize>>,
    /// The lines that are new, likewise.
    pub inserted: Vec<RangeInclusive<usize>>,
    /// The lines that are gone, likewise.
    pub deleted: Vec<RangeInclusive<usize>>,
    pub title: &'a str,
    /// What cannot be lines: bytes of the info string.
    wrong: Vec<Range<usize>>,
    /// What means nothing: bytes of the info string.
    unknown: Vec<Range<usize>>,
}

/// The words that stand before an `=`.
const WORDS: [&str; 3] = ["title", "ins", "del"];

/// Takes an info string apart.
pub fn info(text: &str) -> Info<'_> {
    let language = text.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    let mut info = Info { language, ..Info::default() };
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    let mut at = language.len();
    // `rust,ignore`
    if rest(at).starts_with(',') {
        at += rest(at).find([' ', '\t']).unwrap_or(rest(at).len());
    }
    loop {
        at = text.len() - rest(at).trim_start().len();
        if rest(at).is_empty() {
            break;
        }
        let word = rest(at).find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest(at).len());
        let (name, value) = (rest(at).get(..word).unwrap_or_default(), rest(at + word).strip_prefix('='));
        let from = at + word + usize::from(value.is_some());
        let (inner, end) = value_at(text, from);
        match (name, inner) {
            ("title", Some(Value::Quoted(title))) => info.title = title,
            ("", Some(Value::Lines(range))) => read_lines(text, range, &mut info.marked, &mut info.wrong),
            ("ins", Some(Value::Lines(range))) => read_lines(text, range, &mut info.inserted, &mut info.wrong),
            ("del", Some(Value::Lines(range))) => read_lines(text, range, &mut info.deleted, &mut info.wrong),
            _ => info.unknown.push(at..end.max(at + 1)),
        }
        at = end.max(at + 1);
        at = text.ceil_char_boundary(at);
    }
    for lines in [&mut info.marked, &mut info.inserted, &mut info.deleted] {
        lines.sort_by_key(|lines| (*lines.start(), *lines.end()));
    }
    info
}

/// What stands behind a word and its `=`.
enum Value<'a> {
    Quoted(&'a str),
    /// Between braces, bytes of the info string.
    Lines(Range<usize>),
}

/// The value that begins at a byte, and where it ends. Braces that do not begin with a number mean something elsewhere.
fn value_at(text: &str, at: usize) -> (Option<Value<'_>>, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let word = at + rest.find([' ', '\t']).unwrap_or(rest.len());
    if let Some(quoted) = rest.strip_prefix('"') {
        return match quoted.find('"') {
            Some(end) => (quoted.get(..end).map(Value::Quoted), at + end + 2),
            None => (None, text.len()),
        };
    }
    let Some(inner) = rest.strip_prefix('{') else { return (None, word) };
    let Some(end) = inner.find('}') else { return (None, text.len()) };
    let is_lines = inner.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-');
    (is_lines.then_some(Value::Lines(at + 1..at + 1 + end)), at + end + 2)
}

fn read_lines(text: &str, range: Range<usize>, lines: &mut Vec<RangeInclusive<usize>>, wrong: &mut Vec<Range<usize>>) {
    let mut at = range.start;
    for part in text.get(range).unwrap_or_default().split(',') {
        match lines_of(part) {
            Some(found) => lines.push(found),
            None => wrong.push(at..at + part.len()),
        }
        at += part.len() + 1;
    }
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
    check_end(sheet, range);
    sheet.close(Tag::CodeBlock, 0);
}

/// A fence that nothing closes: the rest of the text is code.
fn check_end(sheet: &mut Sheet<'_>, block: &Range<usize>) {
    let written = sheet.written(block);
    let first = written.lines().next().unwrap_or_default().trim_end();
    let Some(sign) = first.chars().next().filter(|c| matches!(c, '`' | '~')) else { return };
    let length = first.len() - first.trim_start_matches(sign).len();
    // In a quote or an item each line begins with what belongs to that.
    let last = written.trim_end().rsplit('\n').next().unwrap_or_default().trim_start_matches([' ', '\t', '>']);
    let closes =
        written.trim_end().contains('\n') && last.len() >= length && last.trim_end().chars().all(|c| c == sign);
    if length >= 3 && !closes {
        let help = format!("put `{}` on a line of its own below the code", sign.to_string().repeat(length));
        let place = block.start..block.start + first.len();
        sheet.report(Code::LooksLikeMarkup, place, "nothing closes this: the rest of the text is code", &help);
    }
}

/// What an info string says that means nothing, and lines to mark that are none, at the end of a block.
fn check_marked_lines(sheet: &mut Sheet<'_>, block: &Range<usize>) {
    let Some(open) = sheet.doc.ops.iter().rposition(|op| matches!(op, Op::Open(Tag::CodeBlock, _))) else { return };
    let texts = sheet.doc.ops.get(open + 1..).unwrap_or_default().iter().filter_map(Op::text);
    let mut texts = texts.map(|text| sheet.doc.text_in(sheet.full(), text));
    let written = texts.next().unwrap_or_default().to_owned();
    if !written.contains([' ', '\t', '{']) {
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
    for unknown in &info.unknown {
        let word = written.get(unknown.clone()).unwrap_or_default();
        let name = word.split('=').next().unwrap_or_default();
        let known = "write the language, then `{2,4-6}`, `title=\"…\"`, `ins={…}` or `del={…}`";
        let help = suggestion(name, WORDS).unwrap_or_else(|| known.to_owned());
        sheet.report(Code::Misread, place(unknown.clone()), format!("`{word}` means nothing behind a fence"), &help);
    }
    let all = info.marked.iter().chain(&info.inserted).chain(&info.deleted);
    if let Some(beyond) = all.into_iter().find(|lines| *lines.end() > count) {
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
        let changed = info("js title=\"x\" ins={2} del={1,3}");
        assert_eq!(
            (changed.inserted.as_slice(), changed.deleted.as_slice()),
            ([2..=2].as_slice(), [1..=1, 3..=3].as_slice())
        );
        for (text, unknown) in [
            ("{r}", "{r}"),
            ("js titel=\"a b\" {1}", "titel=\"a b\""),
            ("js {1 title=\"x\"", "{1 title=\"x\""),
            ("js あ", "あ"),
        ] {
            let found = info(text);
            let words: Vec<&str> = found.unknown.iter().map(|range| &text[range.clone()]).collect();
            assert_eq!(words, [unknown], "{text}");
        }
        assert_eq!(info("js {9-3,x,0}").wrong.len(), 3);
    }
}
