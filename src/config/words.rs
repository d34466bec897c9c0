//! Text in data: one for every language, or one each.

use super::{Codes, Config};
use crate::data::{Node, Reader, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::format::LangText;
use crate::keys::{Key, Type};
use crate::locale::LangId;
use crate::localized::{Localized, Order};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A text by language, each where it stands.
pub type Words = Localized<Text>;

impl Order for Config {
    fn order(&self, lang: LangId) -> impl Iterator<Item = LangId> {
        self.chain(lang).chain([self.source])
    }
}

impl Words {
    /// Reads `"text"` or `{ ja = "…", en = "…" }`, the value of the key `name`. Without any text it is reported.
    pub fn read(node: Node, name: &str, codes: &Codes<'_>, diagnostics: &mut Diagnostics) -> Option<Words> {
        let mut empty = |span| {
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, format!("`{name}` is empty")));
        };
        let table = match node.value {
            Value::Text(text) if text.text.trim().is_empty() => {
                empty(node.span);
                return None;
            }
            Value::Table(table) if table.entries.is_empty() => {
                empty(node.span);
                return None;
            }
            Value::Text(text) => return Some(Words::all(text)),
            Value::Table(table) => table,
            other => {
                let message = format!("`{name}` takes text, or text by language, not {}", other.kind());
                diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
                return None;
            }
        };
        let mut by = Vec::new();
        for (key, node) in table.entries {
            let Some(lang) = codes.position(|code| *code == key.name) else {
                let message = format!("`{}` is not a language of the site", key.name);
                let help = suggestion(&key.name, codes.iter().copied());
                diagnostics.push(Diagnostic::new(Code::UnknownLanguage, key.span, message).maybe_help(help));
                continue;
            };
            match node.value {
                Value::Text(text) if text.text.trim().is_empty() => {
                    let message = format!("`{name}.{}` is empty", key.name);
                    diagnostics.push(Diagnostic::new(Code::InvalidValue, node.span, message));
                }
                Value::Text(text) => by.push((lang, text)),
                other => {
                    let message = format!("`{name}.{}` takes text, not {}", key.name, other.kind());
                    diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
                }
            }
        }
        Some(Words::by(by))
    }

    /// The words of a key.
    pub fn of(reader: &mut Reader, key: Key, codes: &Codes<'_>) -> Option<Words> {
        debug_assert!(matches!(key.takes, Type::Words), "`{}` takes {}", key.name, key.takes.name());
        let (_, node) = reader.any(key)?;
        Words::read(node, key.name, codes, reader.diagnostics())
    }

    /// The words with something done to each text.
    pub fn edited(&self, change: impl Fn(&str) -> String) -> Words {
        self.map(|text| Text::made(change(&text.text), text.span))
    }

    /// The texts without their places.
    pub fn to_text(&self) -> LangText {
        Arc::new(self.map(|text| text.text.nfc().collect()))
    }
}
