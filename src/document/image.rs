//! Images: what has to be said of them, and how the author says that nothing has to.

use super::sheet::Sheet;
use crate::diagnostic::Code;
use std::ops::Range;

/// Stands right after an image that says nothing of its own.
const DECORATIVE: &str = "{decorative}";

/// The mark after the last image that it is decorative, which is no text.
#[derive(Default)]
pub(super) struct Mark {
    place: Range<usize>,
}

impl Mark {
    /// Where the mark stands after the image that ends at `end`, if it does.
    pub(super) fn find(&mut self, text: &str, end: usize) -> Option<Range<usize>> {
        let found = text.get(end..).is_some_and(|after| after.starts_with(DECORATIVE));
        let place = found.then(|| end..end + DECORATIVE.len());
        self.place = place.clone().unwrap_or_default();
        place
    }

    /// The text at `place` without the mark before it.
    pub(super) fn cut<'t>(&self, text: &'t str, place: Range<usize>) -> (&'t str, Range<usize>) {
        match text.get(self.place.len()..) {
            Some(rest) if place.start == self.place.start && !self.place.is_empty() => {
                (rest, self.place.end..place.end)
            }
            _ => (text, place),
        }
    }
}

pub(super) fn check_alt(sheet: &mut Sheet<'_>, text: &str, decorative: bool, range: &Range<usize>) {
    let (message, help) = match (text.trim().is_empty(), decorative) {
        (true, false) => (
            "the image has no text for those who do not see it",
            "say what it shows, `![text](file)`, or write `{decorative}` right after it if that adds nothing",
        ),
        (false, true) => (
            "a decorative image has no text",
            "take out the text, or `{decorative}` if those who do not see the image need it",
        ),
        (true, true) | (false, false) => return,
    };
    sheet.report(Code::AltText, range.clone(), message, help);
}

/// Images come from files and from the web.
pub(super) fn check_image_scheme(sheet: &mut Sheet<'_>, scheme: Option<String>, range: &Range<usize>) {
    if let Some(scheme) = scheme.filter(|scheme| !matches!(scheme.as_str(), "http" | "https")) {
        let message = format!("an image cannot have the scheme `{scheme}`");
        sheet.report(Code::UrlScheme, range.clone(), message, "images are files, or on the web");
    }
}
