//! What a waiver says: `allow CODE[, CODE]: why`.

use crate::config::{waivable, without_reason};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use std::ops::Range;

/// One code that an author lets stand somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub code: Code,
    /// The code in the comment, or in `site.toml`.
    pub span: Span,
    pub why: String,
    /// How many diagnostics it lets stand.
    pub count: usize,
}

/// The lines of a text, asked for in their order: one that is asked for again and again is looked for once.
pub(super) struct Lines<'t> {
    text: &'t str,
    last: Option<Range<usize>>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Lines<'t> {
        Lines { text, last: None }
    }

    /// The line that a byte stands in, without its end.
    pub(super) fn at(&mut self, at: usize) -> Range<usize> {
        if let Some(last) = self.last.clone().filter(|last| last.start <= at && at <= last.end) {
            return last;
        }
        let start = self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let rest = self.text.get(at..).and_then(|rest| rest.find('\n'));
        let line = start..rest.map_or(self.text.len(), |newline| at + newline);
        self.last = Some(line.clone());
        line
    }
}

/// What waivers reach that stand in lines below each other, before one and the same thing: looked for once.
#[derive(Default)]
pub(super) struct Following {
    /// Up to which byte it is known, and what it is.
    last: Option<(usize, Option<Range<usize>>)>,
}

impl Following {
    /// What follows a waiver that ends at `end`; `look` says where the lines of comments end, and what follows them.
    pub(super) fn of(
        &mut self,
        end: usize,
        look: impl FnOnce() -> (usize, Option<Range<usize>>),
    ) -> Option<Range<usize>> {
        if self.last.as_ref().is_none_or(|(known, _)| end >= *known) {
            self.last = Some(look());
        }
        self.last.as_ref().and_then(|(_, reach)| reach.clone())
    }
}

/// The waivers of a file, and what is wrong with them.
pub(super) struct Notes {
    pub(super) source: SourceId,
    /// In the order of the places that they reach, each from the first byte to the last, which belongs to it.
    pub(super) waivers: Vec<(Range<usize>, Waiver)>,
    pub(super) diagnostics: Diagnostics,
}

impl Notes {
    pub(super) fn new(source: SourceId) -> Notes {
        Notes { source, waivers: Vec::new(), diagnostics: Diagnostics::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waivers.is_empty() && self.diagnostics.is_empty()
    }

    /// Takes the text of a comment at `inside`, which lets its codes stand at `reach`.
    pub(super) fn take(&mut self, text: &str, inside: Range<usize>, reach: &Range<usize>) {
        let written = text.get(inside.clone()).unwrap_or_default();
        let (codes, why) = written.split_once(':').unwrap_or((written, ""));
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        if why.is_empty() {
            let end = inside.start + written.trim_end().len();
            return self.diagnostics.push(without_reason(Span::new(self.source, inside.start..end)));
        }
        let behind = codes.trim_start().strip_prefix(ALLOW).unwrap_or_default();
        let mut at = inside.start + codes.len() - behind.len();
        for part in behind.split(',') {
            let name = part.trim();
            let start = at + part.len() - part.trim_start().len();
            let span = Span::new(self.source, start..start + name.len());
            match waivable(name, span) {
                Ok(code) => self.waivers.push((reach.clone(), Waiver { code, span, why: why.clone(), count: 0 })),
                Err(mistake) => self.diagnostics.push(*mistake),
            }
            at += part.len() + 1;
        }
    }

    /// Reports a waiver that lets nothing stand where it is.
    pub(super) fn misplaced(&mut self, range: Range<usize>, message: &str, help: &str) {
        let span = Span::new(self.source, range);
        self.diagnostics.push(Diagnostic::new(Code::WaiverPlace, span, message).help(help));
    }
}

const ALLOW: &str = "allow";

/// Where waivers may begin in a text: the byte of what begins their comments, `#` or `<!--`, and that of `allow`.
pub(super) fn begun<'t>(text: &'t str, mark: &'static str) -> impl Iterator<Item = (usize, usize)> + 't {
    text.match_indices(ALLOW).filter_map(move |(at, _)| {
        let before = text.get(..at)?.trim_end_matches([' ', '\t', '\n', '\r']).strip_suffix(mark)?;
        let is_one_line = mark != "#" || !text.get(before.len()..at)?.contains('\n');
        (is_one_line && is_meant(text.get(at..)?)).then_some((before.len(), at))
    })
}

/// Whether a comment is meant as a waiver: what stands behind `allow` is a code, and no other word of a sentence.
fn is_meant(text: &str) -> bool {
    let behind = text.strip_prefix(ALLOW).unwrap_or_default();
    let Some(behind) = behind.strip_prefix([' ', '\t']).map(str::trim_start) else { return false };
    let end = behind.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(behind.len());
    let (name, rest) = behind.split_at_checked(end).unwrap_or((behind, ""));
    let is_alone = rest.trim_start_matches([' ', '\t']).starts_with([',', ':', '\n', '\r']) || rest.is_empty();
    !name.is_empty() && (is_alone || name.contains('-') || rest.starts_with("-->"))
}
