//! The texts that translations are compared with, each read once for all of them.

use super::translatable::Translatable;
use crate::source::{SourceId, Sources};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What there is to translate in a text, and its digest.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) sections: Translatable,
    pub(super) digest: String,
}

impl Text {
    pub(super) fn of(text: &str, id: SourceId) -> Text {
        let sections = Translatable::of(text, id);
        let digest = sections.digest();
        Text { sections, digest }
    }
}

/// Files, and what was found out about them so far.
#[derive(Debug)]
pub(super) struct Originals<'a> {
    sources: &'a Sources,
    known: HashMap<SourceId, (OnceLock<String>, OnceLock<Text>)>,
}

impl<'a> Originals<'a> {
    /// Nothing is read yet.
    pub(super) fn new(files: impl Iterator<Item = SourceId>, sources: &'a Sources) -> Originals<'a> {
        Originals { sources, known: files.map(|id| (id, Default::default())).collect() }
    }

    /// Whether a file has this id in Git.
    pub(super) fn is_blob(&self, file: SourceId, blob: &str) -> bool {
        let id = || self.sources.get(file).blob_id();
        self.known.get(&file).is_some_and(|(known, _)| known.get_or_init(id) == blob)
    }

    /// What there is to translate in a file.
    pub(super) fn text(&self, file: SourceId) -> Option<&Text> {
        let read = || Text::of(&self.sources.get(file).text, file);
        self.known.get(&file).map(|(_, known)| known.get_or_init(read))
    }
}
