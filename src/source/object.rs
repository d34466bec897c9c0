//! The ids that Git gives to texts, worked out without Git.

use super::Source;
use sha1::Sha1;
use sha2::Sha256;
use sha2::digest::Digest;

/// What a repository's ids are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    Sha1,
    Sha256,
}

impl Algorithm {
    /// Both.
    pub const ALL: [Algorithm; 2] = [Algorithm::Sha1, Algorithm::Sha256];

    /// The one that an id was made with; `None` for what is no id.
    pub fn of(id: &str) -> Option<Algorithm> {
        let is_hexadecimal = id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        match id.len() {
            40 if is_hexadecimal => Some(Algorithm::Sha1),
            64 if is_hexadecimal => Some(Algorithm::Sha256),
            _ => None,
        }
    }
}

/// The id that Git gives to a text whose lines end in LF (gitformat-loose: over `blob`, the length and the bytes).
pub fn blob_id(text: &str, algorithm: Algorithm) -> String {
    let text = text.replace("\r\n", "\n");
    match algorithm {
        Algorithm::Sha1 => id::<Sha1>(&text),
        Algorithm::Sha256 => id::<Sha256>(&text),
    }
}

fn id<D: Digest>(text: &str) -> String {
    let mut hash = D::new();
    hash.update(format!("blob {}\0", text.len()));
    hash.update(text.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Source {
    /// The id of the file in Git, as one whose lines end in LF.
    pub fn blob_id(&self, algorithm: Algorithm) -> String {
        self.blob_id_with(&self.text, algorithm)
    }

    /// The id that the file would have in Git with another text.
    pub fn blob_id_with(&self, text: &str, algorithm: Algorithm) -> String {
        match self.marked {
            true => blob_id(&format!("\u{FEFF}{text}"), algorithm),
            false => blob_id(text, algorithm),
        }
    }

    /// Whether the file has this id in Git, as one whose lines end in LF.
    pub fn is_blob(&self, id: &str) -> bool {
        Algorithm::of(id).is_some_and(|algorithm| self.blob_id(algorithm) == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_git() {
        // As `git hash-object` gives them.
        for (text, sha1, sha256) in [
            (
                "",
                "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
                "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
            ),
            (
                "hello\n",
                "ce013625030ba8dba906f756967f9e9ca394464a",
                "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4",
            ),
        ] {
            assert_eq!(blob_id(text, Algorithm::Sha1), sha1);
            assert_eq!(blob_id(text, Algorithm::Sha256), sha256);
            assert_eq!((Algorithm::of(sha1), Algorithm::of(sha256)), (Some(Algorithm::Sha1), Some(Algorithm::Sha256)));
        }
        for algorithm in Algorithm::ALL {
            assert_eq!(blob_id("hello\r\n", algorithm), blob_id("hello\n", algorithm));
        }
        assert_eq!(Algorithm::of("E69de29bb2d1d6434b8b29ae775ad8c2e48c5391"), None);
        assert_eq!(Algorithm::of("e69de29bb2d1d6434b8b29ae775ad8c2e48c539"), None);
    }
}
