//! Emphasis beside Chinese, Japanese and Korean: `**テスト。**テスト`, `これは**「強調」**です`.
//!
//! CommonMark lets `*` and `~~` open or close by whether punctuation or a letter stands on each side, which presumes
//! spaces between words. The "CommonMark CJK-friendly amendments" lift that where one side is CJK. Here that is done
//! before the parser: a delimiter run that could not do both gets a shield between itself and the punctuation, a
//! noncharacter towards the run (no punctuation, so the run may open and close) and a `·` outwards (punctuation, so
//! that what stands there sees what it saw). Events are given back as if the shields had never been there: their texts
//! are parts of the text as written, and so are their ranges. To pair the events anew afterwards would be to repeat all
//! rules of the parser.
//!
//! The amendments also look through a variation selector before a run: what counts is the character that it belongs to.
//! Where that is punctuation and no CJK, the shield stands the other way round, and the run sees its `·`. U+FE0F, which
//! makes an emoji, is not looked through.
//!
//! pulldown-cmark has an option for this that is not released. When it is: delete this file, its `mod` line, and in
//! `parse.rs` give the text as written and the option to the parser and take events and ranges as they come.

use pulldown_cmark::{BrokenLinkCallback, CodeBlockKind, CowStr, Event, Parser, Tag};
use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// Stands before a run. A file with one of the noncharacters is refused.
const BEFORE: &str = "·\u{FDD0}";
/// Stands after a run; before one that is to see punctuation.
const AFTER: &str = "\u{FDD1}·";
const LEN: usize = BEFORE.len();
const _: () = assert!(BEFORE.len() == AFTER.len(), "both shields have the same length");

/// A text with its shields.
pub struct Shielded<'a> {
    written: &'a str,
    text: Cow<'a, str>,
    /// Where the shields begin in `text`.
    starts: Vec<usize>,
    /// The places between two shields that were looked at last, and how far they are moved.
    gap: Cell<((usize, usize), usize)>,
}

impl<'a> Shielded<'a> {
    /// Shields a text; one that needs none is not copied.
    pub fn new(written: &'a str) -> Shielded<'a> {
        let plain = Shielded { written, text: Cow::Borrowed(written), starts: Vec::new(), gap: Cell::default() };
        if written.is_ascii() {
            return plain;
        }
        let mut shielded = String::new();
        let mut starts = Vec::new();
        let mut copied = 0;
        let mut lines = Lines::default();
        for run in (Runs { text: written, at: 0 }) {
            let (before, after) = needed(written, &run, &mut lines);
            for (shield, at) in [(before, run.start), (after, run.end)] {
                if let Some(shield) = shield {
                    if starts.is_empty() {
                        shielded.reserve(written.len() + written.len() / 16);
                    }
                    shielded.push_str(written.get(copied..at).unwrap_or_default());
                    starts.push(shielded.len());
                    shielded.push_str(shield);
                    copied = at;
                }
            }
        }
        if starts.is_empty() {
            return plain;
        }
        shielded.push_str(written.get(copied..).unwrap_or_default());
        Shielded { written, text: Cow::Owned(shielded), starts, gap: Cell::default() }
    }

    /// What the parser reads.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A range of what the parser reads, in the text as written.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let (gap, shift) = self.gap.get();
        // Most ranges stand between two shields.
        let end = if gap.0 <= range.end && range.end <= gap.1 { range.end - shift } else { self.search(range.end).0 };
        start..end
    }

    fn place(&self, at: usize) -> usize {
        let (gap, shift) = self.gap.get();
        // Most places stand between the same two shields as the one before.
        if gap.0 <= at && at <= gap.1 {
            return at - shift;
        }
        let (place, gap, shift) = self.search(at);
        self.gap.set((gap, shift));
        place
    }

    /// A place in the text as written, the places between the same two shields, and how far those are moved.
    fn search(&self, at: usize) -> (usize, (usize, usize), usize) {
        let before = self.starts.partition_point(|start| *start < at);
        let last = before.checked_sub(1).and_then(|last| self.starts.get(last));
        let first = last.map_or(0, |start| start + LEN);
        let shift = before * LEN;
        let gap = (first, self.starts.get(before).copied().unwrap_or(usize::MAX));
        // A place inside a shield is the one where it stands.
        (at.max(first) - shift, gap, shift)
    }

