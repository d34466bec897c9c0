//! How deep elements stand in each other; what stands too deep is left out.

use super::MAX_DEPTH;
use super::sheet::Sheet;
use crate::diagnostic::Code;
use pulldown_cmark::Event;
use std::ops::Range;

#[derive(Default)]
pub(super) struct Depth {
    open: usize,
    /// How many elements are open of those that are left out.
    skipped: usize,
    /// Whether it has been reported.
    reported: bool,
}

impl Depth {
    /// Whether an event is of what is left out.
    pub(super) fn skips(&mut self, event: &Event<'_>) -> bool {
        if self.skipped == 0 {
            return false;
        }
        match event {
            Event::Start(_) => self.skipped += 1,
            Event::End(_) => self.skipped -= 1,
            _ => {}
        }
        true
    }

    /// Whether an element that begins at `range` does not stand too deep.
    pub(super) fn enter(&mut self, sheet: &mut Sheet<'_>, range: &Range<usize>) -> bool {
        if self.open < MAX_DEPTH {
            self.open += 1;
            return true;
        }
        self.skipped = 1;
        if !std::mem::replace(&mut self.reported, true) {
            let message = format!("nested deeper than {MAX_DEPTH} levels");
            sheet.report(Code::TooDeep, range.start..range.start, message, "take some of the levels out");
        }
        false
    }

    pub(super) fn leave(&mut self) {
        self.open = self.open.saturating_sub(1);
    }
}
