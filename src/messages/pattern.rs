//! The text of a message, read: what is written, what it depends on, and what each part refers to.

use super::functions::Function;
use super::value::{Number, Value};
use crate::source::Span;

/// A text with its placeables.
pub type Pattern = Vec<Piece>;

/// A part of a text.
pub enum Piece {
    Text(String),
    Placeable(Expression),
}

/// What stands in a placeable.
pub enum Expression {
    Written(Inline),
    Select(Box<Select>),
}

/// A choice between texts.
pub struct Select {
    pub by: Inline,
    pub variants: Vec<Variant>,
}

/// One of the texts.
pub struct Variant {
    pub key: Key,
    /// Where the key stands.
    pub span: Span,
    /// Whether it is for all that no other variant is for.
    pub is_default: bool,
    pub pattern: Pattern,
}

/// What a variant is for.
pub enum Key {
    /// A text, or a plural category.
    Word(String),
    Number(Number),
}

/// A value.
pub enum Inline {
    Literal(Value),
    Variable {
        name: String,
        span: Span,
    },
    Call {
        function: Function,
        arguments: Vec<Inline>,
        options: Vec<(String, Value)>,
    },
    /// Another message.
    Message(String),
    /// A term, and what it is given.
    Term {
        name: String,
        given: Vec<(String, Value)>,
    },
    Nested(Box<Expression>),
    /// What is no value, as was said where it stands.
    Nothing,
}
