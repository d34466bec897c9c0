//! What the file of a text says of its original: the stamp of a translation.

use super::translatable::Translatable;
use crate::config::{Config, LangId};
use crate::data::{Reader, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::text::stamp;
use crate::source::{Algorithm, Span};

/// The keys of front matter that pages and blocks share.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stamps {
    /// The id that the original had in Git.
    pub from: Option<Text>,
    /// The digest of what a translator saw of it.
    pub digest: Option<Text>,
    /// The language that the text, or everything in its folder, is written in first.
    pub source: Option<(LangId, Span)>,
    /// Whether a machine has made the translation, and nobody has read it yet.
    pub machine: bool,
}

impl Stamps {
    /// Takes the keys out of front matter.
    pub fn read(reader: &mut Reader, config: &Config) -> Stamps {
        let from = reader.text(stamp::FROM);
        let from = from.filter(|id| check(id, Algorithm::of(&id.text).is_some(), "40 or 64", reader));
        let digest = reader.text(stamp::DIGEST);
        let digest = digest.filter(|digest| check(digest, Translatable::is_digest(&digest.text), "16", reader));
        let source = reader.text(stamp::SOURCE).and_then(|code| match config.language(&code.text) {
            Some(lang) => Some((lang, code.span)),
            None => {
                reader.report(config.unknown_language(&code));
                None
            }
        });
        Stamps { from, digest, source, machine: reader.is(stamp::MACHINE) }
    }
}

/// Whether a stamp can be one, which is reported if it cannot.
fn check(text: &Text, fits: bool, digits: &str, reader: &mut Reader) -> bool {
    if !fits {
        reader.report(malformed(text, digits));
    }
    fits
}

/// What is said of a stamp that cannot be one.
pub(super) fn malformed(text: &Text, digits: &str) -> Diagnostic {
    let message = format!("`{}` is not a stamp of {digits} hexadecimal digits", text.text);
    let help = "delete it, and let `shirube translate accept` write it";
    Diagnostic::new(Code::MalformedStamp, text.span, message).help(help)
}
