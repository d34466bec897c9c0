//! How a text is written in its file, and how other words would be written in the same place.

/// How the characters of a text stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notation {
    /// In no file: the program made it.
    Nowhere,
    /// As they are: a file of Markdown, a block of YAML.
    AsIs,
    /// Between `"` in TOML and YAML, with escapes.
    Basic,
    /// Between `'` in TOML, without any.
    Literal,
    /// Between `'` in YAML, which is doubled.
    Single,
    /// Without quotes, in YAML.
    Plain,
}

impl Notation {
    /// A piece of text as it has to be written inside of a value; `None` if it cannot be.
    pub fn write(self, text: &str) -> Option<String> {
        // None of them stands for itself everywhere.
        if text.contains(char::is_control) {
            return None;
        }
        match self {
            Notation::Nowhere => None,
            Notation::AsIs => Some(text.to_owned()),
            Notation::Basic => {
                let escaped = |c| matches!(c, '"' | '\\').then_some('\\').into_iter().chain([c]);
                Some(text.chars().flat_map(escaped).collect())
            }
            Notation::Literal => (!text.contains('\'')).then(|| text.to_owned()),
            Notation::Single => Some(text.replace('\'', "''")),
            // What would end the value, or begin a comment.
            Notation::Plain => {
                let ends = text.contains(": ") || text.contains(" #") || text.starts_with('#') || text.ends_with(':');
                (!ends).then(|| text.to_owned())
            }
        }
    }
}
