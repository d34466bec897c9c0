//! Which text each page and block was translated from, and whether that text is still the same.

use super::stamp::Stamps;
use super::translatable::Changed;
use crate::config::{Config, LangId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use jiff::civil::Date;
use std::collections::HashMap;

/// A text that is translated, in one language: a page or a block.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    pub source: SourceId,
    /// Without language: a page's path; `blocks/` and the id of a block.
    pub name: &'a str,
    pub lang: LangId,
    pub stamps: &'a Stamps,
    pub translation: &'a Translation,
}

/// The same before it is known what it is to its original.
#[derive(Debug, Clone, Copy)]
pub struct Stamped<'a> {
    pub source: SourceId,
    pub name: &'a str,
    pub lang: LangId,
    /// Whether it is the page of a folder, and speaks for it.
    pub folder: bool,
    pub stamps: &'a Stamps,
    pub updated: Option<Date>,
}

/// What a text is to the one that it was translated from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Translation {
    /// It was written first, or nobody has said that it was not.
    Original,
    /// The original is in this language, and is what the translation was made from.
    Current(LangId),
    /// There is no page of its own: the text of this language is shown.
    Absent(LangId),
    /// The original is in this language; what the translation was made from is not said.
    Unstamped(LangId),
    /// The original has changed since.
    Stale(Stale),
    /// It is stamped, and there is no original.
    Orphan,
}

/// How a translation is behind its original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The language of the original.
    pub of: LangId,
    /// What has changed; `None` where the text that it was made from is not to be had.
    pub changes: Option<Vec<Changed>>,
    /// When it has changed, as far as that is known.
    pub since: Option<Date>,
    /// The id of the commit that changed it, if Git says when.
    pub commit: Option<String>,
    /// Whether it was made from a text that is not in the history of the original here.
    pub ahead: bool,
}

impl Translation {
    /// How it is behind its original, if it is.
    pub fn stale(&self) -> Option<&Stale> {
        match self {
            Translation::Stale(stale) => Some(stale),
            Translation::Original | Translation::Current(_) | Translation::Absent(_) => None,
            Translation::Unstamped(_) | Translation::Orphan => None,
        }
    }

    /// The language of the original, if there is one beside this page.
    pub fn of(&self) -> Option<LangId> {
        match self {
            Translation::Original | Translation::Orphan | Translation::Absent(_) => None,
            Translation::Current(of) | Translation::Unstamped(of) | Translation::Stale(Stale { of, .. }) => Some(*of),
        }
    }
}

/// The language that each text is written in first.
#[derive(Debug)]
pub struct Origins {
    site: LangId,
    texts: HashMap<String, LangId>,
    folders: HashMap<String, LangId>,
}

impl Origins {
    /// Collects what texts say of themselves and of their folders; two answers for one text are a mistake.
    pub fn read(texts: &[Stamped], config: &Config, diagnostics: &mut Diagnostics) -> Origins {
        let mut said: HashMap<&str, (LangId, Span)> = HashMap::new();
        let mut origins = Origins { site: config.source, texts: HashMap::new(), folders: HashMap::new() };
        for text in texts {
            let Some((lang, span)) = text.stamps.source else { continue };
            match said.get(text.name) {
                Some((other, first)) if *other != lang => {
                    let message = "the translations of one text name different languages as its source";
                    let diagnostic = Diagnostic::new(Code::DuplicateSource, span, message)
                        .help("name it on one of them, or the same on all")
                        .related(*first, "the other one");
                    diagnostics.push(diagnostic);
                }
                Some(_) => {}
                None => _ = said.insert(text.name, (lang, span)),
            }
            if text.folder {
                origins.folders.entry(text.name.to_owned()).or_insert(lang);
            }
            origins.texts.entry(text.name.to_owned()).or_insert(lang);
        }
        origins
    }

    /// The language that the text of a name is written in first: as it says, as the nearest folder says, as the site says.
    pub fn of(&self, name: &str) -> LangId {
        if let Some(lang) = self.texts.get(name) {
            return *lang;
        }
        let mut rest = name;
        while let Some((parent, _)) = rest.rsplit_once('/') {
            if let Some(lang) = self.folders.get(parent) {
                return *lang;
            }
            rest = parent;
        }
        self.folders.get("").copied().unwrap_or(self.site)
    }
}
