//! The functions that templates can call, each for one language.

use super::asked::{self, Asked};
use super::engine::Engine;
use super::error::refuse;
use super::evidence::{EvidenceView, evidence};
use super::figure::{figure, number};
use super::html::{self, Scene};
use super::value::{Safe, safe, view};
use super::view::{self, SummaryView};
use super::within::within;
use super::words::{DateView, date, message_lang};
use super::wrap::{Wrapping, whole_ranges};
use super::{foreign, reference, table};
use crate::asset::{Ask, AssetId};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostics, suggestion};
use crate::facts::{Quote, asking_fact, check_quote};
use crate::messages::{self, Args, MessageError, Number};
use crate::resolve::{self, Site, Snapshot};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, Weak};
use tera::{Kwargs, State, Tera, TeraResult, Value};

view! {
    /// A folder, and the pages of it.
    pub struct SectionView<'a> {
        /// The title of its page; may be empty.
        pub title: Cow<'a, str>,
        /// The code of the language of the title, where that is another than the reader's.
        pub lang: Option<&'a str>,
        /// Its page.
        pub url: Option<Safe>,
        /// The pages below it.
        pub pages: Vec<SummaryView<'a>>,
    }
}

view! {
    /// A fact.
    pub struct FactView<'a> {
        /// As readers write it.
        pub text: Option<&'a str>,
        /// As programs write it.
        pub iso: Option<String>,
        /// Its low end, a number in its unit.
        pub low: Value,
        /// Its high end, a number in its unit.
        pub high: Value,
        /// Its unit, as data names it.
        pub unit: Option<String>,
        /// The keys of its sources.
        pub sources: Vec<&'a str>,
        /// What it rests on.
        pub evidence: Option<EvidenceView<'a>>,
        /// The day on which somebody looked at it.
        pub reviewed: Option<DateView<'a>>,
    }
}

view! {
    /// A term of the glossary.
    pub struct TermView<'a> {
        /// Its id.
        pub id: &'a str,
        /// The term.
        pub term: Option<&'a str>,
        /// The code of the language that term and reading fall back to.
        pub lang: Option<&'a str>,
        /// What it means.
        pub definition: Safe,
        /// How it is read.
        pub yomi: Option<&'a str>,
    }
}

view! {
    /// What readers are told at the top of every page.
    pub struct AnnouncementView<'a> {
        /// Its text.
        pub html: Safe,
        /// The code of the language of that, where it is another than the reader's.
        pub lang: Option<&'a str>,
    }
}

/// Registers every function for a language, replacing those of another.
pub fn register(tera: &mut Tera, site: &Arc<Snapshot>, engine: &Weak<Engine>, lang: LangId) {
    let shared = || Arc::clone(site);
    let of = shared();
    tera.register_function("t", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(translate(&of, lang, &args)?.1.into())
    });
    let of = shared();
    tera.register_function("say", move |args: Kwargs, _: &State| -> TeraResult<Value> {
        let (asked, text) = translate(&of, lang, &args)?;
        Ok(safe(&foreign::message(&of, asked, args.must_get::<&str>("key")?, &text)))
    });
    let of = shared();
    tera.register_function("lang_of", move |args: Kwargs, _: &State| lang_of(&of, lang, &args));
    let of = shared();
    tera.register_function("asset", move |args: Kwargs, _: &State| {
        asset(&of, &args, |id| of.config.base.link(&of.assets.address(id)))
    });
    let of = shared();
    tera.register_function("integrity", move |args: Kwargs, _: &State| {
        asset(&of, &args, |id| of.assets.get(id).integrity().unwrap_or_default().to_owned())
    });
    let of = shared();
    tera.register_function("page", move |args: Kwargs, _: &State| page(&of, lang, &args));
    let (of, sections) = (shared(), Mutex::new(HashMap::new()));
    tera.register_function("section", move |args: Kwargs, _: &State| section(&of, lang, &sections, &args));
    let of = shared();
    tera.register_function("fact", move |args: Kwargs, _: &State| fact(&of, lang, &args));
    let (of, drawn) = (shared(), Weak::clone(engine));
    tera.register_function("table", move |args: Kwargs, _: &State| data_table(&of, &drawn, lang, &args));
    let (of, drawn, once) = (shared(), Weak::clone(engine), OnceLock::new());
    tera.register_function("references", move |_: Kwargs, _: &State| {
        let all = |engine: &Engine| Value::from(reference::all(&of, engine, lang));
        shown_once("references", &once, || drawn.upgrade().map_or(Value::none(), |engine| all(&engine)))
    });
    let (of, drawn, once) = (shared(), Weak::clone(engine), OnceLock::new());
    tera.register_function("glossary", move |_: Kwargs, _: &State| {
        shown_once("glossary", &once, || Value::from(glossary(&of, &drawn, lang)))
    });
    let (of, drawn, once) = (shared(), Weak::clone(engine), OnceLock::new());
    tera.register_function("announcement", move |_: Kwargs, _: &State| {
        shown_once("announcement", &once, || Value::from(announcement(&of, &drawn, lang)))
    });
}

