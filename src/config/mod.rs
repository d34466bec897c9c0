//! `site.toml`: what the site is called, where it lives, which languages it speaks. Read once, never changed.

mod allow;
mod base;
mod baseline;
mod beside;
mod declared;
mod fallback;
mod kind;
mod language;
mod levels;
mod menu;
mod merge;
mod name;
mod pattern;
mod policy;
mod quotes;
mod repository;
mod schemes;
mod security;
mod shown;
mod words;
mod writing;

pub use allow::{Allowed, waivable, without_reason};
pub use base::BaseUrl;
pub use baseline::baseline_path;
pub use beside::{
    GLOSSARY, PEOPLE, REFERENCES, add_texts, add_texts_as, beside, has_texts, misplaced_texts, path_beside,
    read_with_texts, texts_beside, texts_go_apart,
};
pub use declared::is_id;
pub use kind::{Kind, KindId, Line, ReviewPolicy, Stale};
pub use language::{Language, Missing};
pub use levels::Levels;
pub use menu::{Leads, MenuEntry, Menus};
pub use merge::names_in_list;
pub use name::unportable;
pub use pattern::matches as is_path;
pub use policy::{Directive, Policy};
pub use quotes::Quotes;
pub use repository::Repository;
pub use shown::Shown;
pub use words::Words;
pub use writing::Writing;

use crate::address;
use crate::data::{Reader, Table, Text, parse_toml};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names, suggestion};
use crate::id::{IndexVec, ids};
use crate::keys::site::{CHECK, CONTENT, SEARCH, SITE, TOPIC, check, content, search, site, topic};
pub use crate::locale::LangId;
use crate::moment;
use crate::source::{Sources, Span};
use declared::{Seen, read_id};
use jiff::tz::TimeZone;
use std::collections::HashMap;

ids! {
    /// A topic of the site.
    TopicId;
}

/// What `site.toml` says.
#[derive(Debug, Clone)]
pub struct Config {
    pub base: BaseUrl,
    /// The same as `site.toml` says it, whatever a build is made for.
    pub published: BaseUrl,
    /// The language that pages are written in first.
    pub source: LangId,
    /// In which days begin.
    pub time_zone: TimeZone,
    pub layout: Layout,
    /// In the order of `site.toml`; at least one.
    pub languages: IndexVec<LangId, Language>,
    pub repository: Option<Repository>,
    /// Where readers report a problem, if that is not where the repository has its issues.
    pub issues: Option<String>,
    pub menus: Menus,
    pub shown: Shown,
    pub topics: IndexVec<TopicId, Topic>,
    pub kinds: IndexVec<KindId, Kind>,
    pub html: Html,
    /// Whether links to other sites say so to those who do not see the mark.
    pub external_mark: bool,
    pub unknown_keys: UnknownKeys,
    pub last_change: LastChange,
    pub numbers: Numbers,
    /// The schemes that links may have beside the usual ones, in small letters.
    pub schemes: Vec<String>,
    /// The keys of `[extra]` that are translated, in order.
    pub translate_extra: Vec<String>,
    /// The levels that warnings get; `None` where they are switched off.
    pub levels: Levels,
    /// What may stand in files where nothing can be written beside it.
    pub allowed: Vec<Allowed>,
    /// Patterns for paths on the host of the site that something else answers.
    pub external_paths: Vec<String>,
    /// Patterns for addresses of other sites that `check --external` leaves alone.
    pub external_skip: Vec<String>,
    /// The path of the file of known mistakes, which need not be there.
    pub baseline: String,
    /// Whether readers can search.
    pub search: bool,
    /// What browsers may load and run; none where the site says nothing of it.
    pub policy: Option<Policy>,
    topic_by_id: HashMap<String, TopicId>,
    topic_ids: Names,
    kind_by_id: HashMap<String, KindId>,
    kind_ids: Names,
    /// The start of `site.toml`, for what is said of the site as a whole.
    pub span: Span,
}

/// The codes of the site's languages, to read texts by language.
pub type Codes<'a> = IndexVec<LangId, &'a str>;

/// How content files say their language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// `content/<path>/<name>.<lang>.md`
    Suffix,
    /// `content/<lang>/<path>/<name>.md`
    Directory,
}

/// A subject that pages can belong to.
#[derive(Debug, Clone)]
pub struct Topic {
    pub id: String,
    pub label: Words,
}

/// What becomes of HTML in Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Html {
    /// It is shown as text.
    #[default]
    Escape,
    /// Of it goes into the page what is harmless.
    Safe,
    /// It goes into the page as it is.
    Trusted,
}

