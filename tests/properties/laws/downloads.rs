//! Downloads: a value of each type, as JSON and as CSV have it, is the value that the data states, reckoned from what was
//! written. CSV is read here by what `docs/downloads.md` says of it, and by nothing of the program.

use super::site::built;
use super::{files, options};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const SITE: &str =
    "base_url = \"https://example.com/\"\nsource = \"en\"\n[[languages]]\ncode = \"en\"\nname = \"English\"\n";
const HOME: &str = "+++\ntitle = \"Home\"\n+++\n[](table:t)\n";

/// The columns: id, what its data says besides, and its names in CSV.
const COLUMNS: [(&str, &str, &[&str]); 14] = [
    ("length", "type = \"duration\"", &["low", "high", "unit", "exact-low", "exact-high", "derived"]),
    ("months", "type = \"duration\"\nunit = \"month\"", &["low", "high", "unit", "exact-low", "exact-high", "derived"]),
    ("money", "type = \"money\"\ncurrency = \"USD\"\ntax = \"included\"", &["low", "high", "unit", "tax", "derived"]),
    ("rent", "type = \"money\"\ncurrency = \"EUR\"\nper = \"week\"", &["low", "high", "unit", "tax", "derived"]),
    ("often", "type = \"frequency\"", &["low", "high", "unit", "every-low", "every-high"]),
    ("people", "type = \"count\"\nunit = \"person\"", &["low", "high", "unit", "derived"]),
    ("share", "type = \"percent\"", &["low", "high", "unit", "derived"]),
    ("size", "type = \"measure\"\nunit = \"nm\"", &["low", "high", "unit", "exact-low", "exact-high", "derived"]),
    ("day", "type = \"date\"", &["low", "high"]),
    ("open", "type = \"time\"", &["low", "high"]),
    ("week", "type = \"weekday\"", &["days", "nth"]),
    ("call", "type = \"phone\"", &["number"]),
    (
        "kind",
        "type = \"choice\"\nchoices = [{ id = \"a\", label = \"A\" }, { id = \"b-1\", label = \"=B\" }]",
        &["choice"],
    ),
    ("said", "type = \"text\"", &[]),
];

const UNITS: [&str; 6] = ["minute", "hour", "day", "week", "month", "year"];

/// What a value is made of, whatever its type.
#[derive(Debug, Clone)]
pub struct Given {
    /// A number of hundredths.
    pub low: u32,
    /// So many hundredths more is the high end.
    pub more: u32,
    pub shape: Shape,
    pub unit: usize,
    pub is_negative: bool,
    pub is_few: bool,
    /// What the row holds: values, or one of the others.
    pub state: State,
    /// Of the column of texts: it shows something.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    One,
    Range,
    From,
    To,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Value,
    Unknown,
    NotApplicable,
    Text,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Value => "value",
            State::Unknown => "unknown",
            State::NotApplicable => "not-applicable",
            State::Text => "text",
        }
    }
}

/// Every value of a table comes back from its JSON and from its CSV.
pub fn come_back(given: &[Given]) {
    let rows: Vec<Row> = given.iter().map(row).collect();
    let mut table = String::from("caption = \"t\"\n");
    for (id, more, _) in COLUMNS {
        table += &format!("[[column]]\nid = \"{id}\"\nlabel = \"{id}.low\"\n{more}\n");
    }
    for (at, row) in rows.iter().enumerate() {
        table += &format!("[[row]]\nid = \"r{at}\"\nlabel = \"=R{at}\"\n");
        row.iter().for_each(|(column, cell)| table += &format!("{column} = {}\n", cell.toml));
    }
    let site = files([
        ("site.toml", SITE.as_bytes()),
        ("content/index.en.md", HOME.as_bytes()),
        ("content/tables/t.toml", table.as_bytes()),
    ]);
    let result = built(&site, &options());
    assert!(!result.errors, "{}\n{table}", result.said);
    let json: Value = serde_json::from_slice(&result.files["en/tables/t.json"]).unwrap();
    let csv = Csv::read(std::str::from_utf8(&result.files["en/tables/t.csv"]).unwrap());
    csv.has_its_names();
    csv.is_harmless();
    assert_eq!(csv.rows.len(), rows.len());
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(csv.at(at, "row"), format!("r{at}"));
        assert_eq!(csv.texts(at)[0], format!("=R{at}"));
        for (column, cell) in row {
            let said = &json["rows"][at]["cells"][column];
            assert_eq!(said["exact"], cell.exact, "JSON: {column} = {}", cell.toml);
            assert_eq!(said["state"], cell.state.name(), "JSON: {column} = {}", cell.toml);
            assert_eq!(csv.at(at, &format!("{column}.state")), cell.state.name(), "CSV: {column} = {}", cell.toml);
            let wanted = if cell.state == State::Value { &cell.exact } else { &Value::Null };
            assert_eq!(&csv.exact(at, column, cell.state), wanted, "CSV: {column} = {}", cell.toml);
            for (name, wanted) in &cell.compared {
                assert_eq!(csv.at(at, &format!("{column}.{name}")), *wanted, "CSV: {column}.{name} of {}", cell.toml);
            }
            if let Some(text) = &cell.text {
                let place = 1 + COLUMNS.iter().position(|(id, ..)| id == column).unwrap();
                assert_eq!(&csv.texts(at)[place], text, "CSV: {column} = {}", cell.toml);
                assert_eq!(said["text"], text.as_str(), "JSON: {column} = {}", cell.toml);
            }
        }
    }
}

