//! An offer as XLIFF 1.2.

use super::gloss::Gloss;
use super::offer::{Offer, Offered, Sheet};
use super::unit::{Mark, Token, tokens};
use super::xml_text::{attribute, is_xml, text};
use super::{CONTEXT, NAMESPACE_1};
use crate::document::Piece;
use std::fmt::Write;

/// The file with the texts of an offer.
pub(super) fn write(offer: &Offer) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(xml, "<xliff xmlns=\"{NAMESPACE_1}\" version=\"1.2\">");
    for sheet in &offer.sheets {
        begin_file(&mut xml, sheet, offer);
        sheet.units.iter().for_each(|unit| write_unit(unit, &mut xml));
        xml.push_str("    </body>\n  </file>\n");
    }
    xml.push_str("</xliff>\n");
    xml
}

fn begin_file(xml: &mut String, sheet: &Sheet, offer: &Offer) {
    let [path, from, to] = [&sheet.path, &offer.from, &offer.to].map(|value| attribute(value));
    _ = writeln!(
        xml,
        "  <file original=\"{path}\" source-language=\"{from}\" target-language=\"{to}\" datatype=\"x-markdown\" \
         xml:space=\"preserve\">"
    );
    xml.push_str("    <header>\n");
    for (category, value) in &sheet.stamps {
        _ = writeln!(xml, "      <note from=\"{category}\">{value}</note>");
    }
    xml.push_str("    </header>\n    <body>\n");
}

fn write_unit(offered: &Offered, xml: &mut String) {
    let Offered { id, unit, name, target, .. } = offered;
    _ = writeln!(xml, "      <trans-unit id=\"{id}\" resname=\"{}\" xml:space=\"preserve\">", attribute(name));
    let marks = offered.marks();
    _ = writeln!(xml, "        <source>{}</source>", inline(&tokens(&unit.pieces), &marks, &offered.shown));
    if let Some(target) = target {
        let target = inline(target, &marks, &offered.shown);
        _ = writeln!(xml, "        <target state=\"translated\">{target}</target>");
    }
    for note in offered.notes(|number| number.to_string()).into_iter().chain(offered.terms.iter().map(Gloss::told)) {
        _ = writeln!(xml, "        <note from=\"{CONTEXT}\" annotates=\"source\">{}</note>", coded(&note));
    }
    xml.push_str("      </trans-unit>\n");
}

fn inline(tokens: &[Token], marks: &[Mark], shown: &[String]) -> String {
    let mut xml = String::new();
    let mark = |number: usize| number.checked_sub(1).and_then(|at| marks.get(at));
    for token in tokens {
        match token {
            Token::Text(written) => xml.push_str(&coded(written)),
            Token::Close(number) => {
                let close = mark(*number).and_then(|mark| mark.close).map_or("", Piece::written);
                _ = write!(xml, "<ept id=\"{number}\" rid=\"{number}\">{}</ept>", coded(close));
            }
            Token::Alone(number) | Token::Open(number) => {
                let Some(mark) = mark(*number) else { continue };
                let written = coded(mark.piece.written());
                match mark.piece {
                    Piece::Text(_) | Piece::Close(_) => {}
                    Piece::Fixed(own) => {
                        let shown = attribute(shown.get(number - 1).unwrap_or(own));
                        _ = write!(xml, "<ph id=\"{number}\" equiv-text=\"{shown}\">{written}</ph>");
                    }
                    Piece::Break(_) => _ = write!(xml, "<ph id=\"{number}\" ctype=\"lb\">{written}</ph>"),
                    Piece::Open(own) => {
                        let kind = match own.as_str() {
                            "[" => "link",
                            "![" => "x-image",
                            "**" | "__" => "bold",
                            "*" | "_" => "italic",
                            _ => "x-fmt",
                        };
                        _ = write!(xml, "<bpt id=\"{number}\" rid=\"{number}\" ctype=\"{kind}\">{written}</bpt>");
                    }
                }
            }
        }
    }
    xml
}

/// A text as content of an element, without what XML has no place for.
fn coded(written: &str) -> String {
    let kept: String = written.chars().map(|c| if is_xml(c) { c } else { char::REPLACEMENT_CHARACTER }).collect();
    text(&kept).into_owned()
}
