//! The numbers of a section beside those of its original: paragraph by paragraph, where both have the same ones. Where they have
//! not, a number would be held against that of another paragraph: then what differs is compared as a whole, and the message
//! says so.

use super::numbers::{self, Number, numbers as numbers_of};
use super::pairs::{Difference, difference, nowhere};
use super::paragraph::Paragraph;
use super::spelling::Spelling;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use std::collections::HashSet;

/// How much of a text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    Section,
    /// All of it, as the headings are not the same ones.
    Text,
}

/// A translation and its original.
pub struct Sides<'a> {
    /// The code of the original's language.
    pub code: &'a str,
    pub own: &'a Spelling,
    pub original: &'a Spelling,
}

/// A paragraph and its numbers.
struct Counted<'p> {
    text: &'p Paragraph,
    numbers: Vec<Number>,
}

impl Sides<'_> {
    /// What is said of numbers that only one of two sections has.
    pub fn section(&self, own: &[Paragraph], original: &[Paragraph], extent: Extent) -> Diagnostics {
        let here: Vec<Counted> = own.iter().map(|text| counted(text, self.own)).collect();
        let there: Vec<Counted> = original.iter().map(|text| counted(text, self.original)).collect();
        let all = |texts: &[Counted]| texts.iter().flat_map(|text| text.numbers.clone()).collect::<Vec<Number>>();
        let all = (all(&here), all(&there));
        if is_one_by_one(&here, &there) {
            return here.iter().zip(&there).filter_map(|(own, other)| self.differs(own, other, &all, None)).collect();
        }
        let agree = |(own, other): &(&Counted, &Counted)| {
            own.text.holder == other.text.holder && difference(&other.numbers, &own.numbers).is_empty()
        };
        let first = here.iter().zip(&there).take_while(agree).count();
        let (here, there) = (here.get(first..).unwrap_or_default(), there.get(first..).unwrap_or_default());
        let last = here.iter().rev().zip(there.iter().rev()).take_while(agree).count();
        let rest = |texts: usize| ..texts - last;
        let (here, there) =
            (here.get(rest(here.len())).unwrap_or_default(), there.get(rest(there.len())).unwrap_or_default());
        if let ([own], [other]) = (here, there) {
            return self.differs(own, other, &all, None).into_iter().collect();
        }
        let joined = |texts: &[Counted], all: &[Paragraph], spelling: &Spelling| {
            let texts = Paragraph::joined(texts.iter().map(|text| text.text));
            let numbers = texts.as_ref().map(|text| counted(text, spelling).numbers).unwrap_or_default();
            Some((texts.or_else(|| Paragraph::joined(all))?, numbers))
        };
        let (Some((text, own)), Some((other, there))) =
            (joined(here, own, self.own), joined(there, original, self.original))
        else {
            return Diagnostics::new();
        };
        let (own, other) = (Counted { text: &text, numbers: own }, Counted { text: &other, numbers: there });
        self.differs(&own, &other, &all, Some(extent)).into_iter().collect()
    }

    /// What is said of numbers that only one of two paragraphs has, or of two extents. `all` are those of the sections they
    /// stand in.
    fn differs(
        &self,
        own: &Counted,
        other: &Counted,
        all: &(Vec<Number>, Vec<Number>),
        extent: Option<Extent>,
    ) -> Option<Diagnostic> {
        let Difference { mut lost, mut new } = difference(&other.numbers, &own.numbers);
        if extent.is_some() {
            // What a number in words of another paragraph answers for is there.
            let whole = difference(&all.1, &all.0);
            let values = |numbers: Vec<Number>| numbers.into_iter().map(|number| number.values).collect::<HashSet<_>>();
            let (known_lost, known_new) = (values(whole.lost), values(whole.new));
            lost.retain(|number| known_lost.contains(&number.values));
            new.retain(|number| known_new.contains(&number.values));
        }
        let (here, there) = match new.is_empty() || lost.is_empty() {
            false => (new.iter().collect(), lost.iter().collect()),
            // One alone may be a word in the other language, if it is not a long one.
            true => (nowhere(&new, &all.1), nowhere(&lost, &all.0)),
        };
        let said = |numbers: &[&Number], text: &Paragraph| {
            let written = numbers.iter().map(|number| format!("`{}`", numbers::written(number, &text.chars)));
            listed(&written.collect::<Vec<_>>())
        };
        let place = |numbers: &[&Number], text: &Paragraph| {
            let first = numbers.iter().map(|number| number.range.clone()).min_by_key(|range| range.start);
            first.and_then(|range| text.span(range)).or(text.whole)
        };
        let (code, is_here, is_there) = (self.code, !here.is_empty(), !there.is_empty());
        let (only_here, only_there) = (said(&here, own.text), said(&there, other.text));
        let message = match extent {
            None => match (is_here, is_there) {
                (false, false) => return None,
                (true, true) => format!("this says {only_here} where the text in `{code}` says {only_there}"),
                (true, false) => format!("this says {only_here}, and the text in `{code}` does not"),
                (false, true) => format!("the text in `{code}` says {only_there}, and this does not"),
            },
            Some(extent) => {
                let (what, parts) = match extent {
                    Extent::Section => ("section", "paragraphs"),
                    Extent::Text => ("text", "headings"),
                };
                let said = match (is_here, is_there) {
                    (false, false) => return None,
                    (true, true) => {
                        format!("this {what} alone says {only_here}, and the one in `{code}` alone says {only_there}")
                    }
                    (true, false) => format!("this {what} says {only_here}, and the one in `{code}` does not"),
                    (false, true) => format!("the {what} in `{code}` says {only_there}, and this one does not"),
                };
                format!("{said} (compared as a whole, as it has other {parts})")
            }
        };
        let span = place(&here, own.text)?;
        let help = match extent {
            None => "say the same number in both",
            Some(_) => "say the same numbers in both; is a paragraph missing?",
        };
        let diagnostic = Diagnostic::new(Code::TranslationNumbers, span, message).help(help);
        Some(match place(&there, other.text) {
            Some(place) => diagnostic.related(place, "there"),
            None => diagnostic,
        })
    }
}

fn counted<'p>(text: &'p Paragraph, spelling: &Spelling) -> Counted<'p> {
    Counted { text, numbers: numbers_of(&text.chars, &text.aside, spelling) }
}

/// Whether each paragraph stands for the one at its place. They do not if there are as many and some of what one lacks is in
/// another one: then one was left out, and one was parted. Numbers that have only changed places are another mistake.
fn is_one_by_one(here: &[Counted], there: &[Counted]) -> bool {
    let holders = |texts: &[Counted]| texts.iter().map(|text| text.text.holder).collect::<Vec<_>>();
    if holders(here) != holders(there) {
        return false;
    }
    let mut all = Difference::default();
    for (own, other) in here.iter().zip(there) {
        let Difference { lost, new } = difference(&other.numbers, &own.numbers);
        all.lost.extend(lost);
        all.new.extend(new);
    }
    let apart = difference(&all.lost, &all.new);
    apart.is_empty() || apart.len() == all.len()
}

/// The most numbers that a message names.
const NAMED: usize = 5;

/// "`1`, `2` and `3`"
fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if texts.len() <= NAMED => format!("{} and {last}", first.join(", ")),
        [first, ..] => format!("{first} and {} others", texts.len() - 1),
    }
}
