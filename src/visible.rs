//! Texts as they may go to a terminal, a log or a failure: what hides in them is seen, and none is longer than anybody reads.
//! Knows nothing of where they come from.
//!
//! Hidden are control characters, ends of lines, marks of direction, characters without a width, tags, and what Unicode
//! says is no character. Characters for private use are left alone: fonts show them, as characters of Japanese names.

use std::borrow::Cow;
use std::fmt;

/// A part of a message that stands between backticks is cut after so many characters.
const PART: usize = 200;
/// A message is cut after so many characters.
const WHOLE: usize = 2000;

/// Whether a character has no shape of its own, or changes how those beside it are shown.
pub fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            // Soft hyphens, joiners and fillers.
            '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{3164}' | '\u{FFA0}'
            // Marks, embeddings, overrides and isolates of direction; ends of lines and of paragraphs; zero widths.
            | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            // Variation selectors.
            | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}'
            // Annotations, shorthand, music.
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            // Tags, and the variation selectors of ideographs.
            | '\u{E0000}'..='\u{E0FFF}' | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// A text in which everything can be seen: what is hidden is an escape, `\u{202e}`, and so is the end of a line.
///
/// A joiner, or a variation selector, is left where it does what it is for: between letters of a script that joins, in an
/// emoji, after an ideograph. Elsewhere nobody can see it, and a name that has it looks like one that has not.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, |_| false)
}

/// The same of a line of a text, which may have tabs in it.
pub fn visible_line(line: &str) -> Cow<'_, str> {
    escaped(line, |c| c == '\t')
}

/// A message with everything in it to be seen, and cut where it is longer than anybody reads: each part between
/// backticks, then the whole.
pub fn told(message: &str) -> String {
    let message = visible(message);
    if message.len() <= PART {
        return message.into_owned();
    }
    let parts = message.split('`').enumerate();
    let parts: Vec<Cow<'_, str>> =
        parts.map(|(at, part)| if at % 2 == 1 { cut(part, PART) } else { Cow::Borrowed(part) }).collect();
    cut(&parts.join("`"), WHOLE).into_owned()
}

/// The text up to so many characters, and a sign for what follows.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most).and_then(|(end, _)| text.get(..end)) {
        Some(shown) => Cow::Owned(format!("{shown}…")),
        None => Cow::Borrowed(text),
    }
}

fn escaped(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let (mut shown, mut done) = (String::new(), 0);
    for (at, c) in all_hidden(text).filter(|(_, c)| !is_kept(*c)) {
        shown.push_str(text.get(done..at).unwrap_or_default());
        shown.extend(c.escape_default());
        done = at + c.len_utf8();
    }
    match done {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(shown + text.get(done..).unwrap_or_default()),
    }
}

/// The first character of a text that nobody sees, and that does not belong to the spelling.
pub fn hidden(text: &str) -> Option<char> {
    if is_plain(text) { None } else { all_hidden(text).next().map(|(_, c)| c) }
}

/// Whether nothing of a text has to be looked at more closely.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Every such character, and where it stands.
fn all_hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut before = None;
    let mut rest = text.char_indices();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = rest.next()?;
            let before = before.replace(c);
            if is_hidden(c) && !shapes(c, before, rest.clone().next().map(|(_, after)| after)) {
                return Some((at, c));
            }
        }
    })
}

/// Whether a character without a width changes how its neighbours look, and belongs to the spelling: a joiner between
/// letters of a script that joins them or between emoji, a selector after a character that has variants.
fn shapes(c: char, before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: char| {
        matches!(
            c,
            // Arabic to Sinhala, Myanmar, Khmer and Mongolian, what was added to them, and emoji.
            '\u{600}'..='\u{DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{A840}'..='\u{A8FF}'
                | '\u{FB50}'..='\u{FDCF}' | '\u{FE0F}' | '\u{FE70}'..='\u{FEFC}' | '\u{11000}'..='\u{11FFF}'
                | '\u{1E900}'..='\u{1E95F}' | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}'
        )
    };
    let has_variants = |c: char| !c.is_ascii() && !is_hidden(c);
    match c {
        '\u{200C}' | '\u{200D}' => before.is_some_and(joins) && after.is_some_and(joins),
        '\u{180B}'..='\u{180F}' => before.is_some_and(|c| matches!(c, '\u{1800}'..='\u{18AF}')),
        // A digit in a box: `1`, the selector, the box.
        '\u{FE0F}' if after == Some('\u{20E3}') => before.is_some(),
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => before.is_some_and(has_variants),
        _ => false,
    }
}

/// What goes to a terminal or a log, in which nothing hides: there is no other way to say something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    text: String,
}

