//! Waivers in Fluent: `# allow CODE: why` on the line before a message.

use super::note::{Following, Lines, Notes, begun};
use std::ops::Range;

/// Takes the waivers of a file of messages.
pub(super) fn read(text: &str, notes: &mut Notes) {
    let (mut lines, mut following) = (Lines::new(text), Following::default());
    // Where the last comment ends: what looks like another one in it is a part of it.
    let mut done = 0;
    for (hash, at) in begun(text, "#") {
        if hash < done {
            continue;
        }
        let line = lines.at(at);
        let (end, is_comment) = (line.end, hash == line.start);
        if is_comment {
            done = end;
        }
        let help = "put it on the line before the message";
        match following.of(end, || message(text, end)) {
            _ if !is_comment => notes.misplaced(hash..end, "this is part of the message, and allows nothing", help),
            Some(reach) => notes.take(text, at..end, &reach),
            None => notes.misplaced(hash..end, "no message follows that this could allow", help),
        }
    }
}

/// The message that begins on the line after the comments that go on at `end`, and where that line begins.
fn message(text: &str, end: usize) -> (usize, Option<Range<usize>>) {
    let mut start = end + 1;
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n').peekable();
    while let Some(line) = lines.next_if(|line| line.starts_with('#')) {
        start += line.len();
    }
    let is_message = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-');
    let Some(first) = lines.next().filter(is_message) else { return (start, None) };
    let is_more = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '}', '[', '*', '.']);
    let rest: usize = lines.take_while(is_more).map(str::len).sum();
    (start, Some(start..start + first.len() + rest - 1))
}
