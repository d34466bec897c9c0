//! What a translator has filled in, read out of a unit: text, and the placeholders that have to come back.

use super::delivery::{Brought, Run, Seen, Segment};
use super::unit::{Token, Unit, marks};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::is_wide;
use crate::source::{SourceId, Span};
use std::collections::HashMap;
use std::ops::Range;

/// What is wrong with a file, as far as it is read.
pub(super) struct Report<'a> {
    pub(super) id: SourceId,
    /// The text of the file.
    pub(super) text: &'a str,
    /// With these nothing is imported.
    pub(super) found: Diagnostics,
    /// Units and pages that are left out, while all else is imported.
    pub(super) refused: Diagnostics,
}

impl<'a> Report<'a> {
    pub(super) fn new(id: SourceId, text: &'a str) -> Report<'a> {
        Report { id, text, found: Diagnostics::new(), refused: Diagnostics::new() }
    }

    pub(super) fn add(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let found = self.diagnostic(code, range, message.into(), help);
        self.found.push(found);
    }

    /// Says that a unit or a page is left out.
    pub(super) fn refuse(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let refused = self.diagnostic(code, range, message.into(), help);
        self.refused.push(refused);
    }

    fn diagnostic(&self, code: Code, range: Range<usize>, message: String, help: &str) -> Diagnostic {
        let help = (!help.is_empty()).then(|| help.to_owned());
        Diagnostic::new(code, Span::new(self.id, range), message).maybe_help(help)
    }

    /// Says that a text has a character that no text has.
    fn stray(&mut self, c: char, range: &Range<usize>, name: &str) {
        let raw = self.text.get(range.clone()).unwrap_or_default();
        let place = raw.find(c).map(|at| range.start + at..range.start + at + c.len_utf8());
        let number = u32::from(c);
        let message = match c.is_control() {
            true => format!("U+{number:04X} is a control character, in {name}"),
            false => format!("U+{number:04X} is one of those that are not characters, in {name}"),
        };
        self.add(Code::InvalidXliff, place.unwrap_or_else(|| range.clone()), message, "take it out");
    }
}

/// The translated text of a unit.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) tokens: Vec<Token>,
    /// Where it stands: its first target.
    pub(super) range: Range<usize>,
}

/// The target of a unit that is translated. `name` is how it is called in messages.
pub(super) fn read(brought: &Brought, unit: &Unit, name: &str, report: &mut Report) -> Option<Given> {
    let range = brought.texts().find_map(|segment| segment.filled())?.range.clone();
    let count = brought.texts().count();
    for (number, segment) in (1..).zip(brought.texts()) {
        if segment.filled().is_none() && segment.source.as_ref().is_some_and(|source| source.is_filled()) {
            let message = format!("segment {number} of {count} of {name} is not translated, and others of it are");
            let help = "translate it too: a text is taken as a whole";
            report.add(Code::InvalidXliff, segment.head.clone(), message, help);
        }
    }
    // A placeholder that is lost is lost in the segment that has it in its source.
    let mut holders: HashMap<String, Range<usize>> = HashMap::new();
    for segment in &brought.segments {
        let (Some(source), Some(target)) = (&segment.source, segment.filled()) else { continue };
        for (seen, _) in &source.seen {
            if let Seen::Alone(id) | Seen::Open(id) = seen {
                holders.insert(id.clone(), target.range.clone());
            }
        }
    }
    let order = in_order(brought, name, report);
    let ordered: Vec<&Segment> = order.into_iter().filter_map(|at| brought.segments.get(at)).collect();
    let seen = joined(&ordered);
    if !unit.is_line() && has_empty_line(&seen) {
        let message = format!("the target of {name} has an empty line in it, and a text is one paragraph");
        report.refuse(
            Code::InvalidXliff,
            range,
            message,
            "put its lines together; new paragraphs begin in the original",
        );
        return None;
    }
    let tokens = checked(seen, unit, (&holders, range.clone()), name, report);
    Some(Given { tokens, range })
}

/// A text whose lines are put together: of what breaks them a blank is left, and nothing between wide characters.
fn on_one_line(text: &str) -> String {
    let mut lines = text.split('\n');
    let mut all = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        all.truncate(all.trim_end().len());
        let line_start = line.trim_start();
        let is_joined = all.ends_with(is_wide) && line_start.starts_with(is_wide);
        if !is_joined {
            all.push(' ');
        }
        all.push_str(line_start);
    }
    all
}

/// Whether there is more than one paragraph.
fn has_empty_line(seen: &[(Seen, Range<usize>)]) -> bool {
    let text = seen.iter().map(|(seen, _)| match seen {
        Seen::Text(text) => text.as_str(),
        Seen::Alone(_) | Seen::Open(_) | Seen::Close(_) | Seen::Wrong(..) => ".",
    });
    let text: String = text.collect();
    let mut lines = text.trim().lines();
    lines.any(|line| line.trim().is_empty())
}

