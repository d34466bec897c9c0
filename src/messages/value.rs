//! What messages are given: texts, numbers and ranges of numbers, by name. Knows nothing of a language.

use icu_decimal::input::Decimal;
use std::borrow::Cow;

/// The most digits of a number: as many as a 64-bit float keeps exactly.
pub const MAX_DIGITS: usize = 15;

/// The value of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(String),
    Number(Number),
    /// Two numbers, and the text of both. Its plural is that of the range, and it is no number that a message can name.
    Range(Box<Range>),
}

/// A range of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    pub low: Number,
    pub high: Number,
    /// As a message writes it.
    pub text: String,
}

/// A number as it will be written: its plural depends on that, as 1.0 is no 1 in most languages.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    pub(super) digits: Decimal,
    pub(super) grouping: bool,
    pub(super) ordinal: bool,
}

impl Number {
    /// The number that a text in ASCII digits names.
    pub fn parse(text: &str) -> Option<Number> {
        let digits = Decimal::try_from_str(text).ok()?;
        Some(Number { digits, grouping: true, ordinal: false })
    }

    /// The same, written without grouping, as years are.
    pub fn ungrouped(self) -> Number {
        Number { grouping: false, ..self }
    }

    /// The same, with at least so many digits after the point.
    pub fn padded(mut self, digits: usize) -> Number {
        let end = *self.digits.absolute.magnitude_range().start();
        self.digits.absolute.pad_end(end.min(-(digits.min(MAX_DIGITS) as i16)));
        self
    }

    /// The number in ASCII digits.
    pub fn plain(&self) -> String {
        self.digits.to_string()
    }

    /// Whether both are as much, however they are written.
    pub fn is_as_much(&self, other: &Number) -> bool {
        self.shortest() == other.shortest()
    }

    /// The number in ASCII, without zeros that say nothing.
    pub(super) fn shortest(&self) -> String {
        let mut digits = self.digits.clone();
        digits.absolute.trim_start();
        digits.absolute.trim_end();
        digits.to_string()
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Number {
        Number { digits: number.into(), grouping: true, ordinal: false }
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Value {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Value {
        Value::Text(text.into_owned())
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(number: $kind) -> Value {
                Value::Number(Number { digits: number.into(), grouping: true, ordinal: false })
            }
        }
    )*};
}

whole_numbers!(i8, i16, i32, i64, u8, u16, u32, u64, usize);

/// What a message is given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Args(Vec<(Cow<'static, str>, Value)>);

impl Args {
    /// Nothing.
    pub fn new() -> Args {
        Args::default()
    }

    /// Gives a variable its value.
    pub fn set(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Value>) {
        self.0.push((name.into(), value.into()));
    }

    /// The names of the variables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_ref())
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// What a message is given: `args!["name" => value]`.
macro_rules! args {
    ($($name:literal => $value:expr),* $(,)?) => {{
        let mut args = $crate::messages::Args::new();
        $(args.set($name, $value);)*
        args
    }};
}

pub(crate) use args;
