//! The plural categories of a language, as CLDR has them, for numbers and for ranges of them.

use super::value::{Number, Range, Value};
use crate::locale::Locale;
use icu_plurals::provider::{Baked, PluralRulesData, PluralsCardinalV1, PluralsOrdinalV1};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences, PluralRulesWithRanges};
use icu_provider::prelude::{DataIdentifierBorrowed, DataMarker, DataMarkerExt, DataProvider, DataRequest};
use std::collections::{HashMap, HashSet};

/// Every category that there is, in the usual order.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// As many whole numbers from 0 tell the categories of small numbers apart: rules look at hundreds at most.
const SMALL: i64 = 220;

/// Numbers with digits after the point by which categories differ.
const FRACTIONS: [&str; 11] = ["0.1", "0.2", "0.5", "1.1", "1.5", "2.1", "2.5", "10.1", "0.11", "1.21", "11.5"];

/// The categories of a language.
pub struct Categories {
    pub all: Vec<&'static str>,
    /// Those of small whole numbers.
    pub small: Vec<&'static str>,
    /// Those of one single number.
    pub single: Vec<&'static str>,
    /// Of these, those of no range.
    pub single_alone: Vec<&'static str>,
    /// Those of places in an order: first, second.
    pub ordinal: Vec<&'static str>,
}

