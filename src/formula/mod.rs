//! Formulas over facts: `sessions * price`. They are read once, checked for their dimensions, and worked out exactly,
//! on ranges as on single numbers. Knows nothing of where the facts come from.

mod parse;
mod quantity;
mod ratio;
mod reach;

pub use parse::parse;
pub use quantity::{Quantity, Wanted};
pub use ratio::Ratio;
pub use reach::Reach;

use std::ops::Range;

/// A formula in postfix notation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Formula {
    pub steps: Vec<Step>,
    /// The facts it names: as written, and the bytes of the formula where they stand.
    pub names: Vec<(String, Range<usize>)>,
}

/// One step, and the bytes of the formula that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub op: Op,
    pub range: Range<usize>,
}

/// What a step does with what the steps before it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    Number(Ratio),
    /// The index of a name.
    Fact(usize),
    Add,
    Sub,
    Mul,
    Div,
    /// A function of so many arguments.
    Call(Function, usize),
}

/// A function of formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The least: of ranges, from the least low end to the least high end.
    Min,
    /// The greatest.
    Max,
    /// From the least low end to the greatest high end.
    Span,
    /// The low end of a range.
    Low,
    /// The high end of a range.
    High,
}

impl Function {
    /// Every function with its name.
    pub const ALL: [(&'static str, Function); 5] = [
        ("min", Function::Min),
        ("max", Function::Max),
        ("span", Function::Span),
        ("low", Function::Low),
        ("high", Function::High),
    ];
}

/// What is wrong with a formula, and the bytes of it that are to blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub range: Range<usize>,
    pub message: String,
    pub help: Option<String>,
}

impl Mistake {
    fn new(range: Range<usize>, message: impl Into<String>) -> Mistake {
        Mistake { range, message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Mistake {
        Mistake { help: Some(help.into()), ..self }
    }
}

impl Formula {
    /// The result, given the quantity of each name.
    pub fn evaluate(&self, facts: &[Quantity]) -> Result<Quantity, Mistake> {
        let mut stack: Vec<(Quantity, Range<usize>)> = Vec::new();
        for Step { op, range } in &self.steps {
            let broken = || Mistake::new(range.clone(), "the formula cannot be read");
            let large = |found: Option<Quantity>| found.ok_or_else(|| Mistake::new(range.clone(), quantity::TOO_LARGE));
            let result = match op {
                Op::Number(number) => Quantity::number(*number),
                Op::Fact(name) => facts.get(*name).cloned().ok_or_else(broken)?,
                Op::Add | Op::Sub | Op::Mul | Op::Div => {
                    let ((b, b_range), (a, _)) = stack.pop().zip(stack.pop()).ok_or_else(broken)?;
                    match op {
                        Op::Add => {
                            agreed(&a, &b, "added to", range)?;
                            large(a.add(&b))?
                        }
                        Op::Sub => {
                            agreed(&b, &a, "taken from", range)?;
                            large(a.sub(&b))?
                        }
                        Op::Div if b.holds_zero() => {
                            return Err(Mistake::new(b_range, "the formula divides by zero"));
                        }
                        Op::Div => large(a.div(&b))?,
                        _ => large(a.mul(&b))?,
                    }
                }
                Op::Call(function, count) => {
                    let from = stack.len().checked_sub(*count).ok_or_else(broken)?;
                    let arguments: Vec<Quantity> = stack.drain(from..).map(|(quantity, _)| quantity).collect();
                    call(*function, &arguments, range)?
                }
            };
            stack.push((result, range.clone()));
        }
        stack.pop().map(|(result, _)| result).ok_or_else(|| Mistake::new(0..0, "the formula is empty"))
    }
}

fn call(function: Function, arguments: &[Quantity], range: &Range<usize>) -> Result<Quantity, Mistake> {
    let Some((first, rest)) = arguments.split_first() else {
        return Err(Mistake::new(range.clone(), "the function has no arguments"));
    };
    let mut result = first.clone();
    for next in rest {
        agreed(&result, next, "compared with", range)?;
        let spanned = result.span(next).ok_or_else(|| Mistake::new(range.clone(), quantity::TOO_LARGE))?;
        let (low, high) = match function {
            Function::Min => (result.low.min(next.low), result.high.min(next.high)),
            Function::Max => (result.low.max(next.low), result.high.max(next.high)),
            Function::Span | Function::Low | Function::High => (spanned.low, spanned.high),
        };
        result = Quantity { low, high, dimension: spanned.dimension };
    }
    match function {
        Function::Low => result.high = result.low,
        Function::High => result.low = result.high,
        Function::Min | Function::Max | Function::Span => {}
    }
    Ok(result)
}

/// That two quantities are of one kind.
fn agreed(a: &Quantity, b: &Quantity, doing: &str, range: &Range<usize>) -> Result<(), Mistake> {
    if a.dimension.agrees(&b.dimension) {
        return Ok(());
    }
    let message = format!("{} cannot be {doing} {}", a.dimension.describe(), b.dimension.describe());
    Err(Mistake::new(range.clone(), message))
}
