//! What `static/theme/calculate.js` needs to work out a table again with the numbers of a reader: the formulas, in the
//! order in which they are worked out, and how the language writes the results. Ranges, units, digits, plurals and
//! rounding are settled here, so that the script writes what the build would.

mod outline;

use super::words::{message_lang, words, written};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Cell, Choosable, Column, Derivation, Fact, FactId, Row, Table, choosable_number};
use crate::format::{Decimal, Ends, Form, Formats, Pattern, Tax, Value as Typed};
use crate::formula::{Formula, Function, Op, Quantity, Ratio, Reach, Wanted};
use crate::messages::{Args, MAX_OUTLINE, OutlineError, args};
use crate::resolve::{CALCULATION, Site};
use crate::source::Span;
use outline::{Asked, Voices};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// A table that a reader can calculate with.
pub struct Planner {
    json: String,
    places: HashMap<FactId, usize>,
}

/// Why a table that is made for readers to calculate with cannot be one.
pub enum Cause {
    Told(Box<Diagnostic>),
    /// A mistake of which it is said elsewhere.
    ToldElsewhere,
}

/// The most facts that are looked at for one.
const MAX_FACTS: usize = 10_000;

impl Planner {
    /// The number of a fact among the values.
    pub fn place(&self, id: FactId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The numbers that are known, the values, how they are written and by whom, as JSON that can stand in HTML.
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// The planner of a table for readers of `lang`; nothing if a reader can change nothing in it.
///
/// # Errors
///
/// Where one of its values cannot be worked out or written for every number that the reader may choose.
pub fn planner(site: &Site, lang: LangId, table: &Table) -> Result<Option<Planner>, Cause> {
    let places: Vec<Place<'_>> = places(site, table).collect();
    let inputs = || places.iter().filter_map(|place| Some((place, place.fact.reader?)));
    let Some((first, _)) = inputs().next() else { return Ok(None) };
    let mut making = Making {
        site,
        lang,
        table,
        first: first.fact.span,
        known: Vec::new(),
        known_at: HashMap::new(),
        nodes: Vec::new(),
        places: HashMap::new(),
        fixed: HashSet::new(),
        patterns: Vec::new(),
        pattern_at: HashMap::new(),
        voices: Voices::default(),
        taken: 0,
    };
    for (place, choosable) in inputs() {
        making.input(place, choosable)?;
    }
    let inputs = making.nodes.len();
    for place in places.iter().filter(|place| place.fact.reader.is_none()) {
        // A result that is not known stays so.
        if matches!(place.fact.cell, Cell::Value(_)) && making.follow(place.id)? {
            making.result(place)?;
        }
    }
    if making.nodes.len() == inputs {
        return Err(nothing_to_calculate(site, table, &places, first.fact.span));
    }
    making.made().map(Some)
}

/// Why no value of a table depends on what a reader changes in it.
fn nothing_to_calculate(site: &Site, table: &Table, places: &[Place<'_>], span: Span) -> Cause {
    let is_result = |place: &&Place<'_>| place.fact.formula.is_some() && place.fact.reader.is_none();
    let mut unknown =
        places.iter().filter(is_result).filter(|place| !matches!(place.fact.cell, Cell::Value(_))).peekable();
    if unknown.peek().is_some() {
        if unknown.any(|place| site.catalog.facts.is_broken(place.id)) {
            return Cause::ToldElsewhere;
        }
        let message = format!("nothing that is worked out in the table `{}` is known", table.id);
        return told(span, message, "a result is known once all is that it is derived from");
    }
    let message = format!("nothing in the table `{}` is worked out from what a reader may change", table.id);
    told(span, message, "derive another of its values from this one, or remove `reader`")
}

fn told(span: Span, message: String, help: &str) -> Cause {
    Cause::Told(Box::new(Diagnostic::new(Code::NotCalculated, span, message).help(help)))
}

fn places<'a>(site: &'a Site, table: &'a Table) -> impl Iterator<Item = Place<'a>> {
    table.rows.iter().flat_map(move |row| {
        table.columns.iter().zip(&row.cells).filter_map(move |(column, id)| {
            let id = (*id)?;
            Some(Place { row, column, id, fact: site.catalog.facts.get(id) })
        })
    })
}

/// A cell of the table.
struct Place<'a> {
    row: &'a Row,
    column: &'a Column,
    id: FactId,
    fact: &'a Fact,
}

/// A value that a reader changes, or that depends on one.
struct Node {
    reach: Reach,
    data: Map<String, Value>,
    /// Its formula, in postfix; none of what the reader changes.
    steps: Vec<Token>,
}

/// A step of a formula.
#[derive(Clone, Copy)]
enum Token {
    /// A number or a range that is known, by its place among these.
    Known(usize),
    Node(usize),
    Op(&'static str),
}

struct Making<'a> {
    site: &'a Site,
    lang: LangId,
    table: &'a Table,
    /// Where the first value stands that a reader may change.
    first: Span,
    known: Vec<(Ratio, Ratio)>,
    known_at: HashMap<(Ratio, Ratio), usize>,
    /// In the order in which they are worked out.
    nodes: Vec<Node>,
    /// The node of each fact that has one.
    places: HashMap<FactId, usize>,
    /// Facts that depend on nothing that a reader changes.
    fixed: HashSet<FactId>,
    patterns: Vec<(Pattern, Asked)>,
    /// The pattern of each kind of value, by what is known of the tax.
    pattern_at: HashMap<(Wanted, Option<Tax>), usize>,
    voices: Voices,
    /// How many bytes the steps take, at least.
    taken: usize,
}

impl Making<'_> {
    fn made(mut self) -> Result<Planner, Cause> {
        let known = self.known.iter().map(|(low, high)| match low == high {
            true => json!(low.to_string()),
            false => json!([low.to_string(), high.to_string()]),
        });
        let known: Value = known.collect();
        let patterns: Value =
            self.patterns.iter().map(|(pattern, asked)| self.voices.pattern(pattern, *asked)).collect();
        let known_numbers = self.known.len();
        let values = std::mem::take(&mut self.nodes).into_iter().map(|Node { mut data, steps, .. }| {
            if !steps.is_empty() {
                let steps = steps.iter().map(|step| match step {
                    Token::Known(at) => Value::from(*at),
                    Token::Node(at) => (known_numbers + at).into(),
                    Token::Op(name) => (*name).into(),
                });
                data.insert("steps".to_owned(), steps.collect());
            }
            Value::from(data)
        });
        let values: Value = values.collect();
        let json = json!([known, values, patterns, self.voices.json(self.site)]).to_string();
        if json.len() > CALCULATION {
            return Err(self.too_much());
        }
        // `</script>` would end the element.
        Ok(Planner { json: json.replace('<', "\\u003c"), places: self.places })
    }

    fn too_much(&self) -> Cause {
        let message =
            format!("to calculate with the table `{}` takes more than {} kB", self.table.id, CALCULATION / 1000);
        told(self.first, message, "derive its values in fewer steps, or make several tables of it")
    }

    fn add(&mut self, id: FactId, node: Node) -> Result<(), Cause> {
        self.taken += 3 * node.steps.len();
        if self.taken > CALCULATION {
            return Err(self.too_much());
        }
        self.places.insert(id, self.nodes.len());
        self.nodes.push(node);
        Ok(())
    }

    fn message(&self, id: &str, args: &Args) -> String {
        self.site.messages.get(self.lang, id, Some(args)).unwrap_or_default().into_owned()
    }

    fn label(&self, place: &Place<'_>) -> String {
        let column = words(&place.column.label, self.lang, self.site);
        let row = words(&place.row.label, self.lang, self.site);
        self.message("planner-result", &args!["column" => column, "row" => row])
    }

    /// Adds a value that the reader changes.
    fn input(&mut self, place: &Place<'_>, Choosable { min, max, step }: Choosable) -> Result<(), Cause> {
        // What is no number of its column, or is too large, is told of the value.
        let found = || {
            let wanted = place.column.kind.wanted()?;
            let dimension = quantity(self.site, place.id)?.dimension;
            let factor = wanted.factor(&dimension)?;
            let bound = |number| Ratio::of(number)?.checked_mul(factor);
            let bounds = Quantity { low: bound(min)?, high: bound(max)?, dimension };
            let value = choosable_number(place.fact, &place.column.kind)?.decimal()?;
            Some((wanted, factor, Reach { bounds, is_single: true }, value))
        };
        let (wanted, factor, reach, value) = found().ok_or(Cause::ToldElsewhere)?;
        let text = |number| written(self.site, self.lang, &wanted.value(Ends::One(number), tax(place.fact)));
        let hint = args!["min" => text(min), "max" => text(max), "step" => text(step)];
        let [min, max, step] = [min, max, step].map(Decimal::trimmed);
        let narrow = [min, max, step].iter().all(|number| number.to_string().len() < NARROW);
        let mut input = object([("hint", self.message("planner-hint", &hint).into()), ("narrow", narrow.into())]);
        if let Some(code) = message_lang(self.site, self.lang, "planner-hint") {
            input.insert("lang".to_owned(), code.into());
        }
        input.insert("words".to_owned(), self.words(&wanted.value(Ends::One(value), tax(place.fact))));
        for (name, number) in [("min", min), ("max", max), ("step", step), ("value", value.trimmed())] {
            input.insert(name.to_owned(), number.to_string().into());
        }
        let data = object([
            ("at", selector(self.nodes.len()).into()),
            ("input", input.into()),
            ("factor", factor.to_string().into()),
            // Whatever is reached from `min` by `step` has no more digits after the point.
            ("digits", min.scale().max(step.scale()).into()),
            ("pattern", self.pattern(place, &wanted, &reach)?.into()),
        ]);
        self.add(place.id, Node { reach, data, steps: Vec::new() })
    }

    /// Adds a derived fact, and the derived facts that it needs, if they depend on what the reader changes. Whether it
    /// does.
    fn follow(&mut self, id: FactId) -> Result<bool, Cause> {
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
                return Err(Cause::ToldElsewhere);
            }
            if !follows {
                left.push((id, true));
                left.extend(derivation.inputs.iter().rev().map(|input| (*input, false)));
            } else if derivation.inputs.iter().any(|input| self.places.contains_key(input)) {
                self.derived(id, derivation)?;
            } else {
                self.fixed.insert(id);
            }
            if self.fixed.len() + self.places.len() > MAX_FACTS {
                return Err(self.too_much());
            }
        }
        Ok(self.places.contains_key(&id))
    }

    /// Adds a derived fact, what it needs being known.
    fn derived(&mut self, id: FactId, derivation: &Derivation) -> Result<(), Cause> {
        let mut names = Vec::new();
        let mut facts = Vec::new();
        for input in &derivation.inputs {
            let node = self.places.get(input).and_then(|at| Some((*at, self.nodes.get(*at)?.reach.clone())));
            let (token, reach) = match node {
                Some((at, reach)) => (Token::Node(at), reach),
                None => {
                    let known = quantity(self.site, *input).ok_or(Cause::ToldElsewhere)?;
                    (self.known(known.low, known.high), Reach::of(known))
                }
            };
            names.push(reach);
            facts.push(token);
        }
        let reach = derivation
            .formula
            .reach(&names)
            .map_err(|mistake| self.fails(derivation.span_of(mistake.range), &mistake.message))?;
        let steps = self.steps(&derivation.formula, &facts);
        self.add(id, Node { reach, data: Map::new(), steps })
    }

    /// What stands before and after the number of a value.
    fn words(&self, value: &Typed) -> Value {
        let text = written(self.site, self.lang, value);
        let number = Formats::new(&self.site.messages).form(self.lang, value, Form::Number);
        let (before, after) = number.as_deref().and_then(|number| text.split_once(number)).unwrap_or_default();
        json!([before, after])
    }

    /// That a formula cannot be worked out for all that a reader may choose.
    fn fails(&self, span: Span, message: &str) -> Cause {
        let id = &self.table.id;
        let message = format!("a reader cannot calculate with the table `{id}`: it may be that {message}");
        told(span, message, "change the formula, or `min` and `max`, so that whatever a reader chooses has a result")
    }

    fn known(&mut self, low: Ratio, high: Ratio) -> Token {
        let known = &mut self.known;
        Token::Known(*self.known_at.entry((low, high)).or_insert_with(|| {
            known.push((low, high));
            known.len() - 1
        }))
    }

    /// A formula in postfix, each function of two values or of one.
    fn steps(&mut self, formula: &Formula, facts: &[Token]) -> Vec<Token> {
        let mut steps = Vec::new();
        for step in &formula.steps {
            let mut op = |name: &'static str| steps.push(Token::Op(name));
            match step.op {
                Op::Add => op("+"),
                Op::Sub => op("-"),
                Op::Mul => op("*"),
                Op::Div => op("/"),
                Op::Number(number) => {
                    let known = self.known(number, number);
                    steps.push(known);
                }
                Op::Fact(name) => steps.extend(facts.get(name).copied()),
                Op::Call(function, count) => {
                    let (all, last) = match function {
                        Function::Min => ("min", None),
                        Function::Max => ("max", None),
                        Function::Span => ("span", None),
                        Function::Low => ("span", Some("low")),
                        Function::High => ("span", Some("high")),
                    };
                    (1..count).for_each(|_| op(all));
                    last.into_iter().for_each(op);
                }
            }
        }
        steps
    }

    /// Says how a result is written.
    fn result(&mut self, place: &Place<'_>) -> Result<(), Cause> {
        let at = *self.places.get(&place.id).ok_or(Cause::ToldElsewhere)?;
        let reach = self.nodes.get(at).map(|node| node.reach.clone()).ok_or(Cause::ToldElsewhere)?;
        let found = || {
            let derivation = place.fact.formula.as_ref()?;
            let wanted = derivation.wanted.as_ref()?;
            let step = derivation.round.or(wanted.usual_step()?.decimal())?;
            let unit = wanted.factor(&reach.bounds.dimension)?.checked_mul(Ratio::of(step)?)?;
            Some((derivation, wanted, step, unit))
        };
        let (derivation, wanted, step, unit) = found().ok_or(Cause::ToldElsewhere)?;
        reach.bounds.value(wanted, Ratio::of(step)).map_err(|message| self.fails(derivation.span(), &message))?;
        let data = object([
            ("at", selector(at).into()),
            ("label", self.label(place).into()),
            ("unit", unit.to_string().into()),
            ("top", step.mantissa().to_string().into()),
            ("digits", step.scale().into()),
            ("pattern", self.pattern(place, wanted, &reach)?.into()),
        ]);
        if let Some(node) = self.nodes.get_mut(at) {
            node.data = data;
        }
        Ok(())
    }

    /// How the values of a cell are written, which can be so much.
    fn pattern(&mut self, place: &Place<'_>, wanted: &Wanted, reach: &Reach) -> Result<usize, Cause> {
        let key = (wanted.clone(), tax(place.fact));
        let at = match self.pattern_at.get(&key) {
            Some(at) => *at,
            None => {
                let value = wanted.value(Ends::One(Decimal::ONE), key.1);
                let pattern = Formats::new(&self.site.messages).pattern(self.lang, &value).map_err(too_long)?;
                self.patterns.push((pattern, Asked::default()));
                self.pattern_at.insert(key, self.patterns.len() - 1);
                self.patterns.len() - 1
            }
        };
        if let Some((_, asked)) = self.patterns.get_mut(at) {
            asked.range |= !reach.is_single;
            asked.below |= reach.bounds.low.is_negative();
        }
        Ok(at)
    }
}

fn too_long(error: OutlineError) -> Cause {
    match error {
        OutlineError::NoText => Cause::ToldElsewhere,
        OutlineError::Long { id, span } => {
            let message = format!(
                "readers cannot calculate with numbers that `{id}` writes: with all its variants it has more than {} kB",
                MAX_OUTLINE / 1000
            );
            told(span, message, "choose fewer times, or between shorter texts")
        }
    }
}

/// A field for numbers of fewer characters is narrow.
const NARROW: usize = 5;

/// What finds the place of a value in its table.
fn selector(at: usize) -> String {
    format!("[data-planned=\"{at}\"]")
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
