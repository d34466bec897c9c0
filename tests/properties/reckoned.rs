//! Formulas made at random, and what they give, reckoned here anew: fractions, and ranges of them, by nothing of the
//! program.

use proptest::prelude::*;
use proptest::sample::select;

/// A fraction in its lowest terms, the denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction(i128, i128);

impl Fraction {
    /// None where it cannot be held.
    pub fn new(top: i128, bottom: i128) -> Option<Fraction> {
        let sign = if bottom < 0 { -1 } else { 1 };
        let (mut a, mut b) = (top.checked_abs()?, bottom.checked_abs()?);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        (bottom != 0).then(|| Fraction(sign * top / a.max(1), sign * bottom / a.max(1)))
    }

    fn add(self, other: Fraction) -> Option<Fraction> {
        let top = self.0.checked_mul(other.1)?.checked_add(other.0.checked_mul(self.1)?)?;
        Fraction::new(top, self.1.checked_mul(other.1)?)
    }

    fn mul(self, other: Fraction) -> Option<Fraction> {
        Fraction::new(self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?)
    }

    fn less(self, other: Fraction) -> Option<bool> {
        Some(self.0.checked_mul(other.1)? < other.0.checked_mul(self.1)?)
    }

    fn least(self, other: Fraction) -> Option<Fraction> {
        Some(if other.less(self)? { other } else { self })
    }

    fn most(self, other: Fraction) -> Option<Fraction> {
        Some(if self.less(other)? { other } else { self })
    }

    fn minus(self) -> Fraction {
        Fraction(-self.0, self.1)
    }

    /// The nearest whole number; of two, that which is further from zero.
    pub fn rounded(self) -> Option<i128> {
        let whole = self.0.abs().checked_mul(2)?.checked_add(self.1)? / self.1.checked_mul(2)?;
        Some(if self.0 < 0 { -whole } else { whole })
    }
}

/// A range of fractions; a single one has two equal ends.
pub type Range = (Fraction, Fraction);

/// A formula.
#[derive(Debug, Clone)]
pub enum Tree {
    Number(u32),
    /// One of the facts that there are.
    Fact(usize),
    Sign(char, Box<Tree>, Box<Tree>),
    Call(&'static str, Vec<Tree>),
}

/// Any formula over so many facts.
pub fn tree(facts: usize) -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![1 => (1_u32..60).prop_map(Tree::Number), 3 => (0..facts).prop_map(Tree::Fact)];
    leaf.prop_recursive(3, 10, 3, |inner| {
        let two = (inner.clone(), select(vec!['+', '-', '*', '/']), inner.clone());
        let names = select(vec!["min", "max", "span", "low", "high"]);
        prop_oneof![
            4 => two.prop_map(|(a, sign, b)| Tree::Sign(sign, Box::new(a), Box::new(b))),
            1 => (names, proptest::collection::vec(inner, 1..4)).prop_map(|(name, of)| Tree::Call(name, of)),
        ]
    })
}

impl Tree {
    /// As data has it, each fact by its name. Signs bind as everywhere, so that only some parentheses are needed.
    pub fn write(&self, name: &dyn Fn(usize) -> String) -> String {
        match self {
            Tree::Number(number) => number.to_string(),
            Tree::Fact(at) => name(*at),
            Tree::Call(function, of) => {
                let of: Vec<String> = of.iter().map(|tree| tree.write(name)).collect();
                format!("{function}({})", of.join(", "))
            }
            Tree::Sign(sign, a, b) => {
                let rank = |tree: &Tree| match tree {
                    Tree::Sign('+' | '-', ..) => 1,
                    Tree::Sign(..) => 2,
                    Tree::Number(_) | Tree::Fact(_) | Tree::Call(..) => 3,
                };
                let put = |tree: &Tree, least: u8| match rank(tree) < least {
                    true => format!("({})", tree.write(name)),
                    false => tree.write(name),
                };
                let own = rank(self);
                format!("{} {sign} {}", put(a, own), put(b, own + 1))
            }
        }
    }

    /// What it gives of the facts; none where it divides by what may be zero, or the numbers become too large.
    pub fn gives(&self, facts: &[Range]) -> Option<Range> {
        Some(match self {
            Tree::Number(number) => {
                let number = Fraction::new((*number).into(), 1)?;
                (number, number)
            }
            Tree::Fact(at) => facts[*at],
            Tree::Sign(sign, a, b) => {
                let (a, b) = (a.gives(facts)?, b.gives(facts)?);
                match sign {
                    '+' => (a.0.add(b.0)?, a.1.add(b.1)?),
                    '-' => (a.0.add(b.1.minus())?, a.1.add(b.0.minus())?),
                    '*' => product(a, b)?,
                    _ => {
                        // Between ends of one sign there is no zero.
                        if b.0.0.signum() * b.1.0.signum() != 1 {
                            return None;
                        }
                        product(a, (Fraction::new(b.1.1, b.1.0)?, Fraction::new(b.0.1, b.0.0)?))?
                    }
                }
            }
            Tree::Call(name, of) => {
                let of = of.iter().map(|tree| tree.gives(facts)).collect::<Option<Vec<Range>>>()?;
                type Choose = fn(Fraction, Fraction) -> Option<Fraction>;
                let all = |end: fn(&Range) -> Fraction, choose: Choose| {
                    let mut ends = of.iter().map(end);
                    let first = ends.next()?;
                    ends.try_fold(first, choose)
                };
                let lows = |choose: Choose| all(|range| range.0, choose);
                let highs = |choose: Choose| all(|range| range.1, choose);
                match *name {
                    "min" => (lows(Fraction::least)?, highs(Fraction::least)?),
                    "max" => (lows(Fraction::most)?, highs(Fraction::most)?),
                    "span" => (lows(Fraction::least)?, highs(Fraction::most)?),
                    "low" => (lows(Fraction::least)?, lows(Fraction::least)?),
                    _ => (highs(Fraction::most)?, highs(Fraction::most)?),
                }
            }
        })
    }

    /// Whether one of these facts is in it.
    pub fn has(&self, wanted: &dyn Fn(usize) -> bool) -> bool {
        match self {
            Tree::Number(_) => false,
            Tree::Fact(at) => wanted(*at),
            Tree::Sign(_, a, b) => a.has(wanted) || b.has(wanted),
            Tree::Call(_, of) => of.iter().any(|tree| tree.has(wanted)),
        }
    }
}

fn product(a: Range, b: Range) -> Option<Range> {
    let all = [a.0.mul(b.0)?, a.0.mul(b.1)?, a.1.mul(b.0)?, a.1.mul(b.1)?];
    let [first, rest @ ..] = all;
    Some((rest.into_iter().try_fold(first, Fraction::least)?, rest.into_iter().try_fold(first, Fraction::most)?))
}
