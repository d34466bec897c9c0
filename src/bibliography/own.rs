//! Works as `content/references.toml` has them, and what that file says of works that another program describes.

use super::identity::{Identity, Scheme};
use super::wording::{Tongues, Wording};
use super::work::{Author, Finding, Followed, Issued, People, Weight, Work, WorkKind};
use super::{BIB, TOML};
use crate::config::{Codes, Config, Words};
use crate::data::{Node, Reader, Table, Text, Value as Data};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::facts::{Evidence, Fragments, parse_words, read_duration};
use crate::keys::Key;
use crate::keys::reference::{AUTHOR, OF_ANOTHER, WORK, author, called, said, weight, work};
use crate::source::{Sources, Span};

/// What works are read with.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    pub sources: &'a Sources,
    pub config: &'a Config,
    pub codes: &'a Codes<'a>,
}

const KINDS: [WorkKind; 13] = [
    WorkKind::Article,
    WorkKind::Book,
    WorkKind::Chapter,
    WorkKind::Report,
    WorkKind::Guideline,
    WorkKind::Notice,
    WorkKind::Law,
    WorkKind::Ordinance,
    WorkKind::Standard,
    WorkKind::Press,
    WorkKind::Webpage,
    WorkKind::Dataset,
    WorkKind::Video,
];

impl Work {
    /// One of which nothing is known.
    pub(super) fn vague(span: Span) -> Work {
        Work {
            key: String::new(),
            span,
            kind: WorkKind::Webpage,
            language: None,
            authors: Vec::new(),
            others: false,
            title: Wording::original(""),
            container: None,
            publisher: None,
            edition: None,
            issued: None,
            volume: None,
            issue: None,
            pages: None,
            number: None,
            identity: Identity::default(),
            url: None,
            is_placed: false,
            accessed: None,
            archive: None,
            weight: Weight::default(),
            quote: None,
            note: Fragments::default(),
            unverified: Fragments::default(),
            retracted: Fragments::default(),
        }
    }
}

/// Reads a work. With a mistake in it, it is still known to those that cite it.
pub fn read(reading: Reading<'_>, key: String, span: Span, table: Table, diagnostics: &mut Diagnostics) -> Work {
    let mut of = Work { key, ..Work::vague(span) };
    // What is missing is missing from the entry, whose place is its key.
    let mut reader = Reader::new(Table { span, ..table }, &WORK, diagnostics);
    of.kind = reader.choice(work::TYPE, KINDS).unwrap_or(of.kind);
    of.language = reader.text(work::LANGUAGE).map(|text| text.text);
    let language = of.language.clone();
    let tongues = Tongues { codes: reading.codes, own: language.as_deref() };
    let mut wording = |key: Key| {
        let (_, node) = reader.any(key)?;
        Wording::read(node, key.name, tongues, reader.diagnostics())
    };
    of.title = wording(work::TITLE).unwrap_or_else(|| Wording::original(""));
    (of.container, of.publisher) = (wording(work::CONTAINER), wording(work::PUBLISHER));
    read_authors(&mut reader, tongues, &mut of);
    let mut text = |key| reader.text(key).map(|text| text.text);
    (of.volume, of.issue, of.edition) = (text(work::VOLUME), text(work::ISSUE), text(work::EDITION));
    (of.pages, of.number) = (text(work::PAGES), text(work::NUMBER));
    let places = [work::DOI, work::PMID, work::PMCID, work::ISBN, work::URL];
    of.is_placed = places.into_iter().any(|key| reader.peek(key).is_some());
    let mut identity = |key, scheme| {
        let text = reader.text(key)?;
        identifier(scheme, &text.text, text.span, &mut |found| reader.report(found))
    };
    of.identity = Identity {
        doi: identity(work::DOI, Scheme::Doi),
        pmid: identity(work::PMID, Scheme::Pmid),
        pmcid: identity(work::PMCID, Scheme::Pmcid),
        isbn: identity(work::ISBN, Scheme::Isbn),
    };
    of.url = web_address(&mut reader, work::URL);
    let day = reader.date(work::DATE);
    let year = reader.integer(work::YEAR).and_then(|year| i16::try_from(year).ok());
    of.issued = day.map(Issued::Day).or(year.map(Issued::Year));
    read_said(reading, &mut reader, &mut of);
    reader.finish();
    of
}

/// Adds what the site says of a work that another program describes.
pub fn add(reading: Reading<'_>, of: &mut Work, mut table: Table, diagnostics: &mut Diagnostics) {
    table.entries.retain(|(key, _)| {
        let is_theirs = work::KEYS.iter().any(|own| own.name == key.name) && !OF_ANOTHER.has(&key.name);
        if is_theirs {
            let message = format!("`{}` of `{}` is said in `{BIB}`", key.name, of.key);
            let help = format!("mend it there: `{TOML}` adds only what that file does not know");
            diagnostics.push(Diagnostic::new(Code::InvalidValue, key.span, message).help(help));
        }
        !is_theirs
    });
    let mut reader = Reader::new(table, &OF_ANOTHER, diagnostics);
    if let Some(words) = Words::of(&mut reader, called::TITLE, reading.codes) {
        let title = std::mem::replace(&mut of.title, Wording::original(""));
        of.title = title.with_translations(words);
    }
    read_said(reading, &mut reader, of);
    reader.finish();
}

