//! Texts in which numbers are left open: what a message says whatever they are, for a program that puts them in later.
//! It follows messages as `resolve.rs` does; where that chooses by a number, this keeps all that could be chosen.

use super::Speaker;
use super::functions::{self, Asked, Change, Function};
use super::parse::Text;
use super::pattern::{Expression, Inline, Key, Pattern, Piece, Select, Variant};
use super::value::{Number, Value};

/// A text with numbers that are left open.
pub type Outline = Vec<Part>;

/// A part of such a text, and who writes it: whose digits and plurals it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Number(Speaker, Open),
    Myriad(Speaker, Box<Myriad>),
    Choice(Speaker, Box<Choice>),
}

/// A number that is left open, as a message writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub of: Of,
    /// What calls of NUMBER change in it, one after another.
    pub changes: Vec<Change>,
    pub grouping: bool,
    pub ordinal: bool,
}

/// Which number it is: an end of a range (a single number is both), or one that the message itself has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Of {
    Low,
    High,
    /// In ASCII.
    Written(String),
}

/// A number in groups of four digits, perhaps as it stands before another in a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Myriad {
    pub number: Open,
    pub before: Option<Open>,
    pub units: String,
    pub alone: String,
}

/// Texts to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub by: By,
    /// A number in ASCII without zeros that say nothing, or a word; nothing for one that is for none.
    pub variants: Vec<(String, Outline)>,
    /// The place of the variant for all that no other is for.
    pub default: usize,
}

/// What decides between texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    Number(Open),
    /// The plural of the range of both ends.
    Range,
    Text(Outline),
}

/// What a message is given of which the numbers are left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blank {
    Text(Outline),
    Number(Open),
    /// The range of both ends, and its text.
    Range(Outline),
}

impl Blank {
    /// A text that is known.
    pub fn text(text: &str) -> Blank {
        Blank::Text(vec![Part::Text(text.to_owned())])
    }

    /// A number that is left open.
    pub fn number(of: Of) -> Blank {
        Blank::Number(Open { of, changes: Vec::new(), grouping: true, ordinal: false })
    }
}

/// The most bytes of an outline, with all that could be chosen.
pub const MAX_OUTLINE: usize = 20_000;

/// What a part takes besides its text.
const PART: usize = 20;

/// Why there is no outline.
pub enum Stop {
    /// There is no text either.
    Refused,
    /// It would be longer than [`MAX_OUTLINE`].
    Long,
}

/// Makes an outline.
pub struct Outliner<'a> {
    pub speaker: Speaker,
    /// The text of each name.
    pub text: &'a dyn Fn(&str) -> Option<&'a Text>,
    /// The bytes that it may still have.
    pub left: usize,
}

/// The variables of a text.
#[derive(Clone, Copy)]
enum Given<'a> {
    Message(&'a [(&'a str, Blank)]),
    Term(&'a [(String, Value)]),
}

