//! What a key is, what a table of keys is, and how they are written down.

/// A key that authors may write.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub name: &'static str,
    pub takes: Type,
    pub need: Need,
    /// As it was written down, with the blanks of a comment.
    pub(super) about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    Text,
    /// A name of `a` to `z`, `0` to `9` and `-`.
    Id,
    /// A text for every language, or a table with one for each.
    Words,
    /// A list of texts; a single text counts as a list of one.
    Texts,
    /// One of these words.
    Choice(&'static [&'static str]),
    Bool,
    /// A whole number.
    Integer,
    Number,
    /// A number, or a list of two, of which one may be `"open"`.
    Ends,
    /// A day; a time of day behind it is dropped.
    Date,
    /// A day, which begins in the site's time zone, or an instant.
    Moment,
    /// What the column of the cell says, which may be a table of one of these forms.
    Cell(&'static [&'static Keys]),
    /// A table of one of these forms.
    Table(&'static [&'static Keys]),
    /// A list of tables, each of one of these forms.
    Tables(&'static [&'static Keys]),
    /// A table whose keys are the names of codes, each with one of these words.
    Named(&'static [&'static str]),
    /// A table whose keys are ids, each with a table of this form.
    ById(&'static Keys),
    /// A table of anything.
    Open,
    Any,
    /// Any of these.
    Either(&'static [Type]),
    /// A list of which every item is any of these.
    Items(&'static [Type]),
}

/// Whether a key has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
    /// What stands for it, as it would be written.
    Default(&'static str),
}

/// The keys of one kind of table.
#[derive(Debug)]
pub struct Keys {
    /// How authors would name the table: `[[languages]]`.
    pub place: &'static str,
    /// What the table is, in a sentence.
    pub about: &'static str,
    /// In the order in which they are named to authors; some parts belong to several tables.
    pub parts: &'static [&'static [Key]],
    /// What other keys may stand here, whose names only the author knows: a sentence, and what they take.
    pub others: Option<(&'static str, Type)>,
}

impl Key {
    /// What the key is for, in a sentence.
    pub fn about(&self) -> &'static str {
        self.about.trim()
    }
}

impl Type {
    /// What a key of this type takes, for a message.
    pub fn name(&self) -> &'static str {
        match self {
            Type::Text | Type::Id | Type::Choice(_) => "text",
            Type::Words => "text, or text by language",
            Type::Texts => "a list of texts",
            Type::Bool => "`true` or `false`",
            Type::Integer => "a whole number",
            Type::Number => "a number",
            Type::Ends => "a number or a range",
            Type::Date => "a date",
            Type::Moment => "a date, or a date and time",
            Type::Cell(_) | Type::Any => "a value",
            Type::Table(_) | Type::Named(_) | Type::ById(_) | Type::Open => "a table",
            Type::Tables(_) => "a list of tables",
            Type::Items(_) => "a list",
            Type::Either(types) => types.first().map_or("", Type::name),
        }
    }

    /// The words of which one has to be given; none where anything else may be.
    pub fn words(&self) -> &'static [&'static str] {
        match self {
            Type::Choice(words) | Type::Named(words) => words,
            Type::Items([one]) => one.words(),
            _ => &[],
        }
    }

    /// The tables that may stand in what a key of this type takes.
    pub fn tables(&self) -> Vec<&'static Keys> {
        match self {
            Type::Table(forms) | Type::Tables(forms) | Type::Cell(forms) => forms.to_vec(),
            Type::ById(form) => vec![form],
            Type::Either(types) | Type::Items(types) => types.iter().flat_map(Type::tables).collect(),
            _ => Vec::new(),
        }
    }
}

impl Keys {
    /// Every key, in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Key> + use<> {
        self.parts.iter().copied().flatten()
    }

    /// Whether it has a key of this name.
    pub fn has(&self, name: &str) -> bool {
        self.iter().any(|key| key.name == name)
    }
}

/// Writes down the keys of a part: a constant for each, and all of them as `KEYS`. These are two copies, so that the
/// compiler tells of a key that no code asks for.
macro_rules! keys {
    ($part:ident: $($(#[doc = $about:literal])+ $key:ident = $name:literal, $takes:expr, $need:expr;)*) => {
        #[allow(unused_imports)]
        pub(crate) mod $part {
            use super::*;
            use crate::keys::key::Need::{Default, Optional, Required};

            $($(#[doc = $about])+
            pub(crate) const $key: Key = Key { name: $name, takes: $takes, need: $need, about: concat!($($about),+) };)*

            /// Every key of the part, in order.
            pub(crate) const KEYS: &[Key] =
                &[$(Key { name: $name, takes: $takes, need: $need, about: concat!($($about),+) }),*];
        }
    };
}
pub(super) use keys;

/// Writes down the keys of a part that is read as a whole, by what each of them takes: no code asks for one alone.
macro_rules! texts {
    ($part:ident: $($(#[doc = $about:literal])+ $name:literal, $takes:expr;)*) => {
        pub(crate) mod $part {
            use super::*;
            use crate::keys::key::Need;

            /// Every key of the part, in order.
            pub(crate) const KEYS: &[Key] =
                &[$(Key { name: $name, takes: $takes, need: Need::Optional, about: concat!($($about),+) }),*];
        }
    };
}
pub(super) use texts;
