//! The keys of `site.toml`.

use super::key::{Key, Keys, Type, keys, texts};
use super::table::stamp;

/// The file itself.
pub(crate) const SITE: Keys = Keys {
    place: "site.toml",
    about: "What the site is called, where it lives and which languages it speaks.",
    parts: &[site::KEYS],
    others: None,
};

/// A language.
pub(crate) const LANGUAGE: Keys = Keys {
    place: "[[languages]]",
    about: "A language of the site; they are shown in the order in which they stand.",
    parts: &[language_code::KEYS, language::KEYS],
    others: None,
};

/// A language in a file of its own.
pub(crate) const LANGUAGE_FILE: Keys = Keys {
    place: "languages/CODE.toml",
    about: "A language of the site in a file of its own, which is called after its code; they are shown after those of `site.toml`, in the order of their codes.",
    parts: &[language::KEYS, site_texts::KEYS, stamp::KEYS],
    others: None,
};

/// The texts of `site.toml` in one language.
pub(crate) const SITE_TEXTS: Keys = Keys {
    place: "languages/CODE.toml",
    about: "The texts of `site.toml` in the language.",
    parts: &[site_texts::KEYS, stamp::KEYS],
    others: None,
};

/// The texts of a topic, or of an entry below another one.
const LABEL_TEXTS: Keys = Keys {
    place: "[topics.ID] of a language",
    about: "The texts of a topic, under its id.",
    parts: &[label_texts::KEYS],
    others: None,
};

/// The texts of an entry of the menu.
const MENU_TEXTS: Keys = Keys {
    place: "[menu.ID] of a language",
    about: "The texts of an entry of the menu, under its `id`, else under its `page` or `url`; so are those below it.",
    parts: &[label_texts::KEYS, children_texts::KEYS],
    others: None,
};

/// An entry of the menu.
pub(crate) const MENU: Keys = Keys {
    place: "[[menu]]",
    about: "An entry of the menu, in place of what is made from folders; they are shown in the order in which they stand.",
    parts: &[entry::KEYS, menu::KEYS],
    others: None,
};

/// An entry below another one.
pub(crate) const MENU_CHILD: Keys = Keys {
    place: "`children` of a `[[menu]]`",
    about: "An entry of the menu that stands below another one.",
    parts: &[entry::KEYS],
    others: None,
};

/// What every page shows of the site.
pub(crate) const SHOWN: Keys =
    Keys { place: "[site]", about: "What every page shows of the site.", parts: &[shown::KEYS], others: None };

/// A topic.
pub(crate) const TOPIC: Keys =
    Keys { place: "[[topics]]", about: "A subject that pages can belong to.", parts: &[topic::KEYS], others: None };

/// A kind of page.
pub(crate) const KIND: Keys =
    Keys { place: "[[kinds]]", about: "What pages of a kind must have.", parts: &[kind::KEYS], others: None };

/// How content is read.
pub(crate) const CONTENT: Keys =
    Keys { place: "[content]", about: "How texts and front matter are read.", parts: &[content::KEYS], others: None };

/// How findings are reported.
pub(crate) const CHECK: Keys =
    Keys { place: "[check]", about: "How much mistakes matter.", parts: &[check::KEYS], others: None };

/// How readers find pages.
pub(crate) const SEARCH: Keys =
    Keys { place: "[search]", about: "How readers find pages.", parts: &[search::KEYS], others: None };

/// What browsers are told to keep pages from.
pub(crate) const SECURITY: Keys = Keys {
    place: "[security]",
    about: "What browsers are told to keep pages from.",
    parts: &[security::KEYS],
    others: None,
};

/// Sources beside those that every site has.
pub(crate) const CSP: Keys = Keys {
    place: "`csp` of `[security]`",
    about: "Where pages may load from besides the site itself: schemes (`blob:`) and hosts (`https://example.org`, `https://*.example.org`, with a path if need be), by what is loaded.",
    parts: &[csp::KEYS],
    others: None,
};

