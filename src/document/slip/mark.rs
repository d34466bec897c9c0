//! Marks of emphasis that emphasise nothing, and marks of other tools.

use super::{Line, Slip, is_blank, near, near_end};

/// `** text **`, `~~ text ~~` at the first of two runs of two signs. `is_text` is whether a sign of the line is text.
pub(super) fn spaced(line: Line<'_>, at: usize, is_text: impl Fn(usize) -> bool) -> Option<Slip> {
    let sign = line.after(at).chars().next()?;
    let run = |text: &str| text.len() - text.trim_start_matches(sign).len();
    if line.before(at).ends_with(sign) || run(line.after(at)) != 2 {
        return None;
    }
    let rest = near(line.after(at + 2));
    let mark: String = [sign, sign].iter().collect();
    let mut from = 0;
    let close = loop {
        let found = from + rest.get(from..)?.find(&mark)?;
        let length = run(rest.get(found..)?);
        if length == 2 {
            break found;
        }
        from = found + length;
    };
    let inner = rest.get(..close)?;
    let (before, after) = (inner.starts_with(is_blank), inner.ends_with(is_blank));
    let text = inner.trim_matches(is_blank);
    let is_pair = is_text(at + 2 + close);
    let is_slip = before && after || sign == '*' && is_pair;
    // `a ** b ** c`, with a space on all sides of something short.
    let stands_between =
        before && after && line.before(at).ends_with(' ') && line.after(at + 4 + close).starts_with(' ');
    let is_factor = stands_between && text.chars().count() <= 2 && !line.before(at).trim().is_empty();
    if !is_slip || text.is_empty() || is_operator(line, at) || is_factor {
        return None;
    }
    let right = format!("{mark}{text}{mark}");
    let whole = at..at + 2 + close + 2;
    let message = match before || after {
        true => format!("a space inside of `{mark}`: nothing is emphasised, or what stands outside is"),
        false => format!("these `{mark}` emphasise nothing"),
    };
    let is_one = before && after && !text.contains(sign);
    let help = match before || after {
        true => format!("write `{right}`"),
        false => format!("put a space before the first `{mark}`, and one behind the last"),
    };
    let slip = Slip::other(whole.clone(), message, help);
    Some(if is_one && stands_free(line, &whole) { slip.fix(whole, right) } else { slip })
}

/// Whether there is text or nothing on both sides, so that emphasis comes of the signs without the spaces.
fn stands_free(line: Line<'_>, whole: &std::ops::Range<usize>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    !is_letter(line.before(whole.start).chars().next_back()) && !is_letter(line.after(whole.end).chars().next())
}

/// `2 ** 3`: a power, or a multiplication.
fn is_operator(line: Line<'_>, at: usize) -> bool {
    let left = line.before(at).trim_end();
    let right = line.after(at + 2).trim_start();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let short = |text: &str| {
        (1..=2).contains(&text.len()) || text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty()
    };
    let before = left.rsplit(|c| !word(c)).next().unwrap_or_default();
    let after = right.split(|c| !word(c)).next().unwrap_or_default();
    let is_closed = left.ends_with([')', ']']);
    (short(before) || is_closed) && (short(after) || right.starts_with('('))
}

/// `＊＊text＊＊`, `｀code｀`.
pub(super) fn wide(line: Line<'_>, at: usize) -> Option<Slip> {
    let sign = line.after(at).chars().next()?;
    let run = |text: &str| (text.len() - text.trim_start_matches(sign).len()) / sign.len_utf8();
    let wanted = if sign == '＊' { 2 } else { 1 };
    if line.before(at).ends_with(sign) || run(line.after(at)) != wanted {
        return None;
    }
    let length = wanted * sign.len_utf8();
    let rest = near(line.after(at + length));
    let close = rest.find(sign).filter(|close| rest.get(*close..).map(run) == Some(wanted))?;
    let inner = rest.get(..close)?;
    let is_code = |c: char| c.is_ascii_graphic() || c == ' ';
    // `＊＊県＊＊市`: what nobody is to read.
    let is_hidden = |text: &str| HIDDEN.iter().any(|word| text.starts_with(word));
    let rest_of_line = line.after(at + length + close + length);
    let is_meant = match sign {
        '＊' if is_hidden(inner) || is_hidden(rest_of_line) || rest_of_line.contains("＊＊") => false,
        '＊' => inner.chars().any(char::is_alphanumeric),
        _ => inner.chars().any(|c| c.is_ascii_alphanumeric()) && inner.chars().all(is_code),
    };
    if !is_meant {
        return None;
    }
    let (mark, what) = if sign == '＊' { ("**", "emphasis") } else { ("`", "code") };
    let right = format!("{mark}{}{mark}", inner.trim_matches(is_blank));
    let whole = at..at + length + close + length;
    let message = format!("full-width signs make no {what}");
    let slip = Slip::other(whole.clone(), message, format!("write `{right}`"));
    Some(if sign == '＊' { slip } else { slip.fix(whole, right) })
}

