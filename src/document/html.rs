//! Raw HTML in a text, and the comments in it, which nobody sees.

use super::image::check_image_scheme;
use super::raw::{self, Names};
use super::scheme::scheme_of;
use super::sheet::Sheet;
use super::{Chunk, Kind, Op, OwnId, Tag, U24, safe, slip};
use crate::config::Html;
use crate::diagnostic::Code;
use std::borrow::Cow;
use std::ops::Range;

/// The HTML of a block, put together from its lines.
#[derive(Default)]
pub(super) struct HtmlBlock {
    text: String,
    /// Where each part begins in the text, and where it stands.
    parts: Vec<(usize, usize)>,
}

impl HtmlBlock {
    /// Adds what stands at `place`.
    pub(super) fn add(&mut self, text: &str, place: usize) {
        self.parts.push((self.text.len(), place));
        self.text.push_str(text);
    }

    /// Where the byte `at` of the text stands.
    fn place(&self, at: usize) -> usize {
        let part = self.parts.partition_point(|(start, _)| *start <= at).checked_sub(1);
        part.and_then(|part| self.parts.get(part)).map_or(at, |(start, place)| place + at - start)
    }

    /// The end of the block, which stands at `range`.
    pub(super) fn end(&self, sheet: &mut Sheet<'_>, range: Range<usize>) {
        self.check_comments(sheet);
        note_comments(sheet, range.clone());
        tell_of_text(sheet, &self.text, range.clone());
        let start = sheet.doc.ops.len();
        sheet.open(Tag::HtmlBlock, 0);
        push(sheet, &self.text, &|at| self.place(at));
        let is_blank = |op: &Op| match op {
            Op::Html { start, len } | Op::Text { start, len } => {
                sheet.doc.text_in("", Op::chunk(*start, *len)).trim().is_empty()
            }
            Op::Code { .. }
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Open(..)
            | Op::Close(..)
            | Op::Address(_)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => false,
        };
        let blank = sheet.doc.ops.get(start + 1..).unwrap_or_default().iter().all(is_blank);
        if blank {
            sheet.doc.ops.truncate(start);
        } else {
            sheet.close(Tag::HtmlBlock, 0);
        }
    }

    /// Text after a comment on its line, and a comment that is not closed.
    fn check_comments(&self, sheet: &mut Sheet<'_>) {
        let mut rest = self.text.as_str();
        while let Some(comment) = rest.trim_start_matches([' ', '\t']).strip_prefix("<!--") {
            let Some((_, after)) = comment.split_once("-->") else {
                let at = self.place(self.text.len() - comment.len() - 4);
                let message = "the comment is not closed, and hides the rest of the text";
                sheet.report(Code::Misread, at..at + 4, message, "put `-->` after it");
                return;
            };
            let next = after.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
            if !(next.is_empty() || next.starts_with('\n') || next.starts_with("<!--")) {
                let line = after.lines().next().unwrap_or_default();
                let at = self.place(self.text.len() - after.len());
                let message = "text on the same line after a comment is read as HTML, not as Markdown";
                sheet.report(Code::Misread, at..at + line.len(), message, "put the text on a line of its own");
                return;
            }
            rest = after;
        }
    }
}

/// Adds HTML without its comments; `place` says where a byte of it stands.
pub(super) fn push(sheet: &mut Sheet<'_>, html: &str, place: &dyn Fn(usize) -> usize) {
    let mut at = 0;
    for comment in raw::comments(html) {
        push_part(sheet, html.get(at..comment.start).unwrap_or_default(), &|byte| place(at + byte));
        at = comment.end;
    }
    push_part(sheet, html.get(at..).unwrap_or_default(), &|byte| place(at + byte));
}

