//! What lines begin with: markers of headings, lists and quotes that mark nothing, and the blocks of other tools.

use super::{Line, Near, Place, Slip, bracket, is_blank, is_odd_space, near, table};
use std::ops::Range;

/// What other tools begin a line with that begins with a letter.
const WORDS: [&str; 14] = [
    "import ",
    "export ",
    "include::",
    "image::",
    "link:",
    "toc::",
    "video::",
    "h1. ",
    "h2. ",
    "h3. ",
    "h4. ",
    "h5. ",
    "h6. ",
    "bq. ",
];

/// Whether a line may be one of those that are looked at: most begin with a letter, and end with a word or a point.
pub(super) fn may_begin(line: &str) -> bool {
    let bytes = line.as_bytes();
    let begins = match bytes {
        [] => return false,
        // A wide space. Most of Japanese begins with the same byte.
        [0xE3, rest @ ..] => rest.starts_with(&[0x80, 0x80]),
        // Other spaces, and full-width signs.
        [0xC2 | 0xE2 | 0xEF, ..] => true,
        [b'b' | b'e' | b'h' | b'i' | b'l' | b't' | b'v', ..] => WORDS.iter().any(|word| line.starts_with(word)),
        [first, ..] => first.is_ascii() && !first.is_ascii_alphabetic(),
    };
    let ends = match bytes.last() {
        Some(0x80..) => line.ends_with(is_odd_space),
        Some(_) | None => false,
    };
    begins || ends || memchr::memchr(b'|', bytes).is_some()
}

/// The slip that a line begins with.
pub(super) fn look(line: Line<'_>, near: Near<'_>) -> Option<Slip> {
    if line.place == Place::Heading {
        return match line.text.starts_with(['|', '｜']) {
            true => table::look(line, near),
            false => without_brace(line.text).or_else(|| in_brackets(line.text)),
        };
    }
    let text = line.text;
    let indent = text.len() - text.trim_start_matches(is_blank).len();
    if indent > 0 {
        return indented(text, indent);
    }
    heading(text)
        .or_else(|| marker(text))
        .or_else(|| task(text, near.is_item))
        .or_else(|| items(text, near))
        .or_else(|| quote(text, near))
        .or_else(|| block(text, near))
        .or_else(|| fence(text))
        .or_else(|| bracket::broken(text, near.before))
        .or_else(|| line_break(text))
        .or_else(|| table::look(line, near))
}

/// `## Heading #id}`: the first brace is missing.
fn without_brace(text: &str) -> Option<Slip> {
    let text = text.trim_end();
    let inner = text.strip_suffix(['}', '｝'])?;
    let start = inner.rfind([' ', '　'])?;
    let name = inner.get(start..)?.trim_start_matches(is_blank);
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if inner.contains(['{', '｛']) || !name.strip_prefix(['#', '.']).is_some_and(is_name) {
        return None;
    }
    let (whole, right) = (inner.len() - name.len()..text.len(), format!("{{{name}}}"));
    let slip = Slip::own(whole.clone(), "the first brace of the attributes is missing", format!("write `{right}`"));
    Some(slip.fix(whole, right))
}

/// `## Heading [#id]`, `## Heading (#id)`: an id in the brackets of another tool.
fn in_brackets(text: &str) -> Option<Slip> {
    let text = text.trim_end();
    let inner = text.strip_suffix([']', ')'])?;
    let open = inner.rfind(['[', '('])?;
    let name = inner.get(open + 1..)?.strip_prefix('#')?;
    let is_name =
        name.starts_with(char::is_alphabetic) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (is_name && inner.get(..open)?.ends_with(' '))
        .then(|| Slip::own(open..text.len(), "this is no id of the heading", format!("write `{{#{name}}}`")))
}

