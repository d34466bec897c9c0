//! An offer as XLIFF 2.1.

use super::gloss::Gloss;
use super::offer::{Offer, Offered, Sheet};
use super::unit::{Mark, Token, tokens};
use super::xml_text::{attribute, is_xml, text};
use super::{CONTEXT, NAMESPACE};
use crate::document::Piece;
use std::fmt::Write;

/// The namespace of XLIFF's module for glossaries.
const GLOSSARY: &str = "urn:oasis:names:tc:xliff:glossary:2.0";

/// The file with the texts of an offer.
pub(super) fn write(offer: &Offer) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (source, target) = (attribute(&offer.from), attribute(&offer.to));
    let has_terms = offer.sheets.iter().flat_map(|sheet| &sheet.units).any(|unit| !unit.terms.is_empty());
    let terms = if has_terms { format!(" xmlns:gls=\"{GLOSSARY}\"") } else { String::new() };
    _ = writeln!(xml, "<xliff xmlns=\"{NAMESPACE}\"{terms} version=\"2.1\" srcLang=\"{source}\" trgLang=\"{target}\">");
    for (number, sheet) in (1..).zip(&offer.sheets) {
        begin_file(&mut xml, number, sheet);
        sheet.units.iter().for_each(|unit| write_unit(unit, &mut xml));
        xml.push_str("  </file>\n");
    }
    xml.push_str("</xliff>\n");
    xml
}

fn begin_file(xml: &mut String, number: usize, sheet: &Sheet) {
    let path = attribute(&sheet.path);
    _ = writeln!(xml, "  <file id=\"f{number}\" original=\"{path}\" canResegment=\"yes\" xml:space=\"preserve\">");
    xml.push_str("    <notes>\n");
    for (category, value) in &sheet.stamps {
        _ = writeln!(xml, "      <note category=\"{category}\" appliesTo=\"source\">{value}</note>");
    }
    xml.push_str("    </notes>\n");
}

fn write_unit(offered: &Offered, xml: &mut String) {
    let Offered { id, unit, name, target, .. } = offered;
    _ = writeln!(xml, "    <unit id=\"{id}\" name=\"{}\">", attribute(name));
    write_terms(&offered.terms, xml);
    let notes = offered.notes(|number| number.to_string());
    if !notes.is_empty() {
        xml.push_str("      <notes>\n");
        for note in notes {
            _ = writeln!(
                xml,
                "        <note category=\"{}\" appliesTo=\"source\">{}</note>",
                CONTEXT,
                text(&plain(&note))
            );
        }
        xml.push_str("      </notes>\n");
    }
    let marks = offered.marks();
    if !marks.is_empty() {
        xml.push_str("      <originalData>\n");
        for (number, mark) in (1..).zip(&marks) {
            _ = writeln!(xml, "        <data id=\"d{number}\">{}</data>", coded(mark.piece.written()));
            if let Some(close) = mark.close {
                _ = writeln!(xml, "        <data id=\"e{number}\">{}</data>", coded(close.written()));
            }
        }
        xml.push_str("      </originalData>\n");
    }
    let state = if target.is_some() { "translated" } else { "initial" };
    _ = writeln!(xml, "      <segment state=\"{state}\">");
    _ = writeln!(xml, "        <source>{}</source>", inline(&tokens(&unit.pieces), &marks, &offered.shown));
    if let Some(target) = target {
        _ = writeln!(xml, "        <target>{}</target>", inline(target, &marks, &offered.shown));
    }
    xml.push_str("      </segment>\n    </unit>\n");
}

/// The terms of a text, as XLIFF's module for glossaries has them.
fn write_terms(terms: &[Gloss], xml: &mut String) {
    if terms.is_empty() {
        return;
    }
    xml.push_str("      <gls:glossary>\n");
    for Gloss { term, translation, definition } in terms {
        _ = writeln!(xml, "        <gls:glossEntry>\n          <gls:term>{}</gls:term>", text(&plain(term)));
        if let Some(translation) = translation {
            _ = writeln!(xml, "          <gls:translation>{}</gls:translation>", text(&plain(translation)));
        }
        if let Some(definition) = definition {
            _ = writeln!(xml, "          <gls:definition>{}</gls:definition>", text(&plain(definition)));
        }
        xml.push_str("        </gls:glossEntry>\n");
    }
    xml.push_str("      </gls:glossary>\n");
}

/// A note without what XML has no place for.
fn plain(note: &str) -> String {
    note.chars().map(|c| if is_xml(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

fn inline(tokens: &[Token], marks: &[Mark], shown: &[String]) -> String {
    let mut xml = String::new();
    for token in tokens {
        let number = match token {
            Token::Text(written) => {
                xml.push_str(&coded(written));
                continue;
            }
            Token::Close(_) => {
                xml.push_str("</pc>");
                continue;
            }
            Token::Alone(number) | Token::Open(number) => *number,
        };
        let Some(mark) = number.checked_sub(1).and_then(|at| marks.get(at)) else { continue };
        let delete = if mark.is_free() { "yes" } else { "no" };
        let alone = format!("<ph id=\"{number}\" dataRef=\"d{number}\" canCopy=\"no\" canDelete=\"{delete}\"");
        match mark.piece {
            Piece::Text(_) | Piece::Close(_) => {}
            Piece::Fixed(written) => {
                let shown = shown.get(number - 1).unwrap_or(written);
                _ = write!(xml, "{alone} disp=\"{}\"/>", attribute(shown));
            }
            Piece::Break(_) => _ = write!(xml, "{alone} type=\"fmt\"/>"),
            Piece::Open(written) => {
                let kind = match written.as_str() {
                    "[" => "link",
                    "![" => "image",
                    _ => "fmt",
                };
                _ = write!(
                    xml,
                    "<pc id=\"{number}\" dataRefStart=\"d{number}\" dataRefEnd=\"e{number}\" canCopy=\"no\" \
                     canDelete=\"{delete}\" type=\"{kind}\">"
                );
            }
        }
    }
    xml
}

/// A text as content of an element. What XML has no place for is an element of its own.
fn coded(written: &str) -> String {
    let mut xml = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find(|c| !is_xml(c)) {
        let (before, after) = rest.split_at(at);
        let mut after = after.chars();
        xml.push_str(&text(before));
        xml.extend(after.next().map(|c| format!("<cp hex=\"{:04X}\"/>", u32::from(c))));
        rest = after.as_str();
    }
    xml + &text(rest)
}
