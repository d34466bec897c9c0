//! The keys of cells, and of what facts are about.

use super::key::{Key, Keys, Type, keys};

/// A cell with a value and more than that.
pub(crate) const VALUE: Keys = Keys {
    place: "cell with a value",
    about: "A value with what is known of it.",
    parts: &[about::KEYS, cell::KEYS, value::KEYS],
    others: None,
};

/// A cell with words in place of a value.
pub(crate) const TEXT: Keys = Keys {
    place: "cell with a text",
    about: "Words in place of a value, with what is known of it.",
    parts: &[about::KEYS, cell::KEYS, text::KEYS],
    others: None,
};

/// A cell that is worked out.
pub(crate) const DERIVED: Keys = Keys {
    place: "cell with a formula",
    about: "A value that is worked out from others.",
    parts: &[about::KEYS, cell::KEYS, derived::KEYS],
    others: None,
};

/// How often something happens.
pub(crate) const FREQUENCY: Keys = Keys {
    place: "value of a column of the type frequency",
    about: "How often something happens.",
    parts: &[frequency::KEYS],
    others: None,
};

/// Some of the days of a month.
pub(crate) const WEEKDAYS: Keys = Keys {
    place: "value of a column of the type weekday",
    about: "Days of the week in some weeks of a month.",
    parts: &[weekdays::KEYS],
    others: None,
};

/// What a reader may choose from.
pub(crate) const READER: Keys = Keys {
    place: "reader",
    about: "The numbers that a reader may choose from, in the unit of the column.",
    parts: &[choosable::KEYS],
    others: None,
};

/// What a cell takes: a bare value, or one of these tables.
pub(super) const CELL: Type = Type::Cell(&[&VALUE, &TEXT, &DERIVED, &FREQUENCY, &WEEKDAYS]);

keys! { about:
    /// What the fact is about; facts of one subject, aspect and scope that differ are a conflict.
    SUBJECT = "subject", Type::Text, Optional;
    /// Which side of its subject the fact tells of.
    ASPECT = "aspect", Type::Text, Optional;
    /// Within which limits the fact is meant.
    SCOPE = "scope", Type::Text, Optional;
    /// The keys of the references that say so.
    SOURCES = "sources", Type::Texts, Optional;
    /// What the fact rests on.
    EVIDENCE = "evidence",
        Type::Choice(&[
            "guideline",
            "systematic-review",
            "rct",
            "trial",
            "uncontrolled",
            "observational",
            "case-series",
            "case-report",
            "preclinical",
            "review",
            "statement",
            "news",
            "clinic-reported",
            "assumption",
        ]),
        Optional;
    /// The day on which the fact was last compared with its sources.
    REVIEWED = "reviewed", Type::Date, Optional;
}

keys! { cell:
    /// What readers should know of this cell alone.
    NOTE = "note", Type::Words, Optional;
    /// The numbers that a reader may choose from in place of the value.
    READER_TABLE = "reader", Type::Table(&[&READER]), Optional;
}

keys! { value:
    /// The value, as the cell would have it alone.
    WHOLE = "value", Type::Cell(&[&FREQUENCY, &WEEKDAYS]), Required;
}

keys! { text:
    /// What stands in place of a value.
    WORDS = "text", Type::Words, Required;
}

keys! { derived:
    /// The formula, over the ids of other facts, whose exact values it takes, and not those that are shown rounded.
    DERIVE = "derive", Type::Text, Required;
    /// The value is rounded to multiples of this number, which is above zero.
    ROUND = "round", Type::Number, Optional;
}

keys! { choosable:
    /// The smallest number.
    MIN = "min", Type::Number, Required;
    /// The largest number.
    MAX = "max", Type::Number, Required;
    /// How far one number is from the next, which is above zero.
    STEP = "step", Type::Number, Required;
}

keys! { frequency:
    /// How many times.
    TIMES = "times", Type::Ends, Required;
    /// In which length of time, `"2 week"`, or between which two of one unit: `["2 week", "4 week"]`.
    EVERY = "every", Type::Either(&[Type::Text, Type::Items(&[Type::Text])]), Required;
}

keys! { weekdays:
    /// The days, each one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat` and `sun`.
    WEEKDAY = "weekday", Type::Texts, Required;
    /// Which of them in a month: 1 to 5, and -1 for the last one.
    NTH = "nth", Type::Either(&[Type::Items(&[Type::Integer]), Type::Integer]), Required;
}
