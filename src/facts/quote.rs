//! What a text says of a fact: the fact and form that it asks for, and whether its words are the fact's.

use super::fact::Facts;
use super::ids::FactId;
use crate::config::LangId;
use crate::data::Notation;
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::document::{Document, Reference, fact_link};
use crate::format::Form;
use crate::messages::Messages;
use crate::source::{Sources, Span};
use unicode_normalization::UnicodeNormalization;

/// A place where a text quotes a fact.
#[derive(Debug, Clone)]
pub struct Quotation {
    /// The fact's id, and perhaps `?form=…`.
    pub dest: String,
    /// The visible text; empty where the fact fills it in.
    pub written: String,
    pub span: Span,
    /// The language of the text.
    pub lang: LangId,
}

/// A place where a text quotes a fact.
#[derive(Debug, Clone, Copy)]
pub struct Quote<'a> {
    /// The fact's id, and perhaps `?form=…`.
    pub dest: &'a str,
    /// The visible text; empty where the fact fills it in.
    pub written: &'a str,
    pub span: Span,
    /// The visible text, where it stands in the file as it is.
    pub visible: Option<Visible>,
    /// The language of the text.
    pub lang: LangId,
}

/// Where the visible text of a quotation stands, and as what.
#[derive(Debug, Clone, Copy)]
pub struct Visible {
    pub span: Span,
    /// How the file writes it.
    pub notation: Notation,
    /// Whether it is Markdown, and not a line of text.
    pub markdown: bool,
}

impl Visible {
    /// The visible text of a reference in `document`, which is `markdown` or a line of text.
    pub fn of(document: &Document, reference: &Reference, sources: &Sources, markdown: bool) -> Option<Visible> {
        let span = document.visible_span(sources, reference)?;
        Some(Visible { span, notation: document.notation, markdown })
    }

    /// A text as it has to be written there; `None` if it cannot be.
    fn write(self, text: &str) -> Option<String> {
        let special = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '{');
        if !text.contains(special) {
            return self.notation.write(text);
        }
        // A line has no escapes of its own.
        let escaped = |c| special(c).then_some('\\').into_iter().chain([c]);
        let written: Option<String> = self.markdown.then(|| text.chars().flat_map(escaped).collect());
        self.notation.write(&written?)
    }
}

/// What a quotation shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quoted {
    pub fact: FactId,
    pub form: Form,
}

/// The fact that a text quotes, and in which form. An empty text is filled in; any other must be one of the forms of
/// the fact in the language of the text, or the one that it asks for.
pub fn check(facts: &Facts, quote: Quote<'_>, messages: &Messages) -> Result<Quoted, Box<Diagnostic>> {
    let (id, query) = split(quote.dest);
    let Some((number, fact)) = facts.id(id).map(|id| (id, facts.get(id))) else {
        return Err(Box::new(facts.unknown(id, quote.span)));
    };
    let asked = query.map(|query| asked_form(query, quote.span)).transpose()?;
    let shown = |form| Quoted { fact: number, form };
    if facts.is_broken(number) {
        return Ok(shown(Form::Plain));
    }
    let text = |form| facts.form(number, quote.lang, form, messages);
    // Nobody can say what is right while the messages that say it are wrong.
    let unsaid = || facts.is_unsaid(number, quote.lang, messages);
    if let Some(form) = asked
        && text(form).is_none()
    {
        if unsaid() {
            return Ok(shown(form));
        }
        let forms: Vec<String> = Form::ALL
            .into_iter()
            .filter(|(_, form)| text(*form).is_some())
            .map(|(name, form)| format!("`{name}` ({})", text(form).unwrap_or_default()))
            .collect();
        let message = format!("`{}` has no form `{}`", fact.id, form.name());
        let help = format!("it has {}", forms.join(", "));
        return Err(Box::new(Diagnostic::new(Code::UnknownForm, quote.span, message).help(help)));
    }
    if quote.written.is_empty() {
        return Ok(shown(asked.unwrap_or_default()));
    }
    let found = match asked {
        Some(form) => text(form).filter(|text| says(quote.written, text)).map(|_| form),
        None => Form::ALL
            .into_iter()
            .map(|(_, form)| form)
            // Nothing but its form says that a number alone is not one whose unit was forgotten.
            .filter(|form| *form != Form::Number)
            .find(|form| text(*form).is_some_and(|text| says(quote.written, text))),
    };
    if let Some(form) = found {
        return Ok(shown(form));
    }
    if unsaid() {
        return Ok(shown(asked.unwrap_or_default()));
    }
    let form = asked.unwrap_or_else(|| likely_form(quote.written, &text));
    let right = text(form).unwrap_or_default();
    let message = format!("the text says `{}`, and `{}` is `{right}`", quote.written, fact.id);
    let diagnostic = Diagnostic::new(Code::FactMismatch, quote.span, message)
        .help(format!("write `{}`", fact_link(right, quote.dest)))
        .related(fact.span, "the value is set here");
    let fix = quote.visible.and_then(|visible| Some((visible.span, visible.write(right)?)));
    Err(Box::new(match fix {
        Some((span, text)) => diagnostic.fix(span, text),
        None => diagnostic,
    }))
}

/// What asks for a form, after the id.
const FORM: &str = "form=";

/// What a link to a fact leads to that asks for a form.
pub fn asking(id: &str, form: &str) -> String {
    format!("{id}?{FORM}{form}")
}

