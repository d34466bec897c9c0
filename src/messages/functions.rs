//! The functions that messages can call, and how a language writes a number. Knows nothing of values or their units.

use super::value::{MAX_DIGITS, Number, Value};
use crate::locale::Locale;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};

/// A function of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Number,
    Myriad,
}

/// The options of a call, by name.
type Options = [(String, Value)];

impl Function {
    /// Every function there is.
    pub const ALL: [Function; 2] = [Function::Number, Function::Myriad];

    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Function::Number => "NUMBER",
            Function::Myriad => "MYRIAD",
        }
    }

    /// The options that it has.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Function::Number => {
                &["type", "useGrouping", "minimumIntegerDigits", "minimumFractionDigits", "maximumFractionDigits"]
            }
            Function::Myriad => &["units", "alone"],
        }
    }

    /// What it makes of its arguments.
    pub fn call(self, numbers: &Numbers, arguments: &[Value], options: &Options) -> Option<Value> {
        match self {
            Function::Number => number(arguments, options),
            Function::Myriad => myriad(numbers, arguments, options),
        }
    }
}

/// `NUMBER($n, …)`: the number with the options; anything else as it is.
fn number(arguments: &[Value], options: &Options) -> Option<Value> {
    let Some(Value::Number(number)) = arguments.first() else { return arguments.first().cloned() };
    let mut number = number.clone();
    let word = |name: &str| match option(options, name) {
        Some(Value::Text(word)) => Some(word.as_str()),
        _ => None,
    };
    let count = |name: &str| match option(options, name) {
        Some(Value::Number(count)) => Some(count.digits.to_string().parse().unwrap_or(MAX_DIGITS).min(MAX_DIGITS)),
        _ => None,
    };
    let (least, most) = (count("minimumFractionDigits"), count("maximumFractionDigits"));
    let digits = &mut number.digits;
    if let Some(most) = most.filter(|most| *digits.absolute.magnitude_range().start() < -(*most as i16)) {
        digits.round(-(most as i16));
        digits.absolute.trim_end();
    }
    if let Some(least) = count("minimumIntegerDigits") {
        digits.absolute.pad_start(least as i16);
    }
    if let Some(least) = least {
        number = number.padded(most.map_or(least, |most| least.min(most)));
    }
    number.ordinal |= word("type") == Some("ordinal");
    number.grouping &= word("useGrouping") != Some("false");
    Some(number.into())
}

fn option<'a>(options: &'a Options, name: &str) -> Option<&'a Value> {
    options.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// `MYRIAD($n, units: "万億兆")`: the number in groups of four digits, each with its unit.
/// `MYRIAD($low, $high, …)`: `$low` as it stands before `$high` in a range, without the unit that both share. A low end
/// that has none, and would seem to share the high end's, is followed by `alone`: 5円〜10万円.
fn myriad(numbers: &Numbers, arguments: &[Value], options: &Options) -> Option<Value> {
    let units = match option(options, "units") {
        Some(Value::Text(units)) => units.chars().collect(),
        _ => vec!['万', '億', '兆'],
    };
    let text = match arguments {
        [Value::Number(low), Value::Number(high), ..] => {
            let (low, high) = (Groups::of(numbers, low, units.len()), Groups::of(numbers, high, units.len()));
            match (low.only(), high.only()) {
                (Some((at, text)), Some((other, _))) if at == other => text.to_owned(),
                (None, Some(_)) if low.has_no_unit() => {
                    let alone = match option(options, "alone") {
                        Some(Value::Text(alone)) => alone.as_str(),
                        _ => "",
                    };
                    format!("{}{alone}", low.join(&units))
                }
                _ => low.join(&units),
            }
        }
        [Value::Number(number), ..] => Groups::of(numbers, number, units.len()).join(&units),
        _ => return arguments.first().cloned(),
    };
    Some(text.into())
}

/// A number in groups of four digits: the sign, and each group that is not zero with the power of 10,000 it counts.
struct Groups {
    minus: bool,
    groups: Vec<(usize, String)>,
}

impl Groups {
    fn of(numbers: &Numbers, number: &Number, units: usize) -> Groups {
        let text = number.digits.to_string();
        let (minus, text) = text.strip_prefix('-').map_or((false, text.as_str()), |text| (true, text));
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
pub struct Numbers {
    grouped: Option<DecimalFormatter>,
    plain: Option<DecimalFormatter>,
}

impl Numbers {
    /// Those of a language.
    pub fn new(locale: Option<&Locale>) -> Numbers {
        let formatter = |strategy: GroupingStrategy| {
            let preferences = DecimalFormatterPreferences::from(locale?.tag());
            DecimalFormatter::try_new(preferences, strategy.into()).ok()
        };
        Numbers { grouped: formatter(GroupingStrategy::Auto), plain: formatter(GroupingStrategy::Never) }
    }

    /// A number as the language writes it.
    pub fn write(&self, number: &Number) -> String {
        self.decimal(&number.digits, number.grouping)
    }

    fn decimal(&self, digits: &Decimal, grouping: bool) -> String {
        let formatter = if grouping { &self.grouped } else { &self.plain };
        formatter.as_ref().map_or_else(|| digits.to_string(), |formatter| formatter.format(digits).to_string())
    }

    /// A decimal number in ASCII, written in the language.
    fn digits(&self, text: &str, grouping: bool) -> String {
        Decimal::try_from_str(text).map_or_else(|_| text.to_owned(), |digits| self.decimal(&digits, grouping))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn myriad_of(numbers: &[f64]) -> String {
        let given: Vec<Value> =
            numbers.iter().map(|number| Number::parse(&number.to_string()).unwrap().into()).collect();
        match myriad(&Numbers::new(Locale::parse("ja").as_ref()), &given, &[]) {
            Some(Value::Text(text)) => text,
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
            let number = Number::parse(number).unwrap();
            assert_eq!(Numbers::new(Locale::parse(code).as_ref()).write(&number), text, "{code}");
        }
    }

    #[test]
    fn follows_the_options() {
        for (options, text) in [
            (vec![("minimumFractionDigits", Value::from(3))], "1,234.500"),
            (vec![("maximumFractionDigits", Value::from(0))], "1,234"),
            (vec![("minimumFractionDigits", Value::from(9_999_999))], "1,234.500000000000000"),
            (vec![("useGrouping", Value::from("false"))], "1234.5"),
            (vec![("minimumIntegerDigits", Value::from(5))], "01,234.5"),
        ] {
            let options: Vec<(String, Value)> =
                options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            let Some(Value::Number(number)) = number(&[Number::parse("1234.5").unwrap().into()], &options) else {
                panic!()
            };
            assert_eq!(Numbers::new(Locale::parse("en").as_ref()).write(&number), text);
        }
    }
}
