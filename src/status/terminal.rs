//! The report for a terminal.

use super::{Coverage, Page, Report, State, Tally, plural, total};
use crate::visible::{Shown, told};

/// How many pages of a state a terminal lists of a language that was not asked for by its name.
const LISTED: usize = 8;
/// With more languages than these, a terminal lists the pages of none that was not asked for.
const LANGUAGES: usize = 2;

/// The report for a terminal: a line a language, then what is to be done; all of it with `whole`.
pub fn terminal(report: &Report, whole: bool) -> Shown {
    let mut text = Shown::new();
    let shown: Vec<&(String, Tally)> = report.languages.iter().filter(|(_, tally)| tally.concerns()).collect();
    if shown.is_empty() {
        return Shown::line("nothing is translated, and nothing has to be");
    }
    if report.since.is_some() && report.pages.is_empty() {
        return Shown::line("no page has become worse since");
    }
    let width = shown.iter().map(|(code, _)| code.len()).max().unwrap_or_default().max(8);
    text.add(&format!("{:width$}  current  stale  missing  unstamped  orphan  words", "language"));
    for (code, tally) in &shown {
        write_tally(&mut text, code, width, tally);
    }
    if shown.len() > 1 {
        write_tally(&mut text, "total", width, &total(&shown));
    }
    let listed = whole || shown.len() <= LANGUAGES;
    for (at, (code, tally)) in shown.iter().enumerate() {
        let lacks = tally.lacks();
        if !lacks.is_empty() {
            if listed || at == 0 {
                text.add("");
            }
            text.add(&format!("{code}: {lacks}"));
        }
        for (file, count) in tally.missing_labels_in.iter().filter(|_| whole) {
            text.add(&format!("  {file}  {}", plural(*count, "text", "texts")));
        }
        for (file, count) in tally.stale_labels_in.iter().filter(|_| whole) {
            let ahead = if tally.ahead_data.contains(file) { ": it may be ahead of its original" } else { "" };
            text.add(&format!("  {file}  {} stale{ahead}", plural(*count, "text", "texts")));
        }
        for file in tally.unstamped_data.iter().filter(|_| whole) {
            text.add(&format!("  {file}  unstamped"));
        }
        for state in [State::Stale, State::Missing, State::Unstamped, State::Orphan].into_iter().filter(|_| listed) {
            let pages = report.pages.iter().filter(|page| page.lang == *code && page.state == state);
            write_pages(&mut text, (state.name(), code), pages, todo, whole);
        }
        let unread = report.pages.iter().filter(|page| listed && page.machine && page.lang == *code);
        write_pages(&mut text, ("not yet read", code), unread, |_| "  made by a machine".to_owned(), whole);
    }
    let words: usize = report.pages.iter().filter(|page| page.state != State::Unstamped).map(|page| page.words).sum();
    if words > 0 {
        text.add("");
        text.add(&format!("{} to translate or to look at", plural(words, "word", "words")));
    }
    if !listed && let Some((code, _)) = shown.first() {
        text.add(&format!("`shirube status {code}` lists the pages of a language"));
    }
    text
}

fn write_tally(text: &mut Shown, code: &str, width: usize, tally: &Tally) {
    let Tally { current, stale, missing, unstamped, orphan, .. } = tally;
    let Coverage { total, open } = tally.words;
    let done = total.saturating_sub(open);
    let bar = (done * 100).checked_div(total).map(|percent| {
        let full = done * 20 / total;
        format!("  {}{} {percent} %", "█".repeat(full), "░".repeat(20 - full))
    });
    let bar = bar.unwrap_or_default();
    text.add(&format!("{code:width$}  {current:7}  {stale:5}  {missing:7}  {unstamped:9}  {orphan:6}{bar}"));
}

fn write_pages<'r>(
    text: &mut Shown,
    (what, code): (&str, &str),
    pages: impl Iterator<Item = &'r Page>,
    todo: fn(&Page) -> String,
    whole: bool,
) {
    let pages: Vec<&Page> = pages.collect();
    if pages.is_empty() {
        return;
    }
    text.add("");
    text.add(&format!("{what} in {code}"));
    let listed = if whole { pages.len() } else { LISTED };
    for page in pages.iter().take(listed) {
        text.add(&format!("  {}{}", page.path, told(&todo(page))));
    }
    if let Some(more) = pages.len().checked_sub(listed).filter(|more| *more > 0) {
        text.add(&format!("  and {more} more: `shirube status {code}` lists all"));
    }
}

/// What there is to do on a page: "  120 words: `費用` changed, `保険` added"
fn todo(page: &Page) -> String {
    let words = plural(page.words, "word", "words");
    match (page.state, &page.sections) {
        (State::Orphan, _) => page.rename.as_ref().map(|name| format!("  move it to {name}")).unwrap_or_default(),
        (State::Current | State::Unstamped, _) => String::new(),
        (State::Missing, _) if page.draft => format!("  {words}: not published yet"),
        (State::Missing, _) => format!("  {words}"),
        (State::Stale, _) if page.ahead => {
            format!("  {words}: made from a text that the original does not have here, of which it may be ahead")
        }
        (State::Stale, None) => format!("  {words}: what has changed is not known{}", when(page)),
        (State::Stale, Some(sections)) => {
            let sections: Vec<String> =
                sections.iter().map(|section| format!("`{}` {}", section.title, section.change)).collect();
            format!("  {words}: {}{}", sections.join(", "), when(page))
        }
    }
}

/// Since when a page is stale, and by which commit.
fn when(page: &Page) -> String {
    let day = page.since.map(|day| format!(" since {day}")).unwrap_or_default();
    let commit = page.commit.as_ref().map(|id| format!(" ({})", short(id))).unwrap_or_default();
    format!("{day}{commit}")
}

/// The beginning of a commit's id, as Git shows it.
pub(super) fn short(id: &str) -> &str {
    id.get(..7).unwrap_or(id)
}
