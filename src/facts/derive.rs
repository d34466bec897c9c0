//! Values that are worked out from other facts.

use super::derivation::{Derivation, diagnostic};
use super::fact::{Cell, Facts};
use super::ids::FactId;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::format::{TimeUnit, Value};
use crate::formula::{Mistake, Quantity, Ratio, Wanted};
use std::collections::{BTreeMap, BTreeSet};

/// The most facts of a circle that are all named.
const MAX_NAMED: usize = 8;

/// Works out every derived fact. One with a mistake in it is broken, and so is what needs it.
pub fn fill(facts: &mut Facts, diagnostics: &mut Diagnostics) {
    let derived: BTreeSet<FactId> = facts.iter().filter(|(_, fact)| fact.formula.is_some()).map(|(id, _)| id).collect();
    let mut broken = Vec::new();
    for id in &derived {
        match inputs(facts, *id, diagnostics) {
            Some(inputs) => facts.set_inputs(*id, inputs),
            None => broken.push(*id),
        }
    }
    for id in broken {
        facts.set(id, None);
    }
    let (order, circular) = order(facts, &derived);
    for id in order {
        if let Some(unit) = unit_of_inputs(facts, id) {
            facts.set_wanted(id, Wanted::Duration(unit));
        }
        let worked_out = work_out(facts, id, diagnostics);
        facts.set(id, worked_out);
    }
    report_cycles(facts, &circular, diagnostics);
    for id in circular {
        facts.set(id, None);
    }
}

/// The facts that the names of a formula stand for: `column` of the same row, `row.column` of the same table, or any.
fn inputs(facts: &Facts, id: FactId, diagnostics: &mut Diagnostics) -> Option<Vec<FactId>> {
    let fact = facts.get(id);
    let derivation = fact.formula.as_ref()?;
    let mut own = fact.id.splitn(3, '.');
    let (table, row) = (own.next()?, own.next()?);
    let found: Vec<Option<FactId>> = derivation
        .formula
        .names
        .iter()
        .map(|(name, range)| {
            let full = |name: &str| match name.split('.').count() {
                1 => format!("{table}.{row}.{name}"),
                2 => format!("{table}.{name}"),
                _ => name.to_owned(),
            };
            let found = facts.id(&full(name));
            if found.is_none() {
                let unknown = facts.unknown(&full(name), derivation.text.span_of(range.clone()));
                // A name may have the sign in it.
                let minus = name.match_indices('-').map(|(at, _)| name.split_at(at));
                let minus = minus.map(|(first, rest)| (first, rest.trim_start_matches('-')));
                let meant = minus.into_iter().find(|(first, _)| facts.id(&full(first)).is_some());
                diagnostics.push(match meant {
                    Some((first, rest)) => unknown.help(format!("a minus has blanks round it: `{first} - {rest}`")),
                    None => unknown,
                });
            }
            found
        })
        .collect();
    found.into_iter().collect()
}

/// The unit of the first length of time that a formula names, where its column has none.
fn unit_of_inputs(facts: &Facts, id: FactId) -> Option<TimeUnit> {
    let derivation = facts.get(id).formula.as_ref().filter(|derivation| derivation.wanted.is_none())?;
    derivation.inputs.iter().find_map(|input| match &facts.get(*input).cell {
        Cell::Value(Value::Duration(ends)) => Some(ends.last().unit),
        Cell::Value(_) | Cell::Statement(_) | Cell::Unknown | Cell::NotApplicable => None,
    })
}

/// The derived facts in an order in which each comes after what it needs, and those that need themselves.
fn order(facts: &Facts, derived: &BTreeSet<FactId>) -> (Vec<FactId>, BTreeSet<FactId>) {
    let needs = |id: FactId| needs(facts, id).filter(|needed| derived.contains(needed)).collect::<BTreeSet<_>>();
    let mut users: BTreeMap<FactId, Vec<FactId>> = BTreeMap::new();
    let mut left: BTreeMap<FactId, usize> = BTreeMap::new();
    for id in derived {
        let needs = needs(*id);
        left.insert(*id, needs.len());
        for needed in needs {
            users.entry(needed).or_default().push(*id);
        }
    }
    let mut order: Vec<FactId> = left.iter().filter(|(_, count)| **count == 0).map(|(id, _)| *id).collect();
    let mut next = 0;
    while let Some(id) = order.get(next).copied() {
        next += 1;
        for user in users.get(&id).into_iter().flatten() {
            if let Some(count) = left.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    order.push(*user);
                }
            }
        }
    }
    let circular = left.into_iter().filter(|(_, count)| *count > 0).map(|(id, _)| id).collect();
    (order, circular)
}

