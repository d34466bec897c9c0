//! Facts that contradict each other: two of one thing are reported where they do not say the same and no conflict names
//! them, and a conflict where they do, reckoned from what was written.

use super::site::built;
use super::{SITE, files, options};
use std::collections::BTreeSet;

/// A value of one of three columns, in some unit.
#[derive(Debug, Clone)]
pub struct Stated {
    /// A number of tenths, and how many more the high end has.
    pub low: u32,
    pub more: u32,
    /// Single, range, from, to; what is not known; what does not apply.
    pub shape: u8,
    pub unit: u8,
}

/// Two facts of one thing: which column they are of, and whether a conflict names them.
#[derive(Debug, Clone)]
pub struct Pair {
    pub column: u8,
    pub first: Stated,
    pub second: Stated,
    pub is_declared: bool,
}

/// Units with how many of the smallest they are: a year is 365.2425 days, a month a twelfth of it.
const TIMES: [(&str, u64); 6] =
    [("minute", 10), ("hour", 600), ("day", 14_400), ("week", 100_800), ("month", 438_291), ("year", 5_259_492)];
const LENGTHS: [(&str, u64); 4] = [("nm", 1), ("µm", 1_000), ("um", 1_000), ("mm", 1_000_000)];

/// What a fact comes to: both ends in the smallest unit, of which an open one is none.
#[derive(Debug, PartialEq, Eq)]
enum Meaning {
    Numbers(Option<u64>, Option<u64>),
    Unknown,
    NotApplicable,
}

impl Stated {
    /// As data has it, and what it means.
    fn write(&self, column: u8) -> (String, Meaning) {
        let units: &[(&str, u64)] = match column % 3 {
            0 => &TIMES,
            1 => &LENGTHS,
            _ => &[("", 1)],
        };
        let (unit, size) = units[usize::from(self.unit) % units.len()];
        let (low, high) = (self.low, self.low + self.more);
        let written = |tenths: u32| match unit {
            "" => format!("{}.{}", tenths / 10, tenths % 10),
            unit => format!("\"{}.{} {unit}\"", tenths / 10, tenths % 10),
        };
        let meant = |tenths: u32| Some(u64::from(tenths) * size);
        match self.shape {
            0 | 1 => (written(low), Meaning::Numbers(meant(low), meant(low))),
            2 | 3 => (format!("[{}, {}]", written(low), written(high)), Meaning::Numbers(meant(low), meant(high))),
            4 => (format!("[{}, \"open\"]", written(low)), Meaning::Numbers(meant(low), None)),
            5 => (format!("[\"open\", {}]", written(high)), Meaning::Numbers(None, meant(high))),
            6 => ("\"unknown\"".to_owned(), Meaning::Unknown),
            _ => ("\"n/a\"".to_owned(), Meaning::NotApplicable),
        }
    }
}

const COLUMNS: [(&str, &str); 3] =
    [("time", "type = \"duration\""), ("size", "type = \"measure\"\nunit = \"nm\""), ("share", "type = \"percent\"")];

/// What is reported of each pair is what was reckoned.
pub fn are_told(pairs: &[Pair]) {
    let mut data = String::new();
    for (id, more) in COLUMNS {
        data += &format!("[[column]]\nid = \"{id}\"\nlabel = \"L\"\n{more}\n");
    }
    let (mut conflicts, mut differing, mut settled) = (String::new(), BTreeSet::new(), BTreeSet::new());
    for (at, pair) in pairs.iter().enumerate() {
        let own = COLUMNS[usize::from(pair.column % 3)].0;
        let ((first, a), (second, b)) = (pair.first.write(pair.column), pair.second.write(pair.column));
        for (side, cell) in [("a", &first), ("b", &second)] {
            data += &format!("[[row]]\nid = \"{side}{at}\"\nlabel = \"R\"\n");
            for (id, _) in COLUMNS {
                match id == own {
                    true => data += &format!("{id} = {{ value = {cell}, subject = \"s{at}\", aspect = \"a\" }}\n"),
                    false => data += &format!("{id} = \"unknown\"\n"),
                }
            }
        }
        // What is not known contradicts nothing, and settles nothing.
        let is_unknown = [&a, &b].map(|meaning| *meaning == Meaning::Unknown);
        let differ = a != b && !is_unknown.contains(&true);
        let same = a == b && is_unknown[0] == is_unknown[1];
        if pair.is_declared {
            conflicts += &format!(
                "[[conflict]]\nid = \"k{at}\"\ntitle = \"T\"\nwhy = \"W\"\nfacts = [\"f.a{at}.{own}\", \"f.b{at}.{own}\"]\n"
            );
            settled.extend(same.then(|| format!("k{at}")));
        } else {
            differing.extend(differ.then(|| format!("f.b{at}.{own}")));
        }
    }
    let site = files([
        ("site.toml", SITE.as_bytes()),
        ("content/facts/f.toml", format!("{data}{conflicts}").as_bytes()),
        ("content/index.ja.md", b"+++\ntitle = \"T\"\n+++\n"),
    ]);
    let said = built(&site, &options()).said;
    let found = said.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let (mut told, mut told_settled) = (BTreeSet::new(), BTreeSet::new());
    for found in found {
        let message = found["message"].as_str().unwrap();
        let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        match found["code"].as_str().unwrap() {
            "undeclared-conflict" => assert!(told.insert(named[1].to_owned()), "{message} is said twice"),
            "settled-conflict" => assert!(told_settled.insert(named[0].to_owned()), "{message} is said twice"),
            _ => assert_ne!(found["level"], "error", "{message}"),
        }
    }
    let of = |id: &String| {
        let digits: String = id.chars().filter(char::is_ascii_digit).collect();
        format!("{id}: {:?}", pairs[digits.parse::<usize>().unwrap()])
    };
    let difference: Vec<String> = told.symmetric_difference(&differing).map(of).collect();
    assert!(difference.is_empty(), "{difference:#?}");
    let difference: Vec<String> = told_settled.symmetric_difference(&settled).map(of).collect();
    assert!(difference.is_empty(), "{difference:#?}");
}
