//! TOML and YAML as one tree in which every key and value knows where it stands, and a reader that takes a table apart
//! and reports every mistake in it, not only the first. Knows nothing of what the keys mean. What `serde` derives would
//! stop at the first mistake, and would not know where the others stand.

mod escapes;
mod front;
mod mistakes;
mod named;
mod notation;
mod reader;
mod text;
mod toml;
mod yaml;

pub use self::toml::parse as parse_toml;
pub use self::yaml::parse as parse_yaml;
pub use front::split as split_front;
pub use named::tables_of;
pub use notation::Notation;
pub use reader::Reader;
pub use text::Text;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::keys::Key as Declared;
use crate::source::Span;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(Text),
    Integer(i64),
    /// The digits as written, so that no precision is lost.
    Decimal(String),
    Bool(bool),
    /// As written: RFC 3339, or its date alone.
    Date(String),
    List(Vec<Node>),
    Table(Table),
    /// YAML's `null`.
    Null,
}

impl Value {
    /// What the value is, for a message.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "text",
            Value::Integer(_) => "a whole number",
            Value::Decimal(_) => "a number",
            Value::Bool(_) => "`true` or `false`",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Null => "nothing",
        }
    }
}

/// A key and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    pub name: String,
    pub span: Span,
}

/// Keys and values in the order they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub span: Span,
    pub entries: Vec<(Key, Node)>,
}

impl Table {
    /// A table without entries, at `span`.
    pub fn empty(span: Span) -> Table {
        Table { span, entries: Vec::new() }
    }

    /// The value of a key.
    pub fn get(&self, key: Declared) -> Option<&Node> {
        self.entries.iter().find(|(own, _)| own.name == key.name).map(|(_, node)| node)
    }
}

/// Controls other than tabs and ends of lines, which neither HTML nor XML can hold.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// The texts of a table that escapes brought a noncharacter into; `written` is what the table was read from.
fn noncharacters(written: &str, table: &Table) -> Diagnostics {
    let mut found = Diagnostics::new();
    // Literal ones have been refused with the file.
    if !["\\u", "\\U", "\\x", "\\b", "\\f", "\\e", "\\0"].iter().any(|escape| written.contains(escape)) {
        return found;
    }
    let mut nodes: Vec<&Node> = table.entries.iter().map(|(_, node)| node).collect();
    while let Some(node) = nodes.pop() {
        match &node.value {
            Value::Text(text) if text.text.contains(['\u{FDD0}', '\u{FDD1}']) => {
                let message = "U+FDD0 and U+FDD1 are not characters";
                found.push(Diagnostic::new(Code::Noncharacter, node.span, message).help("delete it"));
            }
            Value::Text(text) if text.text.contains(is_control) => {
                let control = text.text.chars().find(|c| is_control(*c)).unwrap_or_default();
                let message = format!("U+{:04X} is no character of a text", u32::from(control));
                found.push(Diagnostic::new(Code::Noncharacter, node.span, message).help("delete it"));
            }
            Value::List(items) => nodes.extend(items),
            Value::Table(table) => nodes.extend(table.entries.iter().map(|(_, node)| node)),
            Value::Text(_) | Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) | Value::Null => {}
        }
    }
    found
}
