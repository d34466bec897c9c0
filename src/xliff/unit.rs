//! What is translated of a page, piece by piece, and its placeholders by number.

use crate::data::{Value, split_front};
use crate::diagnostic::Diagnostics;
use crate::document::{Piece, Segment, has_text, is_wide, line_pieces, part, segments, tidy, write_pieces};
use crate::keys::text::{block, page};
use crate::source::{SourceId, Sources};
use crate::translation::{Extra, extras};
use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// A text that is translated by itself.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Which text of the file it is: the same as of the text in another language that stands for it.
    pub(super) slot: String,
    pub(super) role: Role,
    /// What it is, in a word or two.
    pub(super) what: &'static str,
    pub(super) pieces: Vec<Piece>,
}

/// What the text of a unit is in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Description,
    Menu,
    /// What a block says in a few words.
    Short,
    /// A key of `[extra]`; of a list the text at a place.
    Extra {
        key: String,
        at: Option<usize>,
    },
    /// Bytes in the file.
    Body(Range<usize>),
    /// Bytes in the file, with the quotes: the title of a definition.
    Quoted(Range<usize>),
    /// Inside of this markup of the last unit of the body, counted from 0.
    Part(usize),
}

impl Unit {
    /// Whether there is nothing to translate in it but its parts.
    pub(super) fn is_silent(&self) -> bool {
        matches!(self.role, Role::Body(_)) && !has_text(&self.pieces)
    }

    /// Where it stands in its file, if that is in the body and by itself.
    pub(super) fn place(&self) -> Option<Range<usize>> {
        match &self.role {
            Role::Body(range) | Role::Quoted(range) => Some(range.clone()),
            Role::Title | Role::Description | Role::Menu | Role::Short | Role::Extra { .. } | Role::Part(_) => None,
        }
    }

    /// Whether it stands in front matter, where one may be missing without moving the others.
    pub(super) fn is_front(&self) -> bool {
        matches!(self.role, Role::Title | Role::Description | Role::Menu | Role::Short | Role::Extra { .. })
    }

    /// Whether it is written on one line, whatever stands in it.
    pub(super) fn is_line(&self) -> bool {
        !matches!(self.role, Role::Body(_))
    }
}

/// The units of a page or block, in the order of the file. `id` is that of any file, and `extra` names the keys of
/// `[extra]` that are translated.
pub(super) fn units(text: &str, id: SourceId, extra: &[String]) -> Vec<Unit> {
    let parts = split_front(text, id, &mut Diagnostics::new());
    let mut units = Vec::new();
    let lines = [
        (page::TITLE, Role::Title, "title"),
        (page::DESCRIPTION, Role::Description, "description"),
        (page::MENU, Role::Menu, "label in the menu"),
        (block::SHORT, Role::Short, "short text"),
    ];
    let is_page = parts.front.as_ref().is_some_and(|front| front.get(page::TITLE).is_some());
    for (key, role, what) in lines {
        let node = parts.front.as_ref().and_then(|front| front.get(key));
        // What other keys a page has is no matter of ours.
        let node = node.filter(|_| !is_page || !matches!(role, Role::Short));
        if let Some(Value::Text(text)) = node.map(|node| &node.value)
            && !text.text.trim().is_empty()
        {
            let (slot, pieces) = (key.name.to_owned(), flat(tidy(read_front(&role, &text.text))));
            units.push(Unit { slot, role, what, pieces });
        }
    }
    for Extra { key, texts, is_list } in parts.front.iter().flat_map(|front| extras(front, extra)) {
        for (at, text) in texts.iter().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let (slot, at) =
                if is_list { (format!("extra.{key}.{at}"), Some(at)) } else { (format!("extra.{key}"), None) };
            let role = Role::Extra { key: key.to_owned(), at };
            units.push(Unit { slot, role, what: "text of the page", pieces: flat(tidy(extra_pieces(text))) });
        }
    }
    for (number, segment) in segments(text, parts.body..text.len()).into_iter().enumerate() {
        let slot = format!("t{}", number + 1);
        let role = if segment.quoted { Role::Quoted } else { Role::Body }(segment.range);
        let markup = segment.pieces.iter().filter(|piece| piece.markup().is_some());
        let inside: Vec<Unit> = markup
            .enumerate()
            .filter_map(|(nth, piece)| Some((nth, part(piece)?.text)))
            .enumerate()
            .map(|(number, (nth, text))| {
                let (slot, pieces) = (format!("{slot}-{}", number + 1), vec![Piece::Text(text)]);
                Unit { slot, role: Role::Part(nth), what: "caption or title in a text", pieces }
            })
            .collect();
        let is_picture = matches!(segment.pieces.as_slice(), [Piece::Open(open), ..] if open == "![");
        let what = if is_picture { "text of a picture" } else { segment.holder.name() };
        units.push(Unit { slot, role, what, pieces: segment.pieces });
        units.extend(inside);
    }
    units
}

