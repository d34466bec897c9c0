//! The messages of every language: Fluent files, `locales/<code>/*.ftl`, the site's over the embedded ones, message by
//! message. Knows nothing of pages, nor of what a message is used for.
//!
//! The files are read by `fluent-syntax`; what they say is resolved here (`resolve.rs`): the usual runtime takes its
//! plurals from an old CLDR, wrongly, and has none for ranges.

mod agree;
mod check;
mod functions;
mod given;
mod outline;
mod parse;
mod pattern;
mod plural;
mod recount;
mod resolve;
mod scan;
mod syntax;
mod travel;
mod value;

pub use functions::{Change, Symbols};
pub use outline::{Blank, By, Choice, MAX_OUTLINE, Myriad, Of, Open, Outline, Part};
pub use plural::Counting;
pub use recount::Recount;
pub use travel::{Said, Spoken, Stretch, spoken};
pub(crate) use value::args;
pub use value::{Args, Number, Range, Value};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names, nearest};
use crate::id::IndexVec;
use crate::locale::{LangId, Locale, TagFault};
use crate::localized::Order;
use crate::source::{Sources, Span};
use agree::{Agreement, Use};
use check::{Entries, View};
use functions::Numbers;
use outline::{Outliner, Stop};
use parse::{Entry, File, Text};
use plural::Plurals;
use resolve::{Refusal, Scope};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

/// The language whose embedded messages stand in for what no other language has.
pub const LAST_RESORT: &str = "en";

/// Messages of a site that the program itself asks for.
const ALWAYS_USED: [&str; 5] = ["site-title", "site-description", "site-tagline", "footer-note", "data-licence"];

/// A language of the site, as `site.toml` declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocaleSpec {
    pub code: String,
    /// The languages to look in next, in this order.
    pub fallback: Vec<LangId>,
    /// Where it is declared.
    pub span: Span,
}

/// Every message in every language of the site. Copies share them.
#[derive(Clone)]
pub struct Messages {
    languages: Arc<IndexVec<LangId, Language>>,
    /// The embedded messages of [`LAST_RESORT`].
    resort: Arc<Language>,
    source: LangId,
}

/// Who has a message: a language of the site, or the messages that come with the program for what none has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    Language(LangId),
    LastResort,
}

struct Language {
    /// Itself and its fallbacks.
    chain: Vec<LangId>,
    /// Every message and term that its messages can refer to.
    entries: HashMap<String, Arc<Entry>>,
    numbers: Numbers,
    plurals: Plurals,
    /// What is found under each name along the chain.
    found: HashMap<String, Found>,
    names: Names,
    /// The messages of the site's own files that are in no embedded file.
    site: Vec<SiteMessage>,
    /// The messages that others of this language refer to.
    referenced: HashSet<String>,
    /// What its own messages need.
    uses: Vec<Use>,
    /// The messages of the source language that it has not.
    missing: Vec<String>,
    /// Its messages that use a variable which the source language's do not.
    different: Vec<String>,
}

struct Found {
    speaker: Speaker,
    /// The text, if it is the same whatever the variables are.
    plain: Option<Arc<str>>,
    broken: bool,
}

struct SiteMessage {
    id: String,
    names: Vec<String>,
    span: Span,
}

/// Why there is no outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutlineError {
    /// There is no text either, as was said when the messages were loaded.
    NoText,
    /// The message `id` would have more than [`MAX_OUTLINE`] bytes, with all that could be chosen in it.
    Long { id: String, span: Span },
}

/// Why there is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageError {
    /// No language of the chain has the message.
    Unknown { nearest: Option<String> },
    /// The message `id` needs the variable `name`, which it is not given.
    Argument { name: String, id: String },
    /// The message has a mistake, which was reported when it was loaded.
    Broken { id: String },
}

impl fmt::Display for MessageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MessageError::Unknown { nearest: None } => f.write_str("no such message"),
            MessageError::Unknown { nearest: Some(nearest) } => write!(f, "no such message; did you mean `{nearest}`?"),
            MessageError::Argument { name, id } => write!(f, "the message `{id}` needs `${name}`"),
            MessageError::Broken { id } => write!(f, "the message `{id}` has a mistake"),
        }
    }
}

