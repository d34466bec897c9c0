//! Callouts, which are GitHub's alerts: `> [!WARNING]`.

use super::sheet::Sheet;
use crate::diagnostic::Code;
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;

/// The kinds of GitHub's alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callout {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Callout {
    const ALL: [Callout; 5] = [Callout::Note, Callout::Tip, Callout::Important, Callout::Warning, Callout::Caution];

    /// The callout that an operation's number means.
    pub fn from_number(number: u32) -> Callout {
        Callout::ALL.get(number as usize).copied().unwrap_or(Callout::Note)
    }

    pub(super) fn of(kind: BlockQuoteKind) -> Callout {
        match kind {
            BlockQuoteKind::Note => Callout::Note,
            BlockQuoteKind::Tip => Callout::Tip,
            BlockQuoteKind::Important => Callout::Important,
            BlockQuoteKind::Warning => Callout::Warning,
            BlockQuoteKind::Caution => Callout::Caution,
        }
    }

    /// The name in classes and messages.
    pub fn name(self) -> &'static str {
        match self {
            Callout::Note => "note",
            Callout::Tip => "tip",
            Callout::Important => "important",
            Callout::Warning => "warning",
            Callout::Caution => "caution",
        }
    }
}

/// A quote that was meant to be a callout: `> [!WARNING] text`, `> [!DANGER]`.
pub(super) fn check_quote(sheet: &mut Sheet<'_>, range: &Range<usize>) {
    let text = sheet.written(range).trim_start_matches(['>', ' ', '\t']);
    let Some((name, after)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
        return;
    }
    let at = range.end - text.len();
    let help = match Callout::ALL.iter().any(|callout| callout.name().eq_ignore_ascii_case(name)) {
        true if !after.starts_with(['\n', '\r']) => "put the text on the next line",
        _ => "use one of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]` on a line of its own",
    };
    let marked = at..at + name.len() + 3;
    sheet.report(Code::Misread, marked, format!("`[!{name}]` here makes no callout, only a quote"), help);
}
