//! The scheme of a URL, as a browser would find it.

/// The scheme of `url` in lower case (RFC 3986, section 3.1), after dropping what browsers drop before they look for
/// it: leading controls and spaces, tabs and line ends anywhere (WHATWG URL Standard, basic URL parser).
pub fn scheme_of(url: &str) -> Option<String> {
    let mut scheme = String::new();
    for c in url.chars().skip_while(|c| *c <= ' ').filter(|c| !matches!(c, '\t' | '\n' | '\r')) {
        match c {
            ':' if !scheme.is_empty() => return Some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(c.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(c),
            _ => return None,
        }
    }
    None
}

/// Whether a link may have this scheme.
pub fn is_allowed(scheme: &str) -> bool {
    matches!(scheme, "http" | "https" | "mailto" | "tel")
}

#[cfg(test)]
mod tests {
    use super::scheme_of;

    #[test]
    fn finds_what_a_browser_would() {
        for (url, scheme) in [
            ("https://example.com", Some("https")),
            ("JavaScript:alert(1)", Some("javascript")),
            ("\u{1} java\tscript:alert(1)", Some("javascript")),
            ("fact:a.b.c", Some("fact")),
            ("../faq.md#cost", None),
            ("#a:b", None),
            ("faq.md?x:y", None),
            ("//example.com", None),
            ("", None),
        ] {
            assert_eq!(scheme_of(url).as_deref(), scheme, "{url:?}");
        }
    }
}
