//! Text into HTML.

use std::fmt::Write;

/// Adds text, so that it is read as text.
pub fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Adds text inside a quoted attribute.
pub fn attribute(out: &mut String, text: &str) {
    escape(out, text, true);
}

/// Adds text that runs from right to left, in which figures and words of the other direction keep the order that they
/// have: `3–6` and `¥50,000–100,000` would else be shown from their ends.
pub fn isolated(out: &mut String, right_to_left: &str) {
    let mut rest = right_to_left;
    while let Some((start, end)) = run(rest) {
        text(out, rest.get(..start).unwrap_or_default());
        let inner = rest.get(start..end).unwrap_or_default();
        if inner.chars().all(char::is_alphanumeric) {
            text(out, inner);
        } else {
            out.push_str("<bdi dir=\"ltr\">");
            text(out, inner);
            out.push_str("</bdi>");
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    text(out, rest);
}

/// The same for text that is not HTML, by characters that nobody sees.
pub fn isolated_text(right_to_left: &str) -> String {
    let mut out = String::with_capacity(right_to_left.len() + 8);
    let mut rest = right_to_left;
    while let Some((start, end)) = run(rest) {
        out.push_str(rest.get(..start).unwrap_or_default());
        let inner = rest.get(start..end).unwrap_or_default();
        if inner.chars().all(char::is_alphanumeric) {
            out.push_str(inner);
        } else {
            enclose(&mut out, LEFT_TO_RIGHT, inner);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    out + rest
}

/// Begins text that runs from left to right whatever stands round it (UAX 9, LRI).
pub const LEFT_TO_RIGHT: char = '\u{2066}';

/// Begins text that runs from right to left (RLI).
pub const RIGHT_TO_LEFT: char = '\u{2067}';

/// Adds text that is apart from what stands round it; `begin` says which way it runs.
pub fn enclose(out: &mut String, begin: char, text: &str) {
    out.push(begin);
    out.push_str(text);
    // PDI ends what it began.
    out.push('\u{2069}');
}

/// Where the first run from left to right begins and ends: figures, letters, and what stands between them.
fn run(text: &str) -> Option<(usize, usize)> {
    // The blocks of scripts that run from right to left, their digits included.
    let turns = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    let strong = |c: char| matches!(c, '$' | '£' | '¥' | '€' | '%' | '°' | '−') || c.is_alphanumeric() && !turns(c);
    let start = text.find(strong)?;
    let rest = text.get(start..)?;
    let rest = rest.get(..rest.find(turns).unwrap_or(rest.len()))?;
    let (last, c) = rest.char_indices().rfind(|(_, c)| strong(*c))?;
    let end = last + c.len_utf8();
    // A bracket that is opened inside is closed inside.
    let count = |bracket: char| rest.get(..end).unwrap_or_default().matches(bracket).count();
    let closing = usize::from(count('(') > count(')') && rest.get(end..).is_some_and(|after| after.starts_with(')')));
    Some((start, start + end + closing))
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') if quotes => out.push_str("&quot;"),
            Some(c) => out.push(c),
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Adds an address inside a quoted attribute: what is not ASCII, and what cannot stand in a URL, percent-encoded;
/// what is encoded already is left.
pub fn address(out: &mut String, url: &str) {
    // Brackets have a meaning in the name of a host only: `http://[::1]/`.
    let host = url.find("//").map_or(0..0, |at| {
        let rest = url.get(at + 2..).unwrap_or_default();
        at + 2..at + 2 + rest.find(['/', '?', '#']).unwrap_or(rest.len())
    });
    for (at, byte) in url.bytes().enumerate() {
        match byte {
            b'[' | b']' if !host.contains(&at) => _ = write!(out, "%{byte:02X}"),
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'Z' | b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => {
                out.push(char::from(byte));
            }
            byte => _ = write!(out, "%{byte:02X}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn figures_keep_their_order() {
        for (text, html) in [
            ("3–6 أشهر", "<bdi dir=\"ltr\">3–6</bdi> أشهر"),
            ("¥50,000–100,000", "<bdi dir=\"ltr\">¥50,000–100,000</bdi>"),
            ("من 3 إلى 6 أشهر", "من 3 إلى 6 أشهر"),
            ("حوالي 5 & 6 (CO2).", "حوالي <bdi dir=\"ltr\">5 &amp; 6 (CO2)</bdi>."),
            ("٣–٦ أشهر", "٣–٦ أشهر"),
            ("", ""),
        ] {
            let mut out = String::new();
            super::isolated(&mut out, text);
            assert_eq!(out, html, "{text}");
        }
    }

    #[test]
    fn figures_keep_their_order_without_html() {
        for (text, isolated) in
            [("3–6 أشهر", "\u{2066}3–6\u{2069} أشهر"), ("من 3 إلى 6 أشهر", "من 3 إلى 6 أشهر"), ("", "")]
        {
            assert_eq!(super::isolated_text(text), isolated);
        }
    }

    #[test]
    fn addresses_are_encoded_once() {
        for (url, written) in [
            ("/ja/guide/", "/ja/guide/"),
            ("/ja/%E6%A1%88/?a=1&b", "/ja/%E6%A1%88/?a=1&amp;b"),
            ("https://例え.jp/\"><script>", "https://%E4%BE%8B%E3%81%88.jp/%22%3E%3Cscript%3E"),
            ("#注", "#%E6%B3%A8"),
            ("http://[::1]/[a]?b[]=c", "http://[::1]/%5Ba%5D?b%5B%5D=c"),
        ] {
            let mut out = String::new();
            super::address(&mut out, url);
            assert_eq!(out, written);
        }
    }
}
