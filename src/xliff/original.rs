//! The text that a part of a file was exported from, and the one that its texts are put under: that of the site as it is
//! now if it still says the same, else what was exported, if Git has it, so that the translation is marked as one of an
//! older text.

use super::delivery::Part;
use super::page::unwritable;
use super::past::Past;
use super::target::Report;
use super::{BLOB, DIGEST, ORIGIN_BLOB, ORIGIN_DIGEST};
use crate::config::LangId;
use crate::diagnostic::Code;
use crate::resolve::Site;
use crate::source::Algorithm;
use crate::translate::Stamp;
use crate::translation::{Translatable, Translation, Written};
use std::ops::Range;

/// What a translation is made from: the text that was written first, or a translation of it.
pub(super) struct Original<'a> {
    pub(super) written: Written<'a>,
    /// What was exported.
    pub(super) exported: Exported,
    /// The stamp of what it is now.
    pub(super) now: Stamp,
}

/// What was exported of a file.
pub(super) enum Exported {
    /// What it is now, with the stamp that the export noted.
    Same(Stamp),
    /// Something else: the id of its file in Git and its stamp, if the export noted all of it.
    Other(Option<(String, Stamp)>),
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
        let is_source =
            |text: &Written| site.catalog.origins.of(text.name) == text.lang || part.notes.contains_key(ORIGIN_BLOB);
        let Some(written) = found.filter(is_source) else {
            let message = format!("`{path}` is no text of the site that is written first in its language");
            refuse(part.head.clone(), message, "export again");
            return None;
        };
        if written.lang == to || site.catalog.origins.of(written.name) == to {
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
        let Some(now) = now(site, written) else {
            let message = format!("`{path}` is a translation that is not up to date");
            refuse(part.head.clone(), message, "translate it first, then `shirube translate accept` it");
            return None;
        };
        let exported = exported(site, part, written, &now);
        Some(Original { written, exported, now })
    }

    /// The text that was exported, where it is another one than today's and Git has it, with its stamp.
    pub(super) fn then<'p>(&self, site: &Site, past: &'p Past) -> Option<(&'p str, Stamp)> {
        let Exported::Other(Some((blob, stamp))) = &self.exported else { return None };
        let text = past.text(blob)?;
        if self.is_translation(site) {
            return Some((text, stamp.clone()));
        }
        let digest = Translatable::of(text, self.written.source, &site.config.translate_extra).digest();
        Some((text, Stamp { blob: blob.clone(), digest }))
    }

    /// Whether a stamp that an export noted is one of today's text: tools and people can change what is noted.
    pub(super) fn is_known(&self, site: &Site, stamp: &Stamp, past: &Past) -> bool {
        let digest = |text: &str| Translatable::of(text, self.written.source, &site.config.translate_extra).digest();
        *stamp == self.now || past.text(&stamp.blob).is_some_and(|text| digest(text) == self.now.digest)
    }

    /// Whether it was translated itself.
    fn is_translation(&self, site: &Site) -> bool {
        site.catalog.origins.of(self.written.name) != self.written.lang
    }
}

/// The stamp that a translation of a text has; nothing where the text is a translation, and of nobody knows what.
fn now(site: &Site, written: Written) -> Option<Stamp> {
    let of = |text: Written| Stamp::of((&site.sources, &site.config), text.source);
    if site.catalog.origins.of(written.name) == written.lang {
        return Some(of(written));
    }
    if let Translation::Current(_) = written.translation {
        return site.catalog.source_of(written).map(of);
    }
    let (blob, digest) = (written.stamps.from.as_ref()?, written.stamps.digest.as_ref()?);
    Some(Stamp { blob: blob.text.clone(), digest: digest.text.clone() })
}

fn exported(site: &Site, part: &Part, written: Written, now: &Stamp) -> Exported {
    let (blob, digest) = (part.notes.get(BLOB), part.notes.get(DIGEST));
    let own = Stamp::of((&site.sources, &site.config), written.source);
    let is_same = digest.is_some_and(|digest| *digest == own.digest)
        || blob.is_some_and(|blob| site.sources.get(written.source).is_blob(blob));
    let whole = |blob: Option<&String>, digest: Option<&String>| {
        let blob = blob.filter(|blob| Algorithm::of(blob).is_some());
        let digest = digest.filter(|digest| Translatable::is_digest(digest));
        Some(Stamp { blob: blob?.clone(), digest: digest?.clone() })
    };
    let is_first = site.catalog.origins.of(written.name) == written.lang;
    let noted = match is_first {
        true => whole(blob, digest),
        false => whole(part.notes.get(ORIGIN_BLOB), part.notes.get(ORIGIN_DIGEST)),
    };
    let blob = blob.filter(|blob| Algorithm::of(blob).is_some()).cloned();
    match (is_same, is_first) {
        // Of two texts that are the same to a translator, the stamp names the one that was exported.
        (true, true) => Exported::Same(Stamp { blob: blob.unwrap_or(own.blob), digest: own.digest }),
        (true, false) => Exported::Same(noted.unwrap_or_else(|| now.clone())),
        (false, _) => Exported::Other(blob.zip(noted)),
    }
}
