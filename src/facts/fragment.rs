//! Texts of data that are Markdown: captions, notes, definitions.

use crate::config::{Config, Html, LangId, Words, Writing};
use crate::data::Text;
use crate::diagnostic::Diagnostics;
use crate::document::{self, Document};
use crate::id::IndexVec;
use crate::source::{Sources, Span};
use std::sync::Arc;

/// A parsed text of data, and the language that it is in.
#[derive(Debug, Clone)]
pub struct Fragment {
    pub lang: LangId,
    pub document: Arc<Document>,
}

/// What the readers of each language get of a text of data.
pub type Fragments = IndexVec<LangId, Option<Fragment>>;

/// A text by language, parsed, one for each language of the site. Mistakes are reported once, where they stand.
pub fn parse_words(words: &Words, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Fragments {
    let mut seen: Vec<Span> = Vec::new();
    config
        .languages
        .ids()
        .map(|lang| {
            let (lang, text) = words.find(lang, config)?;
            let mut document = parse_words_of(text, (lang, config), &sources.get(text.span.source).text);
            document.is_for_all = words.is_for_all() && config.languages.len() > 1;
            let own = std::mem::take(&mut document.diagnostics);
            if !seen.contains(&text.span) {
                seen.push(text.span);
                diagnostics.extend(own);
            }
            Some(Fragment { lang, document: Arc::new(document) })
        })
        .collect()
}

/// A text of one language, parsed; `full` is that of its file. Its mistakes are in it.
pub fn parse_words_of(text: &Text, (lang, config): (LangId, &Config), full: &str) -> Document {
    // Data is text, whatever the site says of its Markdown.
    let writing = Writing { html: Html::Escape, html_may_pass: false, ..config.writing(lang) };
    document::parse_fragment(full, text, writing)
}
