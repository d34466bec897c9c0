//! Blocks: pieces of text that several pages show.

use super::anchors::Anchors;
use super::page::Entry;
use crate::config::{Config, LangId, Stale};
use crate::data::split_front;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::document::{self, Document, Kind, Reference};
use crate::facts::parse_words_of;
use crate::keys::text::{BLOCK, block};
use crate::moment::Moment;
use crate::source::{SourceId, Sources, Span};
use crate::translation::Stamps;
use crate::translation::{Stamped, Translation, Written};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// One block in one language.
#[derive(Debug, Clone)]
pub struct Block {
    pub source: SourceId,
    pub lang: LangId,
    /// `blocks/` and its id: what it is called beside pages.
    pub name: String,
    pub stamps: Stamps,
    draft: bool,
    /// From when on it is shown.
    pub(super) date: Option<Moment>,
    /// From when on it shows nothing any more.
    pub(super) expires: Option<Moment>,
    /// Whether it is shown at the moment of the build.
    pub is_in_time: bool,
    pub document: Arc<Document>,
    /// What it says in a few words.
    pub short: Option<Short>,
    pub translation: Translation,
    /// A page that shows it and must not where its original has changed.
    pub forbidden_on: Option<SourceId>,
    /// The anchors of its text; found out when they are first asked for.
    pub(super) anchors: OnceLock<Anchors>,
}

/// What a block says in a few words.
#[derive(Debug, Clone)]
pub struct Short {
    pub document: Arc<Document>,
    /// Where it is written.
    pub span: Span,
    /// How many bytes it has.
    pub size: usize,
}

