//! Headings as they are written: their attributes, and which of them are questions.

use super::joined::is_escaped;
use super::sheet::Sheet;
use super::{Chunk, Document, Heading, Tag};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use pulldown_cmark::{CowStr, HeadingLevel};
use std::ops::Range;

/// What the parser took for the attributes of a heading.
pub(super) struct Attributes<'e> {
    pub(super) id: Option<CowStr<'e>>,
    pub(super) classes: Vec<CowStr<'e>>,
    pub(super) others: Vec<(CowStr<'e>, Option<CowStr<'e>>)>,
}

/// Begins the heading at `range`. What is handed back is the end of its text that the parser took for attributes.
pub(super) fn start(
    sheet: &mut Sheet<'_>,
    level: HeadingLevel,
    attributes: Attributes<'_>,
    range: &Range<usize>,
) -> Option<Range<usize>> {
    let written = sheet.written(range).trim_end();
    let whole = range.start..range.start + written.len();
    if level == HeadingLevel::H1 {
        let help = "the title in the front matter is the page's level-1 heading: begin with `##`";
        sheet.report(Code::HeadingLevelOne, whole.clone(), "a level-1 heading in the text", help);
    }
    let line = line_of(written);
    let (open, is_text) = braces(written).unwrap_or((line.len(), false));
    let Attributes { id, classes, others } = match is_text {
        true => Attributes { id: None, classes: Vec::new(), others: Vec::new() },
        false => attributes,
    };
    if !is_text {
        // The parser passes over single characters.
        let inside = line.get(open..).unwrap_or_default().trim_matches(['{', '}']);
        let short = inside.split_ascii_whitespace().filter(|name| name.len() == 1);
        let place = range.start + open..range.start + line.len();
        let unknown = others.iter().map(|(name, _)| name.as_ref()).filter(|name| *name != LANG);
        for name in unknown.chain(short) {
            let message = format!("a heading takes an id, classes and `lang`, not `{name}`");
            sheet.report(Code::HeadingAttribute, place.clone(), message, "write `{#id .class lang=en}`");
        }
        let lang = lang_of(&others).filter(|lang| Locale::parse(lang).is_none());
        if let Some(lang) = lang {
            let message = format!("`{lang}` is not a language code");
            sheet.report(Code::HeadingAttribute, place, message, "write a BCP 47 tag: `lang=en`");
        }
    }
    let id = id.map_or(Chunk::default(), |id| sheet.chunk(&id));
    let names: Vec<&str> = classes.iter().map(|class| class.as_ref()).collect();
    let faq = names.contains(&FAQ);
    if let Some(near) = names.iter().find(|name| is_nearly_faq(name)) {
        let place = range.start + open..range.start + line.len();
        let message = format!("`.{near}` does not make questions of the headings below");
        sheet.report(Code::Misread, place, message, "write `{.faq}`");
    }
    let classes = if names.is_empty() { Chunk::default() } else { sheet.arena(&names.join(" ")) };
    let lang = lang_of(&others).filter(|lang| Locale::parse(lang).is_some());
    let lang = lang.map_or(Chunk::default(), |lang| sheet.arena(lang));
    let span = sheet.span(whole);
    let (explicit, op) = (!id.is_empty(), sheet.doc.ops.len() as u32);
    let (start, end) = (span.start, span.end);
    sheet.open(Tag::Heading, sheet.doc.headings.len() as u32);
    sheet.doc.headings.push(Heading {
        level: level as u8,
        explicit,
        faq,
        question: false,
        id,
        classes,
        lang,
        op,
        start,
        end,
    });
    text_braces(sheet.text(), range)
}

/// The class of a heading below which every heading is a question.
const FAQ: &str = "faq";

/// Whether a class is that one, mistyped.
fn is_nearly_faq(class: &str) -> bool {
    if class == FAQ {
        return false;
    }
    let class = class.to_ascii_lowercase();
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let differing = class.chars().zip(FAQ.chars()).filter(|(a, b)| a != b).count();
    letters(&class) == letters(FAQ) || class.len() == FAQ.len() && differing == 1 || class == "faqs"
}

/// The attribute for the language of a heading.
const LANG: &str = "lang";

fn lang_of<'e>(others: &'e [(CowStr<'_>, Option<CowStr<'_>>)]) -> Option<&'e str> {
    let (_, value) = others.iter().find(|(name, _)| name.as_ref() == LANG)?;
    Some(value.as_deref().unwrap_or_default().trim_matches('"'))
}

/// Ends the heading; one without a text is reported.
pub(super) fn end(sheet: &mut Sheet<'_>) {
    let source = sheet.full();
    let doc = &mut sheet.doc;
    if let Some(heading) = doc.headings.last() {
        let inside = doc.ops.get(heading.op as usize + 1..).unwrap_or_default();
        if doc.is_mute(source, inside) {
            let diagnostic = Diagnostic::new(Code::Misread, doc.heading_span(heading), "the heading has no text");
            let help = "write its text after the signs, before any braces: `## Text {#id}`";
            doc.diagnostics.push(diagnostic.help(help));
        }
    }
    sheet.close(Tag::Heading, sheet.doc.headings.len().saturating_sub(1) as u32);
}

/// Notes which headings are questions.
pub(super) fn note_questions(doc: &mut Document) {
    let mut asked_at = None;
    for heading in &mut doc.headings {
        if asked_at.is_some_and(|level| heading.level <= level) {
            asked_at = None;
        }
        if heading.faq {
            asked_at = Some(heading.level);
        }
        heading.question = asked_at.map(|level| level + 1) == Some(heading.level);
    }
}

/// Where the braces begin that the parser takes from the end of a heading's line for its attributes, and whether they
/// are text all the same: with a bar they are ruby, and after a backslash or with nothing in them what they look like.
fn braces(written: &str) -> Option<(usize, bool)> {
    // Before the signs that close a heading it looks for none.
    let line = line_of(written);
    if written.starts_with('#') && written.get(line.len()..)?.lines().next().is_some_and(|rest| rest.contains('#')) {
        return None;
    }
    let (before, inside) = line.rsplit_once('{')?;
    let inside = inside.strip_suffix('}').filter(|inside| !inside.contains(['}', '<', '>', '\\', '\n', '\r']))?;
    let is_escaped = is_escaped(before, before.len());
    // `{name}`, as the texts of programs have it, is nothing that a heading takes.
    let is_attribute = |word: &str| word.starts_with(['#', '.']) || word.contains('=');
    let has_none = !inside.split_ascii_whitespace().any(is_attribute);
    Some((before.len(), is_escaped || inside.contains('|') || has_none))
}

/// The braces at the end of the heading at `range` that its attributes were read from, with the blank before them, if they
/// are text.
pub(super) fn text_braces(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let written = text.get(range.clone())?.trim_end();
    let (open, _) = braces(written).filter(|(_, is_text)| *is_text)?;
    let before = written.get(..open)?;
    let is_first = before.trim_start_matches('#').trim().is_empty();
    let start = if is_first { open } else { before.trim_end().len() };
    Some(range.start + start..range.start + line_of(written).len())
}

/// The text of a heading as it is written: without the underline, and without the signs that close it.
fn line_of(written: &str) -> &str {
    if !written.starts_with('#') {
        let line = written.rsplit_once('\n').map_or(written, |(line, _)| line);
        return line.trim_end();
    }
    let line = written.lines().next().unwrap_or_default().trim_end();
    let open = line.trim_end_matches('#');
    if open.ends_with([' ', '\t']) { open.trim_end() } else { line }
}
