//! Two texts as people take them for the same: without case, width, blanks, and signs at their ends.

use unicode_normalization::UnicodeNormalization;

/// What is left of a text when it is compared with another: two that say the same are the same.
pub fn plainly(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::plainly;

    #[test]
    fn what_people_take_for_the_same() {
        for (one, other) in [
            ("Click  here", "click here."),
            ("→ＨＥＲＥ", "here »"),
            ("「こちら」", "こちら"),
            ("ｺﾁﾗ", "コチラ"),
            ("…", ""),
        ] {
            assert_eq!(plainly(one), plainly(other), "{one} {other}");
        }
        assert_ne!(plainly("here"), plainly("there"));
        assert_ne!(plainly("C++ ADT"), plainly("C ADT"));
    }
}
