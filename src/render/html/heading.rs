//! Headings, and the questions that headings make.

use super::Writer;
use crate::messages::args;
use crate::render::escape;
use crate::render::foreign;
use crate::render::frame::Construct;
use crate::render::plain;
use crate::resolve::{Part, PartOrigin, Site};
use std::fmt::Write;

/// Where the writer is in the questions of a part.
#[derive(Default)]
pub(super) struct Questions {
    /// The level of the question whose repetition this is.
    repeated: Option<u8>,
    /// The id of the heading that is open.
    id: String,
    /// The level of the heading with the class `faq`.
    level: Option<u8>,
    open: bool,
    /// How many quotes and lists are open: headings in them are none of the section's.
    depth: usize,
}

impl Questions {
    pub(super) fn of(part: &Part) -> Questions {
        let repeated = match part.origin {
            PartOrigin::Question { heading, .. } => part.document.headings.get(heading).map(|heading| heading.level),
            PartOrigin::Page | PartOrigin::Block { .. } | PartOrigin::Fragment => None,
        };
        Questions { repeated, ..Questions::default() }
    }

    /// Notes that something begins in which headings are none of the section's.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}

impl<'a> Writer<'a> {
    pub(super) fn open_heading(&mut self, part: &Part, source: &str, number: usize, questions: &mut Questions) {
        let document = &part.document;
        let Some(heading) = document.headings.get(number) else { return };
        if let Some(level) = questions.repeated {
            _ = write!(self.out, "<h{}>", repeated_level(heading.level, level));
            return;
        }
        if questions.depth == 0
            && let Some(level) = questions.level
        {
            if heading.level <= level {
                self.close_questions(questions);
            } else if heading.level == level + 1 {
                if questions.open {
                    self.end();
                }
                questions.open = true;
                self.begin(Construct::Question);
            }
        }
        questions.id = self.free_id(part, document.text_in(source, heading.id));
        // The link to a heading stands beside it, so that it is no part of its name.
        _ = write!(self.out, "<div class=\"heading\"><h{} id=\"", heading.level);
        escape::attribute(&mut self.out, &questions.id);
        if !heading.classes.is_empty() {
            self.out.push_str("\" class=\"");
            escape::attribute(&mut self.out, document.text_in(source, heading.classes));
        }
        self.out.push('"');
        let lang = document.text_in(source, heading.lang);
        if !lang.is_empty() {
            self.out.push_str(&foreign::attributes_of(self.scene.site, lang, part.lang));
        }
        self.out.push('>');
        if let Some(second) = self.second_id(part, number) {
            // An element can have one id. This one works without a script, and the language switch looks for it.
            self.out.push_str("<span class=\"second-anchor\" id=\"");
            escape::attribute(&mut self.out, second);
            self.out.push_str("\"></span>");
        }
    }

    /// The id that a heading of the page's own text has besides its own.
    fn second_id(&self, part: &Part, heading: usize) -> Option<&'a str> {
        let of_page = matches!(part.origin, PartOrigin::Page);
        self.second_ids.get(heading).copied().flatten().filter(|_| of_page)
    }

    /// The id of a heading: its own, unless another text of the page has it.
    pub(super) fn free_id(&mut self, part: &Part, id: &str) -> String {
        if !matches!(part.origin, PartOrigin::Block { .. }) {
            return id.to_owned();
        }
        // Where to go on looking for a number: a block may be shown many times.
        let number = self.numbers.entry(id.to_owned()).or_insert(0);
        let (free, at) = crate::document::free_from(id, *number, |id| self.ids.contains(id));
        *number = at;
        self.ids.insert(free.clone());
        free
    }

    pub(super) fn close_heading(&mut self, part: &Part, number: usize, questions: &mut Questions) {
        let document = &part.document;
        let Some(heading) = document.headings.get(number) else { return };
        if let Some(level) = questions.repeated {
            _ = writeln!(self.out, "</h{}>", repeated_level(heading.level, level));
            if matches!(part.origin, PartOrigin::Question { heading, .. } if heading == number) {
                self.hole(1);
            }
            return;
        }
        let title = heading_title(self.scene.site, part, number);
        let label = self.anchor_label(title);
        _ = write!(self.out, "</h{}><a class=\"heading-anchor\" href=\"#", heading.level);
        escape::address(&mut self.out, &questions.id);
        self.out.push_str("\" aria-label=\"");
        escape::attribute(&mut self.out, &label);
        _ = writeln!(self.out, "\"{}></a></div>", self.named("heading-anchor"));
        if questions.depth > 0 {
            return;
        }
        match questions.level {
            Some(level) if heading.level == level + 1 => self.hole(1),
            None if heading.faq => {
                questions.level = Some(heading.level);
                self.begin(Construct::Faq);
            }
            Some(_) | None => {}
        }
    }

    /// What the link to a heading says. Quotation marks in the title are inner ones there.
    fn anchor_label(&self, mut title: String) -> String {
        for [outer, inner] in [["“”", "‘’"], ["「」", "『』"]] {
            if title.contains(|c| outer.contains(c)) {
                let frame = self.message_with("heading-anchor", &args!["title" => ""]);
                if frame.contains(|c| outer.contains(c)) {
                    for (of, to) in outer.chars().zip(inner.chars()) {
                        title = title.replace(of, to.encode_utf8(&mut [0; 4]));
                    }
                }
            }
        }
        self.message_with("heading-anchor", &args!["title" => title])
    }

    pub(super) fn close_questions(&mut self, questions: &mut Questions) {
        if questions.level.take().is_none() {
            return;
        }
        if std::mem::take(&mut questions.open) {
            self.end();
        }
        self.end();
    }
}

/// The level of a heading in a repeated question, whose own heading is of the third level.
fn repeated_level(level: u8, question: u8) -> u8 {
    (level.saturating_sub(question) + 3).min(6)
}

/// The text of a heading, facts filled in.
pub fn heading_title(site: &Site, part: &Part, heading: usize) -> String {
    plain(site, part, part.document.heading_ops(heading))
}
