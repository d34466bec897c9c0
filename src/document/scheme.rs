//! The scheme of a URL, as a browser would find it, and which of them links may have.

use super::fact_link;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::source::Span;

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

/// The schemes that links have on every site.
pub const USUAL: [&str; 4] = ["http", "https", "mailto", "tel"];

/// That a link cannot lead to `url`, whose scheme is neither usual nor one of `more`; `None` if it can.
pub fn refused(url: &str, more: &[String], span: Span) -> Option<Diagnostic> {
    let is_allowed = |scheme: &str| USUAL.contains(&scheme) || more.iter().any(|other| other == scheme);
    let scheme = scheme_of(url).filter(|scheme| !is_allowed(scheme))?;
    let own = [fact_link::SCHEME, "term", "table", "block", "faq", "conflicts"].into_iter().chain(USUAL);
    let help = suggestion(&scheme, own.chain(more.iter().map(String::as_str))).unwrap_or_else(|| {
        let mut all: Vec<&str> = USUAL.into_iter().chain(more.iter().map(String::as_str)).collect();
        let last = all.pop().unwrap_or_default();
        format!("links go to {} and {last}", all.join(", "))
    });
    Some(Diagnostic::new(Code::UrlScheme, span, format!("a link cannot have the scheme `{scheme}`")).help(help))
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
