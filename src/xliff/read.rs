//! What came back to the files of translations: what can be taken of it, and what is wrong with which segment.

use super::bundle::Bundle;
use super::check::check;
use super::delivery::{Brought, Degree, Delivery, Part, Remark};
use super::fact::Open;
use super::id::Ids;
use super::language::fitting;
use super::memory::Memory;
use super::original::{Exported, Original};
use super::outcome::{Half, Imported, Note, Outcome, Overtaken, Rest, Tally};
use super::page::{Page, unwritable};
use super::past::Past;
use super::plan::{Before, Contested, Plan, State, Terms, fill};
use super::same::{Extent, is_of};
use super::since::{Side, Since, Then};
use super::target::Report;
use super::unit::{Unit, are_alike, by_slot, is_draft, key, units};
use super::{BLOB, DIGEST, EXPORT_AGAIN, TARGET, TRANSLATION, data, message};
use crate::config::{LangId, beside};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use crate::translate::Stamp;
use crate::translation::{Translation, Written};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The language that a file says it is translated from, if that is one of the site's, and the one that it is in.
type Languages = (Option<LangId>, LangId);
type Pages<'a, 'd> = Vec<(&'d Part, Original<'a>)>;
type Tables<'d> = Vec<(&'d Part, SourceId)>;

/// What of a file is imported.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Pages by their names, and files by their paths; all of them without.
    pub only: Option<HashSet<&'a str>>,
    /// Texts below this are left out.
    pub min: Option<Degree>,
    /// Whose text is taken where a translation has changed since it was exported.
    pub side: Option<Side>,
}

impl Wanted<'_> {
    /// Whether a text with a path and, if it is one of the site's, a name is one of them.
    fn has(&self, path: &str, name: Option<&str>) -> bool {
        let has = |only: &HashSet<&str>| only.contains(path) || name.is_some_and(|name| only.contains(name));
        self.only.as_ref().is_none_or(has)
    }
}

/// The translations that `files` make, which are read as one.
pub fn import(site: &Site, files: &[SourceId], wanted: &Wanted) -> Outcome {
    let bundle = Bundle::of(site, files);
    let Some(id) = bundle.id() else { return Outcome::default() };
    let (mut found, mut refused) = (Diagnostics::new(), Diagnostics::new());
    let Some(delivery) = bundle.read(site, (&mut found, &mut refused)) else {
        return Outcome { diagnostics: found, refused, ..Outcome::default() };
    };
    let mut report = Report::new(id, &bundle.text);
    report.refused = refused;
    let mut outcome = read(site, &delivery, wanted, &mut report).unwrap_or_default();
    if !report.found.is_empty() {
        outcome = Outcome { diagnostics: report.found, ..Outcome::default() };
    }
    outcome.refused = report.refused;
    for found in [&mut outcome.diagnostics, &mut outcome.refused] {
        found.change(|found| {
            found.span = bundle.place(found.span);
            found.related.iter_mut().for_each(|related| related.span = bundle.place(related.span));
        });
    }
    outcome.notes.iter_mut().for_each(|note| note.span = bundle.place(note.span));
    outcome
}

fn read(site: &Site, delivery: &Delivery, wanted: &Wanted, report: &mut Report) -> Option<Outcome> {
    let way = languages(site, delivery, report)?;
    let (pages, tables) = files(site, delivery, way, wanted, report);
    let mut outcome = Outcome { lang: Some(way.1), ..Outcome::default() };
    let min = wanted.min.or(delivery.least);
    let terms = Terms { min, side: wanted.side };
    let translation = |of: &Original| site.catalog.in_ledger(of.written.name, way.1);
    let past = past(site, &pages, &tables, (way.1, translation));
    let (imported, open) = import_data(site, &tables, (delivery, way), (terms, &past), report);
    outcome.files.extend(imported.into_iter().flatten());
    let translations = pages.iter().filter_map(|(_, of)| translation(of));
    let memory = Memory::of(site, translations);
    let mut import = Import { site, lang: way.1, terms, report, memory, past: &past, open };
    for (part, original) in &pages {
        outcome.files.extend(import.page(part, original));
    }
    for part in pages.iter().map(|(part, _)| part).chain(tables.iter().map(|(part, _)| part)) {
        outcome.tally.add(part, min);
        let note = |unit: Option<&Brought>, remark: &Remark| Note {
            path: part.path.clone(),
            unit: unit.map(|unit| unit.id.clone()),
            text: remark.text.clone(),
            span: Span::new(report.id, remark.range.clone()),
        };
        outcome.notes.extend(part.remarks.iter().map(|remark| note(None, remark)));
        for unit in &part.units {
            outcome.notes.extend(unit.remarks.iter().map(|remark| note(Some(unit), remark)));
        }
    }
    if outcome.files.is_empty() && report.found.is_empty() && report.refused.is_empty() {
        nothing(delivery, &outcome.tally, min, report);
    }
    Some(outcome)
}

