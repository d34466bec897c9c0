//! The one table of codes: of each its name, the level that it is born with, whether a baseline may hold it, what it
//! means in a sentence, and an example.
//!
//! A row ends with how the code comes about only where files cannot show it; of all others the example is
//! `examples/<name>.txt`, without which this does not compile.

use super::example::{self, Example};
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

/// Whether a site may list mistakes of a code as known, and go on with them for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baseline {
    /// It can wait: no reader is told anything false.
    May,
    /// It cannot: a reader would be misled, or the site cannot be read or published as it is.
    Never,
}

macro_rules! codes {
    ($($(#[doc = $title:literal])+ $code:ident = $name:literal, $level:ident, $held:ident $(, told $told:literal)?;)*) => {
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

            /// Whether a baseline may hold it.
            pub fn baseline(self) -> Baseline {
                match self { $(Code::$code => Baseline::$held,)* }
            }

            /// What it means, in a sentence.
            pub fn title(self) -> &'static str {
                match self { $(Code::$code => concat!($($title),+).trim_ascii(),)* }
            }

            /// How it comes about, and what mends it.
            pub fn example(self) -> Example {
                match self { $(Code::$code => codes!(@example $name $($told)?),)* }
            }
        }
    };
    (@example $name:literal) => {
        Example::Files(example::read(include_str!(concat!("examples/", $name, ".txt"))))
    };
    (@example $name:literal $told:literal) => {
        Example::Told($told)
    };
}

