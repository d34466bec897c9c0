//! Charts: each bar stands where its numbers are between the places that the axis names, as a reader measures it.

use super::site::built;
use super::{files, options};
use std::collections::BTreeMap;

const SITE: &str =
    "base_url = \"https://example.com/\"\nsource = \"en\"\n[[languages]]\ncode = \"en\"\nname = \"English\"\n";

/// In place of the theme's: what a chart is given, a line each.
const PART: &str = "{% component chart(chart: map) -%}\n\
    {% for tick in chart.ticks %}tick|{{ tick.x }}|{{ tick.text }}\n{% endfor %}\
    {% for row in chart.rows %}{% for bar in row.bars %}{% set shape = bar.shape or false %}{% if shape %}\
    bar|{{ bar.fact }}|{{ shape.kind }}|{{ shape.x }}|{{ shape.width }}|{{ shape.exact }}\n\
    {% endif %}{% endfor %}{% endfor %}\
    {% endcomponent chart %}\n";

/// The columns of which there may be a chart, and how many of the smallest unit one of their units is.
const KINDS: [(&str, &str, f64); 4] = [
    ("type = \"percent\"", "", 1.0),
    ("type = \"measure\"\nunit = \"nm\"", "", 1.0),
    ("type = \"money\"\ncurrency = \"USD\"", "", 1.0),
    ("type = \"duration\"", "day", 14_400.0),
];

/// A value that is drawn: numbers of hundredths.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub low: i32,
    pub more: i32,
    /// Single, range, from, to.
    pub shape: u8,
}

/// A chart: which kind of column, how large its numbers are, and its values.
#[derive(Debug, Clone)]
pub struct Chart {
    pub kind: u8,
    pub scale: i32,
    pub values: Vec<Drawn>,
}

/// The bars of each chart stand where their numbers are.
pub fn stand_where_they_are(charts: &[Chart]) {
    let mut inputs: Vec<(String, String)> =
        vec![("site.toml".to_owned(), SITE.to_owned()), ("templates/parts/chart.html".to_owned(), PART.to_owned())];
    let mut page = "+++\ntitle = \"T\"\n+++\n".to_owned();
    for (at, chart) in charts.iter().enumerate() {
        page += &format!("<!-- -->\n\n[](table:t{at}?as=chart)\n\n");
        inputs.push((format!("content/tables/t{at}.toml"), chart.data()));
    }
    inputs.push(("content/index.en.md".to_owned(), page));
    let site = files(inputs.iter().map(|(path, text)| (path.as_str(), text.as_bytes())));
    let result = built(&site, &options());
    assert!(!result.errors, "{}", result.said);
    let html = std::str::from_utf8(&result.files["en/index.html"]).unwrap();
    let mut shown: BTreeMap<String, Shown> = BTreeMap::new();
    let mut ticks = Vec::new();
    for line in html.lines() {
        let parts: Vec<&str> = line.split('|').collect();
        match parts.as_slice() {
            ["tick", x, text] => ticks.push((x.parse().unwrap(), tick(text))),
            ["bar", fact, kind, x, width, exact] => {
                let table = fact.split('.').next().unwrap().to_owned();
                let shown = shown
                    .entry(table)
                    .or_insert_with(|| Shown { ticks: std::mem::take(&mut ticks), bars: BTreeMap::new() });
                let numbers = [x, width, exact].map(|number| number.parse().unwrap());
                shown.bars.insert((*fact).to_owned(), ((*kind).to_owned(), numbers));
            }
            _ => {}
        }
    }
    for (at, chart) in charts.iter().enumerate() {
        let shown = &shown[&format!("t{at}")];
        shown.has_an_axis();
        for (row, value) in chart.values.iter().enumerate() {
            let (kind, found) = &shown.bars[&format!("t{at}.r{row}.v")];
            value.stands(chart, shown, kind, *found);
        }
    }
}

