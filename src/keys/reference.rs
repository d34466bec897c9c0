//! The keys of `content/references.toml`, of `content/glossary.toml` and of `content/people.toml`.

use super::cell::about;
use super::key::{Key, Keys, Type, keys, texts};
use super::table::stamp;

/// A work of `content/references.toml`.
pub(crate) const WORK: Keys = Keys {
    place: "table of content/references.toml",
    about: "A work that pages cite by the name of the table.",
    parts: &[work::KEYS, weight::KEYS, said::KEYS],
    others: None,
};

/// What `content/references.toml` says of a work that `content/references.bib` describes.
pub(crate) const OF_ANOTHER: Keys = Keys {
    place: "table of content/references.toml, for a work of references.bib",
    about: "What the site says of a work that `content/references.bib` describes under the same name.",
    parts: &[called::KEYS, weight::KEYS, said::KEYS],
    others: None,
};

/// A person or an institution that made a work.
pub(crate) const AUTHOR: Keys = Keys {
    place: "table in authors",
    about: "An author whose name is written otherwise in other languages, or whose reading is to be found.",
    parts: &[author::KEYS],
    others: None,
};

/// A term of `content/glossary.toml`.
pub(crate) const TERM: Keys = Keys {
    place: "table of content/glossary.toml",
    about: "A term that the site explains, known by the name of the table.",
    parts: &[term::KEYS],
    others: None,
};

/// The texts of `content/glossary.toml` in one language.
pub(crate) const GLOSSARY_TEXTS: Keys = Keys {
    place: "content/glossary.LANG.toml",
    about: "The texts in one language of `content/glossary.toml`, and what they were translated from.",
    parts: &[stamp::KEYS],
    others: Some(("A term of that file, by its name there.", Type::Table(&[&TERM_TEXTS]))),
};

/// A term of `content/glossary.toml` in one language.
pub(crate) const TERM_TEXTS: Keys = Keys {
    place: "table of content/glossary.LANG.toml",
    about: "The texts in one language of a term of `content/glossary.toml`, known by the name of the table.",
    parts: &[term_texts::KEYS],
    others: None,
};

/// The texts of an author of a work.
const AUTHOR_TEXTS: Keys = Keys {
    place: "[KEY.authors.NUMBER] of one language",
    about: "What an author is called, under the number of their place.",
    parts: &[author_texts::KEYS],
    others: None,
};

/// The texts of `content/references.toml` in one language.
pub(crate) const REFERENCES_TEXTS: Keys = Keys {
    place: "content/references.LANG.toml",
    about: "The texts in one language of `content/references.toml`, and what they were translated from.",
    parts: &[stamp::KEYS],
    others: Some(("A work of that file, by its name there.", Type::Table(&[&WORK_TEXTS]))),
};

/// A work of `content/references.toml` in one language.
pub(crate) const WORK_TEXTS: Keys = Keys {
    place: "table of content/references.LANG.toml",
    about: "The texts in one language of a work of `content/references.toml`, known by the name of the table.",
    parts: &[work_texts::KEYS],
    others: None,
};

/// The texts of `content/people.toml` in one language.
pub(crate) const PEOPLE_TEXTS: Keys = Keys {
    place: "content/people.LANG.toml",
    about: "The texts in one language of `content/people.toml`, and what they were translated from.",
    parts: &[stamp::KEYS],
    others: Some(("Somebody of that file, by its name there.", Type::Table(&[&PERSON_TEXTS]))),
};

/// Somebody of `content/people.toml` in one language.
pub(crate) const PERSON_TEXTS: Keys = Keys {
    place: "table of content/people.LANG.toml",
    about: "The texts in one language of somebody of `content/people.toml`, known by the name of the table.",
    parts: &[person_texts::KEYS],
    others: None,
};

/// Somebody of `content/people.toml`.
pub(crate) const PERSON: Keys = Keys {
    place: "table of content/people.toml",
    about: "A person or an organisation that answers for the site; what readers are owed to know and is left out is shown as not known.",
    parts: &[person::KEYS],
    others: None,
};

keys! { work:
    /// What kind of work it is.
    TYPE = "type",
        Type::Choice(&[
            "article",
            "book",
            "chapter",
            "report",
            "guideline",
            "notice",
            "law",
            "ordinance",
            "standard",
            "press",
            "webpage",
            "dataset",
            "video",
        ]),
        Required;
    /// The title of the work, in its own language, or a table by language that has it among translations.
    TITLE = "title", Type::Words, Required;
    /// The names of its authors, as `"Park GH"`, or tables with a name by language; `"et al."` says that there are more.
    AUTHORS = "authors", Type::Either(&[Type::Items(&[Type::Text, Type::Table(&[&AUTHOR])]), Type::Text]), Optional;
    /// The journal, book or site that it appeared in.
    CONTAINER = "container", Type::Words, Optional;
    /// The volume of the journal.
    VOLUME = "volume", Type::Text, Optional;
    /// The issue of the volume.
    ISSUE = "issue", Type::Text, Optional;
    /// The pages that it stands on.
    PAGES = "pages", Type::Text, Optional;
    /// The number of an article that has no pages; of a law, notice, standard or report its own.
    NUMBER = "number", Type::Text, Optional;
    /// Which edition it is.
    EDITION = "edition", Type::Text, Optional;
    /// Who published it.
    PUBLISHER = "publisher", Type::Words, Optional;
    /// Its digital object identifier.
    DOI = "doi", Type::Text, Optional;
    /// Its number in PubMed.
    PMID = "pmid", Type::Text, Optional;
    /// Its number in PubMed Central.
    PMCID = "pmcid", Type::Text, Optional;
    /// The number of the book, of ten or thirteen digits.
    ISBN = "isbn", Type::Text, Optional;
    /// The language that it is written in, as a BCP 47 tag.
    LANGUAGE = "language", Type::Text, Optional;
    /// Its address on the web.
    URL = "url", Type::Text, Optional;
    /// The day on which it was published.
    DATE = "date", Type::Date, Optional;
    /// The year in which it was published, where the day is not known.
    YEAR = "year", Type::Integer, Optional;
}