impl Outliner<'_> {
    /// The outline of a pattern.
    pub fn outline(&mut self, pattern: &Pattern, given: &[(&str, Blank)]) -> Result<Outline, Stop> {
        self.pattern(pattern, Given::Message(given))
    }

    fn pattern(&mut self, pattern: &Pattern, given: Given<'_>) -> Result<Outline, Stop> {
        let mut outline = Outline::new();
        for piece in pattern {
            match piece {
                Piece::Text(text) => self.push(&mut outline, Part::Text(text.clone()))?,
                Piece::Placeable(expression) => self.expression(expression, given, &mut outline)?,
            }
        }
        Ok(outline)
    }

    fn push(&mut self, outline: &mut Outline, part: Part) -> Result<(), Stop> {
        self.left = self.left.checked_sub(size(&part)).ok_or(Stop::Long)?;
        match (outline.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
            (_, part) => outline.push(part),
        }
        Ok(())
    }

    fn expression(&mut self, expression: &Expression, given: Given<'_>, outline: &mut Outline) -> Result<(), Stop> {
        let parts = match expression {
            Expression::Written(inline) => match self.value(inline, given)? {
                Some(Blank::Text(text) | Blank::Range(text)) => text,
                Some(Blank::Number(number)) => vec![Part::Number(self.speaker, number)],
                None => Vec::new(),
            },
            Expression::Select(select) => self.select(select, given)?,
        };
        parts.into_iter().try_for_each(|part| self.push(outline, part))
    }

    fn select(&mut self, select: &Select, given: Given<'_>) -> Result<Outline, Stop> {
        let is_default = |variant: &Variant| variant.is_default;
        let by = match self.value(&select.by, given)? {
            None => return self.variant(select.variants.iter().find(|variant| variant.is_default), given),
            Some(Blank::Text(text)) => match plain(&text) {
                Some(text) => {
                    let is_for = |variant: &&Variant| matches!(&variant.key, Key::Word(word) if word == text);
                    let chosen = select.variants.iter().find(is_for);
                    return self.variant(chosen.or(select.variants.iter().find(|one| one.is_default)), given);
                }
                None => By::Text(text),
            },
            Some(Blank::Number(number)) => By::Number(number),
            Some(Blank::Range(_)) => By::Range,
        };
        let mut variants = Vec::new();
        for variant in &select.variants {
            let key = match (&variant.key, &by) {
                (Key::Word(word), _) => word.clone(),
                (Key::Number(number), By::Number(_)) => number.shortest(),
                (Key::Number(_), By::Range | By::Text(_)) => String::new(),
            };
            variants.push((key, self.variant(Some(variant), given)?));
        }
        let default = select.variants.iter().position(is_default).unwrap_or_default();
        Ok(vec![Part::Choice(self.speaker, Box::new(Choice { by, variants, default }))])
    }

    fn variant(&mut self, variant: Option<&Variant>, given: Given<'_>) -> Result<Outline, Stop> {
        variant.map_or(Ok(Outline::new()), |variant| self.pattern(&variant.pattern, given))
    }

    fn value(&mut self, inline: &Inline, given: Given<'_>) -> Result<Option<Blank>, Stop> {
        Ok(match inline {
            Inline::Literal(value) => Some(known(value)),
            Inline::Variable { name, .. } => match given {
                Given::Message(given) => match given.iter().find(|(known, _)| known == name) {
                    Some((_, blank)) => Some(blank.clone()),
                    None => return Err(Stop::Refused),
                },
                Given::Term(given) => given.iter().find(|(known, _)| known == name).map(|(_, value)| known(value)),
            },
            Inline::Call { function, arguments, options } => {
                let arguments = arguments.iter().map(|argument| self.value(argument, given));
                let arguments: Vec<Option<Blank>> = arguments.collect::<Result<_, Stop>>()?;
                let arguments: Vec<Blank> = arguments.into_iter().flatten().collect();
                match function {
                    Function::Number => number(arguments, &Asked::of(options)),
                    Function::Myriad => self.myriad(arguments, options),
                }
            }
            Inline::Message(name) => Some(self.referred(name, given)?),
            Inline::Term { name, given } => Some(self.referred(name, Given::Term(given))?),
            Inline::Nested(expression) => {
                let mut outline = Outline::new();
                self.expression(expression, given, &mut outline)?;
                Some(Blank::Text(outline))
            }
            Inline::Nothing => None,
        })
    }

    fn myriad(&self, arguments: Vec<Blank>, options: &[(String, Value)]) -> Option<Blank> {
        let mut arguments = arguments.into_iter();
        let number = match arguments.next()? {
            Blank::Number(number) => number,
            other @ (Blank::Text(_) | Blank::Range(_)) => return Some(other),
        };
        let before = match arguments.next() {
            Some(Blank::Number(before)) => Some(before),
            Some(Blank::Text(_) | Blank::Range(_)) | None => None,
        };
        let (units, alone) = (functions::units(options).to_owned(), functions::alone(options).to_owned());
        let myriad = Myriad { number, before, units, alone };
        Some(Blank::Text(vec![Part::Myriad(self.speaker, Box::new(myriad))]))
    }

    fn referred(&mut self, name: &str, given: Given<'_>) -> Result<Blank, Stop> {
        let text = (self.text)(name).ok_or(Stop::Refused)?;
        self.pattern(&text.pattern, given).map(Blank::Text)
    }
}

/// A value that a message has itself.
fn known(value: &Value) -> Blank {
    let number = |number: &Number| {
        Blank::Number(Open {
            of: Of::Written(number.plain()),
            changes: Vec::new(),
            grouping: number.grouping,
            ordinal: number.ordinal,
        })
    };
    match value {
        Value::Text(text) => Blank::text(text),
        Value::Number(own) => number(own),
        Value::Range(range) => Blank::text(&range.text),
    }
}

/// What NUMBER makes of its arguments.
fn number(arguments: Vec<Blank>, asked: &Asked) -> Option<Blank> {
    Some(match arguments.into_iter().next()? {
        Blank::Number(mut number) => {
            if asked.change != Change::default() {
                number.changes.push(asked.change);
            }
            number.ordinal |= asked.ordinal;
            number.grouping &= asked.grouping;
            Blank::Number(number)
        }
        other @ (Blank::Text(_) | Blank::Range(_)) => other,
    })
}

/// The text of an outline in which no number is.
fn plain(outline: &[Part]) -> Option<&str> {
    match outline {
        [] => Some(""),
        [Part::Text(text)] => Some(text),
        _ => None,
    }
}

/// What a part takes of an outline.
fn size(part: &Part) -> usize {
    let all = |outline: &Outline| outline.iter().map(size).sum::<usize>();
    PART + match part {
        Part::Text(text) => text.len(),
        Part::Number(_, number) => PART * number.changes.len(),
        Part::Myriad(_, myriad) => myriad.units.len() + myriad.alone.len(),
        Part::Choice(_, choice) => {
            let by = match &choice.by {
                By::Text(text) => all(text),
                By::Number(_) | By::Range => 0,
            };
            by + choice.variants.iter().map(|(key, text)| PART + key.len() + all(text)).sum::<usize>()
        }
    }
}
