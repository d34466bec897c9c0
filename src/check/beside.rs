//! A translation read beside its original, paragraph by paragraph: what is still in the original's language, and what has
//! other numbers. A section that has changed since it was translated is left out: that it differs is known.

use super::numbers::{self, Number, numbers as numbers_of};
use super::pairs::{Difference, difference, nowhere};
use super::paragraph::{Paragraph, paragraphs};
use super::spelling::Spelling;
use super::untranslated::{Language, is_prose};
use crate::catalog::{Block, Entry, mismatch};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::id::IndexVec;
use crate::resolve::Site;
use crate::source::Span;
use crate::translation::{Change, Translation};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// What is known of the languages of a site.
type Languages = IndexVec<LangId, (Language, Spelling)>;

fn languages(site: &Site) -> Languages {
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
pub(super) fn pages(site: &Site, entry: &Entry, original: &Entry) -> Diagnostics {
    page(site, &languages(site), (entry, original), &Translation::Current(original.lang))
}

/// What a block says otherwise than its original as that is now.
pub(super) fn blocks(site: &Site, block: &Block, original: &Block) -> Diagnostics {
    part(site, &languages(site), (block, original), &Translation::Current(original.lang))
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
    let mut found = Diagnostics::new();
    let mut read = Read::default();
    if !changed.contains(&0) {
        let lines = |entry: &Entry| -> Vec<Paragraph> {
            let texts = std::iter::once(&entry.front.title).chain(&entry.front.description);
            texts.map(Paragraph::of_line).collect()
        };
        pair.section(&lines(entry), &lines(original), &mut read);
    }
    let is_whole = mismatch(entry, original).is_some();
    // Sections that do not correspond are compared all together, if none of them has changed.
    if !is_whole || changed.is_empty() {
        pair.texts((&entry.document, &original.document), &changed, is_whole, &mut read);
    }
    if entry.document.ops().is_empty() && read.there > 0 {
        let message = format!("this page has no text, and the one in `{}` has", pair.code());
        found.push(Diagnostic::new(Code::Untranslated, title, message).help("translate it, or delete the file"));
    }
    found.extend(read.told(&pair, title));
    found
}

fn part(site: &Site, known: &Languages, (block, original): (&Block, &Block), translation: &Translation) -> Diagnostics {
    let Some(changed) = changed(translation) else { return Diagnostics::new() };
    let pair = Pair { site, known, lang: block.lang, of: original.lang };
    let mut read = Read::default();
    let levels = |block: &Block| block.document.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
    let is_whole = levels(block) != levels(original);
    if !is_whole || changed.is_empty() {
        pair.texts((&block.document, &original.document), &changed, is_whole, &mut read);
    }
    let first = Span { end: 0, ..Span::file(block.source) };
    read.told(&pair, first)
}

/// What was found in a text.
#[derive(Default)]
struct Read {
    /// How many paragraphs of running text there are, and how many paragraphs the original has.
    prose: usize,
    there: usize,
    /// Those that are not translated: where, and where the same stands in the original; or in which script.
    untranslated: Vec<(Span, Result<Span, &'static str>)>,
    found: Diagnostics,
}

impl Read {
    /// All of it: of a text that is not translated at all, one thing is said.
    fn told(self, pair: &Pair, title: Span) -> Diagnostics {
        let (code, own) = (pair.code(), pair.site.config.code(pair.lang));
        let mut found = self.found;
        if self.untranslated.len() > 1 && self.untranslated.len() == self.prose {
            let same = self.untranslated.iter().all(|(_, why)| why.is_ok());
            let message = match same {
                true => format!("this is still the text in `{code}`, word for word"),
                false => format!("no paragraph of this text is in `{own}`"),
            };
            let help = "translate it; until then `draft = true` keeps it from being published";
            found.push(Diagnostic::new(Code::Untranslated, title, message).help(help));
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
        found
    }
}

/// Two languages of which texts are compared.
struct Pair<'a> {
    site: &'a Site,
    known: &'a Languages,
    lang: LangId,
    /// That of the original.
    of: LangId,
}

/// A paragraph and its numbers.
struct Counted<'p> {
    text: &'p Paragraph,
    numbers: Vec<Number>,
}

impl Pair<'_> {
    fn code(&self) -> &str {
        self.site.config.code(self.of)
    }

    /// Compares two texts section by section, or as a whole.
    fn texts(
        &self,
        (own, original): (&Document, &Document),
        changed: &HashSet<usize>,
        is_whole: bool,
        read: &mut Read,
    ) {
        let cut = |document: &Document| paragraphs(document, &self.site.sources.get(document.source).text);
        let (here, there) = (cut(own), cut(original));
        read.there += there.len();
        if is_whole {
            return self.section(&here, &there, read);
        }
        let mut originals: HashMap<usize, &[Paragraph]> = HashMap::new();
        for section in there.chunk_by(|one, next| one.section == next.section) {
            originals.extend(section.first().map(|first| (first.section, section)));
        }
        for section in here.chunk_by(|one, next| one.section == next.section) {
            let Some(at) = section.first().map(|first| first.section) else { continue };
            // Title and description are the first section of what is translated.
            let is_changed = changed.contains(&(at + 1));
            match originals.get(&at).filter(|_| !is_changed) {
                Some(there) => self.section(section, there, read),
                None => read.prose += section.iter().filter(|text| is_prose(text)).count(),
            }
        }
    }

    fn section(&self, own: &[Paragraph], original: &[Paragraph], read: &mut Read) {
        self.untranslated(own, original, read);
        if own.len() == original.len() {
            return self.numbers(own, original, read);
        }
        let joined = |texts: &[Paragraph]| Paragraph::joined(texts).into_iter().collect::<Vec<_>>();
        self.numbers(&joined(own), &joined(original), read);
    }

    fn untranslated(&self, own: &[Paragraph], original: &[Paragraph], read: &mut Read) {
        let ((language, _), (of, _)) = (self.known.at(self.lang), self.known.at(self.of));
        let is_like = language.is_like(of);
        let prose: Vec<&Paragraph> = own.iter().filter(|text| is_prose(text)).collect();
        read.prose += prose.len();
        let same: HashMap<String, Option<Span>> = match is_like || prose.is_empty() {
            true => HashMap::new(),
            false => original.iter().map(|text| (text.said(), text.whole)).collect(),
        };
        for text in prose {
            let Some(span) = text.whole else { continue };
            match same.get(&text.said()) {
                Some(place) => read.untranslated.push((span, Ok(place.unwrap_or(span)))),
                None => read.untranslated.extend(language.other_script(text).map(|script| (span, Err(script)))),
            }
        }
    }

    fn numbers(&self, own: &[Paragraph], original: &[Paragraph], read: &mut Read) {
        let counted = |lang: LangId, texts: &'_ [Paragraph]| -> Vec<Vec<Number>> {
            let (_, spelling) = self.known.at(lang);
            texts.iter().map(|text| numbers_of(&text.chars, &text.aside, spelling)).collect()
        };
        let (here, there) = (counted(self.lang, own), counted(self.of, original));
        let (all_here, all_there) = (here.concat(), there.concat());
        for ((text, numbers), (other, others)) in own.iter().zip(here).zip(original.iter().zip(there)) {
            let Difference { lost, new } = difference(&others, &numbers);
            let (own, other) = (Counted { text, numbers: new }, Counted { text: other, numbers: lost });
            read.found.extend(self.differs(&own, &other, (&all_here, &all_there)));
        }
    }

    /// What is said of numbers that only one of two paragraphs has. `all` are those of the sections they stand in.
    fn differs(&self, own: &Counted, other: &Counted, all: (&[Number], &[Number])) -> Option<Diagnostic> {
        let (here, there) = match own.numbers.is_empty() || other.numbers.is_empty() {
            false => (own.numbers.iter().collect(), other.numbers.iter().collect()),
            // One alone may be a word in the other language, if it is not a long one.
            true => (nowhere(&own.numbers, all.1), nowhere(&other.numbers, all.0)),
        };
        let said = |numbers: &[&Number], text: &Paragraph| {
            let written = numbers.iter().map(|number| format!("`{}`", numbers::written(number, &text.chars)));
            listed(&written.collect::<Vec<_>>())
        };
        let place = |numbers: &[&Number], text: &Paragraph| {
            let first = numbers.iter().map(|number| number.range.clone()).min_by_key(|range| range.start);
            first.and_then(|range| text.span(range)).or(text.whole)
        };
        let code = self.code();
        let message = match (here.is_empty(), there.is_empty()) {
            (true, true) => return None,
            (false, false) => {
                format!(
                    "this says {} where the text in `{code}` says {}",
                    said(&here, own.text),
                    said(&there, other.text)
                )
            }
            (false, true) => format!("this says {}, and the text in `{code}` does not", said(&here, own.text)),
            (true, false) => format!("the text in `{code}` says {}, and this does not", said(&there, other.text)),
        };
        let span = place(&here, own.text)?;
        let diagnostic = Diagnostic::new(Code::TranslationNumbers, span, message).help("say the same number in both");
        Some(match place(&there, other.text) {
            Some(place) => diagnostic.related(place, "there"),
            None => diagnostic,
        })
    }
}

/// The most numbers that a message names.
const NAMED: usize = 5;

/// "`1`, `2` and `3`"
fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if texts.len() <= NAMED => format!("{} and {last}", first.join(", ")),
        [first, ..] => format!("{first} and {} others", texts.len() - 1),
    }
}
