//! YAML to the common tree: one document of keys and values, by the core schema of YAML 1.2 (section 10.3). Dates are
//! text in YAML, and are read as dates where a date is wanted.

use super::{Key, Node, Notation, Table, Text, Value, escapes};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Tag};
use std::collections::HashMap;
use std::ops::Range;

/// Lists and tables inside each other deeper than this are refused.
const MAX_DEPTH: usize = 100;

/// The table that `text` holds, and every key that is given twice, or else the first mistake in its syntax. `offset` is
/// where `text` begins in its file, in bytes.
pub fn parse(text: &str, source: SourceId, offset: usize) -> (Table, Diagnostics) {
    let at = At { text, source, offset };
    let whole = at.span(0..text.len());
    let mut diagnostics = Diagnostics::new();
    let mistake = match read(&at, &mut diagnostics) {
        Ok(None) => return (Table::empty(whole), diagnostics),
        Ok(Some(Node { value: Value::Table(table), .. })) => {
            diagnostics.extend(super::noncharacters(text, &table));
            return (Table { span: whole, ..table }, diagnostics);
        }
        Ok(Some(node)) => {
            let message = format!("front matter takes keys with values, not {}", node.value.kind());
            Diagnostic::new(Code::Syntax, node.span, message)
        }
        Err(diagnostic) => *diagnostic,
    };
    (Table::empty(whole), mistake.into())
}

/// A list or a table that is not closed yet.
struct Open {
    start: usize,
    inside: Inside,
}

enum Inside {
    List(Vec<Node>),
    Table {
        entries: Vec<(Key, Node)>,
        /// The key whose value comes next.
        key: Option<Key>,
        /// Where each key was first given.
        first: HashMap<String, Span>,
    },
}

/// The only document of the text; nothing if it is empty.
fn read(at: &At<'_>, diagnostics: &mut Diagnostics) -> Result<Option<Node>, Box<Diagnostic>> {
    let mut parser = Parser::new_from_str(at.text);
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| at.error(&error))?;
        let range = span.byte_range().unwrap_or(0..0);
        let node = match event {
            Event::DocumentStart(..) if root.is_some() => {
                return Err(at.mistake(range, "front matter is a single document, and a second one begins here"));
            }
            Event::Alias(_) => return Err(at.alias(range)),
            Event::Scalar(text, style, _, tag) => {
                let is_text = style != ScalarStyle::Plain || at.is_text(tag.as_deref(), span)?;
                let value = if is_text { None } else { plain(&text) };
                let value = value.unwrap_or_else(|| Value::Text(at.text(text.into_owned(), style, range.clone())));
                Node { span: at.span(range), value }
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() >= MAX_DEPTH {
                    return Err(at.too_deep(range));
                }
                let inside = match event {
                    Event::SequenceStart(..) => Inside::List(Vec::new()),
                    _ => Inside::Table { entries: Vec::new(), key: None, first: HashMap::new() },
                };
                open.push(Open { start: range.start, inside });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(Open { start, inside }) = open.pop() else { continue };
                let span = at.span(start..range.end);
                let value = match inside {
                    Inside::List(items) => Value::List(items),
                    Inside::Table { entries, .. } => Value::Table(Table { span, entries }),
                };
                Node { span, value }
            }
            _ => continue,
        };
        let Some(Open { inside, .. }) = open.last_mut() else {
            root = Some(node);
            continue;
        };
        match inside {
            Inside::List(items) => items.push(node),
            Inside::Table { entries, key: waiting, first } => match waiting.take() {
                None => *waiting = Some(At::key(node)?),
                Some(key) => match first.get(&key.name) {
                    Some(earlier) => {
                        let message = format!("`{}` is given twice", key.name);
                        diagnostics.push(
                            Diagnostic::new(Code::DuplicateName, key.span, message).related(*earlier, "first here"),
                        );
                    }
                    None => {
                        first.insert(key.name.clone(), key.span);
                        entries.push((key, node));
                    }
                },
            },
        }
    }
    // `key:` alone is nothing, and so is a text of comments.
    Ok(root.filter(|node| node.value != Value::Null))
}

struct At<'a> {
    text: &'a str,
    source: SourceId,
    offset: usize,
}