keys! { author:
    /// The name, in the language of the work, or a table by language that has it among translations.
    NAME = "name", Type::Words, Required;
    /// How the name is read, so that readers find it.
    YOMI = "yomi", Type::Text, Optional;
}

keys! { called:
    /// What its title is in languages of the site, besides that in its own language.
    TITLE = "title", Type::Words, Optional;
}

keys! { weight:
    /// How what it says was found out, in the words of `evidence`.
    DESIGN = "design", about::EVIDENCE.takes, Optional;
    /// How many people took part, or words for it.
    PEOPLE = "people", Type::Either(&[Type::Integer, Type::Words]), Optional;
    /// How long they were followed, as `"12 week"` or a list of two lengths, or words for it.
    FOLLOWED = "followed", Type::Either(&[Type::Words, Type::Items(&[Type::Text])]), Optional;
    /// What was compared with what.
    COMPARISON = "comparison", Type::Words, Optional;
    /// What it found, on the whole.
    FINDING = "finding", Type::Choice(&["benefit", "harm", "neutral", "mixed"]), Optional;
    /// What came of it.
    RESULT = "result", Type::Words, Optional;
    /// What it cannot show.
    LIMIT = "limit", Type::Words, Optional;
    /// The topics of the site that it belongs to, for tables of studies.
    TOPICS = "topics", Type::Texts, Optional;
}

keys! { said:
    /// The day on which its address was last opened.
    ACCESSED = "accessed", Type::Date, Optional;
    /// The address of a copy that an archive keeps.
    ARCHIVE = "archive", Type::Text, Optional;
    /// What readers should know of it.
    NOTE = "note", Type::Words, Optional;
    /// What the work says, in its own words and language.
    QUOTE = "quote", Type::Text, Optional;
    /// Why it could not be verified, if it could not.
    UNVERIFIED = "unverified", Type::Words, Optional;
    /// What is known of its retraction, if it was retracted.
    RETRACTED = "retracted", Type::Words, Optional;
}

keys! { term:
    /// The term itself.
    WORDS = "term", Type::Words, Required;
    /// What it means.
    DEFINITION = "definition", Type::Words, Required;
    /// How it is read, for sorting and for readers.
    YOMI = "yomi", Type::Words, Optional;
}

texts! { term_texts:
    /// The term itself.
    "term", Type::Text;
    /// What it means.
    "definition", Type::Text;
    /// How it is read, for sorting and for readers.
    "yomi", Type::Text;
}

texts! { work_texts:
    /// What its title is in the language, besides that in its own.
    "title", Type::Text;
    /// What its authors are called, by their place among them: `authors.1.name`.
    "authors", Type::ById(&AUTHOR_TEXTS);
    /// What it stands in is called.
    "container", Type::Text;
    /// Who published it.
    "publisher", Type::Text;
    /// Words for how many people took part.
    "people", Type::Text;
    /// Words for how long they were followed.
    "followed", Type::Text;
    /// What was compared with what.
    "comparison", Type::Text;
    /// What came of it.
    "result", Type::Text;
    /// What it cannot show.
    "limit", Type::Text;
    /// What readers should know of it.
    "note", Type::Text;
    /// Why it could not be verified, if it could not.
    "unverified", Type::Text;
    /// What is known of its retraction, if it was retracted.
    "retracted", Type::Text;
}

texts! { author_texts:
    /// The name, besides that in the language of the work.
    "name", Type::Text;
}

texts! { person_texts:
    /// What they are called.
    "name", Type::Text;
    /// What they know the matter by.
    "qualification", Type::Text;
    /// How they are reached.
    "contact", Type::Text;
    /// Who pays for their work.
    "funding", Type::Text;
    /// What could make them judge otherwise.
    "interests", Type::Text;
}

keys! { person:
    /// Whether it is a person or an organisation.
    TYPE = "type", Type::Choice(&["person", "organisation"]), Default("person");
    /// The name.
    NAME = "name", Type::Words, Optional;
    /// The address of a page of their own.
    URL = "url", Type::Text, Optional;
    /// What they do for the site, of which an operator answers for the whole.
    ROLES = "roles",
        Type::Items(&[Type::Choice(&["operator", "author", "editor", "translator", "reviewer", "funder"])]), Required;
    /// What they are, as far as it bears on the site: a profession, where they work.
    QUALIFICATION = "qualification", Type::Words, Optional;
    /// How they can be reached.
    CONTACT = "contact", Type::Words, Optional;
    /// Who pays for their work.
    FUNDING = "funding", Type::Words, Optional;
    /// What ties they have to those whose treatments or goods the site is about, and that they have none.
    INTERESTS = "interests", Type::Words, Optional;
}
