//! What the file of a text says of its original: the stamp of a translation.

use crate::config::{Config, LangId};
use crate::data::{Reader, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The keys of front matter that pages and blocks share.
#[derive(Debug, Clone, Default)]
pub struct Stamps {
    /// The id that the original had in Git.
    pub from: Option<Text>,
    /// The digest of what a translator saw of it.
    pub digest: Option<Text>,
    /// The language that the text, or everything in its folder, is written in first.
    pub source: Option<(LangId, Span)>,
}

impl Stamps {
    /// Takes the keys out of front matter.
    pub fn read(reader: &mut Reader, config: &Config) -> Stamps {
        let from = reader.text("translated_from").filter(|id| check(id, 40, reader));
        let digest = reader.text("translated_digest").filter(|id| check(id, 16, reader));
        let source = reader.text("source").and_then(|code| match config.language(&code.text) {
            Some(lang) => Some((lang, code.span)),
            None => {
                reader.report(config.unknown_language(&code));
                None
            }
        });
        Stamps { from, digest, source }
    }
}

/// Whether a stamp can be one: so many hexadecimal digits.
fn check(text: &Text, digits: usize, reader: &mut Reader) -> bool {
    let fits = text.text.len() == digits && text.text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !fits {
        let message = format!("`{}` is not a stamp of {digits} hexadecimal digits", text.text);
        let help = "delete it, and let `shirube translate accept` write it";
        reader.report(Diagnostic::new(Code::MalformedStamp, text.span, message).help(help));
    }
    fits
}
