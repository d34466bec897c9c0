//! Braces that were meant to be attributes, ruby or what other tools have in braces.

use super::{Line, Place, Slip, near};
use crate::document::join::is_wide;

/// At a brace in plain text. `after_image` is whether it stands right behind an image.
pub(super) fn look(line: Line<'_>, at: usize, after_image: bool) -> Option<Slip> {
    let open = line.after(at).chars().next()?;
    let rest = near(line.after(at + open.len_utf8()));
    let close = rest.find(['}', '｝']);
    let inner = rest.get(..close.unwrap_or(rest.len())).unwrap_or_default();
    let close_len = close.and_then(|close| rest.get(close..)?.chars().next()).map_or(0, char::len_utf8);
    let whole = at..at + open.len_utf8() + inner.len() + close_len;
    if after_image && close.is_some() {
        let help = "an image takes `{decorative}` and nothing else";
        return Some(Slip::own(whole, "these braces behind an image are text", help));
    }
    if open == '{'
        && !line.before(at).ends_with('{')
        && let Some(slip) = tools(line, at, rest)
    {
        return Some(slip);
    }
    let trimmed = inner.trim();
    if let Some(id) = trimmed.strip_prefix(['#', '＃'])
        && is_name(id)
    {
        return Some(attribute(line.place, whole, close.is_some(), &format!("{{#{id}}}")));
    }
    if let Some(class) = trimmed.strip_prefix('.')
        && is_name(class)
        && close.is_some()
    {
        return Some(attribute(line.place, whole, true, &format!("{{.{class}}}")));
    }
    ruby(inner, close.is_some()).map(|right| {
        let slip = Slip::own(
            whole.clone(),
            "this is not read as ruby",
            match &right {
                Some(right) => format!("write `{right}`"),
                None => "write the characters and their reading: `{漢字|かんじ}`".to_owned(),
            },
        );
        match right {
            Some(right) => slip.fix(whole, right),
            None => slip,
        }
    })
}

fn is_name(name: &str) -> bool {
    let is = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '#' | '=' | '"');
    !name.is_empty() && name.chars().all(is) && name.starts_with(char::is_alphanumeric)
}

fn attribute(place: Place, whole: std::ops::Range<usize>, is_closed: bool, right: &str) -> Slip {
    match place {
        Place::Heading => {
            let message = if is_closed {
                "these are no attributes of the heading"
            } else {
                "the brace is not closed, and gives the heading no id"
            };
            let slip = Slip::own(whole.clone(), message, format!("write `{right}` at the end of the heading"));
            slip.fix(whole, right)
        }
        Place::Prose | Place::Cell => {
            let help = "only headings have attributes: `## Heading {#id .class}`";
            Slip::other(whole, "attributes of something that has none are text", help)
        }
    }
}

/// Whether this was meant to be ruby, and how that is written if its parts are there.
fn ruby(inner: &str, is_closed: bool) -> Option<Option<String>> {
    let (base, reading) = inner.split_once(['|', '｜'])?;
    let has_space = |text: &str| text.contains([' ', '　', '\t']);
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{309F}' | '\u{30A0}'..='\u{30FF}' | '|' | '｜');
    let is_base = !base.is_empty() && base.chars().all(is_wide) && !has_space(base);
    // Of one that is not closed the sentence goes on behind it.
    let reading = if is_closed { reading } else { reading.split(|c| !is_kana(c)).next().unwrap_or_default() };
    let is_reading = reading.chars().all(is_kana);
    match (is_base, is_reading && !reading.is_empty()) {
        (true, true) if is_closed => Some(Some(format!("{{{base}|{}}}", reading.replace('｜', "|")))),
        (true, true) => Some(None),
        (true, false) if reading.is_empty() && is_closed => Some(None),
        (false, true) if base.is_empty() && is_closed => Some(None),
        _ => None,
    }
}

/// Macros of Confluence and Jira.
const CONFLUENCE: [&str; 3] = ["panel", "noformat", "blockquote"];

/// What other tools write in braces.
fn tools(line: Line<'_>, at: usize, rest: &str) -> Option<Slip> {
    let until = |end: &str| rest.find(end).map(|found| at..at + 1 + found + end.len());
    let tell = |range, what: &str, help: &str| Some(Slip::other(range, format!("{what} is text here"), help));
    let hugo = "there are no shortcodes: a text that is used on several pages is a block, `[](block:id)`";
    if rest.starts_with("{<") || rest.starts_with("{%") {
        return tell(until("}}")?, "a shortcode", hugo);
    }
    if rest.starts_with('%') {
        return tell(
            until("%}")?,
            "a tag of a template",
            "templates stand in `templates/`; a text that is used on several pages is a block, `[](block:id)`",
        );
    }
    if rest.starts_with("/*") {
        return tell(until("*/}")?, "a comment of MDX", "write `<!-- … -->`");
    }
    let name = rest.split(['}', ':']).next().unwrap_or_default();
    let has_value = rest.get(name.len()..).is_some_and(|rest| rest.starts_with(':'));
    if CONFLUENCE.contains(&name) || has_value && ["code", "color", "note", "info", "tip", "warning"].contains(&name) {
        return tell(
            until("}")?,
            "a macro of Confluence",
            "write a callout, `> [!NOTE]`, or three backticks round code",
        );
    }
    // `{{name}}` alone is how many texts show a gap.
    if rest.starts_with('{')
        && let Some(range) = until("}}")
        && let Some(inside) = line.text.get(range.start + 2..range.end - 2)
        && inside.trim().starts_with(|c: char| c.is_ascii_alphabetic() || c == '.')
        && inside.contains(['.', '|'])
        && inside.is_ascii()
    {
        let help = "a value that stands in a table is quoted with `[](fact:id)`";
        return tell(range, "a variable of a template", help);
    }
    if rest.starts_with(':')
        && rest.get(1..).is_some_and(|inside| inside.trim_start().starts_with(['.', '#']) || inside.starts_with("toc"))
    {
        return tell(until("}")?, "an attribute list", "only headings have attributes: `## Heading {#id .class}`");
    }
    None
}
