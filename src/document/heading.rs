//! Readable heading ids.

use super::parse::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::collections::HashMap;
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

/// The id of the element that a page's text stands in.
const FRAME: &str = "content";

/// Combining marks that carry meaning in their script (general category M), which `is_alphanumeric` leaves out.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// `wanted`, or `wanted-2`, `wanted-3` … if it is `taken`.
pub fn free(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    free_from(wanted, 1, taken).0
}

/// The same, looking from the `number`th on; and which one it is.
fn free_from(wanted: &str, number: usize, taken: impl Fn(&str) -> bool) -> (String, usize) {
    let name = |number| if number == 1 { wanted.to_owned() } else { format!("{wanted}-{number}") };
    (number..).map(|number| (name(number), number)).find(|(id, _)| !taken(id)).unwrap_or_default()
}

impl Builder<'_> {
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
        taken.insert(FRAME.to_owned(), None);
        // Where to go on looking for a number: many headings may say the same.
        let mut tried: HashMap<String, usize> = HashMap::new();
        for index in 0..self.doc.headings.len() {
            if self.doc.headings.get(index).is_none_or(|heading| heading.explicit) {
                continue;
            }
            let slug = slug(&self.doc.heading_text_in(source, index));
            let wanted = if slug.is_empty() { "section" } else { slug.as_str() };
            let number = tried.entry(wanted.to_owned()).or_insert(1);
            let (id, at) = free_from(wanted, *number, |id| taken.contains_key(id));
            *number = at;
            let chunk = self.arena(&id);
            taken.insert(id, None);
            if let Some(heading) = self.doc.headings.get_mut(index) {
                heading.id = chunk;
            }
        }
    }
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
