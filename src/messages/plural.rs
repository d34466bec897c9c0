//! The plural categories of a language, as CLDR has them, for numbers and for ranges of them.

use super::value::{Number, Range, Value};
use crate::locale::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences, PluralRulesWithRanges};

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
