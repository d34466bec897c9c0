//! `[@key]`, `[@key, p. 3]`, `[@a; @b]`.

use std::ops::Range;

/// One citation inside the brackets: byte ranges of its key and locator in the text.
#[derive(Debug, PartialEq, Eq)]
pub struct Citation {
    pub key: Range<usize>,
    pub locator: Range<usize>,
}

/// The citations of `text`, which is what stands between the brackets. The error is the part that is none.
pub fn parse(text: &str) -> Result<Vec<Citation>, &str> {
    let mut citations = Vec::new();
    let mut at = 0;
    for part in text.split(';') {
        let start = at + (part.len() - part.trim_start().len());
        let trimmed = part.trim();
        let key = trimmed.strip_prefix('@').ok_or(trimmed)?;
        let key = key.split(|c: char| c == ',' || c.is_whitespace()).next().unwrap_or_default();
        if key.is_empty() {
            return Err(trimmed);
        }
        let key_range = start + 1..start + 1 + key.len();
        let rest = trimmed.get(1 + key.len()..).unwrap_or_default();
        let locator = rest.trim_start_matches([',', ' ', '\u{3000}']);
        let locator_start = key_range.end + (rest.len() - locator.len());
        citations.push(Citation { key: key_range, locator: locator_start..locator_start + locator.len() });
        at += part.len() + 1;
    }
    Ok(citations)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn takes_keys_and_locators_apart() {
        let show = |text: &str| -> Vec<(String, String)> {
            let cut = |range: std::ops::Range<usize>| text[range].to_owned();
            parse(text).unwrap().into_iter().map(|c| (cut(c.key), cut(c.locator))).collect()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(show("@park2023"), [pair("park2023", "")]);
        assert_eq!(show("@park2023; @gupta2023, p. 3"), [pair("park2023", ""), pair("gupta2023", "p. 3")]);
        assert_eq!(show("@a 第3章 ;@b"), [pair("a", "第3章"), pair("b", "")]);
        assert_eq!(parse("@a; see b"), Err("see b"));
        assert_eq!(parse("@"), Err("@"));
    }
}
