//! Typographic signs for straight ones. The parser finds them, in English; here they become those of the language, and
//! what is no running text keeps what was written.

use super::parse::Builder;
use crate::config::Quotes;
use std::ops::Range;

/// What the parser made of a straight sign.
pub(super) enum Smart {
    /// Nothing: the text is what is written.
    No,
    /// A quotation mark or apostrophe.
    Quote(char),
    /// A dash or an ellipsis.
    Other,
}

impl Builder<'_> {
    /// Whether a text of the parser stands for the straight sign at `range`.
    pub(super) fn smart(&self, text: &str, range: &Range<usize>) -> Smart {
        if !self.writing.smart_punctuation {
            return Smart::No;
        }
        let written = self.text.get(range.clone()).unwrap_or_default();
        match (written, text) {
            ("\"" | "'", "“" | "”" | "‘" | "’") => text.chars().next().map_or(Smart::No, Smart::Quote),
            ("--", "–") | ("---", "—") | ("...", "…") => Smart::Other,
            _ => Smart::No,
        }
    }

    /// The sign of the language for a quotation mark of English; an apostrophe stays one.
    pub(super) fn quote(&mut self, english: char, range: &Range<usize>) -> String {
        let closes = match english {
            '‘' => {
                self.run.single_quotes += 1;
                true
            }
            '’' => {
                // Between letters it is an apostrophe, also inside a quotation.
                let after = self.text.get(range.end..).and_then(|rest| rest.chars().next());
                let closes = self.run.single_quotes > 0 && !after.is_some_and(char::is_alphanumeric);
                self.run.single_quotes -= usize::from(closes);
                closes
            }
            _ => true,
        };
        let quotes = if closes { self.writing.quotes } else { Quotes::ENGLISH };
        quotes.sign(english)
    }
}