    /// What the parser reads out of the text, as if there were no shields.
    pub fn events<'s, F: BrokenLinkCallback<'s>>(
        &'s self,
        parser: Parser<'s, F>,
    ) -> impl Iterator<Item = (Event<'s>, Range<usize>)> {
        parser.into_offset_iter().filter_map(|(mut event, range)| match self.is_plain() {
            true => Some((event, range)),
            false => self.clean(&mut event).then(|| (event, self.range(range))),
        })
    }

    /// Whether no shield is needed: then events and ranges are those of the text as written.
    fn is_plain(&self) -> bool {
        self.starts.is_empty()
    }

    /// Takes the shields out of an event, and says whether anything is left of it.
    fn clean<'s>(&'s self, event: &mut Event<'s>) -> bool {
        match event {
            Event::Text(text) => {
                self.string(text);
                return !text.is_empty();
            }
            Event::Start(tag) => self.tag(tag),
            Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::FootnoteReference(text) => self.string(text),
            Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => {}
        }
        true
    }

    fn tag<'s>(&'s self, tag: &mut Tag<'s>) {
        match tag {
            Tag::Heading { id, classes, attrs, .. } => {
                let values = attrs.iter_mut().flat_map(|(name, value)| std::iter::once(name).chain(value));
                id.iter_mut().chain(classes).chain(values).for_each(|string| self.string(string));
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(string)) | Tag::FootnoteDefinition(string) => self.string(string),
            Tag::Link { dest_url, title, id, .. } | Tag::Image { dest_url, title, id, .. } => {
                [dest_url, title, id].into_iter().for_each(|string| self.string(string));
            }
            Tag::CodeBlock(CodeBlockKind::Indented)
            | Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    /// A part of what the parser read is a part of what is written: the shields in it are left out by taking the
    /// bytes of the same places there. What the parser has put together is cleaned.
    fn string<'s>(&'s self, string: &mut CowStr<'s>) {
        if let CowStr::Borrowed(part) = string
            && let Some(start) = (part.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)
            && start + part.len() <= self.text.len()
        {
            let range = self.range(start..start + part.len());
            *string = CowStr::Borrowed(self.written.get(range).unwrap_or_default());
        } else if string.contains(['\u{FDD0}', '\u{FDD1}']) {
            *string = CowStr::from(string.replace(BEFORE, "").replace(AFTER, ""));
        }
    }
}

/// The runs of `*`, of `_` and of two `~` in a text.
struct Runs<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Runs<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        loop {
            let (start, mark) = mark(bytes, self.at)?;
            let rest = bytes.get(start..).unwrap_or_default();
            let end = start + rest.iter().take_while(|byte| **byte == mark).count();
            self.at = end;
            // After an odd number of backslashes the first one is a character.
            let before = bytes.get(..start).unwrap_or_default();
            let escaped = before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2;
            let run = start + escaped..end;
            if run.len() == 2 || mark != b'~' && !run.is_empty() {
                return Some(run);
            }
        }
    }
}

/// The next `*`, `_` or `~` and where it is.
fn mark(bytes: &[u8], from: usize) -> Option<(usize, u8)> {
    let at = from + memchr::memchr3(b'*', b'_', b'~', bytes.get(from..)?)?;
    Some((at, *bytes.get(at)?))
}

/// The shields that a run needs before it and after it.
fn needed(text: &str, run: &Range<usize>, lines: &mut Lines) -> (Option<&'static str>, Option<&'static str>) {
    let bytes = text.as_bytes();
    let is_ascii = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    // Without CJK and selectors, which are none of ASCII, nothing is lifted.
    if is_ascii(run.start.wrapping_sub(1)) && is_ascii(run.end) {
        return (None, None);
    }
    let (before, after) = (text.get(..run.start).unwrap_or_default(), text.get(run.end..).unwrap_or_default());
    let (Some(previous), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return (None, None);
    };
    if previous.is_whitespace() || next.is_whitespace() {
        return (None, None);
    }
    let base = base(before, previous);
    let splits_words = bytes.get(run.start) != Some(&b'_');
    if !(splits_words && (is_cjk(next) || ends_cjk(previous, base))) {
        let hidden = base.is_some_and(|base| may_be_punctuation(base) && !base.is_whitespace() && !is_invisible(base));
        return (hidden.then_some(AFTER), None);
    }
    let shields = (may_be_punctuation(previous), may_be_punctuation(next));
    // Between punctuation on both sides a run opens and closes anyway.
    let surely = is_surely_punctuation(previous) && is_surely_punctuation(next);
    if shields == (false, false) || surely || lines.begin(text, run.start, previous) {
        return (None, None);
    }
    // The end of a cell is as the end of a line.
    let bars = previous == '|' && !before.ends_with("\\|") || next == '|';
    if bars && lines.in_table(text, run.start) {
        return (None, None);
    }
    (shields.0.then_some(BEFORE), shields.1.then_some(AFTER))
}

