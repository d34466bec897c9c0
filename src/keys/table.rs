//! The keys of tables and of facts files.

use super::cell::{CELL, about};
use super::key::{Key, Keys, Type, keys, texts};

/// A table or a facts file.
pub(crate) const TABLE: Keys = Keys {
    place: "content/**/tables/*.toml, content/**/facts/*.toml",
    about: "A table of typed columns, or facts that no page shows as a table.",
    parts: &[table::KEYS, about::KEYS, parts::KEYS],
    others: None,
};

/// What is drawn of a table.
pub(crate) const CHART: Keys =
    Keys { place: "chart", about: "What is drawn of the table.", parts: &[chart::KEYS], others: None };

/// A row.
pub(crate) const ROW: Keys = Keys {
    place: "[[row]]",
    about: "A row of the table, with a cell for every column.",
    parts: &[named::KEYS, about::KEYS],
    others: Some(("The id of every column, with the cell of the row in it.", CELL)),
};

/// A choice of a column.
pub(crate) const CHOICE: Keys =
    Keys { place: "choices", about: "One of the choices of a column.", parts: &[named::KEYS], others: None };

/// A conflict.
pub(crate) const CONFLICT: Keys = Keys {
    place: "[[conflict]]",
    about: "Facts that contradict each other, and why.",
    parts: &[conflict::KEYS],
    others: None,
};

/// One of the facts of a conflict.
pub(crate) const SIDE: Keys = Keys {
    place: "facts of a [[conflict]]",
    about: "A fact of a conflict, with what it is called there.",
    parts: &[side::KEYS],
    others: None,
};

/// A column of which nobody can say what it holds: it may have any key.
pub(crate) const ANY_COLUMN: Keys = Keys {
    place: "[[column]]",
    about: "A column of the table.",
    parts: &[named::KEYS, column::KEYS, duration::KEYS, money::KEYS, choice::KEYS, about::KEYS],
    others: None,
};

/// The columns by what they hold, in the order of the words of [`column::TYPE`].
const COLUMNS: [&Keys; 12] = [
    &Keys {
        place: "[[column]] of the type duration",
        about: "A column of lengths of time.",
        parts: &[named::KEYS, column::KEYS, duration::KEYS, about::KEYS],
        others: None,
    },
    &Keys {
        place: "[[column]] of the type money",
        about: "A column of amounts of money.",
        parts: &[named::KEYS, column::KEYS, money::KEYS, about::KEYS],
        others: None,
    },
    &Keys { place: "[[column]] of the type frequency", about: "A column that says how often.", ..PLAIN },
    &Keys {
        place: "[[column]] of the type count",
        about: "A column of numbers of things.",
        parts: &[named::KEYS, column::KEYS, count::KEYS, about::KEYS],
        others: None,
    },
    &Keys { place: "[[column]] of the type percent", about: "A column of percentages.", ..PLAIN },
    &Keys {
        place: "[[column]] of the type measure",
        about: "A column of numbers with a unit of measure.",
        parts: &[named::KEYS, column::KEYS, measured::KEYS, about::KEYS],
        others: None,
    },
    &Keys { place: "[[column]] of the type date", about: "A column of days.", ..PLAIN },
    &Keys { place: "[[column]] of the type weekday", about: "A column of days of the week.", ..PLAIN },
    &Keys { place: "[[column]] of the type time", about: "A column of times of day.", ..PLAIN },
    &Keys { place: "[[column]] of the type phone", about: "A column of telephone numbers.", ..PLAIN },
    &Keys { place: "[[column]] of the type text", about: "A column of texts.", ..PLAIN },
    &Keys {
        place: "[[column]] of the type choice",
        about: "A column of which every cell is one of a few choices.",
        parts: &[named::KEYS, column::KEYS, choice::KEYS, about::KEYS],
        others: None,
    },
];

/// A column with nothing of its type's own.
const PLAIN: Keys = Keys { parts: &[named::KEYS, column::KEYS, about::KEYS], ..ANY_COLUMN };

/// The keys of a column whose `type` is this word; those of all columns if it is none.
pub(crate) fn column_of(word: &str) -> &'static Keys {
    let found = column::TYPE.takes.words().iter().zip(COLUMNS).find(|(own, _)| **own == word);
    found.map_or(&ANY_COLUMN, |(_, keys)| keys)
}

/// The texts of a table in one language.
pub(crate) const TABLE_TEXTS: Keys = Keys {
    place: "content/**/tables/*.LANG.toml, content/**/facts/*.LANG.toml",
    about: "The texts in one language of the table or the facts file that it stands beside.",
    parts: &[table_texts::KEYS, stamp::KEYS],
    others: None,
};

/// The texts of a column, of a row, of a choice or of a fact of a conflict.
const LABEL_TEXTS: Keys = Keys {
    place: "[column.ID.choices.ID] and [conflict.ID.facts.ID] of one language",
    about: "The texts of a choice or of a fact of a conflict, under its id.",
    parts: &[label_texts::KEYS],
    others: None,
};

/// The texts of a column.
const COLUMN_TEXTS: Keys = Keys {
    place: "[column.ID] of one language",
    about: "The texts of a column, under its id.",
    parts: &[label_texts::KEYS, choice_texts::KEYS],
    others: None,
};

/// The texts of a row.
const ROW_TEXTS: Keys = Keys {
    place: "[row.ID] of one language",
    about: "The texts of a row, under its id.",
    parts: &[label_texts::KEYS],
    others: Some((
        "The id of a column of texts with the text of the row in it, or of any column with what is said of the cell.",
        Type::Either(&[Type::Text, Type::Table(&[&CELL_TEXTS])]),
    )),
};

