//! What Tera says, as diagnostics. Its own reports are never printed: they misalign after Japanese.

use super::frame::Fault;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::source::{Position, SourceId, Sources, Span, THEME};
use tera::{Error, ErrorKind};

/// Separates code, message and help in an error that one of our own functions returns through Tera.
const MARK: char = '\u{1}';

/// An error for a template that called one of our functions wrongly.
pub fn refuse(code: Code, message: &str, help: Option<&str>) -> Error {
    Error::message(format!("{MARK}{code}{MARK}{message}{MARK}{}{MARK}", help.unwrap_or_default()))
}

/// The diagnostics that an error of Tera means. `template` is the one that was asked for.
pub fn diagnose(error: &Error, template: &str, sources: &Sources) -> Diagnostics {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = if report.filename().is_empty() { template } else { report.filename() };
            let range = &report.span().range;
            diagnostic(report.message(), place(name, sources, |id| Span::new(id, range.clone()))).into()
        }
        // Unknown filters, functions, components and templates come as rendered reports, one after another.
        ErrorKind::Msg(text) if text.contains("\n") && text.contains("--> ") => {
            text.split("\n\n").filter_map(|report| from_report(report, sources)).collect()
        }
        ErrorKind::MissingParent { current, parent } => {
            diagnostic(&format!("there is no template `{parent}`"), quoted(current, parent, sources)).into()
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain: chain }
        | ErrorKind::CircularInclude { tpl, include_chain: chain } => {
            let names: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("templates contain each other: {}", names.join(" → "));
            let next = chain.iter().find(|name| *name != tpl).unwrap_or(tpl);
            let carried = format!("{THEME}{next}");
            let help = file(&carried, sources).filter(|_| names.len() == 1);
            let help = help.map(|_| format!("the one that comes with the program is `{carried}`"));
            diagnostic(&message, quoted(tpl, next, sources)).maybe_help(help).into()
        }
        ErrorKind::TemplateNotFound(name) => {
            let message = format!("there is no template `{name}`");
            diagnostic(&message, place(template, sources, Span::file)).into()
        }
        _ => diagnostic(&error.to_string(), place(template, sources, Span::file)).into(),
    }
}

/// That a template makes more than a page can have.
pub fn too_large(template: &str, sources: &Sources) -> Diagnostic {
    let message = format!("the page would have more than 32 MB: the template `{template}` makes most of it");
    let help = "list less on one page";
    Diagnostic::new(Code::PageTooLarge, place(template, sources, Span::file), message).help(help)
}

/// That a component does not put in a text of the article as it has to.
pub fn of_hole((component, argument): (&str, &str), fault: Fault, sources: &Sources) -> Diagnostic {
    let (message, help) = match fault {
        Fault::Missing(hole) => (
            format!("the component `{component}` leaves out `{argument}.{hole}`"),
            format!(
                "write `{{{{ {argument}.{hole} }}}}` where it belongs, without filters: it is a text of the article"
            ),
        ),
        Fault::Twice(hole) => (
            format!("the component `{component}` has `{argument}.{hole}` more than once"),
            "leave one: it is a text of the article, which has ids".to_owned(),
        ),
        Fault::Order(hole, before) => (
            format!("the component `{component}` has `{argument}.{hole}` behind `{argument}.{before}`"),
            format!("write `{{{{ {argument}.{hole} }}}}` before it, and let CSS show it elsewhere"),
        ),
        Fault::Inside(hole) => (
            format!("the component `{component}` has `{argument}.{hole}` within a tag"),
            "write it between tags: it is HTML of the article".to_owned(),
        ),
    };
    Diagnostic::new(Code::Template, definition(component, sources), message).help(help)
}

/// That a component shows itself.
pub fn endless(component: &str, sources: &Sources) -> Diagnostic {
    let message = format!("the component `{component}` shows texts that need it again, without end");
    let help = "leave out the function that shows them: `table()`, `announcement()`, `glossary()`";
    Diagnostic::new(Code::Template, definition(component, sources), message).help(help)
}

/// The template that defines a component, or would.
pub fn template_of(component: &str, sources: &Sources) -> String {
    let path = defined(component, sources).map(|span| sources.get(span.source).path.as_str());
    let name = path.and_then(|path| path.strip_prefix("templates/"));
    name.map_or_else(|| format!("parts/{component}.html"), str::to_owned)
}

