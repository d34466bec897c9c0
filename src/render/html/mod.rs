//! Operations to HTML.

mod heading;
mod note;

pub use heading::heading_title;
pub use note::citation_html;

use super::engine::Engine;
use super::plain::own_name;
use super::{conflict, escape, table};
use crate::catalog::FactId;
use crate::config::{Html, LangId};
use crate::diagnostic::Diagnostic;
use crate::document::{Align, Callout, Chunk, Document, Kind, Op, Tag};
use crate::format::Form;
use crate::resolve::{Part, PartOrigin, Site, Target};
use fluent::fluent_args;
use std::collections::HashSet;
use std::fmt::Write;

/// What the HTML of a text is made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub site: &'a Site,
    pub engine: &'a Engine,
    /// The reader's language.
    pub lang: LangId,
    /// The texts, of which the first is shown; the others where it refers to them.
    pub parts: &'a [Part<'a>],
}

/// The HTML of a page's text, footnotes included. What templates report goes to `diagnostics`.
pub fn content(scene: Scene<'_>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let mut writer = Writer { scene, out: String::new(), ids: ids(scene), footnotes: Vec::new(), diagnostics };
    writer.part(0);
    writer.footnotes();
    writer.out
}

/// The HTML of a text of one paragraph, without the paragraph: a caption, a definition.
pub fn inline(scene: Scene<'_>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let html = content(scene, diagnostics);
    let html = html.trim_end();
    match html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html.to_owned(),
    }
}

/// The HTML of a fact in a language; `written`, if not empty, is the text that stands for it.
pub fn fact_html(site: &Site, (id, form): (FactId, Form), written: &str, lang: LangId) -> String {
    let Some(fact) = site.catalog.facts.by_number(id) else { return String::new() };
    let mut html = String::new();
    let iso = fact.iso(form);
    match &iso {
        Some(iso) => {
            html.push_str("<data class=\"fact\" value=\"");
            escape::attribute(&mut html, iso);
            html.push('"');
        }
        None => html.push_str("<span class=\"fact\""),
    }
    _ = write!(html, " data-fact=\"{}\">", fact.id);
    let text = match written {
        "" => site.catalog.facts.form(id, lang, form, &site.messages).unwrap_or_default(),
        written => written,
    };
    escape::text(&mut html, text);
    html.push_str(if iso.is_some() { "</data>" } else { "</span>" });
    html
}

/// The ids of the first text, if others with headings may stand beside it.
fn ids(scene: Scene<'_>) -> HashSet<String> {
    let blocks = scene.parts.iter().skip(1).any(|part| !part.document.headings.is_empty());
    let first = scene.parts.first().filter(|_| blocks);
    let text = |part: &Part<'_>, id| part.document.text(&scene.site.sources, id).to_owned();
    first.map(|part| part.document.headings.iter().map(|heading| text(part, heading.id)).collect()).unwrap_or_default()
}

struct Writer<'a, 'd> {
    scene: Scene<'a>,
    out: String,
    /// The ids that are taken, where texts with headings stand beside each other.
    ids: HashSet<String>,
    /// What was referred to, in order: part, footnote, how often.
    footnotes: Vec<(usize, usize, u32)>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// Where the writer is in the questions of a part.
#[derive(Default)]
struct Questions {
    /// The level of the question whose repetition this is.
    repeated: Option<u8>,
    /// The id of the heading that is open.
    id: String,
    /// The level of the heading with the class `faq`.
    level: Option<u8>,
    open: bool,
    /// How many quotes and lists are open: headings in them are none of the section's.
    depth: usize,
}

impl<'a> Writer<'a, '_> {
    fn part(&mut self, index: usize) {
        let Some(part) = self.scene.parts.get(index) else { return };
        self.ops(index, part, part.range.clone());
    }

