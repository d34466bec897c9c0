//! Typographic signs for straight ones. The parser finds them, in English; here they become those of the language, and
//! what is no running text keeps what was written.

use super::join::is_wide;
use super::sheet::Sheet;
use crate::config::Quotes;
use pulldown_cmark::CowStr;
use std::ops::Range;

/// What the parser made of a straight sign.
pub(super) enum Smart {
    /// Nothing: the text is what is written.
    No,
    /// A quotation mark or apostrophe.
    Quote(char),
    /// A dash or an ellipsis.
    Other,
    /// A dash that is none: `--force` is what somebody types.
    Typed,
}

/// The quotations of a block that are open.
#[derive(Default)]
pub(super) struct Quotations {
    /// The signs that would close them, as those of English.
    closing: Vec<char>,
    /// How many single quotation marks are open.
    single: usize,
}

impl Quotations {
    pub(super) fn leave_block(&mut self) {
        self.closing.clear();
        self.single = 0;
    }

    /// Whether a text of the parser stands for the straight sign at `range`.
    pub(super) fn smart(&mut self, sheet: &Sheet<'_>, text: &str, range: &Range<usize>) -> Smart {
        if !sheet.writing().smart_punctuation {
            return Smart::No;
        }
        match (sheet.written(range), text) {
            ("\"" | "'", "“" | "”" | "‘" | "’") => {
                text.chars().next().map_or(Smart::No, |sign| Smart::Quote(self.turned(sheet.text(), sign, range)))
            }
            ("--", "–") if is_option(sheet.text(), range) => Smart::Typed,
            ("--", "–") | ("---", "—") | ("...", "…") => Smart::Other,
            _ => Smart::No,
        }
    }

    /// The sign that closes for one that the parser took for one that opens, where it cannot: after a letter, a digit or
    /// punctuation.
    fn turned(&mut self, text: &str, sign: char, range: &Range<usize>) -> char {
        let closing = match sign {
            '“' => '”',
            '‘' => '’',
            _ => {
                self.closing.retain(|open| *open != sign);
                return sign;
            }
        };
        let before = text.get(..range.start).and_then(|text| text.chars().next_back());
        let after = text.get(range.end..).and_then(|text| text.chars().next());
        let is_last = after.is_none_or(|c| c.is_whitespace() || ".,;:!?)]}".contains(c));
        let closes = match before {
            None => false,
            // Without spaces between words a quotation may begin after a letter.
            Some(c) if is_wide(c) => is_last || self.closing.contains(&closing),
            Some(c) if c.is_alphanumeric() => true,
            Some(c) => is_last && !c.is_whitespace() && !"([{—–-\"'".contains(c),
        };
        self.closing.retain(|open| *open != closing);
        if closes {
            return closing;
        }
        self.closing.push(closing);
        sign
    }

    /// The sign of the language for a quotation mark of English; an apostrophe stays one.
    pub(super) fn quote(&mut self, sheet: &Sheet<'_>, english: char, range: &Range<usize>) -> CowStr<'static> {
        let quotes = sheet.writing().quotes;
        if quotes == Quotes::ENGLISH {
            return CowStr::from(english);
        }
        let closes = match english {
            '‘' => {
                self.single += 1;
                true
            }
            '’' => {
                // Between letters it is an apostrophe, also inside a quotation.
                let after = sheet.text().get(range.end..).and_then(|rest| rest.chars().next());
                let closes = self.single > 0 && !after.is_some_and(char::is_alphanumeric);
                self.single -= usize::from(closes);
                closes
            }
            _ => true,
        };
        let quotes = if closes { quotes } else { Quotes::ENGLISH };
        CowStr::from(quotes.sign(english))
    }
}

/// Whether two hyphens begin the name of an option: a word follows at once, and none stands before.
fn is_option(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    let stands_free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '|' | '/' | '"' | '\''));
    stands_free && after.is_some_and(|c| c.is_ascii_lowercase())
}
