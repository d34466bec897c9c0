//! Bare addresses in running text, as in GFM: `https://…`, `http://…`, `www.…`, `name@example.org`. In Japanese and Chinese they may
//! stand without a space on either side, so that they also end where such a script begins.

use super::sheet::Sheet;
use super::{Chunk, Kind, Tag};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// The bare addresses of a text, in order.
struct Addresses<'a> {
    text: &'a str,
    from: usize,
    /// Where each of the starts is next found, so that no text is searched twice.
    next: [Option<usize>; 3],
}

impl<'a> Addresses<'a> {
    fn of(text: &'a str) -> Addresses<'a> {
        Addresses { text, from: 0, next: STARTS.map(|start| text.find(start)) }
    }
}

impl Iterator for Addresses<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            for (next, start) in self.next.iter_mut().zip(STARTS) {
                if next.is_some_and(|at| at < self.from) {
                    *next = self.text.get(self.from..)?.find(start).map(|at| at + self.from);
                }
            }
            let start = self.next.iter().flatten().min().copied()?;
            self.from = start + 1;
            if may_precede(self.text.get(..start)?)
                && let Some(length) = length(self.text.get(start..)?)
            {
                self.from = start + length;
                return Some(start..start + length);
            }
        }
    }
}

/// Where the bare addresses of a text stand, in order: of the web, and of people.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut web = Addresses::of(text).peekable();
    let mut mails = mails(text).peekable();
    std::iter::from_fn(move || {
        // An address of the web may have the sign in it.
        while let (Some(mail), Some(url)) = (mails.peek(), web.peek()) {
            if mail.start < url.end && url.start < mail.end {
                mails.next();
            } else if mail.end <= url.start {
                return mails.next();
            } else {
                break;
            }
        }
        web.next().or_else(|| mails.next())
    })
}

/// Bare e-mail addresses (GFM 6.9, "extended email autolink").
fn mails(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let is_domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let mut done = 0;
    text.match_indices('@').filter_map(move |(at, _)| {
        let before = text.get(done..at)?;
        let local = before.len() - before.trim_end_matches(is_local).len();
        let after = text.get(at + 1..)?;
        let domain = after.get(..after.find(|c| !is_domain(c)).unwrap_or(after.len()))?.trim_end_matches('.');
        let is_whole = domain.contains('.') && !domain.ends_with(['-', '_']) && !domain.split('.').any(str::is_empty);
        let is_free = !text.get(..at - local)?.ends_with([':', '/', '@']);
        let has_name = text.get(at - local..at)?.contains(|c: char| c.is_ascii_alphanumeric());
        (has_name && is_whole && is_free).then(|| {
            done = at + 1 + domain.len();
            at - local..done
        })
    })
}

/// The end of a text that grows: the characters of the last unbroken run that may be part of an address.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// The text that was looked at, as bytes of its source.
    seen: Range<usize>,
    /// Where the run begins.
    start: usize,
    /// Whether an address begins in it.
    open: bool,
}

impl Tail {
    /// Whether the text at `place` ends within a bare address, so that what follows may be a part of it. Only what has
    /// been added to the text since it was asked last is looked at.
    pub(super) fn is_open(&mut self, source: &str, place: Range<usize>) -> bool {
        if self.seen.start != place.start || self.seen.end > place.end {
            *self = Tail { seen: place.start..place.start, start: place.start, open: false };
        }
        let added = source.get(self.seen.end..place.end).unwrap_or_default();
        if let Some(at) = added.rfind(|c| !is_part(c)) {
            self.start = added.ceil_char_boundary(at + 1) + self.seen.end;
            self.open = false;
        }
        // A start may have been added in parts.
        let from = self.start.max(source.floor_char_boundary(self.seen.end.saturating_sub(STARTS[0].len())));
        let last = source.get(from..place.end).unwrap_or_default();
        self.open |= STARTS.iter().any(|start| last.contains(start));
        self.seen = place;
        self.open && self.start < self.seen.end
    }
}

fn may_precede(before: &str) -> bool {
    !before
        .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '=' | '.' | '-' | ':' | '@' | '_' | '\\'))
}

/// Whether a character can be part of an address that is not in angle brackets.
fn is_part(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' => false,
        c if c.is_ascii() => c.is_ascii_graphic(),
        // Wide characters, and the narrow forms of kana and Hangul.
        c => c.is_alphanumeric() && c.width() == Some(1) && !matches!(c, '\u{FF61}'..='\u{FFDC}'),
    }
}

