//! A text of data, and where each part of it stands in the file, whatever escapes it is written with.

use super::Notation;
use crate::source::Span;
use std::ops::Range;

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Text {
    pub text: String,
    /// Of the value, quotes included.
    pub span: Span,
    notation: Notation,
    places: Places,
}

/// Where the bytes of a text stand in its file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Places {
    /// Nowhere: the text is known by its value alone.
    Nowhere,
    /// One after another, from this byte of the file on.
    From(u32),
    /// In steps, the last of which is the end.
    Steps(Box<[Step]>),
}

/// A byte of the text, and the byte of the file that it stands at. Up to the next step one follows the other, if both
/// are as long; else the step is one escape, or something that stands for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Step {
    text: u32,
    file: u32,
}

impl Text {
    /// A text that the program made of the value at `span`.
    pub fn made(text: String, span: Span) -> Text {
        Text { text, span, notation: Notation::Nowhere, places: Places::Nowhere }
    }

    /// A text as it was read.
    pub(super) fn read(text: String, span: Span, notation: Notation, places: Places) -> Text {
        Text { text, span, notation, places }
    }

    /// How it is written.
    pub fn notation(&self) -> Notation {
        match self.places {
            Places::Nowhere => Notation::Nowhere,
            Places::From(_) | Places::Steps(_) => self.notation,
        }
    }

    /// Where a part of it stands; the whole value if the text stands nowhere, or is empty.
    pub fn span_of(&self, part: Range<usize>) -> Span {
        let span = |start: u32, end: u32| Span { start, end: end.max(start), ..self.span };
        match &self.places {
            Places::Nowhere => self.span,
            // Nobody could see an empty part.
            _ if self.text.is_empty() => self.span,
            Places::From(first) => span(first + part.start as u32, first + part.end as u32),
            Places::Steps(steps) => {
                let start = start_of(steps, part.start as u32);
                span(start, if part.is_empty() { start } else { end_of(steps, part.end as u32) })
            }
        }
    }

    /// The byte of the file from which a part of it stands there as it is; `None` if it has escapes.
    pub fn as_it_stands(&self, part: Range<usize>) -> Option<usize> {
        match &self.places {
            Places::Nowhere => None,
            Places::From(first) => Some(*first as usize + part.start),
            Places::Steps(steps) => {
                let (start, end) = (part.start as u32, part.end as u32);
                let (step, next) = step_at(steps, start)?;
                let inside = end <= next.text && next.text - step.text == next.file - step.file;
                inside.then_some((step.file + start - step.text) as usize)
            }
        }
    }
}

/// The step that a byte of the text is in, and the one after it.
fn step_at(steps: &[Step], at: u32) -> Option<(Step, Step)> {
    let next = steps.partition_point(|step| step.text <= at);
    Some((*steps.get(next.checked_sub(1)?)?, *steps.get(next)?))
}

fn start_of(steps: &[Step], at: u32) -> u32 {
    match step_at(steps, at) {
        Some((step, next)) if next.text - step.text == next.file - step.file => step.file + at - step.text,
        Some((step, _)) => step.file,
        None => steps.last().map_or(0, |end| end.file),
    }
}

/// The end of what ends before a byte of the text, which is not the first.
fn end_of(steps: &[Step], at: u32) -> u32 {
    match step_at(steps, at.saturating_sub(1)) {
        Some((step, next)) if next.text - step.text == next.file - step.file => step.file + at - step.text,
        Some((_, next)) => next.file,
        None => steps.last().map_or(0, |end| end.file),
    }
}

/// Goes through a value and its text side by side, and notes where they part.
pub(super) struct Walk<'t> {
    /// What is left of the value.
    pub(super) written: &'t str,
    /// What is left of the text.
    pub(super) text: &'t str,
    /// The byte of the file, and of the text, that they are left from.
    at: Step,
    steps: Vec<Step>,
    /// Whether the last step is of bytes that follow each other.
    copies: bool,
}

impl<'t> Walk<'t> {
    /// The text of a value, and what the value has of it in the file, from the byte `file` on.
    pub(super) fn new(written: &'t str, file: usize, text: &'t str) -> Walk<'t> {
        Walk { written, text, at: Step { text: 0, file: file as u32 }, steps: Vec::new(), copies: false }
    }

    /// Passes over some bytes of the value that stand for nothing.
    pub(super) fn skip(&mut self, length: usize) -> Option<()> {
        self.step(0, length)
    }

    /// Passes over some bytes of the value that stand for the next character of the text.
    pub(super) fn character(&mut self, length: usize) -> Option<()> {
        let own = self.text.chars().next()?.len_utf8();
        self.step(own, length)
    }

    /// Passes over a character that stands for itself.
    pub(super) fn copy(&mut self) -> Option<()> {
        let c = self.written.chars().next().filter(|c| self.text.starts_with(*c))?;
        if !self.copies {
            self.steps.push(self.at);
        }
        self.advance(c.len_utf8(), c.len_utf8())?;
        self.copies = true;
        Some(())
    }

    fn step(&mut self, text: usize, file: usize) -> Option<()> {
        self.steps.push(self.at);
        self.copies = false;
        self.advance(text, file)
    }

    fn advance(&mut self, text: usize, file: usize) -> Option<()> {
        self.text = self.text.get(text..)?;
        self.written = self.written.get(file..)?;
        self.at = Step { text: self.at.text + text as u32, file: self.at.file + file as u32 };
        Some(())
    }

    /// The places, if all of the text was found.
    pub(super) fn finish(mut self) -> Places {
        self.steps.push(self.at);
        if self.text.is_empty() { Places::Steps(self.steps.into()) } else { Places::Nowhere }
    }
}