/// The line and the block of lines that were looked at last.
#[derive(Default)]
struct Lines {
    line: Range<usize>,
    /// Where the marks of quotes and lists end that the line begins with.
    marks: usize,
    /// Where the name of a footnote ends, after them.
    name: Option<usize>,
    block: Range<usize>,
    table: bool,
}

impl Lines {
    /// Whether only marks of quotes, lists and footnotes stand before a place on its line, the last of them `previous`.
    fn begin(&mut self, text: &str, at: usize, previous: char) -> bool {
        if !matches!(previous, '>' | ':') {
            return false;
        }
        if !self.line.contains(&at) {
            let bytes = text.as_bytes();
            let start = bytes.get(..at).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |end| end + 1);
            let end =
                bytes.get(at..).and_then(|after| memchr::memchr(b'\n', after)).map_or(text.len(), |end| at + end + 1);
            let line = text.get(start..end).unwrap_or_default();
            let mark = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')');
            let rest = line.trim_start_matches(mark);
            self.marks = start + line.len() - rest.len();
            self.name = rest.strip_prefix("[^").and_then(|_| line.find(']')).map(|at| start + at);
            self.line = start..end;
        }
        match previous {
            '>' => self.marks >= at,
            _ => self.name.is_some_and(|end| end + 2 == at),
        }
    }

    /// Whether the lines round a place, up to empty ones, have a row of dashes that makes them a table.
    fn in_table(&mut self, text: &str, at: usize) -> bool {
        if !self.block.contains(&at) {
            let is_blank = |line: &&str| line.trim().is_empty();
            let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
            let start: usize =
                before.split_inclusive('\n').rev().take_while(|line| !is_blank(line)).map(str::len).sum();
            let end: usize = after.split_inclusive('\n').take_while(|line| !is_blank(line)).map(str::len).sum();
            self.block = at - start..at + end;
            let block = text.get(self.block.clone()).unwrap_or_default();
            self.table = block.lines().any(is_row_of_dashes);
        }
        self.table
    }
}

fn is_row_of_dashes(line: &str) -> bool {
    let row = line.trim_start_matches(['>', ' ', '\t']);
    row.contains('-') && row.contains('|') && row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t' | '\r'))
}

/// Whether a character is none of those that never are punctuation for the parser. One that is none costs a shield
/// that changes nothing.
fn may_be_punctuation(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_punctuation(),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' => false,
        // Letters in circles are alphabetic, and symbols.
        '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}' => true,
        _ => !c.is_alphanumeric(),
    }
}

/// Whether a character is one of those that are punctuation in every version of Unicode, and common.
fn is_surely_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '、' | '。' | '〈'..='】' | '！' | '（' | '）' | '，' | '：' | '；' | '？')
}

/// The character that the last one belongs to, if that is a variation selector.
fn base(before: &str, last: char) -> Option<char> {
    if matches!(last, '\u{FE00}'..='\u{FE0E}') { before.chars().nth_back(1) } else { None }
}

/// Whether a text ends in CJK; a variation selector goes with its base.
fn ends_cjk(last: char, base: Option<char>) -> bool {
    match base {
        // With this selector quotation marks are wide.
        Some(base) => is_cjk(base) || last == '\u{FE01}' && matches!(base, '‘' | '’' | '“' | '”'),
        None => matches!(last, '\u{E0100}'..='\u{E01EF}') || is_cjk(last),
    }
}

/// Marks, formats and the like, which are no letters and no punctuation either.
fn is_invisible(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{E0000}'..='\u{10FFFF}')
        || c.is_control()
}

