//! Times of day.

use std::fmt;

/// A time of day, to the minute: from 0:00 to 24:00, which is the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    minutes: u16,
}

/// The minutes of a day.
const DAY: u16 = 24 * 60;

impl Clock {
    /// The time that a text such as `9:30` or `09:30` names.
    pub fn parse(text: &str) -> Result<Clock, String> {
        let wrong = || format!("`{text}` is no time of day; write it as in `09:30`");
        let (hours, rest) = text.trim().split_once(':').ok_or_else(wrong)?;
        // TOML has seconds in a time of its own.
        let minutes = rest.strip_suffix(":00").unwrap_or(rest);
        let number = |digits: &str, lengths: &[usize]| {
            let is_plain = lengths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| digits.parse::<u16>().ok()).flatten().ok_or_else(wrong)
        };
        let (hours, minutes) = (number(hours, &[1, 2])?, number(minutes, &[2])?);
        let minutes = if minutes < 60 { hours * 60 + minutes } else { return Err(wrong()) };
        if minutes > DAY {
            return Err(format!(
                "`{text}` is after the end of the day; a range that ends on the next day ends at that day's time"
            ));
        }
        Ok(Clock { minutes })
    }

    /// Whether ranges that end at both end at the same time: 24:00 is 0:00 of the next day.
    pub fn is_same_end(self, other: Clock) -> bool {
        self.minutes % DAY == other.minutes % DAY
    }

    /// From 0 to 24.
    pub fn hour(self) -> u16 {
        self.minutes / 60
    }

    /// From 0 to 59.
    pub fn minute(self) -> u16 {
        self.minutes % 60
    }

    /// As a clock of 12 hours shows it: from 1 to 12.
    pub fn hour_of_twelve(self) -> u16 {
        (self.hour() + 11) % 12 + 1
    }

    /// Whether it is before noon.
    pub fn is_morning(self) -> bool {
        self.minutes < DAY / 2
    }
}

impl fmt::Display for Clock {
    /// As ISO 8601-1:2019/Amd 1 has it, in which 24:00 is the end of a day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_times() {
        for (text, wanted) in [
            ("09:30", Some(("09:30", 9))),
            ("9:30", Some(("09:30", 9))),
            ("0:00", Some(("00:00", 12))),
            ("12:00", Some(("12:00", 12))),
            ("13:05", Some(("13:05", 1))),
            ("24:00", Some(("24:00", 12))),
            ("17:30:00", Some(("17:30", 5))),
            ("17:30:15", None),
            ("24:01", None),
            ("9:5", None),
            ("9:60", None),
            ("+9:00", None),
            ("９:00", None),
            ("9", None),
            ("", None),
        ] {
            let found = Clock::parse(text).ok();
            let found = found.map(|time| (time.to_string(), time.hour_of_twelve()));
            assert_eq!(found, wanted.map(|(time, hour)| (time.to_owned(), hour)), "{text}");
        }
    }
}
