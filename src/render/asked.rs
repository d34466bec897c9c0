//! The files that templates ask for while a page is rendered. They are handed out with the page, and to nobody else.

use crate::asset::Ask;
use std::cell::RefCell;

thread_local! {
    static ASKED: RefCell<Vec<Ask>> = const { RefCell::new(Vec::new()) };
}

/// Notes that what is being rendered needs some files.
pub(super) fn note(files: impl IntoIterator<Item = Ask>) {
    ASKED.with_borrow_mut(|asked| asked.extend(files));
}

/// What `render` makes, and the files that it asked for.
pub fn collect<T>(render: impl FnOnce() -> T) -> (T, Vec<Ask>) {
    let outer = ASKED.take();
    let made = render();
    (made, ASKED.replace(outer))
}
