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
        let begins = dialled.trim_start_matches(['+', '*', '#']).bytes().all(|byte| byte.is_ascii_digit());
        let is_known = |c| is_dialled(c) || matches!(c, '-' | ' ' | '(' | ')' | '.' | '/');
        let digits = dialled.bytes().filter(u8::is_ascii_digit).count();
        let fault = if text.len() > LONGEST {
            "it is too long for one"
        } else if !text.chars().all(is_known) {
            "it takes digits, with `+`, `#` or `*` before them, and `-`, blanks, `.`, `/` and brackets between"
        } else if digits < 2 || !begins || text.trim() != text {
            "it takes two digits or more"
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
