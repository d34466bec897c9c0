//! Figures: numbers with what stands round them, compared with how facts are written.

use crate::config::LangId;
use crate::facts::{FactId, Facts, is_counter};
use crate::format::{Ends, Form, Value};
use crate::messages::Messages;
use crate::resolve::Site;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Words that make something else of a number and its unit: those that stand before it, and after it.
pub struct Other {
    before: HashSet<String>,
    after: HashSet<String>,
}

/// The most characters of such a word.
const WORD: usize = 24;

impl Other {
    /// Those of a language.
    pub fn of(site: &Site, lang: LangId) -> Other {
        let words = |id: &str| -> HashSet<String> {
            let words = site.messages.own(lang, id).unwrap_or_default();
            words.split_whitespace().map(|word| word.chars().map(folded).collect()).collect()
        };
        Other { before: words("format-no-figure-after"), after: words("format-no-figure-before") }
    }

    /// Whether one of the words begins a text.
    fn follows(&self, text: &[char]) -> bool {
        let mut word = String::new();
        text.iter().skip_while(|c| **c == ' ').take(WORD).any(|c| {
            word.push(*c);
            self.after.contains(&word)
        })
    }

    /// Whether one of the words ends a text.
    fn precedes(&self, text: &[char]) -> bool {
        let near = text.get(text.len().saturating_sub(WORD)..).unwrap_or_default();
        let end = near.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        (0..end).any(|start| {
            let word: String = near.get(start..end).unwrap_or_default().iter().collect();
            // A word of letters is a whole one: "age", and not "average".
            let before = start.checked_sub(1).and_then(|at| near.get(at));
            let whole = !(word.is_ascii() && before.is_some_and(char::is_ascii_alphanumeric));
            whole && self.before.contains(&word)
        })
    }
}

/// What stands round the numbers of facts, as it is compared.
struct Mark {
    before: Vec<char>,
    after: Vec<char>,
    /// The digits of the numbers of those facts, and the first fact that has them.
    numbers: HashMap<String, FactId>,
    /// The first fact of all.
    fact: FactId,
    /// Whether it is money, of which there is as much as one likes: of other things, 2024 is rather a year.
    money: bool,
}

/// The most characters that a mark has on one side of a number.
const LONGEST: usize = 60;

/// The marks of facts, those that look alike as one, to be looked up by what stands beside a number.
#[derive(Default)]
pub struct Marks {
    /// In the order of the facts.
    all: Vec<Mark>,
    before: Tree,
    after: Tree,
    /// The mark whose signs lead to these two nodes.
    places: HashMap<(Node, Node), usize>,
}

/// A place in a tree of signs: those on the way to it.
type Node = u32;

/// Signs that follow each other, as a tree: what begins alike goes the same way.
#[derive(Default)]
struct Tree {
    ways: HashMap<(Node, char), Node>,
}

impl Tree {
    const ROOT: Node = 0;

    fn insert<'c>(&mut self, signs: impl Iterator<Item = &'c char>) -> Node {
        signs.fold(Tree::ROOT, |node, sign| {
            let next = self.ways.len() as Node + 1;
            *self.ways.entry((node, *sign)).or_insert(next)
        })
    }

    /// The nodes that the signs of a text lead to, each with the place of its last sign. Blanks count nothing.
    fn walk<'c>(&self, text: impl Iterator<Item = (usize, &'c char)>) -> Vec<(Node, usize)> {
        let mut node = Tree::ROOT;
        let mut nodes = Vec::new();
        for (at, sign) in text.filter(|(_, sign)| !sign.is_whitespace()) {
            let Some(next) = self.ways.get(&(node, *sign)) else { break };
            node = *next;
            nodes.push((node, at));
        }
        nodes
    }
}

impl Marks {
    /// The marks of these facts in a language.
    pub fn of(facts: &Facts, ids: &BTreeSet<FactId>, lang: LangId, messages: &Messages) -> Marks {
        Marks::joined(ids.iter().flat_map(|id| marks(facts, *id, lang, messages)))
    }

