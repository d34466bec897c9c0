//! Constructs in their frames: piece, text, piece.

use super::safe::Guard;
use super::{Scene, Writer, construct};
use crate::render::frame::{Construct, Frame};
use std::mem::{replace, take};
use std::sync::Arc;

/// A frame that is being written.
pub(super) struct Standing {
    frame: Arc<Frame>,
    /// How many of its pieces are written.
    written: usize,
    /// What stands round it, where raw HTML is cleaned.
    outer: Option<Outer>,
}

/// A text that waits for the end of a frame in it. Each text of the frame is cleaned by itself, so that nothing which an
/// author opens or closes reaches into what the template wrote.
struct Outer {
    out: String,
    guard: Guard,
    /// How many bytes wait round it.
    held: usize,
    /// The frame so far.
    html: String,
}

impl Writer<'_> {
    /// Begins a construct: what is written next belongs into its first hole.
    pub(super) fn begin(&mut self, construct: Construct) {
        let Scene { site, engine, lang, .. } = self.scene;
        let frame = engine.frame(site, lang, construct, |of, holes| construct::view(self.scene, of, holes));
        frame.asked.note();
        let outer = self.guard.as_mut().map(|guard| {
            let held = self.held;
            self.held += self.out.len() + guard.size();
            let inner = guard.inner();
            Outer { out: take(&mut self.out), guard: replace(guard, inner), held, html: String::new() }
        });
        self.standing.push(Standing { frame, written: 0, outer });
        self.hole(0);
    }

    /// Goes on to a hole of the construct that was begun last.
    pub(super) fn hole(&mut self, number: usize) {
        self.pieces(number + 1);
    }

    /// Ends the construct that was begun last.
    pub(super) fn end(&mut self) {
        self.pieces(usize::MAX);
        let Some(Standing { outer: Some(outer), .. }) = self.standing.pop() else { return };
        self.out = outer.out;
        self.guard = Some(outer.guard);
        self.held = outer.held;
        self.keep(&outer.html);
    }

    /// Ends a text of the construct that was begun last, and writes its pieces up to one.
    fn pieces(&mut self, end: usize) {
        let Some(Standing { frame, written, outer }) = self.standing.last_mut() else { return };
        let end = end.min(frame.pieces.len());
        let pieces = frame.pieces.get(*written..end).unwrap_or_default();
        *written = end.max(*written);
        let out = match (outer, &mut self.guard) {
            (Some(outer), Some(guard)) => {
                let inner = replace(guard, outer.guard.inner());
                outer.guard.end_inner(&inner);
                let text = inner.clean(&self.out, &self.scene.site.config.schemes);
                self.out.clear();
                self.held += text.len();
                outer.html.push_str(&text);
                &mut outer.html
            }
            _ => &mut self.out,
        };
        pieces.iter().for_each(|piece| out.push_str(piece));
    }
}
