//! What is known of a work: what it is, who made it, where it appeared, and how much it weighs.

use super::identity::Identity;
use super::wording::Wording;
use crate::data::Text;
use crate::facts::{Evidence, Fragments};
use crate::format::Value;
use crate::moment::Moment;
use crate::source::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A cited work.
#[derive(Debug, Clone)]
pub struct Work {
    pub key: String,
    /// Of the key, in the file that describes the work.
    pub span: Span,
    pub kind: WorkKind,
    /// The language of the work, as a BCP 47 tag; none where nobody says.
    pub language: Option<String>,
    pub authors: Vec<Author>,
    /// Whether there are more authors than are named.
    pub others: bool,
    pub title: Wording,
    /// The journal, book or site that it is part of.
    pub container: Option<Wording>,
    pub publisher: Option<Wording>,
    pub edition: Option<String>,
    pub issued: Option<Issued>,
    pub volume: Option<String>,
    pub issue: Option<String>,
    pub pages: Option<String>,
    /// The number of an article that has no pages; of a law, notice, standard or report its own.
    pub number: Option<String>,
    pub identity: Identity,
    pub url: Option<String>,
    /// Whether a number or an address is given, though it may be one that cannot be: that has been reported.
    pub is_placed: bool,
    /// The day on which its address was last opened, and where that is said.
    pub accessed: Option<(Date, Span)>,
    /// The address of a copy that an archive keeps.
    pub archive: Option<String>,
    pub weight: Weight,
    /// What it says, in its own words and language.
    pub quote: Option<String>,
    pub note: Fragments,
    /// Why it could not be verified, if it could not.
    pub unverified: Fragments,
    /// What is known of its retraction, if it was retracted.
    pub retracted: Fragments,
}

/// What kind of work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkKind {
    Article,
    Book,
    Chapter,
    Report,
    Guideline,
    Notice,
    Law,
    Ordinance,
    Standard,
    Press,
    Webpage,
    Dataset,
    Video,
}

/// A person or an institution.
#[derive(Debug, Clone)]
pub struct Author {
    pub name: Wording,
    /// How the name is read, for those who look for it.
    pub yomi: Option<String>,
}

/// When a work appeared, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issued {
    Year(i16),
    Day(Date),
}

/// What a study found of what was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    Benefit,
    Harm,
    /// Neither, or no difference.
    Neutral,
    /// Both.
    Mixed,
}

/// What a work can carry: how it was done, with whom, and what came of it.
#[derive(Debug, Clone, Default)]
pub struct Weight {
    pub design: Option<Evidence>,
    pub people: Option<People>,
    pub followed: Option<Followed>,
    pub comparison: Fragments,
    pub finding: Option<Finding>,
    pub result: Fragments,
    pub limit: Fragments,
    /// Topics of the site.
    pub topics: Vec<Text>,
}

/// How many people took part.
#[derive(Debug, Clone)]
pub enum People {
    Number(u32),
    Words(Fragments),
}

/// How long they were followed.
#[derive(Debug, Clone)]
pub enum Followed {
    /// A length of time, or a range of lengths.
    Time(Value),
    Words(Fragments),
}

impl Issued {
    /// The year of it.
    pub fn year(self) -> i16 {
        match self {
            Issued::Year(year) => year,
            Issued::Day(day) => day.year(),
        }
    }
}

impl WorkKind {
    /// Whether its own number says which one it is, as that of a law does.
    pub fn is_numbered(self) -> bool {
        match self {
            WorkKind::Law | WorkKind::Ordinance | WorkKind::Notice | WorkKind::Standard => true,
            WorkKind::Article
            | WorkKind::Book
            | WorkKind::Chapter
            | WorkKind::Report
            | WorkKind::Guideline
            | WorkKind::Press
            | WorkKind::Webpage
            | WorkKind::Dataset
            | WorkKind::Video => false,
        }
    }

    /// Whether it appears with a year alone, and not with a day.
    pub fn is_of_a_year(self) -> bool {
        matches!(self, WorkKind::Article | WorkKind::Book | WorkKind::Chapter)
    }
}

impl Finding {
    /// Every finding, in the order of the words of `work::FINDING`.
    pub const ALL: [Finding; 4] = [Finding::Benefit, Finding::Harm, Finding::Neutral, Finding::Mixed];

    /// The name in data, and the end of that of its message, `finding-…`.
    pub fn name(self) -> &'static str {
        match self {
            Finding::Benefit => "benefit",
            Finding::Harm => "harm",
            Finding::Neutral => "neutral",
            Finding::Mixed => "mixed",
        }
    }
}

impl Weight {
    /// Its place by strength: the strongest first, those without a grade last.
    pub fn rank(&self) -> impl Ord + use<> {
        (self.design.is_none(), self.design)
    }

    /// Whether there is anything to show in a row of a table of studies.
    pub fn is_told(&self) -> bool {
        self.people.is_some()
            || self.followed.is_some()
            || [&self.comparison, &self.result, &self.limit].iter().any(|words| words.iter().any(Option::is_some))
    }
}

impl Work {
    /// The moment from which on nobody has opened its address for more than a year.
    pub fn due(&self, zone: &TimeZone) -> Option<Moment> {
        let (day, _) = self.accessed?;
        let due = day.checked_add(jiff::Span::new().years(1)).ok()?;
        // The day itself is in time.
        Moment::of_day(due.tomorrow().ok()?, zone)
    }

    /// Every text of it that is Markdown.
    pub fn fragments(&self) -> impl Iterator<Item = &Fragments> {
        let Weight { people, followed, comparison, result, limit, .. } = &self.weight;
        let people = match people {
            Some(People::Words(words)) => Some(words),
            Some(People::Number(_)) | None => None,
        };
        let followed = match followed {
            Some(Followed::Words(words)) => Some(words),
            Some(Followed::Time(_)) | None => None,
        };
        let own = [&self.note, &self.unverified, &self.retracted, comparison, result, limit];
        own.into_iter().chain(people).chain(followed)
    }

    /// Whether somebody could not look at it, and says why.
    pub fn is_unverified(&self) -> bool {
        self.unverified.iter().any(Option::is_some)
    }

    /// Whether it was retracted.
    pub fn is_retracted(&self) -> bool {
        self.retracted.iter().any(Option::is_some)
    }

    /// Whether anything leads a reader to this very work.
    pub fn is_identified(&self) -> bool {
        self.is_placed || (self.kind.is_numbered() && self.number.is_some())
    }
}