impl Messages {
    /// Loads the messages of `locales`.
    pub fn load(sources: &Sources, locales: &IndexVec<LangId, LocaleSpec>, source: LangId) -> (Messages, Diagnostics) {
        let mut found = Diagnostics::new();
        let files: IndexVec<LangId, Files> =
            locales.iter().map(|locale| Files::of_tag(sources, &locale.code, &mut found)).collect();
        let resort = match locales.position(|locale| locale.code == LAST_RESORT) {
            Some(lang) => files.at(lang).embedded.clone(),
            None => Files::read(sources, LAST_RESORT, &mut found).embedded,
        };
        let last = Files { embedded: resort, site: Vec::new() };
        let entries = files.map(|_, files| files.entries());
        let last_entries = last.entries();

        let mut resort = Language::new(LAST_RESORT, Vec::new(), &[&last]);
        let broken = resort.check(View::new([&last_entries]), &mut found);
        resort.learn(&last_entries, Speaker::LastResort, &broken);
        let mut languages: IndexVec<LangId, Language> = IndexVec::new();
        for (lang, locale) in locales.entries() {
            let mut chain = vec![lang];
            for next in &locale.fallback {
                if !chain.contains(next) {
                    chain.push(*next);
                }
            }
            let layers: Vec<&Files> = chain.iter().map(|lang| files.at(*lang)).chain([&last]).collect();
            let view = View::new(chain.iter().map(|lang| entries.at(*lang)).chain([&last_entries]));
            let mut language = Language::new(&locale.code, chain, &layers);
            let broken = language.check(view, &mut found);
            language.site = files.at(lang).only_of_site();
            language.learn(entries.at(lang), Speaker::Language(lang), &broken);
            languages.push(language);
        }
        let inherited = languages.map(|_, language| language.inherited(&languages, &resort));
        for (language, inherited) in languages.iter_mut().zip(inherited) {
            language.found.extend(inherited);
        }

        let wanted: BTreeSet<&str> = [entries.at(source), &last_entries].into_iter().flat_map(check::names).collect();
        for (lang, locale) in locales.entries() {
            let language = languages.at_mut(lang);
            let missing: Vec<&str> = wanted
                .iter()
                .copied()
                .filter(|name| !language.has_own(lang, name))
                .filter(|name| !name.contains('.') || language.has_own(lang, check::entry_of(name)))
                .collect();
            language.missing = missing.iter().map(|name| (*name).to_owned()).collect();
            language.different = check::different(entries.at(lang), entries.at(source), sources);
            let language = &*language;
            let shown_in = |name: &str| {
                Some(match language.found.get(name)?.speaker {
                    Speaker::Language(lang) => locales.at(lang).code.as_str(),
                    Speaker::LastResort => LAST_RESORT,
                })
            };
            let span = files.at(lang).site.first().map_or(locale.span, |file| Span::file(file.source));
            // What is missing in a language that does not exist is no news.
            let tag = Locale::parse(&locale.code).and_then(|tag| tag.fault());
            if !matches!(tag, Some(TagFault::Unknown(_))) {
                found.extend(check::missing(&locale.code, &missing, shown_in, span));
            }
        }
        (Messages { languages: Arc::new(languages), resort: Arc::new(resort), source }, found)
    }

