//! Figures: numbers with what stands round them, compared with how facts are written.

use super::spelling::{Spelling, folded};
use super::tree::{Node, Tree};
use crate::config::LangId;
use crate::facts::{Cell, FactId};
use crate::format::{Amount, Decimal, DurationEnd, Ends, Form, Formats, TimeUnit, Value};
use crate::messages::Messages;
use crate::resolve::Site;
use jiff::civil::date;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Words that make something else of a number and its unit.
struct Other {
    /// Those that stand before it, and after it.
    before: HashSet<String>,
    after: HashSet<String>,
    /// Those that stand before a year.
    year: HashSet<String>,
    /// What stands in a date between the month and the day, and after the day, if the month is a number.
    date: Option<(String, String)>,
}

/// The most characters of such a word.
const WORD: usize = 24;

impl Other {
    /// Those of a language.
    fn of(messages: &Messages, lang: LangId) -> Other {
        let words = |id: &str| -> HashSet<String> {
            let words = messages.own(lang, id).unwrap_or_default();
            words.split_whitespace().map(|word| word.chars().map(in_words).collect()).collect()
        };
        Other {
            before: words("format-no-figure-after"),
            after: words("format-no-figure-before"),
            year: words("format-year-after"),
            date: signs_of_date(messages, lang),
        }
    }

    /// Whether one of the words begins a text.
    fn follows(&self, text: &[char]) -> bool {
        let mut word = String::new();
        text.iter().skip_while(|c| matches!(c, ' ' | '-')).take(WORD).any(|c| {
            word.push(*c);
            self.after.contains(&word)
        })
    }
}

/// A character of a list of words, in which `_` stands for a blank.
fn in_words(c: char) -> char {
    if c == '_' { ' ' } else { folded(c) }
}

/// Whether one of the words ends a text.
fn ends_with(words: &HashSet<String>, text: &[char]) -> bool {
    let near = text.get(text.len().saturating_sub(WORD)..).unwrap_or_default();
    let end = near.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
    (0..end).any(|start| {
        let word: String = near.get(start..end).unwrap_or_default().iter().collect();
        // A word of letters is a whole one: "age", and not "average".
        let before = start.checked_sub(1).and_then(|at| near.get(at));
        let whole = !(word.is_ascii() && before.is_some_and(char::is_ascii_alphanumeric));
        whole && words.contains(&word)
    })
}

/// What stands between month and day, and after the day, as a language writes dates.
fn signs_of_date(messages: &Messages, lang: LangId) -> Option<(String, String)> {
    let written: String = Formats::new(messages).date(lang, date(2024, 6, 9)).ok()?.chars().map(folded).collect();
    let (before, after) = written.split_once('9')?;
    let (_, between) = before.rsplit_once('6')?;
    Some((between.trim().to_owned(), after.trim().to_owned()))
        .filter(|(month, day)| !month.is_empty() && !day.is_empty())
}

/// What a unit is of, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Of which there is as much as one likes.
    Money,
    /// Of which there is also one.
    Frequency,
    /// After which a number may be a year of the calendar.
    Year,
    /// Of which one is a word more often than a figure: one session, a month.
    Plain,
}

/// What stands round the numbers of facts, as it is compared.
struct Mark {
    before: Vec<char>,
    after: Vec<char>,
    /// The numbers of the facts with this unit, and the first fact that has them.
    numbers: HashMap<String, FactId>,
    /// The first fact of all.
    fact: FactId,
    sort: Sort,
}

/// The most characters that a mark has on one side of a number.
const LONGEST: usize = 60;

/// The numbers that are written to learn what stands round them, one of each plural.
const SAMPLES: [i64; 8] = [3, 1, 2, 7, 8, 11, 21, 100];

/// How a language writes what facts say: their units, and numbers.
pub struct Marks {
    pub spelling: Spelling,
    other: Other,
    /// In the order of the facts; those that look alike are one.
    all: Vec<Mark>,
    before: Tree,
    after: Tree,
    /// The mark whose signs lead to these two nodes.
    places: HashMap<(Node, Node), usize>,
    /// The marks of each fact, with its numbers.
    of_fact: HashMap<FactId, Vec<(usize, Vec<String>)>>,
}