/// Says why nothing is imported, if that is a mistake: what is there already is none.
fn nothing(delivery: &Delivery, tally: &Tally, min: Option<Degree>, report: &mut Report) {
    let help = match min.filter(|_| tally.left_out > 0) {
        Some(min) => format!("all that is filled in is below `{}`", min.name()),
        None if tally.open > 0 || tally.count() == 0 => {
            "fill in targets: what is there is as it was exported".to_owned()
        }
        None => return,
    };
    report.add(Code::InvalidXliff, delivery.head.clone(), "no file is translated here", &help);
}

/// The texts that originals and translations had when they were exported, and have no more.
fn past<'a>(
    site: &Site,
    pages: &[(&Part, Original<'a>)],
    tables: &[(&Part, SourceId)],
    (to, translation): (LangId, impl Fn(&Original<'a>) -> Option<Written<'a>>),
) -> Past {
    let is_other = |file: SourceId, blob: &str| !site.sources.get(file).is_blob(blob);
    let mut ids: Vec<&str> = Vec::new();
    for (part, original) in pages {
        match &original.exported {
            Exported::Other(Some((blob, _))) => ids.push(blob),
            Exported::Same(stamp) if *stamp != original.now => ids.push(&stamp.blob),
            Exported::Same(_) | Exported::Other(None) => {}
        }
        let blob = part.notes.get(TRANSLATION).zip(translation(original));
        ids.extend(blob.filter(|(blob, text)| is_other(text.source, blob)).map(|(blob, _)| blob.as_str()));
    }
    for (part, id) in tables {
        // Messages are translated into another file.
        let is_asked =
            |blob: &&String| message::is_messages(&part.path) || is_other(data::file_of(site, *id, to), blob);
        ids.extend(part.notes.get(TRANSLATION).filter(is_asked).map(String::as_str));
        ids.extend(part.notes.get(BLOB).filter(|blob| is_other(*id, blob)).map(String::as_str));
    }
    Past::of(site, ids.into_iter())
}

/// The languages of a file, if it is in one of the site.
fn languages(site: &Site, delivery: &Delivery, report: &mut Report) -> Option<Languages> {
    let mut language = |name: &str, code: &str| match fitting(&site.config, code).as_slice() {
        [one] => Ok(Some(*one)),
        [] => Ok(None),
        several => {
            let codes: Vec<String> = several.iter().map(|lang| format!("`{}`", site.config.code(*lang))).collect();
            let message = format!("`{name}` is `{code}`, which may be {}", codes.join(" or "));
            let help = "write in the file which of them it is";
            report.add(Code::InvalidXliff, delivery.head.clone(), message, help);
            Err(())
        }
    };
    let noted = delivery.parts.iter().find_map(|part| Some((part, part.notes.get(TARGET)?)));
    // A header of PO may lack it.
    let said = Some(delivery.to.as_str()).filter(|code| !code.is_empty()).or(noted.map(|(_, code)| code.as_str()));
    let to = language("trgLang", said.unwrap_or_default()).ok()?;
    let from = language("srcLang", &delivery.from).ok()?;
    let Some(to) = to else {
        let codes = site.config.codes().collect::<Vec<_>>().join(", ");
        let message = format!("`trgLang` is `{}`, which is no language of the site", delivery.to);
        let help = format!("the languages in `site.toml` are {codes}");
        report.add(Code::InvalidXliff, delivery.head.clone(), message, &help);
        return None;
    };
    if let Some((part, code)) = noted.filter(|(_, code)| Some(to) != site.config.language(code)) {
        let message = format!("this was exported for `{code}`, and says that it is in `{}`", delivery.to);
        let help = format!("write `{code}` as its target language, or export for the other one");
        report.add(Code::InvalidXliff, part.head.clone(), message, &help);
        return None;
    }
    Some((from, to))
}

/// The files that are imported: pages and blocks with their originals, and files of data.
fn files<'a, 'd>(
    site: &'a Site,
    delivery: &'d Delivery,
    (from, to): Languages,
    wanted: &Wanted,
    report: &mut Report,
) -> (Pages<'a, 'd>, Tables<'d>) {
    let texts: HashMap<&str, Written> =
        site.catalog.ledger().map(|text| (site.sources.get(text.source).path.as_str(), text)).collect();
    let (mut seen, mut asked) = (HashSet::new(), HashSet::new());
    let (mut pages, mut tables) = (Vec::new(), Vec::new());
    for part in &delivery.parts {
        let path = part.path.as_str();
        let text = texts.get(path).copied();
        if !wanted.has(path, text.map(|text| text.name)) {
            continue;
        }
        asked.extend([path].into_iter().chain(text.map(|text| text.name)));
        if !seen.insert(path) {
            report.add(Code::InvalidXliff, part.head.clone(), format!("`{path}` stands here twice"), "delete one");
        }
        match site.sources.at(path).filter(|_| path.ends_with(".toml") || message::is_messages(path)) {
            Some(id) => tables.push((part, id)),
            None => {
                let way = (from, (delivery.from.as_str(), delivery.head.clone()), to);
                let original = Original::of(site, part, text, way, report);
                pages.extend(original.map(|original| (part, original)));
            }
        }
    }
    for name in wanted.only.iter().flatten().filter(|name| !asked.contains(*name)) {
        let name = if name.is_empty() { "index" } else { name };
        let message = format!("there is nothing of `{name}` in what came back");
        report.add(Code::InvalidXliff, delivery.head.clone(), message, "leave it out, or name what it has");
    }
    (pages, tables)
}

/// What is made of each file of data, and which of them change.
fn import_data(
    site: &Site,
    tables: &[(&Part, SourceId)],
    (delivery, (from, to)): (&Delivery, Languages),
    (terms, past): (Terms, &Past),
    report: &mut Report,
) -> (Vec<Vec<Imported>>, Open) {
    if tables.is_empty() {
        return Default::default();
    }
    let Some(from) = from.filter(|from| *from != to) else {
        let message = "`srcLang` is no other language of the site";
        report.add(Code::InvalidXliff, delivery.head.clone(), message, "export again");
        return Default::default();
    };
    let (messages, data): (Tables, Tables) = tables.iter().partition(|(part, _)| message::is_messages(&part.path));
    let mut open = Open::default();
    let mut made = Vec::new();
    for (part, _) in messages {
        if let Some((file, ids)) = message::import(site, part, (from, to), (terms, past), report) {
            open.messages.extend(ids);
            made.push(vec![file]);
        }
    }
    let import = |open: &Open, report: &mut Report| -> Vec<Vec<Imported>> {
        data.iter().map(|(part, id)| data::import(site, part, *id, (from, to, open), (terms, past), report)).collect()
    };
    // What facts say in words may be translated here too: which files change is known only when all are read.
    let aside = &mut Report::new(report.id, report.text);
    // A fact is of the file that its texts stand beside.
    let of = |file: &Imported| match beside(&file.path) {
        Some((main, _)) => site.sources.at(&main),
        None => file.source,
    };
    open.files = import(&open, aside).iter().flatten().filter_map(of).collect();
    let mut imported = import(&open, report);
    imported.extend(made);
    (imported, open)
}

/// The text that a translation is made of.
struct Basis<'p> {
    text: Cow<'p, str>,
    stamp: Stamp,
    /// Whether it is another one than was exported, so that some of it may not have come back.
    changed: bool,
    /// Whether it is an older one than the site's.
    overtaken: bool,
}

struct Import<'a, 'r, 't> {
    site: &'a Site,
    lang: LangId,
    terms: Terms,
    report: &'r mut Report<'t>,
    memory: Memory,
    past: &'a Past,
    /// What else is being translated.
    open: Open,
}

