//! The report as a table for a pull request.

use super::terminal::short;
use super::{Coverage, Page, Report, State, Tally, total};
use crate::config::Repository;
use crate::visible::{Shown, told, visible};

/// How many pages the table for a pull request lists: a comment there holds 65,536 characters.
const ROWS: usize = 200;

/// The report as a table for a pull request.
pub fn markdown(report: &Report, repository: Option<&Repository>) -> Shown {
    let mut text = Shown::line("| language | current | stale | missing | unstamped | orphan | words | besides |");
    text.add("|---|--:|--:|--:|--:|--:|--:|---|");
    let shown: Vec<&(String, Tally)> = report.languages.iter().filter(|(_, tally)| tally.concerns()).collect();
    let mut row = |code: &str, tally: &Tally| {
        let Tally { current, stale, missing, unstamped, orphan, .. } = tally;
        let lacks = tally.lacks();
        let Coverage { total, open } = tally.words;
        let words = total.saturating_sub(open) * 100;
        let words = words.checked_div(total).map(|percent| format!("{percent} %")).unwrap_or_default();
        text.add(&format!("| {code} | {current} | {stale} | {missing} | {unstamped} | {orphan} | {words} | {lacks} |"));
    };
    shown.iter().for_each(|(code, tally)| row(code, tally));
    if shown.len() > 1 {
        row("**total**", &total(&shown));
    }
    let open: Vec<&Page> = report.pages.iter().filter(|page| page.state != State::Current || page.machine).collect();
    if !open.is_empty() {
        text.add("");
        text.add("| page | state | words | since | sections |");
        text.add("|---|---|--:|---|---|");
        for page in open.iter().take(ROWS) {
            let state = format!("{}{}", page.state.name(), if page.machine { ", not yet read" } else { "" });
            let path = linked(code_span(&page.path), file(page), repository);
            let since = when(page, repository);
            text.add(&format!("| {path} | {state} | {} | {since} | {} |", page.words, besides(page)));
        }
    }
    if let Some(more) = open.len().checked_sub(ROWS).filter(|more| *more > 0) {
        text.add("");
        text.add(&format!("And {more} more: `shirube status` lists them."));
    }
    text
}

/// The address of what there is of a page: the translation, or the original that it is missing of.
fn file(page: &Page) -> impl Fn(&Repository) -> String {
    move |repository| repository.show(if page.state == State::Missing { &page.source } else { &page.path })
}

/// A name that leads to an address, where there is one.
fn linked(name: String, address: impl Fn(&Repository) -> String, repository: Option<&Repository>) -> String {
    match repository {
        // Of a table's cell a bar is the end, and of an address a bracket.
        Some(repository) => {
            let address = address(repository).replace('|', "%7C").replace('(', "%28").replace(')', "%29");
            format!("[{name}]({address})")
        }
        None => name,
    }
}

/// Since when a page is stale, which leads to what has changed.
fn when(page: &Page, repository: Option<&Repository>) -> String {
    let day = page.since.map(|day| day.to_string());
    let commit = page.commit.as_ref();
    let commit = commit.map(|id| linked(code_span(short(id)), |repository| repository.commit(id), repository));
    day.into_iter().chain(commit).collect::<Vec<_>>().join(" ")
}

/// What has changed in the original, or where it is now.
fn besides(page: &Page) -> String {
    if let Some(name) = &page.rename {
        return format!("move it to {}", code_span(name));
    }
    if page.ahead {
        return "may be ahead of its original".to_owned();
    }
    let sections = page.sections.iter().flatten();
    let sections: Vec<String> =
        sections.map(|section| format!("{} ({})", escaped(&section.title), section.change)).collect();
    sections.join(", ")
}

/// A text in a cell of a Markdown table that shows it as it is.
fn escaped(text: &str) -> String {
    let text = told(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A name in a cell of a Markdown table, as code: between more backticks than it has in a row.
fn code_span(name: &str) -> String {
    // Of a table's cell a bar is the end even inside of code.
    let name = visible(name).replace('|', "\\|");
    let most = name.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(most + 1);
    let edge = if name.starts_with(['`', ' ']) || name.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{edge}{name}{edge}{fence}")
}

#[cfg(test)]
mod tests {
    use super::{code_span, escaped};

    #[test]
    fn names_stay_in_their_cells() {
        for (name, cell) in [
            ("content/a.en.md", "`content/a.en.md`"),
            ("content/a|b.en.md", "`content/a\\|b.en.md`"),
            ("a``b`.md", "```a``b`.md```"),
            ("`a", "`` `a ``"),
            ("a\n| b |\n", "`a\\n\\| b \\|\\n`"),
        ] {
            assert_eq!(code_span(name), cell);
        }
        assert_eq!(escaped("a | <b>\n[c](d)"), "a \\| \\<b\\>\\\\n\\[c\\]\\(d\\)");
    }
}
