//! `[[kinds]]`: what pages of a kind must have.

use super::declared::{Seen, read_id};
use super::language::unknown;
use super::levels::{self, Levels};
use crate::data::{Reader, Table, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::{IndexVec, ids};
use crate::keys::site::{KIND, kind};
use crate::locale::LangId;

ids! {
    /// A kind of pages.
    KindId;
}

/// What pages of a kind must have.
#[derive(Debug, Clone)]
pub struct Kind {
    pub id: String,
    /// What a stale translation of such a page does.
    pub stale: Stale,
    /// Blocks that every such page shows.
    pub blocks: Vec<Text>,
    /// Blocks that stand in this order where a page shows them.
    pub order: Vec<Text>,
    /// The block whose short form stands above every such page.
    pub notice: Option<Text>,
    pub review: ReviewPolicy,
    /// How long a review holds.
    pub max_age: Option<jiff::Span>,
    /// Keys that front matter has.
    pub require: Vec<Text>,
    /// The languages in which every such page is there and up to date.
    pub languages: Vec<LangId>,
    /// Where no figure of weak evidence may stand without the name of its grade.
    pub strong_only: Vec<Line>,
    pub levels: Levels,
}

/// A line of front matter that readers see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Title,
    Description,
}

/// What becomes of a translation whose source has changed; the strictest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stale {
    Notice,
    Fallback,
    Error,
}

/// What becomes of a page that nobody has checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewPolicy {
    /// Nothing.
    None,
    /// It says so.
    Shown,
}

impl Line {
    /// Every such line.
    const ALL: [Line; 2] = [Line::Title, Line::Description];

    /// Its key.
    pub fn name(self) -> &'static str {
        match self {
            Line::Title => "title",
            Line::Description => "description",
        }
    }
}

impl Kind {
    /// What a stale translation into a language does.
    pub fn stale_in(&self, lang: LangId) -> Stale {
        if self.languages.contains(&lang) { Stale::Error } else { self.stale }
    }
}

/// Reads all tables of the kind.
pub(super) fn read(
    tables: Vec<Table>,
    codes: &IndexVec<LangId, &str>,
    diagnostics: &mut Diagnostics,
) -> IndexVec<KindId, Kind> {
    let (mut kinds, mut seen) = (IndexVec::new(), Seen::default());
    for table in tables {
        if let Some((id, kind)) = read_kind(table, codes, diagnostics)
            && seen.is_new("kind", &id, diagnostics)
        {
            kinds.push(kind);
        }
    }
    kinds
}

fn read_kind(table: Table, codes: &IndexVec<LangId, &str>, diagnostics: &mut Diagnostics) -> Option<(Text, Kind)> {
    let mut reader = Reader::new(table, &KIND, diagnostics);
    let id = read_id(&mut reader, kind::ID);
    let stale = reader.choice(kind::STALE, [Stale::Notice, Stale::Fallback, Stale::Error]);
    let blocks = reader.texts(kind::BLOCKS);
    let order = reader.texts(kind::ORDER);
    let notice = reader.text(kind::NOTICE);
    let review = reader.choice(kind::REVIEW, [ReviewPolicy::None, ReviewPolicy::Shown]);
    let max_age = reader.text(kind::MAX_AGE).and_then(|age| {
        let period = read_period(&age.text);
        if period.is_none() {
            let message = format!("`max_age` takes a time, and `{}` is none", age.text);
            let help = "write a number and `day`, `week`, `month` or `year`: `12 month`";
            reader.report(Diagnostic::new(Code::InvalidValue, age.span, message).help(help));
        }
        period
    });
    let require = reader.texts(kind::REQUIRE);
    let mut languages = Vec::new();
    for code in reader.texts(kind::LANGUAGES) {
        match codes.position(|own| *own == code.text) {
            Some(lang) => languages.push(lang),
            // Where no language could be read, that is the mistake.
            None if codes.is_empty() => {}
            None => reader.report(unknown(&code, codes.iter().copied())),
        }
    }
    let mut strong_only = Vec::new();
    for line in reader.texts(kind::STRONG_ONLY) {
        match Line::ALL.into_iter().find(|own| own.name() == line.text) {
            Some(own) => strong_only.push(own),
            None => {
                let message = format!("`strong_only` cannot have `{}`", line.text);
                let help = "it takes `title` and `description`";
                reader.report(Diagnostic::new(Code::InvalidValue, line.span, message).help(help));
            }
        }
    }
    let levels = reader.table(kind::LEVELS).map(|table| levels::read(table, reader.diagnostics())).unwrap_or_default();
    reader.finish();
    let (stale, review) = (stale.unwrap_or(Stale::Notice), review.unwrap_or(ReviewPolicy::None));
    let id = id?;
    let kind = Kind {
        id: id.text.clone(),
        stale,
        blocks,
        order,
        notice,
        review,
        max_age,
        require,
        languages,
        strong_only,
        levels,
    };
    Some((id, kind))
}

/// A whole number of days, weeks, months or years: `12 month`.
fn read_period(text: &str) -> Option<jiff::Span> {
    let (number, unit) = text.split_once(' ')?;
    let number: i64 = number.parse().ok().filter(|number| (1..=MOST).contains(number))?;
    match unit {
        "day" => jiff::Span::new().try_days(number),
        "week" => jiff::Span::new().try_weeks(number),
        "month" => jiff::Span::new().try_months(number),
        "year" => jiff::Span::new().try_years(number),
        _ => return None,
    }
    .ok()
}

/// The most units of time that anybody waits.
const MOST: i64 = 1000;

#[cfg(test)]
mod tests {
    use super::read_period;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        for (text, means) in [("12 month", "P12M"), ("1 year", "P1Y"), ("90 day", "P90D"), ("2 week", "P2W")] {
            assert_eq!(read_period(text).map(|period| period.to_string()).as_deref(), Some(means), "{text}");
        }
        for text in
            ["", "12", "month", "12  month", "0 month", "-1 month", "1.5 year", "12 months", "9999 year", "1001 day"]
        {
            assert!(read_period(text).is_none(), "{text}");
        }
    }
}
