//! Raw HTML of an author who is not trusted, before it meets the rest of the page: whole tags only, and none that would
//! swallow what follows. What is allowed is not decided here.

use crate::document::MAX_DEPTH;
use std::collections::HashSet;

/// Elements whose content is no markup, or markup of another kind: unclosed, they would take the rest of the page.
const SWALLOWING: [&str; 16] = [
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "select",
    "template",
    "svg",
    "math",
    "frameset",
    "object",
];

/// Elements that close themselves, or that the next of them closes.
const SHORT: [&str; 23] = [
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "p", "param", "rp",
    "rt", "source", "td", "th", "tr", "track", "wbr",
];

/// The elements that raw HTML has opened so far.
#[derive(Default)]
pub(super) struct Open {
    names: Vec<String>,
    /// How many are open round the text.
    outer: usize,
    /// Whether a tag was left out for being too deep.
    pub(super) too_deep: bool,
}

impl Open {
    /// Those of a text that stands in this one, and that nothing which it closes can leave.
    pub(super) fn inner(&self) -> Open {
        Open { outer: self.outer + self.names.len(), ..Open::default() }
    }

    /// Notes a tag; whether it is kept.
    fn note(&mut self, tag: &Tag) -> bool {
        if SHORT.contains(&tag.name.as_str()) {
            return true;
        }
        if tag.closes {
            // Only its own: a browser opens again what is left open in between.
            if let Some(at) = self.names.iter().rposition(|name| *name == tag.name) {
                self.names.remove(at);
            }
            return true;
        }
        let fits = self.outer + self.names.len() < MAX_DEPTH;
        match fits {
            true => self.names.push(tag.name.clone()),
            false => self.too_deep = true,
        }
        fits
    }
}

/// `html` with every tag whole: what only looks like a tag, or is not finished, is text; elements that would swallow
/// what follows are left out.
pub(super) fn mend(html: &str, open: &mut Open) -> String {
    let mut out = String::with_capacity(html.len());
    let mut unclosed: HashSet<String> = HashSet::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let Some(tag) = Tag::read(after) else {
            out.push_str("&lt;");
            rest = after;
            continue;
        };
        let Some(end) = tag.end else {
            // Nothing after it can be told from its attributes.
            out.push_str("&lt;");
            out.push_str(&after.replace('<', "&lt;"));
            return out;
        };
        let (written, next) = after.split_at(end);
        rest = next;
        if SWALLOWING.contains(&tag.name.as_str()) {
            if !tag.closes && !unclosed.contains(&tag.name) {
                match after_closing(rest, &tag.name) {
                    Some(next) => rest = next,
                    None => _ = unclosed.insert(tag.name),
                }
            }
        } else if open.note(&tag) {
            out.push('<');
            out.push_str(written);
        }
    }
    out.push_str(rest);
    out
}

/// What stands after the tag that closes `name`.
fn after_closing<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map(|(_, after)| after);
        }
    }
    None
}

struct Tag {
    /// In lower case.
    name: String,
    closes: bool,
    /// Where it ends in the text after its `<`; nothing if it does not.
    end: Option<usize>,
}

/// Where a browser is inside a tag (HTML, section 13.2.5).
#[derive(Clone, Copy)]
enum State {
    Name,
    BeforeAttribute,
    Attribute,
    AfterAttribute,
    BeforeValue,
    DoubleQuoted,
    SingleQuoted,
    Unquoted,
}

impl Tag {
    /// The tag that `text`, what stands after a `<`, begins with.
    fn read(text: &str) -> Option<Tag> {
        let (closes, inside) = text.strip_prefix('/').map_or((false, text), |inside| (true, inside));
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name = inside.split(['\t', '\n', '\u{C}', '\r', ' ', '/', '>']).next().unwrap_or_default();
        let end = end_of_tag(inside).map(|end| end + usize::from(closes));
        Some(Tag { name: name.to_ascii_lowercase(), closes, end })
    }
}

/// Where the tag ends whose name `text` begins with.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut state = State::Name;
    for (at, byte) in text.bytes().enumerate() {
        let space = matches!(byte, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ');
        state = match (state, byte) {
            (State::DoubleQuoted, b'"') | (State::SingleQuoted, b'\'') => State::BeforeAttribute,
            (State::DoubleQuoted | State::SingleQuoted, _) => state,
            (_, b'>') => return Some(at + 1),
            (State::BeforeValue, b'"') => State::DoubleQuoted,
            (State::BeforeValue, b'\'') => State::SingleQuoted,
            (State::BeforeValue, _) if space => State::BeforeValue,
            (State::BeforeValue, _) => State::Unquoted,
            (State::Unquoted, _) if space => State::BeforeAttribute,
            (State::Unquoted, _) => State::Unquoted,
            (State::Attribute | State::AfterAttribute, b'=') => State::BeforeValue,
            (State::Attribute | State::AfterAttribute, _) if space => State::AfterAttribute,
            (State::Name | State::BeforeAttribute, _) if space => State::BeforeAttribute,
            (_, b'/') => State::BeforeAttribute,
            (State::Name, _) => State::Name,
            (State::BeforeAttribute | State::Attribute | State::AfterAttribute, _) => State::Attribute,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Open, mend};

    #[test]
    fn tags_end_where_browsers_end_them() {
        for (html, mended) in [
            ("a <b>c</b> <i", "a <b>c</b> &lt;i"),
            ("1 < 2 <3 <!DOCTYPE x> <?php?>", "1 &lt; 2 &lt;3 &lt;!DOCTYPE x> &lt;?php?>"),
            ("<p title=\"a>b\">c", "<p title=\"a>b\">c"),
            ("<p title='a>b'>c", "<p title='a>b'>c"),
            ("<p title=\"", "&lt;p title=\""),
            ("<p title=\" <b> x", "&lt;p title=\" &lt;b> x"),
            ("<p a\"b>c\"", "<p a\"b>c\""),
            ("<p =\"x>y\"", "<p =\"x>y\""),
            ("<p=\"x>y\"", "<p=\"x>y\""),
            ("<p a=b\"c>d\"", "<p a=b\"c>d\""),
            ("<p a = \"b>c\"/>d", "<p a = \"b>c\"/>d"),
            ("</p title=\">\">x", "</p title=\">\">x"),
        ] {
            assert_eq!(mend(html, &mut Open::default()), mended, "{html}");
        }
    }

    #[test]
    fn nothing_swallows_the_page() {
        for (html, mended) in [
            ("a<script>b<!--</script>c", "ac"),
            ("a<SCRIPT src=x>b</sCript >c", "ac"),
            ("a<textarea>b", "ab"),
            ("a</textarea>b", "ab"),
            ("<title>a<style>b</title>c", "c"),
            ("<svg><style><img src=x onerror=a></svg>b", "b"),
        ] {
            assert_eq!(mend(html, &mut Open::default()), mended, "{html}");
        }
    }

    #[test]
    fn is_quick_and_not_too_deep() {
        for html in ["<b>", "<b></i>", "<svg>", "<a b='", "<a ", "<", "</", "<a b=\"><c d='>", "<p><div>"] {
            let mut open = Open::default();
            let mended = mend(&html.repeat(100_000), &mut open);
            assert!(mended.matches("<b>").count() <= 100, "{html}");
            assert!(mended.matches("<div>").count() <= 100, "{html}");
        }
    }
}
