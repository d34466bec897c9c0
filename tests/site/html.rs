//! As much of HTML as the tests have to know: tags, attributes, ids.

use std::collections::HashMap;

/// A start tag.
pub struct Tag {
    pub name: String,
    attributes: HashMap<String, String>,
    /// The byte at which the tag begins.
    at: usize,
}

impl Tag {
    /// The value of an attribute, with its character references resolved.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).map(String::as_str)
    }
}

/// A page, or a part of one.
pub struct Html {
    pub text: String,
    pub tags: Vec<Tag>,
    /// Of the root element.
    pub lang: Option<String>,
}

impl Html {
    /// The start tags of `text`, outside comments, scripts and styles. XML is taken as well.
    pub fn parse(text: &str) -> Html {
        let mut tags = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            at += found;
            let rest = &text[at..];
            if rest.starts_with("<!--") {
                at += rest.find("-->").expect("an open comment");
            } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (tag, end) = read_tag(rest, at);
                at += end;
                if matches!(tag.name.as_str(), "script" | "style") {
                    at += text[at..].find(&format!("</{}", tag.name)).expect("an open script or style");
                }
                tags.push(tag);
            } else {
                at += 1;
            }
        }
        let lang = tags.iter().find(|tag| tag.name == "html").and_then(|tag| tag.get("lang")).map(str::to_owned);
        Html { text: text.to_owned(), tags, lang }
    }

    /// Every id, repeated ones too.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().filter_map(|tag| tag.get("id"))
    }

    pub fn has_id(&self, id: &str) -> bool {
        self.ids().any(|known| known == id)
    }

    /// Whether the id is a heading's, or that of the section round one.
    pub fn is_heading(&self, id: &str) -> bool {
        let is = |name: &str| matches!(name, "h2" | "h3" | "h4" | "section");
        self.tags.iter().any(|tag| tag.get("id") == Some(id) && is(&tag.name))
    }

    /// What the page links to and loads.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().flat_map(|tag| ["href", "src", "action", "data-home"].map(|name| tag.get(name))).flatten()
    }

    /// The text from the tag with this id to the end of its element.
    pub fn element(&self, id: &str) -> Option<&str> {
        let tag = self.tags.iter().find(|tag| tag.get("id") == Some(id))?;
        let rest = &self.text[tag.at..];
        Some(&rest[..rest.find(&format!("</{}>", tag.name))?])
    }
}

/// A tag at the start of `rest`, which is `at` in the text, and its length.
fn read_tag(rest: &str, at: usize) -> (Tag, usize) {
    let name_end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).expect("an open tag");
    let mut attributes = HashMap::new();
    let mut here = name_end;
    loop {
        here += rest[here..].len() - rest[here..].trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
        if rest[here..].starts_with('>') {
            break;
        }
        let end = here + rest[here..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).expect("an open tag");
        let name = rest[here..end].to_owned();
        here = end;
        let mut value = "";
        if rest[here..].starts_with("=\"") {
            value = rest[here + 2..].split('"').next().expect("an open attribute");
            here += 2 + value.len() + 1;
        } else {
            assert!(!rest[here..].starts_with('='), "an attribute without quotes: {}", &rest[..end]);
        }
        assert!(attributes.insert(name, unescape(value)).is_none(), "an attribute twice: {}", &rest[..here]);
    }
    (Tag { name: rest[1..name_end].to_owned(), attributes, at }, here + 1)
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&#x27;", "'").replace("&#x2F;", "/").replace("&amp;", "&")
}

/// Whether a link leads to another place of the web, a mailbox or a telephone.
pub fn is_address(link: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme))
}

/// The text with its percent-encoded bytes.
pub fn percent_decode(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned()
}
