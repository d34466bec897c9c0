//! What is said of a name that only some systems have.

use crate::address;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The warning that Windows has no file or folder of a name; `None` if it has.
pub fn unportable(name: &str, span: Span) -> Option<Diagnostic> {
    let reason = address::unportable(name)?;
    let message = format!("`{name}` cannot be the name of a file everywhere: {reason}");
    Some(Diagnostic::new(Code::UnportableName, span, message).help("give it another name"))
}