    fn ops(&mut self, index: usize, part: &'a Part<'a>, range: std::ops::Range<usize>) {
        let document = part.document;
        let source = self.scene.site.sources.get(document.source).text.as_str();
        let mut questions = Questions::default();
        if let PartOrigin::Question { heading, .. } = part.origin {
            questions.repeated = document.headings.get(heading).map(|heading| heading.level);
        }
        let mut skip_footnote = false;
        let ops = document.ops().get(range).unwrap_or_default();
        let mut rest = ops.iter();
        while let Some(op) = rest.next() {
            match op {
                // Footnotes are written at the end of the page.
                Op::Open(Tag::FootnoteText, _) => skip_footnote = true,
                Op::Close(Tag::FootnoteText, _) => skip_footnote = false,
                _ if skip_footnote => {}
                Op::Text { start, len } => {
                    escape::text(&mut self.out, document.text_in(source, Op::chunk(*start, *len)));
                }
                Op::Code { start, len } => {
                    self.out.push_str("<code>");
                    escape::text(&mut self.out, document.text_in(source, Op::chunk(*start, *len)));
                    self.out.push_str("</code>");
                }
                Op::Html { start, len } => {
                    let html = document.text_in(source, Op::chunk(*start, *len));
                    // Data is text, whatever the site says of its Markdown.
                    match part.origin {
                        PartOrigin::Fragment => escape::text(&mut self.out, html),
                        PartOrigin::Page | PartOrigin::Block { .. } | PartOrigin::Question { .. } => self.html(html),
                    }
                }
                Op::SoftBreak => self.out.push('\n'),
                Op::HardBreak => self.out.push_str("<br>\n"),
                Op::Rule => self.out.push_str("<hr>\n"),
                Op::Task(done) => {
                    let checked = if *done { " checked" } else { "" };
                    _ = write!(self.out, "<input type=\"checkbox\" disabled{checked}> ");
                }
                Op::Open(Tag::Heading, number) => {
                    self.open_heading(part, source, *number as usize, &mut questions);
                }
                Op::Close(Tag::Heading, number) => {
                    self.close_heading(part, *number as usize, &mut questions);
                }
                Op::Open(Tag::CodeBlock, _) => {
                    let info = match rest.next() {
                        Some(Op::Text { start, len }) => Op::chunk(*start, *len),
                        _ => Chunk::default(),
                    };
                    self.open_code(document.text_in(source, info));
                }
                Op::Open(Tag::Item, _) => {
                    questions.depth += 1;
                    let task =
                        matches!(rest.as_slice(), [Op::Task(_), ..] | [Op::Open(Tag::Paragraph, _), Op::Task(_), ..]);
                    self.out.push_str(if task { "<li class=\"task\">" } else { "<li>" });
                }
                Op::Open(tag @ (Tag::Link | Tag::Term), number) => {
                    self.open_link(document, source, part, *number as usize);
                    // A term or page that is linked without a text shows its own name.
                    if matches!(rest.as_slice(), [Op::Close(closed, _), ..] if closed == tag) {
                        self.own_name(part, *number as usize);
                    }
                }
                Op::Close(Tag::Link | Tag::Term, number) => {
                    let is_span = matches!(
                        part.targets.get(*number as usize),
                        None | Some(Target::None | Target::AsWritten | Target::Term { href: None, .. })
                    );
                    self.out.push_str(if is_span { "</span>" } else { "</a>" });
                }
                Op::Open(tag, number) => {
                    questions.depth += usize::from(matches!(tag, Tag::Quote | Tag::Callout));
                    self.open(*tag, *number);
                }
                Op::Close(tag, number) => {
                    questions.depth -= usize::from(matches!(tag, Tag::Quote | Tag::Callout | Tag::Item));
                    self.close(*tag, *number);
                }
                Op::Refer(number) => self.refer(document, source, part, *number as usize),
                Op::Cite { first, count } => {
                    self.citations(document, source, part, *first as usize, count.get() as usize);
                }
                Op::Footnote(number) => self.footnote_reference(document, source, index, *number as usize),
            }
        }
        self.close_questions(&mut questions);
    }

    fn message(&self, id: &str) -> String {
        self.scene.site.messages.get(self.scene.lang, id, None).map(|text| text.into_owned()).unwrap_or_default()
    }

    fn message_with(&self, id: &str, args: &fluent::FluentArgs) -> String {
        self.scene.site.messages.get(self.scene.lang, id, Some(args)).map(|text| text.into_owned()).unwrap_or_default()
    }

    fn html(&mut self, html: &str) {
        match self.scene.site.config.html {
            Html::Escape => escape::text(&mut self.out, html),
            Html::Trusted => self.out.push_str(html),
        }
    }