/// What a function gives, which is made once for all pages. A component in what it shows may call it again, and would wait
/// for itself.
fn shown_once(name: &'static str, once: &OnceLock<(Value, Asked)>, make: impl FnOnce() -> Value) -> TeraResult<Value> {
    let made = within(name, 1, || once.get_or_init(|| asked::gather(make)));
    let (value, asked) = made.ok_or_else(|| {
        let help = "leave it out of the components that texts need";
        refuse(Code::Template, &format!("`{name}()` shows a text that needs `{name}()`"), Some(help))
    })?;
    asked.note();
    Ok(value.clone())
}

/// Registers the filters for a language, replacing those of another.
pub fn register_filters(tera: &mut Tera, site: &Arc<Snapshot>, wrapping: &Arc<Wrapping>, lang: LangId) {
    let (of, wrapping) = (Arc::clone(site), Arc::clone(wrapping));
    tera.register_filter("phrases", move |text: Value, args: Kwargs, _: &State| {
        phrases(&of, &wrapping, lang, &text, &args)
    });
    tera.register_filter("whole_ranges", |text: Value, _: Kwargs, _: &State| match text.as_str() {
        Some(html) if text.is_safe() => safe(&whole_ranges(html)),
        Some(plain) => whole_ranges(plain).into(),
        None => text,
    });
    let of = Arc::clone(site);
    tera.register_filter("written_in", move |code: Value, args: Kwargs, _: &State| {
        in_language(&of, lang, &code, &args, foreign::attributes_of)
    });
    let of = Arc::clone(site);
    tera.register_filter("named_in", move |code: Value, args: Kwargs, _: &State| {
        in_language(&of, lang, &code, &args, foreign::named)
    });
    let of = Arc::clone(site);
    tera.register_filter("inside", move |code: Value, args: Kwargs, _: &State| {
        in_language(&of, lang, &code, &args, foreign::inside)
    });
}

/// A text that wraps at the phrases of its language.
fn phrases(site: &Site, wrapping: &Wrapping, lang: LangId, text: &Value, args: &Kwargs) -> TeraResult<Value> {
    // A template may ask for a language that it knows from data, where none means the page's.
    let lang = match args.get::<&Value>("lang")?.and_then(Value::as_str) {
        Some(code) => site.config.language(code).unwrap_or(lang),
        None => lang,
    };
    Ok(match text.as_str() {
        Some(html) if text.is_safe() => safe(&wrapping.html(lang, html)),
        Some(text) => safe(&wrapping.text(lang, text)),
        None => text.clone(),
    })
}

/// The attributes of an element that has to do with a text in the language of a code; none is that of the page.
fn in_language(
    site: &Site,
    lang: LangId,
    code: &Value,
    args: &Kwargs,
    attributes: impl Fn(&Site, &str, LangId) -> String,
) -> TeraResult<Value> {
    let around = args.get::<&Value>("around")?.and_then(Value::as_str).and_then(|code| site.config.language(code));
    let code = code.as_str().filter(|code| !code.is_empty());
    Ok(safe(&code.map(|code| attributes(site, code, around.unwrap_or(lang))).unwrap_or_default()))
}

/// The code of the language that a message falls back to, or none.
fn lang_of(site: &Site, lang: LangId, args: &Kwargs) -> TeraResult<Value> {
    let key = args.must_get::<&str>("key")?;
    let lang = asked_language(site, lang, args)?;
    Ok(message_lang(site, lang, key).map_or_else(Value::none, Value::from))
}

/// The language that a template asks for: the page's where it says nothing.
fn asked_language(site: &Site, lang: LangId, args: &Kwargs) -> TeraResult<LangId> {
    match args.get::<&str>("lang")? {
        None => Ok(lang),
        Some(code) => site.config.language(code).ok_or_else(|| {
            let help = suggestion(code, site.config.codes());
            refuse(Code::UnknownLanguage, &format!("`{code}` is not a language of the site"), help.as_deref())
        }),
    }
}

