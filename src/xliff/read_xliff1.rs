//! XLIFF 1.2 as a delivery.

use super::delivery::{Brought, Degree, Delivery, Part, Run, Seen, Segment};
use super::read_xliff::{self, inside};
use super::target::Report;
use super::xml::head;
use super::{NAMESPACE_1, is_own_note};
use crate::diagnostic::Code;
use roxmltree::Node;
use std::collections::HashMap;
use std::ops::Range;

/// The texts of a file, of which `root` is the first element; nothing if its parts are in different languages.
pub(super) fn read(root: Node, report: &mut Report) -> Option<Delivery> {
    let files: Vec<Node> = children(root, "file").collect();
    let language = |file: &Node, name: &str| file.attribute(name).unwrap_or_default().to_owned();
    let languages = |file: &Node| (language(file, "source-language"), language(file, "target-language"));
    let (from, to) = files.first().map(languages).unwrap_or_default();
    for file in &files {
        if languages(file) != (from.clone(), to.clone()) {
            let message = "the parts of this file are in different languages";
            report.add(Code::InvalidXliff, head(*file), message, "import a file for each language");
            return None;
        }
    }
    Some(Delivery { head: head(root), from, to, parts: files.into_iter().map(part).collect(), least: None })
}

/// The elements of XLIFF 1.2 with this name right inside of another.
fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((NAMESPACE_1, name)))
}

fn part(file: Node) -> Part {
    let notes = children(file, "header").flat_map(|header| children(header, "note"));
    let units = file.descendants().filter(|node| node.has_tag_name((NAMESPACE_1, "trans-unit"))).map(unit).collect();
    read_xliff::part(file, notes, "from", units)
}

fn unit(node: Node) -> Brought {
    let notes = children(node, "note").filter(|note| !note.attribute("from").is_some_and(is_own_note));
    let run = |node: Node| read_xliff::run(node, element);
    let source = children(node, "source").next();
    let target = children(node, "target").next();
    let (from, into) = (source.map(run), target.map(run));
    let words = |run: &Option<Run>| run.as_ref().map(Run::words);
    let is_copy = words(&from) == words(&into);
    let segment = Segment {
        head: head(node),
        is_text: true,
        degree: degree(node, target, is_copy),
        source: from,
        target: into,
        order: None,
    };
    Brought {
        id: node.attribute("id").unwrap_or_default().to_owned(),
        head: head(node),
        segments: vec![segment],
        markup: source.map(markup).unwrap_or_default(),
        remarks: notes.filter_map(read_xliff::remark).collect(),
    }
}

/// How far a unit is. What is to be reviewed is no more than begun.
fn degree(unit: Node, target: Option<Node>, is_copy: bool) -> Degree {
    let approved = unit.attribute("approved") == Some("yes");
    match target.and_then(|target| target.attribute("state")) {
        Some("final") => Degree::Final,
        Some("signed-off") => Degree::Reviewed,
        Some("translated") if approved => Degree::Reviewed,
        Some("translated") => Degree::Translated,
        Some(_) => Degree::Initial,
        None if approved => Degree::Reviewed,
        // Some tools fill in the source.
        None if is_copy => Degree::Initial,
        None => Degree::Translated,
    }
}

/// What the placeholders of a source stand for.
fn markup(source: Node) -> HashMap<String, (String, Option<String>)> {
    let mut found: HashMap<String, (String, Option<String>)> = HashMap::new();
    for inside in source.descendants().filter(Node::is_element) {
        let text = || inside.text().unwrap_or_default().to_owned();
        match inside.tag_name().name() {
            "ph" => _ = found.entry(id_of(inside, "id")).or_insert_with(|| (text(), None)),
            "bpt" => _ = found.entry(id_of(inside, "rid")).or_insert_with(|| (text(), None)),
            "ept" => {
                if let Some((_, close)) = found.get_mut(&id_of(inside, "rid")) {
                    *close = Some(text());
                }
            }
            _ => {}
        }
    }
    found
}

/// What a placeholder is called by: what joins a pair, or else its own id.
fn id_of(node: Node, name: &str) -> String {
    node.attribute(name).or_else(|| node.attribute("id")).unwrap_or_default().to_owned()
}

/// What an element in a text stands for.
fn element(child: Node, seen: &mut Vec<(Seen, Range<usize>)>) {
    let range = child.range();
    match child.tag_name().name() {
        "ph" | "x" => seen.push((Seen::Alone(id_of(child, "id")), range)),
        "g" => {
            seen.push((Seen::Open(id_of(child, "id")), head(child)));
            inside(child, seen, element);
            seen.push((Seen::Close(id_of(child, "id")), range));
        }
        "bpt" | "bx" => seen.push((Seen::Open(id_of(child, "rid")), range)),
        "ept" | "ex" => seen.push((Seen::Close(id_of(child, "rid")), range)),
        // Marks round sentences and terms, which do not stay.
        "mrk" => inside(child, seen, element),
        other => {
            let message = format!("`<{other}>` stands in the text");
            seen.push((Seen::Wrong(message, "take it out: no text was exported with it"), head(child)));
        }
    }
}
