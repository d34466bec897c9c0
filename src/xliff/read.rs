//! XLIFF to the files of translations: all of them, or what is wrong with which segment.

use super::page::Page;
use super::unit::{Place, Unit, closing, is_soft, numbers, units};
use super::{BLOB, NAMESPACE};
use crate::catalog::split_front;
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{MAX_DEPTH, Piece, line_pieces, segments, tidy};
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::HashMap;

/// A file to be made or rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub path: String,
    pub text: String,
    /// The file that is there.
    pub source: Option<SourceId>,
    /// Whether every text is translated; it is a draft otherwise.
    pub complete: bool,
}

/// More elements and texts than a file of the size that is read can have to some purpose.
const MAX_NODES: u32 = 1_000_000;

/// The translations that the XLIFF file `id` makes. With a diagnostic there are none that could be written.
pub fn import(site: &Site, id: SourceId) -> (Vec<Imported>, Vec<Diagnostic>) {
    let mut import = Import { site, id, diagnostics: Vec::new() };
    let text = &site.sources.get(id).text;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    if depth(text) > MAX_DEPTH {
        import.report(Code::InvalidXliff, 0..0, format!("elements nested deeper than {MAX_DEPTH} levels"), "");
        return (Vec::new(), import.diagnostics);
    }
    let files = match Document::parse_with_options(text, options) {
        Ok(document) => import.document(&document),
        Err(error) => {
            let at = place(text, error.pos());
            let said = error.to_string();
            let said = said.split_once(" at ").map_or(said.as_str(), |(said, _)| said);
            import.report(
                Code::InvalidXliff,
                at..at,
                format!("this is not XML: {said}"),
                "save it once more in the tool that wrote it",
            );
            None
        }
    };
    (files.unwrap_or_default(), import.diagnostics)
}

/// How deep elements are nested at most, seen by their tags alone: what reads them may need as much room.
fn depth(text: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        let other =
            [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")].into_iter().find(|(start, _)| tag.starts_with(start));
        if let Some((_, end)) = other {
            rest = tag.split_once(end).map_or("", |(_, after)| after);
            continue;
        }
        let mut quote = None;
        let end = tag.find(|c: char| {
            match (c, quote) {
                ('"' | '\'', None) => quote = Some(c),
                (c, Some(open)) if c == open => quote = None,
                _ => {}
            }
            c == '>' && quote.is_none()
        });
        let (body, after) = tag.split_at_checked(end.unwrap_or(tag.len())).unwrap_or_default();
        if body.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !body.ends_with('/') {
            depth += 1;
        }
        most = most.max(depth);
        rest = after;
    }
    most
}

/// The byte of a line and column.
fn place(text: &str, position: roxmltree::TextPos) -> usize {
    let line = (position.row as usize).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let column = (position.col as usize).saturating_sub(1);
    start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
}

struct Import<'a> {
    site: &'a Site,
    id: SourceId,
    diagnostics: Vec<Diagnostic>,
}

/// A piece of a target, with where it stands.
enum Token {
    Text(String),
    Alone(String),
    Open(String),
    Close(String),
}

