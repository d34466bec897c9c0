//! Values made at random, as they stand in data and as Japanese and English write them: reckoned here anew, by nothing of
//! the program.

/// A value: its column, its cell, and how each of its forms is written in Japanese and in English.
#[derive(Debug, Clone)]
pub struct Quoted {
    pub column: &'static str,
    pub cell: String,
    pub forms: Vec<Form>,
    pub shape: Shape,
}

/// A form: its name, and its texts.
#[derive(Debug, Clone)]
pub struct Form {
    pub name: &'static str,
    pub ja: String,
    pub en: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    One,
    Range,
    From,
    To,
}

/// The columns of the facts.
pub const COLUMNS: &str = r#"
[[column]]
id = "time"
type = "duration"
label = "T"
[[column]]
id = "yen"
type = "money"
currency = "JPY"
tax = "included"
label = "Y"
[[column]]
id = "dollar"
type = "money"
currency = "USD"
label = "D"
[[column]]
id = "people"
type = "count"
unit = "person"
label = "P"
[[column]]
id = "share"
type = "percent"
label = "S"
[[column]]
id = "size"
type = "measure"
unit = "nm"
label = "N"
[[column]]
id = "often"
type = "frequency"
label = "F"
[[column]]
id = "day"
type = "date"
label = "Z"
[[column]]
id = "week"
type = "weekday"
label = "W"
[[column]]
id = "clock"
type = "time"
label = "C"
[[column]]
id = "phone"
type = "phone"
label = "H"
"#;

/// Their ids.
pub const IDS: [&str; KINDS] =
    ["time", "yen", "dollar", "people", "share", "size", "often", "day", "week", "clock", "phone"];

/// How many kinds of values there are.
pub const KINDS: usize = 11;

/// Numbers that a value is made of.
pub type Seed = [u32; 5];

/// The value of a kind that some numbers make.
pub fn quoted(kind: usize, seed: Seed) -> Quoted {
    match kind {
        0 => time(seed),
        1 => yen(seed),
        2 => dollar(seed),
        3 => people(seed),
        4 => share(seed),
        5 => size(seed),
        6 => often(seed),
        7 => day(seed),
        8 => week(seed),
        9 => clock(seed),
        _ => phone(seed),
    }
}

fn shape(of: u32) -> Shape {
    match of % 8 {
        0..3 => Shape::One,
        3..6 => Shape::Range,
        6 => Shape::From,
        _ => Shape::To,
    }
}

/// A number with groups of three digits; a fraction as it is.
fn grouped(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
    format!("{sign}{text}{fraction}")
}

fn cell(shape: Shape, low: &str, high: &str) -> String {
    match shape {
        Shape::One => low.to_owned(),
        Shape::Range => format!("[{low}, {high}]"),
        Shape::From => format!("[{low}, \"open\"]"),
        Shape::To => format!("[\"open\", {high}]"),
    }
}

/// What is written of a value that has these texts.
struct Texts {
    one: [String; 2],
    range: String,
    from: String,
    to: String,
}

impl Texts {
    fn of(&self, shape: Shape) -> String {
        match shape {
            Shape::One => self.one[0].clone(),
            Shape::Range => self.range.clone(),
            Shape::From => self.from.clone(),
            Shape::To => self.to.clone(),
        }
    }
}

fn ja(ends: [String; 2], range: String) -> Texts {
    Texts { from: format!("{}以上", ends[0]), to: format!("{}まで", ends[1]), one: ends, range }
}

fn en(ends: [String; 2], range: String) -> Texts {
    Texts { from: format!("{} or more", ends[0]), to: format!("up to {}", ends[1]), one: ends, range }
}

/// Plain, about, both ends, and the number alone.
fn usual(shape: Shape, ja: &Texts, en: &Texts, about_ja: (&str, &str), bare: Option<[&Texts; 2]>) -> Vec<Form> {
    let (plain_ja, plain_en) = (ja.of(shape), en.of(shape));
    let (before, after) = about_ja;
    let mut forms = vec![
        Form { name: "plain", ja: plain_ja.clone(), en: plain_en.clone() },
        Form { name: "about", ja: format!("{before}{plain_ja}{after}"), en: format!("about {plain_en}") },
    ];
    let end = |name, at: usize| Form { name, ja: ja.one[at].clone(), en: en.one[at].clone() };
    let high = if shape == Shape::One { 0 } else { 1 };
    forms.extend((shape != Shape::From).then(|| end("upper", high)));
    forms.extend((shape != Shape::To).then(|| end("lower", 0)));
    forms.extend(bare.map(|[ja, en]| Form { name: "number", ja: ja.of(shape), en: en.of(shape) }));
    forms
}

