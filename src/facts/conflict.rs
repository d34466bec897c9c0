//! Facts that contradict each other: declared, with what is known of why, or an error.

use super::fact::{Cell, Fact, Facts};
use super::fragment::{Fragments, parse_words};
use super::ids::FactId;
use super::named::{named_twice, read_id};
use crate::config::{Codes, Config, Words};
use crate::data::{Node, Reader, Table, Text, Value as Data};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::document::without_ruby;
use crate::format::Value;
use crate::id::{IndexVec, ids};
use crate::keys::table::{CONFLICT, SIDE, conflict, side};
use crate::source::{Sources, Span};
use std::collections::{BTreeMap, HashMap, HashSet};

ids! {
    /// A declared conflict.
    ConflictId;
}

/// A declared conflict.
#[derive(Debug)]
pub struct Conflict {
    /// Also the anchor where it is shown.
    pub id: String,
    /// Of the id.
    pub span: Span,
    pub title: Words,
    /// The topic of the site that it is shown with.
    pub topic: Option<Text>,
    pub sides: Vec<Side>,
    /// Why the facts differ, or why that is not known, for each language of the site.
    pub why: Fragments,
}

/// One of the facts of a conflict.
#[derive(Debug)]
pub struct Side {
    /// Nothing if there is no such fact, which is reported.
    pub fact: Option<FactId>,
    /// Where the value is stated; the names of its row and column where nothing is said.
    pub label: Option<Words>,
    id: Text,
}

/// Every declared conflict, in the order of the files.
#[derive(Debug, Default)]
pub struct Conflicts {
    conflicts: IndexVec<ConflictId, Conflict>,
    by_id: HashMap<String, ConflictId>,
    ids: Names,
    by_topic: HashMap<String, Vec<ConflictId>>,
    by_fact: HashMap<FactId, Vec<ConflictId>>,
    /// The sides of conflicts that could not be read: their facts are declared all the same.
    unread: Vec<Vec<Side>>,
    /// Whether there may be more of them, in a file that could not be read.
    vague: bool,
}

