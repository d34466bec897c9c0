//! `levels`: how much warnings and advice matter on a site, or on pages of a kind.

use crate::data::{Table, Value};
use crate::diagnostic::{Baseline, Code, Diagnostic, Diagnostics, Level, listed, suggestion};
use crate::keys::site::check;
use std::collections::HashMap;

/// What codes are set to; none where they are switched off.
pub type Levels = HashMap<Code, Option<Level>>;

/// The levels that a code can get, in the order of the words of [`check::LEVELS`].
const LEVELS: [Option<Level>; 4] = [None, Some(Level::Advice), Some(Level::Warning), Some(Level::Error)];

/// Reads a table of levels.
pub(super) fn read(table: Table, diagnostics: &mut Diagnostics) -> Levels {
    let mut levels = HashMap::new();
    for (key, node) in table.entries {
        let Ok(code) = key.name.parse::<Code>() else {
            let help = suggestion(&key.name, Code::ALL.iter().map(|code| code.name()));
            let message = format!("there is no diagnostic `{}`", key.name);
            diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).maybe_help(help));
            continue;
        };
        if code.level() == Level::Error {
            let message = format!("`{code}` is an error, and errors cannot be turned down");
            let help = match code.baseline() {
                Baseline::May => "those that are there can wait: `shirube check --write-baseline`",
                Baseline::Never => "mend what it names",
            };
            diagnostics.push(Diagnostic::new(Code::InvalidValue, key.span, message).help(help));
            continue;
        }
        let words = check::LEVELS.takes.words();
        let level = match &node.value {
            Value::Text(text) => words.iter().zip(LEVELS).find(|(word, _)| **word == text.text).map(|(_, level)| level),
            _ => None,
        };
        match level {
            Some(level) => _ = levels.insert(code, level),
            None => diagnostics.push(
                Diagnostic::new(Code::InvalidValue, node.span, format!("`{code}` takes the name of a level"))
                    .help(format!("one of {}", listed(words.iter().copied()))),
            ),
        }
    }
    levels
}
