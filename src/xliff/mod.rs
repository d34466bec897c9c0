//! Translations as XLIFF 2.1: what a site gives to the tools of translators, and what it takes back.
//!
//! Only running text travels. Markup goes along as placeholders that have to come back, each once; everything between
//! the texts stays where it is and is taken from the original when a translation is made, so that nothing of it can get
//! lost. What stands for a unit is settled here, so that both ways agree. A text inside of markup, as a caption, is a
//! unit beside the one that it stands in: it is put into the markup first, and the markup, whole, into the text.
//!
//! A target is a translation whatever its `state`, but for one: a target that is equal to its source, has letters in it
//! and is `initial`, as it is where nothing is said, has been copied by a tool and is none. A text that is the same in
//! both languages is marked `translated`.
//!
//! Messages travel as well (`message.rs`), those of plurals as one text for each category of the language.
//!
//! Texts of data that stand by language (`{ ja = "…", en = "…" }`) travel too: a file of TOML is a `<file>` of its own, and
//! what comes back is written into it, beside the other languages.

mod beside;
mod bundle;
mod check;
mod data;
mod delivery;
mod extra;
mod fact;
mod form;
mod gloss;
mod id;
mod language;
mod memory;
mod message;
mod offer;
mod original;
mod outcome;
mod page;
mod past;
mod plan;
mod po_text;
mod quote;
mod read;
mod read_po;
mod read_xliff;
mod read_xliff1;
mod read_xliff2;
mod same;
mod since;
mod target;
mod unit;
mod write;
mod write_po;
mod write_xliff1;
mod write_xliff2;
mod xml;
mod xml_text;

pub use delivery::Degree;
pub use form::Form;
pub use message::is_messages;
pub use outcome::{Half, Imported, Note, Outcome, Overtaken, Tally};
pub use read::{Wanted, import};
pub use since::Side;
pub use unit::is_draft;
pub use write::{Chosen, export};
pub use xml::{Unreadable, decode};

/// A file larger than this is neither written nor read: 100 MB, in bytes.
pub const MAX_FILE: u64 = 100_000_000;

/// The namespace of XLIFF 1.2.
const NAMESPACE_1: &str = "urn:oasis:names:tc:xliff:document:1.2";
/// The namespace of XLIFF 2.0 and 2.1.
const NAMESPACE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The category of the note with the id that the original has in Git.
const BLOB: &str = "source-blob";
/// The category of the note with the digest of what is translated.
const DIGEST: &str = "source-digest";
/// The category of the note with the id that the file of the translation has in Git, if there is one.
const TRANSLATION: &str = "translation-blob";
/// The categories of notes with the stamp of the text that was written first, where another one is translated.
const ORIGIN_BLOB: &str = "origin-blob";
const ORIGIN_DIGEST: &str = "origin-digest";
/// The category of the note with the code of the language to translate into.
const TARGET: &str = "target-language";
/// The categories of notes that say what was exported.
const STAMPS: [&str; 6] = [BLOB, DIGEST, ORIGIN_BLOB, ORIGIN_DIGEST, TRANSLATION, TARGET];
/// The category of what is said to translators.
const CONTEXT: &str = "context";

/// Whether a note of this category is one that the export wrote.
fn is_own_note(category: &str) -> bool {
    STAMPS.contains(&category) || category == CONTEXT
}

/// What is to be done where a text is another one than was exported.
const EXPORT_AGAIN: &str = "export again: tools for translators fill in what has not changed from their memory";
