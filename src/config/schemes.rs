//! `[content] schemes`: what links may lead to beside the web, mail and telephones.

use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};

/// What runs in the page, or reads the disk of the reader.
const DANGEROUS: [&str; 8] =
    ["javascript", "vbscript", "livescript", "data", "file", "blob", "filesystem", "view-source"];

/// Names that are constructs of texts.
const OWN: [&str; 6] = ["fact", "term", "table", "block", "faq", "conflicts"];

/// The schemes that are named, in small letters and in order.
pub(super) fn read(named: Vec<Text>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut schemes = Vec::new();
    for text in named {
        let scheme = text.text.to_ascii_lowercase();
        match refused(&scheme) {
            Some(why) => {
                let message = format!("`{}` cannot be a scheme of links", text.text);
                diagnostics.push(Diagnostic::new(Code::InvalidValue, text.span, message).help(why));
            }
            None => schemes.push(scheme),
        }
    }
    schemes.sort_unstable();
    schemes.dedup();
    schemes
}

/// What to do about a scheme that cannot be allowed (RFC 3986, section 3.1, says how one is written).
fn refused(scheme: &str) -> Option<&'static str> {
    let is_written = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    if DANGEROUS.contains(&scheme) {
        Some("leave it out: such a link runs what stands in it, or reads what lies on the reader's disk")
    } else if OWN.contains(&scheme) {
        Some("leave it out: it is a construct of texts already")
    } else if !is_written {
        Some("write it without `:` and what follows: `sms`")
    } else {
        None
    }
}