impl At<'_> {
    /// A place without the white space at its end.
    fn span(&self, range: Range<usize>) -> Span {
        let covered = self.text.get(range.clone()).map_or(range.len(), |covered| covered.trim_end().len());
        Span::new(self.source, self.offset + range.start..self.offset + range.start + covered)
    }

    /// The text of a scalar.
    fn text(&self, text: String, style: ScalarStyle, range: Range<usize>) -> Text {
        let span = self.span(range.clone());
        let end = range.start + span.range().len();
        let flow = |quote: Option<char>| {
            let quotes = usize::from(quote.is_some());
            let inside = range.start + quotes..end.saturating_sub(quotes);
            let written = self.text.get(inside).unwrap_or_default();
            escapes::flow(written, self.offset + range.start + quotes, &text, quote)
        };
        let (notation, places) = match style {
            ScalarStyle::Plain => (Notation::Plain, flow(None)),
            ScalarStyle::SingleQuoted => (Notation::Single, flow(Some('\''))),
            ScalarStyle::DoubleQuoted => (Notation::Basic, flow(Some('"'))),
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let full = self.text.get(..range.end).unwrap_or_default();
                (Notation::AsIs, escapes::block(full, range.start, self.offset, &text))
            }
        };
        Text::read(text, span, notation, places)
    }

    fn mistake(&self, range: Range<usize>, message: impl Into<String>) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(Code::Syntax, self.span(range), message))
    }

    fn too_deep(&self, range: Range<usize>) -> Box<Diagnostic> {
        let message = format!("lists and tables are nested deeper than {MAX_DEPTH} levels");
        Box::new(Diagnostic::new(Code::TooDeep, self.span(range), message))
    }

    fn alias(&self, range: Range<usize>) -> Box<Diagnostic> {
        let message = "names for values (`&name`, `*name`) are not read in front matter";
        Box::new(
            Diagnostic::new(Code::Syntax, self.span(range), message)
                .help("write the value itself, or put a text that begins so in quotes"),
        )
    }

    /// The name of a key.
    fn key(node: Node) -> Result<Key, Box<Diagnostic>> {
        let name = match node.value {
            Value::Text(name) => name.text,
            Value::Decimal(name) => name,
            Value::Integer(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            other => {
                let message = format!("a key is text, not {}", other.kind());
                return Err(Box::new(Diagnostic::new(Code::Syntax, node.span, message)));
            }
        };
        Ok(Key { name, span: node.span })
    }

    /// Whether a tag makes a value text (`!!str 2026`). A tag of nobody's is a mistake.
    fn is_text(&self, tag: Option<&Tag>, span: granit_parser::Span) -> Result<bool, Box<Diagnostic>> {
        let Some(tag) = tag else { return Ok(false) };
        match tag.core_suffix() {
            Some(name) => Ok(name == "str"),
            None if tag.handle() == "!" && tag.suffix().is_empty() => Ok(true),
            None => {
                let range = span.tag_span().unwrap_or(span).byte_range().unwrap_or(0..0);
                let message = format!("there is no type `{}{}`", tag.original_handle(), tag.suffix());
                Err(self.mistake(range, message))
            }
        }
    }

    /// What the parser says, in words for an author.
    fn error(&self, error: &ScanError) -> Box<Diagnostic> {
        let start = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let (message, help) = match error.kind() {
            ErrorKind::RecursionLimitExceeded => return self.too_deep(start..start),
            ErrorKind::UnknownAnchor => return self.alias(start..start),
            ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => ("unclosed quote", None),
            ErrorKind::TabInPlainScalar
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabAtBlockScalarStart => {
                // The parser may have passed it.
                let line = self.text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
                let tab = self.text.get(line..).and_then(|rest| rest.find('\t')).map_or(start, |at| line + at);
                let message = "this is not YAML: a tab at the start of a line";
                let end = self.text.ceil_char_boundary((tab + 1).min(self.text.len()));
                let span = Span::new(self.source, self.offset + tab..self.offset + end);
                return Box::new(Diagnostic::new(Code::Syntax, span, message).help("use spaces"));
            }
            ErrorKind::UnclosedFlowCollection { .. } => ("unclosed bracket", None),
            ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::ExpectedFlowSequenceSeparator
            | ErrorKind::ExpectedFlowMappingSeparator => ("expected a comma or a closing bracket", None),
            ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
                ("a bracket closes that was not opened", None)
            }
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
                ("a `:` inside a value", Some("put the value into quotes"))
            }
            ErrorKind::UnknownQuotedScalarEscape
            | ErrorKind::InvalidQuotedScalarHexEscape
            | ErrorKind::InvalidUnicodeEscape => {
                ("an escape that does not exist", Some("double the backslash, or use single quotes"))
            }
            ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
                ("text after a closing quote", None)
            }
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => ("expected `key: value`", None),
            ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::MappingKeyNotAllowed => {
                ("the line does not belong to those before it", Some("check how far it is indented"))
            }
            ErrorKind::UnexpectedCharacter { .. } => {
                ("a value cannot begin like this", Some("put the value into quotes"))
            }
            _ => ("it cannot be read from here on", None),
        };
        let diagnostic = Diagnostic::new(Code::Syntax, self.span(start..start), format!("this is not YAML: {message}"));
        Box::new(diagnostic.maybe_help(help.map(str::to_owned)))
    }
}

