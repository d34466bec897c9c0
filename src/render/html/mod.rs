//! Operations to HTML.

mod code;
mod heading;
mod image;
mod markup;
mod note;
mod safe;

pub use heading::heading_title;
pub use note::citation_html;

use super::engine::Engine;
use super::plain::{own_name, refer};
use super::{conflict, escape, foreign, table};
use crate::catalog::PageId;
use crate::config::{Html, LangId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Align, Callout, Document, Kind, MAX_DEPTH, Op, Tag};
use crate::facts::FactId;
use crate::format::Form;
use crate::resolve::{Lead, MAX_PAGE, Part, PartOrigin, Site, Target};
use crate::source::Span;
use fluent::fluent_args;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// What the HTML of a text is made from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub site: &'a Site,
    pub engine: &'a Engine,
    /// The reader's language.
    pub lang: LangId,
    /// The page that the text is of, if it is one's.
    pub page: Option<PageId>,
    /// The texts, of which the first is shown; the others where it refers to them.
    pub parts: &'a [Part],
}

/// The HTML of a page's text, footnotes included; nothing if it is too large for a page. What templates report goes to
/// `diagnostics`.
pub fn content(scene: Scene<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    text(scene, 0, diagnostics)
}

/// The HTML of a text that comes after `images` images of its page; nothing if it is too large.
fn text(scene: Scene<'_>, images: usize, diagnostics: &mut Diagnostics) -> Option<String> {
    let guard = needs_guard(scene).then(safe::Guard::default);
    let around = scene.parts.first().map_or(scene.lang, |part| part.lang);
    let second_ids = second_ids(scene);
    let mut writer = Writer {
        scene,
        around,
        out: String::new(),
        line: 0,
        ids: ids(scene, &second_ids),
        second_ids,
        numbers: HashMap::new(),
        footnotes: Vec::new(),
        footnote_at: HashMap::new(),
        images,
        guard,
        diagnostics,
    };
    writer.part(0);
    writer.footnotes();
    if writer.is_full() {
        return None;
    }
    let Writer { out, guard, .. } = writer;
    let Some(guard) = guard else { return Some(out) };
    if guard.too_deep()
        && let Some(part) = scene.parts.first()
    {
        let message = format!("HTML nested deeper than {MAX_DEPTH} levels");
        let span = Span::file(part.document.source);
        diagnostics.push(Diagnostic::new(Code::TooDeep, span, message).help("take some of the levels out"));
    }
    Some(guard.clean(&out)).filter(|html| html.len() <= MAX_PAGE)
}

/// Whether the text has raw HTML that is to be cleaned.
fn needs_guard(scene: Scene<'_>) -> bool {
    let has_html = |part: &Part| {
        !matches!(part.origin, PartOrigin::Fragment)
            && part.document.ops().iter().any(|op| matches!(op, Op::Html { .. }))
    };
    scene.site.config.html == Html::Safe && scene.parts.iter().any(has_html)
}

/// The HTML of a text of one paragraph, without the paragraph: a caption, a definition.
pub fn inline(scene: Scene<'_>, diagnostics: &mut Diagnostics) -> String {
    // One that is too large is reported where it stands.
    let html = text(scene, 1, diagnostics).unwrap_or_default();
    let html = html.trim_end();
    match html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")) {
        Some(inner) if !inner.contains("<p>") => inner.to_owned(),
        _ => html.to_owned(),
    }
}

/// The HTML of a fact in a language; `written`, if not empty, is the text that stands for it.
pub fn fact_html(site: &Site, (id, form): (FactId, Form), written: &str, lang: LangId) -> String {
    let own = site.catalog.facts.language(id, lang, &site.messages);
    let attributes = foreign::attributes(site, own, lang);
    let fact = site.catalog.facts.get(id);
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
    _ = write!(html, " data-fact=\"{}\"{attributes}>", fact.id);
    let text = match written {
        "" => site.catalog.facts.form(id, lang, form, &site.messages).unwrap_or_default(),
        written => written,
    };
    foreign::text(&mut html, site, own, text);
    html.push_str(if iso.is_some() { "</data>" } else { "</span>" });
    html
}

/// What the headings of a page's own text are called in the original too.
fn second_ids(scene: Scene<'_>) -> Vec<Option<&str>> {
    let Site { catalog, sources, .. } = scene.site;
    let page = scene.page.filter(|_| scene.parts.first().is_some_and(|part| part.origin == PartOrigin::Page));
    page.map(|page| catalog.second_ids(catalog.entry(page), sources)).unwrap_or_default()
}

