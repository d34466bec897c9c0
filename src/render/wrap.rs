//! Titles that wrap at phrases: `<wbr>` where a phrase begins. For what readers see of a page, never for what programs
//! read of it, nor in what has a name of its own for those who listen: there a blank would be heard. Marked in HTML that is ready.

use super::escape;
use crate::config::{Config, LangId};
use crate::id::IndexVec;
use crate::phrase::Phrases;
use std::collections::HashMap;
use std::sync::RwLock;

/// How many texts are remembered: menus and titles come again on every page.
const REMEMBERED: usize = 4096;

/// Marks the phrases of every language that has a model.
pub struct Wrapping {
    languages: IndexVec<LangId, Option<Phrases>>,
    known: RwLock<HashMap<(LangId, String), String>>,
}

impl Wrapping {
    /// For the languages of a site.
    pub fn new(config: &Config) -> Wrapping {
        let languages = config.languages.map(|_, language| Phrases::of(&language.locale));
        Wrapping { languages, known: RwLock::default() }
    }

    /// The HTML of a text.
    pub fn text(&self, lang: LangId, text: &str) -> String {
        let mut html = String::with_capacity(text.len() + 16);
        escape::text(&mut html, text);
        self.html(lang, &html)
    }

    /// HTML of one line with its phrases marked: across elements, but not inside code, ruby and facts.
    pub fn html(&self, lang: LangId, html: &str) -> String {
        let phrases = self.languages.at(lang).as_ref();
        let Some(phrases) = phrases.filter(|_| !html.is_ascii()) else { return html.to_owned() };
        let key = (lang, html.to_owned());
        if let Some(known) = self.known.read().ok().and_then(|known| known.get(&key).cloned()) {
            return known;
        }
        let marked = mark(phrases, html);
        if let Ok(mut known) = self.known.write() {
            // What comes again comes soon: in the table of contents, on the next page.
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(key, marked.clone());
        }
        marked
    }
}

/// A text in which no line begins within a range of figures: 3〜6, 3–6. Where a text has elements these are kept whole by
/// CSS; a description has none.
pub fn whole_ranges(text: &str) -> String {
    const WORD_JOINER: char = '\u{2060}';
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        let is_digit = |c: &char| c.is_ascii_digit();
        if matches!(c, '〜' | '～' | '–') && before.as_ref().is_some_and(is_digit) && rest.peek().is_some_and(is_digit)
        {
            out.push(WORD_JOINER);
        }
        before = Some(c);
    }
    out
}

fn mark(phrases: &Phrases, html: &str) -> String {
    let Line { text, places } = read(html);
    let mut out = String::with_capacity(html.len() + 16);
    let mut done = 0;
    for cut in phrases.cuts(&text) {
        let Ok(found) = places.binary_search_by_key(&cut, |(at, _)| *at) else { continue };
        let Some((_, place)) = places.get(found) else { continue };
        out.push_str(html.get(done..*place).unwrap_or_default());
        out.push_str("<wbr>");
        done = *place;
    }
    out.push_str(html.get(done..).unwrap_or_default());
    out
}

/// A line of HTML: its text, and where in the HTML a `<wbr>` may stand before which byte of the text.
struct Line {
    text: String,
    places: Vec<(usize, usize)>,
}

/// What becomes of the text of an element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Inside {
    Free,
    /// Belongs to the text, and is not cut.
    Whole,
    /// Does not belong to the text.
    Aside,
}

