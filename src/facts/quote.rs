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
    /// Where the fact's id stands, if it does as it is.
    pub dest: Option<Span>,
}

impl Visible {
    /// The visible text of a reference in `document`, which is `markdown` or a line of text.
    pub fn of(document: &Document, reference: &Reference, sources: &Sources, markdown: bool) -> Option<Visible> {
        let span = document.visible_span(sources, reference)?;
        Some(Visible { span, notation: document.notation, markdown, dest: document.dest_span(sources, reference) })
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
    // Nearly every text is filled in or says what the fact says, letter by letter.
    let usual = asked.unwrap_or_default();
    if quote.written.is_empty() || text(usual) == Some(quote.written) {
        return Ok(shown(usual));
    }
    let said = facts.said((number, quote.lang), quote.written, messages);
    // Nothing but its form says that a number alone is not one whose unit was forgotten.
    let unasked = || Form::ALL.into_iter().map(|(_, form)| form).filter(|form| *form != Form::Number);
    let says = |form: &Form| text(*form).is_some_and(|text| said.is(text));
    let says_alike =
        |form: &Form| facts.alike((number, quote.lang), *form, messages).iter().any(|(_, text)| said.is(text));
    let found = match asked {
        Some(form) => Some(form).filter(|form| says(form) || says_alike(form)),
        None => unasked().find(says).or_else(|| unasked().find(says_alike)),
    };
    match found {
        Some(form) => Ok(shown(form)),
        None if unsaid() => Ok(shown(usual)),
        None => Err(Box::new(mismatch(facts, quote, (number, asked), messages))),
    }
}

/// Of a text that is an end of a range, that it does not say so: it would stay right as the other end.
pub fn unasked_end(facts: &Facts, quote: Quote<'_>, quoted: Quoted, messages: &Messages) -> Option<Diagnostic> {
    let is_end = matches!(quoted.form, Form::Upper | Form::Lower);
    if !is_end || quote.written.is_empty() || split(quote.dest).1.is_some() {
        return None;
    }
    let (id, form) = (&facts.get(quoted.fact).id, quoted.form.name());
    let whole = facts.text(quoted.fact, quote.lang, messages);
    let message = format!("the text says `{}`, which is one end of `{id}`, {whole}", quote.written);
    let help = format!(
        "if it has to stay that end, write `{}`; else quote the whole",
        fact_link(quote.written, &asking(id, form))
    );
    let diagnostic = Diagnostic::new(Code::UnaskedEnd, quote.span, message).help(help);
    Some(match quote.visible.and_then(|visible| visible.dest) {
        Some(dest) => diagnostic.fix(dest, asking(id, form)),
        None => diagnostic,
    })
}

/// What is said of a text that is not what its fact says.
fn mismatch(
    facts: &Facts,
    quote: Quote<'_>,
    (number, asked): (FactId, Option<Form>),
    messages: &Messages,
) -> Diagnostic {
    let fact = facts.get(number);
    let text = |form| facts.form(number, quote.lang, form, messages);
    let told = |right: &str| {
        let message = format!("the text says `{}`, and `{}` is `{right}`", quote.written, fact.id);
        Diagnostic::new(Code::FactMismatch, quote.span, message).related(fact.span, "the value is set here")
    };
    if let Some(right) = facts.claimed((number, quote.lang), quote.written, asked, messages) {
        let diagnostic = told(&right).help(format!("write `{}`", fact_link(&right, quote.dest)));
        return match quote.visible.and_then(|visible| Some((visible.span, visible.write(&right)?))) {
            Some((span, text)) => diagnostic.fix(span, text),
            None => diagnostic,
        };
    }
    let plain = text(Form::Plain).unwrap_or_default();
    let said = facts.said((number, quote.lang), quote.written, messages);
    if text(Form::Number).is_some_and(|text| said.is(text)) {
        let asking = asking(&fact.id, Form::Number.name());
        let number = fact_link(quote.written, &asking);
        let help = format!("write `{}`, or for the number alone `{number}`", fact_link(plain, &fact.id));
        let diagnostic = told(plain).help(help);
        return match quote.visible.and_then(|visible| visible.dest) {
            Some(dest) => diagnostic.fix(dest, asking),
            None => diagnostic,
        };
    }
    if let Some((form, right)) = asked.and_then(|form| Some((form, text(form)?))) {
        let help = format!("write `{}`", fact_link(right, &asking(&fact.id, form.name())));
        return told(right).help(help);
    }
    // Nobody can tell which of them it was. Of money it is said what is in it.
    let plain = text(Form::Tax).unwrap_or(plain);
    let mut texts: Vec<&str> = Vec::new();
    let mut choices: Vec<String> = Vec::new();
    let is_number = !quote.written.contains(char::is_alphabetic);
    for (name, form) in Form::ALL.into_iter().filter(|(_, form)| is_number || *form != Form::Number) {
        let Some(text) = text(form).filter(|text| !texts.contains(text)) else { continue };
        texts.push(text);
        let dest = if form == Form::Plain { fact.id.clone() } else { asking(&fact.id, name) };
        choices.push(format!("`{}`", fact_link(text, &dest)));
    }
    let help = match choices.as_slice() {
        [one] => format!("write {one}"),
        _ => format!("write what the sentence means: {}", choices.join(", ")),
    };
    told(plain).help(help)
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
