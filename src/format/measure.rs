//! Units of measures and the prefixes of the SI.

use super::Decimal;
use std::cmp::Ordering;

/// Units that take a prefix: those of the SI with a name of their own, and those in use with it (SI brochure, 9th
/// edition, tables 2, 4 and 8).
const PREFIXED: [&str; 34] = [
    "m", "g", "s", "A", "K", "mol", "cd", "rad", "sr", "Hz", "N", "Pa", "J", "W", "C", "V", "F", "Ω", "S", "Wb", "T",
    "H", "lm", "lx", "Bq", "Gy", "Sv", "kat", "L", "l", "t", "eV", "Da", "bar",
];

/// The prefixes and their powers of ten (SI brochure, 9th edition, table 7); `μ` and `u` stand for `µ`.
const PREFIXES: [(&str, i32); 26] = [
    ("da", 1),
    ("h", 2),
    ("k", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("E", 18),
    ("Z", 21),
    ("Y", 24),
    ("R", 27),
    ("Q", 30),
    ("d", -1),
    ("c", -2),
    ("m", -3),
    ("µ", -6),
    ("μ", -6),
    ("u", -6),
    ("n", -9),
    ("p", -12),
    ("f", -15),
    ("a", -18),
    ("z", -21),
    ("y", -24),
    ("r", -27),
    ("q", -30),
];

/// A unit without its prefixes, and the power of ten that they stand for: `mg/L` is `g/L` and -3.
pub fn base(unit: &str) -> (String, i32) {
    let mut power = 0;
    let parts = unit.split('/').enumerate().map(|(at, part)| {
        let (part, own) = without_prefix(part.trim());
        power += if at == 0 { own } else { -own };
        part
    });
    (parts.collect::<Vec<_>>().join("/"), power)
}

fn without_prefix(unit: &str) -> (&str, i32) {
    if PREFIXED.contains(&unit) {
        return (unit, 0);
    }
    let found = PREFIXES.iter().find_map(|(prefix, power)| {
        let rest = unit.strip_prefix(prefix)?;
        PREFIXED.contains(&rest).then_some((rest, *power))
    });
    found.unwrap_or((unit, 0))
}

/// A number of one unit in another of the same kind, if it can be written exactly.
pub fn convert(number: Decimal, from: &str, to: &str) -> Option<Decimal> {
    if from == to {
        return Some(number);
    }
    let ((a, from), (b, to)) = (base(from), base(to));
    if a != b {
        return None;
    }
    let scale = i64::from(number.scale()) - i64::from(from - to);
    let factor = 10_i128.checked_pow(u32::try_from(scale.min(0).unsigned_abs()).ok()?)?;
    Decimal::new(number.mantissa().checked_mul(factor)?, u32::try_from(scale.max(0)).ok()?).map(Decimal::trimmed)
}

/// Whether two measures are the same amount: 0.1 µm and 100 nm.
pub fn is_as_much((a, a_unit): (Decimal, &str), (b, b_unit): (Decimal, &str)) -> bool {
    if a_unit == b_unit {
        return a == b;
    }
    let ((a_base, a_power), (b_base, b_power)) = (base(a_unit), base(b_unit));
    let scaled = |number: Decimal, by: i32| {
        let ten = 10_i128.checked_pow(u32::try_from(by.max(0)).ok()?)?;
        number.scaled().checked_mul(ten)
    };
    let (a, b) = (scaled(a, a_power - b_power), scaled(b, b_power - a_power));
    a_base == b_base && a.zip(b).is_some_and(|(a, b)| a.cmp(&b) == Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_prefixes_off() {
        for (unit, expected, power) in [
            ("nm", "m", -9),
            ("µm", "m", -6),
            ("m", "m", 0),
            ("mol", "mol", 0),
            ("mmol", "mol", -3),
            ("mg/L", "g/L", -3),
            ("g/mL", "g/L", 3),
            ("kPa", "Pa", 3),
            ("°C", "°C", 0),
            ("min", "min", 0),
            ("ppm", "ppm", 0),
        ] {
            assert_eq!(base(unit), (expected.to_owned(), power), "{unit}");
        }
    }

    #[test]
    fn converts_exactly() {
        for (number, from, to, expected) in [
            ("0.1", "µm", "nm", Some("100")),
            ("150", "nm", "µm", Some("0.15")),
            ("1.5", "g/L", "mg/L", Some("1500")),
            ("5", "nm", "nm", Some("5")),
            ("1", "m", "g", None),
            ("1", "Qm", "nm", None),
        ] {
            let found = convert(Decimal::parse(number).unwrap(), from, to).map(|number| number.to_string());
            assert_eq!(found.as_deref(), expected, "{number} {from} {to}");
        }
    }

    #[test]
    fn compares_amounts() {
        let number = |text| Decimal::parse(text).unwrap();
        for (a, b, same) in [
            (("0.1", "µm"), ("100", "nm"), true),
            (("100", "nm"), ("0.1", "um"), true),
            (("1", "g/L"), ("1", "mg/mL"), true),
            (("1", "kg"), ("1", "g"), false),
            (("1", "m"), ("1", "g"), false),
            (("1", "Qm"), ("1", "qm"), false),
        ] {
            assert_eq!(is_as_much((number(a.0), a.1), (number(b.0), b.1)), same, "{a:?} {b:?}");
        }
    }
}
