//! The file of a translation, made of its original and the translated texts.

use super::unit::{Place, Unit, line_fact, with_facts};
use crate::catalog::{Written, split_front};
use crate::config::LangId;
use crate::document::{Piece, write_pieces};
use crate::resolve::Site;
use crate::translate::{self, Stamp, edited, line_end};

/// A translation to be made.
pub(super) struct Page<'a> {
    pub(super) original: Written<'a>,
    /// The translation that there is.
    pub(super) translation: Option<Written<'a>>,
    pub(super) lang: LangId,
    /// Every unit of the original, with the translated text where there is one.
    pub(super) units: Vec<Unit>,
    /// Whether all are translated.
    pub(super) complete: bool,
}

impl Page<'_> {
    /// The path and text of the file: its body with the facts as the original says them, and nothing without a title.
    pub(super) fn write(&self, site: &Site) -> Option<(String, String)> {
        let Page { original, lang, .. } = *self;
        let source = site.sources.get(original.source);
        let (path, head) = match self.translation {
            Some(text) => {
                let stamp = Stamp::of(&site.sources, original.source);
                let path = site.sources.get(text.source).path.clone();
                (path, translate::stamped(&site.sources, text, &stamp).ok()?)
            }
            None => {
                let started = translate::start(&site.sources, &site.config, original, lang).ok()?;
                (started.path, started.text)
            }
        };
        let mut text = self.front(site, &head)?;
        let mut done = split_front(&source.text, original.source, &mut Vec::new()).body;
        for unit in &self.units {
            let Place::Body(range) = &unit.place else { continue };
            text.push_str(source.text.get(done..range.start)?);
            text.push_str(&write_pieces(&unit.pieces));
            done = range.end;
        }
        text.push_str(source.text.get(done..)?);
        Some((path, text))
    }

    /// The same with the facts as the language says them.
    pub(super) fn write_out(&self, site: &Site, text: &str) -> String {
        with_facts(site, text, self.original, self.lang)
    }

    /// The front matter of a file with the translated title and description.
    fn front(&self, site: &Site, head: &str) -> Option<String> {
        let parts = split_front(head, self.original.source, &mut Vec::new());
        let table = parts.front?;
        let front = head.get(..parts.body)?;
        let value = |place: &Place| {
            let unit = self.units.iter().find(|unit| unit.place == *place)?;
            Some(quoted(&self.line(site, &unit.pieces)))
        };
        let mut edits = Vec::new();
        // A block has no title.
        let title = table.get("title").map(|title| title.span.range());
        let after = title.as_ref().map_or(0, |title| line_end(front, title.end));
        edits.extend(title.zip(value(&Place::Title)));
        if let Some(value) = value(&Place::Description) {
            match table.get("description") {
                Some(node) => edits.push((node.span.range(), value)),
                None => {
                    let end = if front.contains("\r\n") { "\r\n" } else { "\n" };
                    let sign = if front.starts_with("---") { ": " } else { " = " };
                    edits.push((after..after, format!("description{sign}{value}{end}")));
                }
            }
        }
        if let Some(draft) = table.get("draft").filter(|_| self.complete) {
            let start = front.get(..draft.span.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
            edits.push((start..line_end(front, draft.span.end as usize), String::new()));
        }
        Some(edited(front, edits))
    }

    fn line(&self, site: &Site, pieces: &[Piece]) -> String {
        let written = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Fixed(markup) | Piece::Break(markup) | Piece::Open(markup) | Piece::Close(markup) => {
                line_fact(site, markup, self.original, self.lang).unwrap_or_else(|| markup.clone())
            }
        };
        pieces.iter().map(written).collect()
    }
}

/// A string as TOML and YAML both take it.
fn quoted(text: &str) -> String {
    let string = serde_json::Value::from(text).to_string();
    string.replace('\u{7f}', "\\u007F").replace('\u{85}', "\\u0085")
}
