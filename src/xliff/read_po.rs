//! PO as a delivery.

use super::delivery::{Brought, Degree, Delivery, Part, Remark, Run, Seen, Segment};
use super::target::Report;
use super::{STAMPS, po_text};
use crate::diagnostic::Code;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// An entry as it is written.
#[derive(Default)]
struct Entry {
    range: Range<usize>,
    context: Option<String>,
    source: Option<(String, Range<usize>)>,
    target: Option<(String, Range<usize>)>,
    /// The file that it names.
    path: Option<String>,
    is_fuzzy: bool,
    has_plural: bool,
    remarks: Vec<Remark>,
}

/// Which text of an entry the quotes of a line go on with.
#[derive(Clone, Copy)]
enum Field {
    Context,
    Source,
    Target,
    /// What is not read: what it was before.
    Other,
}

/// The texts of a file.
pub(super) fn read(text: &str, report: &mut Report) -> Option<Delivery> {
    let entries = entries(text, report)?;
    let (header, units) = entries.split_first()?;
    let fields = header.target.as_ref().filter(|_| header.context.is_none()).map(|(text, _)| text.as_str());
    let field = |name: &str| {
        let value = |line: &str| line.strip_prefix(name)?.strip_prefix(':').map(|value| value.trim().to_owned());
        fields.unwrap_or_default().lines().find_map(value).unwrap_or_default()
    };
    let mut parts: Vec<Part> =
        fields.unwrap_or_default().lines().filter_map(|line| part(line, &header.range)).collect();
    let mut places: HashMap<String, usize> =
        (0..).zip(&parts).map(|(at, part): (usize, &Part)| (part.path.clone(), at)).collect();
    if parts.is_empty() {
        let message = "the lines `X-Shirube-…` of the header are gone, which say what was exported";
        report.add(
            Code::InvalidXliff,
            header.range.clone(),
            message,
            "export again, and have the tool keep the header",
        );
        return None;
    }
    for entry in units {
        let only = parts.first().filter(|_| parts.len() == 1).map(|part| part.path.clone());
        let Some(path) = entry.path.clone().or(only) else {
            let message = "this text does not say which file it is of";
            report.add(Code::InvalidXliff, entry.range.clone(), message, "keep the lines `#:`, or export again");
            continue;
        };
        // Merged with a newer export, a file has the header of the older one.
        let place = *places.entry(path.clone()).or_insert_with(|| {
            parts.push(Part::new(path, entry.range.clone()));
            parts.len() - 1
        });
        if let Some(part) = parts.get_mut(place) {
            part.units.extend(brought(entry, report));
        }
    }
    let to = field("Language");
    // To gettext a fuzzy entry is none.
    let least = Some(Degree::Translated);
    Some(Delivery { head: header.range.clone(), from: field("X-Source-Language"), to, parts, least })
}

/// What a line of the header says of a file.
fn part(line: &str, head: &Range<usize>) -> Option<Part> {
    let (name, mut rest) = line.split_once(": ")?;
    name.strip_prefix("X-Shirube-")?;
    let mut notes = HashMap::new();
    while let Some((stamp, after)) = rest.split_once(' ') {
        let Some((category, value)) = stamp.split_once('=') else { break };
        let Some(own) = STAMPS.into_iter().find(|own| *own == category) else { break };
        notes.insert(own, value.to_owned());
        rest = after;
    }
    Some(Part { notes, ..Part::new(rest.trim().to_owned(), head.clone()) })
}

fn entries(text: &str, report: &mut Report) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut entry = Entry::default();
    let mut field = Field::Other;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim();
        let starts = line.starts_with('#') || line.starts_with("msgctxt") || line.starts_with("msgid");
        if entry.target.is_some() && starts && !line.starts_with("msgid_plural") {
            entries.push(std::mem::take(&mut entry));
        }
        if entry.range.end == 0 {
            entry.range = range.clone();
        }
        if let Some(comment) = line.strip_prefix('#') {
            match comment.chars().next() {
                Some(':') => entry.path = Some(path(comment)).filter(|path| !path.is_empty()).or(entry.path),
                Some(',') => entry.is_fuzzy |= comment.split([',', ' ']).any(|flag| flag.trim() == "fuzzy"),
                Some('.' | '|' | '~') => {}
                Some(_) if !comment.trim().is_empty() => {
                    entry.remarks.push(Remark { text: comment.trim().to_owned(), range });
                }
                Some(_) | None => {}
            }
            continue;
        }
        if line.is_empty() {
            continue;
        }
        let word = line.find(['"', ' ', '[']).map_or(line, |end| line.get(..end).unwrap_or_default());
        let rest = line.get(word.len()..).unwrap_or_default();
        entry.has_plural |= word == "msgid_plural";
        field = match word {
            "msgctxt" => Field::Context,
            "msgid" => Field::Source,
            "msgstr" if !rest.starts_with('[') => Field::Target,
            "" => field,
            _ => Field::Other,
        };
        let Some(said) = po_text::unquoted(rest) else {
            if matches!(field, Field::Other) && !word.is_empty() && word.starts_with("msg") {
                continue;
            }
            let message = "this is no line of PO: a text stands in quotes on one line";
            report.add(
                Code::InvalidXliff,
                range,
                message,
                "write quotes that are text as `\\\"`, or save the file once more in the tool that wrote it",
            );
            return None;
        };
        let own = match field {
            Field::Context => {
                entry.context.get_or_insert_default().push_str(&said);
                continue;
            }
            Field::Source => &mut entry.source,
            Field::Target => &mut entry.target,
            Field::Other => {
                // What follows the first plural is another text.
                if word.starts_with("msgstr[") || word == "msgstr" {
                    entry.target.get_or_insert_with(|| (String::new(), range.clone()));
                }
                continue;
            }
        };
        let (text, place) = own.get_or_insert_with(|| (String::new(), range.clone()));
        text.push_str(&said);
        place.end = range.end;
    }
    entries.extend(Some(entry).filter(|entry| entry.source.is_some()));
    Some(entries)
}

