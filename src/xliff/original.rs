//! The text that a part of an XLIFF file was exported from: it has to be the one that the site has.

use super::page::unwritable;
use super::target::Report;
use super::xml::{children, head};
use super::{BLOB, DIGEST};
use crate::config::LangId;
use crate::diagnostic::Code;
use crate::resolve::Site;
use crate::source::Algorithm;
use crate::translate::Stamp;
use crate::translation::Written;
use roxmltree::Node;

/// What is said where a text is another one than was exported.
const EXPORT_AGAIN: &str = "export again: tools for translators fill in what has not changed from their memory";

/// The text that a file was exported from.
pub(super) struct Original<'a> {
    pub(super) written: Written<'a>,
    pub(super) stamp: Stamp,
}

impl<'a> Original<'a> {
    /// The original of a file, which `found` has the path of, if it is the one that was exported `from` a language.
    pub(super) fn of(
        site: &Site,
        file: Node,
        found: Option<Written<'a>>,
        (from, to): (Option<LangId>, LangId),
        report: &mut Report,
    ) -> Option<Original<'a>> {
        let path = file.attribute("original").unwrap_or_default();
        let mut refuse =
            |node: Node, message: String, help: &str| report.add(Code::InvalidXliff, head(node), message, help);
        let Some(written) = found.filter(|text| site.catalog.origins.of(text.name) == text.lang) else {
            let message = format!("`{path}` is no text of the site that is written first in its language");
            refuse(file, message, "export again");
            return None;
        };
        if written.lang == to {
            refuse(file, format!("`{path}` is written in this language first"), "");
            return None;
        }
        if from != Some(written.lang) {
            let code = site.config.code(written.lang);
            let root = file.document().root_element();
            let said = root.attribute("srcLang").unwrap_or_default();
            refuse(root, format!("`srcLang` is `{said}`, and `{path}` is written in `{code}`"), "export again");
            return None;
        }
        if let Some(wrong) = unwritable(&site.sources, written.source) {
            report.found.push(wrong);
            return None;
        }
        let stamp = stamp(site, file, written, report)?;
        Some(Original { written, stamp })
    }
}

/// The stamp of the text that was exported, if that says what `written` does.
fn stamp(site: &Site, file: Node, written: Written, report: &mut Report) -> Option<Stamp> {
    let path = &site.sources.get(written.source).path;
    let now = Stamp::of((&site.sources, &site.config), written.source);
    let (blob, digest) = (note(file, BLOB), note(file, DIGEST));
    if blob.is_none() && digest.is_none() {
        let message = format!("the notes of `{path}` are gone, which say what text was exported");
        report.add(Code::InvalidXliff, head(file), message, "export again, and have the tool keep `<notes>`");
        return None;
    }
    let same = digest.is_some_and(|digest| digest == now.digest);
    if !same && !blob.is_some_and(|blob| site.sources.get(written.source).is_blob(blob)) {
        let message = format!("`{path}` is not the text any more that was exported");
        report.add(Code::SourceChanged, head(file), message, EXPORT_AGAIN);
        return None;
    }
    let blob = blob.filter(|blob| Algorithm::of(blob).is_some()).map_or(now.blob, str::to_owned);
    Some(Stamp { blob, digest: now.digest })
}

/// Whether a file of data has the texts with this digest; reported if not.
pub(super) fn has_digest(file: Node, path: &str, digest: &str, report: &mut Report) -> bool {
    let same = note(file, DIGEST) == Some(digest);
    if !same {
        let message = format!("the texts of `{path}` are not those any more that were exported");
        report.add(Code::SourceChanged, head(file), message, EXPORT_AGAIN);
    }
    same
}

/// The first note of a category that a file has.
fn note<'x>(file: Node<'x, 'x>, category: &str) -> Option<&'x str> {
    let mut notes = children(file, "notes").flat_map(|notes| children(notes, "note"));
    notes.find(|note| note.attribute("category") == Some(category)).and_then(|note| note.text()).map(str::trim)
}
