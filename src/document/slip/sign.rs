//! The signs that a slip can be found by. Nearly all text has none, so that it is looked at by stretches.

use std::ops::Range;

/// The first byte of a sign that may be one of a slip.
pub(super) fn next_sign(source: &str, range: Range<usize>) -> Option<usize> {
    let bytes = source.as_bytes().get(range.clone())?;
    let mut at = 0;
    // By stretches, which are looked at as a whole.
    for stretch in bytes.chunks(64) {
        if stretch.iter().fold(0, |found, byte| found | u8::from(may_be_sign(*byte))) != 0 {
            let is = |(inside, byte): &(usize, &u8)| may_be_sign(**byte) && is_sign(bytes, at + inside, **byte);
            if let Some((inside, _)) = stretch.iter().enumerate().find(is) {
                return Some(range.start + at + inside);
            }
        }
        at += stretch.len();
    }
    None
}

/// Whether a byte is the first of a sign, perhaps: without branches, so that many are looked at together.
#[inline]
fn may_be_sign(byte: u8) -> bool {
    (byte == b']')
        | (byte == b'[')
        | (byte == b'{')
        | (byte == b':')
        | (byte == b'@')
        | (byte == b'*')
        | (byte == b'~')
        | (byte == b'=')
        | (byte == b'\'')
        | (byte == b'<')
        | (byte == b'`')
        | (byte == 0xC2)
        | (byte == 0xEF)
}

/// Whether the byte is that of a sign: `］｛：＠＊｀｜` are of three bytes of which the first is EF, `´` is of two.
fn is_sign(bytes: &[u8], at: usize, byte: u8) -> bool {
    match byte {
        0xC2 => bytes.get(at + 1) == Some(&0xB4),
        0xEF => matches!(
            (bytes.get(at + 1), bytes.get(at + 2)),
            (Some(0xBC), Some(0xBD | 0x9A | 0xA0 | 0x8A)) | (Some(0xBD), Some(0x9B | 0x9C | 0x80))
        ),
        _ => true,
    }
}
