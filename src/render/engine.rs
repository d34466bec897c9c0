//! The template engine: Tera, once for each language, with the functions and data that are the same on every page.

use super::value::{list, map, safe};
use super::wrap::Wrapping;
use super::{error, functions, run};
use crate::catalog::PageId;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::id::IndexVec;
use crate::localized::Order;
use crate::resolve::{MAX_PAGE, Site, Snapshot};
use crate::source::Span;
use std::io;
use std::sync::{Arc, Weak};
use tera::{Context, Error, ErrorKind, Tera, Value};

/// Tera for every language.
pub struct Engine {
    languages: IndexVec<LangId, Speaker>,
    wrapping: Arc<Wrapping>,
}

/// Tera for one language, and what every template of that language gets.
struct Speaker {
    tera: Tera,
    lang: Value,
    site: Value,
    menu: Value,
}

/// HTML that does not become larger than a page can be.
#[derive(Default)]
struct Capped {
    html: Vec<u8>,
    full: bool,
}

impl io::Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.html.len() + bytes.len() > MAX_PAGE {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.html.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Engine {
    /// Loads every template of the site. What is wrong with them is in the diagnostics; then nothing can be rendered.
    pub fn new(site: &Arc<Snapshot>) -> (Option<Arc<Engine>>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let engine = Arc::new_cyclic(|engine: &Weak<Engine>| {
            let wrapping = Arc::new(Wrapping::new(&site.config));
            let languages = load(site, engine, &wrapping).map_err(|found| diagnostics = found).unwrap_or_default();
            Engine { languages, wrapping }
        });
        (diagnostics.is_empty().then_some(engine), diagnostics)
    }

    /// What marks the phrases of titles.
    pub fn wrapping(&self) -> &Wrapping {
        &self.wrapping
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.languages.iter().any(|speaker| speaker.tera.contains_template(template))
    }

    /// Renders a template with `context`, to which `lang`, `site` and `menu` are added.
    pub fn render(
        &self,
        site: &Site,
        lang: LangId,
        template: &str,
        mut context: Context,
    ) -> Result<Vec<u8>, Diagnostics> {
        let speaker = self.languages.at(lang);
        context.insert_value("lang", speaker.lang.clone());
        context.insert_value("site", speaker.site.clone());
        context.insert_value("menu", speaker.menu.clone());
        let mut page = Capped { html: Vec::with_capacity(16 * 1024), full: false };
        match speaker.tera.render_to(template, &context, &mut page) {
            Ok(()) => Ok(page.html),
            Err(_) if page.full => Err(error::too_large(template, &site.sources).into()),
            Err(error) => Err(error::diagnose(&error, template, &site.sources)),
        }
    }

    /// Renders a component with one argument.
    pub fn component(
        &self,
        site: &Site,
        lang: LangId,
        name: &str,
        argument: &'static str,
        value: Value,
    ) -> Result<String, Box<Diagnostic>> {
        let speaker = self.languages.at(lang);
        let mut context = Context::new();
        context.insert_value(argument, value);
        let mut page = Capped::default();
        let template = format!("parts/{name}.html");
        let diagnose = |error: Error, page: &Capped| {
            if page.full {
                return error::too_large(&template, &site.sources);
            }
            let found = error::diagnose(&error, &template, &site.sources);
            let span = Span::file(site.sources.any());
            found.into_iter().last().unwrap_or_else(|| Diagnostic::new(Code::Template, span, error.to_string()))
        };
        match speaker.tera.render_component_to(name, &context, None, true, &mut page) {
            Ok(()) => Ok(String::from_utf8(page.html).unwrap_or_default()),
            Err(error) => Err(Box::new(diagnose(error, &page))),
        }
    }

