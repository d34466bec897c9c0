//! A new page: its file in the language that pages are written in first, with the front matter and the blocks that its
//! kind wants.

use crate::catalog::language_of_page;
use crate::config::{Kind, Layout};
use crate::diagnostic::suggestion;
use crate::keys::text::{PAGE, page as key};
use crate::keys::{Key, Type};
use crate::language::quoted;
use crate::moving::check_name;
use crate::resolve::{Site, folder_name, split_name};
use crate::source::{Kind as Read, kind_of};
use jiff::civil::Date;
use std::fmt::Write;

/// A page that is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPage {
    /// The path of its file in the site.
    pub path: String,
    pub text: String,
    /// What has to be done before its kind lets it be published; it is a draft until then.
    pub lacks: Vec<String>,
}

/// The page that `typed` names below `content/`, with or without language and ending, of a kind of the site; or why it
/// cannot be. `today` is the day in the time zone of the site.
pub fn page(site: &Site, typed: &str, kind: Option<&str>, today: Date) -> Result<NewPage, String> {
    let stem = typed.strip_suffix(".md").unwrap_or(typed);
    let (stem, lang, _) = split_name(site, stem);
    let is_folder = stem.ends_with('/') || matches!(stem.rsplit('/').next(), Some("index" | "_index"));
    let name = folder_name(stem.trim_end_matches('/'));
    if !name.is_empty() {
        check_name(name)?;
    }
    if !site.catalog.translations(name).is_empty()
        || site.config.languages.ids().any(|lang| site.catalog.in_ledger(name, lang).is_some())
    {
        return Err("there is a page of that name already".to_owned());
    }
    let source = site.catalog.origins.of(name);
    let code = site.config.code(source);
    if let Some(other) = lang.filter(|lang| *lang != source) {
        let other = site.config.code(other);
        return Err(format!(
            "pages are written in `{code}` first; `shirube translate start` begins the one in `{other}` when that is there"
        ));
    }
    let file = match (is_folder, name) {
        (true, "") => "index".to_owned(),
        (true, name) => format!("{name}/index"),
        (false, name) => name.to_owned(),
    };
    let path = match site.config.layout {
        Layout::Suffix => format!("content/{file}.{code}.md"),
        Layout::Directory => format!("content/{code}/{file}.md"),
    };
    if language_of_page(&path, site.config.span.source, &site.config) != Some(source) || kind_of(&path) != Read::Text {
        return Err(format!("{path} would be no page"));
    }
    if site.sources.at(&path).is_some() {
        return Err(format!("{path} is there already"));
    }
    let kind = kind.map(|id| of_kind(site, id)).transpose()?;
    let date = are_dated(site).then_some(today);
    let lacks = kind.map(|kind| lacks(site, kind, date)).unwrap_or_default();
    Ok(NewPage { path, text: text(name, kind, date, !lacks.is_empty()), lacks })
}

fn of_kind<'s>(site: &'s Site, id: &str) -> Result<&'s Kind, String> {
    site.config.kind(id).and_then(|id| site.config.kinds.get(id)).ok_or_else(|| {
        let help = suggestion(id, site.config.kinds.iter().map(|kind| kind.id.as_str()));
        let help = help.unwrap_or_else(|| "declare it in `site.toml` under `[[kinds]]`".to_owned());
        format!("there is no kind `{id}`; {help}")
    })
}

/// Whether most pages of the site say when they were published.
fn are_dated(site: &Site) -> bool {
    let (mut dated, mut all) = (0, 0);
    for (_, entry) in site.catalog.written().filter(|(_, entry)| !entry.folder) {
        all += 1;
        dated += usize::from(entry.front.date.is_some());
    }
    2 * dated > all
}

/// The keys that a kind wants and that nobody can fill in for the author.
fn wanted(kind: &Kind, date: Option<Date>) -> impl Iterator<Item = &str> {
    let is_there = move |name: &str| {
        name == key::TITLE.name || name == key::KIND.name || (name == key::DATE.name && date.is_some())
    };
    kind.require.iter().map(|name| name.text.as_str()).filter(move |name| !is_there(name))
}

fn lacks(site: &Site, kind: &Kind, date: Option<Date>) -> Vec<String> {
    let keys = wanted(kind, date).map(|name| format!("`{name}` has to be filled in"));
    let languages = kind.languages.iter().filter(|lang| **lang != site.config.source);
    let languages = languages.map(|lang| format!("it has to be there in `{}` too", site.config.code(*lang)));
    keys.chain(languages).collect()
}

fn text(name: &str, kind: Option<&Kind>, date: Option<Date>, is_draft: bool) -> String {
    let mut text = format!("+++\n{} = {}\n", key::TITLE.name, quoted(&title(name)));
    if let Some(date) = date {
        _ = writeln!(text, "{} = {date}", key::DATE.name);
    }
    let mut extra = String::new();
    if let Some(kind) = kind {
        _ = writeln!(text, "{} = {}", key::KIND.name, quoted(&kind.id));
        for name in wanted(kind, date) {
            match PAGE.iter().find(|key| key.name == name) {
                Some(key) => text.push_str(&to_fill_in(key)),
                None => _ = writeln!(extra, "{name} = \"\""),
            }
        }
    }
    if is_draft {
        _ = writeln!(text, "{} = true", key::DRAFT.name);
    }
    if !extra.is_empty() {
        _ = write!(text, "\n[extra]\n{extra}");
    }
    text.push_str("+++\n");
    for block in kind.map(blocks).unwrap_or_default() {
        _ = write!(text, "\n[](block:{block})\n");
    }
    text
}

/// A key of front matter, to be filled in by the author: as a comment where nothing stands for nothing.
fn to_fill_in(key: &Key) -> String {
    match key.takes {
        Type::Text => format!("{} = \"\"\n", key.name),
        Type::Texts => format!("{} = []\n", key.name),
        _ => format!("# {} = \n", key.name),
    }
}

/// The blocks that a page of the kind shows, in the order that the kind wants.
fn blocks(kind: &Kind) -> Vec<&str> {
    let place = |block: &str| kind.order.iter().position(|other| other.text == block).unwrap_or(kind.order.len());
    let mut blocks: Vec<&str> = kind.blocks.iter().map(|block| block.text.as_str()).collect();
    blocks.sort_by_key(|block| place(block));
    blocks
}

/// What a page of this name could be called: `guide/paper-bags` is "Paper bags".
fn title(name: &str) -> String {
    let words = name.rsplit('/').next().unwrap_or(name).replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_title_comes_of_the_name() {
        for (name, expected) in
            [("guide/paper-bags", "Paper bags"), ("faq", "Faq"), ("紙_袋", "紙 袋"), ("", "…"), ("ǆ", "Ǆ")]
        {
            assert_eq!(title(name), expected);
        }
    }
}
