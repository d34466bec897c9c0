//! What opens and closes: blocks, cells, marks of emphasis, ruby.

use super::Writer;
use super::ops::Walk;
use crate::config::{Html, LangId};
use crate::document::{Align, Callout, Op, Tag};
use crate::render::frame::Construct;
use std::fmt::Write;

impl Writer<'_> {
    pub(super) fn open(&mut self, walk: &mut Walk<'_>, tag: Tag, number: u32) {
        if tag.class().holds_blocks() {
            walk.questions.enter();
        }
        let html = match tag {
            Tag::Paragraph => "<p>",
            Tag::Heading => {
                return self.open_heading(walk.part, walk.source, number as usize, &mut walk.questions);
            }
            Tag::Quote => "<blockquote>\n",
            Tag::Callout => {
                let has_title = matches!(walk.rest.as_slice(), [Op::Open(Tag::CalloutTitle, _), ..]);
                let kind = Callout::from_number(number);
                return self.begin(Construct::Callout { kind, has_title, around: self.around });
            }
            Tag::CalloutTitle => "",
            Tag::List => "<ul>\n",
            Tag::OrderedList if number == 1 => "<ol>\n",
            Tag::OrderedList => {
                _ = writeln!(self.out, "<ol start=\"{number}\">");
                return;
            }
            Tag::Item => match walk.rest.as_slice() {
                [Op::Task(_), ..] | [Op::Open(Tag::Paragraph, _), Op::Task(_), ..] => "<li class=\"task\">",
                _ => "<li>",
            },
            Tag::CodeBlock => return self.code_block(walk.document, walk.source, &mut walk.rest),
            Tag::HtmlBlock => self.around_html("<p>"),
            Tag::DefinitionList => "<dl>\n",
            Tag::DefinitionTerm => "<dt>",
            Tag::DefinitionText => "<dd>",
            Tag::Table => {
                self.begin(Construct::MarkdownTable { around: self.around });
                "<table>\n"
            }
            Tag::TableHead => "<thead>\n<tr>",
            Tag::TableRow => "<tr>",
            // A head without a name is none.
            Tag::HeadCell if matches!(walk.rest.as_slice(), [Op::Close(Tag::HeadCell, _), ..]) => "<td>",
            Tag::RowHead => {
                _ = write!(self.out, "<th scope=\"row\"{}>", align(number));
                return;
            }
            Tag::HeadCell => {
                _ = write!(self.out, "<th scope=\"col\"{}>", align(number));
                return;
            }
            Tag::Cell => {
                _ = write!(self.out, "<td{}>", align(number));
                return;
            }
            Tag::Emphasis => "<em>",
            Tag::Strong => "<strong>",
            Tag::Strikethrough => "<del>",
            Tag::Link | Tag::Term => return self.open_link(walk, tag, number as usize),
            Tag::Ruby => "<ruby>",
            Tag::RubyText if self.is_wide(walk.part.lang) => "<rp>（</rp><rt>",
            Tag::RubyText => "<rp> (</rp><rt>",
            // Written at the end of the page.
            Tag::FootnoteText => "",
        };
        self.out.push_str(html);
    }

    pub(super) fn close(&mut self, walk: &mut Walk<'_>, tag: Tag, number: u32) {
        if tag.class().holds_blocks() {
            walk.questions.leave();
        }
        let html = match tag {
            Tag::Paragraph => "</p>\n",
            Tag::Heading => return self.close_heading(walk.part, number as usize, &mut walk.questions),
            Tag::Quote => "</blockquote>\n",
            Tag::Callout => return self.end(),
            Tag::CalloutTitle => return self.hole(1),
            Tag::List => "</ul>\n",
            Tag::OrderedList => "</ol>\n",
            Tag::Item => "</li>\n",
            Tag::HtmlBlock => self.around_html("</p>\n"),
            Tag::DefinitionList => "</dl>\n",
            Tag::DefinitionTerm => "</dt>\n",
            Tag::DefinitionText => "</dd>\n",
            Tag::Table => {
                self.out.push_str("</tbody>\n</table>");
                return self.end();
            }
            Tag::TableHead => "</tr>\n</thead>\n<tbody>\n",
            Tag::TableRow => "</tr>\n",
            Tag::RowHead => "</th>",
            Tag::HeadCell if self.out.ends_with("<td>") => "</td>",
            Tag::HeadCell => "</th>",
            Tag::Cell => "</td>",
            Tag::Emphasis => "</em>",
            Tag::Strong => "</strong>",
            Tag::Strikethrough => "</del>",
            Tag::Link | Tag::Term => return self.close_link(walk.part, number as usize),
            Tag::Ruby => "</ruby>",
            Tag::RubyText if self.is_wide(walk.part.lang) => "</rt><rp>）</rp>",
            Tag::RubyText => "</rt><rp>)</rp>",
            // Written with its code, and at the end of the page.
            Tag::CodeBlock | Tag::FootnoteText => "",
        };
        self.out.push_str(html);
    }

    /// What stands round a block of HTML, which is a paragraph where it is shown as text.
    fn around_html(&self, html: &'static str) -> &'static str {
        match self.scene.site.config.html {
            Html::Escape => html,
            Html::Safe | Html::Trusted => "",
        }
    }

    /// Whether a language has wide punctuation.
    fn is_wide(&self, lang: LangId) -> bool {
        self.scene.site.config.languages.at(lang).locale.is_spaceless()
    }
}

fn align(number: u32) -> &'static str {
    match Align::from_number(number) {
        Align::None => "",
        Align::Left => " class=\"align-left\"",
        Align::Center => " class=\"align-center\"",
        Align::Right => " class=\"align-right\"",
    }
}