/// Numbers with a word before and after them.
fn with_units(low: &str, high: &str, ja_unit: &str, en_unit: [&str; 2]) -> (Texts, Texts) {
    let (low_text, high_text) = (grouped(low), grouped(high));
    let of = |number: &str, text: &str| format!("{text}{}", if number == "1" { en_unit[0] } else { en_unit[1] });
    let range = format!("{low_text}–{high_text}{}", en_unit[1]);
    (
        ja(
            [format!("{low_text}{ja_unit}"), format!("{high_text}{ja_unit}")],
            format!("{low_text}〜{high_text}{ja_unit}"),
        ),
        en([of(low, &low_text), of(high, &high_text)], range),
    )
}

fn bare(low: &str, high: &str) -> (Texts, Texts) {
    with_units(low, high, "", ["", ""])
}

const UNITS: [(&str, &str, [&str; 2]); 6] = [
    ("minute", "分", [" minute", " minutes"]),
    ("hour", "時間", [" hour", " hours"]),
    ("day", "日", [" day", " days"]),
    ("week", "週間", [" week", " weeks"]),
    ("month", "ヶ月", [" month", " months"]),
    ("year", "年", [" year", " years"]),
];

fn time([shaped, a, b, unit, half]: Seed) -> Quoted {
    let shape = shape(shaped);
    let (unit, ja_unit, en_unit) = UNITS[unit as usize % 6];
    let low = if half % 5 == 0 { format!("{}.5", a % 20) } else { (a % 40 + 1).to_string() };
    let high = (a % 40 + 2 + b % 30).to_string();
    let end = |number: &str| format!("\"{number} {unit}\"");
    let (ja, en) = with_units(&low, &high, ja_unit, en_unit);
    let (bare_ja, bare_en) = bare(&low, &high);
    let forms = usual(shape, &ja, &en, ("約", ""), Some([&bare_ja, &bare_en]));
    Quoted { column: "time", cell: cell(shape, &end(&low), &end(&high)), forms, shape }
}

/// An amount in groups of four digits, each with its unit.
fn myriads(amount: u64) -> Vec<(u64, &'static str)> {
    let mut groups = Vec::new();
    let mut rest = amount;
    for unit in ["", "万", "億", "兆"] {
        if !rest.is_multiple_of(10_000) {
            groups.insert(0, (rest % 10_000, unit));
        }
        rest /= 10_000;
    }
    groups
}

fn in_myriads(groups: &[(u64, &str)]) -> String {
    groups.iter().map(|(number, unit)| format!("{}{unit}", grouped(&number.to_string()))).collect()
}

fn yen([shaped, a, b, large, _]: Seed) -> Quoted {
    let shape = shape(shaped);
    let unit = [1, 100, 1000, 10_000, 100_000_000][large as usize % 5];
    let low = u64::from(a % 900 + 1) * unit;
    let high = low + u64::from(b % 5000 + 1) * [unit, 10_000][large as usize / 5 % 2];
    let (low_groups, high_groups) = (myriads(low), myriads(high));
    let (low_text, high_text) = (in_myriads(&low_groups), in_myriads(&high_groups));
    let first = match (low_groups.as_slice(), high_groups.as_slice()) {
        ([(number, unit)], [(_, same)]) if unit == same => grouped(&number.to_string()),
        ([(_, "")], [_]) => format!("{low_text}円"),
        _ => low_text.clone(),
    };
    let range = format!("{first}〜{high_text}");
    let texts = ja([format!("{low_text}円"), format!("{high_text}円")], format!("{range}円"));
    let bare_ja = ja([low_text, high_text], range);
    let (low, high) = (low.to_string(), high.to_string());
    let (low_text, high_text) = (grouped(&low), grouped(&high));
    let english = en([format!("¥{low_text}"), format!("¥{high_text}")], format!("¥{low_text}–{high_text}"));
    let (_, bare_en) = bare(&low, &high);
    let mut forms = usual(shape, &texts, &english, ("約", ""), Some([&bare_ja, &bare_en]));
    let (plain_ja, plain_en) = (texts.of(shape), english.of(shape));
    forms.push(Form { name: "tax", ja: format!("{plain_ja}（税込）"), en: format!("{plain_en} (tax included)") });
    Quoted { column: "yen", cell: cell(shape, &low, &high), forms, shape }
}

