//! The plural categories of a language, as CLDR has them, for numbers and for ranges of them.

use super::value::{Number, Range, Value};
use crate::locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences, PluralRulesWithRanges};
use std::collections::{HashMap, HashSet};

/// Every category that there is, in the usual order.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Numbers by which categories differ: small ones, and a few with digits after the point.
const SAMPLES: [&str; 12] =
    ["0.1", "0.2", "0.5", "1.1", "1.5", "2.1", "2.5", "10.1", "0.11", "1.21", "11.5", "1000000"];

/// As many whole numbers from 0 tell the categories of small numbers apart: rules look at hundreds at most.
const SMALL: i64 = 220;

/// How one language counts.
pub struct Plurals {
    cardinal: Option<PluralRulesWithRanges<PluralRules>>,
    ordinal: Option<PluralRules>,
}

impl Plurals {
    /// Those of a language; of one that nobody knows, everything is `other`.
    pub fn new(locale: Option<&Locale>) -> Plurals {
        let preferences = locale.map(|locale| PluralRulesPreferences::from(locale.tag()));
        Plurals {
            cardinal: preferences.and_then(|of| PluralRulesWithRanges::try_new_cardinal(of).ok()),
            ordinal: preferences.and_then(|of| PluralRules::try_new_ordinal(of).ok()),
        }
    }

    /// The category of a value, if it is a number or a range.
    pub fn of(&self, value: &Value) -> Option<&'static str> {
        match value {
            Value::Text(_) => None,
            Value::Number(number) => Some(self.of_number(number)),
            Value::Range(range) => Some(self.of_range(range)),
        }
    }

    /// The categories of the language.
    pub fn categories(&self) -> Vec<&'static str> {
        let all = self.cardinal.as_ref().map(|rules| rules.rules().categories().map(name).collect());
        all.unwrap_or_else(|| vec!["other"])
    }

    /// The categories that small whole numbers have.
    pub fn of_small_numbers(&self) -> Vec<&'static str> {
        let found: HashSet<&str> = (0..SMALL).map(|number| self.of_number(&number.into())).collect();
        self.categories().into_iter().filter(|category| found.contains(category)).collect()
    }

    /// Whether a category is that of one single number, and of no range if there may be one.
    pub fn is_of_one_number(&self, category: &str, or_range: bool) -> bool {
        let samples = SAMPLES.iter().filter_map(|text| Number::parse(text));
        // The least and the greatest sample of each category, and how many there are.
        let mut spans: HashMap<&str, (f64, f64, usize)> = HashMap::new();
        for number in (0..SMALL).map(Number::from).chain(samples) {
            let value = number.plain().parse::<f64>().unwrap_or_default();
            let span = spans.entry(self.of_number(&number)).or_insert((value, value, 0));
            *span = (span.0.min(value), span.1.max(value), span.2 + 1);
        }
        let is_one = spans.get(category).is_some_and(|(_, _, count)| *count == 1);
        let Some(rules) = self.cardinal.as_ref().filter(|_| or_range) else { return is_one };
        let all: Vec<PluralCategory> = rules.rules().categories().collect();
        let pairs = all.iter().flat_map(|low| all.iter().map(move |high| (*low, *high)));
        let mut pairs = pairs.filter(|(low, high)| {
            let ends = spans.get(name(*low)).zip(spans.get(name(*high)));
            ends.is_some_and(|((least, ..), (_, greatest, _))| least < greatest)
        });
        is_one && !pairs.any(|(low, high)| name(rules.resolve_range(low, high)) == category)
    }

    fn of_number(&self, number: &Number) -> &'static str {
        let rules = match number.ordinal {
            true => self.ordinal.as_ref(),
            false => self.cardinal.as_ref().map(PluralRulesWithRanges::rules),
        };
        name(rules.map_or(PluralCategory::Other, |rules| rules.category_for(&number.digits)))
    }

    fn of_range(&self, range: &Range) -> &'static str {
        let found = |rules: &PluralRulesWithRanges<PluralRules>| {
            rules.category_for_range(&range.low.digits, &range.high.digits)
        };
        name(self.cardinal.as_ref().map_or(PluralCategory::Other, found))
    }
}