/// The ids of the first text, if others with headings may stand beside it.
fn ids(scene: Scene<'_>, second_ids: &[Option<&str>]) -> HashSet<String> {
    let blocks = scene.parts.iter().skip(1).any(|part| !part.document.headings.is_empty());
    let first = scene.parts.first().filter(|_| blocks);
    let text = |part: &Part, id| part.document.text(&scene.site.sources, id).to_owned();
    let Some(part) = first else { return HashSet::new() };
    let second = second_ids.iter().flatten().map(|id| (*id).to_owned());
    part.document.headings.iter().map(|heading| text(part, heading.id)).chain(second).collect()
}

struct Writer<'a, 'd> {
    scene: Scene<'a>,
    /// The language of the element that is being written.
    around: LangId,
    out: String,
    /// Where the inside of the heading or header cell begins that is being written.
    line: usize,
    /// The ids that are taken, where texts with headings stand beside each other.
    ids: HashSet<String>,
    /// The second ids of the headings of the page's own text.
    second_ids: Vec<Option<&'a str>>,
    /// How far the numbers of an id are taken.
    numbers: HashMap<String, usize>,
    /// What was referred to, in order: part, footnote, how often.
    footnotes: Vec<(usize, usize, u32)>,
    /// The place of each part and footnote among them.
    footnote_at: HashMap<(usize, usize), usize>,
    /// How many images there were so far.
    images: usize,
    /// What raw HTML needs, where there is some and it is to be cleaned.
    guard: Option<safe::Guard>,
    diagnostics: &'d mut Diagnostics,
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

    fn ops(&mut self, index: usize, part: &'a Part, range: std::ops::Range<usize>) {
        let document = &*part.document;
        let source = self.scene.site.sources.get(document.source).text.as_str();
        let mut questions = Questions::default();
        if let PartOrigin::Question { heading, .. } = part.origin {
            questions.repeated = document.headings.get(heading).map(|heading| heading.level);
        }
        let mut inside_footnote = 0;
        let end = range.end;
        let ops = document.ops().get(range).unwrap_or_default();
        let mut rest = ops.iter();
        while let Some(op) = rest.next() {
            // It is refused as a whole.
            if self.is_full() {
                return;
            }
            if !matches!(op, Op::Html { .. }) {
                self.flush_html();
            }
            match op {
                // Footnotes are written at the end of the page.
                Op::Open(Tag::FootnoteText, _) => inside_footnote += 1,
                Op::Close(Tag::FootnoteText, _) => inside_footnote -= 1,
                _ if inside_footnote > 0 => {}
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
                Op::SoftBreak => {
                    let at = end - rest.len() - 1;
                    if !document.joined(source, at, &|index| refer(self.scene.site, part, index)) {
                        self.out.push('\n');
                    }
                }
                Op::HardBreak => self.out.push_str("<br>\n"),
                Op::Rule => self.out.push_str("<hr>\n"),
                Op::Task(done) => {
                    let (checked, label) = if *done { (" checked", "task-done") } else { ("", "task-open") };
                    let label = self.message(label);
                    let mut input = format!("<input type=\"checkbox\" disabled{checked} aria-label=\"");
                    escape::attribute(&mut input, &label);
                    input.push_str("\">");
                    self.keep(&input);
                    self.out.push(' ');
                }
                Op::Open(Tag::Heading, number) => {
                    self.open_heading(part, source, *number as usize, &mut questions);
                }
                Op::Close(Tag::Heading, number) => {
                    self.close_heading(part, *number as usize, &mut questions);
                }
                Op::Open(Tag::RubyText, _) => {
                    self.out.push_str(if self.wide(part.lang) { "<rp>（</rp><rt>" } else { "<rp> (</rp><rt>" });
                }
                Op::Close(Tag::RubyText, _) => {
                    self.out.push_str(if self.wide(part.lang) { "</rt><rp>）</rp>" } else { "</rt><rp>)</rp>" });
                }
                Op::Open(Tag::HeadCell, number) => {
                    self.open(Tag::HeadCell, *number);
                    self.line = self.out.len();
                }
                Op::Close(Tag::HeadCell, number) => {
                    self.wrap_line(part.lang);
                    self.close(Tag::HeadCell, *number);
                }
                Op::Open(Tag::CodeBlock, _) => self.code_block(document, source, &mut rest),
                Op::Open(Tag::Item, _) => {
                    questions.depth += 1;
                    let task =
                        matches!(rest.as_slice(), [Op::Task(_), ..] | [Op::Open(Tag::Paragraph, _), Op::Task(_), ..]);
                    self.out.push_str(if task { "<li class=\"task\">" } else { "<li>" });
                }
                Op::Open(tag @ (Tag::Link | Tag::Term), number) => {
                    // A term or page that is linked without a text shows its own name.
                    let empty = matches!(rest.as_slice(), [Op::Close(closed, _), ..] if closed == tag);
                    self.open_link(document, source, part, (*number as usize, empty));
                    if empty {
                        self.own_name(part, *number as usize);
                    }
                }
                Op::Close(Tag::Link | Tag::Term, number) => {
                    let is_span = match part.targets.get(*number as usize) {
                        Some(Target::Term(_)) => self.glossary_page().is_none(),
                        target => matches!(target, None | Some(Target::None | Target::AsWritten)),
                    };
                    self.mark_external(part, *number as usize);
                    self.out.push_str(if is_span { "</span>" } else { "</a>" });
                }
                Op::Open(tag, number) => {
                    questions.depth += usize::from(matches!(tag, Tag::Quote | Tag::Callout | Tag::DefinitionText));
                    self.open(*tag, *number);
                }
                Op::Close(tag, number) => {
                    questions.depth -=
                        usize::from(matches!(tag, Tag::Quote | Tag::Callout | Tag::Item | Tag::DefinitionText));
                    self.close(*tag, *number);
                }
                Op::Refer(number) => self.refer(document, source, part, *number as usize),
                Op::Cite { first, count } => {
                    self.citations(document, source, part, *first as usize, count.get() as usize);
                }
                Op::Footnote(number) => self.footnote_reference(document, source, index, *number as usize),
            }
        }
        self.flush_html();
        self.close_questions(&mut questions);
    }

