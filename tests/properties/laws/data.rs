//! TOML and YAML: any text is read, each key and value stands where it says, and what is valid is read as the
//! language's own reader has it.

use super::{is_in_its_file, is_said_of_a_place};
use shirube::diagnostic::Diagnostics;
use shirube::inside::data::{Node, Table, Value, parse_toml, parse_yaml, split_front};
use shirube::source::Sources;

/// TOML is read, and valid TOML as the crate `toml` reads it.
pub fn is_toml(text: &str) {
    let (mut sources, text) = (Sources::default(), text.to_owned());
    let id = sources.add_text("a.toml", text);
    let text = sources.get(id).text.as_str();
    let (table, found) = parse_toml(text, id, 0);
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    stands(&table, &sources);
    match text.parse::<toml::Table>() {
        Ok(wanted) if found.is_empty() => agrees(&table, &wanted),
        Ok(_) => {
            let ours = ["invalid-value", "too-deep", "noncharacter", "file-too-large"];
            let others: Vec<_> = found.iter().filter(|found| !ours.contains(&found.code.name())).collect();
            assert!(others.is_empty(), "{others:?} of {text:?}");
        }
        Err(error) => assert!(!found.is_empty(), "{error} in {text:?}"),
    }
}

/// YAML is read.
pub fn is_yaml(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add_text("a.yaml", text.to_owned());
    let (table, found) = parse_yaml(text, id, 0);
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    stands(&table, &sources);
}

/// A way to write a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Style {
    Basic,
    LongBasic,
    Literal,
    LongLiteral,
    Double,
    Single,
    Plain,
    LiteralBlock,
    FoldedBlock,
}

impl Style {
    const ALL: [(Style, &'static str, &'static str); 9] = [
        (Style::Basic, "\"あ\" = \"", "\"\nb = 1\n"),
        (Style::LongBasic, "a = \"\"\"\n", "\"\"\" # b\n"),
        (Style::Literal, "a = '", "'"),
        (Style::LongLiteral, "a = '''", "'''\n"),
        (Style::Double, "あ: \"", "\"\nb: 1\n"),
        (Style::Single, "a: '", "' # b\n"),
        (Style::Plain, "a: ", " # b\n"),
        (Style::LiteralBlock, "あ:\n  b: |- # c\n   ", "\n\nb: 1\n"),
        (Style::FoldedBlock, "a: >-\n   ", "\n"),
    ];

    fn is_toml(self) -> bool {
        matches!(self, Style::Basic | Style::LongBasic | Style::Literal | Style::LongLiteral)
    }

    /// A character as it may be written between two others, behind what stands for nothing; `None` if it cannot be.
    fn write(self, before: Option<char>, c: char, after: Option<char>, choice: u8) -> Option<(&'static str, String)> {
        let is_blank = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\t' | '\n'));
        let alone = !is_blank(before) && !is_blank(after);
        let number = u32::from(c);
        let escape = || match (c, choice % 4) {
            ('"' | '\\', 0 | 1) => format!("\\{c}"),
            ('\n', 0 | 1) => "\\n".to_owned(),
            ('\t', 0 | 1) => "\\t".to_owned(),
            (_, 2) if number < 0x100 => format!("\\x{number:02x}"),
            (_, 3) if number < 0x1_0000 => format!("\\u{number:04X}"),
            _ => format!("\\U{number:08x}"),
        };
        let is_escaped = matches!(c, '"' | '\\' | '\n' | '\t') || choice.is_multiple_of(3);
        let itself = c.to_string();
        Some(match self {
            Style::Basic if is_escaped => ("", escape()),
            Style::LongBasic if choice == 5 => ("\\\n \t\r\n  ", escape()),
            Style::LongBasic if is_escaped && (c != '\n' || before.is_none()) => ("", escape()),
            Style::Literal if matches!(c, '\'' | '\n') => return None,
            Style::LongLiteral if c == '\'' || c == '\n' && before.is_none() => return None,
            // An end of a line is a space; two are one.
            Style::Double | Style::Single | Style::Plain if alone && c == ' ' && choice.is_multiple_of(2) => {
                ("", "\n  ".to_owned())
            }
            Style::Double | Style::Single | Style::Plain if alone && c == '\n' => (" \n  ", "\n \t".to_owned()),
            Style::Double if choice == 5 => ("\\\n  ", escape()),
            Style::Double if is_escaped || c == ' ' => ("", escape()),
            Style::Single if c == '\'' => ("", "''".to_owned()),
            Style::Single if !alone && is_blank(Some(c)) => return None,
            Style::Plain if before.is_none() && c.is_numeric() => return None,
            Style::Plain if !(c.is_alphanumeric() || alone && c == ' ') => return None,
            Style::LiteralBlock | Style::FoldedBlock if before.is_none() && is_blank(Some(c)) => return None,
            Style::LiteralBlock | Style::FoldedBlock if after.is_none() && is_blank(Some(c)) => return None,
            Style::LiteralBlock if before == Some('\n') && c != '\n' => ("   ", itself),
            Style::FoldedBlock if !alone && is_blank(Some(c)) => return None,
            Style::FoldedBlock if c == '\n' => ("\n", itself),
            Style::FoldedBlock if before == Some('\n') => ("   ", itself),
            Style::FoldedBlock if c == ' ' && choice.is_multiple_of(2) => ("", "\n".to_owned() + "   "),
            _ => ("", itself),
        })
    }
}