/// A waiver for what has no line of its own.
pub(crate) const ALLOWED: Keys = Keys {
    place: "[[check.allow]]",
    about: "A warning or an advice that may stand in some files.",
    parts: &[allow::KEYS],
    others: None,
};

/// What a code can be set to.
const LEVEL_WORDS: &[&str] = &["off", "advice", "warning", "error"];

/// The file of known mistakes.
pub(crate) const KNOWN_FILE: Keys = Keys {
    place: "check-baseline.toml",
    about: "Mistakes that are known and can wait.",
    parts: &[known_file::KEYS],
    others: None,
};

keys! { site:
    /// The address at which the site is published, with `https://`; a path below the host is allowed.
    BASE_URL = "base_url", Type::Text, Required;
    /// The code of the language that pages are written in first.
    SOURCE = "source", Type::Text, Required;
    /// The time zone in which days begin, by its name in the tables of the IANA: `Asia/Tokyo`.
    TIME_ZONE = "time_zone", Type::Text, Default("UTC");
    /// How content files say their language: by the end of their name (`suffix`) or by their folder (`directory`).
    LAYOUT = "layout", Type::Choice(&["suffix", "directory"]), Default("suffix");
    /// The languages of the site, in the order in which they are shown.
    LANGUAGES = "languages", Type::Tables(&[&LANGUAGE]), Required;
    /// The address at which the files of the site are kept, so that every page leads to its file: `https://github.com/example/guide`, or that of the folder and the branch as a browser shows it.
    REPOSITORY = "repository", Type::Text, Optional;
    /// Where readers report a problem, if that is not where `repository` has its issues: an address, also one of mail.
    ISSUES = "issues", Type::Text, Optional;
    /// What stands in the menus, in place of what is made from folders.
    MENU_TABLES = "menu", Type::Tables(&[&MENU]), Optional;
    /// What every page shows of the site.
    SHOWN_TABLE = "site", Type::Table(&[&SHOWN]), Optional;
    /// The subjects that pages can belong to.
    TOPICS = "topics", Type::Tables(&[&TOPIC]), Optional;
    /// The kinds of pages, with what their pages must have.
    KINDS = "kinds", Type::Tables(&[&KIND]), Optional;
    /// How texts and front matter are read.
    CONTENT_TABLE = "content", Type::Table(&[&CONTENT]), Optional;
    /// How much mistakes matter.
    CHECK_TABLE = "check", Type::Table(&[&CHECK]), Optional;
    /// How readers find pages.
    SEARCH_TABLE = "search", Type::Table(&[&SEARCH]), Optional;
    /// What browsers are told to keep pages from.
    SECURITY_TABLE = "security", Type::Table(&[&SECURITY]), Optional;
}

keys! { language_code:
    /// The code of the language, a BCP 47 tag such as `ja` or `zh-Hant`, which is also part of its addresses.
    CODE = "code", Type::Text, Required;
}

keys! { language:
    /// What the language is called in itself; its code where nothing is said.
    NAME = "name", Type::Text, Optional;
    /// The codes of the languages that a missing text is taken from, in order.
    FALLBACK = "fallback", Type::Texts, Optional;
    /// Whether a line break between two wide characters stands for nothing; where nothing is said, as is usual in the language.
    JOIN_LINES = "join_lines", Type::Bool, Optional;
    /// Whether straight quotation marks, `--`, `---` and `...` become the signs that they stand for; where nothing is said, as is usual in the language.
    SMART_PUNCTUATION = "smart_punctuation", Type::Bool, Optional;
    /// Four quotation marks of one or two characters, the outer pair and the inner one; where nothing is said, as is usual in the language.
    QUOTES = "quotes", Type::Texts, Optional;
    /// What stands in place of a page that the language has not: nothing (`omit`), or the text of a language that it falls back to (`fallback`).
    MISSING = "missing", Type::Choice(&["omit", "fallback"]), Default("omit");
    /// Whether the language lives at the root of the site, without its code in addresses; one language may.
    ROOT = "root", Type::Bool, Default("false");
}

