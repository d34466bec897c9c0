//! What GitHub Pages publishes, and what comes near to more: found out here, and not when a push is refused.

use crate::asset::Ask;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::BTreeSet;

/// The most that a site may have:
/// <https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits>.
const MAX_SITE: u64 = 1_000_000_000;

/// The most that a file in a repository may have:
/// <https://docs.github.com/en/repositories/working-with-files/managing-large-files/about-large-files-on-github>.
const MAX_FILE: u64 = 100_000_000;

/// Files that are published and are nearly too large, and a site that is. `written` are the bytes of its output.
pub fn check(site: &Site, asked: &BTreeSet<Ask>, written: u64) -> Diagnostics {
    let files = site.assets.iter().filter(|(id, asset)| {
        let is_published =
            asset.path.is_some() || asked.contains(&Ask::File(*id)) || asked.contains(&Ask::Picture(*id));
        is_published && is_near(asset.blob.size(), MAX_FILE)
    });
    let mut found: Diagnostics = files
        .map(|(_, asset)| {
            let message = format!(
                "the file has {} MB, and a repository on GitHub takes at most {} MB in one",
                megabytes(asset.blob.size()),
                megabytes(MAX_FILE)
            );
            tell(Span::file(asset.blob.id), message, "make it smaller, or keep it elsewhere and link to it")
        })
        .collect();
    if is_near(written, MAX_SITE) {
        let (size, most) = (megabytes(written), megabytes(MAX_SITE));
        let message = format!("the site has {size} MB, and GitHub Pages publishes at most {most} MB");
        found.push(tell(site.config.span, message, "make pictures and films smaller, or keep them elsewhere"));
    }
    found
}

/// Whether four fifths are used up.
fn is_near(size: u64, most: u64) -> bool {
    size / 4 >= most / 5
}

fn megabytes(size: u64) -> u64 {
    size.div_ceil(1_000_000)
}

fn tell(span: Span, message: String, help: &str) -> Diagnostic {
    let help = format!("{help}; on another host, write `\"host-limit\" = \"off\"` in `levels` of `[check]`");
    Diagnostic::new(Code::HostLimit, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::{MAX_FILE, MAX_SITE, is_near};

    #[test]
    fn four_fifths_are_near() {
        for (size, most, near) in [
            (0, MAX_SITE, false),
            (799_999_999, MAX_SITE, false),
            (800_000_000, MAX_SITE, true),
            (u64::MAX, MAX_SITE, true),
            (79_999_999, MAX_FILE, false),
            (80_000_000, MAX_FILE, true),
        ] {
            assert_eq!(is_near(size, most), near, "{size}");
        }
    }
}