/// The file that a comment names, without the number of a line.
fn path(comment: &str) -> String {
    let names = comment.trim_start_matches(':').trim();
    if let Some((name, _)) = names.strip_prefix('\u{2068}').and_then(|rest| rest.split_once('\u{2069}')) {
        return name.to_owned();
    }
    let name = names.split(' ').next().unwrap_or_default();
    let (path, line) = name.rsplit_once(':').unwrap_or((name, ""));
    if line.chars().all(|c| c.is_ascii_digit()) { path.to_owned() } else { name.to_owned() }
}

fn brought(entry: &Entry, report: &mut Report) -> Option<Brought> {
    let (Some(id), Some((source, place))) = (&entry.context, &entry.source) else {
        let message = "this text has no `msgctxt`, which says which one it is";
        report.add(Code::InvalidXliff, entry.range.clone(), message, "export again, and have the tool keep it");
        return None;
    };
    if entry.has_plural {
        let message = "this text has plurals of its own (`msgid_plural`), and none was exported so";
        report.refuse(
            Code::InvalidXliff,
            entry.range.clone(),
            message,
            "export again: each plural is a text of its own",
        );
        return None;
    }
    let run =
        |text: &str, range: &Range<usize>| Run { range: range.clone(), head: range.clone(), seen: seen(text, range) };
    let target = entry.target.as_ref().filter(|(text, _)| !text.is_empty());
    let segment = Segment {
        head: place.clone(),
        is_text: true,
        source: Some(run(source, place)),
        target: target.map(|(text, range)| run(text, range)),
        order: None,
        degree: if entry.is_fuzzy { Degree::Initial } else { Degree::Translated },
    };
    let remarks = entry.remarks.iter().map(|remark| Remark { text: remark.text.clone(), range: remark.range.clone() });
    Some(Brought {
        id: id.clone(),
        head: entry.range.clone(),
        segments: vec![segment],
        markup: HashMap::new(),
        remarks: remarks.collect(),
    })
}

/// A text with its placeholders: numbers in braces. Braces that are text stand twice.
fn seen(text: &str, range: &Range<usize>) -> Vec<(Seen, Range<usize>)> {
    let mut seen = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    // A pair is one that ends somewhere.
    let ends: HashSet<&str> =
        text.split("{/").skip(1).filter_map(|rest| rest.split_once('}')).map(|(id, _)| id).collect();
    while let Some(at) = rest.find(['{', '}']) {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        if let Some((double, left)) = ["{{", "}}"].into_iter().find_map(|two| Some((two, after.strip_prefix(two)?))) {
            plain.extend(double.chars().take(1));
            rest = left;
            continue;
        }
        let inside = after.strip_prefix('{').and_then(|inside| inside.split_once('}'));
        let number = inside.map(|(inside, left)| (inside.strip_prefix('/'), inside, left));
        let is_number = |id: &str| !id.is_empty() && id.len() < 8 && id.chars().all(|c| c.is_ascii_digit());
        let (found, left) = match number {
            Some((Some(id), _, left)) if is_number(id) => (Seen::Close(id.to_owned()), left),
            Some((None, id, left)) if is_number(id) && ends.contains(id) => (Seen::Open(id.to_owned()), left),
            Some((None, id, left)) if is_number(id) => (Seen::Alone(id.to_owned()), left),
            Some(_) | None => {
                let message = "a brace stands alone".to_owned();
                let left = after.get(1..).unwrap_or_default();
                (
                    Seen::Wrong(
                        message,
                        "write a placeholder as `{1}`, without blanks, and a brace that is text twice",
                    ),
                    left,
                )
            }
        };
        if !plain.is_empty() {
            seen.push((Seen::Text(std::mem::take(&mut plain)), range.clone()));
        }
        seen.push((found, range.clone()));
        rest = left;
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        seen.push((Seen::Text(plain), range.clone()));
    }
    seen
}
