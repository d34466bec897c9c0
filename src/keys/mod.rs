//! The one table of keys: of every key that authors may write its name, what it takes, whether it has to be there, what
//! stands for it where it is not, and what it is for, in a sentence. [`Reader`](crate::data::Reader) is driven by it.

pub(crate) mod cell;
#[cfg(test)]
pub(crate) mod form;
mod key;
mod later;
#[cfg(test)]
mod page;
pub(crate) mod reference;
pub(crate) mod site;
pub(crate) mod table;
pub(crate) mod text;

pub use key::{Key, Keys, Need, Type};
pub use later::is_later;

#[cfg(test)]
/// The tables that whole files, front matter and the entries of a file are. All others stand in one of these.
pub const OUTERMOST: [&Keys; 14] = [
    &site::SITE,
    &site::LANGUAGE_FILE,
    &text::PAGE,
    &text::BLOCK,
    &table::TABLE,
    &table::TABLE_TEXTS,
    &reference::WORK,
    &reference::OF_ANOTHER,
    &reference::REFERENCES_TEXTS,
    &reference::TERM,
    &reference::GLOSSARY_TEXTS,
    &reference::PERSON,
    &reference::PEOPLE_TEXTS,
    &site::KNOWN_FILE,
];

#[cfg(test)]
mod tests {
    use super::{Keys, Need, OUTERMOST, Type, table};
    use std::collections::{BTreeMap, BTreeSet, HashSet};

    /// Every table by its place.
    pub(super) fn all() -> BTreeMap<&'static str, &'static Keys> {
        let mut found = BTreeMap::new();
        let mut open = OUTERMOST.to_vec();
        while let Some(keys) = open.pop() {
            if found.insert(keys.place, keys).is_none() {
                let takes = keys.iter().map(|key| key.takes).chain(keys.others.map(|(_, takes)| takes));
                open.extend(takes.flat_map(|takes| takes.tables()));
            }
        }
        found
    }

    /// The places of all tables that are written down here.
    fn written() -> BTreeSet<&'static str> {
        let files = [
            include_str!("cell.rs"),
            include_str!("reference.rs"),
            include_str!("site.rs"),
            include_str!("table.rs"),
            include_str!("text.rs"),
        ];
        let places = files.into_iter().flat_map(|text| text.split(" place: \"").skip(1));
        places.filter_map(|rest| rest.split('"').next()).collect()
    }

    fn is_sentence(text: &str) -> bool {
        let begins = text.chars().next().is_some_and(|c| c.is_uppercase() || c == '`');
        begins && text.ends_with('.') && !text.contains("  ") && !text.contains(". ")
    }

    #[test]
    fn every_table_is_reached_and_every_key_is_described() {
        let all = all();
        let reached: BTreeSet<_> = all.keys().copied().chain([table::ANY_COLUMN.place]).collect();
        assert_eq!(reached, written(), "tables that stand in one of the outermost (left), and all (right)");
        for (place, keys) in all {
            let mut names = HashSet::new();
            let about =
                keys.iter().map(|key| key.about()).chain([keys.about]).chain(keys.others.map(|(about, _)| about));
            for about in about {
                assert!(is_sentence(about), "{place}: {about}");
            }
            for key in keys.iter() {
                assert!(names.insert(key.name), "{place}: `{}` stands twice", key.name);
                match (key.need, key.takes) {
                    (Need::Default(word), Type::Choice(words)) => assert!(words.contains(&word), "{place}: {word}"),
                    (Need::Default(word), Type::Text) => assert!(!word.is_empty(), "{place}: {}", key.name),
                    (Need::Default(word), takes) => {
                        assert!(matches!(takes, Type::Bool) && ["true", "false"].contains(&word), "{place}: {word}");
                    }
                    (Need::Required | Need::Optional, _) => {}
                }
            }
        }
    }
}
