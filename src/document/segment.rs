//! The running text of Markdown, cut out of it: for each paragraph, heading, item or cell the bytes that it stands in,
//! and its text apart from the markup. What lies between is nobody's to translate.

use super::callout::{self, Titled};
use super::cjk::Shielded;
use super::heading::text_braces;
use super::image::Mark;
use super::joined::{Joined, is_escaped};
use super::parse::{cited, options};
use super::part::{part, quoted};
use super::pieces::{Piece, has_text, push_ruby, push_text, tidy};
use super::{autolink, fact_link, scheme};
use crate::config::Writing;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// What holds a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Paragraph,
    Heading,
    Item,
    Cell,
    Quote,
    /// What a list of definitions defines, and what it says of it.
    Term,
    Definition,
    Footnote,
    /// The title of a definition of a link.
    LinkTitle,
}

impl Holder {
    /// In a word or two, for translators.
    pub fn name(self) -> &'static str {
        match self {
            Holder::Paragraph => "paragraph",
            Holder::Heading => "heading",
            Holder::Item => "list item",
            Holder::Cell => "table cell",
            Holder::Quote => "quotation",
            Holder::Term => "term",
            Holder::Definition => "definition",
            Holder::Footnote => "footnote",
            Holder::LinkTitle => "title of a link",
        }
    }
}

/// The text of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes in the source.
    pub range: Range<usize>,
    pub pieces: Vec<Piece>,
    /// Whether it is the title of a definition, in quotes.
    pub quoted: bool,
    pub holder: Holder,
}

/// The running text of the Markdown at `range`, in its order; blocks without any are left out.
pub fn segments(full: &str, range: Range<usize>) -> Vec<Segment> {
    let text = full.get(range.clone()).unwrap_or_default();
    let shielded = Shielded::new(text);
    let parser = Parser::new_with_broken_link_callback(shielded.text(), options(Writing::PLAIN, text), Some(cited));
    let mut titles: Vec<Segment> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        let place = shielded.range(definition.span.clone());
        if let Some(title) = definition.title.as_ref().and_then(|_| quoted(text.get(place.clone())?)) {
            let range = place.start + title.range.start..place.start + title.range.end;
            let (pieces, holder) = (vec![Piece::Text(title.text)], Holder::LinkTitle);
            titles.push(Segment { range, pieces, quoted: true, holder });
        }
    }
    let mut cutter = Cutter { text, ..Cutter::default() };
    shielded.events(parser).for_each(|(event, range)| cutter.event(event, range));
    cutter.end_block();
    let mut segments = cutter.done;
    titles.retain(|title| {
        let before = segments.partition_point(|of| of.range.end <= title.range.start);
        segments.get(before).is_none_or(|of| title.range.end <= of.range.start)
    });
    segments.extend(titles);
    segments.sort_by_key(|segment| segment.range.start);
    for segment in &mut segments {
        segment.range = segment.range.start + range.start..segment.range.end + range.start;
    }
    segments
}

#[derive(Default)]
struct Cutter<'a> {
    text: &'a str,
    done: Vec<Segment>,
    pieces: Vec<Piece>,
    /// Where the text of the block stands so far.
    place: Option<Range<usize>>,
    /// Text that is not yet a piece.
    joined: Joined,
    /// How the open elements end: nothing for those that the last bytes of their range end.
    open: Vec<Open>,
    /// How many of them are links and images, and how many images alone.
    links: usize,
    images: usize,
    /// How many elements are open inside one that is taken whole.
    whole: usize,
    /// Inside of code or HTML.
    closed: bool,
    in_cell: bool,
    /// What the block stands in, the innermost last.
    holders: Vec<Holder>,
    /// The title of the callout that has just begun.
    title: Option<Titled>,
    /// What was taken for the attributes of a heading, and is text.
    heading_end: Option<Range<usize>>,
    /// Where the last break begins among the pieces, and in the text.
    broken: Option<usize>,
    mark: Mark,
}

struct Open {
    /// Which piece opened it.
    piece: usize,
    /// Of a link without a destination of its own: what it is found by.
    label: bool,
    image: bool,
    delimiter: Option<&'static str>,
}

