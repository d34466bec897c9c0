//! Takes a table apart key by key; what nobody asked for is reported at the end.

use super::{Key, Node, Table, Value};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::source::Span;
use jiff::civil::Date;

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    pub text: String,
    /// Of the value, quotes included.
    pub span: Span,
}

/// Takes the keys of one table. Every method takes the key out of the table, so that [`finish`](Reader::finish) can
/// report what is left.
pub struct Reader<'a> {
    table: Table,
    asked: Vec<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// Reads `table`; mistakes go to `diagnostics`.
    pub fn new(table: Table, diagnostics: &'a mut Vec<Diagnostic>) -> Reader<'a> {
        Reader { table, asked: Vec::new(), diagnostics }
    }

    /// Where the table stands.
    pub fn span(&self) -> Span {
        self.table.span
    }

    /// Adds a mistake of the caller's own.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The diagnostics, for a reader of a table inside this one.
    pub fn diagnostics(&mut self) -> &mut Vec<Diagnostic> {
        self.diagnostics
    }

    /// The value of a key, which stays in the table.
    pub fn peek(&self, name: &str) -> Option<&Node> {
        self.table.get(name)
    }

    /// The value of a key, whatever it is.
    pub fn any(&mut self, name: &'static str) -> Option<(Key, Node)> {
        self.asked.push(name);
        let at = self.table.entries.iter().position(|(key, _)| key.name == name)?;
        let (key, node) = self.table.entries.remove(at);
        // An empty YAML key is as good as none.
        (node.value != Value::Null).then_some((key, node))
    }

    /// The text of a key.
    pub fn text(&mut self, name: &'static str) -> Option<Text> {
        let (_, node) = self.any(name)?;
        match node.value {
            Value::Text(text) => Some(Text { text, span: node.span }),
            other => self.wrong(name, "text", &other, node.span),
        }
    }

    /// The text of a key that has to be there.
    pub fn required_text(&mut self, name: &'static str) -> Option<Text> {
        self.require(name);
        self.text(name)
    }

    /// Reports a key that has to be there and is not.
    pub fn require(&mut self, name: &'static str) -> bool {
        let there = self.table.get(name).is_some_and(|node| node.value != Value::Null);
        if !there {
            let span = Span { end: self.table.span.start, ..self.table.span };
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, span, format!("`{name}` is missing")));
        }
        there
    }

    /// `true` or `false`.
    pub fn bool(&mut self, name: &'static str) -> Option<bool> {
        let (_, node) = self.any(name)?;
        match node.value {
            Value::Bool(value) => Some(value),
            other => self.wrong(name, "`true` or `false`", &other, node.span),
        }
    }

    /// A whole number.
    pub fn integer(&mut self, name: &'static str) -> Option<i64> {
        let (_, node) = self.any(name)?;
        match node.value {
            Value::Integer(value) => Some(value),
            other => self.wrong(name, "a whole number", &other, node.span),
        }
    }

    /// A date; a time of day behind it is allowed and dropped.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        let (_, node) = self.any(name)?;
        let text = match &node.value {
            Value::Date(text) | Value::Text(text) => text,
            other => return self.wrong(name, "a date", other, node.span),
        };
        // What is no date at all has been reported by the parser.
        if text.is_empty() {
            return None;
        }
        let day = text.split(['T', 't', ' ']).next().unwrap_or_default();
        match day.parse() {
            Ok(date) => Some(date),
            Err(_) => {
                let message = format!("`{name}` takes a date, and `{text}` is none");
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, node.span, message)
                        .help("write it as year-month-day: 2026-04-30"),
                );
                None
            }
        }
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, name: &'static str) -> Vec<Text> {
        let Some((_, node)) = self.any(name) else { return Vec::new() };
        let items = match node.value {
            Value::List(items) => items,
            Value::Text(text) => return vec![Text { text, span: node.span }],
            other => {
                self.wrong::<()>(name, "a list of texts", &other, node.span);
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match item.value {
                Value::Text(text) => texts.push(Text { text, span: item.span }),
                other => _ = self.wrong::<()>(name, "texts", &other, item.span),
            }
        }
        texts
    }

    /// A table inside this one.
    pub fn table(&mut self, name: &'static str) -> Option<Table> {
        let (_, node) = self.any(name)?;
        match node.value {
            Value::Table(table) => Some(table),
            other => self.wrong(name, "a table", &other, node.span),
        }
    }

    /// A list of tables (`[[name]]` in TOML).
    pub fn tables(&mut self, name: &'static str) -> Vec<Table> {
        let Some((_, node)) = self.any(name) else { return Vec::new() };
        let items = match node.value {
            Value::List(items) => items,
            Value::Table(table) => {
                let message = format!("`{name}` is a list of tables");
                self.diagnostics
                    .push(Diagnostic::new(Code::WrongType, table.span, message).help(format!("write `[[{name}]]`")));
                return Vec::new();
            }
            other => {
                self.wrong::<()>(name, "a list of tables", &other, node.span);
                return Vec::new();
            }
        };
        let mut tables = Vec::new();
        for item in items {
            match item.value {
                Value::Table(table) => tables.push(table),
                other => _ = self.wrong::<()>(name, "tables", &other, item.span),
            }
        }
        tables
    }

    /// Every entry that is left, for tables whose keys are names that the author chose.
    pub fn rest(&mut self) -> Vec<(Key, Node)> {
        std::mem::take(&mut self.table.entries)
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        for (key, _) in &self.table.entries {
            let help = suggestion(&key.name, self.asked.iter().copied()).unwrap_or_else(|| {
                if self.asked.is_empty() {
                    return "there are no keys here".to_owned();
                }
                let names: Vec<_> = self.asked.iter().map(|name| format!("`{name}`")).collect();
                format!("known here: {}", names.join(", "))
            });
            self.diagnostics
                .push(Diagnostic::new(Code::UnknownKey, key.span, format!("unknown key `{}`", key.name)).help(help));
        }
    }

    fn wrong<T>(&mut self, name: &str, wanted: &str, found: &Value, span: Span) -> Option<T> {
        let message = format!("`{name}` takes {wanted}, not {}", found.kind());
        self.diagnostics.push(Diagnostic::new(Code::WrongType, span, message));
        None
    }
}
