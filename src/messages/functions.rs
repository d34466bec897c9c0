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
pub type Options = [(String, Value)];

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

/// How many digits a number is written with: after the point at most, before it at least, after it at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    pub most: Option<usize>,
    pub whole: Option<usize>,
    pub least: Option<usize>,
}

/// What a call of NUMBER asks for.
pub struct Asked {
    pub change: Change,
    pub ordinal: bool,
    pub grouping: bool,
}

impl Asked {
    /// What these options say.
    pub fn of(options: &Options) -> Asked {
        let word = |name: &str| match option(options, name) {
            Some(Value::Text(word)) => Some(word.as_str()),
            _ => None,
        };
        let count = |name: &str| match option(options, name) {
            Some(Value::Number(count)) => Some(count.digits.to_string().parse().unwrap_or(MAX_DIGITS).min(MAX_DIGITS)),
            _ => None,
        };
        let (least, most) = (count("minimumFractionDigits"), count("maximumFractionDigits"));
        let least = least.map(|least| most.map_or(least, |most| least.min(most)));
        Asked {
            change: Change { most, whole: count("minimumIntegerDigits"), least },
            ordinal: word("type") == Some("ordinal"),
            grouping: word("useGrouping") != Some("false"),
        }
    }
}

/// `NUMBER($n, …)`: the number with the options; anything else as it is.
fn number(arguments: &[Value], options: &Options) -> Option<Value> {
    let Some(Value::Number(number)) = arguments.first() else { return arguments.first().cloned() };
    let mut number = number.clone();
    let Asked { change: Change { most, whole, least }, ordinal, grouping } = Asked::of(options);
    let digits = &mut number.digits;
    if let Some(most) = most.filter(|most| *digits.absolute.magnitude_range().start() < -(*most as i16)) {
        digits.round(-(most as i16));
        digits.absolute.trim_end();
    }
    if let Some(least) = whole {
        digits.absolute.pad_start(least as i16);
    }
    if let Some(least) = least {
        number = number.padded(least);
    }
    number.ordinal |= ordinal;
    number.grouping &= grouping;
    Some(number.into())
}

fn option<'a>(options: &'a Options, name: &str) -> Option<&'a Value> {
    options.iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

/// `MYRIAD($n, units: "万億兆")`: the number in groups of four digits, each with its unit.
/// `MYRIAD($low, $high, …)`: `$low` as it stands before `$high` in a range, without the unit that both share. A low end
/// that has none, and would seem to share the high end's, is followed by `alone`: 5円〜10万円.
fn myriad(numbers: &Numbers, arguments: &[Value], options: &Options) -> Option<Value> {
    let units: Vec<char> = units(options).chars().collect();
    let text = match arguments {
        [Value::Number(low), Value::Number(high), ..] => {
            let (low, high) = (Groups::of(numbers, low, units.len()), Groups::of(numbers, high, units.len()));
            match (low.only(), high.only()) {
                (Some((at, text)), Some((other, _))) if at == other => text.to_owned(),
                (None, Some(_)) if low.has_no_unit() => {
                    format!("{}{}", low.join(&units), alone(options))
                }
                _ => low.join(&units),
            }
        }
        [Value::Number(number), ..] => Groups::of(numbers, number, units.len()).join(&units),
        _ => return arguments.first().cloned(),
    };
    Some(text.into())
}

/// The words for the powers of 10,000 that a call of MYRIAD has, each a character.
pub fn units(options: &Options) -> &str {
    match option(options, "units") {
        Some(Value::Text(units)) => units,
        _ => "万億兆",
    }
}

