//! Sentences with numbers that must be found outside facts, and with numbers that must not, in `tests/numbers/`: a
//! sentence a line. What is found of them may be wrong now and then, as long as it is rare.

use super::{NOW, come};
use libtest_mimic::{Failed, Trial};
use shirube::Options;
use shirube::diagnostic::Code;
use shirube::source::{Memory, embedded};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// What has to be right of what is found, and what has to be found, in thousandths.
const PRECISION: usize = 980;
const RECALL: usize = 970;

const FACTS: &str = r#"
caption = { ja = "施術", en = "Treatment" }
column = [
  { id = "cost", type = "money", currency = "JPY", label = { ja = "費用", en = "cost" } },
  { id = "fee", type = "money", currency = "JPY", label = { ja = "料金", en = "fee" } },
  { id = "lasts", type = "duration", unit = "month", label = { ja = "期間", en = "time" } },
  { id = "onset", type = "duration", unit = "week", label = { ja = "時期", en = "onset" } },
  { id = "often", type = "frequency", label = { ja = "頻度", en = "how often" } },
  { id = "care", type = "frequency", label = { ja = "手入れ", en = "care" } },
  { id = "daily", type = "frequency", label = { ja = "毎日", en = "daily" } },
  { id = "sessions", type = "count", unit = "session", label = { ja = "回数", en = "sessions" } },
  { id = "people", type = "count", unit = "person", label = { ja = "人数", en = "people" } },
  { id = "rate", type = "percent", label = { ja = "割合", en = "rate" } },
]
[[row]]
id = "drip"
label = { ja = "点滴", en = "drip" }
cost = [50000, 100000]
fee = 8800
lasts = [3, 6]
onset = [2, 4]
often = { times = 2, every = "1 month" }
care = { times = 1, every = "1 week" }
daily = { times = 2, every = "1 day" }
sessions = [3, 5]
people = 28
rate = 60
"#;

/// A test for each language.
pub fn trials() -> Vec<Trial> {
    let trial = |lang: &'static str| Trial::test(format!("numbers/{lang}"), move || run(lang));
    ["ja", "en"].into_iter().map(trial).collect()
}

fn run(lang: &str) -> Result<(), Failed> {
    let wanted = sentences("found", lang)?;
    let silent = sentences("silent", lang)?;
    let found = told(lang, &wanted)?;
    let missed: BTreeSet<usize> = (0..wanted.len()).filter(|at| !found.contains(at)).collect();
    let wrong = told(lang, &silent)?;
    let right = wanted.len() - missed.len();
    let precision = right * 1000 / (right + wrong.len());
    let recall = right * 1000 / wanted.len();
    if precision >= PRECISION && recall >= RECALL {
        return Ok(());
    }
    let mut said = format!("precision {precision}, recall {recall}, in thousandths\n");
    for (name, lines, sentences) in [("found", &missed, &wanted), ("silent", &wrong, &silent)] {
        for (at, sentence) in sentences.iter().enumerate().filter(|(at, _)| lines.contains(at)) {
            _ = writeln!(said, "tests/numbers/{name}.{lang}.txt:{}: {sentence}", at + 1);
        }
    }
    Err(said.into())
}

fn sentences(name: &str, lang: &str) -> Result<Vec<String>, Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/numbers/{name}.{lang}.txt"));
    Ok(fs::read_to_string(path)?.lines().map(str::to_owned).collect())
}

/// Which of these sentences, one a paragraph, have a number outside facts.
fn told(lang: &str, sentences: &[String]) -> Result<BTreeSet<usize>, Failed> {
    let mut site = Memory::new();
    let language = |code: &str| format!("[[languages]]\ncode = \"{code}\"\n");
    let config = format!("base_url = \"https://example.com/\"\nsource = \"ja\"\n{}{}", language("ja"), language("en"));
    site.insert("site.toml", config.into_bytes());
    site.insert("content/tables/t.toml", FACTS.as_bytes());
    // The first sentence stands on the sixth line, and so on with every other line.
    let page = format!("+++\ntitle = \"Home\"\n+++\n[](table:t)\n\n{}\n", sentences.join("\n\n"));
    site.insert(format!("content/index.{lang}.md"), page.into_bytes());
    let options = Options { base: None, drafts: false, strict: false, now: NOW.parse()?, languages: Vec::new() };
    let came = come(&site, &embedded(), &options, None)?;
    let found = came.diagnostics.iter().filter(|found| found.code == Code::UnquotedNumber);
    Ok(found.map(|found| (came.sources.positions(found.span).0.line as usize - 6) / 2).collect())
}