fn is_cjk(c: char) -> bool {
    let c = u32::from(c);
    if (0x3041..=0x3096).contains(&c) || (0x4E00..=0x9FFF).contains(&c) {
        return true;
    }
    let at = CJK.partition_point(|(_, last)| *last < c);
    CJK.get(at).is_some_and(|(first, _)| *first <= c)
}

/// East Asian Width W, F or H without Emoji_Presentation, or script Hangul, as Unicode's data in
/// `icu_properties` have them: a test compares the two, and shows the table when there are newer data.
#[rustfmt::skip]
const CJK: [(u32, u32); 65] = [
    (0x1100, 0x11FF), (0x20A9, 0x20A9), (0x2329, 0x232A), (0x2630, 0x2637), (0x268A, 0x268F),
    (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x2FF0, 0x303E), (0x3041, 0x3096),
    (0x3099, 0x30FF), (0x3105, 0x312F), (0x3131, 0x318E), (0x3190, 0x31E5), (0x31EF, 0x321E),
    (0x3220, 0x3247), (0x3250, 0xA48C), (0xA490, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
    (0xD7B0, 0xD7C6), (0xD7CB, 0xD7FB), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE52),
    (0xFE54, 0xFE66), (0xFE68, 0xFE6B), (0xFF01, 0xFFBE), (0xFFC2, 0xFFC7), (0xFFCA, 0xFFCF),
    (0xFFD2, 0xFFD7), (0xFFDA, 0xFFDC), (0xFFE0, 0xFFE6), (0xFFE8, 0xFFEE), (0x16FE0, 0x16FE4),
    (0x16FF0, 0x16FF6), (0x17000, 0x18CDA), (0x18CFF, 0x18D20), (0x18D80, 0x18DF2), (0x18E00, 0x19191),
    (0x191A0, 0x191D2), (0x1AFF0, 0x1AFF3), (0x1AFF5, 0x1AFFB), (0x1AFFD, 0x1AFFE), (0x1B000, 0x1B128),
    (0x1B132, 0x1B132), (0x1B150, 0x1B152), (0x1B155, 0x1B155), (0x1B164, 0x1B168), (0x1B170, 0x1B2FB),
    (0x1D300, 0x1D356), (0x1D360, 0x1D376), (0x1F1AE, 0x1F1AE), (0x1F200, 0x1F200), (0x1F202, 0x1F202),
    (0x1F210, 0x1F219), (0x1F21B, 0x1F22E), (0x1F230, 0x1F231), (0x1F237, 0x1F237), (0x1F23B, 0x1F23B),
    (0x1F240, 0x1F248), (0x1F260, 0x1F265), (0x1F7DA, 0x1F7DA), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
];

#[cfg(test)]
mod tests {
    use super::Shielded;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    use std::ops::Range;

    fn events(text: &str) -> Vec<(String, Range<usize>)> {
        let shielded = Shielded::new(text);
        let parser = Parser::new_ext(shielded.text(), Options::all()).into_offset_iter();
        let clean = |(mut event, range)| {
            shielded.clean(&mut event).then(|| (format!("{:?}", event.into_static()), shielded.range(range)))
        };
        parser.filter_map(clean).collect()
    }

    fn plain(text: &str) -> Vec<(String, Range<usize>)> {
        let parser = Parser::new_ext(text, Options::all()).into_offset_iter();
        parser.map(|(event, range)| (format!("{:?}", event.into_static()), range)).collect()
    }

    #[test]
    fn the_table_is_that_of_unicode() {
        use icu_properties::props::{EastAsianWidth, EmojiPresentation, Script};
        use icu_properties::{CodePointMapData, CodePointSetData};
        let (width, script) = (CodePointMapData::<EastAsianWidth>::new(), CodePointMapData::<Script>::new());
        let emoji = CodePointSetData::new::<EmojiPresentation>();
        let is_cjk = |c: char| match width.get(c) {
            EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth => true,
            EastAsianWidth::Wide => !emoji.contains(c),
            _ => script.get(c) == Script::Hangul,
        };
        let mut table: Vec<(u32, u32)> = Vec::new();
        for c in ('\0'..=char::MAX).filter(|c| is_cjk(*c)) {
            let c = u32::from(c);
            match table.last_mut() {
                Some((_, last)) if *last + 1 == c => *last = c,
                _ => table.push((c, c)),
            }
        }
        assert_eq!(table, super::CJK);
    }

