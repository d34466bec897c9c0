//! XML as a tree, and what keeps a file from being one, with the place.

use super::NAMESPACE;
use crate::document::MAX_DEPTH;
use roxmltree::{Document, Error, Node, ParsingOptions};
use std::ops::Range;

/// More elements and texts than a file of the size that is read can have to some purpose.
const MAX_NODES: u32 = 8_000_000;

/// More attributes than an element of XLIFF has, and more namespaces than its modules: the parser compares all of them
/// with each other.
const MAX_ATTRIBUTES: usize = 100;
const MAX_NAMESPACES: usize = 32;

/// The text of a file: UTF-8, or UTF-16, which has a mark or begins with a letter of ASCII. The error says where it is
/// something else, what, and what can be read of it.
pub fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let utf16 = |unit: fn([u8; 2]) -> u16, mark: usize| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units = || pairs.iter().skip(mark).map(|pair| unit(*pair));
        match char::decode_utf16(units()).collect::<Result<String, _>>() {
            Ok(text) if rest.is_empty() => Ok(text),
            Ok(text) => Err(Unreadable { at: text.len(), text, message: "this is not whole UTF-16" }),
            Err(_) => {
                let right = char::decode_utf16(units()).map_while(Result::ok);
                let text = char::decode_utf16(units()).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
                Err(Unreadable { at: right.map(char::len_utf8).sum(), text, message: "this is not whole UTF-16" })
            }
        }
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes, 1),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes, 1),
        [1..=255, 0, 1..=255, 0, ..] => utf16(u16::from_le_bytes, 0),
        [0, 1..=255, 0, 1..=255, ..] => utf16(u16::from_be_bytes, 0),
        _ => match String::from_utf8(bytes) {
            Ok(text) => Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                Err(Unreadable { at, text, message: "this is neither UTF-8 nor UTF-16" })
            }
        },
    }
}

/// What keeps a file from being text.
#[derive(Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file as far as it can be read, with a sign for what cannot.
    pub text: String,
    /// Where that is in it.
    pub at: usize,
    pub message: &'static str,
}

/// Why a text is no XML that is read.
pub(super) struct Wrong {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The tree of a text.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Wrong> {
    let wrong = |range: Range<usize>, message: String, help| Wrong { range, message, help };
    let Most { depth, attributes, namespaces } = most(text);
    if depth > MAX_DEPTH {
        let message = format!("elements nested deeper than {MAX_DEPTH} levels");
        return Err(wrong(0..0, message, "put fewer of them inside of each other"));
    }
    if attributes > MAX_ATTRIBUTES {
        let message = format!("an element with more than {MAX_ATTRIBUTES} attributes");
        return Err(wrong(0..0, message, "get the file once more from the tool that wrote it"));
    }
    if namespaces > MAX_NAMESPACES {
        let message = format!("more than {MAX_NAMESPACES} namespaces in one place");
        return Err(wrong(0..0, message, "declare them once, in the first element"));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        Error::DtdDetected => {
            let at = text.find("<!DOCTYPE").unwrap_or(0);
            wrong(at..at, "a document type, which XLIFF has not".to_owned(), "take out `<!DOCTYPE …>`")
        }
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::NoRootNode => {
            let end = text.trim_end().len();
            let message = "this is not XML: the file ends before its last element is closed";
            wrong(end..end, message.to_owned(), "a part of it is missing: get it once more from the tool that wrote it")
        }
        Error::NodesLimitReached => {
            wrong(0..0, format!("more than {MAX_NODES} elements and texts"), "import fewer pages at a time")
        }
        error => {
            let position = error.pos();
            let at = place(text, position);
            let said = error.to_string().replacen(&format!(" at {position}"), "", 1);
            wrong(at..at, format!("this is not XML: {said}"), "save it once more in the tool that wrote it")
        }
    })
}

/// How much there is at most of what takes a reader room or time.
#[derive(Debug, Default, PartialEq, Eq)]
struct Most {
    /// Elements inside of each other.
    depth: usize,
    /// Attributes of an element.
    attributes: usize,
    /// Namespaces that elements inside of each other declare.
    namespaces: usize,
}

/// What there is at most, seen by the tags alone.
fn most(text: &str) -> Most {
    let mut most = Most::default();
    // How many namespaces are declared at each level.
    let mut open: Vec<usize> = Vec::new();
    let mut declared = 0;
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        let other =
            [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")].into_iter().find(|(start, _)| tag.starts_with(start));
        if let Some((_, end)) = other {
            rest = tag.split_once(end).map_or("", |(_, after)| after);
            continue;
        }
        let (mut quote, mut attributes) = (None, 0);
        let end = tag.find(|c: char| {
            match (c, quote) {
                ('=', None) => attributes += 1,
                ('"' | '\'', None) => quote = Some(c),
                (c, Some(open)) if c == open => quote = None,
                _ => {}
            }
            c == '>' && quote.is_none()
        });
        let (body, after) = tag.split_at_checked(end.unwrap_or(tag.len())).unwrap_or_default();
        let namespaces = if attributes > 0 { body.matches("xmlns").count() } else { 0 };
        most.attributes = most.attributes.max(attributes);
        most.namespaces = most.namespaces.max(declared + namespaces);
        if body.starts_with('/') {
            declared -= open.pop().unwrap_or_default();
        } else if !body.ends_with('/') && !body.starts_with('!') {
            open.push(namespaces);
            declared += namespaces;
        }
        most.depth = most.depth.max(open.len());
        rest = after;
    }
    most
}

/// The byte of a line and column.
fn place(text: &str, position: roxmltree::TextPos) -> usize {
    let line = (position.row as usize).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let column = (position.col as usize).saturating_sub(1);
    start + rest.chars().take(column).map(char::len_utf8).sum::<usize>()
}

/// The elements of XLIFF 2 with this name right inside of another.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((NAMESPACE, name)))
}

/// The opening tag of an element.
pub(super) fn head(node: Node) -> Range<usize> {
    let range = node.range();
    let text = node.document().input_text().get(range.clone()).unwrap_or_default();
    range.start..range.start + text.find('>').map_or(text.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Most, decode, most};

    #[test]
    fn as_much_is_found_as_there_is() {
        for (text, depth, attributes, namespaces) in [
            ("<a><b/><c>x</c></a>", 2, 0, 0),
            ("<?xml version='1.0'?><!-- <a> < --><a x='>' y=\"'>=\"><![CDATA[<b><c>]]></a>", 1, 2, 0),
            ("<a x='/'/><a><a>", 2, 1, 0),
            ("<a xmlns='a' b='c'><c xmlns:d='e'/><c xmlns:d='e'></c><c xmlns:f='g' xmlns:h='i'>", 2, 2, 3),
            ("<a/><a/><a/", 0, 0, 0),
            ("</a></a>", 0, 0, 0),
            ("", 0, 0, 0),
        ] {
            assert_eq!(most(text), Most { depth, attributes, namespaces }, "{text}");
        }
    }

    #[test]
    fn a_mark_says_how_a_file_is_written() {
        let utf16: Vec<u8> = "\u{FEFF}<題/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(utf16.clone()).as_deref(), Ok("<題/>"));
        assert_eq!(decode("\u{FEFF}<題/>".encode_utf16().flat_map(u16::to_le_bytes).collect()).as_deref(), Ok("<題/>"));
        assert_eq!(decode("\u{FEFF}<題/>".into()).as_deref(), Ok("<題/>"));
        assert!(decode(utf16[..3].to_vec()).is_err());
        assert!(decode(vec![0x91, 0xe8]).is_err());
    }
}
