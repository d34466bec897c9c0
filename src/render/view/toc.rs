//! The table of contents of a page.

use crate::config::LangId;
use crate::document::{Op, Tag};
use crate::render::value::view;
use crate::render::{conflict, foreign, html};
use crate::resolve::{Part, Site, Target};
use std::iter::Peekable;

view! {
    /// A heading, and those below it.
    pub struct HeadingView<'a> {
        /// Its level.
        pub level: u8,
        /// Its anchor.
        pub id: String,
        /// Its text.
        pub title: String,
        /// The code of the language of its text, where that is another than the page's.
        pub lang: Option<&'a str>,
        /// The headings below it.
        pub children: Vec<HeadingView<'a>>,
    }
}

/// The headings of the page's own text and of the conflicts that it lists, nested by their levels.
pub fn toc<'a>(site: &'a Site, reader: LangId, part: &Part) -> Vec<HeadingView<'a>> {
    let source = site.sources.get(part.document.source).text.as_str();
    let mut headings: Vec<Listed> = Vec::new();
    for op in part.document.ops() {
        match op {
            Op::Open(Tag::Heading, index) => {
                let index = *index as usize;
                let Some(heading) = part.document.headings.get(index) else { continue };
                let id = part.document.text_in(source, heading.id).to_owned();
                headings.push((heading.level, id, part.lang, html::heading_title(site, part, index)));
            }
            Op::Refer(index) => {
                if let Some(Target::Conflicts(conflicts)) = part.targets.get(*index as usize) {
                    headings.extend(conflict::headings(site, reader, conflicts));
                }
            }
            Op::Open(..)
            | Op::Close(..)
            | Op::Text { .. }
            | Op::Code { .. }
            | Op::Html { .. }
            | Op::Address(_)
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => {}
        }
    }
    nest(site, reader, &mut headings.into_iter().peekable(), 0)
}

/// A heading: its level, its anchor, the language of its title, the title.
type Listed = (u8, String, LangId, String);

/// The headings that come next and are below a level.
fn nest<'a>(
    site: &'a Site,
    reader: LangId,
    rest: &mut Peekable<impl Iterator<Item = Listed>>,
    above: u8,
) -> Vec<HeadingView<'a>> {
    let mut items = Vec::new();
    while let Some((level, id, lang, title)) = rest.next_if(|(level, ..)| *level > above) {
        items.push(HeadingView {
            level,
            id,
            title: foreign::line(site, lang, &title).into_owned(),
            lang: foreign::code(site, lang, reader),
            children: nest(site, reader, rest, level),
        });
    }
    items
}