impl Shown {
    /// Nothing yet.
    pub fn new() -> Shown {
        Shown::default()
    }

    /// One line; its end is added.
    pub fn line(line: &str) -> Shown {
        let mut shown = Shown::new();
        shown.add(line);
        shown
    }

    /// JSON: what is hidden in its strings is escaped as JSON escapes it.
    pub fn json(json: &str) -> Shown {
        let mut text = String::with_capacity(json.len() + 1);
        let mut units = [0; 2];
        let mut done = 0;
        // Outside of strings there is nothing but ASCII, and inside of them no end of a line.
        for (at, hidden) in json.match_indices(|c| is_hidden(c) && c != '\n') {
            text.push_str(json.get(done..at).unwrap_or_default());
            for unit in hidden.chars().flat_map(|c| c.encode_utf16(&mut units).to_vec()) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
            done = at + hidden.len();
        }
        text.push_str(json.get(done..).unwrap_or_default());
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Shown { text }
    }

    /// What a renderer has made of texts in which nothing hides: its own colours and ends of lines stay.
    pub fn painted(text: &str) -> Shown {
        Shown { text: escaped(text, |c| matches!(c, '\n' | '\u{1B}')).into_owned() }
    }

    /// Adds a line, and its end.
    pub fn add(&mut self, line: &str) {
        self.text.push_str(&visible_line(line));
        self.text.push('\n');
    }

    /// Adds the lines of another.
    pub fn append(&mut self, more: &Shown) {
        self.text.push_str(&more.text);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::CodePointSetData;
    use icu_properties::props::{BidiControl, DefaultIgnorableCodePoint, NoncharacterCodePoint};

    #[test]
    fn whatever_unicode_says_is_not_seen_is_hidden() {
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let bidi = CodePointSetData::new::<BidiControl>();
        let none = CodePointSetData::new::<NoncharacterCodePoint>();
        for c in '\0'..=char::MAX {
            let has = ignorable.contains(c) || bidi.contains(c) || none.contains(c);
            assert!(is_hidden(c) || !(has || c.is_control()), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn what_is_hidden_is_an_escape() {
        for (text, shown) in [
            ("a b", "a b"),
            ("費用", "費用"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
            ("a\u{9b}b\u{7f}", "a\\u{9b}b\\u{7f}"),
            ("a\r\nb", "a\\r\\nb"),
            ("\u{202e}cod.exe", "\\u{202e}cod.exe"),
            ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
            ("a\u{e0061}", "a\\u{e0061}"),
            // Joined as it is meant, and where nothing joins.
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("👩\u{200d}🔬❤\u{fe0f}", "👩\u{200d}🔬❤\u{fe0f}"),
            ("葛\u{e0100}飾", "葛\u{e0100}飾"),
            ("pay\u{200d}ment", "pay\\u{200d}ment"),
            ("費\u{200c}用", "費\\u{200c}用"),
            ("می\u{200c}", "می\\u{200c}"),
            ("a\u{fe0f}", "a\\u{fe0f}"),
        ] {
            assert_eq!(visible(text), shown, "{text:?}");
        }
        assert_eq!(visible_line("a\tb\u{7}"), "a\tb\\u{7}");
    }

    #[test]
    fn what_nobody_reads_to_its_end_is_cut() {
        let long = "あ".repeat(1_000_000);
        let told = told(&format!("there is no term `{long}` in `{long}`"));
        let part = "あ".repeat(PART);
        assert_eq!(told, format!("there is no term `{part}…` in `{part}…`"));
        let told = super::told(&format!("there is {long}"));
        assert_eq!(told, format!("there is {}…", "あ".repeat(WHOLE - "there is ".len())));
        assert!(super::told(&"`a` ".repeat(10_000)).chars().count() <= WHOLE + 1);
        let short = format!("`{part}` and {}", "x".repeat(1000));
        assert_eq!(super::told(&short), short);
    }

    #[test]
    fn json_says_the_same() {
        let value = serde_json::json!({ "a": "\u{202e}\u{9b}\u{7f}\u{e0061}\n\t費用\u{2028}" });
        let shown = Shown::json(&format!("{value:#}"));
        assert!(!shown.as_str().contains(|c| is_hidden(c) && c != '\n'), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(shown.as_str()).unwrap(), value);
    }

    #[test]
    fn a_line_stays_one() {
        let mut shown = Shown::line("a\n::error::b");
        shown.add("c");
        assert_eq!(shown.as_str(), "a\\n::error::b\nc\n");
        assert_eq!(Shown::painted("\u{1b}[1ma\u{1b}[0m\n\u{202e}").as_str(), "\u{1b}[1ma\u{1b}[0m\n\\u{202e}");
    }
}
