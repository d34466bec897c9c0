//! Names and titles of works: in the language of the work, and as other languages call them.

use crate::config::Words;
use crate::data::{Node, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::locale::LangId;
use crate::localized::Localized;
use crate::source::Span;

/// A name or title.
#[derive(Debug, Clone)]
pub struct Wording {
    /// In the language of the work.
    pub original: String,
    /// What it is called in languages of the site.
    pub translated: Words,
}

/// The languages that a wording may be in.
#[derive(Clone, Copy)]
pub struct Tongues<'a> {
    /// The codes of the site's languages, in their order.
    pub codes: &'a [&'a str],
    /// That of the work, as a BCP 47 tag.
    pub own: Option<&'a str>,
}

impl Wording {
    /// One that is in the language of the work alone.
    pub fn original(text: impl Into<String>) -> Wording {
        Wording { original: text.into(), translated: Words::default() }
    }

    /// What readers of a language of the site call it, where that is another name.
    pub fn translated(&self, lang: LangId) -> Option<&str> {
        let text = self.translated.own(lang)?.text.as_str();
        (text != self.original).then_some(text)
    }

    /// Reads `"text"`, in the language of the work, or a table by language that has it among others.
    pub fn read(node: Node, name: &str, tongues: Tongues<'_>, diagnostics: &mut Diagnostics) -> Option<Wording> {
        let span = node.span;
        let mut wrong = |code: Code, span: Span, message: String, help: Option<String>| {
            diagnostics.push(Diagnostic::new(code, span, message).maybe_help(help));
        };
        let table = match node.value {
            Value::Text(text) if text.text.trim().is_empty() => {
                wrong(Code::InvalidValue, span, format!("`{name}` is empty"), None);
                return None;
            }
            Value::Text(text) => return Some(Wording::original(text.text)),
            Value::Table(table) => table,
            other => {
                let message = format!("`{name}` takes text, or text by language, not {}", other.kind());
                wrong(Code::WrongType, span, message, None);
                return None;
            }
        };
        let (mut original, mut by) = (None, Vec::new());
        for (key, node) in table.entries {
            let at = tongues.codes.iter().position(|code| *code == key.name);
            let is_own = tongues.own.is_some_and(|own| own == key.name);
            if at.is_none() && !is_own {
                let message = format!("`{}` is not a language of the site, nor that of the work", key.name);
                let help = suggestion(&key.name, tongues.codes.iter().copied().chain(tongues.own));
                wrong(Code::UnknownLanguage, key.span, message, help);
                continue;
            }
            match node.value {
                Value::Text(text) if text.text.trim().is_empty() => {
                    wrong(Code::InvalidValue, node.span, format!("`{name}.{}` is empty", key.name), None);
                }
                Value::Text(text) => {
                    if is_own {
                        original = Some(text.text.clone());
                    }
                    by.extend(at.map(|at| (crate::id::Id::new(at), text)));
                }
                other => {
                    let message = format!("`{name}.{}` takes text, not {}", key.name, other.kind());
                    wrong(Code::WrongType, node.span, message, None);
                }
            }
        }
        let Some(original) = original else {
            let (message, help) = match tongues.own {
                Some(own) => (
                    format!("`{name}` is not given in the language of the work, `{own}`"),
                    format!("write `{name} = {{ {own} = \"…\", … }}`"),
                ),
                None => (
                    format!("nobody says which of these is `{name}` in the language of the work"),
                    "add `language`, the language that the work is in".to_owned(),
                ),
            };
            wrong(Code::MissingKey, span, message, Some(help));
            return None;
        };
        Some(Wording { original, translated: Localized::by(by) })
    }

    /// The same with translations of somebody else added.
    pub fn with_translations(mut self, words: Words) -> Wording {
        self.translated = words;
        self
    }

    /// Everything that it is called, each once.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        let others = self.translated.iter().map(|(_, Text { text, .. })| text.as_str());
        std::iter::once(self.original.as_str()).chain(others.filter(|text| *text != self.original))
    }
}
