//! The quotation marks of a language, which straight ones become.

use crate::data::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::site::language;
use crate::locale::Locale;

/// The outer pair, then the inner one. A sign has one or two characters: French writes a narrow space inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotes([[char; 2]; 4]);

/// Fills the second place of a sign of one character.
const NONE: char = '\0';

impl Quotes {
    /// Those of English, which also stand for those of languages that are not listed.
    pub const ENGLISH: Quotes = Quotes::of_signs(['“', '”', '‘', '’']);

    const fn of_signs([a, b, c, d]: [char; 4]) -> Quotes {
        Quotes([[a, NONE], [b, NONE], [c, NONE], [d, NONE]])
    }

    /// What is usual in a language, as in the Unicode CLDR; `quotes` in `site.toml` sets others.
    pub fn of(locale: &Locale) -> Quotes {
        let tag = &locale.tag().id;
        let region = tag.region.map(|region| region.as_str().to_owned());
        Quotes::of_signs(match (tag.language.as_str(), region.as_deref()) {
            ("fr", Some("CH")) => ['«', '»', '‹', '›'],
            ("fr", _) => {
                return Quotes([['«', '\u{202F}'], ['\u{202F}', '»'], ['“', NONE], ['”', NONE]]);
            }
            ("de" | "cs" | "sk" | "sl" | "is" | "hsb" | "dsb", _) => ['„', '“', '‚', '‘'],
            ("bg" | "lt" | "ka" | "mk", _) => ['„', '“', '‘', '’'],
            ("es" | "it" | "ca" | "el" | "sq" | "eu" | "pt", Some("PT")) => ['«', '»', '“', '”'],
            ("es" | "it" | "ca" | "el" | "sq" | "eu" | "ast" | "hy", _) => ['«', '»', '“', '”'],
            ("ru" | "uk" | "be" | "kk", _) => ['«', '»', '„', '“'],
            ("fa", _) => ['«', '»', '‹', '›'],
            ("nb" | "nn" | "no", _) => ['«', '»', '‘', '’'],
            ("sv" | "fi" | "he", _) => ['”', '”', '’', '’'],
            ("pl" | "ro", _) => ['„', '”', '«', '»'],
            ("hu", _) => ['„', '”', '»', '«'],
            ("hr" | "bs" | "sr", _) => ['„', '”', '‚', '’'],
            ("et", _) => ['„', '“', '«', '»'],
            ("ar" | "ur", _) => ['”', '“', '’', '‘'],
            _ => return Quotes::ENGLISH,
        })
    }

    /// Reads the key of a language in `site.toml`.
    pub(super) fn read(reader: &mut Reader) -> Option<Quotes> {
        let span = reader.peek(language::QUOTES).map(|node| node.span);
        let texts = reader.texts(language::QUOTES);
        let span = span?;
        let mut signs = [[NONE; 2]; 4];
        let fits = texts.len() == signs.len()
            && signs.iter_mut().zip(&texts).all(|(sign, text)| {
                let mut characters = text.text.chars();
                sign.iter_mut().for_each(|place| *place = characters.next().unwrap_or(NONE));
                sign.first() != Some(&NONE) && characters.next().is_none()
            });
        if !fits {
            let message = "`quotes` are four signs of one or two characters";
            let help = "the outer pair and the inner one: `[\"„\", \"“\", \"‚\", \"‘\"]`";
            reader.report(Diagnostic::new(Code::InvalidValue, span, message).help(help));
            return None;
        }
        Some(Quotes(signs))
    }

    /// The sign of this language for one of English: `“`, `”`, `‘`, `’`.
    pub fn sign(self, english: char) -> String {
        let place = match english {
            '“' => 0,
            '”' => 1,
            '‘' => 2,
            _ => 3,
        };
        self.0.get(place).into_iter().flatten().filter(|c| **c != NONE).collect()
    }
}
