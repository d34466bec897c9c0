//! The page that lists every key, `docs/keys.md`: made from the table, so that it says what is read.

use super::form::{ALIKE, FORMS};
use super::{Key, Keys, Need, OUTERMOST, Type};
use std::fmt::Write;
use std::path::Path;

/// Every table, each after the one in which it is first named.
fn all() -> Vec<&'static Keys> {
    fn add(keys: &'static Keys, all: &mut Vec<&'static Keys>) {
        if all.iter().any(|known| known.place == keys.place) {
            return;
        }
        all.push(keys);
        let takes = keys.iter().map(|key| key.takes).chain(keys.others.map(|(_, takes)| takes));
        takes.flat_map(|takes| takes.tables()).for_each(|keys| add(keys, all));
    }
    let mut all = Vec::new();
    OUTERMOST.into_iter().for_each(|keys| add(keys, &mut all));
    all
}

fn page() -> String {
    let mut page = String::from(
        "# Every key\n\n\
         What can be written in `site.toml`, in the front matter of pages and blocks, and in data. This page is made from the table of keys by which the\n\
         program itself reads them (`src/keys/`): `UPDATE=1 cargo test --lib keys` renews it. `shirube schema DIR` gives editors the same. A key that is not here is\n\
         refused, with the nearest one that is.\n",
    );
    for keys in all() {
        _ = write!(page, "\n## {}\n\n{}\n", heading(keys.place), cell(keys.about));
        if keys.iter().next().is_some() || keys.others.is_some() {
            page.push_str("\n| key | takes | |\n|---|---|---|\n");
        }
        for key in keys.iter() {
            _ = writeln!(page, "| `{}` | {} | {} |", key.name, takes(&key.takes), meaning(key));
        }
        if let Some((about, type_of)) = keys.others {
            _ = writeln!(page, "| any other name | {} | {} |", takes(&type_of), cell(about));
        }
    }
    page.push_str(
        "\n## Forms of a fact\n\n\
         What a quotation asks for after the id of the fact, as in `[6 months](fact:price.drip.lasts?form=upper)`, and a template with `fact(id=\"…\", form=\"upper\")`.\n\
         Which of them a fact has depends on its type; one that it has not is refused, with those that it has.\n\n\
         | form | shows |\n|---|---|\n",
    );
    for (name, about) in FORMS {
        _ = writeln!(page, "| `{name}` | {} |", cell(about));
    }
    page.push_str(
        "\n## What is equal to a fact\n\n\
         A text that quotes a fact says one of its forms, or the same in one of these ways; all else is a `fact-mismatch`.\n\n\
         | what may differ | the fact | equal | not equal |\n|---|---|---|---|\n",
    );
    let list = |texts: &[&str]| {
        let shown = texts.iter().map(|text| format!("`{}`", cell(&text.replace('\n', "⏎").replace('\u{a0}', "⍽"))));
        shown.collect::<Vec<_>>().join(" · ")
    };
    for alike in ALIKE {
        _ = writeln!(
            page,
            "| {} | {} | {} | {} |",
            cell(alike.about),
            list(&[alike.says]),
            list(alike.right),
            list(alike.wrong)
        );
    }
    page.push_str("\n`⏎` is the end of a line, `⍽` a space at which no line ends.\n");
    page
}

/// What is written as it stands is code; the rest are words.
fn heading(place: &str) -> String {
    let is_written = place.contains(['[', '.']) && !place.contains(' ');
    if is_written { format!("`{place}`") } else { place.to_owned() }
}

fn meaning(key: &Key) -> String {
    let about = cell(key.about());
    match key.need {
        Need::Required => format!("{about} **Has to be there.**"),
        Need::Optional => about,
        Need::Default(word) => format!("{about} Without it: `{}`.", cell(word)),
    }
}

fn takes(takes: &Type) -> String {
    let tables = takes.tables();
    let named = tables.iter().map(|keys| heading(keys.place)).collect::<Vec<_>>().join(", ");
    match takes {
        Type::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "),
        Type::Named(words) => {
            let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" ");
            format!("a table: a code, and {words}")
        }
        Type::Either(types) => types.iter().map(self::takes).collect::<Vec<_>>().join(", or "),
        Type::Items(types) => format!("a list: {}", types.iter().map(self::takes).collect::<Vec<_>>().join(", or ")),
        Type::ById(_) => format!("a table by ids: {named}"),
        _ if tables.is_empty() => takes.name().to_owned(),
        _ => format!("{}: {named}", takes.name()),
    }
}

/// A text that can stand in a cell.
fn cell(text: &str) -> String {
    text.trim().replace('|', "\\|")
}

#[test]
fn the_page_of_keys_says_what_is_read() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&place, page()).unwrap();
    }
    let written = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(written == page(), "docs/keys.md is out of date: UPDATE=1 cargo test --lib keys");
}
