//! What the Fluent parser says, in an author's words.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use fluent_syntax::parser::{ErrorKind, ParserError};

/// The diagnostic of a syntax error, at the place where the parser stopped.
pub fn diagnostic(source: SourceId, text: &str, error: &ParserError) -> Diagnostic {
    let (message, help) = describe(&error.kind);
    let start = text.floor_char_boundary(error.pos.start.min(text.len()));
    let end = text.ceil_char_boundary(error.pos.end.min(text.len())).max(start);
    let line_end = text.get(start..end).and_then(|found| found.find('\n')).map_or(end, |at| start + at);
    Diagnostic::new(Code::MessageSyntax, Span::new(source, start..line_end), message).maybe_help(help)
}

fn describe(kind: &ErrorKind) -> (String, Option<String>) {
    let (message, help) = match kind {
        ErrorKind::ExpectedToken('=') => (
            "`=` expected".to_owned(),
            "write `name = text`, with ASCII letters, digits, `-` and `_` in the name; indent lines that go on",
        ),
        ErrorKind::ExpectedToken('}') => {
            ("`}` expected".to_owned(), "close the placeable with `}`, or write a brace in the text as `{\"{\"}`")
        }
        ErrorKind::ExpectedToken(token) => (format!("`{token}` expected"), ""),
        ErrorKind::ExpectedCharRange { range } if range == "a-zA-Z" => (
            "a name expected".to_owned(),
            "begin a line with `name =`, `#` or a space; a name begins with an ASCII letter",
        ),
        ErrorKind::ExpectedCharRange { range } if range == "0-9" => ("a number expected".to_owned(), ""),
        ErrorKind::ExpectedCharRange { .. } => {
            ("a new line expected".to_owned(), "begin each variant, `[key] text`, on a line of its own")
        }
        ErrorKind::ExpectedMessageField { entry_id } => {
            (format!("the message `{entry_id}` has no text"), "write its text after `=`")
        }
        ErrorKind::ExpectedTermField { entry_id } => {
            (format!("the term `-{entry_id}` has no text"), "write its text after `=`")
        }
        ErrorKind::ForbiddenCallee => {
            ("only a function can be called here".to_owned(), "write the names of functions in capital letters")
        }
        ErrorKind::MissingDefaultVariant => {
            ("no variant is the default".to_owned(), "put `*` before one of the variants: `*[other]`")
        }
        ErrorKind::MultipleDefaultVariants => {
            ("more than one variant is the default".to_owned(), "put `*` before one of the variants only")
        }
        ErrorKind::MissingValue => ("a text expected".to_owned(), "write `{\"\"}` for an empty text"),
        ErrorKind::MessageReferenceAsSelector
        | ErrorKind::MessageAttributeAsSelector
        | ErrorKind::TermReferenceAsSelector => (
            "a message cannot be chosen by".to_owned(),
            "choose by a variable (`$name`), a function or an attribute of a term",
        ),
        ErrorKind::ExpectedSimpleExpressionAsSelector => (
            "this cannot be chosen by".to_owned(),
            "choose by a variable (`$name`), a function or an attribute of a term",
        ),
        ErrorKind::TermAttributeAsPlaceable => {
            ("the attribute of a term can only be chosen by".to_owned(), "write it before `->`")
        }
        ErrorKind::UnterminatedStringLiteral => {
            ("the string is not closed".to_owned(), "close it with `\"` on the same line")
        }
        ErrorKind::PositionalArgumentFollowsNamed => {
            ("an argument without a name after one with a name".to_owned(), "put arguments without a name first")
        }
        ErrorKind::DuplicatedNamedArgument(name) => {
            (format!("the argument `{name}` stands twice"), "remove one of the two")
        }
        ErrorKind::UnknownEscapeSequence(_) => (
            "unknown escape".to_owned(),
            "write `\\\\`, `\\\"`, `\\{`, `\\u` with four or `\\U` with six hexadecimal digits",
        ),
        ErrorKind::InvalidUnicodeEscapeSequence(_) => (
            "the escape does not have enough digits".to_owned(),
            "write four hexadecimal digits after `\\u`, or six after `\\U`",
        ),
        ErrorKind::UnbalancedClosingBrace => ("`}` without a `{`".to_owned(), "write a brace in the text as `{\"}\"}`"),
        ErrorKind::ExpectedInlineExpression => (
            "a variable, message, term, function or string expected".to_owned(),
            "write a brace in the text as `{\"{\"}`",
        ),
        ErrorKind::ExpectedLiteral => (
            "a string or number expected".to_owned(),
            "give options literally, as in `NUMBER($n, minimumFractionDigits: 2)`",
        ),
    };
    (message, (!help.is_empty()).then(|| help.to_owned()))
}
