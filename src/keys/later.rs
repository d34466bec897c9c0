//! Keys that a later version reads. Until then they are refused as unknown keys are, but nobody looks for a slip in them.

/// The places of tables, as [`Keys::place`](super::Keys::place) has them, with the names of the keys.
const LATER: &[(&str, &[&str])] =
    &[("[[kinds]]", &["editorial"]), ("[review]", &["role", "qualification", "next", "digest"])];

/// Whether a later version reads the key `name` of the table at `place`.
pub fn is_later(place: &str, name: &str) -> bool {
    LATER.iter().any(|(at, names)| *at == place && names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::LATER;
    use crate::keys::tests::all;

    #[test]
    fn what_is_read_waits_no_longer() {
        let all = all();
        for (place, names) in LATER {
            let keys = all.get(place).unwrap_or_else(|| panic!("no table is called {place}"));
            let read: Vec<_> = names.iter().filter(|name| keys.has(name)).collect();
            assert!(read.is_empty(), "{place}: {read:?}");
        }
    }
}