/// However a text is written, each of its characters is known by its place.
pub fn is_placed(text: &str, choices: &[u8]) {
    for (style, head, tail) in Style::ALL {
        let (mut file, mut places) = (head.to_owned(), Vec::new());
        let chars: Vec<char> = text.chars().collect();
        let write = |(at, choice): (usize, &u8)| {
            let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
            let (skipped, written) = style.write(before, chars[at], chars.get(at + 1).copied(), *choice)?;
            file.push_str(skipped);
            places.push(file.len()..file.len() + written.len());
            file.push_str(&written);
            Some(())
        };
        if chars.is_empty() || (0..chars.len()).zip(choices.iter().cycle()).map(write).any(|done| done.is_none()) {
            continue;
        }
        file.push_str(tail);
        let mut sources = Sources::default();
        let id = sources.add_text("a", file.clone());
        let (table, found) = if style.is_toml() { parse_toml(&file, id, 0) } else { parse_yaml(&file, id, 0) };
        assert!(found.is_empty(), "{file:?}");
        let mut node = &table.entries[0].1;
        while let Value::Table(table) = &node.value {
            node = &table.entries[0].1;
        }
        let Value::Text(read) = &node.value else { panic!("{file:?}") };
        assert_eq!(read.text, text, "{file:?}");
        for ((at, c), place) in text.char_indices().zip(&places) {
            let range = read.span_of(at..at + c.len_utf8()).range();
            // The margin of a line may be its own or the end's of the last one.
            let rest = file.get(range.end..place.end).unwrap_or("?");
            assert!(
                range.start == place.start && !range.is_empty() && rest.trim().is_empty(),
                "{c:?} at {at} of {file:?}"
            );
        }
    }
}

/// A file is cut into front matter and body.
pub fn is_cut(text: &str) {
    let mut sources = Sources::default();
    let id = sources.add_text("a.md", text.to_owned());
    let mut found = Diagnostics::new();
    let parts = split_front(text, id, &mut found);
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    assert!(text.is_char_boundary(parts.body));
    if let Some(table) = &parts.front {
        is_in_its_file(&sources, table.span);
        stands(table, &sources);
        assert!(table.entries.iter().all(|(key, node)| key.span.end.max(node.span.end) as usize <= parts.body));
    }
}

/// Every key and value lies in the text.
fn stands(table: &Table, sources: &Sources) {
    for (key, node) in &table.entries {
        is_in_its_file(sources, key.span);
        value_stands(node, sources);
    }
}

fn value_stands(node: &Node, sources: &Sources) {
    is_in_its_file(sources, node.span);
    match &node.value {
        Value::Table(table) => stands(table, sources),
        Value::List(items) => items.iter().for_each(|item| value_stands(item, sources)),
        Value::Text(_) | Value::Bool(_) | Value::Integer(_) | Value::Decimal(_) | Value::Date(_) | Value::Null => {}
    }
}

fn agrees(table: &Table, wanted: &toml::Table) {
    assert_eq!(table.entries.len(), wanted.len());
    for (key, node) in &table.entries {
        value_agrees(&node.value, &wanted[&key.name]);
    }
}

fn value_agrees(value: &Value, wanted: &toml::Value) {
    match (value, wanted) {
        (Value::Text(text), toml::Value::String(wanted)) => assert_eq!(&text.text, wanted),
        (Value::Integer(number), toml::Value::Integer(wanted)) => assert_eq!(number, wanted),
        (Value::Bool(value), toml::Value::Boolean(wanted)) => assert_eq!(value, wanted),
        (Value::Decimal(digits), toml::Value::Float(wanted)) => {
            let number: f64 = digits.replace('_', "").parse().unwrap();
            assert!(number == *wanted || number.is_nan() && wanted.is_nan(), "{digits} {wanted}");
        }
        (Value::Date(date), toml::Value::Datetime(wanted)) => {
            assert_eq!(date.parse::<toml::value::Datetime>().as_ref().ok(), Some(wanted), "{date}");
        }
        (Value::List(items), toml::Value::Array(wanted)) => {
            assert_eq!(items.len(), wanted.len());
            items.iter().zip(wanted).for_each(|(item, wanted)| value_agrees(&item.value, wanted));
        }
        (Value::Table(table), toml::Value::Table(wanted)) => agrees(table, wanted),
        (value, wanted) => panic!("{value:?} is not {wanted:?}"),
    }
}
