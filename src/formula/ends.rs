//! A formula on ranges as formulas on single numbers, one for each end of its result: what a small program can work
//! out again with other numbers.

use super::{Dimension, Formula, Function, Op, Quantity, Ratio};

/// One step of a formula on single numbers, in postfix notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Known(Ratio),
    /// A number that is known later, by its index.
    Later(usize),
    /// `+`, `-`, `*`, `/`, `min` or `max` of the two numbers before it.
    Op(&'static str),
}

/// The two ends of a range, which are the same for a single number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndTokens {
    pub low: Vec<Token>,
    pub high: Vec<Token>,
    /// Everything that it can be, whatever the numbers are.
    pub least: Ratio,
    pub most: Ratio,
}

impl EndTokens {
    /// A range that is known.
    pub fn known(low: Ratio, high: Ratio) -> EndTokens {
        EndTokens { low: vec![Token::Known(low)], high: vec![Token::Known(high)], least: low, most: high }
    }

    /// Whether it is always a single number.
    pub fn is_single(&self) -> bool {
        self.low == self.high
    }

    fn bounds(&self) -> Quantity {
        Quantity { low: self.least, high: self.most, dimension: Dimension::default() }
    }
}

impl Formula {
    /// The ends of the result, given those of each name; `None` if it might divide by zero, or the numbers are too
    /// large.
    pub fn ends(&self, names: &[EndTokens]) -> Option<EndTokens> {
        let mut stack: Vec<EndTokens> = Vec::new();
        for step in &self.steps {
            let result = match step.op {
                Op::Number(number) => EndTokens::known(number, number),
                Op::Fact(name) => names.get(name)?.clone(),
                Op::Add | Op::Sub | Op::Mul | Op::Div => {
                    let (b, a) = stack.pop().zip(stack.pop())?;
                    two(step.op, &a, &b)?
                }
                Op::Call(function, count) => {
                    let arguments = stack.split_off(stack.len().checked_sub(count)?);
                    call(function, arguments)?
                }
            };
            stack.push(result);
        }
        stack.pop()
    }
}

fn two(op: Op, a: &EndTokens, b: &EndTokens) -> Option<EndTokens> {
    let (x, y) = (a.bounds(), b.bounds());
    let (sign, bounds, (low, high)) = match op {
        Op::Add => ("+", x.add(&y)?, ((&b.low, &a.low), (&b.high, &a.high))),
        Op::Sub => ("-", x.sub(&y)?, ((&b.high, &a.low), (&b.low, &a.high))),
        Op::Mul => ("*", x.mul(&y)?, ((&b.low, &a.low), (&b.high, &a.high))),
        Op::Div if y.holds_zero() => return None,
        Op::Div => ("/", x.div(&y)?, ((&b.high, &a.low), (&b.low, &a.high))),
        Op::Number(_) | Op::Fact(_) | Op::Call(..) => return None,
    };
    let positive = !a.least.is_negative() && !b.least.is_negative();
    let sum = matches!(op, Op::Add | Op::Sub);
    let (least, most) = (bounds.low, bounds.high);
    if sum || positive || (a.is_single() && b.is_single()) {
        let end = |(b, a): (&Vec<Token>, &Vec<Token>)| joined(a, b, sign);
        return Some(EndTokens { low: end(low), high: end(high), least, most });
    }
    // Which ends give the least depends on the signs.
    let all = [(&a.low, &b.low), (&a.low, &b.high), (&a.high, &b.low), (&a.high, &b.high)];
    let all = all.map(|(a, b)| joined(a, b, sign));
    let pick = |which| all.iter().cloned().reduce(|chosen, next| joined(&chosen, &next, which));
    Some(EndTokens { low: pick("min")?, high: pick("max")?, least, most })
}

fn call(function: Function, arguments: Vec<EndTokens>) -> Option<EndTokens> {
    let (low, high) = match function {
        Function::Min => ("min", "min"),
        Function::Max => ("max", "max"),
        Function::Span | Function::Low | Function::High => ("min", "max"),
    };
    let pick = |which, a: Ratio, b: Ratio| if which == "min" { a.min(b) } else { a.max(b) };
    let mut result = arguments.into_iter().reduce(|a, b| EndTokens {
        low: joined(&a.low, &b.low, low),
        high: joined(&a.high, &b.high, high),
        least: pick(low, a.least, b.least),
        most: pick(high, a.most, b.most),
    })?;
    match function {
        Function::Low => result.high.clone_from(&result.low),
        Function::High => result.low.clone_from(&result.high),
        Function::Min | Function::Max | Function::Span => {}
    }
    Some(result)
}

fn joined(a: &[Token], b: &[Token], op: &'static str) -> Vec<Token> {
    a.iter().chain(b).copied().chain([Token::Op(op)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::parse;

    fn run(tokens: &[Token], later: &[i128]) -> Ratio {
        let mut stack: Vec<Ratio> = Vec::new();
        for token in tokens {
            let result = match token {
                Token::Known(number) => *number,
                Token::Later(at) => Ratio::whole(later[*at]),
                Token::Op(op) => {
                    let (b, a) = (stack.pop().unwrap(), stack.pop().unwrap());
                    match *op {
                        "+" => a.checked_add(b).unwrap(),
                        "-" => a.checked_sub(b).unwrap(),
                        "*" => a.checked_mul(b).unwrap(),
                        "/" => a.checked_div(b).unwrap(),
                        "min" => a.min(b),
                        _ => a.max(b),
                    }
                }
            };
            stack.push(result);
        }
        assert_eq!(stack.len(), 1);
        stack[0]
    }

    #[test]
    fn gives_both_ends_as_on_ranges() {
        let (low, high) = (Ratio::whole(-3), Ratio::whole(5));
        let x = |least: i128| EndTokens {
            low: vec![Token::Later(0)],
            high: vec![Token::Later(0)],
            least: Ratio::whole(least),
            most: Ratio::whole(9),
        };
        for (text, single) in [
            ("a.a.x * 2 + 1", true),
            ("a.a.x * a.a.y", false),
            ("a.a.y / a.a.x - a.a.y", false),
            ("min(a.a.x, 4) * max(a.a.x, 4)", true),
            ("span(a.a.x, 4, a.a.y)", false),
            ("low(a.a.y) * a.a.x - high(a.a.y, a.a.x)", true),
        ] {
            let formula = parse(text).unwrap();
            let is_x = |name: &str| name.ends_with('x');
            let names: Vec<EndTokens> = formula
                .names
                .iter()
                .map(|(name, _)| if is_x(name) { x(1) } else { EndTokens::known(low, high) })
                .collect();
            let ends = formula.ends(&names).unwrap();
            assert_eq!(ends.is_single(), single, "{text}");
            for number in [1, 2, 7] {
                let quantity = |name: &str| match is_x(name) {
                    true => Quantity::number(Ratio::whole(number)),
                    false => Quantity { low, high, dimension: Dimension::default() },
                };
                let quantities: Vec<Quantity> = formula.names.iter().map(|(name, _)| quantity(name)).collect();
                let expected = formula.evaluate(&quantities).unwrap();
                assert_eq!(run(&ends.low, &[number]), expected.low, "{text} {number}");
                assert_eq!(run(&ends.high, &[number]), expected.high, "{text} {number}");
                assert!(ends.least <= expected.low && expected.high <= ends.most, "{text} {number}");
            }
        }
        let formula = parse("1 / a.a.x").unwrap();
        assert_eq!(formula.ends(&[x(0)]), None);
    }
}
