//! The index in pieces that a browser fetches as it needs them. Their names are made of what is in them.

use super::documents::Document;
use super::postings::List;
use crate::source::digest;
use std::fmt::Write;

/// How many bytes of JSON a piece has at least, if there is so much: a query asks for a piece for each of its tokens,
/// and for one for each of its results.
const TOKENS: usize = 12_000;
const TEXTS: usize = 7_000;

/// A token that is in more than one of so many things says nothing, and its list is left out where there are many things.
const USUAL: u32 = 4;
const MANY: u32 = 400;

/// A piece: its name without the ending, and its bytes.
pub struct Shard {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Shard {
    fn of(json: &str) -> Shard {
        Shard { name: format!("{:016x}", digest(json.as_bytes())), bytes: json.as_bytes().to_owned() }
    }
}

/// Cuts texts into pieces while they come.
#[derive(Default)]
pub struct Texts {
    open: String,
    /// How many are in pieces that are done, and in the open one.
    done: u32,
    count: u32,
    /// The number of the first thing of each piece, and the name of the piece.
    pub names: Vec<(u32, String)>,
}

impl Texts {
    /// Adds a thing, and returns the piece that is full with it.
    pub fn add(&mut self, document: &Document) -> Option<Shard> {
        self.open.push(if self.open.is_empty() { '[' } else { ',' });
        self.open.push_str(&serde_json::to_string(&document.shown).unwrap_or_default());
        self.count += 1;
        if self.open.len() < TEXTS { None } else { self.close() }
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
        self.names.push((std::mem::replace(&mut self.done, self.count), shard.name.clone()));
        Some(shard)
    }
}

/// Cuts the sorted tokens of an index of `count` things into pieces, and hands each to `done` with its first token.
pub fn tokens<E>(
    sorted: &[(Box<str>, List)],
    count: u32,
    mut done: impl FnMut(&str, Shard) -> Result<(), E>,
) -> Result<(), E> {
    let mut open = String::new();
    let mut first = "";
    for (token, list) in sorted {
        if open.is_empty() {
            first = token;
        }
        open.push(if open.is_empty() { '{' } else { ',' });
        open.push_str(&serde_json::to_string(token).unwrap_or_default());
        open.push_str(":[");
        if count < MANY || list.count <= count / USUAL {
            for (at, packed) in list.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                _ = write!(open, "{comma}{packed}");
            }
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