    /// That a page asks for a template that does not exist.
    pub fn unknown_template(&self, name: &str, span: Span) -> Diagnostic {
        // Every language has the same.
        let names: Vec<&str> =
            self.languages.iter().take(1).flat_map(|speaker| speaker.tera.get_template_names()).collect();
        let help = suggestion(name, names).unwrap_or_else(|| format!("templates are files: `templates/{name}`"));
        Diagnostic::new(Code::Template, span, format!("there is no template `{name}`")).help(help)
    }
}

/// The name of a template that is none.
const UNREADABLE: &str = "\0";

fn load(
    site: &Arc<Snapshot>,
    engine: &Weak<Engine>,
    wrapping: &Arc<Wrapping>,
) -> Result<IndexVec<LangId, Speaker>, Diagnostics> {
    let mut base = Tera::new();
    // Functions come first: Tera checks the calls when it gets the templates.
    functions::register(&mut base, site, engine, site.config.source);
    functions::register_filters(&mut base, site, wrapping, site.config.source);
    let templates: Vec<(&str, &str)> = site
        .sources
        .iter()
        .filter_map(|(_, source)| {
            let name = source.path.strip_prefix("templates/")?;
            source.flaw.is_none().then_some((name, source.text.as_str()))
        })
        .collect();
    // Tera stops at the first template that it cannot read; each by itself shows the others. Behind it stands one that
    // nobody can read, so that nothing is said of functions and templates that are not there: that takes a copy of the
    // template for each of them.
    let unread: Diagnostics = templates
        .iter()
        .filter_map(|(name, text)| {
            let error = Tera::new().add_raw_templates([(*name, *text), (UNREADABLE, "{%")]).err()?;
            let is_own = matches!(error.kind(), ErrorKind::SyntaxError(report) if report.filename() != UNREADABLE);
            is_own.then(|| error::diagnose(&error, name, &site.sources))
        })
        .flatten()
        .collect();
    if !unread.is_empty() {
        return Err(unread);
    }
    if let Err(error) = base.add_raw_templates(templates) {
        return Err(error::diagnose(&error, "", &site.sources));
    }
    let all = languages(site);
    let speakers = site.config.languages.map(|lang, _| {
        let mut tera = base.clone();
        functions::register(&mut tera, site, engine, lang);
        functions::register_filters(&mut tera, site, wrapping, lang);
        Speaker { tera, lang: language(site, lang), site: site_data(site, lang, &all), menu: menu(site, lang) }
    });
    Ok(speakers)
}

fn language(site: &Site, lang: LangId) -> Value {
    let language = site.config.languages.at(lang);
    map([
        ("code", language.code.as_str().into()),
        ("name", language.name.as_str().into()),
        ("dir", language.locale.direction().name().into()),
    ])
}

/// The address of a language's front page; the site's root where it has none.
pub fn home(site: &Site, lang: LangId) -> String {
    let home = site.catalog.home(lang).map(|entry| entry.route.as_str()).unwrap_or_default();
    site.config.base.page(home)
}

/// The name of the site in a language, and the language that it is in: the message `site-title` or else the title of the
/// front page, of the language itself, of the next of its chain, of the source language. A front page that shows the
/// text of another language comes after those that have their own.
pub fn title(site: &Site, lang: LangId) -> (LangId, String) {
    let own = |lang: LangId| {
        let home = || site.catalog.home(lang).filter(|home| !home.stands_in()).map(|home| home.title.clone());
        Some((lang, site.messages.own(lang, "site-title").or_else(home)?))
    };
    let any = || site.catalog.home(lang).map(|home| (home.text_lang, home.title.clone()));
    site.config.order(lang).find_map(own).or_else(any).unwrap_or_else(|| (lang, site.config.base.url()))
}

/// The languages that are built and have pages, in the order of `site.toml`.
pub fn languages(site: &Site) -> Value {
    list(site.present().map(|lang| {
        let language = site.config.languages.at(lang);
        let first = site.catalog.first(lang).map(|entry| entry.route.as_str()).unwrap_or_default();
        let (own, title) = title(site, lang);
        map([
            ("code", language.code.as_str().into()),
            ("name", language.name.as_str().into()),
            ("dir", language.locale.direction().name().into()),
            ("title", run::line(site, own, &title).into()),
            ("title_lang", run::code(site, own, lang)),
            ("home", home(site, lang).into()),
            ("first", safe(&site.config.base.page(first))),
        ])
    }))
}

fn site_data(site: &Site, lang: LangId, languages: &Value) -> Value {
    let message = |id: &str| {
        let text = site.messages.get(lang, id, None).map(|text| text.into_owned()).unwrap_or_default();
        (run::message_lang(site, lang, id), text)
    };
    let of_home = || site.catalog.home(lang).map(|home| (home.text_lang, home.description.clone()));
    let description = Some(message("site-description")).filter(|(_, text)| !text.is_empty());
    let (title, tagline, note) = (title(site, lang), message("site-tagline"), message("footer-note"));
    let description = description.or_else(of_home).unwrap_or((lang, String::new()));
    let base = &site.config.base;
    let source = site.config.code(site.config.source);
    let feed = base.link(&format!("{}feed.xml", crate::catalog::routes::language(&site.config, lang)));
    let langs = map([
        ("title", run::code(site, title.0, lang)),
        ("description", run::code(site, description.0, lang)),
        ("tagline", run::code(site, tagline.0, lang)),
        ("note", run::code(site, note.0, lang)),
    ]);
    map([
        ("title", run::line(site, title.0, &title.1).into()),
        ("description", run::line(site, description.0, &description.1).into()),
        ("tagline", run::line(site, tagline.0, &tagline.1).into()),
        ("note", run::line(site, note.0, &note.1).into()),
        ("langs", langs),
        ("url", safe(&base.url())),
        ("base", safe(base.path())),
        ("source", source.into()),
        ("home", safe(&home(site, lang))),
        ("feed", if site.news(lang, None).is_empty() { Value::none() } else { safe(&feed) }),
        ("languages", languages.clone()),
    ])
}

fn menu(site: &Site, lang: LangId) -> Value {
    let item = |id: PageId, children: Value| {
        let entry = site.catalog.entry(id);
        map([
            ("label", run::line(site, entry.text_lang, entry.label()).into()),
            ("lang", run::code(site, entry.text_lang, lang)),
            ("url", safe(&site.config.base.page(&entry.route))),
            ("path", entry.path.as_str().into()),
            ("children", children),
        ])
    };
    list(site.catalog.menu(lang).iter().map(|entry| {
        let children = list(entry.children.iter().map(|id| item(*id, list([]))));
        item(entry.page, children)
    }))
}
