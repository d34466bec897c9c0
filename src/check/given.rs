//! Messages whose variables nobody gives: what the program gives is known to `messages`, and what templates give stands in their
//! calls of `t` and `say`.

use crate::diagnostic::Diagnostics;
use crate::resolve::Site;
use std::collections::{BTreeSet, HashMap};

/// The functions that show a message.
const FUNCTIONS: [&str; 2] = ["t", "say"];

/// Says which names in messages nobody gives.
pub fn check(site: &Site) -> Diagnostics {
    let mut given: HashMap<&str, BTreeSet<String>> = HashMap::new();
    // Of a call whose key is worked out, any message may be meant.
    let mut to_any: BTreeSet<String> = BTreeSet::new();
    let templates = site.sources.iter().filter(|(_, source)| source.path.starts_with("templates/"));
    for call in templates.flat_map(|(_, source)| calls(&source.text)) {
        let names = call.names.into_iter().map(str::to_owned);
        match call.key {
            Some(key) => given.entry(key).or_default().extend(names),
            None => to_any.extend(names),
        }
    }
    site.messages.not_given(&|message| {
        let names = given.get(message);
        (names.is_some() || !to_any.is_empty()).then(|| names.into_iter().flatten().chain(&to_any).cloned().collect())
    })
}

/// A call in a template.
#[derive(Debug, PartialEq, Eq)]
struct Call<'a> {
    /// The message, where it stands there as a text.
    key: Option<&'a str>,
    /// The names of the other arguments.
    names: Vec<&'a str>,
}

fn calls(text: &str) -> Vec<Call<'_>> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let starts = text.match_indices('(').filter(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        let name = before.get(before.trim_end_matches(is_of_name).len()..).unwrap_or_default();
        FUNCTIONS.contains(&name)
    });
    starts.filter_map(|(at, _)| call(text.get(at + 1..)?)).collect()
}

/// What stands after the parenthesis of a call.
fn call(text: &str) -> Option<Call<'_>> {
    let mut call = Call { key: None, names: Vec::new() };
    let (mut depth, mut quote, mut start) = (0_usize, None, 0);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ',') if depth == 0 => {
                if let Some((name, value)) = text.get(start..at)?.split_once('=') {
                    match (name.trim(), value.trim()) {
                        ("key", value) => call.key = literal(value),
                        ("lang", _) => {}
                        (name, _) => call.names.push(name),
                    }
                }
                if c == ')' {
                    return Some(call);
                }
                start = at + 1;
            }
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

fn literal(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    value.strip_prefix(quote)?.strip_suffix(quote).filter(|text| !text.contains(quote))
}

#[cfg(test)]
mod tests {
    use super::{Call, calls};

    #[test]
    fn reads_what_templates_give() {
        let text = r#"{{ t(key="a", n=f(x=1, y="),"), lang=code) }} {{ not(key="b") }} {{ say(m='x', key="c-d") }} {{ t(key=k, z=1) }}"#;
        let call = |key, names: &[&'static str]| Call { key, names: names.to_vec() };
        assert_eq!(calls(text), [call(Some("a"), &["n"]), call(Some("c-d"), &["m"]), call(None, &["z"])]);
    }
}
