//! Pages as XLIFF.

use super::unit::{Place, Unit, closing, is_soft, line_fact, numbers, units};
use super::{BLOB, DIGEST, NAMESPACE};
use crate::catalog::Written;
use crate::config::LangId;
use crate::document::Piece;
use crate::resolve::Site;
use crate::translate::Stamp;
use std::fmt::Write;

/// The texts of pages that are written in `from`, to be translated into `to`; each page with its translation, if there
/// is one that is up to date.
pub fn export(site: &Site, pages: &[(Written, Option<Written>)], from: LangId, to: LangId) -> String {
    let code = |lang: LangId| site.config.languages.get(lang).map_or("", |language| language.code.as_str());
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (source, target) = (attribute(code(from)), attribute(code(to)));
    _ = writeln!(xml, "<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"{source}\" trgLang=\"{target}\">");
    for (number, (page, translation)) in pages.iter().enumerate() {
        let source = site.sources.get(page.source);
        let stamp = Stamp::of(&site.sources, page.source);
        let path = attribute(&source.path);
        let id = number + 1;
        _ = writeln!(xml, "  <file id=\"f{id}\" original=\"{path}\" canResegment=\"no\" xml:space=\"preserve\">");
        xml.push_str("    <notes>\n");
        for (category, value) in [(BLOB, &stamp.blob), (DIGEST, &stamp.digest)] {
            _ = writeln!(xml, "      <note category=\"{category}\" appliesTo=\"source\">{value}</note>");
        }
        xml.push_str("    </notes>\n");
        let own = units(&site.sources, page.source);
        let translated = translation.map(|text| units(&site.sources, text.source));
        // Units stand for each other as long as there are as many of them.
        let translated = translated.filter(|units| units.len() == own.len()).unwrap_or_default();
        // What a fact will say, and all else as it is written.
        let shown = |written: &str| {
            let fact =
                line_fact(site, written, *page, to).and_then(|fact| Some(fact.get(1..fact.find(']')?)?.to_owned()));
            fact.filter(|fact| !fact.is_empty()).unwrap_or_else(|| written.to_owned())
        };
        for (at, unit) in own.iter().enumerate() {
            let target = translated.get(at).and_then(|other| counterpart(unit, other));
            write_unit(unit, target.as_deref(), &shown, &mut xml);
        }
        xml.push_str("  </file>\n");
    }
    xml.push_str("</xliff>\n");
    xml
}

fn write_unit(
    unit: &Unit,
    target: Option<&[(Option<usize>, Piece)]>,
    shown: &dyn Fn(&str) -> String,
    xml: &mut String,
) {
    _ = writeln!(xml, "    <unit id=\"{}\">", unit.id);
    let closed = closing(&unit.pieces);
    let mut data = String::new();
    for (number, piece) in numbers(&unit.pieces) {
        let Some(number) = number else { continue };
        let (Piece::Fixed(written) | Piece::Break(written) | Piece::Open(written)) = piece else { continue };
        _ = writeln!(data, "        <data id=\"d{number}\">{}</data>", text(written));
        let close = closed.iter().find(|(of, _)| *of == number);
        if let Some((_, written)) = close {
            _ = writeln!(data, "        <data id=\"e{number}\">{}</data>", text(written));
        }
    }
    if !data.is_empty() {
        _ = write!(xml, "      <originalData>\n{data}      </originalData>\n");
    }
    let state = if target.is_some() { "translated" } else { "initial" };
    let own: Vec<_> = numbers(&unit.pieces).map(|(number, piece)| (number, piece.clone())).collect();
    _ = writeln!(xml, "      <segment state=\"{state}\">");
    _ = writeln!(xml, "        <source>{}</source>", inline(&own, shown));
    if let Some(target) = target {
        _ = writeln!(xml, "        <target>{}</target>", inline(target, shown));
    }
    xml.push_str("      </segment>\n    </unit>\n");
}

fn inline(pieces: &[(Option<usize>, Piece)], shown: &dyn Fn(&str) -> String) -> String {
    let mut xml = String::new();
    for (number, piece) in pieces {
        let number = number.unwrap_or_default();
        match piece {
            Piece::Text(written) => xml.push_str(&text(written)),
            Piece::Fixed(written) => {
                let disp = attribute(&shown(written));
                _ = write!(
                    xml,
                    "<ph id=\"{number}\" dataRef=\"d{number}\" canCopy=\"no\" canDelete=\"no\" disp=\"{disp}\"/>"
                );
            }
            // Another language breaks its lines elsewhere.
            Piece::Break(_) => {
                let delete = if is_soft(piece) { "yes" } else { "no" };
                _ = write!(
                    xml,
                    "<ph id=\"{number}\" dataRef=\"d{number}\" canCopy=\"no\" canDelete=\"{delete}\" type=\"fmt\"/>"
                );
            }
            Piece::Open(written) => {
                let kind = match written.as_str() {
                    "[" => "link",
                    "![" => "image",
                    _ => "fmt",
                };
                _ = write!(
                    xml,
                    "<pc id=\"{number}\" dataRefStart=\"d{number}\" dataRefEnd=\"e{number}\" canCopy=\"no\" \
                     canDelete=\"no\" type=\"{kind}\">"
                );
            }
            Piece::Close(_) => xml.push_str("</pc>"),
        }
    }
    xml
}

/// A unit of the translation with the numbers that its placeholders have in the original; nothing if it has others.
fn counterpart(unit: &Unit, other: &Unit) -> Option<Vec<(Option<usize>, Piece)>> {
    let alike = matches!(unit.place, Place::Body(_)) == matches!(other.place, Place::Body(_));
    let closed = closing(&unit.pieces);
    let sign = |piece: &Piece, close: Option<&str>| match piece {
        Piece::Open(written) => format!("{written}…{}", close.unwrap_or_default()),
        // What a fact says differs from language to language.
        Piece::Fixed(written) => written.rsplit_once("](fact:").map_or(written.clone(), |(_, dest)| dest.to_owned()),
        Piece::Break(written) => written.trim_end_matches([' ', '\t', '>']).to_owned(),
        Piece::Text(_) | Piece::Close(_) => String::new(),
    };
    let end = |closed: &[(usize, String)], number: usize| {
        closed.iter().find(|(of, _)| *of == number).map(|(_, written)| written.clone())
    };
    let mut free: Vec<(usize, String)> = numbers(&unit.pieces)
        .filter_map(|(number, piece)| number.map(|number| (number, sign(piece, end(&closed, number).as_deref()))))
        .collect();
    let other_closed = closing(&other.pieces);
    let mut pieces = Vec::new();
    for (number, piece) in numbers(&other.pieces) {
        let number = match number {
            Some(number) => {
                let wanted = sign(piece, end(&other_closed, number).as_deref());
                let at = free.iter().position(|(_, sign)| *sign == wanted)?;
                Some(free.remove(at).0)
            }
            None => None,
        };
        pieces.push((number, piece.clone()));
    }
    (alike && free.is_empty()).then_some(pieces)
}

/// A text as content of an element. What XML has no place for is an element of its own.
fn text(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\r' => xml.push_str("&#xD;"),
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                _ = write!(xml, "<cp hex=\"{:04X}\"/>", u32::from(c));
            }
            c => xml.push(c),
        }
    }
    xml
}

/// A text as the value of an attribute, for people to read.
fn attribute(value: &str) -> String {
    let visible: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text(&visible.replace(['\u{fffe}', '\u{ffff}'], " ")).replace('"', "&quot;")
}
