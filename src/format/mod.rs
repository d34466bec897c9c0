//! Values with a type, and how each language writes them: through the messages of `locales/<lang>/formats.ftl`, so that
//! a translator can change anything. Knows nothing of tables, facts or pages.
//!
//! Ranges, money, lengths of time and dates are messages, not functions of messages: a message gets numbers and parts
//! of dates, and is a whole text. Functions would settle in Rust what stands where; they do what Fluent cannot, and
//! that is to write a number.

mod alike;
mod axis;
mod calendar;
mod clock;
mod decimal;
mod digit;
mod ends;
mod era;
mod form;
pub mod measure;
mod money;
mod pattern;
mod phone;
mod time;
mod value;
mod weekday;
mod write;

pub use alike::Way;
pub use clock::Clock;
pub use decimal::Decimal;
pub use digit::digit;
pub use ends::Ends;
pub use money::Currency;
pub use pattern::Pattern;
pub use phone::Phone;
pub use time::{Amount, DurationEnd, TimeUnit, parse_period};
pub use value::{Frequency, LangText, Tax, Value};
pub use weekday::{Weekdays, day_name};
pub use write::Formats;

/// The ways of writing a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Form {
    /// As it stands in a table: `3–6 months`.
    #[default]
    Plain,
    /// Not exactly: `about 3–6 months`.
    About,
    /// In words, as far as the language has them: `three to six months`.
    Long,
    /// The high end alone: `6 months`.
    Upper,
    /// The low end alone: `3 months`.
    Lower,
    /// A date by the era of Japan: `令和7年11月26日`.
    Era,
    /// Money of which it is known whether the tax is in it, with that: `5万円（税込）`.
    Tax,
    /// The number without its unit: `3–6`.
    Number,
}

impl Form {
    /// Every form with its name, in the order in which a text is compared with them.
    pub const ALL: [(&'static str, Form); 8] = [
        ("plain", Form::Plain),
        ("about", Form::About),
        ("long", Form::Long),
        ("upper", Form::Upper),
        ("lower", Form::Lower),
        ("era", Form::Era),
        ("tax", Form::Tax),
        ("number", Form::Number),
    ];

    /// The name after `?form=`.
    pub fn name(self) -> &'static str {
        match self {
            Form::Plain => "plain",
            Form::About => "about",
            Form::Long => "long",
            Form::Upper => "upper",
            Form::Lower => "lower",
            Form::Era => "era",
            Form::Tax => "tax",
            Form::Number => "number",
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
