//! Values that a reader may change: what is set in the data has to be a choice that the reader has.

use super::column::ColumnKind;
use super::derivation::Choosable;
use super::fact::{Cell, Fact, Facts};
use super::table::Tables;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::formula::{Quantity, Ratio};

/// The number of a fact that a reader may change, in the unit of its column; `None` if it is not a single one.
pub fn number(fact: &Fact, kind: &ColumnKind) -> Option<Ratio> {
    let Cell::Value(value) = &fact.cell else { return None };
    let quantity = Quantity::of(value).ok().filter(|quantity| quantity.low == quantity.high)?;
    quantity.low.checked_div(kind.wanted()?.factor(&quantity.dimension)?)
}

/// Finds values that a reader could not have chosen.
pub fn check(tables: &Tables, facts: &Facts, diagnostics: &mut Diagnostics) {
    for table in tables.iter() {
        let cells = table.rows.iter().flat_map(|row| table.columns.iter().zip(&row.cells));
        for (column, id) in cells.filter_map(|(column, id)| Some((column, (*id)?))) {
            let Some((fact, choosable)) = Some(facts.get(id)).and_then(|fact| Some((fact, fact.reader?))) else {
                continue;
            };
            if !facts.is_broken(id)
                && let Err(message) = fits(fact, choosable, &column.kind)
            {
                let help = "a reader begins with this value, and changes it from `min` to `max` by `step`";
                diagnostics.push(Diagnostic::new(Code::InvalidValue, fact.span, message).help(help));
            }
        }
    }
}

fn fits(fact: &Fact, choosable: Choosable, kind: &ColumnKind) -> Result<(), String> {
    let id = &fact.id;
    let number = number(fact, kind).ok_or_else(|| format!("`{id}` is no single number, and a reader may change it"))?;
    let too_large = || format!("the numbers of `{id}` are too large");
    let exact = |number| Ratio::of(number).ok_or_else(too_large);
    let (min, max, step) = (exact(choosable.min)?, exact(choosable.max)?, exact(choosable.step)?);
    let shown = number.decimal().map_or_else(String::new, |number| format!(", {number},"));
    if number < min || number > max {
        return Err(format!("the value of `{id}`{shown} is not between `min` and `max`"));
    }
    let steps = number.checked_sub(min).and_then(|above| above.checked_div(step)).ok_or_else(too_large)?;
    match steps.decimal().is_some_and(|steps| steps.is_whole()) {
        true => Ok(()),
        false => Err(format!("the value of `{id}`{shown} is not reached by steps from `min`")),
    }
}
