//! Names that `site.toml` declares: what they may be, and that each is declared once.

use crate::data::{Reader, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::keys::Key;
use crate::source::Span;
use std::collections::HashMap;

/// Names that have been declared, and where.
#[derive(Default)]
pub(super) struct Seen {
    names: HashMap<String, Span>,
}

impl Seen {
    /// Whether `id` is declared for the first time; the second time is reported.
    pub(super) fn is_new(&mut self, what: &str, id: &Text, diagnostics: &mut Diagnostics) -> bool {
        let Some(first) = self.names.get(&id.text) else {
            self.names.insert(id.text.clone(), id.span);
            return true;
        };
        let message = format!("the {what} `{}` is declared twice", id.text);
        diagnostics.push(Diagnostic::new(Code::DuplicateName, id.span, message).related(*first, "first here"));
        false
    }
}

/// The `id` of a table, which has to be there and fit an address.
pub(super) fn read_id(reader: &mut Reader, key: Key) -> Option<Text> {
    let id = reader.text(key)?;
    if is_id(&id.text) {
        return Some(id);
    }
    let message = format!("`{}` cannot be an id", id.text);
    reader.report(Diagnostic::new(Code::InvalidValue, id.span, message).help("use `a` to `z`, `0` to `9` and `-`"));
    None
}

/// Whether a name can be the id of a table, row, column, topic or kind: `[a-z0-9-]+`.
pub fn is_id(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}
