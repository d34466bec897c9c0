//! What a style sheet asks of a browser: pictures, fonts and further sheets of other sites.

use super::demand::{Asks, Demand, is_away};
use crate::config::Directive;

/// What a sheet asks for that is not of the site itself. A comment asks for nothing.
pub fn demands_of_style(css: &str) -> Vec<Demand> {
    let mut found = Vec::new();
    let mut inside = Inside::Sheet;
    let mut at = 0;
    // The beginning of the rule that is being read.
    let mut rule = after_blanks(css, 0);
    while let Some(rest) = css.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(next) = rest.find(['/', '{', '}', ';', '"', '\'', '(']).map(|next| at + next) else { break };
        at = next + 1;
        let begin = css.get(rule..next).unwrap_or_default();
        match css.as_bytes().get(next) {
            Some(b'/') if css.get(at..).is_some_and(|rest| rest.starts_with('*')) => {
                at = css.get(at..).and_then(|rest| rest.find("*/")).map_or(css.len(), |end| at + end + 2);
                // A rule may begin behind it.
                if begin.is_empty() {
                    rule = after_blanks(css, at);
                }
            }
            Some(b'{') => {
                inside = if has(begin, "@font-face") { Inside::Font } else { Inside::Other };
                rule = after_blanks(css, at);
            }
            Some(b'}') => (inside, rule) = (Inside::Sheet, after_blanks(css, at)),
            Some(b';') => rule = after_blanks(css, at),
            Some(quote @ (b'"' | b'\'')) => {
                let end = end_of(css, at, *quote);
                if has(begin, "@import") {
                    tell(&mut found, Directive::Styles, css.get(at..end));
                }
                at = end + 1;
            }
            Some(b'(') if begin.get(begin.len().saturating_sub(3)..).is_some_and(|name| has(name, "url")) => {
                let directive = match inside {
                    _ if has(begin, "@import") => Directive::Styles,
                    Inside::Font => Directive::Fonts,
                    Inside::Sheet | Inside::Other => Directive::Images,
                };
                let end = end_of(css, at, b')');
                let address = css.get(at..end).map(|address| address.trim().trim_matches(['"', '\'']));
                tell(&mut found, directive, address);
                at = end + 1;
            }
            Some(_) | None => {}
        }
    }
    found
}

/// What kind of rule a place lies in.
#[derive(Clone, Copy)]
enum Inside {
    Sheet,
    Font,
    Other,
}

/// Whether a text begins with a word, in whatever letters.
fn has(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

/// Where the blanks end that begin at a place.
fn after_blanks(css: &str, at: usize) -> usize {
    let rest = css.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Where a sign next stands; the end where it does not.
fn end_of(css: &str, from: usize, sign: u8) -> usize {
    let rest = css.as_bytes().get(from..).unwrap_or_default();
    rest.iter().position(|byte| *byte == sign).map_or(css.len(), |end| from + end)
}

fn tell(found: &mut Vec<Demand>, directive: Directive, address: Option<&str>) {
    if let Some(address) = address.filter(|address| is_away(address)) {
        let asks = Asks::Load(directive, address.to_owned());
        found.push(Demand { asks, element: String::new(), attribute: String::new() });
    }
}

#[cfg(test)]
mod tests {
    use super::demands_of_style;
    use crate::config::Directive;
    use crate::document::Asks;

    #[test]
    fn what_is_of_elsewhere_is_found() {
        for (css, asks) in [
            ("@import \"https://a.example/a.css\";", vec![(Directive::Styles, "https://a.example/a.css")]),
            ("/* a */ @IMPORT URL( '//a.example/a.css' ) print;", vec![(Directive::Styles, "//a.example/a.css")]),
            ("@import 'own.css'; a { background: url(b.png), url(data:image/png;base64,AA==) }", vec![]),
            (
                "@font-face { font-family: 'A'; src: local(A), url(\"https://a.example/a.woff2\") format(\"woff2\") }",
                vec![(Directive::Fonts, "https://a.example/a.woff2")],
            ),
            (
                "a { b: c } @media print { a::before { content: url(https://a.example/a.png) } }",
                vec![(Directive::Images, "https://a.example/a.png")],
            ),
            ("/* url(https://a.example/a.png) */ a { content: \"url(https://a.example/a.png)\" }", vec![]),
            ("a { b: url(", vec![]),
            ("/* a", vec![]),
            ("漢url('", vec![]),
        ] {
            let found: Vec<_> = demands_of_style(css).into_iter().map(|demand| demand.asks).collect();
            let asks: Vec<_> = asks.into_iter().map(|(of, address)| Asks::Load(of, address.to_owned())).collect();
            assert_eq!(found, asks, "{css}");
        }
    }
}
