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

impl List {
    /// The same for the things that have the largest impacts, and of those that have equal ones for the first.
    pub fn best(&self, most: usize) -> Vec<u32> {
        let mut counts = [0; 16];
        for packed in self.iter() {
            if let Some(count) = counts.get_mut((packed & 15) as usize) {
                *count += 1;
            }
        }
        // The impact of which only a part is kept, and how many of it.
        let (mut least, mut room) = (15, most);
        while let Some(count) = counts.get(least).filter(|count| **count <= room && least > 0) {
            room -= count;
            least -= 1;
        }
        let mut kept = Vec::with_capacity(most);
        let mut distance = 0;
        for packed in self.iter() {
            distance += packed >> 4;
            let impact = (packed & 15) as usize;
            if impact > least || impact == least && room > 0 {
                room -= usize::from(impact == least);
                kept.push(distance << 4 | packed & 15);
                distance = 0;
            }
        }
        kept
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
        assert_eq!(sorted[0].1.best(2), [1 << 4 | 15, 9_000_000 << 4 | 15]);
        assert_eq!(sorted[0].1.best(3), [1 << 4 | 15, 200 << 4 | 7, 8_999_800 << 4 | 15]);
        assert_eq!(sorted[0].1.best(9), sorted[0].1.iter().collect::<Vec<_>>());
        let mut number = 0;
        let back = sorted[0].1.iter().map(|packed| {
            number += packed >> 4;
            (number - 1, (packed & 15) as u8)
        });
        assert_eq!(back.collect::<Vec<_>>(), things);
    }
}
