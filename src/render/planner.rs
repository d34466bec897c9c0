//! What `static/theme/planner.js` needs to work out a table again with the numbers of a reader: the formulas, in the
//! order in which they are worked out, and how the language writes the results. Signs, ranges, units, plurals and
//! rounding are settled here, so that the script stays small and writes what the build would.

use super::words::{message_lang, words, written};
use crate::config::LangId;
use crate::facts::{Cell, Choosable, Column, Derivation, Fact, FactId, Row, Table, choosable_number};
use crate::format::{Decimal, Ends, Formats, Pattern, Round, Tax, Value as Typed};
use crate::formula::{EndTokens, Quantity, Ratio, Token, Wanted};
use crate::messages::{Args, args};
use crate::messages::{LAST_RESORT, Speaker};
use crate::resolve::Site;
use serde_json::{Map, Value, json};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The formulas of a table that a reader can calculate with.
pub struct Planner {
    /// The language whose digits and plurals the numbers have.
    code: String,
    /// In the order in which they are worked out.
    nodes: Vec<Node>,
    places: HashMap<FactId, usize>,
}

/// A value that a reader changes, or that depends on one.
struct Node {
    /// What stands for it in other formulas.
    tokens: EndTokens,
    /// Its own formulas: one, or one for each end; none for what the reader changes.
    steps: Vec<Vec<Token>>,
    data: Map<String, Value>,
}

impl Planner {
    /// The number of a fact among the values.
    pub fn place(&self, id: FactId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The numbers that are known, the values, and the language, as JSON that can stand in HTML.
    pub fn json(&self) -> String {
        let mut known: Vec<Ratio> = Vec::new();
        let mut at: HashMap<Ratio, usize> = HashMap::new();
        for token in self.nodes.iter().flat_map(|node| &node.steps).flatten() {
            if let Token::Known(number) = token
                && let Entry::Vacant(entry) = at.entry(*number)
            {
                entry.insert(known.len());
                known.push(*number);
            }
        }
        let step = |token: &Token| match token {
            Token::Known(number) => at.get(number).copied().into(),
            Token::Later(at) => (known.len() + at).into(),
            Token::Op(op) => Value::from(*op),
        };
        let values = self.nodes.iter().map(|node| {
            let mut data = node.data.clone();
            if !node.steps.is_empty() {
                let steps = node.steps.iter().map(|steps| steps.iter().map(step).collect::<Value>());
                data.insert("steps".to_owned(), steps.collect());
            }
            Value::from(data)
        });
        let known: Vec<f64> = known.iter().map(|number| number.float()).collect();
        let text = json!([known, values.collect::<Value>(), self.code]).to_string();
        // `</script>` would end the element.
        text.replace('<', "\\u003c")
    }
}

/// The planner of a table for readers of `lang`; nothing if a reader can change nothing in it, or if one of its values
/// cannot be worked out or written for every number that the reader may choose.
pub fn planner(site: &Site, lang: LangId, table: &Table) -> Option<Planner> {
    let mut making = Making {
        site,
        lang,
        nodes: Vec::new(),
        places: HashMap::new(),
        fixed: HashSet::new(),
        patterns: HashMap::new(),
        values: 0,
    };
    let places: Vec<Place<'_>> = places(site, table).collect();
    for place in &places {
        if let Some(choosable) = place.fact.reader {
            making.input(place, choosable)?;
        }
    }
    let inputs = making.nodes.len();
    if inputs == 0 {
        return None;
    }
    for place in places.iter().filter(|place| place.fact.reader.is_none()) {
        // A result that is not known stays so.
        if matches!(place.fact.cell, Cell::Value(_)) && making.follow(place.id)? {
            making.result(place)?;
        }
    }
    let code = match site.messages.found_in(lang, "format-number")? {
        Speaker::Language(lang) => site.config.code(lang),
        Speaker::LastResort => LAST_RESORT,
    };
    let code = code.to_owned();
    (making.nodes.len() > inputs).then_some(Planner { code, nodes: making.nodes, places: making.places })
}

fn places<'a>(site: &'a Site, table: &'a Table) -> impl Iterator<Item = Place<'a>> {
    table.rows.iter().flat_map(move |row| {
        table.columns.iter().zip(&row.cells).enumerate().filter_map(move |(at, (column, id))| {
            let id = (*id)?;
            Some(Place { row, column, at, id, fact: site.catalog.facts.get(id) })
        })
    })
}

/// A cell of the table.
struct Place<'a> {
    row: &'a Row,
    column: &'a Column,
    /// The number of the column.
    at: usize,
    id: FactId,
    fact: &'a Fact,
}

struct Making<'a> {
    site: &'a Site,
    lang: LangId,
    nodes: Vec<Node>,
    /// The node of each fact that has one.
    places: HashMap<FactId, usize>,
    /// Facts that depend on nothing that a reader changes.
    fixed: HashSet<FactId>,
    /// How each column writes its numbers, by what is known of the tax.
    patterns: HashMap<(usize, Option<Tax>), Option<Rc<Pattern>>>,
    /// How many numbers the nodes have.
    values: usize,
}

