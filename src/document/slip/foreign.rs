//! What wikis, note-taking programs and chats write in brackets and between colons.

use super::{Line, Slip, near};

/// `[[page]]`, `![[picture]]`, at the first bracket.
pub(super) fn brackets(line: Line<'_>, at: usize) -> Option<Slip> {
    let rest = near(line.after(at));
    let Some(inner) = rest.strip_prefix("[[") else { return bracket(line, at, rest.strip_prefix('[')?) };
    let close = inner.find("]]")?;
    let name = inner.get(..close)?;
    // `[[1, 2], [3, 4]]`, `[[ -f x ]]`
    let is_other = name.starts_with(|c: char| c.is_ascii_digit() || c == ' ' || c == '-') || name.contains(',');
    if name.trim().is_empty() || name.contains('[') || line.before(at).ends_with('[') || is_other {
        return None;
    }
    let is_shown = line.before(at).ends_with('!');
    let start = at - usize::from(is_shown);
    let whole = start..at + 2 + close + 2;
    let (address, text) = name.split_once('|').unwrap_or((name, name));
    let help = match is_shown {
        true => format!("write `![text]({address})`"),
        false => format!("write `[{}]({}.md)`", text.trim(), address.trim().trim_end_matches(".md")),
    };
    let what = if is_shown { "an embedded file" } else { "a link of a wiki" };
    Some(Slip::other(whole, format!("{what} is text here"), help))
}

/// Tags of forums that stand round a text.
const TAGS: [&str; 14] =
    ["b", "i", "u", "s", "url", "img", "code", "quote", "color", "size", "center", "list", "spoiler", "caption"];

/// `^[note]`, `[b]text[/b]`, `[gallery ids="1"]`, `[:contents]`.
fn bracket(line: Line<'_>, at: usize, inner: &str) -> Option<Slip> {
    let close = inner.find(']')?;
    let text = inner.get(..close)?;
    let whole = at..at + close + 2;
    if line.before(at).ends_with('^')
        && !text.is_empty()
        && !line.before(at - 1).ends_with(|c: char| c.is_ascii_digit())
    {
        let help = "write `[^1]` here, and `[^1]: note` on a line of its own";
        return Some(Slip::other(at - 1..whole.end, "a note in its place is text here", help));
    }
    let name = text.split(['=', ' ']).next()?;
    if TAGS.contains(&name) && inner.contains(&format!("[/{name}]")) {
        let help = "write Markdown: `**text**`, `*text*`, `[text](address)`, `![text](file)`";
        return Some(Slip::other(whole, format!("`[{name}]` is a tag of forums, and text here"), help));
    }
    let has_value = text.split_once(' ').is_some_and(|(_, rest)| {
        rest.trim_start().split_once('=').is_some_and(|(key, value)| {
            !key.is_empty()
                && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                && value.starts_with(['"', '\''])
        })
    });
    let is_word = |name: &str| {
        name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'))
    };
    if has_value && is_word(name) || text.strip_prefix(':').is_some_and(is_word) {
        let help = "there are no shortcodes: a text that is used on several pages is a block, `[](block:id)`";
        return Some(Slip::other(whole, format!("`[{text}]` is text here"), help));
    }
    None
}

/// `｜漢字《かんじ》`, as texts of Aozora Bunko write readings.
pub(super) fn aozora(line: Line<'_>, at: usize) -> Option<Slip> {
    let rest = near(line.after(at)).strip_prefix('｜')?;
    let open = rest.find('《')?;
    let base = rest.get(..open)?;
    let reading = rest.get(open..)?.strip_prefix('《')?;
    let reading = reading.get(..reading.find('》')?)?;
    let is_base = !base.is_empty() && base.chars().count() <= 20 && base.chars().all(char::is_alphanumeric);
    (is_base && !reading.is_empty()).then(|| {
        let sign = '｜'.len_utf8();
        let whole = at..at + 3 * sign + base.len() + reading.len();
        let right = format!("{{{base}|{reading}}}");
        let slip = Slip::other(whole.clone(), "this is not read as ruby", format!("write `{right}`"));
        slip.fix(whole, right)
    })
}