/// What stands at a tick: a number, and for lengths of time their unit.
fn tick(text: &str) -> f64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || ".-".contains(*c)).collect();
    let number: f64 = digits.parse().unwrap_or_else(|_| panic!("{text}"));
    let units = [
        ("minute", 10.0),
        ("hour", 600.0),
        ("day", 14_400.0),
        ("week", 100_800.0),
        ("month", 438_291.0),
        ("year", 5_259_492.0),
    ];
    number * units.iter().find(|(unit, _)| text.contains(unit)).map_or(1.0, |(_, size)| *size)
}

/// A chart as it is given to its template: the ticks with their places and numbers, the bars by their facts.
struct Shown {
    ticks: Vec<(f64, f64)>,
    bars: BTreeMap<String, (String, [f64; 3])>,
}

impl Shown {
    /// The ticks go from one end to the other, evenly, and zero is among them.
    fn has_an_axis(&self) {
        let (first, last) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        assert!(self.ticks.len() >= 2 && first.0 == 0.0 && last.0 == 100.0, "{:?}", self.ticks);
        assert!(self.ticks.iter().any(|(_, number)| *number == 0.0), "{:?}", self.ticks);
        for (x, number) in &self.ticks {
            assert!((self.place(*number) - x).abs() < 0.011, "{:?}", self.ticks);
        }
    }

    /// Where a number stands between the first tick and the last.
    fn place(&self, number: f64) -> f64 {
        let (first, last) = (self.ticks[0].1, self.ticks[self.ticks.len() - 1].1);
        (number - first) / (last - first) * 100.0
    }
}

impl Drawn {
    fn ends(&self, chart: &Chart) -> (i32, i32) {
        // There is no length of time below nothing.
        let low = if chart.kind % 4 == 3 { self.low.abs() } else { self.low };
        (low * chart.scale, (low + self.more) * chart.scale)
    }

    fn stands(&self, chart: &Chart, shown: &Shown, kind: &str, [x, width, exact]: [f64; 3]) {
        let (low, high) = self.ends(chart);
        let at = |hundredths: i32| shown.place(f64::from(hundredths) / 100.0 * KINDS[usize::from(chart.kind % 4)].2);
        let is = |found: f64, wanted: f64| (found - wanted).abs() < 0.011;
        let holds = match self.shape {
            0 => kind == "point" && is(exact, at(low)),
            // What is shorter than a hundredth is drawn a hundredth long, round where it is.
            1 if at(high) - at(low) < 1.0 => {
                let (from, to) = (x.min(exact), if kind == "point" { exact } else { x + width });
                (kind == "point" || is(width, 1.0)) && from - 0.011 <= at(low) && at(high) <= to + 0.021
            }
            1 => kind == "exact" && is(x, at(low)) && is(x + width, at(high)),
            2 => (kind == "open-high" || is(at(low), 100.0)) && is(exact, at(low)) && is(x + width, 100.0),
            _ => (kind == "open-low" || is(at(high), 0.0)) && is(exact, at(high)) && is(x, 0.0),
        };
        assert!(holds, "{self:?} of {}: {kind} {x} {width} {exact}, {:?}", chart.kind % 4, shown.ticks);
    }
}

impl Chart {
    fn data(&self) -> String {
        let (kind, unit, _) = KINDS[usize::from(self.kind % 4)];
        let mut data = format!("[[column]]\nid = \"v\"\nlabel = \"V\"\n{kind}\n");
        for (at, value) in self.values.iter().enumerate() {
            let (low, high) = value.ends(self);
            let number = |hundredths: i32| {
                let sign = if hundredths < 0 { "-" } else { "" };
                let number = format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100);
                if unit.is_empty() { number } else { format!("\"{number} {unit}\"") }
            };
            let cell = match value.shape {
                0 => number(low),
                1 => format!("[{}, {}]", number(low), number(high)),
                2 => format!("[{}, \"open\"]", number(low)),
                _ => format!("[\"open\", {}]", number(high)),
            };
            data += &format!("[[row]]\nid = \"r{at}\"\nlabel = \"R\"\nv = {cell}\n");
        }
        data
    }
}
