//! Files in which every key is a name that the author chose, and every value a table.

use super::{Table, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// The tables of the tree of such a file, in its order, each with its name and where that stands.
pub fn tables_of(table: Table, diagnostics: &mut Diagnostics) -> Vec<(String, Span, Table)> {
    let mut tables = Vec::new();
    for (key, node) in table.entries {
        match node.value {
            Value::Table(table) => tables.push((key.name, key.span, table)),
            other => {
                let message = format!("`{}` is a table, not {}", key.name, other.kind());
                let help = format!("write `[{}]` on a line of its own", key.name);
                diagnostics.push(Diagnostic::new(Code::WrongType, key.span, message).help(help));
            }
        }
    }
    tables
}
