//! The ids of headings, which are those that GitHub gives.

use super::sheet::Sheet;
use super::{Document, Kind, Reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;

/// The id that GitHub gives to a heading with this text: letters, marks, decimal digits and connectors of any script in
/// lower case, and a `-` for each space. Nothing else is kept, and neither is what has no shape. Empty when nothing is left.
pub fn slug(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let shapeless = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let kept = GeneralCategoryGroup::Mark
        .union(GeneralCategory::DecimalNumber.into())
        .union(GeneralCategory::ConnectorPunctuation.into());
    let is_kept = |c: char| c == '-' || c.is_alphabetic() || kept.contains(categories.get(c));
    let mut id = String::with_capacity(text.len());
    for c in text.nfc().filter(|c| !shapeless.contains(*c)) {
        match c {
            ' ' => id.push('-'),
            c if c.is_ascii_alphanumeric() => id.push(c.to_ascii_lowercase()),
            c if is_kept(c) => id.extend(c.to_lowercase()),
            _ => {}
        }
    }
    // Small letters of what was whole may be parts.
    if id.is_ascii() { id } else { id.nfc().collect() }
}

/// An id as links that are typed by hand may have it: without what has no shape, and without `-` at its ends.
pub fn loose(id: &str) -> String {
    let shapeless = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let shown: String = id.chars().filter(|c| !shapeless.contains(*c)).collect();
    shown.trim_matches('-').to_owned()
}

/// What the ids of the theme's own elements begin with.
const OF_THEME: &str = "s.";

/// So many headings are looked through one by one for an id.
const FEW: usize = 16;

/// `wanted`, or `wanted-1`, `wanted-2` … if it is `taken`, looking from `number` on; and which one it is.
pub fn free_from(wanted: &str, number: usize, taken: impl Fn(&str) -> bool) -> (String, usize) {
    let name = |number| if number == 0 { wanted.to_owned() } else { format!("{wanted}-{number}") };
    (number..).map(|number| (name(number), number)).find(|(id, _)| !taken(id)).unwrap_or_default()
}

/// The ids that a page which shows a document uses itself: for notes, citations and tables.
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
            None => false,
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

/// Gives every heading its id: those of the author first, then readable ones that are not taken.
pub(super) fn name(sheet: &mut Sheet<'_>) {
    let mut taken = taken(sheet);
    let of_page = OfPage::default();
    report_used(sheet, &of_page);
    let source = sheet.full();
    // Where to go on looking for a number: many headings may say the same.
    let mut tried: HashMap<String, usize> = HashMap::new();
    for index in 0..sheet.doc.headings.len() {
        if sheet.doc.headings.get(index).is_none_or(|heading| heading.explicit) {
            continue;
        }
        let slug = slug(&sheet.doc.heading_for_id(source, index));
        let wanted = if slug.is_empty() { "section" } else { slug.as_str() };
        let number = tried.entry(wanted.to_owned()).or_insert(0);
        let is_taken = |id: &str| taken.contains_key(id) || of_page.has(&sheet.doc, source, id);
        let (id, at) = free_from(wanted, *number, is_taken);
        *number = at;
        let chunk = sheet.arena(&id);
        taken.insert(id, None);
        if let Some(heading) = sheet.doc.headings.get_mut(index) {
            heading.id = chunk;
        }
    }
    sort_many(&mut sheet.doc, source);
}

/// The ids that authors gave, and where; what is given twice is reported.
fn taken(sheet: &mut Sheet<'_>) -> HashMap<String, Option<Span>> {
    let mut taken: HashMap<String, Option<Span>> = HashMap::new();
    let mut found = Vec::new();
    for heading in sheet.doc.headings.iter().filter(|heading| heading.explicit) {
        let (id, span) = (sheet.doc.text_in(sheet.full(), heading.id), sheet.doc.heading_span(heading));
        match taken.get(id) {
            Some(first) => {
                let diagnostic = Diagnostic::new(Code::DuplicateId, span, format!("the id `{id}` is taken"));
                found.push(first.iter().fold(diagnostic, |found, first| found.related(*first, "first here")));
            }
            None => _ = taken.insert(id.to_owned(), Some(span)),
        }
    }
    for own in &sheet.doc.ids {
        let id = sheet.doc.text_in(sheet.full(), own.name);
        match taken.get(id) {
            Some(first) => {
                let diagnostic = Diagnostic::new(Code::DuplicateId, own.span, format!("the id `{id}` is taken"));
                found.push(first.iter().fold(diagnostic, |found, first| found.related(*first, "first here")));
            }
            None => _ = taken.insert(id.to_owned(), Some(own.span)),
        }
    }
    sheet.doc.diagnostics.extend(found);
    taken
}

/// Ids that authors gave, and that the page uses itself.
fn report_used(sheet: &mut Sheet<'_>, of_page: &OfPage) {
    let (doc, source) = (&sheet.doc, sheet.full());
    let mut found = Vec::new();
    for heading in doc.headings.iter().filter(|heading| heading.explicit) {
        let id = doc.text_in(source, heading.id);
        if id.starts_with(OF_THEME) {
            let message = format!("ids that begin with `{OF_THEME}`, as `{id}`, are those of the theme");
            let diagnostic = Diagnostic::new(Code::DuplicateId, doc.heading_span(heading), message);
            found.push(diagnostic.help("give the heading another id"));
        } else if of_page.has(doc, source, id) {
            let message = format!("the page itself uses the id `{id}`");
            let diagnostic = Diagnostic::new(Code::DuplicateId, doc.heading_span(heading), message);
            found.push(diagnostic.help("give the heading another id"));
        }
    }
    sheet.doc.diagnostics.extend(found);
}

/// Sorts the headings by their ids, where there are many.
fn sort_many(doc: &mut Document, source: &str) {
    if doc.headings.len() <= FEW {
        return;
    }
    let id = |at: u32| doc.headings.get(at as usize).map(|heading| doc.text_in(source, heading.id));
    let mut by_id: Vec<u32> = (0..doc.headings.len() as u32).collect();
    // The first of two with one id stays the first.
    by_id.sort_by(|a, b| id(*a).cmp(&id(*b)));
    doc.by_id = by_id;
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn ids_are_those_of_github() {
        for (text, id) in [
            ("よくある質問（FAQ）", "よくある質問faq"),
            ("Side effects, and risks!", "side-effects-and-risks"),
            ("ＡＧＡ・薄毛", "ａｇａ薄毛"),
            ("3〜6ヶ月", "36ヶ月"),
            ("한국어 제목", "한국어-제목"),
            ("हिन्दी", "हिन्दी"),
            ("snake_case‿tie", "snake_case‿tie"),
            ("a -- b", "a----b"),
            ("a – b", "a--b"),
            ("½ ① ² Ⅷ", "---ⅷ"),
            ("全角　空白", "全角空白"),
            ("😀 ℹ️ ok", "-ℹ-ok"),
            ("❤️ 心", "-心"),
            ("1️⃣ 一", "1\u{20e3}-一"),
            ("と ⚠️", "と-"),
            ("葛\u{e0100}飾", "葛飾"),
            ("Cafe\u{301}", "café"),
            ("ǅ İ", "ǆ-i\u{307}"),
            ("？！", ""),
        ] {
            assert_eq!(slug(text), id, "{text}");
        }
    }
}
