//! Names and titles of works: in the language of the work, and as other languages call them.

use crate::config::{Codes, Words};
use crate::data::{Node, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::Id;
use crate::locale::LangId;

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
    /// Those of the site.
    pub codes: &'a Codes<'a>,
    /// That of the work, as a BCP 47 tag.
    pub own: Option<&'a str>,
}

impl Tongues<'_> {
    /// The language of the work, if it is one of the site's.
    fn lang(self) -> Option<LangId> {
        let own = self.own?;
        self.codes.position(|code| *code == own)
    }
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
    pub fn read(mut node: Node, name: &str, tongues: Tongues<'_>, diagnostics: &mut Diagnostics) -> Option<Wording> {
        let span = node.span;
        // A language that the site does not have is none of `Words`.
        let mut elsewhere = None;
        if let (Value::Table(table), Some(own)) = (&mut node.value, tongues.own)
            && tongues.lang().is_none()
            && let Some(at) = table.entries.iter().position(|(key, _)| key.name == own)
        {
            let (_, text) = table.entries.remove(at);
            elsewhere = Words::read(text, &format!("{name}.{own}"), tongues.codes, diagnostics);
            if table.entries.is_empty() {
                return elsewhere?.own(LangId::new(0)).map(|text| Wording::original(text.text.as_str()));
            }
        }
        let is_text = matches!(node.value, Value::Text(_));
        let words = Words::read(node, name, tongues.codes, diagnostics)?;
        if is_text {
            return words.own(LangId::new(0)).map(|text| Wording::original(text.text.as_str()));
        }
        let original = elsewhere.as_ref().and_then(|words| words.own(LangId::new(0)));
        let original = original.or_else(|| words.own(tongues.lang()?)).map(|text| text.text.clone());
        if original.is_none() {
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
            diagnostics.push(Diagnostic::new(Code::MissingKey, span, message).help(help));
        }
        Some(Wording { original: original?, translated: words })
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
