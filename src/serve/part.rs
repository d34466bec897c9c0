//! Parts of files (RFC 9110, section 14): a browser asks for them to play a film, or to go on where it stopped.

use http_range_header::parse_range_header;
use std::ops::RangeInclusive;

/// What of a file is answered.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// These bytes, the last one included.
    Range(RangeInclusive<u64>),
    /// The file has none of the bytes that were asked for.
    Outside,
}

/// What the header `Range` asks for of a file with `size` bytes. Several ranges are answered with the whole file, as is
/// what cannot be understood.
pub fn part(header: Option<&str>, size: u64) -> Part {
    let Some(parsed) = header.and_then(|header| parse_range_header(header).ok()) else { return Part::Whole };
    match parsed.validate(size).as_deref() {
        Ok([one]) => Part::Range(one.clone()),
        Ok(_) => Part::Whole,
        Err(_) => Part::Outside,
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn parts_are_those_that_there_are() {
        for (header, answer) in [
            (None, Part::Whole),
            (Some("bytes=0-3"), Part::Range(0..=3)),
            (Some("bytes=4-"), Part::Range(4..=9)),
            (Some("bytes=-2"), Part::Range(8..=9)),
            (Some("bytes=0-99"), Part::Range(0..=9)),
            (Some("bytes=0-0,2-3"), Part::Whole),
            (Some("lines=0-3"), Part::Whole),
            (Some("bytes=x"), Part::Whole),
            (Some("bytes=10-"), Part::Outside),
        ] {
            assert_eq!(part(header, 10), answer, "{header:?}");
        }
    }
}
