//! Templates are loaded, for each language with its functions and with the data that are the same on every page.

use super::blocked::Watch;
use super::engine::{Engine, Speaker};
use super::wrap::Wrapping;
use super::{common, error, functions, menu};
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::id::IndexVec;
use crate::resolve::Snapshot;
use crate::source::{Kind, THEME, kind_of};
use std::sync::{Arc, Weak};
use tera::{ErrorKind, Tera};

/// Loads every template of the site. What is wrong with them is in the diagnostics; then nothing can be rendered.
pub fn load(site: &Arc<Snapshot>) -> (Option<Arc<Engine>>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let engine = Arc::new_cyclic(|engine: &Weak<Engine>| {
        let wrapping = Arc::new(Wrapping::new(&site.config));
        let languages = speakers(site, engine, &wrapping).map_err(|found| diagnostics = found).unwrap_or_default();
        Engine::new(languages, Watch::new(site))
    });
    (diagnostics.is_empty().then_some(engine), diagnostics)
}

/// The same templates for another state of the site, in which every name is as it was.
pub fn reload(former: &Engine, site: &Arc<Snapshot>) -> Arc<Engine> {
    Arc::new_cyclic(|engine: &Weak<Engine>| {
        let wrapping = Arc::new(Wrapping::new(&site.config));
        let languages = former.speakers().map(|lang, speaker| {
            let mut tera = speaker.tera.clone();
            register(&mut tera, site, engine, (&wrapping, lang));
            let Speaker { lang, site, menu, footer_menu, .. } = speaker;
            let (lang, site, menu, footer_menu) = (lang.clone(), site.clone(), menu.clone(), footer_menu.clone());
            Speaker { tera, lang, site, menu, footer_menu }
        });
        Engine::new(languages, Watch::new(site))
    })
}

/// What templates of a language can call.
fn register(tera: &mut Tera, site: &Arc<Snapshot>, engine: &Weak<Engine>, (wrapping, lang): (&Arc<Wrapping>, LangId)) {
    functions::register(tera, site, engine, lang);
    functions::register_filters(tera, site, wrapping, lang);
}

/// The name of a template that is none.
const UNREADABLE: &str = "\0";

fn speakers(
    site: &Arc<Snapshot>,
    engine: &Weak<Engine>,
    wrapping: &Arc<Wrapping>,
) -> Result<IndexVec<LangId, Speaker>, Diagnostics> {
    let mut base = Tera::new();
    // Functions come first: Tera checks the calls when it gets the templates.
    register(&mut base, site, engine, (wrapping, site.config.source));
    let templates: Vec<(&str, &str)> = site
        .sources
        .iter()
        .filter_map(|(_, source)| {
            let name = source.path.strip_prefix("templates/")?;
            let is_template = source.flaw.is_none() && kind_of(&source.path) == Kind::Text;
            let is_left = source.embedded && name.starts_with(THEME) && !is_extended(site, name);
            (is_template && !is_left).then_some((name, source.text.as_str()))
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
    let names = carried_names(site);
    let carried = names.iter().map(|(name, text)| (name.as_str(), *text));
    if let Err(error) = base.add_raw_templates(templates.into_iter().chain(carried)) {
        return Err(error::diagnose(&error, "", &site.sources));
    }
    let all = common::languages(site).into();
    let speakers = site.config.languages.map(|lang, _| {
        let mut tera = base.clone();
        register(&mut tera, site, engine, (wrapping, lang));
        Speaker {
            tera,
            lang: common::language(site, lang).into(),
            site: common::site(site, lang, &all).into(),
            menu: menu::header(site, lang).into(),
            footer_menu: menu::footer(site, lang).into(),
        }
    });
    Ok(speakers)
}

/// The program's own templates under their second names, by which those of a site can extend them. One that the site
/// replaces is a file of that name; the others are known by both.
fn carried_names(site: &Snapshot) -> Vec<(String, &str)> {
    let carried = site.sources.iter().filter(|(_, source)| source.embedded);
    let named = carried.filter_map(|(_, source)| {
        let name = source.path.strip_prefix("templates/").filter(|name| !name.contains('/'))?;
        let second = format!("{THEME}{name}");
        let is_free = site.sources.at(&format!("templates/{second}")).is_none();
        (is_free && is_extended(site, &second)).then_some((second, source.text.as_str()))
    });
    named.collect()
}

/// Whether a template of the site names another one. What nobody names is not loaded: it may need parts that the site has
/// replaced by others.
fn is_extended(site: &Snapshot, name: &str) -> bool {
    let mut own = site.sources.iter().filter(|(_, source)| source.path.starts_with("templates/") && !source.embedded);
    own.any(|(_, source)| source.text.contains(name))
}
