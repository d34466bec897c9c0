//! One Fluent file: its entries with their places, what they refer to, and what is wrong with them. Knows nothing of
//! other files.

use super::functions::{AS_TEXT, AS_VALUE, FUNCTIONS, MAX_DIGITS};
use super::scan::{Refusal, scan};
use super::syntax;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::source::{SourceId, Span};
use fluent::FluentResource;
use fluent_syntax::ast;
use fluent_syntax::parser::parse_runtime;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A Fluent file.
pub struct File {
    pub source: SourceId,
    pub entries: Vec<Entry>,
    /// What the bundles resolve.
    pub resource: Arc<FluentResource>,
}

/// A message or a term.
pub struct Entry {
    /// A term's begins with `-`.
    pub id: String,
    pub span: Span,
    /// Its value, if it has one, and its attributes: [`MAX_TEXTS`] at most.
    pub texts: Vec<Text>,
}

impl Entry {
    /// The text of this name.
    pub fn text(&self, name: &str) -> Option<&Text> {
        self.texts.iter().find(|text| text.name == name)
    }
}

/// The value of an entry, or an attribute.
pub struct Text {
    /// `id` or `id.attribute`.
    pub name: String,
    pub references: Vec<Reference>,
    /// The variables that stand in the text itself, not only in selectors.
    pub variables: BTreeSet<String>,
    /// How much it takes to resolve.
    pub cost: Cost,
    /// Whether it has a mistake that keeps it from being shown.
    pub broken: bool,
}

/// The name of another message or term in a text.
pub struct Reference {
    pub name: String,
    pub span: Span,
    /// The variables that are given to a term.
    pub given: BTreeSet<String>,
}

/// The number of placeables and calls that it takes, at most, to resolve a text, and the bytes that it has.
pub enum Cost {
    One,
    Bytes(usize),
    Text(String),
    All(Vec<Cost>),
    Any(Vec<Cost>),
}

/// The most texts of an entry: what resolves messages looks for an attribute among all of them.
const MAX_TEXTS: usize = 100;

/// Terms and messages share names in a bundle; a term has this after its id there.
const TERM: &str = "__term";

/// Reads a file. What cannot be read is said and left out.
pub fn parse(source: SourceId, text: &str) -> (File, Diagnostics) {
    let (text, refused) = scan(text);
    let mut found: Diagnostics = refused
        .into_iter()
        .map(|(at, refusal)| {
            let diagnostic = |message| Diagnostic::new(Code::MessageSyntax, Span::new(source, at..at + 1), message);
            match refusal {
                Refusal::TooDeep => diagnostic("the placeables are nested too deep").help("split the message"),
                Refusal::TooMany => diagnostic("a placeable with too many arguments").help("split the message"),
                Refusal::Escape => diagnostic("the escape does not have enough digits")
                    .help("write four hexadecimal digits after `\\u`, or six after `\\U`"),
            }
        })
        .collect();
    let resource = parse_runtime(text.as_str()).unwrap_or_else(|(resource, errors)| {
        found.extend(errors.iter().map(|error| syntax::diagnostic(source, &text, error)));
        resource
    });
    let mut walk = Walk { source, text: &text, edits: Vec::new(), found, current: Text::new(String::new()) };
    let entries = resource.body.iter().filter_map(|entry| walk.entry(entry)).collect();
    let (edits, found) = (walk.edits, walk.found);
    drop(resource);
    // What was refused is known already.
    let resource = FluentResource::try_new(edited(&text, edits)).unwrap_or_else(|(resource, _)| resource);
    (File { source, entries, resource: Arc::new(resource) }, found)
}

fn edited(text: &str, mut edits: Vec<(usize, String)>) -> String {
    edits.sort_by_key(|(at, _)| *at);
    let mut result = String::with_capacity(text.len() + 16 * edits.len());
    let mut from = 0;
    for (at, insert) in edits {
        result.push_str(text.get(from..at).unwrap_or_default());
        result.push_str(&insert);
        from = at;
    }
    result.push_str(text.get(from..).unwrap_or_default());
    result
}