/// How many bytes the address has that begins here; nothing if it is none.
fn length(text: &str) -> Option<usize> {
    let scheme = STARTS.iter().find(|start| text.starts_with(**start))?;
    let domain_start = if *scheme == "www." { 0 } else { scheme.len() };
    let domain = text.get(domain_start..)?;
    let domain = domain.get(
        ..domain.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(domain.len()),
    )?;
    let mut names = domain.trim_end_matches('.').rsplit('.');
    let last = names.next()?;
    // A machine of one's own has a name without a dot.
    let before = names.next().or((domain_start > 0).then_some(last))?;
    if last.is_empty() || before.is_empty() || last.contains('_') || before.contains('_') {
        return None;
    }
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let mut url = text.get(..end)?;
    let mut unopened = url.matches(')').count().saturating_sub(url.matches('(').count());
    loop {
        url = match url.strip_suffix(')') {
            Some(shorter) if unopened > 0 => {
                unopened -= 1;
                shorter
            }
            _ => match url.strip_suffix(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', ']']) {
                Some(shorter) => shorter,
                None => return Some(url.len()),
            },
        };
    }
}

/// Adds plain text that stands at `range`; where it is not `in_link`, its bare addresses are links.
pub(super) fn push_plain(sheet: &mut Sheet<'_>, range: Range<usize>, in_link: bool) {
    let text = sheet.written(&range);
    let mut done = range.start;
    // Most texts have none, which is quickly seen.
    if !in_link && (text.contains("://") || text.contains("www.") || text.contains('@')) {
        for found in addresses(text) {
            let url = range.start + found.start..range.start + found.end;
            if done < url.start {
                let before = sheet.chunk_of(done..url.start);
                sheet.push_text(before);
            }
            done = url.end;
            push_address(sheet, url);
        }
    }
    if done < range.end {
        let chunk = sheet.chunk_of(done..range.end);
        sheet.push_text(chunk);
    }
}

fn is_mail(address: &str) -> bool {
    !STARTS.iter().any(|start| address.starts_with(start))
}

fn push_address(sheet: &mut Sheet<'_>, url: Range<usize>) {
    let text = sheet.chunk_of(url.clone());
    let written = sheet.written(&url);
    let dest: Chunk = match written.starts_with("www.") {
        true => sheet.arena(&format!("http://{written}")),
        false if is_mail(written) => sheet.arena(&format!("mailto:{written}")),
        false => text,
    };
    let index = sheet.push_reference(sheet.reference(Kind::Link, dest, &url));
    sheet.open(Tag::Link, index);
    sheet.push_text(text);
    sheet.close(Tag::Link, index);
}

#[cfg(test)]
mod tests {
    use super::{Addresses, addresses};

    #[test]
    fn ends_where_the_address_ends() {
        for (text, url) in [
            ("https://example.org/ を見る", "https://example.org/"),
            ("詳細はhttps://example.org/a?b=1を見る。", "https://example.org/a?b=1"),
            ("（https://example.org/a）", "https://example.org/a"),
            ("https://example.org。次", "https://example.org"),
            ("「https://example.org/」、", "https://example.org/"),
            ("See https://example.org/a.", "https://example.org/a"),
            ("(see www.example.org/a_(b))", "www.example.org/a_(b)"),
            ("https://example.org/a?!...", "https://example.org/a"),
            ("https://example.org/ﾃｽﾄ", "https://example.org/"),
            ("https://example.org/한국", "https://example.org/"),
            ("https://example.org/müller x", "https://example.org/müller"),
            ("http://localhost:3000/ を開く", "http://localhost:3000/"),
            ("https://a_b.org/ xhttps://e.org www. http://", ""),
        ] {
            let found = Addresses::of(text).next().and_then(|range| text.get(range)).unwrap_or_default();
            assert_eq!(found, url, "{text}");
        }
    }

    #[test]
    fn people_have_addresses_too() {
        let found = |text: &str| -> Vec<String> { addresses(text).map(|range| text[range].to_owned()).collect() };
        assert_eq!(found("Write to help@example.org."), ["help@example.org"]);
        assert_eq!(found("連絡先はa.b+c@example.co.jpです。"), ["a.b+c@example.co.jp"]);
        assert_eq!(
            found("https://example.org/@name@host.org と x@example.org"),
            ["https://example.org/@name@host.org", "x@example.org"]
        );
        assert_eq!(found("x@example.org https://example.org/"), ["x@example.org", "https://example.org/"]);
        for text in ["a@b", "@name", "a@b..c", "a@b.c-", "mailto:a@b.org", "a@@b.org", "@a@b.org", "名@例.jp"] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }
}