/// `https：//example.org`, at the colon.
fn wide_address(line: Line<'_>, at: usize) -> Option<Slip> {
    let rest = line.after(at).strip_prefix('：')?;
    let is_web = line.before(at).ends_with("http") || line.before(at).ends_with("https");
    (is_web && (rest.starts_with("//") || rest.starts_with("／／"))).then(|| {
        let whole = at..at + '：'.len_utf8();
        Slip::other(whole.clone(), "a full-width colon: this is no address", "write `:`").fix(whole, ":")
    })
}

/// What stands before a colon in the inline macros of AsciiDoc.
const MACROS: [&str; 6] = ["link", "xref", "image", "footnote", "kbd", "btn"];

/// `link:address[text]`, at the colon.
fn asciidoc(line: Line<'_>, at: usize) -> Option<Slip> {
    let before = line.before(at);
    let name = MACROS.iter().find(|name| before.ends_with(**name))?;
    let start = at - name.len();
    if line.before(start).ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let rest = near(line.after(at + 1));
    let open = rest.find('[')?;
    let close = rest.get(open..)?.find(']')?;
    let address = rest.get(..open)?;
    if address.contains(char::is_whitespace) || address.contains(['(', '。']) {
        return None;
    }
    let text = rest.get(open + 1..open + close)?;
    let help = match *name {
        "image" => format!("write `![{text}]({address})`"),
        "footnote" => "write `[^1]` here, and `[^1]: note` on a line of its own".to_owned(),
        "link" | "xref" => format!("write `[{text}]({address})`"),
        _ => format!("write `{text}`"),
    };
    Some(Slip::other(
        start..at + 1 + open + close + 1,
        format!("`{name}:` is a macro of AsciiDoc, and text here"),
        help,
    ))
}

/// Names of emoji that texts have between colons; those of several words have a `_`.
const EMOJI: [&str; 60] = [
    "smile",
    "smiley",
    "grin",
    "laughing",
    "joy",
    "wink",
    "blush",
    "heart",
    "tada",
    "rocket",
    "sparkles",
    "bulb",
    "memo",
    "warning",
    "exclamation",
    "question",
    "zap",
    "fire",
    "star",
    "star2",
    "thumbsup",
    "thumbsdown",
    "+1",
    "-1",
    "pray",
    "clap",
    "wave",
    "eyes",
    "bug",
    "lock",
    "key",
    "book",
    "books",
    "link",
    "mag",
    "wrench",
    "hammer",
    "gear",
    "package",
    "art",
    "calendar",
    "clock",
    "email",
    "phone",
    "house",
    "hospital",
    "pill",
    "syringe",
    "tooth",
    "earth",
    "cherry",
    "coffee",
    "beer",
    "sunny",
    "cloud",
    "snowflake",
    "umbrella",
    "pencil",
    "pushpin",
    "construction",
];

/// `:warning:`, at its first colon, and a role as Sphinx has it, `` :ref:`x` ``.
pub(super) fn shortcode(line: Line<'_>, at: usize) -> Option<Slip> {
    if let Some(slip) = wide_address(line, at).or_else(|| asciidoc(line, at)) {
        return Some(slip);
    }
    let rest = near(line.after(at)).strip_prefix(':')?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, ':' | '/' | '：');
    if line.before(at).ends_with(is_word) {
        return None;
    }
    let close = rest.find(':')?;
    let name = rest.get(..close)?;
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '+');
    if name.len() < 2 || !name.chars().all(is_name) || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let after = rest.get(close + 1..)?;
    let whole = at..at + 1 + close + 1;
    if after.starts_with('`') {
        let help = "write a link, `[text](page.md)`, or code without the role";
        return Some(Slip::other(whole, format!("`:{name}:` is a role of reStructuredText, and text here"), help));
    }
    if after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == ':' || c == '/') {
        return None;
    }
    if !(EMOJI.contains(&name) || name.contains('_')) {
        return None;
    }
    Some(Slip::other(whole, format!("`:{name}:` is no sign here"), "write the sign itself, or the word"))
}