codes! {
    // Files.
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8", Error, Never;
    /// The file has the marks that Git leaves where two changes contradict each other.
    ConflictMarker = "conflict-marker", Error, Never;
    /// A text is larger than 5 MB, or a file that is copied larger than 4 GB.
    FileTooLarge = "file-too-large", Error, Never,
        told "A film of more than 4 GB lies under `static/`, or a table has grown to more than 5 MB: make a \
              smaller file of it, or several.";
    /// A symbolic link leads out of the site's folder, nowhere, or back to a folder that it lies in.
    LinkLeavesRoot = "link-leaves-root", Error, Never,
        told "`static/forms` is a symbolic link to a folder elsewhere on the disk: put the files themselves there.";
    /// Neither a file nor a folder, or one where the other has to be.
    WrongFileType = "wrong-file-type", Error, Never;
    /// A folder that the last build read is no longer there.
    MissingFolder = "missing-folder", Error, Never,
        told "`static/` was there at the last build and is gone, and with it every file that it had in the site: \
              restore it, or build with `--allow-empty` if that is meant.";
    /// The site has no page, as where a disk is not mounted.
    NoPageLeft = "no-page-left", Error, Never,
        told "`content/` is empty where the last build had pages, as on a disk that is not mounted: restore the \
              pages, or build with `--allow-empty` if that is meant.";
    /// The text holds a control character, or U+FDD0, U+FDD1, U+FFFE or U+FFFF, which are not characters.
    Noncharacter = "noncharacter", Error, Never;
    /// A file or a site that is nearly larger than GitHub Pages publishes.
    HostLimit = "host-limit", Advice, May,
        told "The pictures and films of a site have grown to 900 MB, or one of them to 95 MB: make them smaller, or \
              keep them elsewhere and link to them.";
    /// The page would have more than 32 MB.
    PageTooLarge = "page-too-large", Error, Never,
        told "A page shows one table of many columns a hundred times, and would have 40 MB: show it once and link \
              to it, or make several pages.";
    // Data: site.toml, front matter, tables, references, glossary.
    /// The TOML or YAML cannot be read.
    Syntax = "syntax", Error, Never;
    /// A key that means nothing here.
    UnknownKey = "unknown-key", Error, Never;
    /// A key that has to be there is not.
    MissingKey = "missing-key", Error, Never;
    /// A value of another type than the key takes.
    WrongType = "wrong-type", Error, Never;
    /// A value that is of the right type but cannot be used.
    InvalidValue = "invalid-value", Error, Never;
    /// Two things with one name.
    DuplicateName = "duplicate-name", Error, Never;
    /// The site has no `site.toml`.
    MissingSite = "missing-site", Error, Never;
    // What authors let stand.
    /// A waiver without a reason, or of a code that is none or is an error.
    InvalidWaiver = "invalid-waiver", Error, Never;
    /// A waiver at a place where it cannot work.
    WaiverPlace = "waiver-place", Warning, May;
    /// A waiver of something that is not reported there.
    UnusedWaiver = "unused-waiver", Warning, May;
    /// A known mistake that is no longer there.
    KnownGone = "known-gone", Advice, Never;
    // Pages.
    /// The page does not begin with front matter.
    MissingFrontMatter = "missing-front-matter", Error, Never;
    /// The front matter has no closing line.
    UnclosedFrontMatter = "unclosed-front-matter", Error, Never;
    /// The file's name does not say the language of the page.
    MissingLanguage = "missing-language", Error, Never;
    /// The language is not one of the site's.
    UnknownLanguage = "unknown-language", Error, Never;
    /// Languages that fall back to each other.
    FallbackCycle = "fallback-cycle", Error, Never;
    /// The code of a language in which next to no site is written, and that a country has too.
    LanguageCode = "language-code", Warning, May;
    /// A name that no file has on Windows.
    UnportableName = "unportable-name", Warning, May;
    /// A file that nothing reads, or that no page shows or links to.
    UnusedFile = "unused-file", Warning, May;
    /// A page to which no menu, list or text leads from the front page.
    UnlistedPage = "unlisted-page", Warning, May;
    /// A title that another page of the language has.
    RepeatedTitle = "repeated-title", Advice, May;
    /// A description that another page of the language has.
    RepeatedDescription = "repeated-description", Warning, May;
    /// A table or a facts file of which no page shows anything, or a fact that nothing quotes.
    UnusedData = "unused-data", Advice, May;
    /// A reference that no text cites and no figure has for a source.
    UnusedReference = "unused-reference", Advice, May;
    /// Somebody in `people.toml` whom no page shows and no review names.
    UnusedPerson = "unused-person", Advice, May;
    /// A term that no text explains, on a site without a page of its glossary.
    UnusedTerm = "unused-term", Advice, May;
    /// A block that no page shows.
    UnusedBlock = "unused-block", Advice, May;
    /// A block that has no text.
    EmptyBlock = "empty-block", Warning, May;
    /// Names that differ by capitals and small letters alone, or that would mean something in small letters.
    NameCase = "name-case", Warning, May;
    /// Two files would be published at one address.
    PathCollision = "path-collision", Error, Never;
    /// The page is of a kind that needs a block which the page does not have.
    MissingBlock = "missing-block", Error, Never;
    /// Blocks that stand in another order than the page's kind wants.
    BlockOrder = "block-order", Error, Never;
    /// The page is of a kind that has to be there in a language in which it is missing, or not known to be up to date.
    RequiredLanguage = "required-language", Error, Never;
    /// The last review of the page is older than its kind allows.
    ReviewOverdue = "review-overdue", Warning, Never;
    /// The site asks when pages were last changed, and the history of its files is not there.
    MissingHistory = "missing-history", Warning, May,
        told "`last_change = \"git\"` in a shallow clone, as `actions/checkout` makes one: let it clone the whole \
              history with `fetch-depth: 0`.";
    // Translations.
    /// A stamp that is not one.
    MalformedStamp = "malformed-stamp", Error, Never;
    /// A page that names two languages as its source.
    DuplicateSource = "duplicate-source", Error, Never;
    /// The text that a translation was made from has changed.
    StaleTranslation = "stale-translation", Warning, May;
    /// A translation of a kind that must not be stale, whose original has changed.
    StaleForbidden = "stale-forbidden", Error, Never;
    /// A language that has pages, and no front page.
    MissingFrontPage = "missing-front-page", Warning, May;
    /// A stamped translation of a page that is not there.
    OrphanTranslation = "orphan-translation", Warning, May;
    /// A translation into a language that its original is not meant for.
    UnmeantLanguage = "unmeant-language", Warning, May;
    /// XLIFF that cannot be read, or that does not fit the site.
    InvalidXliff = "invalid-xliff", Error, Never;
    /// The text that was exported for translation has changed.
    SourceChanged = "source-changed", Error, Never;
    /// A translation that was changed after it was exported, and that an import would overwrite.
    TranslationChanged = "translation-changed", Error, Never;
    /// A placeholder of a translated segment was lost, or stands where it cannot be.
    Placeholder = "placeholder", Error, Never;
    // Markdown.
    /// A level-1 heading in the text: the title is the page's only one.
    HeadingLevelOne = "heading-level-one", Error, May;
    /// A heading with an explicit id that another heading has, or that the page itself uses.
    DuplicateId = "duplicate-id", Error, Never;
    /// A heading attribute other than an id, classes and the language.
    HeadingAttribute = "heading-attribute", Error, May;
    /// Lists, quotes, emphasis or data nested deeper than 100 levels.
    TooDeep = "too-deep", Error, Never;
    /// A fact, citation or other construct inside the text of a link.
    NestedLink = "nested-link", Error, Never;
    /// Something that stands alone in a paragraph was put among other text.
    NotAlone = "not-alone", Error, Never;
    /// Text that looks like a construct and is none.
    Misread = "misread", Error, Never;
    /// Text that looks like Markdown, HTML or the markup of another tool, and is none here.
    LooksLikeMarkup = "looks-like-markup", Warning, May;
    /// A URL whose scheme is not http, https, mailto or tel, nor one of `[content] schemes`.
    UrlScheme = "url-scheme", Error, Never;
    /// An image or a link without a text for those who do not see it, or a decorative image with a text.
    AltText = "alt-text", Error, May;
    /// The text of a picture that says the same as its caption, the link round it or the sentence beside it.
    RepeatedAlt = "repeated-alt", Warning, May;
    /// A link whose text does not say where it leads.
    VagueLink = "vague-link", Warning, May;
    /// A heading more than one level below the one before it.
    SkippedLevel = "skipped-level", Warning, May;
    /// A picture whose width and height cannot be read.
    ImageSize = "image-size", Warning, May;
    /// A reference to a footnote that the text does not define.
    UndefinedFootnote = "undefined-footnote", Warning, May;
    /// A footnote that nothing in the text refers to.
    UnusedFootnote = "unused-footnote", Warning, May;
    /// A column of a Markdown table that has text, and no head.
    TableHead = "table-head", Warning, May;
    /// A row of a Markdown table with more cells than the table has columns.
    TableRow = "table-row", Warning, May;
    /// Lines to mark in code that are none.
    CodeLines = "code-lines", Warning, May;
    /// Raw HTML that is taken out because the site lets only harmless HTML through.
    HtmlRemoved = "html-removed", Warning, May;
    /// Something of another site, or a script or a style in the page itself, that the policy of the site keeps browsers from.
    BlockedByPolicy = "blocked-by-policy", Error, May;
    // Names.
    /// A link to a page that does not exist.
    UnknownPage = "unknown-page", Error, May;
    /// A link to a page or a file of the site by the whole address that the site has.
    OwnAddress = "own-address", Warning, May;
    /// A link to a heading that the page does not have.
    UnknownAnchor = "unknown-anchor", Error, May;
    /// A fact that no table or facts file has.
    UnknownFact = "unknown-fact", Error, Never;
    /// A table that does not exist.
    UnknownTable = "unknown-table", Error, Never;
    /// What stands after `?` in a table's reference means nothing.
    TableQuery = "table-query", Error, Never;
    /// A number that tells works apart, a DOI, PMID, PMCID or ISBN, that is none.
    MalformedIdentifier = "malformed-identifier", Error, Never;
    /// Two entries for one work.
    DuplicateReference = "duplicate-reference", Error, Never;
    /// A reference that no reader could find: neither a number nor an address leads to it, and it does not say why.
    UnidentifiedReference = "unidentified-reference", Warning, May;
    /// A work that was retracted, and is cited.
    RetractedReference = "retracted-reference", Warning, May;
    /// An address of a work that nobody has opened for more than a year.
    OldAccess = "old-access", Advice, May,
        told "`accessed = 2024-04-30` stands at a work, and that is more than a year ago: open its address, see whether \
              it still says what it is cited for, and write the new day.";
    /// A number in brackets that was typed, where a citation was meant.
    TypedCitation = "typed-citation", Warning, May;
    /// A sentence that claims that something was found out, and leads to nothing that says so.
    UnsourcedClaim = "unsourced-claim", Advice, May;
    /// A sentence that tells of a benefit, and cites only works that found harm.
    HarmAsBenefit = "harm-as-benefit", Warning, May;
    /// A title or description that tells a figure of weak evidence without the name of its grade.
    WeakFigure = "weak-figure", Error, Never;
    /// A reference that is not in `references.toml`.
    UnknownReference = "unknown-reference", Error, Never;
    /// A term that is not in `glossary.toml`.
    UnknownTerm = "unknown-term", Error, Never;
    /// Somebody who is not in `people.toml`.
    UnknownPerson = "unknown-person", Error, Never;
    /// A block that does not exist.
    UnknownBlock = "unknown-block", Error, Never;
    /// A question that the FAQ does not have.
    UnknownQuestion = "unknown-question", Error, Never;
    /// A file that does not exist.
    UnknownAsset = "unknown-asset", Error, May;
    /// `updated` or `expires` lies before `date`, or `updated` in the future.
    DateOrder = "date-order", Warning, May;
    /// A link to a page that waits for its date.
    WaitingPage = "waiting-page", Warning, May;
    /// A topic that `site.toml` does not declare.
    UnknownTopic = "unknown-topic", Error, Never;
    /// A kind that `site.toml` does not declare.
    UnknownKind = "unknown-kind", Error, Never;
    /// Blocks that contain each other.
    BlockCycle = "block-cycle", Error, Never;
    /// A formula that cannot be read or worked out.
    InvalidFormula = "invalid-formula", Error, Never;
    /// A table with values that a reader may change, and which a reader cannot calculate with all the same.
    NotCalculated = "not-calculated", Warning, May;
    /// Formulas that need each other.
    FormulaCycle = "formula-cycle", Error, Never;
    /// Facts of one thing with different values, which no conflict declares.
    UndeclaredConflict = "undeclared-conflict", Error, Never;
    /// A declared conflict whose facts all say the same.
    SettledConflict = "settled-conflict", Warning, Never;
    /// A form that a fact does not have.
    UnknownForm = "unknown-form", Error, Never;
    /// The text of a checked fact is not what the data says.
    FactMismatch = "fact-mismatch", Error, Never;
    /// A text that is one end of a range, and does not ask for it: it would stay right as the other end.
    UnaskedEnd = "unasked-end", Warning, Never;
    /// A number outside any fact that is money, says what a fact of the site says, or has a unit of the page's facts.
    UnquotedNumber = "unquoted-number", Warning, Never;
    /// A section and its translation do not quote the same facts.
    TranslationFacts = "translation-facts", Error, Never;
    /// A link, a citation, a note, a picture or a table that only a translation or only its original has.
    TranslationReferences = "translation-references", Warning, May;
    /// A text of a translation that says what its original says in its words, is in letters of another script, or has less in it.
    Untranslated = "untranslated", Warning, May;
    /// A paragraph or a section of a translation that says other numbers than the same one of its original.
    TranslationNumbers = "translation-numbers", Warning, May;
    /// The headings of a translation are not those of its original, in number, levels or ids.
    HeadingMismatch = "heading-mismatch", Warning, May;
    // What other sites answer.
    /// A link to another site that says that the page has moved for good.
    MovedLink = "moved-link", Advice, Never,
        told "The other site answers with a permanent redirect when `check --external` asks for the page: look at \
              the page there, and write its new address.";
    /// A link to a page of another site that is no longer there.
    GoneLink = "gone-link", Warning, Never,
        told "The other site answers 404 or 410 when `check --external` asks for the page: name where it is now or \
              a copy in an archive, or take the link out.";
    /// A link of which nobody can say whether it leads somewhere.
    UnreachableLink = "unreachable-link", Advice, Never,
        told "The other site does not answer, or the address is one that `check --external` does not ask: look at \
              it in a browser, and name it in `external_skip` if it is right.";
    // Templates and messages.
    /// A template that cannot be read or rendered.
    Template = "template", Error, Never;
    /// A Fluent file that cannot be read.
    MessageSyntax = "message-syntax", Error, Never;
    /// A message that no language of the chain has.
    UnknownMessage = "unknown-message", Error, Never;
    /// A message and what it is given do not agree: it needs a variable that nobody gives, or leaves out what readers need.
    MessageArgument = "message-argument", Error, Never;
    /// A message chooses between texts by what cannot be, or has no text for what can.
    MessageVariant = "message-variant", Warning, May;
    /// A message that a language lacks: it is shown in the next language of the chain.
    MissingMessage = "missing-message", Warning, May;
    /// A text of data that a language lacks: its readers get that of another language.
    MissingText = "missing-text", Warning, May;
    /// A message of the site that nothing uses.
    UnusedMessage = "unused-message", Warning, May;
}

impl Code {
    /// Whether it tells what others answered, and may not tell it the next time, though nobody has changed anything.
    pub fn is_of_others(self) -> bool {
        matches!(self, Code::MovedLink | Code::GoneLink | Code::UnreachableLink)
    }
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
