//! The axis of a chart: how far it reaches, and where its ticks are.

use super::text;
use crate::facts::ColumnKind;
use crate::format::{Decimal, Ends, TimeUnit, Value};
use crate::formula::Wanted;

/// The most spaces between ticks.
const MOST_SPACES: f64 = 4.0;

/// How much further an axis reaches than a value that is open or vague on that side, so that the openness is seen.
const BEYOND: f64 = 1.2;

/// An axis. Places on it are those of [`Value::on_axis`].
#[derive(Debug)]
pub struct Axis {
    pub low: f64,
    pub high: f64,
    /// From the low end to the high end.
    pub ticks: Vec<Tick>,
}

/// A place on an axis that is named.
#[derive(Debug)]
pub struct Tick {
    pub at: f64,
    pub label: String,
}

/// How many of a unit there are between two ticks, and how many digits after the decimal point that takes.
#[derive(Debug, Clone, Copy)]
struct Step {
    size: f64,
    digits: usize,
}

impl Axis {
    /// The axis for values of a kind, from zero. `write` names a value (nothing is zero), and neighbouring names of
    /// the size `size` do not touch on a chart that is `room` wide.
    pub fn new(
        kind: &ColumnKind,
        values: &[Ends<Option<f64>>],
        write: &dyn Fn(Option<Value>) -> String,
        (size, room): (f64, f64),
    ) -> Axis {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for ends in values {
            let (below, above) = reach(ends);
            (low, high) = (low.min(below), high.max(above));
        }
        let unit = unit(kind, high.max(-low));
        let factor = unit.map_or(1.0, |unit| unit.tenths() as f64);
        let (low, high) = (low / factor, high / factor);
        let high = if low < 0.0 || high > 0.0 { high } else { 1.0 };
        let mut axis = Axis { low, high, ticks: Vec::new() };
        for step in steps(kind, unit, high - low) {
            let first = (low / step.size + 1e-9).floor();
            let last = (high / step.size - 1e-9).ceil();
            if last - first > MOST_SPACES {
                continue;
            }
            let ticks = (first as i64..=last as i64).map(|number| {
                let value = match number {
                    0 => None,
                    _ => value(kind, unit, &format!("{:.*}", step.digits, number as f64 * step.size)),
                };
                Tick { at: number as f64 * step.size * factor, label: write(value) }
            });
            let (low, high) = (first * step.size * factor, last * step.size * factor);
            axis = Axis { low, high, ticks: ticks.collect() };
            if axis.ticks.len() <= 2 || axis.has_room(size, room) {
                break;
            }
        }
        axis
    }

    /// How far along the axis a place is, in percent.
    pub fn percent(&self, at: f64) -> f64 {
        ((at - self.low) / (self.high - self.low) * 100.0).clamp(0.0, 100.0)
    }

    /// Whether the names of the ticks stand apart.
    fn has_room(&self, size: f64, room: f64) -> bool {
        let last = self.ticks.len().saturating_sub(1);
        let mut end = f64::NEG_INFINITY;
        self.ticks.iter().enumerate().all(|(number, tick)| {
            let (at, width) = (self.percent(tick.at) / 100.0 * room, text::width(&tick.label, size));
            let start = match number {
                0 => at,
                _ if number == last => at - width,
                _ => at - width / 2.0,
            };
            let apart = start >= end + size / 2.0;
            end = start + width;
            apart
        })
    }
}

/// How far down and up an axis has to reach for a value.
fn reach(ends: &Ends<Option<f64>>) -> (f64, f64) {
    let (low, high) = (ends.low().copied().flatten(), ends.high().copied().flatten());
    let below = low.or_else(|| high.map(|high| (high * BEYOND).min(high))).unwrap_or_default();
    let above = high.or_else(|| low.map(|low| (low * BEYOND).max(low))).unwrap_or_default();
    (below, above)
}

/// The unit of time that the ticks are named in: the column's, or the longest of which there are two.
fn unit(kind: &ColumnKind, longest: f64) -> Option<TimeUnit> {
    let ColumnKind::Duration(usual) = kind else { return None };
    let enough = |unit: &TimeUnit| unit.tenths() as f64 * 2.0 <= longest;
    let longest = || TimeUnit::ALL.into_iter().rev().find(enough);
    Some(usual.filter(enough).or_else(longest).unwrap_or(TimeUnit::Minute))
}

