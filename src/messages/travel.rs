//! Messages as translators have them: what of one is text and what has to stay, and a message written of such texts. A
//! message whose texts stand inside of each other, or that has attributes, is none of these: it is translated in its file.

use super::plural::{CATEGORIES, Plurals};
use super::scan::scan;
use crate::locale::Locale;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::parse;
use std::ops::Range;

/// A message of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// A term's begins with `-`.
    pub id: String,
    pub said: Said,
    /// What its file says of it.
    pub comment: String,
    /// Where it stands in its file, without its comment.
    pub range: Range<usize>,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    One(Vec<Stretch>),
    /// One of several texts.
    Choice(Choice),
}

/// Texts by keys: plural categories, numbers, words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What chooses, as it is written.
    pub by: String,
    pub texts: Vec<(String, Vec<Stretch>)>,
    /// The key of the text for all else.
    pub default: String,
}

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    Text(String),
    /// What is filled in, with its braces.
    Fixed(String),
}

/// The messages of a file that translators can have.
pub fn spoken(text: &str) -> Vec<Spoken> {
    let (text, _) = scan(text);
    let resource = parse(text.as_str()).unwrap_or_else(|(resource, _)| resource);
    let entry = |entry: &Entry<&str>| {
        let (sigil, name, value, attributes, comment) = match entry {
            Entry::Message(of) => ("", of.id.name, of.value.as_ref(), &of.attributes, &of.comment),
            Entry::Term(of) => ("-", of.id.name, Some(&of.value), &of.attributes, &of.comment),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => return None,
        };
        let said = said(value.filter(|_| attributes.is_empty())?)?;
        let start = (name.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?.checked_sub(sigil.len())?;
        let comment = comment.iter().flat_map(|comment| &comment.content).copied().collect::<Vec<_>>().join(" ");
        Some(Spoken { id: format!("{sigil}{name}"), said, comment, range: start..end(&text, start) })
    };
    resource.body.iter().filter_map(entry).collect()
}

/// The end of the entry that begins at `start`: what follows is indented, or closes a brace.
fn end(text: &str, start: usize) -> usize {
    let mut at = start;
    let mut end = start;
    for (number, line) in text.get(start..).unwrap_or_default().split_inclusive('\n').enumerate() {
        let is_blank = line.trim().is_empty();
        if number > 0 && !is_blank && !line.starts_with([' ', '}']) {
            break;
        }
        at += line.len();
        if !is_blank {
            end = at - (line.len() - line.trim_end().len());
        }
    }
    end
}

fn said(pattern: &Pattern<&str>) -> Option<Said> {
    if let [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] =
        pattern.elements.as_slice()
    {
        let by = written(selector)?;
        let mut texts = Vec::new();
        let mut default = String::new();
        for variant in variants {
            let key = match &variant.key {
                VariantKey::Identifier { name } => (*name).to_owned(),
                VariantKey::NumberLiteral { value } => (*value).to_owned(),
            };
            if variant.default {
                default.clone_from(&key);
            }
            texts.push((key, parts(&variant.value)?));
        }
        return Some(Said::Choice(Choice { by, texts, default }));
    }
    parts(pattern).map(Said::One)
}

fn parts(pattern: &Pattern<&str>) -> Option<Vec<Stretch>> {
    let mut parts: Vec<Stretch> = Vec::new();
    for element in &pattern.elements {
        let part =
            match element {
                PatternElement::TextElement { value } => Stretch::Text((*value).to_owned()),
                PatternElement::Placeable {
                    expression: Expression::Inline(InlineExpression::StringLiteral { value }),
                } if !value.contains('\\') => Stretch::Text((*value).to_owned()),
                PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                    Stretch::Fixed(format!("{{ {} }}", written(inline)?))
                }
                PatternElement::Placeable { expression: Expression::Select { .. } } => return None,
            };
        match (parts.last_mut(), part) {
            (Some(Stretch::Text(last)), Stretch::Text(more)) => last.push_str(&more),
            (_, part) => parts.push(part),
        }
    }
    Some(parts)
}