fn dollar([shaped, a, b, cents, _]: Seed) -> Quoted {
    let shape = shape(shaped);
    let whole = cents % 2 == 0;
    let cents = |of: u32| if whole { String::new() } else { format!(".{:02}", of % 99 + 1) };
    let (low, high) = (a % 2000, a % 2000 + 1 + b % 3000);
    let (low, high) = (format!("{low}{}", cents(a)), format!("{high}{}", cents(b)));
    let (low_text, high_text) = (grouped(&low), grouped(&high));
    let ja_texts = ja([format!("{low_text}ドル"), format!("{high_text}ドル")], format!("{low_text}〜{high_text}ドル"));
    let en_texts = en([format!("US${low_text}"), format!("US${high_text}")], format!("US${low_text}–{high_text}"));
    let (bare_ja, bare_en) = bare(&low, &high);
    let forms = usual(shape, &ja_texts, &en_texts, ("約", ""), Some([&bare_ja, &bare_en]));
    Quoted { column: "dollar", cell: cell(shape, &low, &high), forms, shape }
}

fn people([shaped, a, b, _, _]: Seed) -> Quoted {
    let shape = shape(shaped);
    let (low, high) = ((a % 3000 + 1).to_string(), (a % 3000 + 2 + b % 9000).to_string());
    let (ja, en) = with_units(&low, &high, "人", [" person", " people"]);
    let (bare_ja, bare_en) = bare(&low, &high);
    let forms = usual(shape, &ja, &en, ("約", ""), Some([&bare_ja, &bare_en]));
    Quoted { column: "people", cell: cell(shape, &low, &high), forms, shape }
}

fn share([shaped, a, b, places, _]: Seed) -> Quoted {
    let shape = shape(shaped);
    let places = if places % 2 == 0 { String::new() } else { format!(".{}", places % 10) };
    let (low, high) = (format!("{}{places}", a % 60), format!("{}{places}", a % 60 + 1 + b % 40));
    let (ja, en) = with_units(&low, &high, "%", ["%", "%"]);
    let (bare_ja, bare_en) = bare(&low, &high);
    let forms = usual(shape, &ja, &en, ("約", ""), Some([&bare_ja, &bare_en]));
    Quoted { column: "share", cell: cell(shape, &low, &high), forms, shape }
}

fn size([shaped, a, b, below, zero]: Seed) -> Quoted {
    let shape = shape(shaped);
    let sign = if below % 3 == 0 { "-" } else { "" };
    let zero = if zero % 3 == 0 { ".50" } else { "" };
    let (low, high) = (format!("{sign}{}{zero}", a % 90 + 1), format!("{}{zero}", a % 90 + 2 + b % 2000));
    // A measure has the same signs in both languages.
    let (_, en_texts) = with_units(&low, &high, "", [" nm", " nm"]);
    let ja_texts = ja(en_texts.one.clone(), en_texts.range.clone());
    let (_, bare_en) = bare(&low, &high);
    let bare_ja = ja(bare_en.one.clone(), bare_en.range.clone());
    let forms = usual(shape, &ja_texts, &en_texts, ("約", ""), Some([&bare_ja, &bare_en]));
    Quoted { column: "size", cell: cell(shape, &low, &high), forms, shape }
}

