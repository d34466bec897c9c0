//! How a language writes the numbers of one kind, found by writing a few: for a program that has to write others the
//! same way.

use super::{Decimal, Ends, Formats};
use crate::locale::LangId;

/// How the numbers of one kind are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What stands round a number: one of these for all, or else by the number itself or by its plural category.
    pub one: Vec<Round>,
    /// The same for ranges, by their high end.
    pub range: Vec<Round>,
    /// What stands between the ends of a range.
    pub join: String,
    /// The words for the powers of 10,000, where numbers are written in groups of four digits.
    pub units: Vec<String>,
    /// Whether a range leaves off the word that both ends share.
    pub shared: bool,
    /// What follows a low end that has none, before a high end that is nothing but a number with one.
    pub alone: String,
    /// How many digits after the point are written as soon as one is.
    pub digits: u8,
}

/// What is written before and after a number such as this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    pub number: Decimal,
    pub before: String,
    pub after: String,
}

/// Numbers of every plural category that there is, those of the commonest first, and the low end of a range up to each.
/// 0 and 1 come last, as languages have words for the very numbers.
const SAMPLES: [(&str, &str); 10] = [
    ("3.5", "7"),
    ("50", "100"),
    ("10.5", "21"),
    ("10", "20"),
    ("1.5", "3"),
    ("1", "2"),
    ("0.5", "1.5"),
    ("0.25", "0.5"),
    ("0.5", "1"),
    ("0", "0"),
];

/// The powers of 10,000 that numbers of 15 digits reach.
const POWERS: u32 = 3;

type Write<'a> = &'a dyn Fn(Ends<Decimal>) -> String;

impl Formats<'_> {
    /// The pattern of the texts that `write` writes, where amounts that are not whole have `digits` digits after the
    /// point; `None` if they follow none.
    pub fn pattern(&self, lang: LangId, digits: u8, write: Write<'_>) -> Option<Pattern> {
        let mut pattern = Pattern {
            one: Vec::new(),
            range: Vec::new(),
            join: String::new(),
            units: Vec::new(),
            shared: false,
            alone: String::new(),
            digits,
        };
        for (low, high) in SAMPLES {
            let (low, number) = (Decimal::parse(low).ok()?, Decimal::parse(high).ok()?);
            let digits = |whole: bool| if whole { 0 } else { digits };
            let text = write(Ends::One(number));
            let (before, after) = text.split_once(&self.bare(lang, number, digits(number.is_whole())).ok()?)?;
            pattern.one.push(Round { number, before: before.to_owned(), after: after.to_owned() });
            if low == number {
                continue;
            }
            let text = write(Ends::Range(low, number));
            let digits = digits(low.is_whole() && number.is_whole());
            let (before, rest) = text.split_once(&self.bare(lang, low, digits).ok()?)?;
            let (join, after) = rest.split_once(&self.bare(lang, number, digits).ok()?)?;
            if !pattern.range.is_empty() && pattern.join != join {
                return None;
            }
            pattern.join = join.to_owned();
            pattern.range.push(Round { number, before: before.to_owned(), after: after.to_owned() });
        }
        self.find_units(lang, &mut pattern, write)?;
        unite(&mut pattern.one);
        unite(&mut pattern.range);
        Some(pattern)
    }

    /// Finds the words for powers of 10,000.
    fn find_units(&self, lang: LangId, pattern: &mut Pattern, write: Write<'_>) -> Option<()> {
        let bare = |number: i64| self.bare(lang, Decimal::whole(number).ok()?, 0).ok();
        if write(Ends::One(Decimal::whole(10_000).ok()?)).contains(&bare(10_000)?) {
            return Some(());
        }
        let (one, range) = (pattern.one.first()?, pattern.range.first()?);
        for power in 1..=POWERS {
            let text = write(Ends::One(Decimal::whole(10_000_i64.pow(power)).ok()?));
            let unit = text.strip_prefix(&one.before)?.strip_suffix(&one.after)?.strip_prefix(&bare(1)?)?;
            pattern.units.push(unit.to_owned());
        }
        let unit = pattern.units.first()?;
        let text = write(Ends::Range(Decimal::whole(50_000).ok()?, Decimal::whole(100_000).ok()?));
        let written = |low_unit: &str| {
            let Round { before, after, .. } = range;
            Some(format!("{before}{}{low_unit}{}{}{unit}{after}", bare(5)?, pattern.join, bare(10)?))
        };
        pattern.shared = text == written("")?;
        let fits = pattern.shared || text == written(unit)?;
        let text = write(Ends::Range(Decimal::whole(5).ok()?, Decimal::whole(100_000).ok()?));
        let Round { before, after, .. } = range;
        let rest = text.strip_prefix(before)?.strip_prefix(&bare(5)?)?.strip_suffix(after)?.strip_suffix(unit)?;
        let alone = rest.strip_suffix(&bare(10)?)?.strip_suffix(&pattern.join)?.to_owned();
        pattern.alone = alone;
        fits.then_some(())
    }
}

