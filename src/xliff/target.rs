//! What a translator has filled in, read out of a unit: text, and the placeholders that have to come back.

use super::NAMESPACE;
use super::unit::{Token, Unit, marks};
use super::xml::{children, head};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Span};
use roxmltree::Node;
use std::collections::HashMap;
use std::ops::Range;

/// What is wrong with a file, as far as it is read.
pub(super) struct Report {
    pub(super) id: SourceId,
    pub(super) found: Diagnostics,
}

impl Report {
    pub(super) fn add(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.found.push(Diagnostic::new(code, Span::new(self.id, range), message).maybe_help(help));
    }
}

/// The translated text of a unit.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) tokens: Vec<Token>,
    /// Where it stands: its first target.
    pub(super) range: Range<usize>,
}

/// A placeholder as it stands in the file, by its id there.
enum Seen {
    Text(String),
    Alone(String),
    Open(String),
    Close(String),
}

/// A segment, or what stands between two.
struct Cut<'a, 'i> {
    order: usize,
    source: Option<Node<'a, 'i>>,
    target: Option<Node<'a, 'i>>,
    node: Node<'a, 'i>,
}

/// The target of a unit; nothing if it has none, or if it is the source that a tool has copied. `name` is how the unit
/// is called in messages.
pub(super) fn read(node: Node, unit: &Unit, name: &str, report: &mut Report) -> Option<Given> {
    let mut cuts = cuts(node, name, report);
    let is_segment = |cut: &Cut| cut.node.has_tag_name((NAMESPACE, "segment"));
    let first = cuts.iter().filter(|cut| is_segment(cut)).find_map(|cut| cut.target)?.range();
    let segments = || cuts.iter().filter(|cut| is_segment(cut));
    if segments().all(|cut| cut.target.is_none() || is_copy(cut))
        && segments().any(|cut| is_copy(cut) && plain(cut.source).contains(char::is_alphabetic))
    {
        return None;
    }
    let count = segments().count();
    for (number, cut) in (1..).zip(segments()) {
        if cut.target.is_none() && cut.source.is_some_and(is_filled) {
            let message = format!("segment {number} of {count} of {name} is not translated, and others of it are");
            report.add(Code::InvalidXliff, head(cut.node), message, "translate it too: a text is taken as a whole");
        }
    }
    // A placeholder that is lost is lost in the segment that has it in its source.
    let mut holders: HashMap<String, Range<usize>> = HashMap::new();
    for cut in &cuts {
        let (Some(source), Some(target)) = (cut.source, cut.target) else { continue };
        let ids = source.descendants().filter_map(|inside| inside.attribute("id"));
        holders.extend(ids.map(|id| (id.to_owned(), target.range())));
    }
    cuts.sort_by_key(|cut| cut.order);
    let mut seen = Vec::new();
    for text in cuts.iter().filter_map(|cut| cut.target.or(cut.source)) {
        inline(text, &mut seen, name, report);
    }
    let range = first;
    let tokens = checked(seen, unit, (&holders, range.clone()), name, report);
    Some(Given { tokens, range })
}

fn cuts<'a, 'i>(node: Node<'a, 'i>, name: &str, report: &mut Report) -> Vec<Cut<'a, 'i>> {
    let is_cut = |part: &Node| ["segment", "ignorable"].iter().any(|name| part.has_tag_name((NAMESPACE, *name)));
    let parts: Vec<Node> = node.children().filter(is_cut).collect();
    let mut taken = vec![false; parts.len()];
    let mut cuts = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        let target = children(*part, "target").next();
        let filled = target.filter(|target| is_filled(*target) || part.has_tag_name((NAMESPACE, "ignorable")));
        // XLIFF 2.1, `order`: where a target stands among those of the unit, counted from 1.
        let written = target.and_then(|target| target.attribute("order"));
        let order = match written {
            Some(order) => order.trim().parse::<usize>().ok().and_then(|order| order.checked_sub(1)),
            None => Some(at),
        };
        match order.and_then(|order| taken.get_mut(order)) {
            Some(taken) if !*taken => *taken = true,
            Some(_) | None => {
                let message = format!(
                    "the targets of {name} have no order: there are {} places, and one `order` each",
                    parts.len()
                );
                report.add(Code::InvalidXliff, head(target.unwrap_or(*part)), message, "");
            }
        }
        let source = children(*part, "source").next();
        cuts.push(Cut { order: order.unwrap_or(at), source, target: filled, node: *part });
    }
    cuts
}

/// Whether there is more in a source or target than blanks.
fn is_filled(node: Node) -> bool {
    node.descendants().any(|inside| {
        inside.is_text() && inside.text().is_some_and(|text| !text.trim().is_empty())
            || inside.is_element() && inside != node
    })
}

/// Whether a target is its source, and nobody has said that it is meant.
fn is_copy(cut: &Cut) -> bool {
    let state = cut.node.attribute("state").unwrap_or("initial");
    state == "initial" && cut.target.is_some() && plain(cut.source) == plain(cut.target)
}

