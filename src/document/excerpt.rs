//! The beginning of a text, in whole sentences: what is said of a page that has no description.

use super::join::lines;
use super::length::{Counter, Length};
use super::{Class, Document, Op, Tag};

/// The most characters of an excerpt, and the most words; a mixed text has so much of both.
const CHARACTERS: usize = 120;
const WORDS: usize = 30;
/// The most signs of any kind: of a text that has no words as they are counted here.
const SIGNS: usize = 500;

impl Document {
    /// The first sentences of the first paragraphs, without what stands in lists, quotations and notes. `refer` gives the
    /// text of a reference that stands for text.
    pub fn excerpt(&self, source: &str, refer: &dyn Fn(u32) -> Option<String>) -> String {
        let mut text = String::new();
        let (mut depth, mut start) = (0_usize, 0);
        for (at, op) in self.ops.iter().enumerate() {
            match op {
                Op::Open(Tag::Paragraph, _) => start = at,
                Op::Close(Tag::Paragraph, _) if depth == 0 && self.is_prose(start, at) => {
                    let next = self.plain(source, start..at, refer);
                    text = if text.is_empty() { next } else { lines(&format!("{text}\n{next}"), self.join_lines) };
                    // What does not end as a sentence leads to what follows it, which may be anything.
                    if room(&text) < text.len() || ends(&text).last() != Some(text.len()) {
                        break;
                    }
                }
                // The next section is about something else.
                Op::Open(Tag::Heading, _) if !text.is_empty() => break,
                Op::Open(tag, _) if is_apart(*tag) => depth += 1,
                Op::Close(tag, _) if is_apart(*tag) => depth = depth.saturating_sub(1),
                Op::Open(..)
                | Op::Close(..)
                | Op::Text { .. }
                | Op::Code { .. }
                | Op::Html { .. }
                | Op::Address(_)
                | Op::SoftBreak
                | Op::HardBreak
                | Op::Rule
                | Op::Task(_)
                | Op::Refer(_)
                | Op::Cite { .. }
                | Op::Footnote(_) => {}
            }
        }
        cut(&text)
    }

    /// Whether a paragraph says all that it says in its own words: a link without a text does not.
    fn is_prose(&self, start: usize, end: usize) -> bool {
        let ops = self.ops.get(start..end).unwrap_or_default();
        let pairs = ops.windows(2);
        let mut named = pairs.filter(|pair| matches!(pair, [Op::Open(Tag::Link, _), Op::Close(Tag::Link, _)]));
        named.next().is_none() && ops.iter().any(|op| matches!(op, Op::Text { .. }))
    }
}

/// Whether paragraphs in it are not the text's own.
fn is_apart(tag: Tag) -> bool {
    tag.class().holds_blocks() || tag.class() == Class::Group
}

/// How many bytes of a text there is room for.
fn room(text: &str) -> usize {
    let mut counter = Counter::default();
    for (number, (at, c)) in text.char_indices().enumerate() {
        counter.add(c);
        let Length { characters, words, .. } = counter.length;
        if number == SIGNS || characters * WORDS + words * CHARACTERS > CHARACTERS * WORDS {
            return at;
        }
    }
    text.len()
}

/// As many whole sentences as there is room for; of a first sentence that is longer, the beginning.
fn cut(text: &str) -> String {
    let room = room(text);
    if room == text.len() {
        return text.to_owned();
    }
    if let Some(end) = ends(text).take_while(|end| *end <= room).last() {
        return text.get(..end).unwrap_or_default().trim_end().to_owned();
    }
    let part = text.get(..room).unwrap_or_default();
    let pause = part.rfind(|c: char| c.is_whitespace() || matches!(c, '、' | '，')).unwrap_or_default();
    // A word is not cut in two; a text without pauses is.
    let end = if pause * 2 > room { pause } else { room };
    format!("{}…", text.get(..end).unwrap_or_default().trim_end())
}

