//! Data and blocks that nothing uses. What a draft uses, or a page that waits for its date, is used.

use crate::bibliography::topic_of;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Kind};
use crate::facts::{FactId, Table, split_quote};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::HashSet;

/// Tables and facts that no page shows, works that nobody cites, people whom nothing shows, terms that no text explains,
/// blocks that no page shows.
pub fn check(site: &Site) -> Diagnostics {
    let used = Used::of(site);
    let mut found = Diagnostics::new();
    tables(site, &used, &mut found);
    let works = site.catalog.bibliography.iter().filter(|work| !used.works.contains(work.key.as_str()));
    found.extend(works.map(|work| {
        let message = format!("no text cites `{}`, and no figure has it for a source", work.key);
        let help = format!("cite it with `[@{}]`, or delete it", work.key);
        Diagnostic::new(Code::UnusedReference, work.span, message).help(help)
    }));
    if !used.people.contains("") {
        let people = site.catalog.people.iter().filter(|person| !used.people.contains(person.key.as_str()));
        found.extend(people.map(|person| {
            let message = format!("no page shows `{}`, and no review names them", person.key);
            let help = "write `[](people:)` alone in a paragraph, or delete the table";
            Diagnostic::new(Code::UnusedPerson, person.span, message).help(help)
        }));
    }
    // The page of the glossary shows all of them.
    let is_shown = site.config.languages.ids().any(|lang| site.catalog.glossary_page(lang).is_some());
    let terms = site.catalog.glossary.iter().filter(|term| !is_shown && !used.terms.contains(term.id.as_str()));
    found.extend(terms.map(|term| {
        let message = format!("no text explains the term `{}`", term.id);
        let help = format!("write `[…](term:{})` where it is used, or delete it", term.id);
        Diagnostic::new(Code::UnusedTerm, term.span, message).help(help)
    }));
    let of_kinds = site.config.kinds.iter().flat_map(|kind| &kind.blocks);
    let required: HashSet<&str> = of_kinds.chain(&site.config.shown.announcement).map(|id| id.text.as_str()).collect();
    for id in site.catalog.blocks.ids().filter(|id| !used.blocks.contains(id) && !required.contains(id)) {
        let all = || site.config.languages.ids().filter_map(|lang| site.catalog.blocks.own(id, lang));
        if let Some(block) = all().find(|block| block.lang == site.config.source).or_else(|| all().next()) {
            let message = format!("no page shows the block `{id}`");
            let help = format!("write `[](block:{id})` alone in a paragraph, or delete it");
            found.push(Diagnostic::new(Code::UnusedBlock, Span::file(block.source), message).help(help));
        }
    }
    found
}

fn tables(site: &Site, used: &Used<'_>, found: &mut Diagnostics) {
    if used.any_data {
        return;
    }
    for table in site
        .catalog
        .tables
        .iter()
        .filter(|table| !used.tables.contains(table.id.as_str()) && table.whole && !table.rows.is_empty())
    {
        let is_used = |fact: &FactId| used.facts.contains(fact);
        let rows = || table.rows.iter().map(|row| (row, row.cells.iter().flatten().any(is_used)));
        if !rows().any(|(_, is_used)| is_used) {
            found.push(tell_of_table(table));
        } else if table.hidden {
            found.extend(rows().filter(|(_, is_used)| !is_used).map(|(row, _)| {
                let id = format!("{}.{}", table.id, row.id);
                let message = format!("no text quotes `{id}`, and no formula needs it");
                Diagnostic::new(Code::UnusedData, row.span, message).help("quote it, or delete it")
            }));
        }
    }
}

fn tell_of_table(table: &Table) -> Diagnostic {
    let (message, help) = match table.hidden {
        true => (format!("no text quotes a fact of `{}`", table.id), "quote one, or delete the file".to_owned()),
        false => {
            let help = format!("write `[](table:{})` alone in a paragraph, quote its facts, or delete it", table.id);
            (format!("no page shows the table `{}` or quotes a fact of it", table.id), help)
        }
    };
    Diagnostic::new(Code::UnusedData, Span::file(table.source), message).help(help)
}

