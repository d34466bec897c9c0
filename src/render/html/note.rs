//! What stands at the end of a page and is pointed at from the text: citations and footnotes.

use super::{Scene, Writer};
use crate::config::LangId;
use crate::document::{Document, Kind};
use crate::messages::args;
use crate::render::frame::Construct;
use crate::render::{escape, foreign};
use crate::resolve::{Citation, Part, Target};
use std::fmt::Write;

impl Writer<'_> {
    pub(super) fn citations(&mut self, document: &Document, source: &str, part: &Part, first: usize, count: usize) {
        let (mut cited, mut as_written) = (Vec::new(), Vec::new());
        for number in first..first + count {
            let Some(reference) = document.references.get(number) else { continue };
            let locator = document.text_in(source, reference.text);
            match part.targets.get(number) {
                Some(Target::Citation(citation)) => cited.push((*citation, locator)),
                Some(Target::AsWritten) => as_written.push((document.text_in(source, reference.dest), locator)),
                None
                | Some(
                    Target::None
                    | Target::Link { .. }
                    | Target::Image(_)
                    | Target::Fact { .. }
                    | Target::Term(_)
                    | Target::Table(_)
                    | Target::Conflicts(_)
                    | Target::Studies(_)
                    | Target::Grades { .. }
                    | Target::People(_)
                    | Target::Part(_),
                ) => {}
            }
        }
        // A number does not begin a line: the space that stands before it in many languages holds it back.
        if self.out.ends_with(' ') {
            self.out.pop();
            self.out.push('\u{a0}');
        }
        self.out.push_str(&citations_html(self.scene, self.around, &cited));
        if !as_written.is_empty() {
            self.out.push_str("<span class=\"citations\">");
            as_written.into_iter().for_each(|(key, locator)| self.citation_as_written(key, locator));
            self.out.push_str("</span>");
        }
    }

    /// A citation without a list of works: its key.
    fn citation_as_written(&mut self, key: &str, locator: &str) {
        self.out.push_str("<span class=\"citation\">[");
        escape::text(&mut self.out, key);
        if !locator.is_empty() {
            self.out.push_str(", ");
            escape::text(&mut self.out, locator);
        }
        self.out.push_str("]</span>");
    }

    /// A fact shows its text, and what stands alone its caption; without one there is nothing to show.
    pub(super) fn as_written(&mut self, kind: Kind, written: &str) {
        let alone = kind.alone().is_some();
        if alone && written.is_empty() {
            return;
        }
        self.out.push_str(if alone { "<p>" } else { "" });
        escape::text(&mut self.out, written);
        self.out.push_str(if alone { "</p>\n" } else { "" });
    }

    pub(super) fn footnote_reference(&mut self, document: &Document, source: &str, part: usize, number: usize) {
        let Some(footnote) = document.footnotes.get(number) else { return };
        if footnote.start == footnote.end {
            self.out.push_str("[^");
            escape::text(&mut self.out, document.text_in(source, footnote.name));
            self.out.push(']');
            return;
        }
        let at = *self.footnote_at.entry((part, number)).or_insert(self.footnotes.len());
        if at == self.footnotes.len() {
            self.footnotes.push((part, number, 0));
        }
        let mut times = 1;
        if let Some(entry) = self.footnotes.get_mut(at) {
            entry.2 += 1;
            times = entry.2;
        }
        let shown = at + 1;
        let label = self.message_with("footnote-ref-label", &args!["number" => shown]);
        let again = if times > 1 { format!("-{times}") } else { String::new() };
        _ = write!(
            self.out,
            "<sup class=\"footnote-ref\"><a id=\"fnref-{shown}{again}\" role=\"doc-noteref\" href=\"#fn-{shown}\" aria-label=\""
        );
        escape::attribute(&mut self.out, &label);
        _ = write!(self.out, "\"{}>{shown}</a></sup>", self.named("footnote-ref-label"));
    }

    /// The footnotes that were referred to; a footnote may refer to further ones.
    pub(super) fn footnotes(&mut self) {
        let mut at = 0;
        while let Some((index, number, _)) = self.footnotes.get(at).copied() {
            self.around = self.scene.parts.first().map_or(self.scene.lang, |part| part.lang);
            if at == 0 {
                self.begin(Construct::Footnotes { around: self.around });
            }
            at += 1;
            _ = write!(self.out, "<li id=\"fn-{at}\"");
            let lang = self.scene.parts.get(index).map_or(self.around, |part| part.lang);
            self.lang(lang);
            self.around = lang;
            self.out.push('>');
            if let Some(part) = self.scene.parts.get(index)
                && let Some(footnote) = part.document.footnotes.get(number)
            {
                self.ops(index, part, footnote.text());
            }
            let times = self.footnotes.get(at - 1).map_or(1, |entry| entry.2);
            let mut back = String::new();
            for time in 1..=times {
                let again = if time > 1 { format!("-{time}") } else { String::new() };
                let (id, args) = match times {
                    0 | 1 => ("footnote-back", args!["number" => at]),
                    _ => ("footnote-back-to", args!["number" => at, "place" => time]),
                };
                let label = self.message_with(id, &args);
                back.push_str(" <a class=\"footnote-back\" role=\"doc-backlink\"");
                _ = write!(back, " href=\"#fnref-{at}{again}\" aria-label=\"");
                escape::attribute(&mut back, &label);
                _ = write!(back, "\"{}>↩\u{FE0E}", self.named(id));
                // Which of several places it leads to.
                if times > 1 {
                    _ = write!(back, "<sup>{time}</sup>");
                }
                back.push_str("</a>");
            }
            let ends_in_text = self.guard.as_ref().is_none_or(|guard| !guard.marks_after(self.out.len()));
            if ends_in_text && self.out.ends_with("</p>\n") {
                self.out.truncate(self.out.len() - "</p>\n".len());
                back.push_str("</p>\n");
            }
            self.out.push_str(&back);
            self.out.push_str("</li>\n");
        }
        if at > 0 {
            self.end();
        }
    }
}

