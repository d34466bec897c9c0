//! Line breaks in the source that stand for nothing, in scripts that write no spaces between words.
//!
//! They are judged where a text is written out, and not when it is parsed: beside a fact, or a name that the text
//! leaves out, what stands there is known only then. HTML and plain text ask the same function.

use super::{Class, Document, Kind, Op, Tag};
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// Whether a line break between two texts stands for nothing: between two wide characters, beside one wide punctuation
/// mark, and between a wide character and a sign that is as wide as what stands round it, as `“` and `…` are (CSS Text
/// Level 4, 4.1.3, with one mark being enough). A side without any text leaves it to the other.
pub fn joins(before: &str, after: &str) -> bool {
    Side::None.after(before).joins(first(after))
}

/// A text of several lines as one: each break is nothing, where lines are joined and it stands for nothing, or a space.
pub(super) fn lines(text: &str, join_lines: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut end = Side::None;
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 && !(join_lines && end.joins(first(line))) {
            joined.push(' ');
            end = Side::Narrow;
        }
        joined.push_str(line);
        end = end.after(line);
    }
    joined
}

/// What stands beside a line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    None,
    Narrow,
    /// A sign that is narrow in one script and wide in another.
    Sign,
    Wide,
    /// Wide punctuation.
    Mark,
}

impl Side {
    fn joins(self, after: Side) -> bool {
        match (self, after) {
            (Side::Mark, _) | (_, Side::Mark) => true,
            (Side::Wide, Side::Wide | Side::Sign | Side::None) => true,
            (Side::Sign | Side::None, Side::Wide) => true,
            (Side::Wide | Side::Sign | Side::None | Side::Narrow, _) => false,
        }
    }

    /// What a text ends in that goes on with `text`, and so far ended in this.
    fn after(self, text: &str) -> Side {
        let mut emoji = false;
        for c in text.chars().rev() {
            emoji |= c == EMOJI;
            if c.width() != Some(0) {
                return if emoji { Side::Narrow } else { side(c) };
            }
        }
        if emoji && self != Side::None { Side::Narrow } else { self }
    }
}

fn first(text: &str) -> Side {
    let mut chars = text.chars().skip_while(|c| c.width() == Some(0));
    match (chars.next(), chars.next()) {
        (None, _) => Side::None,
        (Some(_), Some(EMOJI)) => Side::Narrow,
        (Some(c), _) => side(c),
    }
}

/// How many lines with nothing but marks are looked through.
const MARKED_LINES: usize = 8;

/// The variation selector that makes an emoji of what stands before it.
const EMOJI: char = '\u{fe0f}';

/// Whether a character is of a script that writes no spaces between words, or wide punctuation.
pub fn is_wide(c: char) -> bool {
    let usual = matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    usual || (c >= '\u{2e80}' && matches!(side(c), Side::Wide | Side::Mark))
}

fn side(c: char) -> Side {
    let wide = c.width() == Some(2);
    match c {
        // Hangul, which has spaces.
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{3200}'..='\u{321e}' | '\u{3260}'..='\u{327e}' => {
            Side::Narrow
        }
        '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{ffa0}'..='\u{ffdc}' => Side::Narrow,
        '\u{3000}'..='\u{303f}' | '\u{30a0}' | '\u{30fb}' | '\u{fe10}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}'
            if wide && !c.is_alphanumeric() =>
        {
            Side::Mark
        }
        // Below, and in the planes of pictures, what is wide is an emoji.
        '\u{2e80}'..='\u{1efff}' | '\u{20000}'.. if wide => Side::Wide,
        _ if !wide && c.width_cjk() == Some(2) && !c.is_alphanumeric() => Side::Sign,
        _ => Side::Narrow,
    }
}