impl<'a> Import<'a, '_, '_> {
    /// The file that is made; nothing if it has no text that is new.
    fn page(&mut self, part: &Part, of: &Original) -> Option<Imported> {
        let (site, original) = (self.site, of.written);
        let translation = site.catalog.in_ledger(original.name, self.lang);
        if let Some(wrong) = translation.and_then(|text| unwritable(&site.sources, text.source)) {
            self.report.found.push(wrong);
        }
        let extra = &site.config.translate_extra;
        let read = |text: &str| units(text, original.source, extra);
        let now = read(&site.sources.get(original.source).text);
        let Some(basis) = self.basis(part, of, &now, translation) else {
            let (code, message, help) = match part.notes.contains_key(BLOB) || part.notes.contains_key(DIGEST) {
                true => (Code::SourceChanged, "is not the text any more that was exported", EXPORT_AGAIN),
                false => (
                    Code::InvalidXliff,
                    "has changed, and the notes are gone which say what text was exported",
                    "export again, and have the tool keep `<notes>`",
                ),
            };
            self.report.refuse(code, part.head.clone(), format!("`{}` {message}", part.path), help);
            return None;
        };
        let own = if basis.overtaken { read(&basis.text) } else { now.clone() };
        let theirs = translation.map(|text| units(&site.sources.get(text.source).text, text.source, extra));
        let past = translation
            .map_or(Then::Same, |text| Then::of(site.sources.get(text.source), part.notes.get(TRANSLATION), self.past));
        let known_then = match (past, translation) {
            (Then::Other(then), Some(text)) => self.memory.known_then(site, &own, text, then),
            _ => None,
        };
        let then = match (translation, &theirs) {
            (Some(text), Some(theirs)) => past.units(theirs, text.source, extra),
            (None, _) | (_, None) => Then::Same,
        };
        let mut before = self.before(original, translation, (&own, theirs.as_deref(), &then), basis.changed);
        before.then = known_then.filter(|_| before.theirs.is_none());
        let (found, refused) = (self.report.found.len(), self.report.refused.len());
        let (mut plans, contested) = before.plans(part, self.terms, self.report);
        let has = |state: State| plans.iter().any(|plan| plan.state == state);
        let complete = !has(State::Open);
        let is_whole = self.report.refused.len() == refused;
        let is_news = has(State::New) || complete && is_whole && has(State::Repeated);
        if self.is_contested(translation, &before, (&plans, &contested), is_news) {
            return None;
        }
        if self.report.found.len() > found || !is_news {
            return None;
        }
        let is_replaced = translation.is_some() && before.theirs.is_none();
        if let Some(first) = plans.iter().find(|plan| is_replaced && plan.state == State::Open) {
            let message = format!("unit `{}` of `{}` is not translated", first.id, before.path);
            let help =
                "the translation that is there has other texts than the original: it is replaced as a whole only";
            self.report.refuse(Code::InvalidXliff, first.range.clone(), message, help);
            return None;
        }
        fill(&mut plans, before.path, self.report);
        let kept = !is_replaced && translation.is_some_and(|of| self.memory.is_framed(&basis.text, of));
        let (lang, stamp, text) = (self.lang, &basis.stamp, basis.text.as_ref());
        let page = Page { original, text, translation, lang, plans: &plans, kept, complete, stamp, open: &self.open };
        let Some(made) = page.write(site) else {
            let message = format!("the front matter of `{}` cannot be written", before.path);
            self.report.add(Code::InvalidXliff, part.head.clone(), message, "");
            return None;
        };
        check(&made, &plans, before.path, part.head.clone(), self.report);
        let text = page.write_out(site, &made.text);
        let rest = rest(&plans, if before.draft { Half::Draft } else { Half::Stale });
        let overtaken = if basis.overtaken && complete { overtaken(&plans, &now) } else { None };
        Some(Imported { path: made.path, text, source: translation.map(|text| text.source), rest, overtaken })
    }