texts! { site_texts:
    /// The texts of the topics, under their ids.
    "topics", Type::ById(&LABEL_TEXTS);
    /// The texts of the menus, by what their entries are called.
    "menu", Type::ById(&MENU_TEXTS);
}

texts! { label_texts:
    /// What readers see of it.
    "label", Type::Text;
}

texts! { children_texts:
    /// The texts of the entries below it.
    "children", Type::ById(&LABEL_TEXTS);
}

keys! { entry:
    /// By which the files of languages know it, of `a` to `z`, `0` to `9` and `-`, where its page or its address is not enough.
    ID = "id", Type::Id, Optional;
    /// What readers see of it; of a page its own label where nothing is said.
    LABEL = "label", Type::Words, Optional;
    /// The name of a page without language and ending, as in `guide/cost`, to which it leads in the language of the reader.
    PAGE = "page", Type::Text, Optional;
    /// The whole address to which it leads, where that is no page of the site.
    URL = "url", Type::Text, Optional;
}

keys! { menu:
    /// In which menu it stands: at the head of pages (`header`) or at their foot (`footer`).
    PLACE = "place", Type::Choice(&["header", "footer"]), Default("header");
    /// The entries below it.
    CHILDREN = "children", Type::Tables(&[&MENU_CHILD]), Optional;
}

keys! { shown:
    /// The picture that stands in place of the name of the site at the head of pages, a file of `static/` or `content/`.
    LOGO = "logo", Type::Text, Optional;
    /// The picture that stands for pages which have none of their own where they are shared: a file of `static/` or `content/`, or an address.
    IMAGE = "image", Type::Text, Optional;
    /// The id of a block that stands at the top of every page from its `date` until it `expires`.
    ANNOUNCEMENT = "announcement", Type::Text, Optional;
}

keys! { topic:
    /// The name of the topic in front matter and in addresses, of `a` to `z`, `0` to `9` and `-`.
    ID = "id", Type::Id, Required;
    /// What readers see of it.
    LABEL = "label", Type::Words, Required;
}

keys! { kind:
    /// The name of the kind in front matter, of `a` to `z`, `0` to `9` and `-`.
    ID = "id", Type::Id, Required;
    /// What a translation does whose original has changed: it says so (`notice`), gives way to the original (`fallback`), or is a mistake (`error`).
    STALE = "stale", Type::Choice(&["notice", "fallback", "error"]), Default("notice");
    /// The ids of blocks that every page of the kind shows.
    BLOCKS = "blocks", Type::Texts, Optional;
    /// The ids of blocks that stand in this order on every page that shows them.
    ORDER = "order", Type::Texts, Optional;
    /// The id of the block whose `short` stands above every page of the kind, with a link to where the whole is shown.
    NOTICE = "notice", Type::Text, Optional;
    /// Whether a page that nobody has checked says so (`shown`) or says nothing of it (`none`).
    REVIEW = "review", Type::Choice(&["none", "shown"]), Default("none");
    /// How long a page can go without being checked again: `12 month`, in days, weeks, months or years.
    MAX_AGE = "max_age", Type::Text, Optional;
    /// Keys that the front matter of every page has, or its `[extra]`.
    REQUIRE = "require", Type::Texts, Optional;
    /// The codes of languages in which every page is there, and up to date.
    LANGUAGES = "languages", Type::Texts, Optional;
    /// Where no figure of weak evidence may stand without the name of its grade: `["title", "description"]`.
    STRONG_ONLY = "strong_only", Type::Texts, Optional;
    /// The levels of warnings and of advice on pages of the kind, by the name of their code.
    LEVELS = "levels", Type::Named(LEVEL_WORDS), Optional;
}