    /// The text of a message (`id`, or `id.attribute`) in a language or, failing that, in the next of its chain. Of those
    /// who give it something, this is for the program alone: it gives what `given.rs` says.
    pub fn get(&self, lang: LangId, id: &str, args: Option<&Args>) -> Result<Cow<'_, str>, MessageError> {
        debug_assert!(args.is_none() || given::is_given(id, args), "`{id}` is given {args:?}");
        self.say(lang, id, args)
    }

    /// The same, for what templates give.
    pub fn say(&self, lang: LangId, id: &str, args: Option<&Args>) -> Result<Cow<'_, str>, MessageError> {
        let unknown = || {
            let near = |language: &'_ Language| {
                let names = || language.found.keys().map(String::as_str);
                language.names.nearest(id, names).map(str::to_owned)
            };
            MessageError::Unknown { nearest: near(self.languages.at(lang)) }
        };
        let found = self.found(lang, id).ok_or_else(unknown)?;
        match &found.plain {
            Some(text) => Ok(Cow::Borrowed(text)),
            None if found.broken => Err(MessageError::Broken { id: id.to_owned() }),
            None => self.language(found.speaker).resolve(id, args),
        }
    }

    /// What a message says whatever the numbers are that it is given.
    pub fn outline(&self, lang: LangId, id: &str, given: &[(&str, Blank)]) -> Result<Outline, OutlineError> {
        let found = self.found(lang, id).filter(|found| !found.broken).ok_or(OutlineError::NoText)?;
        let language = self.language(found.speaker);
        let text = language.text(id).ok_or(OutlineError::NoText)?;
        let text_of = |name: &str| language.text(name);
        let mut outliner = Outliner { speaker: found.speaker, text: &text_of, left: MAX_OUTLINE };
        outliner.outline(&text.pattern, given).map_err(|stop| match (stop, language.entries.get(check::entry_of(id))) {
            (Stop::Long, Some(entry)) => OutlineError::Long { id: id.to_owned(), span: entry.span },
            (Stop::Long, None) | (Stop::Refused, _) => OutlineError::NoText,
        })
    }

    /// What somebody writes numbers with.
    pub fn symbols(&self, speaker: Speaker) -> Symbols {
        self.language(speaker).numbers.symbols()
    }

    /// How somebody counts.
    pub fn counting(&self, speaker: Speaker) -> Counting {
        self.language(speaker).plurals.counting()
    }

    fn language(&self, speaker: Speaker) -> &Language {
        match speaker {
            Speaker::Language(lang) => self.languages.at(lang),
            Speaker::LastResort => &self.resort,
        }
    }

    /// Whether a language, or another of its chain, has the message.
    pub fn has(&self, lang: LangId, id: &str) -> bool {
        self.found(lang, id).is_some()
    }

    /// Whether the language itself has the message.
    pub fn has_own(&self, lang: LangId, id: &str) -> bool {
        self.languages.at(lang).has_own(lang, id)
    }

    /// Who has the message that a language shows.
    pub fn found_in(&self, lang: LangId, id: &str) -> Option<Speaker> {
        self.found(lang, id).map(|found| found.speaker)
    }

    /// The text of a message without variables that the language itself has.
    pub fn own(&self, lang: LangId, id: &str) -> Option<String> {
        self.found(lang, id)
            .filter(|found| found.speaker == Speaker::Language(lang))?
            .plain
            .as_deref()
            .map(str::to_owned)
    }

    /// The messages that a language lacks, and those that use other variables than the source language's.
    pub fn lacking(&self, lang: LangId) -> (&[String], &[String]) {
        let language = self.languages.at(lang);
        (&language.missing, &language.different)
    }

    /// The messages of the site that nothing uses: neither what `used` knows of, nor another message.
    pub fn unused(&self, used: &dyn Fn(&str) -> bool) -> Diagnostics {
        let mut found = Diagnostics::new();
        // What comes with the program is asked for by the program, in a language that it does not come in too.
        let embedded = |name: &str| self.resort.found.contains_key(name);
        for language in self.languages.iter() {
            for message in &language.site {
                let known = |name: &str| {
                    ALWAYS_USED.contains(&name) || embedded(name) || language.referenced.contains(name) || used(name)
                };
                if !known(&message.id) && !message.names.iter().any(|name| known(name)) {
                    let text = format!("nothing uses the message `{}`", message.id);
                    found.push(Diagnostic::new(Code::UnusedMessage, message.span, text).help("remove it"));
                }
            }
        }
        found
    }

    /// The names in messages that nobody gives: neither the program, nor a template. `called` has the variables that templates
    /// give to a message, `to_any` those that they may give to any.
    pub fn not_given(&self, called: &HashMap<&str, BTreeSet<&str>>, to_any: &BTreeSet<&str>) -> Diagnostics {
        let mut found = Diagnostics::new();
        for used in self.languages.iter().flat_map(|language| &language.uses) {
            let Use { message, variable, span } = used;
            let by_program = given::given(message);
            let by_templates = called.get(message.as_str());
            let is_by_templates =
                |name: &str| to_any.contains(name) || by_templates.is_some_and(|of| of.contains(name));
            let is_by_program = by_program.is_some_and(|given| given.kind(variable).is_some());
            // What a template forgets to give is said of the template.
            let gives_nothing = to_any.is_empty() && by_templates.is_none_or(BTreeSet::is_empty);
            if is_by_program || is_by_templates(variable) || !self.is_of_program(message) && gives_nothing {
                continue;
            }
            let mut names: Vec<&str> = by_templates.into_iter().flatten().copied().collect();
            names.extend(by_program.iter().flat_map(|given| given.variables).map(|(name, _)| *name));
            let text = format!("`{message}` is not given `${variable}`");
            let near = nearest(variable, names.iter().copied());
            let help = match (near, names.is_empty()) {
                (Some(near), _) => format!("did you mean `${near}`?"),
                (None, true) => "it is given nothing: write the text itself".to_owned(),
                (None, false) => {
                    names.sort_unstable();
                    names.dedup();
                    format!(
                        "it is given {}",
                        names.iter().map(|name| format!("`${name}`")).collect::<Vec<_>>().join(", ")
                    )
                }
            };
            found.push(Diagnostic::new(Code::MessageArgument, *span, text).help(help));
        }
        found
    }

    /// Whether the message comes with the program.
    fn is_of_program(&self, message: &str) -> bool {
        given::given(message).is_some() || self.resort.found.contains_key(message)
    }

    /// Whether a message of the program asks for a variable that it is not given: that is said where it stands.
    pub fn asks_in_vain(&self, message: &str, variable: &str) -> bool {
        let gives = given::given(message).is_some_and(|given| given.kind(variable).is_some());
        self.is_of_program(message) && !gives
    }

    fn found(&self, lang: LangId, id: &str) -> Option<&Found> {
        self.languages.at(lang).found.get(id)
    }
}

