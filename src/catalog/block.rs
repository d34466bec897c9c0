//! Blocks: pieces of text that several pages show.

use super::front;
use super::page::Entry;
use super::stamp::Stamps;
use super::translation::{Stamped, Translation, Written};
use crate::config::{Config, LangId, Stale};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::document::{self, Document, Kind};
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeMap;

/// One block in one language.
#[derive(Debug)]
pub struct Block {
    pub source: SourceId,
    pub lang: LangId,
    /// `blocks/` and its id: what it is called beside pages.
    pub name: String,
    pub stamps: Stamps,
    draft: bool,
    pub document: Document,
    pub translation: Translation,
    /// A page that shows it and must not where its original has changed.
    pub forbidden_on: Option<SourceId>,
}

impl Block {
    /// What the block says of its original.
    pub fn stamped(&self) -> Stamped<'_> {
        let Block { source, lang, name, stamps, .. } = self;
        Stamped { source: *source, name, lang: *lang, folder: false, stamps, updated: None }
    }

    /// What the block is among the texts that are translated.
    pub fn written(&self) -> Written<'_> {
        let Block { source, lang, name, stamps, translation, .. } = self;
        Written { source: *source, name, lang: *lang, stamps, translation }
    }

    /// Whether a page shows the original instead; `policy` is what its kind asks of what is stale.
    fn is_hidden(&self, policy: Stale) -> bool {
        self.translation.stale().is_some() && policy == Stale::Fallback
    }
}

/// What the names of blocks begin with beside those of pages.
const PREFIX: &str = "blocks/";

/// Every block: by id, then by language.
#[derive(Debug, Default)]
pub struct Blocks {
    by_id: BTreeMap<String, BTreeMap<LangId, Block>>,
    names: Names,
    any_stale: bool,
}

