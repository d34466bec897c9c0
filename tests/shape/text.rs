//! Families of texts: what Markdown makes of one page.

use crate::{Family, Work, building, page, site};

/// The work of building a page with this text.
fn text(text: &str) -> Work {
    building(site([("content/a.ja.md", page("A", &format!("本文。\n\n{text}\n")))]))
}

pub const FAMILIES: &[Family] = &[
    Family { name: "text/bare_address_with_dots", size: 4_000, work: |n| text(&"www.a.".repeat(n)) },
    Family { name: "text/bare_mail_addresses", size: 4_000, work: |n| text(&"a@b.".repeat(n)) },
];
