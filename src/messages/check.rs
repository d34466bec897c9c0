//! What can be said of messages without showing any: references, cycles, repetitions, what a language lacks.

use super::parse::{Entry, File, Text};
use super::pattern::{Expression, Inline, Pattern, Piece};
use super::value::Value;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::source::{Sources, Span};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The most placeables and calls of a text, those of the messages it refers to included: the usual limit of Fluent.
const MAX_PLACEABLES: usize = 100;

/// The most bytes of a text, those of the messages it refers to included: it may be written at every cell of a table,
/// and on every page.
const MAX_BYTES: usize = 10_000;

/// What a text may still take.
#[derive(Debug, Clone, Copy)]
struct Budget {
    placeables: usize,
    bytes: usize,
}

impl Budget {
    const WHOLE: Budget = Budget { placeables: MAX_PLACEABLES, bytes: MAX_BYTES };
    const ONE: Budget = Budget { placeables: 1, bytes: 0 };

    fn bytes(text: &str) -> Budget {
        Budget { placeables: 0, bytes: text.len() }
    }

    /// What is left; `None` when it does not suffice.
    fn without(self, cost: Budget) -> Option<Budget> {
        let placeables = self.placeables.checked_sub(cost.placeables)?;
        Some(Budget { placeables, bytes: self.bytes.checked_sub(cost.bytes)? })
    }

    fn min(self, other: Budget) -> Budget {
        Budget { placeables: self.placeables.min(other.placeables), bytes: self.bytes.min(other.bytes) }
    }
}

/// At most so many names are listed of what is missing.
const LISTED: usize = 5;

/// The entries of one language, by id.
pub type Entries<'a> = BTreeMap<&'a str, &'a Entry>;

/// The names of the messages and their attributes, without the terms.
pub fn names<'a>(entries: &Entries<'a>) -> impl Iterator<Item = &'a str> {
    let messages = entries.values().copied().filter(|entry| !entry.id.starts_with('-'));
    messages.flat_map(|entry| &entry.texts).map(|text| text.name.as_str())
}

/// The id of the entry that a text of this name belongs to.
pub fn entry_of(name: &str) -> &str {
    name.split_once('.').map_or(name, |(id, _)| id)
}

/// Says which ids stand twice in the files.
pub fn duplicates(files: &[Arc<File>], found: &mut Diagnostics) {
    let mut first: HashMap<&str, Span> = HashMap::new();
    for entry in files.iter().flat_map(|file| &file.entries) {
        match first.get(entry.id.as_str()) {
            None => _ = first.insert(&entry.id, entry.span),
            Some(span) => found.push(
                Diagnostic::new(Code::DuplicateName, entry.span, format!("`{}` stands twice", entry.id))
                    .help("remove one of the two, or give it another name")
                    .related(*span, "the first is here"),
            ),
        }
    }
}

/// Says which messages a language lacks, and in which languages they are shown instead.
pub fn missing<'a>(
    code: &str,
    names: &[&str],
    shown_in: impl Fn(&str) -> Option<&'a str>,
    span: Span,
) -> Option<Diagnostic> {
    let (count, verb) = match names.len() {
        0 => return None,
        1 => ("1 message".to_owned(), "is"),
        count => (format!("{count} messages"), "are"),
    };
    let message = format!("{count} {verb} missing in `{code}`: {}", list(names));
    let instead: BTreeSet<&str> = names.iter().filter_map(|name| shown_in(name)).collect();
    let nowhere: Vec<&str> = names.iter().copied().filter(|name| shown_in(name).is_none()).collect();
    let mut help = format!("write {} in `locales/{code}/`", if names.len() == 1 { "it" } else { "them" });
    if !instead.is_empty() {
        let instead = instead.into_iter().collect::<Vec<_>>();
        help.push_str(&format!("; until then, what is missing is shown in {}", list(&instead)));
    }
    if !nowhere.is_empty() {
        help.push_str(&format!("; no other language of `{code}` has {}", list(&nowhere)));
    }
    Some(Diagnostic::new(Code::MissingMessage, span, message).help(help))
}

fn list(names: &[&str]) -> String {
    let listed = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(LISTED) {
        0 => listed,
        more => format!("{listed} and {more} more"),
    }
}

/// The texts that use a variable which the original's do not: it is not known to be given. Formats are each language's
/// own.
pub fn different(own: &Entries, original: &Entries, sources: &Sources) -> Vec<String> {
    let is_format = |entry: &Entry| sources.get(entry.span.source).path.ends_with("/formats.ftl");
    let texts = own.values().filter(|entry| !is_format(entry)).flat_map(|entry| &entry.texts);
    let differs = |text: &&Text| {
        let given = original.get(entry_of(&text.name)).and_then(|entry| entry.text(&text.name));
        given.is_some_and(|given| !text.variables.is_subset(&given.variables))
    };
    texts.filter(differs).map(|text| text.name.clone()).collect()
}

