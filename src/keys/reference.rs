//! The keys of `content/references.toml` and of `content/glossary.toml`.

use super::key::{Key, Keys, Type, keys};

/// A work of `content/references.toml`.
pub(crate) const WORK: Keys = Keys {
    place: "table of content/references.toml",
    about: "A work that pages cite by the name of the table.",
    parts: &[work::KEYS],
    others: None,
};

/// A term of `content/glossary.toml`.
pub(crate) const TERM: Keys = Keys {
    place: "table of content/glossary.toml",
    about: "A term that the site explains, known by the name of the table.",
    parts: &[term::KEYS],
    others: None,
};

keys! { work:
    /// What kind of work it is.
    TYPE = "type", Type::Choice(&["article", "book", "guideline", "press", "report", "webpage"]), Required;
    /// The title of the work, in its own language.
    TITLE = "title", Type::Text, Required;
    /// The names of its authors.
    AUTHORS = "authors", Type::Texts, Optional;
    /// The journal, book or site that it appeared in.
    CONTAINER = "container", Type::Text, Optional;
    /// The volume of the journal.
    VOLUME = "volume", Type::Text, Optional;
    /// The issue of the volume.
    ISSUE = "issue", Type::Text, Optional;
    /// The pages that it stands on.
    PAGES = "pages", Type::Text, Optional;
    /// The number of an article that has no pages.
    NUMBER = "number", Type::Text, Optional;
    /// Who published it.
    PUBLISHER = "publisher", Type::Text, Optional;
    /// Its digital object identifier.
    DOI = "doi", Type::Text, Optional;
    /// Its number in PubMed.
    PMID = "pmid", Type::Text, Optional;
    /// Its number in PubMed Central.
    PMCID = "pmcid", Type::Text, Optional;
    /// The language that it is written in, as a BCP 47 tag.
    LANGUAGE = "language", Type::Text, Optional;
    /// Its address on the web.
    URL = "url", Type::Text, Optional;
    /// The day on which it was published.
    DATE = "date", Type::Date, Optional;
    /// The year in which it was published, where the day is not known.
    YEAR = "year", Type::Integer, Optional;
    /// The day on which its address was last opened.
    ACCESSED = "accessed", Type::Date, Optional;
    /// What readers should know of it.
    NOTE = "note", Type::Words, Optional;
    /// Why it could not be verified, if it could not.
    UNVERIFIED = "unverified", Type::Words, Optional;
}

keys! { term:
    /// The term itself.
    WORDS = "term", Type::Words, Required;
    /// What it means.
    DEFINITION = "definition", Type::Words, Required;
    /// How it is read, for sorting and for readers.
    YOMI = "yomi", Type::Words, Optional;
}
