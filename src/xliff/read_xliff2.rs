//! XLIFF 2 as a delivery.

use super::delivery::{Brought, Degree, Delivery, Part, Seen, Segment};
use super::read_xliff::{self, inside};
use super::xml::{children, head};
use super::{NAMESPACE, is_own_note};
use roxmltree::Node;
use std::collections::HashMap;
use std::ops::Range;

/// The texts of a file, of which `root` is the first element.
pub(super) fn read(root: Node) -> Delivery {
    let attribute = |name: &str| root.attribute(name).unwrap_or_default().to_owned();
    let parts = children(root, "file").map(part).collect();
    Delivery { head: head(root), from: attribute("srcLang"), to: attribute("trgLang"), parts, least: None }
}

fn part(file: Node) -> Part {
    let notes = children(file, "notes").flat_map(|notes| children(notes, "note"));
    let units = file.descendants().filter(|node| node.has_tag_name((NAMESPACE, "unit"))).map(unit).collect();
    read_xliff::part(file, notes, "category", units)
}

fn unit(node: Node) -> Brought {
    let is_cut = |part: &Node| ["segment", "ignorable"].iter().any(|name| part.has_tag_name((NAMESPACE, *name)));
    // Some tools put notes into segments, where XLIFF has none.
    let notes = node.descendants().filter(|inside| inside.has_tag_name((NAMESPACE, "note")));
    let notes = notes.filter(|note| !note.attribute("category").is_some_and(is_own_note));
    Brought {
        id: node.attribute("id").unwrap_or_default().to_owned(),
        head: head(node),
        segments: node.children().filter(is_cut).map(segment).collect(),
        markup: markup(node),
        remarks: notes.filter_map(read_xliff::remark).collect(),
    }
}

fn segment(node: Node) -> Segment {
    let run = |node: Node| read_xliff::run(node, element);
    let target = children(node, "target").next();
    Segment {
        head: head(node),
        is_text: node.has_tag_name((NAMESPACE, "segment")),
        source: children(node, "source").next().map(run),
        order: target.and_then(|target| target.attribute("order")).map(str::to_owned),
        target: target.map(run),
        degree: node.attribute("state").and_then(Degree::named).unwrap_or(Degree::Initial),
    }
}

/// What the placeholders of a unit stand for, as its data say.
fn markup(unit: Node) -> HashMap<String, (String, Option<String>)> {
    let data = children(unit, "originalData").flat_map(|all| children(all, "data"));
    let text = |node: Node| {
        let pieces = node.children().filter_map(|child| match child.is_text() {
            true => child.text().map(str::to_owned),
            false => u32::from_str_radix(child.attribute("hex")?, 16).ok().and_then(char::from_u32).map(String::from),
        });
        pieces.collect::<String>()
    };
    let data: HashMap<&str, String> = data.filter_map(|data| Some((data.attribute("id")?, text(data)))).collect();
    let mut found = HashMap::new();
    for source in unit.descendants().filter(|node| node.has_tag_name((NAMESPACE, "source"))) {
        for inside in source.descendants().filter(|inside| inside.is_element()) {
            let of = |name: &str| inside.attribute(name).and_then(|id| data.get(id)).cloned();
            let Some(id) = inside.attribute("id") else { continue };
            let Some(start) = of("dataRef").or_else(|| of("dataRefStart")) else { continue };
            found.entry(id.to_owned()).or_insert((start, of("dataRefEnd")));
        }
        for end in source.descendants().filter(|inside| inside.has_tag_name((NAMESPACE, "ec"))) {
            let of = end.attribute("dataRef").and_then(|id| data.get(id)).cloned();
            let start = end.attribute("startRef").and_then(|id| found.get_mut(id));
            if let Some((_, close)) = start {
                *close = close.take().or(of);
            }
        }
    }
    found
}

/// What an element in a text stands for.
fn element(child: Node, seen: &mut Vec<(Seen, Range<usize>)>) {
    let range = child.range();
    let attribute = |name: &str| child.attribute(name).unwrap_or_default().to_owned();
    match child.tag_name().name() {
        "ph" => seen.push((Seen::Alone(attribute("id")), range)),
        "pc" => {
            seen.push((Seen::Open(attribute("id")), head(child)));
            inside(child, seen, element);
            seen.push((Seen::Close(attribute("id")), range));
        }
        "sc" => seen.push((Seen::Open(attribute("id")), range)),
        "ec" => seen.push((Seen::Close(attribute("startRef")), range)),
        "cp" => {
            let hex = attribute("hex");
            let number = u32::from_str_radix(&hex, 16).ok();
            seen.push(match (number, number.and_then(char::from_u32)) {
                (_, Some(c)) => (Seen::Text(c.to_string()), range),
                (Some(number), None) => (
                    Seen::Wrong(format!("U+{number:04X} is one of those that are not characters"), "take it out"),
                    range,
                ),
                (None, None) => {
                    let message = format!("`hex=\"{hex}\"` is no character");
                    (Seen::Wrong(message, "write the number of a character"), range)
                }
            });
        }
        // Notes on the text, which do not stay.
        "mrk" => inside(child, seen, element),
        "sm" | "em" => {}
        other => {
            let message = format!("`<{other}>` stands in the text");
            seen.push((Seen::Wrong(message, "take it out: it is no part of XLIFF 2"), head(child)));
        }
    }
}