fn often([shaped, a, b, unit, every]: Seed) -> Quoted {
    let shape = if shape(shaped) == Shape::Range { Shape::Range } else { Shape::One };
    let (name, ja_unit, en_unit) = UNITS[unit as usize % 6];
    let (low, high) = (a % 6 + 1, a % 6 + 2 + b % 5);
    // Once a week, every three weeks, every two to four weeks.
    let (every, more) = if every % 2 == 0 { (1, 0) } else { (every % 11 + 2, (every / 11) % 4) };
    let periods = if more == 0 { every.to_string() } else { format!("{every}〜{}", every + more) };
    let period_ja = match (every, name) {
        (1, "minute") => "1分に".to_owned(),
        (1, "hour") => "1時間に".to_owned(),
        (1, "day") => "1日".to_owned(),
        (1, "week") => "週".to_owned(),
        (1, "month") => "月".to_owned(),
        (1, _) => "年".to_owned(),
        _ => format!("{periods}{ja_unit}に"),
    };
    let period_en = match (every, name) {
        (1, "hour") => "an hour".to_owned(),
        (1, _) => format!("a{}", en_unit[0]),
        _ => format!("every {}{}", periods.replace('〜', "–"), en_unit[1]),
    };
    let times = |number: u32| match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{number} times"),
    };
    let of_ja = |number: String| format!("{period_ja}{number}回");
    let ja_texts = ja([of_ja(low.to_string()), of_ja(high.to_string())], of_ja(format!("{low}〜{high}")));
    let of_en = |number: String| format!("{number} {period_en}");
    let en_texts = en([of_en(times(low)), of_en(times(high))], of_en(format!("{low}–{high} times")));
    let (bare_ja, bare_en) = bare(&low.to_string(), &high.to_string());
    let forms = usual(shape, &ja_texts, &en_texts, ("", "程度"), (every == 1).then_some([&bare_ja, &bare_en]));
    let mut forms = forms;
    // Of a range of periods neither end says how often.
    forms.retain(|form| more == 0 || shape == Shape::Range || !["upper", "lower"].contains(&form.name));
    let numbers = cell(shape, &low.to_string(), &high.to_string());
    let every = match more {
        0 => format!("\"{every} {name}\""),
        more => format!("[\"{every} {name}\", \"{} {name}\"]", every + more),
    };
    Quoted { column: "often", cell: format!("{{ times = {numbers}, every = {every} }}"), forms, shape }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The day of the week, from Sunday, as Sakamoto reckons it.
fn weekday((year, month, day): (u32, u32, u32)) -> usize {
    const SHIFTS: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let year = if month < 3 { year - 1 } else { year };
    ((year + year / 4 - year / 100 + year / 400 + SHIFTS[month as usize - 1] + day) % 7) as usize
}

fn era(date: (u32, u32, u32)) -> (&'static str, &'static str, u32) {
    let eras = [
        ((2019, 5, 1), "令和", "Reiwa"),
        ((1989, 1, 8), "平成", "Heisei"),
        ((1926, 12, 25), "昭和", "Shōwa"),
        ((1912, 7, 30), "大正", "Taishō"),
        ((1868, 1, 25), "明治", "Meiji"),
    ];
    let (first, ja, en) = eras.into_iter().find(|(first, _, _)| *first <= date).unwrap();
    (ja, en, date.0 - first.0 + 1)
}

/// The second day of a range in Japanese, without what the first has said.
fn ja_rest(low: (u32, u32, u32), (_, month, day): (u32, u32, u32)) -> String {
    if low.1 == month { format!("{day}日") } else { format!("{month}月{day}日") }
}

/// The first day of a range in English, without what the second will say.
fn en_rest((_, month, day): (u32, u32, u32), high: (u32, u32, u32)) -> String {
    if month == high.1 { day.to_string() } else { format!("{day} {}", MONTHS[month as usize - 1]) }
}

