//! The running text of Markdown, cut out of it: for each paragraph, heading, item or cell the bytes that it stands in,
//! and its text apart from the markup. What lies between is nobody's to translate. Knows how such a text is written
//! back, so that it stays text.

use super::cjk::Shielded;
use super::parse::{cited, options};
use super::{autolink, citation, ruby, scheme};
use crate::config::Writing;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// The text of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes in the source.
    pub range: Range<usize>,
    pub pieces: Vec<Piece>,
}

/// A piece of running text; all markup as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// Code, a fact, a citation, an address: nothing to translate.
    Fixed(String),
    /// A line break.
    Break(String),
    /// The beginning of emphasis, a link, an image.
    Open(String),
    Close(String),
}

/// The mark after an image that says nothing.
const DECORATIVE: &str = "{decorative}";

/// The running text of the Markdown at `range`, in its order; blocks without any are left out.
pub fn segments(full: &str, range: Range<usize>) -> Vec<Segment> {
    let text = full.get(range.clone()).unwrap_or_default();
    let shielded = Shielded::new(text);
    let parser = Parser::new_with_broken_link_callback(shielded.text(), options(Writing::PLAIN, text), Some(cited));
    let mut cutter = Cutter { text, ..Cutter::default() };
    for (mut event, range) in parser.into_offset_iter() {
        if shielded.is_plain() {
            cutter.event(event, range);
        } else if shielded.clean(&mut event) {
            cutter.event(event, shielded.range(range));
        }
    }
    cutter.end_block();
    let mut segments = cutter.done;
    for segment in &mut segments {
        segment.range = segment.range.start + range.start..segment.range.end + range.start;
    }
    segments
}

#[derive(Default)]
struct Cutter<'a> {
    text: &'a str,
    done: Vec<Segment>,
    pieces: Vec<Piece>,
    /// Where the text of the block stands so far.
    place: Option<Range<usize>>,
    /// Text that is not yet a piece.
    run: String,
    /// How much of its beginning is no ruby, in bytes.
    literal: usize,
    /// How the open elements end: nothing for those that the last bytes of their range end.
    open: Vec<Open>,
    /// How many elements are open inside one that is taken whole.
    whole: usize,
    /// Inside of code or HTML.
    closed: bool,
    in_cell: bool,
    /// Where the last break begins among the pieces, and in the text.
    broken: Option<usize>,
    /// Bytes that are part of the markup before them.
    taken: usize,
}

struct Open {
    /// Which piece opened it.
    piece: usize,
    /// Of a link without a destination of its own: what it is found by.
    label: bool,
    delimiter: Option<&'static str>,
}

