//! What the components of constructs are handed. A hole is a `Value` that stands for a text.

use super::Scene;
use crate::render::foreign;
use crate::render::frame::Construct;
use crate::render::value::{text_or_none, view};
use std::borrow::Cow;
use tera::Value;

view! {
    /// A callout.
    pub struct CalloutView<'a> {
        /// Its kind.
        pub kind: &'static str,
        /// The word for its kind.
        pub word: Cow<'a, str>,
        /// The code of the language of the word.
        pub lang: &'a str,
        /// The code of the language of the text.
        pub around: &'a str,
        /// Its own title.
        pub title: Value,
        /// Its text.
        pub body: Value,
    }
}

view! {
    /// A block of code.
    pub struct CodeView {
        /// The language that its author gives.
        pub language: Value,
        /// Its title.
        pub title: Value,
        /// The code.
        pub body: Value,
    }
}

view! {
    /// A list of questions.
    pub struct FaqView {
        /// The questions, and what stands before them.
        pub questions: Value,
    }
}

view! {
    /// An image with a caption.
    pub struct FigureView {
        /// The image.
        pub image: Value,
        /// The caption.
        pub caption: Value,
    }
}

view! {
    /// The footnotes of a page.
    pub struct FootnotesView<'a> {
        /// The code of the language of the word for them.
        pub lang: &'a str,
        /// The code of the language of the text.
        pub around: &'a str,
        /// The items of a list.
        pub items: Value,
    }
}

view! {
    /// A block that a text includes.
    pub struct IncludedBlockView<'a> {
        /// Its id.
        pub id: &'a str,
        /// The code of its language.
        pub lang: &'a str,
        /// The code of the language of the text round it.
        pub around: &'a str,
        /// Its text.
        pub body: Value,
    }
}

view! {
    /// A table in Markdown.
    pub struct MarkdownTableView<'a> {
        /// The code of the language of the word for it.
        pub lang: &'a str,
        /// The code of the language of the text.
        pub around: &'a str,
        /// The table.
        pub html: Value,
    }
}

view! {
    /// A question with its answer.
    pub struct QuestionView {
        /// The question, a heading.
        pub heading: Value,
        /// The answer.
        pub answer: Value,
    }
}

view! {
    /// A question that another page answers.
    pub struct RepeatedQuestionView<'a> {
        /// The code of its language.
        pub lang: &'a str,
        /// The code of the language of the text round it.
        pub around: &'a str,
        /// The code of the language in which the link to that page is written.
        pub source_lang: &'a str,
        /// The question, a heading.
        pub heading: Value,
        /// The answer.
        pub answer: Value,
        /// The link to that page.
        pub source: Value,
    }
}

/// What the component of a construct is handed, with these values in place of its holes.
pub(super) fn view(scene: Scene<'_>, construct: &Construct, holes: &[Value]) -> Value {
    let Scene { site, lang: reader, .. } = scene;
    let code = |lang| site.config.code(lang);
    let hole = |name: &str| {
        let at = construct.holes().iter().position(|hole| *hole == name);
        at.and_then(|at| holes.get(at)).cloned().unwrap_or_else(Value::none)
    };
    match construct {
        Construct::Callout { kind, around, .. } => {
            let message = format!("callout-{}", kind.name());
            let view = CalloutView {
                kind: kind.name(),
                word: site.messages.get(reader, &message, None).unwrap_or_default(),
                lang: foreign::message_code(site, reader, &message),
                around: code(*around),
                title: hole("title"),
                body: hole("body"),
            };
            view.into()
        }
        Construct::Code { language, .. } => {
            CodeView { language: text_or_none(language), title: hole("title"), body: hole("body") }.into()
        }
        Construct::Faq => FaqView { questions: hole("questions") }.into(),
        Construct::Figure => FigureView { image: hole("image"), caption: hole("caption") }.into(),
        Construct::Footnotes { around } => {
            let lang = foreign::message_code(site, reader, "footnotes-title");
            FootnotesView { lang, around: code(*around), items: hole("items") }.into()
        }
        Construct::IncludedBlock { id, lang, around } => {
            IncludedBlockView { id, lang: code(*lang), around: code(*around), body: hole("body") }.into()
        }
        Construct::MarkdownTable { around } => {
            let lang = foreign::message_code(site, reader, "table-scroll");
            MarkdownTableView { lang, around: code(*around), html: hole("html") }.into()
        }
        Construct::Question => QuestionView { heading: hole("heading"), answer: hole("answer") }.into(),
        Construct::RepeatedQuestion { lang, around } => {
            let view = RepeatedQuestionView {
                lang: code(*lang),
                around: code(*around),
                source_lang: foreign::message_code(site, reader, "faq-source"),
                heading: hole("heading"),
                answer: hole("answer"),
                source: hole("source"),
            };
            view.into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        CalloutView, CodeView, FaqView, FigureView, FootnotesView, IncludedBlockView, MarkdownTableView, QuestionView,
        RepeatedQuestionView,
    };
    use crate::config::LangId;
    use crate::document::Callout;
    use crate::id::Id;
    use crate::render::frame::Construct;

    const README: &str = include_str!("../../../templates/README.md");

    #[test]
    fn the_readme_names_what_each_component_is_handed_and_its_holes() {
        let lang = LangId::new(0);
        let all: [(Construct, &[&str]); 9] = [
            (Construct::Callout { kind: Callout::Note, has_title: true, around: lang }, CalloutView::FIELDS),
            (Construct::Code { language: String::new(), has_title: true }, CodeView::FIELDS),
            (Construct::Faq, FaqView::FIELDS),
            (Construct::Figure, FigureView::FIELDS),
            (Construct::Footnotes { around: lang }, FootnotesView::FIELDS),
            (Construct::IncludedBlock { id: "b".into(), lang, around: lang }, IncludedBlockView::FIELDS),
            (Construct::MarkdownTable { around: lang }, MarkdownTableView::FIELDS),
            (Construct::Question, QuestionView::FIELDS),
            (Construct::RepeatedQuestion { lang, around: lang }, RepeatedQuestionView::FIELDS),
        ];
        let (_, section) = README.split_once("### Constructs of articles").unwrap();
        let mut rows = section.lines().filter(|line| line.starts_with("| `"));
        for (construct, fields) in all {
            let (name, argument) = construct.component();
            let row = rows.next().unwrap();
            let start = format!("| `{name}({argument}: map)` | `{{ {} }}`: ", fields.join(", "));
            assert!(row.starts_with(&start), "{start}\n{row}");
            let end = format!(" | `{}` |", construct.holes().join("` `"));
            assert!(row.ends_with(&end), "{end}\n{row}");
        }
    }
}
