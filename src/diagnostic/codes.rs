//! The one table of codes.

use std::fmt;
use std::str::FromStr;

/// How much a diagnostic matters. An error keeps the site from being published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Error,
    Warning,
    Advice,
}

impl Level {
    /// The name in reports and in `[check] levels`.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Advice => "advice",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $title:literal])+ $code:ident = $name:literal, $level:ident;)*) => {
        /// What kind of thing a diagnostic says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $title])+ $code,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The name in reports, in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$code => $name,)* }
            }

            /// The level it has unless `[check] levels` says otherwise.
            pub fn level(self) -> Level {
                match self { $(Code::$code => Level::$level,)* }
            }

            /// What it means, in a sentence.
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => concat!($($title),+).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    // Files.
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A text is larger than 5 MB, or a file that is copied larger than 4 GB.
    FileTooLarge = "file-too-large", Error;
    /// A symbolic link leads out of the site's folder, nowhere, or back to a folder that it lies in.
    LinkLeavesRoot = "link-leaves-root", Error;
    /// Neither a file nor a folder, or one where the other has to be.
    WrongFileType = "wrong-file-type", Error;
    /// A folder that the last build read is no longer there.
    MissingFolder = "missing-folder", Error;
    /// The build would remove every page of the last one.
    NoPageLeft = "no-page-left", Error;
    /// The text holds a control character, or U+FDD0, U+FDD1, U+FFFE or U+FFFF, which are not characters.
    Noncharacter = "noncharacter", Error;
    /// The page would have more than 32 MB.
    PageTooLarge = "page-too-large", Error;
    // Data: site.toml, front matter, tables, references, glossary.
    /// The TOML or YAML cannot be read.
    Syntax = "syntax", Error;
    /// A key that means nothing here.
    UnknownKey = "unknown-key", Error;
    /// A key that has to be there is not.
    MissingKey = "missing-key", Error;
    /// A value of another type than the key takes.
    WrongType = "wrong-type", Error;
    /// A value that is of the right type but cannot be used.
    InvalidValue = "invalid-value", Error;
    /// Two things with one name.
    DuplicateName = "duplicate-name", Error;
    /// The site has no `site.toml`.
    MissingSite = "missing-site", Error;
    // Pages.
    /// The page does not begin with front matter.
    MissingFrontMatter = "missing-front-matter", Error;
    /// The front matter has no closing line.
    UnclosedFrontMatter = "unclosed-front-matter", Error;
    /// The file's name does not say the language of the page.
    MissingLanguage = "missing-language", Error;
    /// The language is not one of the site's.
    UnknownLanguage = "unknown-language", Error;
    /// Languages that fall back to each other.
    FallbackCycle = "fallback-cycle", Error;
    /// A name that no file has on Windows.
    UnportableName = "unportable-name", Warning;
    /// Two files would be published at one address.
    PathCollision = "path-collision", Error;
    /// The page is of a kind that needs a block which the page does not have.
    MissingBlock = "missing-block", Error;
    // Translations.
    /// A stamp that is not one.
    MalformedStamp = "malformed-stamp", Error;
    /// A page that names two languages as its source.
    DuplicateSource = "duplicate-source", Error;
    /// The text that a translation was made from has changed.
    StaleTranslation = "stale-translation", Warning;
    /// The same, on a page of a kind that must not be published so.
    StaleForbidden = "stale-forbidden", Error;
    /// A language that has pages, and no front page.
    MissingFrontPage = "missing-front-page", Warning;
    /// A stamped translation of a page that is not there.
    OrphanTranslation = "orphan-translation", Warning;
    /// XLIFF that cannot be read, or that does not fit the site.
    InvalidXliff = "invalid-xliff", Error;
    /// The text that was exported for translation has changed.
    SourceChanged = "source-changed", Error;
    /// A placeholder of a translated segment was lost, or stands where it cannot be.
    Placeholder = "placeholder", Error;
    // Markdown.
    /// A level-1 heading in the text: the title is the page's only one.
    HeadingLevelOne = "heading-level-one", Error;
    /// A heading with an explicit id that another heading has, or that the page itself uses.
    DuplicateId = "duplicate-id", Error;
    /// A heading attribute other than an id and classes.
    HeadingAttribute = "heading-attribute", Error;
    /// Lists, quotes, emphasis or data nested deeper than 100 levels.
    TooDeep = "too-deep", Error;
    /// A fact, citation or other construct inside the text of a link.
    NestedLink = "nested-link", Error;
    /// Something that stands alone in a paragraph was put among other text.
    NotAlone = "not-alone", Error;
    /// Text that looks like a construct and is none.
    Misread = "misread", Error;
    /// A URL whose scheme is not http, https, mailto or tel.
    UrlScheme = "url-scheme", Error;
    /// An image or a link without a text for those who do not see it, or a decorative image with a text.
    AltText = "alt-text", Error;
    /// A picture whose width and height cannot be read.
    ImageSize = "image-size", Warning;
    /// A reference to a footnote that the text does not define.
    UndefinedFootnote = "undefined-footnote", Warning;
    /// A footnote that nothing in the text refers to.
    UnusedFootnote = "unused-footnote", Warning;
    /// A column of a Markdown table that has text, and no head.
    TableHead = "table-head", Warning;
    /// A row of a Markdown table with more cells than the table has columns.
    TableRow = "table-row", Warning;
    /// Lines to mark in code that are none.
    CodeLines = "code-lines", Warning;
    // Names.
    /// A link to a page that does not exist.
    UnknownPage = "unknown-page", Error;
    /// A link to a heading that the page does not have.
    UnknownAnchor = "unknown-anchor", Error;
    /// A fact that no table or facts file has.
    UnknownFact = "unknown-fact", Error;
    /// A table that does not exist.
    UnknownTable = "unknown-table", Error;
    /// What stands after `?` in a table's reference means nothing.
    TableQuery = "table-query", Error;
    /// A reference that is not in `references.toml`.
    UnknownReference = "unknown-reference", Error;
    /// A term that is not in `glossary.toml`.
    UnknownTerm = "unknown-term", Error;
    /// A block that does not exist.
    UnknownBlock = "unknown-block", Error;
    /// A question that the FAQ does not have.
    UnknownQuestion = "unknown-question", Error;
    /// A file that does not exist.
    UnknownAsset = "unknown-asset", Error;
    /// A topic that `site.toml` does not declare.
    UnknownTopic = "unknown-topic", Error;
    /// A kind that `site.toml` does not declare.
    UnknownKind = "unknown-kind", Error;
    /// Blocks that contain each other.
    BlockCycle = "block-cycle", Error;
    /// A formula that cannot be read or worked out.
    InvalidFormula = "invalid-formula", Error;
    /// Formulas that need each other.
    FormulaCycle = "formula-cycle", Error;
    /// Facts of one thing with different values, which no conflict declares.
    UndeclaredConflict = "undeclared-conflict", Error;
    /// A declared conflict whose facts all say the same.
    SettledConflict = "settled-conflict", Warning;
    /// A form that a fact does not have.
    UnknownForm = "unknown-form", Error;
    /// The text of a checked fact is not what the data says.
    FactMismatch = "fact-mismatch", Error;
    /// A number with a unit that the facts of the text have, outside any fact.
    UnquotedNumber = "unquoted-number", Warning;
    /// A section and its translation do not quote the same facts.
    TranslationFacts = "translation-facts", Error;
    /// The headings of a translation are not those of its original, in number, levels or ids.
    HeadingMismatch = "heading-mismatch", Warning;
    // Templates and messages.
    /// A template that cannot be read or rendered.
    Template = "template", Error;
    /// A Fluent file that cannot be read.
    MessageSyntax = "message-syntax", Error;
    /// A message that no language of the chain has.
    UnknownMessage = "unknown-message", Error;
    /// A message needs a variable that it is not given.
    MessageArgument = "message-argument", Error;
    /// A message that a language lacks: it is shown in the next language of the chain.
    MissingMessage = "missing-message", Warning;
    /// A message of the site that nothing uses.
    UnusedMessage = "unused-message", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Code {
    type Err = ();

    fn from_str(name: &str) -> Result<Code, ()> {
        Code::ALL.iter().copied().find(|code| code.name() == name).ok_or(())
    }
}
