//! Front matter: where it begins and ends, and what its keys mean.

use crate::address::{self, Fault};
use crate::config::{Config, LangId, UnknownKeys, unportable};
use crate::data::{Key, Node, Reader, Table, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::without_ruby;
use crate::keys::text::{PAGE, REVIEW, more, page, review};
use crate::moment::Moment;
use crate::translation::{Stamps, extra_texts};

use crate::source::Span;
use jiff::civil::Date;
use std::collections::HashSet;

/// What a page says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    pub title: Text,
    /// How the title is read.
    pub yomi: Option<Text>,
    pub description: Option<Text>,
    pub date: Option<Moment>,
    pub updated: Option<Moment>,
    /// Where `updated` stands.
    pub updated_span: Option<Span>,
    pub expires: Option<Moment>,
    pub draft: bool,
    pub weight: Option<i64>,
    pub menu: Menu,
    pub slug: Option<Text>,
    pub aliases: Vec<Text>,
    /// The only languages that the page is meant for; none where it is meant for all.
    pub languages: Vec<LangId>,
    /// Where they stand.
    pub languages_span: Option<Span>,
    pub topics: Vec<Text>,
    pub kind: Option<Text>,
    pub template: Option<Text>,
    pub noindex: bool,
    pub image: Option<Text>,
    pub stamps: Stamps,
    pub review: Option<Review>,
    pub extra: Vec<(Key, Node)>,
    /// The names of its keys that say something, if a kind of the site requires some.
    pub says: Vec<String>,
}

impl FrontMatter {
    /// Whether the page of which this is the original is meant for a language.
    pub fn is_meant_for(&self, lang: LangId) -> bool {
        self.languages.is_empty() || self.languages.contains(&lang)
    }
}

/// Who checked a page, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    pub by: Vec<Text>,
    pub date: Option<Date>,
    /// Where the date stands.
    pub date_span: Option<Span>,
}

/// Whether and how a page stands in the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Menu {
    /// Under its title.
    Title,
    Label(String),
    Hidden,
}

/// Reads the keys of a page's front matter. `home` is whether it is that of a front page, `lang` the page's language. A
/// page with mistakes in it is still known to those that link to it.
pub fn read(table: Table, (home, lang): (bool, LangId), config: &Config, diagnostics: &mut Diagnostics) -> FrontMatter {
    // In what could not be parsed, nothing is missing or wrong beside.
    let unreadable = diagnostics.iter().any(|found| found.code != Code::DuplicateName);
    let mut aside = Diagnostics::new();
    let says = if config.kinds.iter().any(|kind| !kind.require.is_empty()) { said(&table) } else { Vec::new() };
    let mut reader = Reader::new(table, &PAGE, if unreadable { &mut aside } else { diagnostics });
    let span = reader.span();
    let title = reader.text(page::TITLE);
    if let Some(title) = title.as_ref().filter(|title| title.text.trim().is_empty()) {
        reader.report(Diagnostic::new(Code::InvalidValue, title.span, "`title` is empty"));
    }
    let yomi = reader.text(page::YOMI).and_then(|yomi| read_yomi(yomi, &mut reader));
    let description = reader.text(page::DESCRIPTION);
    let zone = &config.time_zone;
    let [date, updated, expires] = [page::DATE, page::UPDATED, page::EXPIRES].map(|key| {
        let span = reader.peek(key).map(|node| node.span);
        reader.moment(key, zone).zip(span)
    });
    for (later, name) in [(updated, page::UPDATED.name), (expires, page::EXPIRES.name)] {
        if let (Some((date, _)), Some((later, span))) = (date, later)
            && later < date
            // On the day itself, a bare day begins before any time of it.
            && later.day() < date.day()
        {
            let message = format!("`{name}` is {later}, before `date`, {date}");
            reader.report(Diagnostic::new(Code::DateOrder, span, message));
        }
    }
    let updated_span = updated.map(|(_, span)| span);
    let [date, updated, expires] = [date, updated, expires].map(|read| read.map(|(moment, _)| moment));
    let draft = reader.is(page::DRAFT);
    let weight = reader.integer(page::WEIGHT);
    let menu = read_menu(&mut reader);
    let slug = reader.text(page::SLUG).and_then(|slug| read_slug(slug, home, &mut reader));
    let aliases = reader.texts(page::ALIASES);
    let languages_span = reader.peek(page::LANGUAGES).map(|node| node.span);
    let languages = read_languages(&mut reader, lang, config);
    let mut topics: Vec<Text> = reader.texts(page::TOPICS);
    let mut seen: HashSet<String> = HashSet::new();
    topics.retain(|topic| seen.insert(topic.text.clone()));
    let kind = reader.text(page::KIND);
    let template = reader.text(page::TEMPLATE);
    let is_left_out = reader.is(page::NOINDEX);
    let image = reader.text(page::IMAGE);
    let stamps = Stamps::read(&mut reader, config);
    // What nobody has read is no answer of the site yet.
    let noindex = is_left_out || stamps.machine;
    let review = reader.table(more::REVIEW_TABLE).map(|table| read_review(table, reader.diagnostics()));
    let mut extra = reader.table(more::EXTRA).map(|table| table.entries).unwrap_or_default();
    for (key, node) in extra.iter().filter(|(key, _)| config.translate_extra.binary_search(&key.name).is_ok()) {
        if extra_texts(node).is_none() {
            let message = format!("`{}` is translated: it takes a text or a list of texts", key.name);
            let help = "or leave it out of `translate_extra` in `site.toml`";
            reader.report(Diagnostic::new(Code::WrongType, node.span, message).help(help));
        }
    }
    if config.unknown_keys == UnknownKeys::Keep {
        extra.extend(reader.rest());
    }
    reader.finish();
    FrontMatter {
        title: title.unwrap_or(Text::made(String::new(), span)),
        yomi,
        description,
        date,
        updated,
        updated_span,
        expires,
        draft,
        weight,
        menu,
        slug,
        aliases,
        languages,
        languages_span,
        topics,
        kind,
        template,
        noindex,
        image,
        stamps,
        review,
        extra,
        says,
    }
}

