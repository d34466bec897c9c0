//! The files that templates ask for while a page is rendered, and what is wrong with components that are rendered once for
//! many pages. They are handed out with the page, and to nobody else.

use crate::asset::Ask;
use crate::diagnostic::{Diagnostic, Diagnostics};
use std::cell::RefCell;

thread_local! {
    static ASKED: RefCell<Asked> = const { RefCell::new(Asked { files: Vec::new(), mistakes: Vec::new() }) };
}

/// What is handed out with a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    files: Vec<Ask>,
    mistakes: Vec<Diagnostic>,
}

impl Asked {
    /// Notes that what is being rendered needs this too.
    pub(super) fn note(&self) {
        note(self.files.iter().copied());
        self.mistakes.iter().for_each(note_mistake);
    }
}

/// Notes that what is being rendered needs some files.
pub(super) fn note(files: impl IntoIterator<Item = Ask>) {
    ASKED.with_borrow_mut(|asked| asked.files.extend(files));
}

/// Notes that something is wrong with a component which is being rendered, or was before.
pub(super) fn note_mistake(mistake: &Diagnostic) {
    ASKED.with_borrow_mut(|asked| {
        if !asked.mistakes.contains(mistake) {
            asked.mistakes.push(mistake.clone());
        }
    });
}

/// What `render` makes, and what it needs.
pub(super) fn gather<T>(render: impl FnOnce() -> T) -> (T, Asked) {
    let outer = ASKED.take();
    let made = render();
    (made, ASKED.replace(outer))
}

/// What `render` makes, unless anything is wrong with it, and the files that it asked for.
pub fn collect<T>(render: impl FnOnce() -> Result<T, Diagnostics>) -> (Result<T, Diagnostics>, Vec<Ask>) {
    let (made, Asked { files, mistakes }) = gather(render);
    let made = match made {
        Ok(made) if mistakes.is_empty() => Ok(made),
        made => {
            let mut found = made.err().unwrap_or_default();
            found.extend(mistakes);
            Err(found)
        }
    };
    (made, files)
}
