//! What translations are to their originals: stamps, what of a text is translated, what has changed in it and when.

mod data;
mod extra;
mod history;
mod meaning;
mod original;
mod stamp;
mod state;
mod then;
mod translatable;

pub use data::{ChangedText, DataState, DataTexts, StaleData, data_digest, data_texts};
pub use extra::{Extra, extras, texts as extra_texts};
pub use history::{Became, became};
pub use stamp::Stamps;
pub use state::{Origins, Stale, Stamped, Translation, Written};
pub use then::was_current;
pub use translatable::{Change, Changed, Section, Translatable};

use crate::config::LangId;
use crate::source::Sources;
use original::Originals;
use rayon::prelude::*;
use std::collections::HashMap;

/// What texts are to their originals.
pub struct States {
    /// Of each text, in their order.
    pub all: Vec<Translation>,
    /// Whether they depend on what the history of the files answers.
    pub ask_history: bool,
}

/// What each of the texts is to its original; `extra` names the keys of `[extra]` that are translated.
pub fn states(texts: &[Stamped], origins: &Origins, sources: &Sources, extra: &[String]) -> States {
    let mut by_name: HashMap<(&str, LangId), &Stamped> = HashMap::new();
    for text in texts {
        by_name.entry((text.name, text.lang)).or_insert(text);
    }
    let original = |text: &Stamped| {
        let of = origins.of(text.name);
        by_name.get(&(text.name, of)).copied().filter(|_| of != text.lang)
    };
    let files = texts.iter().filter_map(original).map(|original| original.source);
    let originals = Originals::new(files, sources, extra);
    let mut states: Vec<Translation> = texts
        .par_iter()
        .map(|text| match (original(text), &text.stamps.from) {
            (None, None) => Translation::Original,
            (None, Some(_)) => Translation::Orphan,
            (Some(original), None) => Translation::Unstamped(original.lang),
            (Some(original), Some(stamp)) => {
                let now = || originals.text(original.source).map(|text| text.digest.as_str());
                // A digest of an earlier version was made of something else: the file itself has to tell, or Git.
                let same = || text.stamps.digest.as_ref().is_some_and(|digest| now() == Some(&digest.text));
                match originals.is_blob(original.source, &stamp.text) || same() {
                    true => Translation::Current(original.lang),
                    false => {
                        let (changes, since, commit) = (None, None, None);
                        Translation::Stale(Stale { of: original.lang, changes, since, commit, ahead: false })
                    }
                }
            }
        })
        .collect();
    let ask_history = states.iter().any(|state| state.stale().is_some());
    if ask_history {
        history::tell(texts, &mut states, &original, (&originals, sources));
    }
    States { all: states, ask_history }
}
