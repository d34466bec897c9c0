//! Output paths: which are safe to write, and which are one file on some system.

use crate::address::{self, Fault};
use crate::failure::Failure;
use unicode_normalization::UnicodeNormalization;

/// The name of the record of the last build, in the output folder.
pub(super) const RECORD: &str = ".shirube-record";

/// The name of the staging folder where it has to lie inside the output folder.
pub(super) const STAGE: &str = ".shirube-stage";

/// How the name of the file ends in which is what the last build said, beside the output folder.
pub(super) const SAID: &str = ".shirube-said";

/// Refuses a path that could leave the output folder, that no web server could serve, or that is this tool's own.
pub(super) fn check(path: &str) -> Result<(), Failure> {
    match address::fault(path) {
        Some(fault) => Err(Failure::refused("write", path, fault.to_string())),
        None => Ok(()),
    }
}

/// What is wrong with a path that an earlier build left written down. It may have names that none is given today, as
/// long as nothing outside the output is meant.
pub fn fault(path: &str) -> Option<Fault> {
    address::danger(path)
}

/// The refusal of a second file under one path, which the plan should have found.
pub(super) fn put_twice(path: &str) -> Failure {
    Failure::refused("write", path, "two parts of this build write it")
}

/// `path` as the least distinguishing file system sees it: in NFC and without case.
pub fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // Through upper case, so that `ß` meets `ss` and `ς` meets `σ`, as in full case folding.
    path.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// The folders that `path` lies in, the outermost first.
pub fn folders(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_paths_that_are_not_output_paths() {
        let refused = [
            "",
            "/etc/passwd",
            "a//b",
            "a/",
            "./a",
            "../a",
            "a/../b",
            "a/..",
            "a\\b",
            "C:\\a",
            "a\0b",
            "a\nb",
            "a\tb",
            ".shirube-record",
            ".Shirube-Record",
            ".shirube-record/x",
            ".shirube-stage/x",
            ".git/config",
            "a/.GIT/hooks/x",
        ];
        for path in refused {
            assert!(fault(path).is_some(), "{path:?}");
            assert!(check(path).is_err(), "{path:?}");
        }
        let long = "a".repeat(300);
        for path in ["a\u{202e}b", "a\u{200b}/b", &long] {
            assert!(check(path).is_err(), "{path:?}");
            assert_eq!(fault(path), None, "{path:?}: an earlier build may have written it");
        }
        for name in [RECORD, STAGE] {
            assert_eq!(fault(name), Some(Fault::Taken), "{name}");
        }
        for path in ["index.html", "a/b", "..a/b..", ".well-known/x", "日本語/料金 表.html", "a/.shirube-record"]
        {
            assert_eq!(fault(path), None, "{path:?}");
        }
    }

    #[test]
    fn folds_case_and_composition() {
        for (one, other) in [
            ("Guide/Index.html", "guide/index.html"),
            ("cafe\u{301}", "CAF\u{c9}"),
            ("か\u{3099}", "が"),
            ("straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("は"), fold("ば"));
        assert_ne!(fold("ハ"), fold("は"));
    }

    #[test]
    fn lists_folders() {
        assert_eq!(folders("a/b/c").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("a").count(), 0);
    }
}
