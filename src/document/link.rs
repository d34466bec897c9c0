//! Links, images, citations, and the references that look like links.

use super::capture::Capture;
use super::footnote::{Footnotes, Taken};
use super::image::check_image_scheme;
use super::sheet::Sheet;
use super::{Chunk, Kind, Op, Reference, Tag, U24, citation, fact_link, scheme};
use crate::diagnostic::{Code, Diagnostic};
use pulldown_cmark::{CowStr, LinkType};
use std::ops::Range;

/// A link or image as the parser gives it.
pub(super) struct Link<'e> {
    pub(super) link_type: LinkType,
    pub(super) dest: CowStr<'e>,
    pub(super) title: CowStr<'e>,
    pub(super) range: Range<usize>,
}

/// What a link is when it begins.
pub(super) enum Started {
    /// A link or a term, whose text is operations.
    Open(Tag, Reference),
    /// A reference whose text is data.
    Capture(Capture),
}

pub(super) fn start(sheet: &mut Sheet<'_>, footnotes: &mut Footnotes, link: Link<'_>) -> Started {
    if is_unknown(link.link_type) {
        citations(sheet, footnotes, &link.range);
        // Its text has been read.
        let reference = sheet.reference(Kind::Citation, Chunk::default(), &link.range);
        return Started::Capture(Capture::new(reference, link.range));
    }
    let scheme = scheme::scheme_of(&link.dest).or_else(|| wide_scheme(sheet, &link));
    let Some(kind) = scheme.as_deref().and_then(kind_of) else {
        return Started::Open(Tag::Link, plain(sheet, footnotes, &link));
    };
    let Link { dest, range, .. } = link;
    let rest = dest.split_once([':', WIDE_COLON]).map_or("", |(_, rest)| rest).trim();
    let dest = match sheet.written(&range).rfind(rest) {
        Some(at) if !rest.is_empty() => sheet.chunk_of(range.start + at..range.start + at + rest.len()),
        _ => sheet.arena(rest),
    };
    let reference = sheet.reference(kind, dest, &range);
    match kind {
        Kind::Term => Started::Open(Tag::Term, reference),
        Kind::Fact
        | Kind::Table
        | Kind::Block
        | Kind::Faq
        | Kind::Conflicts
        | Kind::Studies
        | Kind::Grades
        | Kind::People
        | Kind::Link
        | Kind::Image
        | Kind::Citation => Started::Capture(Capture::new(reference, range)),
    }
}

/// `：`, which an input method writes.
const WIDE_COLON: char = '：';

/// The scheme of a reference that is written with a full-width colon, which is told.
fn wide_scheme(sheet: &mut Sheet<'_>, link: &Link<'_>) -> Option<String> {
    let (scheme, _) = link.dest.split_once(WIDE_COLON).filter(|(scheme, _)| kind_of(scheme).is_some())?;
    let written = sheet.written(&link.range);
    let at = link.range.start + written.rfind(&format!("{scheme}{WIDE_COLON}"))? + scheme.len();
    let span = sheet.span(at..at + WIDE_COLON.len_utf8());
    let message = format!("a full-width colon behind `{scheme}`");
    let found = Diagnostic::new(Code::Misread, sheet.span(link.range.clone()), message);
    sheet.doc.diagnostics.push(found.help(format!("write `{scheme}:`")).fix(span, ":"));
    Some(scheme.to_owned())
}

/// A link to a page, a file or another site.
fn plain(sheet: &mut Sheet<'_>, footnotes: &mut Footnotes, link: &Link<'_>) -> Reference {
    let dest = match link.link_type {
        LinkType::Email => sheet.arena(&format!("mailto:{}", link.dest)),
        _ => sheet.chunk(&link.dest),
    };
    // `[^1][x]`, where `x` is an address: the footnote is taken for the text of the link.
    let written = sheet.written(&link.range);
    if written.starts_with("[^") {
        let end = written.find(']').map_or(written.len(), |at| at + 1);
        footnotes.note_unknown(link.range.start..link.range.start + end, Taken::Link);
    }
    let mut reference = sheet.reference(Kind::Link, dest, &link.range);
    reference.title = sheet.chunk(&link.title);
    reference
}

pub(super) fn start_image(sheet: &mut Sheet<'_>, link: Link<'_>) -> Capture {
    if is_unknown(link.link_type) {
        let help = "put a space between `!` and `[`, or write the full-width `！`";
        sheet.report(Code::Misread, link.range.clone(), "a `!` before a citation makes it an image", help);
    } else {
        check_image_scheme(sheet, scheme::scheme_of(&link.dest), &link.range);
    }
    let dest = sheet.chunk(&link.dest);
    let mut reference = sheet.reference(Kind::Image, dest, &link.range);
    reference.title = sheet.chunk(&link.title);
    Capture::new(reference, link.range)
}