impl Cutter<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.whole > 0 {
            match event {
                Event::Start(_) => self.whole += 1,
                Event::End(_) => self.whole -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) | Event::Html(_) if self.closed => {}
            Event::Text(text) => self.add(&text, range),
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => self.fixed(range),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.fixed(range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::Html(_) | Event::Rule => self.end_block(),
            // The box stands before the text.
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open("*", &range, 1),
            Tag::Strong => self.open("**", &range, 2),
            Tag::Strikethrough => {
                let two = self.text.get(range.clone()).is_some_and(|text| text.starts_with("~~"));
                self.open(if two { "~~" } else { "~" }, &range, 1 + usize::from(two));
            }
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let fact = scheme::scheme_of(dest_url).is_some_and(|scheme| scheme == "fact");
                match link_type {
                    _ if fact => self.take(range),
                    LinkType::Inline | LinkType::Reference => self.open_link(tag, &range, false),
                    LinkType::Collapsed | LinkType::Shortcut => self.open_link(tag, &range, true),
                    LinkType::Autolink | LinkType::Email => self.take(range),
                    LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                        self.take(range);
                    }
                    LinkType::WikiLink { .. } => self.take(range),
                }
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.end_block();
                self.closed = true;
            }
            Tag::TableCell => {
                self.end_block();
                self.in_cell = true;
            }
            _ => self.end_block(),
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.close(range);
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.closed = false,
            TagEnd::TableCell => {
                self.end_block();
                self.in_cell = false;
            }
            _ => self.end_block(),
        }
    }

    /// Notes that the text of the block reaches to the end of `range`.
    fn reach(&mut self, range: &Range<usize>) {
        self.end_break(range.start);
        match &mut self.place {
            Some(place) => place.end = place.end.max(range.end),
            None => self.place = Some(range.clone()),
        }
    }

    fn push(&mut self, piece: Piece, range: &Range<usize>) {
        self.flush();
        self.reach(range);
        self.pieces.push(piece);
    }

    fn add(&mut self, text: &str, range: Range<usize>) {
        let mut range = range;
        let mut text = text;
        if range.start < self.taken {
            text = text.get(self.taken - range.start..).unwrap_or_default();
            range.start = self.taken;
        }
        if self.place.is_none() {
            let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
            if self.text.get(range.clone()) == Some(text) {
                text = text.get(blank..).unwrap_or_default();
                range.start += blank;
            }
            // A backslash is part of what it stands before.
            let before = self.text.get(..range.start).unwrap_or_default();
            range.start -= usize::from(before.ends_with('\\'));
        }
        // Before the braces at the end of a heading a backslash belongs to them.
        let braces = self.text.get(range.end..).is_some_and(|rest| rest.starts_with('{'));
        if let Some(shorter) = text.strip_suffix('\\').filter(|_| braces) {
            text = shorter;
            range.end -= 1;
        }
        // A brace after a backslash opens nothing.
        let before = self.text.get(..range.end.saturating_sub(text.len())).unwrap_or_default();
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        let literal = usize::from(text.starts_with('{') && backslashes % 2 == 1);
        if literal > 0 {
            self.flush();
        }
        // An escape ends an address, and not ruby.
        let gap = self.place.as_ref().is_some_and(|place| place.end != range.start);
        if gap && self.run.rfind('{').is_none_or(|open| self.run.get(open..).is_some_and(|rest| rest.contains('}'))) {
            self.flush();
        }
        if !text.is_empty() {
            self.reach(&range);
            if self.run.is_empty() {
                self.literal = literal;
            }
            self.run.push_str(text);
        }
    }

    fn take(&mut self, range: Range<usize>) {
        self.fixed(range);
        self.whole = 1;
    }

    fn fixed(&mut self, range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.push(Piece::Fixed(written), &range);
    }

    fn line_break(&mut self, range: Range<usize>) {
        if self.place.is_none() {
            return;
        }
        self.flush();
        // Spaces and the backslash that make it a hard one belong to it.
        let start = self.place.as_ref().map_or(range.start, |place| place.end.min(range.start));
        self.reach(&(start..start));
        self.broken = Some(start);
        self.pieces.push(Piece::Break(String::new()));
    }

    /// Gives the last break what stands before the next line's text: indentation, signs of quotes.
    fn end_break(&mut self, next: usize) {
        let Some(start) = self.broken.take() else { return };
        let between = self.text.get(start..next).unwrap_or_default();
        let line = between.find('\n').map_or(between.len(), |at| at + 1);
        let rest = between.get(line..).unwrap_or_default();
        let prefix = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
        if let Some(Piece::Break(written)) = self.pieces.last_mut() {
            between.get(..line + prefix).unwrap_or_default().clone_into(written);
        }
    }

    fn open(&mut self, delimiter: &'static str, range: &Range<usize>, length: usize) {
        let start = range.start..range.start + length;
        let written = self.text.get(start.clone()).unwrap_or(delimiter).to_owned();
        self.push(Piece::Open(written), &start);
        self.open.push(Open { piece: self.pieces.len() - 1, label: false, delimiter: Some(delimiter) });
    }

    fn open_link(&mut self, tag: &Tag<'_>, range: &Range<usize>, label: bool) {
        let sign = if matches!(tag, Tag::Image { .. }) { "![" } else { "[" };
        self.push(Piece::Open(sign.to_owned()), &(range.start..range.start + sign.len()));
        self.open.push(Open { piece: self.pieces.len() - 1, label, delimiter: None });
    }

    fn close(&mut self, range: Range<usize>) {
        self.flush();
        let Some(open) = self.open.pop() else { return };
        let mut end = range.end;
        let last = self.place.as_ref().map_or(range.start, |place| place.end);
        let written = match open.delimiter {
            Some(delimiter) => {
                let start = range.end.saturating_sub(delimiter.len());
                self.text.get(start..range.end).unwrap_or(delimiter).to_owned()
            }
            None => {
                let rest = self.text.get(last..range.end).unwrap_or_default();
                let rest = rest.get(rest.find(']').unwrap_or(0)..).unwrap_or_default();
                let mut written = rest.to_owned();
                if open.label {
                    let whole = self.text.get(range.clone()).unwrap_or_default();
                    let inside = whole.trim_start_matches('!').strip_prefix('[').unwrap_or_default();
                    let label = inside.strip_suffix("[]").unwrap_or(inside);
                    written = format!("][{}]", label.strip_suffix(']').unwrap_or(label));
                }
                if self.text.get(range.end..).is_some_and(|after| after.starts_with(DECORATIVE)) {
                    end += DECORATIVE.len();
                    self.taken = end;
                    written.push_str(DECORATIVE);
                }
                written
            }
        };
        let range = range.start..end;
        // Between nothing there is nothing to translate.
        match self.pieces.pop() {
            Some(Piece::Open(opened)) if open.piece == self.pieces.len() => {
                self.push(Piece::Fixed(opened + &written), &range);
            }
            last => {
                self.pieces.extend(last);
                self.push(Piece::Close(written), &range);
            }
        }
    }

    /// Makes pieces of the text so far: ruby and bare addresses are no text.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        for piece in ruby::cut(&run, std::mem::take(&mut self.literal)) {
            match piece {
                ruby::Piece::Plain(range) => self.plain(run.get(range).unwrap_or_default()),
                ruby::Piece::Ruby(pairs) => {
                    let start = pairs.first().map_or(0, |(of, _)| of.start.saturating_sub(1));
                    let end = pairs.last().map_or(0, |(_, reading)| reading.end + 1);
                    self.ruby(run.get(start..end).unwrap_or_default());
                }
                ruby::Piece::Uneven(range) => self.ruby(run.get(range).unwrap_or_default()),
            }
        }
    }

    fn ruby(&mut self, written: &str) {
        let written = if self.in_cell { written.replace('|', "\\|") } else { written.to_owned() };
        self.pieces.push(Piece::Fixed(written));
    }

    fn plain(&mut self, text: &str) {
        let mut done = 0;
        if self.open.iter().all(|open| open.delimiter.is_some()) {
            for address in autolink::addresses(text) {
                push_text(&mut self.pieces, text.get(done..address.start).unwrap_or_default());
                self.pieces.push(Piece::Fixed(text.get(address.clone()).unwrap_or_default().to_owned()));
                done = address.end;
            }
        }
        push_text(&mut self.pieces, text.get(done..).unwrap_or_default());
    }

    fn end_block(&mut self) {
        self.flush();
        self.broken = None;
        self.open.clear();
        let pieces = std::mem::take(&mut self.pieces);
        let Some(mut range) = self.place.take() else { return };
        let is_text = |piece: &Piece| matches!(piece, Piece::Text(text) if !text.trim().is_empty());
        if !pieces.iter().any(is_text) || self.done.last().is_some_and(|last| range.start < last.range.end) {
            return;
        }
        let written = self.text.get(range.clone()).unwrap_or_default();
        range.end -= written.len() - written.trim_end_matches([' ', '\t']).len();
        self.done.push(Segment { range, pieces: tidy(pieces) });
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

/// The pieces of a title or description: facts and citations mean something there, all else is text.
pub fn line_pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('[') {
        let Some((label, after)) = inside.split_once(']') else { break };
        let fact = after.strip_prefix("(fact:").and_then(|dest| dest.split_once(')'));
        let left = match fact {
            Some((_, left)) => Some(left),
            None => (label.starts_with('@') && citation::parse(label).is_ok()).then_some(after),
        };
        match left {
            Some(left) => {
                push_text(&mut pieces, before);
                let written = rest.get(before.len()..rest.len() - left.len()).unwrap_or_default();
                pieces.push(Piece::Fixed(written.to_owned()));
                rest = left;
            }
            None => {
                push_text(&mut pieces, before);
                push_text(&mut pieces, "[");
                rest = inside;
            }
        }
    }
    push_text(&mut pieces, rest);
    pieces
}