/// What lies between two ticks, the smallest first.
fn steps(kind: &ColumnKind, unit: Option<TimeUnit>, span: f64) -> impl Iterator<Item = Step> {
    let usual: &[f64] = match unit {
        Some(TimeUnit::Minute) => &[1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0],
        Some(TimeUnit::Hour) => &[1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0],
        Some(TimeUnit::Day) => &[1.0, 2.0, 4.0, 7.0, 14.0, 28.0, 56.0],
        Some(TimeUnit::Week) => &[1.0, 2.0, 4.0, 8.0, 13.0, 26.0, 52.0],
        Some(TimeUnit::Month) => &[1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0],
        Some(TimeUnit::Year) | None => &[],
    };
    let known = usual.last().copied().unwrap_or_default();
    let first = (span / MOST_SPACES).log10().floor() as i32;
    // There is no half person, no tick at half a year, and no coin below the smallest.
    let least = match (unit, kind.wanted()) {
        (Some(_), _) | (None, Some(Wanted::Count(_))) => 0,
        (None, Some(Wanted::Money { currency, .. })) => -i32::from(currency.digits()),
        (None, Some(Wanted::Duration(_) | Wanted::Percent | Wanted::Measure(_)) | None) => first,
    };
    let first = first.max(least);
    let decimal = (first..first.saturating_add(20)).flat_map(|power| {
        let digits = usize::try_from(-power).unwrap_or_default();
        [1.0, 2.0, 5.0].map(|number| Step { size: number * 10_f64.powi(power), digits })
    });
    let usual = usual.iter().map(|size| Step { size: *size, digits: 0 });
    usual.chain(decimal.filter(move |step| step.size > known))
}

/// The value of a number on an axis of values of this kind.
fn value(kind: &ColumnKind, unit: Option<TimeUnit>, number: &str) -> Option<Value> {
    let number = Decimal::parse(number).ok()?.trimmed();
    let wanted = match (unit, kind.wanted()) {
        (Some(unit), _) => Wanted::Duration(unit),
        // A tick does not say what its amount has in it, nor what it is for.
        (None, Some(Wanted::Money { currency, .. })) => Wanted::Money { currency, tax: None, per: None },
        (None, wanted) => wanted?,
    };
    Some(wanted.value(Ends::One(number), None))
}

#[cfg(test)]
mod tests {
    use super::{Axis, unit};
    use crate::facts::ColumnKind;
    use crate::format::{Currency, Ends, TimeUnit, Value};

    fn labels(kind: &ColumnKind, values: &[Ends<Option<f64>>]) -> String {
        let write = |value: Option<Value>| {
            let iso = value.and_then(|value| value.iso()).unwrap_or_else(|| "0".to_owned());
            iso.trim_start_matches("JPY ").to_owned()
        };
        let axis = Axis::new(kind, values, &write, (13.0, 280.0));
        axis.ticks.into_iter().map(|tick| tick.label).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn has_round_ticks() {
        let money = ColumnKind::Money { currency: Currency::parse("JPY").unwrap(), tax: None, per: None };
        let count = ColumnKind::Count("person".to_owned());
        let measure = ColumnKind::Measure("nm".to_owned());
        let month = |number: f64| Some(number * TimeUnit::Month.tenths() as f64);
        let day = |number: f64| Some(number * TimeUnit::Day.tenths() as f64);
        let months = ColumnKind::Duration(Some(TimeUnit::Month));
        let lengths = ColumnKind::Duration(None);
        for (kind, ends, expected) in [
            (&months, Ends::Range(month(3.0), month(6.0)), "0 P2M P4M P6M"),
            (&months, Ends::Range(month(2.5), month(12.0)), "0 P3M P6M P9M P12M"),
            (&months, Ends::From(month(12.0)), "0 P6M P12M P18M"),
            (&months, Ends::One(month(100.0)), "0 P60M P120M"),
            (&months, Ends::One(day(10.0)), "0 P4D P8D P12D"),
            (&lengths, Ends::One(day(42.0)), "0 P2W P4W P6W"),
            (&lengths, Ends::One(day(0.02)), "0 PT10M PT20M PT30M"),
            (&lengths, Ends::Range(None, day(7.0)), "0 P2D P4D P6D P8D"),
            (&lengths, Ends::One(month(96.0)), "0 P2Y P4Y P6Y P8Y"),
            (&money, Ends::Range(Some(50_000.0), Some(150_000.0)), "0 50000 100000 150000"),
            (&money, Ends::From(Some(1.0)), "0 1 2"),
            (&count, Ends::One(Some(2.0)), "0 1 2"),
            (&measure, Ends::One(Some(0.3)), "0 0.1 0.2 0.3"),
            (&measure, Ends::One(Some(-40.0)), "-40 -30 -20 -10 0"),
            (&measure, Ends::One(Some(0.0)), "0 0.5 1"),
            (&measure, Ends::To(Some(-40.0)), "-60 -40 -20 0"),
            (&ColumnKind::Percent, Ends::To(Some(75.0)), "0 20 40 60 80"),
        ] {
            assert_eq!(labels(kind, &[ends]), expected, "{ends:?}");
        }
    }

    #[test]
    fn has_fewer_ticks_where_their_names_are_long() {
        let kind = ColumnKind::Percent;
        let axis = Axis::new(&kind, &[Ends::One(Some(75.0))], &|_| "a very long name".to_owned(), (13.0, 280.0));
        assert_eq!(axis.ticks.len(), 2);
        assert_eq!(axis.high, 100.0);
    }

    #[test]
    fn names_ticks_in_a_unit_that_there_are_two_of() {
        let lengths = ColumnKind::Duration(None);
        assert_eq!(unit(&lengths, TimeUnit::Year.tenths() as f64), Some(TimeUnit::Month));
        assert_eq!(unit(&lengths, 0.0), Some(TimeUnit::Minute));
        assert_eq!(unit(&ColumnKind::Percent, 100.0), None);
    }
}