/// A value as it is written; nothing for one that holds others.
fn written(inline: &InlineExpression<&str>) -> Option<String> {
    Some(match inline {
        InlineExpression::StringLiteral { value } => format!("\"{value}\""),
        InlineExpression::NumberLiteral { value } => (*value).to_owned(),
        InlineExpression::VariableReference { id } => format!("${}", id.name),
        InlineExpression::MessageReference { id, attribute: None } => id.name.to_owned(),
        InlineExpression::MessageReference { id, attribute: Some(attribute) } => {
            format!("{}.{}", id.name, attribute.name)
        }
        InlineExpression::TermReference { id, attribute: None, arguments: None } => format!("-{}", id.name),
        InlineExpression::FunctionReference { id, arguments } => {
            let mut given: Vec<String> = arguments.positional.iter().map(written).collect::<Option<_>>()?;
            for named in &arguments.named {
                given.push(format!("{}: {}", named.name.name, written(&named.value)?));
            }
            format!("{}({})", id.name, given.join(", "))
        }
        InlineExpression::TermReference { .. } | InlineExpression::Placeable { .. } => return None,
    })
}

impl Choice {
    /// Whether it is one between plurals.
    fn is_plural(&self) -> bool {
        let is_number = |key: &str| key.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        self.texts.iter().all(|(key, _)| is_number(key) || CATEGORIES.contains(&key.as_str()))
    }
}

impl Said {
    /// The texts that a language has of it, by their keys: of plurals one for each category of the language.
    pub fn texts_in(&self, code: &str) -> Vec<(Option<String>, &[Stretch])> {
        let choice = match self {
            Said::One(parts) => return vec![(None, parts.as_slice())],
            Said::Choice(choice) => choice,
        };
        let text = |key: &str| choice.texts.iter().find(|(own, _)| own == key).map(|(_, parts)| parts.as_slice());
        let default = text(&choice.default).unwrap_or_default();
        let own = choice.texts.iter().map(|(key, parts)| (Some(key.clone()), parts.as_slice()));
        if !choice.is_plural() {
            return own.collect();
        }
        let numbers = own.filter(|(key, _)| key.as_deref().is_some_and(|key| !CATEGORIES.contains(&key)));
        let categories = Plurals::new(Locale::parse(code).as_ref()).categories().all;
        let categories = categories.into_iter().map(|key| (Some(key.to_owned()), text(key).unwrap_or(default)));
        numbers.chain(categories).collect()
    }

    /// The same message with other texts: those of `texts_in`, in its order.
    pub fn with_texts(&self, keys: &[Option<String>], texts: Vec<Vec<Stretch>>) -> Said {
        match self {
            Said::One(_) => Said::One(texts.into_iter().next().unwrap_or_default()),
            Said::Choice(Choice { by, default, .. }) => {
                let keys = keys.iter().map(|key| key.clone().unwrap_or_default());
                let texts: Vec<(String, Vec<Stretch>)> = keys.zip(texts).collect();
                let has_default = texts.iter().any(|(key, _)| key == default);
                let last = texts.last().map(|(key, _)| key.clone()).unwrap_or_default();
                let default = if has_default { default.clone() } else { last };
                Said::Choice(Choice { by: by.clone(), texts, default })
            }
        }
    }

    /// The message as a file has it, without a line end.
    pub fn write(&self, id: &str) -> String {
        match self {
            Said::One(parts) => format!("{id} ={}", pattern(parts, "    ")),
            Said::Choice(Choice { by, texts, default }) => {
                let variant = |(key, parts): &(String, Vec<Stretch>)| {
                    let star = if key == default { '*' } else { ' ' };
                    format!("   {star}[{key}]{}\n", pattern(parts, "        "))
                };
                format!("{id} = {{ {by} ->\n{}}}", texts.iter().map(variant).collect::<String>())
            }
        }
    }
}