    fn joined(all: impl Iterator<Item = Mark>) -> Marks {
        let mut marks = Marks::default();
        for mark in all.filter(|mark| mark.before.len() <= LONGEST && mark.after.len() <= LONGEST) {
            // Before a number one goes backwards.
            let place = (marks.before.insert(mark.before.iter().rev()), marks.after.insert(mark.after.iter()));
            let at = *marks.places.entry(place).or_insert(marks.all.len());
            match marks.all.get_mut(at) {
                Some(same) => mark.numbers.into_iter().for_each(|(number, fact)| {
                    same.numbers.entry(number).or_insert(fact);
                }),
                None => marks.all.push(mark),
            }
        }
        marks
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The marks that stand round a number, in their order, and the characters from which to which they stand.
    fn round(&self, text: &[char], (start, end): (usize, usize)) -> Vec<(&Mark, usize, usize)> {
        let behind = text.get(end..).unwrap_or_default().iter().enumerate();
        let ahead = text.get(..start).unwrap_or_default().iter().enumerate().rev();
        let mut after = self.after.walk(behind.map(|(at, sign)| (end + at + 1, sign)));
        let mut before = self.before.walk(ahead);
        after.push((Tree::ROOT, end));
        before.push((Tree::ROOT, start));
        let mut found = Vec::new();
        for (ahead, from) in before {
            for (behind, to) in &after {
                found.extend(self.places.get(&(ahead, *behind)).map(|place| (*place, from, *to)));
            }
        }
        found.sort_unstable();
        found.into_iter().filter_map(|(place, from, to)| Some((self.all.get(place)?, from, to))).collect()
    }
}

fn marks(facts: &Facts, id: FactId, lang: LangId, messages: &Messages) -> Vec<Mark> {
    let fact = facts.get(id);
    let crate::facts::Cell::Value(value) = &fact.cell else { return Vec::new() };
    // Ends with units of their own are looked at one by one.
    let forms: &[Form] = match value {
        Value::Duration(Ends::Range(low, high)) if low.unit != high.unit => &[Form::Lower, Form::Upper],
        Value::Date(_) | Value::Text(_) | Value::Choice { .. } => return Vec::new(),
        Value::Duration(_)
        | Value::Money { .. }
        | Value::Frequency(_)
        | Value::Count { .. }
        | Value::Percent(_)
        | Value::Measure { .. } => &[Form::Plain],
    };
    let money = matches!(value, Value::Money { .. });
    let texts = forms.iter().filter_map(|form| facts.form(id, lang, *form, messages));
    texts.filter_map(|text| mark(id, text, money)).collect()
}

fn mark(fact: FactId, text: &str, money: bool) -> Option<Mark> {
    let chars: Vec<char> = text.chars().map(folded).filter(|c| !c.is_whitespace()).collect();
    let first = chars.iter().position(char::is_ascii_digit)?;
    let last = chars.iter().rposition(char::is_ascii_digit)?;
    let (before, rest) = chars.split_at(first);
    let (numbers, after) = rest.split_at(last + 1 - first);
    // Between the numbers of a range there are no words.
    let is_plain = numbers.iter().all(|c| !c.is_alphabetic());
    let has_unit = !before.is_empty() || !after.is_empty();
    let numbers: String = numbers.iter().map(|c| if is_of_number(*c) { *c } else { ' ' }).collect();
    let numbers = numbers.split_whitespace().map(|number| (plain_digits(number), fact)).collect();
    (is_plain && has_unit).then(|| Mark { before: before.to_vec(), after: after.to_vec(), numbers, fact, money })
}

/// A character as it is compared: full width as half width, and the signs that stand for ヶ as one.
pub fn folded(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if is_counter(c) => 'ヶ',
        '￥' => '¥',
        c => match c.to_digit(10).is_none().then(|| digit(c)).flatten() {
            Some(digit) => digit,
            None => c,
        },
    }
}

/// A digit of another script as one of ASCII: the decimal digits of a script stand in a row, from zero.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 12] = ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐'];
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '٫' | '٬')
}

/// The digits of a number without its grouping.
fn plain_digits(number: &str) -> String {
    number.trim_matches([',', '.']).replace([',', '٬'], "")
}

/// A number with a unit: where it stands, and the fact that it may mean.
pub struct Figure {
    pub start: usize,
    pub end: usize,
    pub fact: FactId,
}

/// The figures of a text, its characters folded.
pub fn figures(text: &[char], marks: &Marks, other: &Other) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.iter().position(char::is_ascii_digit)).map(|n| n + at) {
        let length = text.iter().skip(start).take_while(|c| is_of_number(**c)).count();
        let digits: String = text.iter().skip(start).take(length).collect();
        // What stands at the end of a sentence is no part of the number.
        let digits = digits.trim_end_matches(['.', ',']);
        let end = start + digits.chars().count();
        at = end;
        let number = plain_digits(digits);
        let (mut found, mut known) = (None, None);
        for (mark, from, to) in marks.round(text, (start, end)) {
            if is_something_else(text, (from, to), mark, digits, other) {
                continue;
            }
            known = known.or(mark.numbers.get(&number).map(|fact| (from, to, *fact)));
            found = found.or(Some((from, to, mark.fact)));
        }
        // "1" is a word more often than a figure: one session, a month.
        let found = known.or(found.filter(|_| number != "1"));
        figures.extend(found.map(|(start, end, fact)| Figure { start, end, fact }));
    }
    figures
}