fn push_part(sheet: &mut Sheet<'_>, html: &str, place: &dyn Fn(usize) -> usize) {
    if html.is_empty() {
        return;
    }
    if sheet.writing().html == Html::Escape {
        let chunk = sheet.arena(html);
        return sheet.push_text(chunk);
    }
    let mut done = 0;
    for tag in raw::tags(html) {
        let span = place(tag.range.start)..place(tag.range.end.saturating_sub(1)) + 1;
        check_tag(sheet, &tag, span);
        // What cleans HTML compares all attributes of a tag with all.
        if sheet.writing().html == Html::Safe && tag.attributes.len() > MAX_ATTRIBUTES {
            push_raw(sheet, html.get(done..tag.range.start).unwrap_or_default());
            done = tag.range.end;
            continue;
        }
        // What is taken out leads nowhere.
        if sheet.writing().html == Html::Safe && !safe::is_kept(tag.name) {
            continue;
        }
        for attribute in &tag.attributes {
            let value = html.get(attribute.value.clone()).unwrap_or_default();
            let addresses = match raw::names(tag.name, attribute.name) {
                Some(Names::Address) => vec![(Kind::Link, 0..value.len())],
                Some(Names::Picture) => vec![(Kind::Image, 0..value.len())],
                Some(Names::Pictures) => raw::candidates(value).into_iter().map(|range| (Kind::Image, range)).collect(),
                // What is cleaned keeps no ids.
                Some(Names::Itself) if sheet.writing().html == Html::Trusted && !value.is_empty() => {
                    let span = sheet.span(place(attribute.value.start)..place(attribute.value.end - 1) + 1);
                    let name = sheet.arena(&decoded(value));
                    sheet.doc.ids.push(OwnId { name, span });
                    continue;
                }
                Some(Names::Itself) | None => continue,
            };
            for (kind, range) in addresses {
                let range = attribute.value.start + range.start..attribute.value.start + range.end;
                let address = html.get(range.clone()).unwrap_or_default();
                // What a browser passes over in a scheme is none of it either.
                let seen: String = decoded(address).chars().filter(|c| !c.is_control() && *c != ' ').collect();
                let span = place(range.start)..place(range.end.saturating_sub(1)) + 1;
                let scheme = scheme_of(&seen);
                // What is trusted may have any.
                let is_judged = sheet.writing().html == Html::Safe;
                match scheme.as_deref() {
                    _ if seen.is_empty() => continue,
                    None => {}
                    Some(_) if kind == Kind::Image && is_judged => {
                        check_image_scheme(sheet, scheme, &span);
                        continue;
                    }
                    Some("http" | "https") if kind == Kind::Image => continue,
                    // It may be an address of the site itself.
                    Some("http" | "https") => {}
                    Some(_) if is_judged => {}
                    Some(_) => continue,
                }
                push_raw(sheet, html.get(done..range.start).unwrap_or_default());
                done = range.end;
                let read = decoded(address);
                let dest = sheet.arena(if scheme.is_some() { seen.as_str() } else { read.trim() });
                let mut reference = sheet.reference(kind, dest, &span);
                // As it is written, for where nothing takes its place.
                reference.title = sheet.arena(address);
                let index = sheet.push_reference(reference);
                sheet.push(Op::Address(index));
            }
        }
    }
    push_raw(sheet, html.get(done..).unwrap_or_default());
}

fn push_raw(sheet: &mut Sheet<'_>, html: &str) {
    if !html.is_empty() {
        let Chunk { start, len } = sheet.arena(html);
        sheet.push(Op::Html { start, len: U24::new(len) });
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

/// The references to characters that addresses have (HTML Living Standard, 13.5).
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let end = after.find(';').filter(|end| *end <= 8);
        let c = end.and_then(|end| after.get(..end)).and_then(|name| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            name => {
                let number = name.strip_prefix('#')?;
                let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
                char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)
            }
        });
        match (c, end) {
            (Some(c), Some(end)) => {
                text.push(c);
                rest = after.get(end + 1..).unwrap_or_default();
            }
            _ => {
                text.push('&');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// HTML at `range` that is shown as text, if it is an element.
pub(super) fn tell_of_text(sheet: &mut Sheet<'_>, html: &str, range: Range<usize>) {
    if sheet.writing().html != Html::Escape {
        return;
    }
    if let Some((name, help)) = slip::element(html, sheet.writing().html_may_pass) {
        let end = sheet.written(&range).find(['>', '\n']).map_or(range.end, |end| range.start + end + 1);
        sheet.report(Code::LooksLikeMarkup, range.start..end, format!("`<{name}>` is shown as text"), &help);
    }
}

/// Remembers where the comments of a piece of HTML stand.
pub(super) fn note_comments(sheet: &mut Sheet<'_>, range: Range<usize>) {
    let mut at = range.start;
    while let Some(rest) = sheet.text().get(at..range.end)
        && let Some(open) = rest.find("<!--")
    {
        let end = rest.get(open..).and_then(|comment| comment.find("-->")).map_or(rest.len(), |end| open + end + 3);
        let comment = sheet.span(at + open..at + end).range();
        sheet.doc.comments.push(comment);
        at += end;
    }
}

/// How many comments at the end of a line are looked past: there may be a million.
const MOST_COMMENTS: usize = 8;

/// Takes the blank before a comment at the end of a line out of the text: without the comment it would be none.
pub(super) fn drop_blank_before(sheet: &mut Sheet<'_>, html: &str, range: &Range<usize>) {
    let Some(Op::Text { start, len }) = sheet.doc.ops.last().copied() else { return };
    let chunk = Op::chunk(start, len);
    let text = sheet.doc.text_in(sheet.full(), chunk);
    let kept = text.trim_end_matches([' ', '\t']).len() as u32;
    let is_last = || html.starts_with("<!--") && ends_line(sheet.text().get(range.end..).unwrap_or_default());
    if kept == chunk.len || !is_last() {
        return;
    }
    sheet.doc.ops.pop();
    if kept > 0 {
        sheet.push_text(Chunk { len: kept, ..chunk });
    }
}

/// Whether nothing of a line is left that is shown: more comments, the attributes of a heading, the bar that ends a cell.
fn ends_line(rest: &str) -> bool {
    let mut rest = rest.trim_start_matches([' ', '\t']);
    for _ in 0..MOST_COMMENTS {
        let Some(comment) = rest.strip_prefix("<!--") else { break };
        rest = comment.split_once("-->").map_or("", |(_, after)| after).trim_start_matches([' ', '\t']);
    }
    rest.is_empty() || rest.starts_with(['\n', '\r', '{', '|'])
}