/// What becomes of front-matter keys that are not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownKeys {
    Refuse,
    /// They go to `extra`.
    Keep,
}

/// Where the day comes from on which a page was last changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastChange {
    /// Only from the page itself.
    Off,
    /// From the history of its file.
    Git,
}

/// Which numbers in texts have to be facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// Besides those of the page: all money, and what a fact of the site says.
    Site,
    /// Those with a unit that the facts of the same page have.
    Page,
    Off,
}

impl Config {
    /// That there is no such topic; `None` if there is.
    pub fn unknown_topic(&self, id: &str, span: Span) -> Option<Diagnostic> {
        if self.topic(id).is_some() {
            return None;
        }
        let ids = || self.topics.iter().map(|topic| topic.id.as_str());
        let help = self
            .topic_ids
            .suggestion(id, ids)
            .unwrap_or_else(|| "declare it in `site.toml` under `[[topics]]`".to_owned());
        Some(Diagnostic::new(Code::UnknownTopic, span, format!("there is no topic `{id}`")).help(help))
    }

    /// The topic with this name.
    pub fn topic(&self, id: &str) -> Option<TopicId> {
        self.topic_by_id.get(id).copied()
    }

    /// That there is no such kind; `None` if there is.
    pub fn unknown_kind(&self, kind: &Text) -> Option<Diagnostic> {
        if self.kind(&kind.text).is_some() {
            return None;
        }
        let ids = || self.kinds.iter().map(|kind| kind.id.as_str());
        let help = self.kind_ids.suggestion(&kind.text, ids);
        let help = help.unwrap_or_else(|| "declare it in `site.toml` under `[[kinds]]`".to_owned());
        Some(Diagnostic::new(Code::UnknownKind, kind.span, format!("there is no kind `{}`", kind.text)).help(help))
    }

    /// The language with this code.
    pub fn language(&self, code: &str) -> Option<LangId> {
        self.languages.position(|language| language.code == code)
    }

    /// The code of a language, as `site.toml` has it.
    pub fn code(&self, lang: LangId) -> &str {
        &self.languages.at(lang).code
    }

    /// Whether a language is declared in a file of its own, `languages/<code>.toml`.
    pub fn has_own_file(&self, lang: LangId) -> bool {
        self.languages.at(lang).span.source != self.span.source
    }

    /// The mistake of naming a language that the site has not.
    pub fn unknown_language(&self, code: &Text) -> Diagnostic {
        language::unknown(code, self.codes())
    }

    /// The language that lives at the root of the site.
    pub fn root(&self) -> Option<LangId> {
        self.languages.position(|language| language.root)
    }

    /// The codes of all languages.
    pub fn codes(&self) -> impl Iterator<Item = &str> + Clone {
        self.languages.iter().map(|language| language.code.as_str())
    }

    /// How a language writes running text.
    pub fn writing(&self, lang: LangId) -> Writing {
        Writing { html: self.html, ..self.languages.at(lang).writing }
    }

    /// The language itself, then its fallbacks.
    pub fn chain(&self, lang: LangId) -> impl Iterator<Item = LangId> {
        std::iter::once(lang).chain(self.languages.at(lang).fallback.iter().copied())
    }

    /// Whether something else than the site answers at a path on its host.
    pub fn serves_elsewhere(&self, path: &str) -> bool {
        // Dots lead elsewhere before the other program is asked.
        let has_dots =
            path.split('/').any(|part| matches!(part.replace("%2e", ".").replace("%2E", ".").as_str(), "." | ".."));
        !has_dots && self.external_paths.iter().any(|pattern| is_path(pattern, path))
    }

    /// Whether an address of another site is one that nobody asks.
    pub fn leaves_alone(&self, url: &str) -> bool {
        self.external_skip.iter().any(|pattern| is_path(pattern, url))
    }

    /// The kind with this name.
    pub fn kind(&self, id: &str) -> Option<KindId> {
        self.kind_by_id.get(id).copied()
    }

    /// What becomes of a stale translation into a language of a page of a kind.
    pub fn stale(&self, kind: Option<&Text>, lang: LangId) -> Stale {
        let kind = kind.and_then(|kind| self.kind(&kind.text));
        kind.map_or(Stale::Notice, |kind| self.kinds.at(kind).stale_in(lang))
    }
}

