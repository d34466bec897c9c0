//! Every text of `content/`, parsed by itself, before anything is known of the others.

use super::block::{self, Block, Blocks};
use super::file::{self, File};
use super::page::{self, Parsed};
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId, Sources};
use rayon::prelude::*;
use std::sync::Arc;

/// The parsed texts of a site. Copies share them.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// What is parsed depends on the configuration besides.
    config: Option<Arc<Source>>,
    /// In the order of the files.
    files: Vec<Arc<Text>>,
}

/// A parsed file.
#[derive(Debug, Clone)]
struct Text {
    id: SourceId,
    of: Arc<Source>,
    meaning: Meaning,
    diagnostics: Diagnostics,
}

#[derive(Debug, Clone)]
enum Meaning {
    Page(Box<Parsed>),
    Block(Box<Block>),
    /// Neither, or one that cannot be used, which is reported.
    None,
}

/// What catalogs are made from.
pub(super) struct Taken {
    /// In the order of path and language.
    pub(super) pages: Vec<Parsed>,
    pub(super) blocks: Blocks,
}

impl Texts {
    /// Parses the texts of a site; those that are in `former`, and have not changed since, are taken from there.
    pub fn parse(sources: &Sources, config: &Config, former: &Texts) -> Texts {
        let own = sources.at("site.toml").map(|id| Arc::clone(sources.file(id)));
        let same = |one: &Option<Arc<Source>>| one.as_ref().zip(own.as_ref()).is_some_and(|(a, b)| Arc::ptr_eq(a, b));
        let former = if same(&former.config) { former.files.as_slice() } else { &[] };
        let ids: Vec<SourceId> = sources
            .iter()
            .filter(|(_, source)| source.path.starts_with("content/") && source.path.ends_with(".md"))
            .map(|(id, _)| id)
            .collect();
        let parse = |id: SourceId| {
            let known = former.binary_search_by_key(&id, |text| text.id).ok().and_then(|at| former.get(at));
            let known = known.filter(|text| Arc::ptr_eq(&text.of, sources.file(id)));
            known.map_or_else(|| Arc::new(Text::parse(sources, id, config)), Arc::clone)
        };
        Texts { config: own, files: ids.into_par_iter().map(parse).collect() }
    }

    /// The page of a file, if it can be used.
    pub(super) fn page(&self, id: SourceId) -> Option<&Parsed> {
        match &self.text(id)?.meaning {
            Meaning::Page(page) => Some(page),
            Meaning::Block(_) | Meaning::None => None,
        }
    }

    /// What is wrong with a file by itself.
    pub fn diagnostics(&self, id: SourceId) -> Option<&Diagnostics> {
        self.text(id).map(|text| &text.diagnostics)
    }

    fn text(&self, id: SourceId) -> Option<&Text> {
        let at = self.files.binary_search_by_key(&id, |text| text.id).ok()?;
        self.files.get(at).map(Arc::as_ref)
    }

    /// How many of the texts are those of another value, and not parsed again.
    pub fn shared_with(&self, other: &Texts) -> usize {
        self.files.iter().zip(&other.files).filter(|(one, other)| Arc::ptr_eq(one, other)).count()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Pages and blocks, and what is wrong with them. What nobody else keeps is handed over, and not copied.
    pub(super) fn take(self, diagnostics: &mut Diagnostics) -> Taken {
        let (mut pages, mut blocks) = (Vec::with_capacity(self.files.len()), Blocks::default());
        for text in self.files {
            let Text { meaning, diagnostics: mut found, .. } = Arc::unwrap_or_clone(text);
            match meaning {
                Meaning::Page(page) => pages.push(*page),
                Meaning::Block(block) => blocks.insert(*block, &mut found),
                Meaning::None => {}
            }
            diagnostics.extend(found);
        }
        pages.sort_by(|a, b| (&a.file.path, a.file.lang, a.source).cmp(&(&b.file.path, b.file.lang, b.source)));
        Taken { pages, blocks }
    }
}

impl Text {
    fn parse(sources: &Sources, id: SourceId, config: &Config) -> Text {
        let mut diagnostics = Diagnostics::new();
        let meaning = match file::classify(&sources.get(id).path, id, config) {
            Ok(File::Page(file)) => page::parse(sources, id, file, config, &mut diagnostics)
                .map_or(Meaning::None, |page| Meaning::Page(Box::new(page))),
            Ok(File::Block { id: name, lang }) => block::parse(sources, id, (&name, lang), config, &mut diagnostics)
                .map_or(Meaning::None, |block| Meaning::Block(Box::new(block))),
            Err(diagnostic) => {
                diagnostics.push(*diagnostic);
                Meaning::None
            }
        };
        Text { id, of: Arc::clone(sources.file(id)), meaning, diagnostics }
    }
}
