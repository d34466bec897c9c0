//! HTML that is shown as text, because the site does not let it through, and components of other tools.

use super::{Line, Slip, near};

/// Elements of HTML that authors write in texts, and what to write in place of each; of others that nothing else says
/// the same.
const ELEMENTS: [(&str, &str); 24] = [
    ("a", "write `[text](address)`"),
    ("b", "write `**text**`"),
    ("strong", "write `**text**`"),
    ("i", "write `*text*`"),
    ("em", "write `*text*`"),
    ("s", "write `~~text~~`"),
    ("del", "write `~~text~~`"),
    ("code", "write it between backticks"),
    ("pre", "write it between lines of three backticks"),
    ("br", "end the line with a backslash"),
    ("hr", "write `---` between empty lines"),
    ("ruby", "write `{漢字|かんじ}`"),
    ("rt", "write `{漢字|かんじ}`"),
    ("img", "write `![text](file)`"),
    ("h1", "write `## text`"),
    ("h2", "write `## text`"),
    ("h3", "write `### text`"),
    ("h4", "write `#### text`"),
    ("p", "put an empty line between paragraphs"),
    ("ul", "begin each item with `- `"),
    ("ol", "begin each item with `1. `"),
    ("li", "begin each item with `- `"),
    ("table", "write a table of Markdown"),
    ("blockquote", "begin each line with `> `"),
];

/// Elements that nothing of Markdown stands for, those that HTML no longer has among them.
const OTHERS: [&str; 70] = [
    "abbr",
    "acronym",
    "address",
    "article",
    "aside",
    "audio",
    "base",
    "bdi",
    "bdo",
    "big",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "col",
    "colgroup",
    "data",
    "dd",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "h5",
    "h6",
    "head",
    "header",
    "html",
    "iframe",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "link",
    "main",
    "mark",
    "marquee",
    "meta",
    "nav",
    "noscript",
    "object",
    "picture",
    "q",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "textarea",
    "time",
    "u",
    "video",
];

const LETS_THROUGH: &str = "`html = \"safe\"` under `[content]` in `site.toml` lets harmless HTML through";

/// What a piece of HTML says that is shown as text, as its element's name and what to do about it; `None` for what is
/// no element, such as `<name>`. `may_pass` is whether the site could let it through.
pub(in crate::document) fn element(html: &str, may_pass: bool) -> Option<(&str, String)> {
    let rest = html.trim_start().strip_prefix('<')?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))).unwrap_or(rest.len());
    let name = rest.get(..end)?;
    let lower = name.to_ascii_lowercase();
    if let Some((_, help)) = ELEMENTS.iter().find(|(element, _)| *element == lower) {
        return Some((name, if may_pass { format!("{help}; or else {LETS_THROUGH}") } else { (*help).to_owned() }));
    }
    if OTHERS.contains(&lower.as_str()) {
        return Some((
            name,
            if may_pass { LETS_THROUGH } else { "texts of data have no HTML: write Markdown" }.to_owned(),
        ));
    }
    let tag = rest.get(..rest.find('>')?)?;
    let is_component = name.starts_with(|c: char| c.is_ascii_uppercase()) && (tag.ends_with('/') || tag.contains('='));
    (is_component || name.contains('-') && tag.contains('=')).then(|| (name, COMPONENT.to_owned()))
}

const COMPONENT: &str = "there are no components: what all pages have stands in `templates/`, and a text for several pages is a block, `[](block:id)`";

/// `<Tabs value={x}>`, which is no HTML either.
pub(super) fn component(line: Line<'_>, at: usize) -> Option<Slip> {
    let rest = near(line.after(at + 1));
    let name_end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
    let name = rest.get(..name_end)?;
    let close = rest.find('>')?;
    let tag = rest.get(..close)?;
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !tag.contains("={") {
        return None;
    }
    Some(Slip::other(at..at + 1 + close + 1, format!("`<{name}>` is text here"), COMPONENT))
}
