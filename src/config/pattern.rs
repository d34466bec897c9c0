//! Patterns for paths and addresses: `*` and `?` within a name, `**` for any number of folders.

use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// The most patterns of a list: what is looked for is compared with each.
const MAX_PATTERNS: usize = 100;

/// The patterns of `external_paths`, which begin at the root of the host.
pub(super) fn paths(named: Vec<Text>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let is_right = |text: &str| text.starts_with('/') && !text.starts_with("//");
    let wrong = ("is no path on the host of the site", "write it from the root of the host: `/app/**`");
    read(named, is_right, wrong, ("paths", "`/app/**` is all below `/app/`"), diagnostics)
}

/// The patterns of `external_skip`, which are whole addresses.
pub(super) fn addresses(named: Vec<Text>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let is_right = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    let wrong = ("is no address of another site", "write it with its beginning: `https://example.com/**`");
    read(named, is_right, wrong, ("addresses", "`https://example.com/**` is all of that host"), diagnostics)
}

fn read(
    named: Vec<Text>,
    is_right: impl Fn(&str) -> bool,
    (wrong, right): (&str, &str),
    (what, joined): (&str, &str),
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut refuse = |text: &Text, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(Code::InvalidValue, text.span, message).help(help));
    };
    if let Some(first) = named.get(MAX_PATTERNS) {
        refuse(first, format!("more than {MAX_PATTERNS} patterns for {what}"), &format!("join them: {joined}"));
    }
    let mut patterns = Vec::new();
    for text in named.into_iter().take(MAX_PATTERNS) {
        match is_right(&text.text) {
            true => patterns.push(text.text),
            false => refuse(&text, format!("`{}` {wrong}", text.text), right),
        }
    }
    patterns
}

/// Whether a path is one of those that a pattern means.
pub fn matches(pattern: &str, path: &str) -> bool {
    let (parts, names): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    wildcard(&parts, &names, |part| *part == "**", |part, name| is_name(part, name))
}

fn is_name(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (pattern.chars().collect(), name.chars().collect());
    wildcard(&pattern, &name, |sign| *sign == '*', |sign, c| *sign == '?' || sign == c)
}

/// Whether items fit a pattern in which those that are `any` stand for any number of them. What was last given to such
/// a one grows until the rest fits: that is enough, and never takes more steps than one length times the other.
fn wildcard<T>(pattern: &[T], items: &[T], any: impl Fn(&T) -> bool, fits: impl Fn(&T, &T) -> bool) -> bool {
    let (mut at, mut item) = (0, 0);
    let mut last: Option<(usize, usize)> = None;
    while let Some(own) = items.get(item) {
        match pattern.get(at) {
            Some(part) if any(part) => {
                last = Some((at, item));
                at += 1;
            }
            Some(part) if fits(part, own) => (at, item) = (at + 1, item + 1),
            Some(_) | None => {
                let Some((star, taken)) = last else { return false };
                last = Some((star, taken + 1));
                (at, item) = (star + 1, taken + 1);
            }
        }
    }
    pattern.iter().skip(at).all(any)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn folders_and_names() {
        for (pattern, path, fits) in [
            ("content/old/**", "content/old/a/b.ja.md", true),
            ("content/old/**", "content/older/b.ja.md", false),
            ("content/**/*.en.md", "content/a.en.md", true),
            ("content/**/*.en.md", "content/x/y/a.en.md", true),
            ("content/**/*.en.md", "content/x/y/a.ja.md", false),
            ("content/*.md", "content/x/a.md", false),
            ("content/料金.??.md", "content/料金.ja.md", true),
            ("**", "a/b", true),
            ("content/a*b*c", "content/axxbyyc", true),
            ("content/a*b*c", "content/axxbyycd", false),
            ("", "content", false),
        ] {
            assert_eq!(matches(pattern, path), fits, "{pattern} {path}");
        }
    }
}
