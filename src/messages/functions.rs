//! The functions that messages can call, and how a language writes a number. Knows nothing of values or their units.

use crate::locale::Locale;
use fluent::types::{FluentNumber, FluentValue};
use fluent::{FluentArgs, FluentResource, concurrent::FluentBundle};
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use std::sync::Arc;

/// A function of messages: its name and its options.
pub struct Function {
    pub name: &'static str,
    pub options: &'static [&'static str],
}

/// Every function there is.
pub const FUNCTIONS: [Function; 2] = [
    Function {
        name: "NUMBER",
        options: &["type", "useGrouping", "minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits"],
    },
    Function { name: "MYRIAD", options: &["units", "alone"] },
];

/// A call that stands in the text, where a number has to be written, has this after the name of the function.
pub const AS_TEXT: &str = "__TEXT";

/// A call in a selector or an argument, where a number has to stay one, has this after the name of the function.
pub const AS_VALUE: &str = "__VALUE";

/// The most digits of a number: as many as a 64-bit float keeps exactly.
pub const MAX_DIGITS: usize = 15;

/// Adds the functions to a bundle, writing numbers as `locale` does.
pub fn register(bundle: &mut FluentBundle<Arc<FluentResource>>, locale: Option<&Locale>) {
    let numbers = Arc::new(Numbers::new(locale));
    let names = FUNCTIONS.iter().flat_map(|function| [(function.name, AS_TEXT), (function.name, AS_VALUE)]);
    for (name, place) in names {
        let numbers = Arc::clone(&numbers);
        let id = format!("{name}{place}");
        // The only error is that the id is taken; no message's id can be it, see `parse`.
        let _ = match (name, place) {
            ("MYRIAD", _) => bundle.add_function(&id, move |args, named| myriad(&numbers, args, named)),
            (_, AS_VALUE) => bundle.add_function(&id, number),
            _ => bundle.add_function(&id, move |args, named| match number(args, named) {
                FluentValue::Number(number) => numbers.write(&number).into(),
                // A term's variable that is not given: said of the reference to the term.
                FluentValue::Error => FluentValue::String("".into()),
                other => other,
            }),
        };
    }
}

/// `NUMBER($n, …)`: the number with the options; anything else as it is.
fn number<'a>(args: &[FluentValue<'a>], named: &FluentArgs) -> FluentValue<'a> {
    let Some(FluentValue::Number(number)) = args.first() else {
        return args.first().cloned().unwrap_or(FluentValue::Error);
    };
    let mut number = number.clone();
    number.options.merge(named);
    let limit = |digits: &mut Option<usize>| *digits = digits.map(|digits| digits.min(MAX_DIGITS));
    limit(&mut number.options.minimum_integer_digits);
    limit(&mut number.options.minimum_fraction_digits);
    limit(&mut number.options.maximum_fraction_digits);
    FluentValue::Number(number)
}

/// `MYRIAD($n, units: "万億兆")`: the number in groups of four digits, each with its unit.
/// `MYRIAD($low, $high, …)`: `$low` as it stands before `$high` in a range, without the unit that both share. A low end
/// that has none, and would seem to share the high end's, is followed by `alone`: 5円〜10万円.
fn myriad<'a>(numbers: &Numbers, args: &[FluentValue<'a>], named: &FluentArgs) -> FluentValue<'a> {
    let units = match named.get("units") {
        Some(FluentValue::String(units)) => units.chars().collect(),
        _ => vec!['万', '億', '兆'],
    };
    match args {
        [FluentValue::Number(low), FluentValue::Number(high), ..] => {
            let (low, high) = (Groups::of(numbers, low, units.len()), Groups::of(numbers, high, units.len()));
            match (low.only(), high.only()) {
                (Some((at, text)), Some((other, _))) if at == other => text.to_owned().into(),
                (None, Some(_)) if low.has_no_unit() => {
                    let alone = match named.get("alone") {
                        Some(FluentValue::String(alone)) => alone.as_ref(),
                        _ => "",
                    };
                    format!("{}{alone}", low.join(&units)).into()
                }
                _ => low.join(&units).into(),
            }
        }
        [FluentValue::Number(number), ..] => Groups::of(numbers, number, units.len()).join(&units).into(),
        _ => args.first().cloned().unwrap_or(FluentValue::Error),
    }
}

/// A number in groups of four digits: the sign, and each group that is not zero with the power of 10,000 it counts.
struct Groups {
    minus: bool,
    groups: Vec<(usize, String)>,
}

impl Groups {
    fn of(numbers: &Numbers, number: &FluentNumber, units: usize) -> Groups {
        let text = number.as_string();
        let (minus, text) = text.strip_prefix('-').map_or((false, text.as_ref()), |text| (true, text));
        let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let mut groups = Vec::new();
        let mut rest = whole;
        for at in 0..=units {
            let (left, group) = if at < units { rest.split_at(rest.len().saturating_sub(4)) } else { ("", rest) };
            rest = left;
            let fraction = fraction.filter(|_| at == 0);
            let zero = group.bytes().all(|digit| digit == b'0') && fraction.is_none();
            if !zero {
                let group = group.trim_start_matches('0');
                let group = if group.is_empty() { "0" } else { group };
                let digits = fraction.map_or_else(|| group.to_owned(), |fraction| format!("{group}.{fraction}"));
                groups.push((at, numbers.digits(&digits, true)));
            }
        }
        if groups.is_empty() {
            groups.push((0, numbers.digits("0", true)));
        }
        groups.reverse();
        Groups { minus, groups }
    }

