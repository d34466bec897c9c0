//! Texts as XML has them.

use std::borrow::Cow;

/// Whether XML has a place for a character.
pub(super) fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// A text as content of an element.
pub(super) fn text(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '\r']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#xD;"))
}

/// A text as the value of an attribute, for people to read.
pub(super) fn attribute(value: &str) -> String {
    let visible: String = value.chars().map(|c| if c.is_control() || !is_xml(c) { ' ' } else { c }).collect();
    text(&visible).replace('"', "&quot;")
}
