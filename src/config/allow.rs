//! `[[check.allow]]`: what may stand in files where nothing can be written beside it.

use crate::data::{Reader, Table, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level, suggestion};
use crate::keys::site::{ALLOWED, allow};
use crate::source::Span;

/// A warning that may stand in some files.
#[derive(Debug, Clone)]
pub struct Allowed {
    pub code: Code,
    /// Where the code is named.
    pub span: Span,
    /// Patterns for paths.
    pub files: Vec<Text>,
    pub why: String,
}

/// The most patterns of a site: every file is compared with each of its code.
const MAX_PATTERNS: usize = 500;

/// Reads all tables of the kind.
pub(super) fn read(tables: Vec<Table>, diagnostics: &mut Diagnostics) -> Vec<Allowed> {
    let (mut all, mut patterns) = (Vec::new(), 0);
    for table in tables {
        let mut reader = Reader::new(table, &ALLOWED, diagnostics);
        let code = reader.text(allow::CODE);
        let files = reader.texts(allow::FILES);
        let why = reader.text(allow::WHY);
        reader.finish();
        let (Some(name), Some(why)) = (code, why) else { continue };
        let code = match waivable(&name.text, name.span) {
            Ok(code) => code,
            Err(mistake) => {
                diagnostics.push(*mistake);
                continue;
            }
        };
        if why.text.trim().is_empty() {
            diagnostics.push(without_reason(why.span));
            continue;
        }
        patterns += files.len();
        if patterns > MAX_PATTERNS {
            let message = format!("more than {MAX_PATTERNS} patterns for files");
            diagnostics.push(
                Diagnostic::new(Code::InvalidValue, name.span, message)
                    .help(format!("switch `{code}` off for the whole site under `[check] levels`")),
            );
            break;
        }
        all.push(Allowed { code, span: name.span, files, why: why.text });
    }
    all
}

/// The code of this name, if an author may waive it.
pub fn waivable(name: &str, span: Span) -> Result<Code, Box<Diagnostic>> {
    let Ok(code) = name.parse::<Code>() else {
        let waivable = Code::ALL.iter().filter(|code| code.level() != Level::Error).map(|code| code.name());
        let message = format!("there is no diagnostic `{name}`");
        let help = suggestion(name, waivable)
            .unwrap_or_else(|| "write the code that stands in brackets behind `warning` or `advice`".to_owned());
        return Err(Box::new(Diagnostic::new(Code::InvalidWaiver, span, message).help(help)));
    };
    if code.level() == Level::Error {
        let message = format!("`{code}` is an error, and errors cannot be allowed");
        let help = "mend what it says; only warnings and advice can be allowed";
        return Err(Box::new(Diagnostic::new(Code::InvalidWaiver, span, message).help(help)));
    }
    Ok(code)
}

/// That a waiver does not say why.
pub fn without_reason(span: Span) -> Diagnostic {
    let message = "nothing says why this is allowed";
    Diagnostic::new(Code::InvalidWaiver, span, message).help("write the reason: `allow CODE: the reason`")
}
