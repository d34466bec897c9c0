//! What is being rendered on this thread. A template may call a function that shows a text for which the renderer needs the
//! same template again; without an end, or with a value that waits for itself.

use std::cell::RefCell;

thread_local! {
    static OPEN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// What `render` makes; nothing if as many as `most` of this name are being rendered round it.
pub(super) fn within<T>(name: &'static str, most: usize, render: impl FnOnce() -> T) -> Option<T> {
    let open = OPEN.with_borrow(|open| open.iter().filter(|other| **other == name).count());
    if open >= most {
        return None;
    }
    OPEN.with_borrow_mut(|open| open.push(name));
    let made = render();
    OPEN.with_borrow_mut(|open| _ = open.pop());
    Some(made)
}