fn needs(facts: &Facts, id: FactId) -> impl Iterator<Item = FactId> {
    let formula = facts.get(id).formula.as_ref();
    formula.into_iter().flat_map(|formula| formula.inputs.iter().copied())
}

/// The value of a derived fact, and the same not rounded, everything that it needs being known; `None` if there is a
/// mistake in it.
fn work_out(facts: &Facts, id: FactId, diagnostics: &mut Diagnostics) -> Option<(Cell, Option<Quantity>)> {
    if facts.is_broken(id) {
        return None;
    }
    let derivation = facts.get(id).formula.as_ref()?;
    let (mut quantities, mut missing, mut unusable) = (Vec::new(), None, false);
    for (input, (_, range)) in derivation.inputs.iter().zip(&derivation.formula.names) {
        if facts.is_broken(*input) {
            return None;
        }
        let fact = facts.get(*input);
        let result = fact.formula.as_ref().and_then(|derivation| derivation.result.as_ref());
        let quantity = match (&fact.cell, result) {
            (_, Some(known)) => Ok(known.clone()),
            (Cell::Value(value), None) => Quantity::of(value),
            // What needs something that is not known is not known.
            (Cell::Unknown | Cell::NotApplicable, None) => {
                missing = missing.or(Some(fact.cell.clone()));
                continue;
            }
            (Cell::Statement(_), None) => Err("it is words"),
        };
        match quantity {
            Ok(quantity) => quantities.push(quantity),
            Err(why) => {
                let span = derivation.text.span_of(range.clone());
                let message = format!("nothing can be worked out from `{}`: {why}", fact.id);
                diagnostics.push(Diagnostic::new(Code::InvalidFormula, span, message).related(fact.span, "its value"));
                unusable = true;
            }
        }
    }
    if missing.is_some() || unusable {
        return missing.filter(|_| !unusable).map(|cell| (cell, None));
    }
    let mut report = |mistake: Mistake| diagnostics.push(diagnostic(&mistake, &derivation.text));
    let result = match derivation.formula.evaluate(&quantities) {
        Ok(result) => result,
        Err(mistake) => {
            report(mistake);
            return None;
        }
    };
    let Some(wanted) = &derivation.wanted else {
        let message = "a value of the type `duration` cannot be derived".to_owned();
        let help = "give the column a `unit` for the result, or name a length of time in the formula".to_owned();
        report(Mistake { range: 0..derivation.text.text.len(), message, help: Some(help) });
        return None;
    };
    match result.value(wanted, derivation.round.and_then(Ratio::of)) {
        Ok(value) => Some((Cell::Value(value), Some(result))),
        Err(message) => {
            let range = 0..derivation.text.text.len();
            report(Mistake { range, message, help: None });
            None
        }
    }
}

/// Reports each circle of formulas once, at the first of its facts.
fn report_cycles(facts: &Facts, circular: &BTreeSet<FactId>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeSet<FactId> = BTreeSet::new();
    for start in circular {
        let mut path: Vec<FactId> = Vec::new();
        let mut at = *start;
        // Whatever is left over needs something that is left over.
        while !seen.contains(&at) {
            seen.insert(at);
            path.push(at);
            let Some(next) = needs(facts, at).find(|next| circular.contains(next)) else { break };
            at = next;
        }
        let Some(from) = path.iter().position(|id| *id == at) else { continue };
        let circle = path.get(from..).unwrap_or_default();
        let Some(first) = circle.iter().min().and_then(|first| circle.iter().position(|id| id == first)) else {
            continue;
        };
        let turned = circle.iter().cycle().skip(first).take(circle.len() + 1);
        let mut names: Vec<String> = turned.map(|id| format!("`{}`", facts.get(*id).id)).collect();
        if names.len() > MAX_NAMED {
            let left_out = names.len() - MAX_NAMED;
            names.splice(MAX_NAMED / 2..MAX_NAMED / 2 + left_out, [format!("{left_out} more")]);
        }
        let derivation = circle.iter().min().and_then(|id| facts.get(*id).formula.as_ref());
        if let Some(Derivation { text, .. }) = derivation {
            let message = format!("a value is worked out from itself: {}", names.join(" → "));
            let span = text.span_of(0..text.text.len());
            diagnostics.push(Diagnostic::new(Code::FormulaCycle, span, message));
        }
    }
}
