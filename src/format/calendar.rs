//! Days, days of the week and times of day as texts.

use super::weekday::Nth;
use super::write::Written;
use super::{Clock, Ends, Form, Formats, Weekdays, era};
use crate::locale::LangId;
use crate::messages::{self, Args, args};
use jiff::civil::{Date, Weekday};

impl Formats<'_> {
    /// A date in a language.
    pub fn date(&self, lang: LangId, date: Date) -> Written {
        self.message(lang, "format-date", &date_args(date))
    }

    /// A date with its day of the week.
    pub(super) fn date_long(&self, lang: LangId, date: Date) -> Written {
        let mut args = date_args(date);
        args.set("weekday", date.weekday().to_monday_one_offset());
        self.message(lang, "format-date-long", &args)
    }

    /// A date by the era of Japan, or as it is usual where there is none.
    fn date_by_era(&self, lang: LangId, date: Date) -> Written {
        let Some((era, year)) = era::era(date) else { return self.date(lang, date) };
        let mut args = date_args(date);
        args.set("era", era);
        args.set("era-year", year);
        self.message(lang, "format-date-era", &args)
    }

    /// A day, or a range of days.
    pub(super) fn days(&self, lang: LangId, ends: &Ends<Date>) -> Written {
        self.range_of_days(lang, ends, Date::year, |day| self.date(lang, day))
    }

    /// The same, by the eras of Japan.
    pub(super) fn days_by_era(&self, lang: LangId, ends: &Ends<Date>) -> Written {
        self.range_of_days(lang, ends, era::era, |day| self.date_by_era(lang, day))
    }

    /// Both days of a range in full.
    pub(super) fn days_in_full(&self, lang: LangId, ends: &Ends<Date>, by_era: bool) -> Written {
        self.words(lang, ends, |day| if by_era { self.date_by_era(lang, *day) } else { self.date(lang, *day) })
    }

    /// A day, or two of which one leaves out the month and the year that it shares with the other.
    fn range_of_days<Y: PartialEq>(
        &self,
        lang: LangId,
        ends: &Ends<Date>,
        year: impl Fn(Date) -> Y,
        write: impl Fn(Date) -> Written,
    ) -> Written {
        let (low, high) = match ends {
            Ends::Range(low, high) if year(*low) == year(*high) => (*low, *high),
            _ => return self.words(lang, ends, |day| write(*day)),
        };
        if !self.messages.has_own(lang, "format-date-range") {
            return self.words(lang, ends, |day| write(*day));
        }
        let short = |day: Date| match low.month() == high.month() {
            true => self.message(lang, "format-day", &args!["day" => day.day()]),
            false => self.message(lang, "format-month-day", &date_args(day)),
        };
        let (low_short, high_short) = (short(low)?, short(high)?);
        let (low, high) = (write(low)?, write(high)?);
        let args = args!["low" => low, "low-short" => low_short, "high" => high, "high-short" => high_short];
        self.message(lang, "format-date-range", &args)
    }

    /// Days of the week, short where they stand beside each other. Several of a month have their names in full: behind
    /// 第1・最終 the short name of one day would be read as a month.
    pub(super) fn weekdays(&self, lang: LangId, days: &Weekdays) -> Written {
        if days.of_month().len() > 1 && days.days().len() > 1 {
            return self.weekdays_long(lang, days);
        }
        let names = self.names_of_days(lang, days, "format-weekday-short")?;
        let names = self.message(lang, "format-weekdays", &args!["days" => names])?;
        self.of_a_month(lang, days, names)
    }

    /// The same in full.
    pub(super) fn weekdays_long(&self, lang: LangId, days: &Weekdays) -> Written {
        self.of_a_month(lang, days, self.names_of_days(lang, days, "format-weekday")?)
    }

    /// The form of a text that names days of the week and says nothing else; in full, if several of them are.
    pub fn form_of_weekdays(&self, lang: LangId, text: &str) -> Option<Form> {
        let name = |message: &str, day: i8| self.message(lang, message, &args!["weekday" => day]).ok();
        let full: Vec<String> = (1..=7).filter_map(|day| name("format-weekday", day)).collect();
        let mut pieces: Vec<String> = (1..=7).filter_map(|day| name("format-weekday-short", day)).collect();
        let of_month: Vec<String> = Nth::ALL
            .iter()
            .filter_map(|nth| self.message(lang, "format-nth", &args!["nth" => nth.name()]).ok())
            .collect();
        pieces.extend(full.iter().chain(&of_month).cloned());
        let (a, b) = ("\u{E000}", "\u{E001}");
        let joined = [
            self.message(lang, "format-weekdays", &args!["days" => a]),
            self.message(lang, "format-weekdays-nth", &args!["nth" => a, "days" => b]),
            self.message(lang, "format-range-words", &args!["low" => a, "high" => b]),
            self.message(lang, "format-list", &args!["list" => a, "next" => b, "place" => "last"]),
            self.message(lang, "format-list", &args!["list" => a, "next" => b, "place" => "middle"]),
        ];
        let between = joined.iter().flatten().flat_map(|text| text.split(['\u{E000}', '\u{E001}']));
        pieces.extend(between.map(|piece| piece.trim().to_owned()));
        pieces.retain(|piece| !piece.is_empty());
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
        let mut rest = text.trim_start();
        let (mut in_full, mut nths) = (0, 0);
        while !rest.is_empty() {
            let piece = pieces.iter().find(|piece| rest.starts_with(piece.as_str()))?;
            in_full += usize::from(full.contains(piece));
            nths += usize::from(of_month.contains(piece));
            rest = rest.get(piece.len()..)?.trim_start();
        }
        // Several of a month are in full anyway.
        Some(if in_full > 1 && nths < 2 { Form::Long } else { Form::Plain })
    }

    fn names_of_days(&self, lang: LangId, days: &Weekdays, message: &str) -> Written {
        let name = |day: &Weekday| self.message(lang, message, &args!["weekday" => day.to_monday_one_offset()]);
        let mut names = Vec::new();
        for row in days.rows() {
            match row {
                // Two days are no range.
                [first, _, .., last] => names.push(self.words(lang, &Ends::Range(*first, *last), name)?),
                days => names.extend(days.iter().map(name).collect::<Result<Vec<_>, _>>()?),
            }
        }
        self.list(lang, names)
    }

    /// Says which days of a month are meant, if not every one.
    fn of_a_month(&self, lang: LangId, days: &Weekdays, names: String) -> Written {
        if days.of_month().is_empty() {
            return Ok(names);
        }
        let nth = |nth: &Nth| self.message(lang, "format-nth", &args!["nth" => nth.name()]);
        let which = self.list(lang, days.of_month().iter().map(nth).collect::<Result<Vec<_>, _>>()?)?;
        self.message(lang, "format-weekdays-nth", &args!["nth" => which, "days" => names])
    }

    /// Several things as a language lists them.
    fn list(&self, lang: LangId, items: Vec<String>) -> Written {
        let last = items.len().saturating_sub(1);
        let mut items = items.into_iter().enumerate();
        let mut list = items.next().map(|(_, first)| first).unwrap_or_default();
        for (at, next) in items {
            let place = if at == last { "last" } else { "middle" };
            list = self.message(lang, "format-list", &args!["list" => list, "next" => next, "place" => place])?;
        }
        Ok(list)
    }

    /// A time of day.
    pub(super) fn time(&self, lang: LangId, time: Clock) -> Written {
        self.message(lang, "format-time", &args!["hour" => time.hour(), "minute" => time.minute()])
    }

    /// A time of day, or from one to another.
    pub(super) fn times(&self, lang: LangId, ends: &Ends<Clock>) -> Written {
        self.range_of_times(lang, ends, |time| self.time(lang, *time))
    }

    /// The same with hours in two digits.
    pub(super) fn times_padded(&self, lang: LangId, ends: &Ends<Clock>) -> Written {
        self.range_of_times(lang, ends, |time| {
            let hour = format!("{:02}", time.hour());
            self.message(lang, "format-time", &args!["hour" => hour, "minute" => time.minute()])
        })
    }

    fn range_of_times(&self, lang: LangId, ends: &Ends<Clock>, write: impl Fn(&Clock) -> Written) -> Written {
        match ends {
            Ends::Range(low, high) if self.messages.has_own(lang, "format-time-range") => {
                let args = args!["low" => write(low)?, "high" => write(high)?];
                self.message(lang, "format-time-range", &args)
            }
            _ => self.words(lang, ends, write),
        }
    }

    /// A time of day as it is said.
    pub(super) fn time_long(&self, lang: LangId, time: Clock) -> Written {
        let half = if time.is_morning() { "am" } else { "pm" };
        let (hour, minute, of_twelve) = (time.hour(), time.minute(), time.hour_of_twelve());
        let args = args!["hour" => hour, "minute" => minute, "hour-of-twelve" => of_twelve, "half" => half];
        self.message(lang, "format-time-long", &args)
    }
}

/// What messages of dates get. A year is written without grouping.
fn date_args(date: Date) -> Args {
    let year = messages::Number::from(i64::from(date.year())).ungrouped();
    args!["year" => year, "month" => date.month(), "day" => date.day()]
}
