//! What the binary carries: templates, theme, words and formats.

use super::Memory;

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The files that the binary carries.
pub fn embedded() -> Memory {
    let mut memory = Memory::new();
    for (path, bytes) in FILES {
        memory.insert(*path, *bytes);
    }
    memory
}
