//! The template engine: Tera, once for each language.

use super::blocked::Watch;
use super::error;
use super::frame::{Construct, Fault, Frame, Frames};
use super::reference::Shelf;
use super::within::within;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::id::IndexVec;
use crate::resolve::{MAX_PAGE, Site};
use crate::source::Span;
use std::io;
use std::sync::Arc;
use tera::{Context, Error, Tera, Value};

/// Tera for every language.
pub struct Engine {
    languages: IndexVec<LangId, Speaker>,
    frames: Frames,
    shelf: Shelf,
    /// What looks at pages that are made with templates of the site.
    watch: Option<Watch>,
}

/// Tera for one language, and what every template of that language gets.
pub(super) struct Speaker {
    pub(super) tera: Tera,
    pub(super) lang: Value,
    pub(super) site: Value,
    pub(super) menu: Value,
    pub(super) footer_menu: Value,
}

/// How often a component may stand in itself: a table in a table that a function shows.
const MOST_WITHIN: usize = 8;

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
    pub(super) fn new(languages: IndexVec<LangId, Speaker>, watch: Option<Watch>) -> Engine {
        Engine { languages, frames: Frames::default(), shelf: Shelf::default(), watch }
    }

    /// What a page that was made asks of browsers in vain, though none of its texts does.
    pub fn blocked(&self, site: &Site, html: &[u8], page: Span) -> Diagnostics {
        self.watch.as_ref().map(|watch| watch.look(site, html, page)).unwrap_or_default()
    }

    /// What readers are told of works.
    pub(super) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Tera for every language.
    pub(super) fn speakers(&self) -> &IndexVec<LangId, Speaker> {
        &self.languages
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.languages.iter().any(|speaker| speaker.tera.contains_template(template))
    }

    /// Renders a template with `context`, to which `lang`, `site` and the menus are added.
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
        context.insert_value("footer_menu", speaker.footer_menu.clone());
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
        name: &'static str,
        argument: &'static str,
        value: Value,
    ) -> Result<String, Box<Diagnostic>> {
        let speaker = self.languages.at(lang);
        let mut context = Context::new();
        context.insert_value(argument, value);
        let mut page = Capped::default();
        let diagnose = |error: Error, page: &Capped| {
            let template = error::template_of(name, &site.sources);
            if page.full {
                return error::too_large(&template, &site.sources);
            }
            let found = error::diagnose(&error, &template, &site.sources);
            let span = Span::file(site.sources.any());
            found.into_iter().last().unwrap_or_else(|| Diagnostic::new(Code::Template, span, error.to_string()))
        };
        let render = || speaker.tera.render_component_to(name, &context, None, true, &mut page);
        match within(name, MOST_WITHIN, render) {
            Some(Ok(())) => Ok(String::from_utf8(page.html).unwrap_or_default()),
            Some(Err(error)) => Err(Box::new(diagnose(error, &page))),
            None => Err(Box::new(error::endless(name, &site.sources))),
        }
    }

    /// What stands round a construct, for readers of `lang`. `view` makes what its component is handed of what stands in
    /// place of its holes.
    pub fn frame(
        &self,
        site: &Site,
        lang: LangId,
        construct: Construct,
        view: impl FnOnce(&Construct, &[Value]) -> Value,
    ) -> Arc<Frame> {
        let render = |construct: &Construct, holes: &[Value]| {
            let (name, argument) = construct.component();
            self.component(site, lang, name, argument, view(construct, holes))
        };
        let blame = |construct: &Construct, fault: Fault| {
            let (name, argument) = construct.component();
            error::of_hole((name, argument), fault, &site.sources)
        };
        self.frames.get(lang, construct, render, blame)
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
