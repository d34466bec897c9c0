//! The text that a part of a file was exported from, and the one that its texts are put under: that of the site as it is
//! now if it still says the same, else what was exported, if Git has it, so that the translation is marked as one of an
//! older text.

use super::delivery::Part;
use super::page::unwritable;
use super::past::Past;
use super::target::Report;
use super::{BLOB, DIGEST};
use crate::config::LangId;
use crate::diagnostic::Code;
use crate::resolve::Site;
use crate::source::Algorithm;
use crate::translate::Stamp;
use crate::translation::{Translatable, Written};
use std::ops::Range;

/// What is said where a text is another one than was exported.
pub(super) const EXPORT_AGAIN: &str =
    "export again: tools for translators fill in what has not changed from their memory";

/// The original of a translation.
pub(super) struct Original<'a> {
    pub(super) written: Written<'a>,
    /// What was exported.
    pub(super) exported: Exported,
    /// The stamp of the text that it is now.
    pub(super) now: Stamp,
}

/// What was exported of a file.
pub(super) enum Exported {
    /// What it is now, with the stamp that the export noted.
    Same(Stamp),
    /// Something else. The stamp, if the export noted a whole one.
    Other(Option<Stamp>),
}

impl<'a> Original<'a> {
    /// The original of a part, which `found` has the path of, if it is one that is translated `from` a language.
    pub(super) fn of(
        site: &Site,
        part: &Part,
        found: Option<Written<'a>>,
        (from, said, to): (Option<LangId>, (&str, Range<usize>), LangId),
        report: &mut Report,
    ) -> Option<Original<'a>> {
        let path = part.path.as_str();
        let mut refuse =
            |range: Range<usize>, message: String, help: &str| report.add(Code::InvalidXliff, range, message, help);
        let Some(written) = found.filter(|text| site.catalog.origins.of(text.name) == text.lang) else {
            let message = format!("`{path}` is no text of the site that is written first in its language");
            refuse(part.head.clone(), message, "export again");
            return None;
        };
        if written.lang == to {
            refuse(part.head.clone(), format!("`{path}` is written in this language first"), "");
            return None;
        }
        if from != Some(written.lang) {
            let code = site.config.code(written.lang);
            let (said, head) = said;
            refuse(head, format!("`srcLang` is `{said}`, and `{path}` is written in `{code}`"), "export again");
            return None;
        }
        if let Some(wrong) = unwritable(&site.sources, written.source) {
            report.found.push(wrong);
            return None;
        }
        let now = Stamp::of((&site.sources, &site.config), written.source);
        let exported = exported(site, part, written, &now, report)?;
        Some(Original { written, exported, now })
    }

    /// The text that was exported, where it is another one than today's and Git has it, with its stamp.
    pub(super) fn then<'p>(&self, site: &Site, past: &'p Past) -> Option<(&'p str, Stamp)> {
        let Exported::Other(Some(Stamp { blob, .. })) = &self.exported else { return None };
        let text = past.text(blob)?;
        let digest = Translatable::of(text, self.written.source, &site.config.translate_extra).digest();
        Some((text, Stamp { blob: blob.clone(), digest }))
    }
}

fn exported(site: &Site, part: &Part, written: Written, now: &Stamp, report: &mut Report) -> Option<Exported> {
    let path = &part.path;
    let (blob, digest) = (part.notes.get(BLOB), part.notes.get(DIGEST));
    if blob.is_none() && digest.is_none() {
        let message = format!("the notes of `{path}` are gone, which say what text was exported");
        report.add(Code::InvalidXliff, part.head.clone(), message, "export again, and have the tool keep `<notes>`");
        return None;
    }
    let is_same = digest.is_some_and(|digest| *digest == now.digest)
        || blob.is_some_and(|blob| site.sources.get(written.source).is_blob(blob));
    let blob = blob.filter(|blob| Algorithm::of(blob).is_some()).cloned();
    Some(match is_same {
        // Of two texts that are the same to a translator, the stamp names the one that was exported.
        true => Exported::Same(Stamp { blob: blob.unwrap_or_else(|| now.blob.clone()), digest: now.digest.clone() }),
        false => {
            let digest = digest.filter(|digest| Translatable::is_digest(digest)).cloned();
            Exported::Other(blob.zip(digest).map(|(blob, digest)| Stamp { blob, digest }))
        }
    })
}
