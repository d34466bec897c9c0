//! The messages of every language: Fluent bundles made from `locales/<code>/*.ftl`, the site's files over the embedded
//! ones, message by message. Knows nothing of pages, nor of what a message is used for.

mod check;
mod functions;
mod parse;
mod scan;
mod syntax;

use crate::diagnostic::{Code, Diagnostic, Names};
use crate::locale::Locale;
use crate::source::{Sources, Span};
use check::{Entries, View};
use fluent::concurrent::FluentBundle;
use fluent::resolver::{ResolverError, errors::ReferenceKind};
use fluent::{FluentArgs, FluentError, FluentResource};
use parse::File;
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
    pub fallback: Vec<String>,
    /// Where it is declared.
    pub span: Span,
}

/// Every message in every language. A language is named by its number: its place in `site.toml`, from 0.
pub struct Messages {
    /// The site's languages, then the last resort.
    languages: Vec<Language>,
}

struct Language {
    /// Itself, its fallbacks, the last resort.
    chain: Vec<usize>,
    bundle: FluentBundle<Arc<FluentResource>>,
    /// What is found under each name along the chain.
    found: HashMap<String, Found>,
    names: Names,
    /// The messages of the site's own files that are in no embedded file.
    site: Vec<SiteMessage>,
    /// The messages that others of this language refer to.
    referenced: HashSet<String>,
    /// The messages of the source language that it has not.
    missing: Vec<String>,
    /// Its messages that use a variable which the source language's do not.
    different: Vec<String>,
}

struct Found {
    language: usize,
    /// The text, if it is the same whatever the variables are.
    plain: Option<Arc<str>>,
    broken: bool,
}

struct SiteMessage {
    id: String,
    names: Vec<String>,
    span: Span,
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
    /// Loads the messages of `locales`, of which `source` is the number of the source language.
    pub fn load(sources: &Sources, locales: &[LocaleSpec], source: usize) -> (Messages, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let last = locales.len();
        let mut files: Vec<Files> =
            locales.iter().map(|locale| Files::read(sources, &locale.code, &mut found)).collect();
        let resort = match locales.iter().position(|locale| locale.code == LAST_RESORT) {
            Some(at) => files.get(at).map(|files| files.embedded.clone()).unwrap_or_default(),
            None => Files::read(sources, LAST_RESORT, &mut found).embedded,
        };
        files.push(Files { embedded: resort, site: Vec::new() });

        let codes: Vec<&str> = locales.iter().map(|locale| locale.code.as_str()).chain([LAST_RESORT]).collect();
        let chains: Vec<Vec<usize>> = (0..=last).map(|at| chain(at, locales)).collect();
        let own: Vec<Entries> = files.iter().map(Files::entries).collect();
        let mut languages: Vec<Language> = Vec::new();
        for (at, chain) in chains.into_iter().enumerate() {
            let code = codes.get(at).copied().unwrap_or(LAST_RESORT);
            let mut bundle = bundle(code);
            for files in chain.iter().rev().filter_map(|at| files.get(*at)) {
                for file in files.in_order() {
                    bundle.add_resource_overriding(Arc::clone(&file.resource));
                }
            }
            functions::register(&mut bundle, Locale::parse(code).as_ref());
            let view = View::new(chain.iter().filter_map(|at| own.get(*at)));
            let broken = view.check(&mut found);
            let mut language = Language {
                chain,
                bundle,
                found: HashMap::new(),
                names: Names::default(),
                site: Vec::new(),
                referenced: view.used(),
                missing: Vec::new(),
                different: Vec::new(),
            };
            language.site = files.get(at).map(Files::only_of_site).unwrap_or_default();
            for name in own.get(at).into_iter().flat_map(check::names) {
                let broken = broken.contains(name);
                let plain = if broken { None } else { language.plain(name) };
                language.found.insert(name.to_owned(), Found { language: at, plain, broken });
            }
            languages.push(language);
        }
        let tables: Vec<Vec<(String, Found)>> =
            languages.iter().map(|language| language.inherited(&languages)).collect();
        for (language, table) in languages.iter_mut().zip(tables) {
            language.found.extend(table);
        }

        let wanted: BTreeSet<&str> =
            [source, last].iter().filter_map(|at| own.get(*at)).flat_map(check::names).collect();
        let original = own.get(source);
        for (at, (locale, language)) in locales.iter().zip(&mut languages).enumerate() {
            let missing: Vec<&str> = wanted
                .iter()
                .copied()
                .filter(|name| language.found.get(*name).is_none_or(|found| found.language != at))
                .filter(|name| !name.contains('.') || language.has_own(at, check::entry_of(name)))
                .collect();
            language.missing = missing.iter().map(|name| (*name).to_owned()).collect();
            let pair = own.get(at).zip(original);
            language.different =
                pair.map(|(own, original)| check::different(own, original, sources)).unwrap_or_default();
            let language = &*language;
            let shown_in = |name: &str| language.found.get(name).and_then(|found| codes.get(found.language).copied());
            let span = files.get(at).and_then(|files| files.site.first()).map(|file| Span::file(file.source));
            found.extend(check::missing(&locale.code, &missing, shown_in, span.unwrap_or(locale.span)));
        }
        (Messages { languages }, found)
    }

