//! The ways to print diagnostics. Pure: text in, text out.

use super::{Diagnostic, Diagnostics, Level, visible};
use crate::source::{Source, Sources, Span};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level as Shown, Origin, Renderer, Snippet};
use serde::Serialize;
use serde_json::json;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// With the lines that they are about.
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

/// All diagnostics as one text; `colour` matters to the terminal format only.
pub fn print(diagnostics: &Diagnostics, sources: &Sources, format: Format, colour: bool) -> String {
    let each = |one: fn(&Diagnostic, &Sources) -> String| -> String {
        diagnostics.iter().map(|diagnostic| one(diagnostic, sources)).collect()
    };
    match format {
        Format::Terminal => diagnostics.iter().map(|diagnostic| terminal(diagnostic, sources, colour)).collect(),
        Format::Short => each(short),
        Format::Json => each(json_line),
        Format::Github => each(github),
        Format::Sarif => sarif(diagnostics, sources),
    }
}

/// "2 errors and 1 warning", or nothing when there is nothing to say.
pub fn summary(diagnostics: &Diagnostics) -> Option<String> {
    let mut parts = Vec::new();
    for (level, one, many) in [
        (Level::Error, "error", "errors"),
        (Level::Warning, "warning", "warnings"),
        (Level::Advice, "piece of advice", "pieces of advice"),
    ] {
        match diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count() {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            n => parts.push(format!("{n} {many}")),
        }
    }
    match parts.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        [before @ .., last] => Some(format!("{} and {last}", before.join(", "))),
    }
}

/// The lines of a file that a span begins on, as far as they are worth showing.
struct Window<'a> {
    text: Cow<'a, str>,
    first_line: usize,
    range: Range<usize>,
    /// The column, where the text does not begin with its line.
    column: Option<usize>,
}

/// A line of more bytes is shown in part.
const LONG: usize = 4000;
/// How many bytes of such a line are shown on either side of where a span begins.
const BESIDE: usize = 240;

impl<'a> Window<'a> {
    fn of(source: &'a Source, span: Span) -> Window<'a> {
        let text = source.text.as_str();
        let start = text.floor_char_boundary(span.start as usize);
        let end = text.floor_char_boundary(span.end as usize).max(start);
        let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let line_end = text.get(start..).and_then(|after| after.find('\n')).map_or(text.len(), |at| start + at);
        let line = text.get(line_start..line_end).unwrap_or_default().trim_end_matches('\r');
        // A span over many lines is shown by its first; an empty one as the character that stands there.
        let end = end.min(line_start + line.len());
        let end =
            if end == start { text.ceil_char_boundary((end + 1).min(line_start + line.len())).max(end) } else { end };
        let range = start - line_start..end.max(start) - line_start;
        let position = source.position(start);
        if line.len() <= LONG {
            return Window { text: Cow::Borrowed(line), first_line: position.line, range, column: None };
        }
        let from = line.floor_char_boundary(range.start.saturating_sub(BESIDE));
        let to = line.ceil_char_boundary(range.start + BESIDE);
        let part = line.get(from..to).unwrap_or_default();
        let (before, after) = (if from > 0 { "…" } else { "" }, if to < line.len() { "…" } else { "" });
        let place = |at: usize| at.min(to) - from + before.len();
        let range = place(range.start)..place(range.end);
        let text = Cow::Owned(format!("{before}{part}{after}"));
        Window { text, first_line: position.line, range, column: Some(position.column) }
    }

    /// Adds the excerpt to what is said.
    fn show(self, group: Group<'a>, path: &'a str, kind: AnnotationKind, label: Option<&'a str>) -> Group<'a> {
        let snippet = Snippet::source(self.text).line_start(self.first_line);
        let snippet = snippet.annotation(kind.span(self.range).label(label));
        match self.column {
            None => group.element(snippet.path(path)),
            Some(column) => {
                let origin = Origin::path(path).line(self.first_line).char_column(column);
                group.element(origin).element(snippet)
            }
        }
    }
}

fn terminal(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let level = match diagnostic.level {
        Level::Error => Shown::ERROR,
        Level::Warning => Shown::WARNING,
        Level::Advice => Shown::NOTE.with_name("advice"),
    };
    let source = sources.get(diagnostic.span.source);
    let path = visible(source.path.clone());
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.name());
    let mut group =
        Window::of(source, diagnostic.span).show(Group::with_title(title), &path, AnnotationKind::Primary, None);
    let related = diagnostic.related.iter();
    let places: Vec<_> =
        related.map(|related| (related, visible(sources.get(related.span.source).path.clone()))).collect();
    for (related, path) in &places {
        let window = Window::of(sources.get(related.span.source), related.span);
        group = window.show(group, path, AnnotationKind::Context, Some(&related.message));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Shown::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n\n", renderer.decor_style(DecorStyle::Ascii).render(&[group]))
}

fn short(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let (start, _) = sources.positions(diagnostic.span);
    let path = visible(sources.get(diagnostic.span.source).path.clone());
    let Diagnostic { code, level, message, .. } = diagnostic;
    format!("{path}:{}:{}: {}[{code}]: {message}\n", start.line, start.column, level.name())
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
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

fn json_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
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
    };
    let mut text = serde_json::to_string(&line).unwrap_or_default();
    text.push('\n');
    text
}

/// A workflow command: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
fn github(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let (start, end) = sources.positions(diagnostic.span);
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "notice",
    };
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        _ = write!(message, "\nhelp: {help}");
    }
    format!(
        "::{command} file={},line={},endLine={},col={},endColumn={},title={}::{}\n",
        property(&sources.get(diagnostic.span.source).path),
        start.line,
        end.line,
        start.column,
        end.column,
        property(diagnostic.code.name()),
        escape(&message)
    )
}

/// The Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let location = |span: Span| {
        let (start, end) = sources.positions(span);
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": sources.get(span.source).path },
            "region": {
                "startLine": start.line, "startColumn": start.column,
                "endLine": end.line, "endColumn": end.column,
            },
        } })
    };
    let mut codes: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    codes.sort();
    codes.dedup();
    let rules: Vec<_> =
        codes.iter().map(|code| json!({ "id": code.name(), "shortDescription": { "text": code.title() } })).collect();
    let results: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            let level = match diagnostic.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Advice => "note",
            };
            let related: Vec<_> = diagnostic
                .related
                .iter()
                .map(|related| {
                    let mut place = location(related.span);
                    if let Some(place) = place.as_object_mut() {
                        place.insert("message".to_owned(), json!({ "text": related.message }));
                    }
                    place
                })
                .collect();
            let text = match &diagnostic.help {
                Some(help) => format!("{}\n{help}", diagnostic.message),
                None => diagnostic.message.clone(),
            };
            json!({
                "ruleId": diagnostic.code.name(), "level": level, "message": { "text": text },
                "locations": [location(diagnostic.span)], "relatedLocations": related,
            })
        })
        .collect();
    let driver = json!({ "name": "shirube", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let report = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    format!("{report:#}\n")
}