/// Reads the file of the block `name`. Its front matter may say that it is a draft, and what it was translated from.
pub fn parse(
    sources: &Sources,
    id: SourceId,
    (name, lang): (&str, LangId),
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Block> {
    let source = sources.get(id);
    if source.flaw.is_some() {
        return None;
    }
    let parts = front::split(&source.text, id, diagnostics);
    let (mut stamps, mut draft) = (Stamps::default(), false);
    if let Some(table) = parts.front {
        let mut reader = crate::data::Reader::new(table, diagnostics);
        stamps = Stamps::read(&mut reader, config);
        draft = reader.bool("draft").unwrap_or(false);
        reader.finish();
    }
    let mut document = document::parse(&source.text, parts.body..source.text.len(), id, config.writing(lang));
    diagnostics.append(&mut document.diagnostics);
    let (name, translation) = (format!("{PREFIX}{name}"), Translation::Original);
    Some(Block { source: id, lang, name, stamps, draft, document, translation, forbidden_on: None })
}

impl Blocks {
    /// Adds a block; two files for one are reported by their addresses elsewhere, the first one counts.
    pub fn insert(&mut self, block: Block, diagnostics: &mut Vec<Diagnostic>) {
        let id = block.name.strip_prefix(PREFIX).unwrap_or_default().to_owned();
        let languages = self.by_id.entry(id.clone()).or_default();
        if let Some(first) = languages.get(&block.lang) {
            let message = format!("the block `{id}` is written twice");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, Span::file(block.source), message)
                    .related(Span::file(first.source), "first here"),
            );
            return;
        }
        languages.insert(block.lang, block);
    }

    /// The block for a reader of `lang`, and the language it is in. `policy` is what the page asks of what is stale.
    pub fn get(&self, id: &str, lang: LangId, policy: Stale, config: &Config) -> Option<(LangId, &Block)> {
        let languages = self.by_id.get(id)?;
        let shown = |lang: LangId| languages.get(&lang).filter(|block| !block.is_hidden(policy));
        config
            .chain(lang)
            .chain([config.source])
            .find_map(shown)
            .or_else(|| languages.values().find(|block| !block.is_hidden(policy)))
            .map(|block| (block.lang, block))
    }

    /// The block in exactly this language, whether or not it is shown.
    pub fn own(&self, id: &str, lang: LangId) -> Option<&Block> {
        self.by_id.get(id)?.get(&lang)
    }

    /// The same by the name that it has beside pages.
    pub fn named(&self, name: &str, lang: LangId) -> Option<&Block> {
        self.own(name.strip_prefix(PREFIX)?, lang)
    }

    /// Every block in every language that it is written in, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Block> {
        self.by_id.values().flat_map(BTreeMap::values)
    }

    /// The blocks that a text shows to a reader of `lang`, and those that they show, each once. `policy` is what the page
    /// asks of what is stale.
    pub fn shown(
        &self,
        document: &Document,
        (lang, policy): (LangId, Stale),
        (sources, config): (&Sources, &Config),
    ) -> Vec<&Block> {
        let mut found: Vec<&Block> = Vec::new();
        let mut next = 0;
        let mut document = Some(document);
        while let Some(showing) = document {
            for reference in showing.references.iter().filter(|reference| reference.kind == Kind::Block) {
                let block = self.get(showing.text(sources, reference.dest), lang, policy, config);
                let new = block.filter(|(_, block)| !found.iter().any(|known| known.source == block.source));
                found.extend(new.map(|(_, block)| block));
            }
            document = found.get(next).map(|block| &block.document);
            next += 1;
        }
        found
    }

    /// Takes out what is not ready, and says what that was.
    pub fn hold_back_drafts(&mut self) -> Vec<(String, LangId)> {
        let drafts = self.iter().filter(|block| block.draft).map(|block| (block.name.clone(), block.lang)).collect();
        for languages in self.by_id.values_mut() {
            languages.retain(|_, block| !block.draft);
        }
        self.by_id.retain(|_, languages| !languages.is_empty());
        drafts
    }

    /// Tells the blocks, in their order, what each is to its original.
    pub fn set_translations(&mut self, states: Vec<Translation>) {
        for (block, state) in self.by_id.values_mut().flat_map(BTreeMap::values_mut).zip(states) {
            self.any_stale |= state.stale().is_some();
            block.translation = state;
        }
    }

    /// Whether the original of any block has changed since it was translated.
    pub fn any_stale(&self) -> bool {
        self.any_stale
    }

    /// Tells the blocks which pages show them and must show nothing that is stale.
    pub fn forbid(&mut self, pages: &[&Entry], sources: &Sources, config: &Config) {
        let mut forbidden: Vec<(SourceId, SourceId)> = Vec::new();
        for page in pages {
            let shown = self.shown(&page.document, (page.lang, Stale::Error), (sources, config));
            forbidden.extend(shown.iter().map(|block| (block.source, page.source)));
        }
        for block in self.by_id.values_mut().flat_map(BTreeMap::values_mut) {
            let on = forbidden.iter().find(|(source, _)| *source == block.source);
            block.forbidden_on = on.map(|(_, page)| *page);
        }
    }

    /// Whether there is a block of this id in any language.
    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    /// The ids of all blocks, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// That there is no such block, with the one that may have been meant, or else its file in `lang`.
    pub fn unknown(&self, id: &str, span: Span, lang: LangId, config: &Config) -> Diagnostic {
        let help = self.names.suggestion(id, || self.ids()).unwrap_or_else(|| {
            let code = config.languages.get(lang).map_or("", |language| &language.code);
            format!("blocks are files: `content/blocks/{id}.{code}.md`")
        });
        Diagnostic::new(Code::UnknownBlock, span, format!("there is no block `{id}`")).help(help)
    }

    /// Reports blocks that contain each other. Each cycle is reported once, at the reference that closes it.
    pub fn check_cycles(&self, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) {
        for lang in 0..config.languages.len() {
            let mut done: Vec<&str> = Vec::new();
            for id in self.ids() {
                self.visit(id, lang, &mut Vec::new(), &mut done, (sources, config), diagnostics);
            }
        }
    }

    fn visit<'a>(
        &'a self,
        id: &'a str,
        lang: LangId,
        open: &mut Vec<&'a str>,
        done: &mut Vec<&'a str>,
        (sources, config): (&'a Sources, &Config),
        diagnostics: &mut Diagnostics,
    ) {
        if done.contains(&id) {
            return;
        }
        let Some((_, block)) = self.get(id, lang, Stale::Notice, config) else { return };
        open.push(id);
        for reference in block.document.references.iter().filter(|reference| reference.kind == Kind::Block) {
            let inner = block.document.text(sources, reference.dest);
            if let Some(at) = open.iter().position(|outer| *outer == inner) {
                let mut names: Vec<String> = open.iter().skip(at).map(|name| format!("`{name}`")).collect();
                names.push(format!("`{inner}`"));
                let message = format!("blocks contain each other: {}", names.join(" → "));
                diagnostics.push(Diagnostic::new(Code::BlockCycle, block.document.span(reference), message));
            } else if open.len() < document::MAX_DEPTH {
                self.visit(inner, lang, open, done, (sources, config), diagnostics);
            }
        }
        open.pop();
        done.push(id);
    }
}