fn day([shaped, a, b, month, of_month]: Seed) -> Quoted {
    let shape = shape(shaped);
    let low = (1880 + a % 180, month % 12 + 1, of_month % 28 + 1);
    let other = (low.0 + b % 4 * (1 + b % 20), (month / 12) % 12 + 1, (of_month / 28) % 28 + 1);
    let (low, high) = (low.min(other), low.max(other));
    let shape = if low == high && shape == Shape::Range { Shape::One } else { shape };
    let iso = |(year, month, day): (u32, u32, u32)| format!("{year}-{month:02}-{day:02}");
    let ja_day = |(year, month, day): (u32, u32, u32)| format!("{year}年{month}月{day}日");
    let en_day = |(year, month, day): (u32, u32, u32)| format!("{day} {} {year}", MONTHS[month as usize - 1]);
    let whole = |one: &dyn Fn((u32, u32, u32)) -> String, join: &str, from: (&str, &str), to: (&str, &str)| match shape
    {
        Shape::One => one(low),
        Shape::Range => format!("{}{join}{}", one(low), one(high)),
        Shape::From => format!("{}{}{}", from.0, one(low), from.1),
        Shape::To => format!("{}{}{}", to.0, one(high), to.1),
    };
    let in_ja = |one: &dyn Fn((u32, u32, u32)) -> String, join| whole(one, join, ("", "から"), ("", "まで"));
    let in_en = |one: &dyn Fn((u32, u32, u32)) -> String| whole(one, " to ", ("from ", ""), ("until ", ""));
    let is_within = |same: bool| shape == Shape::Range && low.0 == high.0 && same;
    let plain = match is_within(true) {
        true => {
            (format!("{}〜{}", ja_day(low), ja_rest(low, high)), format!("{} to {}", en_rest(low, high), en_day(high)))
        }
        false => (in_ja(&ja_day, "〜"), in_en(&en_day)),
    };
    let ja_long = |date| format!("{}（{}）", ja_day(date), ["日", "月", "火", "水", "木", "金", "土"][weekday(date)]);
    let en_long = |date| {
        let days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
        format!("{}, {}", days[weekday(date)], en_day(date))
    };
    let ja_era = |date: (u32, u32, u32)| {
        let (name, _, year) = era(date);
        let year = if year == 1 { "元".to_owned() } else { year.to_string() };
        format!("{name}{year}年{}月{}日", date.1, date.2)
    };
    let en_era = |date: (u32, u32, u32)| {
        let (_, name, year) = era(date);
        format!("{} {} {name} {year}", date.2, MONTHS[date.1 as usize - 1])
    };
    let by_era = match is_within(era(low).0 == era(high).0) {
        true => {
            (format!("{}〜{}", ja_era(low), ja_rest(low, high)), format!("{} to {}", en_rest(low, high), en_era(high)))
        }
        false => (in_ja(&ja_era, "〜"), in_en(&en_era)),
    };
    let mut forms = vec![
        Form { name: "plain", ja: plain.0, en: plain.1 },
        Form { name: "long", ja: in_ja(&ja_long, "から"), en: in_en(&en_long) },
        Form { name: "era", ja: by_era.0, en: by_era.1 },
    ];
    let upper = if shape == Shape::One { low } else { high };
    forms.extend((shape != Shape::From).then(|| Form { name: "upper", ja: ja_day(upper), en: en_day(upper) }));
    forms.extend((shape != Shape::To).then(|| Form { name: "lower", ja: ja_day(low), en: en_day(low) }));
    Quoted { column: "day", cell: cell(shape, &iso(low), &iso(high)), forms, shape }
}

/// The names of the days from Monday: in data, in English, in Japanese.
const DAYS: [(&str, &str, &str); 7] = [
    ("mon", "Monday", "月"),
    ("tue", "Tuesday", "火"),
    ("wed", "Wednesday", "水"),
    ("thu", "Thursday", "木"),
    ("fri", "Friday", "金"),
    ("sat", "Saturday", "土"),
    ("sun", "Sunday", "日"),
];

const NTH: [(&str, &str, &str); 6] = [
    ("1", "1st", "第1"),
    ("2", "2nd", "第2"),
    ("3", "3rd", "第3"),
    ("4", "4th", "第4"),
    ("5", "5th", "第5"),
    ("-1", "last", "最終"),
];

/// Several things with a comma, and with "and" before the last.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

fn week([days, nth, some, order, _]: Seed) -> Quoted {
    let chosen: Vec<usize> = (0..7).filter(|day| (days % 127 + 1) >> day & 1 == 1).collect();
    let nth: Vec<usize> = (0..6).filter(|at| some % 2 == 0 && (nth % 63 + 1) >> at & 1 == 1).collect();
    // All that a month has is every one.
    let said: Vec<usize> = if (0..5).all(|at| nth.contains(&at)) { Vec::new() } else { nth.clone() };
    let names = |name: &dyn Fn(usize) -> String, join: &str| {
        let (mut names, mut at) = (Vec::new(), 0);
        while at < chosen.len() {
            let mut end = at;
            while end + 1 < chosen.len() && chosen[end + 1] == chosen[end] + 1 {
                end += 1;
            }
            if end - at >= 2 {
                names.push(format!("{}{join}{}", name(chosen[at]), name(chosen[end])));
            } else {
                names.extend((at..=end).map(|at| name(chosen[at])));
            }
            at = end + 1;
        }
        names
    };
    let short = names(&|day| DAYS[day].2.to_owned(), "〜").join("・");
    let long = names(&|day| format!("{}曜日", DAYS[day].2), "〜").join("・");
    let english = listed(&names(&|day| DAYS[day].1.to_owned(), " to "));
    let which_ja = said.iter().map(|at| NTH[*at].2).collect::<Vec<_>>().join("・");
    let which_en = listed(&said.iter().map(|at| NTH[*at].1.to_owned()).collect::<Vec<_>>());
    let english = if said.is_empty() { english } else { format!("{which_en} {english} of the month") };
    let form = |name, ja| Form { name, ja, en: english.clone() };
    // Several of several are named in full.
    let plain = match said.len() > 1 && chosen.len() > 1 {
        true => format!("{which_ja}{long}"),
        false => format!("{which_ja}{short}曜日"),
    };
    let forms = vec![form("plain", plain), form("long", format!("{which_ja}{long}"))];
    let mut quoted: Vec<String> = chosen.iter().map(|day| format!("\"{}\"", DAYS[*day].0)).collect();
    quoted.rotate_left(order as usize % chosen.len());
    let days = quoted.join(", ");
    let numbers = nth.iter().map(|at| NTH[*at].0).collect::<Vec<_>>().join(", ");
    let cell = match nth.is_empty() {
        true => format!("[{days}]"),
        false => format!("{{ weekday = [{days}], nth = [{numbers}] }}"),
    };
    Quoted { column: "week", cell, forms, shape: Shape::One }
}

