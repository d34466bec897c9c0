//! A single value, or a range of values that may be open at one end.

/// A single value, or a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ends<T> {
    One(T),
    /// From the low end to the high end.
    Range(T, T),
    /// This much or more.
    From(T),
    /// Up to this much.
    To(T),
}

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

impl<T> Ends<T> {
    /// The end on one side, if there is one.
    pub(super) fn end(&self, side: Side) -> Option<&T> {
        match side {
            Side::Low => self.low(),
            Side::High => self.high(),
        }
    }

    /// The low end; a single value is both ends.
    pub fn low(&self) -> Option<&T> {
        match self {
            Ends::One(low) | Ends::Range(low, _) | Ends::From(low) => Some(low),
            Ends::To(_) => None,
        }
    }

    /// The high end; a single value is both ends.
    pub fn high(&self) -> Option<&T> {
        match self {
            Ends::One(high) | Ends::Range(_, high) | Ends::To(high) => Some(high),
            Ends::From(_) => None,
        }
    }

    /// The ends that there are: one or two.
    pub fn each(&self) -> impl Iterator<Item = &T> {
        let (first, second) = match self {
            Ends::One(end) | Ends::From(end) | Ends::To(end) => (end, None),
            Ends::Range(low, high) => (low, Some(high)),
        };
        std::iter::once(first).chain(second)
    }

    /// The high end, or else the low one: what a range is counted by in most languages.
    pub fn last(&self) -> &T {
        match self {
            Ends::One(end) | Ends::From(end) | Ends::To(end) | Ends::Range(_, end) => end,
        }
    }

    /// The same with each end changed.
    pub fn map<U>(&self, change: impl Fn(&T) -> U) -> Ends<U> {
        match self {
            Ends::One(end) => Ends::One(change(end)),
            Ends::Range(low, high) => Ends::Range(change(low), change(high)),
            Ends::From(low) => Ends::From(change(low)),
            Ends::To(high) => Ends::To(change(high)),
        }
    }

    /// Whether both are of one shape, and their ends are `same`.
    pub fn matches(&self, other: &Ends<T>, same: impl Fn(&T, &T) -> bool) -> bool {
        match (self, other) {
            (Ends::One(a), Ends::One(b)) | (Ends::From(a), Ends::From(b)) | (Ends::To(a), Ends::To(b)) => same(a, b),
            (Ends::Range(a, c), Ends::Range(b, d)) => same(a, b) && same(c, d),
            (Ends::One(_) | Ends::Range(..) | Ends::From(_) | Ends::To(_), _) => false,
        }
    }

    /// As ISO 8601-2 writes intervals: `low/high`, and `..` for an open end.
    pub(super) fn iso(&self, end: impl Fn(&T) -> Option<String>) -> Option<String> {
        Some(match self {
            Ends::One(one) => end(one)?,
            Ends::Range(low, high) => format!("{}/{}", end(low)?, end(high)?),
            Ends::From(low) => format!("{}/..", end(low)?),
            Ends::To(high) => format!("../{}", end(high)?),
        })
    }
}

impl<T: PartialOrd> Ends<T> {
    /// Whether the range ends before it begins.
    pub(super) fn is_reversed(&self) -> bool {
        matches!(self, Ends::Range(low, high) if high < low)
    }
}
