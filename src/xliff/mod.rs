//! Translations as XLIFF 2.1: what a site gives to the tools of translators, and what it takes back.
//!
//! Only running text travels. Markup goes along as placeholders that have to come back, each once; everything between
//! the texts stays where it is and is taken from the original when a translation is made. What stands for a unit is
//! settled here, so that both ways agree.

mod page;
mod read;
mod unit;
mod write;

pub use read::{Imported, import};
pub use write::export;

/// The namespace of XLIFF 2.0 and 2.1.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The category of the note with the id that the original has in Git.
const BLOB: &str = "source-blob";
/// The category of the note with the digest of what is translated.
const DIGEST: &str = "source-digest";
