//! Messages whose variables nobody gives: what the program gives is known to `messages`, and what templates give stands in their
//! calls of `t` and `say`.

use crate::diagnostic::Diagnostics;
use crate::resolve::Site;
use std::collections::{BTreeSet, HashMap};

/// The functions that show a message.
const FUNCTIONS: [&str; 2] = ["t", "say"];

/// Says which names in messages nobody gives.
pub fn check(site: &Site) -> Diagnostics {
    let mut given: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    // Of a call whose key is worked out, any message may be meant.
    let mut to_any: BTreeSet<&str> = BTreeSet::new();
    let templates = site.sources.iter().filter(|(_, source)| source.path.starts_with("templates/"));
    for call in templates.flat_map(|(_, source)| calls(&source.text)) {
        match call.key {
            Some(key) => given.entry(key).or_default().extend(call.names),
            None => to_any.extend(call.names),
        }
    }
    site.messages.not_given(&given, &to_any)
}

/// A call in a template.
#[derive(Debug, PartialEq, Eq)]
struct Call<'a> {
    /// The message, where it stands there as a text.
    key: Option<&'a str>,
    /// The names of the other arguments.
    names: Vec<&'a str>,
}

/// What is open at a character: a call that shows a message, with where its argument begins, or any other bracket.
enum Open<'a> {
    Call(Call<'a>, usize),
    Other,
}

/// Every call that shows a message, those in others first. Goes through the text once.
fn calls(text: &str) -> Vec<Call<'_>> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    // The quotation mark of the text that is gone through, and where the last name begins.
    let (mut quote, mut name) = (None, 0);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(mark), _) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') if !open.is_empty() => quote = Some(c),
            (None, '(') if text.get(name..at).is_some_and(|name| FUNCTIONS.contains(&name)) => {
                open.push(Open::Call(Call { key: None, names: Vec::new() }, at + 1));
            }
            (None, '(' | '[' | '{') if !open.is_empty() => open.push(Open::Other),
            (None, ',') => {
                if let Some(Open::Call(call, start)) = open.last_mut() {
                    call.take(text.get(*start..at).unwrap_or_default());
                    *start = at + 1;
                }
            }
            (None, ')' | ']' | '}') => {
                if let Some(Open::Call(mut call, start)) = open.pop() {
                    call.take(text.get(start..at).unwrap_or_default());
                    found.push(call);
                }
            }
            (None, _) => {}
        }
        if !(c.is_ascii_alphanumeric() || c == '_') {
            name = at + c.len_utf8();
        }
    }
    found
}

impl<'a> Call<'a> {
    /// Takes an argument, `name=value`.
    fn take(&mut self, argument: &'a str) {
        let Some((name, value)) = argument.split_once('=') else { return };
        match name.trim() {
            "key" => self.key = literal(value.trim()),
            "lang" => {}
            name => self.names.push(name),
        }
    }
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
        let text = r#"{{ t(key="a", n=f(x=1, y="),"), lang=code) }} {{ not(key="b") }} {{ say(m='x', key="c-d") }} {{ t(key=k, z=t(key="e", w=2)) }}"#;
        let call = |key, names: &[&'static str]| Call { key, names: names.to_vec() };
        assert_eq!(
            calls(text),
            [call(Some("a"), &["n"]), call(Some("c-d"), &["m"]), call(Some("e"), &["w"]), call(None, &["z"])]
        );
    }
}