impl Import<'_> {
    fn report(&mut self, code: Code, range: std::ops::Range<usize>, message: impl Into<String>, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.diagnostics.push(Diagnostic::new(code, Span::new(self.id, range), message).maybe_help(help));
    }

    fn document(&mut self, document: &Document) -> Option<Vec<Imported>> {
        let root = document.root_element();
        let version = root.attribute("version").unwrap_or_default();
        if root.tag_name().name() != "xliff" || root.tag_name().namespace() != Some(NAMESPACE) {
            let message = "this is not XLIFF 2";
            self.report(
                Code::InvalidXliff,
                head(root),
                message,
                "save it as XLIFF 2.1, as `translate export` wrote it",
            );
            return None;
        }
        if !version.starts_with("2.") {
            self.report(Code::InvalidXliff, head(root), format!("XLIFF of the version `{version}`"), "save it as 2.1");
            return None;
        }
        let code = root.attribute("trgLang").unwrap_or_default();
        let Some(lang) = self.site.config.language(code) else {
            let codes: Vec<&str> = self.site.config.codes().collect();
            let help = format!("the languages in `site.toml` are {}", codes.join(", "));
            self.report(
                Code::InvalidXliff,
                head(root),
                format!("`trgLang` is `{code}`, which is no language of the site"),
                &help,
            );
            return None;
        };
        let mut imported: Vec<Imported> = Vec::new();
        for file in children(root, "file") {
            let Some(page) = self.file(file, lang) else { continue };
            if imported.iter().any(|other| other.path == page.path) {
                let message = format!("`{}` stands here twice", file.attribute("original").unwrap_or_default());
                self.report(Code::InvalidXliff, head(file), message, "");
            }
            imported.push(page);
        }
        if imported.is_empty() && self.diagnostics.is_empty() {
            self.report(Code::InvalidXliff, head(root), "no file is translated here", "");
        }
        self.diagnostics.is_empty().then_some(imported)
    }

    fn file(&mut self, file: Node, lang: LangId) -> Option<Imported> {
        let site = self.site;
        let path = file.attribute("original").unwrap_or_default();
        let original = site.catalog.ledger().find(|text| site.sources.get(text.source).path == path);
        let Some(original) = original.filter(|text| site.catalog.origins.of(text.name) == text.lang) else {
            let message = format!("`{path}` is no page that is written first in its language");
            self.report(Code::InvalidXliff, head(file), message, "export again");
            return None;
        };
        if original.lang == lang {
            self.report(Code::InvalidXliff, head(file), format!("`{path}` is written in this language first"), "");
            return None;
        }
        let source = site.sources.get(original.source);
        let notes = children(file, "notes").flat_map(|notes| children(notes, "note"));
        let mut stamps = notes.filter(|note| note.attribute("category") == Some(BLOB));
        if stamps.next().and_then(|note| note.text()).map(str::trim) != Some(source.blob_id().as_str()) {
            let message = format!("`{path}` is not the text any more that was exported");
            let help = "export again: tools for translators fill in what has not changed from their memory";
            self.report(Code::SourceChanged, head(file), message, help);
            return None;
        }
        let translation = site.catalog.in_ledger(original.name, lang);
        let own = units(&site.sources, original.source);
        let (units, nodes) = self.units(file, own, translation.is_some())?;
        let complete = nodes.iter().all(Option::is_some);
        let page = Page { original, translation, lang, units, complete };
        let Some((path, text)) = page.write(site) else {
            self.report(Code::InvalidXliff, head(file), format!("the front matter of `{path}` has no title"), "");
            return None;
        };
        self.check(&page, &text, file, &nodes);
        let text = page.write_out(site, &text);
        Some(Imported { path, text, source: translation.map(|entry| entry.source), complete })
    }

    /// The units with their targets, and where the targets stand.
    fn units<'x>(
        &mut self,
        file: Node<'x, 'x>,
        own: Vec<Unit>,
        whole: bool,
    ) -> Option<(Vec<Unit>, Vec<Option<Node<'x, 'x>>>)> {
        let before = self.diagnostics.len();
        let path = file.attribute("original").unwrap_or_default();
        let mut given: HashMap<&str, Node> = HashMap::new();
        for unit in file.descendants().filter(|node| node.has_tag_name((NAMESPACE, "unit"))) {
            let id = unit.attribute("id").unwrap_or_default();
            if given.insert(id, unit).is_some() {
                self.report(Code::InvalidXliff, head(unit), format!("two units `{id}` in `{path}`"), "");
            }
            if own.iter().all(|own| own.id != id) {
                self.report(Code::InvalidXliff, head(unit), format!("`{path}` has no unit `{id}`"), "export again");
            }
        }
        let mut nodes = Vec::new();
        let mut units = Vec::new();
        for mut unit in own {
            let node = given.get(unit.id.as_str()).copied();
            let pieces = node.and_then(|node| self.unit(node, &unit, path));
            if pieces.is_none() && whole {
                let message = format!("unit `{}` of `{path}` is not translated", unit.id);
                let help = "a translation that is there already is replaced as a whole only";
                self.report(Code::InvalidXliff, head(node.unwrap_or(file)), message, help);
            }
            nodes.push(pieces.as_ref().and(node));
            if let Some(pieces) = pieces {
                unit.pieces = pieces;
            }
            units.push(unit);
        }
        (self.diagnostics.len() == before).then_some((units, nodes))
    }

    /// The translated text of a unit; nothing if it has none.
    fn unit(&mut self, node: Node, unit: &Unit, path: &str) -> Option<Vec<Piece>> {
        let mut tokens = Vec::new();
        let mut translated = false;
        for part in node.children().filter(Node::is_element) {
            let is_segment = part.has_tag_name((NAMESPACE, "segment"));
            if !is_segment && !part.has_tag_name((NAMESPACE, "ignorable")) {
                continue;
            }
            let target = children(part, "target").next();
            let has_text = |node: &Node| {
                node.descendants().any(|node| node.is_text() || node.is_element() && node.tag_name().name() != "target")
            };
            match target.filter(has_text) {
                Some(target) => {
                    translated = true;
                    self.inline(target, &mut tokens, path, &unit.id);
                }
                None if is_segment => return None,
                None => children(part, "source").for_each(|source| self.inline(source, &mut tokens, path, &unit.id)),
            }
        }
        if !translated {
            return None;
        }
        let pieces = self.place_back(tokens, unit, node, path);
        if unit.place == Place::Title && pieces.is_empty() {
            self.report(Code::InvalidXliff, head(node), format!("the title of `{path}` is empty"), "");
        }
        Some(pieces)
    }

    fn inline(&mut self, node: Node, tokens: &mut Vec<Token>, path: &str, unit: &str) {
        for child in node.children() {
            if child.is_text() {
                tokens.push(Token::Text(child.text().unwrap_or_default().to_owned()));
                continue;
            }
            if !child.is_element() {
                continue;
            }
            let attribute = |name: &str| child.attribute(name).unwrap_or_default().to_owned();
            match child.tag_name().name() {
                "ph" => tokens.push(Token::Alone(attribute("id"))),
                "pc" => {
                    tokens.push(Token::Open(attribute("id")));
                    self.inline(child, tokens, path, unit);
                    tokens.push(Token::Close(attribute("id")));
                }
                "sc" => tokens.push(Token::Open(attribute("id"))),
                "ec" => tokens.push(Token::Close(attribute("startRef"))),
                "cp" => {
                    let c = u32::from_str_radix(&attribute("hex"), 16).ok().and_then(char::from_u32);
                    tokens.push(Token::Text(c.unwrap_or('\u{fffd}').to_string()));
                }
                // Notes on the text, which do not stay.
                "mrk" => self.inline(child, tokens, path, unit),
                "sm" | "em" => {}
                other => {
                    let message = format!("`<{other}>` in the text of unit `{unit}` of `{path}`");
                    self.report(Code::InvalidXliff, head(child), message, "");
                }
            }
        }
    }

    /// The pieces of a target; every placeholder of the source has to be there, once.
    fn place_back(&mut self, tokens: Vec<Token>, unit: &Unit, node: Node, path: &str) -> Vec<Piece> {
        let own: Vec<(String, &Piece)> =
            numbers(&unit.pieces).filter_map(|(number, piece)| Some((number?.to_string(), piece))).collect();
        let closed = closing(&unit.pieces);
        let close = |id: &str| closed.iter().find(|(number, _)| number.to_string() == id).map(|(_, written)| written);
        let (mut pieces, mut open, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        let wrong = |import: &mut Self, message: String| {
            let help = "put each placeholder of the source into the target, once, and pairs inside of each other";
            let message = format!("{message}, in unit `{}` of `{path}`", unit.id);
            let at = children(node, "segment").flat_map(|segment| children(segment, "target")).next().unwrap_or(node);
            import.report(Code::Placeholder, at.range(), message, help);
        };
        for token in tokens {
            let (id, wants_pair) = match token {
                Token::Text(text) => {
                    if text.contains(['\u{FDD0}', '\u{FDD1}']) {
                        wrong(self, "U+FDD0 and U+FDD1, which are not characters, stand here".to_owned());
                    }
                    pieces.push(Piece::Text(text));
                    continue;
                }
                Token::Close(id) => {
                    if open.pop().as_ref() != Some(&id) {
                        wrong(self, format!("the pair `{id}` ends where another is open"));
                    }
                    pieces.extend(close(&id).cloned().map(Piece::Close));
                    continue;
                }
                Token::Alone(id) => (id, false),
                Token::Open(id) => (id, true),
            };
            match own.iter().find(|(own, _)| *own == id) {
                Some((_, piece)) if matches!(piece, Piece::Open(_)) == wants_pair => pieces.push((*piece).clone()),
                Some(_) | None => wrong(self, format!("the source has no placeholder `{id}` of this kind")),
            }
            if seen.contains(&id) {
                wrong(self, format!("the placeholder `{id}` stands here twice"));
            }
            if wants_pair {
                open.push(id.clone());
            }
            seen.push(id);
        }
        if let Some(id) = open.first() {
            wrong(self, format!("the pair `{id}` has no end"));
        }
        for (id, piece) in &own {
            if !seen.contains(id) && !is_soft(piece) {
                let (Piece::Text(shown)
                | Piece::Fixed(shown)
                | Piece::Break(shown)
                | Piece::Open(shown)
                | Piece::Close(shown)) = piece;
                let shown = close(id).map_or(shown.clone(), |end| format!("{shown}…{end}"));
                wrong(self, format!("the placeholder `{id}`, which is `{shown}`, is lost"));
            }
        }
        tidy(pieces)
    }

    /// Reports the texts that are not read again as they were meant.
    fn check(&mut self, page: &Page, text: &str, file: Node, nodes: &[Option<Node>]) {
        let path = file.attribute("original").unwrap_or_default();
        let body = split_front(text, page.original.source, &mut Vec::new()).body;
        let mut read = segments(text, body..text.len()).into_iter();
        let before = self.diagnostics.len();
        for (unit, node) in page.units.iter().zip(nodes) {
            let again = match unit.place {
                Place::Title | Place::Description => {
                    let written: String = unit
                        .pieces
                        .iter()
                        .map(|piece| match piece {
                            Piece::Text(text)
                            | Piece::Fixed(text)
                            | Piece::Break(text)
                            | Piece::Open(text)
                            | Piece::Close(text) => text.as_str(),
                        })
                        .collect();
                    Some(line_pieces(&written))
                }
                Place::Body(_) => read.next().map(|segment| segment.pieces),
            };
            if again.as_ref() != Some(&unit.pieces) {
                let message = format!(
                    "the text of unit `{}` of `{path}` cannot be written so that it is read as it is here",
                    unit.id
                );
                let help = "emphasis has to begin and end at the edge of a word, and a link holds no other";
                self.report(Code::Placeholder, node.map_or(head(file), |node| node.range()), message, help);
                return;
            }
        }
        if read.next().is_some() && self.diagnostics.len() == before {
            let message = format!("the texts of `{path}` cannot be put where they belong");
            self.report(Code::Placeholder, head(file), message, "");
        }
    }
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((NAMESPACE, name)))
}

/// The opening tag of an element.
fn head(node: Node) -> std::ops::Range<usize> {
    let range = node.range();
    let text = node.document().input_text().get(range.clone()).unwrap_or_default();
    range.start..range.start + text.find('>').map_or(text.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn depth_is_that_of_elements() {
        for (text, wanted) in [
            ("<a><b/><c>x</c></a>", 2),
            ("<?xml version='1.0'?><!-- <a> < --><a x='>' y=\"'>\"><![CDATA[<b><c>]]></a>", 1),
            ("<a x='/'/><a><a>", 2),
            ("<a/><a/><a/", 0),
            ("", 0),
        ] {
            assert_eq!(depth(text), wanted, "{text}");
        }
    }
}