/// Pieces as they can be written: without spaces at the ends and beside breaks, and none just inside of emphasis, where
/// it would not be read as such.
pub fn tidy(pieces: Vec<Piece>) -> Vec<Piece> {
    let emphasis = |piece: &Piece| match piece {
        Piece::Open(written) | Piece::Close(written) => written.starts_with(['*', '_', '~']),
        Piece::Text(_) | Piece::Fixed(_) | Piece::Break(_) => false,
    };
    let mut tidied: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                let text = text.replace(['\n', '\t', '\r'], " ");
                let rest = text.trim_start_matches(' ');
                let blank = text.len() > rest.len();
                match tidied.last() {
                    None | Some(Piece::Break(_)) => push_text(&mut tidied, rest),
                    Some(last @ Piece::Open(_)) if blank && emphasis(last) => {
                        let open = tidied.pop();
                        let spaced = matches!(tidied.last(), Some(Piece::Text(text)) if text.ends_with(' '));
                        let blank = if spaced || tidied.is_empty() { "" } else { " " };
                        push_text(&mut tidied, blank);
                        tidied.extend(open);
                        push_text(&mut tidied, rest);
                    }
                    Some(_) => push_text(&mut tidied, &text),
                }
            }
            Piece::Close(_) if emphasis(&piece) => {
                let blank = trim_last(&mut tidied);
                tidied.push(piece);
                push_text(&mut tidied, if blank { " " } else { "" });
            }
            Piece::Break(_) => {
                trim_last(&mut tidied);
                tidied.push(piece);
            }
            piece => tidied.push(piece),
        }
    }
    trim_last(&mut tidied);
    tidied
}