    /// Whether the text is larger than a page can be.
    fn is_full(&self) -> bool {
        self.out.len() + self.guard.as_ref().map_or(0, safe::Guard::size) > MAX_PAGE
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
            Html::Safe => self.guard.iter_mut().for_each(|guard| guard.take(html)),
            Html::Trusted => self.out.push_str(html),
        }
    }

    fn flush_html(&mut self) {
        if let Some(guard) = &mut self.guard {
            guard.flush(&mut self.out);
        }
    }

    /// Adds HTML that is not cleaned: of templates, or of elements that authors do not have.
    fn keep(&mut self, html: &str) {
        match &mut self.guard {
            Some(guard) => guard.keep(self.out.len(), html),
            None => self.out.push_str(html),
        }
    }

    fn open(&mut self, tag: Tag, number: u32) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Quote => self.out.push_str("<blockquote>\n"),
            Tag::Callout => {
                let name = Callout::from_number(number).name();
                let title = self.message(&format!("callout-{name}"));
                let head = "role=\"note\">\n<p class=\"callout-title\">";
                _ = write!(self.out, "<div class=\"callout callout-{name}\" {head}");
                let (site, reader) = (self.scene.site, self.scene.lang);
                let code = foreign::message_code(site, reader, &format!("callout-{name}"));
                // The word alone is in another language: where the box begins is that of the text.
                let attributes = foreign::attributes_of(site, code, self.around);
                if !attributes.is_empty() {
                    _ = write!(self.out, "<span{attributes}>");
                }
                escape::text(&mut self.out, &title);
                if !attributes.is_empty() {
                    self.out.push_str("</span>");
                }
                self.out.push_str("</p>\n");
            }
            Tag::List => self.out.push_str("<ul>\n"),
            Tag::OrderedList if number == 1 => self.out.push_str("<ol>\n"),
            Tag::OrderedList => _ = writeln!(self.out, "<ol start=\"{number}\">"),
            Tag::HtmlBlock if self.scene.site.config.html == Html::Escape => self.out.push_str("<p>"),
            Tag::DefinitionList => self.out.push_str("<dl>\n"),
            Tag::DefinitionTerm => self.out.push_str("<dt>"),
            Tag::DefinitionText => self.out.push_str("<dd>"),
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
            // Written where their operations are met, or nothing.
            Tag::Heading | Tag::Item | Tag::CodeBlock | Tag::Link | Tag::Term | Tag::FootnoteText | Tag::HtmlBlock => {}
            Tag::RubyText => {}
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
            Tag::HtmlBlock if self.scene.site.config.html == Html::Escape => "</p>\n",
            Tag::DefinitionList => "</dl>\n",
            Tag::DefinitionTerm => "</dt>\n",
            Tag::DefinitionText => "</dd>\n",
            Tag::Table => "</tbody>\n</table></div>\n",
            Tag::TableHead => "</tr>\n</thead>\n<tbody>\n",
            Tag::TableRow => "</tr>\n",
            Tag::HeadCell => "</th>",
            Tag::Cell => "</td>",
            Tag::Emphasis => "</em>",
            Tag::Strong => "</strong>",
            Tag::Strikethrough => "</del>",
            Tag::Ruby => "</ruby>",
            Tag::RubyText
            | Tag::Heading
            | Tag::CodeBlock
            | Tag::Link
            | Tag::Term
            | Tag::FootnoteText
            | Tag::HtmlBlock => "",
        });
    }

    /// Opens a link; one that is `empty` shows the title of its page, in the language of the page.
    fn open_link(&mut self, document: &Document, source: &str, part: &Part, (number, empty): (usize, bool)) {
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
            _ => self.out.push_str("<span>"),
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
            _ => None,
        };
        self.out.push_str(&foreign::wrapped(site, own.unwrap_or(self.around), self.around, name));
    }

    /// Adds the attributes of an element in `lang`, where it stands in another language.
    fn lang(&mut self, lang: LangId) {
        self.out.push_str(&foreign::attributes(self.scene.site, lang, self.around));
    }

    /// Whether a language has wide punctuation.
    fn wide(&self, lang: LangId) -> bool {
        self.scene.site.config.languages.at(lang).locale.is_spaceless()
    }

    /// Marks the phrases of the line that has just been written.
    fn wrap_line(&mut self, lang: LangId) {
        // Where raw HTML stands is known by its place in the text, which would move.
        if self.guard.as_ref().is_some_and(|guard| guard.marks_after(self.line)) {
            return;
        }
        let wrapping = self.scene.engine.wrapping();
        if let Some(line) = self.out.get(self.line..).filter(|line| wrapping.has(lang) && !line.is_ascii()) {
            let wrapped = wrapping.html(lang, line);
            self.out.truncate(self.line);
            self.out.push_str(&wrapped);
        }
    }

    fn refer(&mut self, document: &Document, source: &str, part: &Part, number: usize) {
        let Some(reference) = document.references.get(number) else { return };
        let written = document.text_in(source, reference.text);
        match part.targets.get(number) {
            Some(Target::Fact { id, form }) => {
                self.out.push_str(&fact_html(self.scene.site, (*id, *form), written, part.lang));
            }
            Some(Target::Image(target)) => self.image(document, source, reference, target),
            Some(Target::Table(target)) => match table::html(self.scene, target, (part.lang, written)) {
                Ok(html) => {
                    let html =
                        foreign::wrapped(self.scene.site, self.scene.lang, self.around, html.trim_end().to_owned());
                    self.keep(&html);
                    self.out.push('\n');
                }
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            },
            Some(Target::Conflicts(conflicts)) => match conflict::html(self.scene, conflicts) {
                Ok(html) => {
                    let html = foreign::wrapped(self.scene.site, self.scene.lang, self.around, html);
                    self.keep(&html);
                }
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
        let lang = foreign::attributes(site, part.lang, self.around);
        let around = std::mem::replace(&mut self.around, part.lang);
        match &part.origin {
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
                let entry = site.catalog.entry(*page);
                let id = part.document.headings.get(*heading);
                let id = id.map(|heading| part.document.text(&site.sources, heading.id)).unwrap_or_default();
                let link = self.message_with("faq-source", &fluent_args!["title" => entry.title.as_str()]);
                let code = |lang: LangId| site.config.code(lang);
                let spoken = foreign::message_code(site, self.scene.lang, "faq-source");
                let outer = foreign::attributes_of(site, spoken, part.lang);
                let inner = match part.lang == self.scene.lang {
                    true => String::new(),
                    false => format!(" hreflang=\"{}\"", code(part.lang)),
                };
                _ = write!(self.out, "<p class=\"question-source\"{outer}><a href=\"");
                let address = site.config.base.page(&entry.route);
                escape::address(&mut self.out, &format!("{address}#{id}"));
                _ = write!(self.out, "\"{inner}>");
                escape::text(&mut self.out, &link);
                self.out.push_str("</a></p>\n");
                self.out.push_str("</section>\n");
            }
            PartOrigin::Page | PartOrigin::Fragment => self.part(index),
        }
        self.around = around;
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