/// A text of `[extra]`: what it means is a matter of templates, and it may have several lines.
fn extra_pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while let Some(at) = rest.find('\n') {
        let (line, after) = rest.split_at(at);
        let next = after.trim_start();
        pieces.push(Piece::Text(line.trim_end().to_owned()));
        let lines = after.len() - next.len();
        pieces.push(Piece::Break("\n".repeat(after.get(..lines).unwrap_or_default().matches('\n').count())));
        rest = next;
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces
}

/// What a block says in short: Markdown, as long as it is one text.
fn short_pieces(text: &str) -> Vec<Piece> {
    match <[Segment; 1]>::try_from(segments(text, 0..text.len())) {
        Ok([one]) if one.range == (0..text.len()) => one.pieces,
        Ok(_) | Err(_) => line_pieces(text),
    }
}

/// What pieces say in the place of a unit of front matter.
pub(super) fn write_front(role: &Role, pieces: &[Piece]) -> String {
    match role {
        Role::Short => write_pieces(pieces),
        Role::Title
        | Role::Description
        | Role::Menu
        | Role::Extra { .. }
        | Role::Body(_)
        | Role::Quoted(_)
        | Role::Part(_) => said(pieces),
    }
}

/// The text of front matter that was `written` in the place of a unit, as it is read again.
pub(super) fn read_front(role: &Role, written: &str) -> Vec<Piece> {
    match role {
        Role::Extra { .. } => extra_pieces(written),
        Role::Short => short_pieces(written),
        Role::Title | Role::Description | Role::Menu | Role::Body(_) | Role::Quoted(_) | Role::Part(_) => {
            line_pieces(written)
        }
    }
}

/// Whether two texts have as many units in the same places, front matter left aside: then the units of one stand for
/// those of the other, by their slots.
pub(super) fn are_alike(one: &[Unit], other: &[Unit]) -> bool {
    let slots = [one, other].map(|units| units.iter().filter(|unit| !unit.is_front()).map(|unit| &unit.slot));
    let [one, other] = slots;
    one.eq(other)
}

/// Units by their slots.
pub(super) fn by_slot(units: &[Unit]) -> HashMap<&str, &Unit> {
    units.iter().map(|unit| (unit.slot.as_str(), unit)).collect()
}

/// Whether the file of a text says that it is a draft.
pub fn is_draft(sources: &Sources, id: SourceId) -> bool {
    let front = split_front(&sources.get(id).text, id, &mut Diagnostics::new()).front;
    front.is_some_and(|front| front.get(page::DRAFT).is_some_and(|draft| draft.value == Value::Bool(true)))
}

/// A text that travels: its placeholders are those of its unit, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    Alone(usize),
    Open(usize),
    Close(usize),
}

/// A placeholder: its markup, and what closes it.
pub(super) struct Mark<'a> {
    pub(super) piece: &'a Piece,
    pub(super) close: Option<&'a Piece>,
}

impl Mark<'_> {
    /// Whether a translation may leave it out: a line break, which another language has elsewhere, and ruby.
    pub(super) fn is_free(&self) -> bool {
        match self.piece {
            Piece::Break(written) => !written.starts_with('\\') && !written.starts_with("  "),
            Piece::Open(written) => written == "{",
            Piece::Text(_) | Piece::Fixed(_) | Piece::Close(_) => false,
        }
    }

    /// As it is written, for people.
    pub(super) fn shown(&self) -> String {
        let close = self.close.map(|close| format!("…{}", close.written()));
        format!("{}{}", self.piece.written(), close.unwrap_or_default())
    }

    /// What it is, in whatever way it is written in one language.
    pub(super) fn sign(&self) -> String {
        let bare = |piece: &Piece| {
            let mut written = piece.written().to_owned();
            if let Some(part) = part(piece) {
                written.replace_range(part.range, "");
            }
            written
        };
        match self.piece {
            Piece::Open(written) if written == "{" => written.clone(),
            Piece::Open(written) if written.starts_with('_') => written.replace('_', "*"),
            Piece::Open(written) => format!("{written}…{}", self.close.map(bare).unwrap_or_default()),
            Piece::Fixed(written) => match written.rsplit_once("](fact:") {
                Some((_, dest)) => dest.to_owned(),
                None => {
                    let address = written.strip_prefix('<').and_then(|inside| inside.strip_suffix('>'));
                    address.filter(|address| address.contains("://")).map_or_else(|| bare(self.piece), str::to_owned)
                }
            },
            Piece::Break(written) => written.trim_end_matches([' ', '\t', '>']).replace('\r', ""),
            Piece::Text(_) | Piece::Close(_) => String::new(),
        }
    }
}

/// The placeholders of a text, in the order of their numbers.
pub(super) fn marks(pieces: &[Piece]) -> Vec<Mark<'_>> {
    let (mut marks, mut open): (Vec<Mark>, Vec<usize>) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Close(_) => {
                if let Some(mark) = open.pop().and_then(|at| marks.get_mut(at)) {
                    mark.close = Some(piece);
                }
            }
            Piece::Fixed(_) | Piece::Break(_) | Piece::Open(_) => {
                if matches!(piece, Piece::Open(_)) {
                    open.push(marks.len());
                }
                marks.push(Mark { piece, close: None });
            }
        }
    }
    marks
}