    #[test]
    fn without_emphasis_events_and_ranges_are_those_of_the_parser() {
        for text in [
            "`あ**「い」**う` <b title=\"あ**「い」**う\"> <https://example.com/あ**「い」**う> あ",
            "```あ**「い」**う\nあ**「い」**う\n```\n\n    あ**「い」**う\n",
            "[あ](/a**「い」**う \"あ**「い」 &amp; \\* **う\") ![い](</う*「え」>)\n\n[x]: /あ**「い」**う\n",
            "> - 。*あ\n>   い*「\n>*「う\n\n* 。*え\n1. お**（\n",
            "|。*か|き*「|\n|--|--|\n|*。|「|\n",
            "く\\*\\*「\\*け ~「こ」~さ __「し」__す せ** 「そ」 **た",
            "<div>\nあ*「い」\n</div>\n\n<!-- う*-->\n",
        ] {
            assert_eq!(events(text), plain(text), "{text}");
        }
    }

    /// Events with texts that follow each other joined.
    fn joined(events: Vec<(String, Range<usize>)>) -> Vec<(String, Range<usize>)> {
        let mut joined: Vec<(String, Range<usize>)> = Vec::new();
        for (event, range) in events {
            let text = event
                .strip_prefix("Text(")
                .and_then(|text| text.split_once('"')?.1.trim_end_matches(')').strip_suffix('"'));
            match (joined.last_mut(), text) {
                (Some((last, before)), Some(text)) if last.starts_with("Text:") && before.end == range.start => {
                    last.push_str(text);
                    before.end = range.end;
                }
                (_, Some(text)) => joined.push((format!("Text:{text}"), range)),
                (_, None) => joined.push((event, range)),
            }
        }
        joined
    }

    #[test]
    fn ranges_change_with_emphasis_only() {
        let mut unchanged = 0;
        for line in include_str!("../../tests/markdown/sample.jsonl").lines() {
            let case: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = case["markdown"].as_str().unwrap();
            let (found, wanted) = (joined(events(text)), joined(plain(text)));
            let names = |events: &[(String, Range<usize>)]| -> Vec<String> {
                events.iter().map(|(event, _)| event.clone()).collect()
            };
            if names(&found) == names(&wanted) {
                unchanged += 1;
                for (found, wanted) in found.iter().zip(&wanted) {
                    assert_eq!(found, wanted, "{text}");
                }
            }
            for (event, range) in events(text) {
                assert!(text.get(range.clone()).is_some(), "{text}: {event} {range:?}");
            }
        }
        assert!(unchanged > 400, "{unchanged}");
    }

    #[test]
    fn texts_are_those_that_stand_at_their_places() {
        let text =
            "料金**（税込）**です。**「*『強』*調」**で~~旧。~~新 [**「x」**y](z)\n\n> あ**「い」**う\n>**え。**お\n";
        let shielded = Shielded::new(text);
        assert_ne!(shielded.text(), text);
        let (mut strong, mut shown) = (Vec::new(), String::new());
        for (mut event, range) in Parser::new_ext(shielded.text(), Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
            let range = shielded.range(range);
            shielded.clean(&mut event);
            match event {
                Event::Text(part) => {
                    assert_eq!(&*part, &text[range]);
                    shown.push_str(&part);
                }
                Event::Start(Tag::Strong) => strong.push(&text[range]),
                Event::End(TagEnd::Paragraph) => shown.push('/'),
                _ => {}
            }
        }
        assert_eq!(strong, ["**（税込）**", "**「*『強』*調」**", "**「x」**", "**「い」**", "**え。**"]);
        assert_eq!(shown, "料金（税込）です。「『強』調」で旧。新 「x」y/あ「い」うえ。お/");
    }

    #[test]
    fn texts_without_candidates_are_not_copied() {
        for text in ["**a** *b* ~~c~~", "日本語の**強調**です", "**強調**", "** 。**\n"] {
            assert!(matches!(Shielded::new(text).text, std::borrow::Cow::Borrowed(_)), "{text}");
        }
    }
}