/// The names of keys with a value that is not empty.
fn said(table: &Table) -> Vec<String> {
    let is_said = |node: &Node| match &node.value {
        Value::Text(text) => !text.text.trim().is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Table(table) => !table.entries.is_empty(),
        Value::Null => false,
        Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) => true,
    };
    table.entries.iter().filter(|(_, node)| is_said(node)).map(|(key, _)| key.name.clone()).collect()
}

/// The languages that a page is meant for, of which its own is one.
fn read_languages(reader: &mut Reader, lang: LangId, config: &Config) -> Vec<LangId> {
    let mut languages = Vec::new();
    let codes = reader.texts(page::LANGUAGES);
    for code in &codes {
        match config.language(&code.text) {
            Some(meant) => languages.push(meant),
            None => reader.report(config.unknown_language(code)),
        }
    }
    if let Some(first) = codes.first()
        && languages.len() == codes.len()
        && !languages.contains(&lang)
    {
        let message = format!("`languages` does not name `{}`, in which the page is written", config.code(lang));
        reader.report(Diagnostic::new(Code::InvalidValue, first.span, message));
        languages.push(lang);
    }
    languages
}

/// A reading of the title; none if it says nothing.
fn read_yomi(yomi: Text, reader: &mut Reader) -> Option<Text> {
    if yomi.text.trim().is_empty() {
        let help = "write how the title is read, or leave it out";
        reader.report(Diagnostic::new(Code::InvalidValue, yomi.span, "`yomi` is empty").help(help));
        return None;
    }
    Some(yomi)
}

fn read_menu(reader: &mut Reader) -> Menu {
    let Some((_, node)) = reader.any(page::MENU) else { return Menu::Title };
    match node.value {
        Value::Text(label) => Menu::Label(without_ruby(&label.text)),
        Value::Bool(false) => Menu::Hidden,
        Value::Bool(true) => Menu::Title,
        other => {
            let message = format!("`menu` takes a label or `false`, not {}", other.kind());
            reader.report(Diagnostic::new(Code::WrongType, node.span, message));
            Menu::Title
        }
    }
}

fn read_review(table: Table, diagnostics: &mut Diagnostics) -> Review {
    let mut reader = Reader::new(table, &REVIEW, diagnostics);
    let by = reader.texts(review::BY);
    let date_span = reader.peek(review::DATE).map(|node| node.span);
    let date = reader.date(review::DATE);
    reader.finish();
    Review { by, date, date_span }
}

/// A slug as the part of an address that it means; `None` if it can be none.
fn read_slug(slug: Text, home: bool, reader: &mut Reader) -> Option<Text> {
    if home {
        let message = "the front page of a language has no slug: its address is the language's";
        reader.report(Diagnostic::new(Code::InvalidValue, slug.span, message).help("delete it"));
        return None;
    }
    let decoded = address::decode_whole(&slug.text);
    match decoded.and_then(|name| address::name_fault(&name).map_or(Ok(name), Err)) {
        Ok(name) => {
            reader.diagnostics().extend(unportable(&name, slug.span));
            Some(Text::made(name, slug.span))
        }
        Err(fault) => {
            let message = format!("`{}` cannot be part of an address: {fault}", slug.text);
            let help = match fault {
                Fault::Separator(_) => "a slug is one segment, without `/`",
                other => other.help(),
            };
            reader.report(Diagnostic::new(Code::InvalidValue, slug.span, message).help(help));
            None
        }
    }
}
