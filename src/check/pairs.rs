//! Which numbers of a text are those of another one.

use super::numbers::{Number, Value};
use std::collections::{HashMap, HashSet};

/// What numbers two texts do not have in common.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Those of the one that have none in the other, and the other way round.
    pub lost: Vec<Number>,
    pub new: Vec<Number>,
}

impl Difference {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.lost.len() + self.new.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The numbers of an original and its translation that do not answer for each other: as many as there are.
pub fn difference(original: &[Number], own: &[Number]) -> Difference {
    let mut pairs = Pairs { answered: vec![false; original.len()], used: vec![false; own.len()] };
    let main = |number: &Number| number.values.first().copied().into_iter().collect::<Vec<_>>();
    let any = |number: &Number| number.values.clone();
    let loose = |number: &Number| number.loose.clone();
    pairs.join((original, &main), (own, &main));
    pairs.join((original, &any), (own, &any));
    pairs.join((original, &loose), (own, &any));
    pairs.join((original, &any), (own, &loose));
    let rest = |numbers: &[Number], done: &[bool]| -> Vec<Number> {
        let rest = numbers.iter().zip(done).filter(|(number, done)| !**done && number.counts);
        rest.map(|(number, _)| number.clone()).collect()
    };
    Difference { lost: rest(original, &pairs.answered), new: rest(own, &pairs.used) }
}

/// Those of `numbers` that nobody could put otherwise, and that `all` have nowhere.
pub fn nowhere<'n>(numbers: &'n [Number], all: &[Number]) -> Vec<&'n Number> {
    let known: HashSet<Value> =
        all.iter().flat_map(|number| number.values.iter().chain(&number.loose)).copied().collect();
    let is_known = |number: &Number| number.values.iter().chain(&number.loose).any(|value| known.contains(value));
    numbers.iter().filter(|number| number.is_telling() && !is_known(number)).collect()
}

/// Which numbers have found their other.
struct Pairs {
    answered: Vec<bool>,
    used: Vec<bool>,
}

/// What numbers may mean.
type Meant<'m> = dyn Fn(&Number) -> Vec<Value> + 'm;

impl Pairs {
    /// Pairs those that are still alone and mean the same.
    fn join(&mut self, (original, meant): (&[Number], &Meant), (own, means): (&[Number], &Meant)) {
        let mut by_value: HashMap<Value, Vec<usize>> = HashMap::new();
        // The last ones are taken first, those that count before those that do not.
        for counts in [false, true] {
            for (at, number) in own.iter().enumerate().rev().filter(|(_, number)| number.counts == counts) {
                for value in means(number) {
                    by_value.entry(value).or_default().push(at);
                }
            }
        }
        for counts in [true, false] {
            for (answered, number) in self.answered.iter_mut().zip(original) {
                if *answered || number.counts != counts {
                    continue;
                }
                for value in meant(number) {
                    let Some(places) = by_value.get_mut(&value) else { continue };
                    while !*answered && let Some(at) = places.pop() {
                        if let Some(used) = self.used.get_mut(at).filter(|used| !**used) {
                            (*used, *answered) = (true, true);
                        }
                    }
                    if *answered {
                        break;
                    }
                }
            }
        }
    }
}
