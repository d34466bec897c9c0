//! From a message to its text, in one language. What is wrong with messages is known beforehand: a text that refers to
//! itself, or to nothing, never comes here.

use super::functions::Numbers;
use super::parse::Text;
use super::pattern::{Expression, Inline, Key, Pattern, Piece, Select, Variant};
use super::plural::Plurals;
use super::value::{Args, Value};

/// What a language writes texts with.
pub struct Scope<'a> {
    pub numbers: &'a Numbers,
    pub plurals: &'a Plurals,
    /// The text of each name.
    pub text: &'a dyn Fn(&str) -> Option<&'a Text>,
}

/// Why there is no text.
pub enum Refusal {
    /// The variable is not given.
    Variable(String),
    /// There is no such message.
    Reference,
}

/// The variables of a text.
#[derive(Clone, Copy)]
enum Given<'a> {
    Message(Option<&'a Args>),
    /// A term sees only what its reference gives it; what that leaves out is said of the reference.
    Term(&'a [(String, Value)]),
}

impl Scope<'_> {
    /// The text of a pattern.
    pub fn write(&self, pattern: &Pattern, args: Option<&Args>) -> Result<String, Refusal> {
        let mut text = String::new();
        self.pattern(pattern, Given::Message(args), &mut text)?;
        Ok(text)
    }

    fn pattern(&self, pattern: &Pattern, given: Given<'_>, out: &mut String) -> Result<(), Refusal> {
        for piece in pattern {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Placeable(expression) => self.expression(expression, given, out)?,
            }
        }
        Ok(())
    }

    fn expression(&self, expression: &Expression, given: Given<'_>, out: &mut String) -> Result<(), Refusal> {
        match expression {
            Expression::Written(inline) => {
                match self.value(inline, given)? {
                    Some(Value::Text(text)) => out.push_str(&text),
                    Some(Value::Number(number)) => out.push_str(&self.numbers.write(&number)),
                    Some(Value::Range(range)) => out.push_str(&range.text),
                    None => {}
                }
                Ok(())
            }
            Expression::Select(select) => match self.chosen(select, given)? {
                Some(variant) => self.pattern(&variant.pattern, given, out),
                None => Ok(()),
            },
        }
    }

    fn chosen<'s>(&self, select: &'s Select, given: Given<'_>) -> Result<Option<&'s Variant>, Refusal> {
        let value = self.value(&select.by, given)?;
        let fits = |variant: &&Variant| match (&variant.key, &value) {
            (Key::Word(word), Some(Value::Text(text))) => word == text,
            (Key::Word(word), Some(value)) => self.plurals.of(value) == Some(word.as_str()),
            (Key::Number(key), Some(Value::Number(number))) => key.is_as_much(number),
            (Key::Number(_), Some(Value::Text(_) | Value::Range(_))) | (_, None) => false,
        };
        let variants = &select.variants;
        Ok(variants.iter().find(fits).or_else(|| variants.iter().find(|variant| variant.is_default)))
    }

    fn value(&self, inline: &Inline, given: Given<'_>) -> Result<Option<Value>, Refusal> {
        Ok(match inline {
            Inline::Literal(value) => Some(value.clone()),
            Inline::Variable { name, .. } => match given {
                Given::Message(args) => match args.and_then(|args| args.get(name)) {
                    Some(value) => Some(value.clone()),
                    None => return Err(Refusal::Variable(name.clone())),
                },
                Given::Term(given) => given.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()),
            },
            Inline::Call { function, arguments, options } => {
                let arguments = arguments.iter().map(|argument| self.value(argument, given));
                let arguments: Vec<Option<Value>> = arguments.collect::<Result<_, Refusal>>()?;
                let arguments: Vec<Value> = arguments.into_iter().flatten().collect();
                function.call(self.numbers, &arguments, options)
            }
            Inline::Message(name) => Some(self.referred(name, given)?),
            Inline::Term { name, given } => Some(self.referred(name, Given::Term(given))?),
            Inline::Nested(expression) => {
                let mut text = String::new();
                self.expression(expression, given, &mut text)?;
                Some(Value::Text(text))
            }
            Inline::Nothing => None,
        })
    }

    fn referred(&self, name: &str, given: Given<'_>) -> Result<Value, Refusal> {
        let text = (self.text)(name).ok_or(Refusal::Reference)?;
        let mut written = String::new();
        self.pattern(&text.pattern, given, &mut written)?;
        Ok(Value::Text(written))
    }
}