/// A message, and the language that it was asked for in.
fn translate(site: &Site, lang: LangId, args: &Kwargs) -> TeraResult<(LangId, String)> {
    let key = args.must_get::<&str>("key")?;
    let lang = asked_language(site, lang, args)?;
    let mut variables = Args::new();
    for (name, value) in args.iter() {
        let Some(name) = name.as_str().filter(|name| !matches!(*name, "key" | "lang")) else { continue };
        let text = value.to_string();
        let number = Some(&text).filter(|_| value.is_number()).and_then(|text| Number::parse(text));
        let value = number.map_or_else(|| text.into(), messages::Value::from);
        variables.set(name.to_owned(), value);
    }
    let variables = (args.iter().count() > 1).then_some(&variables);
    match site.messages.say(lang, key, variables) {
        Ok(text) => Ok((lang, text.into_owned())),
        Err(MessageError::Unknown { nearest }) => {
            let help = nearest.map(|name| format!("did you mean `{name}`?"));
            let code = site.config.code(lang);
            let help = help.unwrap_or_else(|| format!("write it into a file of `locales/{code}/`"));
            Err(refuse(Code::UnknownMessage, &format!("there is no message `{key}`"), Some(&help)))
        }
        // The message asks for what nobody has: that is said where it stands.
        Err(MessageError::Argument { name, id }) if site.messages.asks_in_vain(&id, &name) => Ok((lang, String::new())),
        Err(MessageError::Argument { name, id }) => {
            let help = format!("call it with `{name}=…`");
            Err(refuse(Code::MessageArgument, &format!("the message `{id}` needs `${name}`"), Some(&help)))
        }
        // Reported where it stands.
        Err(MessageError::Broken { .. }) => Ok((lang, String::new())),
    }
}

/// What is to be said of a file of `static/`, which is published then.
fn asset(site: &Site, args: &Kwargs, say: impl Fn(AssetId) -> String) -> TeraResult<Value> {
    let path = args.must_get::<&str>("path")?;
    let file = format!("static/{}", path.trim_start_matches('/'));
    match site.assets.id(&file) {
        Some(id) => {
            asked::note([Ask::File(id)]);
            Ok(safe(&say(id)))
        }
        None if args.get::<bool>("optional")?.unwrap_or(false) => Ok(Value::none()),
        None => {
            let help = site
                .assets
                .nearest(&file)
                .map(|path| format!("did you mean `{}`?", path.strip_prefix("static/").unwrap_or(path)));
            Err(refuse(Code::UnknownAsset, &format!("there is no file `{file}`"), help.as_deref()))
        }
    }
}

fn page(site: &Site, lang: LangId, args: &Kwargs) -> TeraResult<Value> {
    let path = args.must_get::<&str>("path")?.trim_matches('/');
    match site.catalog.page_for(path, lang, &site.config) {
        Some(id) => Ok(view::summary(site, lang, id).into()),
        None => {
            let help = site.catalog.nearest_path(path).map(|path| format!("did you mean `{path}`?"));
            Err(refuse(Code::UnknownPage, &format!("there is no page `{path}`"), help.as_deref()))
        }
    }
}

