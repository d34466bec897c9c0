//! Pages and data as XLIFF.

use super::data::{self, DataUnit};
use super::fact::{Way, line_fact};
use super::id::Ids;
use super::memory::Memory;
use super::page::unwritable;
use super::unit::{Mark, Token, Unit, marks, tokens, units};
use super::{BLOB, DIGEST, NAMESPACE, TRANSLATION};
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::document::Piece;
use crate::resolve::Site;
use crate::source::SourceId;
use crate::translate::Stamp;
use crate::translation::Written;
use std::collections::HashSet;
use std::fmt::Write;
use std::iter::repeat;

/// The texts of pages that are written in `from`, to be translated into `to`; each page with its translation, if there
/// is one, of which goes along what says the same as the original; and the texts of files of data. The error names the files that cannot be translated
/// like this.
pub fn export(
    site: &Site,
    pages: &[(Written, Option<Written>)],
    data: &[SourceId],
    (from, to): (LangId, LangId),
) -> Result<String, Diagnostics> {
    let texts = pages.iter().flat_map(|(page, translation)| std::iter::once(page).chain(translation));
    let mut wrong: Diagnostics = texts.filter_map(|text| unwritable(&site.sources, text.source)).collect();
    wrong.extend(data.iter().flat_map(|id| data::mistakes(site, *id)));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let code = |lang: LangId| site.config.code(lang);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (source, target) = (attribute(code(from)), attribute(code(to)));
    _ = writeln!(xml, "<xliff xmlns=\"{NAMESPACE}\" version=\"2.1\" srcLang=\"{source}\" trgLang=\"{target}\">");
    let memory = Memory::of(site, pages.iter().filter_map(|(_, translation)| *translation));
    for (number, (page, translation)) in pages.iter().enumerate() {
        let source = site.sources.get(page.source);
        let Stamp { blob, digest } = Stamp::of((&site.sources, &site.config), page.source);
        let there = translation.map(|text| blob_of(site, text.source));
        let stamps = [(BLOB, Some(blob)), (DIGEST, Some(digest)), (TRANSLATION, there)];
        begin_file(&mut xml, number + 1, &source.path, &stamps);
        let own = units(&source.text, page.source, &site.config.translate_extra);
        let known = translation.map(|text| memory.known(site, &own, text)).unwrap_or_default();
        // What a fact will say, and all else as it is written.
        let shown = |written: &str| {
            let fact = line_fact(site, written, Way { source: page.source, from, to, open: &HashSet::new() })
                .and_then(|fact| Some(fact.get(1..fact.find(']')?)?.to_owned()));
            fact.filter(|fact| !fact.is_empty()).unwrap_or_else(|| written.to_owned())
        };
        let ids = Ids::of_page(&source.path, &own);
        for ((unit, id), known) in own.iter().zip(ids).zip(known.into_iter().chain(repeat(None))) {
            if !unit.is_silent() {
                write_unit(unit, (&id, None), known.as_deref(), &shown, &mut xml);
            }
        }
        xml.push_str("  </file>\n");
    }
    for (number, id) in (pages.len() + 1..).zip(data) {
        let data = data::read(site, *id, from, to);
        let stamps = [(DIGEST, Some(data.digest.clone())), (TRANSLATION, Some(blob_of(site, *id)))];
        begin_file(&mut xml, number, &site.sources.get(*id).path, &stamps);
        for text in &data.texts {
            for DataUnit { id, unit, known, .. } in &text.units {
                write_unit(unit, (id, Some(text.path())), known.as_deref(), &str::to_owned, &mut xml);
            }
        }
        xml.push_str("  </file>\n");
    }
    xml.push_str("</xliff>\n");
    Ok(xml)
}

/// The id that a file has in Git as it is.
fn blob_of(site: &Site, id: SourceId) -> String {
    site.sources.get(id).blob_id(site.sources.history().algorithm())
}

fn begin_file(xml: &mut String, number: usize, path: &str, notes: &[(&str, Option<String>)]) {
    let path = attribute(path);
    _ = writeln!(xml, "  <file id=\"f{number}\" original=\"{path}\" canResegment=\"no\" xml:space=\"preserve\">");
    xml.push_str("    <notes>\n");
    for (category, value) in notes.iter().filter_map(|(category, value)| Some((category, value.as_ref()?))) {
        _ = writeln!(xml, "      <note category=\"{category}\" appliesTo=\"source\">{value}</note>");
    }
    xml.push_str("    </notes>\n");
}

/// `path` is where the text stands in its file, where that says more than the order.
fn write_unit(
    unit: &Unit,
    (id, path): (&str, Option<&str>),
    target: Option<&[Token]>,
    shown: &dyn Fn(&str) -> String,
    xml: &mut String,
) {
    let name = path.map(|path| format!(" name=\"{}\"", attribute(path))).unwrap_or_default();
    _ = writeln!(xml, "    <unit id=\"{id}\"{name}>");
    let marks = marks(&unit.pieces);
    if !marks.is_empty() {
        xml.push_str("      <originalData>\n");
        for (number, mark) in (1..).zip(&marks) {
            _ = writeln!(xml, "        <data id=\"d{number}\">{}</data>", text(mark.piece.written()));
            if let Some(close) = mark.close {
                _ = writeln!(xml, "        <data id=\"e{number}\">{}</data>", text(close.written()));
            }
        }
        xml.push_str("      </originalData>\n");
    }
    let state = if target.is_some() { "translated" } else { "initial" };
    _ = writeln!(xml, "      <segment state=\"{state}\">");
    _ = writeln!(xml, "        <source>{}</source>", inline(&tokens(&unit.pieces), &marks, shown));
    if let Some(target) = target {
        _ = writeln!(xml, "        <target>{}</target>", inline(target, &marks, shown));
    }
    xml.push_str("      </segment>\n    </unit>\n");
}

fn inline(tokens: &[Token], marks: &[Mark], shown: &dyn Fn(&str) -> String) -> String {
    let mut xml = String::new();
    for token in tokens {
        let number = match token {
            Token::Text(written) => {
                xml.push_str(&text(written));
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
            Piece::Fixed(written) => _ = write!(xml, "{alone} disp=\"{}\"/>", attribute(&shown(written))),
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
