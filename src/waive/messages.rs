//! Waivers in Fluent: `# allow CODE: why` on the line before a message.

use super::note::{Notes, begun};
use std::ops::Range;

/// Takes the waivers of a file of messages.
pub(super) fn read(text: &str, notes: &mut Notes) {
    for (hash, at) in begun(text, "#") {
        let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline);
        let is_comment = hash == 0 || text.get(..hash).is_some_and(|before| before.ends_with('\n'));
        let help = "put it on the line before the message";
        match message(text, end) {
            _ if !is_comment => notes.misplaced(hash..end, "this is part of the message, and allows nothing", help),
            Some(reach) => notes.take(text, at..end, &reach),
            None => notes.misplaced(hash..end, "no message follows that this could allow", help),
        }
    }
}

/// The message that begins on the line after the comments that go on at `end`.
fn message(text: &str, end: usize) -> Option<Range<usize>> {
    let mut lines = text.get(end..)?.strip_prefix('\n')?.split_inclusive('\n').peekable();
    let mut start = end + 1;
    while let Some(line) = lines.next_if(|line| line.starts_with('#')) {
        start += line.len();
    }
    let first = lines.next()?;
    if !first.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-') {
        return None;
    }
    let is_more = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '}', '[', '*', '.']);
    let rest: usize = lines.take_while(is_more).map(str::len).sum();
    Some(start..start + first.len() + rest - 1)
}