/// The units and numbers of the facts of a text.
#[derive(Default)]
pub struct Near {
    /// By the place of the mark: its first fact here, and the first that has a number.
    marks: HashMap<usize, (FactId, HashMap<String, FactId>)>,
}

impl Near {
    /// Whether no fact near by has a unit.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }
}

impl Marks {
    /// The marks of the site's facts in a language.
    pub fn of(site: &Site, lang: LangId) -> Marks {
        let facts = site.catalog.facts.iter().filter_map(|(id, fact)| match &fact.cell {
            Cell::Value(value) => Some((id, value)),
            Cell::Statement(_) | Cell::Unknown | Cell::NotApplicable => None,
        });
        Marks::new(facts, lang, &site.messages)
    }

    fn new<'f>(facts: impl Iterator<Item = (FactId, &'f Value)>, lang: LangId, messages: &Messages) -> Marks {
        let mut marks = Marks {
            spelling: Spelling::of(messages, lang),
            other: Other::of(messages, lang),
            all: Vec::new(),
            before: Tree::default(),
            after: Tree::default(),
            places: HashMap::new(),
            of_fact: HashMap::new(),
        };
        // Facts of a column have the same unit.
        let mut known: HashMap<Value, Vec<usize>> = HashMap::new();
        for (fact, value) in facts {
            let mut of_fact = Vec::new();
            for (unit, numbers) in units(value) {
                let places = known.entry(unit).or_insert_with_key(|unit| marks.learn(fact, unit, lang, messages));
                for place in places {
                    if let Some(mark) = marks.all.get_mut(*place) {
                        for number in &numbers {
                            mark.numbers.entry(number.clone()).or_insert(fact);
                        }
                    }
                    of_fact.push((*place, numbers.clone()));
                }
            }
            if !of_fact.is_empty() {
                marks.of_fact.insert(fact, of_fact);
            }
        }
        marks
    }

    /// The marks of a unit: what stands round a number of it, whatever the number is.
    fn learn(&mut self, fact: FactId, unit: &Value, lang: LangId, messages: &Messages) -> Vec<usize> {
        let formats = Formats::new(messages);
        let mut sides: Vec<(Vec<char>, Vec<char>)> = Vec::new();
        for sample in SAMPLES {
            let text = Decimal::whole(sample).ok().map(|number| formats.form(lang, &with(unit, number), Form::Plain));
            let Some(Some(text)) = text else { continue };
            let chars: Vec<char> = text.chars().map(folded).collect();
            let text: String = self.spelling.spell(&chars).text.iter().filter(|c| !c.is_whitespace()).collect();
            let number = sample.to_string();
            let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let found: Vec<(&str, &str)> = text
                .match_indices(&number)
                .map(|(at, _)| text.split_at(at))
                .map(|(before, rest)| (before, rest.get(number.len()..).unwrap_or_default()))
                .filter(|(before, after)| !is_digit(before.chars().next_back()) && !is_digit(after.chars().next()))
                .collect();
            // Where the period has the same number, it is not known which is which.
            if let [(before, after)] = found.as_slice() {
                sides.push((before.chars().collect(), after.chars().collect()));
            }
        }
        if let Value::Money { currency, .. } = unit
            && let Some(words) = formats.currency_words(lang, currency)
        {
            for word in words.split_whitespace() {
                let signs: Vec<char> = word.chars().map(folded).collect();
                sides.push((signs.clone(), Vec::new()));
                sides.push((Vec::new(), signs));
            }
        }
        let sort = match unit {
            Value::Money { .. } => Sort::Money,
            Value::Frequency(_) => Sort::Frequency,
            Value::Duration(ends) if ends.last().unit == TimeUnit::Year => Sort::Year,
            Value::Duration(_) | Value::Count { .. } | Value::Percent(_) | Value::Measure { .. } => Sort::Plain,
            Value::Date(_)
            | Value::Weekday(_)
            | Value::Time(_)
            | Value::Phone(_)
            | Value::Text(_)
            | Value::Choice { .. } => Sort::Plain,
        };
        let mut found = Vec::new();
        for (before, after) in sides {
            let fits = before.len() <= LONGEST && after.len() <= LONGEST && before.len() + after.len() > 0;
            if fits {
                let place = self.insert(Mark { before, after, numbers: HashMap::new(), fact, sort });
                if !found.contains(&place) {
                    found.push(place);
                }
            }
        }
        found
    }

    fn insert(&mut self, mark: Mark) -> usize {
        // Before a number one goes backwards.
        let nodes = (self.before.insert(mark.before.iter().rev()), self.after.insert(mark.after.iter()));
        let place = *self.places.entry(nodes).or_insert(self.all.len());
        if place == self.all.len() {
            self.all.push(mark);
        }
        place
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What a text with these facts is searched for.
    pub fn near(&self, facts: &BTreeSet<FactId>) -> Near {
        let mut near = Near::default();
        for fact in facts {
            for (place, numbers) in self.of_fact.get(fact).into_iter().flatten() {
                let (_, known) = near.marks.entry(*place).or_insert_with(|| (*fact, HashMap::new()));
                for number in numbers {
                    known.entry(number.clone()).or_insert(*fact);
                }
            }
        }
        near
    }

    /// The marks that stand round a number, the longest first, and the characters from which to which they stand.
    fn round(&self, text: &[char], (start, end): (usize, usize)) -> Vec<(usize, usize, usize)> {
        let is_sign = |(_, sign): &(usize, &char)| !sign.is_whitespace();
        // "8-month"
        let hyphen = matches!(text.get(end..end + 2), Some(['-', letter]) if letter.is_ascii_alphabetic());
        let rest = end + usize::from(hyphen);
        let behind = text.get(rest..).unwrap_or_default().iter().enumerate().filter(is_sign);
        let ahead = text.get(..start).unwrap_or_default().iter().enumerate().rev().filter(is_sign);
        let mut after = self.after.follow(behind.map(|(at, sign)| (rest + at + 1, sign)));
        let mut before = self.before.follow(ahead);
        after.push((Tree::ROOT, end));
        before.push((Tree::ROOT, start));
        let mut found = Vec::new();
        for (ahead, from) in before {
            for (behind, to) in &after {
                found.extend(self.places.get(&(ahead, *behind)).map(|place| (*place, from, *to)));
            }
        }
        found.sort_unstable_by_key(|(place, from, to)| (from + text.len() - to, *place));
        found
    }

    /// The figures of a text in one form: those with a unit of the facts near by, and, if the whole site counts, all
    /// money and what some fact says.
    pub fn figures(&self, text: &[char], near: &Near, site: bool) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut at = 0;
        while let Some(start) = text.get(at..).and_then(|rest| rest.iter().position(char::is_ascii_digit)) {
            let start = at + start;
            let of_number = |c: &&char| c.is_ascii_digit() || **c == '.';
            let digits: String = text.iter().skip(start).take_while(of_number).collect();
            at = start + digits.len();
            // What stands at the end of a sentence is no part of the number.
            let digits = digits.trim_end_matches('.');
            // A version is none.
            if digits.matches('.').count() < 2 {
                figures.extend(self.figure(text, (start, start + digits.len()), digits, near, site));
            }
        }
        figures
    }

    fn figure(&self, text: &[char], number: (usize, usize), digits: &str, near: &Near, site: bool) -> Option<Figure> {
        let (mut known, mut found, mut said, mut money) = (None, None, None, None);
        for (place, start, end) in self.round(text, number) {
            let Some(mark) = self.all.get(place) else { continue };
            if is_something_else(text, (start, end), mark, digits, &self.other) {
                continue;
            }
            let figure = |fact: FactId| Figure { start, end, fact };
            let counts = digits != "1" || mark.sort == Sort::Frequency;
            if let Some((fact, numbers)) = near.marks.get(&place) {
                known = known.or_else(|| numbers.get(digits).copied().map(figure));
                found = found.or_else(|| counts.then(|| figure(*fact)));
            }
            if site && counts {
                said = said.or_else(|| mark.numbers.get(digits).copied().map(figure));
                money = money.or_else(|| (mark.sort == Sort::Money).then(|| figure(mark.fact)));
            }
        }
        known.or(found).or(said).or(money)
    }
}

