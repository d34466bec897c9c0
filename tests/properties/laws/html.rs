//! HTML that a browser reads as it is meant: elements closed in their order, nothing that runs.

/// Elements without an end.
const VOID: [&str; 5] = ["br", "hr", "img", "input", "wbr"];

/// Elements that run, load or frame something, or leave what is round them.
const FOREIGN: [&str; 14] = [
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "link",
    "meta",
    "base",
    "form",
    "template",
    "title",
    "textarea",
    "noscript",
    "plaintext",
];

/// Stops unless `html` is whole and harmless.
pub fn is_whole(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        is_text(&rest[..at], html);
        let tag = Tag::read(&rest[at..]).unwrap_or_else(|| panic!("no tag at {:.40?} of {html:?}", &rest[at..]));
        rest = &rest[at + tag.len..];
        assert!(!FOREIGN.contains(&tag.name), "<{}> in {html:?}", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && *name != "srcdoc", "{name} in {html:?}");
            is_text(value, html);
            if matches!(*name, "href" | "src" | "cite" | "action") {
                let scheme = shirube::inside::document::scheme_of(&decoded(value));
                let harmless =
                    scheme.as_deref().is_none_or(|scheme| matches!(scheme, "http" | "https" | "mailto" | "tel"));
                assert!(harmless, "{name}={value:?} in {html:?}");
            }
        }
        match (tag.closes, VOID.contains(&tag.name)) {
            (true, _) => assert_eq!(open.pop(), Some(tag.name), "closed in {html:?}"),
            (false, true) => {}
            (false, false) => open.push(tag.name),
        }
    }
    is_text(rest, html);
    assert!(open.is_empty(), "{open:?} stay open in {html:?}");
}

/// Text between tags or in an attribute: every `&` begins a reference, and no `>` or noncharacter stands for itself.
fn is_text(text: &str, html: &str) {
    for (at, _) in text.match_indices('&') {
        let name = text[at + 1..].split_once(';').map(|(name, _)| name).unwrap_or_default();
        let fits = name.strip_prefix('#').map_or_else(
            || name.chars().all(|c| c.is_ascii_alphanumeric()),
            |number| number.chars().all(|c| c.is_ascii_hexdigit() || c == 'x'),
        );
        assert!(!name.is_empty() && fits, "a bare & at {:.20?} of {html:?}", &text[at..]);
    }
    assert!(!text.contains(['\u{FDD0}', '\u{FDD1}']), "a mark is left in {html:?}");
}

/// An attribute's value as a browser reads it.
fn decoded(value: &str) -> String {
    let mut text = value.to_owned();
    for (written, means) in [("&#x27;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        text = text.replace(written, means);
    }
    text
}

struct Tag<'a> {
    name: &'a str,
    closes: bool,
    attributes: Vec<(&'a str, &'a str)>,
    len: usize,
}

impl<'a> Tag<'a> {
    /// The tag that begins here; nothing if none does.
    fn read(html: &'a str) -> Option<Tag<'a>> {
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_');
        let word = |text: &'a str| text.split_once(|c| !is_name(c)).map_or(text, |(word, _)| word);
        let inside = html.strip_prefix('<')?;
        let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name = word(inside);
        if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
            return None;
        }
        let mut rest = &inside[name.len()..];
        let mut attributes = Vec::new();
        loop {
            let trimmed = rest.trim_start_matches([' ', '\n']);
            if let Some(after) = trimmed.strip_prefix("/>").or_else(|| trimmed.strip_prefix('>')) {
                return Some(Tag { name, closes, attributes, len: html.len() - after.len() });
            }
            let attribute = word(trimmed);
            if attribute.is_empty() || trimmed.len() == rest.len() || closes {
                return None;
            }
            rest = &trimmed[attribute.len()..];
            let mut value = "";
            if let Some(quoted) = rest.strip_prefix("=\"") {
                (value, rest) = quoted.split_once('"')?;
            }
            attributes.push((attribute, value));
        }
    }
}
