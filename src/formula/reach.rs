//! What a formula can give, whatever its facts are between two bounds: that it can be worked out for all that a reader
//! may choose is known beforehand.

use super::{Formula, Function, Mistake, Op, Quantity, Step};

/// All that a value can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The least and the greatest of its ends.
    pub bounds: Quantity,
    /// Whether it is a single number whatever the facts are, and never a range.
    pub is_single: bool,
}

impl Reach {
    /// Of a value that does not change.
    pub fn of(known: Quantity) -> Reach {
        Reach { is_single: known.low == known.high, bounds: known }
    }
}

impl Formula {
    /// What the formula can give, given what each name can be; the mistake is of some choice of them, at least.
    pub fn reach(&self, names: &[Reach]) -> Result<Reach, Mistake> {
        // Between the bounds of a range, its low end may be anything.
        let steps = self.steps.iter().map(|step| match step.op {
            Op::Call(Function::Low | Function::High, count) => {
                Step { op: Op::Call(Function::Span, count), range: step.range.clone() }
            }
            Op::Number(_) | Op::Fact(_) | Op::Add | Op::Sub | Op::Mul | Op::Div | Op::Call(..) => step.clone(),
        });
        let widened = Formula { steps: steps.collect(), names: Vec::new() };
        let bounds: Vec<Quantity> = names.iter().map(|name| name.bounds.clone()).collect();
        Ok(Reach { bounds: widened.evaluate(&bounds)?, is_single: self.is_single(names) })
    }

    fn is_single(&self, names: &[Reach]) -> bool {
        let mut stack: Vec<bool> = Vec::new();
        for step in &self.steps {
            let single = match step.op {
                Op::Number(_) => true,
                Op::Fact(name) => names.get(name).is_some_and(|name| name.is_single),
                Op::Add | Op::Sub | Op::Mul | Op::Div => {
                    let (b, a) = (stack.pop(), stack.pop());
                    a == Some(true) && b == Some(true)
                }
                Op::Call(function, count) => {
                    let arguments = stack.split_off(stack.len().saturating_sub(count));
                    match function {
                        Function::Low | Function::High => true,
                        Function::Span if count > 1 => false,
                        Function::Span | Function::Min | Function::Max => arguments.into_iter().all(|single| single),
                    }
                }
            };
            stack.push(single);
        }
        stack.pop().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::quantity::Dimension;
    use crate::formula::{Ratio, parse};

    fn quantity(low: i128, high: i128) -> Quantity {
        Quantity { low: Ratio::whole(low), high: Ratio::whole(high), dimension: Dimension::default() }
    }

    #[test]
    fn holds_whatever_comes_out() {
        // `x` is between 1 and 9, and `r` a range within these.
        for (text, single) in [
            ("a.a.x * 2 + 1", true),
            ("a.a.x * a.a.y", false),
            ("a.a.y / a.a.x - a.a.y", false),
            ("min(a.a.x, 4) * max(a.a.x, 4)", true),
            ("span(a.a.x, 4, a.a.y)", false),
            ("low(a.a.y) * a.a.x - high(a.a.y, a.a.x)", true),
            ("low(a.a.r) - a.a.x", true),
            ("span(a.a.x) - high(a.a.r, 5)", true),
        ] {
            let formula = parse(text).unwrap();
            let ends_with = |name: &str, letter: char| name.ends_with(letter);
            let reach = |name: &str| match ends_with(name, 'y') {
                true => Reach::of(quantity(-3, 5)),
                false => Reach { bounds: quantity(1, 9), is_single: ends_with(name, 'x') },
            };
            let names: Vec<Reach> = formula.names.iter().map(|(name, _)| reach(name)).collect();
            let found = formula.reach(&names).unwrap();
            assert_eq!(found.is_single, single, "{text}");
            for (x, (low, high)) in [1, 2, 7, 9].into_iter().flat_map(|x| [(1, 9), (3, 4), (8, 9)].map(|r| (x, r))) {
                let value = |name: &str| match name.chars().last() {
                    Some('y') => quantity(-3, 5),
                    Some('x') => quantity(x, x),
                    _ => quantity(low, high),
                };
                let values: Vec<Quantity> = formula.names.iter().map(|(name, _)| value(name)).collect();
                let result = formula.evaluate(&values).unwrap();
                let within = found.bounds.low <= result.low && result.high <= found.bounds.high;
                assert!(within, "{text} {x} {low}-{high}");
                assert!(!single || result.low == result.high, "{text} {x} {low}-{high}");
            }
        }
    }

    #[test]
    fn finds_a_choice_that_divides_by_zero() {
        let formula = parse("1 / a.a.x").unwrap();
        let mistake = formula.reach(&[Reach::of(quantity(0, 3))]).unwrap_err();
        assert_eq!(mistake.message, "the formula divides by zero");
    }
}
