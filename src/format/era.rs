//! The eras of Japan, as far as the Gregorian calendar has been in use there: since 1873.

use jiff::civil::{Date, date};

/// The first day of each era, newest first, and its name in messages.
const ERAS: [(Date, &str); 5] = [
    (date(2019, 5, 1), "reiwa"),
    (date(1989, 1, 8), "heisei"),
    (date(1926, 12, 25), "showa"),
    (date(1912, 7, 30), "taisho"),
    (date(1873, 1, 1), "meiji"),
];

/// The first year of Meiji.
const MEIJI: i16 = 1868;

/// The era of a day, and the year in it from 1; `None` before 1873.
pub fn era(day: Date) -> Option<(&'static str, i16)> {
    let (first, name) = ERAS.into_iter().find(|(first, _)| *first <= day)?;
    let begin = if name == "meiji" { MEIJI } else { first.year() };
    Some((name, day.year() - begin + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_first_and_last_days() {
        for (day, expected) in [
            (date(2025, 11, 26), Some(("reiwa", 7))),
            (date(2019, 5, 1), Some(("reiwa", 1))),
            (date(2019, 4, 30), Some(("heisei", 31))),
            (date(1989, 1, 7), Some(("showa", 64))),
            (date(1926, 12, 24), Some(("taisho", 15))),
            (date(1912, 7, 29), Some(("meiji", 45))),
            (date(1872, 12, 31), None),
        ] {
            assert_eq!(era(day), expected, "{day}");
        }
    }
}
