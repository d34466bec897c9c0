//! Who has checked a page, where that is said by a key of `people.toml`.

use crate::diagnostic::Diagnostics;
use crate::resolve::Site;

/// What looks like a key in `by` of `[review]`, and is none.
pub fn check(site: &Site) -> Diagnostics {
    let people = &site.catalog.people;
    if people.iter().next().is_none() {
        return Diagnostics::new();
    }
    let reviews = site.catalog.written().filter_map(|(_, entry)| entry.front.review.as_ref());
    let unknown = reviews.flat_map(|review| &review.by).filter(|by| is_key(&by.text) && people.id(&by.text).is_none());
    unknown.map(|by| people.unknown(&by.text, by.span)).collect()
}

/// Whether a text can be meant as a key: a name of a person has capitals, spaces or other letters.
fn is_key(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}
