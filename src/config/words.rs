//! Text in data: one for every language, or one each.

use super::{Config, LangId};
use crate::data::{Node, Text, Value};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::format::LangText;

/// A text by language, each where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    all: Option<Text>,
    by: Vec<(LangId, Text)>,
}

impl Words {
    /// Reads `"text"` or `{ ja = "…", en = "…" }`, the value of the key `name`.
    pub fn read(node: Node, name: &str, codes: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Option<Words> {
        let table = match node.value {
            Value::Text(text) => return Some(Words { all: Some(Text { text, span: node.span }), by: Vec::new() }),
            Value::Table(table) => table,
            other => {
                let message = format!("`{name}` takes text, or text by language, not {}", other.kind());
                diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
                return None;
            }
        };
        let mut by = Vec::new();
        for (key, node) in table.entries {
            let Some(lang) = codes.iter().position(|code| *code == key.name) else {
                let message = format!("`{}` is not a language of the site", key.name);
                let help = suggestion(&key.name, codes.iter().copied());
                diagnostics.push(Diagnostic::new(Code::UnknownLanguage, key.span, message).maybe_help(help));
                continue;
            };
            match node.value {
                Value::Text(text) => by.push((lang, Text { text, span: node.span })),
                other => {
                    let message = format!("`{name}.{}` takes text, not {}", key.name, other.kind());
                    diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
                }
            }
        }
        Some(Words { all: None, by })
    }

    /// The text of exactly this language, or the one that serves all.
    pub fn own(&self, lang: LangId) -> Option<&Text> {
        self.all.as_ref().or_else(|| self.by.iter().find(|(found, _)| *found == lang).map(|(_, text)| text))
    }

    /// The text for a reader of `lang`: along its chain, then the source language's, then any.
    pub fn text(&self, lang: LangId, config: &Config) -> Option<&Text> {
        self.find(lang, config).map(|(_, text)| text)
    }

    /// The same, with the language that it was found in; a text for all is in the reader's.
    pub fn find(&self, lang: LangId, config: &Config) -> Option<(LangId, &Text)> {
        if let Some(all) = &self.all {
            return Some((lang, all));
        }
        config
            .chain(lang)
            .chain([config.source])
            .find_map(|lang| self.own(lang).map(|text| (lang, text)))
            .or_else(|| self.by.first().map(|(lang, text)| (*lang, text)))
    }

    /// Every text, once each.
    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        self.all.iter().chain(self.by.iter().map(|(_, text)| text))
    }

    /// The texts without their places.
    pub fn to_text(&self) -> LangText {
        let all = self.all.as_ref().map(|text| text.text.clone());
        LangText { all, by: self.by.iter().map(|(lang, text)| (*lang, text.text.clone())).collect() }
    }
}
