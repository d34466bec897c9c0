//! Currencies.

use super::{Decimal, Ends};
use std::fmt;

/// A currency by its code in ISO 4217.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Currency(String);

/// Currencies without a minor unit in use (ISO 4217, table A.1, and CLDR for ISK).
const WHOLE: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

/// Currencies whose minor unit is a thousandth (ISO 4217, table A.1).
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// The currency of a code: three capital letters.
    pub fn parse(code: &str) -> Result<Currency, String> {
        match code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            true => Ok(Currency(code.to_owned())),
            false => Err(format!("`{code}` is not a currency; write its three letters in ISO 4217, as in `JPY`")),
        }
    }

    /// The code, `JPY`.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// How many digits the minor unit takes.
    pub fn digits(&self) -> u8 {
        match self.code() {
            code if WHOLE.contains(&code) => 0,
            code if THOUSANDTHS.contains(&code) => 3,
            _ => 2,
        }
    }

    /// An amount that somebody states, if there is such a one; a sum may have parts of what cannot be paid.
    ///
    /// # Errors
    ///
    /// Where a currency has no smaller unit in use, and the amount is not whole.
    pub fn holds(&self, amount: Decimal) -> Result<Decimal, String> {
        match self.digits() == 0 && !amount.is_whole() {
            true => Err(format!("`{self}` has no smaller unit, so that an amount is a whole number")),
            false => Ok(amount),
        }
    }

    /// How many digits after the point an amount is written with: none if it is whole, else all of the minor unit.
    pub(super) fn least_digits(&self, amount: &Ends<Decimal>) -> u8 {
        if amount.each().all(|amount| amount.is_whole()) { 0 } else { self.digits() }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Currency;

    #[test]
    fn reads_codes() {
        for (code, digits) in
            [("JPY", Some(0)), ("USD", Some(2)), ("KWD", Some(3)), ("jpy", None), ("YEN!", None), ("円", None)]
        {
            assert_eq!(Currency::parse(code).ok().map(|currency| currency.digits()), digits, "{code}");
        }
    }
}
