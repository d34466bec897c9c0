//! Pages: one file each, read and parsed; then the facts of their titles filled in and their addresses known.

use super::anchors::Anchors;
use super::file::PageFile;
use super::front::{self, FrontMatter};
use super::glossary::Glossary;
use crate::bibliography::Bibliography;
use crate::config::{Config, KindId, LangId};
use crate::data::{Table, Text, split_front};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Document, Kind, Reference};
use crate::facts::{Facts, Quotation, Quote, Visible, check_quote, unasked_end};
use crate::id::ids;
use crate::messages::Messages;
use crate::moment::Moment;
use crate::source::{SourceId, Sources, Span};
use crate::translation::{Stamped, Translation, Written};
use jiff::Timestamp;
use std::sync::{Arc, OnceLock};

ids! {
    /// A page of the catalog.
    PageId;
}

/// A page as its file has it.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub source: SourceId,
    pub file: PageFile,
    pub front: Arc<FrontMatter>,
    pub document: Arc<Document>,
    /// The language of the text: the page's own, unless it shows another language's.
    pub text_lang: LangId,
    /// What it says it is, or else its original.
    pub kind: Option<KindId>,
    /// From when on its review is too old.
    pub due: Option<Moment>,
    /// The day on which its file was last changed, if the site asks for that and it is known.
    pub last_change: Option<Moment>,
}

impl Parsed {
    /// What the page says of its original.
    pub fn stamped(&self) -> Stamped<'_> {
        let Parsed { source, file, front, .. } = self;
        let (name, lang, folder) = (file.path.as_str(), file.lang, file.folder);
        Stamped { source: *source, name, lang, folder, stamps: &front.stamps, updated: front.updated.map(Moment::day) }
    }
}

/// A page with its name, title and address.
#[derive(Debug, Clone)]
pub struct Entry {
    pub source: SourceId,
    /// The name without language: `guide/cost`; the home page's is empty.
    pub path: String,
    pub lang: LangId,
    /// The language of title and text: the page's own, unless it shows another language's in place of what is not
    /// there or not up to date.
    pub text_lang: LangId,
    /// Whether it is the page of its folder.
    pub folder: bool,
    /// Whether the day has passed until which it holds: then it stays at its address, and is in no list.
    pub expired: bool,
    /// What it says it is, or else its original.
    pub kind: Option<KindId>,
    /// When it is to be checked again, and whether that is past.
    pub due: Option<Moment>,
    pub overdue: Option<Moment>,
    pub(super) last_change: Option<Moment>,
    pub front: Arc<FrontMatter>,
    pub document: Arc<Document>,
    /// Plain text, facts filled in.
    pub title: String,
    /// How the title is read, if that is known: what the page says, or what the ruby of the title does.
    pub reading: Option<String>,
    /// Plain text, facts filled in; may be empty.
    pub description: String,
    /// The first sentences of the text, if there is no description.
    pub excerpt: String,
    /// Below the base, `/` at the end, not encoded: `ja/guide/cost/`.
    pub route: String,
    pub translation: Translation,
    /// Whether its headings match those of its original; found out when it is first asked for.
    pub(super) same_headings: OnceLock<bool>,
    /// The anchors of its text, and the blocks that it shows; likewise.
    pub(super) anchors: OnceLock<Anchors>,
    pub(super) blocks: OnceLock<Vec<SourceId>>,
}

/// The text of a page that is not shown, though there is a file.
#[derive(Debug)]
pub struct Withheld {
    pub document: Arc<Document>,
    pub lang: LangId,
    /// The picture that would stand for the page.
    pub image: Option<Text>,
}

impl Withheld {
    /// What is kept of such a page.
    pub fn of(page: &Parsed) -> Withheld {
        Withheld { document: Arc::clone(&page.document), lang: page.file.lang, image: page.front.image.clone() }
    }
}

/// Why there is no page, though there is a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldBack {
    Draft,
    /// Until its date.
    Waits(Moment),
}

impl Entry {
    /// Looks at what depends on the time.
    pub(super) fn set_time(&mut self, now: Timestamp) {
        self.expired = self.front.expires.is_some_and(|expires| expires.instant() <= now);
        self.overdue = self.due.filter(|due| due.instant() <= now);
    }

    /// Gives the page another text. What was found out about the former one is not known of it.
    pub(super) fn set_document(&mut self, document: &Arc<Document>) {
        self.document = Arc::clone(document);
        (self.same_headings, self.anchors, self.blocks) = Default::default();
    }

    /// What the page is among the texts that are translated; `None` if it has no file of its own.
    pub fn written(&self) -> Option<Written<'_>> {
        let Entry { source, path, lang, front, translation, .. } = self;
        let written = Written { source: *source, name: path, lang: *lang, stamps: &front.stamps, translation };
        Some(written).filter(|_| !matches!(translation, Translation::Absent(_)))
    }

    /// Whether the page shows the text of another language.
    pub fn stands_in(&self) -> bool {
        self.text_lang != self.lang
    }

    /// The name of the page's parent folder; `None` for the home page.
    pub fn parent(&self) -> Option<&str> {
        (!self.path.is_empty()).then(|| self.path.rsplit_once('/').map_or("", |(parent, _)| parent))
    }

    /// When it was last changed, as it says itself, or else as the history of its file does.
    pub fn updated(&self) -> Option<Moment> {
        let is_later = |day: &Moment| self.front.date.is_none_or(|date| date.day() < day.day());
        self.front.updated.or(self.last_change.filter(is_later))
    }

    /// When it was last changed, or published.
    pub fn changed(&self) -> Option<Moment> {
        self.updated().or(self.front.date)
    }

    /// What lists, feeds and search engines say of the page: its description, else its first sentences.
    pub fn summary(&self) -> &str {
        if self.description.is_empty() { &self.excerpt } else { &self.description }
    }

    /// The label in the menu.
    pub fn label(&self) -> &str {
        match &self.front.menu {
            front::Menu::Label(label) => label,
            front::Menu::Title | front::Menu::Hidden => &self.title,
        }
    }
}

