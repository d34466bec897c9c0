//! XLIFF to the files of translations: all of them, or what is wrong with which segment.

use super::check::check;
use super::data;
use super::memory::Memory;
use super::page::{Page, said, unwritable};
use super::target::{self, Given, Report};
use super::unit::{Place, Token, Unit, are_alike, by_id, is_draft, key, placed, units};
use super::xml::{self, children, head};
use super::{BLOB, DIGEST, NAMESPACE};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Piece, has_text, with_part};
use crate::resolve::Site;
use crate::source::{Algorithm, SourceId};
use crate::translate::Stamp;
use crate::translation::{Translation, Written};
use roxmltree::{Document, Node};
use std::collections::{HashMap, HashSet};

/// What comes of an XLIFF file. With a diagnostic there is nothing that could be written.
#[derive(Debug, Default)]
pub struct Outcome {
    pub files: Vec<Imported>,
    /// The originals of which the file has no translated text, or none that is new.
    pub skipped: Vec<String>,
    /// The language that it is all in.
    pub lang: Option<LangId>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A file to be made or rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub path: String,
    pub text: String,
    /// The file that is there.
    pub source: Option<SourceId>,
    /// What is not translated, if anything.
    pub rest: Option<Rest>,
}

/// The texts of a file that are not translated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The unit of the first one, and what it says.
    pub unit: String,
    pub text: String,
    pub half: Half,
}

/// What a file is that is not all translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    Draft,
    /// A translation that stays as out of date as it was.
    Stale,
    /// Data in which some texts fall back.
    Open,
}

/// The translations that the XLIFF file `id` makes.
pub fn import(site: &Site, id: SourceId) -> Outcome {
    let mut report = Report { id, found: Vec::new() };
    let mut outcome = match xml::parse(&site.sources.get(id).text) {
        Ok(document) => read(site, &document, &mut report).unwrap_or_default(),
        Err(wrong) => {
            report.add(Code::InvalidXliff, wrong.range, wrong.message, wrong.help);
            Outcome::default()
        }
    };
    if !report.found.is_empty() {
        outcome = Outcome { diagnostics: report.found, ..Outcome::default() };
    }
    outcome
}

fn read(site: &Site, document: &Document, report: &mut Report) -> Option<Outcome> {
    let root = document.root_element();
    let version = root.attribute("version").unwrap_or_default();
    let mut refuse = |message: String, help: &str| report.add(Code::InvalidXliff, head(root), message, help);
    if root.tag_name().name() != "xliff" || root.tag_name().namespace() != Some(NAMESPACE) {
        refuse("this is not XLIFF 2".to_owned(), "save it as XLIFF 2.1, as `translate export` wrote it");
        return None;
    }
    if !version.starts_with("2.") {
        refuse(format!("XLIFF of the version `{version}`"), "save it as 2.1");
        return None;
    }
    let code = |name: &str| root.attribute(name).unwrap_or_default();
    let language = |code: &str| site.config.languages.position(|own| own.code.eq_ignore_ascii_case(code));
    let codes = || site.config.codes().collect::<Vec<_>>().join(", ");
    let Some(lang) = language(code("trgLang")) else {
        let message = format!("`trgLang` is `{}`, which is no language of the site", code("trgLang"));
        refuse(message, &format!("the languages in `site.toml` are {}", codes()));
        return None;
    };
    let mut import = Import {
        site,
        lang,
        report,
        from: language(code("srcLang")),
        memory: Memory::of(site, [].into_iter()),
        open: HashSet::new(),
    };
    let originals: HashMap<&str, Written> =
        site.catalog.ledger().map(|text| (site.sources.get(text.source).path.as_str(), text)).collect();
    let (mut files, mut data) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for file in children(root, "file") {
        let path = file.attribute("original").unwrap_or_default();
        if !seen.insert(path) {
            import.report.add(Code::InvalidXliff, head(file), format!("`{path}` stands here twice"), "delete one");
        }
        let found = Some(path).filter(|path| path.ends_with(".toml")).and_then(|path| site.sources.at(path));
        if let Some(id) = found {
            data.push((file, id));
            continue;
        }
        files.extend(import.original(file, originals.get(path).copied()).map(|original| (file, original)));
    }
    let translations = files.iter().filter_map(|(_, of)| site.catalog.in_ledger(of.written.name, lang));
    import.memory = Memory::of(site, translations);
    let mut outcome = Outcome { lang: Some(lang), ..Outcome::default() };
    if let Some((file, _)) = data.first().filter(|_| import.from.is_none_or(|from| from == lang)) {
        import.refuse(*file, "`srcLang` is no other language of the site", "export again");
    }
    // What facts say in words may be translated here too: which files change is known only when all are read.
    let read = |open: &HashSet<SourceId>, report: &mut Report| -> Vec<Option<Imported>> {
        let Some(from) = language(code("srcLang")).filter(|from| *from != lang) else { return Vec::new() };
        data.iter().map(|(file, id)| data::import(site, *file, *id, (from, lang), open, report)).collect()
    };
    let aside = &mut Report { id: import.report.id, found: Vec::new() };
    import.open = read(&HashSet::new(), aside).iter().flatten().filter_map(|file| file.source).collect();
    for (imported, (_, id)) in read(&import.open, import.report).into_iter().zip(&data) {
        match imported {
            Some(imported) => outcome.files.push(imported),
            None => outcome.skipped.push(site.sources.get(*id).path.clone()),
        }
    }
    for (file, original) in files {
        match import.file(file, original) {
            Some(imported) => outcome.files.push(imported),
            None => outcome.skipped.push(file.attribute("original").unwrap_or_default().to_owned()),
        }
    }
    if outcome.files.is_empty() && import.report.found.is_empty() {
        let help = "fill in targets: what is there is as it was exported";
        import.report.add(Code::InvalidXliff, head(root), "no file is translated here", help);
    }
    Some(outcome)
}

