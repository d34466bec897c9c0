//! Titles and descriptions that tell a figure of weak evidence, and not what it rests on. Which pages may not, their kind
//! says in `strong_only`.

use crate::catalog::{Entry, quotations_of_line};
use crate::config::Line;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::facts::split_quote;
use crate::resolve::{Site, Snapshot};

/// Every such figure on pages with a text of their own.
pub fn check(site: &Snapshot) -> Diagnostics {
    let mut found = Diagnostics::new();
    for (_, entry) in site.catalog.written() {
        let Some(kind) = entry.kind else { continue };
        for line in &site.config.kinds.at(kind).strong_only {
            found.extend(of_line(site, entry, *line));
        }
    }
    found
}

fn of_line(site: &Site, entry: &Entry, line: Line) -> Diagnostics {
    let (text, shown) = match line {
        Line::Title => (Some(&entry.front.title), entry.title.as_str()),
        Line::Description => (entry.front.description.as_ref(), entry.summary()),
    };
    let Some(text) = text else { return Diagnostics::new() };
    let shown = shown.to_lowercase();
    let weak = quotations_of_line(text, entry.lang).into_iter().filter_map(|quotation| {
        let facts = &site.catalog.facts;
        let grade = facts.get(facts.id(split_quote(&quotation.dest).0)?).about.evidence?;
        if !grade.class().is_weak() {
            return None;
        }
        let says = |message: &str| site.messages.get(entry.lang, message, None).unwrap_or_default().into_owned();
        let names = [says(&grade.message()), says(&format!("evidence-class-{}", grade.class().name()))];
        let is_said = names.iter().any(|name| !name.is_empty() && shown.contains(&name.to_lowercase()));
        (!is_said).then(|| {
            let [name, _] = names;
            let line = line.name();
            let message = format!("the {line} tells a figure of weak evidence, and not that it rests on this: {name}");
            let help = format!("write `{name}` into the {line}, or leave the figure to the text");
            Diagnostic::new(Code::WeakFigure, quotation.span, message).help(help)
        })
    });
    weak.collect()
}