/// What something uses, by name.
#[derive(Default)]
struct Used<'a> {
    tables: HashSet<&'a str>,
    facts: HashSet<FactId>,
    works: HashSet<&'a str>,
    terms: HashSet<&'a str>,
    blocks: HashSet<&'a str>,
    /// The keys of people; the empty one for all.
    people: HashSet<&'a str>,
    /// The topics of which studies are shown; none for all of them.
    studies: HashSet<Option<&'a str>>,
    /// A template of the site asks for data by a name that it works out.
    any_data: bool,
}

impl<'a> Used<'a> {
    fn of(site: &'a Site) -> Used<'a> {
        let mut used = Used::default();
        let catalog = &site.catalog;
        let withheld = catalog.withheld.iter().map(|text| text.document.as_ref());
        for document in catalog.texts().map(|(_, document)| document).chain(withheld) {
            used.read(site, document);
        }
        for (_, entry) in catalog.written() {
            let reviewers = entry.front.review.iter().flat_map(|review| &review.by);
            used.people.extend(reviewers.map(|name| name.text.as_str()));
            for line in std::iter::once(&entry.front.title).chain(&entry.front.description) {
                used.works.extend(cited(&line.text));
            }
        }
        let quoted = catalog.quotations(&site.sources);
        used.facts.extend(quoted.iter().filter_map(|quotation| catalog.facts.id(split_quote(&quotation.dest).0)));
        for (_, fact) in catalog.facts.iter() {
            used.works.extend(fact.about.sources.iter().map(|source| source.text.as_str()));
            used.facts.extend(fact.formula.iter().flat_map(|formula| formula.inputs.iter().copied()));
        }
        for conflict in catalog.conflicts.iter() {
            used.facts.extend(conflict.sides.iter().filter_map(|side| side.fact));
        }
        for topic in &used.studies {
            let works = catalog.bibliography.studies(*topic).iter();
            used.works.extend(works.map(|id| catalog.bibliography.get(*id).key.as_str()));
        }
        for table in catalog.tables.iter() {
            used.works.extend(table.sources().flat_map(|(_, sources)| sources).map(|source| source.text.as_str()));
        }
        used.any_data = !used.read_templates(site);
        used
    }

    fn read(&mut self, site: &'a Site, document: &'a Document) {
        for reference in &document.references {
            let dest = document.text(&site.sources, reference.dest);
            let name = split_quote(dest).0;
            match reference.kind {
                Kind::Fact => self.facts.extend(site.catalog.facts.id(name)),
                Kind::Table => _ = self.tables.insert(name),
                Kind::Citation => _ = self.works.insert(name),
                Kind::Term => _ = self.terms.insert(name),
                Kind::Block => _ = self.blocks.insert(site.catalog.blocks.name(name)),
                // What is shown with what it can show is used.
                Kind::Studies => self.studies.extend(topic_of(dest)),
                Kind::People => _ = self.people.insert(dest),
                Kind::Link | Kind::Image | Kind::Faq | Kind::Conflicts | Kind::Grades => {}
            }
        }
    }

    /// Takes what the templates of the site name; false where one works a name out.
    fn read_templates(&mut self, site: &'a Site) -> bool {
        let own = site.sources.iter().filter(|(_, source)| !source.embedded && source.path.starts_with("templates/"));
        let mut all = true;
        for (_, template) in own {
            for call in ["fact(", "table("] {
                for (at, _) in template.text.match_indices(call) {
                    let rest = template.text.get(at + call.len()..).unwrap_or_default();
                    let value = rest.split_once('=').map(|(_, value)| value.trim_start()).unwrap_or_default();
                    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                        all = false;
                        continue;
                    };
                    let name = value.get(1..).and_then(|value| value.split(quote).next()).unwrap_or_default();
                    self.facts.extend(site.catalog.facts.id(name));
                    self.tables.insert(name);
                }
            }
        }
        all
    }
}

/// The keys that may be cited in a line.
fn cited(line: &str) -> impl Iterator<Item = &str> {
    line.split('@')
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| matches!(c, ']' | ';' | ',') || c.is_whitespace()).next())
}