struct Import<'a, 'r> {
    site: &'a Site,
    lang: LangId,
    /// The language that the file says it is translated from.
    from: Option<LangId>,
    report: &'r mut Report,
    memory: Memory,
    /// The files of data that are being translated too.
    open: HashSet<SourceId>,
}

/// The text that a file was exported from.
struct Original<'a> {
    written: Written<'a>,
    stamp: Stamp,
}

/// Where the text of a unit comes from.
enum Choice {
    Given(Given),
    /// What the translation has said already, and is still right.
    Known(Vec<Token>),
    /// As the file of the translation has it.
    Kept,
    /// As the original has it.
    Source,
}

impl<'a> Import<'a, '_> {
    fn refuse(&mut self, node: Node, message: impl Into<String>, help: &str) {
        self.report.add(Code::InvalidXliff, head(node), message, help);
    }

    /// The original of a file, if it is the one that was exported.
    fn original(&mut self, file: Node, found: Option<Written<'a>>) -> Option<Original<'a>> {
        let site = self.site;
        let path = file.attribute("original").unwrap_or_default();
        let Some(written) = found.filter(|text| site.catalog.origins.of(text.name) == text.lang) else {
            self.refuse(
                file,
                format!("`{path}` is no text of the site that is written first in its language"),
                "export again",
            );
            return None;
        };
        if written.lang == self.lang {
            self.refuse(file, format!("`{path}` is written in this language first"), "");
            return None;
        }
        if self.from != Some(written.lang) {
            let code = site.config.code(written.lang);
            let root = file.document().root_element();
            let said = root.attribute("srcLang").unwrap_or_default();
            self.refuse(root, format!("`srcLang` is `{said}`, and `{path}` is written in `{code}`"), "export again");
            return None;
        }
        if let Some(wrong) = unwritable(&site.sources, written.source) {
            self.report.found.push(wrong);
            return None;
        }
        let note = |category: &str| {
            let notes = children(file, "notes").flat_map(|notes| children(notes, "note"));
            let mut found = notes.filter(|note| note.attribute("category") == Some(category));
            found.next().and_then(|note| note.text()).map(|text| text.trim().to_owned())
        };
        let now = Stamp::of(&site.sources, written.source);
        let (blob, digest) = (note(BLOB), note(DIGEST));
        if blob.is_none() && digest.is_none() {
            let message = format!("the notes of `{path}` are gone, which say what text was exported");
            self.refuse(file, message, "export again, and have the tool keep `<notes>`");
            return None;
        }
        let same = digest.as_ref().is_some_and(|digest| *digest == now.digest);
        if !same && !blob.as_ref().is_some_and(|blob| site.sources.get(written.source).is_blob(blob)) {
            let message = format!("`{path}` is not the text any more that was exported");
            let help = "export again: tools for translators fill in what has not changed from their memory";
            self.report.add(Code::SourceChanged, head(file), message, help);
            return None;
        }
        let stamp =
            Stamp { blob: blob.filter(|blob| Algorithm::of(blob).is_some()).unwrap_or(now.blob), digest: now.digest };
        Some(Original { written, stamp })
    }

    /// The file that is made; nothing if it has no text that is new.
    fn file(&mut self, file: Node, original: Original<'a>) -> Option<Imported> {
        let site = self.site;
        let Original { written: original, stamp } = original;
        let path = site.sources.get(original.source).path.as_str();
        let own = units(&site.sources.get(original.source).text, original.source);
        let translation = site.catalog.in_ledger(original.name, self.lang);
        if let Some(wrong) = translation.and_then(|text| unwritable(&site.sources, text.source)) {
            self.report.found.push(wrong);
        }
        let theirs = translation.map(|text| units(&site.sources.get(text.source).text, text.source));
        let same = theirs.as_ref().filter(|theirs| are_alike(theirs, &own)).map(|theirs| by_id(theirs));
        // What stands in a translation that is up to date is right, however it is marked up; a draft begins as its original.
        let draft = translation.is_some_and(|text| is_draft(&site.sources, text.source));
        let current = translation.is_some_and(|text| matches!(text.translation, Translation::Current(_)));
        let settled =
            |unit: &Unit, kept: Option<&&Unit>| current && (!draft || kept.is_some_and(|kept| key(kept) != key(unit)));
        let known = translation.map(|text| self.memory.known(site, &own, text)).unwrap_or_default();
        let before = self.report.found.len();
        let nodes = self.nodes(file, &own, path);
        let mut missing = Vec::new();
        let mut choices = Vec::new();
        let (mut any, mut any_new) = (false, false);
        for (at, unit) in own.iter().enumerate() {
            let name = format!("unit `{}` of `{path}`", unit.id);
            let node = nodes.get(unit.id.as_str());
            let given = node.and_then(|node| target::read(*node, unit, &name, self.report));
            let known = known.get(at).cloned().flatten();
            any |= given.is_some();
            // What is there already stays as it is written.
            let place = |tokens: &[Token]| placed(tokens, &unit.pieces, unit.is_line());
            let is_new = |given: &Given| known.as_ref().is_none_or(|known| place(known) != place(&given.tokens));
            any_new |= given.as_ref().is_some_and(is_new);
            let given = given.filter(|given| same.is_none() || is_new(given));
            choices.push(match (given, known, &same) {
                _ if unit.is_silent() => Choice::Source,
                (Some(given), ..) => Choice::Given(given),
                (None, Some(_), Some(_)) => Choice::Kept,
                (None, Some(known), None) => Choice::Known(known),
                (None, None, Some(theirs)) if settled(unit, theirs.get(unit.id.as_str())) => Choice::Kept,
                (None, None, kept) => {
                    missing.push(unit);
                    if kept.is_some() { Choice::Kept } else { Choice::Source }
                }
            });
        }
        let complete = missing.is_empty();
        if self.report.found.len() > before || !any || !complete && !any_new {
            return None;
        }
        if let Some(first) = missing.first().filter(|_| translation.is_some() && same.is_none()) {
            let node = nodes.get(first.id.as_str()).copied().unwrap_or(file);
            let message = format!("unit `{}` of `{path}` is not translated", first.id);
            let help =
                "the translation that is there has other texts than the original: it is replaced as a whole only";
            self.refuse(node, message, help);
            return None;
        }
        let rest = missing.first().map(|first| Rest {
            count: missing.len(),
            of: own.iter().filter(|unit| !unit.is_silent()).count(),
            unit: first.id.clone(),
            text: beginning(&first.pieces),
            half: if draft || translation.is_none() { Half::Draft } else { Half::Stale },
        });
        let units = self.fill(&own, same.as_ref(), &choices, path);
        let framed =
            translation.is_some_and(|text| self.memory.is_framed(&site.sources.get(original.source).text, text));
        let kept = theirs.as_deref().filter(|_| framed && same.is_some());
        let page = Page { kept, original, translation, lang: self.lang, units, complete, stamp, open: &self.open };
        let Some(made) = page.write(site) else {
            self.refuse(file, format!("the front matter of `{path}` cannot be written"), "");
            return None;
        };
        let place = |at: usize| match choices.get(at) {
            Some(Choice::Given(given)) => given.range.clone(),
            Some(Choice::Known(_) | Choice::Kept | Choice::Source) | None => {
                let node = page.units.get(at).and_then(|unit| nodes.get(unit.id.as_str()));
                head(node.copied().unwrap_or(file))
            }
        };
        check(&page.units, &made, path, (&place, head(file)), self.report);
        let text = page.write_out(site, &made.text);
        Some(Imported { path: made.path, text, source: translation.map(|entry| entry.source), rest })
    }

    /// The elements of the units, by their ids.
    fn nodes<'x>(&mut self, file: Node<'x, 'x>, own: &[Unit], path: &str) -> HashMap<&'x str, Node<'x, 'x>> {
        let ids: HashSet<&str> = own.iter().map(|unit| unit.id.as_str()).collect();
        let mut nodes: HashMap<&str, Node> = HashMap::new();
        for unit in file.descendants().filter(|node| node.has_tag_name((NAMESPACE, "unit"))) {
            let id = unit.attribute("id").unwrap_or_default();
            if nodes.insert(id, unit).is_some() {
                self.refuse(unit, format!("two units `{id}` in `{path}`"), "delete one");
            }
            if !ids.contains(id) {
                self.refuse(unit, format!("`{path}` has no unit `{id}`"), "export again");
            }
        }
        nodes
    }

    /// The units with their texts. What stands inside of markup comes first, since markup is put into texts.
    fn fill(&mut self, own: &[Unit], same: Option<&HashMap<&str, &Unit>>, choices: &[Choice], path: &str) -> Vec<Unit> {
        let theirs = |at: usize| own.get(at).and_then(|unit| same?.get(unit.id.as_str()).copied());
        let is_kept = |at: usize| matches!(choices.get(at), Some(Choice::Kept));
        let kept = |at: usize| theirs(at).filter(|_| is_kept(at));
        let mut units = own.to_vec();
        for (at, unit) in units.iter_mut().enumerate().filter(|(at, _)| is_kept(*at)) {
            // What the translation does without in its front matter is not put there.
            unit.pieces = theirs(at).map(|unit| unit.pieces.clone()).unwrap_or_default();
        }
        let (mut owner, mut markup): (usize, Vec<usize>) = (0, Vec::new());
        for (at, unit) in own.iter().enumerate() {
            let Place::Part(nth) = unit.place else {
                owner = at;
                let pieces = units.get(at).map(|unit| unit.pieces.as_slice()).unwrap_or_default();
                markup = (0..).zip(pieces).filter(|(_, piece)| piece.markup().is_some()).map(|(at, _)| at).collect();
                continue;
            };
            let pieces = match choices.get(at) {
                Some(Choice::Given(given)) => placed(&given.tokens, &unit.pieces, true),
                Some(Choice::Known(tokens)) => placed(tokens, &unit.pieces, true),
                Some(Choice::Kept) if kept(owner).is_none() => kept(at).unwrap_or(unit).pieces.clone(),
                Some(Choice::Kept | Choice::Source) | None => continue,
            };
            // In a text that is kept, the markup stands where the translation has it.
            let nth = match (kept(owner), theirs(at).map(|unit| &unit.place)) {
                (Some(_), Some(Place::Part(nth))) => *nth,
                _ => nth,
            };
            let text = said(&pieces);
            let place = units.get_mut(owner).zip(markup.get(nth)).and_then(|(unit, at)| unit.pieces.get_mut(*at));
            match place.and_then(|piece| with_part(piece, &text).map(|new| *piece = new)) {
                Some(()) => {}
                None => {
                    let message =
                        format!("the text of unit `{}` of `{path}` cannot be written into its markup", unit.id);
                    let help = "it needs some text, and a citation has no brackets and semicolons in it";
                    if let Some(Choice::Given(given)) = choices.get(at) {
                        self.report.add(Code::Placeholder, given.range.clone(), message, help);
                    }
                }
            }
            if let Some(unit) = units.get_mut(at) {
                unit.pieces = pieces;
            }
        }
        for (unit, choice) in units.iter_mut().zip(choices).filter(|(unit, _)| !matches!(unit.place, Place::Part(_))) {
            let tokens = match choice {
                Choice::Given(Given { tokens, .. }) | Choice::Known(tokens) => tokens,
                Choice::Kept | Choice::Source => continue,
            };
            let pieces: Vec<Piece> = placed(tokens, &unit.pieces, unit.is_line());
            unit.pieces = pieces;
            if let (true, Choice::Given(given)) =
                (unit.place == Place::Title && !has_text_or_markup(&unit.pieces), choice)
            {
                let message = format!("the title of `{path}` is empty");
                self.report.add(Code::InvalidXliff, given.range.clone(), message, "translate it");
            }
        }
        units
    }
}

/// What the first line of a text says, cut short.
pub(super) fn beginning(pieces: &[Piece]) -> String {
    let texts = pieces.iter().take_while(|piece| !matches!(piece, Piece::Break(_)));
    let texts: String = texts.filter(|piece| piece.markup().is_none()).map(Piece::written).collect();
    texts.chars().take(40).collect()
}

fn has_text_or_markup(pieces: &[Piece]) -> bool {
    has_text(pieces) || pieces.iter().any(|piece| piece.markup().is_some())
}
