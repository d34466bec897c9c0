//! Texts of data that a language of the site lacks, so that its readers get those of another one.

use crate::config::{LangId, texts_go_apart};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::facts::{Label, data_files, labels_of_file};
use crate::keys::table::{conflict, parts};
use crate::locale::Locale;
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use std::borrow::Cow;

/// Each text that languages lack; where a file has no text at all in some, that is said of the file.
pub fn check(site: &Site) -> Diagnostics {
    let config = &site.config;
    // What a region lacks, the language that it belongs to says.
    let is_region = |code: &str| {
        let parents = Locale::parse(code).map(|locale| locale.parents()).unwrap_or_default();
        config.codes().any(|known| parents.iter().any(|parent| parent == known))
    };
    let languages: Vec<LangId> = config.languages.ids().filter(|lang| !is_region(config.code(*lang))).collect();
    let mut found = Diagnostics::new();
    if languages.len() < 2 {
        return found;
    }
    for source in data_files(&site.sources) {
        let labels = texts_of(site, source);
        let path = &site.sources.get(source).path;
        let labels: Vec<&Label> = labels.iter().filter(|label| label.is_needed(path)).collect();
        let is_absent = |lang: &LangId| labels.len() > 1 && labels.iter().all(|label| label.text(*lang).is_none());
        let (absent, there): (Vec<LangId>, Vec<LangId>) = languages.iter().partition(|lang| is_absent(lang));
        found.extend(lacks(site, "no text of this file is", &absent, (source, Span::file(source), true)));
        for label in labels {
            let lacking = there.iter().copied().filter(|lang| label.text(*lang).is_none());
            // A conflict whose reason nobody reads in any language of the chain is a mistake, and told as one.
            let is_shown =
                |lang: &LangId| !is_reason(label) || config.chain(*lang).any(|lang| label.text(lang).is_some());
            let lacking: Vec<LangId> = lacking.filter(is_shown).collect();
            let span = label.texts.first().map_or(Span::file(source), |(_, text)| text.span);
            let place = (source, span, label.is_named);
            found.extend(lacks(site, &format!("`{}` is not", label.path()), &lacking, place));
        }
    }
    found
}

/// The texts by language of a file, as they were read with it, if they were.
fn texts_of(site: &Site, source: SourceId) -> Cow<'_, [Label]> {
    let catalog = &site.catalog;
    let named = [&catalog.glossary.texts, &catalog.people.texts, &catalog.bibliography.texts];
    let known = named.into_iter().flatten().find(|(id, _)| *id == source).map(|(_, labels)| labels.as_slice());
    match known.or_else(|| catalog.tables.texts_of(source)) {
        Some(labels) => Cow::Borrowed(labels),
        None => Cow::Owned(labels_of_file(&site.sources, source, &site.config)),
    }
}

/// Whether it is why facts differ.
fn is_reason(label: &Label) -> bool {
    let mut keys = label.keys.iter();
    keys.next().is_some_and(|key| key == parts::CONFLICTS.name)
        && keys.next_back().is_some_and(|key| key == conflict::WHY.name)
}

/// That something of a file, which other files can speak of if it `is_named`, is not there in some languages.
fn lacks(
    site: &Site,
    what: &str,
    languages: &[LangId],
    (source, span, is_named): (SourceId, Span, bool),
) -> Option<Diagnostic> {
    let config = &site.config;
    let first = *languages.first()?;
    let codes = languages.iter().map(|lang| format!("`{}`", config.code(*lang))).collect::<Vec<_>>().join(", ");
    let code = config.code(first);
    let apart = texts_go_apart(&site.sources.get(source).path, first, &site.sources, config);
    let how = match apart.filter(|_| is_named) {
        Some(path) => format!("write it in `{path}`"),
        None => format!("write `{code} = \"…\"` beside the others"),
    };
    let help = format!("{how}; until then, readers get the text of another language");
    Some(Diagnostic::new(Code::MissingText, span, format!("{what} in {codes}")).help(help))
}