/// The cells of a row by their columns.
type Row = BTreeMap<&'static str, Cell>;

/// A cell: as data has it, and what a program reads of it.
struct Cell {
    toml: String,
    state: State,
    exact: Value,
    /// Numbers that are there to be compared, by their names.
    compared: Vec<(&'static str, String)>,
    text: Option<String>,
}

fn row(given: &Given) -> Row {
    let mut row: Row = COLUMNS.iter().map(|(id, ..)| (*id, value(id, given))).collect();
    let words = match given.state {
        State::Value => return row,
        State::Unknown => "\"unknown\"",
        State::NotApplicable => "\"n/a\"",
        State::Text => "{ text = \"'as asked\" }",
    };
    for (id, cell) in &mut row {
        // A text is one of its own type.
        if *id != "said" || given.state != State::Text {
            let text = (given.state == State::Text).then(|| "'as asked".to_owned());
            *cell = Cell { toml: words.to_owned(), state: given.state, exact: Value::Null, compared: Vec::new(), text };
        }
    }
    row
}

/// A value of a column.
fn value(column: &str, given: &Given) -> Cell {
    let (low, high) = (given.low, given.low + given.more);
    let unit = UNITS[given.unit % UNITS.len()];
    let number = |hundredths| (decimal(hundredths, false), json!(short(hundredths, false)));
    let two = |low: &str, high: &str| vec![("low", low.to_owned()), ("high", high.to_owned())];
    let with = |toml_and_ends: (String, Map<String, Value>), more: Value| {
        let (toml, mut exact) = toml_and_ends;
        exact.extend(more.as_object().unwrap().clone());
        let compared: Vec<(&str, String)> =
            match exact.get("low").into_iter().chain(exact.get("high")).all(|end| !end.is_object()) {
                true => two(exact["low"].as_str().unwrap_or(""), exact["high"].as_str().unwrap_or("")),
                false => Vec::new(),
            };
        Cell { toml, state: State::Value, exact: Value::Object(exact), compared, text: None }
    };
    match column {
        "length" | "months" => {
            // The low end, that is, of which a range may say no more than that.
            let is_few = |hundredths: u32| given.is_few && hundredths == low;
            let length = |hundredths| match is_few(hundredths) {
                true => (format!("\"few {unit}\""), json!({ "amount": "few", "unit": unit })),
                false => {
                    let (text, amount) = number(hundredths);
                    (format!("\"{text} {unit}\""), json!({ "amount": amount, "unit": unit }))
                }
            };
            let mut cell = with(ends(given.shape, low, high, length), json!({ "type": "duration" }));
            let times = match (column, unit) {
                ("length", _) | (_, "month") => Some(1),
                (_, "year") => Some(12),
                _ => None,
            };
            let number = |hundredths: u32| match is_few(hundredths) {
                true => String::new(),
                false => short(hundredths * times.unwrap_or_default(), false),
            };
            let (below, above) = match given.shape {
                Shape::One => (number(low), number(low)),
                Shape::Range => (number(low), number(high)),
                Shape::From => (number(low), String::new()),
                Shape::To => (String::new(), number(high)),
            };
            cell.compared = if times.is_some() { two(&below, &above) } else { Vec::new() };
            cell.compared.push(("unit", if column == "length" { unit } else { "month" }.to_owned()));
            cell
        }
        "money" => with(
            ends(given.shape, low, high, number),
            json!({ "type": "money", "currency": "USD", "tax": "included", "per": null }),
        ),
        "rent" => {
            let own = json!({ "type": "money", "currency": "EUR", "tax": null, "per": "week" });
            let mut cell = with(ends(given.shape, low, high, number), own);
            cell.compared.push(("unit", "EUR/week".to_owned()));
            cell
        }
        "people" => with(ends(given.shape, low, high, number), json!({ "type": "count", "unit": "person" })),
        "share" => with(signed(given), json!({ "type": "percent" })),
        "size" if given.unit.is_multiple_of(2) => with(signed(given), json!({ "type": "measure", "unit": "nm" })),
        "size" => {
            let number =
                |hundredths| (format!("\"{} µm\"", decimal(hundredths, false)), json!(short(hundredths, false)));
            let mut cell = with(ends(given.shape, low, high, number), json!({ "type": "measure", "unit": "µm" }));
            // A hundredth of a micrometre is ten nanometres.
            cell.compared.retain_mut(|(_, end)| {
                let hundredths = if end.is_empty() { None } else { Some(hundredths(end)) };
                *end = hundredths.map(|hundredths| (u64::from(hundredths) * 10).to_string()).unwrap_or_default();
                true
            });
            cell.compared.push(("unit", "nm".to_owned()));
            cell
        }
        "often" => {
            // Nothing happens no times.
            let (toml, times) = ends(given.shape, low + 1, high + 1, number);
            // Of what is open at an end the period is one.
            let is_range = given.is_few && toml.matches("open").count() == 0;
            let (every, most) = (given.more + 100, given.more + 100 + if is_range { given.low + 1 } else { 0 });
            let exact = json!({
                "type": "frequency",
                "times": times,
                "every": { "low": short(every, false), "high": short(most, false), "unit": unit },
            });
            let period = |hundredths| format!("\"{} {unit}\"", decimal(hundredths, false));
            let periods = match every == most {
                true => period(every),
                false => format!("[{}, {}]", period(every), period(most)),
            };
            let toml = format!("{{ times = {toml}, every = {periods} }}");
            Cell { toml, state: State::Value, exact, compared: Vec::new(), text: None }
        }
        "open" => {
            let time = |minutes: u32| {
                let time = format!("{:02}:{:02}", minutes / 60, minutes % 60);
                (format!("\"{time}\""), json!(time))
            };
            let (from, to) = (given.low % 720, 720 + given.more % 720);
            with(ends(given.shape, from, to, time), json!({ "type": "time" }))
        }
        "week" => {
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let days: Vec<&str> =
                (0..7).filter(|day| (given.low % 127 + 1) >> day & 1 == 1).map(|day| names[day]).collect();
            let nth: Vec<i32> = match given.is_negative {
                true => [1_i32, 2, 3, 4, 5, -1]
                    .into_iter()
                    .filter(|nth| (given.more >> nth.abs_diff(-1)) & 1 == 1)
                    .collect(),
                false => Vec::new(),
            };
            let toml = match nth.is_empty() {
                true => json!(days).to_string(),
                false => format!("{{ weekday = {}, nth = {} }}", json!(days), json!(nth)),
            };
            // All that a month has is every one.
            let is_every = (1..=5).all(|number| nth.contains(&number));
            let nth = if is_every { Vec::new() } else { nth };
            let exact = json!({ "type": "weekday", "days": days, "nth": nth });
            Cell { toml, state: State::Value, exact, compared: Vec::new(), text: None }
        }
        "call" => {
            let (a, b) = (given.low % 999 + 1, given.more);
            let (written, dialled) = match given.shape {
                Shape::One => (format!("+{a}-{b:05}"), format!("+{a}{b:05}")),
                Shape::Range => (format!("0{a:03} {b:05}"), format!("0{a:03}{b:05}")),
                Shape::From => (format!("#{b:04}"), format!("#{b:04}")),
                Shape::To => (format!("({a:03}) {b:05}"), format!("{a:03}{b:05}")),
            };
            let exact = json!({ "type": "phone", "number": dialled });
            Cell {
                toml: json!(written).to_string(),
                state: State::Value,
                exact,
                compared: Vec::new(),
                text: Some(written),
            }
        }
        "day" => {
            let day = |year: u32| {
                let day = format!("{year:04}-{:02}-{:02}", given.low % 12 + 1, given.low % 28 + 1);
                (day.clone(), json!(day))
            };
            let year = 1900 + given.low % 200;
            with(ends(given.shape, year, year + 1 + given.more % 50, day), json!({ "type": "date" }))
        }
        "kind" => {
            let id = if given.is_few { "a" } else { "b-1" };
            let exact = json!({ "type": "choice", "id": id });
            let text = if given.is_few { "A" } else { "=B" };
            Cell {
                toml: json!(id).to_string(),
                state: State::Value,
                exact,
                compared: Vec::new(),
                text: Some(text.to_owned()),
            }
        }
        _ => {
            let text = given.text.clone();
            Cell {
                toml: json!(text).to_string(),
                state: State::Value,
                exact: Value::Null,
                compared: Vec::new(),
                text: Some(text),
            }
        }
    }
}

/// Both ends of a number that may be below nothing: there the larger is the lower.
fn signed(given: &Given) -> (String, Map<String, Value>) {
    let (near, far) = (given.low, given.low + given.more);
    let (low, high) = if given.is_negative { (far, near) } else { (near, far) };
    ends(given.shape, low, high, |hundredths| {
        (decimal(hundredths, given.is_negative), json!(short(hundredths, given.is_negative)))
    })
}

/// A value of one or two ends as data has it, and both ends as a program reads them. `write` has an end in both ways.
fn ends(shape: Shape, low: u32, high: u32, write: impl Fn(u32) -> (String, Value)) -> (String, Map<String, Value>) {
    let ((low, exact_low), (high, exact_high)) = (write(low), write(high));
    let (toml, ends) = match shape {
        Shape::One => (low, json!({ "low": exact_low, "high": exact_low })),
        Shape::Range => (format!("[{low}, {high}]"), json!({ "low": exact_low, "high": exact_high })),
        Shape::From => (format!("[{low}, \"open\"]"), json!({ "low": exact_low, "high": null })),
        Shape::To => (format!("[\"open\", {high}]"), json!({ "low": null, "high": exact_high })),
    };
    (toml, ends.as_object().unwrap().clone())
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

/// How many hundredths a number without a sign is.
fn hundredths(number: &str) -> u32 {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    format!("{whole}{fraction:0<2}").parse().unwrap()
}

/// A table as CSV, read by RFC 4180.
struct Csv {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Csv {
    fn read(text: &str) -> Csv {
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
        let mut chars = text.chars().peekable();
        let mut is_quoted = false;
        while let Some(c) = chars.next() {
            match c {
                '"' if is_quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
                '"' if is_quoted || field.is_empty() => is_quoted = !is_quoted,
                ',' if !is_quoted => record.push(std::mem::take(&mut field)),
                '\r' if !is_quoted => {
                    assert_eq!(chars.next(), Some('\n'), "a line ends by CRLF");
                    record.push(std::mem::take(&mut field));
                    records.push(std::mem::take(&mut record));
                }
                '\n' if !is_quoted => panic!("a line ends by LF alone"),
                c => field.push(c),
            }
        }
        assert!(!is_quoted && record.is_empty() && field.is_empty(), "the last line has no end");
        let heads: Vec<String> = records.remove(0);
        assert!(records.iter().all(|record| record.len() == heads.len()), "each line has as many fields as the first");
        Csv { heads, rows: records }
    }

    /// What stands behind the texts is what the types of the columns ask for, and no name stands twice.
    fn has_its_names(&self) {
        let mut wanted = vec!["row".to_owned()];
        for (id, _, own) in COLUMNS {
            let names = own.iter().chain(&["state", "evidence", "reviewed", "sources"]);
            wanted.extend(names.map(|name| format!("{id}.{name}")));
        }
        wanted.extend(["note".to_owned(), "remarks".to_owned()]);
        assert_eq!(self.heads[COLUMNS.len() + 1..], wanted);
        // The labels are made to be the names of what stands behind them, where there is such a one.
        for name in &wanted {
            assert_eq!(self.heads.iter().filter(|head| *head == name).count(), 1, "{name}");
        }
    }

    /// No field but a number below nothing begins as what a spreadsheet would carry out.
    fn is_harmless(&self) {
        for (head, field) in
            self.rows.iter().flat_map(|row| self.heads.iter().zip(row)).chain(self.heads.iter().zip(&self.heads))
        {
            let signs = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];
            let is_number = ["share.", "size.", "week.nth", "call.number"].iter().any(|start| head.starts_with(start))
                && field.starts_with(['-', '+']);
            assert!(is_number || !field.trim_start().starts_with(signs), "{head}: {field}");
        }
    }

    /// What a field says: without the mark that was put before it.
    fn said(field: &str) -> String {
        field.strip_prefix('\'').unwrap_or(field).to_owned()
    }

    fn texts(&self, row: usize) -> Vec<String> {
        self.rows[row][..=COLUMNS.len()].iter().map(|field| Csv::said(field)).collect()
    }

    fn at(&self, row: usize, name: &str) -> String {
        let place = self.heads.iter().position(|head| head == name).unwrap_or_else(|| panic!("{name}"));
        Csv::said(&self.rows[row][place])
    }

    /// The value as JSON has it, made again from the columns that its type has.
    fn exact(&self, row: usize, column: &str, state: State) -> Value {
        let at = |name: &str| self.at(row, &format!("{column}.{name}"));
        let or_null = |text: String| if text.is_empty() { Value::Null } else { json!(text) };
        let end = |name: &str| or_null(at(name));
        let (low, high) = (|| end("low"), || end("high"));
        let split = |name: &str| {
            let text = at(name);
            text.split_once(' ').map(|(number, unit)| (number.to_owned(), unit.to_owned()))
        };
        if state != State::Value {
            let own = COLUMNS.iter().find(|(id, ..)| *id == column).unwrap().2;
            own.iter().for_each(|name| assert_eq!(at(name), "", "{column}.{name}"));
            return Value::Null;
        }
        match column {
            "length" | "months" => {
                let end = |name| match split(name) {
                    Some((amount, unit)) => json!({ "amount": amount, "unit": unit }),
                    None => Value::Null,
                };
                json!({ "type": "duration", "low": end("exact-low"), "high": end("exact-high") })
            }
            "size" => {
                let (low, high) = (split("exact-low"), split("exact-high"));
                let unit = low.clone().or(high.clone()).unwrap().1;
                assert!([&low, &high].into_iter().flatten().all(|(_, own)| *own == unit));
                let number = |end: Option<(String, String)>| end.map(|(number, _)| number);
                json!({ "type": "measure", "low": number(low), "high": number(high), "unit": unit })
            }
            "money" | "rent" => {
                let unit = at("unit");
                let (currency, per) = unit.split_once('/').map_or((unit.as_str(), None), |(a, b)| (a, Some(b)));
                json!({ "type": "money", "currency": currency, "per": per, "low": low(), "high": high(), "tax": end("tax") })
            }
            "often" => json!({
                "type": "frequency",
                "times": { "low": low(), "high": high() },
                "every": { "low": end("every-low"), "high": end("every-high"), "unit": at("unit") },
            }),
            "people" => json!({ "type": "count", "low": low(), "high": high(), "unit": at("unit") }),
            "share" => {
                assert_eq!(at("unit"), "%");
                json!({ "type": "percent", "low": low(), "high": high() })
            }
            "day" => json!({ "type": "date", "low": low(), "high": high() }),
            "open" => json!({ "type": "time", "low": low(), "high": high() }),
            "week" => {
                let list = |name: &str| {
                    at(name).split("; ").filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>()
                };
                let nth: Vec<i32> = list("nth").iter().map(|nth| nth.parse().unwrap()).collect();
                json!({ "type": "weekday", "days": list("days"), "nth": nth })
            }
            "call" => json!({ "type": "phone", "number": at("number") }),
            "kind" => json!({ "type": "choice", "id": at("choice") }),
            _ => Value::Null,
        }
    }
}