/// What a call of MYRIAD has for a low end that would seem to share the word of the high one.
pub fn alone(options: &Options) -> &str {
    match option(options, "alone") {
        Some(Value::Text(alone)) => alone,
        _ => "",
    }
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

/// What a language writes numbers with, for a program that writes others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Symbols {
    /// From 0 to 9.
    pub digits: String,
    pub point: String,
    pub comma: String,
    /// How many digits the last group has, and the others; none where there are no groups.
    pub first: usize,
    pub rest: usize,
    /// How many digits stand before the last group at least, or there is none.
    pub least: usize,
    /// What stands before and after a number below nothing.
    pub below: (String, String),
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

    /// What the language writes numbers with, found by writing a few.
    pub fn symbols(&self) -> Symbols {
        let written = |text: &str| self.digits(text, true);
        let long = |zeros: usize| written(&format!("1{}", "0".repeat(zeros)));
        let (zero, one) = (written("0"), written("1"));
        let is_between = |c: char| !zero.starts_with(c) && !one.starts_with(c);
        let longest = long(MAX_DIGITS - 1);
        let groups: Vec<&str> = longest.split(is_between).filter(|group| !group.is_empty()).collect();
        let length = |from_last: usize| groups.iter().rev().nth(from_last).map_or(0, |group| group.chars().count());
        let (first, rest) = match groups.len() {
            0 | 1 => (0, 0),
            2 => (length(0), length(0)),
            _ => (length(0), length(1)),
        };
        let before = longest.trim_end_matches(|c| !is_between(c));
        let comma = before.strip_prefix(before.trim_end_matches(is_between)).filter(|_| first > 0);
        let least = (1..MAX_DIGITS).find(|least| long(first + least - 1).contains(is_between));
        let half = written("0.1");
        let point = half.strip_prefix(&zero).and_then(|rest| rest.strip_suffix(&one));
        let below = written("-1").split_once(&one).map(|(before, after)| (before.to_owned(), after.to_owned()));
        Symbols {
            digits: (0..10).map(|digit| written(&digit.to_string())).collect(),
            point: point.unwrap_or(".").to_owned(),
            comma: comma.unwrap_or_default().to_owned(),
            first,
            rest,
            least: least.unwrap_or(1),
            below: below.unwrap_or_default(),
        }
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

    /// A number with the symbols alone.
    fn with_symbols(symbols: &Symbols, text: &str) -> String {
        let unsigned = text.trim_start_matches('-');
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let mut written = String::new();
        for (at, digit) in whole.chars().enumerate() {
            // How many digits are left.
            let left = whole.len() - at;
            let is_grouped = symbols.first > 0 && whole.len() >= symbols.first + symbols.least;
            let ends = left >= symbols.first && (left - symbols.first).is_multiple_of(symbols.rest.max(1));
            if at > 0 && is_grouped && ends {
                written.push_str(&symbols.comma);
            }
            written.push(digit);
        }
        if !part.is_empty() {
            written = format!("{written}{}{part}", symbols.point);
        }
        let digit = |c: char| c.to_digit(10).map_or(c, |digit| symbols.digits.chars().nth(digit as usize).unwrap());
        let written: String = written.chars().map(digit).collect();
        match text.starts_with('-') {
            true => format!("{}{written}{}", symbols.below.0, symbols.below.1),
            false => written,
        }
    }

    #[test]
    fn knows_its_symbols() {
        let codes = "ar ar-EG bg bn bn-IN cs da de de-AT de-CH en en-IN es es-MX fa fi fr fr-CH gu he hi hu id is it ja kn ko lt \
                     lv ml mr my ne nl pa pl pt pt-PT ro ru sv sw ta te th tr uk ur uz vi zh ff-Adlm";
        let numbers =
            "0 1 7 12 345 999 1000 1234 9999 10000 12345 123456 1234567 98765432 123456789012345 0.5 1.25 -3 -1234.5";
        for code in codes.split_whitespace() {
            let all = Numbers::new(Locale::parse(code).as_ref());
            let symbols = all.symbols();
            for number in numbers.split(' ') {
                let written = all.write(&Number::parse(number).unwrap());
                assert_eq!(with_symbols(&symbols, number), written, "{code} {number}");
            }
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