/// Reads the file of a page; `None` if the file itself is flawed.
pub fn parse(
    sources: &Sources,
    id: SourceId,
    file: PageFile,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Parsed> {
    let source = sources.get(id);
    if source.flaw.is_some() {
        return None;
    }
    let mut own = Diagnostics::new();
    let parts = split_front(&source.text, id, &mut own);
    let front = match parts.front {
        Some(table) => front::read(table, (file.path.is_empty(), file.lang), config, &mut own),
        None => {
            let span = Span::new(id, 0..source.text.lines().next().unwrap_or_default().len());
            own.push(
                Diagnostic::new(Code::MissingFrontMatter, span, "the page does not begin with front matter")
                    .help("begin it with a line `+++`, a line `title = \"…\"` and another line `+++`"),
            );
            front::read(Table::empty(span), (file.path.is_empty(), file.lang), config, &mut Diagnostics::new())
        }
    };
    let mut document = document::parse(&source.text, parts.body..source.text.len(), id, config.writing(file.lang));
    diagnostics.extend(own);
    diagnostics.extend(std::mem::take(&mut document.diagnostics));
    let text_lang = file.lang;
    let (front, document) = (Arc::new(front), Arc::new(document));
    let (kind, due, last_change) = (None, None, None);
    Some(Parsed { source: id, file, front, document, text_lang, kind, due, last_change })
}

/// Why a page is held back; `None` for one that is published.
pub fn held_back(front: &FrontMatter, now: Timestamp) -> Option<HeldBack> {
    let waits = front.date.filter(|date| date.instant() > now).map(HeldBack::Waits);
    if front.draft { Some(HeldBack::Draft) } else { waits }
}

/// The text of a title or description, its facts checked and filled in; ruby is left as it is written.
pub fn line(
    text: &Text,
    lang: LangId,
    (facts, bibliography): (&Facts, &Bibliography),
    (sources, messages): (&Sources, &Messages),
    diagnostics: &mut Diagnostics,
) -> String {
    // Most titles are text and nothing else.
    if !text.text.contains(['[', '{']) {
        return text.text.clone();
    }
    let document = document::line(text);
    for citation in document.references.iter().filter(|reference| reference.kind == Kind::Citation) {
        let key = document.text_in("", citation.dest);
        if bibliography.id(key).is_none() {
            diagnostics.push(bibliography.unknown(key, document.span(citation)));
        }
    }
    for fact in document.references.iter().filter(|reference| reference.kind == Kind::Fact) {
        let (dest, written) = (document.text_in("", fact.dest), document.text_in("", fact.text));
        let visible = Visible::of(&document, fact, sources, false);
        let quote = Quote { dest, written, span: document.span(fact), visible, lang };
        match check_quote(facts, quote, messages) {
            Ok(quoted) => diagnostics.extend(unasked_end(facts, quote, quoted, messages)),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let refer = |index: u32| -> Option<String> {
        let reference = document.references.get(index as usize)?;
        let (dest, written) = (document.text_in("", reference.dest), document.text_in("", reference.text));
        let quote = Quote { dest, written: "", span: text.span, visible: None, lang };
        let quoted = check_quote(facts, quote, messages).ok().filter(|_| written.is_empty())?;
        facts.form(quoted.fact, lang, quoted.form, messages).map(str::to_owned)
    };
    document.plain("", 0..document.ops().len(), &refer)
}

/// The first sentences of a page's text, its facts and terms filled in.
pub fn excerpt(
    document: &Document,
    lang: LangId,
    (facts, glossary): (&Facts, &Glossary),
    (sources, messages, config): (&Sources, &Messages, &Config),
) -> String {
    let refer = |index: u32| -> Option<String> {
        let reference = document.references.get(index as usize)?;
        let dest = document.text(sources, reference.dest);
        match reference.kind {
            Kind::Fact => {
                let quote = Quote { dest, written: "", span: document.span(reference), visible: None, lang };
                let quoted = check_quote(facts, quote, messages).ok().filter(|_| reference.text.is_empty())?;
                facts.form(quoted.fact, lang, quoted.form, messages).map(str::to_owned)
            }
            Kind::Term => glossary.get(glossary.id(dest)?).term.get(lang, config).map(|term| term.text.clone()),
            Kind::Link
            | Kind::Image
            | Kind::Citation
            | Kind::Table
            | Kind::Block
            | Kind::Faq
            | Kind::Conflicts
            | Kind::Studies
            | Kind::Grades
            | Kind::People => None,
        }
    };
    document.excerpt(&sources.get(document.source).text, &refer)
}

/// The facts that a title or description quotes.
pub fn quotations(text: &Text, lang: LangId) -> Vec<Quotation> {
    if !document::has_fact_link(&text.text) {
        return Vec::new();
    }
    let document = document::line(text);
    let facts = document.references.iter().filter(|reference| reference.kind == Kind::Fact);
    let quotation = |reference: &Reference| {
        let part = |chunk| document.text_in("", chunk).to_owned();
        let (dest, written) = (part(reference.dest), part(reference.text));
        Quotation { dest, written, span: document.span(reference), lang }
    };
    facts.map(quotation).collect()
}