/// What a text without quotes means; `None` if it is itself.
fn plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Some(Value::Null),
        "true" | "True" | "TRUE" => return Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Some(Value::Bool(false)),
        _ => {}
    }
    let (digits, radix) = match text.get(..2) {
        Some("0o") => (text.get(2..), 8),
        Some("0x") => (text.get(2..), 16),
        _ => (Some(text), 10),
    };
    let digits = digits.unwrap_or_default();
    let unsigned = if radix == 10 { digits.strip_prefix(['+', '-']).unwrap_or(digits) } else { digits };
    if !unsigned.is_empty() && unsigned.chars().all(|c| c.is_digit(radix)) {
        // What is too long for a whole number keeps its digits.
        let whole = i64::from_str_radix(digits, radix);
        return Some(whole.map_or_else(|_| Value::Decimal(text.to_owned()), Value::Integer));
    }
    is_decimal(text).then(|| Value::Decimal(text.to_owned()))
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_fits = exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent));
    exponent_fits && digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Value, parse, plain};
    use crate::source::Sources;

    #[test]
    fn reads_plain_text_by_the_core_schema() {
        let decimal = |text: &str| Value::Decimal(text.to_owned());
        for (written, value) in [
            ("~", Some(Value::Null)),
            ("True", Some(Value::Bool(true))),
            ("yes", None),
            ("no", None),
            ("-12", Some(Value::Integer(-12))),
            ("+12", Some(Value::Integer(12))),
            ("012", Some(Value::Integer(12))),
            ("0o17", Some(Value::Integer(15))),
            ("0xFF", Some(Value::Integer(255))),
            ("0x", None),
            ("-0x1", None),
            ("99999999999999999999", Some(decimal("99999999999999999999"))),
            ("1.50", Some(decimal("1.50"))),
            ("1.", Some(decimal("1."))),
            (".5", Some(decimal(".5"))),
            ("-1e3", Some(decimal("-1e3"))),
            (".", None),
            ("e3", None),
            ("1.2.3", None),
            ("2026-04-30", None),
            ("1_000", None),
        ] {
            assert_eq!(plain(written), value, "{written}");
        }
    }

    /// The tree in a line, and the messages.
    fn show(text: &str) -> String {
        fn write(value: &Value) -> String {
            match value {
                Value::List(items) => {
                    format!("[{}]", items.iter().map(|item| write(&item.value)).collect::<Vec<_>>().join(" "))
                }
                Value::Table(table) => {
                    let entry =
                        |(key, node): &(super::Key, super::Node)| format!("{}={}", key.name, write(&node.value));
                    format!("{{{}}}", table.entries.iter().map(entry).collect::<Vec<_>>().join(" "))
                }
                Value::Text(text) => format!("{:?}", text.text),
                Value::Integer(number) => number.to_string(),
                Value::Decimal(digits) => digits.clone(),
                Value::Bool(value) => value.to_string(),
                Value::Date(_) => "date".to_owned(),
                Value::Null => "null".to_owned(),
            }
        }
        let mut sources = Sources::default();
        let id = sources.at_or_absent("a");
        let (table, diagnostics) = parse(text, id, 10);
        let tree = write(&Value::Table(table));
        let found = diagnostics.iter().map(|d| format!(" {}..{} {}", d.span.start, d.span.end, d.message));
        format!("{tree}{}", found.collect::<String>())
    }

    #[test]
    fn builds_a_tree() {
        for (text, tree) in [
            ("", "{}"),
            ("# nothing\n", "{}"),
            ("a: 1\nb:\n", "{a=1 b=null}"),
            ("a: '1'\nb: \"x\\ty\"\n", "{a=\"1\" b=\"x\\ty\"}"),
            ("a: |\n  x\n  y\nb: >\n  x\n  y\n", "{a=\"x\\ny\\n\" b=\"x y\\n\"}"),
            ("a:\n- 1\n- b: [2, {c: 3}]\n", "{a=[1 {b=[2 {c=3}]}]}"),
            ("2026: !!str 1\n", "{2026=\"1\"}"),
            ("a: &x 1\nb: 2\n", "{a=1 b=2}"),
            ("a: 1\na: 2\nb: 3\n", "{a=1 b=3} 15..16 `a` is given twice"),
            ("a: &x 1\nb: *x\n", "{} 21..23 names for values (`&name`, `*name`) are not read in front matter"),
            ("a: 1\n...\nb: 2\n", "{} 19..19 front matter is a single document, and a second one begins here"),
            ("[1]: 2\n", "{} 10..13 a key is text, not a list"),
            ("text\n", "{} 10..14 front matter takes keys with values, not text"),
            ("a: !x 1\n", "{} 13..15 there is no type `!x`"),
            ("a: b: c\n", "{} 14..14 this is not YAML: a `:` inside a value"),
            ("a: [1\n", "{} 13..13 this is not YAML: unclosed bracket"),
        ] {
            assert_eq!(show(text), tree, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_nested_too_deep() {
        for (depth, refused) in [(99, false), (100, true), (5000, true)] {
            let text = format!("a: {}{}", "[".repeat(depth), "]".repeat(depth));
            assert_eq!(show(&text).contains("nested deeper than 100 levels"), refused, "{depth}");
        }
    }
}
