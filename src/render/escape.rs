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
