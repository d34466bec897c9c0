//! Formulas: any text is read or refused in its place; what is read is worked out exactly.

use shirube::inside::format::Decimal;
use shirube::inside::formula::{Formula, Function, Op, Quantity, Ratio, Reach, parse};

/// A formula that is read takes as many facts as it names, and its mistakes lie in it.
pub fn is_read(text: &str) -> Option<Formula> {
    match parse(text) {
        Ok(formula) => {
            let ranges =
                formula.names.iter().map(|(_, range)| range).chain(formula.steps.iter().map(|step| &step.range));
            assert!(ranges.clone().all(|range| text.get(range.clone()).is_some()), "{text:?}");
            for (name, range) in &formula.names {
                assert_eq!(text.get(range.clone()), Some(name.as_str()));
            }
            Some(formula)
        }
        Err(mistake) => {
            assert!(
                text.get(mistake.range.clone()).is_some() && !mistake.message.is_empty(),
                "{mistake:?} of {text:?}"
            );
            None
        }
    }
}

/// What a formula gives on ranges has its ends in order, holds all that it gives on numbers inside of them, and is what
/// the ends give that a page works out again.
pub fn is_exact(formula: &Formula, ranges: &[(i64, i64)], inside: &[i64]) {
    let number = |number: i64| Ratio::whole(number.into());
    let range = |at: usize| {
        let (a, b) = ranges[at % ranges.len()];
        (a.min(b), a.max(b))
    };
    let quantities: Vec<Quantity> = (0..formula.names.len())
        .map(|at| {
            let (low, high) = range(at);
            Quantity { low: number(low), high: number(high), ..Quantity::number(Ratio::ZERO) }
        })
        .collect();
    let Ok(whole) = formula.evaluate(&quantities) else { return };
    assert!(whole.low <= whole.high, "{whole:?}");
    // A name that stands twice is two names to the formula, and may be two numbers.
    let points: Vec<Quantity> = (0..formula.names.len())
        .map(|at| {
            let (low, high) = range(at);
            let width = i128::from(high) - i128::from(low) + 1;
            let step = i128::from(inside[at % inside.len()]).rem_euclid(width);
            Quantity::number(Ratio::whole(i128::from(low) + step))
        })
        .collect();
    // The end of a range is not that of a part of it.
    let is_end = |op: &Op| matches!(op, Op::Call(Function::Low | Function::High, _));
    let has_ends = formula.steps.iter().any(|step| is_end(&step.op));
    if let Some(point) = formula.evaluate(&points).ok().filter(|_| !has_ends) {
        assert!(whole.low <= point.low && point.high <= whole.high, "{point:?} is not in {whole:?}");
    }
    // What can come out, whatever each name is between its ends.
    let reach = |is_single: &dyn Fn(&Quantity) -> bool| {
        let name = |bounds: &Quantity| Reach { bounds: bounds.clone(), is_single: is_single(bounds) };
        formula.reach(&quantities.iter().map(name).collect::<Vec<_>>())
    };
    let point = formula.evaluate(&points).ok();
    let as_they_are = reach(&|bounds| bounds.low == bounds.high).ok().zip(Some(&whole));
    let chosen = reach(&|_| true).ok().zip(point.as_ref());
    for (reach, result) in [as_they_are, chosen].into_iter().flatten() {
        let bounds = &reach.bounds;
        assert!(bounds.low <= result.low && result.high <= bounds.high, "{result:?} is not in {reach:?}");
        assert!(!reach.is_single || result.low == result.high, "{result:?} is a range");
    }
}

/// The laws of fractions, as far as the numbers can be held.
pub fn is_a_field(a: Ratio, b: Ratio) {
    assert_eq!(a.checked_add(b), b.checked_add(a));
    assert_eq!(a.checked_mul(b), b.checked_mul(a));
    if let Some(back) = a.checked_add(b).and_then(|sum| sum.checked_sub(b)) {
        assert_eq!(back, a);
    }
    if let Some(back) = a.checked_div(b).and_then(|part| part.checked_mul(b)) {
        assert_eq!(back, a);
    }
    assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
    assert_eq!(a == b, a.cmp(&b).is_eq(), "{a:?} {b:?}");
    if let Some(difference) = a.checked_sub(b) {
        assert_eq!(difference.is_negative(), a < b, "{a:?} {b:?}");
    }
    if let Some(number) = a.decimal() {
        assert_eq!(Ratio::of(number), Some(a));
        let written = number.to_string();
        assert_eq!(Decimal::parse(&written), Ok(number), "{written}");
    }
}