impl Making<'_> {
    fn node(&self, id: FactId) -> Option<&Node> {
        self.nodes.get(*self.places.get(&id)?)
    }

    fn add(&mut self, id: FactId, node: Node) {
        self.places.insert(id, self.nodes.len());
        self.nodes.push(node);
    }

    fn message(&self, id: &str, args: &Args) -> String {
        self.site.messages.get(self.lang, id, Some(args)).unwrap_or_default().into_owned()
    }

    fn label(&self, place: &Place<'_>) -> String {
        let column = words(&place.column.label, self.lang, self.site);
        let row = words(&place.row.label, self.lang, self.site);
        self.message("planner-result", &args!["column" => column, "row" => row])
    }

    /// The next number that will be known.
    fn later(&mut self) -> Vec<Token> {
        self.values += 1;
        vec![Token::Later(self.values - 1)]
    }

    /// Adds a value that the reader changes.
    fn input(&mut self, place: &Place<'_>, Choosable { min, max, step }: Choosable) -> Option<()> {
        let wanted = place.column.kind.wanted()?;
        let factor = wanted.factor(&quantity(self.site, place.id)?.dimension)?;
        let text = |number| written(self.site, self.lang, &wanted.value(Ends::One(number), tax(place.fact)));
        let hint = args!["min" => text(min), "max" => text(max), "step" => text(step)];
        let value = choosable_number(place.fact, &place.column.kind)?.decimal()?;
        let narrow = [min, max, step].iter().all(|number| number.trimmed().to_string().len() < NARROW);
        let mut input = object([("hint", self.message("planner-hint", &hint).into()), ("narrow", narrow.into())]);
        if let Some(code) = message_lang(self.site, self.lang, "planner-hint") {
            input.insert("lang".to_owned(), code.into());
        }
        for (name, number) in [("min", min), ("max", max), ("step", step), ("value", value)] {
            input.insert(name.to_owned(), number.trimmed().to_string().into());
        }
        let one = rounds(&self.pattern(place, &wanted)?.one)?;
        let data = object([
            ("at", selector(self.nodes.len()).into()),
            ("input", input.into()),
            ("factor", factor.float().into()),
            ("one", one),
        ]);
        let number = self.later();
        let bound = |number| Ratio::of(number)?.checked_mul(factor);
        let tokens = EndTokens { low: number.clone(), high: number, least: bound(min)?, most: bound(max)? };
        self.add(place.id, Node { tokens, steps: Vec::new(), data });
        Some(())
    }

    /// Adds a derived fact, and the derived facts that it needs, if they depend on what the reader changes. Whether it
    /// does; nothing if it cannot be worked out.
    fn follow(&mut self, id: FactId) -> Option<bool> {
        let facts = &self.site.catalog.facts;
        // Not by recursion, as there may be thousands of facts each worked out from the one before. Each comes up twice:
        // before what it needs, and after it.
        let mut left = vec![(id, false)];
        while let Some((id, follows)) = left.pop() {
            if self.places.contains_key(&id) || self.fixed.contains(&id) {
                continue;
            }
            let Some(derivation) = facts.get(id).formula.as_ref() else {
                self.fixed.insert(id);
                continue;
            };
            if facts.is_broken(id) {
                return None;
            }
            if !follows {
                left.push((id, true));
                left.extend(derivation.inputs.iter().rev().map(|input| (*input, false)));
            } else if derivation.inputs.iter().any(|input| self.places.contains_key(input)) {
                self.derived(id, derivation)?;
            } else {
                self.fixed.insert(id);
            }
        }
        Some(self.places.contains_key(&id))
    }

    /// Adds a derived fact, what it needs being known.
    fn derived(&mut self, id: FactId, derivation: &Derivation) -> Option<()> {
        let site = self.site;
        let tokens = |input: &FactId| match self.node(*input) {
            Some(node) => Some(node.tokens.clone()),
            None => quantity(site, *input).map(|known| EndTokens::known(known.low, known.high)),
        };
        let inputs: Option<Vec<EndTokens>> = derivation.inputs.iter().map(tokens).collect();
        let mut tokens = derivation.formula.ends(&inputs?)?;
        let mut steps = vec![tokens.low.clone()];
        let low = self.later();
        let high = match tokens.is_single() {
            true => low.clone(),
            false => {
                steps.push(tokens.high);
                self.later()
            }
        };
        (tokens.low, tokens.high) = (low, high);
        self.add(id, Node { tokens, steps, data: Map::new() });
        Some(())
    }

    /// Says how a result is written.
    fn result(&mut self, place: &Place<'_>) -> Option<()> {
        let derivation = place.fact.formula.as_ref()?;
        let wanted = derivation.wanted.as_ref()?;
        let pattern = self.pattern(place, wanted)?;
        let Pattern { one, range, join, units, shared, alone, digits } = pattern.as_ref();
        let step = derivation.round.or(wanted.usual_step()?.decimal())?;
        let unit = wanted.factor(&quantity(self.site, place.id)?.dimension)?;
        let label = self.label(place);
        let at = *self.places.get(&place.id)?;
        let node = self.nodes.get_mut(at)?;
        // The program knows how to write them above zero, and with digits after the point or in words, not both.
        let never = matches!(wanted, Wanted::Duration(_)) || !units.is_empty();
        if (never && node.tokens.least.is_negative()) || (!units.is_empty() && *digits > 0) {
            return None;
        }
        let ones = std::iter::once("").chain(units.iter().map(String::as_str));
        node.data = object([
            ("at", selector(at).into()),
            ("label", label.into()),
            // A half goes up although floats may lose a little of it.
            ("scale", (unit.checked_mul(Ratio::of(step)?)?.float() * (1.0 - 1e-13)).into()),
            ("top", i64::try_from(step.mantissa()).ok()?.into()),
            ("bottom", 10_i64.checked_pow(step.scale())?.into()),
            ("one", rounds(one)?),
            ("range", rounds(range)?),
            ("join", join.as_str().into()),
            ("units", ones.collect()),
            ("mend", mendings(units, join, *shared, alone)?),
            ("digits", json!({ "minimumFractionDigits": digits, "maximumFractionDigits": 15 })),
        ]);
        Some(())
    }

    /// How the values of a cell are written.
    fn pattern(&mut self, place: &Place<'_>, wanted: &Wanted) -> Option<Rc<Pattern>> {
        let tax = tax(place.fact);
        if let Some(known) = self.patterns.get(&(place.at, tax)) {
            return known.clone();
        }
        let write = |ends: Ends<Decimal>| written(self.site, self.lang, &wanted.value(ends, tax));
        let digits = if let Wanted::Money { currency, .. } = wanted { currency.digits() } else { 0 };
        let pattern = Formats::new(&self.site.messages).pattern(self.lang, digits, &write).map(Rc::new);
        self.patterns.insert((place.at, tax), pattern.clone());
        pattern
    }
}

