//! The Static Analysis Results Interchange Format, version 2.1.0 (OASIS).

use crate::address::encode_path;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level, Occurrences};
use crate::source::{Sources, Span};
use crate::visible::Shown;
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;

#[derive(Serialize)]
struct Report<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    /// A hundred thousand of them are written one after the other, and not held.
    #[serde(serialize_with = "results")]
    results: (&'a Diagnostics, &'a Sources),
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    rule_id: &'static str,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "shirube/v1")]
    own: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// All diagnostics as one report.
pub(super) fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> Shown {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let rule = |code: Code| Rule { id: code.name(), short_description: Message { text: code.title().to_owned() } };
    let rules = codes.into_iter().map(rule).collect();
    let driver = Driver { name: "shirube", version: env!("CARGO_PKG_VERSION"), rules };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: (diagnostics, sources) };
    let report = Report { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    Shown::json(&serde_json::to_string_pretty(&report).unwrap_or_default())
}

fn results<S: Serializer>((diagnostics, sources): &(&Diagnostics, &Sources), serializer: S) -> Result<S::Ok, S::Error> {
    let mut occurrences = Occurrences::default();
    let found = diagnostics.iter().map(|diagnostic| found(diagnostic, sources, occurrences.next(diagnostic, sources)));
    serializer.collect_seq(found)
}

fn found(diagnostic: &Diagnostic, sources: &Sources, fingerprint: String) -> Found {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Advice => "note",
    };
    let text = match &diagnostic.help {
        Some(help) => format!("{}\n{help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let related = diagnostic.related.iter();
    Found {
        rule_id: diagnostic.code.name(),
        level,
        message: Message { text },
        locations: [location(diagnostic.span, None, sources)],
        related_locations: related.map(|other| location(other.span, Some(&other.message), sources)).collect(),
        partial_fingerprints: Fingerprints { own: fingerprint },
    }
}

fn location(span: Span, message: Option<&String>, sources: &Sources) -> Location {
    let (start, end) = sources.positions(span);
    let uri = encode_path(&sources.get(span.source).path);
    let region =
        Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column };
    let message = message.map(|text| Message { text: text.clone() });
    Location { physical_location: Place { artifact_location: Artifact { uri }, region }, message }
}