/// The name of a category in messages.
fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn category(code: &str, text: &str) -> &'static str {
        let number = |text: &str| Number::parse(text).unwrap();
        let value = match text.split_once('–') {
            Some((low, high)) => {
                Value::Range(Box::new(Range { low: number(low), high: number(high), text: text.to_owned() }))
            }
            None => number(text).into(),
        };
        Plurals::new(Locale::parse(code).as_ref()).of(&value).unwrap()
    }

    /// Samples of CLDR 48, from the languages whose rules are easily got wrong.
    const SAMPLES: [(&str, &str, &str); 48] = [
        ("ar", "zero", "0"),
        ("ar", "one", "1 1.0"),
        ("ar", "two", "2"),
        ("ar", "few", "3 10 103 110 1003"),
        ("ar", "many", "11 26 99 111 1011"),
        ("ar", "other", "100 102 200 10.1 1–2 0.5–1"),
        ("cs", "one", "1"),
        ("cs", "few", "2 4 1–2"),
        ("cs", "many", "0.0 1.5 10.0"),
        ("cs", "other", "0 5 100 1–5"),
        ("en", "one", "1"),
        ("en", "other", "0 1.0 2 0.5–1 1–2"),
        ("fr", "one", "0 1 1.5 0–1"),
        ("fr", "many", "1000000"),
        ("fr", "other", "2 16 1–2 1000001"),
        ("he", "one", "1 0.5"),
        ("he", "two", "2"),
        ("he", "other", "0 3 20 100 1.5 1–2"),
        ("is", "one", "1 21 0.1 101"),
        ("is", "other", "0 2 11 111"),
        ("ja", "other", "0 1 2 1–2"),
        ("lt", "one", "1 21 101"),
        ("lt", "few", "2 9 22 24 102 12–24"),
        ("lt", "many", "0.1 1.5"),
        ("lt", "other", "0 10 11 19 20 111 1–10"),
        ("lv", "zero", "0 10 20 30 111 211"),
        ("lv", "one", "1 21 101 0.1 2.1 20–21"),
        ("lv", "other", "2 9 22 102 0.2 1–2 12–20"),
        ("pl", "one", "1 0.5–1"),
        ("pl", "few", "2 4 22 1–2"),
        ("pl", "many", "0 5 11 12 21 25 112 1–5"),
        ("pl", "other", "0.5 1.5"),
        ("pt", "one", "0 1 1.5"),
        ("pt-PT", "one", "1"),
        ("pt-PT", "other", "0 1.5"),
        ("ro", "one", "1"),
        ("ro", "few", "0 2 19 101 103 111 119 1.5 0.5–1 1–2"),
        ("ro", "other", "20 24 100 120 12–24"),
        ("ru", "one", "1 21 101 20–21"),
        ("ru", "few", "2 4 22 104 1–2"),
        ("ru", "many", "0 5 11 14 20 100 111 1–5"),
        ("ru", "other", "1.5"),
        ("sl", "one", "1 101"),
        ("sl", "two", "2 102 1–2"),
        ("sl", "few", "3 4 103 1.5 0.5–1"),
        ("sl", "other", "0 5 100"),
        ("mk", "one", "1 21 0.1"),
        ("mk", "other", "11 111 0"),
    ];

    #[test]
    fn knows_what_a_category_is_for() {
        for (code, category, one, range) in [
            ("en", "one", true, true),
            ("fr", "one", false, false),
            ("ru", "one", false, false),
            ("pl", "one", true, false),
            ("ar", "one", true, true),
            ("ar", "two", true, true),
            ("ar", "zero", true, false),
            ("he", "two", true, true),
            ("sl", "two", false, false),
            ("ja", "other", false, false),
            ("ja", "one", false, false),
        ] {
            let plurals = Plurals::new(Locale::parse(code).as_ref());
            let found = [false, true].map(|or_range| plurals.is_of_one_number(category, or_range));
            assert_eq!(found, [one, range], "{code} {category}");
        }
        let cs = Plurals::new(Locale::parse("cs").as_ref());
        assert_eq!(cs.categories(), ["one", "few", "many", "other"]);
        assert_eq!(cs.of_small_numbers(), ["one", "few", "other"]);
    }

    #[test]
    fn counts_as_cldr_does() {
        for (code, expected, numbers) in SAMPLES {
            for number in numbers.split(' ') {
                assert_eq!(category(code, number), expected, "{code} {number}");
            }
        }
    }
}
