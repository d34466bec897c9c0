//! A line of text in which only facts and citations mean something: titles and descriptions.

use super::{Chunk, Document, Kind, Op, Reference, U24, citation};
use crate::data::Text;

/// Parses a title or description: `[text](fact:…)` and `[@key]`; all else is text. Positions are those of the value.
pub fn line(text: &Text) -> Document {
    let mut doc = Document::empty(text.span.source, Some(text.span));
    let mut rest = text.text.as_str();
    while let Some((before, inside)) = rest.split_once('[') {
        let Some((label, after)) = inside.split_once(']') else { break };
        let fact = after.strip_prefix("(fact:").and_then(|dest| dest.split_once(')'));
        let consumed = match fact {
            Some((dest, after)) => {
                push_text(&mut doc, before);
                let index = doc.references.len() as u32;
                push_reference(&mut doc, Kind::Fact, dest, label);
                doc.ops.push(Op::Refer(index));
                rest.len() - after.len()
            }
            None => match citation::parse(label).ok().filter(|_| label.starts_with('@')) {
                Some(citations) => {
                    push_text(&mut doc, before.trim_end());
                    let first = doc.references.len() as u32;
                    for citation in &citations {
                        let key = label.get(citation.key.clone()).unwrap_or_default();
                        push_reference(&mut doc, Kind::Citation, key, "");
                    }
                    doc.ops.push(Op::Cite { first, count: U24::new(citations.len() as u32) });
                    rest.len() - after.len()
                }
                None => {
                    push_text(&mut doc, before);
                    push_text(&mut doc, "[");
                    before.len() + 1
                }
            },
        };
        rest = rest.get(consumed..).unwrap_or_default();
    }
    push_text(&mut doc, rest);
    doc
}

fn arena(doc: &mut Document, text: &str) -> Chunk {
    let start = doc.arena.len() as u32 | super::ARENA;
    doc.arena.push_str(text);
    Chunk { start, len: text.len() as u32 }
}

fn push_text(doc: &mut Document, text: &str) {
    if !text.is_empty() {
        let Chunk { start, len } = arena(doc, text);
        doc.ops.push(Op::Text { start, len: U24::new(len) });
    }
}

fn push_reference(doc: &mut Document, kind: Kind, dest: &str, text: &str) {
    let (dest, text) = (arena(doc, dest.trim()), arena(doc, text));
    doc.references.push(Reference {
        kind,
        dest,
        text,
        title: Chunk::default(),
        decorative: false,
        figure: false,
        start: 0,
        end: 0,
    });
}
