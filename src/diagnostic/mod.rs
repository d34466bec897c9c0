//! What is said to an author: one type for every mistake, one table of codes with their examples, and the ways to print them.
//! A diagnostic stands beside a usable value; it never ends a build by itself.

mod codes;
pub mod example;
mod fingerprint;
mod print;
mod said;
mod settle;
mod suggest;

pub use codes::{Baseline, Code, Level};
pub use fingerprint::{Fingerprints, Occurrences, fingerprint_of};
pub use print::{Format, Screen, by_code, by_file, print, summary};
pub use said::{from_text, to_text};
pub use suggest::{Names, listed, listed_of, nearest, suggestion};

use crate::source::{Sources, Span};
use crate::visible::told;
use rayon::iter::{FromParallelIterator, IntoParallelIterator};

/// One thing that an author should know, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub level: Level,
    pub span: Span,
    /// Lower case, no full stop, names in backticks.
    pub message: String,
    /// An instruction: what to write instead.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// What mends it, where only one thing does.
    pub fix: Option<Fix>,
}

/// A text to put in place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub span: Span,
    pub text: String,
}

/// Another place that a diagnostic speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    pub span: Span,
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic at the level that its code has by default.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        let message = told(&message.into());
        Diagnostic { code, level: code.level(), span, message, help: None, related: Vec::new(), fix: None }
    }

    /// The same with an instruction.
    pub fn help(self, help: impl Into<String>) -> Diagnostic {
        self.maybe_help(Some(help.into()))
    }

    /// The same with an instruction, if there is one.
    pub fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.map(|help| told(&help));
        self
    }

    /// The same with what mends it.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }

    /// The same with another place.
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.related.push(Related { span, message: told(&message.into()) });
        self
    }
}

/// The diagnostics of a run: joined from every stage, then put in order, each once.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds many.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(more);
    }

    /// Drops those that are not wanted.
    pub fn retain(&mut self, wanted: impl FnMut(&Diagnostic) -> bool) {
        self.all.retain(wanted);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Every diagnostic in the order they were put in.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.all.iter()
    }

    /// Changes the levels of warnings as `level_of` says (nothing: switched off); errors stay errors.
    pub fn relevel(&mut self, level_of: impl Fn(&Diagnostic) -> Option<Level>) {
        self.all.retain_mut(|diagnostic| {
            if diagnostic.level == Level::Error {
                return true;
            }
            match level_of(diagnostic) {
                Some(level) => {
                    diagnostic.level = level;
                    true
                }
                None => false,
            }
        });
    }

    /// Changes them one by one.
    pub fn change(&mut self, change: impl FnMut(&mut Diagnostic)) {
        self.all.iter_mut().for_each(change);
    }

    /// Makes everything of this level an error.
    pub fn raise(&mut self, from: Level) {
        self.all.iter_mut().filter(|diagnostic| diagnostic.level == from).for_each(|diagnostic| {
            diagnostic.level = Level::Error;
        });
    }

    /// Puts them in the order of file, byte, code, and drops repetitions.
    pub fn sort(&mut self, sources: &Sources) {
        self.all.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.span.start, d.span.end, d.code);
            let path = |d: &Diagnostic| &sources.get(d.span.source).path;
            (path(a), key(a), &a.message, &a.help).cmp(&(path(b), key(b), &b.message, &b.help))
        });
        // The same mistake may be met on many pages, with help for the language of each.
        self.all.dedup_by(|a, b| (a.span, a.code, &a.message) == (b.span, b.code, &b.message));
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(one: Diagnostic) -> Diagnostics {
        Diagnostics { all: vec![one] }
    }
}

impl From<Box<Diagnostic>> for Diagnostics {
    fn from(one: Box<Diagnostic>) -> Diagnostics {
        Diagnostics::from(*one)
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(all: I) -> Diagnostics {
        Diagnostics { all: all.into_iter().collect() }
    }
}

impl FromParallelIterator<Diagnostic> for Diagnostics {
    fn from_par_iter<I: IntoParallelIterator<Item = Diagnostic>>(all: I) -> Diagnostics {
        Diagnostics { all: Vec::from_par_iter(all) }
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}
