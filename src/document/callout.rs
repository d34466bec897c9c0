//! Callouts, which are GitHub's alerts: `> [!WARNING]`.

use super::sheet::Sheet;
use crate::diagnostic::{Code, nearest};
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;

/// The kinds of GitHub's alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// The title of a callout on the line of its mark: `> [!TIP] Title`.
#[derive(Debug, Clone)]
pub(super) struct Titled {
    pub(super) callout: Callout,
    /// Where the title stands.
    pub(super) title: Range<usize>,
}

/// The mark with which a quote begins: its name, what follows it, and where it stands.
fn marked<'t>(text: &'t str, range: &Range<usize>) -> Option<(&'t str, &'t str, usize)> {
    let text = text.get(range.clone())?.trim_start_matches(['>', ' ', '\t']);
    let (name, after) = text.strip_prefix("[!")?.split_once(']')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    is_name.then_some((name, after, range.end - text.len()))
}

/// A quote that is a callout with a title of its own.
pub(super) fn titled(text: &str, range: &Range<usize>) -> Option<Titled> {
    let (name, after, at) = marked(text, range)?;
    let callout = Callout::ALL.into_iter().find(|callout| callout.name().eq_ignore_ascii_case(name))?;
    let line = after.lines().next().unwrap_or_default();
    let title = line.trim();
    // Brackets or a parenthesis make a link of the mark.
    if title.is_empty() || line.starts_with(['(', '[']) {
        return None;
    }
    let start = at + name.len() + 3 + (line.len() - line.trim_start().len());
    Some(Titled { callout, title: start..start + title.len() })
}

/// What other tools call a callout.
const OTHERS: [(&str, Callout); 15] = [
    ("nb", Callout::Note),
    ("info", Callout::Note),
    ("memo", Callout::Note),
    ("abstract", Callout::Note),
    ("example", Callout::Note),
    ("hint", Callout::Tip),
    ("success", Callout::Tip),
    ("check", Callout::Tip),
    ("question", Callout::Important),
    ("attention", Callout::Warning),
    ("alert", Callout::Warning),
    ("warn", Callout::Warning),
    ("danger", Callout::Caution),
    ("error", Callout::Caution),
    ("bug", Callout::Caution),
];

/// A quote that was meant to be a callout: `> [!DANGER]`.
pub(super) fn check_quote(sheet: &mut Sheet<'_>, range: &Range<usize>) {
    let Some((name, _, at)) = marked(sheet.text(), range) else { return };
    let lower = name.to_ascii_lowercase();
    let other = OTHERS.iter().find(|(other, _)| *other == lower).map(|(_, callout)| callout.name());
    let meant = other.or_else(|| nearest(&lower, Callout::ALL.map(Callout::name)));
    let help = match meant {
        Some(meant) => format!("write `[!{}]`", meant.to_ascii_uppercase()),
        None => "use one of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]`".to_owned(),
    };
    let marked = at..at + name.len() + 3;
    sheet.report(Code::Misread, marked, format!("there is no callout `[!{name}]`: this is a quote"), &help);
}