    /// The one group with a unit, if there is nothing else.
    fn only(&self) -> Option<(usize, &str)> {
        match self.groups.as_slice() {
            [(at, text)] if *at > 0 && !self.minus => Some((*at, text)),
            _ => None,
        }
    }

    fn has_no_unit(&self) -> bool {
        self.groups.iter().all(|(at, _)| *at == 0)
    }

    fn join(&self, units: &[char]) -> String {
        let mut text = String::from(if self.minus { "-" } else { "" });
        for (at, group) in &self.groups {
            text.push_str(group);
            text.extend(at.checked_sub(1).and_then(|at| units.get(at)));
        }
        text
    }
}

/// How one language writes numbers: its digits, decimal mark and grouping.
struct Numbers {
    grouped: Option<DecimalFormatter>,
    plain: Option<DecimalFormatter>,
}

impl Numbers {
    fn new(locale: Option<&Locale>) -> Numbers {
        let formatter = |strategy: GroupingStrategy| {
            let preferences = DecimalFormatterPreferences::from(locale?.tag());
            DecimalFormatter::try_new(preferences, strategy.into()).ok()
        };
        Numbers { grouped: formatter(GroupingStrategy::Auto), plain: formatter(GroupingStrategy::Never) }
    }

    fn write(&self, number: &FluentNumber) -> String {
        let options = &number.options;
        let mut text = number.as_string().into_owned();
        if let (Some(most), Ok(mut decimal)) = (options.maximum_fraction_digits, Decimal::try_from_str(&text)) {
            decimal.round(-(most.min(MAX_DIGITS) as i16));
            decimal.absolute.trim_end();
            decimal.absolute.pad_end(-(options.minimum_fraction_digits.unwrap_or(0).min(most) as i16));
            text = decimal.to_string();
        }
        if let (Some(least), Ok(mut decimal)) = (options.minimum_integer_digits, Decimal::try_from_str(&text)) {
            decimal.absolute.pad_start(least.min(MAX_DIGITS) as i16);
            text = decimal.to_string();
        }
        self.digits(&text, options.use_grouping)
    }

    /// A decimal number in ASCII, written in the language.
    fn digits(&self, text: &str, grouping: bool) -> String {
        let formatter = if grouping { &self.grouped } else { &self.plain };
        match (formatter, Decimal::try_from_str(text)) {
            (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
            _ => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn myriad_of(numbers: &[f64]) -> String {
        let args: Vec<FluentValue> = numbers.iter().map(FluentValue::from).collect();
        match myriad(&Numbers::new(Locale::parse("ja").as_ref()), &args, &FluentArgs::new()) {
            FluentValue::String(text) => text.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn groups_by_four_digits() {
        for (number, text) in [
            (0.0, "0"),
            (800.0, "800"),
            (9500.0, "9,500"),
            (10_000.0, "1万"),
            (12_345.0, "1万2,345"),
            (50_000.0, "5万"),
            (960_000.0, "96万"),
            (10_000_001.0, "1,000万1"),
            (100_000_000.0, "1億"),
            (123_456_789.0, "1億2,345万6,789"),
            (100_000_500.0, "1億500"),
            (12_000.5, "1万2,000.5"),
            (0.5, "0.5"),
            (-50_000.0, "-5万"),
            (900_000_000_000_000.0, "900兆"),
        ] {
            assert_eq!(myriad_of(&[number]), text);
        }
    }

    #[test]
    fn leaves_off_the_unit_that_a_range_shares() {
        for (low, high, text) in [
            (50_000.0, 100_000.0, "5"),
            (960_000.0, 1_200_000.0, "96"),
            (9500.0, 12_000.0, "9,500"),
            (10_000.0, 12_000.0, "1万"),
            (50_000_000.0, 100_000_000.0, "5,000万"),
            (100_000_000.0, 200_000_000.0, "1"),
            (500.0, 800.0, "500"),
        ] {
            assert_eq!(myriad_of(&[low, high]), text, "{low} {high}");
        }
    }

    #[test]
    fn writes_numbers_as_the_language_does() {
        for (code, number, text) in [
            ("ja", "12345", "12,345"),
            ("en", "12345.50", "12,345.50"),
            ("de", "12345.5", "12.345,5"),
            ("pl", "1234", "1234"),
            ("hi", "1234567", "12,34,567"),
            ("ar-EG", "12345", "١٢٬٣٤٥"),
            ("ar-u-nu-arab", "3", "٣"),
            ("ar-u-nu-latn", "3", "3"),
        ] {
            let number: FluentNumber = number.parse().unwrap();
            assert_eq!(Numbers::new(Locale::parse(code).as_ref()).write(&number), text, "{code}");
        }
    }

    #[test]
    fn follows_the_options() {
        for (options, text) in [
            (vec![("minimumFractionDigits", FluentValue::from(3))], "1,234.500"),
            (vec![("maximumFractionDigits", FluentValue::from(0))], "1,234"),
            (vec![("minimumFractionDigits", FluentValue::from(9_999_999))], "1,234.500000000000000"),
            (vec![("useGrouping", FluentValue::from("false"))], "1234.5"),
            (vec![("minimumIntegerDigits", FluentValue::from(5))], "01,234.5"),
        ] {
            let FluentValue::Number(number) = number(&[FluentValue::from(1234.5)], &options.into_iter().collect())
            else {
                panic!()
            };
            assert_eq!(Numbers::new(Locale::parse("en").as_ref()).write(&number), text);
        }
    }
}
