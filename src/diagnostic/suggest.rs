//! "Did you mean": the nearest of the names that exist, however many there are and however many are mistaken.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Names longer than this are not compared: nobody mistypes one.
const LONGEST: usize = 100;
/// Of more names than these those are looked up that have letters in common with what is wanted.
const FEW: usize = 64;
/// At how many places pieces that names have in common with what is wanted are looked up.
const PLACES: usize = 256;
/// How many names are compared letter by letter, those first that have most in common.
const TRIED: usize = 32;
/// How many names a help lists.
const LISTED: usize = 12;

/// The candidate nearest to `wanted`, if one is near enough to be what was meant. For names that are few; of those that
/// an author writes as many as he likes, [`Names`] is asked.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = Letters::of(wanted)?;
    candidates
        .into_iter()
        .filter_map(|candidate| Some((wanted.distance(&Letters::of(candidate)?)?, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?", if a candidate is near enough.
pub fn suggestion<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wanted, candidates).map(meant)
}

fn meant(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// Names in a help, each in backticks, and how many more there are.
pub fn listed<'a, I: IntoIterator<Item = &'a str>>(names: I) -> String
where
    I::IntoIter: Clone,
{
    let names = names.into_iter();
    listed_of(names.clone().count(), names)
}

/// The same where it is known how many names there are; no more are asked for than are shown.
pub fn listed_of<'a>(count: usize, names: impl IntoIterator<Item = &'a str>) -> String {
    let shown: Vec<String> = names.into_iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    match count.saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Names that exist, made ready when the first one is mistaken: however many they are, each mistake costs the same.
#[derive(Debug, Clone, Default)]
pub struct Names {
    known: OnceLock<Known>,
}

#[derive(Debug, Clone)]
struct Known {
    /// In their order, each once.
    names: Vec<String>,
    /// The names that each piece is of; empty where there are few names.
    places: HashMap<Piece, Vec<u32>>,
}

/// Three letters, or two.
type Piece = [char; 3];

impl Names {
    /// The name nearest to `wanted`, if one is near enough to be what was meant. `all` are always the same names, and are
    /// asked for once.
    pub fn nearest<'a, I: IntoIterator<Item = &'a str>>(&self, wanted: &str, all: impl FnOnce() -> I) -> Option<&str> {
        let known = self.known.get_or_init(|| Known::of(all().into_iter().map(str::to_owned).collect()));
        known.nearest(wanted)
    }

    /// "did you mean `x`?", if a name is near enough.
    pub fn suggestion<'a, I: IntoIterator<Item = &'a str>>(
        &self,
        wanted: &str,
        all: impl FnOnce() -> I,
    ) -> Option<String> {
        self.nearest(wanted, all).map(meant)
    }
}

impl Known {
    fn of(mut names: Vec<String>) -> Known {
        names.sort_unstable();
        names.dedup();
        let mut places: HashMap<Piece, Vec<u32>> = HashMap::new();
        if names.len() > FEW {
            for (at, name) in (0..).zip(&names) {
                for piece in Letters::of(name).iter().flat_map(Letters::pieces) {
                    places.entry(piece).or_default().push(at);
                }
            }
        }
        Known { names, places }
    }

    fn nearest(&self, wanted: &str) -> Option<&str> {
        if self.names.len() <= FEW {
            return nearest(wanted, self.names.iter().map(String::as_str));
        }
        // Rare pieces tell most.
        let pieces = Letters::of(wanted)?.pieces();
        let mut places: Vec<&[u32]> =
            pieces.iter().filter_map(|piece| self.places.get(piece)).map(Vec::as_slice).collect();
        places.sort_by_key(|places| places.len());
        let weight = |places: &[u32]| self.names.len().ilog2().saturating_sub(places.len().ilog2()) + 1;
        let weighed = |places: &'_ [u32]| places.iter().map(|at| (*at, weight(places))).collect::<Vec<_>>();
        let mut seen: Vec<(u32, u32)> = Vec::with_capacity(PLACES);
        for list in places {
            let room = PLACES - seen.len();
            seen.extend(weighed(list.get(..room).unwrap_or(list)));
        }
        seen.sort_unstable();
        let total = |same: &[(u32, u32)]| Some((same.iter().map(|(_, weight)| weight).sum::<u32>(), same.first()?.0));
        let mut counted: Vec<(u32, u32)> = seen.chunk_by(|a, b| a.0 == b.0).filter_map(total).collect();
        counted.sort_unstable_by_key(|(weight, at)| (u32::MAX - weight, *at));
        let tried = counted.into_iter().take(TRIED).filter_map(|(_, at)| self.names.get(at as usize));
        nearest(wanted, tried.map(String::as_str))
    }
}

/// A name without the difference of capital and small letters.
struct Letters {
    written: String,
    letters: Vec<char>,
}

impl Letters {
    /// Nothing for a name that is too long to be compared.
    fn of(name: &str) -> Option<Letters> {
        if name.len() > 4 * LONGEST {
            return None;
        }
        let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
        (letters.len() <= LONGEST).then(|| Letters { written: name.to_owned(), letters })
    }

    /// Two and three letters that stand beside each other, the edges of the name among them; each once.
    fn pieces(&self) -> Vec<Piece> {
        let edge = std::iter::once('\0');
        let letters: Vec<char> = edge.clone().chain(self.letters.iter().copied()).chain(edge).collect();
        let two = letters.windows(2).filter_map(|piece| Some([*piece.first()?, *piece.last()?, '\0']));
        let three = letters.windows(3).filter_map(|piece| piece.try_into().ok());
        let mut pieces: Vec<Piece> = two.chain(three).collect();
        pieces.sort_unstable();
        pieces.dedup();
        pieces
    }

    /// The edit distance (insertions, deletions, substitutions and swaps of neighbours), if it is small enough for one
    /// to be the other mistyped; `None` for the same name.
    fn distance(&self, other: &Letters) -> Option<usize> {
        let (a, b) = (&self.letters, &other.letters);
        let limit = (a.len() / 3).clamp(1, 4);
        if a.len().abs_diff(b.len()) > limit || self.written == other.written {
            return None;
        }
        // Three rows of distances, one for each letter of the other and one for none: two back, the last, the next.
        let mut before: Vec<usize> = vec![0; b.len() + 1];
        let mut row: Vec<usize> = (0..=b.len()).collect();
        let mut next = before.clone();
        let mut earlier = None;
        for (i, x) in a.iter().enumerate() {
            let (mut left, mut corner, mut least) = (i + 1, i, i + 1);
            let mut swap = None;
            let above = row.iter().skip(1).zip(&before).zip(next.iter_mut().skip(1));
            for (y, ((up, back), slot)) in b.iter().zip(above) {
                let mut best = (up + 1).min(left + 1).min(corner + usize::from(x != y));
                if let (Some((letter, two_back)), Some(other)) = (swap, earlier)
                    && letter == x
                    && other == y
                {
                    best = best.min(two_back + 1);
                }
                (corner, left, least) = (*up, best, least.min(best));
                swap = Some((y, *back));
                *slot = best;
            }
            if let Some(first) = next.first_mut() {
                *first = i + 1;
            }
            // It does not become less from here on.
            if least > limit {
                return None;
            }
            earlier = Some(x);
            std::mem::swap(&mut before, &mut row);
            std::mem::swap(&mut row, &mut next);
        }
        row.last().copied().filter(|distance| *distance <= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, Names, listed, nearest};

    #[test]
    fn finds_what_was_meant() {
        let names = ["title", "description", "weight", "updated", "by-method", "持続期間"];
        for (wanted, found) in [
            ("titel", Some("title")),
            ("desciption", Some("description")),
            ("Title", Some("title")),
            ("by-metod", Some("by-method")),
            ("持続期", Some("持続期間")),
            ("colour", None),
            ("title", None),
        ] {
            assert_eq!(nearest(wanted, names), found, "{wanted}");
        }
    }

    #[test]
    fn finds_it_among_many() {
        let mut many: Vec<String> = (0..20_000).map(|n| format!("guide/chapter-{n}/section")).collect();
        many.extend(["guide/cost", "guide/about-us", "faq", "費用/持続期間", "a"].map(str::to_owned));
        many.push("x".repeat(1_000_000));
        for (wanted, found) in [
            ("guide/csot", Some("guide/cost")),
            ("guide/cots", Some("guide/cost")),
            ("gide/cost", Some("guide/cost")),
            ("fqa", Some("faq")),
            ("about-us", None),
            ("guid/about-su", Some("guide/about-us")),
            ("guide/chapter-12345/sectoin", Some("guide/chapter-12345/section")),
            ("guide/chapter-x777/section", Some("guide/chapter-1777/section")),
            ("費用/持続期", Some("費用/持続期間")),
            ("elsewhere", None),
            ("faq", None),
        ] {
            assert_eq!(Names::default().nearest(wanted, || many.iter().map(String::as_str)), found, "{wanted}");
        }
        let names = Names::default();
        assert_eq!(names.nearest(&"x".repeat(999_999), || many.iter().map(String::as_str)), None);
        // The names of the first time are those that are known.
        assert_eq!(names.nearest("faqs", || [""]), Some("faq"));
        let few = Names::default();
        assert_eq!(few.nearest("q0", || many.iter().take(FEW).map(String::as_str).chain(["q1"])), Some("q1"));
    }

    #[test]
    fn lists_no_more_than_anybody_reads() {
        let names: Vec<String> = (0..14).map(|n| n.to_string()).collect();
        let list = |count: usize| listed(names.iter().take(count).map(String::as_str));
        assert_eq!(list(2), "`0`, `1`");
        assert_eq!(list(14), "`0`, `1`, `2`, `3`, `4`, `5`, `6`, `7`, `8`, `9`, `10`, `11` and 2 more");
    }
}