/// The words of a source or target.
fn plain(node: Option<Node>) -> String {
    let texts = node.into_iter().flat_map(|node| node.descendants()).filter(Node::is_text);
    let text: String = texts.filter_map(|node| node.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The character that no text has, if there is one.
fn stray(text: &str) -> Option<char> {
    let is_none = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r')
            || matches!(c, '\u{FDD0}'..='\u{FDEF}')
            || u32::from(c) & 0xFFFE == 0xFFFE
    };
    text.chars().find(|c| is_none(*c))
}

fn inline(node: Node, seen: &mut Vec<(Seen, Range<usize>)>, name: &str, report: &mut Report) {
    for child in node.children() {
        let range = child.range();
        if child.is_text() {
            let text = child.text().unwrap_or_default();
            if let Some(c) = stray(text) {
                let raw = child.document().input_text().get(range.clone()).unwrap_or_default();
                let place = raw.find(c).map(|at| range.start + at..range.start + at + c.len_utf8());
                report.stray(u32::from(c), place.unwrap_or_else(|| range.clone()), name);
            }
            seen.push((Seen::Text(text.to_owned()), range));
            continue;
        }
        if !child.is_element() {
            continue;
        }
        let attribute = |name: &str| child.attribute(name).unwrap_or_default().to_owned();
        match child.tag_name().name() {
            "ph" => seen.push((Seen::Alone(attribute("id")), range)),
            "pc" => {
                seen.push((Seen::Open(attribute("id")), head(child)));
                inline(child, seen, name, report);
                seen.push((Seen::Close(attribute("id")), range));
            }
            "sc" => seen.push((Seen::Open(attribute("id")), range)),
            "ec" => seen.push((Seen::Close(attribute("startRef")), range)),
            "cp" => {
                let hex = attribute("hex");
                let number = u32::from_str_radix(&hex, 16).ok();
                match number.and_then(char::from_u32).filter(|c| stray(&c.to_string()).is_none()) {
                    Some(c) => seen.push((Seen::Text(c.to_string()), range)),
                    None => match number {
                        Some(number) => report.stray(number, range, name),
                        None => {
                            let message = format!("`hex=\"{hex}\"` is no character, in {name}");
                            report.add(Code::InvalidXliff, range, message, "write the number of a character");
                        }
                    },
                }
            }
            // Notes on the text, which do not stay.
            "mrk" => inline(child, seen, name, report),
            "sm" | "em" => {}
            other => {
                let message = format!("`<{other}>` stands in the text of {name}");
                report.add(Code::InvalidXliff, head(child), message, "take it out: it is no part of XLIFF 2");
            }
        }
    }
}

impl Report {
    fn stray(&mut self, number: u32, range: Range<usize>, name: &str) {
        let message = match char::from_u32(number) {
            Some(c) if c.is_control() => format!("U+{number:04X} is a control character, in {name}"),
            Some(_) | None => format!("U+{number:04X} is one of those that are not characters, in {name}"),
        };
        self.add(Code::InvalidXliff, range, message, "take it out");
    }
}

/// The tokens of a target; every placeholder of the source has to be there, once.
fn checked(
    seen: Vec<(Seen, Range<usize>)>,
    unit: &Unit,
    (holders, whole): (&HashMap<String, Range<usize>>, Range<usize>),
    name: &str,
    report: &mut Report,
) -> Vec<Token> {
    let marks = marks(&unit.pieces);
    let mut used = vec![false; marks.len()];
    let mut open: Vec<(String, Range<usize>)> = Vec::new();
    let mut tokens = Vec::with_capacity(seen.len());
    let mut wrong = |message: String, range: Range<usize>| {
        let help = "put each placeholder of the source into the target, once, and pairs inside of each other";
        report.add(Code::Placeholder, range, format!("{message}, in {name}"), help);
    };
    let number = |id: &str| id.parse::<usize>().ok().filter(|number| number.to_string() == id);
    for (seen, range) in seen {
        let (id, is_pair) = match seen {
            Seen::Text(text) => {
                tokens.push(Token::Text(text));
                continue;
            }
            Seen::Close(id) => {
                if open.pop().is_none_or(|(open, _)| open != id) {
                    wrong(format!("the pair `{id}` ends where another is open"), range);
                }
                tokens.extend(number(&id).map(Token::Close));
                continue;
            }
            Seen::Alone(id) => (id, false),
            Seen::Open(id) => (id, true),
        };
        if is_pair {
            open.push((id.clone(), range.clone()));
        }
        let found = number(&id).and_then(|number| Some((number, number.checked_sub(1)?)));
        let Some((number, mark, used)) =
            found.and_then(|(number, at)| Some((number, marks.get(at)?, used.get_mut(at)?)))
        else {
            wrong(format!("the source has no placeholder `{id}`"), range);
            continue;
        };
        if mark.close.is_some() != is_pair {
            let kind = if is_pair { "does not stand" } else { "stands" };
            wrong(format!("the placeholder `{id}` {kind} round a text in the source"), range.clone());
        }
        if std::mem::replace(used, true) {
            wrong(format!("the placeholder `{id}` stands here twice"), range);
        }
        tokens.push(if is_pair { Token::Open(number) } else { Token::Alone(number) });
    }
    if let Some((id, range)) = open.pop() {
        wrong(format!("the pair `{id}` has no end"), range);
    }
    for (at, (mark, used)) in marks.iter().zip(&used).enumerate() {
        if !used && !mark.is_free() {
            let id = (at + 1).to_string();
            let range = holders.get(&id).unwrap_or(&whole).clone();
            wrong(format!("the placeholder `{id}`, which is `{}`, is lost", mark.shown()), range);
        }
    }
    tokens
}