impl Conflicts {
    /// All conflicts.
    pub fn iter(&self) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter()
    }

    /// What is known of a conflict.
    pub fn get(&self, id: ConflictId) -> &Conflict {
        self.conflicts.at(id)
    }

    /// The conflict of this name.
    pub fn named(&self, id: &str) -> Option<&Conflict> {
        self.by_id.get(id).map(|id| self.get(*id))
    }

    /// The id that is nearest to another, if one is near enough to be what was meant.
    pub fn nearest(&self, id: &str) -> Option<&str> {
        self.ids.nearest(id, || self.conflicts.iter().map(|conflict| conflict.id.as_str()))
    }

    /// The conflicts of a topic; all of them for an empty one.
    pub fn of(&self, topic: &str) -> Vec<ConflictId> {
        match topic {
            "" => self.conflicts.ids().collect(),
            topic => self.by_topic.get(topic).cloned().unwrap_or_default(),
        }
    }

    /// The conflicts that a fact is a side of.
    pub fn with(&self, fact: FactId) -> impl Iterator<Item = &Conflict> {
        self.by_fact.get(&fact).into_iter().flatten().map(|id| self.get(*id))
    }

    /// Remembers that a file could not be read, which may declare any conflict.
    pub(super) fn be_vague(&mut self) {
        self.vague = true;
    }

    /// Whether every conflict that is declared could be read.
    pub fn is_whole(&self) -> bool {
        !self.vague && self.unread.is_empty()
    }

    /// Reads a `[[conflict]]`.
    pub(super) fn read(&mut self, data: Table, sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) {
        let codes: Codes<'_> = config.codes().collect();
        let mut reader = Reader::new(data, &CONFLICT, diagnostics);
        let id = read_id(&mut reader, conflict::ID, &[]);
        let title = Words::of(&mut reader, conflict::TITLE, &codes);
        let topic = reader.text(conflict::TOPIC);
        let why = Words::of(&mut reader, conflict::WHY, &codes);
        let sides = read_sides(&mut reader, &codes);
        reader.finish();
        diagnostics.extend(topic.as_ref().and_then(|topic| config.unknown_topic(&topic.text, topic.span)));
        let (Some(id), Some(title), Some(why)) = (id, title, why) else {
            self.unread.push(sides);
            return;
        };
        if let Some(first) = self.named(&id.text) {
            diagnostics.push(named_twice("conflicts", &id, first.span));
            return;
        }
        for (lang, code) in codes.entries() {
            // A language that falls back shows it in another.
            if config.chain(lang).all(|lang| why.own(lang).is_none()) {
                let message = format!("the conflict `{}` does not say why in `{code}`", id.text);
                let help = format!("add `{code} = \"…\"` to `why`");
                diagnostics.push(Diagnostic::new(Code::MissingKey, id.span, message).help(help));
            }
        }
        let why = parse_words(&why, sources, config, diagnostics);
        let number = self.conflicts.next_id();
        self.by_id.insert(id.text.clone(), number);
        if let Some(topic) = &topic {
            self.by_topic.entry(topic.text.clone()).or_default().push(number);
        }
        self.conflicts.push(Conflict { id: id.text, span: id.span, title, topic, sides, why });
    }

    /// Finds the facts of every conflict, then the conflicts that nobody has declared.
    pub(super) fn check(&mut self, facts: &Facts, diagnostics: &mut Diagnostics) {
        for side in self.conflicts.iter_mut().map(|conflict| &mut conflict.sides).chain(&mut self.unread).flatten() {
            side.fact = facts.id(&side.id.text);
            if side.fact.is_none() {
                diagnostics.push(facts.unknown(&side.id.text, side.id.span));
            }
        }
        for (id, conflict) in self.conflicts.entries() {
            for fact in conflict.sides.iter().filter_map(|side| side.fact) {
                self.by_fact.entry(fact).or_default().push(id);
            }
        }
        self.check_settled(facts, diagnostics);
        if !self.vague {
            self.check_undeclared(facts, diagnostics);
        }
    }

    /// Conflicts whose facts are of one thing and have come to say the same.
    fn check_settled(&self, facts: &Facts, diagnostics: &mut Diagnostics) {
        for conflict in &self.conflicts {
            let sides: Option<Vec<&Fact>> = conflict
                .sides
                .iter()
                .map(|side| side.fact.filter(|id| !facts.is_broken(*id)).map(|id| facts.get(id)))
                .collect();
            let Some((first, rest)) = sides.as_deref().and_then(|sides| sides.split_first()) else { continue };
            let same = |fact: &&Fact| {
                key(fact).is_some()
                    && key(fact) == key(first)
                    && (fact.cell == Cell::Unknown) == (first.cell == Cell::Unknown)
                    && says_the_same(&fact.cell, &first.cell)
            };
            if !rest.is_empty() && rest.iter().all(same) {
                let message = format!("the facts of the conflict `{}` say the same", conflict.id);
                let diagnostic = Diagnostic::new(Code::SettledConflict, conflict.span, message);
                diagnostics.push(diagnostic.help("remove the conflict"));
            }
        }
    }

    fn check_undeclared(&self, facts: &Facts, diagnostics: &mut Diagnostics) {
        let mut declared: HashSet<(FactId, FactId)> = HashSet::new();
        for sides in self.conflicts.iter().map(|conflict| &conflict.sides).chain(&self.unread) {
            let ids: Vec<FactId> = sides.iter().filter_map(|side| side.fact).collect();
            declared.extend(ids.iter().flat_map(|a| ids.iter().map(|b| (*a, *b))));
        }
        let mut by_key: BTreeMap<Key<'_>, Vec<(FactId, &Fact)>> = BTreeMap::new();
        for (id, fact) in facts.iter() {
            if let Some(key) = key(fact) {
                by_key.entry(key).or_default().push((id, fact));
            }
        }
        for ((subject, aspect, scope), group) in by_key {
            let mut cells = Cells::default();
            for (id, fact) in group {
                if cells.cells.len() >= MAX_DIFFERENT && !cells.places.contains_key(&fact.cell) {
                    let message = format!("more than {MAX_DIFFERENT} values of the {aspect} of {subject}");
                    let help = "say of each what it holds for: `scope`, or a `subject` of its own";
                    diagnostics.push(Diagnostic::new(Code::UndeclaredConflict, fact.span, message).help(help));
                    break;
                }
                let undeclared = |other: FactId| !declared.contains(&(other, id));
                if let Some(other) = cells.differing(&fact.cell, undeclared).map(|other| facts.get(other)) {
                    let of = if scope.is_empty() { String::new() } else { format!(" ({scope})") };
                    let beside = match (&fact.cell, &other.cell) {
                        (Cell::Value(own), Cell::Value(other)) => own.differs_beside_numbers(other),
                        _ => None,
                    };
                    let how = beside.map(|beside| format!(": {beside}")).unwrap_or_default();
                    let message = format!(
                        "`{}` and `{}` are both the {aspect} of {subject}{of}, and differ{how}",
                        other.id, fact.id
                    );
                    let help = format!(
                        "correct one of them, or say why they differ: a `[[conflict]]` with \
                         `facts = [\"{}\", \"{}\"]`",
                        other.id, fact.id
                    );
                    diagnostics.push(
                        Diagnostic::new(Code::UndeclaredConflict, fact.span, message)
                            .help(help)
                            .related(other.span, "the other value"),
                    );
                }
                cells.add(&fact.cell, id);
            }
        }
    }
}

