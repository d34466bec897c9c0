//! Images: what has to be said of them, and how the author says that nothing has to.

use super::Kind;
use super::parse::Builder;
use crate::diagnostic::Code;
use std::ops::Range;

/// Stands right after an image that says nothing of its own.
const DECORATIVE: &str = "{decorative}";

/// Where the mark stands that an image which ends at `end` is decorative, if it does.
pub(super) fn mark_after(text: &str, end: usize) -> Option<Range<usize>> {
    text.get(end..)?.starts_with(DECORATIVE).then(|| end..end + DECORATIVE.len())
}

/// The text at `place` without such a mark before it.
pub(super) fn without_mark<'t>(text: &'t str, place: Range<usize>, mark: &Range<usize>) -> (&'t str, Range<usize>) {
    match text.get(mark.len()..) {
        Some(rest) if place.start == mark.start && !mark.is_empty() => (rest, mark.end..place.end),
        _ => (text, place),
    }
}

impl Builder<'_> {
    /// Whether the image that ends at `end` is marked as decorative. The mark is no text then.
    pub(super) fn take_decorative(&mut self, end: usize) -> bool {
        let mark = mark_after(self.text, end);
        self.hidden = mark.clone().unwrap_or_default();
        mark.is_some()
    }

    pub(super) fn check_alt(&mut self, text: &str, decorative: bool, range: &Range<usize>) {
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
        self.report(Code::AltText, range.clone(), message, help);
    }

    /// Images come from files and from the web.
    pub(super) fn check_image_scheme(&mut self, scheme: Option<String>, range: &Range<usize>) {
        if let Some(scheme) = scheme.filter(|scheme| !matches!(scheme.as_str(), "http" | "https")) {
            let message = format!("an image cannot have the scheme `{scheme}`");
            self.report(Code::UrlScheme, range.clone(), message, "images are files, or on the web");
        }
    }

    /// An image alone in its paragraph, with a title: it takes the paragraph's place.
    pub(super) fn is_figure(&self, index: u32) -> bool {
        let reference = self.doc.references.get(index as usize);
        reference.is_some_and(|reference| reference.kind == Kind::Image && !reference.title.is_empty())
    }
}