/// The units of a value, as values of one, and its numbers in each.
fn units(value: &Value) -> Vec<(Value, Vec<String>)> {
    let text = |number: &Decimal| number.trimmed().to_string();
    let of = |ends: &Ends<Decimal>| vec![(with(value, Decimal::ONE), ends.each().map(text).collect())];
    match value {
        Value::Duration(ends) => {
            let mut units: Vec<(Value, Vec<String>)> = Vec::new();
            for end in ends.each() {
                let Amount::Exact(number) = end.amount else { continue };
                let one = DurationEnd { amount: Amount::Exact(Decimal::ONE), unit: end.unit };
                let unit = Value::Duration(Ends::One(one));
                match units.iter_mut().find(|(known, _)| *known == unit) {
                    Some((_, numbers)) => numbers.push(text(&number)),
                    None => units.push((unit, vec![text(&number)])),
                }
            }
            units
        }
        numbers => numbers.numbers().map(of).unwrap_or_default(),
    }
}

/// A value with this number in place of its own.
fn with(value: &Value, number: Decimal) -> Value {
    match value {
        Value::Duration(ends) => {
            Value::Duration(Ends::One(DurationEnd { amount: Amount::Exact(number), unit: ends.last().unit }))
        }
        other => other.with_number(number),
    }
}

