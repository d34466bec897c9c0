//! Days of the week on which something happens: every week, or in some weeks of a month.

use crate::diagnostic::suggestion;
use jiff::civil::Weekday;
use std::fmt;

/// Every day with its name in data, from Monday as in ISO 8601.
const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

fn day(name: &str) -> Result<Weekday, String> {
    let names = DAYS.map(|(name, _)| name);
    DAYS.into_iter().find(|(known, _)| *known == name).map(|(_, day)| day).ok_or_else(|| {
        let help = suggestion(name, names).unwrap_or_else(|| format!("the days are {}", names.join(", ")));
        format!("`{name}` is no day of the week; {help}")
    })
}

/// The name of a day in data.
pub fn day_name(day: Weekday) -> &'static str {
    DAYS.iter().find(|(_, known)| *known == day).map_or("", |(name, _)| name)
}

/// Which of the days of one name that a month has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    Fifth,
    Last,
}

impl Nth {
    /// Each of them, in their order.
    pub const ALL: [Nth; 6] = [Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Fifth, Nth::Last];

    /// The name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Nth::First => "first",
            Nth::Second => "second",
            Nth::Third => "third",
            Nth::Fourth => "fourth",
            Nth::Fifth => "fifth",
            Nth::Last => "last",
        }
    }

    /// As data and RFC 5545 have it: 1 to 5, and -1 for the last.
    pub fn number(self) -> i8 {
        match self {
            Nth::First => 1,
            Nth::Second => 2,
            Nth::Third => 3,
            Nth::Fourth => 4,
            Nth::Fifth => 5,
            Nth::Last => -1,
        }
    }

    fn of(number: i64) -> Result<Nth, String> {
        let found = Nth::ALL.into_iter().find(|nth| i64::from(nth.number()) == number);
        found.ok_or_else(|| format!("a month has no such day: {number}; it takes 1 to 5, or -1 for the last one"))
    }
}

/// One or more days of the week, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Weekdays {
    days: Vec<Weekday>,
    /// Which of them in a month; every one where nothing stands here.
    of_month: Vec<Nth>,
}

impl Weekdays {
    /// The days of these names, and which of them in a month.
    pub fn parse<'a>(
        names: impl IntoIterator<Item = &'a str>,
        nth: impl IntoIterator<Item = i64>,
    ) -> Result<Weekdays, String> {
        let mut days = names.into_iter().map(day).collect::<Result<Vec<_>, _>>()?;
        let mut of_month = nth.into_iter().map(Nth::of).collect::<Result<Vec<_>, _>>()?;
        if days.is_empty() {
            return Err("it takes at least one day of the week".to_owned());
        }
        days.sort_unstable_by_key(|day| day.to_monday_one_offset());
        of_month.sort_unstable();
        let twice = |name: &str| Err(format!("`{name}` stands there twice"));
        if let Some([day, _]) = days.array_windows().find(|[day, next]| day == next) {
            return twice(day_name(*day));
        }
        if let Some([nth, _]) = of_month.array_windows().find(|[nth, next]| nth == next) {
            return twice(&nth.number().to_string());
        }
        // No month has a sixth.
        let is_every =
            [Nth::First, Nth::Second, Nth::Third, Nth::Fourth, Nth::Fifth].iter().all(|nth| of_month.contains(nth));
        Ok(Weekdays { days, of_month: if is_every { Vec::new() } else { of_month } })
    }

    /// Days of every week.
    pub fn days(&self) -> &[Weekday] {
        &self.days
    }

    /// Which of the days in a month, in their order; none if it is every one.
    pub fn of_month(&self) -> &[Nth] {
        &self.of_month
    }

    /// The days in rows that follow each other.
    pub fn rows(&self) -> impl Iterator<Item = &[Weekday]> {
        self.days.chunk_by(|day, next| day.to_monday_one_offset() + 1 == next.to_monday_one_offset())
    }
}

impl fmt::Display for Weekdays {
    /// As `BYDAY` has it in a rule of RFC 5545 (section 3.3.10): `TU,FR`, `2WE,4WE`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let every = self.of_month.is_empty().then(String::new);
        let which = every.into_iter().chain(self.of_month.iter().map(|nth| nth.number().to_string()));
        let all = which.flat_map(|nth| self.days.iter().map(move |day| (nth.clone(), day_name(*day))));
        for (at, (nth, day)) in all.enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let day: String = day.chars().take(2).map(|c| c.to_ascii_uppercase()).collect();
            write!(f, "{comma}{nth}{day}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days() {
        for (names, nth, wanted) in [
            (&["tue", "fri"][..], &[][..], Ok("TU,FR")),
            (&["fri", "tue"], &[], Ok("TU,FR")),
            (&["wed"], &[4, 2], Ok("2WE,4WE")),
            (&["mon"], &[1, 2, 3, 4, 5], Ok("MO")),
            (&["sat", "sun"], &[1, -1], Ok("1SA,1SU,-1SA,-1SU")),
            (&[], &[], Err("it takes at least one day of the week")),
            (&["mon", "mon"], &[], Err("`mon` stands there twice")),
            (&["mon"], &[2, 2], Err("`2` stands there twice")),
            (&["mon"], &[6], Err("a month has no such day: 6; it takes 1 to 5, or -1 for the last one")),
            (&["tues"], &[], Err("`tues` is no day of the week; did you mean `tue`?")),
            (&["火"], &[], Err("`火` is no day of the week; the days are mon, tue, wed, thu, fri, sat, sun")),
        ] {
            let found = Weekdays::parse(names.iter().copied(), nth.iter().copied()).map(|days| days.to_string());
            assert_eq!(found, wanted.map(str::to_owned).map_err(str::to_owned), "{names:?} {nth:?}");
        }
    }

    #[test]
    fn finds_days_that_follow_each_other() {
        let days = Weekdays::parse(["mon", "tue", "wed", "fri", "sun", "sat"], []).unwrap();
        let rows: Vec<usize> = days.rows().map(<[Weekday]>::len).collect();
        assert_eq!(rows, [3, 3]);
    }
}