    /// What the translation is made of. Nothing where nobody knows what was exported.
    fn basis<'p>(&self, part: &Part, of: &Original, now: &[Unit], translation: Option<Written>) -> Option<Basis<'p>>
    where
        'a: 'p,
    {
        let text = || Cow::Borrowed(self.site.sources.get(of.written.source).text.as_str());
        let stamp = match &of.exported {
            Exported::Same(stamp) => {
                let stamp = if of.is_known(self.site, stamp, self.past) { stamp } else { &of.now };
                return Some(Basis { text: text(), stamp: stamp.clone(), changed: false, overtaken: false });
            }
            Exported::Other(stamp) => stamp,
        };
        // A page that is up to date stays so.
        let is_current = translation.is_some_and(|text| matches!(text.translation, Translation::Current(_)));
        if is_current || is_covered(part, now) {
            return Some(Basis { text: text(), stamp: of.now.clone(), changed: true, overtaken: false });
        }
        if let Some((then, stamp)) = of.then(self.site, self.past) {
            return Some(Basis { text: Cow::Borrowed(then), stamp, changed: false, overtaken: true });
        }
        let (_, stamp) = stamp.clone()?;
        Some(Basis { text: text(), stamp, changed: true, overtaken: false })
    }

    /// Whether somebody has changed the translation since it was exported, so that it would be overwritten: reported.
    fn is_contested(
        &mut self,
        translation: Option<Written>,
        before: &Before,
        (plans, contested): (&[Plan], &[Contested]),
        is_news: bool,
    ) -> bool {
        let Some(translation) = translation else { return false };
        let path = &self.site.sources.get(translation.source).path;
        let help = "`--theirs` imports the texts of this file, `--ours` keeps those of the page";
        // What has other texts than its original, nobody knows which, is replaced as a whole.
        if before.theirs.is_none() && before.then.is_none() {
            if before.since.is_same() || self.terms.side == Some(Side::Theirs) || !is_news {
                return false;
            }
            if self.terms.side.is_none() {
                let range = plans.iter().find(|plan| plan.state == State::New).map(|plan| plan.range.clone());
                let message = format!("`{path}` has been changed since it was exported, and would be replaced");
                self.report.refuse(Code::TranslationChanged, range.unwrap_or_default(), message, help);
            }
            return true;
        }
        let Some(Contested { id, range, there }) = contested.first() else { return false };
        let more = match contested.len() - 1 {
            0 => String::new(),
            1 => " and one more".to_owned(),
            more => format!(" and {more} more"),
        };
        let message =
            format!("`{path}` has been changed since it was exported, and this would overwrite unit `{id}`{more}");
        let said = there.and_then(Unit::place).map(|range| Span::new(translation.source, range));
        let span = Span::new(self.report.id, range.clone());
        let found = Diagnostic::new(Code::TranslationChanged, span, message).help(help);
        self.report.refused.push(match said {
            Some(span) => found.related(span, "what it says now"),
            None => found,
        });
        true
    }

