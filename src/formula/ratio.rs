//! Exact fractions.

use crate::format::Decimal;
use std::cmp::Ordering;
use std::fmt;

/// A fraction in lowest terms, its denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    top: i128,
    bottom: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio { top: 0, bottom: 1 };

    /// `top / bottom`; `None` if that cannot be held, or `bottom` is zero.
    pub fn new(top: i128, bottom: i128) -> Option<Ratio> {
        let divisor = gcd(top.checked_abs()?, bottom.checked_abs()?);
        let sign = if bottom < 0 { -1 } else { 1 };
        let (top, bottom) = (top.checked_div(divisor)?, bottom.checked_div(divisor)?);
        (bottom != 0).then(|| Ratio { top: top * sign, bottom: bottom * sign })
    }

    /// A whole number.
    pub fn whole(number: i128) -> Ratio {
        Ratio { top: number, bottom: 1 }
    }

    /// A decimal number, exactly.
    pub fn of(number: Decimal) -> Option<Ratio> {
        Ratio::new(number.mantissa(), 10_i128.pow(number.scale()))
    }

    /// Whether it is less than zero.
    pub fn is_negative(self) -> bool {
        self.top < 0
    }

    /// The sum.
    pub fn checked_add(self, other: Ratio) -> Option<Ratio> {
        let top = self.top.checked_mul(other.bottom)?.checked_add(other.top.checked_mul(self.bottom)?)?;
        Ratio::new(top, self.bottom.checked_mul(other.bottom)?)
    }

    /// The difference.
    pub fn checked_sub(self, other: Ratio) -> Option<Ratio> {
        self.checked_add(Ratio { top: other.top.checked_neg()?, ..other })
    }

    /// The product.
    pub fn checked_mul(self, other: Ratio) -> Option<Ratio> {
        // Across, so that large numbers that cancel do not overflow.
        let (a, b) = (Ratio::new(self.top, other.bottom)?, Ratio::new(other.top, self.bottom)?);
        Ratio::new(a.top.checked_mul(b.top)?, a.bottom.checked_mul(b.bottom)?)
    }

    /// The quotient; `None` for zero.
    pub fn checked_div(self, other: Ratio) -> Option<Ratio> {
        self.checked_mul(Ratio::new(other.bottom, other.top)?)
    }

    /// The nearest multiple of `step`; a half goes away from zero.
    pub fn round(self, step: Ratio) -> Option<Ratio> {
        let steps = self.checked_div(step)?;
        let double = steps.top.checked_mul(2)?;
        let half = if double < 0 { -steps.bottom } else { steps.bottom };
        let whole = double.checked_add(half)?.checked_div(steps.bottom.checked_mul(2)?)?;
        Ratio::whole(whole).checked_mul(step)
    }

    /// The number with as many digits after the point as it needs; `None` if it does not end, or is too long.
    pub fn decimal(self) -> Option<Decimal> {
        (0..=15_u32).find_map(|scale| {
            let unit = 10_i128.pow(scale);
            let top = self.top.checked_mul(unit)?;
            (top % self.bottom == 0).then_some(())?;
            Decimal::new(top / self.bottom, scale)
        })
    }
}

impl fmt::Display for Ratio {
    /// For a program: `3`, `-3/2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.top)?;
        if self.bottom == 1 { Ok(()) } else { write!(f, "/{}", self.bottom) }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        let (mut a, mut b) = (*self, *other);
        loop {
            if let (Some(a), Some(b)) = (a.top.checked_mul(b.bottom), b.top.checked_mul(a.bottom)) {
                return a.cmp(&b);
            }
            // What cannot be multiplied is compared by its whole part, then by what is left, turned round.
            let parts = |ratio: Ratio| (ratio.top.div_euclid(ratio.bottom), ratio.top.rem_euclid(ratio.bottom));
            let ((whole, rest), (other_whole, other_rest)) = (parts(a), parts(b));
            match whole.cmp(&other_whole) {
                Ordering::Equal if rest != 0 && other_rest != 0 => {
                    (a, b) = (Ratio { top: b.bottom, bottom: other_rest }, Ratio { top: a.bottom, bottom: rest });
                }
                Ordering::Equal => return rest.cmp(&other_rest),
                order => return order,
            }
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(text: &str) -> Ratio {
        Ratio::of(Decimal::parse(text).unwrap()).unwrap()
    }

    fn shown(ratio: Option<Ratio>) -> Option<String> {
        ratio?.decimal().map(|number| number.to_string())
    }

    #[test]
    fn calculates_exactly() {
        let (a, b) = (ratio("0.1"), ratio("0.2"));
        assert_eq!(shown(a.checked_add(b)).as_deref(), Some("0.3"));
        assert_eq!(shown(a.checked_sub(b)).as_deref(), Some("-0.1"));
        assert_eq!(shown(ratio("80000").checked_mul(ratio("2.5"))).as_deref(), Some("200000"));
        assert_eq!(shown(ratio("400000").checked_div(ratio("2.5"))).as_deref(), Some("160000"));
        assert_eq!(shown(ratio("1").checked_div(ratio("3"))), None);
        assert_eq!(ratio("1").checked_div(Ratio::ZERO), None);
        assert_eq!(Ratio::whole(i128::MAX).checked_mul(Ratio::whole(2)), None);
        assert_eq!(Ratio::new(i128::MIN, 1), None);
    }

    #[test]
    fn compares_what_cannot_be_multiplied() {
        let of = |top, bottom| Ratio::new(top, bottom).unwrap();
        let large = i128::MAX;
        for (less, more) in [
            (of(-large, 31), of(2 - large, 31)),
            (of(large - 2, large), of(large - 1, large)),
            (of(1, large), of(1, large - 1)),
            (of(-1, large - 1), of(-1, large)),
            (of(large - 1, 2), of(large, 2)),
            (of(-large, 3), of(large, 3)),
        ] {
            assert_eq!((less.cmp(&more), more.cmp(&less)), (Ordering::Less, Ordering::Greater), "{less:?} {more:?}");
            assert_eq!(less.cmp(&less), Ordering::Equal);
        }
    }

    #[test]
    fn rounds_halves_away_from_zero() {
        for (number, step, rounded) in
            [("2.5", "1", "3"), ("-2.5", "1", "-3"), ("133333.3", "1000", "133000"), ("0.44", "0.1", "0.4")]
        {
            assert_eq!(shown(ratio(number).round(ratio(step))).as_deref(), Some(rounded), "{number} {step}");
        }
    }
}
