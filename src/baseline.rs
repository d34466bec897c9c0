//! Mistakes that are known and can wait: the file that names them, what of a build it holds, and how it is written.

use crate::config::Config;
use crate::data::{Node, Reader, Value, parse_toml};
use crate::diagnostic::{Baseline as Held, Code, Diagnostic, Diagnostics, Fingerprints, Level};
use crate::keys::site::{KNOWN_FILE, known_file};
use crate::source::{Sources, Span};
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};

/// File, code and fingerprint.
type Key = (String, Code, u64);

/// What the file says.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    known: HashMap<Key, Known>,
}

/// Mistakes with one key.
#[derive(Debug, Clone)]
struct Known {
    count: usize,
    /// The line that names them.
    span: Span,
}

/// Whether a baseline may hold a mistake.
pub fn may_hold(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.baseline() == Held::May
}

fn key(diagnostic: &Diagnostic, sources: &Sources, fingerprints: &mut Fingerprints) -> Key {
    (sources.get(diagnostic.span.source).path.clone(), diagnostic.code, fingerprints.of(diagnostic, sources))
}

impl Baseline {
    /// Reads the file that `config` names; without one nothing is known.
    pub fn read(config: &Config, sources: &Sources, diagnostics: &mut Diagnostics) -> Baseline {
        let mut baseline = Baseline::default();
        let Some(id) = sources.at(&config.baseline).filter(|id| sources.get(*id).flaw.is_none()) else {
            return baseline;
        };
        let (table, found) = parse_toml(&sources.get(id).text, id, 0);
        let is_toml = found.is_empty();
        diagnostics.extend(found);
        if !is_toml {
            return baseline;
        }
        let mut reader = Reader::new(table, &KNOWN_FILE, diagnostics);
        if let Some((_, node)) = reader.any(known_file::VERSION)
            && node.value != Value::Integer(VERSION)
        {
            let message = format!("this program reads version {VERSION} of the file");
            reader.report(Diagnostic::new(Code::InvalidValue, node.span, message).help(AGAIN));
        }
        let known = reader.any(known_file::KNOWN).map(|(_, node)| node);
        reader.finish();
        match known {
            Some(Node { value: Value::List(items), .. }) => {
                items.into_iter().for_each(|item| baseline.add(item, diagnostics));
            }
            Some(node) => {
                let message = format!("`known` takes a list, not {}", node.value.kind());
                diagnostics.push(Diagnostic::new(Code::WrongType, node.span, message).help(AGAIN));
            }
            None => {}
        }
        baseline
    }

    /// Takes one line.
    fn add(&mut self, item: Node, diagnostics: &mut Diagnostics) {
        let span = item.span;
        let Some((file, name, digits, count)) = line(item) else {
            let message = "this is not a file, a code, 16 digits and a number";
            return diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(AGAIN));
        };
        match name.parse::<Code>() {
            Ok(code) if code.baseline() == Held::May => {
                let entry = self.known.entry((file, code, digits)).or_insert(Known { count: 0, span });
                entry.count = entry.count.saturating_add(count);
            }
            Ok(code) => {
                let message = format!("`{code}` cannot wait: readers would be misled, or the site cannot be read");
                let help = "delete the line, and mend what is reported";
                diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
            }
            Err(()) => {
                let message = format!("there is no diagnostic `{name}`");
                diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(AGAIN));
            }
        }
    }

    /// Whether there is an error that is not known.
    pub fn stops(&self, diagnostics: &Diagnostics, sources: &Sources) -> bool {
        if self.known.is_empty() {
            return diagnostics.has_errors();
        }
        let errors = diagnostics.iter().filter(|found| found.level == Level::Error);
        let (mut seen, mut counts, mut fingerprints) = (HashSet::new(), HashMap::new(), Fingerprints::default());
        for error in errors {
            if !may_hold(error) {
                return true;
            }
            // The same mistake may be met on many pages.
            if seen.insert((error.span, error.code, error.message.as_str())) {
                *counts.entry(key(error, sources, &mut fingerprints)).or_insert(0) += 1;
            }
        }
        counts.into_iter().any(|(key, count)| self.known.get(&key).is_none_or(|known| known.count < count))
    }

    /// Takes what is known out of `diagnostics`, which are in order, and hands it back. What is gone is told where
    /// `is_whole`: where nothing can be missing from the diagnostics.
    pub fn take(self, diagnostics: &mut Diagnostics, sources: &Sources, is_whole: bool) -> Diagnostics {
        let (mut left, mut known, mut fingerprints) = (self.known, Diagnostics::new(), Fingerprints::default());
        if left.is_empty() {
            return known;
        }
        diagnostics.retain(|found| {
            let held = may_hold(found).then(|| left.get_mut(&key(found, sources, &mut fingerprints))).flatten();
            match held.filter(|held| held.count > 0) {
                Some(held) => {
                    held.count -= 1;
                    known.push(found.clone());
                    false
                }
                None => true,
            }
        });
        let hides = |found: &Diagnostic| found.level == Level::Error && !may_hold(found);
        if is_whole && !diagnostics.iter().any(hides) {
            let gone = left.into_iter().filter(|(_, known)| known.count > 0);
            diagnostics.extend(gone.map(|((file, code, _), Known { count, span })| {
                let times = if count == 1 { "once" } else { &format!("{count} times") };
                let message = format!("`{code}` is known {times} more in `{file}` than it is there");
                Diagnostic::new(Code::KnownGone, span, message).help(AGAIN)
            }));
        }
        known
    }
}

const VERSION: i64 = 1;

const AGAIN: &str = "write the file again with `shirube check --write-baseline`";

/// What a line says: file, code, fingerprint and how many there are.
fn line(item: Node) -> Option<(String, String, u64, usize)> {
    let Value::List(parts) = item.value else { return None };
    let parts: Vec<Value> = parts.into_iter().map(|part| part.value).collect();
    let [Value::Text(file), Value::Text(code), Value::Text(digits), Value::Integer(count)] = parts.as_slice() else {
        return None;
    };
    let is_number = digits.text.len() == 16 && digits.text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u64::from_str_radix(&digits.text, 16).ok().filter(|_| is_number)?;
    let count = usize::try_from(*count).ok().filter(|count| *count > 0)?;
    Some((file.text.clone(), code.text.clone(), number, count))
}

/// The file that holds these mistakes.
pub fn text<'d>(held: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) -> String {
    let mut counts: BTreeMap<(String, &str, String), usize> = BTreeMap::new();
    let mut fingerprints = Fingerprints::default();
    for diagnostic in held {
        let (file, code, digits) = key(diagnostic, sources, &mut fingerprints);
        *counts.entry((file, code.name(), format!("{digits:016x}"))).or_default() += 1;
    }
    let mut text = format!(
        "# Mistakes that are known and can wait; `shirube check --write-baseline` writes this.\nversion = {VERSION}\nknown = [\n"
    );
    for ((file, code, digits), count) in counts {
        let [file, code, digits] = [file.as_str(), code, &digits].map(|part| json!(part).to_string());
        text.push_str(&format!("[{file}, {code}, {digits}, {count}],\n"));
    }
    text.push_str("]\n");
    text
}
