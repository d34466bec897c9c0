//! Blocks: pieces of text that several pages show.

use super::front;
use crate::config::{Config, LangId, Writing};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::document::{self, Document, Kind};
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeMap;

/// One block in one language.
#[derive(Debug)]
pub struct Block {
    pub source: SourceId,
    pub document: Document,
}

/// Every block: by id, then by language.
#[derive(Debug, Default)]
pub struct Blocks {
    by_id: BTreeMap<String, BTreeMap<LangId, Block>>,
}

/// Reads the file of a block. Front matter is allowed, and has no keys.
pub fn parse(sources: &Sources, id: SourceId, writing: Writing, diagnostics: &mut Vec<Diagnostic>) -> Option<Block> {
    let source = sources.get(id);
    if source.flaw.is_some() {
        return None;
    }
    let parts = front::split(&source.text, id, diagnostics);
    if let Some(table) = parts.front {
        crate::data::Reader::new(table, diagnostics).finish();
    }
    let mut document = document::parse(&source.text, parts.body..source.text.len(), id, writing);
    diagnostics.append(&mut document.diagnostics);
    Some(Block { source: id, document })
}

impl Blocks {
    /// Adds a block; two files for one are reported by their addresses elsewhere, the first one counts.
    pub fn insert(&mut self, id: String, lang: LangId, block: Block, diagnostics: &mut Vec<Diagnostic>) {
        let languages = self.by_id.entry(id.clone()).or_default();
        if let Some(first) = languages.get(&lang) {
            let message = format!("the block `{id}` is written twice");
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, Span::file(block.source), message)
                    .related(Span::file(first.source), "first here"),
            );
            return;
        }
        languages.insert(lang, block);
    }

    /// The block for a reader of `lang`, and the language it is in.
    pub fn get(&self, id: &str, lang: LangId, config: &Config) -> Option<(LangId, &Block)> {
        let languages = self.by_id.get(id)?;
        config
            .chain(lang)
            .chain([config.source])
            .find_map(|lang| languages.get(&lang).map(|block| (lang, block)))
            .or_else(|| languages.iter().next().map(|(lang, block)| (*lang, block)))
    }

    /// Every block in every language that it is written in.
    pub fn iter(&self) -> impl Iterator<Item = (LangId, &Document)> {
        self.by_id.values().flatten().map(|(lang, block)| (*lang, &block.document))
    }

    /// The ids of all blocks, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }

    /// That there is no such block, with the one that may have been meant.
    pub fn unknown(&self, id: &str, span: Span, config: &Config) -> Diagnostic {
        let help = suggestion(id, self.ids()).unwrap_or_else(|| {
            let code = config.languages.get(config.source).map_or("", |language| &language.code);
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
        let Some((_, block)) = self.get(id, lang, config) else { return };
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
