//! A work as a list of references has it.
//!
//! An entry follows the language of its work, whoever reads it: the order and the signs are those of the Vancouver style
//! (International Committee of Medical Journal Editors, sample references), in Japanese those of SIST 02 with titles in
//! 「」. What readers of another language call a title or an institution stands behind it in brackets.

use crate::bibliography::{Author, Issued, Wording, Work, WorkKind};
use crate::config::LangId;
use crate::format::Formats;
use crate::locale::{Direction, Locale};
use crate::messages::args;
use crate::render::{escape, foreign};
use crate::resolve::Site;
use std::fmt::Write;

/// The most authors that are all named.
pub const MAX_AUTHORS: usize = 6;

/// An entry while it is written.
struct Entry<'a> {
    site: &'a Site,
    /// The reader's language.
    reader: LangId,
    work: &'a Work,
    /// The language of the work, as a tag.
    tag: &'a str,
    /// The same, if the site has it or one of its kind.
    own: Option<LangId>,
    style: Style,
    html: String,
}

/// The signs of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Vancouver,
    Japanese,
}

/// The HTML of a work for a reader of `lang`.
pub fn html(site: &Site, lang: LangId, work: &Work) -> String {
    let mut entry = Entry::new(site, lang, work);
    let attributes = foreign::attributes_of(site, entry.tag, lang);
    if !attributes.is_empty() {
        _ = write!(entry.html, "<span{attributes}>");
    }
    match entry.style {
        Style::Vancouver => entry.vancouver(),
        Style::Japanese => entry.japanese(),
    }
    if !attributes.is_empty() {
        entry.html.push_str("</span>");
    }
    entry.identifiers();
    entry.addresses();
    entry.html
}

/// A work by its first author and its year, for the head of a row, and the tag of the language that this is in: that of the
/// work, or of a reader who calls the author otherwise.
pub fn short<'a>(site: &'a Site, lang: LangId, work: &'a Work) -> (String, &'a str) {
    let mut entry = Entry::new(site, lang, work);
    let first = work.authors.first().map_or(&work.title, |author| &author.name);
    let mut short = match first.translated(lang) {
        Some(translated) => {
            (entry.tag, entry.own) = (site.config.code(lang), Some(lang));
            translated.to_owned()
        }
        None => first.original.clone(),
    };
    if work.authors.len() > 1 || work.others {
        short.push_str(if is_of(entry.tag, "ja") { "" } else { " " });
        short.push_str(&entry.and_others());
    }
    if let Some(issued) = work.issued {
        _ = write!(short, " {}", issued.year());
    }
    (short, entry.tag)
}

/// Whether a tag is of a language, or of one of its kinds.
fn is_of(tag: &str, language: &str) -> bool {
    tag.split('-').next().is_some_and(|own| own.eq_ignore_ascii_case(language))
}

/// The language of the site that a tag means; a work in the reader's is in it.
fn language(site: &Site, tag: &str, reader: LangId) -> Option<LangId> {
    let main = tag.split('-').next().unwrap_or_default();
    let is_near = |lang: &LangId| is_of(site.config.code(*lang), main);
    Some(reader)
        .filter(is_near)
        .or_else(|| site.config.language(tag))
        .or_else(|| site.config.languages.ids().find(is_near))
}

