//! What runs in the browser of an editor: the scripts, and the tag that brings them.

/// The addresses that are the preview's own begin with this.
pub const OWN: &str = "/_shirube/";

/// The script of an address behind [`OWN`].
pub fn script(name: &str) -> Option<&'static str> {
    match name {
        "bar.js" => Some(include_str!("client/bar.js")),
        "check.js" => Some(include_str!("client/check.js")),
        "client.js" => Some(include_str!("client/client.js")),
        "diagnostic.js" => Some(include_str!("client/diagnostic.js")),
        "finding.js" => Some(include_str!("client/finding.js")),
        "look.js" => Some(include_str!("client/look.js")),
        "overlay.js" => Some(include_str!("client/overlay.js")),
        "parts.js" => Some(include_str!("client/parts.js")),
        "words.js" => Some(include_str!("client/words.js")),
        _ => None,
    }
}

/// The tag in a page with these digests.
pub fn tag(digest: &str, frame: &str) -> String {
    format!("<script src=\"{OWN}client.js\" data-digest=\"{digest}\" data-frame=\"{frame}\" defer></script>")
}

/// A page that has nothing but the tag.
pub fn empty(tag: &str) -> String {
    format!(
        "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>Shirube</title>{tag}</head><body></body></html>\n"
    )
}