/// A number with a unit: where it stands, and the fact that it may mean.
pub struct Figure {
    pub start: usize,
    pub end: usize,
    pub fact: FactId,
}

/// Whether a number and unit are part of something else: a longer word, a name, a date, an ordinal.
fn is_something_else(text: &[char], (from, to): (usize, usize), mark: &Mark, digits: &str, other: &Other) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| text.get(at)).copied();
    let before = |n: usize| at(from.checked_sub(n));
    let in_word = |c: Option<char>, edge: Option<&char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric()) && edge.is_none_or(char::is_ascii_alphanumeric)
    };
    let begins = mark.before.first();
    // "COVID-19"
    let in_name = before(1) == Some('-') && before(2).is_some_and(|c| c.is_ascii_alphabetic());
    // "HK$80", and "4月2回", where the month is no unit.
    let of_another = begins.is_some_and(|c| !c.is_ascii_alphanumeric())
        && before(1).is_some_and(|c| {
            if begins.is_some_and(|c| c.is_alphabetic()) { c.is_ascii_digit() } else { c.is_ascii_alphabetic() }
        });
    let ahead = text.get(..from).unwrap_or_default();
    in_word(before(1), begins)
        || in_word(at(Some(to)), mark.after.last())
        || in_name
        || of_another
        || is_year(digits) && mark.sort != Sort::Money && (mark.sort == Sort::Year || ends_with(&other.year, ahead))
        || mark.before.is_empty() && other.date.as_ref().is_some_and(|signs| in_date(ahead, mark, signs))
        || other.follows(text.get(to..).unwrap_or_default())
        || ends_with(&other.before, ahead)
}

/// Whether a number may be a year of our time.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Whether a number after this is a day of the calendar: "4月30日", "4月5〜7日".
fn in_date(ahead: &[char], mark: &Mark, (month, day): &(String, String)) -> bool {
    let mut rest = ahead;
    if let [before @ .., '〜' | '~' | '-' | '–'] = rest {
        let digits = before.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        rest = before.get(..before.len() - digits).unwrap_or_default();
    }
    let is = |signs: &[char], text: &str| signs.iter().copied().eq(text.chars());
    let before = rest.get(rest.len().saturating_sub(month.chars().count())..).unwrap_or_default();
    is(&mark.after, day) && is(before, month)
}