impl Block {
    /// What the block says of its original.
    pub fn stamped(&self) -> Stamped<'_> {
        let Block { source, lang, name, stamps, .. } = self;
        Stamped { source: *source, name, lang: *lang, folder: false, stamps, updated: None }
    }

    /// Whether it is not ready.
    pub fn is_draft(&self) -> bool {
        self.draft
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

/// The most blocks that one page can show.
pub const MAX_SHOWN: usize = 1000;

/// The most blocks of a cycle that are named.
const NAMED: usize = 8;

/// What the names of blocks begin with beside those of pages.
const PREFIX: &str = "blocks/";

/// Every block: by id, then by language.
#[derive(Debug, Default)]
pub struct Blocks {
    by_id: BTreeMap<String, BTreeMap<LangId, Block>>,
    by_source: HashMap<SourceId, (String, LangId)>,
    names: Names,
    any_stale: bool,
}

/// Reads the file of the block `name`. Its front matter may say that it is a draft, and what it was translated from.
pub fn parse(
    sources: &Sources,
    id: SourceId,
    (name, lang): (&str, LangId),
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Block> {
    let source = sources.get(id);
    if source.flaw.is_some() {
        return None;
    }
    let parts = split_front(&source.text, id, diagnostics);
    let (mut stamps, mut draft, mut date, mut expires) = (Stamps::default(), false, None, None);
    let mut short = None;
    if let Some(table) = parts.front {
        let mut reader = crate::data::Reader::new(table, &BLOCK, diagnostics);
        stamps = Stamps::read(&mut reader, config);
        draft = reader.is(block::DRAFT);
        date = reader.moment(block::DATE, &config.time_zone);
        expires = reader.moment(block::EXPIRES, &config.time_zone);
        short = reader.text(block::SHORT);
        reader.finish();
    }
    let mut document = document::parse(&source.text, parts.body..source.text.len(), id, config.writing(lang));
    diagnostics.extend(std::mem::take(&mut document.diagnostics));
    let short = short.map(|short| {
        let mut document = parse_words_of(&short, (lang, config), &source.text);
        diagnostics.extend(std::mem::take(&mut document.diagnostics));
        Short { document: Arc::new(document), span: short.span, size: short.text.len() }
    });
    let (name, translation) = (format!("{PREFIX}{name}"), Translation::Original);
    let anchors = OnceLock::new();
    let document = Arc::new(document);
    Some(Block {
        source: id,
        lang,
        name,
        stamps,
        draft,
        date,
        expires,
        is_in_time: true,
        document,
        short,
        translation,
        forbidden_on: None,
        anchors,
    })
}

impl Blocks {
    /// Adds a block; two files for one are reported by their addresses elsewhere, the first one counts.
    pub fn insert(&mut self, block: Block, diagnostics: &mut Diagnostics) {
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
        self.by_source.insert(block.source, (id, block.lang));
        languages.insert(block.lang, block);
    }

    /// The block for a reader of `lang`, with its id and the language it is in. `policy` is what the page asks of what is
    /// stale.
    pub fn get(&self, id: &str, lang: LangId, policy: Stale, config: &Config) -> Option<(&str, LangId, &Block)> {
        let (id, languages) = self.by_id.get_key_value(id)?;
        let shown = |lang: LangId| languages.get(&lang).filter(|block| !block.is_hidden(policy));
        config
            .chain(lang)
            .chain([config.source])
            .find_map(shown)
            .or_else(|| languages.values().find(|block| !block.is_hidden(policy)))
            .map(|block| (id.as_str(), block.lang, block))
    }

    /// The id of a block as the catalog keeps it.
    pub fn name(&self, id: &str) -> &str {
        self.by_id.get_key_value(id).map_or("", |(id, _)| id.as_str())
    }

    /// The block of a file.
    pub(super) fn of_file(&self, source: SourceId) -> Option<&Block> {
        let (id, lang) = self.by_source.get(&source)?;
        self.own(id, *lang)
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
        let mut known: HashSet<SourceId> = HashSet::new();
        let mut next = 0;
        let mut document = Some(document);
        while let Some(showing) = document {
            for reference in showing.references.iter().filter(|reference| reference.kind == Kind::Block) {
                let block = self.get(showing.text(sources, reference.dest), lang, policy, config);
                let new = block.filter(|(_, _, block)| found.len() < MAX_SHOWN && known.insert(block.source));
                found.extend(new.map(|(_, _, block)| block));
            }
            document = found.get(next).map(|block| &*block.document);
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

    /// Tells the blocks when the site is built: what does not hold then shows nothing.
    pub fn set_time(&mut self, now: Timestamp) {
        for block in self.by_id.values_mut().flat_map(BTreeMap::values_mut) {
            let has_begun = block.date.is_none_or(|date| date.instant() <= now);
            block.is_in_time = has_begun && block.expires.is_none_or(|expires| expires.instant() > now);
        }
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
    pub fn forbid(&mut self, pages: &[Arc<Entry>], sources: &Sources, config: &Config) {
        let mut forbidden: HashMap<SourceId, SourceId> = HashMap::new();
        for page in pages {
            for block in self.shown(&page.document, (page.lang, Stale::Error), (sources, config)) {
                forbidden.entry(block.source).or_insert(page.source);
            }
        }
        for block in self.by_id.values_mut().flat_map(BTreeMap::values_mut) {
            block.forbidden_on = forbidden.get(&block.source).copied();
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
            let code = config.code(lang);
            format!("blocks are files: `content/blocks/{id}.{code}.md`")
        });
        Diagnostic::new(Code::UnknownBlock, span, format!("there is no block `{id}`")).help(help)
    }

    /// Reports blocks that contain each other. Each cycle is reported once, at the reference that closes it.
    pub fn check_cycles(&self, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) {
        for lang in config.languages.ids() {
            let inside = |id: &str| -> Vec<(&str, Span)> {
                let Some((_, _, block)) = self.get(id, lang, Stale::Notice, config) else { return Vec::new() };
                let shown = block.document.references.iter().filter(|reference| reference.kind == Kind::Block);
                let place = |of: &Reference| (block.document.text(sources, of.dest), block.document.span(of));
                shown.map(place).collect()
            };
            let mut seen: HashSet<&str> = HashSet::new();
            for id in self.ids() {
                diagnostics.extend(cycles(id, &inside, &mut seen));
            }
        }
    }
}

/// The cycles of blocks that are met from one on, without those that were `seen`.
fn cycles<'a>(
    id: &'a str,
    inside: &impl Fn(&'a str) -> Vec<(&'a str, Span)>,
    seen: &mut HashSet<&'a str>,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    if !seen.insert(id) {
        return found;
    }
    // The blocks that are open, each in the one before it, and what is left to look at in them.
    let mut open: Vec<&str> = vec![id];
    let mut waiting = vec![inside(id).into_iter()];
    let mut places: HashMap<&str, usize> = HashMap::from([(id, 0)]);
    while let Some(rest) = waiting.last_mut() {
        let Some((inner, span)) = rest.next() else {
            waiting.pop();
            open.pop().into_iter().for_each(|done| _ = places.remove(done));
            continue;
        };
        if let Some(at) = places.get(inner) {
            let names = || open.iter().skip(*at).map(|name| format!("`{name}`"));
            let more = open.len() - at;
            let (first, gap) = if more > NAMED { (NAMED - 1, " → …") } else { (more, "") };
            let first: Vec<String> = names().take(first).collect();
            let message = format!("blocks contain each other: {}{gap} → `{inner}`", first.join(" → "));
            found.push(Diagnostic::new(Code::BlockCycle, span, message));
        } else if seen.insert(inner) {
            places.insert(inner, open.len());
            open.push(inner);
            waiting.push(inside(inner).into_iter());
        }
    }
    found
}