/// How one language counts, as data: what it does not say is `other`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counting {
    /// Categories with their rules, as CLDR writes them, in the order in which they are tried.
    pub cardinal: Vec<(&'static str, String)>,
    pub ordinal: Vec<(&'static str, String)>,
    /// The category of a range by those of its ends, where that is not the high end's.
    pub ranges: Vec<[&'static str; 3]>,
}

/// How one language counts.
pub struct Plurals {
    preferences: Option<PluralRulesPreferences>,
    cardinal: Option<PluralRulesWithRanges<PluralRules>>,
    ordinal: Option<PluralRules>,
}

impl Plurals {
    /// Those of a language; of one that nobody knows, everything is `other`.
    pub fn new(locale: Option<&Locale>) -> Plurals {
        let preferences = locale.map(|locale| PluralRulesPreferences::from(locale.tag()));
        Plurals {
            preferences,
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

    /// What the categories of the language are for.
    pub fn categories(&self) -> Categories {
        let in_order = |found: &HashSet<&str>| CATEGORIES.into_iter().filter(|known| found.contains(known)).collect();
        let ordinal = self.ordinal.as_ref().map(|rules| rules.categories().map(name).collect::<HashSet<_>>());
        let ordinal: Vec<&str> = ordinal.map_or_else(|| vec!["other"], |found| in_order(&found));
        let Some(cardinal) = &self.cardinal else {
            return Categories {
                all: vec!["other"],
                small: vec!["other"],
                single: Vec::new(),
                single_alone: Vec::new(),
                ordinal,
            };
        };
        let all: Vec<PluralCategory> = cardinal.rules().categories().collect();
        let small: HashSet<&str> = (0..SMALL).map(|number| self.of_number(&number.into())).collect();
        let fractions = FRACTIONS.iter().filter_map(|text| Some((text.parse().ok()?, Number::parse(text)?)));
        let whole = (0..SMALL).chain([1_000_000, 2_000_000]).map(|number| (number as f64, Number::from(number)));
        // The least and the greatest number of each category.
        let mut spans: HashMap<&str, (f64, f64)> = HashMap::new();
        for (size, number) in whole.chain(fractions) {
            let span = spans.entry(self.of_number(&number)).or_insert((size, size));
            *span = (span.0.min(size), span.1.max(size));
        }
        let is_single = |category: &str| spans.get(category).is_some_and(|(least, greatest)| least == greatest);
        let pairs = all.iter().flat_map(|low| all.iter().map(move |high| (*low, *high)));
        let pairs = pairs.filter(|(low, high)| {
            let ends = spans.get(name(*low)).zip(spans.get(name(*high)));
            ends.is_some_and(|((least, _), (_, greatest))| least < greatest)
        });
        let of_ranges: HashSet<&str> = pairs.map(|(low, high)| name(cardinal.resolve_range(low, high))).collect();
        let all: Vec<&str> = in_order(&all.iter().copied().map(name).collect());
        let those = |wanted: &dyn Fn(&str) -> bool| all.iter().copied().filter(|category| wanted(category)).collect();
        Categories {
            small: those(&|category| small.contains(category)),
            single: those(&is_single),
            single_alone: those(&|category| is_single(category) && !of_ranges.contains(category)),
            ordinal,
            all,
        }
    }

    /// How the language counts, as data.
    pub fn counting(&self) -> Counting {
        let (Some(preferences), Some(cardinal)) = (self.preferences, &self.cardinal) else {
            return Counting::default();
        };
        let all: Vec<PluralCategory> = cardinal.rules().categories().collect();
        let pairs = all.iter().flat_map(|low| all.iter().map(move |high| (*low, *high)));
        let ranges = pairs.map(|(low, high)| (low, high, cardinal.resolve_range(low, high)));
        let ranges = ranges.filter(|(_, high, found)| high != found);
        Counting {
            cardinal: rules::<PluralsCardinalV1>(preferences),
            ordinal: rules::<PluralsOrdinalV1>(preferences),
            ranges: ranges.map(|(low, high, found)| [low, high, found].map(name)).collect(),
        }
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

/// The rules of a language, as CLDR writes them.
fn rules<Kind>(preferences: PluralRulesPreferences) -> Vec<(&'static str, String)>
where
    Kind: DataMarker<DataStruct = PluralRulesData<'static>>,
    Baked: DataProvider<Kind>,
{
    let locale = Kind::make_locale(preferences.locale_preferences);
    let request = DataRequest { id: DataIdentifierBorrowed::for_locale(&locale), ..DataRequest::default() };
    let Ok(found) = DataProvider::<Kind>::load(&Baked, request) else { return Vec::new() };
    let PluralRulesData { zero, one, two, few, many } = found.payload.get();
    let rules = [("zero", zero), ("one", one), ("two", two), ("few", few), ("many", many)];
    rules.into_iter().filter_map(|(category, rule)| Some((category, rule.as_ref()?.to_string()))).collect()
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

    /// What another program makes of the same rules: `tests/plurals/store.mjs` says how it is renewed.
    const STORED: &str = include_str!("../../tests/plurals/categories.txt");

    fn value(text: &str) -> Value {
        let number = |text: &str| Number::parse(text).unwrap();
        match text.split_once('–') {
            Some((low, high)) => {
                Value::Range(Box::new(Range { low: number(low), high: number(high), text: text.to_owned() }))
            }
            None => number(text).into(),
        }
    }

    #[test]
    fn counts_as_others_count() {
        let mut lines = STORED.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(' '));
        let numbers: Vec<&str> = lines.next().unwrap().skip(1).collect();
        let ranges: Vec<&str> = lines.next().unwrap().skip(1).collect();
        let mut wrong = Vec::new();
        for mut line in lines {
            let code = line.next().unwrap();
            let plurals = Plurals::new(Locale::parse(code).as_ref());
            let category = |text: &str| plurals.of(&value(text)).unwrap();
            for texts in [&numbers, &ranges] {
                let letters = line.next().unwrap();
                assert_eq!(letters.len(), texts.len());
                for (text, letter) in texts.iter().zip(letters.chars()) {
                    let (found, expected) = (category(text), of_letter(letter));
                    // Of ends that CLDR says nothing of, the high one counts (UTS 35, Plural Ranges); the other program has `other`.
                    let high = text.split_once('–').map(|(_, high)| category(high));
                    if found != expected && (expected, Some(found)) != ("other", high) {
                        wrong.push(format!("{code} {text}: {found}, not {expected}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} differ: {}", wrong.len(), wrong.join(", "));
    }

    #[test]
    fn knows_what_a_category_is_for() {
        for (code, all, single, single_alone) in [
            ("en", "one other", "one", "one"),
            ("fr", "one many other", "", ""),
            ("ru", "one few many other", "", ""),
            ("pl", "one few many other", "one", ""),
            ("ar", "zero one two few many other", "zero one two", "one two"),
            ("he", "one two other", "two", "two"),
            ("sl", "one two few other", "", ""),
            ("ja", "other", "", ""),
        ] {
            let found = Plurals::new(Locale::parse(code).as_ref()).categories();
            let found = [found.all, found.single, found.single_alone].map(|list| list.join(" "));
            assert_eq!(found, [all, single, single_alone], "{code}");
        }
        let cs = Plurals::new(Locale::parse("cs").as_ref()).categories();
        assert_eq!(cs.small, ["one", "few", "other"]);
    }

    #[test]
    fn tells_its_rules() {
        let counting = |code: &str| Plurals::new(Locale::parse(code).as_ref()).counting();
        assert_eq!(counting("ja"), Counting::default());
        let en = counting("en");
        assert_eq!(en.cardinal, [("one", "i = 1 and v = 0".to_owned())]);
        assert_eq!(en.ordinal.iter().map(|(category, _)| *category).collect::<Vec<_>>(), ["one", "two", "few"]);
        let pl = counting("pl");
        let few = "v = 0 and i % 10 = 2..4 and i % 100 != 12..14";
        assert_eq!(
            pl.cardinal.iter().find(|(category, _)| *category == "few").map(|(_, rule)| rule.as_str()),
            Some(few)
        );
        // 0.5–1; what counts as its high end does is not told.
        assert_eq!(en.ranges, [["other", "one", "other"]]);
    }

    fn of_letter(letter: char) -> &'static str {
        match letter {
            'z' => "zero",
            '1' => "one",
            '2' => "two",
            'f' => "few",
            'm' => "many",
            'o' => "other",
            _ => panic!("{letter}"),
        }
    }
}