fn read(html: &str) -> Line {
    let mut line = Line { text: String::with_capacity(html.len()), places: Vec::new() };
    let mut open: Vec<Inside> = Vec::new();
    let mut at = 0;
    while let Some(c) = html.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = html.get(at..).unwrap_or_default();
        let here = open.last().copied().unwrap_or(Inside::Free);
        let length = match c {
            '<' => {
                let length = rest.find('>').map_or(rest.len(), |end| end + 1);
                let tag = rest.get(1..length.saturating_sub(1)).unwrap_or_default();
                let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
                match name {
                    // A closing tag begins with a slash.
                    "" => _ = open.pop(),
                    "br" => line.text.push('\n'),
                    "img" | "wbr" | "input" | "hr" => {}
                    name if name.starts_with('!') => {}
                    name => {
                        let inside = inside(name, tag).max(here);
                        if here == Inside::Free && inside == Inside::Whole {
                            line.places.push((line.text.len(), at));
                        }
                        open.push(inside);
                    }
                }
                length
            }
            c => {
                let (c, length) = match c {
                    '&' => entity(rest),
                    c => (c, c.len_utf8()),
                };
                if here == Inside::Free {
                    line.places.push((line.text.len(), at));
                }
                if here != Inside::Aside {
                    line.text.push(c);
                }
                length
            }
        };
        at += length;
    }
    line
}

fn inside(name: &str, tag: &str) -> Inside {
    match name {
        "code" | "kbd" | "samp" | "var" | "ruby" | "data" => Inside::Whole,
        "rt" | "rp" | "sup" | "svg" | "script" | "style" => Inside::Aside,
        "span" if tag.contains("class=\"citations\"") => Inside::Aside,
        "span" if tag.contains("class=\"fact\"") => Inside::Whole,
        _ => Inside::Free,
    }
}

/// The character that an entity stands for, and the length of the entity; any sign for one that we do not write.
fn entity(rest: &str) -> (char, usize) {
    let end = rest.bytes().take(12).position(|byte| byte == b';');
    let Some(end) = end else { return ('&', 1) };
    let c = match rest.get(1..end) {
        Some("amp") => '&',
        Some("lt") => '<',
        Some("gt") => '>',
        Some("quot") => '"',
        _ => '\u{fffd}',
    };
    (c, end + 1)
}

#[cfg(test)]
mod tests {
    use super::{Wrapping, whole_ranges};
    use crate::id::Id;
    use crate::locale::{LangId, Locale};
    use crate::phrase::Phrases;

    #[test]
    fn ranges_of_figures_stay_whole() {
        for (text, whole) in [
            ("3〜6ヶ月、5〜10万円", "3〜\u{2060}6ヶ月、5〜\u{2060}10万円"),
            ("3–6 months", "3–\u{2060}6 months"),
            ("そう〜だ 3〜、〜6 a–b", "そう〜だ 3〜、〜6 a–b"),
            ("", ""),
        ] {
            assert_eq!(whole_ranges(text), whole);
        }
    }

    #[test]
    fn marks_phrases_across_elements() {
        let japanese = Locale::parse("ja").and_then(|locale| Phrases::of(&locale));
        let wrapping = Wrapping { languages: vec![japanese, None].into(), known: Default::default() };
        let [japanese, other] = [0, 1].map(LangId::new);
        for (html, marked) in [
            ("今日は天気です。", "今日は<wbr>天気です。"),
            ("今日<em>は天</em>気です。", "今日<em>は<wbr>天</em>気です。"),
            ("今日は<code>天気</code>です。", "今日は<wbr><code>天気</code>です。"),
            (
                "<ruby>今日<rp>（</rp><rt>きょう</rt><rp>）</rp></ruby>は<ruby>天気<rp>（</rp><rt>てんき</rt><rp>）</rp></ruby>です。",
                "<ruby>今日<rp>（</rp><rt>きょう</rt><rp>）</rp></ruby>は<wbr><ruby>天気<rp>（</rp><rt>てんき</rt><rp>）</rp></ruby>です。",
            ),
            ("今日は<sup>1</sup>天気です。", "今日は<sup>1</sup><wbr>天気です。"),
            ("A &amp; B &lt;", "A &amp; B &lt;"),
            ("<b", "<b"),
        ] {
            assert_eq!(wrapping.html(japanese, html), marked);
            assert_eq!(wrapping.html(other, html), html);
        }
        assert_eq!(wrapping.text(japanese, "今日は<天気>です。"), wrapping.text(japanese, "今日は<天気>です。"));
        assert!(wrapping.text(japanese, "今日は天気です。").contains("<wbr>"));
        assert_eq!(wrapping.text(other, "今日は<天気>です。"), "今日は&lt;天気&gt;です。");
    }
}