/// The texts of a cell.
const CELL_TEXTS: Keys =
    Keys { place: "cell of one language", about: "What is said of a cell.", parts: &[cell_texts::KEYS], others: None };

/// The texts of a conflict.
const CONFLICT_TEXTS: Keys = Keys {
    place: "[conflict.ID] of one language",
    about: "The texts of a conflict, under its id.",
    parts: &[conflict_texts::KEYS],
    others: None,
};

keys! { stamp:
    /// The id in Git of the file that this one has the texts of, as it was when they were translated, which `shirube translate accept` writes.
    FROM = "translated_from", Type::Text, Optional;
    /// The digest of what that file said in the source language when it was translated, which `shirube translate accept` writes.
    DIGEST = "translated_digest", Type::Text, Optional;
}

texts! { table_texts:
    /// What the table is called.
    "caption", Type::Text;
    /// What readers should know of the whole table.
    "note", Type::Text;
    /// What stands above the names of the rows.
    "label", Type::Text;
    /// The texts of the columns, under their ids.
    "column", Type::ById(&COLUMN_TEXTS);
    /// The texts of the rows, under their ids.
    "row", Type::ById(&ROW_TEXTS);
    /// The texts of the conflicts, under their ids.
    "conflict", Type::ById(&CONFLICT_TEXTS);
}

texts! { label_texts:
    /// What readers see of it.
    "label", Type::Text;
}

texts! { choice_texts:
    /// The texts of the choices, under their ids.
    "choices", Type::ById(&LABEL_TEXTS);
}

texts! { cell_texts:
    /// What readers should know of this cell alone.
    "note", Type::Text;
    /// What stands in place of a value.
    "text", Type::Text;
}

texts! { conflict_texts:
    /// What is disputed.
    "title", Type::Text;
    /// Why the facts differ, or that nobody knows.
    "why", Type::Text;
    /// What the facts are called in the conflict, under their ids.
    "facts", Type::ById(&LABEL_TEXTS);
}

keys! { table:
    /// What the table is called; it stands above it.
    CAPTION = "caption", Type::Words, Optional;
    /// What readers should know of the whole table; it stands under it.
    NOTE = "note", Type::Words, Optional;
    /// What stands above the names of the rows.
    LABEL = "label", Type::Words, Optional;
}

keys! { parts:
    /// The column that is drawn as a chart, or several of one type and unit; the first that suits where nothing is said.
    CHART = "chart", Type::Either(&[Type::Text, Type::Table(&[&super::CHART])]), Optional;
    /// The columns, in the order in which they are shown.
    COLUMNS = "column", Type::Tables(&super::COLUMNS), Optional;
    /// The rows, in the order in which they are shown.
    ROWS = "row", Type::Tables(&[&ROW]), Optional;
    /// Facts that contradict each other, and why.
    CONFLICTS = "conflict", Type::Tables(&[&CONFLICT]), Optional;
}

keys! { chart:
    /// The ids of the columns that are drawn on one axis.
    DRAWN = "columns", Type::Texts, Required;
    /// The end of the values that the rows are sorted by, the smallest first; the rows stay as they are where nothing is said.
    SORT = "sort", Type::Choice(&["low", "high"]), Optional;
}

keys! { named:
    /// The name by which texts and other data know it, of `a` to `z`, `0` to `9` and `-`.
    ID = "id", Type::Id, Required;
    /// What readers see of it.
    LABEL = "label", Type::Words, Required;
}

keys! { column:
    /// What the cells of the column hold.
    TYPE = "type",
        Type::Choice(&[
            "duration",
            "money",
            "frequency",
            "count",
            "percent",
            "measure",
            "date",
            "weekday",
            "time",
            "phone",
            "text",
            "choice",
        ]),
        Required;
}

keys! { duration:
    /// The unit of bare numbers: `minute`, `hour`, `day`, `week`, `month` or `year`.
    UNIT = "unit", Type::Text, Optional;
}

keys! { money:
    /// The currency, as three letters: `JPY`.
    CURRENCY = "currency", Type::Text, Required;
    /// Whether the amounts have the tax in them; nothing is said of it where it is left out.
    TAX = "tax", Type::Choice(&["included", "excluded"]), Optional;
    /// The length of time that the amounts are for, one of `minute`, `hour`, `day`, `week`, `month` and `year`.
    PER = "per", Type::Text, Optional;
}

keys! { count:
    /// What is counted, which the message `unit-…` of every language writes.
    UNIT = "unit", Type::Text, Required;
}

keys! { measured:
    /// The unit of bare numbers, as it is written: `nm`.
    UNIT = "unit", Type::Text, Required;
}

keys! { choice:
    /// What a cell of the column may say.
    CHOICES = "choices", Type::Tables(&[&CHOICE]), Required;
}

keys! { conflict:
    /// The name by which texts know the conflict, of `a` to `z`, `0` to `9` and `-`.
    ID = "id", Type::Id, Required;
    /// What is disputed.
    TITLE = "title", Type::Words, Required;
    /// The id of the topic that it is shown with.
    TOPIC = "topic", Type::Text, Optional;
    /// Why the facts differ, or that nobody knows.
    WHY = "why", Type::Words, Required;
    /// The facts that differ, two or more, by their ids.
    FACTS = "facts", Type::Items(&[Type::Text, Type::Table(&[&SIDE])]), Required;
}

keys! { side:
    /// The id of the fact: `table.row.column`.
    ID = "id", Type::Text, Required;
    /// What the fact is called in the conflict, in place of the names of its row and column.
    LABEL = "label", Type::Words, Required;
}
