//! What the last build said, in a file beside the output: never in it, as the output is for everybody.
//!
//! ```text
//! .public.shirube-said       shirube-said 1 SEAL
//!                            what it said, as it was given to the publication
//! ```
//!
//! The record of the build names the text by its sum, so that a build which was killed before it wrote the file, or a file
//! of another build, is no more than a file that is not there. Whatever fails here costs one more build, and nothing else.

use super::folder::Folder;
use super::path;
use super::place::Place;
use super::record;
use super::seal::{DIGITS, seal};
use rapidhash::v3::rapidhash_v3;
use std::ffi::OsString;
use std::io::Write;

const MAGIC: &str = "shirube-said 1 ";

/// No more is kept, in bytes: a hundred thousand mistakes, which nobody reads twice.
const LIMIT: u64 = 1 << 24;

/// What a record says of the text.
pub(super) fn sum(text: &str) -> u64 {
    rapidhash_v3(text.as_bytes())
}

/// Whether a text can be kept beside the output: not where the folder round it is closed to us, or lies in another output.
pub(super) fn has_room(place: &Place, text: &str) -> bool {
    text.len() as u64 <= LIMIT && place.above.check_writable().is_ok() && !is_in_output(&place.above)
}

/// Whether a folder is an output, or lies in one, as far as we may look.
fn is_in_output(folder: &Folder) -> bool {
    let mut all = folder.path().ancestors();
    all.any(|path| Folder::open(path).and_then(|folder| record::is_ours(&folder)).unwrap_or(false))
}

/// Keeps a text in place of the former one, or nothing for the empty text.
pub(super) fn keep(place: &Place, text: &str) {
    let name = name(place);
    // Whatever stands there, a link or a pipe: it is gone, and nothing is opened.
    _ = place.above.remove_file(&name);
    if text.is_empty() {
        return;
    }
    let Ok(mut file) = place.above.create_private(&name) else { return };
    if file.write_all(format!("{MAGIC}{}\n{text}", seal(text)).as_bytes()).is_err() {
        _ = place.above.remove_file(&name);
    }
}

/// The text of this sum, if it is kept and whole, and was written on this machine.
pub(super) fn kept(place: &Place, sum_of_it: u64) -> Option<String> {
    let head = MAGIC.len() + DIGITS + 1;
    let bytes = place.above.read(name(place), LIMIT + head as u64).ok()??;
    let mut text = String::from_utf8(bytes).ok()?;
    let body = text.get(head..)?;
    let is_it = sum(body) == sum_of_it && text.get(..head)? == format!("{MAGIC}{}\n", seal(body));
    is_it.then(|| text.split_off(head))
}

fn name(place: &Place) -> OsString {
    let mut name = OsString::from(".");
    name.push(&place.name);
    name.push(path::SAID);
    name
}
