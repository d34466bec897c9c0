//! Shirube (標, a signpost): a static site generator for multilingual information that has to be right.
//!
//! A build is a pipeline of pure stages between two edges: [`source`] reads everything, [`output`] writes everything.
//!
//! ```text
//! source ──► document ──► catalog ──► resolve ──► render ──► emit ──► output
//! ```
//!
//! An author's mistake is a [`diagnostic::Diagnostic`] beside a usable value; a [`failure::Failure`] means that the
//! machine could not do what it was asked. All mistakes of a run are reported together, and if one is an error nothing
//! is published.

// A test may stop.
#![cfg_attr(test, allow(clippy::string_slice))]

mod address;
mod asset;
mod baseline;
mod bibliography;
mod catalog;
mod check;
pub mod cli;
pub mod config;
mod data;
pub mod diagnostic;
mod document;
mod emit;
mod external;
mod facts;
pub mod failure;
mod format;
mod formula;
mod id;
#[doc(hidden)]
pub mod inside;
mod inventory;
mod keys;
mod language;
mod locale;
mod localized;
mod mend;
mod messages;
pub mod moment;
mod moving;
pub mod output;
mod phrase;
mod picture;
mod render;
mod resolve;
mod scaffold;
#[cfg(feature = "images")]
mod scale;
mod search;
mod serve;
pub mod source;
mod status;
mod translate;
mod translation;
mod visible;
mod waive;
mod xliff;

use baseline::Baseline;
use catalog::{Catalog, Scope, Texts};
use config::{BaseUrl, Config, LangId};
use diagnostic::{Diagnostic, Diagnostics, Level};
use emit::Rendered;
use failure::Failure;
use jiff::Timestamp;
use messages::{LocaleSpec, Messages};
use moment::Moment;
use output::{Plan, Sink};
use render::Engine;
use resolve::{Resolved, Site, Snapshot};
use source::{FileSystem, SourceId, Sources};
use std::collections::HashSet;
use std::sync::Arc;
use waive::Waiver;

/// What a build is asked for, apart from its files.
#[derive(Debug, Clone)]
pub struct Options {
    /// Stands in for the `base_url` of `site.toml`.
    pub base: Option<BaseUrl>,
    /// Drafts and pages dated in the future are published too.
    pub drafts: bool,
    /// Warnings keep the site from being published, as errors do.
    pub strict: bool,
    /// When the site is built: it decides which pages wait for their date, and which are over.
    pub now: Timestamp,
    /// The codes of the languages that are built; all for none.
    pub languages: Vec<String>,
}

/// What came of a build.
pub struct Built {
    /// In the order of file, byte and code, each once.
    pub diagnostics: Diagnostics,
    /// The number of pages of each language, by its code.
    pub pages: Vec<(String, usize)>,
    /// Until when each page waits that waits for its date.
    pub waiting: Vec<Moment>,
    /// The first moment after which another build differs, if the files stay as they are.
    pub next: Option<Timestamp>,
    /// Whether the site depends on what the history of its files answers.
    pub asks_history: bool,
    /// What authors let stand, in the order of their files.
    pub waivers: Vec<Waiver>,
    /// The mistakes that the site says are known; none of them is among the diagnostics.
    pub known: Diagnostics,
    /// The inputs, for printing the diagnostics.
    pub sources: Sources,
}

/// Builds the site from `sources` into `sink`. If the diagnostics have an error, what `sink` got is not a site, and the
/// caller drops it. `progress` is told how many pages are done, and of how many.
///
/// ```
/// use shirube::{Options, build, output, source::{Memory, Sources, embedded}};
///
/// let mut files = Memory::new();
/// files.insert("site.toml", &b"base_url = \"https://example.org/\"\nsource = \"ja\"\n[[languages]]\ncode = \"ja\"\n"[..]);
/// files.insert("content/index.ja.md", "+++\ntitle = \"標\"\n+++\n**道しるべ**です。\n".as_bytes());
/// let sources = Sources::read(&files, &embedded())?;
/// let now = "2026-01-01T00:00:00Z".parse()?;
/// let options = Options { base: None, drafts: false, strict: false, now, languages: Vec::new() };
///
/// let site = output::Memory::new();
/// let built = build(sources, &options, &site, &|_, _| ())?;
/// assert!(!built.diagnostics.has_errors());
/// let files = site.into_files();
/// let page = String::from_utf8_lossy(&files["ja/index.html"]);
/// assert!(page.contains("<strong>道しるべ</strong>です。"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn build(
    sources: Sources,
    options: &Options,
    sink: &dyn Sink,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Built, Failure> {
    build_and_ask(sources, options, sink, progress, &|_| Diagnostics::new())
}