    /// The text of a message (`id`, or `id.attribute`) in a language or, failing that, in the next of its chain.
    pub fn get(&self, lang: usize, id: &str, args: Option<&FluentArgs>) -> Result<Cow<'_, str>, MessageError> {
        let unknown = || {
            let near = |language: &'_ Language| {
                let names = || language.found.keys().map(String::as_str);
                language.names.nearest(id, names).map(str::to_owned)
            };
            MessageError::Unknown { nearest: self.languages.get(lang).and_then(near) }
        };
        let found = self.found(lang, id).ok_or_else(unknown)?;
        match &found.plain {
            Some(text) => Ok(Cow::Borrowed(text)),
            None if found.broken => Err(MessageError::Broken { id: id.to_owned() }),
            None => self.languages.get(found.language).ok_or_else(unknown)?.resolve(id, args),
        }
    }

    /// Whether a language, or another of its chain, has the message.
    pub fn has(&self, lang: usize, id: &str) -> bool {
        self.found(lang, id).is_some()
    }

    /// Whether the language itself has the message.
    pub fn has_own(&self, lang: usize, id: &str) -> bool {
        self.found(lang, id).is_some_and(|found| found.language == lang)
    }

    /// The language that has the message for this one; one past the last for [`LAST_RESORT`].
    pub fn found_in(&self, lang: usize, id: &str) -> Option<usize> {
        self.found(lang, id).map(|found| found.language)
    }

    /// The text of a message without variables that the language itself has.
    pub fn own(&self, lang: usize, id: &str) -> Option<String> {
        self.found(lang, id).filter(|found| found.language == lang)?.plain.as_deref().map(str::to_owned)
    }

    /// The messages that a language lacks, and those that use other variables than the source language's.
    pub fn lacking(&self, lang: usize) -> (&[String], &[String]) {
        self.languages.get(lang).map_or((&[], &[]), |language| (&language.missing, &language.different))
    }

    /// The languages to look in for something of a language, itself first; a number that is none of the site's is the
    /// last resort.
    pub fn chain(&self, lang: usize) -> &[usize] {
        self.languages.get(lang).map_or(&[], |language| &language.chain)
    }

    /// The messages of the site that nothing uses: neither what `used` knows of, nor another message.
    pub fn unused(&self, used: &dyn Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        // What comes with the program is asked for by the program, in a language that it does not come in too.
        let embedded = |name: &str| self.languages.last().is_some_and(|last| last.found.contains_key(name));
        for language in &self.languages {
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

    fn found(&self, lang: usize, id: &str) -> Option<&Found> {
        self.languages.get(lang)?.found.get(id)
    }
}

impl Language {
    fn resolve(&self, name: &str, args: Option<&FluentArgs>) -> Result<Cow<'_, str>, MessageError> {
        let broken = || MessageError::Broken { id: name.to_owned() };
        let (id, attribute) = name.split_once('.').map_or((name, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id).ok_or_else(broken)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute).map(|attribute| attribute.value()),
            None => message.value(),
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern.ok_or_else(broken)?, args, &mut errors);
        match errors.into_iter().next() {
            None => Ok(text),
            Some(FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id: variable }))) => {
                Err(MessageError::Argument { name: variable, id: name.to_owned() })
            }
            Some(_) => Err(broken()),
        }
    }

    fn plain(&self, name: &str) -> Option<Arc<str>> {
        self.resolve(name, None).ok().map(Arc::from)
    }

    fn has_own(&self, at: usize, name: &str) -> bool {
        self.found.get(name).is_some_and(|found| found.language == at)
    }

    /// What the rest of the chain has and this language lacks.
    fn inherited(&self, languages: &[Language]) -> Vec<(String, Found)> {
        let mut inherited: HashMap<&str, &Found> = HashMap::new();
        for at in self.chain.iter().skip(1) {
            let Some(language) = languages.get(*at) else { continue };
            for (name, found) in language.found.iter().filter(|(name, _)| !self.found.contains_key(*name)) {
                inherited.entry(name).or_insert(found);
            }
        }
        let copy = |found: &Found| Found { language: found.language, plain: found.plain.clone(), broken: found.broken };
        inherited.into_iter().map(|(name, found)| (name.to_owned(), copy(found))).collect()
    }
}

/// The files of one language.
#[derive(Default)]
struct Files {
    embedded: Vec<Arc<File>>,
    site: Vec<Arc<File>>,
}

impl Files {
    fn read(sources: &Sources, code: &str, found: &mut Vec<Diagnostic>) -> Files {
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
        entries.map(|entry| (entry.id.as_str(), entry)).collect()
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

fn chain(at: usize, locales: &[LocaleSpec]) -> Vec<usize> {
    let mut chain = vec![at];
    for code in locales.get(at).into_iter().flat_map(|locale| &locale.fallback) {
        if let Some(next) = locales.iter().position(|locale| locale.code == *code).filter(|next| !chain.contains(next))
        {
            chain.push(next);
        }
    }
    if at != locales.len() {
        chain.push(locales.len());
    }
    chain
}

fn bundle(code: &str) -> FluentBundle<Arc<FluentResource>> {
    let language = Locale::parse(code).map(|locale| locale.tag().id.to_string());
    let language = language.and_then(|language| language.parse().ok());
    let mut bundle = FluentBundle::new_concurrent(language.into_iter().collect());
    bundle.set_use_isolating(false);
    bundle
}

#[cfg(test)]
mod tests;