/// A text behind the sign that begins it, on lines of its own if it has several.
fn pattern(parts: &[Stretch], indent: &str) -> String {
    let mut text = String::new();
    let has_lines = parts.iter().any(|part| matches!(part, Stretch::Text(text) if text.contains('\n')));
    text.push_str(&if has_lines { format!("\n{indent}") } else { " ".to_owned() });
    let before = text.len();
    let count = parts.len();
    for (at, part) in parts.iter().enumerate() {
        let written = match part {
            Stretch::Fixed(written) => {
                text.push_str(written);
                continue;
            }
            Stretch::Text(written) => written,
        };
        let (first, last) = (at == 0, at + 1 == count);
        let chars: Vec<char> = written.chars().collect();
        for (place, c) in chars.iter().enumerate() {
            let is_edge = first && place == 0 || last && place + 1 == chars.len();
            let begins = text.len() == before || text.ends_with(indent) && has_lines;
            match c {
                '{' | '}' => text.push_str(&format!("{{ \"{c}\" }}")),
                '[' | '*' | '.' if begins => text.push_str(&format!("{{ \"{c}\" }}")),
                ' ' if is_edge || begins => text.push_str("{ \" \" }"),
                '\n' => text.push_str(&format!("\n{indent}")),
                c => text.push(*c),
            }
        }
    }
    if text.len() == before { format!("{text}{{ \"\" }}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{Said, Stretch, spoken};

    /// What a message says that is written of what it says.
    fn again(said: &Said) -> Said {
        spoken(&said.write("a")).pop().unwrap().said
    }

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let text = "# About it.\n# More.\na = One { $x } two\n    three\nb = { $n ->\n    [one] One\n   *[other] { NUMBER($n, \
                    minimumFractionDigits: 2) } more\n}\n-c = { \"{\" } { -d } [x]\n\n# d\nd = .\n    .x = attribute\ne = { $n ->\n *[a] { $m ->\n *[b] x\n } }\n";
        let all = spoken(text);
        let ids: Vec<&str> = all.iter().map(|message| message.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "-c"]);
        assert_eq!(all[0].comment, "About it. More.");
        assert_eq!(&text[all[0].range.clone()], "a = One { $x } two\n    three");
        assert!(text[all[1].range.clone()].ends_with("more\n}"));
        assert!(all.iter().all(|message| again(&message.said) == message.said));
    }

    #[test]
    fn any_text_is_written_so_that_it_is_read() {
        for text in [
            "x", " x ", "[x]", "*x", ".x", "{ $x }", "a\nb", "a\n[b]", "a\n\nb", "a\n b", "\"", "\\u0041", "}",
            "a = b", "# x",
        ] {
            let said = Said::One(vec![Stretch::Text(text.to_owned())]);
            assert_eq!(again(&said), said, "{}", said.write("a"));
            let choice = spoken("a = { $n ->\n    [one] x\n   *[other] y\n}\n").pop().unwrap().said;
            let keys = [Some("one".to_owned()), Some("other".to_owned())];
            let said = choice.with_texts(
                &keys,
                vec![
                    vec![Stretch::Text(text.to_owned())],
                    vec![Stretch::Text(text.to_owned()), Stretch::Fixed("{ $n }".to_owned())],
                ],
            );
            assert_eq!(again(&said), said, "{}", said.write("a"));
        }
    }

    #[test]
    fn a_language_has_a_text_for_each_of_its_plurals() {
        let text = "a = { $n ->\n    [0] none\n    [one] one\n   *[other] more\n}\nb = { $unit ->\n    [day] d\n   *[week] w\n}\n";
        let all = spoken(text);
        let keys = |at: usize, code: &str| -> Vec<String> {
            all[at].said.texts_in(code).into_iter().map(|(key, parts)| format!("{} {parts:?}", key.unwrap())).collect()
        };
        let text = |key: &str, text: &str| format!("{key} [Text(\"{text}\")]");
        assert_eq!(keys(0, "ja"), [text("0", "none"), text("other", "more")]);
        assert_eq!(
            keys(0, "pl"),
            [text("0", "none"), text("one", "one"), text("few", "more"), text("many", "more"), text("other", "more")]
        );
        assert_eq!(keys(1, "pl"), [text("day", "d"), text("week", "w")]);
    }
}