/// Reads what only people can say of a work, and no other program.
fn read_said(reading: Reading<'_>, reader: &mut Reader, of: &mut Work) {
    let Reading { sources, config, codes } = reading;
    let accessed = reader.peek(said::ACCESSED).map(|node| node.span);
    of.accessed = reader.date(said::ACCESSED).zip(accessed).or(of.accessed);
    of.archive = web_address(reader, said::ARCHIVE);
    let mut words = |key: Key| {
        let words = Words::of(reader, key, codes);
        words.map(|words| parse_words(&words, sources, config, reader.diagnostics())).unwrap_or_default()
    };
    (of.note, of.unverified, of.retracted) = (words(said::NOTE), words(said::UNVERIFIED), words(said::RETRACTED));
    let (comparison, result, limit) = (words(weight::COMPARISON), words(weight::RESULT), words(weight::LIMIT));
    let design = reader.choice(weight::DESIGN, Evidence::ALL);
    let finding = reader.choice(weight::FINDING, Finding::ALL);
    let people = reader.any(weight::PEOPLE).and_then(|(_, node)| read_people(reading, node, reader.diagnostics()));
    let followed =
        reader.any(weight::FOLLOWED).and_then(|(_, node)| read_followed(reading, node, reader.diagnostics()));
    let topics = reader.texts(weight::TOPICS);
    for topic in &topics {
        if let Some(unknown) = config.unknown_topic(&topic.text, topic.span) {
            reader.report(unknown);
        }
    }
    of.quote = reader.text(said::QUOTE).map(|quote| quote.text).filter(|quote| !quote.trim().is_empty());
    of.weight = Weight { design, people, followed, comparison, finding, result, limit, topics };
}

/// A list of names and of tables with a name; `"et al."` says that there are more.
fn read_authors(reader: &mut Reader, tongues: Tongues<'_>, of: &mut Work) {
    let Some((_, node)) = reader.any(work::AUTHORS) else { return };
    let items = match node {
        Node { value: Data::List(items), .. } => items,
        one => vec![one],
    };
    for item in items {
        let name = match item.value {
            Data::Text(Text { text, .. }) if text == "et al." => {
                of.others = true;
                continue;
            }
            Data::Text(text) => Some(Author { name: Wording::original(text.text), yomi: None }),
            Data::Table(table) => {
                let mut reader = Reader::new(table, &AUTHOR, reader.diagnostics());
                let name = reader.any(author::NAME).map(|(_, node)| node);
                let yomi = reader.text(author::YOMI).map(|yomi| yomi.text);
                let name = name.and_then(|node| Wording::read(node, "name", tongues, reader.diagnostics()));
                reader.finish();
                name.map(|name| Author { name, yomi })
            }
            other => {
                let message = format!("`authors` takes names, not {}", other.kind());
                reader.report(Diagnostic::new(Code::WrongType, item.span, message));
                None
            }
        };
        of.authors.extend(name);
    }
}

fn read_people(reading: Reading<'_>, node: Node, diagnostics: &mut Diagnostics) -> Option<People> {
    match node.value {
        Data::Integer(number) => match u32::try_from(number) {
            Ok(number) => Some(People::Number(number)),
            Err(_) => {
                let message = "`people` takes how many there were, and this is no number of people";
                diagnostics.push(Diagnostic::new(Code::InvalidValue, node.span, message));
                None
            }
        },
        _ => words_of(reading, node, weight::PEOPLE, diagnostics).map(People::Words),
    }
}

/// `"12 week"`, a list of two lengths, or words.
fn read_followed(reading: Reading<'_>, node: Node, diagnostics: &mut Diagnostics) -> Option<Followed> {
    let error = match (read_duration(&node, None), &node.value) {
        (Ok(time), _) if time.is_reversed() => "the range ends before it begins".to_owned(),
        (Ok(time), _) => return Some(Followed::Time(time)),
        (Err(error), Data::List(_)) => error,
        (Err(_), _) => return words_of(reading, node, weight::FOLLOWED, diagnostics).map(Followed::Words),
    };
    diagnostics.push(Diagnostic::new(Code::InvalidValue, node.span, format!("`followed`: {error}")));
    None
}

fn words_of(reading: Reading<'_>, node: Node, key: Key, diagnostics: &mut Diagnostics) -> Option<Fragments> {
    let words = Words::read(node, key.name, reading.codes, diagnostics)?;
    Some(parse_words(&words, reading.sources, reading.config, diagnostics))
}

/// The usual form of a number that tells a work from others; one that cannot be is reported.
pub(super) fn identifier(
    scheme: Scheme,
    written: &str,
    span: Span,
    report: &mut dyn FnMut(Diagnostic),
) -> Option<String> {
    match scheme.read(written) {
        Ok(number) => Some(number),
        Err(wrong) => {
            let message = format!("`{written}` is no {}: {wrong}", scheme.name());
            report(Diagnostic::new(Code::MalformedIdentifier, span, message).help(scheme.like()));
            None
        }
    }
}

/// An address on the web; another one is reported.
pub fn web_address(reader: &mut Reader, key: Key) -> Option<String> {
    let url = reader.text(key)?;
    let wrong = not_on_the_web(&url.text, url.span);
    match wrong {
        Some(wrong) => {
            reader.report(wrong);
            None
        }
        None => Some(url.text),
    }
}

/// That an address is none of the web.
pub(super) fn not_on_the_web(url: &str, span: Span) -> Option<Diagnostic> {
    let fits = matches!(crate::document::scheme_of(url).as_deref(), Some("http" | "https"));
    let found = || Diagnostic::new(Code::UrlScheme, span, format!("`{url}` is not a web address"));
    (!fits).then(|| found().help("begin it with `https://`"))
}