/// Whether a number and unit are part of something else: a longer word, a name, a date, an ordinal.
fn is_something_else(text: &[char], (from, to): (usize, usize), mark: &Mark, digits: &str, other: &Other) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| text.get(at)).copied();
    let before = |n: usize| at(from.checked_sub(n));
    let in_word = |c: Option<char>, edge: Option<&char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric()) && edge.is_none_or(char::is_ascii_alphanumeric)
    };
    // "COVID-19"
    let in_name = before(1) == Some('-') && before(2).is_some_and(|c| c.is_ascii_alphabetic());
    let year = !mark.money && digits.len() == 4 && digits.starts_with(['1', '2']);
    in_word(before(1), mark.before.first())
        || in_word(at(Some(to)), mark.after.last())
        || in_name
        || year
        || mark.before.is_empty() && in_date(text, from)
        || other.follows(text.get(to..).unwrap_or_default())
        || other.precedes(text.get(..from).unwrap_or_default())
}

/// Whether a number that begins here is a day of the calendar: "4月30日", "4月5〜7日".
fn in_date(text: &[char], from: usize) -> bool {
    let mut rest = text.get(..from).unwrap_or_default();
    if let [before @ .., '〜' | '~' | '-' | '–'] = rest {
        let digits = before.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        rest = before.get(..before.len() - digits).unwrap_or_default();
    }
    matches!(rest, [.., digit, letter] if digit.is_ascii_digit() && letter.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn found(text: &str, facts: &[&str]) -> Vec<String> {
        let money = |fact: &str| fact.contains(['円', '¥']);
        let marks =
            Marks::joined(facts.iter().enumerate().filter_map(|(id, fact)| mark(FactId::new(id), fact, money(fact))));
        let text: Vec<char> = text.chars().map(folded).collect();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let other =
            Other { before: words(&["第", "令和", "age", "Phase"]), after: words(&["目", "生", "confidence"]) };
        let figures = figures(&text, &marks, &other);
        figures.iter().map(|figure| text[figure.start..figure.end].iter().collect()).collect()
    }

    #[test]
    fn finds_figures_with_the_units_of_facts() {
        for (text, facts, expected) in [
            ("効果は5ヶ月ほど", vec!["3〜6ヶ月"], vec!["5ヶ月"]),
            ("効果は５か月ほど", vec!["3〜6ヶ月"], vec!["5ヶ月"]),
            ("効果は5箇月ほど", vec!["3〜6ヶ月"], vec!["5ヶ月"]),
            ("第5章", vec!["3〜6ヶ月"], vec![]),
            ("5回目の施術", vec!["3〜5回"], vec![]),
            ("1回の費用", vec!["3〜5回"], vec![]),
            ("全部で12回", vec!["3〜5回"], vec!["12回"]),
            ("4月30日に公表", vec!["2〜7日"], vec![]),
            ("30日かかる", vec!["2〜7日"], vec!["30日"]),
            ("2024年に", vec!["1年"], vec![]),
            ("費用は8万円", vec!["5〜10万円"], vec!["8万円"]),
            ("It lasts 5 months.", vec!["3–6 months"], vec!["5 months"]),
            ("a 5-month course", vec!["3–6 months"], vec![]),
            ("It costs ¥80,000.", vec!["¥50,000–100,000"], vec!["¥80,000"]),
            ("80,000 people", vec!["¥50,000–100,000"], vec![]),
            ("In 16 studies", vec!["15 studies"], vec!["16 studies"]),
            ("1 month", vec!["a few weeks to 1 month"], vec![]),
            ("1 month", vec!["1 month"], vec!["1 month"]),
            ("月2回", vec!["月1回"], vec!["月2回"]),
            ("令和6年に改正", vec!["1〜2年"], vec![]),
            ("第3回の会議", vec!["3〜5回"], vec![]),
            ("5年生存率", vec!["1〜2年"], vec![]),
            ("4月5〜7日に", vec!["2〜7日"], vec![]),
            ("In 2024 people began", vec!["28 people"], vec![]),
            ("after COVID-19 people came", vec!["28 people"], vec![]),
            ("at age 40 people often", vec!["28 people"], vec![]),
            ("on average 40 people", vec!["28 people"], vec!["40 people"]),
            ("a 95% confidence interval", vec!["50%"], vec![]),
            ("2000円かかる", vec!["9,500円"], vec!["2000円"]),
            ("٥ أيام", vec!["٣ أيام"], vec!["5 أيام"]),
        ] {
            assert_eq!(found(text, &facts), expected, "{text} {facts:?}");
        }
    }
}