/// One for all, if all are the same.
fn unite(all: &mut Vec<Round>) {
    let same =
        |other: &Round| all.first().is_some_and(|first| first.before == other.before && first.after == other.after);
    if all.iter().all(same) {
        all.truncate(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{
        Currency, DurationEnd, TimeUnit, Value,
        tests::{lang, messages},
    };

    type Kind = fn(Ends<Decimal>) -> Value;

    fn weeks(ends: Ends<Decimal>) -> Value {
        let end = |number: &Decimal| DurationEnd::parse(&number.to_string(), Some(TimeUnit::Week)).unwrap();
        Value::Duration(ends.map(end))
    }

    fn money(ends: Ends<Decimal>, code: &str) -> Value {
        Value::Money { amount: ends, currency: Currency::parse(code).unwrap(), tax: None, per: None }
    }

    const KINDS: [(Kind, u8); 5] = [
        (weeks, 0),
        (|ends| money(ends, "JPY"), 0),
        (|ends| money(ends, "USD"), 2),
        (|number| Value::Count { number, unit: "session".to_owned() }, 0),
        (Value::Percent, 0),
    ];

    #[test]
    fn finds_what_stands_round_numbers() {
        let messages = messages();
        let formats = Formats::new(&messages);
        let found = |lang: LangId, at: usize| {
            let (kind, digits) = KINDS[at];
            let pattern = formats.pattern(lang, digits, &|ends| formats.text(lang, &kind(ends))).unwrap();
            let Round { before, after, .. } = pattern.range.first().unwrap().clone();
            (pattern.one.len(), before, pattern.join, after, pattern.units.concat(), pattern.shared)
        };
        let text = str::to_owned;
        assert_eq!(found(lang(0), 0), (1, text(""), text("〜"), text("週間"), text(""), false));
        assert_eq!(found(lang(0), 1), (1, text(""), text("〜"), text("円"), text("万億兆"), true));
        assert_eq!(found(lang(0), 2), (1, text(""), text("〜"), text("ドル"), text(""), false));
        assert_eq!(found(lang(1), 0), (SAMPLES.len(), text(""), text("–"), text(" weeks"), text(""), false));
        assert_eq!(found(lang(1), 1), (1, text("¥"), text("–"), text(""), text(""), false));
        assert_eq!(found(lang(1), 3), (SAMPLES.len(), text(""), text("–"), text(" sessions"), text(""), false));
        assert_eq!(found(lang(2), 4), (1, text("من "), text(" إلى "), text("٪"), text(""), false));
    }

    #[test]
    fn finds_none_where_a_number_is_left_out() {
        let messages = messages();
        let formats = Formats::new(&messages);
        let days = |ends: Ends<Decimal>| {
            let day = |number: &Decimal| DurationEnd::parse(&number.to_string(), Some(TimeUnit::Day)).unwrap();
            formats.text(lang(2), &Value::Duration(ends.map(day)))
        };
        assert_eq!(formats.pattern(lang(2), 0, &days), None);
    }

    /// The text of a number or range, made from a pattern alone, for numbers whose plural is that of 7 or of 1.
    fn made(formats: Formats<'_>, lang: LangId, pattern: &Pattern, ends: &Ends<Decimal>) -> String {
        let digits = if ends.each().all(|end| end.is_whole()) { 0 } else { pattern.digits };
        let number = |end: &Decimal| -> Vec<(String, &str)> {
            let (mut rest, mut groups) = (end.mantissa(), Vec::new());
            if pattern.units.is_empty() || end.scale() > 0 {
                return vec![(formats.bare(lang, *end, digits).unwrap(), "")];
            }
            let units: Vec<&str> = std::iter::once("").chain(pattern.units.iter().map(String::as_str)).collect();
            for (at, unit) in units.into_iter().enumerate().rev() {
                let size = 10_000_i128.pow(at as u32);
                let group = Decimal::new(rest / size, 0).unwrap();
                rest %= size;
                if group > Decimal::ZERO {
                    groups.push((formats.bare(lang, group, 0).unwrap(), unit));
                }
            }
            groups
        };
        let written = |groups: &[(String, &str)]| groups.iter().map(|(text, unit)| format!("{text}{unit}")).collect();
        let (list, text): (_, String) = match ends {
            Ends::Range(low, high) => {
                let (mut low, high) = (number(low), number(high));
                if let ([low], [high]) = (low.as_mut_slice(), high.as_slice()) {
                    match (low.1, high.1) {
                        ("", unit) if !unit.is_empty() => low.1 = &pattern.alone,
                        (low_unit, unit) if pattern.shared && low_unit == unit => low.1 = "",
                        _ => {}
                    }
                }
                let (low, high): (String, String) = (written(&low), written(&high));
                (&pattern.range, format!("{low}{}{high}", pattern.join))
            }
            one => (&pattern.one, written(&number(one.last()))),
        };
        let round = list.iter().find(|round| round.number == *ends.last()).or(list.first()).unwrap();
        format!("{}{text}{}", round.before, round.after)
    }

    #[test]
    fn says_how_every_number_is_written() {
        let messages = messages();
        let formats = Formats::new(&messages);
        let number = |text: &str| Decimal::parse(text).unwrap();
        let samples =
            ["0.5", "1", "2", "9.25", "40", "9500", "10000", "12345", "50000", "400000", "1740000", "100000000"];
        for (lang, (kind, digits)) in [lang(0), lang(1)].into_iter().flat_map(|lang| KINDS.map(|kind| (lang, kind))) {
            let write = |ends: Ends<Decimal>| formats.text(lang, &kind(ends));
            let pattern = formats.pattern(lang, digits, &write).unwrap();
            for (at, low) in samples.iter().enumerate() {
                let one = Ends::One(number(low));
                assert_eq!(made(formats, lang, &pattern, &one), write(one), "{lang:?} {low}");
                for high in samples.iter().skip(at + 1) {
                    let range = Ends::Range(number(low), number(high));
                    assert_eq!(made(formats, lang, &pattern, &range), write(range), "{lang:?} {low} {high}");
                }
            }
        }
    }
}
