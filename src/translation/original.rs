//! The texts that translations are compared with, each read once for all of them.

use super::translatable::Translatable;
use crate::source::{Algorithm, SourceId, Sources};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What there is to translate in a text, and its digest.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) sections: Translatable,
    pub(super) digest: String,
}

impl Text {
    fn of(text: &str, id: SourceId, extra: &[String]) -> Text {
        let sections = Translatable::of(text, id, extra);
        let digest = sections.digest();
        Text { sections, digest }
    }
}

/// What was found out about one file so far.
#[derive(Debug, Default)]
struct Known {
    sha1: OnceLock<String>,
    sha256: OnceLock<String>,
    text: OnceLock<Text>,
}

/// Files, and what was found out about them so far.
#[derive(Debug)]
pub(super) struct Originals<'a> {
    sources: &'a Sources,
    extra: &'a [String],
    known: HashMap<SourceId, Known>,
}

impl<'a> Originals<'a> {
    /// Nothing is read yet.
    pub(super) fn new(
        files: impl Iterator<Item = SourceId>,
        sources: &'a Sources,
        extra: &'a [String],
    ) -> Originals<'a> {
        Originals { sources, extra, known: files.map(|id| (id, Default::default())).collect() }
    }

    /// Whether a file has this id in Git.
    pub(super) fn is_blob(&self, file: SourceId, blob: &str) -> bool {
        let (Some(known), Some(algorithm)) = (self.known.get(&file), Algorithm::of(blob)) else { return false };
        let id = match algorithm {
            Algorithm::Sha1 => &known.sha1,
            Algorithm::Sha256 => &known.sha256,
        };
        id.get_or_init(|| self.sources.get(file).blob_id(algorithm)) == blob
    }

    /// What there is to translate in a file.
    pub(super) fn text(&self, file: SourceId) -> Option<&Text> {
        let read = || self.read(&self.sources.get(file).text, file);
        self.known.get(&file).map(|known| known.text.get_or_init(read))
    }

    /// What there is to translate in another text.
    pub(super) fn read(&self, text: &str, id: SourceId) -> Text {
        Text::of(text, id, self.extra)
    }
}