impl Order for Messages {
    fn order(&self, lang: LangId) -> impl Iterator<Item = LangId> {
        self.languages.at(lang).chain.iter().copied().chain([self.source])
    }
}

impl Language {
    /// A language with the messages of `layers`, of which the first stands over the others.
    fn new(code: &str, chain: Vec<LangId>, layers: &[&Files]) -> Language {
        let entries = layers.iter().rev().flat_map(|files| files.in_order()).flat_map(|file| &file.entries);
        let locale = Locale::parse(code);
        Language {
            chain,
            entries: entries.map(|entry| (entry.id.clone(), Arc::clone(entry))).collect(),
            numbers: Numbers::new(locale.as_ref()),
            plurals: Plurals::new(locale.as_ref()),
            found: HashMap::new(),
            names: Names::default(),
            site: Vec::new(),
            referenced: HashSet::new(),
            uses: Vec::new(),
            missing: Vec::new(),
            different: Vec::new(),
        }
    }

    /// Checks everything that the language sees, and keeps what is referred to; the names of what has a mistake.
    fn check<'a>(&mut self, view: View<'a>, found: &mut Diagnostics) -> HashSet<&'a str> {
        self.referenced = view.used();
        let broken = view.check(found);
        let agreement = Agreement::new(&view, &self.plurals);
        let lacking = agreement.check(&broken, found);
        self.uses = agreement.uses(&broken);
        // What leaves a number out is not written anywhere, lest it be taken for the right text.
        view.with_dependents(broken.into_iter().chain(lacking).collect())
    }

    /// Takes in the messages of its own.
    fn learn(&mut self, own: &Entries<'_>, speaker: Speaker, broken: &HashSet<&str>) {
        for name in check::names(own) {
            let broken = broken.contains(name);
            let plain = if broken { None } else { self.plain(name) };
            self.found.insert(name.to_owned(), Found { speaker, plain, broken });
        }
    }

    fn text(&self, name: &str) -> Option<&Text> {
        self.entries.get(check::entry_of(name))?.text(name)
    }

    fn resolve(&self, name: &str, args: Option<&Args>) -> Result<Cow<'_, str>, MessageError> {
        let broken = || MessageError::Broken { id: name.to_owned() };
        let text = self.text(name).ok_or_else(broken)?;
        let scope = Scope { numbers: &self.numbers, plurals: &self.plurals, text: &|name| self.text(name) };
        scope.write(&text.pattern, args).map(Cow::Owned).map_err(|refusal| match refusal {
            Refusal::Variable(variable) => MessageError::Argument { name: variable, id: name.to_owned() },
            Refusal::Reference => broken(),
        })
    }

    fn plain(&self, name: &str) -> Option<Arc<str>> {
        self.resolve(name, None).ok().map(Arc::from)
    }

    fn has_own(&self, own: LangId, name: &str) -> bool {
        self.found.get(name).is_some_and(|found| found.speaker == Speaker::Language(own))
    }

    /// What the rest of the chain has and this language lacks.
    fn inherited(&self, languages: &IndexVec<LangId, Language>, resort: &Language) -> Vec<(String, Found)> {
        let mut inherited: HashMap<&str, &Found> = HashMap::new();
        for language in self.chain.iter().skip(1).map(|lang| languages.at(*lang)).chain([resort]) {
            for (name, found) in language.found.iter().filter(|(name, _)| !self.found.contains_key(*name)) {
                inherited.entry(name).or_insert(found);
            }
        }
        let copy = |found: &Found| Found { speaker: found.speaker, plain: found.plain.clone(), broken: found.broken };
        inherited.into_iter().map(|(name, found)| (name.to_owned(), copy(found))).collect()
    }
}

