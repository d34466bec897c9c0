//! Brackets and parentheses that were meant to be a link, an image or a reference.

use super::{Line, Slip, is_blank, is_odd_space, near, near_end, own};

/// At a `]` in plain text: whether an address follows it that did not become one. `refers` is whether the text has a
/// reference: brackets round one are told elsewhere.
pub(super) fn closing(line: Line<'_>, at: usize, refers: bool) -> Option<Slip> {
    let sign = line.after(at).chars().next()?;
    let rest = near(line.after(at + sign.len_utf8()));
    let after = rest.trim_start_matches(is_blank);
    let open = after.chars().next().filter(|c| matches!(c, '(' | '（'))?;
    let from = at + sign.len_utf8() + (rest.len() - after.len()) + open.len_utf8();
    let inner = near(line.after(from));
    let close = closing_of(inner);
    let address = inner.get(..close.unwrap_or(inner.len())).unwrap_or_default();
    let close_len = close.and_then(|close| inner.get(close..)?.chars().next()).map_or(0, char::len_utf8);
    let start = opening(line, at).filter(|start| !line.before(*start).ends_with('\\'))?;
    let whole = start..from + address.len() + close_len;
    let is_image = line.text.get(start..)?.starts_with('!');
    let text = line.text.get(start + usize::from(is_image)..at)?.strip_prefix(['[', '［'])?;
    let trimmed = address.trim_matches(is_blank);
    if let Some((scheme, name)) = own::scheme(trimmed) {
        let name = name.trim_matches(is_blank);
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '?' | '=' | '&' | '#' | '/');
        // Of one that is not closed the sentence goes on behind it.
        let end = if close.is_some() { name.len() } else { name.find(|c| !is_name(c)).unwrap_or(name.len()) };
        let name = name.get(..end).filter(|name| !name.is_empty())?;
        let behind = inner.find([':', '：']).map_or(from, |colon| from + colon);
        let end = line.after(behind).find(name).map_or(whole.end, |at| behind + at + name.len());
        let whole = if close.is_some() { whole } else { start..end };
        let right = format!("[{text}]({scheme}:{name})");
        let slip = Slip::own(
            whole.clone(),
            format!("`{scheme}:` here is text, and names nothing"),
            format!("write `{right}`"),
        );
        return Some(if name.contains(is_blank) { slip } else { slip.fix(whole, right) });
    }
    let is_glued = rest.len() == after.len() && sign == ']' && open == '(';
    let mark = if is_image { "!" } else { "" };
    let what = if is_image { "an image" } else { "a link" };
    match (is_glued, close) {
        // `a[0](x y)` is a call.
        (true, _) if refers || is_call(line, start) => None,
        (true, None) => {
            let message =
                format!("the address is not closed, and this is no {}", if is_image { "image" } else { "link" });
            Some(Slip::other(whole, message, format!("put `)` behind the address: `{mark}[{text}](address)`")))
        }
        // A sign of the wrong width, or something else that keeps it from being one.
        (true, Some(_)) if !trimmed.contains(is_blank) => {
            let is_wide = inner.get(close?..)?.starts_with('）') || line.text.get(start..)?.starts_with('［');
            let right = format!("{mark}[{text}]({trimmed})");
            (is_wide && is_address(trimmed)).then(|| {
                let slip = Slip::other(
                    whole.clone(),
                    format!("a full-width sign: this is no {}", if is_image { "image" } else { "link" }),
                    format!("write `{right}`"),
                );
                slip.fix(whole, right)
            })
        }
        (true, Some(_)) => {
            let message = format!("a space in the address: this is no {}", if is_image { "image" } else { "link" });
            let slip = Slip::other(whole.clone(), message, spaced_help(mark, text, trimmed));
            let is_path = is_address(trimmed) && trimmed.ends_with(|c: char| c.is_ascii_alphanumeric());
            let is_path = is_path && !trimmed.contains(['"', '\'', '=']) && trimmed.matches(is_blank).count() > 0;
            let is_plain = is_path && !trimmed.contains(is_odd_space);
            Some(if is_plain && has_ending(trimmed) {
                slip.fix(whole, format!("{mark}[{text}](<{trimmed}>)"))
            } else {
                slip
            })
        }
        (false, _) if !is_address(trimmed) || trimmed.contains(is_blank) => None,
        (false, close) => {
            let right = format!("{mark}[{text}]({trimmed})");
            let slip = Slip::other(whole.clone(), format!("this is not read as {what}"), format!("write `{right}`"));
            let is_sure = trimmed.contains("://") || trimmed.ends_with(".md") || trimmed.contains(".md#");
            Some(if close.is_some() && !text.is_empty() && is_sure { slip.fix(whole, right) } else { slip })
        }
    }
}