/// The most different values of one thing that are compared with each other.
const MAX_DIFFERENT: usize = 200;

/// What facts hold, each cell once, with the facts that hold it in their order.
#[derive(Default)]
struct Cells<'a> {
    cells: Vec<(&'a Cell, Vec<FactId>)>,
    places: HashMap<&'a Cell, usize>,
}

impl<'a> Cells<'a> {
    /// The first fact that says something else than `cell`, and that is `wanted`.
    fn differing(&self, cell: &Cell, wanted: impl Fn(FactId) -> bool) -> Option<FactId> {
        let mut first: Option<FactId> = None;
        for (known, ids) in &self.cells {
            // They stand in the order of their first facts.
            if first.is_some_and(|first| ids.first().is_none_or(|id| *id > first)) {
                break;
            }
            if !says_the_same(known, cell) {
                let found = ids.iter().copied().find(|id| wanted(*id));
                first = first.into_iter().chain(found).min();
            }
        }
        first
    }

    fn add(&mut self, cell: &'a Cell, id: FactId) {
        let place = *self.places.entry(cell).or_insert(self.cells.len());
        match self.cells.get_mut(place) {
            Some((_, ids)) => ids.push(id),
            None => self.cells.push((cell, vec![id])),
        }
    }
}

/// Subject, aspect and scope.
type Key<'a> = (&'a str, &'a str, &'a str);

/// What a fact is compared by: subject, aspect and scope; `None` for one that says no subject or no aspect.
fn key(fact: &Fact) -> Option<Key<'_>> {
    let about = &fact.about;
    Some((about.subject.as_deref()?, about.aspect.as_deref()?, about.scope.as_deref().unwrap_or_default()))
}

fn says_the_same(a: &Cell, b: &Cell) -> bool {
    match (a, b) {
        (Cell::Value(a), Cell::Value(b)) => a.says_the_same(b),
        (Cell::Statement(a) | Cell::Value(Value::Text(a)), Cell::Statement(b))
        | (Cell::Statement(a), Cell::Value(Value::Text(b))) => a.says_the_same(b),
        (Cell::Unknown, Cell::Unknown) | (Cell::NotApplicable, Cell::NotApplicable) => true,
        // What is not known contradicts nothing.
        (Cell::Unknown, _) | (_, Cell::Unknown) => true,
        (Cell::Value(_) | Cell::Statement(_) | Cell::NotApplicable, _) => false,
    }
}

/// The most facts of one conflict: each of them may differ from each other one.
const MAX_SIDES: usize = 100;

/// `facts = ["a.b.c", { id = "d.e.f", label = { … } }]`
fn read_sides(reader: &mut Reader, codes: &Codes<'_>) -> Vec<Side> {
    let Some((_, Node { span, value })) = reader.any(conflict::FACTS) else { return Vec::new() };
    let Data::List(items) = value else {
        let message = format!("`facts` takes a list of facts, not {}", value.kind());
        reader.report(Diagnostic::new(Code::WrongType, span, message));
        return Vec::new();
    };
    if items.len() < 2 {
        let message = "a conflict is between two facts or more";
        reader.report(Diagnostic::new(Code::InvalidValue, span, message));
    }
    if let Some(further) = items.get(MAX_SIDES) {
        let message = format!("a conflict is between {MAX_SIDES} facts at most");
        reader.report(Diagnostic::new(Code::InvalidValue, further.span, message));
    }
    let mut sides: Vec<Side> = Vec::new();
    let mut seen: HashMap<String, Span> = HashMap::new();
    for item in items.into_iter().take(MAX_SIDES) {
        let Some(side) = read_side(item, codes, reader.diagnostics()) else { continue };
        match seen.get(&side.id.text) {
            Some(first) => reader.report(named_twice("facts", &side.id, *first)),
            None => {
                seen.insert(side.id.text.clone(), side.id.span);
                sides.push(side);
            }
        }
    }
    sides
}

fn read_side(item: Node, codes: &Codes<'_>, diagnostics: &mut Diagnostics) -> Option<Side> {
    match item.value {
        Data::Text(text) => Some(Side { fact: None, label: None, id: text }),
        Data::Table(table) => {
            let mut reader = Reader::new(table, &SIDE, diagnostics);
            let id = reader.text(side::ID);
            let label = Words::of(&mut reader, side::LABEL, codes).map(|label| label.edited(without_ruby));
            reader.finish();
            Some(Side { fact: None, label, id: id? })
        }
        other => {
            let message = format!("a conflict names facts by their ids, not by {}", other.kind());
            diagnostics.push(Diagnostic::new(Code::WrongType, item.span, message));
            None
        }
    }
}