/// Reads `site.toml`. Without a usable one there is no configuration, and the diagnostics say why.
pub fn read(sources: &mut Sources) -> (Option<Config>, Diagnostics) {
    let Some(id) = sources.at("site.toml") else {
        let span = Span::file(sources.at_or_absent("site.toml"));
        let diagnostic = Diagnostic::new(Code::MissingSite, span, "there is no `site.toml` in this folder")
            .help("run the command in the folder of a site, or name it with `--root`");
        return (None, diagnostic.into());
    };
    // What is wrong with the file itself is reported with all files.
    if sources.get(id).flaw.is_some() {
        return (None, Diagnostics::new());
    }
    let (table, mut diagnostics) = parse_toml(&sources.get(id).text, id, 0);
    if !diagnostics.is_empty() {
        return (None, diagnostics);
    }
    let config = read_site(table, sources, Span::file(id), &mut diagnostics);
    (config, diagnostics)
}

fn read_site(mut table: Table, sources: &Sources, span: Span, diagnostics: &mut Diagnostics) -> Option<Config> {
    let mut files = language::files(sources, diagnostics);
    for language::File { code, table: own } in &mut files {
        beside::add_site_texts(&mut table, own, &code.text, diagnostics);
    }
    let mut reader = Reader::new(table, &SITE, diagnostics);
    let base = reader.text(site::BASE_URL).and_then(|text| match BaseUrl::parse(&text.text) {
        Ok(base) => Some(base),
        Err(message) => {
            reader.report(
                Diagnostic::new(Code::InvalidValue, text.span, message)
                    .help("write the address that the site will have: `https://example.github.io/guide/`"),
            );
            None
        }
    });
    let source = reader.text(site::SOURCE);
    let time_zone = reader.text(site::TIME_ZONE).and_then(|name| read_zone(&name, &mut reader));
    let layout = reader.choice(site::LAYOUT, [Layout::Suffix, Layout::Directory]);
    let tables = reader.tables(site::LANGUAGES);
    let languages = language::read(tables, files, reader.diagnostics());
    fallback::check(&languages, reader.diagnostics());
    let codes: Codes<'_> = languages.map(|_, language| language.code.as_str());
    let source = source.and_then(|source| {
        let found = codes.position(|code| *code == source.text);
        // Where no language could be read, that is the mistake.
        if found.is_none() && !codes.is_empty() {
            let message = format!("the source language `{}` is not one of `languages`", source.text);
            let help = suggestion(&source.text, codes.iter().copied());
            reader.report(Diagnostic::new(Code::UnknownLanguage, source.span, message).maybe_help(help));
        }
        found
    });
    let repository = reader.text(site::REPOSITORY).map(|text| repository::read(&text));
    let repository = repository.and_then(|read| read.map_err(|mistake| reader.report(*mistake)).ok());
    let issues = reader.text(site::ISSUES).map(|text| repository::read_issues(&text));
    let issues = issues.and_then(|read| read.map_err(|mistake| reader.report(*mistake)).ok());
    let tables = reader.tables(site::MENU_TABLES);
    let menus = menu::read(tables, &codes, reader.diagnostics());
    let table = reader.table(site::SHOWN_TABLE);
    let shown = table.map(|table| shown::read(table, reader.diagnostics())).unwrap_or_default();
    let mut topics: IndexVec<TopicId, Topic> = IndexVec::new();
    let mut seen = Seen::default();
    for table in reader.tables(site::TOPICS) {
        if let Some((id, topic)) = read_topic(table, &codes, reader.diagnostics())
            && seen.is_new("topic", &id, reader.diagnostics())
        {
            topics.push(topic);
        }
    }
    let tables = reader.tables(site::KINDS);
    let kinds = kind::read(tables, &codes, reader.diagnostics());
    let (mut html, mut unknown_keys) = (Html::Escape, UnknownKeys::Refuse);
    let mut last_change = LastChange::Off;
    let mut external_mark = false;
    let (mut translate_extra, mut schemes): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    if let Some(table) = reader.table(site::CONTENT_TABLE) {
        let mut reader = Reader::new(table, &CONTENT, reader.diagnostics());
        html = reader.choice(content::HTML, [Html::Escape, Html::Safe, Html::Trusted]).unwrap_or(html);
        external_mark = reader.is(content::EXTERNAL_MARK);
        let modes = [UnknownKeys::Refuse, UnknownKeys::Keep];
        unknown_keys = reader.choice(content::UNKNOWN_KEYS, modes).unwrap_or(unknown_keys);
        last_change = reader.choice(content::LAST_CHANGE, [LastChange::Off, LastChange::Git]).unwrap_or(last_change);
        translate_extra = reader.texts(content::TRANSLATE_EXTRA).into_iter().map(|key| key.text).collect();
        let named = reader.texts(content::SCHEMES);
        schemes = schemes::read(named, reader.diagnostics());
        translate_extra.sort_unstable();
        translate_extra.dedup();
        reader.finish();
    }
    let (mut levels, mut allowed) = (HashMap::new(), Vec::new());
    let (mut baseline, mut external_paths, mut external_skip) = (baseline::DEFAULT.to_owned(), Vec::new(), Vec::new());
    let mut numbers = Numbers::Site;
    if let Some(table) = reader.table(site::CHECK_TABLE) {
        let mut reader = Reader::new(table, &CHECK, reader.diagnostics());
        if let Some(table) = reader.table(check::LEVELS) {
            levels = levels::read(table, reader.diagnostics());
        }
        let tables = reader.tables(check::ALLOW);
        allowed = allow::read(tables, reader.diagnostics());
        numbers = reader.choice(check::NUMBERS, [Numbers::Site, Numbers::Page, Numbers::Off]).unwrap_or(numbers);
        match reader.text(check::BASELINE).map(baseline::read) {
            Some(Ok(path)) => baseline = path,
            Some(Err(mistake)) => reader.report(*mistake),
            None => {}
        }
        let named = reader.texts(check::EXTERNAL_PATHS);
        external_paths = pattern::paths(named, reader.diagnostics());
        let named = reader.texts(check::EXTERNAL_SKIP);
        external_skip = pattern::addresses(named, reader.diagnostics());
        reader.finish();
    }
    let mut searches = true;
    if let Some(table) = reader.table(site::SEARCH_TABLE) {
        let mut reader = Reader::new(table, &SEARCH, reader.diagnostics());
        searches = reader.is(search::ENABLED);
        reader.finish();
    }
    let policy = match reader.table(site::SECURITY_TABLE) {
        Some(table) => security::read(table, reader.diagnostics()),
        None => Some(Policy::default()),
    };
    reader.finish();
    let (base, source) = (base?, source?);
    let layout = layout.unwrap_or(Layout::Suffix);
    Some(Config {
        published: base.clone(),
        base,
        source,
        time_zone: time_zone.unwrap_or(TimeZone::UTC),
        layout,
        languages,
        repository,
        issues,
        menus,
        shown,
        topic_by_id: topics.entries().map(|(id, topic)| (topic.id.clone(), id)).collect(),
        topic_ids: Names::default(),
        topics,
        kind_by_id: kinds.entries().map(|(id, kind)| (kind.id.clone(), id)).collect(),
        kind_ids: Names::default(),
        kinds,
        html,
        external_mark,
        unknown_keys,
        last_change,
        numbers,
        schemes,
        translate_extra,
        levels,
        allowed,
        external_paths,
        external_skip,
        baseline,
        search: searches,
        policy,
        span,
    })
}