/// A text with its own placeholders by number.
pub(super) fn tokens(pieces: &[Piece]) -> Vec<Token> {
    let (mut count, mut open) = (0, Vec::new());
    let token = |piece: &Piece| {
        count += usize::from(!matches!(piece, Piece::Text(_) | Piece::Close(_)));
        match piece {
            Piece::Text(text) => Token::Text(text.clone()),
            Piece::Fixed(_) | Piece::Break(_) => Token::Alone(count),
            Piece::Open(_) => {
                open.push(count);
                Token::Open(count)
            }
            Piece::Close(_) => Token::Close(open.pop().unwrap_or_default()),
        }
    };
    pieces.iter().map(token).collect()
}

/// A text as pieces that can be written, with the placeholders of `own`.
pub(super) fn placed(tokens: &[Token], own: &[Piece], line: bool) -> Vec<Piece> {
    let marks = marks(own);
    let mark = |number: usize| number.checked_sub(1).and_then(|at| marks.get(at));
    let piece = |token: &Token| match token {
        Token::Text(text) => Some(Piece::Text(text.clone())),
        Token::Alone(number) | Token::Open(number) => mark(*number).map(|mark| mark.piece.clone()),
        Token::Close(number) => mark(*number).and_then(|mark| mark.close.cloned()),
    };
    let pieces = tidy(tokens.iter().filter_map(piece).collect());
    if line { flat(pieces) } else { pieces }
}

/// What pieces say, as they are written in front matter.
pub(super) fn said(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::written).collect()
}

/// Pieces on one line: of a run of blanks one stays.
fn flat(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for piece in &mut pieces {
        if let Piece::Text(text) = piece {
            let mut last = None;
            text.retain(|c| last.replace(c) != Some(' ') || c != ' ');
        }
    }
    pieces
}

/// The text of a unit of the translation with the placeholders that it has in the original; nothing if it has others.
pub(super) fn counterpart(unit: &Unit, other: &Unit) -> Option<Vec<Token>> {
    if kind(unit) != kind(other) {
        return None;
    }
    let own = marks(&unit.pieces);
    let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
    for (at, mark) in own.iter().enumerate() {
        free.entry(mark.sign()).or_default().push_back(at + 1);
    }
    let theirs = marks(&other.pieces);
    let mut numbers = Vec::with_capacity(theirs.len());
    for mark in &theirs {
        let number = free.get_mut(&mark.sign()).and_then(VecDeque::pop_front);
        // Lines may break where the original's do not.
        let is_break = mark.is_free() && matches!(mark.piece, Piece::Break(_));
        if number.is_none() && !is_break {
            return None;
        }
        numbers.push(number);
    }
    let left = free.into_values().flatten();
    if left.filter_map(|number| own.get(number.checked_sub(1)?)).any(|mark| !mark.is_free()) {
        return None;
    }
    let number = |theirs: usize| numbers.get(theirs.checked_sub(1)?).copied().flatten();
    let all = tokens(&other.pieces);
    let ends_wide = |token: Option<&Token>| matches!(token, Some(Token::Text(t)) if t.ends_with(is_wide));
    let starts_wide = |token: Option<&Token>| matches!(token, Some(Token::Text(t)) if t.starts_with(is_wide));
    let token = |(at, token): (usize, &Token)| match token {
        Token::Text(text) => Token::Text(text.clone()),
        Token::Alone(theirs) => match number(*theirs) {
            Some(number) => Token::Alone(number),
            None => {
                let joined = ends_wide(at.checked_sub(1).and_then(|at| all.get(at))) && starts_wide(all.get(at + 1));
                Token::Text(if joined { "" } else { " " }.to_owned())
            }
        },
        Token::Open(theirs) => Token::Open(number(*theirs).unwrap_or_default()),
        Token::Close(theirs) => Token::Close(number(*theirs).unwrap_or_default()),
    };
    Some(all.iter().enumerate().map(token).collect())
}

/// What equal texts have in common, in whatever way their facts are written.
pub(super) fn key(unit: &Unit) -> String {
    let marks = marks(&unit.pieces);
    let mut key = kind(unit).to_owned();
    for token in tokens(&unit.pieces) {
        key.push('\0');
        match token {
            Token::Text(text) => key.push_str(&text),
            Token::Alone(number) | Token::Open(number) => {
                let mark = number.checked_sub(1).and_then(|at| marks.get(at));
                key.push_str(&mark.map(Mark::sign).unwrap_or_default());
            }
            Token::Close(_) => {}
        }
    }
    key
}

/// What sort of text a unit is, in a word.
pub(super) fn kind(unit: &Unit) -> &'static str {
    match unit.role {
        Role::Title => "title",
        Role::Description => "description",
        Role::Menu => "menu",
        Role::Short => "short",
        Role::Extra { .. } => "extra",
        Role::Body(_) => "text",
        Role::Quoted(_) | Role::Part(_) => "part",
    }
}
