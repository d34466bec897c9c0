//! Front matter: where it stands in a file.

use super::{Table, Text, Value, parse_toml, parse_yaml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::keys::text::page;
use crate::source::{SourceId, Span};

/// A file cut in two.
pub struct Parts {
    pub front: Option<Table>,
    /// The byte at which the body begins.
    pub body: usize,
}

/// The lines round front matter in YAML.
const YAML: &str = "---";

/// `title: 2025` is a title: YAML has no other way to say that a text without quotes is none of a number.
fn as_text(table: &mut Table, text: &str) {
    for (_, node) in table.entries.iter_mut().filter(|(key, _)| TEXTS.contains(&key.name.as_str())) {
        if matches!(node.value, Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_))
            && let Some(written) = text.get(node.span.range())
        {
            node.value = Value::Text(Text::made(written.to_owned(), node.span));
        }
    }
}

/// The keys that are text and nothing else.
const TEXTS: [&str; 2] = [page::TITLE.name, page::DESCRIPTION.name];

/// Cuts a file into front matter and body. Front matter stands at the start of the file only, between two lines `+++`
/// (TOML) or `---` (YAML).
pub fn split(text: &str, id: SourceId, diagnostics: &mut Diagnostics) -> Parts {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default();
    let parse = match fence.trim_end() {
        "+++" => parse_toml,
        YAML => parse_yaml,
        _ => return Parts { front: None, body: 0 },
    };
    let start = fence.len();
    let mut end = start;
    for line in lines {
        if line.trim_end() == fence.trim_end() {
            let inside = text.get(start..end).unwrap_or_default();
            let (mut table, more) = parse(inside, id, start);
            diagnostics.extend(more);
            if fence.trim_end() == YAML {
                as_text(&mut table, text);
            }
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
