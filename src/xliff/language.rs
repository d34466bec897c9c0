//! Which language of the site the tag of a translator's tool means: tools add regions and scripts of their own.

use crate::config::{Config, LangId};
use crate::locale::Locale;

/// The languages that a tag can mean: the one that has it, else those of which it says no other script and no other region.
pub(super) fn fitting(config: &Config, code: &str) -> Vec<LangId> {
    let code = code.replace('_', "-");
    if let Some(own) = config.languages.position(|own| own.code.eq_ignore_ascii_case(&code)) {
        return vec![own];
    }
    let Some(tag) = Locale::parse(&code) else { return Vec::new() };
    let fits = |lang: &LangId| Locale::parse(config.code(*lang)).is_some_and(|own| own.may_be(&tag));
    config.languages.ids().filter(fits).collect()
}
