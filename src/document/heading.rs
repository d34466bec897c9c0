//! Readable heading ids.

use super::joined::is_escaped;
use super::parse::Builder;
use super::{Document, Heading, Kind, Reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The id of a heading with this text: NFKC, lower case, letters and digits of any script, everything else one `-`.
/// Empty when nothing is left.
pub fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || is_mark(c) {
            if pending && !id.is_empty() {
                id.push('-');
            }
            pending = false;
            id.push(c);
        } else {
            pending = true;
        }
    }
    id
}

/// So many headings are looked through one by one for an id.
const FEW: usize = 16;

/// Combining marks that carry meaning in their script (general category M), which `is_alphanumeric` leaves out.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// `wanted`, or `wanted-2`, `wanted-3` … if it is `taken`, looking from the `number`th on; and which one it is.
pub fn free_from(wanted: &str, number: usize, taken: impl Fn(&str) -> bool) -> (String, usize) {
    let name = |number| if number == 1 { wanted.to_owned() } else { format!("{wanted}-{number}") };
    (number..).map(|number| (name(number), number)).find(|(id, _)| !taken(id)).unwrap_or_default()
}

/// The ids that a page which shows a document uses itself: for the element that the text stands in, for notes,
/// citations and tables.
#[derive(Default)]
struct OfPage {
    /// What is cited and which tables are shown; found when it is first asked for.
    named: OnceCell<HashSet<(Kind, String)>>,
}

impl OfPage {
    fn has(&self, doc: &Document, source: &str, id: &str) -> bool {
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let named = || {
            let named = doc.references.iter().filter(|of| matches!(of.kind, Kind::Citation | Kind::Table));
            let name = |of: &Reference| doc.text_in(source, of.dest).split('?').next().unwrap_or_default().to_owned();
            named.map(|of| (of.kind, name(of))).collect()
        };
        let refers = |kind: Kind, name: &str| self.named.get_or_init(named).contains(&(kind, name.to_owned()));
        match id.split_once('-') {
            None => id == "content",
            Some(("fn", number)) => is_number(number),
            Some(("fnref", rest)) => rest.split('-').all(is_number),
            Some(("ref", key)) => refers(Kind::Citation, key),
            Some(("cite", rest)) => {
                rest.rsplit_once('-').is_some_and(|(key, number)| is_number(number) && refers(Kind::Citation, key))
            }
            Some(("table", name)) => refers(Kind::Table, name),
            Some(_) => false,
        }
    }
}

impl Builder<'_> {
    fn report_used(&mut self, heading: usize) {
        let Some(heading) = self.doc.headings.get(heading) else { return };
        let message = format!("the page itself uses the id `{}`", self.doc.text_in(self.full, heading.id));
        let diagnostic = Diagnostic::new(Code::DuplicateId, self.doc.heading_span(heading), message);
        self.doc.diagnostics.push(diagnostic.help("give the heading another id"));
    }

    /// Gives every heading its id: those of the author first, then readable ones that are not taken.
    pub(super) fn name_headings(&mut self) {
        let source = self.full;
        let mut taken: HashMap<String, Option<Span>> = HashMap::new();
        let mut found = Vec::new();
        for heading in self.doc.headings.iter().filter(|heading| heading.explicit) {
            let (id, span) = (self.doc.text_in(source, heading.id), self.doc.heading_span(heading));
            match taken.get(id) {
                Some(first) => {
                    let diagnostic = Diagnostic::new(Code::DuplicateId, span, format!("the id `{id}` is taken"));
                    found.push(first.iter().fold(diagnostic, |found, first| found.related(*first, "first here")));
                }
                None => _ = taken.insert(id.to_owned(), Some(span)),
            }
        }
        self.doc.diagnostics.extend(found);
        let of_page = OfPage::default();
        let is_used = |heading: &Heading| {
            heading.explicit && of_page.has(&self.doc, source, self.doc.text_in(source, heading.id))
        };
        let headings = self.doc.headings.iter().enumerate();
        let used: Vec<usize> = headings.filter(|(_, heading)| is_used(heading)).map(|(index, _)| index).collect();
        for index in used {
            self.report_used(index);
        }
        // Where to go on looking for a number: many headings may say the same.
        let mut tried: HashMap<String, usize> = HashMap::new();
        for index in 0..self.doc.headings.len() {
            if self.doc.headings.get(index).is_none_or(|heading| heading.explicit) {
                continue;
            }
            let slug = slug(&self.doc.heading_text_in(source, index));
            let wanted = if slug.is_empty() { "section" } else { slug.as_str() };
            let number = tried.entry(wanted.to_owned()).or_insert(1);
            let is_taken = |id: &str| taken.contains_key(id) || of_page.has(&self.doc, source, id);
            let (id, at) = free_from(wanted, *number, is_taken);
            *number = at;
            let chunk = self.arena(&id);
            taken.insert(id, None);
            if let Some(heading) = self.doc.headings.get_mut(index) {
                heading.id = chunk;
            }
        }
        if self.doc.headings.len() > FEW {
            let id = |at: u32| self.doc.headings.get(at as usize).map(|heading| self.doc.text_in(source, heading.id));
            let mut by_id: Vec<u32> = (0..self.doc.headings.len() as u32).collect();
            // The first of two with one id stays the first.
            by_id.sort_by(|a, b| id(*a).cmp(&id(*b)));
            self.doc.by_id = by_id;
        }
    }

    /// Notes which headings are questions.
    pub(super) fn note_questions(&mut self) {
        let mut asked_at = None;
        for heading in &mut self.doc.headings {
            if asked_at.is_some_and(|level| heading.level <= level) {
                asked_at = None;
            }
            if heading.faq {
                asked_at = Some(heading.level);
            }
            heading.question = asked_at.map(|level| level + 1) == Some(heading.level);
        }
    }
}

/// Where the braces begin that the parser takes from the end of a heading's line for its attributes, and whether they
/// are text all the same: with a bar they are ruby, and after a backslash or with nothing in them what they look like.
pub(super) fn braces(written: &str) -> Option<(usize, bool)> {
    // Before the signs that close a heading it looks for none.
    let line = line_of(written);
    if written.starts_with('#') && written.get(line.len()..)?.lines().next().is_some_and(|rest| rest.contains('#')) {
        return None;
    }
    let (before, inside) = line.rsplit_once('{')?;
    let inside = inside.strip_suffix('}').filter(|inside| !inside.contains(['}', '<', '>', '\\', '\n', '\r']))?;
    let is_escaped = is_escaped(before, before.len());
    Some((before.len(), is_escaped || inside.contains('|') || inside.trim().is_empty()))
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
pub(super) fn line_of(written: &str) -> &str {
    if !written.starts_with('#') {
        let line = written.rsplit_once('\n').map_or(written, |(line, _)| line);
        return line.trim_end();
    }
    let line = written.lines().next().unwrap_or_default().trim_end();
    let open = line.trim_end_matches('#');
    if open.ends_with([' ', '\t']) { open.trim_end() } else { line }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn ids_are_readable() {
        for (text, id) in [
            ("よくある質問（FAQ）", "よくある質問-faq"),
            ("  Side effects, and risks!  ", "side-effects-and-risks"),
            ("ＡＧＡ・薄毛", "aga-薄毛"),
            ("3〜6ヶ月", "3-6ヶ月"),
            ("한국어 제목", "한국어-제목"),
            ("हिन्दी", "हिन्दी"),
            ("？！", ""),
        ] {
            assert_eq!(slug(text), id, "{text}");
        }
    }
}