keys! { content:
    /// What becomes of HTML in Markdown: it is shown as text (`escape`), cleaned (`safe`) or kept as it is (`trusted`).
    HTML = "html", Type::Choice(&["escape", "safe", "trusted"]), Default("escape");
    /// Whether links to other sites say so to those who do not see the mark.
    EXTERNAL_MARK = "external_mark", Type::Bool, Default("false");
    /// What becomes of keys of front matter that nobody knows: they are mistakes (`refuse`) or go to `extra` (`keep`).
    UNKNOWN_KEYS = "unknown_keys", Type::Choice(&["refuse", "keep"]), Default("refuse");
    /// Where the day comes from on which a page was last changed, if it does not say `updated`: from nowhere (`off`), or from the history of its file (`git`).
    LAST_CHANGE = "last_change", Type::Choice(&["off", "git"]), Default("off");
    /// Further schemes that links may have: `["sms"]`.
    SCHEMES = "schemes", Type::Texts, Optional;
    /// The keys of `[extra]` in front matter that are translated: texts or lists of texts.
    TRANSLATE_EXTRA = "translate_extra", Type::Texts, Optional;
}

keys! { check:
    /// The levels of warnings and of advice by the name of their code.
    LEVELS = "levels", Type::Named(LEVEL_WORDS), Optional;
    /// The file of mistakes that are known and can wait, which `check --write-baseline` writes.
    BASELINE = "baseline", Type::Text, Default("check-baseline.toml");
    /// Which numbers in texts have to be facts: all money and whatever a fact says, and with a unit of the page's facts any (`site`), those of the page alone (`page`), or none (`off`).
    NUMBERS = "numbers", Type::Choice(&["site", "page", "off"]), Default("site");
    /// Paths on the host of the site that something else answers, from the root of the host, as in `["/app/**"]`: `*` stands for a part of a name, `**` for any folders.
    EXTERNAL_PATHS = "external_paths", Type::Texts, Optional;
    /// Addresses of other sites that `check --external` leaves alone, as in `["https://example.com/**"]`: `*` stands for a part of a name, `**` for any folders.
    EXTERNAL_SKIP = "external_skip", Type::Texts, Optional;
    /// What may stand where nothing can be written beside it.
    ALLOW = "allow", Type::Tables(&[&ALLOWED]), Optional;
}

keys! { search:
    /// Whether each language has a page to search, with the list of all its pages, and an index of their texts.
    ENABLED = "enabled", Type::Bool, Default("true");
}

keys! { security:
    /// What may be loaded besides what the site has itself, `{ "img-src" = ["https://example.org"] }`, in the Content Security Policy that every page carries; `false` writes none.
    CSP_TABLE = "csp", Type::Either(&[Type::Bool, Type::Table(&[&CSP])]), Optional;
}

keys! { csp:
    /// Scripts.
    SCRIPTS = "script-src", Type::Texts, Optional;
    /// Style sheets.
    STYLES = "style-src", Type::Texts, Optional;
    /// Pictures.
    IMAGES = "img-src", Type::Texts, Optional;
    /// Fonts.
    FONTS = "font-src", Type::Texts, Optional;
    /// Films and sounds.
    MEDIA = "media-src", Type::Texts, Optional;
    /// What scripts ask for.
    CONNECTIONS = "connect-src", Type::Texts, Optional;
    /// Manifests of web applications.
    MANIFESTS = "manifest-src", Type::Texts, Optional;
    /// Pages in frames.
    FRAMES = "frame-src", Type::Texts, Optional;
    /// Scripts that run beside the page.
    WORKERS = "worker-src", Type::Texts, Optional;
    /// What `<object>` and `<embed>` show, for which the site itself has to be named too: `'self'`.
    OBJECTS = "object-src", Type::Texts, Optional;
    /// Where forms lead.
    FORMS = "form-action", Type::Texts, Optional;
}

keys! { allow:
    /// The name of a warning or an advice.
    CODE = "code", Type::Text, Required;
    /// The files in which it may stand, as paths from the folder of the site; `*` stands for a part of a name, `**` for any folders.
    FILES = "files", Type::Texts, Required;
    /// Why it may stand.
    WHY = "why", Type::Text, Required;
}

keys! { known_file:
    /// The version of the form that the file has.
    VERSION = "version", Type::Integer, Required;
    /// A list for each mistake: its file, its code, 16 digits and how many there are.
    KNOWN = "known", Type::Any, Required;
}