    /// What is known of a page before what came back is read.
    fn before<'u>(
        &self,
        original: Written,
        translation: Option<Written>,
        (own, theirs, then): (&'u [Unit], Option<&'u [Unit]>, &'u Then<Vec<Unit>>),
        changed: bool,
    ) -> Before<'u>
    where
        'a: 'u,
    {
        let site = self.site;
        let draft = translation.is_none_or(|text| is_draft(&site.sources, text.source));
        Before {
            path: &site.sources.get(original.source).path,
            own,
            theirs: theirs.filter(|theirs| are_alike(theirs, own)).map(by_slot),
            known: translation.map(|text| self.memory.known(site, own, text)).unwrap_or_default(),
            current: translation.is_some_and(|text| matches!(text.translation, Translation::Current(_))),
            draft,
            changed,
            since: Since::new(then, draft),
            then: None,
        }
    }
}

/// Whether all that there is to translate today is among what came back.
fn is_covered(part: &Part, now: &[Unit]) -> bool {
    let found: HashMap<&str, &Brought> = part.units.iter().map(|unit| (unit.id.as_str(), unit)).collect();
    let ids = Ids::of_page(&part.path, now);
    let is_there = |(unit, id): (&Unit, &String)| {
        let brought = found.get(id.as_str()).or_else(|| found.get(unit.slot.as_str()));
        unit.is_silent() || brought.is_some_and(|brought| is_of(brought, unit, Extent::Markup))
    };
    now.iter().zip(&ids).all(is_there)
}

/// The texts of which a translation was made that are not there any more.
fn overtaken(plans: &[Plan], now: &[Unit]) -> Option<Overtaken> {
    let now: HashSet<String> = now.iter().map(key).collect();
    let mut gone = plans.iter().filter(|plan| !plan.unit.is_silent() && !now.contains(&key(plan.unit))).peekable();
    let first = gone.peek().map(|plan| plan.id.clone())?;
    Some(Overtaken { first, count: gone.count() })
}

/// What is not translated of a page, if anything.
fn rest(plans: &[Plan], half: Half) -> Option<Rest> {
    let open = plans.iter().filter(|plan| plan.state == State::Open).map(|plan| (plan.id.as_str(), plan.unit));
    Rest::of(open, plans.iter().filter(|plan| plan.state != State::Silent).count(), half)
}
