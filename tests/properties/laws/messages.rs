//! Fluent: any text is a file of messages or says where it is none, whatever can be asked for is written, and no number is
//! left out of a text unless the text is for that number alone.

use super::{SITE, files, is_said_of_a_place, options};
use proptest::prelude::*;
use proptest::sample::select;
use shirube::diagnostic::Diagnostics;
use shirube::inside::messages::{Args, Number, Range, Value};
use shirube::inside::read;
use shirube::source::{Memory, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The longest text that one message may become, in bytes.
const LONGEST: usize = 1_000_000;

/// A file of messages can be loaded, and each of its messages written.
pub fn are_read(text: &str) {
    let files = files([("site.toml", SITE.as_bytes()), ("locales/ja/site.ftl", text.as_bytes())]);
    // Without the program's own messages there are only those of the file.
    let mut sources = Sources::read(&files, &Memory::new()).unwrap();
    let mut found = Diagnostics::new();
    let read = read(&mut sources, &options(), &mut found).unwrap();
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    let mut args = Args::new();
    for name in ["a", "b", "count", "low", "high"] {
        args.set(name, Number::parse("3.5").unwrap());
    }
    let names = text.lines().filter_map(|line| line.split_once('=').map(|(name, _)| name.trim()));
    for name in names {
        for lang in read.config.languages.ids() {
            for args in [None, Some(&args)] {
                if let Ok(written) = read.messages.say(lang, name, args) {
                    assert!(written.len() <= LONGEST, "{name} became {} bytes", written.len());
                }
            }
            read.messages.own(lang, name);
        }
    }
    for lang in read.config.languages.ids() {
        read.messages.lacking(lang);
    }
    let again =
        shirube::inside::read(&mut Sources::read(&files, &Memory::new()).unwrap(), &options(), &mut Diagnostics::new());
    assert!(again.is_some());
}

/// Languages that count in different ways.
pub const LANGUAGES: [&str; 10] = ["ar", "cs", "en", "fr", "he", "ja", "lt", "lv", "pl", "sl"];

/// What a message says, by how much there is.
#[derive(Debug, Clone)]
pub enum Said {
    Text {
        has_number: bool,
    },
    /// By the number or the count; the last is for all others.
    Choice {
        by: &'static str,
        variants: Vec<(&'static str, Said)>,
        otherwise: Box<Said>,
    },
}

/// Any of them.
pub fn said() -> impl Strategy<Value = Said> {
    let text = prop_oneof![4 => Just(true), 1 => Just(false)].prop_map(|has_number| Said::Text { has_number });
    text.prop_recursive(2, 12, 4, |inner| {
        let key = select(vec!["zero", "one", "two", "few", "many", "0", "1", "2", "1.5"]);
        let variants = proptest::collection::vec((key, inner.clone()), 1..4);
        (select(vec!["number", "count"]), variants, inner).prop_map(|(by, variants, otherwise)| Said::Choice {
            by,
            variants,
            otherwise: Box::new(otherwise),
        })
    })
}

/// Writes it as Fluent; each text begins with a name of its own.
fn write(said: &Said, names: &mut impl Iterator<Item = char>, out: &mut String) {
    match said {
        Said::Text { has_number } => {
            out.extend(names.next());
            out.push_str(if *has_number { " { $number }" } else { " some" });
        }
        Said::Choice { by, variants, otherwise } => {
            *out += &format!("{{ ${by} ->");
            for (key, said) in variants {
                *out += &format!("\n    [{key}] ");
                write(said, names, out);
            }
            out.push_str("\n   *[other] ");
            write(otherwise, names, out);
            out.push_str("\n    }");
        }
    }
}

fn says_always(said: &Said) -> bool {
    match said {
        Said::Text { has_number } => *has_number,
        Said::Choice { variants, otherwise, .. } => {
            says_always(otherwise) && variants.iter().all(|(_, said)| says_always(said))
        }
    }
}

/// Where nothing is said against a message, each of its texts without a number is that of one number alone.
pub fn numbers_are_kept(code: &str, message: &Said) {
    let mut text = "unit-x = ".to_owned();
    write(message, &mut ('a'..='z').chain('A'..='Z').cycle(), &mut text);
    text.push('\n');
    let site = format!(
        "base_url = \"https://example.com/\"\nsource = \"{code}\"\n[[languages]]\ncode = \"{code}\"\nname = \"x\"\n"
    );
    let path = format!("locales/{code}/formats.ftl");
    let files = files([("site.toml", site.as_bytes()), (&path, text.as_bytes())]);
    let mut sources = Sources::read(&files, &Memory::new()).unwrap();
    let mut found = Diagnostics::new();
    let read = read(&mut sources, &options(), &mut found).unwrap();
    let is_told = found.iter().any(|found| found.code.name() == "message-argument");
    if says_always(message) {
        assert!(!is_told, "{code}: {text}\n{found:?}");
    }
    if is_told {
        return;
    }
    let lang = read.config.languages.ids().next().unwrap();
    let mut silent: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let whole = (0..=130).chain([200, 201, 1_000_000, 2_000_000]).map(|number| number.to_string());
    let others = "0.1 0.5 1.5 2.5 10.1 0–1 0–2 0.5–1 1–2 1–1.5 1.5–2 2–3 2–4 3–5 10–11 20–21 100–101".split(' ');
    let values: Vec<String> = whole.chain(others.map(str::to_owned)).collect();
    for value in &values {
        let number = |text: &str| Number::parse(text).unwrap();
        let given = match value.split_once('–') {
            Some((low, high)) => {
                Value::Range(Box::new(Range { low: number(low), high: number(high), text: value.clone() }))
            }
            None => number(value).into(),
        };
        let mut args = Args::new();
        args.set("number", given.clone());
        args.set("count", given);
        let written = read.messages.say(lang, "unit-x", Some(&args)).unwrap().into_owned();
        if written.ends_with("some") {
            silent.entry(written).or_default().insert(value);
        }
    }
    for (written, values) in silent {
        assert!(values.len() == 1, "{code}: `{written}` is for {values:?}\n{text}");
    }
}
