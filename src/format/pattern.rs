//! How a language writes the numbers of one kind, found by writing a few: for a program that has to write others the
//! same way.

use super::{Decimal, Ends, Formats};

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
    /// point; nothing if they follow none.
    pub fn pattern(&self, lang: usize, digits: u8, write: Write<'_>) -> Option<Pattern> {
        let mut pattern = Pattern {
            one: Vec::new(),
            range: Vec::new(),
            join: String::new(),
            units: Vec::new(),
            shared: false,
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
    fn find_units(&self, lang: usize, pattern: &mut Pattern, write: Write<'_>) -> Option<()> {
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
        (pattern.shared || text == written(unit)?).then_some(())
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
