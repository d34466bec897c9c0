//! A translation read beside its original, section by section: what is still in the original's language, what is missing, and
//! what has other numbers. A section that has changed since it was translated is left out: that it differs is known.

use super::left::Names;
use super::paragraph::{Paragraph, paragraphs};
use super::same_numbers::{Extent, Sides};
use super::shape::{Lack, lacks, shapes};
use super::spelling::Spelling;
use super::untranslated::{Language, is_prose};
use crate::catalog::{Block, Entry, mismatch};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind};
use crate::id::IndexVec;
use crate::resolve::Site;
use crate::source::Span;
use crate::translation::{Change, Translation};
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// What is known of the languages of a site.
pub(super) type Languages = IndexVec<LangId, (Language, Spelling)>;

pub(super) fn languages(site: &Site) -> Languages {
    site.config
        .languages
        .map(|lang, language| (Language::of(&language.locale), Spelling::and_shared(&site.messages, lang)))
}

/// What every translation says otherwise than its original, or does not say.
pub fn check(site: &Site) -> Diagnostics {
    let known = languages(site);
    let entries: Vec<&Entry> = site.catalog.pages().map(|(_, entry)| entry).collect();
    let found = entries.into_par_iter().flat_map_iter(|entry| {
        let written = site.catalog.original(entry).filter(|_| !entry.front.draft && !entry.stands_in());
        written.map(|original| page(site, &known, (entry, original), &entry.translation)).unwrap_or_default()
    });
    let mut found: Diagnostics = found.collect();
    for block in site.catalog.blocks.iter() {
        let of = block.translation.of().filter(|_| !block.is_draft());
        let original = of.and_then(|of| site.catalog.blocks.named(&block.name, of));
        found.extend(
            original.map(|original| part(site, &known, (block, original), &block.translation)).unwrap_or_default(),
        );
    }
    found
}

/// What a page says otherwise than its original as that is now.
pub(super) fn pages(site: &Site, known: &Languages, entry: &Entry, original: &Entry) -> Diagnostics {
    page(site, known, (entry, original), &Translation::Current(original.lang))
}

/// What a block says otherwise than its original as that is now.
pub(super) fn blocks(site: &Site, known: &Languages, block: &Block, original: &Block) -> Diagnostics {
    part(site, known, (block, original), &Translation::Current(original.lang))
}

/// Which sections have changed since they were translated; `None` where nobody knows, or where they do not stand for
/// those of the original.
fn changed(translation: &Translation) -> Option<HashSet<usize>> {
    match translation {
        Translation::Current(_) => Some(HashSet::new()),
        Translation::Stale(stale) => {
            let changes = stale.changes.as_ref()?;
            let places = changes.iter().map(|change| (change.change == Change::Changed).then_some(change.at));
            places.collect()
        }
        Translation::Original | Translation::Unstamped(_) | Translation::Orphan | Translation::Absent(_) => None,
    }
}

fn page(site: &Site, known: &Languages, (entry, original): (&Entry, &Entry), translation: &Translation) -> Diagnostics {
    let Some(changed) = changed(translation) else { return Diagnostics::new() };
    let pair = Pair { site, known, lang: entry.lang, of: original.lang };
    let title = entry.front.title.span;
    let (here, there) = (pair.cut(&entry.document), pair.cut(&original.document));
    let mut texts = Texts::of(&pair, (&entry.document, &original.document), (&here, &there), title);
    // Sections that do not correspond are compared all together, if none of them has changed.
    let is_whole = mismatch(entry, original).is_some();
    if !is_whole || changed.is_empty() {
        texts.sections(&changed, is_whole);
    }
    if !changed.contains(&0) {
        let lines = |entry: &Entry| {
            (Paragraph::of_line(&entry.front.title), entry.front.description.as_ref().map(Paragraph::of_line))
        };
        let ((title, description), (title_there, description_there)) = (lines(entry), lines(original));
        texts.section(&[title], &[title_there], Extent::Section);
        if let Some((own, there)) = description.zip(description_there) {
            texts.section(&[own], &[there], Extent::Section);
        }
    }
    if entry.document.ops().is_empty() && !texts.there.is_empty() {
        let message = format!("this page has no text, and the one in `{}` has", pair.code());
        let diagnostic = Diagnostic::new(Code::Untranslated, title, message);
        texts.found.push(diagnostic.help("translate it, or delete the file"));
    }
    texts.told()
}

