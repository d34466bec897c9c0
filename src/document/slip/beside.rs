//! What stands beside a link or code, and makes something else of it where it is meant.

use super::Slip;
use crate::document::{Document, Reference};

/// Endings of pictures.
const PICTURES: [&str; 7] = [".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif", ".avif"];

/// `！[text](picture.png)`, which is a link with a full-width sign before it, and `@[card](address)`; with the byte at which
/// the sign stands.
pub(super) fn link(source: &str, doc: &Document, link: &Reference) -> Option<(usize, Slip)> {
    let start = link.start as usize;
    let before = source.get(..start)?;
    if let Some(rest) = before.strip_suffix('！') {
        let dest = doc.text_in(source, link.dest).to_ascii_lowercase();
        let help = "write `!` of ASCII before the bracket";
        let sign = 0..'！'.len_utf8();
        let slip = Slip::other(sign.clone(), "a full-width sign makes no image of this link", help).fix(sign, "!");
        return PICTURES.iter().any(|end| dest.ends_with(end)).then_some((rest.len(), slip));
    }
    let rest = before.strip_suffix('@').filter(|rest| !rest.ends_with(|c: char| c.is_alphanumeric()))?;
    // `@[name]` with a definition of the name is a person.
    let is_inline = source.get(start..link.end as usize)?.contains("](");
    let help = "delete the `@`: a link leads there, and nothing is embedded";
    is_inline.then(|| (rest.len(), Slip::other(0..1, "`@` before a link embeds nothing", help)))
}

/// Code with `_` behind it at `end`, as reStructuredText writes links; `code` is where its text begins.
pub(super) fn code(source: &str, code: Option<usize>, end: usize) -> Option<(usize, Slip)> {
    let after = source.get(end..)?;
    let is_link = after.starts_with('_') && !after.trim_start_matches('_').starts_with(char::is_alphanumeric);
    let start = code.filter(|_| is_link)?.saturating_sub(1);
    let help = "write `[text](address)`";
    Some((start, Slip::other(0..end + 1 - start, "a link of reStructuredText is code here", help)))
}