/// The bytes after which a sentence has ended, with the quotation marks and brackets that close it.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut ended = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if "「『（【〔〈《“([".contains(c) {
            depth += 1;
        } else if "」』）】〕〉》”)]".contains(c) {
            depth = depth.saturating_sub(1);
        } else if "。！？｡।؟۔.!?".contains(c) {
            let abbreviated = c == '.' && is_abbreviated(text.get(..at).unwrap_or_default());
            ended = (!abbreviated).then_some(c);
        } else if !"\"'’»".contains(c) {
            ended = None;
        }
        let Some(mark) = ended else { continue };
        let next = chars.peek().map(|(_, next)| *next);
        let ends = match next {
            None => true,
            Some(next) if "。！？｡।؟۔.!?」』）】〕〉》”)]\"'’»".contains(next) => false,
            // 「…。」と: the quotation is part of a sentence.
            Some(next) if "。！？｡".contains(mark) => {
                let quoted = "」』”".contains(c);
                !(quoted && matches!(next, 'ぁ'..='ん' | '、'))
            }
            Some(next) if next.is_whitespace() => {
                let rest = text.get(at + c.len_utf8()..).unwrap_or_default().trim_start();
                !rest.starts_with(char::is_lowercase)
            }
            Some(_) => false,
        };
        if ends && depth == 0 {
            found.push(at + c.len_utf8());
        }
        if ends {
            ended = None;
        }
    }
    found.into_iter()
}

/// Whether a full stop after this belongs to a word: `e.g.`, `Dr.`, `J.`.
fn is_abbreviated(before: &str) -> bool {
    // Longer words are none of these.
    let start = before.floor_char_boundary(before.len().saturating_sub(32));
    let word = before.get(start..).unwrap_or_default().rsplit([' ', '\u{a0}', '(', '[']).next().unwrap_or_default();
    let known = [
        "e.g", "i.e", "vs", "dr", "mr", "mrs", "ms", "prof", "no", "fig", "cf", "al", "st", "vol", "pp", "ca", "approx",
    ];
    let initial = word.chars().count() == 1 && word.starts_with(char::is_alphabetic);
    initial || known.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::{cut, ends};

    #[test]
    fn sentences_end() {
        for (text, shown) in [
            ("はい。いいえ。", "はい。|いいえ。|"),
            ("「はい。」と答えた。次です。", "「はい。」と答えた。|次です。|"),
            ("本当です！？（注です。）次", "本当です！？|（注です。）|次"),
            ("「終わり。」、次。", "「終わり。」、次。|"),
            ("「終わり。」漢字。", "「終わり。」|漢字。|"),
            ("It is 3.5 times. Yes!", "It is 3.5 times.| Yes!|"),
            (
                "See e.g. Park et al. (2023) for more. Then J. Smith.",
                "See e.g. Park et al. (2023) for more.| Then J. Smith.|",
            ),
            ("He said “No.” Then he left.", "He said “No.”| Then he left.|"),
            ("cf. shirube.toml and so on. no new one", "cf. shirube.toml and so on. no new one"),
            ("(All of it.) Next", "(All of it.)| Next"),
        ] {
            let mut marked = text.to_owned();
            for end in ends(text).collect::<Vec<_>>().into_iter().rev() {
                marked.insert(end, '|');
            }
            assert_eq!(marked, shown);
        }
    }

    #[test]
    fn excerpts_are_short() {
        let sentence = "これは四十字ほどの文で、段落の最初に書かれた要点を読む人に伝えるためのものです。";
        assert_eq!(cut(&sentence.repeat(2)), sentence.repeat(2));
        assert_eq!(cut(&sentence.repeat(9)), sentence.repeat(3));
        assert_eq!(cut(&"字".repeat(300)), format!("{}…", "字".repeat(120)));
        let words = "word ".repeat(40);
        assert_eq!(cut(&words), format!("{}…", "word ".repeat(30).trim_end()));
        assert_eq!(cut("A short one. And"), "A short one. And");
    }
}