fn spaced_help(mark: &str, text: &str, address: &str) -> String {
    let (first, rest) = address.split_once(is_blank).unwrap_or((address, ""));
    if rest.trim_start().starts_with('=') {
        return format!("the size is read from the file: `{mark}[{text}]({first})`");
    }
    match has_ending(address) || !has_ending(first) {
        true => format!("put the address between `<` and `>`: `{mark}[{text}](<{address}>)`"),
        false => format!(
            "put what follows the address in quotes: `{mark}[{text}]({first} \"{}\")`",
            rest.trim().trim_matches(['"', '“', '”', '\''])
        ),
    }
}

/// Endings of files that links lead to.
const ENDINGS: [&str; 32] = [
    "md", "html", "htm", "pdf", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "txt", "csv", "json", "xml", "css",
    "js", "ts", "mp3", "mp4", "webm", "zip", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "toml", "yaml", "yml", "ico",
];

/// Whether an address ends in a file.
fn has_ending(address: &str) -> bool {
    let name = address.split(['#', '?']).next().unwrap_or_default();
    let is_known = |ending: &str| ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    name.rsplit_once('.').is_some_and(|(before, ending)| !before.is_empty() && is_known(ending))
}

/// Whether a text is an address and no words.
fn is_address(text: &str) -> bool {
    let is_web =
        ["http://", "https://", "mailto:", "tel:", "./", "../", "/"].iter().any(|start| text.starts_with(start));
    let is_anchor = text.len() > 1 && text.starts_with('#');
    is_web || is_anchor || has_ending(text) || text.ends_with('/') && text.len() > 1
}

/// Where the parenthesis is closed that the text stands in.
fn closing_of(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some(at),
            ')' | '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where the bracket is opened that is closed at `at`, with the mark of an image before it.
fn opening(line: Line<'_>, at: usize) -> Option<usize> {
    let before = near_end(line.before(at));
    let base = at - before.len();
    let mut depth = 0_usize;
    for (place, c) in before.char_indices().rev() {
        match c {
            ']' | '］' => depth += 1,
            '[' | '［' if depth == 0 => {
                let start = base + place;
                return Some(if line.before(start).ends_with('!') { start - 1 } else { start });
            }
            '[' | '［' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether the bracket that opens at `start` is an index, as in `a[0]`.
fn is_call(line: Line<'_>, start: usize) -> bool {
    line.before(start).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']'))
}

/// At a `[` in plain text: `(text)[address]`, `[text)(address)`, and `[text][name]` without a definition of the name.
pub(super) fn opened(line: Line<'_>, at: usize) -> Option<Slip> {
    let rest = near(line.after(at + 1));
    let (before, close) = (line.before(at), rest.find(']'));
    if before.ends_with(')')
        && let Some(inner) = close.and_then(|close| rest.get(..close))
        && is_address(inner)
        && let Some(open) = near_end(before).rfind('(')
    {
        let start = before.len() - near_end(before).len() + open;
        let text = before.get(start + 1..before.len() - 1)?;
        let (whole, right) = (start..at + inner.len() + 2, format!("[{text}]({inner})"));
        return Some(Slip::other(whole, "the brackets of this link are exchanged", format!("write `{right}`")));
    }
    if let Some(middle) = rest.find(")(").filter(|middle| close.is_none_or(|close| close > *middle)) {
        let address = rest.get(middle + 2..)?;
        let address = address.get(..address.find(')')?)?;
        let text = rest.get(..middle)?;
        return (is_address(address) && !text.contains('(')).then(|| {
            let whole = at..at + 1 + middle + 2 + address.len() + 1;
            let right = format!("[{text}]({address})");
            Slip::other(whole.clone(), "`)` stands where `]` belongs: this is no link", format!("write `{right}`"))
                .fix(whole, right)
        });
    }
    let close = close?;
    let text = rest.get(..close)?;
    let label = rest.get(close..)?.strip_prefix("][")?;
    let label = label.get(..label.find(']')?)?;
    let is_label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    // `[Ctrl][C]`, `[WIP][docs]`: keys and marks.
    let is_text = text.contains(' ') || text.chars().any(|c| c > '\u{2E80}');
    let is_meant = label.chars().any(|c| c.is_ascii_lowercase()) && label.chars().all(is_label) && !text.contains('[');
    let is_meant = is_meant && is_text && label.len() > 2;
    (is_meant && !text.is_empty() && !is_call(line, at)).then(|| {
        let message = format!("nothing defines `[{label}]`: this is no link");
        let help = format!("write `[{text}](address)`, or define it: `[{label}]: address`");
        Slip::other(at..at + 1 + close + 2 + label.len() + 1, message, help)
    })
}

/// `(address)` on the line below `[text]`.
pub(super) fn broken(line: &str, before: Option<&str>) -> Option<Slip> {
    let inner = line.strip_prefix('(')?;
    let address = inner.get(..inner.find(')')?)?;
    let before = before?.trim_end();
    let is_text = before.ends_with(']') && before.contains('[');
    (is_text && is_address(address)).then(|| {
        let help = "put the address behind the bracket, on the same line";
        Slip::other(0..address.len() + 2, "a line break between the text and the address: this is no link", help)
    })
}
