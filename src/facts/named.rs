//! Ids and labels: what data calls its tables' rows, columns, choices and conflicts.

use crate::address::name_fault;
use crate::config::{Codes, Words, is_id};
use crate::data::{Reader, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::without_ruby;
use crate::keys::Key;
use crate::source::Span;

/// The id of a row, column, choice or conflict; `taken` are keys that mean something else in a row.
pub(super) fn read_id(reader: &mut Reader, key: Key, taken: &[Key]) -> Option<Text> {
    let id = reader.text(key)?;
    let is_taken = taken.iter().any(|key| key.name == id.text);
    // It is a part of the names of many things.
    let fault = name_fault(&id.text).filter(|_| is_id(&id.text));
    let (why, help) = match (fault, is_taken) {
        (None, false) if is_id(&id.text) => return Some(id),
        (Some(fault), _) => (format!(": {fault}"), fault.help().to_owned()),
        (None, true) => (String::new(), format!("every row has a `{}` of its own: choose another name", id.text)),
        (None, false) => (String::new(), "use `a` to `z`, `0` to `9` and `-`".to_owned()),
    };
    let message = format!("`{}` cannot be an id here{why}", id.text);
    reader.report(Diagnostic::new(Code::InvalidValue, id.span, message).help(help));
    None
}

/// The most characters of a label: it is said again at every cell that it is of.
const MAX_LABEL: usize = 500;

/// A label.
pub(super) fn read_label(reader: &mut Reader, key: Key, codes: &Codes<'_>) -> Option<Words> {
    let label = Words::of(reader, key, codes)?;
    Some(short(label, key.name, reader.diagnostics()))
}

/// A label without ruby; one that is too long is reported, and cut.
fn short(label: Words, name: &str, diagnostics: &mut Diagnostics) -> Words {
    for (_, text) in label.iter().filter(|(_, text)| text.text.chars().nth(MAX_LABEL).is_some()) {
        let message = format!("a `{name}` of more than {MAX_LABEL} characters");
        let help = "make it short, and put the rest into a note";
        diagnostics.push(Diagnostic::new(Code::InvalidValue, text.span, message).help(help));
    }
    label.edited(|text| without_ruby(text).chars().take(MAX_LABEL).collect())
}

/// That there are two `things` with one id.
pub(super) fn named_twice(things: &str, id: &Text, first: Span) -> Diagnostic {
    let message = format!("there are two {things} `{}`", id.text);
    Diagnostic::new(Code::DuplicateName, id.span, message).related(first, "the other one")
}