fn part(site: &Site, known: &Languages, (block, original): (&Block, &Block), translation: &Translation) -> Diagnostics {
    let Some(changed) = changed(translation) else { return Diagnostics::new() };
    let pair = Pair { site, known, lang: block.lang, of: original.lang };
    let levels = |block: &Block| block.document.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
    let is_whole = levels(block) != levels(original);
    let first = Span { end: 0, ..Span::file(block.source) };
    let (here, there) = (pair.cut(&block.document), pair.cut(&original.document));
    let mut texts = Texts::of(&pair, (&block.document, &original.document), (&here, &there), first);
    if !is_whole || changed.is_empty() {
        texts.sections(&changed, is_whole);
    }
    texts.told()
}

/// Two languages of which texts are compared.
struct Pair<'a> {
    site: &'a Site,
    known: &'a Languages,
    lang: LangId,
    /// That of the original.
    of: LangId,
}

impl Pair<'_> {
    fn code(&self) -> &str {
        self.site.config.code(self.of)
    }

    fn cut(&self, document: &Document) -> Vec<Paragraph> {
        paragraphs(document, &self.site.sources.get(document.source).text)
    }
}

/// Two texts, and what was found in them.
struct Texts<'a> {
    pair: &'a Pair<'a>,
    own: &'a Document,
    original: &'a Document,
    /// What stands for the whole translation.
    start: Span,
    here: &'a [Paragraph],
    there: &'a [Paragraph],
    /// Found out when a short text is the same in both.
    names: OnceCell<Names>,
    /// How many paragraphs of running text there are.
    prose: usize,
    /// Those that are not translated: where, and where the same stands in the original; or in which script.
    untranslated: Vec<(Span, Result<Span, &'static str>)>,
    /// Short texts that are left as they are in the original, and where they stand there.
    left: Vec<(Span, Span)>,
    found: Diagnostics,
}

