//! What is looked up elsewhere: links, terms, facts, images, tables, other texts.

use super::ops::Walk;
use super::{Writer, fact_html};
use crate::catalog::PageId;
use crate::config::LangId;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Kind, Op, Tag};
use crate::messages::args;
use crate::render::frame::Construct;
use crate::render::plain::own_name;
use crate::render::{asked, conflict, escape, foreign, grades, people, studies, table};
use crate::resolve::{Lead, Part, PartOrigin, Target};
use std::fmt::Write;

impl Writer<'_> {
    /// Opens a link or a term; without a text it shows the name of what it leads to, in the language of that.
    pub(super) fn open_link(&mut self, walk: &Walk<'_>, tag: Tag, number: usize) {
        let empty = matches!(walk.rest.as_slice(), [Op::Close(closed, _), ..] if *closed == tag);
        self.link_element(walk, number, empty);
        if empty {
            self.own_name(walk.part, number);
        }
    }

    pub(super) fn close_link(&mut self, part: &Part, number: usize) {
        let is_span = match part.targets.get(number) {
            Some(Target::Term(_)) => self.glossary_page().is_none(),
            target => matches!(target, None | Some(Target::None | Target::AsWritten)),
        };
        self.mark_external(part, number);
        self.out.push_str(if is_span { "</span>" } else { "</a>" });
    }

    fn link_element(&mut self, walk: &Walk<'_>, number: usize, empty: bool) {
        let Walk { document, source, part, .. } = walk;
        let title = document.references.get(number).map(|reference| document.text_in(source, reference.title));
        match part.targets.get(number) {
            Some(Target::Link { lead, tail, lang }) => {
                let external = *lead == Lead::Away;
                let written = document.references.get(number).map(|reference| document.text_in(source, reference.dest));
                self.out.push_str("<a href=\"");
                escape::address(&mut self.out, &lead.href(self.scene.site, written.unwrap_or_default(), tail));
                self.out.push('"');
                if let Some(language) = lang.map(|lang| self.scene.site.config.languages.at(lang)) {
                    _ = write!(self.out, " hreflang=\"{}\"", language.code);
                }
                if empty && !external {
                    self.lang(lang.unwrap_or(self.around));
                }
                if external {
                    self.out.push_str(" rel=\"noopener noreferrer external\"");
                }
                if let Some(title) = title.filter(|title| !title.is_empty()) {
                    self.out.push_str(" title=\"");
                    escape::attribute(&mut self.out, title);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Some(Target::Term(id)) => match self.glossary_page() {
                Some(page) => {
                    let site = self.scene.site;
                    let tail = format!("#term-{}", crate::address::encode_path(&site.catalog.glossary.get(*id).id));
                    self.out.push_str("<a class=\"term\" href=\"");
                    escape::address(&mut self.out, &Lead::Page(page).href(site, "", &tail));
                    self.out.push_str("\">");
                }
                None => self.out.push_str("<span class=\"term\">"),
            },
            Some(Target::AsWritten) => self.out.push_str("<span class=\"term\">"),
            // Broken, and reported.
            None
            | Some(
                Target::None
                | Target::Image(_)
                | Target::Fact { .. }
                | Target::Citation(_)
                | Target::Table(_)
                | Target::Conflicts(_)
                | Target::Studies(_)
                | Target::Grades { .. }
                | Target::People(_)
                | Target::Part(_),
            ) => self.out.push_str("<span>"),
        }
    }

    /// Where the reader's terms are explained, if the site has a page for it.
    fn glossary_page(&self) -> Option<PageId> {
        self.scene.site.catalog.glossary_page(self.scene.lang)
    }

    /// What a link to another site says to those who do not see its mark.
    fn mark_external(&mut self, part: &Part, number: usize) {
        if self.scene.site.config.external_mark
            && let Some(Target::Link { lead: Lead::Away, .. }) = part.targets.get(number)
        {
            let label = self.message("external-link");
            self.out.push_str("<span class=\"visually-hidden\">");
            escape::text(&mut self.out, &label);
            self.out.push_str("</span>");
        }
    }

    fn own_name(&mut self, part: &Part, number: usize) {
        let (site, lang) = (self.scene.site, self.scene.lang);
        let Some(target) = part.targets.get(number) else { return };
        let mut name = String::new();
        escape::text(&mut name, own_name(site, target, lang).unwrap_or_default());
        let own = match target {
            Target::Term(id) => site.catalog.glossary.get(*id).term.find(lang, &site.config).map(|(own, _)| own),
            // The link itself says its language.
            Target::None
            | Target::Link { .. }
            | Target::Image(_)
            | Target::Fact { .. }
            | Target::Citation(_)
            | Target::Table(_)
            | Target::Conflicts(_)
            | Target::Studies(_)
            | Target::Grades { .. }
            | Target::People(_)
            | Target::Part(_)
            | Target::AsWritten => None,
        };
        self.out.push_str(&foreign::wrapped(site, own.unwrap_or(self.around), self.around, name));
    }

    pub(super) fn refer(&mut self, document: &Document, source: &str, part: &Part, number: usize) {
        let Some(reference) = document.references.get(number) else { return };
        let written = document.text_in(source, reference.text);
        match part.targets.get(number) {
            Some(Target::Fact { id, form }) => {
                self.out.push_str(&fact_html(self.scene.site, (*id, *form), written, part.lang));
            }
            Some(Target::Image(target)) => self.image(document, source, reference, target),
            Some(Target::Table(target)) => {
                let html = table::html(self.scene, target, (part.lang, written));
                self.component(html.map(|html| html.trim_end().to_owned() + "\n"));
            }
            Some(Target::Conflicts(conflicts)) => self.component(conflict::html(self.scene, conflicts)),
            Some(Target::Studies(studies)) => self.component(studies::html(self.scene, studies, (part.lang, written))),
            Some(Target::Grades { occurrence }) => self.component(grades::html(self.scene, *occurrence)),
            Some(Target::People(people)) => self.component(people::html(self.scene, people)),
            Some(Target::Part(part)) => self.inner_part(*part),
            Some(Target::AsWritten) => self.as_written(reference.kind, written),
            None | Some(Target::None | Target::Link { .. } | Target::Citation(_) | Target::Term(_)) => {
                if matches!(reference.kind, Kind::Fact | Kind::Image) {
                    escape::text(&mut self.out, written);
                }
            }
        }
    }

    /// What a component made for the reader, in a text that may be in another language.
    fn component(&mut self, html: Result<String, Box<Diagnostic>>) {
        match html {
            Ok(html) => {
                let end = if html.ends_with('\n') { "\n" } else { "" };
                let html = foreign::wrapped(self.scene.site, self.scene.lang, self.around, html.trim_end().to_owned());
                self.keep(&html);
                self.out.push_str(end);
            }
            Err(diagnostic) => asked::note_mistake(&diagnostic),
        }
    }

    fn inner_part(&mut self, index: usize) {
        let Some(part) = self.scene.parts.get(index) else { return };
        let around = std::mem::replace(&mut self.around, part.lang);
        match &part.origin {
            PartOrigin::Block { id } => {
                self.begin(Construct::IncludedBlock { id: id.clone(), lang: part.lang, around });
                self.part(index);
                self.end();
            }
            PartOrigin::Question { page, heading } => {
                self.begin(Construct::RepeatedQuestion { lang: part.lang, around });
                self.part(index);
                self.hole(2);
                self.question_source(part, *page, *heading);
                self.end();
            }
            PartOrigin::Page | PartOrigin::Fragment => self.part(index),
        }
        self.around = around;
    }

    /// Where a repeated question stands, with its answer.
    fn question_source(&mut self, part: &Part, page: PageId, heading: usize) {
        let site = self.scene.site;
        let entry = site.catalog.entry(page);
        let id = part.document.headings.get(heading);
        let id = id.map(|heading| part.document.text(&site.sources, heading.id)).unwrap_or_default();
        let link = self.message_with("faq-source", &args!["title" => entry.title.as_str()]);
        let code = |lang: LangId| site.config.code(lang);
        let inner = match part.lang == self.scene.lang {
            true => String::new(),
            false => format!(" hreflang=\"{}\"", code(part.lang)),
        };
        self.out.push_str("<a href=\"");
        let address = site.config.base.page(&entry.route);
        escape::address(&mut self.out, &format!("{address}#{id}"));
        _ = write!(self.out, "\"{inner}>");
        escape::text(&mut self.out, &link);
        self.out.push_str("</a>");
    }
}
