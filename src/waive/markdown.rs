//! Waivers in Markdown: `<!-- allow CODE: why -->` at the end of a line, or on a line of its own before a block.

use super::note::{Lines, Notes, begun};
use crate::document::{Outline, outline};
use std::ops::Range;

/// Takes the waivers of the Markdown at `range` of a file.
pub(super) fn read(text: &str, range: Range<usize>, notes: &mut Notes) {
    let Some(body) = text.get(range.clone()) else { return };
    let mut begun = begun(body, "<!--").peekable();
    if begun.peek().is_none() {
        return;
    }
    let outline = outline(text, range.clone());
    let mut lines = Lines::new(text);
    let (mut last, mut count) = (0..0, 0);
    for (open, at) in begun {
        let (open, at) = (open + range.start, at + range.start);
        let line = lines.at(open);
        count = if line == last { count + 1 } else { 1 };
        last = line.clone();
        // Of each the whole line is looked at.
        if count > MAX_ON_LINE {
            notes.misplaced(open..at, "so many comments on one line are not read", "name several codes in one of them");
            continue;
        }
        match place(text, &range, &outline, (open, line)) {
            Place::Reaches { end, reach } => notes.take(text, at..end - CLOSE.len(), &reach),
            Place::Wrong { end, message, help } => notes.misplaced(open..end, message, help),
        }
    }
}

/// The most waivers of a line.
const MAX_ON_LINE: usize = 16;

const CLOSE: &str = "-->";

/// What a comment is good for where it stands.
enum Place {
    /// It ends at `end`.
    Reaches {
        end: usize,
        reach: Range<usize>,
    },
    Wrong {
        end: usize,
        message: &'static str,
        help: &'static str,
    },
}

fn place(text: &str, body: &Range<usize>, outline: &Outline, (open, line): (usize, Range<usize>)) -> Place {
    let start = line.start.max(body.start);
    let line_end =
        |at: usize| text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |newline| at + newline);
    let before = text.get(start..open).unwrap_or_default();
    let Some(comment) = outline.comment(open) else {
        let message = "this is no comment here, and allows nothing";
        let help = match before.trim_start().starts_with('|') {
            true => "in the row of a table, put it inside the last cell",
            false => "put it on a line of its own before the block, with a blank line before it",
        };
        return Place::Wrong { end: line.end, message, help };
    };
    let end = comment.range.end;
    let wrong = |message, help| Place::Wrong { end, message, help };
    if !text.get(..end).is_some_and(|text| text.ends_with(CLOSE)) {
        return wrong("the comment is not closed, and allows nothing", "put `-->` after it");
    }
    let rest = text.get(end..line_end(end)).unwrap_or_default();
    if is_bare(before) {
        if !after_comments(rest).is_empty() {
            return wrong(
                "text on the line of a comment is no part of a block",
                "put the comment at the end of the line",
            );
        }
        let above = text.get(body.start..start).unwrap_or_default().lines().next_back().unwrap_or_default();
        if !comment.is_block || !is_bare(above) {
            let help =
                "put a blank line before it, and it is for the block that follows; or put it at the end of a line";
            return wrong("a comment below a text allows nothing", help);
        }
        return match outline.block_from(end) {
            Some(block) => {
                let written = text.get(block.clone()).unwrap_or_default().trim_end().len();
                Place::Reaches { end, reach: block.start..block.start + written }
            }
            None => wrong("no block follows that this could allow", "put it before the block, or at the end of a line"),
        };
    }
    let help = "put it at the end of the line";
    let written = before.trim_start();
    if written.starts_with('[') && !written.starts_with("[^") && written.contains("]:") {
        let help = "put it at the end of the line that has the link";
        return wrong("the definition of a link cannot have a comment", help);
    }
    let rest = after_comments(rest);
    let is_last = match rest {
        "" => true,
        "|" => written.contains('|'),
        rest => written.starts_with('#') && rest.starts_with('{') && rest.ends_with('}'),
    };
    match is_last {
        true => Place::Reaches { end, reach: start..line_end(end) },
        false if written.starts_with('|') => {
            wrong("a comment within the row of a table", "put it inside the last cell")
        }
        false => wrong("a comment within a line allows nothing", help),
    }
}

/// Whether a line has nothing but what quotes and lists begin with.
fn is_bare(line: &str) -> bool {
    line.trim_matches([' ', '\t', '\r', '>', '-', '*', '+']).is_empty()
}

/// What of a line follows the comments that it goes on with, without the white space around it.
fn after_comments(rest: &str) -> &str {
    let mut rest = rest.trim();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once(CLOSE).map_or("", |(_, after)| after).trim_start();
    }
    rest
}