impl Cutter<'_> {
    /// Whether nothing follows a part of the text on its line.
    fn ends_line(&self, range: &Range<usize>) -> bool {
        let rest = self.text.get(range.end..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
        rest.is_empty() || rest.starts_with('\n')
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.whole > 0 {
            match event {
                Event::Start(_) => self.whole += 1,
                Event::End(_) => self.whole -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(_) | Event::Html(_) if self.closed => {}
            Event::Text(text) => self.add(&text, range),
            // Translators have nothing to do with comments; in the middle of a line, one may keep signs apart.
            Event::InlineHtml(html) if html.starts_with("<!--") && self.ends_line(&range) => {}
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => self.fixed(range),
            Event::InlineMath(_) | Event::DisplayMath(_) => self.fixed(range),
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::Html(_) | Event::Rule => self.end_block(),
            // The box stands before the text.
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open("*", &range, 1),
            Tag::Strong => self.open("**", &range, 2),
            Tag::Strikethrough => {
                let two = self.text.get(range.clone()).is_some_and(|text| text.starts_with("~~"));
                self.open(if two { "~~" } else { "~" }, &range, 1 + usize::from(two));
            }
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let fact = scheme::scheme_of(dest_url).is_some_and(|scheme| scheme == fact_link::SCHEME);
                match link_type {
                    _ if fact => self.take(range),
                    LinkType::Inline | LinkType::Reference => self.open_link(tag, &range, false),
                    LinkType::Collapsed | LinkType::Shortcut => self.open_link(tag, &range, true),
                    LinkType::Autolink | LinkType::Email => self.take(range),
                    LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown => {
                        self.take(range);
                    }
                    LinkType::WikiLink { .. } => self.take(range),
                }
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.end_block();
                self.closed = true;
            }
            Tag::TableCell => {
                self.end_block();
                self.in_cell = true;
            }
            Tag::BlockQuote(None) => {
                self.end_block();
                self.title = callout::titled(self.text, &range);
            }
            Tag::Heading { .. } => {
                self.end_block();
                self.heading_end = text_braces(self.text, &range);
            }
            _ => self.end_block(),
        }
        let holder = match tag {
            Tag::Heading { .. } => Holder::Heading,
            Tag::Item => Holder::Item,
            Tag::TableCell => Holder::Cell,
            Tag::BlockQuote(_) => Holder::Quote,
            Tag::DefinitionListTitle => Holder::Term,
            Tag::DefinitionListDefinition => Holder::Definition,
            Tag::FootnoteDefinition(_) => Holder::Footnote,
            _ => return,
        };
        self.holders.push(holder);
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.close(range);
            }
            TagEnd::Paragraph => {
                self.title = None;
                self.end_block();
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.closed = false,
            TagEnd::TableCell => {
                self.end_block();
                self.in_cell = false;
            }
            TagEnd::Heading(_) => {
                if let Some(range) = self.heading_end.take() {
                    if is_escaped(self.text, range.start) {
                        self.joined.drop_backslash(range.start);
                    }
                    self.add(self.text.get(range.clone()).unwrap_or_default(), range);
                }
                self.end_block();
            }
            _ => self.end_block(),
        }
        if matches!(
            tag,
            TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::BlockQuote(_)
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition
                | TagEnd::FootnoteDefinition
        ) {
            self.holders.pop();
        }
    }

    /// Notes that the text of the block reaches to the end of `range`.
    fn reach(&mut self, range: &Range<usize>) {
        self.end_break(range.start);
        match &mut self.place {
            Some(place) => place.end = place.end.max(range.end),
            None => self.place = Some(range.clone()),
        }
    }

    fn push(&mut self, piece: Piece, range: &Range<usize>) {
        self.flush();
        self.reach(range);
        self.pieces.push(piece);
    }

    fn add(&mut self, text: &str, range: Range<usize>) {
        // The mark of a callout is none of its title.
        let mark = self.title.as_ref().map_or(0, |of| of.title.start.saturating_sub(range.start).min(text.len()));
        let (text, range) = (text.get(mark..).unwrap_or_default(), range.start + mark..range.end);
        let (mut text, mut range) = self.mark.cut(text, range);
        let stands = self.text.get(range.clone()) == Some(text);
        if self.place.is_none() && stands {
            let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
            text = text.get(blank..).unwrap_or_default();
            range.start += blank;
        }
        if text.is_empty() {
            return;
        }
        // Alternative texts are shown without ruby, whether it was escaped or not.
        let place = stands.then(|| range.clone());
        if let Some(before) = self.joined.add(self.text, text, place, self.images == 0) {
            self.push_joined(&before);
        }
        // A backslash is part of what it stands before.
        if self.place.is_none() && self.text.get(..range.start).is_some_and(|before| before.ends_with('\\')) {
            range.start -= 1;
        }
        self.reach(&range);
    }

    fn take(&mut self, range: Range<usize>) {
        self.fixed(range);
        self.whole = 1;
    }

    fn fixed(&mut self, range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.push(Piece::Fixed(written), &range);
    }

    fn line_break(&mut self, range: Range<usize>) {
        if self.place.is_none() {
            return;
        }
        if self.open.is_empty() && self.title.take().is_some() {
            return self.end_block();
        }
        self.flush();
        // Spaces and the backslash that make it a hard one belong to it, but for those that follow another break.
        let last = self.place.as_ref().filter(|_| self.broken.is_none());
        let start = last.map_or(range.start, |place| place.end.min(range.start));
        self.reach(&(start..start));
        self.broken = Some(start);
        self.pieces.push(Piece::Break(String::new()));
    }

    /// Gives the last break what stands before the next line's text: indentation, signs of quotes.
    fn end_break(&mut self, next: usize) {
        let Some(start) = self.broken.take() else { return };
        let between = self.text.get(start..next).unwrap_or_default();
        let line = between.find(['\r', '\n']).map_or(between.len(), |at| {
            let crlf = between.get(at..).is_some_and(|rest| rest.starts_with("\r\n"));
            at + 1 + usize::from(crlf)
        });
        let rest = between.get(line..).unwrap_or_default();
        let prefix = rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
        if let Some(Piece::Break(written)) = self.pieces.last_mut() {
            between.get(..line + prefix).unwrap_or_default().clone_into(written);
        }
    }

    fn open(&mut self, delimiter: &'static str, range: &Range<usize>, length: usize) {
        let start = range.start..range.start + length;
        let written = self.text.get(start.clone()).unwrap_or(delimiter).to_owned();
        self.push(Piece::Open(written), &start);
        self.open.push(Open { piece: self.pieces.len() - 1, label: false, image: false, delimiter: Some(delimiter) });
    }

    fn open_link(&mut self, tag: &Tag<'_>, range: &Range<usize>, label: bool) {
        let sign = if matches!(tag, Tag::Image { .. }) { "![" } else { "[" };
        self.push(Piece::Open(sign.to_owned()), &(range.start..range.start + sign.len()));
        let image = sign == "![";
        self.links += 1;
        self.images += usize::from(image);
        self.open.push(Open { piece: self.pieces.len() - 1, label, image, delimiter: None });
    }

    fn close(&mut self, range: Range<usize>) {
        self.flush();
        let Some(open) = self.open.pop() else { return };
        self.links -= usize::from(open.delimiter.is_none());
        self.images -= usize::from(open.image);
        let mut end = range.end;
        let last = self.place.as_ref().map_or(range.start, |place| place.end);
        let written = match open.delimiter {
            Some(delimiter) => {
                let start = range.end.saturating_sub(delimiter.len());
                self.text.get(start..range.end).unwrap_or(delimiter).to_owned()
            }
            None => {
                let rest = self.text.get(last..range.end).unwrap_or_default();
                let bracket = rest.find(']').unwrap_or(0);
                // The last line of a label may be empty.
                self.end_break(last + bracket);
                let mut written = rest.get(bracket..).unwrap_or_default().to_owned();
                if open.label {
                    let whole = self.text.get(range.clone()).unwrap_or_default();
                    let inside = whole.trim_start_matches('!').strip_prefix('[').unwrap_or_default();
                    let label = inside.strip_suffix("[]").unwrap_or(inside);
                    written = format!("][{}]", label.strip_suffix(']').unwrap_or(label));
                }
                if let Some(mark) = self.mark.find(self.text, range.end) {
                    end = mark.end;
                    written.push_str(self.text.get(mark).unwrap_or_default());
                }
                written
            }
        };
        let range = range.start..end;
        // Between nothing there is nothing to translate.
        match self.pieces.pop() {
            Some(Piece::Open(opened)) if open.piece == self.pieces.len() => {
                self.push(Piece::Fixed(opened + &written), &range);
            }
            last => {
                self.pieces.extend(last);
                self.push(Piece::Close(written), &range);
            }
        }
    }

    /// Makes pieces of the text so far.
    fn flush(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        self.push_joined(&joined);
    }

    /// Ruby and bare addresses are no text.
    fn push_joined(&mut self, joined: &Joined) {
        let has_addresses = self.links == 0 && joined.place().is_some();
        let bar = if self.in_cell { "\\|" } else { "|" };
        push_ruby(joined.text(self.text), joined.literal(), bar, &mut self.pieces, |text, pieces| {
            let mut done = 0;
            for address in autolink::addresses(text).take_while(|_| has_addresses) {
                push_text(pieces, text.get(done..address.start).unwrap_or_default());
                pieces.push(Piece::Fixed(text.get(address.clone()).unwrap_or_default().to_owned()));
                done = address.end;
            }
            push_text(pieces, text.get(done..).unwrap_or_default());
        });
    }

    fn end_block(&mut self) {
        self.flush();
        self.broken = None;
        self.open.clear();
        (self.links, self.images) = (0, 0);
        let pieces = std::mem::take(&mut self.pieces);
        let Some(mut range) = self.place.take() else { return };
        if self.done.last().is_some_and(|last| range.start < last.range.end) {
            return;
        }
        // Without text, a caption may still be one.
        if !has_text(&pieces) && !pieces.iter().any(|piece| part(piece).is_some()) {
            return;
        }
        let written = self.text.get(range.clone()).unwrap_or_default();
        range.end -= written.len() - written.trim_end_matches([' ', '\t']).len();
        let holder = self.holders.last().copied().unwrap_or(Holder::Paragraph);
        self.done.push(Segment { range, pieces: tidy(pieces), quoted: false, holder });
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, segments};
    use crate::document::{line_pieces, write_pieces};

    fn show(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Fixed(written) => format!("‹{written}›"),
            Piece::Break(written) => format!("‹{}›", written.escape_debug()),
            Piece::Open(written) => format!("«{written}‹"),
            Piece::Close(written) => format!("›{written}»"),
        };
        pieces.iter().map(show).collect()
    }

    fn shown(text: &str) -> Vec<String> {
        segments(text, 0..text.len()).iter().map(|segment| show(&segment.pieces)).collect()
    }

    #[test]
    fn markup_travels_and_text_is_text() {
        for (text, wanted) in [
            ("# A *b* c\n\n```\ncode\n```\n\n<div>x</div>\n", &["A «*‹b›*» c"][..]),
            (
                "約[3ヶ月](fact:a.b)、[用語](term:x)[@a; @b]。[^n]\n\n[^n]: 注\n",
                &["約‹[3ヶ月](fact:a.b)›、«[‹用語›](term:x)»‹[@a; @b]›。‹[^n]›", "注"],
            ),
            ("> a\n> b\\\n> c\n", &["a‹\\n> ›b‹\\\\\\n> ›c"]),
            ("a\n\\\nb\r\\*c\r\n- d\n", &["a‹\\n›‹\\\\\\n›b‹\\r›*c", "d"]),
            ("a [b\n](x.md) c\n", &["a «[‹b‹\\n››](x.md)» c"]),
            ("- [x] done\n- [](block:x)\n\n  1. one\n", &["done", "one"]),
            ("| a | `b` |\n|---|---|\n| c\\|d | {漢\\|かん}字 |\n", &["a", "c|d", "«{‹漢›\\|かん}»字"]),
            ("![alt](x.png \"t\") ![](y.png){decorative} z\n", &["«![‹alt›](x.png \"t\")» ‹![](y.png){decorative}› z"]),
            (
                "[a] と [b][] と [c][a] https://e.org/x_y\n\n[a]: x.md\n[b]: y.md\n",
                &["«[‹a›][a]» と «[‹b›][b]» と «[‹c›][a]» ‹https://e.org/x_y›"],
            ),
            ("\\# no &amp; heading\\*\n", &["# no & heading*"]),
            ("用語\n: 説明\n", &["用語", "説明"]),
            ("https://e.org/?a&amp;b \\{x|あ} {漢\\|かん}\n", &["‹<https://e.org/?a>›&b {x|あ} «{‹漢›|かん}»"]),
            ("## 値 \\\\{名|な}\n", &["値 \\«{‹名›|な}»"]),
            (
                "## {漢字|かんじ}\n\n## 見出し {東京|とう|きょう}\n",
                &["«{‹漢字›|かんじ}»", "見出し «{‹東京›|とう|きょう}»"],
            ),
            ("## 値 \\{name}\n\n## \\{name} {#id}\n\n値 {名|な}\n---\n", &["値 {name}", "{name}", "値 «{‹名›|な}»"]),
            ("![](x.png \"図\")\n\n> [a]\n\n[a]: x.md 'title'\n", &["‹![](x.png \"図\")›", "«[‹a›][a]»", "title"]),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
        assert_eq!(show(&line_pieces("[3](fact:a)の[話] [@k]")), "‹[3](fact:a)›の[話] ‹[@k]›");
    }

    #[test]
    fn what_is_written_is_read_again() {
        for text in [
            "# *no* [link](x) <b> `code` \\ a_b _c_ &amp; &x;",
            "- item",
            "1. one",
            "2) two",
            "> quote",
            "+ plus",
            "=== x",
            "--- y",
            ": z",
            "a | b",
            "~~x~~ ~ {#id} {.x}",
            "# {name}",
            "a {漢字|かんじ} {b|漢}",
            "{x}`:::{x}",
            "}[^n]{https://a.org/b",
            "{[ ] www.a.org[^n]",
            "{#- {漢|かん}",
            "see https://example.org and www.example.org",
            "C # #",
            "[^1] [@a]",
            "!",
            "a\\",
        ] {
            for (before, after) in
                [("", ""), ("# ", " {#id}"), ("# ", ""), ("- ", "\n"), ("| a |\n|---|\n| ", " |\n"), ("> ", "")]
            {
                let pieces = [Piece::Text(text.to_owned())];
                let written = format!("{before}{}{after}", write_pieces(&pieces));
                let read = segments(&written, 0..written.len());
                assert_eq!(read.last().map(|segment| segment.pieces.as_slice()), Some(&pieces[..]), "{written}");
            }
        }
    }
}
