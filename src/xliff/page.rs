//! The file of a translation, made of its original and the translated texts.

use super::extra;
use super::fact::{Open, Way, line_fact, with_facts};
use super::plan::Plan;
use super::quote::quoted;
use super::unit::{Role, Unit, said, write_front};
use crate::config::LangId;
use crate::data::split_front;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Piece, quote, write_pieces};
use crate::keys::text::page as keys;
use crate::resolve::Site;
use crate::source::{SourceId, Sources, Span};
use crate::translate::{self, Stamp, edited, line_end, yaml_value};
use crate::translation::Written;
use std::ops::Range;

/// A translation to be made.
pub(super) struct Page<'a> {
    pub(super) original: Written<'a>,
    /// The text of the original that it is made of.
    pub(super) text: &'a str,
    /// The translation that there is.
    pub(super) translation: Option<Written<'a>>,
    pub(super) lang: LangId,
    /// Every unit of the original, with what is written of it.
    pub(super) plans: &'a [Plan<'a>],
    /// Whether what stands between the texts of the translation that there is is that of the original: then it is kept as
    /// it is written, and only what is new is put into it.
    pub(super) kept: bool,
    /// Whether all are translated.
    pub(super) complete: bool,
    /// The stamp of the text that was translated.
    pub(super) stamp: &'a Stamp,
    /// What is being translated too.
    pub(super) open: &'a Open,
}

/// A file as it will be.
pub(super) struct File<'a> {
    pub(super) path: String,
    pub(super) text: String,
    /// The texts of its body, and where they stand in it.
    pub(super) texts: Vec<(&'a Plan<'a>, Range<usize>)>,
}