impl<'a> Entry<'a> {
    fn new(site: &'a Site, reader: LangId, work: &'a Work) -> Entry<'a> {
        let tag = work.language.as_deref().unwrap_or(site.config.code(reader));
        let style = if is_of(tag, "ja") { Style::Japanese } else { Style::Vancouver };
        Entry { site, reader, work, tag, own: language(site, tag, reader), style, html: String::new() }
    }

    fn text(&mut self, text: &str) {
        // What a work is called runs as its language does; figures in it keep their order.
        match self.own {
            Some(own) => foreign::text(&mut self.html, self.site, own, text),
            None => escape::text(&mut self.html, text),
        }
    }

    /// A full stop, but not behind a sign that ends a sentence.
    fn stop(&mut self) {
        let mut shown = self.html.as_str();
        while let Some((before, _)) = shown.strip_suffix('>').and_then(|inside| inside.rsplit_once("</")) {
            shown = before;
        }
        if !shown.ends_with(['.', '?', '!', '。', '？', '！']) {
            self.html.push('.');
        }
    }

    /// A wording, and behind it what the reader calls it, in brackets.
    fn wording(&mut self, wording: &Wording) {
        self.text(&wording.original);
        self.translated(wording);
    }

    fn translated(&mut self, wording: &Wording) {
        let Some(translated) = wording.translated(self.reader).filter(|_| self.own != Some(self.reader)) else {
            return;
        };
        let (site, reader) = (self.site, self.reader);
        // The reader's own words stand among those of the work.
        let attributes = match self.own {
            Some(own) => foreign::attributes(site, reader, own),
            None => {
                let around = Locale::parse(self.tag).map_or(Direction::Ltr, |locale| locale.direction());
                let own = foreign::direction(site, reader);
                let direction = if own == around { String::new() } else { format!(" dir=\"{}\"", own.name()) };
                format!(" lang=\"{}\"{direction}", site.config.code(reader))
            }
        };
        _ = write!(self.html, " <span{attributes}>[");
        foreign::text(&mut self.html, site, reader, translated);
        self.html.push_str("]</span>");
    }

    /// "and others", in the language of the work.
    fn and_others(&self) -> String {
        match self.own {
            Some(own) => self.site.messages.get(own, "et-al", None).unwrap_or_default().into_owned(),
            None if self.style == Style::Japanese => "ほか".to_owned(),
            None => "et al.".to_owned(),
        }
    }

    /// The names, up to six; of more the first three.
    fn authors(&mut self, between: &str, before_others: &str) -> bool {
        let work = self.work;
        let shown = if work.authors.len() > MAX_AUTHORS { 3 } else { work.authors.len() };
        for (at, Author { name, .. }) in work.authors.iter().take(shown).enumerate() {
            self.html.push_str(if at > 0 { between } else { "" });
            self.wording(name);
        }
        if work.others || shown < work.authors.len() {
            self.html.push_str(before_others);
            let others = self.and_others();
            self.text(&others);
        }
        !work.authors.is_empty()
    }

    fn title(&mut self) {
        let work = self.work;
        match &work.url {
            Some(url) => {
                self.html.push_str("<a href=\"");
                escape::address(&mut self.html, url);
                self.html.push_str("\" rel=\"noopener noreferrer external\">");
                self.text(&work.title.original);
                self.html.push_str("</a>");
            }
            None => self.text(&work.title.original),
        }
    }

    fn cite(&mut self, container: &Wording) {
        self.html.push_str("<cite>");
        self.text(&container.original);
        self.html.push_str("</cite>");
        self.translated(container);
    }

    /// Who published it, unless it is one of the authors.
    fn publisher(&self) -> Option<&Wording> {
        let publisher = self.work.publisher.as_ref()?;
        let is_author = self.work.authors.iter().any(|author| author.name.original == publisher.original);
        (!is_author).then_some(publisher)
    }

    /// Year or day, as the language of the work writes it; a language that the site has not gets `2024-12-16`.
    fn issued(&self) -> Option<String> {
        Some(match self.work.issued? {
            Issued::Day(day) if !self.work.kind.is_of_a_year() => match self.own {
                Some(own) => Formats::new(&self.site.messages).date(own, day).unwrap_or_else(|_| day.to_string()),
                None => day.to_string(),
            },
            issued => issued.year().to_string(),
        })
    }

    /// What a dataset or a video is, which its title does not tell.
    fn medium(&mut self) {
        let message = match self.work.kind {
            WorkKind::Dataset => "medium-dataset",
            WorkKind::Video => "medium-video",
            _ => return,
        };
        let lang = self.own.unwrap_or(self.reader);
        let medium = self.site.messages.get(lang, message, None).unwrap_or_default().into_owned();
        self.html.push_str(" [");
        self.html.push_str(&foreign::message(self.site, lang, message, &medium));
        self.html.push(']');
    }

    fn vancouver(&mut self) {
        let work = self.work;
        if self.authors(", ", ", ") {
            self.stop();
            self.html.push(' ');
        }
        self.title();
        self.medium();
        self.translated(&work.title);
        self.stop();
        if let Some(number) = work.number.as_ref().filter(|_| work.kind != WorkKind::Article) {
            self.html.push(' ');
            self.text(number);
            self.stop();
        }
        if let Some(container) = &work.container {
            self.html.push_str(if work.kind == WorkKind::Chapter { " In: " } else { " " });
            self.cite(container);
            self.stop();
        }
        if let Some(edition) = &work.edition {
            let is_number = edition.chars().all(|c| c.is_ascii_digit());
            self.html.push(' ');
            self.text(&if is_number { format!("Ed. {edition}") } else { edition.clone() });
            self.stop();
        }
        if let Some(publisher) = self.publisher().cloned() {
            self.html.push(' ');
            self.wording(&publisher);
            self.stop();
        }
        let place = self.place();
        let issued = self.issued();
        if issued.is_some() || !place.is_empty() {
            self.html.push(' ');
            self.text(&(issued.unwrap_or_default() + &place));
            self.stop();
        }
    }

    /// Volume, issue and pages: `;25(1):22`, `. p. 12–34`.
    fn place(&self) -> String {
        let work = self.work;
        let mut place = String::new();
        if work.volume.is_some() || work.issue.is_some() {
            place.push_str(if work.kind == WorkKind::Article { ";" } else { ". Vol. " });
        }
        place.push_str(work.volume.as_deref().unwrap_or_default());
        if let Some(issue) = &work.issue {
            _ = write!(place, "({issue})");
        }
        let number = work.number.as_ref().filter(|_| work.kind == WorkKind::Article);
        match (work.pages.as_ref().or(number), work.kind) {
            (Some(pages), WorkKind::Article) => _ = write!(place, ":{pages}"),
            (Some(pages), _) => _ = write!(place, ". p. {pages}"),
            (None, _) => {}
        }
        place
    }

    fn japanese(&mut self) {
        let work = self.work;
        self.authors("、", "");
        self.html.push('「');
        self.title();
        self.html.push('」');
        self.medium();
        self.translated(&work.title);
        if let Some(number) = work.number.as_ref().filter(|_| work.kind != WorkKind::Article) {
            self.text(&format!("（{number}）"));
        }
        if let Some(container) = &work.container {
            self.joint();
            self.cite(container);
        }
        let mut rest: Vec<String> = Vec::new();
        if let Some(edition) = &work.edition {
            let is_number = edition.chars().all(|c| c.is_ascii_digit());
            rest.push(if is_number { format!("第{edition}版") } else { edition.clone() });
        }
        let publisher = self.publisher().cloned();
        if let Some(publisher) = &publisher {
            self.joint();
            self.wording(publisher);
        }
        if let Some(issued) = self.issued() {
            let is_year = issued.chars().all(|c| c.is_ascii_digit());
            rest.push(if is_year { format!("{issued}年") } else { issued });
        }
        let number = |text: &Option<String>, counter: &str| text.as_ref().map(|text| format!("{text}{counter}"));
        let volume: Vec<String> =
            [number(&work.volume, "巻"), number(&work.issue, "号")].into_iter().flatten().collect();
        rest.extend(Some(volume.concat()).filter(|volume| !volume.is_empty()));
        let own = work.number.as_ref().filter(|_| work.kind == WorkKind::Article);
        rest.extend(work.pages.as_ref().or(own).map(|pages| format!("p. {pages}")));
        for part in &rest {
            self.joint();
            self.text(part);
        }
        self.html.push('。');
    }

    /// A comma, but not behind the bracket that ends a title or a number.
    fn joint(&mut self) {
        if !self.html.ends_with(['」', '）']) {
            self.html.push('、');
        }
    }

    /// DOI and PMID as links, an ISBN as it is.
    fn identifiers(&mut self) {
        let identity = &self.work.identity;
        let links = [
            (&identity.doi, "https://doi.org/", "", "doi:"),
            (&identity.pmid, "https://pubmed.ncbi.nlm.nih.gov/", "/", "PMID "),
            (&identity.pmcid, "https://pmc.ncbi.nlm.nih.gov/articles/", "/", ""),
        ];
        for (id, before, after, label) in links {
            let Some(id) = id else { continue };
            let id_in_address = crate::address::encode_path(id);
            self.link(&format!("{before}{id_in_address}{after}"), &format!("{label}{id}"));
        }
        if let Some(isbn) = &identity.isbn {
            self.html.push_str(" <span class=\"identifier\">");
            escape::text(&mut self.html, &format!("ISBN {isbn}"));
            self.html.push_str("</span>");
        }
    }

    fn link(&mut self, address: &str, label: &str) {
        self.html.push_str(" <a class=\"identifier\" href=\"");
        escape::address(&mut self.html, address);
        self.html.push_str("\" rel=\"noopener noreferrer external\">");
        escape::text(&mut self.html, label);
        self.html.push_str("</a>");
    }

    /// When its address was opened, and where a copy is kept: said by the site, in the words of the reader.
    fn addresses(&mut self) {
        let (site, lang) = (self.site, self.reader);
        // The line may run the other way than the words of the reader's language.
        let apart = |html: String| match foreign::direction(site, lang) {
            Direction::Rtl if !html.is_ascii() || html.contains('<') => format!("<bdi>{html}</bdi>"),
            Direction::Rtl | Direction::Ltr => html,
        };
        if let Some((day, _)) = self.work.accessed {
            let day = Formats::new(&site.messages).date(lang, day).unwrap_or_else(|_| day.to_string());
            let text = site.messages.get(lang, "retrieved", Some(&args!["date" => day])).unwrap_or_default();
            self.html.push(' ');
            self.html.push_str(&apart(foreign::message(site, lang, "retrieved", &text)));
        }
        if let Some(archive) = &self.work.archive {
            let text = site.messages.get(lang, "reference-archived", None).unwrap_or_default();
            self.html.push_str(" <a class=\"identifier\" href=\"");
            escape::address(&mut self.html, archive);
            self.html.push_str("\" rel=\"noopener noreferrer external\">");
            self.html.push_str(&apart(foreign::message(site, lang, "reference-archived", &text)));
            self.html.push_str("</a>");
        }
    }
}
