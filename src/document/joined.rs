//! Texts between two other events, and which of them belong together: ruby and addresses are looked for in them as one.

use super::ruby::OpenBrace;
use std::ops::Range;

/// Texts that follow each other.
#[derive(Default)]
pub(super) struct Joined {
    /// Where they stand in the source, as long as they are contiguous.
    place: Option<Range<usize>>,
    /// What they say, if they do not stand there like that.
    text: String,
    /// Which bytes of that stand where in the source, in order.
    parts: Vec<(Range<usize>, usize)>,
    /// Whether the first sign stands behind a backslash, and is only itself.
    escaped: bool,
    /// Whether they have a brace that is not closed.
    brace: OpenBrace,
}

impl Joined {
    /// Adds a text, which stands at `place`, if it stands in the source as it is. The texts before it are handed out if it
    /// does not belong to them. With `escapes`, a brace behind a backslash opens nothing.
    pub(super) fn add(
        &mut self,
        source: &str,
        text: &str,
        place: Option<Range<usize>>,
        escapes: bool,
    ) -> Option<Joined> {
        if let (Some(before), Some(place)) = (&mut self.place, &place)
            && before.end == place.start
        {
            before.end = place.end;
            self.brace.add(text);
            return None;
        }
        let is_escaped = |place: &Range<usize>| is_sign(text) && is_escaped(source, place.start);
        let escaped = escapes && place.as_ref().is_some_and(is_escaped);
        let literal = escaped && text.starts_with('{');
        // A gap matters only to ruby, which may reach over it: in a table cell its `|` is written `\|`.
        if self.brace.is_open() && !literal {
            if let Some(before) = self.place.take() {
                let start = before.start;
                self.push_part(source.get(before).unwrap_or_default(), Some(start));
            }
            self.push_part(text, place.map(|place| place.start));
            self.brace.add(text);
            return None;
        }
        let before = std::mem::take(self);
        if place.is_none() {
            self.text.push_str(text);
        }
        (self.place, self.escaped) = (place, escaped);
        self.brace.add(text.get(usize::from(literal)..).unwrap_or_default());
        Some(before)
    }

    fn push_part(&mut self, text: &str, place: Option<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.extend(place.map(|place| (start..self.text.len(), place)));
    }

    /// The parts of a range of what they say, each with where it stands in the source, if it does.
    pub(super) fn cut(&self, range: Range<usize>) -> Vec<(Range<usize>, Option<usize>)> {
        let (mut cut, mut done) = (Vec::new(), range.start);
        for (part, place) in self.parts.iter().filter(|(part, _)| part.end > range.start && part.start < range.end) {
            let own = part.start.max(range.start)..part.end.min(range.end);
            if done < own.start {
                cut.push((done..own.start, None));
            }
            done = own.end;
            cut.push((own.clone(), Some(place + own.start - part.start)));
        }
        if done < range.end {
            cut.push((done..range.end, None));
        }
        cut
    }

    /// Where they stand in the source, if they do as they are.
    pub(super) fn place(&self) -> Option<&Range<usize>> {
        self.place.as_ref()
    }

    /// What they say.
    pub(super) fn text<'t>(&'t self, source: &'t str) -> &'t str {
        match &self.place {
            Some(place) => source.get(place.clone()).unwrap_or_default(),
            None => &self.text,
        }
    }

    /// How many bytes at the beginning are no markup.
    pub(super) fn literal(&self) -> usize {
        usize::from(self.escaped)
    }

    /// Takes the backslash that ends the text at `end` out of it.
    pub(super) fn drop_backslash(&mut self, end: usize) {
        if let Some(place) = self.place.as_mut().filter(|place| place.end == end) {
            place.end = end.saturating_sub(1).max(place.start);
        }
    }
}

/// Whether a text begins with a sign that a backslash makes a difference to.
fn is_sign(text: &str) -> bool {
    text.starts_with(['{', '[', ']'])
}

/// Whether what stands at a place stands behind a backslash that is none itself.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}
