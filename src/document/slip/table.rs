//! Lines of a table that did not become one.

use super::{Line, Near, Slip};

/// The last byte of `｜`.
const BAR_END: u8 = 0x9C;

/// Whether a line is what stands between the head and the rows of a table: bars and hyphens alone.
fn is_delimiter(line: &str) -> bool {
    let is = |c: char| matches!(c, '|' | '｜' | '-' | '－' | 'ー' | '—' | ':' | ' ' | '\t');
    line.contains(['|', '｜']) && line.matches(['-', '－', 'ー', '—']).count() >= 2 && line.chars().all(is)
}

fn bars(line: &str) -> usize {
    line.matches(['|', '｜']).count()
}

fn is_row(line: &str) -> bool {
    let line = line.trim();
    bars(line) >= 2 && line.starts_with(['|', '｜']) && line.ends_with(['|', '｜'])
}

/// At the first line of what was meant to be a table.
pub(super) fn look(line: Line<'_>, near: Near<'_>) -> Option<Slip> {
    memchr::memchr2(b'|', BAR_END, line.text.as_bytes())?;
    let text = line.text.trim_end();
    let is_table = |other: Option<&str>| other.is_some_and(|other| is_row(other) || is_delimiter(other));
    // `|x| + |y|` alone is none.
    let stands_for_itself = bars(text) > 2 && (text.starts_with("| ") || text.starts_with("｜ "));
    let is_own = is_row(text) && (stands_for_itself || is_table(near.before) || is_table(near.after));
    let meant = is_own || bars(text) >= 1 && near.after.is_some_and(is_delimiter) || is_delimiter(text);
    let said = near
        .before
        .is_some_and(|before| is_row(before) || is_delimiter(before) || is_delimiter(text) && bars(before) >= 1);
    if !meant || said {
        return None;
    }
    let help = match near.after.filter(|after| is_delimiter(after)) {
        Some(after) if after.contains(['｜', '－', 'ー', '—']) || text.contains('｜') => {
            "write bars and hyphens of ASCII: `| a | b |`, and below it `|---|---|`".to_owned()
        }
        Some(after) => {
            let (cells, below) = (cells(text), cells(after));
            format!(
                "the first line has {cells} cells and the one below it {below}: it needs one for each, `|{}`",
                "---|".repeat(cells.clamp(1, 8))
            )
        }
        None if text.contains('｜') => {
            "write bars of ASCII, and a line below the first: `| a | b |`, `|---|---|`".to_owned()
        }
        None => format!("put a line below the first: `|{}`", "---|".repeat(cells(text).clamp(1, 8))),
    };
    Some(Slip::other(0..text.len(), "this is not read as a table", help))
}

fn cells(line: &str) -> usize {
    let line = line.trim().trim_start_matches(['|', '｜']).trim_end_matches(['|', '｜']);
    bars(line) + 1
}
