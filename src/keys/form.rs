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

/// What a text may say in place of what a fact says, and what it may not: a row of the page of keys, tried from both
/// sides by the tests.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alike {
    /// What may differ, in a sentence.
    pub about: &'static str,
    pub lang: &'static str,
    /// The type of the fact, and its value as it stands in data.
    pub of: (&'static str, &'static str),
    /// The fact as the language writes it, in the form in question.
    pub says: &'static str,
    /// What is equal to it.
    pub right: &'static [&'static str],
    /// What is nearly the same, and is not equal.
    pub wrong: &'static [&'static str],
}

/// Every row.
pub(crate) const ALIKE: &[Alike] = &[
    Alike {
        about: "Full width and half width.",
        lang: "ja",
        of: ("money", "50000..100000 JPY"),
        says: "5〜10万円",
        right: &["５～１０万円"],
        wrong: &["５～１１万円", "5〜10万", "５～１０万ドル"],
    },
    Alike {
        about: "The signs of a range, behind a number; before one they are signs of their own.",
        lang: "en",
        of: ("measure", "-20..10 °C"),
        says: "-20–10 °C",
        right: &["−20–10 °C", "-20-10 °C", "-20—10 °C", "-20~10 °C"],
        wrong: &["20–10 °C", "~20–10 °C", "-20 10 °C", "-20–-10 °C", "-2010 °C", "±20–10 °C"],
    },
    Alike {
        about: "Spaces beside signs, and between a number and its unit; not within a number or a word.",
        lang: "en",
        of: ("duration", "12 month..18 month"),
        says: "12–18 months",
        right: &["12 – 18 months", "12–18\u{a0}months", "12–18\nmonths", "12–18months"],
        wrong: &["1 2–18 months", "12–1 8 months", "12–18 mon ths", "12 18 months", "1218 months"],
    },
    Alike {
        about: "Spaces in Japanese; a line may end between any two characters.",
        lang: "ja",
        of: ("frequency", "1 / 2 week"),
        says: "2週間に1回",
        right: &["2 週間に 1 回", "2週間\nに1回"],
        wrong: &["2週 間に1回", "2週間に11回", "2 1週間に1回"],
    },
    Alike {
        about: "The sign for the counter ヶ.",
        lang: "ja",
        of: ("duration", "3 month..6 month"),
        says: "3〜6ヶ月",
        right: &["3〜6か月", "3〜6カ月", "3〜6ヵ月", "3〜6ケ月", "3〜6箇月", "3〜6個月", "3〜6ｹ月"],
        wrong: &["3〜6月", "3〜6ヶ", "3〜6加月"],
    },
    Alike {
        about: "間 behind a length of time in minutes, days, months or years.",
        lang: "ja",
        of: ("duration", "1 year"),
        says: "1年",
        right: &["1年間", "一年間"],
        wrong: &["1年間隔", "1年目", "1間", "1年以内", "毎年"],
    },
    Alike {
        about: "The same, of what is not exact.",
        lang: "ja",
        of: ("duration", "few day"),
        says: "数日",
        right: &["数日間"],
        wrong: &["数日目", "数週間", "日間", "数十日", "何日間"],
    },
    Alike {
        about: "Numbers in words of the language, `format-figure-words`; not where a unit may be shared, nor where a word has two meanings.",
        lang: "ja",
        of: ("count", "3..5000 person"),
        says: "3〜5,000人",
        right: &["三〜5,000人"],
        wrong: &["3〜5千人", "三〜五千人", "3千〜5千人", "3から五千人", "三〜五〇〇人"],
    },
    Alike {
        about: "Half a year, and what else the same words say.",
        lang: "ja",
        of: ("duration", "6 month"),
        says: "6ヶ月",
        right: &["六ヶ月", "半年", "半年間", "六か月間"],
        wrong: &["半月", "六日", "半年半", "半々年", "五ヶ月"],
    },
    Alike {
        about: "Minutes in kanji are not equal where they are a word too.",
        lang: "ja",
        of: ("duration", "10 minute"),
        says: "10分",
        right: &["10分間", "１０分"],
        wrong: &["十分", "十分に", "1 0分"],
    },
    Alike {
        about: "Kanji in dates, with and without 十.",
        lang: "ja",
        of: ("date", "2025-11-26"),
        says: "2025年11月26日",
        right: &["二〇二五年十一月二十六日", "２０２５年１１月２６日"],
        wrong: &[
            "二〇二五年十一月二十七日",
            "2025年1月126日",
            "2025年11月26日間",
            "二〇2五年十一月二十六日",
            "二〇二五年十月二十六日",
        ],
    },
    Alike {
        about: "万 at both ends of a range, and the currency.",
        lang: "ja",
        of: ("money", "50000..100000 JPY"),
        says: "5〜10万円",
        right: &["5万〜10万円", "5万円〜10万円", "五〜十万円", "五万円から十万円"],
        wrong: &["5円〜10万円", "5〜100,000円", "5〜10円", "5〜10万", "50〜10万円", "5万〜10円", "5千〜10万円"],
    },
    Alike {
        about: "The same where the low end is no multiple of it: a range does not seem to share what it does not.",
        lang: "ja",
        of: ("money", "5..100000 JPY"),
        says: "5円〜10万円",
        right: &["五円〜十万円"],
        wrong: &["5〜10万円", "5万〜10万円", "五〜十万円"],
    },
    Alike {
        about: "千 behind one digit.",
        lang: "ja",
        of: ("money", "85000 JPY"),
        says: "8万5,000円",
        right: &["8万5千円", "八万五千円"],
        wrong: &["8万5円", "8万5百円", "85,000ドル", "8万5,00円"],
    },
    Alike {
        about: "Words between the numbers of a range, or between its ends.",
        lang: "en",
        of: ("duration", "3 month..6 month"),
        says: "3–6 months",
        right: &["3 to 6 months", "3 months to 6 months", "three to six months"],
        wrong: &["3 of 6 months", "3 or 6 months", "3 months", "6 to 3 months", "3 to 6 weeks", "3 to 60 months"],
    },
    Alike {
        about: "Before a noun, the unit in the singular behind a hyphen.",
        lang: "en",
        of: ("duration", "18 month"),
        says: "18 months",
        right: &["18-month", "eighteen-month", "eighteen months"],
        wrong: &["18-months", "18 month", "-18 months", "18--month", "18-week", "1-8 months", "18-mont"],
    },
    Alike {
        about: "Words for how often something happens; they are none for how long it lasts.",
        lang: "en",
        of: ("frequency", "2 / week"),
        says: "twice a week",
        right: &["twice weekly", "Twice each week", "two times per week", "2 times a week"],
        wrong: &["weekly", "twice", "once weekly", "twice monthly", "two a week"],
    },
    Alike {
        about: "The same, from the other side.",
        lang: "en",
        of: ("duration", "1 month"),
        says: "1 month",
        right: &["one month", "1-month", "One month"],
        wrong: &["monthly", "each month", "per month", "month"],
    },
    Alike {
        about: "A capital at the beginning of a sentence; not within it, and not of units.",
        lang: "en",
        of: ("duration", "few day..1 week"),
        says: "a few days to 1 week",
        right: &["A few days to 1 week", "a few days to one week"],
        wrong: &["A Few days to 1 week", "a few days to 1 Week", "few days to 1 week", "A few days"],
    },
    Alike {
        about: "Of units and of words every letter counts.",
        lang: "en",
        of: ("measure", "0.50 mg/L"),
        says: "0.50 mg/L",
        right: &["0.50mg/L", "0.50 mg / L"],
        wrong: &["0.50 Mg/L", "0.50 mg/l", "0.5 mg/L", "0.050 mg/L", "50 mg/L", "0,50 mg/L"],
    },
    Alike {
        about: "Raised and lowered digits are digits of their own, and so are fractions and numbers in circles.",
        lang: "en",
        of: ("measure", "10 m²"),
        says: "10 m²",
        right: &["10 ㎡", "１０ m²"],
        wrong: &["10 m2", "10 m³", "1⁰ m²", "10² m", "10 m₂", "①0 m²", "10 m"],
    },
    Alike {
        about: "What a sign such as ℃ stands for.",
        lang: "ja",
        of: ("measure", "-20 °C"),
        says: "-20 °C",
        right: &["−20℃", "－２０ ℃"],
        wrong: &["20℃", "〜20℃", "-20℉", "+20℃"],
    },
    Alike {
        about: "Digits of ASCII where the language has its own.",
        lang: "ar-EG",
        of: ("percent", "1234.5"),
        says: "١٬٢٣٤٫٥٪",
        right: &["1,234.5%", "1٬234٫5٪"],
        wrong: &["1.234,5%", "12,34.5%", "1,234%", "١٬٢٣٤٫٦٪"],
    },
];
