//! One Fluent file: its entries with their places, what they refer to, and what is wrong with them. Knows nothing of
//! other files.

use super::functions::Function;
use super::pattern::{Expression, Inline, Key, Pattern, Piece, Select, Variant};
use super::scan::{Refusal, scan};
use super::syntax;
use super::value::{MAX_DIGITS, Number, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::source::{SourceId, Span};
use fluent_syntax::ast;
use fluent_syntax::parser::parse_runtime;
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A Fluent file.
pub struct File {
    pub source: SourceId,
    pub entries: Vec<Arc<Entry>>,
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
    pub pattern: Pattern,
    pub references: Vec<Reference>,
    /// The variables that stand in the text itself, not only in selectors.
    pub variables: BTreeSet<String>,
    /// The names in full-width braces, which are told as such.
    pub wide: BTreeSet<String>,
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

/// The most texts of an entry: each reference to an attribute looks among all of them.
const MAX_TEXTS: usize = 100;

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
    let mut walk = Walk { source, text: &text, found, current: Text::new(String::new()) };
    let entries = resource.body.iter().filter_map(|entry| walk.entry(entry)).map(Arc::new).collect();
    (File { source, entries }, walk.found)
}

impl Text {
    fn new(name: String) -> Text {
        Text {
            name,
            pattern: Vec::new(),
            references: Vec::new(),
            variables: BTreeSet::new(),
            wide: BTreeSet::new(),
            broken: false,
        }
    }
}

/// Goes through a file, keeping what each text says and noting what it refers to.
struct Walk<'a> {
    source: SourceId,
    text: &'a str,
    found: Diagnostics,
    current: Text,
}

