//! Telephone numbers.

use std::fmt;

/// A telephone number, as it is written: `+81-3-1234-5678`, `0120 000 000`, `119`, `#8000`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Phone {
    written: String,
    dialled: String,
}

/// The most characters of a number; those that can be dialled from anywhere have at most 15 digits (ITU-T E.164).
const LONGEST: usize = 40;

impl Phone {
    /// The number that a text names.
    pub fn parse(text: &str) -> Result<Phone, String> {
        let dialled: String = text.chars().filter(|c| is_dialled(*c)).collect();
        let digits = dialled.trim_start_matches(['+', '*', '#']);
        let is_known = |c| is_dialled(c) || matches!(c, '-' | ' ' | '(' | ')' | '.');
        let fault = if text.len() > LONGEST {
            "it is too long for one"
        } else if !text.chars().all(is_known) {
            "it takes digits, with `+`, `#` or `*` before them, and `-`, blanks, `.` and brackets between"
        } else if text.trim() != text {
            "there are blanks at its beginning or end"
        } else if digits.len() < 2 {
            "it takes two digits or more"
        } else if !digits.bytes().all(|byte| byte.is_ascii_digit())
            || dialled.trim_start_matches('+').len() + 1 < dialled.len()
        {
            "`+`, `#` and `*` stand before the digits, and `+` once"
        } else if !has_brackets_in_pairs(text) {
            "its brackets are not in pairs"
        } else if dialled.starts_with("+0") || dialled.starts_with('+') && text.contains("(0)") {
            "a number with its country has no 0 before the area: `+81-3-1234-5678`"
        } else {
            return Ok(Phone { written: text.to_owned(), dialled });
        };
        Err(format!("`{text}` is no telephone number; {fault}"))
    }

    /// As it is written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether both are dialled as one number.
    pub fn is_same(&self, other: &Phone) -> bool {
        self.dialled == other.dialled
    }

    /// The address that dials it (RFC 3966).
    pub fn address(&self) -> String {
        format!("tel:{}", self.dialled.replace('#', "%23"))
    }
}

/// Whether each bracket is closed before the next one opens, with digits in it.
fn has_brackets_in_pairs(text: &str) -> bool {
    let mut parts = text.split(['(', ')']).enumerate();
    let signs: String = text.chars().filter(|c| matches!(c, '(' | ')')).collect();
    signs.replace("()", "").is_empty()
        && parts.all(|(at, part)| at % 2 == 0 || part.contains(|c: char| c.is_ascii_digit()))
}

fn is_dialled(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '+' | '#' | '*')
}

impl fmt::Display for Phone {
    /// What is dialled, without what stands between digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dialled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers() {
        for (text, wanted) in [
            ("+81-3-1234-5678", Some("tel:+81312345678")),
            ("(03) 1234 5678", Some("tel:0312345678")),
            ("119", Some("tel:119")),
            ("#8000", Some("tel:%238000")),
            ("*21", Some("tel:*21")),
            ("+81(0)3-1234-5678", None),
            ("+03-1234-5678", None),
            ("++81 3 1234", None),
            ("03-1234-5678/9", None),
            ("(03 1234 5678", None),
            (")03( 1234 5678", None),
            ("(((03)))", None),
            ("()03", None),
            ("03-1234#12", None),
            ("1", None),
            ("", None),
            ("0120-FLOWER", None),
            ("０３-1234-5678", None),
            ("03-1234-5678 ", None),
            ("12+34", None),
            ("03-1234-5678\" onclick=\"", None),
        ] {
            assert_eq!(Phone::parse(text).ok().map(|phone| phone.address()).as_deref(), wanted, "{text}");
        }
        assert!(Phone::parse(&"1".repeat(41)).is_err());
    }
}
