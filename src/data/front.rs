//! Front matter: where it stands in a file.

use super::{Table, parse_toml, parse_yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};

/// A file cut in two.
pub struct Parts {
    pub front: Option<Table>,
    /// The byte at which the body begins.
    pub body: usize,
}

/// Cuts a file into front matter and body. Front matter stands at the start of the file only, between two lines `+++`
/// (TOML) or `---` (YAML).
pub fn split(text: &str, id: SourceId, diagnostics: &mut Diagnostics) -> Parts {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default();
    let parse = match fence.trim_end() {
        "+++" => parse_toml,
        "---" => parse_yaml,
        _ => return Parts { front: None, body: 0 },
    };
    let start = fence.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == fence.trim_end() {
            let inside = text.get(start..end).unwrap_or_default();
            let (table, more) = parse(inside, id, start);
            diagnostics.extend(more);
            return Parts { front: Some(table), body: end + line.len() };
        }
        end += line.len();
    }
    let fence = fence.trim_end();
    diagnostics.push(
        Diagnostic::new(Code::UnclosedFrontMatter, Span::new(id, 0..fence.len()), "the front matter is not closed")
            .help(format!("put a line `{fence}` after it")),
    );
    Parts { front: Some(Table::empty(Span::new(id, start..start))), body: text.len() }
}