/// A fact's id, and what stands after `?`.
pub fn split(dest: &str) -> (&str, Option<&str>) {
    dest.split_once('?').map_or((dest, None), |(id, query)| (id, Some(query)))
}

fn asked_form(query: &str, span: Span) -> Result<Form, Box<Diagnostic>> {
    let names = || Form::ALL.into_iter().map(|(name, _)| name);
    let Some(wanted) = query.strip_prefix(FORM) else {
        let message = format!("`?{query}` means nothing after a fact");
        let help = "a form is asked for by `?form=about`";
        return Err(Box::new(Diagnostic::new(Code::UnknownForm, span, message).help(help)));
    };
    Form::ALL.into_iter().find(|(name, _)| *name == wanted).map(|(_, form)| form).ok_or_else(|| {
        let help = suggestion(wanted, names())
            .unwrap_or_else(|| format!("the forms are {}", names().collect::<Vec<_>>().join(", ")));
        Box::new(Diagnostic::new(Code::UnknownForm, span, format!("there is no form `{wanted}`")).help(help))
    })
}

/// The form that a text that is out of date was in: one that looks like it but for the numbers. One end of a range
/// looks like the other, so that such a text becomes the whole range unless it asks for an end.
fn likely_form<'a>(written: &str, text: &dyn Fn(Form) -> Option<&'a str>) -> Form {
    let looks = shape(written);
    let alike = [Form::Plain, Form::About, Form::Long, Form::Era, Form::Tax]
        .into_iter()
        .find(|form| text(*form).is_some_and(|text| shape(text) == looks));
    match alike {
        Some(form) => form,
        // Numbers in words are in the long form alone: most of the other words are the same then.
        None if text(Form::Long).is_some_and(|long| has_words_of(written, long)) => Form::Long,
        None => Form::Plain,
    }
}

/// Whether two texts without a digit have as many words, and half of them in common.
fn has_words_of(written: &str, text: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (written.split_whitespace().collect(), text.split_whitespace().collect());
    let common = a.iter().zip(&b).filter(|(a, b)| a == b).count();
    let in_words = |text: &str| !shape(text).contains('0');
    a.len() > 1 && a.len() == b.len() && 2 * common >= a.len() && in_words(written) && in_words(text)
}

/// A text with its numbers taken out.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for c in same(text).chars() {
        let c = if c.is_numeric() { '0' } else { c };
        if c != '0' || !shape.ends_with('0') {
            shape.push(c);
        }
    }
    shape
}

fn says(written: &str, text: &str) -> bool {
    written == text || same(written) == same(text)
}

/// A text with the differences taken out that do not change what it says: width, spaces, and the signs that stand for
/// each other in ranges and in the counter ヶ; and a length of months with 間 is one without.
fn same(text: &str) -> String {
    let mut same = String::with_capacity(text.len());
    for c in text.nfkc().filter(|c| !c.is_whitespace()) {
        let counts = same.ends_with(|before: char| before.is_numeric() || matches!(before, '数' | '何'));
        same.push(match c {
            // At the beginning it is no range: a sign, or the end of one that is open.
            '〜' | '~' if same.is_empty() => '〜',
            '〜' | '~' | '–' | '—' | '-' | '−' | '‐' => '-',
            // Six months are as long as a time of six months.
            '間' if same.ends_with("ヶ月") => continue,
            c if counts && is_counter(c) => 'ヶ',
            c => c,
        });
    }
    same
}

/// Whether a sign after a number stands for the counter ヶ.
pub fn is_counter(c: char) -> bool {
    matches!(c, 'ヶ' | 'ヵ' | 'か' | 'ケ' | 'カ' | 'ゖ' | '箇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_place_of_a_shape() {
        for (text, wanted) in [("12ヶ月", "0ヶ月"), ("3〜6 months", "0〜0 months"), ("months", "months"), ("", "")]
        {
            assert_eq!(shape(text), same(wanted), "{text}");
        }
    }

    #[test]
    fn sees_through_spellings() {
        for (a, b, same) in [
            ("3～6か月", "3〜6ヶ月", true),
            ("３－６ヵ月", "3〜6ヶ月", true),
            ("3 - 6 months", "3–6 months", true),
            ("¥50,000", "￥50,000", true),
            ("3〜5ヶ月", "3〜6ヶ月", false),
            ("30〜60分", "3〜6分", false),
            ("数カ月", "数ヶ月", true),
            ("3〜6箇月", "3〜6ヶ月", true),
            ("約6か月間", "約6ヶ月", true),
            ("6ヶ月間隔", "6ヶ月", false),
            ("箇所", "ヶ所", false),
            ("2025年間", "2025年", false),
            ("かード", "カード", false),
            ("〜20 °C", "-20 °C", false),
            ("−20 °C", "-20 °C", true),
        ] {
            assert_eq!(says(a, b), same, "{a} {b}");
        }
    }

    #[test]
    fn knows_the_form_of_an_old_text() {
        let text = |form| match form {
            Form::Plain => Some("4–8 months"),
            Form::About => Some("about 4–8 months"),
            Form::Long => Some("four to eight months"),
            Form::Upper => Some("8 months"),
            Form::Lower => Some("4 months"),
            Form::Era | Form::Tax | Form::Number => None,
        };
        for (written, form) in [
            ("3–6 months", Form::Plain),
            ("about 12–18 months", Form::About),
            ("6 months", Form::Plain),
            ("three to six months", Form::Long),
            ("two months", Form::Plain),
            ("TODO", Form::Plain),
        ] {
            assert_eq!(likely_form(written, &text), form, "{written}");
        }
    }
}
