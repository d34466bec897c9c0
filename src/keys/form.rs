//! The forms of a fact that a text may ask for with `?form=`: their names and, in a sentence, what each shows.

/// Every form, in the order in which they are named to authors.
pub(crate) const FORMS: [(&str, &str); 8] = [
    ("plain", "As it stands in a table: `3–6 months`."),
    ("about", "Not exactly: `about 3–6 months`; not of dates, and not of what is vague already."),
    (
        "long",
        "In words, as far as the language has them, with the weekday of a date and the tax of an amount: `three to six months`.",
    ),
    ("upper", "The high end alone: `6 months`."),
    ("lower", "The low end alone: `3 months`."),
    ("era", "A date since 1873 by the era of Japan: `26 November Reiwa 7`."),
    ("tax", "Money of whose column it is known whether the tax is in it, with that: `¥50,000 (tax included)`."),
    (
        "number",
        "The number without its unit, `3–6`, where a sentence has the unit elsewhere; not of dates and words, of lengths of time in two units \
         or in none that is exact, and of what happens so often in several units of time.",
    ),
];
