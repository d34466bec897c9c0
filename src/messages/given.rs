//! What each message of the program is given: the names of its variables, what they hold, and which of them a reader has to
//! find in the text. Those who ask for a message are held to it (`Messages::get`), and so is every language (`agree.rs`).

use super::value::Args;

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number, from 0.
    Whole,
    /// A number.
    Number,
    /// A number or a range of numbers.
    Numbers,
    /// A whole number from 1 to this one.
    UpTo(u8),
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// A message, and what it is given.
pub struct Given {
    pub id: &'static str,
    pub variables: &'static [(&'static str, Kind)],
    /// Of each of these lists, one variable has to be in the text.
    pub needs: &'static [&'static [&'static str]],
}

impl Given {
    /// What the variable of a name holds.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.variables.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}

use Kind::{Number, Numbers, OneOf, Text, UpTo, Whole};

const UNIT: Kind = OneOf(&["minute", "hour", "day", "week", "month", "year"]);
const TYPE: Kind = OneOf(&["duration", "money", "frequency", "count", "percent", "measure", "date", "time"]);
const NTH: Kind = OneOf(&["first", "second", "third", "fourth", "fifth", "last"]);
const ERA: Kind = OneOf(&["reiwa", "heisei", "showa", "taisho", "meiji"]);
const TAX: Kind = OneOf(&["included", "excluded"]);

/// A message of which every variable has to be in the text.
macro_rules! all {
    ($id:literal, $($name:literal: $kind:expr),*) => {
        Given { id: $id, variables: &[$(($name, $kind)),*], needs: &[$(&[$name]),*] }
    };
}

/// Every message that is given something.
const GIVEN: &[Given] = &[
    // The frame and the pages.
    all!("shown-in", "language": Text),
    all!("folder-place", "number": Whole, "total": Whole),
    all!("feed-title", "site": Text),
    all!("review-overdue", "date": Text),
    all!("reading-time", "minutes": Whole),
    all!("stale-translation-since", "date": Text),
    all!("expired", "date": Text),
    all!("stands-in", "language": Text),
    all!("original-page", "language": Text),
    all!("page-in", "language": Text),
    // Lists.
    all!("numbered-title", "title": Text, "number": Whole),
    all!("page-number", "number": Whole, "total": Whole),
    all!("topic-title", "label": Text),
    all!("topic-description", "label": Text),
    all!("index-kana", "kana": Text),
    all!("index-count", "count": Whole),
    // `$number` is a place for the number that the browser puts in.
    Given { id: "search-count", variables: &[("count", Whole), ("number", Text)], needs: &[&["number"]] },
    all!("search-other", "language": Text, "other": Text),
    // Texts.
    all!("heading-anchor", "title": Text),
    all!("footnote-back", "number": Whole),
    all!("footnote-back-to", "number": Whole, "place": Whole),
    all!("footnote-ref-label", "number": Text),
    all!("faq-source", "title": Text),
    // Tables, conflicts, charts.
    all!("table-remark", "number": Whole),
    all!("table-conflict", "title": Text),
    all!("planner-result", "column": Text, "row": Text),
    all!("planner-hint", "min": Text, "max": Text, "step": Text),
    all!("conflict-side", "row": Text, "column": Text),
    all!("chart-title", "caption": Text, "columns": Text),
    all!("chart-description", "columns": Text, "low": Text, "high": Text),
    all!("chart-row", "label": Text, "value": Text),
    all!("chart-bar", "row": Text, "column": Text),
    // References.
    all!("citation-label", "number": Whole),
    all!("citations-label", "first": Whole, "last": Whole),
    all!("reference-back", "number": Whole),
    all!("retrieved", "date": Text),
    // Values.
    all!("format-range", "low": Number, "high": Number),
    all!("format-range-measure", "low": Number, "high": Number),
    all!("format-range-words", "low": Text, "high": Text),
    Given { id: "format-from", variables: &[("value", Text), ("type", TYPE)], needs: &[&["value"]] },
    Given { id: "format-to", variables: &[("value", Text), ("type", TYPE)], needs: &[&["value"]] },
    Given { id: "format-about", variables: &[("value", Text), ("type", TYPE)], needs: &[&["value"]] },
    Given {
        id: "format-range-long",
        variables: &[("low", Text), ("short", Text), ("high", Text)],
        needs: &[&["low", "short"], &["high"]],
    },
    all!("format-number-long", "number": Number),
    Given {
        id: "format-duration-long",
        variables: &[("number", Number), ("count", Number), ("word", Text), ("unit", UNIT)],
        needs: &[&["number", "count", "word"], &["unit"]],
    },
    all!("format-tax", "value": Text, "tax": TAX),
    all!("format-number", "number": Number),
    all!("format-figure-money", "currency": Text),
    Given {
        id: "format-duration",
        variables: &[("number", Numbers), ("count", Numbers), ("unit", UNIT)],
        needs: &[&["number", "count"], &["unit"]],
    },
    all!("format-duration-few", "unit": UNIT),
    Given {
        id: "format-frequency",
        variables: &[("times", Numbers), ("count", Numbers), ("every", Numbers), ("unit", UNIT), ("period", Text)],
        needs: &[&["times", "count"], &["every", "period"], &["unit", "period"]],
    },
    Given { id: "format-amount", variables: &[("currency", Text), ("amount", Number)], needs: &[&["amount"]] },
    Given {
        id: "format-amount-range",
        variables: &[("currency", Text), ("low", Number), ("high", Number)],
        needs: &[&["low"], &["high"]],
    },
    Given {
        id: "format-money",
        variables: &[("currency", Text), ("number", Text), ("count", Numbers)],
        needs: &[&["currency"], &["number", "count"]],
    },
    Given {
        id: "format-percent",
        variables: &[("number", Numbers), ("count", Numbers)],
        needs: &[&["number", "count"]],
    },
    Given {
        id: "format-measure",
        variables: &[("number", Numbers), ("count", Numbers), ("unit", Text)],
        needs: &[&["number", "count"], &["unit"]],
    },
    all!("format-date", "year": Whole, "month": UpTo(12), "day": Whole),
    Given {
        id: "format-month",
        variables: &[("year", Whole), ("month", UpTo(12)), ("day", Whole)],
        needs: &[&["month"]],
    },
    Given {
        id: "format-date-long",
        variables: &[("year", Whole), ("month", UpTo(12)), ("day", Whole), ("weekday", UpTo(7))],
        needs: &[&["year"], &["month"], &["day"]],
    },
    Given {
        id: "format-date-era",
        variables: &[("year", Whole), ("month", UpTo(12)), ("day", Whole), ("era", ERA), ("era-year", Whole)],
        needs: &[&["month"], &["day"], &["era"], &["era-year"]],
    },
    all!("format-day", "day": Whole),
    Given {
        id: "format-month-day",
        variables: &[("year", Whole), ("month", UpTo(12)), ("day", Whole)],
        needs: &[&["month"], &["day"]],
    },
    Given {
        id: "format-date-range",
        variables: &[("low", Text), ("low-short", Text), ("high", Text), ("high-short", Text)],
        needs: &[&["low", "low-short"], &["high", "high-short"], &["low", "high"]],
    },
    all!("format-weekday", "weekday": UpTo(7)),
    all!("format-weekday-short", "weekday": UpTo(7)),
    all!("format-weekdays", "days": Text),
    all!("format-nth", "nth": NTH),
    all!("format-weekdays-nth", "nth": Text, "days": Text),
    Given {
        id: "format-list",
        variables: &[("list", Text), ("next", Text), ("place", OneOf(&["middle", "last"]))],
        needs: &[&["list"], &["next"]],
    },
    all!("format-time", "hour": Whole, "minute": Whole),
    all!("format-time-range", "low": Text, "high": Text),
    Given {
        id: "format-time-long",
        variables: &[("hour", Whole), ("minute", Whole), ("hour-of-twelve", UpTo(12)), ("half", OneOf(&["am", "pm"]))],
        needs: &[&["hour", "hour-of-twelve"], &["minute"]],
    },
];

/// What the units of counts are given.
const UNIT_OF_COUNT: Given =
    Given { id: "unit-", variables: &[("number", Numbers), ("count", Numbers)], needs: &[&["number", "count"]] };

/// What the message of a name is given by the program; nothing if it is given nothing.
pub fn given(name: &str) -> Option<&'static Given> {
    const UNITS: &Given = &UNIT_OF_COUNT;
    match name.starts_with(UNITS.id) && !name.contains('.') {
        true => Some(UNITS),
        false => GIVEN.iter().find(|given| given.id == name),
    }
}

/// The variables by which a message says how many there are of what it names in words, the first for choosing by: in a language
/// with plurals its words depend on it.
pub fn counted(name: &str) -> &'static [&'static str] {
    match name {
        "reading-time" => &["minutes"],
        "index-count" => &["count"],
        "search-count" => &["count", "number"],
        "format-duration" => &["number", "count"],
        "format-duration-long" => &["number", "count", "word"],
        "format-frequency" => &["times", "count"],
        _ if given(name).is_some_and(|given| given.id == UNIT_OF_COUNT.id) => &["number", "count"],
        _ => &[],
    }
}

/// Whether a message that is given these variables is given what the table says.
pub fn is_given(name: &str, args: Option<&Args>) -> bool {
    let known = given(name).map_or(&[][..], |given| given.variables);
    let names = args.map(|args| args.names().collect::<Vec<_>>()).unwrap_or_default();
    known.len() == names.len() && known.iter().all(|(known, _)| names.contains(known))
}