/// The time zone of a name; that there is none is reported.
fn read_zone(name: &Text, reader: &mut Reader) -> Option<TimeZone> {
    let zone = moment::zone(&name.text);
    if zone.is_none() {
        let message = format!("there is no time zone `{}`", name.text);
        let names = moment::zone_names();
        let help = suggestion(&name.text, names.iter().map(String::as_str))
            .unwrap_or_else(|| "write a name of the IANA's tables: `Asia/Tokyo`, `Europe/Berlin`, `UTC`".to_owned());
        reader.report(Diagnostic::new(Code::InvalidValue, name.span, message).help(help));
    }
    zone
}

fn read_topic(table: Table, codes: &Codes<'_>, diagnostics: &mut Diagnostics) -> Option<(Text, Topic)> {
    let mut reader = Reader::new(table, &TOPIC, diagnostics);
    let id = read_id(&mut reader, topic::ID).filter(|id| is_part(id, &mut reader));
    // Without a label the topic is still known to its pages.
    let label = Words::of(&mut reader, topic::LABEL, codes).unwrap_or_default();
    reader.finish();
    id.map(|id| (id.clone(), Topic { id: id.text, label }))
}

/// Whether an id can be part of an address; what keeps it from being one is reported.
fn is_part(id: &Text, reader: &mut Reader) -> bool {
    let fault = address::name_fault(&id.text);
    if let Some(fault) = fault {
        let message = format!("`{}` cannot be part of an address: {fault}", id.text);
        reader.report(Diagnostic::new(Code::InvalidValue, id.span, message).help(fault.help()));
    }
    reader.diagnostics().extend(unportable(&id.text, id.span));
    fault.is_none()
}