/// The HTML of citations beside each other by their numbers, each with the place in its work: `[1][3, p. 2]`; three and more
/// with numbers that follow each other are one, `[1–3]`. Nothing where there are none.
pub fn citations_html(scene: Scene<'_>, around: LangId, cited: &[(Citation, &str)]) -> String {
    if cited.is_empty() {
        return String::new();
    }
    let mut cited = cited.to_vec();
    cited.sort_by_key(|(citation, _)| citation.number);
    let mut html = String::from("<span class=\"citations\">");
    let follows = |(one, _): &(Citation, &str), (next, place): &(Citation, &str)| {
        one.number > 0 && next.number == one.number + 1 && place.is_empty()
    };
    for run in cited.chunk_by(follows) {
        match run {
            [(first, ""), .., (_, "")] if run.len() > 2 => range_html(&mut html, (scene, around), first, run),
            _ => run.iter().for_each(|(citation, place)| html.push_str(&citation_html(scene, around, citation, place))),
        }
    }
    html.push_str("</span>");
    html
}

/// Some citations with numbers that follow each other, as one link to the first; each is a place to come back to.
fn range_html(html: &mut String, (scene, around): (Scene<'_>, LangId), first: &Citation, run: &[(Citation, &str)]) {
    let site = scene.site;
    let key = |citation: &Citation| site.catalog.bibliography.get(citation.work).key.as_str();
    let last = run.last().map_or(first.number, |(last, _)| last.number);
    let args = args!["first" => first.number, "last" => last];
    let label = site.messages.get(scene.lang, "citations-label", Some(&args)).unwrap_or_default();
    html.push_str("<a class=\"citation\" id=\"cite-");
    escape::attribute(html, key(first));
    _ = write!(html, "-{}\" href=\"#ref-", first.occurrence);
    escape::address(html, key(first));
    html.push_str("\" aria-label=\"");
    escape::attribute(html, &label);
    let named = foreign::named(site, foreign::message_code(site, scene.lang, "citations-label"), around);
    _ = write!(html, "\" data-last=\"{last}\"{named}>[{}–{last}]", first.number);
    for (citation, _) in run.iter().skip(1) {
        html.push_str("<span id=\"cite-");
        escape::attribute(html, key(citation));
        _ = write!(html, "-{}\"></span>", citation.occurrence);
    }
    html.push_str("</a>");
}

/// The HTML of one citation: `[1]`, `[1, p. 3]`.
fn citation_html(scene: Scene<'_>, around: LangId, citation: &Citation, locator: &str) -> String {
    let site = scene.site;
    let work = site.catalog.bibliography.get(citation.work);
    let mut html = String::new();
    let mut close = "</a>";
    if citation.number == 0 {
        // Outside a page there are no numbers; the list of all references has the work, if there is one.
        match site.catalog.reference_page(scene.lang).map(|page| site.catalog.entry(page)) {
            Some(page) => {
                html.push_str("<a class=\"citation\" href=\"");
                let address = site.config.base.page(&page.route);
                escape::address(&mut html, &format!("{address}#ref-{}", work.key));
                html.push_str("\">[");
            }
            None => {
                close = "</span>";
                html.push_str("<span class=\"citation\">[");
            }
        }
        escape::text(&mut html, &work.key);
    } else {
        let args = args!["number" => citation.number];
        let label = site.messages.get(scene.lang, "citation-label", Some(&args)).unwrap_or_default();
        html.push_str("<a class=\"citation\" id=\"cite-");
        escape::attribute(&mut html, &work.key);
        _ = write!(html, "-{}\" href=\"#ref-", citation.occurrence);
        escape::address(&mut html, &work.key);
        html.push_str("\" aria-label=\"");
        escape::attribute(&mut html, &label);
        let code = foreign::message_code(site, scene.lang, "citation-label");
        _ = write!(html, "\"{}>", foreign::named(site, code, around));
        // Of a number alone nobody hears the language.
        let inside =
            Some(foreign::inside(site, code, around)).filter(|inside| !inside.is_empty() && !locator.is_empty());
        if let Some(inside) = inside {
            _ = write!(html, "<span{inside}>");
            close = "</span></a>";
        }
        _ = write!(html, "[{}", citation.number);
    }
    if !locator.is_empty() {
        html.push_str(", ");
        escape::text(&mut html, locator);
    }
    html.push(']');
    html.push_str(close);
    html
}