/// What follows signs that stand for a name or a number which is not told.
const HIDDEN: [&str; 22] = [
    "県", "市", "区", "町", "村", "郡", "都", "府", "さん", "様", "氏", "君", "円", "年", "月", "日", "歳", "番", "号",
    "社", "＠", "@",
];

/// `==text==`.
pub(super) fn highlight(line: Line<'_>, at: usize) -> Option<Slip> {
    let run = |text: &str| text.len() - text.trim_start_matches('=').len();
    let before = line.before(at);
    if before.ends_with(['=', '!', '<', '>', ':', '"', '&', '?', '/']) || run(line.after(at)) != 2 {
        return None;
    }
    let rest = near(line.after(at + 2));
    let close = rest.find("==").filter(|close| rest.get(*close..).map(run) == Some(2))?;
    let inner = rest.get(..close)?;
    if inner.is_empty() || inner.starts_with(is_blank) || inner.ends_with(is_blank) {
        return None;
    }
    let whole = at..at + 2 + close + 2;
    // `a==b and c==d`
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ')' | ']'));
    if is_word(before.chars().next_back()) || is_word(line.after(whole.end).chars().next()) {
        return None;
    }
    Some(Slip::other(whole, "`==` marks nothing", format!("emphasise it: `**{inner}**`")))
}

/// `'''text'''`, as wikis write it; the first of a text.
pub(super) fn quotes(text: &str) -> Option<Slip> {
    let open = text.find("'''")?;
    let rest = near(text.get(open + 3..)?);
    let close = rest.find("'''")?;
    let inner = rest.get(..close)?;
    if inner.trim().is_empty() || inner.contains('\n') || rest.starts_with('\'') {
        return None;
    }
    let (whole, right) = (open..open + 3 + close + 3, format!("**{inner}**"));
    Some(Slip::other(whole, "`'''` emphasises nothing", format!("write `{right}`")))
}

/// Words that programs put stars before.
const STARRED: [&str; 5] = ["kwargs", "args", "options", "params", "opts"];

/// `**text` in the middle of a line, which nothing closes, or a sign that is none.
pub(super) fn unclosed(line: Line<'_>, at: usize) -> Option<Slip> {
    let before = near_end(line.before(at));
    let rest = near(line.after(at)).strip_prefix("**")?;
    if let Some(close) = rest.find("＊＊").filter(|close| *close > 0 && !rest.starts_with(is_blank)) {
        let inner = rest.get(..close)?;
        let (whole, right) = (at..at + 2 + close + "＊＊".len(), format!("**{inner}**"));
        let slip = Slip::other(whole.clone(), "full-width signs close no emphasis", format!("write `{right}`"));
        return Some(slip.fix(whole, right));
    }
    if STARRED.iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let is_open = rest.starts_with(char::is_alphanumeric) && before.ends_with(|c: char| is_blank(c) || c > '\u{2E80}');
    if !is_open || before.ends_with('*') || before.trim().is_empty() || before.contains("**") || rest.contains("**") {
        return None;
    }
    Some(Slip::other(at..at + 2, "nothing closes this `**`", "put `**` behind what is to be strong"))
}

/// `` `code ``, which nothing closes, and `´code´`.
pub(super) fn code(line: Line<'_>, at: usize) -> Option<Slip> {
    let sign = line.after(at).chars().next()?;
    let before = line.before(at);
    let rest = near(line.after(at + sign.len_utf8()));
    let begins = rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '/' | '.' | '$' | '<'));
    let stands = before.is_empty()
        || before.ends_with(|c: char| {
            is_blank(c) || matches!(c, '(' | '（' | '「' | '、' | '。') || ('\u{3041}'..='\u{9FFF}').contains(&c)
        });
    if !begins || !stands {
        return None;
    }
    if sign == '´' {
        let close = rest.find('´').filter(|close| *close > 2 && rest.get(..*close).is_some_and(str::is_ascii))?;
        let right = format!("`{}`", rest.get(..close)?);
        let whole = at..at + 2 * sign.len_utf8() + close;
        return Some(Slip::other(whole.clone(), "accents make no code", format!("write `{right}`")).fix(whole, right));
    }
    Some(Slip::other(at..at + 1, "nothing closes this backtick", "put a backtick behind the code"))
}
