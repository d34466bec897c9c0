//! In which things each token is, and how much it says of them.

use rapidhash::RapidHashMap;

/// Every token of a language with where it is.
#[derive(Debug, Default)]
pub struct Postings {
    lists: RapidHashMap<Box<str>, List>,
}

/// The things that a token is in, in their order.
#[derive(Debug, Default)]
pub struct List {
    /// Numbers of things and impacts, as [`List::iter`] gives them, each number in as few bytes as it needs.
    bytes: Vec<u8>,
    /// The number of the last thing, counted from 1.
    last: u32,
    pub count: u32,
}

impl Postings {
    /// Adds a token of the thing `number`; numbers never get smaller.
    pub fn add(&mut self, token: &str, number: u32, impact: u8) {
        match self.lists.get_mut(token) {
            Some(list) => list.push(number, impact),
            None => self.lists.entry(token.into()).or_default().push(number, impact),
        }
    }

    /// Every token, sorted as JavaScript compares texts: by UTF-16 units.
    pub fn into_sorted(self) -> Vec<(Box<str>, List)> {
        let mut lists: Vec<_> = self.lists.into_iter().collect();
        lists.sort_unstable_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
        lists
    }
}

impl List {
    fn push(&mut self, number: u32, impact: u8) {
        let mut rest = (number + 1 - self.last) << 4 | u32::from(impact);
        self.last = number + 1;
        self.count += 1;
        while rest >= 0x80 {
            self.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// For each thing, how far it is from the one before it (the first: from nothing, counted from 1), times 16, and its
    /// impact.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        let (mut number, mut shift) = (0, 0);
        self.bytes.iter().filter_map(move |byte| {
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            (byte & 0x80 == 0).then(|| {
                shift = 0;
                std::mem::take(&mut number)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Postings;

    #[test]
    fn lists_come_back_as_they_went_in() {
        let mut postings = Postings::default();
        let things = [(0, 15), (1, 1), (200, 7), (70_000, 3), (9_000_000, 15)];
        for (number, impact) in things {
            postings.add("a", number, impact);
        }
        postings.add("𠮷", 3, 2);
        postings.add("ﬀ", 3, 2);
        let sorted = postings.into_sorted();
        let names: Vec<&str> = sorted.iter().map(|(token, _)| &**token).collect();
        assert_eq!(names, ["a", "𠮷", "ﬀ"], "U+D842 comes before U+FB00");
        let mut number = 0;
        let back = sorted[0].1.iter().map(|packed| {
            number += packed >> 4;
            (number - 1, (packed & 15) as u8)
        });
        assert_eq!(back.collect::<Vec<_>>(), things);
    }
}
