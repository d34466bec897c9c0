//! Text in data: one for every language, or one each.

use super::{Config, LangId};
use crate::data::{Node, Reader, Text, Value};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::format::LangText;

/// A text by language, each where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    all: Option<Text>,
    by: Vec<(LangId, Text)>,
}

impl Words {
    /// Reads `"text"` or `{ ja = "…", en = "…" }`, the value of the key `name`. Without any text it is reported.
    pub fn read(node: Node, name: &str, codes: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Option<Words> {
        let mut empty = |span| {
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, format!("`{name}` is empty")));
        };
        let table = match node.value {
            Value::Text(text) if text.trim().is_empty() => {
                empty(node.span);
                return None;
            }
            Value::Table(table) if table.entries.is_empty() => {
                empty(node.span);
                return None;
            }
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
                Value::Text(text) if text.trim().is_empty() => {
                    let message = format!("`{name}.{}` is empty", key.name);
                    diagnostics.push(Diagnostic::new(Code::InvalidValue, node.span, message));
                }
                Value::Text(text) => by.push((lang, Text { text, span: node.span })),
                other => {
                    let message = format!("`{name}.{}` takes text, not {}", key.name, other.kind());
                    diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message));
                }
            }
        }
        Some(Words { all: None, by })
    }

    /// The words of a key that has to be there.
    pub fn of(reader: &mut Reader, name: &'static str, codes: &[&str]) -> Option<Words> {
        reader.require(name);
        let (_, node) = reader.any(name)?;
        Words::read(node, name, codes, reader.diagnostics())
    }

    /// The words with something done to each text.
    pub fn map(mut self, change: impl Fn(&str) -> String) -> Words {
        for text in self.all.iter_mut().chain(self.by.iter_mut().map(|(_, text)| text)) {
            text.text = change(&text.text);
        }
        self
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
        let all = self.all.as_ref().map(|text| text.text.as_str().into());
        LangText { all, by: self.by.iter().map(|(lang, text)| (*lang, text.text.clone())).collect() }
    }
}