/// A field for numbers of fewer characters is narrow.
const NARROW: usize = 5;

/// What finds the place of a value in its table.
fn selector(at: usize) -> String {
    format!("[data-planned=\"{at}\"]")
}

/// Expressions and what stands for them in a range that was put together from its ends: a low end without a unit is told
/// from one that shares the high end's, and a shared unit is taken out. Nothing if the units cannot be found so.
fn mendings(units: &[String], join: &str, shared: bool, alone: &str) -> Option<Value> {
    if units.is_empty() {
        return Some(json!([]));
    }
    let single = units.iter().all(|unit| unit.chars().count() == 1 && !unit.contains(['^', ']', '\\', '-']));
    let (units, mut between) = (units.concat(), String::new());
    for c in join.chars() {
        between.extend(c.is_ascii_punctuation().then_some('\\'));
        between.push(c);
    }
    let mut mendings = Vec::new();
    if !alone.is_empty() {
        let alone = alone.replace('$', "$$");
        mendings.push(json!([format!("^([^{units}]+)({between}[^{units}]+[{units}])$"), format!("$1{alone}$2")]));
    }
    if shared {
        mendings.push(json!([format!("^([^{units}]+)([{units}])({between}[^{units}]+\\2)$"), "$1$3"]));
    }
    single.then_some(mendings.into())
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Map<String, Value> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn tax(fact: &Fact) -> Option<Tax> {
    match &fact.cell {
        Cell::Value(Typed::Money { tax, .. }) => *tax,
        Cell::Value(_) | Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => None,
    }
}

/// The exact quantity of a fact, not rounded.
fn quantity(site: &Site, id: FactId) -> Option<Quantity> {
    let facts = &site.catalog.facts;
    let fact = Some(facts.get(id)).filter(|_| !facts.is_broken(id))?;
    match (&fact.formula, &fact.cell) {
        (Some(derivation), Cell::Value(_)) => derivation.result.clone(),
        (None, Cell::Value(value)) => Quantity::of(value).ok(),
        (_, Cell::Unknown | Cell::NotApplicable | Cell::Statement(_)) => None,
    }
}

fn rounds(rounds: &[Round]) -> Option<Value> {
    rounds.iter().map(|round| Some(json!([float(round.number)?, round.before, round.after]))).collect()
}

/// A number as a program has it: whole numbers without a point.
fn float(number: Decimal) -> Option<Value> {
    if number.is_whole() {
        return i64::try_from(number.trimmed().mantissa()).ok().map(Value::from);
    }
    number.to_string().parse::<f64>().ok().map(Value::from)
}
