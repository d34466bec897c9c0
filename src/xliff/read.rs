//! XLIFF to the files of translations: all of them, or what is wrong with which segment.

use super::check::check;
use super::memory::Memory;
use super::original::Original;
use super::outcome::{Half, Imported, Outcome, Rest};
use super::page::{Page, unwritable};
use super::plan::{Before, Plan, State, fill};
use super::target::Report;
use super::unit::{Unit, are_alike, by_slot, is_draft, units};
use super::xml::{self, children, head};
use super::{NAMESPACE, data};
use crate::config::{LangId, beside};
use crate::diagnostic::{Code, Diagnostics};
use crate::resolve::Site;
use crate::source::SourceId;
use crate::translation::{Translation, Written};
use roxmltree::{Document, Node};
use std::collections::{HashMap, HashSet};

/// The language that a file says it is translated from, if that is one of the site's, and the one that it is in.
type Languages = (Option<LangId>, LangId);
type Pages<'a, 'x> = Vec<(Node<'x, 'x>, Original<'a>)>;
type Tables<'x> = Vec<(Node<'x, 'x>, SourceId)>;

/// The translations that the XLIFF file `id` makes.
pub fn import(site: &Site, id: SourceId) -> Outcome {
    let mut report = Report { id, found: Diagnostics::new() };
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
    let way = languages(site, root, report)?;
    let (pages, tables) = files(site, root, way, report);
    let mut outcome = Outcome { lang: Some(way.1), ..Outcome::default() };
    let mut add = |imported: Option<Imported>, path: &str| match imported {
        Some(imported) => outcome.files.push(imported),
        None => outcome.skipped.push(path.to_owned()),
    };
    let (imported, open) = import_data(site, &tables, way, report);
    for (imported, (_, id)) in imported.into_iter().zip(&tables) {
        let path = &site.sources.get(*id).path;
        match imported.is_empty() {
            true => add(None, path),
            false => imported.into_iter().for_each(|imported| add(Some(imported), path)),
        }
    }
    let translations = pages.iter().filter_map(|(_, of)| site.catalog.in_ledger(of.written.name, way.1));
    let mut import = Import { site, lang: way.1, report, memory: Memory::of(site, translations), open };
    for (file, original) in &pages {
        add(import.page(*file, original), file.attribute("original").unwrap_or_default());
    }
    if outcome.files.is_empty() && report.found.is_empty() {
        let help = "fill in targets: what is there is as it was exported";
        report.add(Code::InvalidXliff, head(root), "no file is translated here", help);
    }
    Some(outcome)
}

/// The languages of a file, if it is one of XLIFF 2 in a language of the site.
fn languages(site: &Site, root: Node, report: &mut Report) -> Option<Languages> {
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
    let Some(to) = language(code("trgLang")) else {
        let codes = site.config.codes().collect::<Vec<_>>().join(", ");
        let message = format!("`trgLang` is `{}`, which is no language of the site", code("trgLang"));
        refuse(message, &format!("the languages in `site.toml` are {codes}"));
        return None;
    };
    Some((language(code("srcLang")), to))
}

/// The files that are imported: pages and blocks with their originals, and files of data.
fn files<'a, 'x>(
    site: &'a Site,
    root: Node<'x, 'x>,
    way: Languages,
    report: &mut Report,
) -> (Pages<'a, 'x>, Tables<'x>) {
    let texts: HashMap<&str, Written> =
        site.catalog.ledger().map(|text| (site.sources.get(text.source).path.as_str(), text)).collect();
    let mut seen = HashSet::new();
    let (mut pages, mut tables) = (Vec::new(), Vec::new());
    for file in children(root, "file") {
        let path = file.attribute("original").unwrap_or_default();
        if !seen.insert(path) {
            report.add(Code::InvalidXliff, head(file), format!("`{path}` stands here twice"), "delete one");
        }
        match site.sources.at(path).filter(|_| path.ends_with(".toml")) {
            Some(id) => tables.push((file, id)),
            None => {
                let original = Original::of(site, file, texts.get(path).copied(), way, report);
                pages.extend(original.map(|original| (file, original)));
            }
        }
    }
    (pages, tables)
}

/// What is made of each file of data, and which of them change.
fn import_data(
    site: &Site,
    tables: &[(Node, SourceId)],
    (from, to): Languages,
    report: &mut Report,
) -> (Vec<Vec<Imported>>, HashSet<SourceId>) {
    let Some((first, _)) = tables.first() else { return Default::default() };
    let Some(from) = from.filter(|from| *from != to) else {
        report.add(Code::InvalidXliff, head(*first), "`srcLang` is no other language of the site", "export again");
        return Default::default();
    };
    let import = |open: &HashSet<SourceId>, report: &mut Report| -> Vec<Vec<Imported>> {
        tables.iter().map(|(file, id)| data::import(site, *file, *id, (from, to), open, report)).collect()
    };
    // What facts say in words may be translated here too: which files change is known only when all are read.
    let aside = &mut Report { id: report.id, found: Diagnostics::new() };
    // A fact is of the file that its texts stand beside.
    let of = |file: &Imported| match beside(&file.path) {
        Some((main, _)) => site.sources.at(&main),
        None => file.source,
    };
    let open = import(&HashSet::new(), aside).iter().flatten().filter_map(of).collect();
    (import(&open, report), open)
}

struct Import<'a, 'r> {
    site: &'a Site,
    lang: LangId,
    report: &'r mut Report,
    memory: Memory,
    /// The files of data that are being translated too.
    open: HashSet<SourceId>,
}

impl Import<'_, '_> {
    /// The file that is made; nothing if it has no text that is new.
    fn page(&mut self, file: Node, original: &Original) -> Option<Imported> {
        let site = self.site;
        let Original { written: original, stamp } = original;
        let translation = site.catalog.in_ledger(original.name, self.lang);
        if let Some(wrong) = translation.and_then(|text| unwritable(&site.sources, text.source)) {
            self.report.found.push(wrong);
        }
        let units =
            |text: Written| units(&site.sources.get(text.source).text, text.source, &site.config.translate_extra);
        let (own, theirs) = (units(*original), translation.map(units));
        let before = self.before(*original, translation, &own, theirs.as_deref());
        let found = self.report.found.len();
        let mut plans = before.plans(file, self.report);
        let has = |state: State| plans.iter().any(|plan| plan.state == state);
        let complete = !has(State::Open);
        let is_news = has(State::New) || complete && has(State::Repeated);
        if self.report.found.len() > found || !is_news {
            return None;
        }
        let is_replaced = translation.is_some() && before.theirs.is_none();
        if let Some(first) = plans.iter().find(|plan| is_replaced && plan.state == State::Open) {
            let message = format!("unit `{}` of `{}` is not translated", first.id, before.path);
            let help =
                "the translation that is there has other texts than the original: it is replaced as a whole only";
            self.report.add(Code::InvalidXliff, first.range.clone(), message, help);
            return None;
        }
        fill(&mut plans, before.path, self.report);
        let text = &site.sources.get(original.source).text;
        let kept = !is_replaced && translation.is_some_and(|of| self.memory.is_framed(text, of));
        let (original, lang) = (*original, self.lang);
        let page = Page { original, translation, lang, plans: &plans, kept, complete, stamp, open: &self.open };
        let Some(made) = page.write(site) else {
            let message = format!("the front matter of `{}` cannot be written", before.path);
            self.report.add(Code::InvalidXliff, head(file), message, "");
            return None;
        };
        check(&made, &plans, before.path, head(file), self.report);
        let text = page.write_out(site, &made.text);
        let rest = rest(&plans, if before.draft { Half::Draft } else { Half::Stale });
        Some(Imported { path: made.path, text, source: translation.map(|text| text.source), rest })
    }

    /// What is known of a page before the XLIFF file is read.
    fn before<'u>(
        &self,
        original: Written,
        translation: Option<Written>,
        own: &'u [Unit],
        theirs: Option<&'u [Unit]>,
    ) -> Before<'u>
    where
        Self: 'u,
    {
        let site = self.site;
        Before {
            path: &site.sources.get(original.source).path,
            own,
            theirs: theirs.filter(|theirs| are_alike(theirs, own)).map(by_slot),
            known: translation.map(|text| self.memory.known(site, own, text)).unwrap_or_default(),
            current: translation.is_some_and(|text| matches!(text.translation, Translation::Current(_))),
            draft: translation.is_none_or(|text| is_draft(&site.sources, text.source)),
        }
    }
}

/// What is not translated of a page, if anything.
fn rest(plans: &[Plan], half: Half) -> Option<Rest> {
    let open = plans.iter().filter(|plan| plan.state == State::Open).map(|plan| (plan.id.as_str(), plan.unit));
    Rest::of(open, plans.iter().filter(|plan| plan.state != State::Silent).count(), half)
}
