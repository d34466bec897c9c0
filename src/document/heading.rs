//! Readable heading ids.

use super::parse::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
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
    if !taken(wanted) {
        return wanted.to_owned();
    }
    (2..).map(|n| format!("{wanted}-{n}")).find(|id| !taken(id)).unwrap_or_default()
}

impl Builder<'_> {
    /// Gives every heading its id: those of the author first, then readable ones that are not taken.
    pub(super) fn name_headings(&mut self) {
        let source = self.full;
        let mut taken: Vec<String> = Vec::new();
        let mut repeated = Vec::new();
        for (index, heading) in self.doc.headings.iter().enumerate().filter(|(_, heading)| heading.explicit) {
            let id = self.doc.text_in(source, heading.id).to_owned();
            if taken.contains(&id) {
                repeated.push((index, id));
            } else {
                taken.push(id);
            }
        }
        for (index, id) in repeated {
            let spans: Vec<Span> = self
                .doc
                .headings
                .iter()
                .filter(|heading| heading.explicit && self.doc.text_in(source, heading.id) == id)
                .map(|heading| self.doc.heading_span(heading))
                .collect();
            let Some(heading) = self.doc.headings.get(index) else { continue };
            let mut diagnostic =
                Diagnostic::new(Code::DuplicateId, self.doc.heading_span(heading), format!("the id `{id}` is taken"));
            if let Some(first) = spans.first() {
                diagnostic = diagnostic.related(*first, "first here");
            }
            self.doc.diagnostics.push(diagnostic);
        }
        taken.push(FRAME.to_owned());
        for index in 0..self.doc.headings.len() {
            if self.doc.headings.get(index).is_none_or(|heading| heading.explicit) {
                continue;
            }
            let slug = slug(&self.doc.heading_text_in(source, index));
            let wanted = if slug.is_empty() { "section" } else { slug.as_str() };
            let id = free(wanted, |id| taken.iter().any(|taken| taken == id));
            let chunk = self.arena(&id);
            taken.push(id);
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