/// The same, with what `ask` says of the site that its files alone do not show.
pub(crate) fn build_and_ask(
    mut sources: Sources,
    options: &Options,
    sink: &dyn Sink,
    progress: &(dyn Fn(usize, usize) + Sync),
    ask: &dyn Fn(&Site) -> Diagnostics,
) -> Result<Built, Failure> {
    let mut diagnostics = Diagnostics::new();
    let Some(Read { config, messages, catalog }) = read(&mut sources, options, &mut diagnostics) else {
        diagnostics.settle();
        diagnostics.sort(&sources);
        let (pages, waiting, next, waivers) = (Vec::new(), Vec::new(), None, Vec::new());
        return Ok(Built {
            diagnostics,
            pages,
            waiting,
            next,
            asks_history: false,
            waivers,
            known: Diagnostics::new(),
            sources,
        });
    };
    if let Some(code) = options.languages.iter().find(|code| config.language(code).is_none()) {
        let codes: Vec<&str> = config.codes().collect();
        let help = format!("the languages in `site.toml` are {}", codes.join(", "));
        return Err(Failure::refused("build the language", code, help));
    }
    let site = Arc::new(Snapshot::new(Site::new(sources, config, messages, catalog)));
    let prepared = Prepared::new(site, diagnostics, options);
    // With an error nothing is published, but the rest of the mistakes are found.
    let sink = if prepared.is_refused() { &output::Nothing } else { sink };
    let rendered = prepared.render(sink, progress)?;
    let asked = ask(&prepared.site);
    let Findings { diagnostics, waivers, known } = prepared.settle(rendered.as_ref(), asked, options);
    let site = prepared.site;
    let count = |lang: LangId| site.written().filter(|(_, page)| page.lang == lang).count();
    let built = site.config.languages.entries().filter(|(_, language)| language.built);
    let pages = built.map(|(lang, language)| (language.code.clone(), count(lang))).collect();
    let asks_history = site.catalog.asks_history;
    let (waiting, next) = (site.catalog.waiting().collect(), site.catalog.next);
    drop(prepared.engine);
    let site = Arc::into_inner(site).map(|snapshot| (snapshot.site.sources, snapshot.site.assets));
    let (sources, assets) = site.unwrap_or_default();
    match assets.into_failure() {
        Some(failure) => Err(failure),
        None => Ok(Built { diagnostics, pages, waiting, next, asks_history, waivers, known, sources }),
    }
}

/// A site that is ready to be rendered.
pub struct Prepared {
    pub site: Arc<Snapshot>,
    /// None where the templates cannot be read.
    pub engine: Option<Arc<Engine>>,
    /// What is wrong with it, as far as that is known before anything is rendered.
    found: Diagnostics,
    baseline: Baseline,
    pub plan: Arc<Plan>,
}

/// What is wrong with a site, at the levels that it says itself.
#[derive(Default)]
pub struct Findings {
    /// In the order of file, byte and code, each once.
    pub diagnostics: Diagnostics,
    pub waivers: Vec<Waiver>,
    pub known: Diagnostics,
}

impl Prepared {
    /// Looks at the whole of a site, and loads its templates. `found` is what was wrong with it when it was read.
    pub fn new(site: Arc<Snapshot>, mut found: Diagnostics, options: &Options) -> Prepared {
        found.extend(site.resolved.diagnostics().cloned());
        check::explain(&site, &mut found);
        let (plan, more) = check::site(&site);
        found.extend(more);
        let (engine, more) = render::load(&site);
        found.extend(more);
        if !options.languages.is_empty() {
            let of_page = |(_, page): (_, &catalog::Entry)| [page.source, page.document.source];
            let shown: HashSet<SourceId> = site.pages().flat_map(of_page).collect();
            found.retain(|found| shown.contains(&found.span.source) || !is_of_others(&site, found.span.source));
        }
        let baseline = Baseline::read(&site.config, &site.sources, &mut found);
        Prepared { site, engine, found, baseline, plan: Arc::new(plan) }
    }

    /// Whether there is a mistake already for which nothing is published.
    fn is_refused(&self) -> bool {
        self.baseline.stops(&self.found, &self.site.sources)
    }

    /// Renders every page into `sink`; nothing where the templates cannot be read.
    pub fn render(
        &self,
        sink: &dyn Sink,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Option<Rendered>, Failure> {
        let done = counter(self.site.pages().count(), progress);
        self.material().map(|material| emit::emit(material, sink, &done)).transpose()
    }

    /// The same after a change that left most pages as they were.
    pub fn render_again(&self, former: (&Resolved, &Rendered), sink: &dyn Sink) -> Result<Option<Rendered>, Failure> {
        self.material().map(|material| emit::emit_again(material, former, sink)).transpose()
    }

    fn material(&self) -> Option<emit::Material<'_>> {
        self.engine.as_ref().map(|engine| emit::Material { site: &self.site, engine, plan: &self.plan })
    }