/// Where a component is defined.
fn definition(component: &str, sources: &Sources) -> Span {
    defined(component, sources).unwrap_or_else(|| place("", sources, Span::file))
}

/// The name of a component in its definition.
fn defined(component: &str, sources: &Sources) -> Option<Span> {
    let named = |text: &str| {
        text.match_indices("component").find_map(|(at, word)| {
            let rest = text.get(at + word.len()..)?;
            let name = rest.trim_start();
            let start = at + word.len() + rest.len() - name.len();
            let is_word = !text.get(..at)?.ends_with(char::is_alphanumeric) && rest.len() > name.len();
            let is_whole = name.strip_prefix(component)?.trim_start().starts_with('(');
            (is_word && is_whole).then(|| start..start + component.len())
        })
    };
    let is_template = |path: &str| path.starts_with("templates/") && path.ends_with(".html");
    let mut templates = sources.iter().filter(|(_, source)| is_template(&source.path));
    templates.find_map(|(id, source)| Some(Span::new(id, named(&source.text)?)))
}

fn place(template: &str, sources: &Sources, span: impl Fn(SourceId) -> Span) -> Span {
    let id = file(template, sources).or_else(|| sources.at("site.toml"));
    span(id.unwrap_or_else(|| sources.any()))
}

/// The file of a template, which may be called by its second name.
fn file(template: &str, sources: &Sources) -> Option<SourceId> {
    let at = |name: &str| sources.at(&format!("templates/{name}"));
    at(template).or_else(|| at(template.strip_prefix(THEME)?))
}

/// Where a template names another one, quotes included.
fn quoted(template: &str, name: &str, sources: &Sources) -> Span {
    place(template, sources, |id| {
        let text = &sources.get(id).text;
        let found = [format!("\"{name}\""), format!("'{name}'")]
            .into_iter()
            .find_map(|quoted| text.find(&quoted).map(|at| at..at + quoted.len()));
        Span::new(id, found.unwrap_or(0..0))
    })
}

fn diagnostic(message: &str, span: Span) -> Diagnostic {
    let mut parts = message.split(MARK);
    if let (Some(_), Some(code), Some(message), Some(help)) = (parts.next(), parts.next(), parts.next(), parts.next()) {
        let code = code.parse().unwrap_or(Code::Template);
        let help = Some(help).filter(|help| !help.is_empty()).map(str::to_owned);
        return Diagnostic::new(code, span, message).maybe_help(help);
    }
    // Tera lists what there is; one of it may have been meant.
    for list in [". Available fields: ", ". Available variables: "] {
        if let Some((message, names)) = message.split_once(list) {
            let names: Vec<&str> = names.split(", ").collect();
            let wanted = message.split('`').nth(1).unwrap_or_default();
            let help = suggestion(wanted, names.iter().copied()).unwrap_or_else(|| {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                format!("known here: {}", names.join(", "))
            });
            return Diagnostic::new(Code::Template, span, plain(message)).help(help);
        }
    }
    Diagnostic::new(Code::Template, span, plain(message))
}

/// The message in the style of the others: on one line, lower case, no full stop.
fn plain(message: &str) -> String {
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    let mut chars = line.chars();
    match chars.next() {
        Some(first) if !chars.as_str().starts_with(|c: char| c.is_uppercase()) => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => line.to_owned(),
    }
}

/// `error: MESSAGE`, `--> FILE:LINE:COLUMN`, and the line with its underline.
fn from_report(report: &str, sources: &Sources) -> Option<Diagnostic> {
    let message = report.lines().next()?.strip_prefix("error: ")?;
    let (_, place) = report.lines().nth(1)?.split_once("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.trim().parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let id = file(parts.next()?, sources)?;
    let underline = report.lines().nth(4).map_or(1, |line| line.matches('^').count());
    let text = &sources.get(id).text;
    let start = Position { line, column }.offset(text);
    let len: usize = text.get(start..)?.chars().take(underline).map(char::len_utf8).sum();
    Some(diagnostic(message, Span::new(id, start..start + len)))
}