/// The targets of segments as one text. Between sentences of Chinese and Japanese there is no blank, and one between
/// those of other languages, whatever stands there in the other language.
fn joined(segments: &[&Segment]) -> Vec<(Seen, Range<usize>)> {
    let mut seen: Vec<(Seen, Range<usize>)> = Vec::new();
    let mut last: Option<&Segment> = None;
    let mut between: Vec<(Seen, Range<usize>)> = Vec::new();
    for segment in segments {
        let Some(text) = segment.filled().or(segment.source.as_ref()) else { continue };
        if !segment.is_text {
            between.extend(text.seen.iter().cloned());
            continue;
        }
        let is_blank = between.iter().all(|(seen, _)| matches!(seen, Seen::Text(text) if text.trim().is_empty()));
        // Whether its language puts no blank here.
        let sources = last.and_then(|last| edge_behind(last.source.as_ref()?));
        let is_wide_source = sources.is_some_and(is_wide);
        match last.and_then(|last| edge_behind(last.filled().or(last.source.as_ref())?)).zip(edge_before(text)) {
            Some((before, behind)) if is_blank && is_wide(before) && is_wide(behind) => between.clear(),
            Some((before, behind)) if between.is_empty() && !before.is_whitespace() && !behind.is_whitespace() => {
                if is_wide_source && !is_wide(before) && !is_wide(behind) {
                    between.push((Seen::Text(" ".to_owned()), text.head.clone()));
                }
            }
            Some(_) | None => {}
        }
        seen.append(&mut between);
        seen.extend(text.seen.iter().cloned());
        last = Some(segment);
    }
    seen.append(&mut between);
    seen
}

/// The first and the last character of a text that neither begins nor ends with a placeholder there.
fn edge_before(run: &Run) -> Option<char> {
    run.seen.first().and_then(|(seen, _)| match seen {
        Seen::Text(text) => text.chars().next(),
        Seen::Alone(_) | Seen::Open(_) | Seen::Close(_) | Seen::Wrong(..) => None,
    })
}

fn edge_behind(run: &Run) -> Option<char> {
    run.seen.last().and_then(|(seen, _)| match seen {
        Seen::Text(text) => text.chars().next_back(),
        Seen::Alone(_) | Seen::Open(_) | Seen::Close(_) | Seen::Wrong(..) => None,
    })
}

/// The segments in the order of their targets.
fn in_order(brought: &Brought, name: &str, report: &mut Report) -> Vec<usize> {
    let count = brought.segments.len();
    let mut taken = vec![false; count];
    let mut orders = Vec::with_capacity(count);
    for (at, segment) in brought.segments.iter().enumerate() {
        // XLIFF 2.1, `order`: where a target stands among those of the unit, counted from 1.
        let order = match &segment.order {
            Some(order) => order.trim().parse::<usize>().ok().and_then(|order| order.checked_sub(1)),
            None => Some(at),
        };
        match order.and_then(|order| taken.get_mut(order)) {
            Some(taken) if !*taken => *taken = true,
            Some(_) | None => {
                let message =
                    format!("the targets of {name} have no order: there are {count} places, and one `order` each");
                let range = segment.target.as_ref().map_or(&segment.head, |target| &target.head);
                report.add(Code::InvalidXliff, range.clone(), message, "");
            }
        }
        orders.push((order.unwrap_or(at), at));
    }
    orders.sort_by_key(|(order, _)| *order);
    orders.into_iter().map(|(_, at)| at).collect()
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
    let (mut strays, mut unread) = (Vec::new(), Vec::new());
    let mut wrong = |message: String, range: Range<usize>| {
        let help = "put each placeholder of the source into the target, once, and pairs inside of each other";
        report.add(Code::Placeholder, range, format!("{message}, in {name}"), help);
    };
    let number = |id: &str| id.parse::<usize>().ok().filter(|number| number.to_string() == id);
    for (seen, range) in seen {
        let (id, is_pair) = match seen {
            Seen::Text(text) => {
                if let Some(c) = stray(&text) {
                    strays.push((c, range));
                }
                tokens.push(Token::Text(if unit.is_line() { text } else { on_one_line(&text) }));
                continue;
            }
            Seen::Wrong(message, help) => {
                unread.push((message, help, range));
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
    for (c, range) in strays {
        report.stray(c, &range, name);
    }
    for (message, help, range) in unread {
        report.add(Code::InvalidXliff, range, format!("{message}, in {name}"), help);
    }
    tokens
}
