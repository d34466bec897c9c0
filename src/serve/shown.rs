//! The bytes of a page for a browser: what a build writes, and one tag more.

use super::client;
use crate::source::digest;

/// A page, and what tells it from another state of it.
#[derive(Debug)]
pub struct Shown {
    /// As a build writes it; empty where the page could never be made.
    pub html: Vec<u8>,
    /// Of its bytes; empty where there are none.
    pub digest: String,
    /// Of the same, whatever its stylesheets have in them.
    pub frame: String,
    /// The addresses of its stylesheets.
    pub styles: Vec<String>,
    /// Whether this is the page for addresses that do not exist.
    pub is_missing: bool,
}

/// A stylesheet of a page.
#[derive(Debug, PartialEq, Eq)]
pub struct Style {
    pub address: String,
    /// By what a browser knows its bytes.
    pub integrity: String,
    /// The name that it has whatever is in it.
    pub name: String,
}

impl Shown {
    /// A page that was made, and its stylesheets.
    pub fn new(html: Vec<u8>, styles: Vec<Style>) -> Shown {
        let mut frame = String::from_utf8_lossy(&html).into_owned();
        for Style { address, integrity, name } in &styles {
            // Two of them may hold the same.
            frame = frame.replace(address, name).replace(integrity, "");
        }
        let (digest, frame) = (number(&html), number(frame.as_bytes()));
        let styles = styles.into_iter().map(|style| style.address).collect();
        Shown { html, digest, frame, styles, is_missing: false }
    }

    /// The page where none could ever be made.
    pub fn nothing() -> Shown {
        let (html, digest, frame, styles) = Default::default();
        Shown { html, digest, frame, styles, is_missing: false }
    }

    /// The bytes for a browser, with the tag that brings the editors' bar.
    pub fn with_tag(&self) -> Vec<u8> {
        let tag = client::tag(&self.digest, &self.frame);
        if self.html.is_empty() {
            return client::empty(&tag).into_bytes();
        }
        let end = last(&self.html, b"</body>").unwrap_or(self.html.len());
        let (before, after) = self.html.split_at_checked(end).unwrap_or((&self.html, &[]));
        [before, tag.as_bytes(), after].concat()
    }
}

fn number(bytes: &[u8]) -> String {
    format!("{:016x}", digest(bytes))
}

/// Where a word last stands in some bytes.
fn last(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}