impl<'a> Texts<'a> {
    fn of(
        pair: &'a Pair<'a>,
        (own, original): (&'a Document, &'a Document),
        (here, there): (&'a [Paragraph], &'a [Paragraph]),
        start: Span,
    ) -> Texts<'a> {
        Texts {
            pair,
            own,
            original,
            start,
            here,
            there,
            names: OnceCell::new(),
            prose: 0,
            untranslated: Vec::new(),
            left: Vec::new(),
            found: Diagnostics::new(),
        }
    }

    /// Compares two texts section by section, or as a whole.
    fn sections(&mut self, changed: &HashSet<usize>, is_whole: bool) {
        match is_whole {
            true => self.section(self.here, self.there, Extent::Text),
            false => self.by_section(changed),
        }
        if changed.is_empty() {
            self.pictures();
        }
    }

    /// Whether a short text that both have is left in the words of the original.
    fn is_left(&self, text: &str) -> bool {
        let language = &self.pair.known.at(self.pair.lang).0;
        let chars: Vec<char> = text.chars().collect();
        let names = || self.names.get_or_init(|| Names::of(self.there, self.here, language));
        language.is_other(&chars).is_some() && names().is_left(text, language)
    }

    fn by_section(&mut self, changed: &HashSet<usize>) {
        let mut originals: HashMap<usize, &[Paragraph]> = HashMap::new();
        for section in self.there.chunk_by(|one, next| one.section == next.section) {
            originals.extend(section.first().map(|first| (first.section, section)));
        }
        // Title and description are the first section of what is translated.
        let is_changed = |at: usize| changed.contains(&(at + 1));
        for section in self.here.chunk_by(|one, next| one.section == next.section) {
            let Some(at) = section.first().map(|first| first.section) else { continue };
            match originals.get(&at).filter(|_| !is_changed(at)) {
                Some(there) => self.section(section, there, Extent::Section),
                None => self.prose += section.iter().filter(|text| is_prose(text)).count(),
            }
        }
        if !self.own.ops().is_empty() {
            let cut = |document: &Document| shapes(document, &self.pair.site.sources.get(document.source).text);
            let lacks = lacks(&cut(self.own), &cut(self.original)).into_iter().enumerate();
            let told = lacks.filter(|(at, _)| !is_changed(*at)).filter_map(|(at, lack)| Some(self.lacks(at, lack?)));
            let told: Vec<Diagnostic> = told.collect();
            self.found.extend(told);
        }
    }

    /// What is said of a section that lacks something.
    fn lacks(&self, at: usize, lack: Lack) -> Diagnostic {
        let code = self.pair.code();
        let heading = |document: &Document| {
            let heading = document.headings.get(at.checked_sub(1)?)?;
            Some(document.heading_span(heading))
        };
        let part = match (at, self.own.headings.is_empty()) {
            (0, true) => "this text",
            (0, false) => "what stands before the first heading",
            _ => "this section",
        };
        let (message, help) = match lack {
            Lack::All => (
                format!("{part} is empty, and in `{code}` it is not"),
                format!("translate what stands there, or take it out in `{code}`"),
            ),
            Lack::Parts(own, there) => (
                format!("{part} has {own}, and in `{code}` it has {there}"),
                format!("say here too what is missing, or take it out in `{code}`"),
            ),
            Lack::Text => (
                format!("{part} says much less than in `{code}`"),
                "is a paragraph missing? Say here too what it says there".to_owned(),
            ),
        };
        let diagnostic =
            Diagnostic::new(Code::Untranslated, heading(self.own).unwrap_or(self.start), message).help(help);
        diagnostic
            .related(heading(self.original).unwrap_or(Span { end: 0, ..Span::file(self.original.source) }), "there")
    }

    fn section(&mut self, own: &[Paragraph], original: &[Paragraph], extent: Extent) {
        self.untranslated(own, original);
        let ((_, own_spelling), (_, spelling)) = (self.pair.known.at(self.pair.lang), self.pair.known.at(self.pair.of));
        let sides = Sides { code: self.pair.code(), own: own_spelling, original: spelling };
        self.found.extend(sides.section(own, original, extent));
    }

    fn untranslated(&mut self, own: &[Paragraph], original: &[Paragraph]) {
        let ((language, _), (of, _)) = (self.pair.known.at(self.pair.lang), self.pair.known.at(self.pair.of));
        let is_like = language.is_like(of);
        let is_prose = |text: &Paragraph| language.is_sentence(text);
        let is_looked_at = |text: &&Paragraph| is_prose(text) || text.holder.is_short() && !text.is_foreign;
        let texts: Vec<&Paragraph> = own.iter().filter(is_looked_at).collect();
        self.prose += texts.iter().filter(|text| is_prose(text)).count();
        let same: HashMap<String, Option<Span>> = match is_like || texts.is_empty() {
            true => HashMap::new(),
            false => original.iter().rev().map(|text| (text.said(), text.whole)).collect(),
        };
        for text in texts {
            let Some(span) = text.whole else { continue };
            let said = text.said();
            match (same.get(&said), is_prose(text)) {
                (Some(place), true) => self.untranslated.push((span, Ok(place.unwrap_or(span)))),
                (None, true) => self.untranslated.extend(language.other_script(text).map(|script| (span, Err(script)))),
                (Some(place), false) if self.is_left(&said) => {
                    self.left.push((span, place.unwrap_or(span)));
                }
                (Some(_) | None, false) => {}
            }
        }
    }

    /// The texts of pictures that are those of the original.
    fn pictures(&mut self) {
        let ((language, _), (of, _)) = (self.pair.known.at(self.pair.lang), self.pair.known.at(self.pair.of));
        if language.is_like(of) {
            return;
        }
        let texts = |document: &'a Document| {
            let source = &self.pair.site.sources.get(document.source).text;
            let pictures = document.references.iter().filter(|of| of.kind == Kind::Image && !of.decorative);
            let texts = pictures
                .flat_map(|of| [of.text, of.title].map(|text| (document.text_in(source, text), document.span(of))));
            texts.filter(|(text, _)| !text.trim().is_empty()).collect::<Vec<_>>()
        };
        let there: HashMap<&str, Span> = texts(self.original).into_iter().rev().collect();
        for (text, span) in texts(self.own) {
            let left = there.get(text).filter(|_| self.is_left(text));
            self.left.extend(left.map(|place| (span, *place)));
        }
    }

    /// All of it: of a text that is not translated at all, one thing is said.
    fn told(self) -> Diagnostics {
        let (code, own) = (self.pair.code(), self.pair.site.config.code(self.pair.lang));
        let mut found = self.found;
        if self.untranslated.len() > 1 && self.untranslated.len() == self.prose {
            let same = self.untranslated.iter().all(|(_, why)| why.is_ok());
            let message = match same {
                true => format!("this is still the text in `{code}`, word for word"),
                false => format!("no paragraph of this text is in `{own}`"),
            };
            let help = "translate it; until then `draft = true` keeps it from being published";
            found.push(Diagnostic::new(Code::Untranslated, self.start, message).help(help));
            return found;
        }
        for (span, why) in self.untranslated {
            let diagnostic = match why {
                Ok(place) => {
                    let message = format!("this says word for word what the text in `{code}` says");
                    Diagnostic::new(Code::Untranslated, span, message).related(place, "the same")
                }
                Err(script) => {
                    let message = format!("this is in {script} letters, which `{own}` is not written in");
                    Diagnostic::new(Code::Untranslated, span, message)
                }
            };
            found.push(diagnostic.help("translate it; what is said in another language is a quotation, `> …`"));
        }
        for (span, place) in self.left {
            let message = format!("this is still in the words of the text in `{code}`");
            let diagnostic = Diagnostic::new(Code::Untranslated, span, message).related(place, "the same");
            found.push(diagnostic.help("translate it; a name that is the same in both can be waived"));
        }
        found
    }
}