/// How long a marker of Markdown is that a text begins with, with the space behind it.
fn marked(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match text.chars().next()? {
        '#' if hashes <= 6 => hashes,
        '-' | '+' | '*' | '>' => 1,
        '0'..='9' if digits <= 9 && text.get(digits..)?.starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let rest = text.get(length..)?;
    let has_text = rest.trim_start_matches(is_blank).contains(char::is_alphanumeric);
    (rest.starts_with(' ') && has_text).then_some(length + 1)
}

/// A marker behind a space that Markdown takes for text.
fn indented(text: &str, indent: usize) -> Option<Slip> {
    let rest = text.get(indent..)?;
    let length = marked(rest)?;
    text.get(..indent)?.contains(is_odd_space).then(|| {
        let message =
            format!("`{}` behind a wide space marks nothing", rest.get(..length).unwrap_or_default().trim_end());
        Slip::other(indent..indent + length, message, "begin the line with it, or with ASCII spaces")
    })
}

/// `##Text`, `## Text` with another space, `＃＃ Text`.
fn heading(text: &str) -> Option<Slip> {
    let rest = text.trim_start_matches(['#', '＃']);
    let signs = text.get(..text.len() - rest.len())?;
    let count = signs.chars().count();
    let is_ascii = signs.is_ascii();
    let next = rest.chars().next()?;
    let has_text = rest.contains(char::is_alphanumeric);
    let is_meant = match (count, is_ascii) {
        (0, _) => false,
        // `#tag`
        (1, _) => is_odd_space(next) || !is_ascii && next == ' ',
        (2..=6, true) => next != ' ' && next != '\t',
        (2..=6, false) | (7..=8, _) => true,
        _ => false,
    };
    if !is_meant || !has_text || next == '!' || next == '{' && rest.len() < 3 {
        return None;
    }
    if count > 6 {
        return Some(Slip::other(0..signs.len(), "a heading has at most six `#`", "write fewer of them"));
    }
    let blank = rest.len() - rest.trim_start_matches(is_blank).len();
    let right = format!("{} ", "#".repeat(count.max(2)));
    let message = match (is_ascii, blank > 0) {
        (false, _) => "full-width signs make no heading",
        (true, true) => "the space after `#` is not an ASCII space: this is no heading",
        (true, false) => "without a space after `#` this is no heading",
    };
    let title: String = near(rest.trim_start_matches(is_blank)).chars().take(20).collect();
    let slip = Slip::other(0..signs.len() + blank, message, format!("write `{right}{title}`"));
    Some(if count > 1 { slip.fix(0..signs.len() + blank, right) } else { slip })
}

/// `-　item`, `1.　item`: a marker with another space.
fn marker(text: &str) -> Option<Slip> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match text.chars().next()? {
        '-' | '+' | '*' | '>' => 1,
        '0'..='9' if digits <= 9 && text.get(digits..)?.starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let rest = text.get(length..)?;
    let blank = rest.len() - rest.trim_start_matches(is_blank).len();
    if !rest.starts_with(is_odd_space) || !rest.contains(char::is_alphanumeric) {
        return None;
    }
    let sign = text.get(..length)?;
    let message = format!("the space after `{sign}` is not an ASCII space: this is no list item");
    let right = format!("{sign} ");
    Some(
        Slip::other(0..length + blank, message, format!("write `{right}` with an ASCII space"))
            .fix(0..length + blank, right),
    )
}

/// `- []`, `- [x]done`, `- ［ ］ open`.
fn task(text: &str, is_item: bool) -> Option<Slip> {
    let start = match is_item {
        true => 0,
        false => {
            let rest = text.strip_prefix(['-', '*', '+'])?;
            text.len() - rest.len()
        }
    };
    let rest = text.get(start..)?;
    let inner = rest.strip_prefix(['[', '［'])?;
    let close = inner.find([']', '］'])?;
    let (mark, after) = (inner.get(..close)?, inner.get(close..)?);
    let after = after.strip_prefix([']', '］'])?;
    let is_mark =
        mark.chars().all(|c| is_blank(c) || matches!(c, 'x' | 'X' | 'ｘ' | '✓' | '✔')) && mark.chars().count() <= 2;
    // `- [] は空の配列`: a sentence about them.
    let goes_on = ["は", "の", "を", "が", "に", "と", "も", "で"]
        .iter()
        .any(|particle| after.trim_start_matches(is_blank).starts_with(particle));
    if !is_mark || goes_on || after.starts_with(['(', '[', '（']) {
        return None;
    }
    let is_done = mark.contains(|c: char| !is_blank(c));
    let right = if is_done { "- [x] " } else { "- [ ] " };
    let blank = after.len() - after.trim_start_matches(is_blank).len();
    let whole: Range<usize> = 0..text.len() - after.len() + blank;
    let slip = Slip::other(
        whole.clone(),
        "this is not read as a task",
        format!("write `{right}` with a space on either side"),
    );
    let fixed = if is_item { right.get(2..).unwrap_or_default() } else { right };
    Some(slip.fix(whole, fixed))
}

/// What makes an item of a line: its sign, or its number.
#[derive(PartialEq, Eq)]
enum Item {
    Sign(char),
    Number(u32),
}

/// The marker of an item without a space that it needs, or with a full-width sign, and its length.
fn item(text: &str) -> Option<(Item, usize)> {
    let first = text.chars().next()?;
    let is_text = |rest: &str| rest.chars().next().is_some_and(char::is_alphabetic);
    match first {
        '-' | '+' | '*' => is_text(text.get(1..)?).then_some((Item::Sign(first), 1)),
        '－' | '＋' | '＊' => {
            let rest = text.get(first.len_utf8()..)?;
            rest.starts_with(is_blank)
                .then(|| (Item::Sign(first), text.len() - rest.trim_start_matches(is_blank).len()))
        }
        '0'..='9' | '０'..='９' => {
            let digits: String = text.chars().map_while(digit).collect();
            let length: usize = text.chars().take(digits.len()).map(char::len_utf8).sum();
            let rest = text.get(length..)?;
            let point = rest.chars().next().filter(|c| matches!(c, '.' | ')' | '．' | '）' | '、'))?;
            let after = rest.get(point.len_utf8()..)?;
            let after = if first.is_ascii() && point.is_ascii() { after } else { after.trim_start_matches(is_blank) };
            let number = digits.parse().ok()?;
            is_text(after).then(|| (Item::Number(number), text.len() - after.len()))
        }
        _ => None,
    }
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

/// Lines below each other that begin like items, and are none.
fn items(text: &str, near: Near<'_>) -> Option<Slip> {
    let (own, length) = item(text)?;
    let follows = |one: &Item, next: &Item| match (one, next) {
        (Item::Sign(a), Item::Sign(b)) => a == b,
        (Item::Number(a), Item::Number(b)) => a.checked_add(1) == Some(*b),
        (Item::Sign(_), Item::Number(_)) | (Item::Number(_), Item::Sign(_)) => false,
    };
    let before = near.before.and_then(item).is_some_and(|(before, _)| follows(&before, &own));
    let after = near.after.and_then(item).is_some_and(|(after, _)| follows(&own, &after));
    if before || !after {
        return None;
    }
    let right = match own {
        Item::Sign(_) => "- ".to_owned(),
        Item::Number(number) => format!("{number}. "),
    };
    let help = format!("begin each with `{right}`, with a space; without one they are a single paragraph");
    Some(Slip::other(0..length, "these lines are not read as a list", help))
}

/// `＞ text`.
fn quote(text: &str, near: Near<'_>) -> Option<Slip> {
    let rest = text.strip_prefix('＞')?;
    let goes_on = |line: Option<&str>| line.is_some_and(|line| line.starts_with('＞'));
    // `＞詳しくはこちら`, `＞田中さん`: what leads on, or speaks to somebody.
    let is_pointer = POINTERS.iter().any(|word| rest.contains(word));
    if is_pointer && !goes_on(near.before) && !goes_on(near.after) || goes_on(near.before) {
        return None;
    }
    let is_face = rest.starts_with(['＜', '＞', '_', '＿', '<', '.', 'ω', '∀', '、', '。', 'д']) || rest.contains('＜');
    (!is_face && rest.contains(char::is_alphanumeric))
        .then(|| Slip::other(0..'＞'.len_utf8(), "a full-width sign makes no quotation", "write `> `"))
}

/// Words of lines that lead to another page, or speak to somebody.
const POINTERS: [&str; 12] =
    ["こちら", "コチラ", "続き", "詳し", "くわし", "もっと", "一覧", "トップ", "ホーム", "戻る", "さん", "様"];

/// The blocks of other tools.
fn block(text: &str, near: Near<'_>) -> Option<Slip> {
    let word = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_lowercase());
    let end = text.trim_end().len();
    let tell = |what: &str, help: &str| Some(Slip::other(0..end, format!("{what} is text here"), help));
    let callout = "write a callout: `> [!NOTE]`, and below it `> text`";
    if let Some(rest) = text.strip_prefix(":::") {
        let rest = rest.trim_start_matches(':');
        return if word(rest) || rest.trim_start().starts_with('{') { tell("a directive", callout) } else { None };
    }
    if ["!!! ", "???+ ", "??? ", "=== \""].iter().any(|start| text.starts_with(start)) {
        return if word(text.trim_start_matches(['!', '?', '+', '=', '"', ' '])) {
            tell("a block of MkDocs", callout)
        } else {
            None
        };
    }
    let wide = ["[！", "［!", "［！"].iter().find_map(|start| text.strip_prefix(*start));
    if let Some(rest) = text.strip_prefix("[!").or(wide)
        && let Some((name, _)) = rest.split_once([']', '］'])
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        let help = format!("begin each line of it with `>`: `> [!{}]`", name.to_ascii_uppercase());
        let length = text.len() - rest.len() + name.len() + 1;
        return Some(Slip::own(0..text.ceil_char_boundary(length), "this is no callout", help));
    }
    if let Some(rest) = text.strip_prefix('h')
        && rest.starts_with(|c: char| ('1'..='6').contains(&c))
        && rest.get(1..).is_some_and(|rest| rest.starts_with(". "))
    {
        return tell("a heading of Textile", "write `## Heading`");
    }
    if text.starts_with("bq. ") {
        return tell("a quotation of Textile", "write `> text`");
    }
    if text.starts_with("#+") && text.get(2..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return tell("a line of Org", "write Markdown: `> text`, or three backticks round code");
    }
    if text.starts_with(".. ") && text.contains("::") {
        return tell("a directive of reStructuredText", callout);
    }
    if (text.starts_with("import ") && is_import(text))
        || ["export const ", "export default ", "export function "]
            .iter()
            .any(|start| text.starts_with(start) && text.contains(['=', '(', '{', ';']))
    {
        return tell("code of MDX", "delete it: pages have no components");
    }
    if ["image::", "include::", "video::", "toc::", "link:"].iter().any(|start| text.starts_with(start))
        && text.trim_end().ends_with(']')
    {
        return tell("a macro of AsciiDoc", "write `![text](file)` or `[text](address)`");
    }
    if text.starts_with("{|") && text.contains("class") {
        return tell("a table of a wiki", "write a table of Markdown");
    }
    if near.is_alone || near.before.is_none() {
        let marks = ["[TOC]", "[toc]", "[[TOC]]", "[[toc]]", "[[_TOC_]]", "@[toc]", "@[TOC]"];
        if near.is_alone && marks.contains(&text.trim_end()) {
            return tell("a table of contents", "delete it: pages have one by themselves");
        }
        let blocks = ["[NOTE]", "[TIP]", "[IMPORTANT]", "[WARNING]", "[CAUTION]", "[source]", "[quote]", "[quote,"];
        if blocks.contains(&text.trim_end()) || ["[source,", "[quote,"].iter().any(|block| text.starts_with(block)) {
            return tell("a block of AsciiDoc", callout);
        }
    }
    title(text, near)
}