/// Ends a link or term. One that shows nothing to those who do not see it is reported; one without anything in it shows
/// the name of its page.
pub(super) fn end(sheet: &mut Sheet<'_>, tag: Tag, index: u32, range: &Range<usize>) {
    if let Some(open) = sheet.doc.ops.iter().rposition(|op| *op == Op::Open(tag, index)) {
        let inside = sheet.doc.ops.get(open + 1..).unwrap_or_default();
        let is_mute = match inside.is_empty() {
            true => tag == Tag::Link && !names_itself(sheet, index),
            false => sheet.doc.is_mute(sheet.full(), inside),
        };
        if is_mute {
            let help = "write where it leads: `[text](…)`, or as the text of the image in it, without `{decorative}`";
            sheet.report(Code::AltText, range.clone(), "the link has no text that could be read out", help);
        }
    }
    sheet.close(tag, index);
}

/// Whether a link without a text shows one: the title of its page. Of what may be a page, more is said elsewhere.
fn names_itself(sheet: &Sheet<'_>, index: u32) -> bool {
    let Some(reference) = sheet.doc.references.get(index as usize) else { return true };
    let dest = sheet.doc.text_in(sheet.full(), reference.dest);
    let path = dest.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_away = scheme::scheme_of(dest).is_some() || dest.starts_with("//") || dest.starts_with('#');
    !is_away && (!name.contains('.') || name.ends_with(".md"))
}

/// The citations in the brackets at `range`: `[@a]`, `[@a; @b]`, and `[@a][@b]`, which is two. `[^1][@b]` is a footnote
/// and a citation.
fn citations(sheet: &mut Sheet<'_>, footnotes: &mut Footnotes, range: &Range<usize>) {
    let mut at = range.start;
    let first = sheet.doc.references.len() as u32;
    for group in sheet.written(range).split_inclusive(']') {
        let inner = group.trim_start_matches('[').trim_end_matches(']');
        let start = at + (group.len() - group.trim_start_matches('[').len());
        let whole = at..at + group.len();
        at += group.len();
        if inner.is_empty() {
            continue;
        }
        if let Some(name) = inner.strip_prefix('^').filter(|name| !name.is_empty() && group.len() == name.len() + 3) {
            let index = footnotes.index(sheet, name);
            footnotes.note_unknown(whole, Taken::Reference(sheet.doc.ops.len()));
            sheet.push(Op::Footnote(index));
            continue;
        }
        match citation::parse(inner) {
            Ok(citations) => push_citations(sheet, &citations, start, &whole),
            Err(part) => {
                let message = format!("`{part}` is not a citation");
                sheet.report(Code::Misread, whole, message, "write `[@key]` or `[@key, p. 3; @other]`");
            }
        }
    }
    let count = sheet.doc.references.len() as u32 - first;
    if count > 0 {
        sheet.push(Op::Cite { first, count: U24::new(count) });
    }
}

/// Adds the citations of the brackets at `whole`, in which the text begins at `start`.
fn push_citations(sheet: &mut Sheet<'_>, citations: &[citation::Citation], start: usize, whole: &Range<usize>) {
    for citation::Citation { key, locator } in citations {
        let written = sheet.written(&(start + locator.start..start + locator.end));
        if let Some(at) = second_key(written) {
            let at = start + locator.start + at;
            let message = "a second citation here is read as a place in the first one's work";
            sheet.report(Code::Misread, at..start + locator.end, message, "put `;` before it: `[@a; @b]`");
        }
        let between = sheet.written(&(start + key.end..start + locator.start));
        if !written.is_empty() && !between.contains(',') {
            let (place, right) = (start + key.end..start + locator.start, ", ");
            let help = "put a comma behind the key: `[@key, p. 3]`";
            let found = Diagnostic::new(
                Code::Misread,
                sheet.span(place.start..start + locator.end),
                "no comma stands before the place in the work",
            );
            let span = sheet.span(place);
            sheet.doc.diagnostics.push(found.help(help).fix(span, right));
        }
        let dest = sheet.chunk_of(start + key.start..start + key.end);
        let locator = sheet.chunk_of(start + locator.start..start + locator.end);
        // Alone in its brackets a citation is the brackets; among others it is its own part.
        let part = match citations.len() > 1 {
            true => start + key.start - 1..start + key.end,
            false => whole.clone(),
        };
        let mut reference = sheet.reference(Kind::Citation, dest, &part);
        reference.text = locator;
        sheet.push_reference(reference);
    }
}

/// Where the locator of a citation names another work.
fn second_key(locator: &str) -> Option<usize> {
    let at = locator.find(['@', '＠'])?;
    let (before, after) = locator.split_at_checked(at)?;
    let begins = before.is_empty()
        || before.ends_with(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '；' | '&'));
    (begins && after.chars().nth(1).is_some_and(char::is_alphanumeric)).then_some(at)
}

fn is_unknown(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown)
}

fn kind_of(scheme: &str) -> Option<Kind> {
    match scheme {
        fact_link::SCHEME => Some(Kind::Fact),
        "term" => Some(Kind::Term),
        "table" => Some(Kind::Table),
        "block" => Some(Kind::Block),
        "faq" => Some(Kind::Faq),
        "conflicts" => Some(Kind::Conflicts),
        "references" => Some(Kind::Studies),
        "evidence" => Some(Kind::Grades),
        "people" => Some(Kind::People),
        _ => None,
    }
}
