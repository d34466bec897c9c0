//! The index in pieces that a browser fetches as it needs them. Their names are made of what is in them.

use super::documents::Document;
use super::postings::List;
use crate::source::digest;
use std::fmt::Write;

/// How many bytes of JSON a piece has at least, if there is so much: a question asks for a piece for each of its tokens,
/// and for one for each of its results.
const TOKENS: usize = 12_000;
const TEXTS: usize = 7_000;
/// From so many pages on the pieces of texts are larger, by the root of how many more there are: else the list of all
/// pieces, which every question needs, would be larger than what it asks for.
const USUAL_PAGES: usize = 500;

/// Of a token that is in very many things only those are kept of which it says most: so many, or the part of all things.
const MOST: usize = 500;
const PART: usize = 20;

/// A piece: its name without the ending, and its bytes.
pub struct Shard {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Shard {
    fn of(json: &str) -> Shard {
        Shard { name: name_of(digest(json.as_bytes())), bytes: json.as_bytes().to_owned() }
    }
}

/// How many characters the name of a piece has.
const NAME: usize = 10;

/// The name of a piece, of letters and digits that file systems without capitals keep apart: 51 bits, so that even ten
/// thousand pieces have one name for two once in a hundred million sites.
fn name_of(mut digest: u64) -> String {
    let mut name = String::with_capacity(NAME);
    for _ in 0..NAME {
        name.push(char::from_digit((digest % 36) as u32, 36).unwrap_or_default());
        digest /= 36;
    }
    name
}

/// Cuts texts into pieces while they come.
pub struct Texts {
    least: usize,
    open: String,
    count: u32,
    /// How many things are in each piece; the last may be open.
    pub counts: Vec<u32>,
    /// The names of the pieces that are done, one behind the other.
    pub names: String,
}

impl Texts {
    /// For a language of so many pages.
    pub fn new(pages: usize) -> Texts {
        let scale = (pages.max(USUAL_PAGES) as f64 / USUAL_PAGES as f64).sqrt();
        let least = (TEXTS as f64 * scale) as usize;
        Texts { least, open: String::new(), count: 0, counts: Vec::new(), names: String::new() }
    }

    /// Adds a thing, and returns the piece that is full with it.
    pub fn add(&mut self, document: &Document) -> Option<Shard> {
        if self.open.is_empty() {
            self.counts.push(0);
        }
        self.open.push(if self.open.is_empty() { '[' } else { ',' });
        self.open.push_str(&serde_json::to_string(&document.shown).unwrap_or_default());
        self.count += 1;
        self.counts.last_mut().into_iter().for_each(|count| *count += 1);
        if self.open.len() < self.least { None } else { self.close() }
    }

    /// The number that the next thing gets.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The piece that is open.
    pub fn close(&mut self) -> Option<Shard> {
        if self.open.is_empty() {
            return None;
        }
        self.open.push(']');
        let shard = Shard::of(&std::mem::take(&mut self.open));
        self.names.push_str(&shard.name);
        Some(shard)
    }
}

/// Cuts the sorted tokens of an index of `count` things into pieces, and hands each to `done` with its first token.
pub fn tokens<E>(
    sorted: &[(Box<str>, List)],
    count: u32,
    mut done: impl FnMut(&str, Shard) -> Result<(), E>,
) -> Result<(), E> {
    let most = MOST.max(count as usize / PART);
    let mut open = String::new();
    let mut first = "";
    for (token, list) in sorted {
        if open.is_empty() {
            first = token;
        }
        open.push(if open.is_empty() { '{' } else { ',' });
        open.push_str(&serde_json::to_string(token).unwrap_or_default());
        open.push_str(":[");
        if list.count as usize <= most {
            write_all(&mut open, list.iter());
        } else {
            // That some are left out is said by how many there are, below nothing.
            _ = write!(open, "-{},", list.count);
            write_all(&mut open, list.best(most).into_iter());
        }
        open.push(']');
        if open.len() >= TOKENS {
            open.push('}');
            done(first, Shard::of(&open))?;
            open.clear();
        }
    }
    if !open.is_empty() {
        open.push('}');
        done(first, Shard::of(&open))?;
    }
    Ok(())
}

fn write_all(json: &mut String, numbers: impl Iterator<Item = u32>) {
    for (at, number) in numbers.enumerate() {
        let comma = if at > 0 { "," } else { "" };
        _ = write!(json, "{comma}{number}");
    }
}