    fn open(&mut self, tag: Tag, number: u32) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Quote => self.out.push_str("<blockquote>\n"),
            Tag::Callout => {
                let name = Callout::from_number(number).name();
                let title = self.message(&format!("callout-{name}"));
                _ = write!(
                    self.out,
                    "<div class=\"callout callout-{name}\" role=\"note\">\n<p class=\"callout-title\">"
                );
                escape::text(&mut self.out, &title);
                self.out.push_str("</p>\n");
            }
            Tag::List => self.out.push_str("<ul>\n"),
            Tag::OrderedList if number == 1 => self.out.push_str("<ol>\n"),
            Tag::OrderedList => _ = writeln!(self.out, "<ol start=\"{number}\">"),
            Tag::HtmlBlock if self.scene.site.config.html == Html::Escape => self.out.push_str("<p>"),
            Tag::Table => {
                self.out.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
                let label = self.message("table-scroll");
                escape::attribute(&mut self.out, &label);
                self.out.push_str("\"><table>\n");
            }
            Tag::TableHead => self.out.push_str("<thead>\n<tr>"),
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::HeadCell => _ = write!(self.out, "<th scope=\"col\"{}>", align(number)),
            Tag::Cell => _ = write!(self.out, "<td{}>", align(number)),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Ruby => self.out.push_str("<ruby>"),
            Tag::RubyText => self.out.push_str("<rp>（</rp><rt>"),
            // Written where their operations are met, or nothing.
            Tag::Heading | Tag::Item | Tag::CodeBlock | Tag::Link | Tag::Term | Tag::FootnoteText | Tag::HtmlBlock => {}
        }
    }

    fn close(&mut self, tag: Tag, _: u32) {
        self.out.push_str(match tag {
            Tag::Paragraph => "</p>\n",
            Tag::Quote => "</blockquote>\n",
            Tag::Callout => "</div>\n",
            Tag::List => "</ul>\n",
            Tag::OrderedList => "</ol>\n",
            Tag::Item => "</li>\n",
            Tag::CodeBlock => "</code></pre>\n",
            Tag::HtmlBlock if self.scene.site.config.html == Html::Escape => "</p>\n",
            Tag::Table => "</tbody>\n</table></div>\n",
            Tag::TableHead => "</tr>\n</thead>\n<tbody>\n",
            Tag::TableRow => "</tr>\n",
            Tag::HeadCell => "</th>",
            Tag::Cell => "</td>",
            Tag::Emphasis => "</em>",
            Tag::Strong => "</strong>",
            Tag::Strikethrough => "</del>",
            Tag::Ruby => "</ruby>",
            Tag::RubyText => "</rt><rp>）</rp>",
            Tag::Heading | Tag::Link | Tag::Term | Tag::FootnoteText | Tag::HtmlBlock => "",
        });
    }

    fn open_code(&mut self, info: &str) {
        self.out.push_str("<pre><code");
        if let Some(language) = info.split([' ', ',', '{']).next().filter(|language| !language.is_empty()) {
            self.out.push_str(" class=\"language-");
            escape::attribute(&mut self.out, language);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn open_link(&mut self, document: &Document, source: &str, part: &Part<'_>, number: usize) {
        let title = document.references.get(number).map(|reference| document.text_in(source, reference.title));
        match part.targets.get(number) {
            Some(Target::Link { href, lang, external, .. }) => {
                self.out.push_str("<a href=\"");
                escape::address(&mut self.out, href);
                self.out.push('"');
                if let Some(language) = lang.and_then(|lang| self.scene.site.config.languages.get(lang)) {
                    _ = write!(self.out, " hreflang=\"{}\"", language.code);
                }
                if *external {
                    self.out.push_str(" rel=\"noopener noreferrer external\"");
                }
                if let Some(title) = title.filter(|title| !title.is_empty()) {
                    self.out.push_str(" title=\"");
                    escape::attribute(&mut self.out, title);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Some(Target::Term { href: Some(href), .. }) => {
                self.out.push_str("<a class=\"term\" href=\"");
                escape::address(&mut self.out, href);
                self.out.push_str("\">");
            }
            Some(Target::Term { href: None, .. }) => self.out.push_str("<span class=\"term\">"),
            Some(Target::AsWritten) => self.out.push_str("<span class=\"term\">"),
            // Broken, and reported.
            _ => self.out.push_str("<span>"),
        }
    }

    fn own_name(&mut self, part: &Part<'_>, number: usize) {
        let name = part.targets.get(number).and_then(|target| own_name(self.scene.site, target, self.scene.lang));
        escape::text(&mut self.out, name.unwrap_or_default());
    }

    fn refer(&mut self, document: &Document, source: &str, part: &Part<'_>, number: usize) {
        let Some(reference) = document.references.get(number) else { return };
        let written = document.text_in(source, reference.text);
        match part.targets.get(number) {
            Some(Target::Fact { id, form }) => {
                self.out.push_str(&fact_html(self.scene.site, (*id, *form), written, part.lang));
            }
            Some(Target::Image { src }) => {
                self.out.push_str("<img src=\"");
                escape::address(&mut self.out, src);
                self.out.push_str("\" alt=\"");
                escape::attribute(&mut self.out, written);
                self.out.push_str("\" loading=\"lazy\"");
                let title = document.text_in(source, reference.title);
                if !title.is_empty() {
                    self.out.push_str(" title=\"");
                    escape::attribute(&mut self.out, title);
                    self.out.push('"');
                }
                self.out.push('>');
            }
            Some(Target::Table(target)) => match table::html(self.scene, target, written) {
                Ok(html) => {
                    self.out.push_str(html.trim_end());
                    self.out.push('\n');
                }
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            },
            Some(Target::Conflicts(conflicts)) => match conflict::html(self.scene, conflicts) {
                Ok(html) => self.out.push_str(&html),
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            },
            Some(Target::Part(part)) => self.inner_part(*part),
            Some(Target::AsWritten) => self.as_written(reference.kind, written),
            _ if matches!(reference.kind, Kind::Fact | Kind::Image) => escape::text(&mut self.out, written),
            _ => {}
        }
    }

    fn inner_part(&mut self, index: usize) {
        let Some(part) = self.scene.parts.get(index) else { return };
        let site = self.scene.site;
        let lang = site.config.languages.get(part.lang).filter(|_| part.lang != self.scene.lang);
        let lang = lang.map(|language| format!(" lang=\"{}\"", language.code)).unwrap_or_default();
        match part.origin {
            PartOrigin::Block { id } => {
                self.out.push_str("<div class=\"block block-");
                escape::attribute(&mut self.out, id);
                _ = writeln!(self.out, "\"{lang}>");
                self.part(index);
                self.out.push_str("</div>\n");
            }
            PartOrigin::Question { page, heading } => {
                _ = writeln!(self.out, "<section class=\"question question-repeated\"{lang}>");
                self.part(index);
                if let Some(entry) = site.catalog.entry(page) {
                    let id = part.document.headings.get(heading);
                    let id = id.map(|heading| part.document.text(&site.sources, heading.id)).unwrap_or_default();
                    let link = self.message_with("faq-source", &fluent_args!["title" => entry.title.as_str()]);
                    let code = |lang: LangId| site.config.languages.get(lang).map_or("", |language| &language.code);
                    let (own, target) = (code(self.scene.lang), code(part.lang));
                    let (outer, inner) = match part.lang == self.scene.lang {
                        true => (String::new(), String::new()),
                        false => (format!(" lang=\"{own}\""), format!(" hreflang=\"{target}\"")),
                    };
                    _ = write!(self.out, "<p class=\"question-source\"{outer}><a href=\"");
                    let address = site.config.base.link(&crate::config::encode_path(&entry.route));
                    escape::address(&mut self.out, &format!("{address}#{id}"));
                    _ = write!(self.out, "\"{inner}>");
                    escape::text(&mut self.out, &link);
                    self.out.push_str("</a></p>\n");
                }
                self.out.push_str("</section>\n");
            }
            PartOrigin::Page | PartOrigin::Fragment => self.part(index),
        }
    }
}

fn align(number: u32) -> &'static str {
    match Align::from_number(number) {
        Align::None => "",
        Align::Left => " class=\"align-left\"",
        Align::Center => " class=\"align-center\"",
        Align::Right => " class=\"align-right\"",
    }
}