    /// Everything that is wrong with the site, with what was `asked` of others; without what came of rendering it is not
    /// said what nothing asks for.
    pub fn settle(&self, rendered: Option<&Rendered>, asked: Diagnostics, options: &Options) -> Findings {
        let site = &self.site;
        let mut diagnostics = self.found.clone();
        diagnostics.extend(asked);
        if let Some(rendered) = rendered {
            let asked = rendered.asked(site);
            diagnostics.extend(check::unsaid(&self.found, rendered.found()));
            diagnostics.extend(check::limits(site, &asked, rendered.bytes));
            // A page that cannot be read, or a language that is not built, asks for nothing and leads nowhere.
            if options.languages.is_empty() && !diagnostics.iter().any(hides) {
                diagnostics.extend(check::unasked(site, &asked));
                diagnostics.extend(check::unlisted(site));
                diagnostics.extend(check::unused(site));
                diagnostics.extend(check::repeated(site));
            }
        }
        diagnostics.settle();
        let is_whole = options.languages.is_empty() && !options.drafts;
        let waivers = waive::waive(site, &mut diagnostics, is_whole);
        let known = self.baseline.clone().take(&mut diagnostics, &site.sources, is_whole);
        let of_kinds = site.catalog.levels_of_kinds(&site.config);
        diagnostics.relevel(|found| {
            let of_kind = of_kinds.get(&found.span.source).and_then(|levels| levels.get(&found.code));
            *of_kind.or(site.config.levels.get(&found.code)).unwrap_or(&Some(found.code.level()))
        });
        if options.strict {
            diagnostics.raise(Level::Warning);
        }
        diagnostics.sort(&site.sources);
        Findings { diagnostics, waivers, known }
    }
}

/// Whether a mistake keeps others from being seen.
fn hides(found: &Diagnostic) -> bool {
    found.level == Level::Error && found.code.baseline() == diagnostic::Baseline::Never
}

/// Reads every input of a site, with the file of known mistakes that it names.
pub fn gather(site: &dyn FileSystem, embedded: &dyn FileSystem) -> Result<Sources, Failure> {
    let mut sources = Sources::read(site, embedded)?;
    let path = config::baseline_path(&sources);
    sources.include(site, &path)?;
    Ok(sources)
}

/// Everything that has a name, before pages are joined to each other.
pub struct Read {
    pub config: Config,
    pub messages: Messages,
    pub catalog: Catalog,
}

/// Reads everything that has a name; `None` without a usable `site.toml`.
pub fn read(sources: &mut Sources, options: &Options, diagnostics: &mut Diagnostics) -> Option<Read> {
    let (config, messages) = read_settings(sources, options, diagnostics)?;
    let texts = Texts::parse(sources, &config, &Texts::default());
    let catalog = catalog::read(texts, sources, (&config, &messages), scope(options), diagnostics);
    Some(Read { config, messages, catalog })
}

/// The same after a change: texts that have not changed since `former` are not parsed again. Returns the texts too, for
/// the next change.
pub fn read_again(
    sources: &mut Sources,
    options: &Options,
    former: &Texts,
    diagnostics: &mut Diagnostics,
) -> Option<(Read, Texts)> {
    let (config, messages) = read_settings(sources, options, diagnostics)?;
    let texts = Texts::parse(sources, &config, former);
    let catalog = catalog::read(texts.clone(), sources, (&config, &messages), scope(options), diagnostics);
    Some((Read { config, messages, catalog }, texts))
}

fn scope(options: &Options) -> Scope {
    Scope { drafts: options.drafts, now: options.now }
}

/// What the site says of itself, and its messages.
fn read_settings(
    sources: &mut Sources,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<(Config, Messages)> {
    catalog::check_files(sources, diagnostics);
    let (config, found) = config::read(sources);
    diagnostics.extend(found);
    let mut config = config?;
    if let Some(base) = &options.base {
        config.base = base.clone();
    }
    if !options.languages.is_empty() {
        for language in config.languages.iter_mut() {
            language.built = options.languages.contains(&language.code);
        }
    }
    let messages = load_messages(sources, &config, diagnostics);
    Some((config, messages))
}

fn load_messages(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> Messages {
    let locales = config.languages.map(|_, language| LocaleSpec {
        code: language.code.clone(),
        fallback: language.fallback.clone(),
        span: language.span,
    });
    let (messages, found) = Messages::load(sources, &locales, config.source);
    diagnostics.extend(found);
    messages
}

/// Whether a file is a page in a language that is not built.
fn is_of_others(site: &Site, file: SourceId) -> bool {
    let path = &site.sources.get(file).path;
    catalog::language_of_page(path, file, &site.config).is_some_and(|lang| !site.builds(lang))
}

/// Counts what is done.
fn counter(total: usize, progress: &(dyn Fn(usize, usize) + Sync)) -> impl Fn() + Sync {
    let done = std::sync::atomic::AtomicUsize::new(0);
    move || progress((done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1).min(total), total)
}