/// The files of one language, and before them those of its parents: a region or a variant says most things as the
/// language does that it belongs to.
#[derive(Default)]
struct Files {
    embedded: Vec<Arc<File>>,
    site: Vec<Arc<File>>,
}

impl Files {
    /// Those of a tag, with those of its parents: the furthest first.
    fn of_tag(sources: &Sources, code: &str, found: &mut Diagnostics) -> Files {
        let parents = Locale::parse(code).map(|locale| locale.parents()).unwrap_or_default();
        let mut files = Files::default();
        for code in parents.iter().rev().map(String::as_str).chain([code]) {
            let more = Files::read(sources, code, found);
            files.embedded.extend(more.embedded);
            files.site.extend(more.site);
        }
        files
    }

    fn read(sources: &Sources, code: &str, found: &mut Diagnostics) -> Files {
        let mut files = Files::default();
        for (id, source) in sources.iter() {
            let rest = source.path.strip_prefix("locales/").and_then(|rest| rest.strip_prefix(code));
            let name = rest.and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
            if source.flaw.is_some() || !name.ends_with(".ftl") || name.contains('/') {
                continue;
            }
            let (file, problems) = parse::parse(id, &source.text);
            found.extend(problems);
            let list = if source.embedded { &mut files.embedded } else { &mut files.site };
            list.push(Arc::new(file));
        }
        check::duplicates(&files.embedded, found);
        check::duplicates(&files.site, found);
        files
    }

    /// Later ones stand over earlier ones.
    fn in_order(&self) -> impl Iterator<Item = &File> {
        self.embedded.iter().chain(&self.site).map(Arc::as_ref)
    }

    fn entries(&self) -> Entries<'_> {
        let entries = self.in_order().flat_map(|file| &file.entries);
        entries.map(|entry| (entry.id.as_str(), entry.as_ref())).collect()
    }

    fn only_of_site(&self) -> Vec<SiteMessage> {
        let embedded: HashSet<&str> =
            self.embedded.iter().flat_map(|file| &file.entries).map(|entry| entry.id.as_str()).collect();
        let entries = self.site.iter().flat_map(|file| &file.entries);
        entries
            .filter(|entry| !entry.id.starts_with('-') && !embedded.contains(entry.id.as_str()))
            .map(|entry| SiteMessage {
                id: entry.id.clone(),
                names: entry.texts.iter().map(|text| text.name.clone()).collect(),
                span: entry.span,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