fn section(site: &Site, lang: LangId, cache: &Mutex<HashMap<String, Value>>, args: &Kwargs) -> TeraResult<Value> {
    let path = args.must_get::<&str>("path")?.trim_matches('/');
    let known = cache.lock().ok().and_then(|cache| cache.get(path).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let folder = site.catalog.folder(path, lang);
    // A folder that has pages in another language only is empty in this one.
    let is_known = || site.config.languages.ids().any(|lang| site.catalog.folder(path, lang).is_some());
    if folder.is_none() && !is_known() {
        let help = site.catalog.nearest_folder(path).map(|path| format!("did you mean `{path}`?"));
        return Err(refuse(Code::UnknownPage, &format!("there is no folder `{path}`"), help.as_deref()));
    }
    let own = folder.and_then(|folder| folder.page).map(|id| site.catalog.entry(id));
    let children = folder.map(|folder| folder.children.as_slice()).unwrap_or_default();
    let url = own.map(|entry| site.config.base.page(&entry.route));
    let section = Value::from(SectionView {
        title: own.map(|entry| foreign::line(site, entry.text_lang, &entry.title)).unwrap_or_default(),
        lang: own.and_then(|entry| foreign::code(site, entry.text_lang, lang)),
        url: url.map(Safe),
        pages: children.iter().map(|id| view::summary(site, lang, *id)).collect(),
    });
    if let Ok(mut cache) = cache.lock() {
        cache.insert(path.to_owned(), section.clone());
    }
    Ok(section)
}

fn fact(site: &Site, lang: LangId, args: &Kwargs) -> TeraResult<Value> {
    let id = args.must_get::<&str>("id")?;
    let dest = args.get::<&str>("form")?.map_or_else(|| id.to_owned(), |form| asking_fact(id, form));
    let facts = &site.catalog.facts;
    let quote = Quote { dest: &dest, written: "", span: site.config.span, visible: None, lang };
    let quoted = check_quote(facts, quote, &site.messages)
        .map_err(|diagnostic| refuse(diagnostic.code, &diagnostic.message, diagnostic.help.as_deref()))?;
    let fact = facts.get(quoted.fact);
    let sources = &fact.about.sources;
    let figure = figure(site, fact);
    let view = FactView {
        text: facts.form(quoted.fact, lang, quoted.form, &site.messages),
        iso: fact.iso(quoted.form),
        low: number(figure.low),
        high: number(figure.high),
        unit: figure.unit,
        sources: sources.iter().map(|source| source.text.as_str()).collect(),
        evidence: evidence(site, lang, fact.about.evidence),
        reviewed: date(site, lang, fact.about.reviewed),
    };
    Ok(view.into())
}

fn data_table(site: &Site, engine: &Weak<Engine>, lang: LangId, args: &Kwargs) -> TeraResult<Value> {
    let id = args.must_get::<&str>("id")?;
    let Some(found) = site.catalog.tables.get(id) else {
        let help = site.catalog.tables.nearest(id).map(|id| format!("did you mean `{id}`?"));
        return Err(refuse(Code::UnknownTable, &format!("there is no table `{id}`"), help.as_deref()));
    };
    let Some(engine) = engine.upgrade() else { return Ok(Value::none()) };
    match table::by_template(site, &engine, lang, found) {
        Ok(html) => Ok(safe(&html)),
        Err(diagnostic) => Err(refuse(diagnostic.code, &diagnostic.message, diagnostic.help.as_deref())),
    }
}

/// The announcement of the site. The files that it needs are known without it.
fn announcement<'a>(site: &'a Snapshot, engine: &Weak<Engine>, lang: LangId) -> Option<AnnouncementView<'a>> {
    let engine = engine.upgrade()?;
    let announcement = site.resolved.frame().announcements.at(lang).as_ref()?;
    let scene = Scene { site, engine: &engine, lang, page: None, parts: &announcement.parts };
    // What is wrong with it is reported when it is resolved.
    let html = html::content(scene, &mut Diagnostics::new())?;
    let code = foreign::code(site, announcement.lang, lang);
    let html = Some(html.trim()).filter(|html| !html.is_empty())?;
    Some(AnnouncementView { html: Safe(html.to_owned()), lang: code })
}

fn glossary<'a>(site: &'a Site, engine: &Weak<Engine>, lang: LangId) -> Vec<TermView<'a>> {
    let Some(engine) = engine.upgrade() else { return Vec::new() };
    // What is wrong with definitions is reported when all of them are resolved.
    let mut found = Diagnostics::new();
    let terms = site.catalog.glossary.sorted(lang, &site.config).into_iter().map(|term| {
        let definition = term.definitions.get(lang).and_then(Option::as_ref);
        let definition = definition.map(|definition| {
            let (parts, files) = resolve::fragment(site, definition, lang, &mut found);
            asked::note(files);
            let scene = Scene { site, engine: &engine, lang, page: None, parts: &parts };
            let html = html::inline(scene, &mut found);
            foreign::wrapped(site, definition.lang, lang, html)
        });
        let (own, word) = term.term.find(lang, &site.config).unzip();
        let own = own.unwrap_or(lang);
        let yomi = term.yomi.as_ref().and_then(|yomi| yomi.own(own)).map(|text| text.text.as_str());
        TermView {
            id: &term.id,
            term: word.map(|word| word.text.as_str()),
            lang: foreign::code(site, own, lang),
            definition: Safe(definition.unwrap_or_default()),
            yomi,
        }
    });
    terms.collect()
}