fn clock([shaped, a, b, on_the_hour, _]: Seed) -> Quoted {
    let minute = |of: u32| if on_the_hour % 3 == 0 { 0 } else { of / 25 % 60 };
    let time = |of: u32| (of % 25, if of % 25 == 24 { 0 } else { minute(of) });
    // A range that begins at the end of a day begins at 0:00.
    let (low, high) = (time(a / 25 * 25 + a % 24), time(b));
    let shape = if low == high { Shape::One } else { shape(shaped) };
    let plain = |(hour, minute): (u32, u32)| format!("{hour}:{minute:02}");
    let ja_long = |(hour, minute): (u32, u32)| {
        let rest = if minute == 0 { String::new() } else { format!("{minute}分") };
        match hour {
            24 => "24時".to_owned(),
            0..12 => format!("午前{hour}時{rest}"),
            _ => format!("午後{}時{rest}", hour - 12),
        }
    };
    let en_long = |(hour, minute): (u32, u32)| {
        let of_twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
        let minutes = if minute == 0 { String::new() } else { format!(":{minute:02}") };
        let half = if hour == 24 {
            "midnight"
        } else if hour < 12 {
            "am"
        } else {
            "pm"
        };
        format!("{of_twelve}{minutes} {half}")
    };
    let whole = |one: &dyn Fn((u32, u32)) -> String, join: &str, before: [&str; 2], after: [&str; 2]| match shape {
        Shape::One => one(low),
        Shape::Range => format!("{}{join}{}", one(low), one(high)),
        Shape::From => format!("{}{}{}", before[0], one(low), after[0]),
        Shape::To => format!("{}{}{}", before[1], one(high), after[1]),
    };
    let in_ja = |one: &dyn Fn((u32, u32)) -> String, join| whole(one, join, ["", ""], ["から", "まで"]);
    let in_en = |one: &dyn Fn((u32, u32)) -> String, join| whole(one, join, ["from ", "until "], ["", ""]);
    let (ja, en) = (in_ja(&plain, "〜"), in_en(&plain, "–"));
    let about = Form { name: "about", ja: format!("{ja}頃"), en: format!("about {en}") };
    let mut forms = vec![
        Form { name: "plain", ja, en },
        Form { name: "long", ja: in_ja(&ja_long, "から"), en: in_en(&en_long, " to ") },
    ];
    // Of what is open nobody says it.
    forms.extend(matches!(shape, Shape::One | Shape::Range).then_some(about));
    let end = |name, time| Form { name, ja: plain(time), en: plain(time) };
    let upper = if shape == Shape::One { low } else { high };
    forms.extend((shape != Shape::From).then(|| end("upper", upper)));
    forms.extend((shape != Shape::To).then(|| end("lower", low)));
    let data = |(hour, minute): (u32, u32)| format!("\"{hour:02}:{minute:02}\"");
    Quoted { column: "clock", cell: cell(shape, &data(low), &data(high)), forms, shape }
}

fn phone([a, b, c, shaped, _]: Seed) -> Quoted {
    let (area, office, line) = (a % 100, b % 10_000, c % 10_000);
    let number = match shaped % 5 {
        0 => format!("+{}-{area}-{office:04}-{line:04}", a / 100 % 99 + 1),
        1 => format!("0{area:02}-{office:04}-{line:04}"),
        2 => format!("({area:03}) {office:04} {line:04}"),
        3 => format!("#{line:04}"),
        _ => format!("1{area:02}"),
    };
    let forms = vec![Form { name: "plain", ja: number.clone(), en: number.clone() }];
    Quoted { column: "phone", cell: format!("\"{number}\""), forms, shape: Shape::One }
}