/// What one language sees: its own entries over those of the languages that it falls back to.
pub struct View<'a> {
    chain: Vec<&'a Entries<'a>>,
    costs: RefCell<HashMap<&'a str, Budget>>,
    names: Names,
}

impl<'a> View<'a> {
    /// The view along a chain, whose first is the language itself.
    pub fn new(chain: impl IntoIterator<Item = &'a Entries<'a>>) -> View<'a> {
        View { chain: chain.into_iter().collect(), costs: RefCell::default(), names: Names::default() }
    }

    /// Says what is wrong with the language's own texts, and returns the names of those that cannot be shown.
    pub fn check(&self, found: &mut Diagnostics) -> HashSet<&'a str> {
        let mut broken: Vec<&'a str> = Vec::new();
        let mut problems: Vec<(&Text, Diagnostic)> = self.cycles();
        for (entry, text) in self.all() {
            problems.extend(self.wrong_references(text).into_iter().map(|problem| (text, problem)));
            if self.spend(&text.pattern, Budget::WHOLE).is_none() {
                broken.push(&text.name);
                // Said where it is too much for the first time: not of what refers to it, nor of a cycle.
                let suffices = |name: &'a str| self.spend_text(name, Budget::WHOLE).is_some();
                if text.references.iter().all(|reference| suffices(&reference.name)) {
                    let short = self.spend(&text.pattern, Budget { bytes: usize::MAX, ..Budget::WHOLE }).is_some();
                    let what = match short {
                        true => format!("has more than {MAX_BYTES} bytes"),
                        false => format!("needs more than {MAX_PLACEABLES} placeables"),
                    };
                    let message = format!("the message `{}` {what}", text.name);
                    problems.push((text, Diagnostic::new(Code::MessageSyntax, entry.span, message).help("split it")));
                }
            }
            if text.broken {
                broken.push(&text.name);
            }
        }
        let own: HashSet<&str> = self.own().map(|(_, text)| text.name.as_str()).collect();
        // The last resort shares its files with the language of the same code.
        let known: HashSet<(Span, String)> = found.iter().map(|found| (found.span, found.message.clone())).collect();
        for (text, problem) in problems {
            broken.push(&text.name);
            if own.contains(text.name.as_str()) && !known.contains(&(problem.span, problem.message.clone())) {
                found.push(problem);
            }
        }
        self.with_dependents(broken)
    }

    /// The names of the messages that the language's own texts refer to, with the ids they belong to.
    pub fn used(&self) -> HashSet<String> {
        let references = self.own().flat_map(|(_, text)| &text.references);
        references
            .flat_map(|reference| [reference.name.as_str(), entry_of(&reference.name)])
            .map(str::to_owned)
            .collect()
    }

    /// The language's own texts.
    pub fn own(&self) -> impl Iterator<Item = (&'a Entry, &'a Text)> {
        let entries = self.chain.first().into_iter().flat_map(|entries| entries.values().copied());
        entries.flat_map(|entry| entry.texts.iter().map(move |text| (entry, text)))
    }

    /// The texts of the whole chain, without those that another stands over.
    fn all(&self) -> impl Iterator<Item = (&'a Entry, &'a Text)> {
        let mut seen = HashSet::new();
        let entries = self.chain.iter().flat_map(|entries| entries.values().copied());
        let entries = entries.filter(move |entry| seen.insert(entry.id.as_str()));
        entries.flat_map(|entry| entry.texts.iter().map(move |text| (entry, text)))
    }

    /// The text of a name.
    pub fn text(&self, name: &str) -> Option<&'a Text> {
        let entry = self.chain.iter().find_map(|entries| entries.get(entry_of(name)))?;
        entry.text(name)
    }

    fn wrong_references(&self, text: &Text) -> Diagnostics {
        let mut found = Diagnostics::new();
        for reference in &text.references {
            let name = &reference.name;
            let Some(target) = self.text(name) else {
                let kind = if name.starts_with('-') { "term" } else { "message" };
                let known = || {
                    let entries = self.chain.iter().flat_map(|entries| entries.values());
                    entries.flat_map(|entry| &entry.texts).map(|text| text.name.as_str())
                };
                let help = self.names.suggestion(name, known);
                let message = format!("there is no {kind} `{name}`");
                found.push(Diagnostic::new(Code::UnknownMessage, reference.span, message).maybe_help(help));
                continue;
            };
            // A term sees only what its reference gives it; a message sees what the text itself is given.
            let mut needed = target.variables.difference(&reference.given);
            // One of so many variables cannot be shown, and is reported.
            let counts = name.starts_with('-') && target.variables.len() <= MAX_PLACEABLES;
            if let Some(variable) = needed.next().filter(|_| counts) {
                let message = format!("the term `{name}` needs `${variable}`");
                let help = format!("write `{{ {name}({variable}: \"…\") }}`");
                found.push(Diagnostic::new(Code::MessageArgument, reference.span, message).help(help));
            }
        }
        found
    }

    /// Each reference that leads back to the text it began from.
    fn cycles(&self) -> Vec<(&'a Text, Diagnostic)> {
        let mut found = Vec::new();
        // Of each text that was begun: whether it still is on the path.
        let mut open: HashMap<&str, bool> = HashMap::new();
        for (_, start) in self.all() {
            if open.contains_key(start.name.as_str()) {
                continue;
            }
            open.insert(&start.name, true);
            let mut path = vec![(start, start.references.iter())];
            while let Some((text, references)) = path.last_mut() {
                let Some(reference) = references.next() else {
                    open.insert(&text.name, false);
                    path.pop();
                    continue;
                };
                match (open.get(reference.name.as_str()), self.text(&reference.name)) {
                    (Some(true), _) => {
                        let message = format!("the message `{}` refers to itself", reference.name);
                        found.push((*text, Diagnostic::new(Code::MessageSyntax, reference.span, message)));
                    }
                    (None, Some(next)) => {
                        open.insert(&next.name, true);
                        path.push((next, next.references.iter()));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// The names, and those of all texts that lead to them by any number of steps.
    pub fn with_dependents(&self, names: Vec<&'a str>) -> HashSet<&'a str> {
        let mut dependents: HashMap<&str, Vec<&str>> = HashMap::new();
        for (_, text) in self.all() {
            for reference in &text.references {
                dependents.entry(&reference.name).or_default().push(&text.name);
            }
        }
        let mut reached: HashSet<&str> = HashSet::new();
        let mut open = names;
        while let Some(name) = open.pop() {
            if reached.insert(name) {
                open.extend(dependents.get(name).into_iter().flatten());
            }
        }
        reached
    }

    /// What is left of a budget, or nothing when it does not suffice. The recursion is no deeper than there are
    /// placeables.
    fn spend(&self, pattern: &'a Pattern, budget: Budget) -> Option<Budget> {
        pattern.iter().try_fold(budget, |budget, piece| match piece {
            Piece::Text(text) => budget.without(Budget::bytes(text)),
            Piece::Placeable(expression) => self.spend_expression(expression, budget.without(Budget::ONE)?),
        })
    }

    fn spend_expression(&self, expression: &'a Expression, budget: Budget) -> Option<Budget> {
        match expression {
            Expression::Written(inline) => self.spend_value(inline, budget),
            Expression::Select(select) => {
                let budget = self.spend_value(&select.by, budget)?;
                let left = select.variants.iter().map(|variant| self.spend(&variant.pattern, budget));
                Some(left.collect::<Option<Vec<_>>>()?.into_iter().fold(budget, Budget::min))
            }
        }
    }

    fn spend_value(&self, inline: &'a Inline, budget: Budget) -> Option<Budget> {
        match inline {
            Inline::Literal(Value::Text(text)) => budget.without(Budget::bytes(text)),
            Inline::Literal(Value::Number(_) | Value::Range(_)) | Inline::Variable { .. } | Inline::Nothing => {
                Some(budget)
            }
            Inline::Call { arguments, .. } => {
                let budget = budget.without(Budget::ONE)?;
                arguments.iter().try_fold(budget, |budget, argument| self.spend_value(argument, budget))
            }
            Inline::Message(name) => self.spend_text(name, budget),
            Inline::Term { name, given } => {
                let texts = given.iter().filter_map(|(_, value)| match value {
                    Value::Text(text) => Some(text),
                    Value::Number(_) | Value::Range(_) => None,
                });
                let budget = texts.into_iter().try_fold(budget, |budget, text| budget.without(Budget::bytes(text)))?;
                self.spend_text(name, budget)
            }
            Inline::Nested(expression) => self.spend_expression(expression, budget.without(Budget::ONE)?),
        }
    }

    fn spend_text(&self, name: &'a str, budget: Budget) -> Option<Budget> {
        let known = self.costs.borrow().get(name).copied();
        if let Some(cost) = known {
            return budget.without(cost);
        }
        let Some(text) = self.text(name) else { return Some(budget) };
        let left = self.spend(&text.pattern, budget)?;
        self.costs.borrow_mut().extend(budget.without(left).map(|cost| (name, cost)));
        Some(left)
    }
}
