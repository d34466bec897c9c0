//! What tells one work from all others: DOI, PMID, PMCID, ISBN.

/// The numbers that a work is known by, each in its usual form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    pub doi: Option<String>,
    pub pmid: Option<String>,
    pub pmcid: Option<String>,
    /// As it is written, with its hyphens.
    pub isbn: Option<String>,
}

/// One kind of such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    Doi,
    Pmid,
    Pmcid,
    Isbn,
}

impl Scheme {
    /// What authors call it.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Doi => "DOI",
            Scheme::Pmid => "PMID",
            Scheme::Pmcid => "PMCID",
            Scheme::Isbn => "ISBN",
        }
    }

    /// The usual form of what somebody wrote. The error says what is wrong with it, and is followed by what one is like.
    pub fn read(self, written: &str) -> Result<String, &'static str> {
        let text = written.trim();
        match self {
            Scheme::Doi => doi(text),
            Scheme::Pmid => pmid(text),
            Scheme::Pmcid => pmcid(text),
            Scheme::Isbn => isbn_of(text).map(|_| text.to_owned()),
        }
    }

    /// What one is like, for a help.
    pub fn like(self) -> &'static str {
        match self {
            Scheme::Doi => "a DOI is like `10.1186/s40824-021-00224-8`",
            Scheme::Pmid => "a PMID is like `34217362`",
            Scheme::Pmcid => "a PMCID is like `PMC8254055`",
            Scheme::Isbn => "an ISBN is like `978-4-00-310101-8`, and its last digit checks the others",
        }
    }
}

impl Identity {
    /// Every number, in a form in which two of one work are the same.
    pub fn compared(&self) -> impl Iterator<Item = (Scheme, String)> {
        // The name of an object does not depend on the case of its letters (ISO 26324, 4.2).
        let doi = self.doi.as_ref().map(|doi| (Scheme::Doi, doi.to_ascii_lowercase()));
        let pmid = self.pmid.clone().map(|pmid| (Scheme::Pmid, pmid));
        let pmcid = self.pmcid.clone().map(|pmcid| (Scheme::Pmcid, pmcid));
        let isbn = self.isbn.as_deref().and_then(|isbn| isbn_of(isbn).ok()).map(|isbn| (Scheme::Isbn, isbn));
        [doi, pmid, pmcid, isbn].into_iter().flatten()
    }
}

/// The name of an object without what leads to it: `10.`, the number of who gave it, and a name of theirs. Case stays.
fn doi(text: &str) -> Result<String, &'static str> {
    let lower = text.to_ascii_lowercase();
    let before = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    let cut = before.iter().find(|before| lower.starts_with(**before)).map_or(0, |before| before.len());
    let name = text.get(cut..).unwrap_or_default().trim_start();
    let (prefix, suffix) = name.split_once('/').ok_or("it has no `/`")?;
    let registrant = prefix.strip_prefix("10.").ok_or("it does not begin with `10.`")?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let first = registrant.split('.').next().unwrap_or_default();
    if !registrant.split('.').all(is_number) || !(4..=9).contains(&first.len()) {
        return Err("no number of four digits or more stands between `10.` and `/`");
    }
    match suffix.is_empty() || suffix.chars().any(|c| c.is_whitespace() || c.is_control()) {
        true => Err("what follows the `/` is empty or has blanks"),
        false => Ok(name.to_owned()),
    }
}

fn pmid(text: &str) -> Result<String, &'static str> {
    let is_number = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    match is_number && !text.starts_with('0') {
        true => Ok(text.to_owned()),
        false => Err("it is a number of up to eight digits that does not begin with 0"),
    }
}

fn pmcid(text: &str) -> Result<String, &'static str> {
    let number = text.get(..3).filter(|start| start.eq_ignore_ascii_case("pmc")).and(text.get(3..));
    let number = number.ok_or("it does not begin with `PMC`")?;
    let is_number = (1..=8).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    match is_number && !number.starts_with('0') {
        true => Ok(format!("PMC{number}")),
        false => Err("no number of up to eight digits follows `PMC`"),
    }
}

/// The thirteen digits of an ISBN of ten or thirteen (ISO 2108, check digits in its annexes).
fn isbn_of(text: &str) -> Result<String, &'static str> {
    let plain: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'-' | b' ')).collect();
    let digit = |byte: u8| byte.is_ascii_digit().then(|| u32::from(byte - b'0'));
    match plain.as_slice() {
        [first @ .., last] if first.len() == 9 => {
            let digits: Option<Vec<u32>> = first.iter().map(|byte| digit(*byte)).collect();
            let digits = digits.ok_or("there is something in it that is no digit")?;
            let last = match last {
                b'X' | b'x' => 10,
                byte => digit(*byte).ok_or("its last sign is no digit and no X")?,
            };
            let sum: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            if !(sum + last).is_multiple_of(11) {
                return Err("its last digit does not fit the others");
            }
            let body: Vec<u32> = [9, 7, 8].into_iter().chain(digits).collect();
            Ok(whole(&body))
        }
        [first @ .., last] if first.len() == 12 => {
            let digits: Option<Vec<u32>> = first.iter().map(|byte| digit(*byte)).collect();
            let digits = digits.ok_or("there is something in it that is no digit")?;
            if !matches!(digits.as_slice(), [9, 7, 8 | 9, ..]) {
                return Err("one of thirteen digits begins with 978 or 979");
            }
            match digit(*last) == Some(check_of(&digits)) {
                true => Ok(whole(&digits)),
                false => Err("its last digit does not fit the others"),
            }
        }
        _ => Err("it has neither ten nor thirteen digits"),
    }
}

