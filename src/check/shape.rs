//! What the sections of a text have in them, and what a translation has less of than its original.
//!
//! Paragraphs are joined and parted when a text is translated, and lists become sentences, so that next to nothing of it is a
//! mistake by itself. What is told is what nothing else in the section explains: fewer items and no more paragraphs, fewer
//! paragraphs and far less text. Where there is raw HTML, anything may stand in it, and nothing is told.

use crate::document::{Document, Kind, Length, Op, Tag};

/// A section, from one heading to the next.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Paragraphs in nothing else.
    paragraphs: usize,
    items: usize,
    terms: usize,
    quotes: usize,
    callouts: usize,
    code: usize,
    /// Questions of other pages that are shown.
    questions: usize,
    /// The rows of each table, and its columns.
    tables: Vec<(usize, usize)>,
    /// How long it is to read, without headings, notes and code.
    length: usize,
    /// Whether it shows what stands elsewhere, or has raw HTML.
    shows: bool,
    html: bool,
}

/// From this weight on a section is compared by it: that of 60 characters of Japanese, or of 28 words.
const LEAST: usize = Length { characters: 60, words: 0, letters: 0 }.weight();

/// From this weight on the rest of a page says how long its translation is.
const REST: usize = Length { characters: 400, words: 0, letters: 0 }.weight();

/// What a section lacks.
#[derive(Debug, PartialEq, Eq)]
pub enum Lack {
    /// There is nothing in it.
    All,
    /// What it has less of: how many, and how many the other one has.
    Parts(String, String),
    /// Much of its text.
    Text,
}

