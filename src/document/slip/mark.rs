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
    if !is_slip || text.is_empty() || is_operator(line, at) {
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
    let is_meant = match sign {
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
    Some(Slip::other(whole.clone(), message, format!("write `{right}`")).fix(whole, right))
}

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

/// `**text` in the middle of a line, which nothing closes.
pub(super) fn unclosed(line: Line<'_>, at: usize) -> Option<Slip> {
    let before = near_end(line.before(at));
    let rest = near(line.after(at)).strip_prefix("**")?;
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
    let begins = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '.' | '$' | '<'));
    let stands = before.is_empty()
        || before.ends_with(|c: char| {
            is_blank(c) || matches!(c, '(' | '（' | '「' | '、' | '。') || ('\u{3041}'..='\u{9FFF}').contains(&c)
        });
    if !begins || !stands {
        return None;
    }
    if sign == '´' {
        let close = rest.find('´').filter(|close| rest.get(..*close).is_some_and(|inner| inner.is_ascii()))?;
        let right = format!("`{}`", rest.get(..close)?);
        let whole = at..at + 2 * sign.len_utf8() + close;
        return Some(Slip::other(whole.clone(), "accents make no code", format!("write `{right}`")).fix(whole, right));
    }
    Some(Slip::other(at..at + 1, "nothing closes this backtick", "put a backtick behind the code"))
}
