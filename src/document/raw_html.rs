//! Raw HTML as operations: without its comments, and with the addresses in it as references, so that they are checked and
//! written like any other. All else stays as it is written.

use super::image::check_image_scheme;
use super::raw::{self, Attribute, Names, Part};
use super::scheme::scheme_of;
use super::sheet::Sheet;
use super::{Asked, Chunk, Kind, Op, OwnId, U24, demand, safe};
use crate::config::Html;
use crate::diagnostic::Code;
use std::ops::Range;

/// Adds HTML; `place` says where a byte of it stands.
pub(super) fn push(sheet: &mut Sheet<'_>, html: &str, place: &dyn Fn(usize) -> usize) {
    let mut writer = Writer { sheet, html, place, done: 0 };
    for part in raw::parts(html) {
        match part {
            Part::Comment(range) => writer.leave_out(range),
            Part::Tag(tag) => writer.tag(&tag),
        }
    }
    writer.text_to(html.len());
}

/// HTML on its way to the sheet.
struct Writer<'s, 'a, 'h> {
    sheet: &'s mut Sheet<'a>,
    html: &'h str,
    place: &'h dyn Fn(usize) -> usize,
    /// Up to which byte it has been added.
    done: usize,
}

impl Writer<'_, '_, '_> {
    fn mode(&self) -> Html {
        self.sheet.writing().html
    }

    /// Where a range of the HTML stands.
    fn place_of(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        (self.place)(range.start)..(self.place)(last) + 1
    }

    /// Adds what stands before a byte and has not been added.
    fn text_to(&mut self, end: usize) {
        let html = self.html.get(self.done..end).unwrap_or_default();
        self.done = end;
        if html.is_empty() {
            return;
        }
        let chunk = self.sheet.arena(html);
        match self.mode() {
            Html::Escape => self.sheet.push_text(chunk),
            Html::Safe | Html::Trusted => {
                let Chunk { start, len } = chunk;
                self.sheet.push(Op::Html { start, len: U24::new(len) });
            }
        }
    }

    fn leave_out(&mut self, range: Range<usize>) {
        self.text_to(range.start);
        self.done = range.end;
    }

    fn tag(&mut self, tag: &raw::Tag<'_>) {
        let mode = self.mode();
        if mode == Html::Escape {
            return;
        }
        let span = self.place_of(&tag.range);
        check_tag(self.sheet, tag, span);
        // What cleans HTML compares all attributes of a tag with all.
        if mode == Html::Safe && tag.attributes.len() > MAX_ATTRIBUTES {
            return self.leave_out(tag.range.clone());
        }
        // What is taken out leads nowhere.
        if mode == Html::Safe && !safe::is_kept(tag.name) {
            return;
        }
        self.note_demands(tag);
        for attribute in &tag.attributes {
            let value = self.html.get(attribute.value.clone()).unwrap_or_default();
            match raw::names(tag.name, attribute.name) {
                Some(Names::Address) => self.address(Kind::Link, attribute.value.clone()),
                Some(Names::Picture) => self.address(Kind::Image, attribute.value.clone()),
                Some(Names::Pictures) => {
                    for range in raw::candidates(value) {
                        let start = attribute.value.start;
                        self.address(Kind::Image, start + range.start..start + range.end);
                    }
                }
                // What is cleaned keeps no ids.
                Some(Names::Itself) if mode == Html::Trusted => self.id(attribute),
                Some(Names::Itself) | None => {}
            }
        }
    }

    /// Keeps what the tag asks of a browser. Of what is cleaned, that is pictures alone.
    fn note_demands(&mut self, tag: &raw::Tag<'_>) {
        let (mode, html) = (self.mode(), self.html);
        let mut noted = Vec::new();
        demand::of_tag(html, tag, &mut |demand, place| {
            let stays = mode == Html::Trusted || demand.is_picture_of_elsewhere();
            noted.extend(stays.then_some((demand, place)));
        });
        for (demand, place) in noted {
            let span = self.sheet.span(self.place_of(&place));
            self.sheet.doc.asked.push(Asked { demand, span });
        }
    }

    fn id(&mut self, attribute: &Attribute<'_>) {
        let value = self.html.get(attribute.value.clone()).unwrap_or_default();
        if !value.is_empty() {
            let span = self.sheet.span(self.place_of(&attribute.value));
            let name = self.sheet.arena(&raw::decoded(value));
            self.sheet.doc.ids.push(OwnId { name, span });
        }
    }

    /// The address at a range becomes a reference, unless it leads where nothing can be looked up.
    fn address(&mut self, kind: Kind, range: Range<usize>) {
        let written = self.html.get(range.clone()).unwrap_or_default();
        let read = raw::decoded(written);
        // What a browser passes over in a scheme is none of it either.
        let seen: String = read.chars().filter(|c| !c.is_control() && *c != ' ').collect();
        let span = self.place_of(&range);
        let scheme = scheme_of(&seen);
        let is_web = matches!(scheme.as_deref(), Some("http" | "https"));
        let is_looked_up = match (kind, scheme.is_some(), self.mode()) {
            _ if seen.is_empty() => false,
            (_, false, _) => true,
            (Kind::Image, true, mode) => {
                if mode == Html::Safe {
                    check_image_scheme(self.sheet, scheme.clone(), &span);
                }
                false
            }
            // It may be an address of the site itself; what is trusted may have any scheme besides.
            (_, true, mode) => is_web || mode == Html::Safe,
        };
        if !is_looked_up {
            return;
        }
        self.text_to(range.start);
        self.done = range.end;
        let dest = self.sheet.arena(if scheme.is_some() { seen.as_str() } else { read.trim() });
        let mut reference = self.sheet.reference(kind, dest, &span);
        // As it is written, for where nothing takes its place.
        reference.title = self.sheet.arena(written);
        let index = self.sheet.push_reference(reference);
        self.sheet.push(Op::Address(index));
    }
}

/// The most attributes of a tag that is cleaned.
const MAX_ATTRIBUTES: usize = 200;

/// What a site that cleans its HTML takes out of a tag, and what only another tool reads.
fn check_tag(sheet: &mut Sheet<'_>, tag: &raw::Tag<'_>, span: Range<usize>) {
    let too_many = || format!("`<{}>` is taken out: it has more than {MAX_ATTRIBUTES} attributes", tag.name);
    let removed = match sheet.writing().html {
        Html::Safe if tag.attributes.len() > MAX_ATTRIBUTES => Some(too_many()),
        Html::Safe => safe::removed(tag),
        Html::Escape | Html::Trusted => None,
    };
    let has = |name: &str| tag.attributes.iter().any(|attribute| attribute.name.eq_ignore_ascii_case(name));
    if has("markdown") {
        let help = "put an empty line before the text and one behind it, and delete `markdown`";
        let message = format!("the text in this `<{}>` is not read as Markdown", tag.name);
        sheet.report(Code::LooksLikeMarkup, span, message, help);
    } else if tag.name.eq_ignore_ascii_case("h1") {
        let help = "the title in the front matter is the page's level-1 heading: write `<h2>`, or `## text`";
        sheet.report(Code::HeadingLevelOne, span, "a level-1 heading in the text", help);
    } else if tag.name.eq_ignore_ascii_case("img") && !has("alt") {
        let help = "give it `alt=\"…\"`, empty if it adds nothing";
        sheet.report(Code::AltText, span, "the image has no text for those who do not see it", help);
    } else if let Some(message) = removed {
        let help = "leave it out, or let all HTML through: `html = \"trusted\"` under `[content]` in `site.toml`";
        sheet.report(Code::HtmlRemoved, span, message, help);
    }
}