impl Text {
    fn new(name: String) -> Text {
        Text { name, references: Vec::new(), variables: BTreeSet::new(), cost: Cost::One, broken: false }
    }
}

/// Goes through a file, noting what each text refers to and what has to be inserted for the bundles.
struct Walk<'a> {
    source: SourceId,
    text: &'a str,
    edits: Vec<(usize, String)>,
    found: Diagnostics,
    current: Text,
}

type Expression<'a> = ast::Expression<&'a str>;
type Inline<'a> = ast::InlineExpression<&'a str>;

impl Walk<'_> {
    fn entry(&mut self, entry: &ast::Entry<&str>) -> Option<Entry> {
        let (sigil, id, value, attributes) = match entry {
            ast::Entry::Message(message) => ("", message.id.name, message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => ("-", term.id.name, Some(&term.value), &term.attributes),
            _ => return None,
        };
        let span = self.span(id, sigil.len());
        if !sigil.is_empty() {
            self.edits.push((span.end as usize, TERM.to_owned()));
        } else if id.ends_with(AS_TEXT) || id.ends_with(AS_VALUE) || id.ends_with(TERM) {
            self.problem(span, format!("the name `{id}` is the program's own"), None);
            return None;
        }
        if attributes.len() >= MAX_TEXTS {
            let message = format!("`{sigil}{id}` has more than {MAX_TEXTS} texts");
            self.problem(span, message, Some("write messages of their own for some of its attributes".to_owned()));
            return None;
        }
        let mut texts = Vec::new();
        for (name, pattern) in value
            .map(|value| (format!("{sigil}{id}"), value))
            .into_iter()
            .chain(attributes.iter().map(|attribute| (format!("{sigil}{id}.{}", attribute.id.name), &attribute.value)))
        {
            self.current = Text::new(name);
            self.current.cost = self.pattern(pattern);
            texts.push(std::mem::replace(&mut self.current, Text::new(String::new())));
        }
        Some(Entry { id: format!("{sigil}{id}"), span, texts })
    }

    fn pattern(&mut self, pattern: &ast::Pattern<&str>) -> Cost {
        let mut costs = Vec::new();
        for element in &pattern.elements {
            match element {
                ast::PatternElement::TextElement { value } => costs.push(Cost::Bytes(value.len())),
                ast::PatternElement::Placeable { expression } => {
                    costs.extend([Cost::One, self.expression(expression)]);
                }
            }
        }
        Cost::All(costs)
    }

    fn expression(&mut self, expression: &Expression) -> Cost {
        match expression {
            ast::Expression::Inline(inline) => self.written(inline),
            ast::Expression::Select { selector, variants } => {
                let selector = self.value(selector);
                for variant in variants {
                    if let ast::VariantKey::NumberLiteral { value } = variant.key {
                        self.number(value);
                    }
                }
                let variants = variants.iter().map(|variant| self.pattern(&variant.value)).collect();
                Cost::All(vec![selector, Cost::Any(variants)])
            }
        }
    }

    /// An expression whose value is written into the text: numbers are written as the language does.
    fn written(&mut self, inline: &Inline) -> Cost {
        let (start, end) = match inline {
            ast::InlineExpression::VariableReference { id } => {
                self.current.variables.insert(id.name.to_owned());
                let span = self.span(id.name, 1);
                (span.start, span.end)
            }
            ast::InlineExpression::NumberLiteral { value } => {
                self.number(value);
                let span = self.span(value, 0);
                (span.start, span.end)
            }
            ast::InlineExpression::FunctionReference { id, arguments } => {
                return self.call(id.name, arguments, AS_TEXT);
            }
            _ => return self.value(inline),
        };
        self.edits.push((start as usize, format!("NUMBER{AS_TEXT}(")));
        self.edits.push((end as usize, ")".to_owned()));
        Cost::One
    }

    /// An expression in a selector or an argument.
    fn value(&mut self, inline: &Inline) -> Cost {
        match inline {
            ast::InlineExpression::StringLiteral { value } => Cost::Bytes(value.len()),
            ast::InlineExpression::VariableReference { .. } => Cost::All(Vec::new()),
            ast::InlineExpression::NumberLiteral { value } => {
                self.number(value);
                Cost::All(Vec::new())
            }
            ast::InlineExpression::FunctionReference { id, arguments } => self.call(id.name, arguments, AS_VALUE),
            ast::InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                self.reference("", id.name, attribute, BTreeSet::new())
            }
            ast::InlineExpression::TermReference { id, attribute, arguments } => {
                let end = self.span(id.name, 0).end as usize;
                self.edits.push((end, TERM.to_owned()));
                let (mut given, mut cost) = (BTreeSet::new(), Vec::new());
                if let Some(arguments) = arguments {
                    given.extend(arguments.named.iter().map(|argument| argument.name.name.to_owned()));
                    cost = self.arguments(arguments);
                }
                cost.push(self.reference("-", id.name, attribute.as_ref().map(|id| id.name), given));
                Cost::All(cost)
            }
            ast::InlineExpression::Placeable { expression } => Cost::All(vec![Cost::One, self.expression(expression)]),
        }
    }

    fn reference(&mut self, sigil: &str, id: &str, attribute: Option<&str>, given: BTreeSet<String>) -> Cost {
        let span = self.span(id, sigil.len());
        let name = match attribute {
            Some(attribute) => format!("{sigil}{id}.{attribute}"),
            None => format!("{sigil}{id}"),
        };
        self.current.references.push(Reference { name: name.clone(), span, given });
        Cost::Text(name)
    }

    fn call(&mut self, name: &str, arguments: &ast::CallArguments<&str>, place: &str) -> Cost {
        let span = self.span(name, 0);
        match FUNCTIONS.iter().find(|function| function.name == name) {
            None => {
                let names = || FUNCTIONS.iter().map(|function| function.name);
                let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
                let help = suggestion(name, names()).unwrap_or_else(|| format!("use {all}"));
                self.problem(span, format!("there is no function `{name}`"), Some(help));
            }
            Some(function) => {
                self.edits.push((span.end as usize, place.to_owned()));
                for option in arguments.named.iter().map(|argument| argument.name.name) {
                    if !function.options.contains(&option) {
                        let all = function.options.iter().map(|option| format!("`{option}`")).collect::<Vec<_>>();
                        let help = suggestion(option, function.options.iter().copied())
                            .unwrap_or_else(|| format!("its options are {}", all.join(", ")));
                        let span = self.span(option, 0);
                        self.problem(span, format!("`{name}` has no option `{option}`"), Some(help));
                    }
                }
            }
        }
        let mut cost = vec![Cost::One];
        cost.extend(self.arguments(arguments));
        Cost::All(cost)
    }

    fn arguments(&mut self, arguments: &ast::CallArguments<&str>) -> Vec<Cost> {
        let named = arguments.named.iter().map(|argument| &argument.value);
        arguments.positional.iter().chain(named).map(|argument| self.value(argument)).collect()
    }

    fn number(&mut self, literal: &str) {
        if literal.len() > MAX_DIGITS {
            let message = format!("the number `{literal}` has too many digits");
            self.problem(self.span(literal, 0), message, Some(format!("write at most {MAX_DIGITS} characters")));
        }
    }

    fn problem(&mut self, span: Span, message: String, help: Option<String>) {
        self.found.push(Diagnostic::new(Code::MessageSyntax, span, message).maybe_help(help));
        self.current.broken = true;
    }

    /// Where a slice of the text stands, with `before` bytes of a sigil.
    fn span(&self, slice: &str, before: usize) -> Span {
        let start = (slice.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize).min(self.text.len());
        Span::new(self.source, start.saturating_sub(before)..(start + slice.len()).min(self.text.len()))
    }
}