impl Walk<'_> {
    fn entry(&mut self, entry: &ast::Entry<&str>) -> Option<Entry> {
        let (sigil, id, value, attributes) = match entry {
            ast::Entry::Message(message) => ("", message.id.name, message.value.as_ref(), &message.attributes),
            ast::Entry::Term(term) => ("-", term.id.name, Some(&term.value), &term.attributes),
            _ => return None,
        };
        let span = self.span(id, sigil.len());
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
            self.current.pattern = self.pattern(pattern);
            texts.push(std::mem::replace(&mut self.current, Text::new(String::new())));
        }
        Some(Entry { id: format!("{sigil}{id}"), span, texts })
    }

    fn pattern(&mut self, pattern: &ast::Pattern<&str>) -> Pattern {
        let piece = |element: &ast::PatternElement<&str>| match element {
            ast::PatternElement::TextElement { value } => {
                self.wide_braces(value);
                Piece::Text((*value).to_owned())
            }
            ast::PatternElement::Placeable { expression } => Piece::Placeable(self.expression(expression)),
        };
        pattern.elements.iter().map(piece).collect()
    }

    fn expression(&mut self, expression: &ast::Expression<&str>) -> Expression {
        match expression {
            ast::Expression::Inline(inline) => {
                if let ast::InlineExpression::VariableReference { id } = inline {
                    self.current.variables.insert(id.name.to_owned());
                }
                Expression::Written(self.value(inline))
            }
            ast::Expression::Select { selector, variants } => {
                let by = self.value(selector);
                let variants = variants.iter().map(|variant| self.variant(variant)).collect();
                Expression::Select(Box::new(Select { by, variants }))
            }
        }
    }

    fn variant(&mut self, variant: &ast::Variant<&str>) -> Variant {
        let (key, written) = match variant.key {
            ast::VariantKey::Identifier { name } => (Key::Word(name.to_owned()), name),
            ast::VariantKey::NumberLiteral { value } => (Key::Number(self.number(value)), value),
        };
        let span = self.span(written, 0);
        Variant { key, span, is_default: variant.default, pattern: self.pattern(&variant.value) }
    }

    fn value(&mut self, inline: &ast::InlineExpression<&str>) -> Inline {
        match inline {
            ast::InlineExpression::StringLiteral { value } => Inline::Literal(unescape_unicode_to_string(value).into()),
            ast::InlineExpression::VariableReference { id } => {
                Inline::Variable { name: id.name.to_owned(), span: self.span(id.name, 1) }
            }
            ast::InlineExpression::NumberLiteral { value } => Inline::Literal(self.number(value).into()),
            ast::InlineExpression::FunctionReference { id, arguments } => self.call(id.name, arguments),
            ast::InlineExpression::MessageReference { id, attribute } => {
                let attribute = attribute.as_ref().map(|attribute| attribute.name);
                Inline::Message(self.reference("", id.name, attribute, BTreeSet::new()))
            }
            ast::InlineExpression::TermReference { id, attribute, arguments } => {
                let given = arguments.as_ref().map(|arguments| self.named(arguments)).unwrap_or_default();
                // What stands in no text is checked as well.
                for argument in arguments.iter().flat_map(|arguments| &arguments.positional) {
                    self.value(argument);
                }
                let names = given.iter().map(|(name, _)| name.clone()).collect();
                let name = self.reference("-", id.name, attribute.as_ref().map(|id| id.name), names);
                Inline::Term { name, given }
            }
            ast::InlineExpression::Placeable { expression } => Inline::Nested(Box::new(self.expression(expression))),
        }
    }

    fn reference(&mut self, sigil: &str, id: &str, attribute: Option<&str>, given: BTreeSet<String>) -> String {
        let span = self.span(id, sigil.len());
        let name = match attribute {
            Some(attribute) => format!("{sigil}{id}.{attribute}"),
            None => format!("{sigil}{id}"),
        };
        self.current.references.push(Reference { name: name.clone(), span, given });
        name
    }

    fn call(&mut self, name: &str, arguments: &ast::CallArguments<&str>) -> Inline {
        let span = self.span(name, 0);
        let options = self.named(arguments);
        let positional: Vec<Inline> = arguments.positional.iter().map(|argument| self.value(argument)).collect();
        let Some(function) = Function::ALL.into_iter().find(|function| function.name() == name) else {
            let names = || Function::ALL.into_iter().map(Function::name);
            let all = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
            let help = suggestion(name, names()).unwrap_or_else(|| format!("use {all}"));
            self.problem(span, format!("there is no function `{name}`"), Some(help));
            return Inline::Nothing;
        };
        for option in arguments.named.iter().map(|argument| argument.name.name) {
            if !function.options().contains(&option) {
                let all = function.options().iter().map(|option| format!("`{option}`")).collect::<Vec<_>>();
                let help = suggestion(option, function.options().iter().copied())
                    .unwrap_or_else(|| format!("its options are {}", all.join(", ")));
                let span = self.span(option, 0);
                self.problem(span, format!("`{name}` has no option `{option}`"), Some(help));
            }
        }
        Inline::Call { function, arguments: positional, options }
    }

    /// The arguments with names: the grammar allows nothing but texts and numbers there.
    fn named(&mut self, arguments: &ast::CallArguments<&str>) -> Vec<(String, Value)> {
        let mut named = Vec::new();
        for argument in &arguments.named {
            if let Inline::Literal(value) = self.value(&argument.value) {
                named.push((argument.name.name.to_owned(), value));
            }
        }
        named
    }

    /// Braces of Chinese and Japanese typing are text.
    fn wide_braces(&mut self, text: &str) {
        for (at, _) in text.match_indices('｛') {
            // What is within ends where no name goes on, so that nothing is looked at twice.
            let is_within = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '$' | '＄' | ' ');
            let inside = text.get(at + '｛'.len_utf8()..).unwrap_or_default();
            let (name, rest) = inside.split_at(inside.find(|c| !is_within(c)).unwrap_or(inside.len()));
            let bare = name.trim().trim_start_matches(['$', '＄', '-']);
            if bare.is_empty() || bare.contains(['$', '＄', ' ']) || !rest.starts_with('｝') {
                continue;
            }
            self.current.wide.insert(bare.to_owned());
            let end = at + '｛'.len_utf8() + name.len() + '｝'.len_utf8();
            let written = text.get(at..end).unwrap_or_default();
            let help = format!("write `{}`", written.replace('｛', "{").replace('｝', "}").replace('＄', "$"));
            let message = format!("`{written}` is text: the braces are full-width ones");
            self.found.push(Diagnostic::new(Code::Misread, self.span(written, 0), message).help(help));
        }
    }

    fn number(&mut self, literal: &str) -> Number {
        let number = Number::parse(literal).filter(|_| literal.len() <= MAX_DIGITS);
        number.unwrap_or_else(|| {
            let message = format!("the number `{literal}` has too many digits");
            self.problem(self.span(literal, 0), message, Some(format!("write at most {MAX_DIGITS} characters")));
            Number::from(0)
        })
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
