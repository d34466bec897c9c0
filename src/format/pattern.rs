//! How a language writes values of one kind whatever their numbers are, for a program that puts the numbers in. It asks
//! the messages that `write.rs` asks, for the same.

use super::write::{Unit, range_of, unit_of};
use super::{Formats, Value};
use crate::locale::LangId;
use crate::messages::{Blank, Of, Outline, OutlineError, Part};

/// How values of one kind are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// A single number.
    pub one: Outline,
    pub range: Outline,
    /// A single number below nothing, of which the number is given without its sign; nothing where that is as all others.
    pub below: Option<Outline>,
    /// How many digits after the point are written at least, as soon as one is.
    pub digits: u8,
}

impl Formats<'_> {
    /// The pattern of values that are as this one, but for their numbers: a single number, or a range of two.
    pub fn pattern(&self, lang: LangId, value: &Value) -> Result<Pattern, OutlineError> {
        let (low, high) = (|| Blank::number(Of::Low), || Blank::number(Of::High));
        let said = |id: &str, given: &[(&str, Blank)]| self.messages.outline(lang, id, given);
        let mut one = high();
        let mut below = None;
        let range = match value {
            Value::Money { currency, .. } => {
                let code = || ("currency", Blank::text(currency.code()));
                one = Blank::Text(said("format-amount", &[code(), ("amount", high())])?);
                below = Some(self.sign_of_less(lang).map_err(|_| OutlineError::NoText)?);
                Blank::Text(said(range_of(value), &[code(), ("low", low()), ("high", high())])?)
            }
            Value::Duration(_) | Value::Count { .. } | Value::Percent(_) | Value::Measure { .. } => {
                Blank::Range(said(range_of(value), &[("low", low()), ("high", high())])?)
            }
            Value::Frequency(_)
            | Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => return Err(OutlineError::NoText),
        };
        let Unit { message, word } = unit_of(value).ok_or(OutlineError::NoText)?;
        let with_unit = |number: Blank, count: Blank| {
            let mut given = vec![("number", number), ("count", count)];
            given.extend(word.map(|(name, word)| (name, Blank::text(word))));
            said(&message, &given)
        };
        let both = match &range {
            Blank::Text(text) | Blank::Range(text) => text.clone(),
            Blank::Number(_) => Outline::new(),
        };
        let one = with_unit(one, high())?;
        let range = with_unit(range, Blank::Range(both))?;
        // The sign stands before all of it.
        let below = below.map(|sign| [vec![Part::Text(sign)], one.clone()].concat());
        Ok(Pattern {
            one: self.with_tax(lang, value, one)?,
            range: self.with_tax(lang, value, range)?,
            below: below.map(|below| self.with_tax(lang, value, below)).transpose()?,
            digits: if let Value::Money { currency, .. } = value { currency.digits() } else { 0 },
        })
    }

    /// With whether the tax is in it, where that is known.
    fn with_tax(&self, lang: LangId, value: &Value, text: Outline) -> Result<Outline, OutlineError> {
        let Value::Money { tax: Some(tax), .. } = value else { return Ok(text) };
        let given = [("value", Blank::Text(text.clone())), ("tax", Blank::text(tax.name()))];
        match self.messages.outline(lang, "format-tax", &given) {
            Err(OutlineError::NoText) => Ok(text),
            found @ (Ok(_) | Err(OutlineError::Long { .. })) => found,
        }
    }
}
