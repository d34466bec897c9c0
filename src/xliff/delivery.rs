//! What a translator's tool gives back, in whatever format: texts with their sources, and what is said of them. Nothing is
//! judged here but by the place where it stands.

use std::collections::HashMap;
use std::ops::Range;

/// A file of a translator's tool.
pub(super) struct Delivery {
    /// What begins it.
    pub(super) head: Range<usize>,
    /// The language that it is translated from, as it says.
    pub(super) from: String,
    /// The language that it is in.
    pub(super) to: String,
    pub(super) parts: Vec<Part>,
    /// How far a text has to be to count as translated, where nothing else is asked for.
    pub(super) least: Option<Degree>,
}

/// What it has of a file of the site.
pub(super) struct Part {
    /// The file that was exported.
    pub(super) path: String,
    pub(super) head: Range<usize>,
    /// Its notes that the export made, by their categories.
    pub(super) notes: HashMap<&'static str, String>,
    pub(super) units: Vec<Brought>,
    /// What is written beside all of them.
    pub(super) remarks: Vec<Remark>,
}

/// A unit as it came back.
pub(super) struct Brought {
    pub(super) id: String,
    pub(super) head: Range<usize>,
    pub(super) segments: Vec<Segment>,
    /// The markup that its placeholders stand for, by their ids: what begins it, and what ends it. Nothing where the
    /// format does not say it.
    pub(super) markup: HashMap<String, (String, Option<String>)>,
    pub(super) remarks: Vec<Remark>,
}

/// What somebody has written beside a text.
pub(super) struct Remark {
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

/// A part of a unit that is translated by itself, or what stands between two.
pub(super) struct Segment {
    pub(super) head: Range<usize>,
    /// Whether it is more than what stands between two.
    pub(super) is_text: bool,
    pub(super) source: Option<Run>,
    pub(super) target: Option<Run>,
    /// Where its target stands among those of the unit, as it is written.
    pub(super) order: Option<String>,
    pub(super) degree: Degree,
}

/// A text with its placeholders.
pub(super) struct Run {
    pub(super) range: Range<usize>,
    pub(super) head: Range<usize>,
    pub(super) seen: Vec<(Seen, Range<usize>)>,
}

/// What stands in a text; placeholders by their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    Text(String),
    Alone(String),
    Open(String),
    Close(String),
    /// What cannot be read: what is wrong, and what to do.
    Wrong(String, &'static str),
}

/// How far a translator says that a text is: the states of XLIFF 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Degree {
    Initial,
    Translated,
    Reviewed,
    Final,
}

impl Degree {
    /// All of them, the lowest first.
    pub const ALL: [Degree; 4] = [Degree::Initial, Degree::Translated, Degree::Reviewed, Degree::Final];

    /// As XLIFF 2 calls it.
    pub fn name(self) -> &'static str {
        match self {
            Degree::Initial => "initial",
            Degree::Translated => "translated",
            Degree::Reviewed => "reviewed",
            Degree::Final => "final",
        }
    }

    /// The one that is called so.
    pub fn named(name: &str) -> Option<Degree> {
        Degree::ALL.into_iter().find(|degree| degree.name() == name)
    }
}

impl Delivery {
    /// Adds what came in another file, which stands `by` bytes behind the beginning of all of them.
    pub(super) fn add(&mut self, mut other: Delivery, by: usize) {
        other.parts.iter_mut().for_each(|part| part.shift(by));
        self.parts.append(&mut other.parts);
        self.least = self.least.max(other.least);
    }
}

fn shift(range: &mut Range<usize>, by: usize) {
    *range = range.start + by..range.end + by;
}

impl Part {
    pub(super) fn new(path: String, head: Range<usize>) -> Part {
        Part { path, head, notes: HashMap::new(), units: Vec::new(), remarks: Vec::new() }
    }

    fn shift(&mut self, by: usize) {
        shift(&mut self.head, by);
        self.remarks.iter_mut().for_each(|remark| shift(&mut remark.range, by));
        for unit in &mut self.units {
            shift(&mut unit.head, by);
            unit.remarks.iter_mut().for_each(|remark| shift(&mut remark.range, by));
            for segment in &mut unit.segments {
                shift(&mut segment.head, by);
                for run in segment.source.iter_mut().chain(&mut segment.target) {
                    shift(&mut run.range, by);
                    shift(&mut run.head, by);
                    run.seen.iter_mut().for_each(|(_, range)| shift(range, by));
                }
            }
        }
    }
}

impl Run {
    /// Whether there is more in it than blanks.
    pub(super) fn is_filled(&self) -> bool {
        self.seen.iter().any(|(seen, _)| match seen {
            Seen::Text(text) => !text.trim().is_empty(),
            Seen::Alone(_) | Seen::Open(_) | Seen::Close(_) | Seen::Wrong(..) => true,
        })
    }

    /// Its words.
    pub(super) fn words(&self) -> String {
        let texts = self.seen.iter().filter_map(|(seen, _)| match seen {
            Seen::Text(text) => Some(text.as_str()),
            Seen::Alone(_) | Seen::Open(_) | Seen::Close(_) | Seen::Wrong(..) => None,
        });
        texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Segment {
    /// What it is translated as.
    pub(super) fn filled(&self) -> Option<&Run> {
        self.target.as_ref().filter(|target| !self.is_text || target.is_filled())
    }

    /// Whether its target is its source, and nobody has said that it is meant.
    pub(super) fn is_copy(&self) -> bool {
        let words = |run: Option<&Run>| run.map(Run::words).unwrap_or_default();
        self.degree == Degree::Initial && self.filled().is_some() && words(self.source.as_ref()) == words(self.filled())
    }
}

impl Brought {
    /// Those of its segments that are more than what stands between two.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().filter(|segment| segment.is_text)
    }

    /// Whether somebody has translated it: it has a target that is more than a copy of its source.
    pub(super) fn is_translated(&self) -> bool {
        let has_letters =
            |segment: &Segment| segment.source.as_ref().is_some_and(|run| run.words().contains(char::is_alphabetic));
        let is_copied = self.texts().all(|segment| segment.filled().is_none() || segment.is_copy())
            && self.texts().any(|segment| segment.is_copy() && has_letters(segment));
        !is_copied && self.texts().any(|segment| segment.filled().is_some())
    }

    /// How far it is: as far as the least of its texts.
    pub(super) fn degree(&self) -> Degree {
        let filled = self.texts().filter(|segment| segment.filled().is_some());
        filled.map(|segment| segment.degree).min().unwrap_or(Degree::Initial)
    }
}
