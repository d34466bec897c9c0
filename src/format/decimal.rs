//! Exact decimal numbers.

use crate::messages::Number;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// The largest mantissa: what a 64-bit float still writes back digit by digit, as programs read it.
const MAX_MANTISSA: i64 = 999_999_999_999_999;

/// The most digits after the decimal point.
const MAX_SCALE: u8 = 15;

/// A decimal number of at most 15 digits, kept exactly. `2.50` is equal to `2.5`, but is written with its zero.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { mantissa: 0, scale: 0 };

    /// One.
    pub const ONE: Decimal = Decimal { mantissa: 1, scale: 0 };

    /// The number that a literal stands for, as in TOML: digits, perhaps a sign, a fraction, `_` between digits.
    pub fn parse(text: &str) -> Result<Decimal, String> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
        if !is_digits(whole) || fraction.is_some_and(|fraction| !is_digits(fraction)) {
            return Err(format!("`{text}` is not a number"));
        }
        let fraction = fraction.unwrap_or_default().replace('_', "");
        let mantissa: Option<i64> = format!("{}{fraction}", whole.replace('_', "")).parse().ok();
        match (mantissa.filter(|mantissa| *mantissa <= MAX_MANTISSA), u8::try_from(fraction.len())) {
            (Some(mantissa), Ok(scale)) if scale <= MAX_SCALE => {
                Ok(Decimal { mantissa: if text.starts_with('-') { -mantissa } else { mantissa }, scale })
            }
            _ => Err(format!("`{text}` has more than {MAX_SCALE} digits")),
        }
    }

    /// A whole number, if it is not too large.
    pub fn whole(number: i64) -> Result<Decimal, String> {
        Decimal::parse(&number.to_string())
    }

    /// The number `mantissa / 10^scale`, if it has at most 15 digits.
    pub fn new(mantissa: i128, scale: u32) -> Option<Decimal> {
        let mantissa = i64::try_from(mantissa).ok().filter(|mantissa| mantissa.abs() <= MAX_MANTISSA)?;
        let scale = u8::try_from(scale).ok().filter(|scale| *scale <= MAX_SCALE)?;
        Some(Decimal { mantissa, scale })
    }

    /// The digits as a whole number.
    pub fn mantissa(self) -> i128 {
        self.mantissa.into()
    }

    /// How many of the digits stand after the decimal point.
    pub fn scale(self) -> u32 {
        self.scale.into()
    }

    /// How much less than nothing it is; none of what is not.
    pub(super) fn below_nothing(self) -> Option<Decimal> {
        let mantissa = self.mantissa.checked_neg().filter(|mantissa| *mantissa > 0)?;
        Some(Decimal { mantissa, ..self })
    }

    /// Whether it is less than zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Whether nothing but zeros follows the decimal point.
    pub fn is_whole(self) -> bool {
        self.trimmed().scale == 0
    }

    /// The same number without zeros at the end of the fraction.
    pub fn trimmed(self) -> Decimal {
        let mut trimmed = self;
        while trimmed.scale > 0 && trimmed.mantissa % 10 == 0 {
            trimmed = Decimal { mantissa: trimmed.mantissa / 10, scale: trimmed.scale - 1 };
        }
        trimmed
    }

    /// The number for a message, written with at least so many digits after the decimal point.
    pub(super) fn written(self, least_digits: u8) -> Number {
        let number = Number::parse(&self.to_string()).unwrap_or_else(|| Number::from(self.mantissa));
        number.padded(least_digits.into())
    }

    /// The mantissa at a scale of [`MAX_SCALE`]; at most 30 digits.
    pub(super) fn scaled(self) -> i128 {
        i128::from(self.mantissa) * 10_i128.pow(u32::from(MAX_SCALE.saturating_sub(self.scale)))
    }
}

fn is_digits(text: &str) -> bool {
    text.split('_').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Decimal {
    /// In ASCII, with all digits after the decimal point.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.mantissa.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
        let sign = if self.is_negative() { "-" } else { "" };
        match fraction {
            "" => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{fraction}"),
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        self.scaled().cmp(&other.scaled())
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.scaled().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Number};

    #[test]
    fn reads_literals() {
        for (text, written) in [
            ("0", Some("0")),
            ("2.5", Some("2.5")),
            ("+3", Some("3")),
            ("-0.05", Some("-0.05")),
            ("12.50", Some("12.50")),
            ("50_000", Some("50000")),
            ("0.1", Some("0.1")),
            ("999999999999999", Some("999999999999999")),
            ("0.000000000000001", Some("0.000000000000001")),
            ("1000000000000000", None),
            ("1e5", None),
            ("inf", None),
            ("0x10", None),
            (".5", None),
            ("5.", None),
            ("5__0", None),
            ("--5", None),
            ("", None),
        ] {
            assert_eq!(Decimal::parse(text).ok().map(|number| number.to_string()).as_deref(), written, "{text}");
        }
    }

    #[test]
    fn compares_by_value() {
        let number = |text| Decimal::parse(text).unwrap();
        assert_eq!(number("2.50"), number("2.5"));
        assert_eq!(number("2.50").trimmed().to_string(), "2.5");
        assert!(number("-1") < number("0.1") && number("9.99") < number("10"));
        assert!(number("3.0").is_whole() && !number("3.1").is_whole());
    }

    #[test]
    fn goes_through_messages_unharmed() {
        for text in ["0.1", "2.5", "12.50", "999999999999999", "99999999.9999999", "0.000000000000001", "-7"] {
            let number = Number::parse(text).unwrap();
            assert_eq!(Decimal::parse(text).unwrap().written(0), number, "{text}");
        }
    }
}
