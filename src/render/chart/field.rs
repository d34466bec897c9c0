//! Where bars are drawn: an axis, and the way in which it runs. Lengths are in percent of the width.

use super::axis::Axis;
use crate::facts::{Cell, ColumnKind, Fact};
use crate::format::{Ends, Formats};
use crate::locale::Direction;
use crate::messages::args;
use crate::render::foreign;
use crate::render::html::Scene;
use crate::render::value::{list, map};
use crate::render::words::message_lang;
use tera::Value;

/// The width that every text has to fit into: a screen of 320 pixels without its margins.
pub(super) const ROOM: f64 = 280.0;
/// The size of the names of ticks, which the theme has to give them.
const SMALL: f64 = 13.0;

/// An axis that is mirrored where the language runs from right to left.
pub(super) struct Field {
    pub(super) axis: Axis,
    direction: Direction,
    /// The message that has the words of the names of ticks, if there are words in them.
    words: Option<String>,
}

impl Field {
    /// The field for values of a kind.
    pub(super) fn new(scene: Scene<'_>, kind: &ColumnKind, ends: &[Ends<Option<f64>>]) -> Field {
        let Scene { site, lang, .. } = scene;
        let formats = Formats::new(&site.messages);
        let write = |value: Option<crate::format::Value>| match value {
            Some(value) => formats.text(lang, &value),
            None => {
                let zero = site.messages.get(lang, "format-number", Some(&args!["number" => 0]));
                zero.map_or_else(|_| "0".to_owned(), |zero| zero.into_owned())
            }
        };
        let axis = Axis::new(kind, ends, &write, (SMALL, ROOM));
        let words = match kind {
            ColumnKind::Duration(_) => Some("format-duration".to_owned()),
            ColumnKind::Frequency => Some("format-frequency".to_owned()),
            ColumnKind::Date => Some("format-date".to_owned()),
            ColumnKind::Weekday => Some("format-weekdays".to_owned()),
            ColumnKind::Time => Some("format-time".to_owned()),
            ColumnKind::Count(unit) => Some(format!("unit-{unit}")),
            ColumnKind::Money { .. }
            | ColumnKind::Percent
            | ColumnKind::Measure(_)
            | ColumnKind::Phone
            | ColumnKind::Text
            | ColumnKind::Choice(_) => None,
        };
        Field { axis, direction: site.config.languages.at(lang).locale.direction(), words }
    }

    /// A place across, mirrored where the language runs from right to left.
    pub(super) fn across(&self, percent: f64) -> f64 {
        match self.direction {
            Direction::Ltr => percent,
            Direction::Rtl => 100.0 - percent,
        }
    }

    /// The places that are named, with their names at the height `y`.
    pub(super) fn ticks(&self, scene: Scene<'_>, y: f64) -> Value {
        let last = self.axis.ticks.len().saturating_sub(1);
        let lang = self.words.as_deref().and_then(|id| message_lang(scene.site, scene.lang, id));
        list(self.axis.ticks.iter().enumerate().map(|(at, tick)| {
            let anchor = match at {
                0 => "start",
                _ if at == last => "end",
                _ => "middle",
            };
            map([
                ("x", number(self.across(self.axis.percent(tick.at)))),
                ("y", number(y)),
                ("anchor", anchor.into()),
                ("text", foreign::among(scene.site, scene.lang, scene.lang, &tick.label).into()),
                ("lang", lang.map_or_else(Value::none, Value::from)),
            ])
        }))
    }

    /// What is drawn of a value of which some end is exact.
    pub(super) fn segment(&self, ends: &Ends<Option<f64>>) -> Segment {
        let at = |place: f64| self.axis.percent(place);
        let (kind, from, to) = match *ends {
            Ends::Range(Some(low), Some(high)) => ("exact", at(low), at(high)),
            Ends::Range(None, Some(high)) => ("vague-low", 0.0, at(high)),
            Ends::Range(Some(low), None) => ("vague-high", at(low), 100.0),
            Ends::To(Some(high)) => ("open-low", 0.0, at(high)),
            Ends::From(Some(low)) => ("open-high", at(low), 100.0),
            Ends::One(Some(one)) => ("point", at(one), at(one)),
            Ends::Range(None, None) | Ends::To(None) | Ends::From(None) | Ends::One(None) => ("point", 0.0, 0.0),
        };
        // What has no length would not be seen as a bar.
        let kind = if to - from < 0.01 { "point" } else { kind };
        match kind {
            "exact" if to - from < SEEN => {
                let from = f64::midpoint(from, to - SEEN).clamp(0.0, 100.0 - SEEN);
                Segment { kind, from, to: from + SEEN }
            }
            _ => Segment { kind, from, to },
        }
    }
}

/// The least length of a bar, in percent of the axis: on a phone some three pixels.
const SEEN: f64 = 1.0;

/// A bar or a point on the axis, in percent.
pub(super) struct Segment {
    kind: &'static str,
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Segment {
    pub(super) fn data(&self, field: &Field) -> Value {
        let exact = match self.kind {
            "vague-low" | "open-low" => self.to,
            _ => self.from,
        };
        let (from, to) = (field.across(self.from), field.across(self.to));
        // The way to which an open bar fades.
        let fades = match (self.kind, field.direction) {
            ("open-high", Direction::Ltr) | ("open-low", Direction::Rtl) => "right".into(),
            ("open-high", Direction::Rtl) | ("open-low", Direction::Ltr) => "left".into(),
            _ => Value::none(),
        };
        map([
            ("kind", self.kind.into()),
            ("x", number(from.min(to))),
            ("width", number((to - from).abs())),
            ("exact", number(field.across(exact))),
            ("fades", fades),
        ])
    }
}

/// The ends of a fact, if one of them is exact, and how a table names what it holds.
pub(super) fn drawn(fact: &Fact) -> (Option<Ends<Option<f64>>>, &'static str) {
    let ends = match &fact.cell {
        Cell::Value(value) => value.on_axis().filter(|ends| ends.each().any(Option::is_some)),
        Cell::Unknown | Cell::NotApplicable | Cell::Statement(_) => None,
    };
    (ends, fact.cell.state())
}

/// A number with at most two digits after the point.
pub(super) fn number(number: f64) -> Value {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}
