//! Files in which every key is a name that the author chose, and every value a table.

use super::{Table, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources, Span};

/// The tables of such a file, in its order, each with its name and where that stands; `None` if it could not be read.
pub fn named_tables(
    sources: &Sources,
    id: SourceId,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(String, Span, Table)>> {
    if sources.get(id).flaw.is_some() {
        return None;
    }
    let (table, more) = parse_toml(&sources.get(id).text, id, 0);
    if !more.is_empty() {
        diagnostics.extend(more);
        return None;
    }
    Some(tables_of(table, diagnostics))
}

/// The tables of the tree of such a file.
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
