//! What of raw HTML is harmless: the one list for what is kept where `html = "safe"`, and for what is said to be taken out.

use super::raw::Tag;

/// Elements of running text, and what the program itself makes of Markdown.
pub const ELEMENTS: [&str; 73] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "big",
];

/// Attributes of every element.
pub const ATTRIBUTES: [&str; 10] =
    ["class", "dir", "lang", "title", "translate", "hidden", "id", "role", "tabindex", "data-fact"];

/// Those of them that only the program gives.
pub const OWN: [&str; 4] = ["id", "role", "tabindex", "data-fact"];

/// Attributes of single elements.
pub const OF_ELEMENTS: [(&str, &[&str]); 15] = [
    ("a", &["href", "hreflang", "rel"]),
    ("bdo", &["dir"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("pre", &["data-lang"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["abbr", "colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Elements that are taken out with what is in them.
pub const EMPTIED: [&str; 7] = ["script", "style", "template", "title", "textarea", "svg", "math"];

/// Attributes that are taken out, and whose loss no reader sees.
const UNSEEN: [&str; 6] = ["target", "cite", "border", "referrerpolicy", "loading", "decoding"];

/// Whether an element is kept.
pub(super) fn is_kept(element: &str) -> bool {
    ELEMENTS.contains(&element.to_ascii_lowercase().as_str())
}

/// What of a tag is taken out, in words: the whole element, or the first of its attributes that is. `None` where all of it
/// is kept.
pub(super) fn removed(tag: &Tag<'_>) -> Option<String> {
    let element = tag.name.to_ascii_lowercase();
    if !ELEMENTS.contains(&element.as_str()) {
        return Some(format!("`<{}>` is taken out", tag.name));
    }
    let of_element =
        OF_ELEMENTS.iter().find(|(name, _)| *name == element).map_or(&[][..], |(_, attributes)| attributes);
    let is_kept = |name: &str| {
        name.starts_with("aria-") || (ATTRIBUTES.contains(&name) && !OWN.contains(&name)) || of_element.contains(&name)
    };
    let names = tag.attributes.iter().map(|attribute| attribute.name.to_ascii_lowercase());
    let removed = names.into_iter().find(|name| !is_kept(name) && !UNSEEN.contains(&name.as_str()))?;
    Some(format!("`{removed}` of `<{}>` is taken out", tag.name))
}
