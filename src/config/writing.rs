//! How a language writes running text, where Markdown leaves it open.

use super::{Html, Quotes};
use crate::data::Reader;
use crate::keys::site::language;
use crate::locale::Locale;

/// What reading a text depends on besides its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    /// Whether a line break in the source between two wide characters stands for nothing, as in scripts that write no
    /// spaces between words.
    pub join_lines: bool,
    /// Whether straight quotation marks, `--`, `---` and `...` become the signs that they stand for.
    pub smart_punctuation: bool,
    /// Which quotation marks.
    pub quotes: Quotes,
    /// What becomes of raw HTML.
    pub html: Html,
    /// Whether it is so as long as the site says nothing else: in texts of data it always is.
    pub html_may_pass: bool,
}

impl Writing {
    /// Nothing is changed.
    pub const PLAIN: Writing = Writing {
        join_lines: false,
        smart_punctuation: false,
        quotes: Quotes::ENGLISH,
        html: Html::Escape,
        html_may_pass: true,
    };

    /// What is usual in a language.
    pub fn of(locale: &Locale) -> Writing {
        let language = locale.tag().id.language;
        // They have quotation marks of their own.
        let spaceless = locale.is_spaceless();
        let smart_punctuation = !spaceless && language.as_str() != "ko";
        Writing {
            join_lines: spaceless,
            smart_punctuation,
            quotes: Quotes::of(locale),
            html: Html::Escape,
            html_may_pass: true,
        }
    }

    /// Reads the keys of a language in `site.toml`, and says how to apply them to what is usual.
    pub(super) fn read(reader: &mut Reader) -> impl Fn(Writing) -> Writing + use<> {
        let (join_lines, smart_punctuation) =
            (reader.bool(language::JOIN_LINES), reader.bool(language::SMART_PUNCTUATION));
        let quotes = Quotes::read(reader);
        move |usual| Writing {
            join_lines: join_lines.unwrap_or(usual.join_lines),
            smart_punctuation: smart_punctuation.unwrap_or(usual.smart_punctuation),
            quotes: quotes.unwrap_or(usual.quotes),
            ..usual
        }
    }
}
