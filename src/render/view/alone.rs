//! Pages that are of no article: the root, the page for addresses that do not exist, aliases.

use super::alternate::{alternates, views};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostics;
use crate::render::common;
use crate::render::engine::Engine;
use crate::render::value::safe;
use crate::resolve::Site;
use tera::Context;

/// The root of the site: the languages.
pub fn languages(site: &Site, engine: &Engine) -> Result<Vec<u8>, Diagnostics> {
    engine.render(site, site.common(), "languages.html", with_languages(site))
}

/// The page for addresses that do not exist, in every language.
pub fn not_found(site: &Site, engine: &Engine) -> Result<Vec<u8>, Diagnostics> {
    engine.render(site, site.common(), "404.html", with_languages(site))
}

fn with_languages(site: &Site) -> Context {
    let mut context = Context::new();
    context.insert_value("languages", common::languages(site).into());
    context.insert_value("alternates", views(alternates(site, "")).into());
    context
}

/// An alias: a page that forwards to `entry`.
pub fn alias(site: &Site, engine: &Engine, entry: &Entry) -> Result<Vec<u8>, Diagnostics> {
    let mut context = Context::new();
    context.insert_value("target", safe(&site.config.base.absolute_page(&entry.route)));
    engine.render(site, entry.lang, "redirect.html", context)
}
