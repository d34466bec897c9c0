//! Days and instants as authors write them. A bare day begins in the site's time zone, and so does a time without an offset;
//! one with an offset is the same instant everywhere. Never asks the machine's zone. Knows nothing of what they are for.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use std::cmp::Ordering;
use std::fmt;

/// A day, or an instant. Moments are in the order of their instants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// When it begins.
    instant: Timestamp,
    /// The day on which that is in the site's time zone.
    day: Date,
    /// What the clock there, or the one that the author wrote of, is ahead of UTC.
    offset: Offset,
    /// Whether the author wrote a time.
    has_time: bool,
}

impl Moment {
    /// A date (`2026-04-30`), a local time (`2026-04-30T09:00`) or an instant (`2026-04-30T09:00:00+09:00`, RFC 3339), with
    /// `T` or a space before the time. `None` for any other text, and for what lies outside of the years 1 to 9999.
    pub fn parse(text: &str, zone: &TimeZone) -> Option<Moment> {
        if let Ok(day) = text.parse::<Date>()
            && text.len() == "2026-04-30".len()
        {
            return Moment::of_day(day, zone);
        }
        // The name of a zone behind it, as RFC 9557 has it, would be another second zone.
        let text = text.replace(" +", "+").replace(" -", "-");
        if text.contains('[') {
            return None;
        }
        let pieces = Pieces::parse(&text).ok()?;
        let local = pieces.date().to_datetime(pieces.time()?);
        match pieces.to_numeric_offset() {
            Some(offset) => Moment::new(offset.to_timestamp(local).ok()?, offset, zone),
            None => {
                let zoned = local.to_zoned_datetime(zone.clone()).ok()?;
                Moment::new(zoned.timestamp(), zoned.offset(), zone)
            }
        }
    }

    /// The beginning of a day.
    pub fn of_day(day: Date, zone: &TimeZone) -> Option<Moment> {
        let start = day.to_zoned_datetime(zone.clone()).ok()?;
        let written = Moment { instant: start.timestamp(), day, offset: start.offset(), has_time: false };
        is_written(start.datetime()).then_some(written)
    }

    fn new(instant: Timestamp, offset: Offset, zone: &TimeZone) -> Option<Moment> {
        let there = zone.to_datetime(instant);
        (is_written(there)).then_some(Moment { instant, day: there.date(), offset, has_time: true })
    }

    /// When it begins.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    /// The day on which that is in the site's time zone.
    pub fn day(self) -> Date {
        self.day
    }

    /// The instant with its offset (RFC 3339).
    pub fn rfc3339(self) -> String {
        let local = self.offset.to_datetime(self.instant).strftime("%Y-%m-%dT%H:%M:%S");
        let offset = match self.offset.seconds() {
            0 => "Z".to_owned(),
            seconds => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        };
        format!("{local}{offset}")
    }
}

/// Years of four digits, which is all that a text or RFC 3339 can say.
fn is_written(time: DateTime) -> bool {
    (1..=9999).contains(&time.year())
}

/// As the author wrote it: a day, or an instant with its offset. That is a date of ISO 8601, for programs.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.has_time {
            true => f.write_str(&self.rfc3339()),
            false => write!(f, "{}", self.day),
        }
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Moment) -> Ordering {
        let key = |of: &Moment| (of.instant, of.has_time, of.offset.seconds());
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Moment) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The time zone of this name (IANA, `Asia/Tokyo`), by the tables that come with the program.
pub fn zone(name: &str) -> Option<TimeZone> {
    // What the database takes in any case is written in one way.
    zone_names().iter().find(|known| *known == name)?;
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The names of all time zones.
pub fn zone_names() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Moment, zone, zone_names};

    #[test]
    fn days_begin_in_the_zone_and_instants_everywhere() {
        let tokyo = zone("Asia/Tokyo").unwrap();
        for (text, instant, written) in [
            ("2026-04-30", "2026-04-29T15:00:00Z", "2026-04-30"),
            ("2026-04-30T09:00", "2026-04-30T00:00:00Z", "2026-04-30T09:00:00+09:00"),
            ("2026-04-30 09:00:30", "2026-04-30T00:00:30Z", "2026-04-30T09:00:30+09:00"),
            ("2026-04-30T20:00:00Z", "2026-04-30T20:00:00Z", "2026-04-30T20:00:00Z"),
            ("2026-04-30t20:00:00z", "2026-04-30T20:00:00Z", "2026-04-30T20:00:00Z"),
            ("2026-04-30T09:00:00-05:30", "2026-04-30T14:30:00Z", "2026-04-30T09:00:00-05:30"),
            ("2026-04-30 09:00:00 +0900", "2026-04-30T00:00:00Z", "2026-04-30T09:00:00+09:00"),
        ] {
            let moment = Moment::parse(text, &tokyo).unwrap();
            assert_eq!(
                (moment.instant().to_string().as_str(), moment.to_string().as_str()),
                (instant, written),
                "{text}"
            );
        }
        assert_eq!(Moment::parse("2026-04-30T20:00:00Z", &tokyo).unwrap().day().to_string(), "2026-05-01");
        for text in [
            "",
            "09:00",
            "2026-4-30",
            "2026-02-30",
            "2026-04-30T25:00",
            "tomorrow",
            "-009999-01-01",
            "20260430",
            "2026-04-30T09:00[Europe/Berlin]",
        ] {
            assert_eq!(Moment::parse(text, &tokyo), None, "{text}");
        }
    }

    #[test]
    fn an_hour_that_is_skipped_or_comes_twice_is_one_instant() {
        let berlin = zone("Europe/Berlin").unwrap();
        let at = |text| Moment::parse(text, &berlin).unwrap().instant().to_string();
        assert_eq!(at("2026-03-29T02:30"), "2026-03-29T01:30:00Z");
        assert_eq!(at("2026-10-25T02:30"), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn zones_come_with_the_program() {
        assert!(zone("Asia/Tokyo").is_some() && zone("UTC").is_some());
        assert!(zone("asia/tokyo").is_none() && zone("JST").is_none() && zone("Tokyo").is_none());
        assert!(zone_names().len() > 300);
    }
}
