//! Downloads: a value of each type, as JSON has it, is the value that the data states, reckoned from what was written.

use super::site::built;
use super::{files, options};
use serde_json::{Value, json};

const SITE: &str =
    "base_url = \"https://example.com/\"\nsource = \"en\"\n[[languages]]\ncode = \"en\"\nname = \"English\"\n";
const HOME: &str = "+++\ntitle = \"Home\"\n+++\n[](table:t)\n";

const COLUMNS: &str = "caption = \"t\"\n\
    [[column]]\nid = \"duration\"\ntype = \"duration\"\nlabel = \"a\"\n\
    [[column]]\nid = \"money\"\ntype = \"money\"\ncurrency = \"USD\"\ntax = \"included\"\nlabel = \"b\"\n\
    [[column]]\nid = \"frequency\"\ntype = \"frequency\"\nlabel = \"c\"\n\
    [[column]]\nid = \"count\"\ntype = \"count\"\nunit = \"person\"\nlabel = \"d\"\n\
    [[column]]\nid = \"percent\"\ntype = \"percent\"\nlabel = \"e\"\n\
    [[column]]\nid = \"measure\"\ntype = \"measure\"\nunit = \"nm\"\nlabel = \"f\"\n";

const UNITS: [&str; 5] = ["hour", "day", "week", "month", "year"];

/// What a value is made of, whatever its type.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// A number of hundredths.
    pub low: u32,
    /// So many hundredths more is the high end.
    pub more: u32,
    /// One value, a range, open at the top, open at the bottom.
    pub shape: u8,
    pub unit: usize,
    pub is_negative: bool,
    pub is_few: bool,
}

/// Every value of a table comes back from its JSON.
pub fn come_back(given: &[Given]) {
    let rows: Vec<(String, Value)> = given.iter().enumerate().map(|(at, given)| row(at, *given)).collect();
    let table = format!("{COLUMNS}{}", rows.iter().map(|(toml, _)| toml.as_str()).collect::<String>());
    let site = files([
        ("site.toml", SITE.as_bytes()),
        ("content/index.en.md", HOME.as_bytes()),
        ("content/tables/t.toml", table.as_bytes()),
    ]);
    let result = built(&site, &options());
    assert!(!result.errors, "{}\n{table}", result.said);
    let json: Value = serde_json::from_slice(&result.files["en/tables/t.json"]).unwrap();
    for (at, (toml, wanted)) in rows.iter().enumerate() {
        for (column, wanted) in wanted.as_object().unwrap() {
            assert_eq!(&json["rows"][at]["cells"][column]["exact"], wanted, "{column} of {toml}");
        }
    }
}

/// A row of a table, and what each of its cells says.
fn row(at: usize, given: Given) -> (String, Value) {
    let unit = UNITS[given.unit % UNITS.len()];
    let (money, money_exact) = ends(given, |hundredths| decimal(hundredths, false), |text| json!(text));
    let signed = |hundredths| decimal(hundredths, given.is_negative);
    // Of numbers below nothing the larger is the lower.
    let turned = match given.is_negative && given.shape == 1 && given.more > 0 {
        true => Given { low: given.low + given.more, more: 0, shape: 4, ..given },
        false => given,
    };
    let (number, number_exact) = match turned.shape {
        4 => (
            format!("[{}, {}]", signed(turned.low), signed(given.low)),
            json!({ "low": short(turned.low, true), "high": short(given.low, true) }),
        ),
        _ => ends(given, signed, |text| json!(text)),
    };
    let length = |hundredths| match given.is_few && hundredths == given.low {
        true => format!("\"few {unit}\""),
        false => format!("\"{} {unit}\"", decimal(hundredths, false)),
    };
    let (duration, duration_exact) = ends(given, length, |text| match text {
        text if text.starts_with("few") => json!({ "amount": "few", "unit": unit }),
        text => json!({ "amount": text, "unit": unit }),
    });
    let times = decimal(given.low, false);
    let toml = format!(
        "[[row]]\nid = \"r{at}\"\nlabel = \"r{at}\"\nduration = {duration}\nmoney = {money}\n\
         frequency = {{ times = {times}, every = \"{} {unit}\" }}\ncount = {money}\npercent = {number}\nmeasure = {number}\n",
        decimal(given.more + 100, false),
    );
    let with = |ends: &Value, more: Value| {
        let mut all = ends.as_object().unwrap().clone();
        all.extend(more.as_object().unwrap().clone());
        Value::Object(all)
    };
    let times = short(given.low, false);
    let every = short(given.more + 100, false);
    let exact = json!({
        "duration": with(&duration_exact, json!({ "type": "duration" })),
        "money": with(&money_exact, json!({ "type": "money", "currency": "USD", "tax": "included", "per": null })),
        "frequency": {
            "type": "frequency",
            "times": { "low": times, "high": times },
            "every": { "low": every, "high": every, "unit": unit },
        },
        "count": with(&money_exact, json!({ "type": "count", "unit": "person" })),
        "percent": with(&number_exact, json!({ "type": "percent" })),
        "measure": with(&number_exact, json!({ "type": "measure", "unit": "nm" })),
    });
    (toml, exact)
}

/// A value of one or two ends as data has it, and both ends as JSON has them.
fn ends(given: Given, write: impl Fn(u32) -> String, read: impl Fn(&str) -> Value) -> (String, Value) {
    let Given { low, more, shape, .. } = given;
    let (one, two) = (write(low), write(low + more));
    let exact = |text: &str| {
        let bare = text.trim_matches('"').split(' ').next().unwrap();
        let (whole, fraction) = bare.split_once('.').unwrap_or((bare, ""));
        let fraction = fraction.trim_end_matches('0');
        read(&if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
    };
    match shape {
        0 => (one.clone(), json!({ "low": exact(&one), "high": exact(&one) })),
        2 => (format!("[{one}, \"open\"]"), json!({ "low": exact(&one), "high": null })),
        3 => (format!("[\"open\", {two}]"), json!({ "low": null, "high": exact(&two) })),
        _ => (format!("[{one}, {two}]"), json!({ "low": exact(&one), "high": exact(&two) })),
    }
}

/// A number of hundredths with both of its places.
fn decimal(hundredths: u32, is_negative: bool) -> String {
    let sign = if is_negative && hundredths > 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

/// The same without zeros that say nothing.
fn short(hundredths: u32, is_negative: bool) -> String {
    decimal(hundredths, is_negative).trim_end_matches('0').trim_end_matches('.').to_owned()
}
