//! The ways to print diagnostics. Pure: text in, text out.

mod excerpt;
mod sarif;
mod summary;

pub use summary::{by_code, by_file, summary};

use super::{Code, Diagnostic, Diagnostics, Level, Occurrences};
use crate::source::{Sources, Span};
use crate::visible::{Shown, visible};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer};
use excerpt::Excerpt;
use serde::Serialize;
use std::collections::BTreeMap;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// With the lines that they are about, and at most 100 of a kind.
    #[default]
    Terminal,
    /// One line each: `file:line:column: error[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

/// What the terminal format is printed for.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    pub colour: bool,
    /// The command that shows all, where there is one.
    pub all: Option<&'static str>,
}

/// How many diagnostics of one code a terminal shows: nobody reads more of them, and there may be a hundred thousand.
const MOST: usize = 100;

/// All diagnostics as one text; `screen` matters to the terminal format only.
pub fn print(diagnostics: &Diagnostics, sources: &Sources, format: Format, screen: Screen) -> Shown {
    let each = |one: &mut dyn FnMut(&Diagnostic, &Sources) -> Shown| {
        diagnostics.iter().fold(Shown::new(), |mut all, diagnostic| {
            all.append(&one(diagnostic, sources));
            all
        })
    };
    match format {
        Format::Terminal => terminal(diagnostics, sources, screen),
        Format::Short => each(&mut short),
        Format::Json => {
            let mut occurrences = Occurrences::default();
            each(&mut |diagnostic, sources| json_line(diagnostic, sources, occurrences.next(diagnostic, sources)))
        }
        Format::Github => each(&mut github),
        Format::Sarif => sarif::sarif(diagnostics, sources),
    }
}

fn terminal(diagnostics: &Diagnostics, sources: &Sources, screen: Screen) -> Shown {
    let mut all = Shown::new();
    let mut counted: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = counted.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= MOST {
            all.append(&in_full(diagnostic, sources, screen.colour));
        }
    }
    for (code, count) in counted {
        if let Some(more) = count.checked_sub(MOST).filter(|more| *more > 0) {
            let how = screen.all.map(|command| format!(": `{command}` shows all")).unwrap_or_default();
            all.add(&format!("and {more} more of `{code}`{how}"));
        }
    }
    all
}

/// A diagnostic with the lines that it is about.
fn in_full(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> Shown {
    let level = match diagnostic.level {
        Level::Error => Title::ERROR,
        Level::Warning => Title::WARNING,
        Level::Advice => Title::NOTE.with_name("advice"),
    };
    let path = |span: Span| visible(&sources.get(span.source).path);
    let own = path(diagnostic.span);
    let title = level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
    let excerpt = Excerpt::of(sources.get(diagnostic.span.source), diagnostic.span);
    let mut group = excerpt.show(Group::with_title(title), &own, AnnotationKind::Primary, None);
    let places: Vec<_> = diagnostic
        .related
        .iter()
        .map(|related| (related.span, path(related.span), visible(&related.message)))
        .collect();
    for (span, path, message) in &places {
        let excerpt = Excerpt::of(sources.get(span.source), *span);
        group = excerpt.show(group, path, AnnotationKind::Context, Some(message));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Title::HELP.message(visible(help)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    Shown::painted(&format!("{}\n\n", renderer.decor_style(DecorStyle::Ascii).render(&[group])))
}

fn short(diagnostic: &Diagnostic, sources: &Sources) -> Shown {
    let (start, _) = sources.positions(diagnostic.span);
    let path = visible(&sources.get(diagnostic.span.source).path);
    let Diagnostic { code, level, message, .. } = diagnostic;
    Shown::line(&format!("{path}:{}:{}: {}[{code}]: {}", start.line, start.column, level.name(), visible(message)))
}

#[derive(Serialize)]
struct JsonLine<'a> {
    code: &'a str,
    level: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: Option<&'a str>,
    related: Vec<JsonRelated<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

fn json_line(diagnostic: &Diagnostic, sources: &Sources, fingerprint: String) -> Shown {
    let (start, end) = sources.positions(diagnostic.span);
    let related = diagnostic.related.iter().map(|related| {
        let (start, _) = sources.positions(related.span);
        let file = &sources.get(related.span.source).path;
        JsonRelated { file, line: start.line, column: start.column, message: &related.message }
    });
    let line = JsonLine {
        code: diagnostic.code.name(),
        level: diagnostic.level.name(),
        file: &sources.get(diagnostic.span.source).path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &diagnostic.message,
        help: diagnostic.help.as_deref(),
        related: related.collect(),
        fingerprint,
    };
    Shown::json(&serde_json::to_string(&line).unwrap_or_default())
}

/// A workflow command: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>, escaped as
/// `@actions/core` does it.
fn github(diagnostic: &Diagnostic, sources: &Sources) -> Shown {
    let (start, end) = sources.positions(diagnostic.span);
    let data = |text: &str| visible(text).replace('%', "%25");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "notice",
    };
    let help = diagnostic.help.as_ref().map(|help| format!("%0Ahelp: {}", data(help))).unwrap_or_default();
    Shown::line(&format!(
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}{help}",
        property(&sources.get(diagnostic.span.source).path),
        start.line,
        end.line,
        start.column,
        end.column,
        property(diagnostic.code.name()),
        data(&diagnostic.message)
    ))
}