impl Document {
    /// Whether the line break at an operation stands for nothing, given the text of the source. `refer` gives the text of
    /// a reference that stands for text.
    pub fn joined(&self, source: &str, at: usize, refer: &dyn Fn(u32) -> Option<String>) -> bool {
        if !self.join_lines {
            return false;
        }
        let before = self.visible(source, (0..at).rev(), refer);
        let after = self.visible(source, at + 1..self.ops.len(), refer);
        before.zip(after).is_some_and(|(before, after)| joins(&before, &after))
    }

    /// The first text among some operations of a paragraph, which may be empty; nothing where something else than text
    /// comes first. Citations and footnotes are marks on the text before them, and are looked through.
    fn visible<'a>(
        &'a self,
        source: &'a str,
        ops: impl Iterator<Item = usize>,
        refer: &dyn Fn(u32) -> Option<String>,
    ) -> Option<Cow<'a, str>> {
        let mut reading = false;
        // Marks that stand alone on their lines have such breaks on both sides.
        let (mut marked, mut breaks) = (false, 0);
        for at in ops {
            match self.ops.get(at)? {
                Op::Open(Tag::RubyText, _) | Op::Close(Tag::RubyText, _) => reading = !reading,
                _ if reading => {}
                Op::Text { start, len } | Op::Code { start, len } => {
                    let text = self.text_in(source, Op::chunk(*start, *len));
                    if !text.is_empty() {
                        return Some(Cow::Borrowed(text));
                    }
                }
                Op::Refer(index) => {
                    let reference = self.references.get(*index as usize)?;
                    let written = self.text_in(source, reference.text);
                    let fact = reference.kind == Kind::Fact;
                    return refer(*index).map(Cow::Owned).or(fact.then_some(Cow::Borrowed(written)));
                }
                // Without a text of its own it shows the name of what it leads to.
                Op::Open(Tag::Link | Tag::Term, index) => {
                    if matches!(self.ops.get(at + 1), Some(Op::Close(Tag::Link | Tag::Term, _))) {
                        return refer(*index).map(Cow::Owned);
                    }
                }
                Op::Cite { .. } | Op::Footnote(_) => marked = true,
                Op::SoftBreak if marked && breaks < MARKED_LINES => breaks += 1,
                Op::Open(tag, _) | Op::Close(tag, _) if tag.class() == Class::Inline => {}
                Op::Open(..) | Op::Close(..) | Op::Task(_) => return Some(Cow::Borrowed("")),
                Op::Html { .. } | Op::Address(_) | Op::SoftBreak | Op::HardBreak | Op::Rule => return None,
            }
        }
        Some(Cow::Borrowed(""))
    }
}

#[cfg(test)]
mod tests {
    use super::{joins, lines};

    #[test]
    fn joins_where_scripts_have_no_spaces() {
        for (before, after, joined) in [
            ("日本", "語", true),
            ("です。", "Rust", true),
            ("Rust", "（安全", true),
            ("（", "Rust", true),
            ("日本語と", "English", false),
            ("English", "と日本語", false),
            ("Rust.", "Go", false),
            ("葛\u{e0100}", "城", true),
            ("日本", "ガ", true),
            ("カ\u{3099}", "ラス", true),
            ("ラーメン", "ー", true),
            ("한국", "어", false),
            ("日本", "한국", false),
            ("日本", "😀", false),
            ("㊗\u{fe0f}", "日本", false),
            ("日本", "㊗\u{fe0f}", false),
            ("日本", "㊗", true),
            ("✅", "日本", false),
            ("说：“你好”", "然后", true),
            ("等等……", "然后", true),
            ("“hello”", "world", false),
            ("日本", "ｱｲｳ", false),
            ("３", "ヶ月", true),
            ("日本", "", true),
            ("", "", false),
            ("x", "", false),
            ("𠮷野", "家", true),
        ] {
            assert_eq!(joins(before, after), joined, "{before}⏎{after}");
        }
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(lines("日本\n語と\nEnglish", true), "日本語と English");
        assert_eq!(lines("日本\n語", false), "日本 語");
    }
}