/// Takes spaces from the end, and says whether there were any.
fn trim_last(pieces: &mut Vec<Piece>) -> bool {
    let Some(Piece::Text(text)) = pieces.last_mut() else { return false };
    let length = text.trim_end_matches(' ').len();
    let blank = length < text.len();
    text.truncate(length);
    if text.is_empty() {
        pieces.pop();
    }
    blank
}

/// Pieces as Markdown: text is written so that it is read as text.
pub fn write_pieces(pieces: &[Piece]) -> String {
    let mut written = String::new();
    let mut starts_line = true;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                let last = matches!(pieces.get(at + 1), Some(Piece::Open(_) | Piece::Fixed(_)));
                write_text(text, starts_line, last, &mut written);
            }
            Piece::Fixed(markup) | Piece::Break(markup) | Piece::Open(markup) | Piece::Close(markup) => {
                written.push_str(markup);
            }
        }
        starts_line = matches!(piece, Piece::Break(_));
    }
    written
}

fn write_text(text: &str, starts_line: bool, before_markup: bool, written: &mut String) {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
        let before = written.chars().next_back();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '{' | '|' => true,
            '_' => !(is_word(before) && is_word(rest.chars().next())),
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#'),
            '!' => rest.is_empty() && before_markup,
            '#' => at == 0 && starts_line || before == Some(' '),
            '-' | '+' | '=' | '>' => at == 0 && starts_line,
            ':' => at == 0 && (starts_line || before == Some(']')) || rest.starts_with("//"),
            '(' => at == 0 && before == Some(']'),
            '^' | '@' => at == 0 && before == Some('['),
            '.' => {
                starts_line && digits > 0 && at == digits || text.get(..at).is_some_and(|text| text.ends_with("www"))
            }
            ')' => starts_line && digits > 0 && at == digits,
            _ => false,
        };
        if special {
            written.push('\\');
        }
        written.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, line_pieces, segments, write_pieces};

    fn show(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Fixed(written) => format!("‹{written}›"),
            Piece::Break(written) => format!("‹{}›", written.escape_debug()),
            Piece::Open(written) => format!("«{written}‹"),
            Piece::Close(written) => format!("›{written}»"),
        };
        pieces.iter().map(show).collect()
    }

    fn shown(text: &str) -> Vec<String> {
        segments(text, 0..text.len()).iter().map(|segment| show(&segment.pieces)).collect()
    }

    #[test]
    fn markup_travels_and_text_is_text() {
        for (text, wanted) in [
            ("# A *b* c\n\n```\ncode\n```\n\n<div>x</div>\n", &["A «*‹b›*» c"][..]),
            (
                "約[3ヶ月](fact:a.b)、[用語](term:x)[@a; @b]。[^n]\n\n[^n]: 注\n",
                &["約‹[3ヶ月](fact:a.b)›、«[‹用語›](term:x)»‹[@a; @b]›。‹[^n]›", "注"],
            ),
            ("> a\n> b\\\n> c\n", &["a‹\\n> ›b‹\\\\\\n> ›c"]),
            ("- [x] done\n- [](block:x)\n\n  1. one\n", &["done", "one"]),
            ("| a | `b` |\n|---|---|\n| c\\|d | {漢\\|かん}字 |\n", &["a", "c|d", "‹{漢\\|かん}›字"]),
            ("![alt](x.png \"t\") ![](y.png){decorative} z\n", &["«![‹alt›](x.png \"t\")» ‹![](y.png){decorative}› z"]),
            (
                "[a] と [b][] と [c][a] https://e.org/x_y\n\n[a]: x.md\n[b]: y.md\n",
                &["«[‹a›][a]» と «[‹b›][b]» と «[‹c›][a]» ‹https://e.org/x_y›"],
            ),
            ("\\# no &amp; heading\\*\n", &["# no & heading*"]),
            ("用語\n: 説明\n", &["用語", "説明"]),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
        assert_eq!(show(&line_pieces("[3](fact:a)の[話] [@k]")), "‹[3](fact:a)›の[話] ‹[@k]›");
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "# *no* [link](x) <b> `code` \\ a_b _c_ &amp; &x;",
            "- item",
            "1. one",
            "2) two",
            "> quote",
            "+ plus",
            "=== x",
            "--- y",
            ": z",
            "a | b",
            "~~x~~ ~ {#id} {.x}",
            "see https://example.org and www.example.org",
            "C # #",
            "[^1] [@a]",
            "!",
            "a\\",
        ] {
            for (before, after) in [("", ""), ("# ", " {#id}"), ("- ", "\n"), ("| a |\n|---|\n| ", " |\n"), ("> ", "")]
            {
                let pieces = [Piece::Text(text.to_owned())];
                let written = format!("{before}{}{after}", write_pieces(&pieces));
                let read = segments(&written, 0..written.len());
                assert_eq!(read.last().map(|segment| segment.pieces.as_slice()), Some(&pieces[..]), "{written}");
            }
        }
    }
}