/// Twelve digits and the one that checks them.
fn whole(digits: &[u32]) -> String {
    let digits = digits.iter().copied().chain([check_of(digits)]);
    digits.filter_map(|digit| char::from_digit(digit, 10)).collect()
}

/// The last digit of thirteen.
fn check_of(digits: &[u32]) -> u32 {
    let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::{Identity, Scheme};
    use proptest::prelude::*;

    #[test]
    fn takes_the_usual_ways_of_writing() {
        for (scheme, written, read) in [
            (Scheme::Doi, "10.1186/s40824-021-00224-8", Some("10.1186/s40824-021-00224-8")),
            (Scheme::Doi, "https://doi.org/10.1097/DSS.0000000000004480", Some("10.1097/DSS.0000000000004480")),
            (Scheme::Doi, "DOI: 10.1000.10/123456", Some("10.1000.10/123456")),
            (
                Scheme::Doi,
                "10.1002/(SICI)1097-4571<1::AID>3.0.CO;2-1",
                Some("10.1002/(SICI)1097-4571<1::AID>3.0.CO;2-1"),
            ),
            (Scheme::Doi, "11.1186/x", None),
            (Scheme::Doi, "10.118/x", None),
            (Scheme::Doi, "10.1186x", None),
            (Scheme::Doi, "10.1186/", None),
            (Scheme::Doi, "10.1186/a b", None),
            (Scheme::Pmid, "34217362", Some("34217362")),
            (Scheme::Pmid, "PMID 34217362", None),
            (Scheme::Pmid, "012", None),
            (Scheme::Pmid, "123456789", None),
            (Scheme::Pmcid, "PMC8254055", Some("PMC8254055")),
            (Scheme::Pmcid, "pmc8254055", Some("PMC8254055")),
            (Scheme::Pmcid, "8254055", None),
            (Scheme::Isbn, "978-4-00-310101-8", Some("978-4-00-310101-8")),
            (Scheme::Isbn, "4-00-310101-4", Some("4-00-310101-4")),
            (Scheme::Isbn, "0-8044-2957-X", Some("0-8044-2957-X")),
            (Scheme::Isbn, "978-4-00-310101-9", None),
            (Scheme::Isbn, "0-8044-2957-1", None),
            (Scheme::Isbn, "977-4-00-310101-8", None),
            (Scheme::Isbn, "978-4-00-31010", None),
        ] {
            assert_eq!(scheme.read(written).ok().as_deref(), read, "{written}");
        }
    }

    #[test]
    fn two_ways_of_writing_are_one_work() {
        let of = |doi: &str, isbn: &str| -> Vec<_> {
            let (doi, isbn) = (Some(doi.to_owned()), Some(isbn.to_owned()));
            Identity { doi, isbn, ..Identity::default() }.compared().collect()
        };
        assert_eq!(of("10.1000/ABC", "4-00-310101-4"), of("10.1000/abc", "978 4 00 310101 8"));
    }

    proptest! {
        /// One wrong digit is always found, and so are two that changed places, in a number of ten.
        #[test]
        fn a_slip_in_an_isbn_is_found(body in proptest::collection::vec(0u32..10, 9), at in 0usize..9, other in 1u32..10) {
            let sum: u32 = body.iter().enumerate().map(|(at, digit)| digit * (10 - at as u32)).sum();
            let check = (11 - sum % 11) % 11;
            let write = |digits: &[u32]| {
                let last = if check == 10 { "X".to_owned() } else { check.to_string() };
                digits.iter().map(u32::to_string).collect::<String>() + &last
            };
            prop_assert!(Scheme::Isbn.read(&write(&body)).is_ok());
            let mut wrong = body.clone();
            wrong[at] = (wrong[at] + other) % 10;
            prop_assert!(Scheme::Isbn.read(&write(&wrong)).is_err());
            let mut swapped = body.clone();
            swapped.swap(at, (at + 1) % 9);
            prop_assert_eq!(Scheme::Isbn.read(&write(&swapped)).is_ok(), swapped == body);
        }

        /// Nothing that anybody may write is too much.
        #[test]
        fn anything_is_read_or_refused(text in ".{0,40}") {
            for scheme in [Scheme::Doi, Scheme::Pmid, Scheme::Pmcid, Scheme::Isbn] {
                if let Ok(read) = scheme.read(&text) {
                    prop_assert_eq!(scheme.read(&read).ok(), Some(read));
                }
            }
        }
    }
}
