//! Years that are counted anew with an emperor or a state, as numbers of a text.

/// What a year is with which an era began, less one: the name that stands before the number, and that number.
const ERAS: [(&str, i128); 20] = [
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
    ("大正", 1911),
    ("明治", 1867),
    ("reiwa", 2018),
    ("heisei", 1988),
    ("showa", 1925),
    ("shōwa", 1925),
    ("taisho", 1911),
    ("taishō", 1911),
    ("meiji", 1867),
    ("레이와", 2018),
    ("헤이세이", 1988),
    ("쇼와", 1925),
    ("다이쇼", 1911),
    ("메이지", 1867),
    ("民國", 1911),
    ("民国", 1911),
    ("พ.ศ.", -543),
];

/// The letters that stand for eras: R6.4.1.
const LETTERS: [(char, i128); 5] = [('r', 2018), ('h', 1988), ('s', 1925), ('t', 1911), ('m', 1867)];

/// The longest era: 昭和 had 64 years.
const YEARS: i128 = 64;

/// The most characters that a name is looked for in.
const NAME: usize = 8;

/// The year before the era that stands before a character.
pub fn named(text: &[char], at: usize) -> Option<i128> {
    let before: String = text.get(at.saturating_sub(NAME)..at)?.iter().collect();
    let before = before.trim_end();
    ERAS.iter().find(|(era, _)| before.ends_with(era)).map(|(_, first)| *first)
}

/// The same of a letter before a year, which may be something else as well: R6年, R6/4/1.
pub fn lettered(text: &[char], at: usize, year: i128, after: usize) -> Option<i128> {
    let letter = text.get(at.checked_sub(1)?)?;
    let is_alone = at.checked_sub(2).and_then(|at| text.get(at)).is_none_or(|c| !c.is_alphanumeric());
    let is_year = matches!(text.get(after), Some('年' | '.' | '/' | '-')) && (1..=YEARS).contains(&year);
    let of = |(own, _): &&(char, i128)| own == letter;
    LETTERS.iter().find(of).filter(|_| is_alone && is_year).map(|(_, first)| *first)
}

/// The eras that are named without a number of a year, as 令和元年 is and "the first year of Reiwa": where, and the year
/// before each.
pub fn first_years(text: &[char]) -> Vec<(std::ops::Range<usize>, i128)> {
    let mut found = Vec::new();
    for (at, c) in text.iter().enumerate() {
        // No name begins in the midst of a word of letters.
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        if !is_first(*c) || c.is_ascii() && before.is_some_and(char::is_ascii_alphabetic) {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let is = |name: &str| name.chars().zip(rest).filter(|(a, b)| a == *b).count() == name.chars().count();
        let Some((name, first)) = ERAS.iter().find(|(name, _)| is(name)) else { continue };
        let end = at + name.chars().count();
        let next = text.get(end..).unwrap_or_default().iter().find(|c| **c != ' ');
        if !next.is_some_and(char::is_ascii_digit) {
            found.push((at..end, *first));
        }
    }
    found
}

/// Whether the name of an era may begin with a character. Every character of a text is asked.
fn is_first(c: char) -> bool {
    match c {
        'r' | 'h' | 's' | 't' | 'm' => true,
        c if c < 'พ' => false,
        _ => matches!(c, '令' | '平' | '昭' | '大' | '明' | '레' | '헤' | '쇼' | '다' | '메' | '民' | 'พ'),
    }
}

#[cfg(test)]
mod tests {
    use super::{ERAS, first_years, lettered, named};

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn every_name_is_found() {
        assert!(ERAS.iter().all(|(name, _)| name.starts_with(super::is_first)));
    }

    #[test]
    fn years_of_eras() {
        assert_eq!(named(&chars("令和6年"), 2), Some(2018));
        assert_eq!(named(&chars("reiwa 6"), 6), Some(2018));
        assert_eq!(named(&chars("和6年"), 1), None);
        assert_eq!(lettered(&chars("r6.4.1"), 1, 6, 2), Some(2018));
        for (text, at, year, after) in
            [("b12.4", 1, 12, 3), ("hr6.4", 2, 6, 3), ("r6 is", 1, 6, 2), ("s90年", 1, 90, 3)]
        {
            assert_eq!(lettered(&chars(text), at, year, after), None, "{text}");
        }
        let found = first_years(&chars("令和元年、平成2年、the first year of heisei"));
        assert_eq!(
            found.iter().map(|(range, first)| (range.start, *first)).collect::<Vec<_>>(),
            [(0, 2018), (28, 1988)]
        );
    }
}
