//! Where originals are now that translations know under another name, and how the files of a page are called.

use crate::config::{Config, LangId, Layout};
use crate::resolve::Site;
use crate::source::Algorithm;
use crate::translation::{Translatable, Translation, Written};
use rayon::prelude::*;
use std::collections::HashMap;

/// The originals by what stamps say of them.
pub struct Originals<'a>(HashMap<String, Written<'a>>);

impl<'a> Originals<'a> {
    /// Those of a site; none where no translation looks for its own.
    pub fn of(site: &'a Site) -> Originals<'a> {
        let ledger = || site.catalog.ledger();
        if !ledger().any(|text| matches!(text.translation, Translation::Orphan)) {
            return Originals(HashMap::new());
        }
        let originals: Vec<Written> =
            ledger().filter(|text| matches!(text.translation, Translation::Original)).collect();
        let stamps = originals.into_par_iter().flat_map_iter(|text| {
            let source = site.sources.get(text.source);
            let blobs = Algorithm::ALL.map(|algorithm| (source.blob_id(algorithm), text));
            blobs
                .into_iter()
                .chain([(Translatable::of(&source.text, text.source, &site.config.translate_extra).digest(), text)])
        });
        Originals(stamps.collect())
    }

    /// The file that an orphan was made from, and what the orphan has to be called to be beside it.
    pub fn name_of(&self, site: &Site, orphan: Written) -> Option<(String, String)> {
        let known = [&orphan.stamps.from, &orphan.stamps.digest].into_iter().flatten();
        let original = known.filter_map(|stamp| self.0.get(&stamp.text)).find(|original| {
            original.lang != orphan.lang && site.catalog.in_ledger(original.name, orphan.lang).is_none()
        })?;
        let from = &site.sources.get(original.source).path;
        Some((from.clone(), file_in(from, original.lang, orphan.lang, &site.config)))
    }
}

/// The file of a page in another language.
pub fn file_in(file: &str, from: LangId, to: LangId, config: &Config) -> String {
    let code = |lang: LangId| config.code(lang);
    let inside = file.strip_prefix("content/").unwrap_or(file);
    match config.layout {
        Layout::Suffix => {
            let stem = inside.strip_suffix(&format!(".{}.md", code(from))).unwrap_or(inside);
            format!("content/{stem}.{}.md", code(to))
        }
        Layout::Directory => {
            let rest = inside.strip_prefix(&format!("{}/", code(from))).unwrap_or(inside);
            format!("content/{}/{rest}", code(to))
        }
    }
}
