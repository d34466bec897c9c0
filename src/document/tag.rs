//! What operations open and close, and what may stand in it.

/// What an operation opens or closes; the number beside it is as said here, or 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    Paragraph,
    /// The index of the heading.
    Heading,
    Quote,
    /// A [`super::Callout`] as a number.
    Callout,
    /// The title of a callout, in place of the word for its kind.
    CalloutTitle,
    List,
    /// The first number.
    OrderedList,
    Item,
    /// The first operation inside is the info string, as a text; what follows is the code.
    CodeBlock,
    HtmlBlock,
    DefinitionList,
    /// A term of a definition list.
    DefinitionTerm,
    DefinitionText,
    Table,
    TableHead,
    TableRow,
    /// An [`super::Align`] as a number.
    HeadCell,
    /// An [`super::Align`] as a number. It names its row.
    RowHead,
    /// An [`super::Align`] as a number.
    Cell,
    Emphasis,
    Strong,
    Strikethrough,
    /// The index of the reference.
    Link,
    /// The index of the reference.
    Term,
    /// The index of the footnote.
    FootnoteText,
    Ruby,
    RubyText,
}

/// What kinds of tags have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A part of a text: emphasis, a link, ruby.
    Inline,
    /// The reading of ruby, which stands beside the text.
    Reading,
    /// Text in a place of its own, which is no block: a term, a cell.
    Line,
    /// A block of text.
    Text,
    /// A block of code.
    Code,
    /// What holds a text or blocks: an item, a definition.
    Item,
    /// What holds blocks: a quote, a callout, a footnote.
    Frame,
    /// What holds parts of its own and nothing else: a list, a table.
    Group,
}

impl Tag {
    /// What it is, and what may stand in it.
    pub fn class(self) -> Class {
        match self {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link | Tag::Term | Tag::Ruby => Class::Inline,
            Tag::RubyText => Class::Reading,
            Tag::DefinitionTerm | Tag::CalloutTitle | Tag::HeadCell | Tag::RowHead | Tag::Cell => Class::Line,
            Tag::Paragraph | Tag::Heading | Tag::HtmlBlock => Class::Text,
            Tag::CodeBlock => Class::Code,
            Tag::Item | Tag::DefinitionText => Class::Item,
            Tag::Quote | Tag::Callout | Tag::FootnoteText => Class::Frame,
            Tag::List | Tag::OrderedList | Tag::DefinitionList | Tag::Table | Tag::TableHead | Tag::TableRow => {
                Class::Group
            }
        }
    }
}

impl Class {
    /// Whether it stands beside blocks.
    pub fn is_block(self) -> bool {
        match self {
            Class::Text | Class::Code | Class::Item | Class::Frame | Class::Group => true,
            Class::Inline | Class::Reading | Class::Line => false,
        }
    }

    /// Whether blocks may stand in it.
    pub fn holds_blocks(self) -> bool {
        match self {
            Class::Item | Class::Frame => true,
            Class::Inline | Class::Reading | Class::Line | Class::Text | Class::Code | Class::Group => false,
        }
    }

    /// Whether a text may stand in it, and ends with it.
    pub fn holds_text(self) -> bool {
        match self {
            Class::Line | Class::Text | Class::Item => true,
            Class::Inline | Class::Reading | Class::Code | Class::Frame | Class::Group => false,
        }
    }
}