/// `import x from "y"`, `import "y"`.
fn is_import(text: &str) -> bool {
    let is_quoted = |rest: &str| rest.trim_start().starts_with(['"', '\'']);
    let rest = text.strip_prefix("import ").unwrap_or_default();
    is_quoted(rest) || rest.split_once(" from ").is_some_and(|(_, from)| is_quoted(from))
}

/// `== Title ==`, as wikis and AsciiDoc write headings.
fn title(text: &str, near: Near<'_>) -> Option<Slip> {
    let rest = text.trim_start_matches('=');
    let count = text.len() - rest.len();
    let inner = rest.trim_end().trim_end_matches('=').trim();
    let is_closed = rest.trim_end().ends_with('=');
    let is_short = inner.chars().count() <= 40 && !inner.ends_with(['。', '.', '、']);
    let is_title = (2..=6).contains(&count) && rest.starts_with(' ') && inner.starts_with(char::is_alphanumeric);
    let is_title = is_title && !inner.contains('=') && (is_closed || near.is_alone && is_short);
    is_title.then(|| {
        let help = format!("write `{} {inner}`", "#".repeat(count));
        Slip::other(0..text.trim_end().len(), "`=` makes no heading", help)
    })
}

/// Two spaces at the end of a line of which one is not of ASCII.
fn line_break(text: &str) -> Option<Slip> {
    let end = text.trim_end_matches(is_blank).len();
    let blank = text.get(end..)?;
    (end > 0 && blank.contains(' ') && blank.contains(is_odd_space)).then(|| {
        let message = "spaces at the end of a line that break no line: one of them is a wide one";
        Slip::other(end..text.len(), message, "end the line with a backslash to break it there, or delete them")
    })
}

/// `｀｀｀`.
fn fence(text: &str) -> Option<Slip> {
    text.starts_with("｀｀｀").then(|| {
        Slip::other(
            0.."｀｀｀".len(),
            "full-width signs begin no code",
            "write three backticks of ASCII, and three below the code",
        )
    })
}
