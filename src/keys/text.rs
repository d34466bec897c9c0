//! The keys of front matter, of pages and of blocks.

use super::key::{Key, Keys, Type, keys};

/// The front matter of a page.
pub(crate) const PAGE: Keys = Keys {
    place: "front matter of a page",
    about: "What a page says of itself.",
    parts: &[page::KEYS, stamp::KEYS, more::KEYS],
    others: Some((
        "With `unknown_keys = \"keep\"` in `site.toml`, any other key, which templates find in `extra`.",
        Type::Any,
    )),
};

/// The front matter of a block.
pub(crate) const BLOCK: Keys = Keys {
    place: "front matter of a block",
    about: "What a block says of itself.",
    parts: &[stamp::KEYS, block::KEYS],
    others: None,
};

/// Who has checked a page.
pub(crate) const REVIEW: Keys =
    Keys { place: "[review]", about: "Who has checked the page, and when.", parts: &[review::KEYS], others: None };

keys! { page:
    /// The name of the page, and its first heading.
    TITLE = "title", Type::Text, Required;
    /// How the title is read, for the order of lists and for search; what the ruby of the title says where nothing is said.
    YOMI = "yomi", Type::Text, Optional;
    /// What the page is about in one or two sentences, for lists and search engines.
    DESCRIPTION = "description", Type::Text, Optional;
    /// When the page was first published; until then it waits.
    DATE = "date", Type::Moment, Optional;
    /// When the page was last changed.
    UPDATED = "updated", Type::Moment, Optional;
    /// From when on the page says that it is out of date, and is in no list and no search any more.
    EXPIRES = "expires", Type::Moment, Optional;
    /// Whether the page is not ready, and is left out except with `--drafts`.
    DRAFT = "draft", Type::Bool, Default("false");
    /// The place of the page among the others of its folder: small numbers stand first.
    WEIGHT = "weight", Type::Integer, Optional;
    /// What the page is called in the menu, or `false` for a page that does not stand there; its title where nothing is said.
    MENU = "menu", Type::Either(&[Type::Text, Type::Bool]), Optional;
    /// The last part of the address, in place of the name of the file.
    SLUG = "slug", Type::Text, Optional;
    /// Earlier addresses of the page, which forward to it.
    ALIASES = "aliases", Type::Texts, Optional;
    /// The codes of the only languages that the page is meant for, as its original says: in others it is not missing.
    LANGUAGES = "languages", Type::Texts, Optional;
    /// The ids of the topics that the page belongs to.
    TOPICS = "topics", Type::Texts, Optional;
    /// The id of the kind that the page is of.
    KIND = "kind", Type::Text, Optional;
    /// The template that the page is made with, in place of the usual one.
    TEMPLATE = "template", Type::Text, Optional;
    /// Whether search engines are asked to leave the page out.
    NOINDEX = "noindex", Type::Bool, Default("false");
    /// The picture that stands for the page where it is shared.
    IMAGE = "image", Type::Text, Optional;
}

keys! { stamp:
    /// The id of the original's file in Git when it was translated, which `shirube translate accept` writes.
    FROM = "translated_from", Type::Text, Optional;
    /// The digest of the original's text when it was translated, which `shirube translate accept` writes.
    DIGEST = "translated_digest", Type::Text, Optional;
    /// The code of the language that this text, or everything in its folder, is written in first; that of the site where nothing is said.
    SOURCE = "source", Type::Text, Optional;
    /// Whether a machine has made the translation and nobody has read it yet: the page says so, and search engines are asked to leave it out.
    MACHINE = "machine", Type::Bool, Default("false");
}

keys! { more:
    /// Who has checked the page, and when.
    REVIEW_TABLE = "review", Type::Table(&[&REVIEW]), Optional;
    /// Anything that templates of the site ask for.
    EXTRA = "extra", Type::Open, Optional;
}

keys! { block:
    /// Whether the block is not ready, and is left out except with `--drafts`.
    DRAFT = "draft", Type::Bool, Default("false");
    /// From when on the block is shown.
    DATE = "date", Type::Moment, Optional;
    /// From when on the block shows nothing any more.
    EXPIRES = "expires", Type::Moment, Optional;
    /// What the block says in a few words, for the notice of a kind.
    SHORT = "short", Type::Text, Optional;
}

keys! { review:
    /// The names of those who checked the page.
    BY = "by", Type::Texts, Optional;
    /// The day on which they checked it.
    DATE = "date", Type::Date, Optional;
}
