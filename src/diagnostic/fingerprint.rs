//! What a mistake is known by from one run to the next: its code and the text that it is about; never its message, its line
//! or its place among others.

use super::{Code, Diagnostic};
use crate::source::{SourceId, Sources, Span, digest};
use std::collections::HashMap;

/// The numbers of mistakes, of which a file may have several. One is kept: many mistakes may be told of one long place.
#[derive(Default)]
pub struct Fingerprints {
    last: Option<(Code, Span, u64)>,
}

impl Fingerprints {
    /// The number of a mistake.
    pub fn of(&mut self, diagnostic: &Diagnostic, sources: &Sources) -> u64 {
        let (code, span) = (diagnostic.code, diagnostic.span);
        let known = self.last.filter(|(last, place, _)| (*last, *place) == (code, span)).map(|(.., number)| number);
        let number = known.unwrap_or_else(|| fingerprint(diagnostic, sources));
        self.last = Some((code, span, number));
        number
    }
}

fn fingerprint(diagnostic: &Diagnostic, sources: &Sources) -> u64 {
    fingerprint_of(diagnostic.code, sources.text(diagnostic.span))
}

/// The number of a mistake of this code that is about a text.
pub fn fingerprint_of(code: Code, text: &str) -> u64 {
    let mut bytes = Vec::with_capacity(text.len() + 32);
    bytes.extend_from_slice(code.name().as_bytes());
    bytes.push(0);
    bytes.extend_from_slice(text.as_bytes());
    digest(&bytes)
}

/// Counts the mistakes of each fingerprint in a file.
#[derive(Default)]
pub struct Occurrences {
    fingerprints: Fingerprints,
    seen: HashMap<(SourceId, Code, u64), usize>,
}

impl Occurrences {
    /// 16 hexadecimal digits, `:` and which of its fingerprint it is in its file, from 1.
    pub fn next(&mut self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let number = self.fingerprints.of(diagnostic, sources);
        let count = self.seen.entry((diagnostic.span.source, diagnostic.code, number)).or_default();
        *count += 1;
        format!("{number:016x}:{count}")
    }
}
