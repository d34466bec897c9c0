//! Links, images, citations, and the references that look like links.

use super::footnote::Taken;
use super::parse::{Builder, Capture};
use super::smart::Smart;
use super::{Chunk, Kind, Op, Reference, Tag, U24, citation, join, ruby, scheme};
use crate::diagnostic::Code;
use crate::source::Span;
use pulldown_cmark::{CowStr, Event, LinkType, Tag as MdTag, TagEnd};
use std::ops::Range;

impl Builder<'_> {
    pub(super) fn reference(&mut self, kind: Kind, dest: Chunk, range: &Range<usize>) -> Reference {
        let Span { start, end, .. } = self.span(range.clone());
        let (text, title) = (Chunk::default(), Chunk::default());
        Reference { kind, dest, text, title, decorative: false, figure: false, start, end }
    }

    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        dest: &CowStr<'_>,
        title: &CowStr<'_>,
        range: Range<usize>,
    ) {
        if is_unknown(link_type) {
            self.citations(&range);
            let reference = self.reference(Kind::Citation, Chunk::default(), &range);
            self.capture = Some(Capture { reference, range, text: String::new(), depth: 1 });
            return;
        }
        let scheme = scheme::scheme_of(dest);
        let kind = scheme.as_deref().and_then(kind_of);
        let Some(kind) = kind else {
            self.check_scheme(scheme, &range);
            let dest = match link_type {
                LinkType::Email => self.arena(&format!("mailto:{dest}")),
                _ => self.chunk(dest),
            };
            // `[^1][x]`, where `x` is an address: the footnote is taken for the text of the link.
            if let Some(name) = self.text.get(range.clone()).filter(|text| text.starts_with("[^")) {
                let end = name.find(']').map_or(name.len(), |at| at + 1);
                self.unknown_footnote(range.start..range.start + end, Taken::Link);
            }
            let mut reference = self.reference(Kind::Link, dest, &range);
            reference.title = self.chunk(title);
            self.open_link(Tag::Link, reference, &range);
            return;
        };
        let rest = dest.split_once(':').map_or("", |(_, rest)| rest).trim();
        let dest = match self.text.get(range.clone()).and_then(|text| text.rfind(rest)) {
            Some(at) if !rest.is_empty() => self.chunk_of(range.start + at..range.start + at + rest.len()),
            _ => self.arena(rest),
        };
        let reference = self.reference(kind, dest, &range);
        self.run.mark_reference(range.clone());
        if kind == Kind::Term {
            self.open_link(Tag::Term, reference, &range);
        } else {
            self.capture = Some(Capture { reference, range, text: String::new(), depth: 1 });
        }
    }

    pub(super) fn open_link(&mut self, tag: Tag, reference: Reference, range: &Range<usize>) {
        self.run.mark_reference(range.clone());
        let index = self.doc.references.len() as u32;
        self.doc.references.push(reference);
        self.run.links.push((tag, index));
        self.push(Op::Open(tag, index));
    }

    pub(super) fn start_image(
        &mut self,
        link_type: LinkType,
        dest: &CowStr<'_>,
        title: &CowStr<'_>,
        range: Range<usize>,
    ) {
        if is_unknown(link_type) {
            let help = "put a space between `!` and `[`, or write the full-width `！`";
            self.report(Code::Misread, range.clone(), "a `!` before a citation makes it an image", help);
        } else {
            self.check_image_scheme(scheme::scheme_of(dest), &range);
        }
        let dest = self.chunk(dest);
        let mut reference = self.reference(Kind::Image, dest, &range);
        reference.title = self.chunk(title);
        self.capture = Some(Capture { reference, range, text: String::new(), depth: 1 });
    }

    pub(super) fn check_scheme(&mut self, scheme: Option<String>, range: &Range<usize>) {
        if let Some(scheme) = scheme.filter(|scheme| !scheme::is_allowed(scheme)) {
            let own = ["fact", "term", "table", "block", "faq", "conflicts", "http", "https", "mailto", "tel"];
            let help = crate::diagnostic::suggestion(&scheme, own)
                .unwrap_or_else(|| "links go to http, https, mailto and tel".to_owned());
            self.report(Code::UrlScheme, range.clone(), format!("a link cannot have the scheme `{scheme}`"), &help);
        }
    }

    pub(super) fn captured(&mut self, event: Event<'_>, range: Range<usize>) {
        let kind = self.capture.as_ref().map(|capture| capture.reference.kind);
        let event = match event {
            Event::Text(text) => Event::Text(match self.smart(&text, &range) {
                // The text of a fact is what the data says.
                Smart::Quote(_) if kind == Some(Kind::Fact) => self.written(&range),
                Smart::Quote(sign) => self.quote(sign, &range).into(),
                Smart::Other | Smart::No => text,
            }),
            event => event,
        };
        // The text of a fact is compared with the data, without any markup.
        let is_shown = self.writing.html_is_text && kind != Some(Kind::Fact);
        let Some(capture) = &mut self.capture else { return };
        match event {
            Event::Text(text) | Event::Code(text) => capture.text.push_str(&text),
            Event::InlineHtml(html) if is_shown && !html.starts_with("<!--") => capture.text.push_str(&html),
            // Whether it stands for anything is known when the text is whole.
            Event::SoftBreak => capture.text.push('\n'),
            Event::HardBreak => capture.text.push(' '),
            Event::Start(MdTag::Link { .. } | MdTag::Image { .. }) => {
                capture.depth += 1;
                if capture.reference.kind == Kind::Image {
                    let message = "a link, fact or citation cannot stand inside the text of an image";
                    self.report(Code::NestedLink, range, message, "put it after the image");
                }
            }
            Event::Start(_) => self.depth += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => {
                capture.depth -= 1;
                if capture.depth == 0
                    && let Some(capture) = self.capture.take()
                {
                    self.depth = self.depth.saturating_sub(1);
                    self.end_capture(capture);
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn written<'t>(&self, range: &Range<usize>) -> CowStr<'t> {
        CowStr::from(self.text.get(range.clone()).unwrap_or_default().to_owned())
    }

    pub(super) fn end_capture(&mut self, capture: Capture) {
        let Capture { mut reference, range, text, .. } = capture;
        if reference.kind == Kind::Citation {
            return;
        }
        let text = join::lines(&text, self.doc.join_lines);
        let shows_no_ruby = matches!(reference.kind, Kind::Image | Kind::Table);
        let text = if shows_no_ruby { ruby::base(&text) } else { text };
        if reference.kind == Kind::Image {
            reference.decorative = self.take_decorative(range.end);
            self.check_alt(&text, reference.decorative, &range);
        }
        let inside = self.text.get(range.start + 1..range.end).filter(|inside| inside.starts_with(&text));
        reference.text = match inside {
            Some(_) => self.chunk_of(range.start + 1..range.start + 1 + text.len()),
            None => self.arena(&text),
        };
        let index = self.doc.references.len() as u32;
        self.doc.references.push(reference);
        self.push(Op::Refer(index));
    }

    /// The citations in the brackets at `range`: `[@a]`, `[@a; @b]`, and `[@a][@b]`, which is two. `[^1][@b]` is a
    /// footnote and a citation.
    pub(super) fn citations(&mut self, range: &Range<usize>) {
        self.run.mark_reference(range.clone());
        let text = self.text.get(range.clone()).unwrap_or_default();
        let mut at = range.start;
        let first = self.doc.references.len() as u32;
        for group in text.split_inclusive(']') {
            let inner = group.trim_start_matches('[').trim_end_matches(']');
            let start = at + (group.len() - group.trim_start_matches('[').len());
            let whole = at..at + group.len();
            at += group.len();
            if inner.is_empty() {
                continue;
            }
            if let Some(name) = inner.strip_prefix('^').filter(|name| !name.is_empty() && group.len() == name.len() + 3)
            {
                let index = self.footnote_index(name);
                self.unknown_footnote(whole, Taken::Reference(self.doc.ops.len()));
                self.push(Op::Footnote(index));
                continue;
            }
            match citation::parse(inner) {
                Ok(citations) => {
                    let several = citations.len() > 1;
                    for citation in citations {
                        let dest = self.chunk_of(start + citation.key.start..start + citation.key.end);
                        let locator = self.chunk_of(start + citation.locator.start..start + citation.locator.end);
                        // Alone in its brackets a citation is the brackets; among others it is its own part.
                        let part = match several {
                            true => start + citation.key.start - 1..start + citation.key.end,
                            false => whole.clone(),
                        };
                        let mut reference = self.reference(Kind::Citation, dest, &part);
                        reference.text = locator;
                        self.doc.references.push(reference);
                    }
                }
                Err(part) => {
                    let message = format!("`{part}` is not a citation");
                    self.report(Code::Misread, whole, message, "write `[@key]` or `[@key, p. 3; @other]`");
                }
            }
        }
        let count = self.doc.references.len() as u32 - first;
        if count > 0 {
            self.push(Op::Cite { first, count: U24::new(count) });
        }
    }
}

fn is_unknown(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::ShortcutUnknown | LinkType::ReferenceUnknown | LinkType::CollapsedUnknown)
}

fn kind_of(scheme: &str) -> Option<Kind> {
    match scheme {
        "fact" => Some(Kind::Fact),
        "term" => Some(Kind::Term),
        "table" => Some(Kind::Table),
        "block" => Some(Kind::Block),
        "faq" => Some(Kind::Faq),
        "conflicts" => Some(Kind::Conflicts),
        _ => None,
    }
}
