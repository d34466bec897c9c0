//! Characters that no text has: control characters, and noncharacters.

use std::borrow::Cow;

/// A character that no text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stray {
    /// Its first byte.
    pub at: u32,
    pub character: char,
}

impl Stray {
    /// What it is, as a sentence without an end.
    pub fn message(self) -> String {
        match self.character {
            '\u{FDD0}' | '\u{FDD1}' => "U+FDD0 and U+FDD1 are not characters".to_owned(),
            '\u{FFFE}' | '\u{FFFF}' => "U+FFFE and U+FFFF are not characters".to_owned(),
            character => format!("U+{:04X} is a control character", u32::from(character)),
        }
    }
}

/// How many bytes are looked at together.
const BLOCK: usize = 4096;

/// The first character of `text` that no text has: a control character other than a tab or an end of a line, U+FFFE or
/// U+FFFF, or one of the two that the program uses for itself.
pub fn stray(text: &str) -> Option<Stray> {
    let bytes = text.as_bytes();
    let blocks = bytes.chunks(BLOCK).zip((0..).step_by(BLOCK));
    // Without a branch for each byte a whole block is one loop over vectors.
    let mut found = blocks.filter(|(block, _)| block.iter().fold(false, |any, byte| any | is_control(*byte)));
    let control = found.next().and_then(|(block, at)| block.iter().position(|byte| is_control(*byte)).map(|i| at + i));
    let others = ["\u{FDD0}", "\u{FDD1}", "\u{FFFE}", "\u{FFFF}"];
    let others = others.iter().filter_map(|character| memchr::memmem::find(bytes, character.as_bytes()));
    // The controls of ISO 6429 that have two bytes: a terminal obeys them as it does an escape.
    let mut pairs = memchr::memchr_iter(0xC2, bytes);
    let high = pairs.find(|at| bytes.get(at + 1).is_some_and(|byte| (0x80..0xA0).contains(byte)));
    let at = others.chain(control).chain(high).min()?;
    let character = text.get(at..)?.chars().next()?;
    Some(Stray { at: at as u32, character })
}

/// The same text with U+FFFD in the place of every character that no text has.
pub fn without_strays(text: &str) -> Cow<'_, str> {
    if stray(text).is_none() {
        return Cow::Borrowed(text);
    }
    let seen = |c: char| if stray(c.encode_utf8(&mut [0; 4])).is_some() { char::REPLACEMENT_CHARACTER } else { c };
    text.chars().map(seen).collect()
}

fn is_control(byte: u8) -> bool {
    ((byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')) | (byte == 0x7f)
}