/// The sections of a text: what stands before the first heading, then one for each.
pub fn shapes(document: &Document, source: &str) -> Vec<Shape> {
    let mut shapes = vec![Shape::default()];
    let (mut within, mut hidden): (Vec<Tag>, usize) = (Vec::new(), 0);
    for (at, op) in document.ops().iter().enumerate() {
        if let Op::Open(Tag::Heading, _) = op {
            shapes.push(Shape::default());
        }
        let Some(shape) = shapes.last_mut() else { continue };
        match op {
            Op::Open(tag, _) => {
                match tag {
                    Tag::Paragraph => shape.paragraphs += usize::from(within.is_empty()),
                    Tag::Item => shape.items += usize::from(hidden == 0),
                    Tag::DefinitionTerm => shape.terms += 1,
                    Tag::Quote => shape.quotes += 1,
                    Tag::Callout => shape.callouts += 1,
                    Tag::CodeBlock => shape.code += 1,
                    Tag::HtmlBlock => shape.html = true,
                    Tag::Table => shape.tables.push((0, 0)),
                    Tag::TableRow => shape.tables.last_mut().into_iter().for_each(|(rows, _)| *rows += 1),
                    Tag::HeadCell => shape.tables.last_mut().into_iter().for_each(|(_, columns)| *columns += 1),
                    Tag::Heading
                    | Tag::CalloutTitle
                    | Tag::List
                    | Tag::OrderedList
                    | Tag::DefinitionList
                    | Tag::DefinitionText
                    | Tag::TableHead
                    | Tag::RowHead
                    | Tag::Cell
                    | Tag::Emphasis
                    | Tag::Strong
                    | Tag::Strikethrough
                    | Tag::Link
                    | Tag::Term
                    | Tag::FootnoteText
                    | Tag::Ruby
                    | Tag::RubyText => {}
                }
                hidden += usize::from(is_hidden(*tag));
                within.push(*tag);
            }
            Op::Close(tag, _) => {
                hidden = hidden.saturating_sub(usize::from(is_hidden(*tag)));
                within.pop();
            }
            Op::Refer(index) => {
                let kind = document.references.get(*index as usize).map(|of| of.kind);
                shape.questions += usize::from(kind == Some(Kind::Faq));
                shape.shows |= kind != Some(Kind::Fact);
            }
            Op::Html { .. } => shape.html = true,
            Op::Rule
            | Op::Text { .. }
            | Op::Code { .. }
            | Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Task(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => {}
        }
        if hidden == 0 {
            shape.length += document.length(source, at..at + 1).weight();
        }
    }
    shapes
}

/// Whether the text in it does not count: it stands in both languages, or somewhere else in each.
fn is_hidden(tag: Tag) -> bool {
    matches!(tag, Tag::Heading | Tag::CodeBlock | Tag::FootnoteText | Tag::RubyText)
}

/// What each section of a translation lacks of the same one of its original.
pub fn lacks(own: &[Shape], original: &[Shape]) -> Vec<Option<Lack>> {
    let whole = |shapes: &[Shape]| shapes.iter().map(|shape| shape.length).sum::<usize>();
    let (all, all_there) = (whole(own), whole(original));
    let of = |(own, there): (&Shape, &Shape)| lack(own, there, (all - own.length, all_there - there.length));
    own.iter().zip(original).map(of).collect()
}

/// `rest` are the lengths of the other sections.
fn lack(own: &Shape, there: &Shape, rest: (usize, usize)) -> Option<Lack> {
    if own.html || there.html {
        return None;
    }
    if own.is_empty() && (there.paragraphs > 0 || there.items > 0 || !there.tables.is_empty()) {
        return Some(Lack::All);
    }
    let (has, should) = parts(own, there);
    if !has.is_empty() {
        return Some(Lack::Parts(has.join(" and "), should.join(" and ")));
    }
    is_short(own, there, rest).then_some(Lack::Text)
}

/// What a section has less of, and what the other one has.
fn parts(own: &Shape, there: &Shape) -> (Vec<String>, Vec<String>) {
    let rows = |shape: &Shape| shape.tables.iter().map(|(rows, _)| rows).sum::<usize>();
    let more = |count: fn(&Shape) -> usize| count(own) > count(there);
    let more_text = more(|shape| shape.paragraphs);
    let more_items = more(|shape| shape.items) || more(|shape| shape.terms);
    let more_rows = rows(own) > rows(there);
    let counts = [
        (own.items, there.items, ("list item", "list items"), more_text || more_rows || more(|shape| shape.terms)),
        (own.terms, there.terms, ("definition", "definitions"), more_text || more_rows || more(|shape| shape.items)),
        (own.tables.len(), there.tables.len(), ("table", "tables"), more_text || more_items),
        (own.quotes, there.quotes, ("quotation", "quotations"), more_text || more(|shape| shape.callouts)),
        (own.callouts, there.callouts, ("callout", "callouts"), more_text || more(|shape| shape.quotes)),
        (own.code, there.code, ("block of code", "blocks of code"), false),
        (own.questions, there.questions, ("repeated question", "repeated questions"), false),
    ];
    let (mut has, mut should) = (Vec::new(), Vec::new());
    let said = |count: usize, (one, many): (&str, &str)| match count {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    for (own, there, name, is_explained) in counts {
        if own < there && !is_explained {
            has.push(said(own, name));
            should.push(said(there, name));
        }
    }
    if own.tables.len() == there.tables.len() {
        let table = |(rows, columns): (usize, usize)| {
            format!("a table of {} and {}", said(rows, ("row", "rows")), said(columns, ("column", "columns")))
        };
        for (own, there) in own.tables.iter().zip(&there.tables) {
            // With rows for columns it is the same table.
            let cells = |(rows, columns): (usize, usize)| (rows + 1) * columns;
            if cells(*own) < cells(*there) && (own.1 < there.1 || !more_text && !more_items) {
                has.push(table(*own));
                should.push(table(*there));
                break;
            }
        }
    }
    (has, should)
}

/// Whether far less is said than there: less than a third of what the rest of the page lets expect. If there are fewer
/// paragraphs besides, less than two thirds are far less, as texts that say the same hardly ever differ so much; less than
/// half where nothing says how long the translation would be.
fn is_short(own: &Shape, there: &Shape, (rest, rest_there): (usize, usize)) -> bool {
    if there.length < LEAST {
        return false;
    }
    // A page of which more is missing says nothing of that.
    let is_known = rest_there >= REST && rest * 2 >= rest_there && rest <= rest_there * 2;
    let expected = if is_known { there.length * rest / rest_there } else { there.length };
    let least = match (own.paragraphs < there.paragraphs, is_known) {
        (false, _) => expected / 3,
        (true, true) => expected * 2 / 3,
        (true, false) => expected / 2,
    };
    own.length < least
}

impl Shape {
    fn is_empty(&self) -> bool {
        *self == Shape::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lack, Shape, lack};

    fn text(paragraphs: usize, length: usize) -> Shape {
        Shape { paragraphs, length, ..Shape::default() }
    }

    #[test]
    fn what_is_missing() {
        let rest = (200_000, 200_000);
        for (own, there, rest) in [
            (text(2, 30_000), text(2, 100_000), rest),
            (text(1, 60_000), text(2, 100_000), rest),
            (text(1, 45_000), text(2, 100_000), (0, 0)),
        ] {
            assert_eq!(lack(&own, &there, rest), Some(Lack::Text), "{own:?}");
        }
        assert_eq!(lack(&Shape::default(), &text(1, 1_000), rest), Some(Lack::All));
    }

    #[test]
    fn what_is_only_put_otherwise() {
        let rest = (200_000, 200_000);
        let html = Shape { html: true, ..Shape::default() };
        for (own, there, rest) in [
            // Paragraphs that are joined, and a text that is short in another language.
            (text(1, 70_000), text(3, 100_000), rest),
            (text(2, 40_000), text(2, 100_000), rest),
            (text(1, 55_000), text(2, 100_000), (0, 0)),
            // All of the translation is short, and a section that says little.
            (text(1, 40_000), text(2, 100_000), (110_000, 200_000)),
            (text(1, 1_000), text(2, 13_000), rest),
            (html.clone(), text(2, 100_000), rest),
            // A list that became a sentence, or a table.
            (text(2, 90_000), Shape { items: 3, ..text(1, 100_000) }, rest),
            (Shape { tables: vec![(3, 2)], ..text(1, 90_000) }, Shape { items: 3, ..text(1, 100_000) }, rest),
            (Shape { items: 4, ..text(1, 90_000) }, Shape { items: 3, ..text(1, 100_000) }, rest),
            (Shape { items: 3, ..text(1, 90_000) }, Shape { tables: vec![(3, 2)], ..text(1, 100_000) }, rest),
            // A table turned round.
            (
                Shape { tables: vec![(2, 4)], ..text(1, 90_000) },
                Shape { tables: vec![(3, 3)], ..text(1, 90_000) },
                rest,
            ),
            // A callout that became a quotation.
            (Shape { quotes: 1, ..text(1, 90_000) }, Shape { callouts: 1, ..text(1, 100_000) }, rest),
        ] {
            assert_eq!(lack(&own, &there, rest), None, "{own:?}");
        }
    }
}