impl<'a> Page<'a> {
    /// The file: its body with the facts as the original says them.
    pub(super) fn write(&self, site: &Site) -> Option<File<'a>> {
        let Page { original, lang, .. } = *self;
        let (path, head) = match self.translation {
            Some(text) => {
                let file = site.sources.get(text.source);
                let head = match self.complete {
                    true => translate::stamped(&site.sources, text, self.stamp).ok()?,
                    // What is only half translated says nothing new of its original.
                    false => file.text.clone(),
                };
                (file.path.clone(), head)
            }
            None => {
                // Of two texts that are the same to a translator, the stamp names the one that was exported.
                let (sources, text) = ((&site.sources, &site.config), self.text);
                let started = translate::start_with(sources, original, text, lang, self.stamp).ok()?;
                (started.path, started.text)
            }
        };
        let mut text = self.front(site, &head)?;
        let frame = match (self.kept, self.translation) {
            (true, Some(translation)) => &site.sources.get(translation.source).text,
            _ => self.text,
        };
        let mut done = split_front(frame, original.source, &mut Diagnostics::new()).body;
        let mut texts = Vec::with_capacity(self.plans.len());
        for plan in self.plans {
            let there = self.there(plan);
            let (range, written) = match &there.unwrap_or(plan.unit).role {
                Role::Body(range) => (range, write_pieces(&plan.pieces)),
                Role::Quoted(range) => (range, quote(&said(&plan.pieces))),
                Role::Title | Role::Description | Role::Menu | Role::Short | Role::Extra { .. } | Role::Part(_) => {
                    continue;
                }
            };
            let as_it_is = there.filter(|there| there.pieces == plan.pieces).and_then(|_| frame.get(range.clone()));
            let written = as_it_is.unwrap_or(&written);
            text.push_str(frame.get(done..range.start)?);
            texts.push((plan, text.len()..text.len() + written.len()));
            text.push_str(written);
            done = range.end;
        }
        text.push_str(frame.get(done..)?);
        Some(File { path, text, texts })
    }

    /// The unit of the translation that a unit is put in the place of.
    fn there(&self, plan: &Plan<'a>) -> Option<&'a Unit> {
        plan.there.filter(|_| self.kept)
    }

    fn way(&self) -> Way<'_> {
        Way { source: self.original.source, from: self.original.lang, to: self.lang, open: self.open }
    }

    /// The same with the facts as the language says them.
    pub(super) fn write_out(&self, site: &Site, text: &str) -> String {
        with_facts(site, text, self.way())
    }

    /// The front matter of a file with the translated texts.
    fn front(&self, site: &Site, head: &str) -> Option<String> {
        let parts = split_front(head, self.original.source, &mut Diagnostics::new());
        let front = head.get(..parts.body)?;
        let Some(table) = parts.front else {
            // A block may have none; but one that says something in short has to have it.
            let short = self.plans.iter().find(|plan| plan.unit.role == Role::Short && !plan.pieces.is_empty());
            let written = short.map(|short| format!("+++\nshort = {}\n+++\n", quoted(&self.line(site, short))));
            return Some(written.unwrap_or_default() + front);
        };
        let yaml = front.starts_with("---");
        let end = if front.contains("\r\n") { "\r\n" } else { "\n" };
        let mut edits = Vec::new();
        let mut after = line_end(front, table.get(keys::TITLE).map_or(0, |title| title.span.end as usize));
        after = after.max(line_end(front, 0));
        for plan in self.plans {
            let key = match plan.unit.role {
                Role::Title => "title",
                Role::Description => "description",
                Role::Menu => "menu",
                Role::Short => "short",
                Role::Extra { .. } | Role::Body(_) | Role::Quoted(_) | Role::Part(_) => continue,
            };
            let value = quoted(&self.line(site, plan));
            if self.there(plan).is_some_and(|there| there.pieces == plan.pieces) {
                continue;
            }
            match table.entries.iter().find(|(known, _)| known.name == key) {
                Some((key, node)) if yaml => edits.push((yaml_value(front, key, node), format!(": {value}"))),
                Some((_, node)) => edits.push((node.span.range(), value)),
                None if plan.pieces.is_empty() => {}
                None => {
                    let sign = if yaml { ":" } else { " =" };
                    edits.push((after..after, format!("{key}{sign} {value}{end}")));
                }
            }
        }
        let extra = extra::given(self.plans, |plan| match self.there(plan) {
            Some(there) => there.pieces != plan.pieces,
            None => !plan.pieces.is_empty(),
        });
        edits.extend(extra::edits(front, &table, &extra));
        if let Some(draft) = table.get(keys::DRAFT).filter(|_| self.complete) {
            let start = front.get(..draft.span.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
            edits.push((start..line_end(front, draft.span.end as usize), String::new()));
        }
        let new = edited(front, edits);
        extra::says(&new, self.original.source, &extra).then_some(new)
    }

    fn line(&self, site: &Site, plan: &Plan) -> String {
        let with_fact = |piece: &Piece| match piece {
            Piece::Fixed(written) => line_fact(site, written, self.way()).map_or_else(|| piece.clone(), Piece::Fixed),
            Piece::Text(_) | Piece::Break(_) | Piece::Open(_) | Piece::Close(_) => piece.clone(),
        };
        let pieces: Vec<Piece> = plan.pieces.iter().map(with_fact).collect();
        write_front(&plan.unit.role, &pieces)
    }
}

/// Why no line can be put into the front matter of a file: all of it stands in braces.
pub(super) fn unwritable(sources: &Sources, id: SourceId) -> Option<Diagnostic> {
    let text = &sources.get(id).text;
    let body = split_front(text, id, &mut Diagnostics::new()).body;
    let mut at = 0;
    for line in text.get(..body).filter(|front| front.starts_with("---"))?.split_inclusive('\n') {
        let inside = line.trim_start();
        if inside.starts_with('{') {
            let start = at + line.len() - inside.len();
            let message = "front matter in braces cannot be translated";
            let help = "write each key on a line of its own, without braces";
            let span = Span::new(id, start..start + inside.trim_end().len());
            return Some(Diagnostic::new(Code::InvalidXliff, span, message).help(help));
        }
        if !(inside.is_empty() || inside.starts_with('#') || at == 0) {
            return None;
        }
        at += line.len();
    }
    None
}
